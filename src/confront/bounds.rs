//! Which values the balances leave to cells that hold no figure.

use super::check::{Check, Checks};
use crate::number::LIMIT;
use crate::report::Layout;

/// Bounds of every cell without a figure, propagated to a fixed point. Each round costs one pass over
/// the balances; bounds only ever tighten, and the rounds are capped, so that a contradictory report
/// cannot keep it busy.
#[derive(Clone, Debug)]
pub(super) struct Bounds {
    /// `None` for cells with a figure, and for those in no balance.
    ranges: Vec<Option<Range>>,
    /// Balances that leave some cell no value at all.
    pub torn: Vec<usize>,
}

/// The values that a cell could have; `None` is unbounded.
#[derive(Clone, Debug)]
struct Range {
    low: Option<i64>,
    high: Option<i64>,
    /// The checks that set the bounds last.
    by: [Option<usize>; 2],
}

const MOST_ROUNDS: usize = 64;

impl Bounds {
    /// What these balances leave to the cells for which there is no figure.
    pub fn of(layout: &Layout, checks: &Checks, balances: &[usize], figures: &[Option<i64>]) -> Self {
        let mut bounds = Self { ranges: vec![None; figures.len()], torn: Vec::new() };
        for term in balances.iter().flat_map(|&check| &checks.list[check].claim.terms) {
            if figures[term.cell].is_none() {
                let low = (!layout.measure(term.cell).signed).then_some(0);
                bounds.ranges[term.cell] = Some(Range { low, high: None, by: [None; 2] });
            }
        }
        for _ in 0..MOST_ROUNDS {
            let moved = balances.iter().filter(|&&check| bounds.tighten(check, &checks.list[check], figures)).count();
            if moved == 0 {
                break;
            }
        }
        bounds
    }

    /// A cell's only possible value, and the one or two checks that bound it.
    pub fn only(&self, cell: usize) -> Option<(i64, Vec<usize>)> {
        let Range { low, high, by } = self.ranges[cell].as_ref()?;
        let value = low.filter(|_| low == high)?;
        let mut proof: Vec<usize> = by.iter().copied().flatten().collect();
        proof.dedup();
        Some((value, proof))
    }

    /// Bounds every open cell of one balance by what the others leave it. Whether anything moved.
    fn tighten(&mut self, number: usize, check: &Check, figures: &[Option<i64>]) -> bool {
        let terms = &check.claim.terms;
        let mut known = i128::from(check.claim.constant);
        let (mut least, mut most) = (Extreme::default(), Extreme::default());
        let mut open = Vec::new();
        for term in terms {
            let factor = i128::from(term.factor);
            match &self.ranges[term.cell] {
                Some(range) => {
                    let own = range.times(factor);
                    least.add(own[0]);
                    most.add(own[1]);
                    open.push((term.cell, factor, own));
                }
                None => known += factor * i128::from(figures[term.cell].unwrap_or(0)),
            }
        }
        let mut moved = false;
        for (cell, factor, [low, high]) in open {
            // factor · x = −(known + the other cells), so x lies between the extremes of that.
            let from = most.without(high).map(|most| -known - most);
            let to = least.without(low).map(|least| -known - least);
            let (from, to) = if factor < 0 { (to, from) } else { (from, to) };
            let low = from.map(|bound| div_up(bound, factor));
            let high = to.map(|bound| div_down(bound, factor));
            let narrowed = self.ranges[cell].as_mut().map(|range| range.narrow(low, high, number));
            match narrowed {
                Some(Ok(narrower)) => moved |= narrower,
                Some(Err(Torn)) if !self.torn.contains(&number) => self.torn.push(number),
                _ => {}
            }
        }
        moved
    }
}

/// The least or the most that a sum can come to: its bounded part, and how many cells have no bound.
#[derive(Clone, Copy, Default)]
struct Extreme {
    sum: i128,
    unbounded: usize,
}

impl Extreme {
    fn add(&mut self, bound: Option<i128>) {
        match bound {
            Some(bound) => self.sum += bound,
            None => self.unbounded += 1,
        }
    }

    /// What is left without one of its cells; `None` where that has no bound.
    fn without(&self, bound: Option<i128>) -> Option<i128> {
        let unbounded = self.unbounded - usize::from(bound.is_none());
        (unbounded == 0).then(|| self.sum - bound.unwrap_or(0))
    }
}

/// Rounded down, for either sign of the divisor.
fn div_down(a: i128, b: i128) -> i128 {
    a / b - i128::from(a % b != 0 && (a < 0) != (b < 0))
}

/// Rounded up, for either sign of the divisor.
fn div_up(a: i128, b: i128) -> i128 {
    -div_down(-a, b)
}

/// Two checks leave a cell no value.
struct Torn;

impl Range {
    /// The least and the most of the cell in a sum that it enters with this factor.
    fn times(&self, factor: i128) -> [Option<i128>; 2] {
        let times = |bound: Option<i64>| bound.map(|bound| factor * i128::from(bound));
        let (low, high) = (times(self.low), times(self.high));
        if factor > 0 { [low, high] } else { [high, low] }
    }

    /// Takes bounds that are tighter, and says whether there were any; a range that they would empty
    /// is left as it is.
    fn narrow(&mut self, low: Option<i128>, high: Option<i128>, by: usize) -> Result<bool, Torn> {
        let within = |bound: i128| i64::try_from(bound).ok().filter(|bound| bound.abs() < LIMIT);
        let low = low.and_then(within).filter(|&low| self.low.is_none_or(|old| low > old));
        let high = high.and_then(within).filter(|&high| self.high.is_none_or(|old| high < old));
        let (new_low, new_high) = (low.or(self.low), high.or(self.high));
        if new_low.zip(new_high).is_some_and(|(low, high)| low > high) {
            return Err(Torn);
        }
        (self.low, self.high) = (new_low, new_high);
        self.by = [low.map_or(self.by[0], |_| Some(by)), high.map_or(self.by[1], |_| Some(by))];
        Ok(low.is_some() || high.is_some())
    }
}
