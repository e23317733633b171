//! What blank cells must be: proven by the balances, never guessed.

use super::check::{Check, Checks};
use super::ledger::Ledger;
use crate::number::{LIMIT, Value};
use crate::report::Layout;

/// A blank that has only one possible value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deduction {
    /// The blank cell.
    pub cell: usize,
    /// Its only value, scaled by the cell's decimals.
    pub value: i64,
    /// The one or two checks that bound it from below and above, given the other deductions.
    pub proof: Vec<usize>,
}

/// What an unfilled line must hold once the ordinary blanks beside it count as 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// This value, by this check.
    Value(i64, usize),
    /// Only its distance from another blank is fixed: that one plus this, by this check.
    Relative(usize, i64, usize),
}

/// All that the balances say of blank cells.
#[derive(Clone, Debug, Default)]
pub struct Deductions {
    /// Blanks with one possible value, whatever the other blanks are.
    pub proven: Vec<Deduction>,
    /// For each cell, what an unfilled line must hold there if ordinary blanks are 0.
    pub expected: Vec<Option<Expected>>,
}

impl Deductions {
    /// Deduces from a report's figures; `asked` are the blanks that may not simply count as 0.
    pub fn of(layout: &Layout, checks: &Checks, ledger: &Ledger, asked: &[usize]) -> Self {
        // What last year's report says of this year's is to be looked at, and proves nothing.
        let proves = |check: &Check| check.is_balance() && check.prior.is_none();
        let balances: Vec<usize> = (0..checks.list.len()).filter(|&check| proves(&checks.list[check])).collect();
        let proven = proven(layout, checks, &balances, ledger);
        let expected = expected(layout, checks, &balances, ledger, asked, &proven);
        Self { proven, expected }
    }
}

/// The values a blank could have; `None` is unbounded.
#[derive(Clone, Debug)]
struct Range {
    low: Option<i64>,
    high: Option<i64>,
    /// The checks that set the bounds last.
    by: [Option<usize>; 2],
    /// Whether two checks leave it no value: then none of this is proof of anything.
    torn: bool,
}

/// For each cell, if it is blank and in a balance.
type Ranges = Vec<Option<Range>>;

/// Bounds propagated to a fixed point. Each round costs one pass over the balances; bounds only
/// ever tighten, and the rounds are capped, so a contradictory report cannot keep it busy.
fn proven(layout: &Layout, checks: &Checks, balances: &[usize], ledger: &Ledger) -> Vec<Deduction> {
    let mut ranges: Ranges = vec![None; layout.places.len()];
    for term in balances.iter().flat_map(|&check| &checks.list[check].claim.terms) {
        if ledger.value(term.cell).is_blank() {
            let low = (!layout.measure(term.cell).signed).then_some(0);
            ranges[term.cell] = Some(Range { low, high: None, by: [None; 2], torn: false });
        }
    }
    for _ in 0..64 {
        let mut moved = false;
        for &check in balances {
            moved |= tighten(check, &checks.list[check], ledger, &mut ranges);
        }
        if !moved {
            break;
        }
    }
    if ranges.iter().flatten().any(|range| range.torn) {
        return Vec::new();
    }
    let fixed = ranges.into_iter().enumerate().filter_map(|(cell, range)| match range {
        Some(range @ Range { low: Some(low), high: Some(high), .. }) if low == high => {
            let mut proof: Vec<usize> = range.by.into_iter().flatten().collect();
            proof.dedup();
            Some(Deduction { cell, value: low, proof })
        }
        _ => None,
    });
    fixed.collect()
}

/// Bounds every blank of one balance by what the others leave it. Whether anything moved.
fn tighten(number: usize, check: &Check, ledger: &Ledger, ranges: &mut Ranges) -> bool {
    let terms = &check.claim.terms;
    let mut known = i128::from(check.claim.constant);
    for term in terms {
        match ledger.value(term.cell) {
            Value::Number(value) => known += i128::from(term.factor) * i128::from(value),
            Value::Bad(_) => return false,
            Value::Blank | Value::Placeholder => {}
        }
    }
    let blanks: Vec<_> = terms.iter().filter(|term| ranges[term.cell].is_some()).collect();
    let mut moved = false;
    for term in &blanks {
        // factor · x = −(known + the other blanks), so x lies between the extremes of that.
        let (mut low, mut high) = (Some(-known), Some(-known));
        for other in blanks.iter().filter(|other| other.cell != term.cell) {
            let Some(Range { low: l, high: h, .. }) = &ranges[other.cell] else { continue };
            let times = |bound: Option<i64>| bound.map(|bound| i128::from(other.factor) * i128::from(bound));
            let (least, most) = if other.factor > 0 { (times(*l), times(*h)) } else { (times(*h), times(*l)) };
            low = low.zip(most).map(|(low, most)| low - most);
            high = high.zip(least).map(|(high, least)| high - least);
        }
        if term.factor < 0 {
            (low, high) = (high, low);
        }
        let factor = i128::from(term.factor);
        let low = low.map(|bound| div_up(bound, factor));
        let high = high.map(|bound| div_down(bound, factor));
        moved |= ranges[term.cell].as_mut().is_some_and(|range| range.narrow(low, high, number));
    }
    moved
}

/// Rounded down, for either sign of the divisor.
fn div_down(a: i128, b: i128) -> i128 {
    a / b - i128::from(a % b != 0 && (a < 0) != (b < 0))
}

/// Rounded up, for either sign of the divisor.
fn div_up(a: i128, b: i128) -> i128 {
    -div_down(-a, b)
}

impl Range {
    /// Takes bounds that are tighter; a range that they would empty is left as it is, and torn.
    fn narrow(&mut self, low: Option<i128>, high: Option<i128>, by: usize) -> bool {
        let within = |bound: i128| i64::try_from(bound).ok().filter(|bound| bound.abs() < LIMIT);
        let low = low.and_then(within).filter(|&low| self.low.is_none_or(|old| low > old));
        let high = high.and_then(within).filter(|&high| self.high.is_none_or(|old| high < old));
        if low.is_none() && high.is_none() {
            return false;
        }
        let (new_low, new_high) = (low.or(self.low), high.or(self.high));
        if new_low.zip(new_high).is_some_and(|(low, high)| low > high) {
            self.torn = true;
            return false;
        }
        (self.low, self.high) = (new_low, new_high);
        self.by = [low.map_or(self.by[0], |_| Some(by)), high.map_or(self.by[1], |_| Some(by))];
        true
    }
}

/// What an asked-after blank holds, and the check that says so.
type Known = Vec<Option<(i64, usize)>>;

fn expected(
    layout: &Layout,
    checks: &Checks,
    balances: &[usize],
    ledger: &Ledger,
    asked: &[usize],
    proven: &[Deduction],
) -> Vec<Option<Expected>> {
    let mut known: Known = vec![None; layout.places.len()];
    for deduction in proven {
        known[deduction.cell] = Some((deduction.value, deduction.proof.first().copied().unwrap_or(0)));
    }
    let mut is_asked = vec![false; layout.places.len()];
    asked.iter().for_each(|&cell| is_asked[cell] = true);
    // A balance's sum as far as it is known, and its unknowns. Blanks that nobody asks after are 0.
    let split = |check: usize, known: &Known| {
        let claim = &checks.list[check].claim;
        let mut sum = i128::from(claim.constant);
        let mut open = Vec::new();
        for term in &claim.terms {
            let value = match (ledger.value(term.cell), known[term.cell]) {
                (Value::Number(value), _) | (Value::Blank | Value::Placeholder, Some((value, _))) => value,
                (Value::Blank | Value::Placeholder, None) if !is_asked[term.cell] => 0,
                _ => {
                    open.push(*term);
                    continue;
                }
            };
            sum += i128::from(term.factor) * i128::from(value);
        }
        (sum, open)
    };
    // One unknown left in a balance is found; that may leave one unknown in the next.
    let mut moved = true;
    while moved {
        moved = false;
        for &check in balances {
            let (sum, open) = split(check, &known);
            let [term] = open[..] else { continue };
            if let Some(value) = solve(layout, term.cell, -sum, term.factor).filter(|_| is_asked[term.cell]) {
                known[term.cell] = Some((value, check));
                moved = true;
            }
        }
    }
    let mut expected = vec![None; layout.places.len()];
    for cell in asked.iter().copied() {
        expected[cell] = known[cell].map(|(value, check)| Expected::Value(value, check));
    }
    for &check in balances {
        let (sum, open) = split(check, &known);
        match open[..] {
            // A value that some other balance then denies is no proposal.
            [] if sum != 0 => checks.list[check].claim.terms.iter().for_each(|term| expected[term.cell] = None),
            // Only where the two weigh the same against each other is their difference fixed.
            [a, b] if a.factor + b.factor == 0 && sum % i128::from(a.factor) == 0 => {
                for (term, other) in [(a, b), (b, a)] {
                    let difference = i64::try_from(-sum / i128::from(term.factor)).ok();
                    let apart = difference.map(|difference| Expected::Relative(other.cell, difference, check));
                    expected[term.cell] = expected[term.cell].or(apart);
                }
            }
            _ => {}
        }
    }
    expected
}

/// `sum / factor`, if that is a value the cell can hold.
fn solve(layout: &Layout, cell: usize, sum: i128, factor: i64) -> Option<i64> {
    let factor = i128::from(factor);
    let value = (sum % factor == 0).then(|| sum / factor)?;
    let value = i64::try_from(value).ok().filter(|value| value.abs() < LIMIT)?;
    (value >= 0 || layout.measure(cell).signed).then_some(value)
}
