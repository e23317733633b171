//! What is wrong whichever way the figures are read: an error that is beyond doubt, among cells
//! that are not.

use super::{Checks, Ledger, Verdict};
use crate::number::{Fault, Value};
use crate::order::{Map, Set};
use crate::report::Report;

/// So many readings of a rule's cells are tried.
const MAX_TRIED: usize = 2000;

/// Lets uncertain cells count as figures again where some rule fails however they are read, and
/// none fails only as they were read. `offers` holds each uncertain cell's readings.
pub(crate) fn admit_uncertain(report: &mut Report, offers: &Map<usize, Vec<String>>) {
    if offers.is_empty() {
        return;
    }
    let checks = Checks::of(&report.layout);
    let mut ledger = Ledger::of(report, &checks);
    let mut failing: Map<usize, Vec<usize>> = Map::default();
    for (number, check) in checks.list.iter().enumerate().filter(|(_, check)| check.is_balance()) {
        let terms = check.claim.terms.iter().map(|term| term.cell);
        let unsure: Vec<usize> = terms.filter(|cell| report.cells[*cell].is_uncertain()).collect();
        let told = unsure.iter().all(|cell| offers.contains_key(cell) && !report.cells[*cell].raw.is_empty());
        if !unsure.is_empty() && told && fails_anyway(report, offers, &unsure, number, &mut ledger) {
            failing.insert(number, unsure);
        }
    }
    while !failing.is_empty() {
        let counted: Set<usize> = failing.values().flatten().copied().collect();
        counted.iter().for_each(|cell| ledger.set(*cell, read(report, *cell)));
        let guessed = |number: &usize| !failing.contains_key(number);
        let wrong: Vec<usize> = ledger.failed().filter(guessed).collect();
        let cells = |number: &usize| checks.list[*number].claim.terms.iter().map(|term| term.cell);
        let spoiled: Set<usize> = wrong.iter().flat_map(cells).filter(|cell| counted.contains(cell)).collect();
        counted.iter().for_each(|cell| ledger.set(*cell, Value::Bad(Fault::Uncertain)));
        if spoiled.is_empty() {
            counted.iter().for_each(|cell| report.cells[*cell].value = read(report, *cell));
            return;
        }
        failing.retain(|_, cells| !cells.iter().any(|cell| spoiled.contains(cell)));
    }
}

/// A cell's value as it was read.
fn read(report: &Report, cell: usize) -> Value {
    report.layout.measure(cell).read(&report.cells[cell].raw).value
}

/// Whether a rule fails for every reading of its uncertain cells.
fn fails_anyway(
    report: &Report,
    offers: &Map<usize, Vec<String>>,
    cells: &[usize],
    check: usize,
    ledger: &mut Ledger,
) -> bool {
    let values = |cell: &usize| -> Vec<Value> {
        let texts = offers.get(cell).into_iter().flatten();
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
