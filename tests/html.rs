//! What styles strike out and hide in pages, cell by cell, and what is said of it.

#[path = "common/in_line.rs"]
mod drawn;

use drawn::drawn;

/// Reads a page, or the cells of a row, and compares.
#[track_caller]
fn check(page: &str, expected: &str) {
    let page = if page.starts_with("<td") { format!("<table><tr>{page}</table>") } else { page.to_owned() };
    assert_eq!(drawn(&gouji::read::html::html(&page)), expected, "{page}");
}

const LINE: &str = "text-decoration:line-through";

#[test]
fn struck_out_text_is_no_figure() {
    for open in [
        "<s>".to_owned(),
        "<strike>".to_owned(),
        "<del>".to_owned(),
        format!("<span style='{LINE}'>"),
        "<span style='color:red;text-decoration: underline  line-through wavy'>".to_owned(),
        "<span style='text-decoration-line: line-through;'>".to_owned(),
        "<span style='text-line-through:single'>".to_owned(),
        format!("<b style='{LINE} !important;text-decoration:none'>"),
        format!("<span style='{LINE}'><i style='text-decoration:none'>"),
    ] {
        check(&format!("<td>a<td>{open}12</span>"), "[a|{Struck}]");
        check(&format!("<td>a<td>{open}12</i></span></s></strike></del></b>15"), "[a|15]");
        check(&format!("<td>a<td>{open}—</span>"), "[a|]");
    }
    for part in [
        format!("<table style='{LINE}'><tr><td>a<td>7</table>"),
        format!("<table><tr style='{LINE}'><td>a<td>7</table>"),
        format!("<table><tbody style='{LINE}'><tr><td>a<td>7</table>"),
    ] {
        check(&part, "[{Struck}|{Struck}]");
    }
    check(&format!("<td>a<td style='{LINE}'>7"), "[a|{Struck}]");
    check(&format!("<p>一<s>二</s>三<p style='{LINE}'>四<p>五"), "一三 五");
}

#[test]
fn what_is_not_struck_out_stays() {
    for style in [
        "text-decoration:underline",
        "text-decoration-style:line-through",
        "x-text-decoration:line-through",
        "text-decoration:line-through;text-decoration:none",
        "text-line-through:none",
    ] {
        check(&format!("<td>a<td style='{style}'>7"), "[a|7]");
    }
    check(&format!("<td>a<td style='{LINE}'><span style='display:inline-block'>7</span>"), "[a|7]");
    check("<style>del{text-decoration:none}</style><table><td>a<td><del>7</del></table>", "[a|7]");
    check("<td>a<td><ins>7</ins><u>8</u>", "[a|78]");
}

#[test]
fn sheets_say_it_by_tag_class_and_id() {
    for (sheet, cell) in [
        (".xl65{text-decoration:line-through}", "<td class=xl65>7"),
        (".XL65 , .b {color:red;text-decoration:line-through;}", "<td class='a xl65'>7"),
        ("<!--\n.xl65\n\t{mso-style-parent:style0;\n\ttext-decoration:line-through;}\n-->", "<td class=xl65>7"),
        ("td.c span{text-decoration:line-through}", "<td class=c><b><span>7"),
        ("tr>td>b{text-decoration:line-through}", "<td><b>7"),
        ("#x{text-decoration:line-through}", "<td><b id=x>7"),
        ("i{text-decoration:line-through}", "<td><i>7"),
        (".a.b{text-decoration:line-through}", "<td class='b a'>7"),
        ("/* } */ .a{/*;*/text-decoration:line-through}", "<td class=a>7"),
        ("@media screen{.a{text-decoration:line-through}}", "<td class=a>7"),
        ("@media print{.a{}} @font-face{font-family:x} .a{text-decoration:line-through}", "<td class=a>7"),
        ("td b.a{text-decoration:none} #y{} b.a.a{text-decoration:line-through}", "<td><b class=a>7"),
        (".a{text-decoration:line-through!important}", "<td class=a style='text-decoration:none'>7"),
    ] {
        check(&format!("<style>{sheet}</style><table><tr><td>a{cell}</table>"), "[a|{Struck}]");
        // A sheet may stand behind what it is for.
        check(&format!("<table><tr><td>a{cell}</table><style>{sheet}</style>"), "[a|{Struck}]");
    }
}

#[test]
fn sheets_that_are_for_something_else() {
    for sheet in [
        ".xl6{text-decoration:line-through}",
        ".xl65:hover{text-decoration:line-through}",
        ".xl65::before{text-decoration:line-through}",
        "th.xl65,.xl65 td,p>.xl65,.xl65+td,.xl65[x]{text-decoration:line-through}",
        "@media print{.xl65{text-decoration:line-through}}",
        "@media screen and (max-width:600px){.xl65{text-decoration:line-through}}",
        ".xl65{text-decoration:line-through}.xl65{text-decoration:none}",
        ".xl65{text-decoration:none!important}td.xl65{text-decoration:line-through}",
        "@keyframes a{0%{text-decoration:line-through}}",
    ] {
        check(&format!("<style>{sheet}</style><table><tr><td>a<td class=xl65>7</table>"), "[a|7]");
    }
    let sheet = ".xl65{text-decoration:line-through}";
    check(&format!("<style media=print>{sheet}</style><table><td>a<td class=xl65>7</table>"), "[a|7]");
    check(&format!("<noscript><style>{sheet}</style></noscript><table><td>a<td class=xl65>7</table>"), "[a|7]");
}

#[test]
fn hidden_text_is_no_figure() {
    for style in [
        "display:none",
        "DISPLAY : NONE",
        "font-display:swap; display : none",
        "display:block;display:none",
        "display:none;display:nonsense",
        "visibility:hidden",
        "visibility:collapse",
        "opacity:0",
        "opacity: 0.0",
        "font-size:0pt",
        "font:0/0 a",
        "mso-hide:all",
        "text-indent:-9999px",
        "position:absolute;clip:rect(1px,1px,1px,1px)",
        "position:absolute;left:-9999px",
        "clip-path:inset(50%)",
    ] {
        check(&format!("<td>a<td>1138<span style='{style}'>7</span>"), "[a|1138]");
        check(&format!("<td>a<td><span style='{style}'>7</span>&nbsp;"), "[a|\u{A0}{Hidden}]");
        check(&format!("<td>a<td><span style='{style}'>&nbsp;</span>"), "[a|]");
        check(&format!("<style>.h{{{style}}}</style><table><td>a<td>1138<span class=h>7</span></table>"), "[a|1138]");
    }
    check("<td>a<td>1138<span hidden>7</span>", "[a|1138]");
    check("<p>一<span style='opacity:0'>二</span><p hidden>三", "一");
}

#[test]
fn what_is_shown_stays() {
    for style in [
        "x-display:none",
        "font-display:none",
        "display:none;display:inline",
        "opacity:0.01",
        "font-size:9pt",
        "text-indent:-21.0pt",
        "clip:rect(0 0 0 0)",
        "left:-9999px",
        "position:absolute;clip:rect(0 9px 9px 0)",
        "mso-hide:none",
        "background:url(x;display:none)",
        "content:\"a;display:none\"",
    ] {
        check(&format!("<td>a<td>1138<span style='{style}'>7</span>"), "[a|11387]");
    }
    check("<td>a<td style='visibility:hidden'>1<b style='visibility:visible'>7</b>", "[a|7]");
    check("<div style='font-size:0'><p style='font-size:14px'>一<table><td>a<td>7</table>", "一 [a|7]");
    check("<td>a<td aria-hidden=true>7<details><summary>b</summary>8</details>", "[a|7b8]");
    check("<td>a<td hidden style='display:table-cell'>7", "[a|7]");
    check("<style>html{display:none}body{opacity:0;visibility:hidden}</style><table><td>a<td>7</table>", "[a|7]");
    check("<td>a<td>1<span style='display:block'>2</span>3", "[a|1⏎2⏎3]");
}

#[test]
fn hidden_cells_rows_and_columns_are_left_out_and_said() {
    let said = |what: &str| format!("! 网页的表格有 {what}是隐藏的，没有读取。");
    for hidden in ["hidden", "style='display:none'", "style='visibility:collapse'"] {
        let (cell, row) = (format!("<td {hidden}>9"), format!("<tr {hidden}><td>x<td>9"));
        if !hidden.contains("collapse") {
            check(&format!("<td>a{cell}<td>7"), &format!("[a|7] {}", said("1 格")));
        }
        check(&format!("<table><tr><td>a<td>7{row}<tr><td>b<td>8</table>"), &format!("[a|7/b|8] {}", said("1 行")));
        check(
            &format!("<table><tr><td>a<td>7<tbody {hidden}><tr><td>x<td>9<tr><td>y<td>9<tbody><tr><td>b<td>8</table>"),
            &format!("[a|7/b|8] {}", said("2 行")),
        );
        check(
            &format!("<table><col><col {hidden}><tr><td>a<td>9<td>7<tr><td colspan=3>b</table>"),
            &format!("[a|7/b|=] {}", said("1 列")),
        );
        check(
            &format!("<table><col><colgroup span=2 {hidden}></colgroup><tr><td>a<td>9<td>9<td>7</table>"),
            &format!("[a|7] {}", said("2 列")),
        );
    }
    check("<td style='visibility:hidden'>9<td>7<td style='opacity:0'>8", "[{Hidden}|7|{Hidden}]");
    // Without a letter or digit there is nothing to say.
    check("<table><tr><td>a<td>7<tr height=0 style='display:none'><td>&nbsp;<td></table>", "[a|7]");
    check(
        "<style>.r{display:none}</style><table><tr><td>a<td>7<tr class=r><td>x<td>9</table>",
        &format!("[a|7] {}", said("1 行")),
    );
    // A menu is none of the tables' business; a table with figures is.
    check("<div style='display:none'>1</div><table><td>a<td>7</table>", "[a|7]");
    check(
        "<div style='display:none'><table><td>b<td>9</table></div><table><td>a<td>7</table>",
        "[a|7] ! 网页里有隐藏的表格，没有读取。",
    );
    // Nor are the rows of a table that lays out the page.
    check("<table><tr style='display:none'><td>9<tr><td><table><td>a<td>7</table></table>", "[a|7]");
}

#[test]
fn spans_over_what_is_hidden_are_shorter() {
    let said = "! 网页的表格有 1 列是隐藏的，没有读取。";
    let cols = "<table><col><col width=0 style='display:none;mso-width-source:userset'><col>";
    check(&format!("{cols}<tr><td colspan=2>a<td>b<tr><td>1<td>9<td>3</table>"), &format!("[a|b/1|3] {said}"));
    check(&format!("{cols}<tr><td>a<td colspan=2>b<tr><td>1<td>9<td>3</table>"), &format!("[a|b/1|3] {said}"));
    // A page that hides the cells as well.
    check(&format!("{cols}<tr><td>1<td style='display:none'>9<td>3</table>"), &format!("[1|3] {said}"));
    // Rows that collapse count where a cell spans them, rows that are not displayed do not, but in Excel.
    let said = "! 网页的表格有 1 行是隐藏的，没有读取。";
    let rows = |hidden: &str, span: usize| {
        format!("<table><tr><td rowspan={span}>a<td>1<tr {hidden}><td>9<tr><td>2<tr><td>b<td>3</table>")
    };
    check(&rows("style='visibility:collapse'", 3), &format!("[a|1/=|2/b|3] {said}"));
    check(&rows("style='display:none'", 2), &format!("[a|1/=|2/b|3] {said}"));
    check(&rows("style='display:none'", 3), &format!("[a|1/=|2/b|3] {said}"));
    check("<table><tr style='visibility:collapse'><td rowspan=2>a<td>9<tr><td>2</table>", &format!("[a|2] {said}"));
}

#[test]
fn styles_without_end_are_bounded() {
    let rules: String = (0..30_000).map(|n| format!(".a b,.c{n}{{display:none}}")).collect();
    let cells = "<td class=a><b>7</b>".repeat(3_000);
    let document = gouji::read::html::html(&format!("<style>{rules}</style><table><tr><td>a<td>7</table>{cells}"));
    assert!(document.remarks[0].contains("样式过于复杂"), "{:?}", document.remarks);
    let rules = ".a b{display:none}".repeat(19_000);
    let document = gouji::read::html::html(&format!("<style>{rules}</style><table><tr>{cells}</table>"));
    assert!(document.remarks[0].contains("样式过于复杂"), "{:?}", document.remarks);
    for half in [
        "a{",
        "a{b:",
        "@media",
        "@media screen{",
        "}",
        "a{b:'",
        "a{(",
        "/*",
        "a,,{display:none}",
        ".{display:none}",
        "\\",
    ] {
        check(&format!("<style>{half}</style><table><td>a<td>7</table>"), "[a|7]");
        check(&format!("<table><td>a<td style=\"{half}\">7</table>"), "[a|7]");
    }
}
