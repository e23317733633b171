//! Findings about cells left blank: each blank cell belongs to the first rule that claims it.

use super::advice::Advice;
use super::wording::{self, Sentence};
use super::{Confronted, Finding, blank_edit, rules};
use crate::confront::Expected;
use crate::form::BlankEdit;
use crate::number::{Fault, Value};
use crate::prior::Prior;
use crate::report::{Layout, Report, Source};

/// Which rule speaks for which blank cells.
#[derive(Clone, Debug, Default)]
pub struct Claims {
    groups: Vec<Claim>,
}

/// The blank cells that one finding is about.
#[derive(Clone, Debug)]
struct Claim {
    sheet: usize,
    rule: usize,
    cells: Vec<usize>,
    /// Whether these blanks are asked after by name, so that they may not simply count as 0.
    asked: bool,
}

impl Claims {
    /// Gives every blank cell of a report to a rule. A report with nothing in it is not claimed:
    /// it is not being filled in.
    pub fn of(report: &Report, prior: Option<&Prior>) -> Self {
        let layout = &report.layout;
        let mut claimed = vec![false; report.cells.len()];
        let mut groups = Vec::new();
        if report.cells.iter().all(|cell| matches!(cell.value, Value::Blank | Value::Bad(Fault::Missing))) {
            return Self::default();
        }
        // What is not of the year before is asked about, and not compared with.
        let prior = prior.filter(|prior| prior.oddity(report.year).is_none());
        for (sheet, rule, written) in rules(layout) {
            let Some(edit) = blank_edit(written) else { continue };
            let about = Scope { report, prior, sheet, edit };
            let cells: Vec<usize> =
                layout.cells_of(sheet).filter(|&cell| !claimed[cell] && about.claims(cell)).collect();
            for &cell in &cells {
                claimed[cell] = true;
            }
            let asked = !edit.is_general();
            for cells in split(layout, cells, edit.whole) {
                groups.push(Claim { sheet, rule, cells, asked });
            }
        }
        Self { groups }
    }

    /// The blanks that may not simply count as 0.
    pub fn asked(&self) -> Vec<usize> {
        self.groups.iter().filter(|claim| claim.asked).flat_map(|claim| claim.cells.iter().copied()).collect()
    }
}

/// One group for the table or, where whole rows are meant, one a row.
fn split(layout: &Layout, cells: Vec<usize>, by_row: bool) -> Vec<Vec<usize>> {
    let row = |cell: usize| (layout.places[cell].block, layout.places[cell].row);
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for cell in cells {
        match groups.last_mut().filter(|group| !by_row || row(group[0]) == row(cell)) {
            Some(group) => group.push(cell),
            None => groups.push(vec![cell]),
        }
    }
    groups
}

struct Scope<'r> {
    report: &'r Report,
    prior: Option<&'r Prior>,
    sheet: usize,
    edit: &'r BlankEdit,
}

impl Scope<'_> {
    fn claims(&self, cell: usize) -> bool {
        let layout = &self.report.layout;
        let block = layout.block(cell);
        let place = layout.places[cell];
        let within = |names: &[String], lines: &crate::form::Lines, at: usize| {
            names.is_empty() || names.iter().any(|name| lines.named(name).is_some_and(|range| range.contains(&at)))
        };
        // A placeholder has a finding of its own; it counts as blank only where a filled cell is asked for.
        let empty =
            if self.edit.is_general() { self.report.cells[cell].value == Value::Blank } else { self.blank(cell) };
        empty
            && within(&self.edit.rows, &block.rows, place.row)
            && within(&self.edit.columns, &block.columns, place.column)
            && (!self.edit.whole || self.row(cell).all(|cell| self.blank(cell)))
            && (self.edit.if_any.is_empty() || self.evidence(cell))
            && (!self.edit.whole_report || self.report.source == Source::Whole)
            && (self.edit.if_prior.is_empty() || self.was_filled(place.block))
    }

    fn blank(&self, cell: usize) -> bool {
        self.report.cells[cell].value.is_blank()
    }

    fn row(&self, cell: usize) -> impl Iterator<Item = usize> {
        let layout = &self.report.layout;
        let place = layout.places[cell];
        let columns = layout.block(cell).columns.leaves.len();
        (0..columns).map(move |column| layout.cell_at(self.sheet, place.block, place.row, column))
    }

    /// Whether last year's report had something in one of the rows that make this one necessary.
    fn was_filled(&self, at: usize) -> bool {
        let layout = &self.report.layout;
        let block = &layout.sheets[self.sheet].table().blocks[at];
        let rows = self.edit.if_prior.iter().filter_map(|name| block.rows.leaf(name));
        let mut cells = rows.flat_map(|row| {
            (0..block.columns.leaves.len()).map(move |column| layout.cell_at(self.sheet, at, row, column))
        });
        let figure = |cell: usize| self.prior?.number(&layout.address(cell), layout.measure(cell).decimals);
        cells.any(|cell| figure(cell).is_some_and(|figure| figure > 0))
    }

    /// Whether any of the lines that make this cell necessary holds a figure other than 0.
    fn evidence(&self, cell: usize) -> bool {
        let layout = &self.report.layout;
        let (block, place) = (layout.block(cell), layout.places[cell]);
        let filled = |row, column| {
            let at = layout.cell_at(self.sheet, place.block, row, column);
            matches!(self.report.cells[at].value, Value::Number(number) if number != 0)
        };
        let columns = 0..block.columns.leaves.len();
        self.edit.if_any.iter().any(|name| {
            let in_row = |mut rows: std::ops::Range<usize>| {
                rows.any(|row| match self.edit.whole {
                    true => columns.clone().any(|column| filled(row, column)),
                    false => filled(row, place.column),
                })
            };
            block.rows.named(name).is_some_and(in_row)
                || block.columns.named(name).is_some_and(|mut columns| columns.any(|column| filled(place.row, column)))
        })
    }
}

pub(super) fn findings(confronted: &Confronted) -> Vec<Finding> {
    let layout = &confronted.report.layout;
    let told = confronted.claims.groups.iter().map(|claim| {
        let Claim { sheet, rule, ref cells, asked } = *claim;
        let advice = Advice::of(confronted, cells);
        let mut sentence = Sentence::default();
        sentence.set("line", wording::rows(layout, cells).concat());
        sentence.set("table", layout.sheets[sheet].table().name.clone());
        sentence.set("count", cells.len().to_string());
        sentence.set("rows", wording::list(&wording::rows(layout, cells), "行"));
        sentence.set("cells", wording::cells(layout, cells));
        sentence.set("expected", advice.expected(confronted, cells));
        sentence.set("zero", zero(&advice, cells, asked));
        let message = sentence.say(&layout.sheets[sheet].form.rules[rule].message);
        let expected = expected(confronted, cells);
        Finding { sheet, rule, cells: cells.clone(), check: None, sides: None, expected, message }
    });
    told.collect()
}

/// What the balances say of these cells: what is proven, else what holds if the others are 0.
pub(super) fn expected(confronted: &Confronted, cells: &[usize]) -> Vec<(usize, Expected)> {
    let deductions = &confronted.deductions;
    if cfg!(feature = "page") {
        return Vec::new();
    }
    let proven = |cell: usize| {
        let found = deductions.only(cell)?;
        Some(Expected::Value(found.value, found.proof.first().copied().unwrap_or(0)))
    };
    let of = |&cell: &usize| proven(cell).or_else(|| deductions.expected[cell]).map(|known| (cell, known));
    cells.iter().filter_map(of).collect()
}

/// That 0 belongs where there is nothing to count: said only of cells that it leaves right.
fn zero(advice: &Advice, cells: &[usize], asked: bool) -> String {
    if asked {
        return if advice.may_be_zero() { "，没有的填0" } else { "" }.to_owned();
    }
    match advice.free() {
        0 if advice.is_bound() => "请对照原始登记补填。".to_owned(),
        0 => String::new(),
        _ if advice.is_free(cells) => "核对时按0计算；没有的请填0，漏填的请补填。".to_owned(),
        count => format!("其中{count}格核对时按0计算；没有的请填0，漏填的请补填。"),
    }
}
