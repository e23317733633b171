//! Spreadsheets as other programs read them: LibreOffice shows the same in each cell, and calamine finds
//! the same stored values.

mod common;
#[path = "common/made.rs"]
mod made;
#[path = "common/print.rs"]
mod print;
#[path = "common/write.rs"]
mod write;

use calamine::{Data, Reader};
use gouji::read::{Cell, Document, Flaw, Piece, csv, file};
use std::io::Cursor;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/office")
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The rows of the only table.
fn rows(document: &Document) -> &[Vec<Cell>] {
    let grids: Vec<_> = document
        .pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Grid(grid) => Some(grid),
            Piece::Line(_) => None,
        })
        .collect();
    assert_eq!(grids.len(), 1, "{document:?}");
    &grids[0].rows
}

/// A shown text without what makes no other figure of it: grouping, padding and zeros at the end.
fn plain(text: &str) -> String {
    let bare = text.replace(',', "");
    bare.parse::<f64>().map_or(text.to_owned(), |number| number.to_string())
}

/// The CSV is what LibreOffice shows, of hidden rows and columns as well: they begin with 隐. What is
/// struck out there is 77, and what is white is 99.
#[track_caller]
fn check_shown(name: &str) {
    let document = file(name, &fixture(name)).unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
    let shown = csv(&String::from_utf8(fixture("shown.csv")).expect("UTF-8"));
    let shown = rows(&shown);
    let hidden = |text: &str| text.starts_with('隐');
    let columns: Vec<usize> = (0..shown[0].len()).filter(|&column| !hidden(&shown[0][column].text)).collect();
    let visible: Vec<&Vec<Cell>> = shown.iter().filter(|row| !hidden(&row[0].text)).collect();
    let read = rows(&document);
    assert_eq!(read.len(), visible.len(), "{name}");
    let mut flaws = [0, 0, 0];
    // LibreOffice stores 0 for a formula that joins texts in a binary workbook, but shows the text.
    let stale = usize::from(name.ends_with(".xls"));
    for (read, shown) in read.iter().zip(visible) {
        assert_eq!(read.len(), columns.len(), "{name} {read:?}");
        for (read, shown) in read.iter().zip(columns.iter().map(|&column| &shown[column].text)) {
            let is_unseen = shown == "99" || read.flaw == Some(Flaw::Stale);
            let seen = if is_unseen { String::new() } else { shown.replace("77", "") };
            assert_eq!(plain(&read.text), plain(&seen), "{name}: {read:?} for {shown}");
            match read.flaw {
                Some(Flaw::Struck) => assert_eq!(shown, "77", "{name}"),
                Some(Flaw::Hidden) => flaws[1] += 1,
                Some(_) => flaws[2] += 1,
                None => {}
            }
            flaws[0] += usize::from(read.flaw == Some(Flaw::Struck));
        }
    }
    // Struck: two cells; hidden: a format that shows nothing, thousands of a figure, white letters.
    assert_eq!(flaws, [2, 3, stale], "{name}");
    let said = ["有 2 行、1 列是隐藏的", "划了删除线", "没有照原样显示", "公式没有算过"];
    assert_eq!(document.remarks.len(), said.len() - 1 + stale, "{name}: {:?}", document.remarks);
    for (remark, words) in document.remarks.iter().zip(said) {
        assert!(remark.contains(words), "{name}: {remark}");
    }
}

#[test]
fn cells_are_read_as_libreoffice_shows_them() {
    for kind in ["ods", "xlsx", "xls"] {
        check_shown(&format!("shown.{kind}"));
    }
}

/// The texts of each row that has any, without spaces; a line of text is a row of one.
fn texts_read(document: &Document) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    for piece in &document.pieces {
        match piece {
            Piece::Line(line) => out.push(vec![line.as_str()]),
            Piece::Grid(grid) => {
                out.extend(grid.rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>()));
            }
        }
    }
    squeezed(out.iter().map(|row| row.iter().map(|text| (*text).to_owned()).collect()).collect())
}

fn texts_of_calamine(name: &str, bytes: &[u8]) -> Vec<Vec<String>> {
    let mut book = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).expect(name);
    let mut out = Vec::new();
    for (name, range) in book.worksheets() {
        out.push(vec![name]);
        out.extend(range.rows().map(|row| row.iter().map(text_of).collect::<Vec<_>>()));
    }
    squeezed(out)
}

fn text_of(data: &Data) -> String {
    match data {
        Data::Float(number) => number.to_string(),
        Data::Bool(truth) => truth.to_string().to_uppercase(),
        data => data.to_string(),
    }
}

fn squeezed(rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let squeeze = |text: String| text.split_whitespace().collect::<String>();
    let row = |row: Vec<String>| row.into_iter().map(squeeze).filter(|text| !text.is_empty()).collect::<Vec<_>>();
    rows.into_iter().map(row).filter(|row| !row.is_empty()).collect()
}

#[track_caller]
fn check_stored(name: &str, bytes: &[u8]) {
    let document = file(name, bytes).unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
    let (read, expected) = (texts_read(&document), texts_of_calamine(name, bytes));
    for (read, expected) in read.iter().zip(&expected) {
        assert_eq!(read, expected, "{name}");
    }
    assert_eq!(read.len(), expected.len(), "{name}");
}

#[test]
fn reports_are_read_as_calamine_reads_them() {
    let mut count = 0;
    for entry in std::fs::read_dir(folder()).expect("a folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_sheet = ["xlsx", "xls", "ods", "et"].iter().any(|kind| name.ends_with(&format!(".{kind}")));
        if is_sheet && !name.starts_with("shown") {
            check_stored(&name, &fixture(&name));
            count += 1;
        }
    }
    assert!(count >= 7, "{count} fixtures");
}

#[test]
fn made_reports_are_read_as_calamine_reads_them() {
    for seed in 1..=12 {
        let form = common::form(if seed % 2 == 0 { "2019" } else { "2021" });
        let report = made::report(&form, seed);
        let (title, tables) = print::printed(&form, &report, 2023);
        check_stored("a.xlsx", &write::xlsx(&title, &tables, seed % 3 == 0));
        check_stored("a.ods", &write::ods(&title, &tables));
    }
}

#[test]
fn what_a_library_writes_is_read_as_calamine_reads_it() {
    let mut chance = made::Chance(7);
    for _ in 0..20 {
        let mut book = rust_xlsxwriter::Workbook::new();
        for number in 0..=chance.below(2) {
            let sheet = book.add_worksheet();
            sheet.set_name(format!("表{number}")).expect("a name");
            for row in 0..3 + chance.below(20) as u32 {
                for column in 0..2 + chance.below(8) as u16 {
                    let number = chance.below(100_000) as f64;
                    let written = match chance.below(8) {
                        0 => continue,
                        1 => sheet.write_number(row, column, number / 100.0),
                        2 => sheet.write_number(row, column, -number),
                        3 => sheet.write_string(row, column, format!("第{number}项 <&> _x0031_\r\n甲")),
                        4 => sheet.write_boolean(row, column, number > 5e4),
                        5 => sheet.write_formula(
                            row,
                            column,
                            rust_xlsxwriter::Formula::new("=\"共\"&1").set_result("共1"),
                        ),
                        _ => sheet.write_number(row, column, number),
                    };
                    written.expect("a cell");
                }
            }
        }
        check_stored("a.xlsx", &book.save_to_buffer().expect("a workbook"));
    }
}
