//! The running state of every check, kept up to date cell by cell.

use super::Verdict;
use super::check::Checks;
use super::gaps::Gaps;
use super::shape::{Shape, Weighed};
use crate::number::Value;
use crate::report::{Layout, Report};

/// The figures of a report entered into its checks. One cell's change costs the few sums it is in.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    shape: Shape,
    values: Box<[Value]>,
    sums: Box<[Running]>,
    verdicts: Box<[u8]>,
    /// The unbalanced checks, a bit each.
    failed: Box<[u64]>,
    counts: [u32; 5],
}

/// A sum's known part, and its cells that could still move it.
#[derive(Clone, Copy, Debug)]
struct Running {
    known: i64,
    gaps: Gaps,
}

impl Ledger {
    /// A ledger with every cell blank.
    pub fn new(layout: &Layout, checks: &Checks) -> Self {
        let shape = Shape::new(layout, checks);
        let blank = |at: &Weighed| Gaps::of(Value::Blank, at.factor, shape.signed[at.at as usize]);
        let sums = shape.sums.iter().map(|sum| Running {
            known: sum.constant,
            gaps: shape.terms(sum).iter().map(blank).fold(Gaps::default(), Gaps::plus),
        });
        let mut ledger = Self {
            values: vec![Value::Blank; shape.cells()].into(),
            sums: sums.collect(),
            verdicts: vec![0; checks.list.len()].into(),
            failed: vec![0; checks.list.len().div_ceil(64)].into(),
            counts: [0; 5],
            shape,
        };
        for check in 0..checks.list.len() {
            let verdict = ledger.judge(check);
            ledger.note(check, verdict);
        }
        ledger
    }

    /// A ledger of a report's figures.
    pub fn of(report: &Report, checks: &Checks) -> Self {
        let mut ledger = Self::new(&report.layout, checks);
        for (cell, filled) in report.cells.iter().enumerate() {
            ledger.set(cell, filled.value);
        }
        ledger
    }

    /// Enters a cell's new value: moves the sums it is in from its old value to the new one.
    pub fn set(&mut self, cell: usize, value: Value) {
        let old = std::mem::replace(&mut self.values[cell], value);
        if old == value {
            return;
        }
        let change = value.number() - old.number();
        let is_between_numbers = !value.is_gap() && !old.is_gap();
        for at in self.shape.range_of(cell) {
            let Weighed { at: sum, factor } = self.shape.entries[at];
            let running = &mut self.sums[sum as usize];
            running.known += factor * change;
            if !is_between_numbers {
                let signed = self.shape.signed[cell];
                running.gaps = running.gaps.minus(Gaps::of(old, factor, signed)).plus(Gaps::of(value, factor, signed));
            }
            let check = self.shape.sums[sum as usize].check as usize;
            let (before, verdict) = (self.verdicts[check], self.judge(check));
            if before != verdict as u8 {
                self.counts[usize::from(before)] -= 1;
                self.note(check, verdict);
            }
        }
    }

    /// Notes a check's new verdict.
    #[inline(always)]
    fn note(&mut self, check: usize, verdict: Verdict) {
        self.verdicts[check] = verdict as u8;
        self.counts[verdict as usize] += 1;
        let bit = 1 << (check % 64);
        match verdict {
            Verdict::Unbalanced => self.failed[check / 64] |= bit,
            _ => self.failed[check / 64] &= !bit,
        }
    }

    #[inline(always)]
    fn judge(&self, check: usize) -> Verdict {
        let sum = |sum: u32| {
            let Running { known, gaps } = self.sums[sum as usize];
            self.shape.sums[sum as usize].verdict(known, gaps)
        };
        let parts = &self.shape.parts[check];
        parts.verdict(sum(parts.claim), parts.condition.map(sum), |cell| self.values[cell as usize])
    }

    /// A cell's value as entered.
    pub fn value(&self, cell: usize) -> Value {
        self.values[cell]
    }

    /// What a check says now.
    pub fn verdict(&self, check: usize) -> Verdict {
        [Verdict::Holds, Verdict::Assumed, Verdict::Open, Verdict::Unbalanced, Verdict::Silent]
            [usize::from(self.verdicts[check])]
    }

    /// Every check's [`Verdict`] as its number, in the order of [`Checks`].
    pub fn verdicts(&self) -> &[u8] {
        &self.verdicts
    }

    /// The checks that are [`Verdict::Unbalanced`], in order.
    pub fn failed(&self) -> impl Iterator<Item = usize> {
        let verdicts = self.verdicts.iter().enumerate();
        verdicts.filter(|&(_, &verdict)| verdict == Verdict::Unbalanced as u8).map(|(check, _)| check)
    }

    /// Writes down the checks that are [`Verdict::Unbalanced`], in order, as far as there is room.
    #[inline(always)]
    pub fn list_failed(&self, list: &mut [u16]) {
        let mut places = list.iter_mut();
        for (word, &bits) in self.failed.iter().enumerate() {
            let mut rest = bits;
            while rest != 0 {
                let Some(place) = places.next() else { return };
                *place = (word * 64) as u16 + rest.trailing_zeros() as u16;
                rest &= rest - 1;
            }
        }
    }

    /// How many checks say this.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.counts[verdict as usize] as usize
    }

    /// Left minus right of a check's claim, blanks as 0.
    pub fn imbalance(&self, check: usize) -> i64 {
        self.sums[self.shape.parts[check].claim as usize].known
    }

    /// How many of the cells in a check's claim are blank.
    pub fn blanks(&self, check: usize) -> usize {
        self.sums[self.shape.parts[check].claim as usize].gaps.blanks()
    }
}
