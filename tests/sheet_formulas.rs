//! Formulas that were never calculated have no value, and what was calculated stays as it is.

#[path = "common/biff.rs"]
mod biff;
#[path = "common/book.rs"]
mod book;
#[path = "common/print.rs"]
mod print;
#[path = "common/write.rs"]
mod write;

use biff::Xls;
use book::{Xlsx, check, ods, ods_row, xlsx_rows};

const STALE: &str = "公式没有算过，不知道结果是多少。请在 Excel 或 WPS 里打开、保存一次";
const FULL: &str = "<calcPr calcId=\"124519\" fullCalcOnLoad=\"1\"/>";

/// A sheet whose only row is 5, 7, a formula and 9.
#[track_caller]
fn check_xlsx(book: &str, cell: &str, expected: &str) {
    let rows = xlsx_rows(&[&["5", "7", cell, "9"]]);
    let remarks = if expected == "<Stale>" { &[STALE][..] } else { &[] };
    check(
        "a.xlsx",
        &Xlsx { book, rows: &rows, ..Xlsx::default() }.bytes(),
        &["年报", &format!("5|7|{expected}|9")],
        remarks,
    );
}

#[test]
fn formulas_of_xlsx_without_a_value() {
    for book in ["", FULL, "<calcPr calcMode=\"manual\"/>"] {
        check_xlsx(book, "<c><f>SUM(A1:B1)</f></c>", "<Stale>");
        check_xlsx(book, "<c><f>IF(A1=1,\"\",2)</f><v></v></c>", "<Stale>");
        check_xlsx(book, "<c t=\"str\"><f>SUM(A1:B1)</f><v></v></c>", "<Stale>");
        check_xlsx(book, "<c t=\"str\"><f>A1*B1/Sheet2!C3</f><v/></c>", "<Stale>");
        check_xlsx(book, "<c t=\"str\"><f>A1&amp;\"\"</f></c>", "<Stale>");
        check_xlsx(book, "<c t=\"str\"><f>A1&amp;\"x\"</f><v>5x</v></c>", "5x");
    }
}

#[test]
fn formulas_of_xlsx_that_are_calculated_on_opening() {
    let half = "<calcPr calcId=\"0\" calcCompleted=\"0\"/>";
    for book in [FULL, half, "<calcPr fullCalcOnLoad=\"true\" calcMode=\"manual\"/>"] {
        check_xlsx(book, "<c><f>SUM(A1:B1)</f><v>0</v></c>", "<Stale>");
        check_xlsx(book, "<c t=\"n\"><f>VLOOKUP(A1,Sheet2!A1:B9,2,0)</f><v>0</v></c>", "<Stale>");
        check_xlsx(book, "<c t=\"str\"><f>IF(A1=1,\"\",2)</f><v></v></c>", "<Stale>");
        // A value that the cells confirm is one; any other may be that of other figures.
        check_xlsx(book, "<c><f>SUM(A1:B1)</f><v>12</v></c>", "12");
        check_xlsx(book, "<c><f>SUM(A1:B1)</f><v>13</v></c>", "<Stale>");
        check_xlsx(book, "<c><f>A1*B1</f><v>35</v></c>", "<Stale>");
    }
}

#[test]
fn formulas_of_xlsx_that_were_calculated() {
    let excel = "<calcPr calcId=\"191029\"/>";
    let calc = "<calcPr iterateCount=\"100\" refMode=\"A1\" iterate=\"false\" iterateDelta=\"0.001\"/>";
    for book in ["", excel, calc, "<calcPr calcId=\"191029\" fullCalcOnLoad=\"0\" forceFullCalc=\"1\"/>"] {
        check_xlsx(book, "<c><f>A1-5</f><v>0</v></c>", "0");
        check_xlsx(book, "<c><f>SUM(E1:F1)</f><v>0</v></c>", "0");
        check_xlsx(book, "<c><f>A1*B2</f><v>0</v></c>", "0");
        check_xlsx(book, "<c><f>A1*B1</f><v>5125.1099999999997</v></c>", "5125.11");
        check_xlsx(book, "<c><f ca=\"1\">SUM(OFFSET(A9,0,0))</f><v>0</v></c>", "0");
        check_xlsx(book, "<c><f>SUM(A1:B1)</f><v>12</v></c>", "12");
        check_xlsx(book, "<c t=\"str\"><f>IF(A1=5,\"\",2)</f><v></v></c>", "");
        // The cells, or the formula itself, say otherwise.
        check_xlsx(book, "<c><f>\"共\"&amp;A1</f><v>0</v></c>", "<Stale>");
        check_xlsx(book, "<c><f>SUM(A1:B1)</f><v>0</v></c>", "<Stale>");
    }
    check_xlsx("<calcPr calcMode=\"manual\"/>", "<c><f>SUM(A1:B1)</f><v>0</v></c>", "0");
    check_xlsx("<calcPr fullPrecision=\"0\"/>", "<c><f>SUM(A1:B1)</f><v>12.4</v></c>", "12.4");
}

#[test]
fn formulas_that_share_a_text() {
    let rows = "<row><c><v>5</v></c><c><v>7</v></c><c><f t=\"shared\" ref=\"C1:C3\" si=\"0\">A1+$B$1</f><v>12</v></c></row>\
        <row><c><v>6</v></c><c><v>8</v></c><c><f t=\"shared\" si=\"0\"/><v>13</v></c></row>\
        <row><c><v>6</v></c><c><v>8</v></c><c><f t=\"shared\" si=\"0\"/><v>0</v></c></row>";
    let lines = ["年报", "5|7|12", "6|8|13", "6|8|<Stale>"];
    // One to the left of the first adds up other cells than it seems to.
    let left = "<row><c r=\"A1\"><v>5</v></c><c r=\"C1\"><f t=\"shared\" ref=\"B1:C2\" si=\"0\">A1+0</f><v>5</v></c></row>\
        <row><c r=\"A2\"><v>6</v></c><c r=\"B2\"><f t=\"shared\" si=\"0\"/><v>0</v></c></row>";
    check("a.xlsx", &Xlsx { rows: left, ..Xlsx::default() }.bytes(), &["年报", "5||5", "6|0|"], &[]);
    check("a.xlsx", &Xlsx { rows, ..Xlsx::default() }.bytes(), &lines, &["有 1 格（C3）是公式"]);
}

#[test]
fn what_a_library_wrote() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("年报").expect("a name");
    sheet.write_number(0, 0, 5).expect("a cell");
    sheet.write_number(0, 1, 7).expect("a cell");
    sheet.write_formula(0, 2, "=SUM(A1:B1)").expect("a cell");
    sheet.write_formula(0, 3, rust_xlsxwriter::Formula::new("=SUM(A1:B1)").set_result("12")).expect("a cell");
    let bytes = book.save_to_buffer().expect("a workbook");
    check("a.xlsx", &bytes, &["年报", "5|7|<Stale>|12"], &["有 1 格（C1）是公式"]);
}

const AREA: [u8; 13] = [0x25, 0, 0, 0, 0, 0, 0xC0, 1, 0xC0, 0x19, 0x10, 0, 0];
const PRODUCT: [u8; 11] = [0x44, 0, 0, 0, 0xC0, 0x44, 0, 0, 1, 0xC0, 0x05];
const TEXT: [u8; 3] = [0x17, 0, 0];
const EMPTY: [u8; 8] = [3, 0, 0, 0, 0, 0, 0xFF, 0xFF];
const STRING: [u8; 8] = [0, 0, 0, 0, 0, 0, 0xFF, 0xFF];
/// Records by which a program asks for all to be calculated: an engine that is none, sheets not calculated.
const NO_ENGINE: (u16, [u8; 8]) = (0x01C1, [0xC1, 1, 0, 0, 0, 0, 0, 0]);
const UNCALCULATED: (u16, [u8; 2]) = (0x005E, [0, 0]);

#[track_caller]
fn check_xls(book: &[u8], before: &[u8], value: [u8; 8], flags: u16, tokens: &[u8], expected: &str) {
    let cells =
        [biff::numbers(0, 0, &[(0, 5), (0, 7)]), biff::formula(0, 2, value, flags, tokens), biff::number(0, 3, 0, 9.0)];
    let sheet = [before, &cells.concat()].concat();
    let remarks = if expected == "<Stale>" { &[STALE][..] } else { &[] };
    let book = Xls { book: book.to_vec(), sheet, ..Xls::default() };
    check("a.xls", &book.bytes(), &["年报", &format!("5|7|{expected}|9")], remarks);
}

#[test]
fn formulas_of_xls() {
    let number = f64::to_le_bytes;
    // A library's flag in the formula.
    for flags in [2, 3] {
        check_xls(&[], &[], number(0.0), flags, &PRODUCT, "<Stale>");
        check_xls(&[], &[], EMPTY, flags, &TEXT, "<Stale>");
        check_xls(&[], &[], number(35.0), flags, &PRODUCT, "35");
        check_xls(&[], &[], number(12.0), flags, &AREA, "12");
    }
    // Excel's own.
    for flags in [0, 1, 8] {
        check_xls(&[], &[], number(0.0), flags, &PRODUCT, "0");
        check_xls(&[], &[], number(12.0), flags, &AREA, "12");
        check_xls(&[], &[], EMPTY, flags, &TEXT, "");
        check_xls(&[], &[], EMPTY, flags, &AREA, "<Stale>");
        check_xls(&[], &[], EMPTY, flags, &PRODUCT, "<Stale>");
        check_xls(&[], &[], STRING, flags, &TEXT, "<Stale>");
        check_xls(&[], &[], number(0.0), flags, &AREA, "<Stale>");
        check_xls(&[], &[], number(0.0), flags, &[&TEXT[..], &TEXT, &[0x08]].concat(), "<Stale>");
    }
    let manual = biff::record(0x000D, &[0, 0]);
    check_xls(&[], &manual, number(0.0), 0, &AREA, "0");
    check_xls(&[], &[manual, biff::record(UNCALCULATED.0, &UNCALCULATED.1)].concat(), number(9.0), 0, &PRODUCT, "9");
    let asked = [
        (biff::record(NO_ENGINE.0, &NO_ENGINE.1), Vec::new()),
        (Vec::new(), biff::record(UNCALCULATED.0, &UNCALCULATED.1)),
    ];
    for (book, before) in asked {
        check_xls(&book, &before, number(0.0), 0, &PRODUCT, "<Stale>");
        check_xls(&book, &before, number(35.0), 0, &PRODUCT, "<Stale>");
        check_xls(&book, &before, number(12.0), 0, &AREA, "12");
    }
}

#[test]
fn a_text_behind_its_formula() {
    let shared = biff::record(0x04BC, &[0; 10]);
    let sheet = [
        biff::formula(0, 0, STRING, 0, &TEXT),
        shared,
        biff::text_of_formula("甲"),
        biff::formula(0, 1, STRING, 0, &TEXT),
        biff::text_of_formula(""),
        biff::number(0, 2, 0, 1.0),
    ];
    check("a.xls", &Xls { sheet: sheet.concat(), ..Xls::default() }.bytes(), &["年报", "甲||1"], &[]);
}

#[test]
fn covered_cells_count_in_formulas() {
    let table = ods_row(&[
        "<table:table-cell office:value-type=\"float\" office:value=\"5\" table:number-columns-spanned=\"2\"><text:p>5</text:p></table:table-cell>",
        "<table:covered-table-cell office:value-type=\"float\" office:value=\"7\"><text:p>7</text:p></table:covered-table-cell>",
        "<table:table-cell table:formula=\"of:=SUM([.A1:.B1])\" office:value-type=\"float\" office:value=\"12\"><text:p>12</text:p></table:table-cell>",
    ]);
    check("a.ods", &ods("", &table), &["年报", "5|^|12"], &[]);
    let rows = xlsx_rows(&[&["5", "7", "<c><f>SUM(A1:B1)</f><v>12</v></c>"]]);
    let tail = "<mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>";
    check("a.xlsx", &Xlsx { rows: &rows, tail, ..Xlsx::default() }.bytes(), &["年报", "5|^|12"], &[]);
}

#[test]
fn formulas_of_ods() {
    let cell = |formula: &str, rest: &str| {
        format!("<table:table-cell table:formula=\"of:={formula}\" {rest}</table:table-cell>")
    };
    let float = |value: &str| format!("office:value-type=\"float\" office:value=\"{value}\"><text:p>{value}</text:p>");
    for (formula, rest, expected) in [
        ("SUM([.A1:.B1])", ">".to_owned(), "<Stale>"),
        ("IF([.A1]=1;&quot;&quot;;2)", ">".to_owned(), "<Stale>"),
        ("SUM([.A1:.B1])", "office:value-type=\"float\">".to_owned(), "<Stale>"),
        ("SUM([.A1:.B1])", "office:value-type=\"string\" office:string-value=\"\"><text:p/>".to_owned(), "<Stale>"),
        ("[.A1]*[.B1]", "><text:p/>".to_owned(), "<Stale>"),
        ("SUM([.A1:.B1])", float("0"), "<Stale>"),
        ("[.A1]+[.B1]", float("11"), "<Stale>"),
        ("SUM([.A1:.B1])", float("12"), "12"),
        ("SUM([.A1];[.B1])", float("12"), "12"),
        ("[.A1]-5", float("0"), "0"),
        ("SUM([.E1:.F1])", float("0"), "0"),
        ("[$Sheet2.A1]*2", float("0"), "0"),
        ("&quot;x&quot;&amp;[.A1]", float("0"), "<Stale>"),
        // LibreOffice gives an empty text no kind of value.
        ("IF([.A1]=5;&quot;&quot;;2)", "><text:p/>".to_owned(), ""),
        ("IF([.A1]=5;&quot;&quot;;2)", "office:value-type=\"string\" office:string-value=\"\">".to_owned(), ""),
        ("&quot;x&quot;&amp;[.A1]", "office:value-type=\"string\"><text:p>x5</text:p>".to_owned(), "x5"),
    ] {
        let remarks = if expected == "<Stale>" { &[STALE][..] } else { &[] };
        let table = ods_row(&["5", "7", &cell(formula, &rest), "9"]);
        check("a.ods", &ods("", &table), &["年报", &format!("5|7|{expected}|9")], remarks);
    }
}
