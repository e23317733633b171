//! All smallest sets of cells whose change makes every row hold.
//!
//! Fellegi and Holt's question, answered exactly. Where a set of freed cells does not suffice, the
//! rows themselves say why, and any larger set that does suffices only by freeing one of the cells
//! in that reason: so only those are tried, and each that was tried is barred from the sets after
//! it. Reasons that share no cell each cost a cell, which shows early that a set is too small.

use super::simplex::{Basis, MOST_FACTOR, Outcome};
use super::system::{Part, Row};
use crate::order;
use std::borrow::Cow;

/// At most this many cells of a part are freed; beyond, only the bound is told.
const MOST_CELLS: usize = 3;
/// At most this many sets are kept for one part.
const MOST_SETS: usize = 2000;
/// How often a value between whole numbers is split.
const MOST_SPLITS: usize = 24;

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

enum Feasible<'p> {
    /// With this solution in whole numbers.
    Yes(Basis<'p>),
    /// At least one of these fixed cells must be freed too.
    No(Reason),
    Unknown,
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

#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    fixed: i128,
    raises: u32,
    lowers: u32,
}

impl Sum {
    fn closed(&self) -> bool {
        self.raises + self.lowers == 0
    }
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

    /// The rows that fail whatever their free cells hold.
    fn clashes(&mut self) -> Vec<usize> {
        *self.work = self.work.saturating_sub(self.sums.len() as u64);
        if *self.work == 0 {
            self.stop();
        }
        (0..self.sums.len()).filter(|&row| self.fails(row)).collect()
    }

    fn fails(&self, row: usize) -> bool {
        self.out_of_reach(row) || self.part.rows[row].equal && self.sums[row].fixed % self.step(row) != 0
    }

    /// Whether a row's free cells all move it away from 0.
    fn out_of_reach(&self, row: usize) -> bool {
        let Sum { fixed, raises, lowers } = self.sums[row];
        fixed > 0 && lowers == 0 || self.part.rows[row].equal && fixed < 0 && raises == 0
    }

    /// What a row's free cells move it by is a multiple of this.
    fn step(&self, row: usize) -> i128 {
        let Row { terms, plain, .. } = &self.part.rows[row];
        if *plain || self.sums[row].closed() {
            return 1;
        }
        let free = terms.iter().filter(|(cell, _)| self.free[*cell]);
        i128::from(free.fold(0, |step, (_, factor)| common(step, factor.abs())))
    }

    /// The shortest of these reasons; none where so many share no cell that these do not suffice.
    fn disjoint(&mut self, clashes: &[usize], more: usize) -> Option<Reason> {
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
    fn clash(&self, row: usize) -> Reason {
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
    fn could_move(&self, cell: usize, up: bool) -> bool {
        let Some(value) = self.part.cells[cell].value else { return false };
        let (low, high) = self.part.cells[cell].bounds();
        !self.free[cell] && !self.barred[cell] && if up { value < high } else { value > low }
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

    /// Whether the fixed cells leave the free ones any whole numbers: where a value lies between
    /// two, it is tried below and above.
    fn whole(&mut self, basis: &mut Basis<'p>, splits: usize) -> Feasible<'p> {
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
    fn reason(&mut self, basis: &Basis, factors: &[i64]) -> Reason {
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
    fn record(&mut self, solved: &Basis<'p>) {
        let set: Vec<usize> = self.order[self.blanks..].to_vec();
        let changes = set.iter().map(|&at| self.range(at, solved)).collect::<Option<Vec<Change>>>();
        match changes {
            Some(changes) => self.found.push(changes),
            None => self.stop(),
        }
    }

    /// The least and the most that a freed cell can hold.
    fn range(&mut self, at: usize, solved: &Basis<'p>) -> Option<Change> {
        let column = self.order.iter().position(|&cell| cell == at)?;
        let (_, high) = self.part.cells[at].bounds();
        let least = self.edge(column, false, solved)?;
        let most = self.edge(column, true, solved)?;
        Some(Change { at, least, most: (most < high).then_some(most) })
    }

    /// The last whole number that a column can hold, downwards or upwards.
    fn edge(&mut self, column: usize, most: bool, solved: &Basis<'p>) -> Option<i64> {
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

/// Adds what is not there yet.
fn add(known: &mut Vec<usize>, more: &[usize]) {
    for number in more {
        if !known.contains(number) {
            known.push(*number);
        }
    }
}

/// The greatest common divisor.
fn common(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { common(b, a % b) }
}
