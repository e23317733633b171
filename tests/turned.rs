//! Tables with rows for columns are read as they are upright, from pages and from spreadsheets.

#[path = "common/made.rs"]
mod made;
#[path = "common/print.rs"]
mod print;
#[path = "common/shown.rs"]
mod shown;

use gouji::read::{self, Document, Piece};
use gouji::recognise::recognise;
use gouji::report::Report;
use made::Chance;

const SAID: &str = "有的表格行与列互换了，已按行名和列名对应读取，请核对。";

/// The document with every table turned, each cell as `write` has it.
fn turned(document: &Document) -> Document {
    let turned = |piece: &Piece| match piece {
        Piece::Grid(grid) => Piece::Grid(grid.turned()),
        Piece::Line(line) => Piece::Line(line.clone()),
    };
    Document { pieces: document.pieces.iter().map(turned).collect(), remarks: document.remarks.clone() }
}

/// As a spreadsheet gives it to the clipboard: tabs, and merged cells blank but for the first.
fn tabbed(document: &Document) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Line(line) => line.clone(),
        Piece::Grid(grid) => {
            let row = |row: &Vec<read::Cell>| row.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>().join("\t");
            grid.rows.iter().map(row).collect::<Vec<_>>().join("\n")
        }
    };
    document.pieces.iter().map(piece).collect::<Vec<_>>().join("\n")
}

/// Every cell of the made report is read; at most so many of a thousand are uncertain, and none is wrong.
fn check(write: fn(&Document) -> Document, most: usize) {
    let forms = shown::forms();
    let (mut all, mut uncertain, mut wrong) = (0, 0, Vec::new());
    for seed in 1..=60 {
        let form = &forms[Chance(seed).below(2) as usize];
        let truth: Report = made::report(form, seed);
        let (title, tables) = print::printed(form, &truth, 2024);
        let document = write(&read::html::html(&print::html(&title, &tables)));
        let reading = recognise(&document, &forms);
        assert!(reading.remarks.iter().any(|remark| remark == SAID), "{seed}: {:?}", reading.remarks);
        let report = reading.report();
        for (cell, held) in truth.cells.iter().enumerate() {
            let address = truth.layout.address(cell);
            all += 1;
            match report.layout.cell(&address).map(|found| &report.cells[found]) {
                None => uncertain += 1,
                Some(found) if found.missing || found.uncertain => uncertain += 1,
                Some(found) if found.value == held.value => {}
                Some(found) => wrong.push(format!("{seed} {address}: {:?} for {:?}", found.raw, held.raw)),
            }
        }
    }
    assert!(wrong.is_empty(), "{:#?}", &wrong[..wrong.len().min(20)]);
    assert!(uncertain * 1000 <= all * most, "{uncertain} of {all} are uncertain or lost");
}

#[test]
fn tables_of_pages() {
    check(turned, 0);
}

#[test]
fn tables_of_spreadsheets() {
    check(|document| read::text(&tabbed(&turned(document))), 0);
}

#[test]
fn upright_tables_are_left_alone() {
    let forms = shown::forms();
    for form in &forms {
        let (title, tables) = print::printed(form, &made::report(form, 7), 2024);
        let document = read::html::html(&print::html(&title, &tables));
        for document in [read::text(&tabbed(&document)), document] {
            assert!(!recognise(&document, &forms).remarks.iter().any(|remark| remark == SAID));
        }
    }
}
