//! Whether free cells can be given values, within their bounds, that meet every row: exactly.
//!
//! The simplex method with bounds on every variable, composite first phase and Bland's rule, so
//! that it ends. Only rows with a free cell in them take part. The inverse of the basis is kept in
//! whole numbers over one common denominator (Edmonds, Bareiss): each entry is a determinant of
//! the rows, which for sums and balances stays tiny. A basis that was solved once is solved again
//! in a step or two after one more cell is freed or a bound moved.

use super::system::Part;

/// What came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The basis now holds a solution.
    Feasible,
    /// None; adding up the basis' rows with these factors shows why.
    Infeasible(Vec<i64>),
    /// The work allowed ran out, or a number grew too large.
    Unknown,
}

/// The free cells with values, and which of them follow from the others.
#[derive(Clone, Debug)]
pub(super) struct Basis<'p> {
    part: &'p Part,
    /// The part's rows that take part, in the order in which they came in.
    pub rows: Vec<usize>,
    /// Where each row of the part stands among `rows`; `NONE` for one that takes no part.
    place: Vec<u32>,
    /// The free cells, in the order in which they were freed.
    pub columns: Vec<Column>,
    /// By place and place: the inverse, times `scale`.
    inverse: Vec<i32>,
    scale: i64,
    /// Whether a column's bounds were narrowed.
    pub limited: bool,
    /// Which variable follows from which row.
    basic: Vec<Variable>,
    /// Their values, times `scale`.
    values: Vec<i128>,
}

/// A free cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    /// Its position in the part.
    pub cell: usize,
    low: i64,
    high: i64,
    /// Its value while it follows from no row.
    at: i64,
    /// The row it follows from.
    follows: u32,
}

const NONE: u32 = u32::MAX;

/// A column, or what a row lacks to 0: nothing for an equality, else nothing or more. In the order
/// of Bland's rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Variable {
    Column(usize),
    Rest(usize),
}

/// The first obstacle of a variable on its way: how far it is, as a fraction, and what it is.
struct Obstacle {
    far: i128,
    by: i64,
    /// Its row and the bound it meets there; `None` is the variable's own other bound.
    at: Option<(usize, i64)>,
}

/// With more rows than this the inverse grows too large.
const MOST_ROWS: usize = 400;
/// Numbers stay below these, so that no product overflows.
pub(super) const MOST_FACTOR: i64 = 1 << 20;
const MOST_PRICE: i64 = 1 << 34;

impl<'p> Basis<'p> {
    /// Nothing is free yet.
    pub fn new(part: &'p Part) -> Self {
        Self {
            part,
            rows: Vec::new(),
            place: vec![NONE; part.rows.len()],
            columns: Vec::new(),
            inverse: Vec::new(),
            scale: 1,
            limited: false,
            basic: Vec::new(),
            values: Vec::new(),
        }
    }

    /// Frees cells; each keeps what it holds until that has to move.
    pub fn free(&mut self, cells: &[usize]) {
        let before = self.rows.len();
        for &cell in cells {
            for &(row, _) in &self.part.rows_of[cell] {
                if self.place[row] == NONE {
                    self.place[row] = self.rows.len() as u32;
                    self.basic.push(Variable::Rest(self.rows.len()));
                    self.rows.push(row);
                    let sum = self.part.sum(row);
                    self.values.push(-sum * i128::from(self.scale));
                }
            }
        }
        self.widen(before);
        for &cell in cells {
            let (low, high) = self.part.cells[cell].bounds();
            let at = self.part.cells[cell].value.unwrap_or(0);
            self.columns.push(Column { cell, low, high, at, follows: NONE });
            self.keep_within(self.columns.len() - 1);
        }
    }

    fn widen(&mut self, before: usize) {
        let after = self.rows.len();
        if before == after || after > MOST_ROWS {
            return;
        }
        let mut inverse = vec![0; after * after];
        for row in 0..before {
            inverse[row * after..][..before].copy_from_slice(&self.inverse[row * before..][..before]);
        }
        for row in before..after {
            inverse[row * after + row] = self.scale as i32;
        }
        self.inverse = inverse;
    }

    /// Narrows what a column may hold.
    pub fn limit(&mut self, column: usize, low: i64, high: i64) {
        self.limited = true;
        let own = &mut self.columns[column];
        (own.low, own.high) = (own.low.max(low), own.high.min(high));
        self.keep_within(column);
    }

    /// A column that follows from no row stays within its bounds.
    fn keep_within(&mut self, column: usize) {
        let Column { low, high, at, follows, .. } = self.columns[column];
        let to = at.min(high).max(low);
        if follows != NONE || to == at || self.rows.len() > MOST_ROWS {
            return;
        }
        self.columns[column].at = to;
        for (row, weight) in self.weights(Variable::Column(column)).into_iter().enumerate() {
            self.values[row] -= i128::from(weight) * i128::from(to - at);
        }
    }

    /// Looks for a solution. `work` is what may still be spent, in entries touched.
    pub fn solve(&mut self, work: &mut u64) -> Outcome {
        self.try_solve(work).unwrap_or(Outcome::Unknown)
    }

    fn try_solve(&mut self, work: &mut u64) -> Option<Outcome> {
        if self.rows.len() > MOST_ROWS {
            return None;
        }
        loop {
            let mut prices = vec![0i64; self.rows.len()];
            let mut met = true;
            for row in 0..self.rows.len() {
                let sign = self.out_of_bounds(row);
                if sign != 0 {
                    met = false;
                    self.add_row(&mut prices, row, sign);
                }
            }
            if met {
                return Some(Outcome::Feasible);
            }
            if !self.step(&prices, work)? {
                return Some(Outcome::Infeasible(prices));
            }
        }
    }

    /// The least or the most that a column can hold, as a fraction; from a solution.
    pub fn extreme(&mut self, column: usize, most: bool, work: &mut u64) -> Option<(i128, i64)> {
        let up = if most { 1 } else { -1 };
        let Column { low, high, at, follows, .. } = self.columns[column];
        if follows == NONE && at != if most { high } else { low } {
            self.enter(Variable::Column(column), up, work)?;
        }
        while self.columns[column].follows != NONE {
            let mut prices = vec![0i64; self.rows.len()];
            self.add_row(&mut prices, self.columns[column].follows as usize, -up);
            if !self.step(&prices, work)? {
                break;
            }
        }
        Some(self.value(column))
    }

    /// A column's value, as a fraction.
    pub fn value(&self, column: usize) -> (i128, i64) {
        match self.columns[column] {
            Column { at, follows: NONE, .. } => (i128::from(at), 1),
            Column { follows, .. } => (self.values[follows as usize], self.scale),
        }
    }

    /// Whether every column's value is a whole number.
    pub fn is_whole(&self) -> bool {
        (0..self.columns.len()).all(|column| {
            let (value, scale) = self.value(column);
            value % i128::from(scale) == 0
        })
    }

    /// What a column weighs in a combination of rows.
    pub fn weight_in(&self, cell: usize, factors: &[i64]) -> i64 {
        let own = self.part.rows_of[cell].iter().filter(|(row, _)| self.place[*row] != NONE);
        own.map(|&(row, factor)| factors[self.place[row] as usize] * factor).sum()
    }

    fn add_row(&self, sum: &mut [i64], row: usize, sign: i64) {
        let width = self.rows.len();
        for (sum, &entry) in sum.iter_mut().zip(&self.inverse[row * width..][..width]) {
            *sum += sign * i64::from(entry);
        }
    }

    /// 1 above its bounds, -1 below them, else 0.
    fn out_of_bounds(&self, row: usize) -> i64 {
        let (low, high) = self.bounds(self.basic[row]);
        let scale = i128::from(self.scale);
        let value = self.values[row];
        i64::from(high.is_some_and(|high| value > i128::from(high) * scale))
            - i64::from(value < i128::from(low) * scale)
    }

    fn bounds(&self, variable: Variable) -> (i64, Option<i64>) {
        match variable {
            Variable::Column(column) => (self.columns[column].low, Some(self.columns[column].high)),
            Variable::Rest(row) => (0, self.part.rows[self.rows[row]].equal.then_some(0)),
        }
    }

    /// One step that lowers the cost with these prices; whether there is one.
    fn step(&mut self, prices: &[i64], work: &mut u64) -> Option<bool> {
        *work = work.checked_sub((self.columns.len() * 3 + self.rows.len()) as u64)?;
        if prices.iter().any(|price| price.abs() > MOST_PRICE) {
            return None;
        }
        for (number, column) in self.columns.iter().enumerate().filter(|(_, column)| column.follows == NONE) {
            let worth = self.weight_in(column.cell, prices);
            if worth > 0 && column.at < column.high || worth < 0 && column.at > column.low {
                return self.enter(Variable::Column(number), worth.signum(), work).map(|()| true);
            }
        }
        for (row, &price) in prices.iter().enumerate() {
            let is_basic = self.basic.contains(&Variable::Rest(row));
            if price > 0 && !self.part.rows[self.rows[row]].equal && !is_basic {
                return self.enter(Variable::Rest(row), 1, work).map(|()| true);
            }
        }
        Some(false)
    }

    /// By how much each row's variable falls, times `scale`, as this one rises by 1.
    fn weights(&self, variable: Variable) -> Vec<i64> {
        let width = self.rows.len();
        let mut weights = vec![0i64; width];
        let mut add = |place: usize, factor: i64| {
            for (row, weight) in weights.iter_mut().enumerate() {
                *weight += i64::from(self.inverse[row * width + place]) * factor;
            }
        };
        match variable {
            Variable::Rest(row) => add(row, 1),
            Variable::Column(column) => {
                for &(row, factor) in &self.part.rows_of[self.columns[column].cell] {
                    add(self.place[row] as usize, factor);
                }
            }
        }
        weights
    }

    /// Moves a variable up (1) or down (-1) as far as it goes.
    fn enter(&mut self, entering: Variable, up: i64, work: &mut u64) -> Option<()> {
        let weights = self.weights(entering);
        if weights.iter().any(|weight| i32::try_from(*weight).is_err()) {
            return None;
        }
        let Obstacle { far, by, at } = self.obstacle(entering, up, &weights)?;
        let Some((leaving, bound)) = at else {
            let Variable::Column(column) = entering else { return None };
            self.columns[column].at += up * i64::try_from(far / i128::from(by)).ok()?;
            for (value, weight) in self.values.iter_mut().zip(&weights) {
                *value -= i128::from(*weight) * i128::from(up) * far;
            }
            return Some(());
        };
        self.pivot(entering, leaving, bound, &weights, work)
    }

    /// What stops it first; the first in order among equals.
    fn obstacle(&self, entering: Variable, up: i64, weights: &[i64]) -> Option<Obstacle> {
        let mut first: Option<Obstacle> = None;
        if let Variable::Column(column) = entering {
            let Column { low, high, at, .. } = self.columns[column];
            let far = if up > 0 { high - at } else { at - low };
            first = Some(Obstacle { far: i128::from(far), by: 1, at: None });
        }
        for (row, weight) in weights.iter().enumerate().filter(|(_, weight)| **weight != 0) {
            let rises = (*weight < 0) == (up > 0);
            let (low, high) = self.bounds(self.basic[row]);
            let bound = match (rises, self.out_of_bounds(row)) {
                (true, -1) => low,
                (true, 0) => match high {
                    Some(high) => high,
                    None => continue,
                },
                (false, 1) => high?,
                (false, 0) => low,
                // Already past the last bound on its way.
                _ => continue,
            };
            let far = (self.values[row] - i128::from(bound) * i128::from(self.scale)).abs();
            let by = weight.abs();
            let order = first.as_ref().map(|first| {
                let variable = first.at.map_or(entering, |(row, _)| self.basic[row]);
                (far * i128::from(first.by), self.basic[row]).cmp(&(first.far * i128::from(by), variable))
            });
            if order.is_none_or(|order| order.is_lt()) {
                first = Some(Obstacle { far, by, at: Some((row, bound)) });
            }
        }
        first
    }

    /// The entering variable follows from the row from now on; the one that did stays at its bound.
    fn pivot(&mut self, entering: Variable, row: usize, bound: i64, weights: &[i64], work: &mut u64) -> Option<()> {
        let width = self.rows.len();
        let (lead, scale) = (weights[row], self.scale);
        let sign = lead.signum();
        let excess = self.values[row] - i128::from(bound) * i128::from(scale);
        let pivot: Vec<i32> = self.inverse[row * width..][..width].to_vec();
        for (other, &weight) in weights.iter().enumerate().filter(|(other, _)| *other != row) {
            if weight == 0 && lead.abs() == scale {
                continue;
            }
            *work = work.checked_sub(width as u64)?;
            for (entry, &above) in self.inverse[other * width..][..width].iter_mut().zip(&pivot) {
                let scaled = (i64::from(*entry) * lead - weight * i64::from(above)) / scale;
                *entry = i32::try_from(scaled * sign).ok()?;
            }
            let value = self.values[other] * i128::from(lead) - excess * i128::from(weight);
            self.values[other] = value / i128::from(scale) * i128::from(sign);
        }
        for entry in &mut self.inverse[row * width..][..width] {
            *entry *= sign as i32;
        }
        let at = match entering {
            Variable::Column(column) => {
                self.columns[column].follows = row as u32;
                self.columns[column].at
            }
            Variable::Rest(_) => 0,
        };
        self.values[row] = (i128::from(at) * i128::from(lead) + excess) * i128::from(sign);
        if let Variable::Column(column) = std::mem::replace(&mut self.basic[row], entering) {
            (self.columns[column].at, self.columns[column].follows) = (bound, NONE);
        }
        self.scale = lead.abs();
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::system::{Part, Row, Unknown};
    use super::*;

    /// Rows as `factors = right` or `factors ≤ right`, by cell in order; all cells are blank.
    fn check(rows: &[(&[i64], &str, i64)], expected: &str) {
        let width = rows.iter().map(|(factors, ..)| factors.len()).max().unwrap_or(0);
        let mut part = Part::default();
        for cell in 0..width {
            part.cells.push(Unknown { cell, value: None, signed: false });
            part.rows_of.push(Vec::new());
        }
        for (number, (factors, relation, right)) in rows.iter().enumerate() {
            let terms: Vec<(usize, i64)> =
                factors.iter().copied().enumerate().filter(|(_, factor)| *factor != 0).collect();
            for &(cell, factor) in &terms {
                part.rows_of[cell].push((number, factor));
            }
            part.rows.push(Row { terms, plain: false, constant: -right, equal: *relation == "=", check: number });
        }
        let mut basis = Basis::new(&part);
        basis.free(&(0..width).collect::<Vec<_>>());
        let found = match basis.solve(&mut 1_000_000) {
            Outcome::Feasible => {
                let shown = |(value, scale): (i128, i64)| match scale {
                    1 => value.to_string(),
                    _ => format!("{value}/{scale}"),
                };
                let mut extreme = |column, most| shown(basis.extreme(column, most, &mut 1_000_000).expect("an end"));
                let ranges = (0..width).map(|column| format!("{}..{}", extreme(column, false), extreme(column, true)));
                ranges.collect::<Vec<_>>().join(" ")
            }
            Outcome::Infeasible(factors) => format!("no: {factors:?}"),
            Outcome::Unknown => "?".to_owned(),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn what_can_be_met_is_met() {
        check(&[(&[1, 1], "=", 5), (&[1, -1], "=", 1)], "6/2..6/2 4/2..4/2");
        check(&[(&[2], "=", 3)], "3/2..3/2");
        check(&[(&[-1, 1], "≤", -2), (&[1, 0], "≤", 7)], "2..7 0..5");
        check(&[(&[1, 1], "=", 5), (&[0, 1, 1], "=", 3)], "2..5 0..3 0..3");
        check(&[], "");
    }

    #[test]
    fn what_cannot_says_which_rows_clash() {
        check(&[(&[1, 1], "=", 5), (&[1, 1], "=", 6)], "no: [-1, 1]");
        check(&[(&[1], "=", -1)], "no: [-1]");
        check(&[(&[1, 0], "≤", 3), (&[1, 1], "≤", 9), (&[-1, 0], "≤", -4)], "no: [-1, 0, -1]");
    }
}
