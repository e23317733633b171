//! Whether a row's figures add up: a blank report of one table, to try rows on.

use super::place::RowAt;
use crate::confront::{Checks, Ledger, Verdict};
use crate::form::{Along, Form};
use crate::number::Value;
use crate::report::Layout;
use std::sync::Arc;

/// A blank report of one table.
pub(super) struct Trial {
    layout: Layout,
    checks: Checks,
    ledger: Ledger,
}

impl Trial {
    pub fn of(form: &Arc<Form>, table: usize) -> Self {
        let layout = Layout::new([(Arc::clone(form), table)]);
        let checks = Checks::of(&layout);
        let ledger = Ledger::new(&layout, &checks);
        Self { layout, checks, ledger }
    }

    /// Whether a row of cells satisfies the form's relations within a row: `None` where there is
    /// none that says anything.
    pub fn balances(&mut self, RowAt { block, row, .. }: RowAt, cells: &[&str]) -> Option<bool> {
        let Self { layout, checks, ledger } = self;
        let at = |column: usize| layout.cell_at(0, block, row, column);
        for (column, text) in cells.iter().enumerate() {
            ledger.set(at(column), layout.measure(at(column)).read(text).value);
        }
        let mut said = None;
        for (number, check) in checks.list.iter().enumerate() {
            if (check.each, check.block, check.line) == (Along::Row, block, row) && check.is_balance() {
                match ledger.verdict(number) {
                    Verdict::Holds | Verdict::Assumed => said = said.or(Some(true)),
                    Verdict::Open | Verdict::Unbalanced => said = Some(false),
                    Verdict::Silent => {}
                }
            }
        }
        (0..cells.len()).for_each(|column| ledger.set(at(column), Value::Blank));
        said
    }
}
