//! `.doc`: what is struck, hidden, deleted, a field, a symbol or a picture.

use crate::binary::{DELETED, DOUBLE, Doc, INSERTED, NO_BASE, Run, SPECIAL, STRIKE, Style, VANISH};
use crate::docx::REVISED;
use crate::drawn::drawn;
use gouji::read::file;

#[track_caller]
fn check_doc(doc: Doc, expected: &str) {
    assert_eq!(drawn(&file("a.doc", &doc.bytes()).expect("a document")), expected);
}

/// A label, and a cell with these runs.
#[track_caller]
fn check(runs: &[Run], expected: &str) {
    check_styled(&[], 0, runs, expected);
}

/// The same, in a paragraph of a style.
#[track_caller]
fn check_styled(styles: &[Style], style: u16, runs: &[Run], expected: &str) {
    let mut doc = Doc::new(styles, &[]);
    doc.cell(&[(&[], "a")], 0, &[]);
    doc.cell(runs, style, &[]);
    doc.row(&[0, 0], &[], &[]);
    check_doc(doc, &format!("a|{expected}"));
}

#[test]
fn struck_and_hidden_text_does_not_count() {
    check(&[(STRIKE, "12")], "!Struck");
    check(&[(DOUBLE, "12")], "!Struck");
    check(&[(STRIKE, "12"), (&[], "15")], "15");
    check(&[(VANISH, "12")], "!Hidden");
    check(&[(&[], "1"), (VANISH, "2"), (&[], "3")], "13");
    check(&[(&[0x37, 0x08, 0], "12")], "12");
    check(&[(&[0x3C, 0x08, 0x80], "12")], "12");
    // Hidden on the web only.
    check(&[(&[0x11, 0x08, 1], "12")], "12");
    check(&[(STRIKE, " / ")], "");
}

#[test]
fn a_mark_that_is_struck_still_ends_its_cell() {
    let mut doc = Doc::new(&[], &[]);
    doc.cell(&[(STRIKE, "a")], 0, STRIKE);
    doc.cell(&[(STRIKE, "12")], 0, STRIKE);
    doc.row(&[0, 0], STRIKE, &[]);
    doc.cell(&[(&[], "b")], 0, &[]);
    doc.cell(&[(STRIKE, "3")], 0, STRIKE);
    doc.row(&[0, 0], &[], &[]);
    check_doc(doc, "!Struck|!Struck\nb|!Struck");
}

#[test]
fn a_row_that_is_all_hidden_is_left_out_and_said() {
    let mut doc = Doc::new(&[], &[]);
    for (text, marks) in [("a", &[][..]), ("b", VANISH), ("c", &[])] {
        doc.cell(&[(marks, text)], 0, marks);
        doc.cell(&[(marks, "7")], 0, marks);
        doc.row(&[0, 0], marks, &[]);
    }
    check_doc(doc, "a|7\nc|7\n#表格里有 1 行整行设为隐藏文字，没有读取。如果应当计入，请在 Word 里取消“隐藏”后再试。");
}

#[test]
fn tracked_changes_count_as_accepted_and_are_said() {
    check(&[(DELETED, "12")], &format!("!Struck\n{REVISED}"));
    check(&[(DELETED, "12"), (INSERTED, "15")], &format!("15\n{REVISED}"));
    check(&[(INSERTED, "15")], &format!("15\n{REVISED}"));
    check(&[(DELETED, " "), (&[], "15")], "15");
    let mut doc = Doc::new(&[], &[]);
    for (text, marks) in [("a", &[][..]), ("b", DELETED)] {
        doc.cell(&[(marks, text)], 0, marks);
        doc.cell(&[(marks, "7")], 0, marks);
        doc.row(&[0, 0], marks, &[]);
    }
    check_doc(doc, &format!("a|7\n{REVISED}"));
}

#[test]
fn styles_and_what_they_are_based_on() {
    let styles: &[Style] = &[
        (1, NO_BASE, &[]),
        (1, 0, STRIKE),
        (1, 1, &[]),
        (1, 1, &[0x37, 0x08, 0]),
        (2, NO_BASE, STRIKE),
        (2, NO_BASE, VANISH),
        (2, NO_BASE, &[0x48, 0x2A, 1]),
    ];
    const OLD: &[u8] = &[0x30, 0x4A, 4, 0];
    check_styled(styles, 0, &[(&[], "12")], "12");
    check_styled(styles, 1, &[(&[], "12")], "!Struck");
    check_styled(styles, 2, &[(&[], "12")], "!Struck");
    check_styled(styles, 3, &[(&[], "12")], "12");
    check_styled(styles, 1, &[(&[0x37, 0x08, 0], "12")], "12");
    check_styled(styles, 1, &[(&[0x37, 0x08, 0x80], "12")], "!Struck");
    check_styled(styles, 1, &[(&[0x37, 0x08, 0x81], "12")], "12");
    check_styled(styles, 0, &[(OLD, "12"), (&[], "15")], "15");
    check_styled(styles, 0, &[(OLD, "12")], "!Struck");
    check_styled(styles, 1, &[(OLD, "12")], "12");
    check_styled(styles, 0, &[(&[0x30, 0x4A, 5, 0], "12")], "!Hidden");
    check_styled(styles, 0, &[(&[], "12"), (&[0x30, 0x4A, 6, 0], "1")], "12/1");
    // A circle ends.
    check_styled(&[(1, 1, &[]), (1, 0, &[])], 1, &[(&[], "12")], "12");
}

#[test]
fn table_styles() {
    for (number, expected) in [(1, "!Struck|!Struck"), (0, "a|12")] {
        let mut doc = Doc::new(&[(1, NO_BASE, &[]), (3, NO_BASE, STRIKE)], &[]);
        doc.cell(&[(&[], "a")], 0, &[]);
        doc.cell(&[(&[], "12")], 0, &[]);
        doc.row(&[0, 0], &[], &[0x3A, 0x56, number, 0]);
        check_doc(doc, expected);
    }
}

#[test]
fn prompts_by_their_style() {
    let mut doc = Doc::new(&[(1, NO_BASE, &[]), (2, NO_BASE, &[])], &["Normal", "Placeholder Text"]);
    for text in ["单击此处输入文字。", "12"] {
        doc.cell(&[(&[0x30, 0x4A, 1, 0], text)], 0, &[]);
    }
    doc.row(&[0, 0], &[], &[]);
    check_doc(doc, "|12");
}

#[test]
fn what_a_fast_save_says_of_a_piece() {
    let gone = "#表格里有 1 行整行设为隐藏文字，没有读取。如果应当计入，请在 Word 里取消“隐藏”后再试。";
    // The number of a property in seven bits, and its value: struck, hidden, bold.
    for (number, expected) in [(0x57, "!Struck|!Struck"), (0x5C, gone), (0x55, "a|7")] {
        let mut doc = Doc::new(&[], &[]);
        doc.cell(&[(&[], "a")], 0, &[]);
        doc.cell(&[(&[], "7")], 0, &[]);
        doc.row(&[0, 0], &[], &[]);
        doc.piece = number << 1 | 1 << 8;
        check_doc(doc, expected);
    }
}

#[test]
fn symbols_are_read_as_they_look() {
    let symbol = |font: u8, code: u8| [SPECIAL, &[0x09, 0x6A, font, 0, code, 0xF0]].concat();
    for (list, text, expected) in [
        (symbol(1, 0x31), "(", "15"),
        (symbol(2, 0x31), "(", "5!Unread"),
        (symbol(3, 0x31), "(", "5!Unread"),
        (vec![0x4F, 0x4A, 1, 0], "\u{F031}", "15"),
        (vec![0x4F, 0x4A, 2, 0], "1", "5!Unread"),
        (vec![0x4F, 0x4A, 0, 0], "1", "15"),
        (vec![], "(", "(5"),
    ] {
        let mut doc = Doc::new(&[], &[]);
        [("宋体", 134), ("Symbol", 2), ("Wingdings", 2), ("某", 2)]
            .iter()
            .for_each(|(name, charset)| doc.font(name, *charset));
        doc.cell(&[(&[], "a")], 0, &[]);
        doc.cell(&[(&list, text), (&[], "5")], 0, &[]);
        doc.row(&[0, 0], &[], &[]);
        check_doc(doc, &format!("a|{expected}"));
    }
}

#[test]
fn fields_show_their_results() {
    let field = |instruction: &str, result: &str| format!("\u{13}{instruction}\u{14}{result}\u{15}");
    for (text, expected) in [
        (field(" =SUM(ABOVE) ", "42"), "42"),
        (field(" =SUM(ABOVE) ", ""), "!Stale"),
        ("\u{13}=A1\u{15}".to_owned(), "!Stale"),
        (field(" PAGE ", "3"), "!Unread"),
        (field(&format!("IF {} = 2", field("=1+1", "2")), "5"), "5"),
        (field("REF a", ""), ""),
        (field("SYMBOL 49 \\f \"Symbol\"", "") + "5", "15"),
        (field("FORMTEXT", "\u{2002}\u{2002}\u{2002}"), ""),
        (field("FORMDROPDOWN", ""), "!Unread"),
        ("\u{13}REF a".to_owned(), ""),
    ] {
        check(&[(&[], &text)], expected);
    }
    check(&[(SPECIAL, "\u{13}"), (&[], "=A1"), (SPECIAL, "\u{14}"), (STRIKE, "7"), (SPECIAL, "\u{15}")], "!Struck");
}

#[test]
fn pictures_are_not_read() {
    check(&[(SPECIAL, "\u{1}")], "!Unread");
    check(&[(SPECIAL, "\u{8}")], "!Unread");
    check(&[(SPECIAL, "\u{1}"), (&[], "12")], "12");
    check(&[(&[0x55, 0x08, 1, 0x3C, 0x08, 1], "\u{1}")], "");
    check(&[(&[], "\u{1}")], "");
}

#[test]
fn marks_above_the_line_are_no_digits() {
    check(&[(&[], "12"), (&[0x48, 0x2A, 1], "1")], "12/1");
    check(&[(&[0x48, 0x2A, 2], "1"), (&[], "12")], "1/12");
    check(&[(&[], "12"), (&[0x45, 0x48, 8, 0], "1")], "12/1");
    check(&[(&[], "12"), (&[0x45, 0x48, 0xFE, 0xFF], "1")], "121");
    check(&[(&[], "12"), (SPECIAL, "\u{2}")], "12");
}

#[test]
fn merged_cells_show_the_first() {
    let rows = |all: &[(&[&str], &[u16])]| {
        let mut doc = Doc::new(&[], &[]);
        for (cells, flags) in all {
            cells.iter().for_each(|cell| doc.cell(&[(&[], cell)], 0, &[]));
            doc.row(flags, &[], &[]);
        }
        doc
    };
    // Starts, and goes on with, a cell merged downwards.
    check_doc(rows(&[(&["a", "5"], &[0, 0x60]), (&["b", "7"], &[0, 0x20]), (&["c", "9"], &[0, 0])]), "a|5\nb|^\nc|9");
    check_doc(rows(&[(&["a", "5"], &[0, 0]), (&["b", "7"], &[0, 0x20])]), "a|5\nb|7");
    // The first, and another, of cells merged across.
    check_doc(rows(&[(&["a", "5", "6"], &[0, 1, 2]), (&["b", "6", "7"], &[0, 0, 0])]), "a|5|^\nb|6|7");
}
