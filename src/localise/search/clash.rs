//! Rows that fail whatever their free cells hold, and which cells would have to be freed for them:
//! what can be said without solving anything.

use super::super::system::Row;
use super::{Reason, Search};
use crate::order;

/// What a row's fixed cells come to, and how many free ones could raise or lower that.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    pub fixed: i128,
    pub raises: u32,
    pub lowers: u32,
}

impl Sum {
    pub fn closed(&self) -> bool {
        self.raises + self.lowers == 0
    }
}

impl Search<'_, '_> {
    /// The rows that fail whatever their free cells hold.
    pub(super) fn clashes(&mut self) -> Vec<usize> {
        *self.work = self.work.saturating_sub(self.sums.len() as u64);
        if *self.work == 0 {
            self.stop();
        }
        (0..self.sums.len()).filter(|&row| self.fails(row)).collect()
    }

    pub(super) fn fails(&self, row: usize) -> bool {
        self.out_of_reach(row) || self.part.rows[row].equal && self.sums[row].fixed % self.step(row) != 0
    }

    /// Whether a row's free cells all move it away from 0.
    pub(super) fn out_of_reach(&self, row: usize) -> bool {
        let Sum { fixed, raises, lowers } = self.sums[row];
        fixed > 0 && lowers == 0 || self.part.rows[row].equal && fixed < 0 && raises == 0
    }

    /// What a row's free cells move it by is a multiple of this.
    pub(super) fn step(&self, row: usize) -> i128 {
        let Row { terms, plain, .. } = &self.part.rows[row];
        if *plain || self.sums[row].closed() {
            return 1;
        }
        let free = terms.iter().filter(|(cell, _)| self.free[*cell]);
        i128::from(free.fold(0, |step, (_, factor)| common(step, factor.abs())))
    }

    /// The shortest of these reasons; none where so many share no cell that these do not suffice.
    pub(super) fn disjoint(&mut self, clashes: &[usize], more: usize) -> Option<Reason> {
        let reasons = clashes.iter().map(|&row| self.clash(row)).collect();
        let mut reasons: Vec<Reason> = order::by(reasons, |reason| [reason.cells.len(), 0, 0]);
        let mut taken: Vec<&[usize]> = Vec::new();
        for reason in &reasons {
            *self.work = self.work.saturating_sub(reason.cells.len() as u64);
            if !reason.cells.iter().any(|cell| taken.iter().any(|other| other.contains(cell))) {
                taken.push(&reason.cells);
            }
            // Nothing can be freed here at all: the caller sees whether that is the form's fault.
            if reason.cells.is_empty() && self.barred.contains(&true) {
                return None;
            }
        }
        let impossible = reasons.first().is_some_and(|reason| reason.cells.is_empty());
        (taken.len() <= more || impossible).then(|| reasons.swap_remove(0))
    }

    /// Why a row fails: the fixed cells in it that could move it the way it must go.
    pub(super) fn clash(&self, row: usize) -> Reason {
        let falls = self.sums[row].fixed > 0;
        let (far, step) = (self.out_of_reach(row), self.step(row));
        let useful = |&&(cell, factor): &&(usize, i64)| match far {
            true => self.could_move(cell, (factor > 0) != falls),
            false => i128::from(factor) % step != 0 && (self.could_move(cell, true) || self.could_move(cell, false)),
        };
        let cells = self.part.rows[row].terms.iter().filter(useful).map(|&(cell, _)| cell).collect();
        Reason { cells, rows: vec![row] }
    }

    /// Whether a fixed cell, once freed, could go up, or down.
    pub(super) fn could_move(&self, cell: usize, up: bool) -> bool {
        let Some(value) = self.part.cells[cell].value else { return false };
        let (low, high) = self.part.cells[cell].bounds();
        !self.free[cell] && !self.barred[cell] && if up { value < high } else { value > low }
    }
}

/// The greatest common divisor.
fn common(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { common(b, a % b) }
}
