//! Balances that cells without a figure let hold one by one, and not all together: what
//! [`crate::confront::Deductions`] finds by bounds, found exactly.

use super::search;
use super::system::{self, Part};
use crate::confront::{Checks, Conflict, Ledger, Verdict};
use crate::report::Layout;

/// What looking for them may cost.
const WORK: u64 = 300_000;

/// Every part that no figures for its open cells can meet, though none of its balances fails alone;
/// but for those of which a conflict is known.
pub fn conflicts(layout: &Layout, checks: &Checks, ledger: &Ledger, known: &[Conflict]) -> Vec<Conflict> {
    let mut work = WORK;
    let is_told = |part: &Part| {
        part.rows.iter().any(|row| {
            let is_known = known.iter().any(|conflict| conflict.checks.contains(&row.check));
            is_known || ledger.verdict(row.check) == Verdict::Unbalanced
        })
    };
    let parts = system::parts(layout, checks, ledger).into_iter().filter(|part| !is_told(part));
    let torn = parts.filter_map(|part| search::denies(&part, &mut work).then_some(part)).collect::<Vec<_>>();
    torn.iter().map(|part| conflict(layout, checks, ledger, part, &mut work)).collect()
}

/// The balances of a torn part that deny each other: each is left out that they do without.
fn conflict(layout: &Layout, checks: &Checks, ledger: &Ledger, part: &Part, work: &mut u64) -> Conflict {
    let mut own: Vec<usize> = part.rows.iter().map(|row| row.check).collect();
    for check in own.clone() {
        let without: Vec<usize> = own.iter().copied().filter(|&other| other != check).collect();
        let parts = system::parts_of(layout, checks, ledger, &without);
        if parts.iter().any(|part| search::denies(part, work)) {
            own = without;
        }
    }
    let cells = checks.cells_of(&own, &|cell| ledger.value(cell).is_gap());
    Conflict { checks: own, cells }
}
