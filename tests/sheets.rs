//! Spreadsheets are read as a person sees them: hidden, struck out and never calculated cells in each
//! of the formats.

#[path = "common/biff.rs"]
mod biff;
#[path = "common/book.rs"]
mod book;
#[path = "common/print.rs"]
mod print;
#[path = "common/write.rs"]
mod write;

use biff::Xls;
use book::{Xlsx, check, ods, ods_row, ods_row_of, ods_with, xlsx_rows};
use gouji::read::file;

const GRID: [&[&str]; 4] = [&["甲", "乙", "丙"], &["1", "2", "3"], &["4", "5", "6"], &["7", "8", "9"]];
const HIDDEN_ROW: &str = "有 1 行是隐藏的，没有读取";

/// The grid as rows of xlsx, each with attributes of its own.
fn xlsx_grid(attributes: [&str; 4]) -> String {
    let rows = GRID.iter().zip(attributes);
    rows.map(|(cells, attributes)| xlsx_rows(&[cells]).replace("<row>", &format!("<row {attributes}>"))).collect()
}

/// The grid as records, behind others.
fn xls_grid(before: &[Vec<u8>]) -> Vec<u8> {
    let mut sheet = before.concat();
    for (row, cells) in (0..).zip(GRID) {
        for (column, cell) in (0..).zip(cells) {
            sheet.extend(match cell.parse() {
                Ok(value) => biff::number(row, column, 0, value),
                Err(_) => biff::label(row, column, 0, cell),
            });
        }
    }
    sheet
}

fn ods_grid(attributes: [&str; 4]) -> String {
    GRID.iter().zip(attributes).map(|(cells, attributes)| ods_row_of(attributes, cells)).collect()
}

#[test]
fn hidden_rows_of_xlsx() {
    let without = ["年报", "甲|乙|丙", "1|2|3", "7|8|9"];
    for hidden in ["hidden=\"1\"", "hidden=\"true\"", "ht=\"0\" customHeight=\"1\"", "hidden=\"1\" outlineLevel=\"1\""]
    {
        let rows = xlsx_grid(["", "", hidden, ""]);
        check("a.xlsx", &Xlsx { rows: &rows, ..Xlsx::default() }.bytes(), &without, &[HIDDEN_ROW]);
    }
    let all = ["年报", "甲|乙|丙", "1|2|3", "4|5|6", "7|8|9"];
    for shown in ["hidden=\"0\"", "ht=\"14\"", "collapsed=\"1\"", "outlineLevel=\"1\""] {
        let rows = xlsx_grid(["", "", shown, ""]);
        check("a.xlsx", &Xlsx { rows: &rows, ..Xlsx::default() }.bytes(), &all, &[]);
    }
    // Rows hidden by default have no element of their own, unless they are shown.
    let rows = xlsx_grid(["r=\"1\"", "r=\"2\"", "r=\"3\" hidden=\"1\"", "r=\"9\""]);
    let head = "<sheetFormatPr defaultRowHeight=\"15\" zeroHeight=\"1\"/>";
    check("a.xlsx", &Xlsx { head, rows: &rows, ..Xlsx::default() }.bytes(), &without, &[HIDDEN_ROW]);
}

#[test]
fn hidden_columns_of_xlsx() {
    let rows = xlsx_grid([""; 4]);
    let book = |head: &str| Xlsx { head, rows: &rows, ..Xlsx::default() }.bytes();
    let without = ["年报", "甲|丙", "1|3", "4|6", "7|9"];
    for column in ["hidden=\"1\"", "width=\"0\" customWidth=\"1\"", "hidden=\"true\" collapsed=\"1\" width=\"9\""] {
        let head = format!("<cols><col min=\"2\" max=\"2\" {column}/></cols>");
        check("a.xlsx", &book(&head), &without, &["有 1 列是隐藏的，没有读取"]);
    }
    let two = "<cols><col min=\"2\" max=\"16384\" hidden=\"1\"/></cols>";
    check("a.xlsx", &book(two), &["年报", "甲", "1", "4", "7"], &["有 2 列是隐藏的"]);
    let shown =
        "<cols><col min=\"1\" max=\"3\" width=\"9\" hidden=\"0\"/><col min=\"9\" max=\"9\" hidden=\"1\"/></cols>";
    check("a.xlsx", &book(shown), &["年报", "甲|乙|丙", "1|2|3", "4|5|6", "7|8|9"], &[]);
}

#[test]
fn hidden_rows_and_columns_of_xls() {
    let check_grid = |before: &[Vec<u8>], lines: &[&str], remarks: &[&str]| {
        check("a.xls", &Xls { sheet: xls_grid(before), ..Xls::default() }.bytes(), lines, remarks);
    };
    let without = ["年报", "甲|乙|丙", "1|2|3", "7|8|9"];
    check_grid(&[biff::row(2, 300, 0x20)], &without, &[HIDDEN_ROW]);
    check_grid(&[biff::row(2, 300, 0x121)], &without, &[HIDDEN_ROW]);
    check_grid(&[biff::row(2, 0, 0x40)], &without, &[HIDDEN_ROW]);
    let default =
        [biff::record(0x0225, &[2, 0, 255, 0]), biff::row(0, 300, 0), biff::row(1, 300, 0), biff::row(3, 300, 0)];
    check_grid(&default, &without, &[HIDDEN_ROW]);
    for before in [biff::columns(1, 1, 2000, 1), biff::columns(1, 1, 0, 0), biff::columns(1, 1, 0, 0x1001)] {
        check_grid(&[before], &["年报", "甲|丙", "1|3", "4|6", "7|9"], &["有 1 列是隐藏的"]);
    }
    let all = ["年报", "甲|乙|丙", "1|2|3", "4|5|6", "7|8|9"];
    // The height of rows that follow the default may be given as nothing; a group's row only says that it is one.
    for before in
        [biff::row(2, 0x80FF, 0), biff::row(2, 0, 0), biff::row(2, 300, 0x11), biff::columns(0, 2, 2000, 0x1000)]
    {
        check_grid(&[before], &all, &[]);
    }
}

#[test]
fn hidden_rows_of_ods() {
    let styles = "<style:style style:name=\"low\" style:family=\"table-row\"><style:table-row-properties style:row-height=\"0cm\" style:use-optimal-row-height=\"false\"/></style:style>\
        <style:style style:name=\"best\" style:family=\"table-row\"><style:table-row-properties style:row-height=\"0cm\" style:use-optimal-row-height=\"true\"/></style:style>\
        <style:style style:name=\"high\" style:family=\"table-row\"><style:table-row-properties style:row-height=\"0.45cm\"/></style:style>";
    let without = ["年报", "甲|乙|丙", "1|2|3", "7|8|9"];
    for hidden in ["table:visibility=\"collapse\"", "table:visibility=\"filter\"", "table:style-name=\"low\""] {
        check("a.ods", &ods(styles, &ods_grid(["", "", hidden, ""])), &without, &[HIDDEN_ROW]);
    }
    let grouped = |display: &str| {
        let rows: Vec<String> = GRID.iter().map(|cells| ods_row(cells)).collect();
        let group = format!("<table:table-row-group table:display=\"{display}\">{}</table:table-row-group>", rows[2]);
        ods(styles, &[rows[0].as_str(), &rows[1], &group, &rows[3]].concat())
    };
    check("a.ods", &grouped("false"), &without, &[HIDDEN_ROW]);
    let all = ["年报", "甲|乙|丙", "1|2|3", "4|5|6", "7|8|9"];
    check("a.ods", &grouped("true"), &all, &[]);
    for shown in ["table:visibility=\"visible\"", "table:style-name=\"high\"", "table:style-name=\"best\""] {
        check("a.ods", &ods(styles, &ods_grid(["", "", shown, ""])), &all, &[]);
    }
}

#[test]
fn hidden_columns_of_ods() {
    let styles = "<style:style style:name=\"thin\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"0.01in\"/></style:style>\
        <style:style style:name=\"wide\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"0.8in\"/></style:style>";
    let book = |columns: &str| ods(styles, &format!("{columns}{}", ods_grid([""; 4])));
    let without = ["年报", "甲|丙", "1|3", "4|6", "7|9"];
    for columns in [
        "<table:table-column/><table:table-column table:visibility=\"collapse\"/>",
        "<table:table-column/><table:table-column table:visibility=\"filter\"/>",
        "<table:table-column/><table:table-column table:style-name=\"thin\"/><table:table-column/>",
        "<table:table-column/><table:table-column-group table:display=\"false\"><table:table-column/></table:table-column-group><table:table-column table:number-columns-repeated=\"1000\"/>",
    ] {
        check("a.ods", &book(columns), &without, &["有 1 列是隐藏的"]);
    }
    let all = ["年报", "甲|乙|丙", "1|2|3", "4|5|6", "7|8|9"];
    check(
        "a.ods",
        &book("<table:table-column table:style-name=\"wide\" table:number-columns-repeated=\"9\"/>"),
        &all,
        &[],
    );
}

#[test]
fn merged_cells_show_in_what_is_left() {
    // 甲 over two rows and two columns, of which the first row and column are hidden.
    let rows = "<row/><row hidden=\"1\"><c r=\"B2\" t=\"str\"><v>甲</v></c><c r=\"D2\"><v>777</v></c></row>\
        <row><c r=\"B3\"><v>999</v></c><c r=\"C3\"><v>888</v></c><c r=\"D3\"><v>1</v></c></row><row><c r=\"C4\"><v>2</v></c><c r=\"D4\"><v>3</v></c></row>";
    let head = "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols>";
    let tail = "<mergeCells><mergeCell ref=\"B2:C3\"/></mergeCells>";
    check("a.xlsx", &Xlsx { head, rows, tail, ..Xlsx::default() }.bytes(), &["年报", "甲|1", "2|3"], &[HIDDEN_ROW]);
    let wide = "<row><c r=\"A1\" t=\"str\"><v>甲</v></c><c r=\"D1\"><v>1</v></c></row><row><c r=\"A2\"><v>2</v></c><c r=\"B2\"><v>3</v></c><c r=\"C2\"><v>4</v></c><c r=\"D2\"><v>5</v></c></row>";
    let tail = "<mergeCells><mergeCell ref=\"A1:C1\"/></mergeCells>";
    check(
        "a.xlsx",
        &Xlsx { head, rows: wide, tail, ..Xlsx::default() }.bytes(),
        &["年报", "甲|^|1", "2|4|5"],
        &["1 列"],
    );
    let sheet = [
        biff::row(0, 300, 0x20),
        biff::columns(0, 0, 0, 1),
        biff::label(0, 0, 0, "甲"),
        biff::number(1, 1, 0, 888.0),
        biff::number(1, 2, 0, 1.0),
        biff::number(2, 1, 0, 2.0),
        biff::merged((0, 0), (1, 1)),
    ];
    check("a.xls", &Xls { sheet: sheet.concat(), ..Xls::default() }.bytes(), &["年报", "甲|1", "2|"], &[]);
    let spanned = "<table:table-cell table:number-rows-spanned=\"2\" table:number-columns-spanned=\"2\" office:value-type=\"string\"><text:p>甲</text:p></table:table-cell>";
    let covered = "<table:covered-table-cell office:value-type=\"float\" office:value=\"888\"><text:p>888</text:p></table:covered-table-cell>";
    let table = [
        "<table:table-column table:visibility=\"collapse\"/><table:table-column table:number-columns-repeated=\"3\"/>"
            .to_owned(),
        ods_row_of("table:visibility=\"collapse\"", &[spanned, covered, ""]),
        ods_row(&[covered, covered, "1"]),
        ods_row(&["", "2", "3"]),
    ];
    check("a.ods", &ods("", &table.concat()), &["年报", "甲|1", "2|3"], &[]);
}

#[test]
fn a_hidden_blank_row_is_not_told() {
    let rows =
        xlsx_grid(["r=\"1\"", "r=\"2\"", "r=\"4\"", "r=\"5\""]) + "<row r=\"3\" hidden=\"1\"><c r=\"A3\"/></row>";
    let lines = ["年报", "甲|乙|丙", "1|2|3", "4|5|6", "7|8|9"];
    check("a.xlsx", &Xlsx { rows: &rows, ..Xlsx::default() }.bytes(), &lines, &[]);
}

/// A blank row ends a table, but for one between a header and its figures.
#[test]
fn a_blank_row_below_a_header() {
    let grids = |rows: [&str; 4]| {
        let rows = xlsx_grid(rows.map(|row| format!("r=\"{row}\"")).each_ref().map(String::as_str));
        let document = file("a.xlsx", &Xlsx { rows: &rows, ..Xlsx::default() }.bytes()).expect("a document");
        let grids = document.pieces.iter().filter_map(|piece| match piece {
            gouji::read::Piece::Grid(grid) => Some(grid.rows.len()),
            gouji::read::Piece::Line(_) => None,
        });
        grids.collect::<Vec<_>>()
    };
    assert_eq!(grids(["1", "2", "3", "4"]), [4]);
    assert_eq!(grids(["1", "3", "4", "5"]), [4]);
    assert_eq!(grids(["1", "4", "5", "6"]), [1, 3]);
    assert_eq!(grids(["1", "2", "4", "5"]), [2, 2]);
}

#[test]
fn a_workbook_of_which_nothing_shows() {
    let rows = xlsx_grid(["hidden=\"1\""; 4]);
    let all = "有内容的工作表、行或列全部是隐藏的，没有读取。请在 Excel 或 WPS 里取消隐藏";
    check("a.xlsx", &Xlsx { rows: &rows, ..Xlsx::default() }.bytes(), &[], &[all]);
    let rows = xlsx_grid([""; 4]);
    let head = "<cols><col min=\"1\" max=\"3\" hidden=\"1\"/></cols>";
    check("a.xlsx", &Xlsx { head, rows: &rows, ..Xlsx::default() }.bytes(), &[], &[all]);
    let mut parts = Xlsx { rows: &rows, ..Xlsx::default() }.parts();
    parts[1].1 = parts[1].1.replace("<sheet ", "<sheet state=\"veryHidden\" ");
    check("a.xlsx", &book::zipped(&parts), &[], &[all]);
    check("a.xls", &Xls { sheet: xls_grid(&[biff::columns(0, 9, 0, 1)]), ..Xls::default() }.bytes(), &[], &[all]);
    check("a.ods", &ods("", &ods_grid(["table:visibility=\"filter\""; 4])), &[], &[all]);
    // An empty workbook is none of these.
    let refusal = file("a.xlsx", &Xlsx::default().bytes()).expect_err("empty").to_string();
    assert!(refusal.contains("空的"), "{refusal}");
}

#[test]
fn escapes_in_texts_of_xlsx() {
    let rows = "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"inlineStr\"><is><t>1138_x000D_\n</t></is></c><c t=\"inlineStr\"><is><r><t>_x0031_</t></r><r><t>138_x000d_</t></r></is></c></row>\
        <row><c t=\"str\"><f>A1&amp;\"\"</f><v>_x0032_1</v></c><c t=\"s\"><v>2</v></c><c t=\"inlineStr\"><is><t>_x005F_x0031_</t></is></c><c t=\"inlineStr\"><is><t>_x031_ _X0031_</t></is></c></row>";
    let strings = "<si><t>商业_x000D_\n企业</t></si><si><r><t>结果_x000A_</t></r><r><t>维持</t></r></si><si><t>12_x0009_</t></si>";
    let lines = ["年报", "商业/企业|结果/维持|1138/|1138/", "21|12 |_x0031_|_x031_ _X0031_"];
    check("a.xlsx", &Xlsx { strings, rows, ..Xlsx::default() }.bytes(), &lines, &[]);
}

#[test]
fn names_of_parts_in_any_spelling() {
    let rows = xlsx_grid([""; 4]);
    let strings = "<si><t>甲</t></si>";
    let rows = rows.replacen("<c s=\"0\" t=\"inlineStr\"><is><t>甲</t></is></c>", "<c t=\"s\"><v>0</v></c>", 1);
    let parts = Xlsx { strings, rows: &rows, ..Xlsx::default() }.parts();
    let spelt = |change: fn(&str) -> String| {
        let parts: Vec<(String, String)> = parts.iter().map(|(name, text)| (change(name), text.clone())).collect();
        book::zipped(&parts)
    };
    let lines = ["年报", "甲|乙|丙", "1|2|3", "4|5|6", "7|8|9"];
    check("a.xlsx", &spelt(|name| name.replace('/', "\\")), &lines, &[]);
    check("a.xlsx", &spelt(|name| name.replace("sharedStrings", "SharedStrings")), &lines, &[]);
    check("a.xlsx", &spelt(|name| name.to_uppercase().replace('/', "\\")), &lines, &[]);
    check("a.xlsx", &spelt(|name| format!("/{name}")), &lines, &[]);
    // Targets, too.
    let mut odd = parts.clone();
    odd[0].1 = odd[0].1.replace("xl/workbook.xml", "XL\\Workbook.xml");
    odd[2].1 = odd[2].1.replace("worksheets/sheet1.xml", "..\\xl\\.\\Worksheets\\Sheet1.xml");
    check("a.xlsx", &book::zipped(&odd), &lines, &[]);
    // The part that is named exactly comes first.
    let mut twice = parts.clone();
    twice.insert(0, ("XL/worksheets/sheet1.xml", "<worksheet/>".to_owned()));
    check("a.xlsx", &book::zipped(&twice), &lines, &[]);
    let docx = write::docx_of("<w:p><w:r><w:t>甲</w:t></w:r></w:p>");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).expect("a zip file");
    let mut parts = Vec::new();
    for number in 0..archive.len() {
        let mut part = archive.by_index(number).expect("a part");
        let name = part.name().expect("a name").replace('/', "\\");
        let text = std::io::read_to_string(&mut part).expect("a text");
        parts.push((name, text));
    }
    check("a.docx", &book::zipped(&parts), &["甲"], &[]);
    let content = "<office:spreadsheet><table:table table:name=\"年报\">";
    let ods = write::zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("Content.XML", &format!("{content}{}</table:table></office:spreadsheet>", ods_row(&["甲", "1"]))),
    ]);
    check("a.ods", &ods, &["年报", "甲|1"], &[]);
}

#[test]
fn formulas_as_texts_in_delimited_files() {
    let lines = ["甲|乙|丙", "161||0", "甲,乙|1,598|-4"];
    check("a.csv", "甲,乙,丙\n=\"161\",=\"\",=\"0\"\n=\"甲,乙\",\"=\"\"1,598\"\"\",=-4".as_bytes(), &lines, &[]);
    check("a.txt", "甲\t乙\t丙\n=\"161\"\t=\"\"\t=\"0\"\n=\"甲,乙\"\t\"=\"\"1,598\"\"\"\t=-4".as_bytes(), &lines, &[]);
    check("a.csv", "甲;乙;丙\n=\"161\";=\"\";=0\n=\"甲,乙\";=\"1,598\";-4".as_bytes(), &lines, &[]);
    let stale = "有 2 格（=SUM(B2:C2)）是公式，公式没有算过";
    let lines = ["甲|乙", "<Stale>|5", "==|<Stale>", "<Unread>|=合计"];
    check("a.txt", "甲\t乙\n=SUM(B2:C2)\t5\n==\t=A1+1\n=DISPIMG(\"ID_1\",1)\t=合计".as_bytes(), &lines, &[stale]);
    check(
        "a.csv",
        "甲,乙\n\"=SUM(B2:C2)\",5\n==,=A1+1\n\"=DISPIMG(\"\"ID_1\"\",1)\",=合计".as_bytes(),
        &lines,
        &[stale],
    );
    let pasted = gouji::read::text("甲\t乙\n=\"161\"\t=SUM(A1:A2)");
    assert_eq!(book::drawn(&pasted), ["甲|乙", "161|<Stale>"]);
}

#[test]
fn pictures_in_cells() {
    let rows = "<row><c t=\"str\"><f>_xlfn.DISPIMG(\"ID_1\",1)</f><v>=DISPIMG(\"ID_1\",1)</v></c><c t=\"e\" vm=\"1\"><v>#VALUE!</v></c><c t=\"e\"><v>#VALUE!</v></c></row>";
    check(
        "a.xlsx",
        &Xlsx { rows, ..Xlsx::default() }.bytes(),
        &["年报", "<Unread>|<Unread>|#VALUE!"],
        &["有 2 格（A1、B1）里是图片"],
    );
    let sheet = [
        biff::formula(0, 0, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 0, &[]),
        biff::text_of_formula("=DISPIMG(\"ID_1\",1)"),
        biff::number(0, 1, 0, 1.0),
    ];
    check("a.et", &Xls { sheet: sheet.concat(), ..Xls::default() }.bytes(), &["年报", "<Unread>|1"], &["图片"]);
    let picture = "<draw:frame><draw:image/></draw:frame>";
    let cells = [
        format!("<table:table-cell>{picture}</table:table-cell>"),
        format!("<table:table-cell office:value-type=\"string\">{picture}<text:p>1</text:p></table:table-cell>"),
    ];
    check("a.ods", &ods("", &ods_row(&[&cells[0], &cells[1]])), &["年报", "<Unread>|1"], &["有 1 格（A1）里是图片"]);
}

#[test]
fn zeros_that_a_sheet_does_not_show() {
    let rows = xlsx_rows(&[&["甲", "0", "10"]]);
    let head = "<sheetViews><sheetView showZeros=\"0\"/></sheetViews>";
    let lines = ["年报", "甲|<Hidden>|10"];
    check("a.xlsx", &Xlsx { head, rows: &rows, ..Xlsx::default() }.bytes(), &lines, &["没有照原样显示"]);
    check("a.xlsx", &Xlsx { rows: &rows, ..Xlsx::default() }.bytes(), &["年报", "甲|0|10"], &[]);
    let cells = [biff::label(0, 0, 0, "甲"), biff::numbers(0, 1, &[(0, 0), (0, 10)])].concat();
    let view = |flags: u8| Xls { sheet: [cells.clone(), biff::record(0x023E, &[flags, 6])].concat(), ..Xls::default() };
    check("a.xls", &view(0xA6).bytes(), &lines, &["没有照原样显示"]);
    check("a.xls", &view(0xB6).bytes(), &["年报", "甲|0|10"], &[]);
    let settings = |shown: &str| {
        format!(
            "<s><config:config-item config:name=\"ShowZeroValues\" config:type=\"boolean\">{shown}</config:config-item></s>"
        )
    };
    let table = ods_row(&["甲", "0", "10"]);
    check("a.ods", &ods_with("", &table, &[("settings.xml", &settings("false"))]), &lines, &["没有照原样显示"]);
    check("a.ods", &ods_with("", &table, &[("settings.xml", &settings("true"))]), &["年报", "甲|0|10"], &[]);
}

#[test]
fn what_many_cells_share_is_bounded() {
    // Each of 20 000 cells refers to one long text; each of 9000 formulas to the next.
    let strings = format!("<si><t>{}</t></si>", "长".repeat(20_000));
    let rows = format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(200)).repeat(100);
    let document =
        file("a.xlsx", &Xlsx { strings: &strings, rows: &rows, ..Xlsx::default() }.bytes()).expect("a workbook");
    assert!(document.remarks[0].contains("过大"), "{:?}", document.remarks);
    let formula =
        |number: usize| format!("<row><c><f>A{}+SUM(A1:A9999)</f><v>0</v></c><c><v>1</v></c></row>", number + 2);
    let rows: String = (0..9000).map(formula).collect();
    let document =
        file("a.xlsx", &Xlsx { rows: &(rows + "<row><c><f>NOW()</f></c></row>"), ..Xlsx::default() }.bytes());
    assert!(document.expect("a workbook").remarks[0].contains("公式没有算过"));
}
