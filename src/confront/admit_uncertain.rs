//! What is wrong whichever way the figures are read: an error that is beyond doubt, among cells
//! that are not.

use super::{Check, Checks, Ledger, Verdict};
use crate::number::{Fault, Value};
use crate::order::{Map, Set};
use crate::report::Report;
use std::ops::Range;

/// So many readings of a rule's cells are tried.
const MAX_TRIED: usize = 2000;

/// Lets uncertain cells count as figures again where some rule fails however they are read, and
/// none fails only as they were read. Adds the checks that fail whichever way last year's uncertain
/// cells are read, too.
pub(crate) fn admit_uncertain(report: &mut Report, checks: &mut Checks) {
    let doubtful = std::mem::take(&mut checks.doubtful);
    if report.readings.is_empty() && doubtful.is_empty() {
        return;
    }
    report.withdraw();
    let certain = checks.list.len();
    // Each rule on its line with the checks that it is, one for each way of reading last year's cells.
    let mut claims: Vec<Range<usize>> = (0..certain).map(|number| number..number + 1).collect();
    for (_, ways) in &doubtful {
        claims.push(checks.list.len()..checks.list.len() + ways.len());
        checks.list.extend_from_slice(ways);
    }
    let mut ledger = Ledger::of(report, checks);
    let mut failing: Map<usize, Vec<usize>> = Map::default();
    for (number, ways) in claims.into_iter().enumerate() {
        let check = &checks.list[ways.start];
        let terms = check.claim.terms.iter().map(|term| term.cell);
        let unsure: Vec<usize> = terms.filter(|cell| report.cells[*cell].is_uncertain()).collect();
        let may_fail = number >= certain || check.is_balance() && !unsure.is_empty();
        let told = unsure.iter().all(|cell| report.readings.contains_key(cell) && !report.cells[*cell].raw.is_empty());
        if may_fail && told && { ways }.all(|check| fails_anyway(report, &unsure, check, &mut ledger)) {
            failing.insert(number, unsure);
        }
    }
    while !failing.is_empty() {
        let counted: Set<usize> = failing.values().flatten().copied().collect();
        counted.iter().for_each(|cell| ledger.set(*cell, read(report, *cell)));
        let guessed = |number: &usize| *number < certain && !failing.contains_key(number);
        let wrong: Vec<usize> = ledger.failed().filter(guessed).collect();
        let cells = |number: &usize| checks.list[*number].claim.terms.iter().map(|term| term.cell);
        let spoiled: Set<usize> = wrong.iter().flat_map(cells).filter(|cell| counted.contains(cell)).collect();
        counted.iter().for_each(|cell| ledger.set(*cell, Value::Bad(Fault::Uncertain)));
        if spoiled.is_empty() {
            counted.iter().for_each(|cell| report.let_count(*cell));
            break;
        }
        failing.retain(|_, cells| !cells.iter().any(|cell| spoiled.contains(cell)));
    }
    checks.list.truncate(certain);
    for (number, (at, ways)) in doubtful.into_iter().enumerate() {
        if failing.contains_key(&(certain + number)) {
            checks.lacking.retain(|lacking| *lacking != at);
            checks.list.extend(ways.into_iter().take(1).map(|check| Check { fails_anyway: true, ..check }));
        }
    }
}

/// A cell's value as it was read.
fn read(report: &Report, cell: usize) -> Value {
    report.layout.measure(cell).read(&report.cells[cell].raw).value
}

/// Whether a check fails for every reading of its uncertain cells.
fn fails_anyway(report: &Report, cells: &[usize], check: usize, ledger: &mut Ledger) -> bool {
    let values = |cell: &usize| -> Vec<Value> {
        let texts = report.readings.get(cell).into_iter().flatten();
        texts.map(|text| report.layout.measure(*cell).read(text).value).collect()
    };
    let values: Vec<Vec<Value>> = cells.iter().map(values).collect();
    let count = values.iter().map(Vec::len).try_fold(1usize, |all, own| all.checked_mul(own));
    let Some(count) = count.filter(|count| (1..=MAX_TRIED).contains(count)) else { return false };
    let mut fails = true;
    for mut number in 0..count {
        for (cell, values) in cells.iter().zip(&values) {
            ledger.set(*cell, values[number % values.len()]);
            number /= values.len();
        }
        fails &= ledger.verdict(check) == Verdict::Unbalanced;
    }
    cells.iter().for_each(|cell| ledger.set(*cell, Value::Bad(Fault::Uncertain)));
    fails
}
