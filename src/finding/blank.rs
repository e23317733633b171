//! Findings about cells left blank: each blank cell belongs to the first rule that claims it.

use super::wording::{self, Sentence};
use super::{Confronted, Finding, blank_edit, rules};
use crate::confront::Expected;
use crate::form::BlankEdit;
use crate::number::{Fault, Value};
use crate::report::{Layout, Report};

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
    pub fn of(report: &Report) -> Self {
        let layout = &report.layout;
        let mut claimed = vec![false; report.cells.len()];
        let mut groups = Vec::new();
        if report.cells.iter().all(|cell| matches!(cell.value, Value::Blank | Value::Bad(Fault::Missing))) {
            return Self::default();
        }
        for (sheet, rule, written) in rules(layout) {
            let Some(edit) = blank_edit(written) else { continue };
            let about = Scope { report, sheet, edit };
            let free = layout
                .cells_of(sheet)
                .filter(|&cell| !claimed[cell] && !report.cells[cell].missing && about.claims(cell));
            let cells: Vec<usize> = free.collect();
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
        let Claim { sheet, rule, ref cells, .. } = *claim;
        let expected = expected(confronted, cells);
        let mut sentence = Sentence::default();
        sentence.set("line", wording::rows(layout, cells).concat());
        sentence.set("table", layout.sheets[sheet].table().name.clone());
        sentence.set("count", cells.len().to_string());
        sentence.set("rows", wording::list(&wording::rows(layout, cells), "行"));
        sentence.set("cells", wording::cells(layout, cells));
        sentence.set("expected", proposal(confronted, claim, &expected));
        let message = sentence.say(&layout.sheets[sheet].form.rules[rule].message);
        Finding { sheet, rule, cells: cells.clone(), check: None, sides: None, expected, message }
    });
    told.collect()
}

/// What the balances say of these blanks: what is proven, else what holds if the others are 0.
fn expected(confronted: &Confronted, cells: &[usize]) -> Vec<(usize, Expected)> {
    let deductions = &confronted.deductions;
    let proven = |cell: usize| {
        let found = deductions.proven.iter().find(|deduction| deduction.cell == cell)?;
        Some(Expected::Value(found.value, found.proof.first().copied().unwrap_or(0)))
    };
    let of = |&cell: &usize| proven(cell).or_else(|| deductions.expected[cell]).map(|known| (cell, known));
    cells.iter().filter_map(of).collect()
}

/// The values in words, or nothing where nothing is known. Blanks that are asked after are all
/// named; of ordinary ones, which count as 0 anyway, those that must be something else.
fn proposal(confronted: &Confronted, claim: &Claim, expected: &[(usize, Expected)]) -> String {
    let layout = &confronted.report.layout;
    let value = |&(cell, known): &(usize, Expected)| match known {
        Expected::Value(value, _) => Some((cell, value)),
        Expected::Relative(..) => None,
    };
    let (named, zeros): (Vec<_>, Vec<_>) =
        expected.iter().filter_map(value).partition(|&(_, value)| claim.asked || value != 0);
    let mut text = String::new();
    if !zeros.is_empty() {
        text.push_str(&format!("其中{}格按勾稽关系只能是0。", zeros.len()));
    }
    if !named.is_empty() {
        let proven = |cell: usize| confronted.deductions.proven.iter().any(|deduction| deduction.cell == cell);
        let by = if named.iter().all(|&(cell, _)| proven(cell)) {
            "按勾稽关系推定"
        } else {
            "按勾稽关系推算（其他空白按0计算）"
        };
        text.push_str(&format!("{by}，{}。", values(layout, &named)));
    }
    text + &relative(layout, expected)
}

/// 自然人应为161、商业企业应为3 …: the first dozen; the rest are marked in the table.
fn values(layout: &Layout, named: &[(usize, i64)]) -> String {
    let told = named
        .iter()
        .take(12)
        .map(|&(cell, value)| format!("{}应为{}", distinct(layout, cell, named), layout.measure(cell).show(value)));
    let told = told.collect::<Vec<_>>().join("、");
    if named.len() > 12 { format!("{told}等{}格", named.len()) } else { told }
}

/// What is fixed only by its distance from another blank.
fn relative(layout: &Layout, expected: &[(usize, Expected)]) -> String {
    let apart: Vec<(usize, usize, i64)> = expected
        .iter()
        .filter_map(|&(cell, known)| match known {
            Expected::Relative(other, difference, _) => Some((cell, other, difference)),
            Expected::Value(..) => None,
        })
        .collect();
    let Some(&(_, other, _)) = apart.first() else { return String::new() };
    let row = &layout.row(other).name;
    let told = if apart.len() > 1 && apart.iter().all(|&(_, _, difference)| difference == 0) {
        "各列都为0（两行相同）".to_owned()
    } else {
        let each = apart.iter().map(|&(cell, _, difference)| {
            let measure = layout.measure(cell);
            let apart = match difference {
                0 => "相同".to_owned(),
                _ => wording::more_or_less(difference, measure, &measure.unit),
            };
            format!("{}{apart}", layout.column(cell).label)
        });
        each.collect::<Vec<_>>().join("、")
    };
    format!("“{row}”也是空白，按勾稽关系只能确定本行与它之差：{told}。")
}

/// A cell by what tells it apart from the others in the sentence: its column, else its row.
fn distinct(layout: &Layout, cell: usize, among: &[(usize, i64)]) -> String {
    let first = layout.places[among[0].0];
    let one_row =
        among.iter().all(|&(cell, _)| (layout.places[cell].block, layout.places[cell].row) == (first.block, first.row));
    let one_column = among
        .iter()
        .all(|&(cell, _)| (layout.places[cell].block, layout.places[cell].column) == (first.block, first.column));
    let (row, column) = (&layout.row(cell).name, &layout.column(cell).label);
    match (one_row, one_column) {
        (true, _) => column.clone(),
        (false, true) => format!("“{row}”"),
        (false, false) => format!("“{row}”行“{column}”列"),
    }
}
