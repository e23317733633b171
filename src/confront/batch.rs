//! Many reports at once: where every figure is new, sums are added up anew, for four reports side
//! by side, so that finding a sum's cells is paid for once for all of them.

use super::Verdict;
use super::check::Checks;
use super::gaps::Gaps;
use super::shape::Shape;
use crate::form::Relation;
use crate::number::{Value, four_whole};
use crate::report::Layout;

/// How many reports stand side by side.
const LANES: usize = 4;

/// The figures of four reports, cell by cell.
pub struct Batch {
    shape: Shape,
    /// Of each cell; 0 where there is no number.
    numbers: Box<[[i64; LANES]]>,
    /// Of each sum; none again once it has been asked for its verdicts.
    gaps: Box<[[Gaps; LANES]]>,
}

impl Batch {
    /// For reports of this layout.
    pub fn new(layout: &Layout, checks: &Checks) -> Self {
        let shape = Shape::new(layout, checks);
        let numbers = vec![[0; LANES]; shape.cells()].into();
        let gaps = vec![[Gaps::default(); LANES]; shape.sums.len()].into();
        Self { shape, numbers, gaps }
    }

    /// Judges reports given as their cells in order, scaled, `NaN` for a blank. Gives each report's
    /// verdicts in order. A last report that is not whole is left out.
    pub fn confront(&mut self, figures: &[f64]) -> Vec<u8> {
        let (cells, checks) = (self.shape.cells(), self.shape.parts.len());
        if cells == 0 || checks == 0 {
            return Vec::new();
        }
        let mut verdicts = vec![0; figures.len() / cells * checks];
        for (four, said) in figures.chunks(cells * LANES).zip(verdicts.chunks_mut(checks * LANES)) {
            if four.len() == cells * LANES {
                self.judge(four, said);
            } else {
                let mut filled = four.to_vec();
                filled.resize(cells * LANES, 0.0);
                let mut all = vec![0; checks * LANES];
                self.judge(&filled, &mut all);
                said.copy_from_slice(&all[..said.len()]);
            }
        }
        verdicts
    }

    fn judge(&mut self, four: &[f64], said: &mut [u8]) {
        self.enter(four);
        let (cells, checks) = (self.shape.cells(), self.shape.parts.len());
        for check in 0..checks {
            let claims = self.verdicts(self.shape.parts[check].claim);
            let conditions = self.shape.parts[check].condition.map(|sum| self.verdicts(sum));
            let parts = &self.shape.parts[check];
            if conditions.is_none() && parts.whole.is_none() {
                for lane in 0..LANES {
                    said[lane * checks + check] = claims[lane] as u8;
                }
                continue;
            }
            for lane in 0..LANES {
                let value = |cell: u32| Value::scaled(four[lane * cells + cell as usize]);
                let condition = conditions.map(|verdicts| verdicts[lane]);
                said[lane * checks + check] = parts.verdict(claims[lane], condition, value) as u8;
            }
        }
    }

    fn enter(&mut self, four: &[f64]) {
        let cells = self.shape.cells();
        for cell in 0..cells {
            let figures = [four[cell], four[cells + cell], four[2 * cells + cell], four[3 * cells + cell]];
            if let Some(numbers) = four_whole(figures) {
                self.numbers[cell] = numbers;
            } else {
                self.enter_gaps(cell, figures);
            }
        }
    }

    /// Enters a cell that some report gives no number.
    fn enter_gaps(&mut self, cell: usize, figures: [f64; LANES]) {
        for (lane, figure) in figures.into_iter().enumerate() {
            let value = Value::scaled(figure);
            self.numbers[cell][lane] = value.number();
            if value.is_gap() {
                for sum in self.shape.sums_of(cell) {
                    let gaps = &mut self.gaps[sum.at as usize][lane];
                    *gaps = gaps.plus(Gaps::of(value, sum.factor, self.shape.signed[cell]));
                }
            }
        }
    }

    /// What a sum says of each report.
    #[inline(always)]
    fn verdicts(&mut self, number: u32) -> [Verdict; LANES] {
        let sum = &self.shape.sums[number as usize];
        let [mut a, mut b, mut c, mut d] = [sum.constant; LANES];
        for term in self.shape.terms(sum) {
            let numbers = &self.numbers[term.at as usize];
            a += term.factor * numbers[0];
            b += term.factor * numbers[1];
            c += term.factor * numbers[2];
            d += term.factor * numbers[3];
        }
        let [e, f, g, h] = self.gaps[number as usize];
        if e.plus(f).plus(g).plus(h).any() || !matches!(sum.relation, Relation::Equal) {
            return self.weigh(number, [a, b, c, d]);
        }
        let balance = |known| if known == 0 { Verdict::Holds } else { Verdict::Unbalanced };
        [balance(a), balance(b), balance(c), balance(d)]
    }

    /// As `verdicts`, where it takes more than a look at the known parts.
    fn weigh(&mut self, number: u32, known: [i64; LANES]) -> [Verdict; LANES] {
        let sum = &self.shape.sums[number as usize];
        let gaps = &mut self.gaps[number as usize];
        let mut weigh = |lane: usize| sum.verdict(known[lane], std::mem::take(&mut gaps[lane]));
        [weigh(0), weigh(1), weigh(2), weigh(3)]
    }
}
