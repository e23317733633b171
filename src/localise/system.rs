//! The hard rules of a report as linear constraints over its cells, part by part.

use crate::confront::{Check, Checks, Joined, Ledger, Linear};
use crate::form::{Relation, Severity};
use crate::number::{LIMIT, Value};
use crate::report::Layout;

/// Cells and constraints that hang together; no constraint joins two of these.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    /// Its cells, by their numbers in the report.
    pub cells: Vec<Unknown>,
    /// Its constraints, over positions in `cells`.
    pub rows: Vec<Row>,
    /// For each cell, the rows it is in, with its factor there.
    pub rows_of: Vec<Vec<(usize, i64)>>,
}

/// A cell as a variable.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unknown {
    /// Its number in the report.
    pub cell: usize,
    /// What it holds; `None` for a blank, and for what is no number.
    pub value: Option<i64>,
    /// Whether it may be below 0.
    pub signed: bool,
}

/// `terms + constant = 0`, or `≤ 0`.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub terms: Vec<(usize, i64)>,
    pub constant: i64,
    pub equal: bool,
    /// Whether all factors are 1 or -1.
    pub plain: bool,
    /// The check it comes from.
    pub check: usize,
}

impl Unknown {
    /// The least and the most that it may hold.
    pub fn bounds(&self) -> (i64, i64) {
        (if self.signed { 1 - LIMIT } else { 0 }, LIMIT - 1)
    }
}

/// Whether repairs are looked for where this fails. Conditional rules say nothing for certain, and
/// some failures are mended by no figures.
pub(super) fn is_repaired(layout: &Layout, check: &Check) -> bool {
    let rule = check.rule(layout);
    !check.is_conditional() && rule.severity == Severity::Hard && rule.repair
}

/// The parts of a report.
pub(super) fn parts(layout: &Layout, checks: &Checks, ledger: &Ledger) -> Vec<Part> {
    let repaired = (0..checks.list.len()).filter(|&number| is_repaired(layout, &checks.list[number]));
    parts_of(layout, checks, ledger, &repaired.collect::<Vec<_>>())
}

/// The parts that these checks alone make.
pub(super) fn parts_of(layout: &Layout, checks: &Checks, ledger: &Ledger, numbers: &[usize]) -> Vec<Part> {
    let claims: Vec<(usize, &Linear)> = numbers.iter().map(|&number| (number, &checks.list[number].claim)).collect();
    let mut joined = Joined::new(layout.places.len());
    for (_, claim) in &claims {
        joined.join_all(claim.terms.iter().map(|term| term.cell));
    }
    let mut parts: Vec<(usize, Part)> = Vec::new();
    let mut position = vec![usize::MAX; layout.places.len()];
    for (number, claim) in claims {
        let Some(first) = claim.terms.first() else { continue };
        let root = joined.root(first.cell);
        let at = parts.iter().position(|(known, _)| *known == root).unwrap_or_else(|| {
            parts.push((root, Part::default()));
            parts.len() - 1
        });
        let part = &mut parts[at].1;
        for term in &claim.terms {
            if position[term.cell] == usize::MAX {
                position[term.cell] = part.cells.len();
                let value = if let Value::Number(number) = ledger.value(term.cell) { Some(number) } else { None };
                part.cells.push(Unknown { cell: term.cell, value, signed: layout.measure(term.cell).signed });
                part.rows_of.push(Vec::new());
            }
        }
        part.add(number, claim, &position);
    }
    parts.into_iter().map(|(_, part)| part).collect()
}

impl Part {
    /// What a row's fixed cells come to, with its constant.
    pub fn sum(&self, row: usize) -> i128 {
        let Row { terms, constant, .. } = &self.rows[row];
        let value = |cell: usize| i128::from(self.cells[cell].value.unwrap_or(0));
        terms.iter().fold(i128::from(*constant), |sum, &(cell, factor)| sum + i128::from(factor) * value(cell))
    }

    /// Whether all factors are smaller than this, and no cell is in very many rows.
    pub fn factors_below(&self, most: i64) -> bool {
        self.rows_of.iter().all(|rows| rows.len() <= 64 && rows.iter().all(|(_, factor)| factor.abs() < most))
    }

    fn add(&mut self, check: usize, claim: &Linear, position: &[usize]) {
        let (sign, slack) = match claim.relation {
            Relation::Equal | Relation::AtMost => (1, 0),
            Relation::Below => (1, 1),
            Relation::AtLeast => (-1, 0),
            Relation::Above => (-1, 1),
        };
        let mut terms: Vec<(usize, i64)> = Vec::with_capacity(claim.terms.len());
        for term in &claim.terms {
            let at = position[term.cell];
            match terms.iter_mut().find(|(cell, _)| *cell == at) {
                Some((_, factor)) => *factor += sign * term.factor,
                None => terms.push((at, sign * term.factor)),
            }
        }
        terms.retain(|(_, factor)| *factor != 0);
        for &(cell, factor) in &terms {
            self.rows_of[cell].push((self.rows.len(), factor));
        }
        let equal = claim.relation == Relation::Equal;
        let plain = terms.iter().all(|(_, factor)| factor.abs() == 1);
        self.rows.push(Row { terms, plain, constant: sign * claim.constant + slack, equal, check });
    }
}
