//! `.docx`: fields and legacy form fields.

use crate::docx::{check_body, docx, r, row, tbl};
use crate::drawn::drawn;
use gouji::read::file;

#[track_caller]
fn check(cell: &str, expected: &str) {
    check_body(&tbl(&row(&["规章", cell])), &format!("规章|{expected}"));
}

fn mark(kind: &str) -> String {
    format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>")
}

/// A field whose result is this; none without a separator.
fn field(instruction: &str, result: Option<&str>) -> String {
    let instruction = format!("<w:r><w:instrText xml:space=\"preserve\">{instruction}</w:instrText></w:r>");
    let result = result.map(|result| mark("separate") + result).unwrap_or_default();
    mark("begin") + &instruction + &result + &mark("end")
}

#[test]
fn a_formula_counts_by_its_result() {
    check(&field(" =SUM(ABOVE) ", Some(&r("", "42"))), "42");
    check(&field(" =SUM(ABOVE) ", None), "!Stale");
    check(&field("=A1+A2", Some("")), "!Stale");
    check("<w:fldSimple w:instr=\" =SUM(LEFT) \"><w:r><w:t>7</w:t></w:r></w:fldSimple>", "7");
    check("<w:fldSimple w:instr=\" =SUM(LEFT) \"/>", "!Stale");
    // Word works it out anew when it opens the document: what is stored is not what is seen.
    let dirty = field("=SUM(LEFT)", Some(&r("", "0"))).replace("\"begin\"", "\"begin\" w:dirty=\"true\"");
    check(&dirty, "!Stale");
    // A struck result is no answer, and one was worked out.
    check(&field("=SUM(LEFT)", Some(&r("<w:strike/>", "7"))), "!Struck");
    // Other fields may be blank.
    check(&field(" REF 甲 ", Some("")), "");
    check(&field(" MERGEFIELD a ", Some(&r("", "7"))), "7");
}

#[test]
fn a_document_that_works_out_its_fields_when_opened() {
    let body = tbl(&row(&["a", &field("=SUM(LEFT)", Some(&r("", "0"))), &field("DOCPROPERTY x", Some(&r("", "5")))]));
    let read =
        |settings: &str| drawn(&file("报告.docx", &docx(&body, &[("settings.xml", settings)])).expect("a document"));
    assert_eq!(read("<w:settings><w:updateFields w:val=\"true\"/></w:settings>"), "a|!Stale|5");
    assert_eq!(read("<w:settings><w:updateFields w:val=\"false\"/></w:settings>"), "a|0|5");
    assert_eq!(read("<w:settings/>"), "a|0|5");
}

#[test]
fn instructions_and_page_numbers_are_no_figures() {
    check(&field(" PAGE ", Some(&r("", "3"))), "!Unread");
    check(&(r("", "12") + &field("NUMPAGES \\* Arabic", Some(&r("", "9")))), "12");
    // What stands inside an instruction is none of the text.
    let inner = field("=1+1", Some(&r("", "2")));
    let nested = mark("begin")
        + "<w:r><w:instrText>IF </w:instrText></w:r>"
        + &inner
        + "<w:r><w:instrText> = 2 5 6</w:instrText></w:r>"
        + &mark("separate")
        + &r("", "5")
        + &mark("end");
    check(&nested, "5");
    // Inside a result it is.
    check(&field("QUOTE 1", Some(&(r("", "1") + &inner))), "12");
    // A field that never ends takes nothing with it.
    let open = mark("begin") + "<w:r><w:instrText>REF a</w:instrText></w:r>";
    check_body(&tbl(&(row(&["a", &open]) + &row(&["b", "2"]))), "a|\nb|2");
}

#[test]
fn symbols_and_drawn_characters_by_field() {
    check(&(field("SYMBOL 49 \\f \"Symbol\" \\s 11", None) + &r("", "5")), "15");
    check(&field("SYMBOL 0x37 \\f Arial", Some(&r("", "?"))), "7");
    check(&field("SYMBOL 49 \\f \"Wingdings\"", None), "!Unread");
    check(&(field("EQ \\o\\ac(○,1)", None) + &r("", "2")), "2!Unread");
}

#[test]
fn legacy_form_fields_show_what_is_chosen() {
    let list = |chosen: &str| {
        let data = format!(
            "<w:ffData><w:ddList>{chosen}<w:listEntry w:val=\"5\"/><w:listEntry w:val=\"6\"/><w:listEntry w:val=\"7\"/></w:ddList></w:ffData>"
        );
        field("FORMDROPDOWN", Some("")).replace("\"begin\"/>", &format!("\"begin\">{data}</w:fldChar>"))
    };
    check(&list("<w:result w:val=\"1\"/>"), "6");
    check(&list("<w:default w:val=\"2\"/>"), "7");
    check(&list(""), "5");
    let spaces = "\u{2002}".repeat(5);
    check(&field("FORMTEXT", Some(&r("", &spaces))), "");
    check(&field("FORMTEXT", Some(&r("", "12"))), "12");
    check(&field("FORMCHECKBOX", None), "!Unread");
}
