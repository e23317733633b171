//! All that is known of a report, as plain data in the page's own terms: what the command prints
//! with `--json` and the wasm package returns. `boundary/types.d.ts` is the same shape, typed.

mod repair;

pub use repair::{BlindView, ChangeView, DeductionView, DifferenceView, RepairView, RepairsView, SlipView};

use crate::confront::{Checks, Expected, Lacking, Ledger, Verdict, admit_uncertain};
use crate::finding::wording;
use crate::finding::{Confronted, Finding};
use crate::form::Severity;
use crate::localise::{self, Cause, Repairs};
use crate::number::{Fault, Value};
use crate::order;
use crate::prior::Prior;
use crate::report::{Layout, Report};
use serde::Serialize;
use std::sync::Arc;

/// See `Answer` in `boundary/types.d.ts`.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Answer {
    pub forms: Entries,
    pub year: Option<u16>,
    // The page has these from the reading.
    #[cfg_attr(any(feature = "page", feature = "paste"), serde(skip))]
    pub title: Option<String>,
    #[cfg_attr(any(feature = "page", feature = "paste"), serde(skip))]
    pub issuer: Option<String>,
    pub cells: Entries,
    pub uncertain: Vec<String>,
    #[cfg_attr(any(feature = "page", feature = "paste"), serde(skip))]
    pub doubts: Entries<&'static str>,
    #[cfg_attr(any(feature = "page", feature = "paste"), serde(skip))]
    pub readings: Entries<Vec<String>>,
    pub held: usize,
    pub assumed: usize,
    pub open: usize,
    pub failed: usize,
    #[cfg_attr(feature = "page", serde(skip))]
    pub unchecked: Vec<UncheckedView>,
    pub findings: Vec<FindingView>,
    pub causes: Vec<CauseView>,
    #[cfg_attr(feature = "page", serde(skip))]
    pub zeros: Vec<String>,
    pub deduced: Vec<DeductionView>,
    pub differences: Vec<DifferenceView>,
    // The page's first package finds none of these.
    #[cfg_attr(feature = "page", serde(skip))]
    pub repairs: RepairsView,
    #[cfg_attr(feature = "page", serde(skip))]
    pub blind: Vec<BlindView>,
    pub remarks: Vec<String>,
}

/// Names with their values, in order: an object in JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entries<T = String>(pub Vec<(String, T)>);

impl Entries {
    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl<T> FromIterator<(String, T)> for Entries<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(entries: I) -> Self {
        Self(entries.into_iter().collect())
    }
}

impl<T: Serialize> Serialize for Entries<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// See `FindingView` in `boundary/types.d.ts`.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct FindingView {
    pub rule: String,
    pub fault: String,
    pub severity: &'static str,
    pub table: String,
    pub cells: Vec<String>,
    pub terms: Vec<TermView>,
    pub left: Option<String>,
    pub right: Option<String>,
    pub difference: Option<String>,
    pub expected: Option<String>,
    pub values: Vec<ExpectedView>,
    pub message: String,
    pub basis: String,
    pub cause: Option<usize>,
}

/// See `UncheckedView` in `boundary/types.d.ts`.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct UncheckedView {
    pub rule: String,
    pub cells: Vec<String>,
    pub message: String,
}

/// See `TermView` in `boundary/types.d.ts`.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct TermView {
    pub cell: String,
    pub sign: &'static str,
    pub side: &'static str,
    pub value: String,
}

/// See `ExpectedView` in `boundary/types.d.ts`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct ExpectedView {
    pub cell: String,
    pub value: String,
    pub relative_to: Option<String>,
}

/// See `CauseView` in `boundary/types.d.ts`.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct CauseView {
    pub cell: String,
    pub from: String,
    pub to: String,
    pub settles: usize,
    pub message: String,
}

/// What the search for repairs may cost in an answer: in the browser well under 50 milliseconds.
pub const WORK: u64 = 1_500_000;

impl Answer {
    /// Everything that follows from a report's figures, and last year's where they are given,
    /// checked from scratch.
    pub fn about(report: &Report, prior: Option<&Arc<Prior>>) -> Self {
        let (mut report, mut checks) = (report.clone(), Checks::about(report, prior.cloned()));
        admit_uncertain(&mut report, &mut checks);
        let ledger = Ledger::of(&report, &checks);
        Self::of(&report, &checks, &ledger)
    }

    /// Everything that follows from a report's figures.
    pub fn of(report: &Report, checks: &Checks, ledger: &Ledger) -> Self {
        let mut confronted = Confronted::new(report, checks, ledger);
        let known = &confronted.deductions.conflicts;
        let conflicts = localise::joint::conflicts(&report.layout, checks, ledger, known);
        confronted.deductions.deny(conflicts);
        let (repairs, view, blind) = located(&confronted);
        Self { repairs: view, blind, ..Self::told(&confronted, Some(&repairs)) }
    }

    /// All of it but what takes a search: `repairs` and `blind` are empty, and say nothing. In the page's
    /// first package it is what is wrong with figures, and nothing of what lacks.
    pub fn at_once(report: &Report, checks: &Checks, ledger: &Ledger) -> Self {
        Self::told(&Confronted::new(report, checks, ledger), None)
    }

    /// A correction is told as the cause only where every smallest repair makes it, once these are known.
    fn told(confronted: &Confronted, repairs: Option<&Repairs>) -> Self {
        let Confronted { report, checks, ledger, .. } = *confronted;
        let layout = &report.layout;
        let suspects = localise::suspects(report, checks, ledger);
        let mut causes = localise::causes(&suspects);
        if let Some(repairs) = repairs {
            causes.retain(|cause| repairs.certain.iter().any(|change| change.is(cause.cell, cause.to)));
        }
        let findings = confronted.findings();
        let view = View { report, layout, checks, ledger };
        let named = |cell: usize| layout.address(cell);
        let numbers = 0..report.cells.len();
        // One of several balances that cannot all hold fails, whichever it is; one of them is open.
        let denied = confronted.deductions.conflicts.len();
        let oddity = checks.prior.as_ref().and_then(|prior| prior.oddity(report.year));
        Self {
            forms: layout.sheets.iter().map(|sheet| (sheet.table().id.clone(), sheet.form.id.clone())).collect(),
            year: report.year,
            title: report.title.clone(),
            issuer: report.issuer.clone(),
            cells: numbers
                .clone()
                .filter(|&cell| report.cells[cell].is_there())
                .map(|cell| (named(cell), report.shown(cell)))
                .collect(),
            doubts: if cfg!(any(feature = "page", feature = "paste")) { Entries::default() } else { doubts(report) },
            readings: if cfg!(any(feature = "page", feature = "paste")) {
                Entries::default()
            } else {
                readings(report)
            },
            uncertain: numbers.filter(|&cell| report.cells[cell].is_uncertain()).map(named).collect(),
            held: view.count(Verdict::Holds),
            assumed: view.count(Verdict::Assumed),
            open: view.count(Verdict::Open) - denied + view.lacking().count(),
            failed: view.count(Verdict::Unbalanced) + denied,
            unchecked: if cfg!(feature = "page") { Vec::new() } else { view.unchecked(confronted) },
            findings: findings.iter().map(|finding| view.finding(finding, &causes)).collect(),
            causes: causes.iter().map(|cause| view.cause(cause)).collect(),
            zeros: view.zeros(confronted),
            deduced: view.deduced(&confronted.deductions),
            differences: view.differences(&confronted.deductions.expected),
            repairs: RepairsView::default(),
            blind: Vec::new(),
            remarks: report.remarks.iter().cloned().chain(oddity).collect(),
        }
    }
}

/// Where the errors in a report may be, and where errors would go unseen.
fn located(confronted: &Confronted) -> (Repairs, RepairsView, Vec<BlindView>) {
    let Confronted { report, checks, ledger, .. } = *confronted;
    let layout = &report.layout;
    let ledger = &certain(report, ledger);
    let view = View { report, layout, checks, ledger };
    let repairs = localise::repairs(layout, checks, ledger, WORK);
    let shown = view.repairs(&repairs, &confronted.findings());
    (repairs, shown, view.blind())
}

/// The name of each doubt, by cell. `page` does without, and so without the texts of all doubts.
fn doubts(report: &Report) -> Entries<&'static str> {
    let cells = report.cells.iter().enumerate();
    cells.filter_map(|(number, cell)| Some((report.layout.address(number), cell.doubt?.name()))).collect()
}

/// What uncertain cells may hold, where that is known.
fn readings(report: &Report) -> Entries<Vec<String>> {
    let uncertain = report.readings.iter().filter(|(cell, _)| report.cells[**cell].is_uncertain());
    uncertain.map(|(&cell, texts)| (report.layout.address(cell), texts.clone())).collect()
}

/// Without the uncertain cells that count as figures: that a rule fails is certain whichever way they
/// are read, but what would mend it depends on how.
fn certain(report: &Report, ledger: &Ledger) -> Ledger {
    let mut certain = ledger.clone();
    for cell in (0..report.cells.len()).filter(|&cell| report.cells[cell].is_uncertain()) {
        certain.set(cell, Value::Bad(Fault::Uncertain));
    }
    certain
}

struct View<'r> {
    report: &'r Report,
    layout: &'r Layout,
    checks: &'r Checks,
    ledger: &'r Ledger,
}

impl View<'_> {
    /// How many relations stand so. What is only worth a second look is no relation: it is told
    /// as a notice and counted nowhere.
    fn count(&self, verdict: Verdict) -> usize {
        let counts = |number: &usize| {
            self.ledger.verdict(*number) == verdict
                && self.checks.list[*number].rule(self.layout).severity != Severity::Notice
        };
        (0..self.checks.list.len()).filter(counts).count()
    }

    fn finding(&self, finding: &Finding, causes: &[Cause]) -> FindingView {
        let layout = self.layout;
        let rule = finding.rule(layout);
        let cause = finding.check.and_then(|check| causes.iter().position(|cause| cause.settles.contains(&check)));
        let mut cells = finding.cells.clone();
        let mut expected = finding.sides.as_ref().and_then(|sides| sides.expected.clone());
        if let Some(cause) = cause.map(|at| &causes[at]) {
            cells = order::by(cells, |&cell| [usize::from(cell != cause.cell), 0, 0]);
            expected = Some(layout.measure(cause.cell).show(cause.to));
        } else if let [(cell, Expected::Value(value, _))] = finding.expected[..] {
            expected = Some(layout.measure(cell).show(value));
        }
        FindingView {
            rule: rule.id.clone(),
            fault: rule.fault.clone(),
            severity: match rule.severity {
                Severity::Hard => "hard",
                Severity::Soft => "soft",
                Severity::Notice => "notice",
            },
            table: layout.sheets[finding.sheet].table().id.clone(),
            cells: cells.into_iter().map(|cell| layout.address(cell)).collect(),
            terms: finding.check.map_or_else(Vec::new, |check| self.terms(check)),
            left: finding.sides.as_ref().map(|sides| sides.left.clone()),
            right: finding.sides.as_ref().map(|sides| sides.right.clone()),
            difference: finding.sides.as_ref().map(|sides| sides.difference.clone()),
            expected,
            values: finding.expected.iter().map(|&(cell, known)| self.expected(cell, known)).collect(),
            message: finding.message.clone(),
            basis: rule.source.clone(),
            cause,
        }
    }

    /// The cells without a figure that may be filled with 0, all of them at once.
    fn zeros(&self, confronted: &Confronted) -> Vec<String> {
        if cfg!(feature = "page") {
            return Vec::new();
        }
        let deductions = &confronted.deductions;
        let is_zero = |cell: usize| match (deductions.only(cell), deductions.expected[cell]) {
            (Some(only), _) => only.value == 0,
            (None, Some(Expected::Value(value, _))) => value == 0 && deductions.may_be_zero(cell),
            (None, Some(Expected::Relative(..))) => false,
            (None, None) => deductions.may_be_zero(cell) && !deductions.is_denied(cell),
        };
        let cells = self.report.cells.iter().enumerate();
        let open = cells.filter(|(_, cell)| cell.value.is_gap() && cell.is_there() && !cell.is_uncertain());
        open.filter(|(number, _)| is_zero(*number)).map(|(number, _)| self.layout.address(number)).collect()
    }

    /// The relations that lack a figure, but for those that cannot hold with others.
    fn unchecked(&self, confronted: &Confronted) -> Vec<UncheckedView> {
        let layout = self.layout;
        let is_open = |number: &usize| {
            self.ledger.verdict(*number) == Verdict::Open
                && self.checks.list[*number].rule(layout).severity != Severity::Notice
        };
        let denied = |number: &usize| {
            let conflicts = &confronted.deductions.conflicts;
            conflicts.iter().any(|conflict| conflict.checks.iter().copied().find(is_open) == Some(*number))
        };
        let view = |number: usize| {
            let terms = self.checks.list[number].claim.terms.iter().map(|term| term.cell);
            let gaps: Vec<usize> = terms.filter(|&cell| self.ledger.value(cell).is_gap()).collect();
            UncheckedView {
                rule: self.checks.list[number].rule(layout).id.clone(),
                message: format!("{}：{}没有可用的数字。", self.check(number), wording::cells(layout, &gaps)),
                cells: gaps.into_iter().map(|cell| layout.address(cell)).collect(),
            }
        };
        let open = (0..self.checks.list.len()).filter(is_open).filter(|number| !denied(number)).map(view);
        let lacking = self.lacking().map(|&Lacking { sheet, rule, cell }| {
            let rule = layout.sheets[sheet].form.rules[rule].id.clone();
            let message = format!("{rule}：上年报告中没有{}可用的数字。", layout.name(cell));
            UncheckedView { rule, cells: vec![layout.address(cell)], message }
        });
        open.chain(lacking).collect()
    }

    /// What could not be compared with last year's report, but for what is only a notice.
    fn lacking(&self) -> impl Iterator<Item = &Lacking> {
        let rule = |at: &Lacking| &self.layout.sheets[at.sheet].form.rules[at.rule];
        self.checks.lacking.iter().filter(move |at| rule(at).severity != Severity::Notice)
    }

    fn terms(&self, check: usize) -> Vec<TermView> {
        let terms = self.checks.list[check].claim.terms.iter().map(|term| TermView {
            cell: self.layout.address(term.cell),
            sign: if (term.factor > 0) == term.left { "+" } else { "-" },
            side: if term.left { "left" } else { "right" },
            value: self.report.shown(term.cell),
        });
        terms.collect()
    }

    fn expected(&self, cell: usize, known: Expected) -> ExpectedView {
        let (value, other) = match known {
            Expected::Value(value, _) => (value, None),
            Expected::Relative(other, difference, _) => (difference, Some(other)),
        };
        ExpectedView {
            cell: self.layout.address(cell),
            value: self.layout.measure(cell).show(value),
            relative_to: other.map(|other| self.layout.address(other)),
        }
    }

    fn cause(&self, cause: &Cause) -> CauseView {
        let layout = self.layout;
        let measure = layout.measure(cause.cell);
        let (from, to) = (measure.show(cause.from), measure.show(cause.to));
        let settles = cause.settles.len();
        let failed = self.count(Verdict::Unbalanced);
        let all = if settles == failed { "全部" } else { "" };
        let message = format!(
            "最可能是{}这一格：填的是{from}，改为{to}后，{settles}处不符{all}消除。请对照原始登记核实后再改。",
            layout.name(cause.cell)
        );
        CauseView { cell: layout.address(cause.cell), from, to, settles, message }
    }

    /// A check by its rule and line: T3-ROW（“（一）予以公开”行）.
    fn check(&self, number: usize) -> String {
        wording::relation(self.layout, self.checks, number)
    }
}
