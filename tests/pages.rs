//! Pages as browsers and Excel lay them out: spans, fields, frames, pictures, archives.

#[path = "common/in_line.rs"]
mod drawn;

use drawn::drawn;
use gouji::read::{Document, file};
use std::path::Path;

/// Reads a page, or the cells of a row, and compares.
#[track_caller]
fn check(page: &str, expected: &str) {
    let page = if page.starts_with("<td") { format!("<table><tr>{page}</table>") } else { page.to_owned() };
    assert_eq!(drawn(&gouji::read::html::html(&page)), expected, "{page}");
}

#[track_caller]
fn check_file(name: &str, bytes: &[u8], expected: &str) {
    let read =
        file(name, bytes).map(|document| drawn(&document)).unwrap_or_else(|refusal| format!("refused: {refusal}"));
    assert_eq!(read, expected, "{name}");
}

#[test]
fn spans_are_read_as_browsers_do() {
    for two in ["2", "2;", "2px", "2.0", " 2", "+2", "\t2 3", "02"] {
        check(&format!("<table><tr><td colspan='{two}'>a<td>b<tr><td>1<td>2<td>3</table>"), "[a|=|b/1|2|3]");
        check(&format!("<table><tr><td rowspan='{two}'>a<td>b<tr><td>1<tr><td>2<td>3</table>"), "[a|b/=|1/2|3]");
    }
    for one in ["", "x", "-2", "0", "-0", ".2", "\u{A0}2"] {
        check(&format!("<td colspan='{one}'>a<td>b"), "[a|b]");
    }
    for one in ["", "x", "-2", "１"] {
        check(&format!("<table><tr><td rowspan='{one}'>a<td>b<tr><td>1<td>2</table>"), "[a|b/1|2]");
    }
    check("<table><tr><td rowspan=0>a<td>b<tr><td>1<tr><td>2<tbody><tr><td>c<td>3</table>", "[a|b/=|1/=|2/c|3]");
    check("<table><tr><td rowspan=99999999999999999999>a<td>b<tr><td>1</table>", "[a|b/=|1]");
}

#[test]
fn row_groups_end_spans_and_have_their_places() {
    check("<table><thead><tr><th rowspan=4>a<th>b<tr><th>c<tbody><tr><td>1<td>2</table>", "[a|b/=|c/1|2]");
    check("<table><tbody><tr><td rowspan=2>a<td>1<tbody><tr><td>b<td>2</table>", "[a|1/b|2]");
    check("<table><tr><td rowspan=9>a<td>1</table>", "[a|1]");
    check("<table><tfoot><tr><td>c<td>3<tbody><tr><td>b<td>2<thead><tr><td>a<td>1</table>", "[a|1/b|2/c|3]");
    check("<table><tfoot><tr><td>c<td>3<tfoot><tr><td>d<td>4<tbody><tr><td>b<td>2</table>", "[d|4/b|2/c|3]");
    check("<table><caption>表</caption><colgroup><col><col></colgroup><tr><th>a<td>1</table>", "表 [a|1]");
    check("<table><tr><td>a<td rowspan=2>b<td>c<tr><td colspan=2>1<td>2</table>", "[a|b|c/1|=|2]");
}

#[test]
fn fields_show_what_was_filled_in() {
    let options = "<option>1<option selected>2<option value=4>3";
    check(&format!("<td>a<td><select>{options}</select>"), "[a|2]");
    check("<td>a<td><select><option> 1\n <b>1</b> <option>2</select>", "[a|1 1]");
    check("<td>a<td><select><option disabled>请选择<option>2</select>", "[a|2]");
    check("<td>a<td><select><option disabled selected>请选择<option>2</select>", "[a|请选择]");
    check("<td>a<td><select><optgroup label=x><option label=7>1</select>", "[a|7]");
    check("<td>a<td><select multiple><option>1<option>2</select><td><select size=2><option>1</select>", "[a||]");
    check(&format!("<td>a<td><select multiple><option selected>1{options}</select>"), "[a|1 2]");
    check("<td>a<td><select disabled><option>1</select><td><select></select>", "[a|1|]");
    for field in [
        "<input value=7>",
        "<input type=TEXT value=7>",
        "<input type=number value=7 readonly>",
        "<input type=search disabled value=7>",
        "<input type=nonsense value=7>",
        "<textarea>7</textarea>",
        "<textarea readonly>\n7</textarea>",
        "<div contenteditable>7</div>",
    ] {
        check(&format!("<td>a<td>{field}"), "[a|7]");
    }
    for none in ["hidden", "checkbox", "radio", "submit", "button", "HIDDEN", "reset", "image"] {
        check(&format!("<td>a<td><input type={none} value=9>"), "[a|]");
    }
    check(
        "<td>a<td><input placeholder=9><button>9</button><progress>9</progress><datalist><option>9</datalist>",
        "[a|]",
    );
    check("<td>a<td><input type=password value=9><td><input type=number value='1,138'>", "[a|{Unread}|{Unread}]");
    check("<td>a<td><s><input value=7></s><td><input value=7 style='visibility:hidden'>", "[a|{Struck}|{Hidden}]");
}

#[test]
fn xhtml_that_closes_itself_is_read() {
    let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<html>";
    let doctype = "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x.dtd\">";
    let table = "<table><tr><td>a</td><td>7</td></tr></table>";
    for head in [xml, doctype, "<html xmlns='http://www.w3.org/1999/xhtml'>"] {
        for swallows in ["<title/>", "<script src='a.js'/>", "<style />", "<iframe src=''/>", "<textarea/>"] {
            check_file("a.xhtml", format!("{head}<head>{swallows}</head><body>{table}</body>").as_bytes(), "[a|7]");
        }
    }
    check_file(
        "a.xhtml",
        format!("{xml}<body><s/>{table}<div style='display:none'/></body></html>").as_bytes(),
        "[a|7]",
    );
    check_file(
        "a.xhtml",
        format!("{xml}<body><table><td><![CDATA[a]]></td><td/></table></body></html>").as_bytes(),
        "[a|]",
    );
    // In HTML the rest is a title.
    check("<!DOCTYPE html><title/><table><td>a<td>7</table>", "<table><td>a<td>7</table>");
}

#[test]
fn frames_say_where_the_tables_are() {
    check(
        "<link id=\"shLink\" href=\"a.files/sheet001.htm\"><link id=\"shLink\"><frameset><frame src='a.files/sheet001.htm'><frame src='a.files/tabstrip.htm'><noframes>本页使用了框架</noframes></frameset>",
        "! 这个网页只是框架，内容在“a.files”文件夹里的 sheet001.htm 中，没有读取。请直接打开那里的文件。",
    );
    check(
        "<frameset><frame src='%E8%A1%A8.files/1.htm'><frame src='表.files/2.htm'><frame src='表.files/3.htm'><frame src='表.files/4.htm'></frameset>",
        "! 这个网页只是框架，内容在“表.files”文件夹里的 1.htm、2.htm、3.htm 等文件中，没有读取。请直接打开那里的文件。",
    );
    check(
        "<body><iframe src='https://a.example/b?c=1'></iframe></body>",
        "! 这个网页只是框架，内容在 https://a.example/b?c=1 里，没有读取。请在浏览器里打开那里，把表格复制后再粘贴。",
    );
    check(
        "<p>年度报告<iframe src=b.html></iframe>",
        "年度报告 ! 这个网页里没有表格，另外嵌着别的网页，内容在同一文件夹里的 b.html 中，没有读取。请直接打开那里的文件。",
    );
    for quiet in [
        "<p>一<iframe src='about:blank'></iframe>",
        "<p>一<iframe width=0 height=0 src=b.html></iframe>",
        "<p>一<iframe style='display:none' src=b.html></iframe>",
        "<p>一<iframe></iframe>",
    ] {
        check(quiet, "一");
    }
    check("<table><td>a<td>7</table><iframe src=b.html></iframe>", "[a|7]");
}

#[test]
fn pictures_are_not_read_and_said() {
    for picture in [
        "<img src=a.png>",
        "<img width=40 height=12 alt=7>",
        "<svg><text>7</text></svg>",
        "<canvas>7</canvas>",
        "<object data=a.svg>7</object>",
    ] {
        check(&format!("<td>a<td>{picture}"), "[a|{Unread}]");
        check(&format!("<td>a<td><p>&nbsp;{picture}</p>"), "[a|\u{A0}{Unread}]");
        check(&format!("<td>a<td>7{picture}"), "[a|7]");
    }
    check("<td>a<td><img width=1 height=20><td><img height=3px><td><img hidden>", "[a|||]");
    let said =
        "! 网页里没有表格，图片里的内容没有读取。请打开报告的 Word、Excel 或网页原文；只有图片时，请对照图片手工填写。";
    check("<p>一<img src=a.png>", &format!("一 {said}"));
    check("<p>一<img width=600 height=800>", &format!("一 {said}"));
    check("<p>一<img width=16 height=16>", "一");
    check("<img src=a.png><table><td>a<td>7</table>", "[a|7]");
}

#[test]
fn excel_lays_out_pictures_over_cells() {
    let cell = "<table cellpadding=0 cellspacing=0><tr><td>a</td></tr></table>";
    check(
        &format!(
            "<td><span style='mso-ignore:vglayout;position:absolute'><table><tr><td><img src=a.png></table></span><span style='mso-ignore:vglayout2'>{cell}</span></td><td>7"
        ),
        "[a|7]",
    );
    check("<td>a<td colspan=3 style='mso-ignore:colspan'>7<td>8", "[a|7|||8]");
}

#[test]
fn text_is_kept_as_it_is() {
    for space in ["\u{A0}", "\u{2009}", "\u{202F}", "\u{2007}", "\u{3000}"] {
        check(&format!("<td>a<td>1{space}138"), &format!("[a|1{space}138]"));
    }
    check("<td>a<td>1 \t\n\u{C}138", "[a|1 138]");
    check("<td>a<td>1&shy;1&#x200B;3&zwnj;8", "[a|1\u{AD}1\u{200B}3\u{200C}8]");
    check("<td>a<td>1<sup>2</sup>", "[a|1⏎2]");
}

/// A web archive: each part's place, kind and text.
fn archive(parts: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut out = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n".to_owned();
    for (place, kind, text) in parts {
        let place = match place.strip_prefix("cid:") {
            Some(id) => format!("Content-ID: <{id}>"),
            None => format!("Content-Location: {place}"),
        };
        out += &format!("--b\r\n{place}\r\nContent-Type: {kind}; charset=utf-8\r\n\r\n{text}\r\n");
    }
    (out + "--b--\r\n").into_bytes()
}

#[test]
fn an_archive_holds_its_frames_and_sheets() {
    let html = "text/html";
    let workbook = "<link id=shLink href='a.files/sheet001.htm'><link id=shLink href='a.files/sheet002.htm'><frameset><frame src='a.files/sheet001.htm'><frame src='a.files/tabstrip.htm'></frameset>";
    let first = "<link rel=Stylesheet href=stylesheet.css><table><td>a<td class=xl65>7</table>";
    let second = "<table><td>b<td>8</table>";
    let parts = [
        ("file:///C:/1/a.htm", html, workbook),
        ("file:///C:/1/a.files/stylesheet.css", "text/css", ".xl65{text-decoration:line-through}"),
        ("file:///C:/1/a.files/tabstrip.htm", html, "<table><td>Sheet1<td>Sheet2</table>"),
        ("file:///C:/1/a.files/sheet001.htm", html, first),
        ("file:///C:/1/a.files/sheet002.htm", html, second),
    ];
    check_file("a.mht", &archive(&parts), "[a|{Struck}] [b|8]");
    check_file(
        "a.mht",
        &archive(&parts[..1]),
        "! 这个网页只是框架，内容在“a.files”文件夹里的 sheet001.htm、sheet002.htm 中，没有读取。请直接打开那里的文件。",
    );
    let saved = [("http://a/", html, "<p>一<iframe src='cid:f'></iframe>"), ("cid:f", html, second)];
    check_file("a.mhtml", &archive(&saved), "一 [b|8]");
    let circle = [
        ("http://a/x.htm", html, "<p>一<iframe src='x.htm'></iframe><iframe src='y.htm'></iframe>"),
        ("http://a/y.htm", html, "<iframe src=x.htm></iframe>2"),
    ];
    check_file("a.mhtml", &archive(&circle), "一 2");
}

/// A sample beside the repository, if it is there.
fn sample(name: &str) -> Option<Document> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases").join(name);
    let bytes = std::fs::read(path).ok()?;
    Some(file(name, &bytes).unwrap_or_else(|refusal| panic!("{name}: {refusal}")))
}

#[test]
fn samples_beside_the_repository() {
    let of = |name: &str| sample(name).map(|document| drawn(&document));
    for name in [
        "01-strike-class.html",
        "01-strike-span.html",
        "01-strike-span-line.html",
        "34-hide-collapse.html",
        "34-hide-opacity.html",
        "34-hide-fontdisplay.html",
    ] {
        if let Some(shown) = of(name) {
            assert!(shown.contains("（一）予以公开|=|1138|46|7|0|0|0|1191/"), "{name}: {shown}");
            assert!(!shown.contains('!'), "{name}: {shown}");
        }
    }
    let Some(plain) = of("23-across2-2021.html").and(of("34-form-select.html")) else { return };
    for name in [
        "03-span-decimal.html",
        "03-span-px.html",
        "03-span-semicolon.html",
        "19-xhtml-script.xhtml",
        "19-xhtml-title.html",
    ] {
        assert_eq!(of(name).as_deref(), Some(&*plain), "{name}");
    }
    for name in ["02-thead-over1-2021.html", "02-thead-zero-2021.html"] {
        let shown = of(name).unwrap_or_default();
        assert!(shown.contains("/一、本年新收政府信息公开申请数量|=|=|1598|457|"), "{name}: {shown}");
    }
    assert!(of("28-excel-frameset.htm").unwrap_or_default().contains("“a.files”文件夹里的 sheet001.htm"));
}
