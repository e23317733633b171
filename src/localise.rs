//! Which cell is most likely wrong, and what it should be.
//!
//! A balance that fails says by how much; a balance that holds says that its cells are fine. A
//! cell whose balances all fail, all by the same amount, explains them all.

use crate::confront::{Checks, Ledger, Verdict};
use crate::number::{LIMIT, Value};
use crate::report::Layout;

/// One cell whose change would settle several failed balances.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The cell.
    pub cell: usize,
    /// What it holds, scaled by its decimals.
    pub from: i64,
    /// What would settle the balances.
    pub to: i64,
    /// The failed balances it settles.
    pub settles: Vec<usize>,
}

/// What is known of the smallest change that would make every balance hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repairs {
    /// Whether `size` is proven the smallest and `options` are all of that size.
    pub complete: bool,
    /// How many cells must change at least.
    pub size: usize,
    /// The ways to do it with that many.
    pub options: Vec<Vec<Cause>>,
}

/// Every cell that explains all its balances by one correction, however many it settles.
pub fn suspects(layout: &Layout, checks: &Checks, ledger: &Ledger) -> Vec<Cause> {
    let mut votes: Vec<Vec<(usize, Option<i64>)>> = vec![Vec::new(); layout.places.len()];
    for (number, check) in checks.list.iter().enumerate().filter(|(_, check)| check.is_balance()) {
        for term in &check.claim.terms {
            match ledger.verdict(number) {
                Verdict::Holds => votes[term.cell].push((number, Some(0))),
                Verdict::Unbalanced => {
                    let imbalance = ledger.imbalance(number);
                    let exact = ledger.blanks(number) == 0 && imbalance % term.factor == 0;
                    votes[term.cell].push((number, exact.then(|| -imbalance / term.factor)));
                }
                // With blanks in it, it can neither accuse nor clear.
                Verdict::Assumed | Verdict::Open | Verdict::Silent => {}
            }
        }
    }
    let agreed = |(cell, votes): (usize, &Vec<(usize, Option<i64>)>)| {
        let correction = votes.first()?.1.filter(|&correction| correction != 0)?;
        let all = votes.iter().all(|(_, vote)| *vote == Some(correction));
        let Value::Number(from) = ledger.value(cell) else { return None };
        let to = from + correction;
        let fits = to.abs() < LIMIT && (to >= 0 || layout.measure(cell).signed);
        let settles = votes.iter().map(|(check, _)| *check).collect();
        (all && fits).then_some(Cause { cell, from, to, settles })
    };
    votes.iter().enumerate().filter_map(agreed).collect()
}

/// The suspects that stand out: each settles at least two balances, and no other suspect settles
/// any of these. Ties name nobody.
pub fn causes(suspects: &[Cause]) -> Vec<Cause> {
    let rivals = |one: &Cause, other: &Cause| {
        one.cell != other.cell
            && other.settles.len() >= one.settles.len()
            && other.settles.iter().any(|check| one.settles.contains(check))
    };
    let standing =
        suspects.iter().filter(|one| one.settles.len() > 1 && !suspects.iter().any(|other| rivals(one, other)));
    standing.cloned().collect()
}

/// The smallest repairs as far as single cells go.
pub fn repairs(checks: &Checks, ledger: &Ledger, suspects: &[Cause]) -> Repairs {
    let balances = || (0..checks.list.len()).filter(|&check| checks.list[check].is_balance());
    let failed = balances().filter(|&check| ledger.verdict(check) == Verdict::Unbalanced).count();
    let decided = balances().all(|check| matches!(ledger.verdict(check), Verdict::Holds | Verdict::Unbalanced));
    if failed == 0 {
        return Repairs { complete: true, ..Repairs::default() };
    }
    let options: Vec<Vec<Cause>> = suspects
        .iter()
        .filter(|suspect| suspect.settles.len() == failed)
        .map(|suspect| vec![suspect.clone()])
        .collect();
    let size = if options.is_empty() { 2 } else { 1 };
    Repairs { complete: decided && size == 1, size, options }
}
