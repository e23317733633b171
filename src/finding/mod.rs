//! What a report's checks amount to, in the filer's terms: plain data with its sentence.

mod blank;
mod cell;
mod relation;
pub(crate) mod wording;

use crate::confront::{Checks, Deductions, Expected, Ledger};
use crate::form::{Edit, Rule};
use crate::order;
use crate::report::{Layout, Report};

/// A fault found in a report.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Position of the sheet whose form has the rule.
    pub sheet: usize,
    /// Position of the rule among its form's rules.
    pub rule: usize,
    /// Every cell concerned; the one to look at first stands first.
    pub cells: Vec<usize>,
    /// The check that failed, where it is one.
    pub check: Option<usize>,
    /// Both sides of a failed comparison, and by how much they differ, in plain digits.
    pub sides: Option<Sides>,
    /// What blank cells must hold.
    pub expected: Vec<(usize, Expected)>,
    /// The whole sentence, for list and cell alike.
    pub message: String,
}

/// The two sides of a failed comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sides {
    /// The value of the left side, blanks as 0.
    pub left: String,
    /// The value of the right side, blanks as 0.
    pub right: String,
    /// How far apart they are, without sign.
    pub difference: String,
    /// What a side that is one cell should be.
    pub expected: Option<String>,
}

impl Finding {
    /// The rule that failed.
    pub fn rule<'l>(&self, layout: &'l Layout) -> &'l Rule {
        &layout.sheets[self.sheet].form.rules[self.rule]
    }
}

/// A report with all that was made of it.
pub struct Confronted<'r> {
    /// The report.
    pub report: &'r Report,
    /// Its checks.
    pub checks: &'r Checks,
    /// What they say.
    pub ledger: &'r Ledger,
    /// Which blank cell is claimed by which rule.
    pub claims: blank::Claims,
    /// What its blanks must be.
    pub deductions: Deductions,
}

impl<'r> Confronted<'r> {
    /// Works out all that follows from the figures.
    pub fn new(report: &'r Report, checks: &'r Checks, ledger: &'r Ledger) -> Self {
        let claims = blank::Claims::of(report);
        let deductions = Deductions::of(&report.layout, checks, ledger, &claims.asked());
        Self { report, checks, ledger, claims, deductions }
    }

    /// Every finding: what must be changed first, then by table and rule.
    pub fn findings(&self) -> Vec<Finding> {
        let layout = &self.report.layout;
        let mut findings = relation::findings(self);
        findings.extend(blank::findings(self));
        findings.extend(cell::findings(self));
        order::by(findings, |finding| [finding.rule(layout).severity as usize, finding.sheet, finding.rule])
    }
}

/// The rules of every sheet that are about it, with the sheet's and the rule's position.
fn rules(layout: &Layout) -> impl Iterator<Item = (usize, usize, &Rule)> {
    layout.sheets.iter().enumerate().flat_map(|(sheet, filled)| {
        let about = |rule: &Rule| rule.table.as_ref().is_none_or(|table| *table == filled.table().id);
        let rules = filled.form.rules.iter().enumerate();
        rules.filter(move |(_, rule)| about(rule)).map(move |(number, rule)| (sheet, number, rule))
    })
}

/// Whether a rule is about blanks.
fn blank_edit(rule: &Rule) -> Option<&crate::form::BlankEdit> {
    if let Edit::Blank(edit) = &rule.edit { Some(edit) } else { None }
}
