//! What the rules cannot see: cells in which a wrong figure goes unnoticed, or unlocated.

use crate::confront::{Check, Checks};
use crate::form::Severity;
use crate::order;
use crate::report::Layout;

/// Cells in no hard check: an error there goes unnoticed.
pub fn unseen(layout: &Layout, checks: &Checks) -> Vec<usize> {
    let mut seen = vec![false; layout.places.len()];
    let hard = |check: &&Check| check.rule(layout).severity == Severity::Hard;
    for term in checks.list.iter().filter(hard).flat_map(|check| &check.claim.terms) {
        seen[term.cell] = true;
    }
    (0..seen.len()).filter(|&cell| !seen[cell]).collect()
}

/// Cells whose balances are exactly those of another cell: an error is seen, not located.
pub fn unlocated(layout: &Layout, checks: &Checks) -> Vec<usize> {
    let mut signatures: Vec<Vec<(usize, i64)>> = vec![Vec::new(); layout.places.len()];
    for (number, check) in checks.list.iter().enumerate().filter(|(_, check)| check.is_balance()) {
        for term in &check.claim.terms {
            signatures[term.cell].push((number, term.factor));
        }
    }
    for signature in &mut signatures {
        // Up to sign: a term on the other side is found and mended just as well.
        let sign = signature.first().map_or(1, |(_, factor)| factor.signum());
        signature.iter_mut().for_each(|(_, factor)| *factor *= sign);
    }
    let balanced: Vec<usize> = (0..signatures.len()).filter(|&cell| !signatures[cell].is_empty()).collect();
    let sorted = order::by(balanced, |&cell| [digest(&signatures[cell]), cell, 0]);
    let alike = |&cell: &usize, at: usize| {
        let near = sorted[at.saturating_sub(1)..].iter().take(3);
        near.copied().any(|other| other != cell && signatures[other] == signatures[cell])
    };
    let found = sorted.iter().enumerate().filter(|(at, cell)| alike(cell, *at)).map(|(_, &cell)| cell).collect();
    order::by(found, |&cell: &usize| [cell, 0, 0])
}

/// The same for the same signatures, so that they stand together when sorted by it.
fn digest(signature: &[(usize, i64)]) -> usize {
    signature.iter().fold(7, |sum: usize, &(check, factor)| {
        sum.wrapping_mul(16_777_619).wrapping_add(check).wrapping_mul(31).wrapping_add(factor as usize)
    })
}
