//! Formulas of spreadsheets, as far as it takes to tell that their stored value was never calculated.
//!
//! Libraries write formulas without calculating them, and leave nothing, "" or 0 in their place.
//! Office programs calculate when they open such a file. Nothing is calculated here in their stead:
//! sums of cells are added up only to compare them with what is stored.

mod parse;
mod value;

use super::sheet::Place;
use super::shown::Content;
pub(super) use parse::{Source, parse};
use std::collections::{BTreeMap, BTreeSet};
use value::Cells;

/// A cell's formula and what is stored for it.
#[derive(Clone, Debug)]
pub(super) struct Formula {
    /// In reverse Polish notation; nothing where it is more than a sum of cells.
    pub steps: Vec<Step>,
    /// What its result can be.
    pub gives: Gives,
    pub stored: Stored,
    pub trust: Trust,
}

/// What the result of a formula can be, whatever the cells hold that it refers to; an error aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gives {
    Text,
    /// A number or a truth value.
    Number,
    Either,
}

/// A step of a formula in reverse Polish notation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Step {
    Number(f64),
    Cell(Place),
    Area(Place, Place),
    Add,
    Subtract,
    Negate,
    /// Of so many arguments.
    Sum(usize),
}

/// What a file holds as the value of a formula.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Stored {
    Nothing,
    /// An empty text.
    Empty,
    Number(f64),
    /// A text, a truth value or an error.
    Other,
}

/// How far a stored value is what a person sees who opens the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Trust {
    /// It is shown as stored: the workbook is only calculated when asked to.
    Shown,
    /// It was calculated, unless it contradicts the cells that it adds up.
    #[default]
    Usual,
    /// As usual, but 0 and "" stand for no value.
    UnlessZero,
    /// All is calculated anew on opening: only what can be confirmed is taken.
    Recalculated,
}

/// Where the formulas stand whose stored value is not what a person would see.
pub(super) fn stale(
    formulas: &BTreeMap<Place, Formula>,
    numbers: &BTreeMap<Place, f64>,
    cells: &BTreeMap<Place, Content>,
) -> BTreeSet<Place> {
    let mut cells = Cells::new(numbers, cells);
    let is_stale = |(place, formula): &(&Place, &Formula)| formula.is_stale(**place, &mut cells);
    let mut stale: BTreeSet<Place> = formulas.iter().filter(is_stale).map(|(place, _)| *place).collect();
    // What adds up a stale value is stale itself.
    let mut count = 0;
    while count < stale.len() && !cells.is_spent() {
        count = stale.len();
        let depends = |(place, formula): &(&Place, &Formula)| {
            formula.trust != Trust::Shown && !stale.contains(place) && cells.any_of(&stale, &formula.steps)
        };
        let more: Vec<Place> = formulas.iter().filter(depends).map(|(place, _)| *place).collect();
        stale.extend(more);
    }
    stale
}

impl Formula {
    fn is_stale(&self, place: Place, cells: &mut Cells) -> bool {
        match (self.stored, self.trust) {
            (Stored::Nothing, _) => true,
            (Stored::Empty, Trust::UnlessZero | Trust::Recalculated) => true,
            (Stored::Empty, _) => self.gives == Gives::Number,
            (Stored::Number(0.0), Trust::UnlessZero | Trust::Recalculated) => true,
            (Stored::Number(_), Trust::Shown) | (Stored::Other, _) => false,
            (Stored::Number(_), _) if self.gives == Gives::Text => true,
            (Stored::Number(number), trust) => match cells.value(place, &self.steps) {
                Some(value) => (value - number).abs() > 1e-9 * number.abs().max(1000.0),
                None => trust == Trust::Recalculated,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sheet of A1 = 5, B1 = 7, C1 = "x", D1 = a formula.
    #[track_caller]
    fn check(text: &str, stored: Stored, trust: Trust, expected: bool) {
        let numbers = BTreeMap::from([((0, 0), 5.0), ((0, 1), 7.0)]);
        let cells = [((0, 0), "5"), ((0, 1), "7"), ((0, 2), "x")].map(|(place, text)| (place, Content::plain(text)));
        let (steps, gives) = parse(text, Source::Excel, (0, 0));
        let formulas = BTreeMap::from([((0, 3), Formula { steps, gives, stored, trust })]);
        assert_eq!(
            stale(&formulas, &numbers, &BTreeMap::from(cells)).len() == 1,
            expected,
            "{text} {stored:?} {trust:?}"
        );
    }

    #[test]
    fn a_stored_value_against_its_formula() {
        use Stored::{Empty, Nothing, Number};
        for text in ["SUM(A1:B1)", "A1+B1", "SUM($A$1,B1)", "SUM(A1:C1)", "-A1+17", "(A1+B1)"] {
            check(text, Number(12.0), Trust::Usual, false);
            check(text, Number(12.0), Trust::Recalculated, false);
            check(text, Number(0.0), Trust::Usual, true);
            check(text, Number(13.0), Trust::Usual, true);
            check(text, Number(13.0), Trust::Shown, false);
            check(text, Empty, Trust::Usual, true);
            check(text, Nothing, Trust::Shown, true);
        }
        for text in ["SUM(A1:D1)", "A1+C1", "SUM(A1:B1)*2", "ROUND(A1,0)", "Sheet2!A1+1", "SUM(A1:B1,\"3\")"] {
            check(text, Number(0.0), Trust::Usual, false);
            check(text, Number(0.0), Trust::UnlessZero, true);
            check(text, Number(9.0), Trust::UnlessZero, false);
            check(text, Number(9.0), Trust::Recalculated, true);
            check(text, Empty, Trust::Usual, true);
        }
        for text in ["IF(A1=5,\"\",B1)", "\"\"", "A1", "A1&B1", "VLOOKUP(A1,B1:C1,2)", "TEXT(A1+B1,\"0\")"] {
            check(text, Empty, Trust::Usual, false);
            check(text, Empty, Trust::Recalculated, true);
            check(text, Stored::Other, Trust::Recalculated, false);
        }
    }

    #[test]
    fn a_text_is_no_number() {
        for (text, is_stale) in
            [("A1&\"件\"", true), ("\"甲\"", true), ("A1&B1=\"57\"", false), ("IF(A1=5,\"甲\",0)", false)]
        {
            check(text, Stored::Number(0.0), Trust::Usual, is_stale);
            check(text, Stored::Number(0.0), Trust::Shown, false);
        }
    }

    #[test]
    fn what_adds_up_a_stale_value_is_stale() {
        let formula = |text: &str, stored| {
            let (steps, gives) = parse(text, Source::Excel, (0, 0));
            Formula { steps, gives, stored, trust: Trust::Usual }
        };
        let formulas = BTreeMap::from([
            ((0, 0), formula("B1+C1", Stored::Number(0.0))),
            ((0, 1), formula("SUM(C1:D1)", Stored::Number(0.0))),
            ((0, 2), formula("HYPERLINK()+1", Stored::Nothing)),
            ((0, 4), formula("SUM(F1:G1)", Stored::Number(0.0))),
        ]);
        let found: Vec<Place> = stale(&formulas, &BTreeMap::new(), &BTreeMap::new()).into_iter().collect();
        assert_eq!(found, [(0, 0), (0, 1), (0, 2)]);
    }
}
