//! `.rtf`: what is struck, hidden, deleted, a field, a symbol or a picture.

use crate::docx::REVISED;
use crate::drawn::drawn;
use gouji::read::file;

/// A row of cells, as a writer lays them out.
fn row(cells: &[&str]) -> String {
    let layout: String = (1..=cells.len()).map(|cell| format!("\\cellx{}", cell * 1000)).collect();
    let cells: String = cells.iter().map(|cell| format!("\\pard\\plain\\intbl {cell}\\cell\n")).collect();
    format!("\\trowd{layout}\n{cells}\\row\n")
}

#[track_caller]
fn check_body(head: &str, body: &str, expected: &str) {
    let source = format!("{{\\rtf1\\ansi\\ansicpg936\\uc1{head}\n{body}\\pard\\par}}");
    assert_eq!(drawn(&file("a.rtf", source.as_bytes()).expect("a document")), expected, "{source}");
}

/// A label, and a cell with this in it.
#[track_caller]
fn check(cell: &str, expected: &str) {
    check_body("", &row(&["a", cell]), &format!("a|{expected}"));
}

#[test]
fn struck_and_hidden_text_does_not_count() {
    check("{\\strike 12}", "!Struck");
    check("\\striked1 12", "!Struck");
    check("{\\strike 12}15", "15");
    check("\\strike 12\\strike0 15", "15");
    check("\\strike 12\\plain 15", "15");
    check("\\strike0 12\\striked0 5", "125");
    check("{\\v 12}", "!Hidden");
    check("1{\\v 2}3", "13");
    check("\\v0 12", "12");
    check("\\webhidden 12", "12");
    check("{\\strike  / }", "");
}

#[test]
fn styles_are_repeated_or_not() {
    let sheet = "{\\stylesheet{\\s0 Normal;}{\\s1\\sbasedon0\\strike Old;}{\\s2\\sbasedon1 Older;}{\\*\\cs9\\additive\\strike Gone;}{\\*\\cs8\\v Hidden;}{\\*\\cs7 Placeholder Text;}}";
    for (cell, expected) in [
        ("\\s1\\strike 12", "!Struck"),
        ("\\s1 12", "!Struck"),
        ("\\s1\\strike0 12", "12"),
        ("\\s2 12", "!Struck"),
        ("{\\cs9\\strike 12}15", "15"),
        ("{\\cs9 12}", "!Struck"),
        ("{\\cs8 12}", "!Hidden"),
        ("{\\cs7 Click here}", ""),
        ("\\s0 12", "12"),
    ] {
        check_body(sheet, &row(&["a", cell]), &format!("a|{expected}"));
    }
}

#[test]
fn tracked_changes_count_as_accepted_and_are_said() {
    for (cell, expected) in
        [("{\\deleted 12}", "!Struck"), ("{\\deleted 12}{\\revised 15}", "15"), ("{\\revised 15}", "15")]
    {
        check_body("", &row(&["a", cell]), &format!("a|{expected}\n{REVISED}"));
    }
    check("{\\deleted  }3", "3");
}

#[test]
fn rows_that_are_all_hidden_are_left_out_and_said() {
    let hidden = row(&["\\v b", "\\v 7"]);
    let body = row(&["a", "1"]) + &hidden + &row(&["c", "2"]);
    let said = "#表格里有 1 行整行设为隐藏文字，没有读取。如果应当计入，请在 Word 里取消“隐藏”后再试。";
    check_body("", &body, &format!("a|1\nc|2\n{said}"));
    // Where the marks show, a blank row does.
    let shown = row(&["{\\v b}", "{\\v 7}"]);
    check_body("", &(row(&["a", "1"]) + &shown), &format!("a|1\n!Hidden|!Hidden\n{said}"));
    check_body("", &row(&["\\v b", "7"]), "!Hidden|7");
}

const FONTS: &str = "{\\fonttbl{\\f0\\froman\\fcharset134 \\'cb\\'ce\\'cc\\'e5{\\*\\falt SimSun};}{\\f3\\froman\\fcharset2{\\*\\panose 05050102010706020507}Symbol;}{\\f4\\fnil\\fcharset2 Wingdings;}}";

#[test]
fn symbols_are_read_as_they_look() {
    for (cell, expected) in [
        ("{\\f3\\u-4047 ?}5", "15"),
        ("{\\f3 1}5", "15"),
        ("{\\f3\\'31}{\\f3\\'b7}5", "15!Unread"),
        ("{\\f4\\u-4047 ?}5", "5!Unread"),
        ("{\\f4 1}", "!Unread"),
        ("{\\field{\\*\\fldinst SYMBOL 49 \\\\f \"Symbol\" \\\\s 11}{\\fldrslt\\f3\\fs22}}5", "15"),
        ("{\\field{\\*\\fldinst SYMBOL 49 \\\\f \"Wingdings\"}{\\fldrslt 1}}", "!Unread"),
        ("{\\f0 12}", "12"),
    ] {
        check_body(FONTS, &row(&["a", cell]), &format!("a|{expected}"));
    }
}

#[test]
fn fields_show_their_results() {
    let field = |instruction: &str, result: &str| {
        format!("{{\\field{{\\*\\fldinst {{{instruction}}}}}{{\\fldrslt {result}}}}}")
    };
    check(&field(" =SUM(ABOVE) ", "42"), "42");
    check(&field(" =SUM(ABOVE) ", ""), "!Stale");
    check(&field("=A1", "0").replace("\\field", "\\field\\flddirty"), "!Stale");
    check(&field(" PAGE ", "3"), "!Unread");
    check(&field(&format!("IF {} = 2 5 6", field("=1+1", "2")), "5"), "5");
    check(&field("REF a", ""), "");
    check(&field("EQ \\\\o(1,2)", ""), "!Unread");
    let list = "FORMDROPDOWN {\\*\\formfield{\\fftype2\\ffres1\\ffhaslistbox\\ffdefres0{\\*\\ffname x1}{\\*\\ffl 5}{\\*\\ffl 6}}}";
    check(&field(list, ""), "6");
    check(&field(&list.replace("ffres1", "ffres25"), ""), "5");
    check(&field("FORMTEXT {\\*\\formfield{\\fftype0{\\*\\ffdeftext 9}}}", "12"), "12");
    check_body("", &(row(&["a", &field("=A1", "")]) + &row(&["b", "2"])), "a|!Stale\nb|2");
}

#[test]
fn pictures_are_not_read_and_text_boxes_once() {
    check("{\\pict\\pngblip 89504e47}", "!Unread");
    check("{\\*\\shppict{\\pict 8950}}{\\nonshppict{\\pict 01}}", "!Unread");
    check("{\\object\\objemb{\\*\\objdata 0105}{\\result 12}}", "!Unread");
    check("{\\mmath{\\*\\moMath{\\mr 12}}}", "!Unread");
    check("{\\pict 8950}12", "12");
    let shape = "{\\shp{\\*\\shpinst\\shpleft0{\\sp{\\sn shapeType}{\\sv 202}}{\\shptxt \\pard\\plain 8\\par}}{\\shprslt{\\*\\do\\dptxbx{\\dptxbxtext\\pard 8\\par}}}}";
    check_body("", &(row(&["a", "1"]) + &row(&["b", &format!("1{shape}2")])), "a|1\nb|1/8/2");
    check(&shape.replace("{\\shptxt \\pard\\plain 8\\par}", "{\\sp{\\sn pib}{\\sv {\\pict 8950}}}"), "!Unread");
}

#[test]
fn marks_above_the_line_are_no_digits() {
    check("12{\\super 1}", "12/1");
    check("{\\sub 1}12", "1/12");
    check("12{\\up6 1}3", "12/1/3");
    check("\\super 1\\nosupersub 12", "1/12");
    check("1\\up0 2", "12");
    check("12{\\super\\chftn{\\footnote\\pard\\plain 3}}", "12");
}

#[test]
fn merged_cells_show_the_first() {
    let merged = |how: &[&str], cells: &[&str]| {
        let row = row(cells);
        how.iter().enumerate().fold(row, |row, (at, how)| {
            row.replace(&format!("\\cellx{}\\", (at + 1) * 1000), &format!("{how}\\cellx{}\\", (at + 1) * 1000))
                .replace(&format!("\\cellx{}\n", (at + 1) * 1000), &format!("{how}\\cellx{}\n", (at + 1) * 1000))
        })
    };
    let rows = merged(&["", "\\clvmgf"], &["a", "5"]) + &merged(&["", "\\clvmrg"], &["b", "7"]) + &row(&["c", "9"]);
    check_body("", &rows, "a|5\nb|^\nc|9");
    check_body("", &(row(&["a", "5"]) + &merged(&["", "\\clvmrg"], &["b", "7"])), "a|5\nb|7");
    let rows = merged(&["", "\\clmgf", "\\clmrg"], &["a", "5", "6"]) + &row(&["b", "6", "7"]);
    check_body("", &rows, "a|5|^\nb|6|7");
}

#[test]
fn what_stands_in_a_header_is_no_table() {
    let header = format!("{{\\header {}}}", row(&["x", "9"]));
    check_body(&header, &row(&["a", "1"]), "a|1");
}
