//! Whether linear constraints can be met by numbers that are not negative: exactly, in integers.
//!
//! The first phase of the simplex method, by Bland's rule, so that it ends. The tableau is kept in
//! whole numbers over one common denominator (Edmonds, Bareiss): each entry is a determinant of the
//! constraints, which for sums and balances stays tiny.

/// The constraints: each row is `terms · x  =  right`, or `≤ right`.
#[derive(Clone, Debug, Default)]
pub(super) struct Problem {
    /// How many variables there are.
    pub variables: usize,
    /// The constraints.
    pub rows: Vec<Constraint>,
}

/// Factors by variable, the right side, and whether it is an equality.
pub(super) type Constraint = (Vec<(usize, i64)>, i128, bool);

/// What came out.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    /// A solution: numerators by variable, over one denominator.
    Feasible(Vec<i128>, i128),
    /// None; adding up the rows with these factors shows why.
    Infeasible(Vec<i128>),
    /// The work allowed ran out, or a number grew too large.
    Unknown,
}

struct Tableau {
    /// Rows, then the objective; columns are variables, slacks, artificials, right side.
    entries: Vec<Vec<i128>>,
    basis: Vec<usize>,
    denominator: i128,
}

impl Problem {
    /// Solves it. `work` is what may still be spent, in tableau entries touched.
    pub fn solve(&self, work: &mut u64) -> Outcome {
        self.tableau().and_then(|tableau| self.run(tableau, work)).unwrap_or(Outcome::Unknown)
    }

    /// Columns: the variables, a slack for each row (unused for equalities), an artificial for
    /// each row, the right side.
    fn tableau(&self) -> Option<Tableau> {
        let (rows, variables) = (self.rows.len(), self.variables);
        let width = variables + 2 * rows + 1;
        let mut entries = vec![vec![0i128; width]; rows + 1];
        let mut basis = Vec::with_capacity(rows);
        for (number, (terms, right, equal)) in self.rows.iter().enumerate() {
            let sign = if *right < 0 { -1 } else { 1 };
            for &(variable, factor) in terms {
                entries[number][variable] += sign * i128::from(factor);
            }
            if !equal {
                entries[number][variables + number] = sign;
            }
            entries[number][variables + rows + number] = 1;
            entries[number][width - 1] = sign.checked_mul(*right)?;
            let own_slack = !equal && sign > 0;
            basis.push(if own_slack { variables + number } else { variables + rows + number });
        }
        // The objective is the sum of the artificials in the basis, written without them.
        for number in 0..rows {
            if basis[number] >= variables + rows {
                for column in (0..variables + rows).chain([width - 1]) {
                    entries[rows][column] -= entries[number][column];
                }
            } else {
                // An artificial that never enters: its cost keeps it out.
                entries[rows][variables + rows + number] = 1;
            }
        }
        Some(Tableau { entries, basis, denominator: 1 })
    }

    fn run(&self, mut tableau: Tableau, work: &mut u64) -> Option<Outcome> {
        let (rows, variables) = (self.rows.len(), self.variables);
        let right = variables + 2 * rows;
        loop {
            let objective = &tableau.entries[rows];
            let Some(entering) = (0..variables + rows).find(|&column| objective[column] < 0) else { break };
            let leaving = tableau.leaving(entering, right)?;
            let cost = (rows as u64 + 1) * (right as u64 + 1);
            *work = work.checked_sub(cost)?;
            tableau.pivot(leaving, entering)?;
        }
        if tableau.entries[rows][right] == 0 {
            let mut solution = vec![0; variables];
            for (number, &column) in tableau.basis.iter().enumerate().filter(|(_, column)| **column < variables) {
                solution[column] = tableau.entries[number][right];
            }
            return Some(Outcome::Feasible(solution, tableau.denominator));
        }
        let factor = |number: usize| {
            let reduced = tableau.entries[rows][variables + rows + number];
            let sign = if self.rows[number].1 < 0 { -1 } else { 1 };
            sign * (tableau.denominator - reduced)
        };
        Some(Outcome::Infeasible((0..rows).map(factor).collect()))
    }
}

impl Tableau {
    /// The row that bounds the entering column first; the smallest basis column among equals.
    fn leaving(&self, entering: usize, right: usize) -> Option<usize> {
        let mut best: Option<usize> = None;
        for (number, row) in self.entries[..self.basis.len()].iter().enumerate().filter(|(_, row)| row[entering] > 0) {
            let Some(other) = best else {
                best = Some(number);
                continue;
            };
            let mine = row[right].checked_mul(self.entries[other][entering])?;
            let its = self.entries[other][right].checked_mul(row[entering])?;
            if mine < its || mine == its && self.basis[number] < self.basis[other] {
                best = Some(number);
            }
        }
        best
    }

    fn pivot(&mut self, row: usize, column: usize) -> Option<()> {
        let pivot = std::mem::take(&mut self.entries[row]);
        let lead = pivot[column];
        for other in self.entries.iter_mut().filter(|other| !other.is_empty()) {
            let factor = other[column];
            for (entry, &above) in other.iter_mut().zip(&pivot) {
                let scaled = entry.checked_mul(lead)?.checked_sub(above.checked_mul(factor)?)?;
                *entry = scaled / self.denominator;
            }
        }
        self.entries[row] = pivot;
        self.basis[row] = column;
        self.denominator = lead;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows as `factors = right` or `factors ≤ right`, by variable in order.
    fn check(rows: &[(&[i64], &str, i128)], expected: &str) {
        let variables = rows.iter().map(|(factors, ..)| factors.len()).max().unwrap_or(0);
        let row = |(factors, relation, right): &(&[i64], &str, i128)| {
            let terms = factors.iter().copied().enumerate().filter(|(_, factor)| *factor != 0).collect();
            (terms, *right, *relation == "=")
        };
        let problem = Problem { variables, rows: rows.iter().map(row).collect() };
        let found = match problem.solve(&mut 1_000_000) {
            Outcome::Feasible(solution, 1) => format!("{solution:?}"),
            Outcome::Feasible(solution, denominator) => format!("{solution:?}/{denominator}"),
            Outcome::Infeasible(factors) => format!("no: {factors:?}"),
            Outcome::Unknown => "?".to_owned(),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn what_can_be_met_is_met() {
        check(&[(&[1, 1], "=", 5), (&[1, -1], "=", 1)], "[6, 4]/2");
        check(&[(&[2], "=", 3)], "[3]/2");
        check(&[(&[-1, 1], "≤", -2)], "[2, 0]");
        check(&[], "[]");
    }

    #[test]
    fn what_cannot_says_which_rows_clash() {
        check(&[(&[1, 1], "=", 5), (&[1, 1], "=", 6)], "no: [-1, 1]");
        check(&[(&[1], "=", -1)], "no: [-1]");
        check(&[(&[1, 0], "≤", 3), (&[1, 1], "≤", 9), (&[-1, 0], "≤", -4)], "no: [-1, 0, -1]");
        check(&[(&[], "=", 2)], "no: [1]");
    }
}
