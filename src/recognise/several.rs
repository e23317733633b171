//! Several reports in one document: a folder of pages printed as one, a workbook with a sheet for
//! each department, this year's report and the last one's.

use super::choose::{Known, one};
use super::draft::Seam;
use super::label::{Key, key};
use super::lexicon::Lexicon;
use super::reading::{Reading, TableReading};
use super::token::Line;
use super::upright::upright;
use crate::form::Form;
use crate::order::Set;
use crate::read::{Document, Grid, Piece};
use std::sync::Arc;

/// More reports than this are not told apart: the last holds the rest.
const MOST_REPORTS: usize = 200;

/// Longer texts are no titles, in letters.
const MAX_TITLE: usize = 60;

/// Recognises the tables of a document; of several reports in it, those of the first.
pub fn recognise(document: &Document, forms: &[Arc<Form>]) -> Reading {
    reports(document, forms).swap_remove(0)
}

/// Recognises the reports of a document, in its order: one at least, though it may have no tables.
/// A report begins where rows come again that the one before has already; what is said twice
/// alike is one report.
pub fn reports(document: &Document, forms: &[Arc<Form>]) -> Vec<Reading> {
    let known: Vec<Known> = forms.iter().map(|form| (form, Lexicon::of(form))).collect();
    let document = &*upright(document, &known);
    let titles: Vec<Key> = forms.iter().map(|form| key(&form.title)).filter(|title| !title.is_empty()).collect();
    let (mut whole, seams) = one(document, &known);
    whole.title = title(document, &titles, &known);
    let parts = parts(document, &seams, &known, &titles);
    if parts.len() < 2 {
        return vec![whole];
    }
    let count = parts.len();
    let mut reports: Vec<Reading> = Vec::new();
    for (part, mut reading) in parts {
        reading.title = title(&part, &titles, &known);
        if !reports.iter().any(|other| is_same(other, &reading)) {
            reports.push(reading);
        }
    }
    if let [only] = &mut reports[..] {
        only.remarks.push(format!("同一份报告出现了{count}次，内容相同，按一份读取。"));
        return reports;
    }
    let all = reports.len();
    for (number, reading) in reports.iter_mut().enumerate() {
        reading.remarks.push(format!("来源里有{all}份报告，这是第{}份。", number + 1));
    }
    reports
}

/// The parts of a document that hold a report each, where there are several. A part is another
/// report only if it holds a whole table that the one before has too: single rows come again in
/// any text.
fn parts(document: &Document, seams: &[Seam], known: &[Known], titles: &[Key]) -> Vec<(Document, Reading)> {
    let cuts = seams.iter().take(MOST_REPORTS - 1).map(|seam| cut(document, *seam, titles));
    let mut reports: Vec<Found> = Vec::new();
    let mut from = (0, 0);
    for to in cuts.chain([(document.pieces.len(), 0)]).filter(|_| !seams.is_empty()) {
        let part = part(document, from, to);
        let reading = one(&part, known).0;
        let whole = whole(&reading);
        from = to;
        match reports.last_mut() {
            Some(before) if whole.iter().all(|table| !before.whole.contains(table)) => {
                before.part.pieces.extend(part.pieces);
                before.whole.extend(whole);
                before.reading = None;
            }
            _ => reports.push(Found { part, reading: Some(reading), whole }),
        }
    }
    let read = |Found { part, reading, .. }: Found| {
        let reading = reading.unwrap_or_else(|| one(&part, known).0);
        (part, reading)
    };
    reports.into_iter().map(read).collect()
}

/// A part with the tables that stand there whole; not read where more was added to it.
struct Found {
    part: Document,
    reading: Option<Reading>,
    whole: Set<String>,
}

/// The tables of which most was read, by their kind.
fn whole(reading: &Reading) -> Set<String> {
    let size = |table: &TableReading| -> usize { table.table().blocks.iter().map(|block| block.measures.len()).sum() };
    let whole = reading.tables.iter().filter(|table| table.cells.len() * 2 >= size(table));
    whole.map(|table| table.table().id.clone()).collect()
}

fn is_same(a: &Reading, b: &Reading) -> bool {
    let alike = |a: &TableReading, b: &TableReading| {
        (&a.form.id, a.table) == (&b.form.id, b.table) && a.cells.iter().eq(b.cells.iter())
    };
    a.year == b.year && a.tables.len() == b.tables.len() && a.tables.iter().zip(&b.tables).all(|(a, b)| alike(a, b))
}

/// Where the next report begins between these lines: at its title, else behind the figures of the
/// one before.
fn cut(document: &Document, (last, first): Seam, titles: &[Key]) -> Line {
    let behind = |(piece, row): Line| match &document.pieces[piece] {
        Piece::Grid(grid) if row + 1 < grid.rows.len() => (piece, row + 1),
        _ => (piece + 1, 0),
    };
    let from = behind(last);
    let mut line = from;
    while line < first {
        if texts(document, line).any(|text| is_title(text, titles)) {
            return line;
        }
        line = behind(line);
    }
    from.min(first)
}

fn is_title(text: &str, titles: &[Key]) -> bool {
    // Letters are three bytes at most, and there may be as many spaces and marks.
    if text.len() > 6 * MAX_TITLE {
        return false;
    }
    let key = key(text);
    key.len() <= MAX_TITLE && titles.iter().any(|title| key.windows(title.len()).any(|part| part == &title[..]))
}

fn texts(document: &Document, (piece, row): Line) -> impl Iterator<Item = &str> {
    let (line, cells) = match &document.pieces[piece] {
        Piece::Line(line) => (Some(line.as_str()), &[][..]),
        Piece::Grid(grid) => (None, grid.rows.get(row).map_or(&[][..], Vec::as_slice)),
    };
    line.into_iter().chain(cells.iter().map(|cell| cell.text.as_str())).filter(|text| !text.is_empty())
}

/// The title of a part, or its first line where that is short and no label: a sheet's name.
fn title(part: &Document, titles: &[Key], known: &[Known]) -> Option<String> {
    let lines = || {
        part.pieces.iter().enumerate().flat_map(|(piece, of)| {
            let rows = if let Piece::Grid(grid) = of { grid.rows.len() } else { 1 };
            (0..rows).flat_map(move |row| texts(part, (piece, row)))
        })
    };
    let is_label = |text: &str| known.iter().any(|(_, lexicon)| !lexicon.exact(text).is_empty());
    let short = |text: &&str| (1..=MAX_TITLE).contains(&key(text).len()) && !is_label(text);
    let found = lines().find(|text| is_title(text, titles)).or_else(|| lines().next().filter(short));
    found.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The lines from one on and before another.
fn part(document: &Document, from: Line, to: Line) -> Document {
    let part = |(at, piece): (usize, &Piece)| {
        let first = if at == from.0 { from.1 } else { 0 };
        match piece {
            Piece::Line(_) => (at < to.0).then(|| piece.clone()),
            Piece::Grid(grid) => {
                let last = if at == to.0 { to.1 } else { grid.rows.len() };
                (first < last).then(|| Piece::Grid(Grid::part(grid, first..last)))
            }
        }
    };
    let end = document.pieces.len().min(to.0 + 1);
    let pieces = document.pieces.iter().enumerate().take(end).skip(from.0).filter_map(part).collect();
    Document { pieces, remarks: document.remarks.clone() }
}
