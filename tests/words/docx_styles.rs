//! `.docx`: how characters look by styles and defaults.

use crate::docx::{docx, r, row, tbl};
use crate::drawn::drawn;
use gouji::read::file;

/// A row of a label and these cells, in a document with these styles.
#[track_caller]
fn check(styles: &str, cells: &[&str], expected: &str) {
    check_table(styles, "", cells, expected);
}

#[track_caller]
fn check_table(styles: &str, properties: &str, cells: &[&str], expected: &str) {
    let body = tbl(&(format!("<w:tblPr>{properties}</w:tblPr>") + &row(cells)));
    let styles = format!("<w:styles>{styles}</w:styles>");
    let document = file("报告.docx", &docx(&body, &[("styles.xml", &styles)])).expect("a document");
    assert_eq!(drawn(&document), expected, "{styles}");
}

fn style(kind: &str, id: &str, inside: &str) -> String {
    format!("<w:style w:type=\"{kind}\" w:styleId=\"{id}\">{inside}</w:style>")
}

/// A run of this style, and a paragraph of that one.
fn run(style: &str, more: &str, text: &str) -> String {
    r(&format!("<w:rStyle w:val=\"{style}\"/>{more}"), text)
}

fn paragraph(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

const STRIKE: &str = "<w:rPr><w:strike/></w:rPr>";

#[test]
fn character_styles() {
    let struck = style("character", "A", STRIKE);
    check(&struck, &[&run("A", "", "1"), &run("A", "<w:strike w:val=\"0\"/>", "2"), &run("B", "", "3")], "!Struck|2|3");
    let based = struck.clone() + &style("character", "B", "<w:basedOn w:val=\"A\"/>");
    check(&based, &[&run("B", "", "1"), "2"], "!Struck|2");
    let undone =
        struck + &style("character", "B", "<w:basedOn w:val=\"A\"/><w:rPr><w:strike w:val=\"false\"/></w:rPr>");
    check(&undone, &[&run("B", "", "1"), "2"], "1|2");
    let hidden = style("character", "A", "<w:rPr><w:vanish/></w:rPr>");
    check(&hidden, &[&run("A", "", "1"), &run("A", "<w:vanish w:val=\"off\"/>", "2")], "!Hidden|2");
    let raised = style("character", "A", "<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>");
    check(&raised, &[&(r("", "12") + &run("A", "", "1")), "2"], "12/1|2");
    // A circle of styles ends.
    let circle =
        style("character", "A", "<w:basedOn w:val=\"B\"/>") + &style("character", "B", "<w:basedOn w:val=\"A\"/>");
    check(&circle, &[&run("A", "", "1"), "2"], "1|2");
}

#[test]
fn paragraph_styles_linked_and_usual() {
    let struck = style("paragraph", "P", STRIKE);
    check(&struck, &[&paragraph("P", &r("", "1")), &paragraph("Q", &r("", "2")), "3"], "!Struck|2|3");
    check(&struck, &[&paragraph("P", &r("<w:strike w:val=\"0\"/>", "1")), "2"], "1|2");
    let usual = struck.replace("w:styleId", "w:default=\"1\" w:styleId");
    check(&usual, &["1", &r("<w:strike w:val=\"0\"/>", "2")], "!Struck|2");
    let linked = style("paragraph", "P", &format!("<w:link w:val=\"PChar\"/>{STRIKE}"))
        + &style("character", "PChar", &format!("<w:link w:val=\"P\"/>{STRIKE}"));
    check(&linked, &[&run("PChar", "", "1"), &run("P", "", "2"), "3"], "!Struck|!Struck|3");
    let double = style("paragraph", "P", "<w:rPr><w:dstrike/></w:rPr>");
    check(&double, &[&paragraph("P", &r("", "1")), &paragraph("P", &r("<w:dstrike w:val=\"0\"/>", "2"))], "!Struck|2");
}

#[test]
fn styles_that_toggle_each_other() {
    let both = style("paragraph", "P", STRIKE) + &style("character", "A", STRIKE);
    check(&both, &[&paragraph("P", &run("A", "", "1")), &paragraph("P", &r("", "2"))], "1|!Struck");
    check(&both, &[&paragraph("P", &run("A", "<w:strike/>", "1")), &run("A", "", "2")], "!Struck|!Struck");
    // Double strokes do not toggle.
    let double = both.replace("w:strike", "w:dstrike");
    check(&double, &[&paragraph("P", &run("A", "", "1")), "2"], "!Struck|2");
}

#[test]
fn defaults_hold_where_nothing_else_is_said() {
    let defaults = "<w:docDefaults><w:rPrDefault><w:rPr><w:strike/></w:rPr></w:rPrDefault></w:docDefaults>";
    check(defaults, &["1", &r("<w:strike w:val=\"0\"/>", "2")], "!Struck|2");
    let both = defaults.to_owned() + &style("character", "A", STRIKE);
    check(&both, &[&run("A", "", "1"), &r("<w:strike w:val=\"0\"/>", "2")], "!Struck|2");
    check(&defaults.replace("<w:strike/>", "<w:strike w:val=\"0\"/>"), &["1", "2"], "1|2");
}

#[test]
fn table_styles() {
    let struck = style("table", "T", STRIKE);
    let named = "<w:tblStyle w:val=\"T\"/>";
    check_table(&struck, named, &["a", &r("<w:strike w:val=\"0\"/>", "2")], "!Struck|2");
    check_table(&struck, "", &["a", "2"], "a|2");
    let based = struck.clone() + &style("table", "U", "<w:basedOn w:val=\"T\"/>");
    check_table(&based, "<w:tblStyle w:val=\"U\"/>", &["a", "2"], "!Struck|!Struck");
    let toggled = struck + &style("character", "A", STRIKE);
    check_table(&toggled, named, &["a", &run("A", "", "2")], "!Struck|2");
    // Of its first column only.
    let first = style("table", "T", &format!("<w:tblStylePr w:type=\"firstCol\">{STRIKE}</w:tblStylePr>"));
    check_table(&first, &format!("{named}<w:tblLook w:firstColumn=\"1\"/>"), &["a", "2"], "!Struck|2");
    check_table(&first, &format!("{named}<w:tblLook w:firstColumn=\"0\"/>"), &["a", "2"], "a|2");
    let marked = "<w:tcPr><w:cnfStyle w:val=\"001000000000\"/></w:tcPr><w:p><w:r><w:t>2</w:t></w:r></w:p>";
    check_table(&first, named, &["a", marked], "a|!Struck");
}

#[test]
fn prompts_by_their_style() {
    let prompts = style("character", "a3", "<w:name w:val=\"Placeholder Text\"/>");
    check(&prompts, &[&run("a3", "", "单击此处输入文字。"), &run("a3", "", "12"), &run("a4", "", "无")], "|12|无");
}
