//! What cells without a figure must hold: proven by the balances, never guessed.

use super::Verdict;
use super::bounds::Bounds;
use super::check::{Check, Checks};
use super::joined::Joined;
use super::ledger::Ledger;
use crate::number::{Fault, Value};
use crate::report::Layout;

/// A cell without a figure that has only one possible value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deduction {
    /// The cell.
    pub cell: usize,
    /// Its only value, scaled by the cell's decimals.
    pub value: i64,
    /// The one or two checks that bound it from below and above, given the other deductions.
    pub proof: Vec<usize>,
}

/// What an unfilled line must hold once the ordinary blanks that it hangs together with count as 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// This value, by this check.
    Value(i64, usize),
    /// Only its distance from another blank is fixed: that one plus this, by this check.
    Relative(usize, i64, usize),
}

/// Balances that each could hold, and cannot all hold together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The balances; without any one of them the others could hold.
    pub checks: Vec<usize>,
    /// Their cells without a figure.
    pub cells: Vec<usize>,
}

/// All that the comparisons say of cells without a figure.
#[derive(Clone, Debug, Default)]
pub struct Deductions {
    /// Cells with one possible value, whatever the other ones are.
    pub proven: Vec<Deduction>,
    /// For each cell, what an unfilled line must hold there if ordinary blanks are 0.
    pub expected: Vec<Option<Expected>>,
    /// Balances that cannot all hold, group by group.
    pub conflicts: Vec<Conflict>,
    /// For each cell without a figure, whether 0 there, and in all such cells that it hangs together
    /// with, leaves every comparison right that could be right.
    zero: Vec<bool>,
    /// For each cell, one that stands for all that it hangs together with.
    group: Vec<usize>,
    /// The ordinary blanks that count as 0 for [`Deductions::expected`].
    supposed: Vec<usize>,
}

impl Deductions {
    /// Deduces from a report's figures; `asked` are the blanks that may not simply count as 0.
    pub fn of(layout: &Layout, checks: &Checks, ledger: &Ledger, asked: &[usize]) -> Self {
        let balances: Vec<usize> = (0..checks.list.len()).filter(|&check| checks.list[check].proves()).collect();
        let cells = layout.places.len();
        let mut figures: Vec<Option<i64>> = (0..cells).map(|cell| figure(ledger.value(cell))).collect();
        let bounds = Bounds::of(layout, checks, &balances, &figures);
        let mut joined = Joined::new(cells);
        let open = |check: usize, figures: &[Option<i64>]| -> Vec<usize> {
            let terms = checks.list[check].claim.terms.iter().map(|term| term.cell);
            terms.filter(|&cell| figures[cell].is_none()).collect()
        };
        for &check in &balances {
            joined.join_all(open(check, &figures).into_iter());
        }
        let group: Vec<usize> = (0..cells).map(|cell| joined.root(cell)).collect();
        // A fault takes away what hangs together with it, and nothing else.
        let group_of = |check: usize| open(check, &figures).first().map(|&cell| group[cell]);
        let mut torn: Vec<usize> = bounds.torn.iter().filter_map(|&check| group_of(check)).collect();
        torn.dedup();
        let proven: Vec<Deduction> = (0..cells)
            .filter(|&cell| !torn.contains(&group[cell]) && ledger.value(cell) != Value::Bad(Fault::Uncertain))
            .filter_map(|cell| bounds.only(cell).map(|(value, proof)| Deduction { cell, value, proof }))
            .collect();
        let conflicts = torn.iter().filter_map(|&torn| {
            let own = |&check: &usize| group_of(check) == Some(torn);
            let own: Vec<usize> = balances.iter().copied().filter(own).collect();
            let is_told = own.iter().any(|&check| ledger.verdict(check) == Verdict::Unbalanced);
            (!is_told).then(|| conflict(layout, checks, own, &figures))
        });
        let conflicts = conflicts.collect();
        for Deduction { cell, value, .. } in &proven {
            figures[*cell] = Some(*value);
        }
        let zero = zero(checks, ledger, &figures);
        let supposed: Vec<usize> = (0..cells)
            .filter(|&cell| figures[cell].is_none() && ledger.value(cell).is_blank() && !asked.contains(&cell))
            .collect();
        let mut deductions = Self { proven, conflicts, zero, group, supposed, expected: vec![None; cells] };
        deductions.suppose(layout, checks, &balances, figures, (asked, &torn));
        deductions
    }

    /// Takes up conflicts that a search found: nothing is deduced of what hangs together with them.
    pub(crate) fn deny(&mut self, conflicts: Vec<Conflict>) {
        self.conflicts.extend(conflicts);
        let denied: Vec<bool> = (0..self.group.len()).map(|cell| self.is_denied(cell)).collect();
        self.proven.retain(|deduction| !denied[deduction.cell]);
        for cell in (0..denied.len()).filter(|&cell| denied[cell]) {
            self.expected[cell] = None;
        }
    }

    /// Whether the cell is among those that balances leave no values.
    pub fn is_denied(&self, cell: usize) -> bool {
        self.conflicts.iter().any(|conflict| conflict.cells.iter().any(|&other| self.group[other] == self.group[cell]))
    }

    /// Whether the cell may be filled with 0 and leave every comparison right that could be right,
    /// as long as the others that it hangs together with are 0 too.
    pub fn may_be_zero(&self, cell: usize) -> bool {
        self.zero[cell]
    }

    /// A cell's only possible value.
    pub fn only(&self, cell: usize) -> Option<&Deduction> {
        self.proven.iter().find(|deduction| deduction.cell == cell)
    }

    /// Whether balances join two cells without a figure, directly or over others.
    pub fn hang_together(&self, a: usize, b: usize) -> bool {
        self.group[a] == self.group[b]
    }

    /// The ordinary blanks that what is expected of a cell counts as 0.
    pub fn supposed(&self, cell: usize) -> Vec<usize> {
        self.supposed.iter().copied().filter(|&other| self.group[other] == self.group[cell]).collect()
    }

    /// What is asked after, with ordinary blanks as 0; nothing where some balance denies that.
    fn suppose(
        &mut self,
        layout: &Layout,
        checks: &Checks,
        balances: &[usize],
        mut figures: Vec<Option<i64>>,
        (asked, torn): (&[usize], &[usize]),
    ) {
        let before = figures.clone();
        self.supposed.iter().for_each(|&cell| figures[cell] = Some(0));
        let bounds = Bounds::of(layout, checks, balances, &figures);
        let mut denied = torn.to_vec();
        for &check in balances {
            let claim = &checks.list[check].claim;
            let open = |figures: &[Option<i64>]| claim.terms.iter().find(|term| figures[term.cell].is_none());
            let Some(first) = open(&before) else { continue };
            let value = |cell: usize| i128::from(figures[cell].unwrap_or(0));
            let sum = claim.terms.iter().map(|term| i128::from(term.factor) * value(term.cell)).sum::<i128>();
            let fails = open(&figures).is_none() && sum + i128::from(claim.constant) != 0;
            if fails || bounds.torn.contains(&check) {
                denied.push(self.group[first.cell]);
            }
        }
        // With the lines that are asked after filled in, ordinary blanks may be 0 as they were supposed to be.
        let others = checks.list.iter().filter(|check| !check.proves()).flat_map(|check| &check.claim.terms);
        let mut is_bound = vec![false; before.len()];
        others.for_each(|term| is_bound[term.cell] = true);
        for term in balances.iter().flat_map(|&check| &checks.list[check].claim.terms) {
            let is_open = before[term.cell].is_none() && figures[term.cell] == Some(0);
            if is_open && !is_bound[term.cell] && !denied.contains(&self.group[term.cell]) {
                self.zero[term.cell] = true;
            }
        }
        let free = |&&cell: &&usize| before[cell].is_none() && !denied.contains(&self.group[cell]);
        for &cell in asked.iter().filter(free) {
            if let Some((value, proof)) = bounds.only(cell) {
                self.expected[cell] = Some(Expected::Value(value, proof.first().copied().unwrap_or(0)));
                figures[cell] = Some(value);
            }
        }
        for &check in balances {
            let claim = &checks.list[check].claim;
            let open: Vec<_> = claim.terms.iter().filter(|term| figures[term.cell].is_none()).collect();
            let [a, b] = open[..] else { continue };
            // A row compared with itself says nothing of the row.
            let apart = layout.places[a.cell].row != layout.places[b.cell].row;
            let known = |cell: usize| asked.contains(&cell) && !denied.contains(&self.group[cell]);
            if a.factor != -b.factor || !apart || !known(a.cell) || !known(b.cell) {
                continue;
            }
            let sum: i128 = claim
                .terms
                .iter()
                .map(|term| i128::from(term.factor) * i128::from(figures[term.cell].unwrap_or(0)))
                .sum::<i128>()
                + i128::from(claim.constant);
            for (one, other) in [(a, b), (b, a)] {
                let factor = i128::from(one.factor);
                let difference = (sum % factor == 0).then(|| i64::try_from(-sum / factor).ok()).flatten();
                let apart = difference.map(|difference| Expected::Relative(other.cell, difference, check));
                self.expected[one.cell] = self.expected[one.cell].or(apart);
            }
        }
    }
}

fn figure(value: Value) -> Option<i64> {
    if let Value::Number(number) = value { Some(number) } else { None }
}

/// A group with more balances than this is not searched for the few that deny each other.
const MOST_SEARCHED: usize = 100;

/// The balances of a torn group that deny each other: each is left out that they do without.
fn conflict(layout: &Layout, checks: &Checks, mut own: Vec<usize>, figures: &[Option<i64>]) -> Conflict {
    let mut at = own.len().min(MOST_SEARCHED);
    while at > 0 {
        at -= 1;
        let without: Vec<usize> = own.iter().copied().filter(|&check| check != own[at]).collect();
        if !Bounds::of(layout, checks, &without, figures).torn.is_empty() {
            own = without;
        }
    }
    let cells = checks.cells_of(&own, &|cell| figures[cell].is_none());
    Conflict { checks: own, cells }
}

/// For each cell without a figure, whether 0 in it and in all that it hangs together with makes no
/// comparison fail that does not fail anyway. `figures` has what is proven, too.
fn zero(checks: &Checks, ledger: &Ledger, figures: &[Option<i64>]) -> Vec<bool> {
    let mut joined = Joined::new(figures.len());
    let cells = |check: &Check| -> Vec<usize> {
        let condition = check.condition.iter().flat_map(|condition| &condition.terms);
        let terms = check.claim.terms.iter().chain(condition).map(|term| term.cell);
        terms.filter(|&cell| figures[cell].is_none()).collect()
    };
    let mut tried = ledger.clone();
    for (cell, figure) in figures.iter().enumerate() {
        if let Some(value) = figure {
            tried.set(cell, Value::Number(*value));
        }
    }
    let fails = |ledger: &Ledger, number: usize| ledger.verdict(number) == Verdict::Unbalanced;
    let before: Vec<bool> = (0..checks.list.len()).map(|number| fails(&tried, number)).collect();
    for (cell, _) in figures.iter().enumerate().filter(|(_, figure)| figure.is_none()) {
        tried.set(cell, Value::Number(0));
    }
    for check in &checks.list {
        joined.join_all(cells(check).into_iter());
    }
    let mut zero = vec![true; figures.len()];
    for (number, fails_anyway) in before.into_iter().enumerate() {
        if !fails_anyway
            && fails(&tried, number)
            && let Some(&cell) = cells(&checks.list[number]).first()
        {
            zero[joined.root(cell)] = false;
        }
    }
    (0..figures.len()).map(|cell| zero[joined.root(cell)]).collect()
}
