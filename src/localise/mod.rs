//! Which cell is most likely wrong, and what it should be.
//!
//! A balance that fails says by how much; a balance that holds says that its cells are fine. A
//! cell whose balances all fail, all by the same amount, explains them all.

mod search;
mod simplex;
mod system;

use crate::confront::{Checks, Ledger, Verdict};
use crate::number::{LIMIT, Value};
use crate::report::Layout;

/// One cell whose change would settle several failed balances.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The cell.
    pub cell: usize,
    /// What it holds, scaled by its decimals.
    pub from: i64,
    /// What would settle the balances.
    pub to: i64,
    /// The failed balances it settles.
    pub settles: Vec<usize>,
}

/// What is known of the smallest change that would make every hard rule hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repairs {
    /// Whether `size` is proven the smallest and `options` are all of that size.
    pub complete: bool,
    /// How many cells must change at least.
    pub size: usize,
    /// Every way to do it with that many; empty where it takes more than a few.
    pub options: Vec<Vec<Change>>,
    /// Whether the search stopped for the work allowed.
    pub stopped: bool,
    /// The work it took.
    pub spent: u64,
    /// Checks that no figures at all can meet together.
    pub impossible: Vec<usize>,
}

/// A cell in a repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The cell.
    pub cell: usize,
    /// What it holds.
    pub from: i64,
    /// The least value that will do, scaled by the cell's decimals.
    pub least: i64,
    /// The most; `None` where there is no bound.
    pub most: Option<i64>,
}

/// Every cell that explains all its balances by one correction, however many it settles.
pub fn suspects(layout: &Layout, checks: &Checks, ledger: &Ledger) -> Vec<Cause> {
    let mut votes: Vec<Vec<(usize, Option<i64>)>> = vec![Vec::new(); layout.places.len()];
    for (number, check) in checks.list.iter().enumerate().filter(|(_, check)| check.is_balance()) {
        for term in &check.claim.terms {
            match ledger.verdict(number) {
                Verdict::Holds => votes[term.cell].push((number, Some(0))),
                Verdict::Unbalanced => {
                    let imbalance = ledger.imbalance(number);
                    let exact = ledger.blanks(number) == 0 && imbalance % term.factor == 0;
                    votes[term.cell].push((number, exact.then(|| -imbalance / term.factor)));
                }
                // With blanks in it, it can neither accuse nor clear.
                Verdict::Assumed | Verdict::Open | Verdict::Silent => {}
            }
        }
    }
    let agreed = |(cell, votes): (usize, &Vec<(usize, Option<i64>)>)| {
        let correction = votes.first()?.1.filter(|&correction| correction != 0)?;
        let all = votes.iter().all(|(_, vote)| *vote == Some(correction));
        let Value::Number(from) = ledger.value(cell) else { return None };
        let to = from + correction;
        let fits = to.abs() < LIMIT && (to >= 0 || layout.measure(cell).signed);
        let settles = votes.iter().map(|(check, _)| *check).collect();
        (all && fits).then_some(Cause { cell, from, to, settles })
    };
    votes.iter().enumerate().filter_map(agreed).collect()
}

/// The suspects that stand out: each settles at least two balances, and no other suspect settles
/// any of these. Ties name nobody.
pub fn causes(suspects: &[Cause]) -> Vec<Cause> {
    let rivals = |one: &Cause, other: &Cause| {
        one.cell != other.cell
            && other.settles.len() >= one.settles.len()
            && other.settles.iter().any(|check| one.settles.contains(check))
    };
    let standing =
        suspects.iter().filter(|one| one.settles.len() > 1 && !suspects.iter().any(|other| rivals(one, other)));
    standing.cloned().collect()
}

/// All smallest repairs, from the rules alone. `work` bounds the search, in entries touched; where
/// it runs out, the answer is not complete and says so.
pub fn repairs(layout: &Layout, checks: &Checks, ledger: &Ledger, work: u64) -> Repairs {
    let mut left = work;
    let mut repairs = Repairs { complete: true, options: vec![Vec::new()], ..Repairs::default() };
    for part in system::parts(layout, checks, ledger) {
        let smallest = search::smallest(&part, &mut left);
        repairs.complete &= smallest.complete;
        repairs.stopped |= smallest.stopped;
        repairs.size += smallest.size;
        repairs.impossible.extend(smallest.impossible.iter().map(|&row| part.rows[row].check));
        let change = |change: &search::Change| {
            let cell = part.cells[change.at];
            Change { cell: cell.cell, from: cell.value.unwrap_or(0), least: change.least, most: change.most }
        };
        let sets: Vec<Vec<Change>> = smallest.sets.iter().map(|set| set.iter().map(change).collect()).collect();
        // Parts do not touch: every way for one goes with every way for another.
        repairs.complete &= sets.len().saturating_mul(repairs.options.len()) <= MOST_OPTIONS;
        let joined = repairs.options.iter().flat_map(|known| sets.iter().map(|set| [&known[..], set].concat()));
        repairs.options = joined.take(MOST_OPTIONS).collect();
    }
    if repairs.size == 0 || repairs.size > search::MOST_CELLS {
        repairs.complete &= repairs.size == 0;
        repairs.options.clear();
    }
    repairs.spent = work - left;
    for option in &mut repairs.options {
        option.sort_unstable_by_key(|change| change.cell);
    }
    repairs
}

/// At most this many ways are listed.
const MOST_OPTIONS: usize = 2000;
