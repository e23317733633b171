//! Tables damaged as pages and programs damage them: a cell too many or too few, a row moved, a
//! header lost. What can no longer be told is uncertain or not read; nothing is read wrong.

#[path = "common/made.rs"]
mod made;
#[path = "common/print.rs"]
mod print;
#[path = "common/shown.rs"]
mod shown;

use gouji::form::Form;
use gouji::read::{self, Document};
use gouji::recognise::recognise;
use gouji::report::Report;
use made::Chance;
use print::Printed;
use std::sync::Arc;

/// Damages of each kind.
const ROUNDS: u64 = 60;

/// A report whose rows add up, as most do.
fn balanced(form: &Arc<Form>, seed: u64) -> Report {
    let mut report = made::report(form, seed);
    let mut chance = Chance(seed | 1);
    for cell in 0..report.cells.len() {
        let figure = chance.below(9) * chance.below(2) * (1 + chance.below(2) * chance.below(30));
        report.write(cell, &figure.to_string());
    }
    let layout = Arc::clone(&report.layout);
    for (cell, place) in layout.places.iter().enumerate().filter(|(cell, _)| layout.address(*cell).ends_with(".total"))
    {
        let figures = (cell - place.column..cell).map(|cell| report.cells[cell].raw.parse::<u64>().expect("a figure"));
        let sum: u64 = figures.sum();
        report.write(cell, &sum.to_string());
    }
    report
}

/// A way to damage the rows of a table.
type Damage = fn(&mut Vec<Vec<Printed>>, &mut Chance);

fn pick(rows: &[Vec<Printed>], chance: &mut Chance) -> (usize, usize) {
    let row = chance.below(rows.len() as u64) as usize;
    (row, chance.below(rows[row].len() as u64) as usize)
}

fn single(text: &str) -> Printed {
    Printed { text: text.to_owned(), columns: 1, rows: 1 }
}

const DAMAGES: [(&str, Damage); 9] = [
    ("a cell dropped", |rows, chance| {
        let (row, at) = pick(rows, chance);
        rows[row].remove(at);
    }),
    ("a cell added", |rows, chance| {
        let (row, at) = pick(rows, chance);
        rows[row].insert(at, single(["", "7", "备注"][chance.below(3) as usize]));
    }),
    ("a row moved to the right", |rows, chance| {
        let (row, _) = pick(rows, chance);
        rows[row].insert(0, single(""));
    }),
    ("a cell over two columns", |rows, chance| {
        let (row, at) = pick(rows, chance);
        rows[row][at].columns = if rows[row][at].columns == 1 { 2 } else { 1 };
    }),
    ("a row dropped", |rows, chance| {
        let (row, _) = pick(rows, chance);
        rows.remove(row);
    }),
    ("a row twice", |rows, chance| {
        let (row, _) = pick(rows, chance);
        rows.insert(row, rows[row].clone());
    }),
    ("two rows swapped", |rows, chance| {
        let (row, _) = pick(&rows[1..], chance);
        rows.swap(row, row + 1);
    }),
    ("a stray row", |rows, chance| {
        let (row, _) = pick(rows, chance);
        let label = (chance.below(2) == 0).then(|| single("合计"));
        let figures = (0..1 + chance.below(8)).map(|_| single(&chance.below(20).to_string()));
        rows.insert(row, label.into_iter().chain(figures).collect());
    }),
    ("a label lost", |rows, chance| {
        let is_label =
            |cell: &Printed| !cell.text.is_empty() && !cell.text.chars().all(|letter| letter.is_ascii_digit());
        let (row, _) = pick(rows, chance);
        let label = rows[row].iter_mut().find(|cell| is_label(cell));
        label.into_iter().for_each(|label| label.text = ["", "甲乙丙丁"][chance.below(2) as usize].to_owned());
    }),
];

/// No cell that is read for certain is another than the report's.
fn check(name: &str, damage: Damage, write: fn(&str) -> Document) {
    let forms = shown::forms();
    let (mut right, mut wrong) = (0, Vec::new());
    for (seed, form) in (1..=ROUNDS).flat_map(|seed| forms.iter().map(move |form| (seed, form))) {
        let report = balanced(form, seed);
        let (title, mut tables) = print::printed(form, &report, if form.id == "2019" { 2020 } else { 2024 });
        let mut chance = Chance(seed.wrapping_mul(0x9E37_79B9) | 1);
        let table = chance.below(tables.len() as u64) as usize;
        damage(&mut tables[table].rows, &mut chance);
        for table in recognise(&write(&print::html(&title, &tables)), &forms).tables {
            for (spot, raw) in table.cells.iter().filter(|(spot, _)| !table.doubts.contains_key(spot)) {
                let address = table.address(*spot);
                let own = report.layout.cell(&address).map(|cell| report.cells[cell].raw.as_str());
                if own == Some(raw) {
                    right += 1;
                } else {
                    wrong.push(format!("{} {seed} {address}: {raw} for {own:?}", form.id));
                }
            }
        }
    }
    println!("{name}: {right} right, {} wrong", wrong.len());
    assert!(wrong.is_empty(), "{name}: {:#?}", &wrong[..wrong.len().min(20)]);
    assert!(right > ROUNDS * 200, "{name}: only {right} right");
}

/// As a page has them.
fn page(source: &str) -> Document {
    read::html::html(source)
}

/// As text of a page: spans are gone, and cells that they cover.
fn tabs(source: &str) -> Document {
    let document = page(source);
    let line = |piece: &read::Piece| match piece {
        read::Piece::Line(line) => line.clone(),
        read::Piece::Grid(grid) => {
            let row = |row: &Vec<read::Cell>| {
                let own = row.iter().filter(|cell| cell.is_origin());
                own.map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("	")
            };
            grid.rows.iter().map(row).collect::<Vec<_>>().join("\n")
        }
    };
    read::text(&document.pieces.iter().map(line).collect::<Vec<_>>().join("\n"))
}

#[test]
fn pages() {
    DAMAGES.iter().for_each(|(name, damage)| check(name, *damage, page));
}

#[test]
fn texts() {
    DAMAGES.iter().for_each(|(name, damage)| check(name, *damage, tabs));
}
