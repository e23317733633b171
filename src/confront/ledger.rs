//! The running state of every check, kept up to date cell by cell.

use super::Verdict;
use super::check::{Checks, Linear};
use crate::form::Relation;
use crate::number::Value;
use crate::report::{Layout, Report};

/// The figures of a report entered into its checks. One cell's change costs the few sums it is in.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    values: Vec<Value>,
    signed: Vec<bool>,
    sums: Vec<Running>,
    /// For each cell, the sums it is in: a slice of `entries`.
    first: Vec<u32>,
    entries: Vec<Entry>,
    /// For each check: its claim's sum, and its condition's.
    checks: Vec<(u32, Option<u32>, Option<(u32, i64)>)>,
    verdicts: Vec<u8>,
    counts: [u32; 5],
}

/// A sum's known part, and how many of its cells could still move it.
#[derive(Clone, Debug)]
struct Running {
    check: u32,
    relation: Relation,
    known: i64,
    /// Blank cells that could raise the sum.
    up: u32,
    /// Blank cells that could lower it.
    down: u32,
    /// Blank cells.
    blank: u32,
    /// Cells that hold no number.
    bad: u32,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    sum: u32,
    factor: i64,
}

impl Ledger {
    /// A ledger with every cell blank.
    pub fn new(layout: &Layout, checks: &Checks) -> Self {
        let cells = layout.places.len();
        let mut ledger = Self {
            values: vec![Value::Blank; cells],
            signed: (0..cells).map(|cell| layout.measure(cell).signed).collect(),
            ..Self::default()
        };
        let mut by_cell: Vec<Vec<Entry>> = vec![Vec::new(); cells];
        for (number, check) in checks.list.iter().enumerate() {
            let claim = ledger.open(number, &check.claim, &mut by_cell);
            let condition = check.condition.as_ref().map(|linear| ledger.open(number, linear, &mut by_cell));
            let whole = check.whole.map(|(cell, scale)| (cell as u32, scale));
            ledger.checks.push((claim, condition, whole));
        }
        for entries in &by_cell {
            ledger.first.push(ledger.entries.len() as u32);
            ledger.entries.extend(entries);
        }
        ledger.first.push(ledger.entries.len() as u32);
        ledger.verdicts = vec![0; checks.list.len()];
        ledger.fill(std::iter::empty());
        ledger
    }

    /// A ledger of a report's figures.
    pub fn of(report: &Report, checks: &Checks) -> Self {
        let mut ledger = Self::new(&report.layout, checks);
        ledger.fill(report.cells.iter().map(|cell| cell.value));
        ledger
    }

    fn open(&mut self, check: usize, linear: &Linear, by_cell: &mut [Vec<Entry>]) -> u32 {
        let sum = self.sums.len() as u32;
        let mut running = Running {
            check: check as u32,
            relation: linear.relation,
            known: linear.constant,
            up: 0,
            down: 0,
            blank: 0,
            bad: 0,
        };
        for term in &linear.terms {
            by_cell[term.cell].push(Entry { sum, factor: term.factor });
            running.count(Value::Blank, term.factor, self.signed[term.cell], 1);
        }
        self.sums.push(running);
        sum
    }

    /// Enters a cell's new value into every sum it is in.
    pub fn set(&mut self, cell: usize, value: Value) {
        if !self.enter(cell, value) {
            return;
        }
        for at in self.first[cell] as usize..self.first[cell + 1] as usize {
            let check = self.sums[self.entries[at].sum as usize].check as usize;
            let verdict = self.judge(check) as u8;
            let before = std::mem::replace(&mut self.verdicts[check], verdict);
            self.counts[before as usize] -= 1;
            self.counts[verdict as usize] += 1;
        }
    }

    /// Enters a whole report, every cell in order, and judges once.
    pub fn fill(&mut self, values: impl Iterator<Item = Value>) {
        for (cell, value) in values.take(self.values.len()).enumerate() {
            self.enter(cell, value);
        }
        self.counts = [0; 5];
        for check in 0..self.checks.len() {
            let verdict = self.judge(check) as u8;
            self.verdicts[check] = verdict;
            self.counts[verdict as usize] += 1;
        }
    }

    /// Moves the sums a cell is in from its old value to its new one. Whether there was a change.
    fn enter(&mut self, cell: usize, value: Value) -> bool {
        let old = std::mem::replace(&mut self.values[cell], value);
        if old == value {
            return false;
        }
        let signed = self.signed[cell];
        for at in self.first[cell] as usize..self.first[cell + 1] as usize {
            let Entry { sum, factor } = self.entries[at];
            let running = &mut self.sums[sum as usize];
            running.count(old, factor, signed, u32::MAX);
            running.count(value, factor, signed, 1);
        }
        true
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

    /// How many checks say this.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.counts[verdict as usize] as usize
    }

    /// Left minus right of a check's claim, blanks as 0.
    pub fn imbalance(&self, check: usize) -> i64 {
        self.sums[self.checks[check].0 as usize].known
    }

    /// How many of the cells in a check's claim are blank.
    pub fn blanks(&self, check: usize) -> usize {
        self.sums[self.checks[check].0 as usize].blank as usize
    }

    fn judge(&self, check: usize) -> Verdict {
        let (claim, condition, whole) = self.checks[check];
        if let Some((cell, scale)) = whole {
            match self.values[cell as usize] {
                Value::Number(number) if number % scale == 0 => {}
                _ => return Verdict::Silent,
            }
        }
        let claim = self.sums[claim as usize].verdict();
        match condition.map(|sum| self.sums[sum as usize].verdict()) {
            None | Some(Verdict::Holds) => claim,
            // What the blanks would decide is not decided by calling them 0.
            Some(Verdict::Assumed | Verdict::Open) if claim == Verdict::Unbalanced => Verdict::Open,
            Some(Verdict::Assumed) => claim,
            Some(_) => Verdict::Silent,
        }
    }
}

impl Running {
    /// Adds (`by` 1) or takes back (`by` -1, as `u32::MAX`) one cell.
    fn count(&mut self, value: Value, factor: i64, signed: bool, by: u32) {
        match value {
            Value::Number(number) if by == 1 => self.known += factor * number,
            Value::Number(number) => self.known -= factor * number,
            Value::Bad(_) => self.bad = self.bad.wrapping_add(by),
            Value::Blank | Value::Placeholder => {
                self.blank = self.blank.wrapping_add(by);
                if factor > 0 || signed {
                    self.up = self.up.wrapping_add(by);
                }
                if factor < 0 || signed {
                    self.down = self.down.wrapping_add(by);
                }
            }
        }
    }

    fn verdict(&self) -> Verdict {
        if self.bad > 0 {
            return Verdict::Open;
        }
        let (known, up, down) = (self.known, self.up > 0, self.down > 0);
        let (holds, possible) = match self.relation {
            Relation::Equal => (known == 0, known == 0 || known < 0 && up || known > 0 && down),
            Relation::AtMost => (known <= 0, known <= 0 || down),
            Relation::AtLeast => (known >= 0, known >= 0 || up),
            Relation::Below => (known < 0, known < 0 || down),
            Relation::Above => (known > 0, known > 0 || up),
        };
        match (holds, possible, self.blank) {
            (true, _, 0) => Verdict::Holds,
            (true, _, _) => Verdict::Assumed,
            (false, true, _) => Verdict::Open,
            (false, false, _) => Verdict::Unbalanced,
        }
    }
}
