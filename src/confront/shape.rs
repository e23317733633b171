//! How checks consist of sums and sums of cells: what stays the same while figures change.

use super::Verdict;
use super::check::{Checks, Linear};
use super::gaps::Gaps;
use crate::form::Relation;
use crate::number::Value;
use crate::report::Layout;
use std::ops::Range;

/// The sums behind every check, and for each cell the sums it is in. Boxed slices rather than
/// vectors: built for size, an index into a vector is a call.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    /// Whether each cell may be negative.
    pub signed: Box<[bool]>,
    /// Claims and conditions.
    pub sums: Box<[Sum]>,
    /// One for each check.
    pub parts: Box<[Parts]>,
    /// Every cell in every sum, sum by sum.
    terms: Box<[Weighed]>,
    /// The same, cell by cell.
    pub entries: Box<[Weighed]>,
    /// For each cell, where its sums begin in `entries`, and where the last one's end.
    first: Box<[u32]>,
}

/// A sum compared with 0.
#[derive(Clone, Debug)]
pub struct Sum {
    /// The check that it decides.
    pub check: u32,
    /// How it must relate to 0.
    pub relation: Relation,
    /// Added to its cells.
    pub constant: i64,
    terms: Range<u32>,
}

/// A cell in a sum: the sum seen from the cell, or the cell seen from the sum.
#[derive(Clone, Copy, Debug)]
pub struct Weighed {
    /// The other one's number.
    pub at: u32,
    /// How often the cell counts.
    pub factor: i64,
}

/// What a check consists of.
#[derive(Clone, Copy, Debug)]
pub struct Parts {
    /// Its claim's sum.
    pub claim: u32,
    /// Its condition's sum.
    pub condition: Option<u32>,
    /// The cell that must be whole, and the scale of a whole.
    pub whole: Option<(u32, i64)>,
}

impl Shape {
    /// The shape of a layout's checks.
    pub fn new(layout: &Layout, checks: &Checks) -> Self {
        let cells = layout.places.len();
        let (mut sums, mut terms, mut parts) = (Vec::new(), Vec::new(), Vec::new());
        let mut by_cell: Vec<Vec<Weighed>> = vec![Vec::new(); cells];
        for (number, check) in checks.list.iter().enumerate() {
            let mut add = |linear: &Linear| {
                let (sum, from) = (sums.len() as u32, terms.len() as u32);
                for term in &linear.terms {
                    by_cell[term.cell].push(Weighed { at: sum, factor: term.factor });
                    terms.push(Weighed { at: term.cell as u32, factor: term.factor });
                }
                let Linear { relation, constant, .. } = *linear;
                sums.push(Sum { check: number as u32, relation, constant, terms: from..terms.len() as u32 });
                sum
            };
            let (claim, condition) = (add(&check.claim), check.condition.as_ref().map(&mut add));
            parts.push(Parts { claim, condition, whole: check.whole.map(|(cell, scale)| (cell as u32, scale)) });
        }
        let mut first = vec![0];
        for entries in &by_cell {
            first.push(first[first.len() - 1] + entries.len() as u32);
        }
        Self {
            signed: (0..cells).map(|cell| layout.measure(cell).signed).collect(),
            sums: sums.into(),
            parts: parts.into(),
            terms: terms.into(),
            entries: by_cell.concat().into(),
            first: first.into(),
        }
    }

    /// How many cells there are.
    pub fn cells(&self) -> usize {
        self.signed.len()
    }

    /// The cells of a sum.
    #[inline(always)]
    pub fn terms(&self, sum: &Sum) -> &[Weighed] {
        &self.terms[sum.terms.start as usize..sum.terms.end as usize]
    }

    /// Where the sums that a cell is in stand in `entries`.
    #[inline(always)]
    pub fn range_of(&self, cell: usize) -> Range<usize> {
        self.first[cell] as usize..self.first[cell + 1] as usize
    }

    /// The sums that a cell is in.
    #[inline(always)]
    pub fn sums_of(&self, cell: usize) -> &[Weighed] {
        &self.entries[self.range_of(cell)]
    }
}

impl Sum {
    /// What it says when its known cells come to this.
    pub fn verdict(&self, known: i64, gaps: Gaps) -> Verdict {
        let holds = match self.relation {
            Relation::Equal => known == 0,
            Relation::AtMost => known <= 0,
            Relation::AtLeast => known >= 0,
            Relation::Below => known < 0,
            Relation::Above => known > 0,
        };
        match (holds, gaps.any()) {
            (true, false) => Verdict::Holds,
            (false, false) => Verdict::Unbalanced,
            (_, true) if gaps.bad() => Verdict::Open,
            (true, true) => Verdict::Assumed,
            (false, true) => {
                let possible = match self.relation {
                    Relation::Equal => known < 0 && gaps.up() || known > 0 && gaps.down(),
                    Relation::AtMost | Relation::Below => gaps.down(),
                    Relation::AtLeast | Relation::Above => gaps.up(),
                };
                if possible { Verdict::Open } else { Verdict::Unbalanced }
            }
        }
    }
}

impl Parts {
    /// What the check says when its sums say this; `value` gives a cell's value.
    #[inline(always)]
    pub fn verdict(&self, claim: Verdict, condition: Option<Verdict>, value: impl Fn(u32) -> Value) -> Verdict {
        if let Some((cell, scale)) = self.whole {
            match value(cell) {
                Value::Number(number) if number % scale == 0 => {}
                _ => return Verdict::Silent,
            }
        }
        match condition {
            None | Some(Verdict::Holds) => claim,
            // What the blanks would decide is not decided by calling them 0.
            Some(Verdict::Assumed | Verdict::Open) if claim == Verdict::Unbalanced => Verdict::Open,
            Some(Verdict::Assumed) => claim,
            Some(_) => Verdict::Silent,
        }
    }
}
