//! All smallest sets of cells whose change makes every row hold.
//!
//! Fellegi and Holt's question, answered exactly. Where a set of freed cells does not suffice, the
//! rows themselves say why, and any larger set that does suffices only by freeing one of the cells
//! in that reason: so only those are tried, and each that was tried is barred from the sets after
//! it. Reasons that share no cell each cost a cell, which shows early that a set is too small.

mod clash;
mod whole;

use super::simplex::{Basis, MOST_FACTOR, Outcome};
use super::system::Part;
use clash::Sum;
use std::borrow::Cow;
use whole::Feasible;

/// At most this many cells of a part are freed; beyond, only the bound is told.
const MOST_CELLS: usize = 3;
/// At most this many sets are kept for one part.
const MOST_SETS: usize = 2000;

/// The smallest sets of one part.
#[derive(Clone, Debug, Default)]
pub(super) struct Smallest {
    /// How many cells must change at least.
    pub size: usize,
    /// Whether `sets` are all of that size.
    pub complete: bool,
    /// Whether it was the work allowed that ended the search.
    pub stopped: bool,
    /// Positions in the part, each with the values that will do.
    pub sets: Vec<Vec<Change>>,
    /// Rows that no values at all can meet together; empty where some can, or nobody knows.
    pub impossible: Vec<usize>,
}

/// A cell that changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// Its position in the part.
    pub at: usize,
    /// The values that will do, from least to most; `most` is `None` where there is no bound.
    pub least: i64,
    pub most: Option<i64>,
}

/// Why a set does not suffice.
#[derive(Clone, Debug, Default)]
struct Reason {
    /// The fixed cells that could help.
    cells: Vec<usize>,
    /// The rows that clash.
    rows: Vec<usize>,
}

struct Search<'p, 'w> {
    part: &'p Part,
    /// Whether each cell is free: blank, or being changed.
    free: Vec<bool>,
    /// The free cells in the order in which they were freed.
    order: Vec<usize>,
    /// Whether each cell may not be freed, since all sets with it are known.
    barred: Vec<bool>,
    /// What each row's fixed cells come to, and how many free ones could raise or lower that.
    sums: Vec<Sum>,
    /// How many cells were free before any was changed.
    blanks: usize,
    found: Vec<Vec<Change>>,
    impossible: Vec<usize>,
    complete: bool,
    stopped: bool,
    work: &'w mut u64,
}

/// Searches one part. `work` is what may still be spent; where it runs out, the answer says so.
pub(super) fn smallest(part: &Part, work: &mut u64) -> Smallest {
    let mut search = Search::new(part, work);
    let forced = search.order.len() - search.blanks;
    let most = MOST_CELLS.max(forced);
    let mut size = forced;
    let mut root = Basis::new(part);
    root.free(&search.order);
    while size <= most && !search.stopped {
        search.deepen(size - forced, &root);
        if !search.found.is_empty() || !search.complete || !search.impossible.is_empty() {
            break;
        }
        size += 1;
    }
    Smallest {
        size,
        complete: search.complete && size <= most && search.impossible.is_empty(),
        stopped: search.stopped,
        sets: search.found,
        impossible: search.impossible,
    }
}

/// Whether a part holds, or would with some values for its blanks.
pub(super) fn holds(part: &Part, work: &mut u64) -> bool {
    let mut search = Search::new(part, work);
    let mut root = Basis::new(part);
    root.free(&search.order);
    if search.order.len() == search.blanks && !search.stopped {
        search.deepen(0, &root);
    }
    !search.found.is_empty()
}

/// Whether it is certain that a part holds with no values for its blanks at all.
pub(super) fn denies(part: &Part, work: &mut u64) -> bool {
    let mut search = Search::new(part, work);
    let mut root = Basis::new(part);
    root.free(&search.order);
    let whole = search.order.len() == search.blanks;
    if whole && !search.stopped {
        search.deepen(0, &root);
    }
    whole && search.complete && !search.stopped && search.found.is_empty()
}

impl<'p, 'w> Search<'p, 'w> {
    fn new(part: &'p Part, work: &'w mut u64) -> Self {
        let cells = part.cells.len();
        let too_large = !part.factors_below(MOST_FACTOR);
        let mut search = Self {
            part,
            free: vec![false; cells],
            order: Vec::new(),
            barred: vec![false; cells],
            sums: (0..part.rows.len()).map(|row| Sum { fixed: part.sum(row), raises: 0, lowers: 0 }).collect(),
            blanks: 0,
            found: Vec::new(),
            impossible: Vec::new(),
            complete: !too_large,
            stopped: too_large,
            work,
        };
        for at in (0..cells).filter(|&at| part.cells[at].value.is_none()) {
            search.release(at);
        }
        search.blanks = search.order.len();
        // A count below 0 cannot stay.
        let out_of_bounds = |at: &usize| part.cells[*at].value.is_some_and(|value| value < part.cells[*at].bounds().0);
        for at in (0..cells).filter(out_of_bounds) {
            search.release(at);
        }
        search
    }

    fn release(&mut self, at: usize) {
        self.free[at] = true;
        self.order.push(at);
        let cell = self.part.cells[at];
        for &(row, factor) in &self.part.rows_of[at] {
            let sum = &mut self.sums[row];
            sum.fixed -= i128::from(factor) * i128::from(cell.value.unwrap_or(0));
            sum.raises += u32::from(cell.signed || factor > 0);
            sum.lowers += u32::from(cell.signed || factor < 0);
        }
    }

    fn take_back(&mut self, at: usize) {
        self.free[at] = false;
        self.order.pop();
        let cell = self.part.cells[at];
        for &(row, factor) in &self.part.rows_of[at] {
            let sum = &mut self.sums[row];
            sum.fixed += i128::from(factor) * i128::from(cell.value.unwrap_or(0));
            sum.raises -= u32::from(cell.signed || factor > 0);
            sum.lowers -= u32::from(cell.signed || factor < 0);
        }
    }

    fn stop(&mut self) {
        (self.complete, self.stopped) = (false, true);
    }

    /// Finds all sets with so many cells more; `known` was solved for cells freed before. Where no
    /// more may be freed, gives the cells of which another set must free one.
    fn deepen(&mut self, more: usize, known: &Basis<'p>) -> Option<Vec<usize>> {
        let clashes = self.clashes();
        if self.stopped {
            return None;
        }
        let mut known = Cow::Borrowed(known);
        let reason = if clashes.is_empty() {
            self.catch_up(known.to_mut());
            match self.whole(known.to_mut(), 0) {
                Feasible::Yes(solved) => {
                    self.record(&solved);
                    return None;
                }
                Feasible::Unknown => {
                    self.stop();
                    return None;
                }
                Feasible::No(reason) => reason,
            }
        } else {
            self.disjoint(&clashes, more)?
        };
        if reason.cells.is_empty() && !self.barred.contains(&true) {
            self.impossible = reason.rows;
            return None;
        }
        if more == 0 {
            return Some(reason.cells);
        }
        if self.blanks > 0 && self.needs_more(&clashes, &reason, more, known.to_mut()) {
            return None;
        }
        let mut left = reason.cells;
        let mut tried = Vec::new();
        while let Some(at) = left.pop() {
            if self.stopped || self.found.len() >= MOST_SETS {
                self.complete = false;
                break;
            }
            if more > 1 || self.could_settle(at, clashes.len()) {
                self.release(at);
                let also = self.deepen(more - 1, &known);
                self.take_back(at);
                // What this one lacked, every other one lacks that does not bring it itself.
                if let Some(also) = also.filter(|_| more == 1) {
                    left.retain(|at| also.contains(at));
                }
            }
            self.barred[at] = true;
            tried.push(at);
        }
        for at in tried {
            self.barred[at] = false;
        }
        None
    }

    /// Whether freeing all of one reason leaves another, and so on: too many for so few cells.
    fn needs_more(&mut self, clashes: &[usize], reason: &Reason, more: usize, known: &mut Basis<'p>) -> bool {
        self.catch_up(known);
        let mut probe = known.clone();
        let mut freed: Vec<usize> = reason.cells.clone();
        for &row in clashes {
            add(&mut freed, &self.clash(row).cells);
        }
        // The clashing rows were counted already, with at least one reason among them.
        let mut count = 1;
        loop {
            probe.free(&freed);
            match probe.solve(self.work) {
                Outcome::Infeasible(factors) => {
                    let next = self.reason(&probe, &factors);
                    count += 1;
                    if count > more {
                        return true;
                    }
                    freed = next.cells;
                    if freed.is_empty() {
                        return true;
                    }
                }
                Outcome::Feasible => return false,
                Outcome::Unknown => {
                    self.stop();
                    return true;
                }
            }
        }
    }

    /// Frees in a basis what was freed since.
    fn catch_up(&mut self, basis: &mut Basis<'p>) {
        let size = basis.rows.len() as u64;
        *self.work = self.work.saturating_sub(size * size / 8 + basis.columns.len() as u64);
        basis.free(&self.order[basis.columns.len()..]);
    }

    /// Whether freeing this one cell could settle every row that fails without one: a quick no
    /// spares the solving.
    fn could_settle(&mut self, at: usize, clashes: usize) -> bool {
        let rows = &self.part.rows_of[at];
        *self.work = self.work.saturating_sub(rows.len() as u64);
        let (mut settled, mut change) = (0, None);
        for &(row, factor) in rows {
            let (sum, factor) = (self.sums[row], i128::from(factor));
            settled += usize::from(self.fails(row));
            if self.part.rows[row].equal && sum.closed() {
                let needed = -sum.fixed;
                if needed % factor != 0 || change.is_some_and(|known| known != needed / factor) {
                    return false;
                }
                change = Some(needed / factor);
            }
        }
        let cell = &self.part.cells[at];
        let (low, high) = cell.bounds();
        let new = change.map(|change| i128::from(cell.value.unwrap_or(0)) + change);
        settled == clashes
            && change != Some(0)
            && new.is_none_or(|new| new >= i128::from(low) && new <= i128::from(high))
    }
}

/// Adds what is not there yet.
fn add(known: &mut Vec<usize>, more: &[usize]) {
    for number in more {
        if !known.contains(number) {
            known.push(*number);
        }
    }
}
