//! Findings of balances that blank cells let hold one by one, and not all together.

use super::wording::{self, Sentence};
use super::{Confronted, Finding, rules};
use crate::confront::Conflict;
use crate::form::Edit;

pub(super) fn findings(confronted: &Confronted) -> Vec<Finding> {
    confronted.deductions.conflicts.iter().filter_map(|conflict| finding(confronted, conflict)).collect()
}

/// What a conflict amounts to; nothing where the form has no rule for it.
fn finding(confronted: &Confronted, conflict: &Conflict) -> Option<Finding> {
    let Confronted { report, checks, .. } = *confronted;
    let layout = &report.layout;
    let Conflict { checks: numbers, cells } = conflict;
    let sheet = checks.list[*numbers.first()?].sheet;
    let (sheet, rule, written) =
        rules(layout).find(|(at, _, rule)| *at == sheet && matches!(rule.edit, Edit::Joint))?;
    let mut sentence = Sentence::default();
    sentence.set("cells", wording::cells(layout, cells));
    sentence.set("relations", wording::relations(layout, checks, numbers));
    let message = sentence.say(&written.message);
    Some(Finding { sheet, rule, cells: cells.clone(), check: None, sides: None, expected: Vec::new(), message })
}
