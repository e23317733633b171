//! Real published reports, where the folder with them stands beside the repository.

use gouji::form::Form;
use gouji::forms::BUILT_IN;
use gouji::read::{self, Document, Grid, Piece};
use gouji::recognise::{Reading, recognise};
use serde_json::Value as Json;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn forms() -> Vec<Arc<Form>> {
    BUILT_IN.iter().map(|text| Arc::new(Form::from_json(text).expect("a built-in form"))).collect()
}

/// The numbers of the reports, and the file of each.
fn corpus() -> Vec<(String, PathBuf)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let raw = files.filter(|path| path.extension().is_some_and(|kind| kind == "txt" || kind == "md" || kind == "html"));
    let mut reports: Vec<(String, PathBuf)> = raw
        .filter(|path| path.with_extension("cells.json").exists())
        .map(|path| (path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), path))
        .collect();
    reports.sort();
    reports
}

fn document(path: &Path) -> Document {
    let text = std::fs::read_to_string(path).expect("a readable report");
    if path.extension().is_some_and(|kind| kind == "html") { read::html::html(&text) } else { read::text(&text) }
}

/// How a reading compares with what a careful reader finds.
#[derive(Debug, Default, PartialEq)]
struct Score {
    right: usize,
    uncertain: usize,
    missing: Vec<String>,
    wrong: Vec<String>,
}

fn score(reading: &Reading, path: &Path) -> Score {
    let truth = std::fs::read_to_string(path.with_extension("cells.json")).expect("the cells of a report");
    let truth: Json = serde_json::from_str(&truth).expect("JSON");
    let report = reading.report();
    let mut score = Score::default();
    for (address, expected) in truth["cells"].as_object().expect("cells") {
        let expected = expected.as_str().expect("a text");
        let Some(cell) = report.layout.cell(address).filter(|cell| !report.cells[*cell].missing) else {
            score.missing.push(address.clone());
            continue;
        };
        let found = &report.cells[cell];
        if found.uncertain {
            score.uncertain += 1;
        } else if found.value == report.layout.measure(cell).read(expected).value {
            score.right += 1;
        } else {
            score.wrong.push(format!("{address} {:?} for {expected:?}", found.raw));
        }
    }
    score
}

/// Reports that must be read without a doubt.
const EXACT: [&str; 11] = ["030", "052", "055", "056", "057", "058", "059", "060", "065", "067", "068"];

#[test]
fn no_report_is_read_wrongly() {
    let forms = forms();
    let mut faults = Vec::new();
    for (id, path) in corpus() {
        let reading = recognise(&document(&path), &forms);
        let score = score(&reading, &path);
        let layout: Vec<String> =
            reading.tables.iter().map(|table| format!("{}:{}", table.table().id, table.form.id)).collect();
        println!(
            "{id} right {:3} uncertain {:3} missing {:3} WRONG {} year {:?} {} {:?}",
            score.right,
            score.uncertain,
            score.missing.len(),
            score.wrong.len(),
            reading.year,
            layout.join(" "),
            reading.remarks
        );
        faults.extend(score.wrong.iter().map(|wrong| format!("{id}: {wrong}")));
        if EXACT.contains(&id.as_str()) && (score.uncertain, score.missing.len()) != (0, 0) {
            faults.push(format!("{id}: not exact: {:?}", score.missing));
        }
        if id == "070" && !reading.tables.is_empty() {
            faults.push("070: figures were read from a text that has lost them".to_owned());
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// What a browser, Word or Excel puts on the clipboard as plain text: cells joined by tabs, spans gone.
fn pasted(document: &Document, cell: impl Fn(&str) -> String, between: &str) -> String {
    let row = |row: &Vec<read::Cell>| {
        let own = row.iter().filter(|cell| cell.is_origin());
        own.map(|own| cell(&own.text)).collect::<Vec<_>>().join(between)
    };
    let grid = |grid: &Grid| grid.rows.iter().map(row).collect::<Vec<_>>().join("\n");
    let pieces = document.pieces.iter().map(|piece| match piece {
        Piece::Line(line) => line.clone(),
        Piece::Grid(found) => grid(found),
    });
    pieces.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_page_pasted_as_plain_text_reads_the_same() {
    let forms = forms();
    type Way = (&'static str, fn(&str) -> String, &'static str);
    let ways: [Way; 5] = [
        ("one line a cell", |cell| cell.replace('\n', ""), "\t"),
        ("line ends inside cells", str::to_owned, "\t"),
        ("line ends behind cells", |cell| format!("{cell}\n"), "\t"),
        ("quoted", |cell| format!("\"{cell}\""), "\t"),
        ("paragraphs", |cell| format!("{}\n", cell.replace('\n', "\n\n")), "\n\t\n"),
    ];
    let mut faults = Vec::new();
    for (id, path) in corpus().into_iter().filter(|(_, path)| path.extension().is_some_and(|kind| kind == "html")) {
        for (way, cell, between) in ways {
            let text = pasted(&document(&path), cell, between);
            let reading = recognise(&read::text(&text), &forms);
            let score = score(&reading, &path);
            println!("{id} {way}: {} {} {} {:?}", score.right, score.uncertain, score.missing.len(), reading.remarks);
            if score.right == 0 || (score.uncertain, score.missing.len(), score.wrong.len()) != (0, 0, 0) {
                faults.push(format!("{id} {way}: {score:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}
