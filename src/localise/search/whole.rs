//! Whole numbers for the free cells: whether there are any, and how far they reach.

use super::super::simplex::{Basis, Outcome};
use super::{Change, Reason, Search, add};

/// How often a value between whole numbers is split.
const MOST_SPLITS: usize = 24;

/// Whether the free cells can make every row hold.
pub(super) enum Feasible<'p> {
    /// With this solution in whole numbers.
    Yes(Basis<'p>),
    /// At least one of these fixed cells must be freed too.
    No(Reason),
    Unknown,
}

impl<'p> Search<'p, '_> {
    /// Whether the fixed cells leave the free ones any whole numbers: where a value lies between
    /// two, it is tried below and above.
    pub(super) fn whole(&mut self, basis: &mut Basis<'p>, splits: usize) -> Feasible<'p> {
        match basis.solve(self.work) {
            Outcome::Unknown => return Feasible::Unknown,
            Outcome::Infeasible(factors) => return Feasible::No(self.reason(basis, &factors)),
            Outcome::Feasible => {}
        }
        let value = |column: usize| Some(basis.value(column)).filter(|(value, scale)| value % i128::from(*scale) != 0);
        let Some((column, (value, scale))) = (0..basis.columns.len()).find_map(|at| Some((at, value(at)?))) else {
            return Feasible::Yes(basis.clone());
        };
        let Ok(below) = i64::try_from(value.div_euclid(i128::from(scale))) else { return Feasible::Unknown };
        if splits >= MOST_SPLITS {
            return Feasible::Unknown;
        }
        let mut both = Reason::default();
        for (low, high) in [(i64::MIN, below), (below + 1, i64::MAX)] {
            let mut side = basis.clone();
            side.limit(column, low, high);
            match self.whole(&mut side, splits + 1) {
                Feasible::No(reason) => {
                    add(&mut both.cells, &reason.cells);
                    add(&mut both.rows, &reason.rows);
                }
                other => return other,
            }
        }
        Feasible::No(both)
    }

    /// The fixed cells that count in a combination of rows and could move the way it needs.
    pub(super) fn reason(&mut self, basis: &Basis, factors: &[i64]) -> Reason {
        let mut reason = Reason::default();
        let mut known = vec![false; self.part.cells.len()];
        for (&row, _) in basis.rows.iter().zip(factors).filter(|(_, factor)| **factor != 0) {
            reason.rows.push(row);
            for &(cell, _) in &self.part.rows[row].terms {
                if !std::mem::replace(&mut known[cell], true) {
                    let worth = basis.weight_in(cell, factors);
                    if worth != 0 && self.could_move(cell, worth > 0) {
                        reason.cells.push(cell);
                    }
                }
            }
        }
        *self.work = self.work.saturating_sub(known.len() as u64);
        reason
    }

    /// Keeps the set that suffices, with the values that will do.
    pub(super) fn record(&mut self, solved: &Basis<'p>) {
        let set: Vec<usize> = self.order[self.blanks..].to_vec();
        let changes = set.iter().map(|&at| self.range(at, solved)).collect::<Option<Vec<Change>>>();
        match changes {
            Some(changes) => self.found.push(changes),
            None => self.stop(),
        }
    }

    /// The least and the most that a freed cell can hold.
    pub(super) fn range(&mut self, at: usize, solved: &Basis<'p>) -> Option<Change> {
        let column = self.order.iter().position(|&cell| cell == at)?;
        let (_, high) = self.part.cells[at].bounds();
        let least = self.edge(column, false, solved)?;
        let most = self.edge(column, true, solved)?;
        Some(Change { at, least, most: (most < high).then_some(most) })
    }

    /// The last whole number that a column can hold, downwards or upwards.
    pub(super) fn edge(&mut self, column: usize, most: bool, solved: &Basis<'p>) -> Option<i64> {
        let mut basis = solved.clone();
        if solved.limited {
            basis = Basis::new(self.part);
            self.catch_up(&mut basis);
            if basis.solve(self.work) != Outcome::Feasible {
                return None;
            }
        }
        let (value, scale) = basis.extreme(column, most, self.work)?;
        let scale = i128::from(scale);
        let rounded = if most { value.div_euclid(scale) } else { -(-value).div_euclid(scale) };
        let start = i64::try_from(rounded).ok()?;
        if basis.is_whole() {
            return Some(start);
        }
        // Between whole numbers: the next ones inwards are tried.
        for step in 0..64 {
            let value = if most { start - step } else { start + step };
            let mut fixed = basis.clone();
            fixed.limit(column, value, value);
            match self.whole(&mut fixed, 0) {
                Feasible::Yes(_) => return Some(value),
                Feasible::No(_) => {}
                Feasible::Unknown => return None,
            }
        }
        None
    }
}
