//! The sample files that are kept beside the project, where they are there: what a person sees in each.

#[path = "common/book.rs"]
mod book;
mod common;
#[path = "common/print.rs"]
mod print;
#[path = "common/write.rs"]
mod write;

use gouji::read::{Document, Flaw, Piece, file};
use gouji::recognise::recognise;
use std::collections::BTreeMap;
use std::path::Path;

/// How many cells of a document have this flaw.
fn flawed(document: &Document, flaw: Flaw) -> usize {
    let cells = document.pieces.iter().flat_map(|piece| match piece {
        Piece::Grid(grid) => grid.rows.as_slice(),
        Piece::Line(_) => &[],
    });
    cells.flatten().filter(|cell| cell.flaw == Some(flaw)).count()
}

/// Reads a sample: no cell differs from the truth, but for so many that are blank because of a flaw.
#[track_caller]
fn check(name: &str, flaws: Option<(Flaw, usize)>, remarks: &[&str]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases");
    let Ok(bytes) = std::fs::read(folder.join(name)) else {
        eprintln!("skipped: {name} is not there");
        return;
    };
    let document = file(name, &bytes).unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
    for (remark, words) in document.remarks.iter().zip(remarks) {
        assert!(remark.contains(words), "{name}: {remark}");
    }
    assert_eq!(document.remarks.len(), remarks.len(), "{name}: {:?}", document.remarks);
    let truth = std::fs::read_to_string(folder.join("truth-2021.json")).expect("the truth");
    let truth: BTreeMap<String, String> = serde_json::from_str(&truth).expect("figures");
    let report = recognise(&document, &["2019", "2021"].map(common::form)).report();
    let mut blank = 0;
    for (address, figure) in &truth {
        let Some(cell) = report.layout.cell(address).map(|cell| &report.cells[cell]) else { continue };
        if cell.missing || cell.is_uncertain() || cell.raw == *figure {
            continue;
        }
        assert!(cell.raw.is_empty(), "{name} {address}: {:?} for {figure}", cell.raw);
        blank += 1;
    }
    let expected = flaws.map_or(0, |(_, count)| count);
    assert_eq!(flaws.map_or(0, |(flaw, _)| flawed(&document, flaw)), expected, "{name}");
    assert!(blank <= expected, "{name}: {blank} blank");
}

#[test]
fn samples() {
    for name in [
        "05-x000D-figure",
        "05-x0031",
        "05-xw-crlf-rows",
        "05-xw-crlf-table4",
        "06-SharedStrings-case",
        "06-xl-backslash",
    ] {
        check(&format!("{name}.xlsx"), None, &[]);
    }
    check("08-cached-emptystr.xlsx", Some((Flaw::Stale, 34)), &["公式没有算过"]);
    check("08-cached0-fullcalc.xlsx", Some((Flaw::Stale, 34)), &["公式没有算过"]);
    check("08-xw-formula.xlsx", Some((Flaw::Stale, 34)), &["公式没有算过"]);
    check("10-duprow-h0b1.xlsx", None, &[]);
    check("10-hidden-col-777.xlsx", None, &["1 列是隐藏的"]);
    check("10-hidden-row-kept.xlsx", None, &["1 行是隐藏的"]);
    check("10-lastyear-above-hidden1.xlsx", None, &["行是隐藏的"]);
    check("11-cell-font-strike.xlsx", Some((Flaw::Struck, 1)), &["划了删除线"]);
    check("11-xls-struck.xls", Some((Flaw::Struck, 1)), &["划了删除线"]);
    check("11-csv-equals.csv", None, &[]);
    check("11-txt-equals.txt", None, &[]);
}
