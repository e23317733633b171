//! What sums of cells amount to.

use super::Step;
use crate::read::file::sheet::Place;
use crate::read::file::shown::Content;
use std::collections::{BTreeMap, BTreeSet};

/// Rows and cells looked at for all formulas of a sheet: a report's add up some thousand.
const MAX_LOOKS: usize = 1_000_000;

/// The cells of a sheet that formulas refer to.
pub(super) struct Cells<'s> {
    /// Not a number where the value counts in some programs only.
    numbers: &'s BTreeMap<Place, f64>,
    contents: &'s BTreeMap<Place, Content>,
    looks: usize,
}

/// An operand.
enum Operand {
    Number(f64),
    Cell(Place),
    Area(Place, Place),
}

impl<'s> Cells<'s> {
    pub fn new(numbers: &'s BTreeMap<Place, f64>, contents: &'s BTreeMap<Place, Content>) -> Self {
        Self { numbers, contents, looks: 0 }
    }

    /// The value of the formula at a place; `None` where that is not known.
    pub fn value(&mut self, own: Place, steps: &[Step]) -> Option<f64> {
        let mut stack: Vec<Operand> = Vec::new();
        for step in steps {
            let operand = match *step {
                Step::Number(number) => Operand::Number(number),
                Step::Cell(place) if place == own => return None,
                Step::Cell(place) => Operand::Cell(place),
                Step::Area(from, to) if within(own, from, to) => return None,
                Step::Area(from, to) => Operand::Area(from, to),
                Step::Negate => Operand::Number(-self.single(stack.pop()?)?),
                Step::Add | Step::Subtract => {
                    let (second, first) = (self.single(stack.pop()?)?, self.single(stack.pop()?)?);
                    Operand::Number(if *step == Step::Add { first + second } else { first - second })
                }
                Step::Sum(count) => {
                    let arguments = stack.split_off(stack.len().checked_sub(count)?);
                    let sum = arguments.into_iter().map(|it| self.sum(it)).sum::<Option<f64>>()?;
                    Operand::Number(sum)
                }
            };
            stack.push(operand);
        }
        let value = self.single(stack.pop()?)?;
        (stack.is_empty() && value.is_finite()).then_some(value)
    }

    fn single(&self, operand: Operand) -> Option<f64> {
        match operand {
            Operand::Number(number) => Some(number),
            Operand::Area(..) => None,
            Operand::Cell(place) => match self.numbers.get(&place) {
                Some(number) => Some(*number),
                // A text may be taken for the number that it reads as.
                None => (!self.contents.contains_key(&place)).then_some(0.0),
            },
        }
    }

    /// What an argument adds to a sum: texts count nothing.
    fn sum(&mut self, operand: Operand) -> Option<f64> {
        let (from, to) = match operand {
            Operand::Number(number) => return Some(number),
            Operand::Cell(place) => return Some(self.numbers.get(&place).copied().unwrap_or(0.0)),
            Operand::Area(from, to) => (from, to),
        };
        let mut sum = 0.0;
        for row in from.0..=to.0 {
            self.looks += 1;
            for number in self.numbers.range((row, from.1)..=(row, to.1)).map(|(_, number)| number) {
                self.looks += 1;
                sum += number;
            }
            if self.is_spent() {
                return None;
            }
        }
        Some(sum)
    }

    /// Whether nothing more is looked at.
    pub fn is_spent(&self) -> bool {
        self.looks > MAX_LOOKS
    }

    /// Whether a formula refers to any of these places.
    pub fn any_of(&mut self, places: &BTreeSet<Place>, steps: &[Step]) -> bool {
        self.looks += 1 + steps.len();
        steps.iter().any(|step| match *step {
            Step::Cell(place) => places.contains(&place),
            Step::Area(from, to) => (from.0..=to.0).any(|row| {
                self.looks += 1;
                !self.is_spent() && places.range((row, from.1)..=(row, to.1)).next().is_some()
            }),
            _ => false,
        })
    }
}

fn within(place: Place, from: Place, to: Place) -> bool {
    (from.0..=to.0).contains(&place.0) && (from.1..=to.1).contains(&place.1)
}
