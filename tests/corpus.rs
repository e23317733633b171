//! Real published reports, where the folder with them stands beside the repository.

use gouji::confront::{Checks, Ledger};
use gouji::form::{Form, Severity};
use gouji::forms::BUILT_IN;
use gouji::read::{self, Document, Grid, Piece};
use gouji::recognise::{Reading, recognise};
use gouji::report::{Layout, Report};
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

/// What a careful reader finds in a report.
struct Truth {
    cells: Vec<(String, String)>,
    report: Report,
}

fn truth(path: &Path, forms: &[Arc<Form>]) -> Truth {
    let text = std::fs::read_to_string(path.with_extension("cells.json")).expect("the cells of a report");
    let json: Json = serde_json::from_str(&text).expect("JSON");
    let cells = json["cells"].as_object().expect("cells").iter();
    let cells: Vec<(String, String)> =
        cells.map(|(address, text)| (address.clone(), text.as_str().unwrap_or_default().to_owned())).collect();
    let table = |(number, id): (usize, &str)| {
        let named = json["layout"][id].as_str()?.rsplit('/').next()?;
        let form = forms.iter().find(|form| form.id == named)?;
        Some((Arc::clone(form), number))
    };
    let tables = ["disclosure", "applications", "disputes"].into_iter().enumerate();
    let mut report = Report::blank(Arc::new(Layout::new(tables.filter_map(table))));
    for cell in 0..report.cells.len() {
        let address = report.layout.address(cell);
        match cells.iter().find(|known| known.0 == address) {
            Some((_, text)) => report.write(cell, text),
            None => report.lack(cell),
        }
    }
    Truth { cells, report }
}

/// The balances that must hold and do not, by rule and line.
fn failing(report: &Report) -> Vec<String> {
    let checks = Checks::of(&report.layout);
    let ledger = Ledger::of(report, &checks);
    let hard = ledger.failed().filter(|&check| {
        let check = &checks.list[check];
        check.is_balance() && check.rule(&report.layout).severity == Severity::Hard
    });
    let name = |check: usize| {
        let check = &checks.list[check];
        format!("{} {}", check.rule(&report.layout).id, check.line)
    };
    hard.map(name).collect()
}

/// The ways of cutting digits into so many figures, none of which starts with a needless 0.
fn cuts(digits: &str, count: usize) -> Vec<Vec<&str>> {
    if count == 0 {
        return if digits.is_empty() { vec![Vec::new()] } else { Vec::new() };
    }
    let longest = if digits.starts_with('0') { 1 } else { (digits.len() + 1).saturating_sub(count) };
    let ways = (1..=longest.min(digits.len())).flat_map(|end| {
        let (first, rest) = digits.split_at(end);
        let behind = cuts(rest, count - 1).into_iter();
        behind.map(move |way| std::iter::once(first).chain(way).collect())
    });
    ways.collect()
}

/// The cells that digits run together still determine: every way of cutting their row has the
/// same figure there. Tables of one line are one row.
fn determined(truth: &Truth) -> Vec<&str> {
    let mut rows: Vec<(String, Vec<(&str, &str)>)> = Vec::new();
    for cell in 0..truth.report.cells.len() {
        let address = truth.report.layout.address(cell);
        let Some((address, text)) = truth.cells.iter().find(|known| known.0 == address) else { continue };
        let inline = truth.report.layout.block(cell).inline;
        let row = if inline { truth.report.layout.sheet(cell).table().id.clone() } else { row_of(address).to_owned() };
        match rows.last_mut().filter(|last| last.0 == row) {
            Some((_, cells)) => cells.push((address, text)),
            None => rows.push((row, vec![(address, text)])),
        }
    }
    let sure = rows.iter().flat_map(|(_, cells)| {
        let digits: String = cells.iter().map(|cell| cell.1).collect();
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && cells.iter().all(|cell| !cell.1.is_empty());
        let ways = if plain { cuts(&digits, cells.len()) } else { Vec::new() };
        let same = |at: &usize| !ways.is_empty() && ways.iter().all(|way| way[*at] == ways[0][*at]);
        (0..cells.len()).filter(same).map(|at| cells[at].0).collect::<Vec<_>>()
    });
    sure.collect()
}

fn row_of(address: &str) -> &str {
    address.rsplit_once('.').map_or(address, |(row, _)| row)
}

/// What kind of text a report was found as.
fn kind(path: &Path) -> &'static str {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let digits = |line: &str| line.bytes().filter(u8::is_ascii_digit).count();
    match path.extension().and_then(|kind| kind.to_str()) {
        Some("html") => "HTML",
        Some("md") => "Markdown",
        _ if text.lines().any(|line| digits(line) > 100) => "run together",
        _ if text.contains('\t') => "tabs",
        _ if text.contains('|') => "bars",
        _ => "a cell a line",
    }
}

/// How readings compare with what a careful reader finds.
#[derive(Clone, Debug, Default, PartialEq)]
struct Score {
    reports: usize,
    right: usize,
    uncertain: usize,
    missing: usize,
    wrong: Vec<String>,
    /// Of the cells that the text determines: how many there are, and how many are read as certain.
    determined: (usize, usize),
    /// Balances found failing, and those that really fail.
    failing: (usize, usize),
}

impl Score {
    fn add(&mut self, more: &Self) {
        self.reports += more.reports;
        self.right += more.right;
        self.uncertain += more.uncertain;
        self.missing += more.missing;
        self.wrong.extend_from_slice(&more.wrong);
        self.determined = (self.determined.0 + more.determined.0, self.determined.1 + more.determined.1);
        self.failing = (self.failing.0 + more.failing.0, self.failing.1 + more.failing.1);
    }

    fn line(&self, name: &str) -> String {
        let Self { reports, right, uncertain, missing, wrong, determined: (all, sure), failing: (found, real) } = self;
        let share = 100.0 * *sure as f64 / (*all).max(1) as f64;
        format!(
            "{name:18} {reports:7} {right:7} {uncertain:9} {missing:9} {:5} {sure:6} of {all:6} ({share:5.1} %) {found:4} of {real}",
            wrong.len()
        )
    }
}

const HEADER: &str =
    "kind               reports   right uncertain not found wrong certain of the determined  balances found failing";

fn score(reading: &Reading, truth: &Truth, kind: &str) -> Score {
    let report = reading.report();
    let mut score = Score { reports: 1, ..Score::default() };
    let determined = if kind == "run together" { determined(truth) } else { Vec::new() };
    for (address, expected) in &truth.cells {
        let is_determined = kind != "run together" || determined.contains(&address.as_str());
        score.determined.0 += usize::from(is_determined);
        let Some(cell) = report.layout.cell(address).filter(|cell| !report.cells[*cell].missing) else {
            score.missing += 1;
            continue;
        };
        let found = &report.cells[cell];
        if found.is_uncertain() {
            score.uncertain += 1;
        } else if found.value == report.layout.measure(cell).read(expected).value {
            score.right += 1;
            score.determined.1 += usize::from(is_determined);
        } else {
            score.wrong.push(format!("{address} {:?} for {expected:?}", found.raw));
        }
    }
    score.failing = (failing(&report).len(), failing(&truth.report).len());
    score
}

/// Reports that must be read without a doubt.
const EXACT: [&str; 11] = ["030", "052", "055", "056", "057", "058", "059", "060", "065", "067", "068"];
/// Reports whose figures contradict each other.
const FAULTY: [&str; 4] = ["002", "018", "032", "059"];
/// Text that lost its repeated lines.
const LOST: &str = "070";
/// A table's labels without a figure: whether its cells were blank or were lost nobody can tell.
const EMPTY: &str = "069";
/// Of the cells that the texts determine, so many in a thousand are certain. Most of the others run
/// together with their neighbours in more ways than one.
const CERTAIN: usize = 994;

#[test]
fn no_report_is_read_wrongly() {
    let forms = forms();
    let mut kinds: Vec<(&str, Score)> = Vec::new();
    let mut faults = Vec::new();
    for (id, path) in corpus() {
        let (truth, kind) = (truth(&path, &forms), kind(&path));
        let reading = recognise(&document(&path), &forms);
        let score = score(&reading, &truth, kind);
        println!("{} {:?}", score.line(&format!("{id} {kind}")), reading.remarks);
        faults.extend(score.wrong.iter().map(|wrong| format!("{id}: {wrong}")));
        if EXACT.contains(&id.as_str()) && (score.uncertain, score.missing) != (0, 0) {
            faults.push(format!("{id}: not exact: {score:?}"));
        }
        let (found, real) = (failing(&reading.report()), failing(&truth.report));
        faults.extend(
            found.iter().filter(|line| !real.contains(line)).map(|line| format!("{id}: no such fault: {line}")),
        );
        if FAULTY.contains(&id.as_str()) && (found != real || found.is_empty()) {
            faults.push(format!("{id}: {found:?} for {real:?}"));
        }
        if [LOST, EMPTY].contains(&id.as_str()) {
            if !reading.tables.is_empty() || reading.remarks.is_empty() {
                faults.push(format!("{id}: figures were read from a text that has none, or nothing was said"));
            }
            continue;
        }
        match kinds.iter_mut().find(|known| known.0 == kind) {
            Some((_, sum)) => sum.add(&score),
            None => kinds.push((kind, score)),
        }
    }
    let mut all = Score::default();
    println!("{HEADER}");
    for (kind, score) in &kinds {
        println!("{}", score.line(kind));
        all.add(score);
    }
    println!("{}", all.line("all"));
    println!("({LOST} and {EMPTY} hold no figures that can be read, and are refused with the reason.)");
    let (determined, certain) = all.determined;
    if certain * 1000 < determined * CERTAIN {
        faults.push(format!("of {determined} cells that the texts determine {certain} are certain"));
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
            let score = score(&reading, &truth(&path, &forms), "pasted");
            if score.right == 0 || (score.uncertain, score.missing, score.wrong.len()) != (0, 0, 0) {
                faults.push(format!("{id} {way}: {score:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}
