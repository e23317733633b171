//! Slips that move many figures at once: a row or column one cell over, a figure split over two
//! cells. Each is tried, and kept where all hard rules hold afterwards.

use super::cause::Evidence;
use super::search;
use super::slip::{Kind, Rank, by_size};
use super::system::{self, Part};
use super::{Change, Repair, Slip, in_order};
use crate::confront::{Check, Checks, Ledger, Term, Verdict};
use crate::number::{LIMIT, Value};
use crate::order;
use crate::report::Layout;

struct Trial<'r> {
    layout: &'r Layout,
    checks: &'r Checks,
    before: &'r Ledger,
    /// Which cells belong to the part that fails: others are not touched.
    inside: Vec<bool>,
    /// The report with one slip undone at a time.
    ledger: Ledger,
    work: u64,
}

/// What trying may cost.
const WORK: u64 = 300_000;

/// Every such slip that would repair these failed checks all at once.
pub(super) fn slips(evidence: &Evidence, part: &Part) -> Vec<Repair> {
    let Evidence { layout, checks, ledger, .. } = *evidence;
    let failed = part.rows.iter().map(|row| row.check);
    let failed: &[usize] = &failed.filter(|&check| ledger.verdict(check) == Verdict::Unbalanced).collect::<Vec<_>>();
    let mut inside = vec![false; layout.places.len()];
    part.cells.iter().for_each(|cell| inside[cell.cell] = true);
    let mut trial = Trial { layout, inside, checks, before: ledger, ledger: ledger.clone(), work: WORK };
    let mut found: Vec<Repair> = Vec::new();
    for line in lines(layout, checks, failed) {
        let count = line.len();
        for cells in [&line[..], &line[..count - 1], &line[1..]] {
            for kind in [Kind::ShiftedOn, Kind::ShiftedBack] {
                found.extend(trial.shift(cells, kind, failed));
            }
        }
        let is_row = layout.places[line[0]].row == layout.places[line[1]].row;
        for at in (0..count - 1).filter(|_| is_row) {
            found.extend(trial.split(&line, at, failed));
        }
    }
    if let Some(Repair { changes, .. }) = trial.as_carried(failed) {
        let (slips, rank) = evidence.explain(&changes);
        found.push(Repair { larger: true, ..Repair::of(changes, slips, rank) });
    }
    let mut kept: Vec<Repair> = Vec::new();
    for repair in found {
        if !kept.iter().any(|known| known.changes == repair.changes) {
            kept.push(repair);
        }
    }
    kept
}

/// The rows and columns in which a failed check has two cells or more.
fn lines(layout: &Layout, checks: &Checks, failed: &[usize]) -> Vec<Vec<usize>> {
    let mut keys: Vec<[usize; 3]> = Vec::new();
    for term in failed.iter().flat_map(|&check| &checks.list[check].claim.terms) {
        let place = layout.places[term.cell];
        keys.push([place.sheet, place.block, 2 * place.row]);
        if !layout.block(term.cell).inline {
            keys.push([place.sheet, place.block, 2 * place.column + 1]);
        }
    }
    let mut keys = order::by(keys, |key| *key);
    keys.dedup();
    let line = |[sheet, block, key]: [usize; 3]| {
        let (at, is_row) = (key / 2, key % 2 == 0);
        let lines = &layout.sheets[sheet].table().blocks[block];
        let count = if is_row { lines.columns.leaves.len() } else { lines.rows.leaves.len() };
        let cell = |other| match is_row {
            true => layout.cell_at(sheet, block, at, other),
            false => layout.cell_at(sheet, block, other, at),
        };
        (0..count).map(cell).collect()
    };
    keys.into_iter().map(line).filter(|line: &Vec<usize>| line.len() > 2).collect()
}

impl Trial<'_> {
    fn value(&self, cell: usize) -> Value {
        self.before.value(cell)
    }

    /// All figures moved back by one; what fell off the end follows from the rules.
    fn shift(&mut self, cells: &[usize], kind: Kind, failed: &[usize]) -> Option<Repair> {
        let mut order = cells.to_vec();
        if kind == Kind::ShiftedBack {
            order.reverse();
        }
        let (&hole, &lost) = (order.first()?, order.last()?);
        let moved = order.iter().filter(|&&cell| self.value(cell).number() != 0).count();
        if self.value(hole).number() != 0 || moved < 2 {
            return None;
        }
        let back = order.windows(2).map(|pair| (pair[0], self.value(pair[1])));
        let new: Vec<(usize, Value)> = back.chain([(lost, Value::Blank)]).collect();
        self.attempt(&new, lost, kind, cells, failed)
    }

    /// Every cell as last year's report says that it must be.
    fn as_carried(&mut self, failed: &[usize]) -> Option<Repair> {
        let claim = |(number, check): (usize, &Check)| {
            let [Term { cell, factor, .. }] = check.claim.terms[..] else { return None };
            let fails = self.before.verdict(number) == Verdict::Unbalanced && self.inside[cell];
            let carried = check.is_balance() && check.prior.is_some() && check.claim.constant % factor == 0;
            (fails && carried).then(|| (cell, Value::Number(-check.claim.constant / factor)))
        };
        let new: Vec<(usize, Value)> = self.checks.list.iter().enumerate().filter_map(claim).collect();
        let &(first, _) = new.first()?;
        self.attempt(&new, first, Kind::Prior, &[first], failed)
    }

    /// Two cells joined into one figure: with 0 in the other, or with all behind it moved up.
    fn split(&mut self, cells: &[usize], at: usize, failed: &[usize]) -> Vec<Repair> {
        let (a, b) = (cells[at], cells[at + 1]);
        let (Value::Number(front), Value::Number(back)) = (self.value(a), self.value(b)) else { return Vec::new() };
        let plain = |cell| self.layout.measure(cell).decimals == 0;
        if !(1..=9).contains(&front) || !(0..=9).contains(&back) || !plain(a) || !plain(b) {
            return Vec::new();
        }
        let joined = Value::Number(front * 10 + back);
        let lost = cells[cells.len() - 1];
        let behind = cells[at + 1..].windows(2).map(|pair| (pair[0], self.value(pair[1])));
        let moved: Vec<(usize, Value)> =
            [(a, joined)].into_iter().chain(behind).chain([(lost, Value::Blank)]).collect();
        let two = [a, b];
        let ways = [vec![(a, joined), (b, Value::Number(0))], vec![(a, Value::Number(0)), (b, joined)], moved];
        let ways = ways.into_iter().filter_map(|way| {
            let open = way.last()?.0;
            let mut found = self.attempt(&way, open, Kind::Split, &two, failed)?;
            // A single digit beside 0 says little.
            if back == 0 {
                found.rank = Rank::None;
            }
            Some(found)
        });
        ways.collect()
    }

    /// Tries new values; `open` is solved for where it is blank.
    fn attempt(
        &mut self,
        new: &[(usize, Value)],
        open: usize,
        kind: Kind,
        cells: &[usize],
        failed: &[usize],
    ) -> Option<Repair> {
        if new.iter().any(|&(cell, value)| !self.inside[cell] && value != self.value(cell)) {
            return None;
        }
        for &(cell, value) in new {
            self.ledger.set(cell, value);
        }
        let found = self.settled(open, failed).and_then(|()| self.repair(new, kind, cells));
        for &(cell, _) in new {
            self.ledger.set(cell, self.before.value(cell));
        }
        found
    }

    /// Whether all hold now, with a value for the open cell.
    fn settled(&mut self, open: usize, failed: &[usize]) -> Option<()> {
        let holds = |ledger: &Ledger, check: &usize| ledger.verdict(*check) != Verdict::Unbalanced;
        if !failed.iter().all(|check| holds(&self.ledger, check)) {
            return None;
        }
        if self.ledger.value(open) == Value::Blank {
            // One relation gives the value; only another one is evidence.
            if failed.len() < 2 {
                return None;
            }
            let value = self.checks.list.iter().enumerate().find_map(|(number, check)| {
                let term = check.claim.terms.iter().find(|term| term.cell == open)?;
                let imbalance = self.ledger.imbalance(number);
                let alone = check.is_balance() && self.ledger.blanks(number) == 1 && imbalance % term.factor == 0;
                alone.then(|| -imbalance / term.factor)
            })?;
            let fits = value.abs() < LIMIT && (value >= 0 || self.layout.measure(open).signed);
            if !fits {
                return None;
            }
            self.ledger.set(open, Value::Number(value));
        }
        let mended = system::parts(self.layout, self.checks, &self.ledger);
        let own = |part: &&Part| part.rows.iter().any(|row| failed.contains(&row.check));
        mended.iter().find(own).filter(|part| search::holds(part, &mut self.work)).map(|_| ())
    }

    fn repair(&self, new: &[(usize, Value)], kind: Kind, cells: &[usize]) -> Option<Repair> {
        let mut changes = Vec::new();
        for &(cell, _) in new {
            let (from, to) = (self.before.value(cell), self.ledger.value(cell));
            match (from, to) {
                (_, Value::Number(to)) if from != Value::Number(to) => {
                    changes.push(Change { cell, from: from.number(), least: to, most: Some(to) });
                }
                (Value::Number(_), Value::Number(_)) => {}
                // A blank where a figure stood says that the figure is gone: that is no shift.
                (Value::Number(from), _) if from != 0 => return None,
                _ => {}
            }
        }
        let changes = in_order(changes);
        let &first = cells.first()?;
        let (from, to) = (self.before.value(first).number(), self.ledger.value(first).number());
        let slip = Slip { kind, cell: first, from, to, others: cells[1..].to_vec() };
        let rank = by_size(changes.iter().any(|change| change.from.max(change.least) >= 10));
        (changes.len() > 1).then(|| Repair { larger: true, ..Repair::of(changes, vec![slip], rank) })
    }
}
