//! All smallest sets of cells whose change makes every constraint hold.
//!
//! Fellegi and Holt's question, answered exactly. Where a set of freed cells does not suffice, the
//! constraints themselves say why, and any larger set that does suffices only by freeing one of
//! the cells in that reason: so only those are tried. Depth by depth, nothing is missed.

use super::simplex::{Outcome, Problem};
use super::system::Part;
use crate::number::LIMIT;

/// At most this many cells are freed; beyond, only the bound is told.
pub(super) const MOST_CELLS: usize = 3;
/// At most this many sets are kept for one part.
const MOST_SETS: usize = 5000;

/// The smallest sets of one part.
#[derive(Clone, Debug, Default)]
pub(super) struct Smallest {
    /// How many cells must change at least.
    pub size: usize,
    /// Whether `sets` are all of that size.
    pub complete: bool,
    /// Positions in the part, ascending, each with the values that will do.
    pub sets: Vec<Vec<Change>>,
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

enum Feasible {
    Yes,
    /// At least one of these fixed cells must be freed too.
    No(Vec<usize>),
    Unknown,
}

/// A value between these, if given.
type Bound = (usize, Option<i64>, Option<i64>);

struct Search<'p> {
    part: &'p Part,
    /// Whether each cell is free: blank, or being changed.
    free: Vec<bool>,
    set: Vec<usize>,
    /// Sets already looked into, in order.
    seen: Vec<Vec<usize>>,
    found: Vec<Vec<Change>>,
    complete: bool,
    work: &'p mut u64,
}

/// Searches one part. `work` is what may still be spent; where it runs out, the answer says so.
pub(super) fn smallest(part: &Part, work: &mut u64) -> Smallest {
    // A count below 0 cannot stay.
    let negative = |(at, cell): (usize, &super::system::Unknown)| {
        cell.value.filter(|&value| value < 0 && !cell.signed).map(|_| at)
    };
    let forced: Vec<usize> = part.cells.iter().enumerate().filter_map(negative).collect();
    let mut free: Vec<bool> = part.cells.iter().map(|cell| cell.value.is_none()).collect();
    for &at in &forced {
        free[at] = true;
    }
    let mut search =
        Search { part, free, set: forced.clone(), seen: Vec::new(), found: Vec::new(), complete: true, work };
    for size in forced.len()..=MOST_CELLS.max(forced.len()) {
        search.seen.clear();
        search.deepen(size - forced.len());
        if !search.found.is_empty() || !search.complete {
            let (complete, sets) = (search.complete, search.found);
            return Smallest { size, complete, sets };
        }
    }
    Smallest { size: MOST_CELLS.max(forced.len()) + 1, complete: false, sets: Vec::new() }
}

impl Search<'_> {
    fn deepen(&mut self, more: usize) {
        let reason = match self.feasible(&[]) {
            Feasible::Yes => return self.record(),
            Feasible::Unknown => {
                self.complete = false;
                return;
            }
            Feasible::No(reason) => reason,
        };
        if more == 0 {
            return;
        }
        for at in reason {
            if !self.complete || self.found.len() >= MOST_SETS {
                self.complete = false;
                return;
            }
            if more == 1 && !self.could_settle(at) {
                continue;
            }
            let set = ascending(self.set.iter().chain([&at]));
            match self.seen.binary_search(&set) {
                Ok(_) => continue,
                Err(place) => self.seen.insert(place, set),
            }
            self.free[at] = true;
            self.set.push(at);
            self.deepen(more - 1);
            self.set.pop();
            self.free[at] = false;
        }
    }

    /// Whether freeing this one cell could settle every row in which nothing is free: a quick no
    /// spares the simplex.
    fn could_settle(&mut self, at: usize) -> bool {
        let mut change = None;
        for (number, row) in self.part.rows.iter().enumerate() {
            let Some(residual) = self.residual(number) else { continue };
            let factor = row.terms.iter().find(|(cell, _)| *cell == at).map(|(_, factor)| i128::from(*factor));
            match (factor, row.equal) {
                (None, true) if residual != 0 => return false,
                (None, false) if residual > 0 => return false,
                (Some(factor), true) => {
                    let needed = -residual;
                    if needed % factor != 0 || change.is_some_and(|known| known != needed / factor) {
                        return false;
                    }
                    change = Some(needed / factor);
                }
                _ => {}
            }
        }
        let cell = &self.part.cells[at];
        let new = change.map(|change| i128::from(cell.value.unwrap_or(0)) + change);
        change != Some(0) && new.is_none_or(|new| (new >= 0 || cell.signed) && new.abs() < i128::from(LIMIT))
    }

    /// A row's value where nothing in it is free.
    fn residual(&mut self, number: usize) -> Option<i128> {
        let row = &self.part.rows[number];
        *self.work = self.work.saturating_sub(row.terms.len() as u64);
        let mut sum = i128::from(row.constant);
        for &(cell, factor) in &row.terms {
            if self.free[cell] {
                return None;
            }
            sum += i128::from(factor) * i128::from(self.part.cells[cell].value.unwrap_or(0));
        }
        Some(sum)
    }

    /// Whether the fixed cells leave the free ones any values, within further bounds.
    fn feasible(&mut self, bounds: &[Bound]) -> Feasible {
        if *self.work == 0 {
            return Feasible::Unknown;
        }
        if let Some(row) = self.clash() {
            return Feasible::No(self.fixed_in(row));
        }
        let (problem, columns, rows) = self.problem(bounds);
        match problem.solve(self.work) {
            Outcome::Unknown => Feasible::Unknown,
            Outcome::Infeasible(factors) => Feasible::No(self.reason(&rows, &factors)),
            Outcome::Feasible(solution, denominator) => {
                let broken = columns.iter().zip(&solution).find(|(_, value)| **value % denominator != 0);
                match broken {
                    None => Feasible::Yes,
                    Some((&(at, positive), &value)) if positive => {
                        self.branch(at, value.div_euclid(denominator), bounds)
                    }
                    // A change that may be negative is whole wherever its two halves are; no real form mixes both.
                    Some(_) => Feasible::Unknown,
                }
            }
        }
    }

    /// No whole number between `below` and `below + 1`: one side or the other.
    fn branch(&mut self, at: usize, below: i128, bounds: &[Bound]) -> Feasible {
        let Ok(below) = i64::try_from(below) else { return Feasible::Unknown };
        if bounds.len() > 24 {
            return Feasible::Unknown;
        }
        let mut reasons = Vec::new();
        for bound in [(at, None, Some(below)), (at, Some(below + 1), None)] {
            let further: Vec<Bound> = bounds.iter().copied().chain([bound]).collect();
            match self.feasible(&further) {
                Feasible::No(reason) => reasons.extend(reason),
                other => return other,
            }
        }
        Feasible::No(ascending(&reasons))
    }

    /// The shortest row that fails whatever its free cells hold.
    fn clash(&mut self) -> Option<usize> {
        let mut shortest: Option<usize> = None;
        for (number, row) in self.part.rows.iter().enumerate() {
            *self.work = self.work.saturating_sub(row.terms.len() as u64);
            let (mut sum, mut up, mut down) = (i128::from(row.constant), false, false);
            for &(cell, factor) in &row.terms {
                let Unlimited { raises, lowers } = Unlimited::of(self.free[cell], self.part.cells[cell].signed, factor);
                up |= raises;
                down |= lowers;
                if !self.free[cell] {
                    sum += i128::from(factor) * i128::from(self.part.cells[cell].value.unwrap_or(0));
                }
            }
            let fails = sum > 0 && !down || row.equal && sum < 0 && !up;
            let shorter = shortest.is_none_or(|other| row.terms.len() < self.part.rows[other].terms.len());
            if fails && shorter {
                shortest = Some(number);
            }
        }
        shortest
    }

    fn fixed_in(&self, row: usize) -> Vec<usize> {
        self.part.rows[row].terms.iter().map(|(cell, _)| *cell).filter(|&cell| !self.free[cell]).collect()
    }

    /// The rows that have something free, as a problem over what is free. Columns are cells; one
    /// that may be negative has two, above and below 0.
    fn problem(&self, bounds: &[Bound]) -> (Problem, Vec<(usize, bool)>, Vec<usize>) {
        let mut column = vec![usize::MAX; self.part.cells.len()];
        let mut columns = Vec::new();
        let mut rows = Vec::new();
        let mut problem = Problem::default();
        for (number, row) in self.part.rows.iter().enumerate() {
            if !row.terms.iter().any(|(cell, _)| self.free[*cell]) {
                continue;
            }
            let mut right = -i128::from(row.constant);
            let mut terms = Vec::new();
            for &(cell, factor) in &row.terms {
                if !self.free[cell] {
                    right -= i128::from(factor) * i128::from(self.part.cells[cell].value.unwrap_or(0));
                    continue;
                }
                if column[cell] == usize::MAX {
                    column[cell] = columns.len();
                    columns.push((cell, true));
                    if self.part.cells[cell].signed {
                        columns.push((cell, false));
                    }
                }
                terms.push((column[cell], factor));
                if self.part.cells[cell].signed {
                    terms.push((column[cell] + 1, -factor));
                }
            }
            problem.rows.push((terms, right, row.equal));
            rows.push(number);
        }
        for &(at, least, most) in bounds {
            let sides = if self.part.cells[at].signed {
                vec![(column[at], 1), (column[at] + 1, -1)]
            } else {
                vec![(column[at], 1)]
            };
            if let Some(most) = most {
                problem.rows.push((sides.clone(), i128::from(most), false));
            }
            if let Some(least) = least {
                let negated = sides.iter().map(|(column, factor)| (*column, -factor)).collect();
                problem.rows.push((negated, -i128::from(least), false));
            }
        }
        problem.variables = columns.len();
        (problem, columns, rows)
    }

    /// The fixed cells that count in a combination of rows.
    fn reason(&self, rows: &[usize], factors: &[i128]) -> Vec<usize> {
        let mut weight = vec![0i128; self.part.cells.len()];
        for (&row, &by) in rows.iter().zip(factors).filter(|(_, by)| **by != 0) {
            for &(cell, factor) in &self.part.rows[row].terms {
                weight[cell] = weight[cell].saturating_add(by.saturating_mul(i128::from(factor)));
            }
        }
        (0..weight.len()).filter(|&cell| weight[cell] != 0 && !self.free[cell]).collect()
    }

    /// Keeps the set that suffices, with the values that will do.
    fn record(&mut self) {
        let changes = ascending(&self.set).iter().map(|&at| self.range(at)).collect::<Option<Vec<Change>>>();
        match changes {
            Some(changes) => self.found.push(changes),
            None => self.complete = false,
        }
    }

    /// The least and the most that a freed cell can hold: found by halving, since what is possible
    /// between two possible values is possible too.
    fn range(&mut self, at: usize) -> Option<Change> {
        let floor = if self.part.cells[at].signed { -LIMIT } else { 0 };
        let some = self.some_value(at, floor)?;
        let least = self.edge(at, some, floor)?;
        let most = self.edge(at, some, LIMIT)?;
        Some(Change { at, least, most: (most < LIMIT).then_some(most) })
    }

    fn some_value(&mut self, at: usize, floor: i64) -> Option<i64> {
        let (problem, columns, _) = self.problem(&[]);
        let Outcome::Feasible(solution, denominator) = problem.solve(self.work) else { return None };
        let side = |positive| columns.iter().position(|column| *column == (at, positive)).map_or(0, |at| solution[at]);
        let value = side(true) - side(false);
        let value = i64::try_from(value.div_euclid(denominator)).ok()?.max(floor);
        // Between two whole numbers: one of them, or the search has to say that it does not know.
        for value in [value, value + 1] {
            if let Feasible::Yes = self.feasible(&[(at, Some(value), Some(value))]) {
                return Some(value);
            }
        }
        None
    }

    /// The last possible value from `inside`, which is possible, towards `outside`.
    fn edge(&mut self, at: usize, inside: i64, outside: i64) -> Option<i64> {
        let towards = (outside - inside).signum();
        let (mut yes, mut step) = (inside, 1i64);
        let mut no = None;
        while yes != outside && no.is_none_or(|no: i64| (no - yes).abs() > 1) {
            let next = match no {
                Some(no) => yes + (no - yes) / 2,
                None => {
                    let next = if towards > 0 {
                        yes.saturating_add(step).min(outside)
                    } else {
                        yes.saturating_sub(step).max(outside)
                    };
                    step = step.saturating_mul(2);
                    next
                }
            };
            let (least, most) = if towards > 0 { (next, outside) } else { (outside, next) };
            match self.feasible(&[(at, Some(least), Some(most))]) {
                Feasible::Yes => yes = next,
                Feasible::No(_) => no = Some(next),
                Feasible::Unknown => return None,
            }
        }
        Some(yes)
    }
}

/// A few numbers in order, each once.
fn ascending<'n>(numbers: impl IntoIterator<Item = &'n usize>) -> Vec<usize> {
    let mut sorted: Vec<usize> = Vec::new();
    for &number in numbers {
        if let Err(place) = sorted.binary_search(&number) {
            sorted.insert(place, number);
        }
    }
    sorted
}

/// What a free cell can do to a sum.
struct Unlimited {
    raises: bool,
    lowers: bool,
}

impl Unlimited {
    fn of(free: bool, signed: bool, factor: i64) -> Self {
        Self { raises: free && (signed || factor > 0), lowers: free && (signed || factor < 0) }
    }
}
