//! What a form's rule set itself is worth: whether it contradicts or repeats itself, and which
//! cells no rule protects.

use crate::confront::{Check, Checks, Ledger, Verdict};
use crate::form::{Along, Edit, Form, Severity, Statement};
use crate::localise::blind;
use crate::number::Value;
use crate::report::Layout;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The findings about a form's own rules.
#[derive(Clone, Debug)]
pub struct Audit {
    layout: Layout,
    checks: Checks,
    /// How many checks are balances: equalities without condition.
    pub balances: usize,
    /// Balances that follow from the ones before them.
    pub implied: Vec<usize>,
    /// Balances that no figures can satisfy together with the ones before them.
    pub contradictions: Vec<usize>,
    /// Hard checks that a report of nothing but zeros fails. None is the proof that the hard
    /// rules can be satisfied together.
    pub denied_by_zeros: Vec<usize>,
    /// Cells in no hard check: an error there goes unnoticed.
    pub unprotected: Vec<usize>,
    /// Cells whose balances are exactly those of another cell: an error is seen, not located.
    pub unlocated: Vec<usize>,
}

impl Audit {
    /// Examines a whole form.
    pub fn of(form: &Arc<Form>) -> Self {
        let layout = Layout::whole(form);
        let checks = Checks::of(&layout);
        let balances: Vec<usize> = (0..checks.list.len()).filter(|&check| checks.list[check].is_balance()).collect();
        let (implied, contradictions) = dependent(&checks, &balances);
        Self {
            balances: balances.len(),
            implied,
            contradictions,
            denied_by_zeros: denied_by_zeros(&layout, &checks),
            unprotected: blind::unseen(&layout, &checks),
            unlocated: blind::unlocated(&layout, &checks),
            layout,
            checks,
        }
    }
}

fn denied_by_zeros(layout: &Layout, checks: &Checks) -> Vec<usize> {
    let mut ledger = Ledger::new(layout, checks);
    for cell in 0..layout.places.len() {
        ledger.set(cell, Value::Number(0));
    }
    let hard = |&check: &usize| checks.list[check].rule(layout).severity == Severity::Hard;
    (0..checks.list.len()).filter(hard).filter(|&check| ledger.verdict(check) == Verdict::Unbalanced).collect()
}

/// A balance as a row of a matrix: factors by cell, and the constant.
type Row = (BTreeMap<usize, i128>, i128);

/// Exact elimination in written order: which balances the earlier ones imply, and which they deny.
fn dependent(checks: &Checks, balances: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let (mut implied, mut denied) = (Vec::new(), Vec::new());
    let mut pivots: Vec<(usize, Row)> = Vec::new();
    for &check in balances {
        let claim = &checks.list[check].claim;
        let mut row: Row = (BTreeMap::new(), i128::from(claim.constant));
        for term in &claim.terms {
            *row.0.entry(term.cell).or_default() += i128::from(term.factor);
        }
        for (cell, pivot) in &pivots {
            if let Some(&factor) = row.0.get(cell) {
                row = eliminate(&row, pivot, factor, pivot.0[cell]);
            }
        }
        row.0.retain(|_, factor| *factor != 0);
        match row.0.keys().next().copied() {
            Some(cell) => pivots.push((cell, row)),
            None if row.1 == 0 => implied.push(check),
            None => denied.push(check),
        }
    }
    (implied, denied)
}

fn eliminate(row: &Row, pivot: &Row, factor: i128, lead: i128) -> Row {
    let mut cells: BTreeMap<usize, i128> = row.0.iter().map(|(&cell, &value)| (cell, value * lead)).collect();
    for (&cell, &value) in &pivot.0 {
        *cells.entry(cell).or_default() -= value * factor;
    }
    cells.retain(|_, value| *value != 0);
    let constant = row.1 * lead - pivot.1 * factor;
    let common = cells.values().fold(constant.abs(), |a, b| gcd(a, b.abs())).max(1);
    cells.values_mut().for_each(|value| *value /= common);
    (cells, constant / common)
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl fmt::Display for Audit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let form = self.layout.sheets.first().map(|sheet| &sheet.form);
        let (cells, checks) = (self.layout.places.len(), self.checks.list.len());
        writeln!(f, "{}: {cells} cells, {checks} checks", form.map_or("", |form| &form.id))?;
        for rule in form.iter().flat_map(|form| &form.rules) {
            let of_rule = |check: &&Check| check.rule(&self.layout).id == rule.id;
            let count = self.checks.list.iter().filter(of_rule).count();
            let back = match &rule.edit {
                Edit::Relation { holds, .. } if holds.iter().any(Statement::looks_back) => {
                    " (beside last year's report)"
                }
                _ => "",
            };
            writeln!(f, "  {:?} {} {}{}{back}", rule.severity, rule.id, rule.fault, times(count))?;
        }
        writeln!(f, "{} balances, rank {}", self.balances, self.balances - self.implied.len())?;
        self.checks_in(f, "follow from the ones before", &self.implied)?;
        self.checks_in(f, "contradict the ones before", &self.contradictions)?;
        self.checks_in(f, "denied by a report of zeros", &self.denied_by_zeros)?;
        self.cells_in(f, "in no hard check", &self.unprotected)?;
        self.cells_in(f, "in the same balances as another cell", &self.unlocated)
    }
}

fn times(count: usize) -> String {
    if count == 0 { String::new() } else { format!(" ×{count}") }
}

impl Audit {
    fn checks_in(&self, f: &mut fmt::Formatter<'_>, title: &str, checks: &[usize]) -> fmt::Result {
        writeln!(f, "{title}: {}", checks.len())?;
        for &check in checks {
            let Check { block, each, line, sheet, .. } = self.checks.list[check];
            let block = &self.layout.sheets[sheet].table().blocks[block];
            let line = match each {
                Along::Row => &block.rows.leaves[line].name,
                Along::Column => &block.columns.leaves[line].name,
            };
            writeln!(f, "  {} {line}", self.checks.list[check].rule(&self.layout).id)?;
        }
        Ok(())
    }

    fn cells_in(&self, f: &mut fmt::Formatter<'_>, title: &str, cells: &[usize]) -> fmt::Result {
        writeln!(f, "{title}: {}", cells.len())?;
        let mut rows: Vec<(String, Vec<&str>)> = Vec::new();
        for &cell in cells {
            let row = format!("{} {}", self.layout.sheet(cell).table().name, self.layout.row(cell).name);
            let column = self.layout.column(cell).label.as_str();
            match rows.last_mut() {
                Some((last, columns)) if *last == row => columns.push(column),
                _ => rows.push((row, vec![column])),
            }
        }
        rows.iter().try_for_each(|(row, columns)| writeln!(f, "  {row}: {}", columns.join("、")))
    }
}
