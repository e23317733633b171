//! `.docx`: what characters say themselves, tracked changes, controls, symbols, pictures, merged cells.

use crate::drawn::drawn;
use crate::write;
use gouji::read::file;

pub const REVISED: &str =
    "#文档里有尚未接受的修订，已按接受全部修订后的文字读取。请在 Word 或 WPS 里逐条接受或拒绝修订，保存后再核对一次。";

/// A document with this body, and parts beside it.
pub fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let of = |name: &str| name.trim_end_matches(".xml").to_owned();
    let relations: String = parts
        .iter()
        .map(|(name, _)| format!("<Relationship Id=\"{0}\" Type=\"x/{0}\" Target=\"{name}\"/>", of(name)))
        .collect();
    let relations = format!("<Relationships>{relations}</Relationships>");
    let root = "<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    let mut all = vec![
        ("_rels/.rels".to_owned(), root.to_owned()),
        ("word/document.xml".to_owned(), document),
        ("word/_rels/document.xml.rels".to_owned(), relations),
    ];
    all.extend(parts.iter().map(|(name, text)| (format!("word/{name}"), (*text).to_owned())));
    let all: Vec<(&str, &str)> = all.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    write::zipped(&all)
}

/// A row of cells: text, or elements of a paragraph, or paragraphs.
pub fn row(cells: &[&str]) -> String {
    let cell = |cell: &&str| match *cell {
        text if !text.starts_with('<') => format!("<w:p>{}</w:p>", r("", text)),
        runs if !["<w:p>", "<w:tcPr>", "<w:sdt><w:sdtContent><w:p>"].iter().any(|it| runs.starts_with(it)) => {
            format!("<w:p>{runs}</w:p>")
        }
        whole => whole.to_owned(),
    };
    let cells: String = cells.iter().map(|it| format!("<w:tc>{}</w:tc>", cell(it))).collect();
    format!("<w:tr>{cells}</w:tr>")
}

pub fn tbl(rows: &str) -> String {
    format!("<w:tbl>{rows}</w:tbl>")
}

/// A run with these properties.
pub fn r(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
}

#[track_caller]
pub fn check_body(body: &str, expected: &str) {
    let document = file("报告.docx", &docx(body, &[])).expect("a document");
    assert_eq!(drawn(&document), expected, "{body}");
}

/// A label, and a cell with this in it.
#[track_caller]
fn check(cell: &str, expected: &str) {
    check_body(&tbl(&row(&["规章", cell])), &format!("规章|{expected}"));
}

#[test]
fn struck_text_does_not_count() {
    check(&r("<w:strike/>", "12"), "!Struck");
    check(&r("<w:dstrike w:val=\"true\"/>", "12"), "!Struck");
    check(&(r("<w:strike/>", "12") + &r("", "15")), "15");
    check(&(r("<w:strike/>", "1") + &r("<w:dstrike/>", "2")), "!Struck");
    for off in ["0", "false", "off", "none"] {
        check(&r(&format!("<w:strike w:val=\"{off}\"/>"), "12"), "12");
    }
    // A stroke through nothing that counts changes nothing.
    check(&r("<w:strike/>", " / "), "");
    check(&(r("<w:strike/>", "—") + &r("", "3")), "3");
    check(&r("<w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange>", "12"), "12");
}

#[test]
fn hidden_text_does_not_count() {
    check(&r("<w:vanish/>", "12"), "!Hidden");
    check(&(r("", "1") + &r("<w:vanish/>", "2") + &r("", "3")), "13");
    check(&r("<w:vanish/><w:strike/>", "12"), "!Hidden");
    // Hidden on the web, shown on paper.
    check(&r("<w:webHidden/>", "12"), "12");
    check(&r("<w:vanish w:val=\"0\"/>", "12"), "12");
    // A paragraph whose mark is hidden goes on with the next.
    let hidden = "<w:p><w:pPr><w:rPr><w:vanish/><w:specVanish/></w:rPr></w:pPr><w:r><w:t>1</w:t></w:r></w:p>";
    check(&format!("{hidden}<w:p><w:r><w:t>2</w:t></w:r></w:p>"), "12");
}

#[test]
fn a_row_that_is_all_hidden_is_left_out_and_said() {
    let cell = |text: &str| format!("<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>{}</w:p>", r("<w:vanish/>", text));
    let said = "#表格里有 1 行整行设为隐藏文字，没有读取。如果应当计入，请在 Word 里取消“隐藏”后再试。";
    let check = |hidden: &str, left: &str| {
        let body = tbl(&(row(&["a", "1"]) + hidden + &row(&["b", "2"])));
        check_body(&body, &format!("a|1\n{left}b|2\n{said}"));
    };
    check(&row(&[&cell("上年"), &cell("7")]), "");
    // Where the marks show, a blank row does, unless it is hidden itself.
    let marks = row(&[&r("<w:vanish/>", "上年"), &r("<w:vanish/>", "7")]);
    check(&marks, "!Hidden|!Hidden\n");
    check(&marks.replacen("<w:tr>", "<w:tr><w:trPr><w:hidden/></w:trPr>", 1), "");
    check(&marks.replacen("<w:tr>", "<w:tr><w:trPr><w:hidden w:val=\"0\"/></w:trPr>", 1), "!Hidden|!Hidden\n");
    // A hidden row of which something shows is seen.
    let shown = row(&["c", "3"]).replacen("<w:tr>", "<w:tr><w:trPr><w:hidden/></w:trPr>", 1);
    check_body(&tbl(&(row(&["a", "1"]) + &shown)), "a|1\nc|3");
    check_body(&tbl(&row(&[&cell("上年"), "7"])), "!Hidden|7");
}

#[test]
fn tracked_changes_count_as_accepted_and_are_said() {
    let deleted = "<w:del><w:r><w:delText>12</w:delText></w:r></w:del>";
    let inserted = "<w:ins><w:r><w:t>15</w:t></w:r></w:ins>";
    check_body(&tbl(&row(&["a", deleted])), &format!("a|!Struck\n{REVISED}"));
    check_body(&tbl(&row(&["a", &(deleted.to_owned() + inserted)])), &format!("a|15\n{REVISED}"));
    check_body(&tbl(&row(&["a", inserted])), &format!("a|15\n{REVISED}"));
    let moved = deleted.replace("w:del>", "w:moveFrom>").replace("delText", "t");
    check_body(&tbl(&row(&["a", &moved])), &format!("a|!Struck\n{REVISED}"));
    let gone = row(&["x", "9"]).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>");
    check_body(&tbl(&(row(&["a", "1"]) + &gone)), &format!("a|1\n{REVISED}"));
    // A change that touches nothing that counts.
    check_body(&tbl(&row(&["a", "<w:del><w:r><w:delText> </w:delText></w:r></w:del><w:r><w:t>3</w:t></w:r>"])), "a|3");
}

/// A content control around this, with these properties.
fn control(properties: &str, inside: &str) -> String {
    format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>")
}

#[test]
fn a_control_that_shows_its_prompt_is_blank() {
    let prompt = r("<w:rStyle w:val=\"PlaceholderText\"/>", "单击或点击此处输入文字。");
    check(&control("<w:showingPlcHdr/><w:text/>", &prompt), "");
    check(&control("<w:showingPlcHdr w:val=\"0\"/>", &r("", "12")), "12");
    check(&control("<w:dropDownList><w:listItem w:value=\"7\"/></w:dropDownList>", &r("", "8")), "8");
    check(&control("<w14:checkbox/>", &r("", "☒")), "☒");
    let block = format!("<w:tcPr></w:tcPr>{}", control("<w:showingPlcHdr/>", &format!("<w:p>{prompt}</w:p>")));
    check(&block, "");
    // Around cells and rows: the cells stay.
    let prompted = format!("<w:tc><w:p>{}</w:p></w:tc>", r("", "请选择"));
    let cells =
        format!("<w:tr><w:tc><w:p>{}</w:p></w:tc>{}</w:tr>", r("", "a"), control("<w:showingPlcHdr/>", &prompted));
    check_body(&tbl(&(cells + &control("", &row(&["b", "2"])))), "a|\nb|2");
    // A prompt that is a figure may be taken for one.
    check(&control("<w:showingPlcHdr/>", &r("", "0")), "!Unread");
}

#[test]
fn symbols_are_read_as_they_look() {
    let sym = |font: &str, code: &str| format!("<w:r><w:sym w:font=\"{font}\" w:char=\"{code}\"/></w:r>");
    check(&(sym("Symbol", "F031") + &r("", "5")), "15");
    check(&(sym("Symbol", "0031") + &sym("Symbol", "F02E") + &sym("Symbol", "F035")), "1.5");
    check(&sym("宋体", "0037"), "7");
    check(&(r("", "1") + &sym("Wingdings", "F031")), "1!Unread");
    check(&sym("Webdings", "F061"), "!Unread");
    check(&sym("某种字体", "F031"), "!Unread");
    check(
        &format!("<w:r><w:rPr><w:strike/></w:rPr><w:sym w:font=\"Symbol\" w:char=\"F031\"/></w:r>{}", r("", "5")),
        "5",
    );
    // Text in such a font.
    check(&r("<w:rFonts w:ascii=\"Symbol\"/>", "\u{F031}2"), "12");
    check(&r("<w:rFonts w:ascii=\"Wingdings\" w:hAnsi=\"Wingdings\"/>", "12"), "!Unread");
    check(&r("<w:rFonts w:ascii=\"Times New Roman\" w:eastAsia=\"Wingdings\"/>", "12"), "12");
}

#[test]
fn a_picture_is_not_read_and_a_text_box_once() {
    let picture = "<w:r><w:drawing><wp:inline><a:graphic><pic:pic/></a:graphic></wp:inline></w:drawing></w:r>";
    check(picture, "!Unread");
    check("<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>", "!Unread");
    check("<w:r><w:object><v:shape/><o:OLEObject/></w:object></w:r>", "!Unread");
    check(&(picture.to_owned() + &r("", "12")), "12");
    // A line across the cell shows no figure.
    check("<w:r><w:drawing><wps:wsp><a:prstGeom prst=\"line\"/></wps:wsp></w:drawing></w:r>", "");
    let text = format!("<w:txbxContent><w:p>{}</w:p></w:txbxContent>", r("", "8"));
    let both = format!(
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing>{text}</w:drawing></mc:Choice><mc:Fallback><w:pict>{text}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    );
    check(&both, "8");
    check(&(r("", "1") + &both + &r("", "2")), "1/8/2");
    check(&both.replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>"), "");
}

#[test]
fn marks_above_the_line_are_no_digits() {
    check(&(r("", "12") + &r("<w:vertAlign w:val=\"superscript\"/>", "1")), "12/1");
    check(&(r("<w:vertAlign w:val=\"subscript\"/>", "1") + &r("", "12")), "1/12");
    check(&(r("", "12") + &r("<w:position w:val=\"8\"/>", "1")), "12/1");
    check(&(r("", "1") + &r("<w:vertAlign w:val=\"baseline\"/>", "2")), "12");
    check(&(r("<w:position w:val=\"-2\"/>", "1") + &r("", "2")), "12");
    check(&(r("", "12") + "<w:r><w:footnoteReference w:id=\"1\"/></w:r>"), "12");
    check(
        "<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>",
        "10/2",
    );
}

#[test]
fn merged_cells_show_the_first() {
    let cell = |properties: &str, text: &str| format!("<w:tcPr>{properties}</w:tcPr><w:p>{}</w:p>", r("", text));
    let down = |how: &str, text: &str| cell(&format!("<w:vMerge{how}/>"), text);
    let rows = row(&["a", &down(" w:val=\"restart\"", "5")]) + &row(&["b", &down("", "7")]) + &row(&["c", "9"]);
    check_body(&tbl(&rows), "a|5\nb|^\nc|9");
    // What goes on with nothing stands for itself.
    check_body(&tbl(&(row(&["a", "5"]) + &row(&["b", &down("", "7")]))), "a|5\nb|7");
    let across = row(&["a", &cell("<w:gridSpan w:val=\"2\"/>", "5")]) + &row(&["b", "6", "7"]);
    check_body(&tbl(&across), "a|5|^\nb|6|7");
    let joined =
        row(&["a", &cell("<w:hMerge w:val=\"restart\"/>", "5"), &cell("<w:hMerge/>", "6")]) + &row(&["b", "6", "7"]);
    check_body(&tbl(&joined), "a|5|^\nb|6|7");
}
