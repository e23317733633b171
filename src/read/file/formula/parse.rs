//! Formulas as they are written in files.

use super::{Gives, Step};
use crate::read::file::sheet::Place;

/// Whose way of writing a formula follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Source {
    /// `SUM(A1:B2,C3)`
    Excel,
    /// `of:=SUM([.A1:.B2];[.C3])`
    OpenDocument,
}

/// Formulas that are read; longer ones are no sums of a report.
const MAX_FORMULA: usize = 2000;
const MAX_DEPTH: usize = 20;
/// The rows and columns that a formula may name.
const MAX_ROW: u32 = 10_000;
const MAX_COLUMN: u32 = 256;

/// Functions whose result is never a text.
const NUMERIC: [&str; 24] = [
    "SUM",
    "SUMIF",
    "SUMIFS",
    "SUMPRODUCT",
    "SUBTOTAL",
    "COUNT",
    "COUNTA",
    "COUNTBLANK",
    "COUNTIF",
    "COUNTIFS",
    "AVERAGE",
    "AVERAGEIF",
    "ROUND",
    "ROUNDUP",
    "ROUNDDOWN",
    "INT",
    "TRUNC",
    "ABS",
    "MAX",
    "MIN",
    "PRODUCT",
    "MOD",
    "VALUE",
    "DSUM",
];

/// The steps of a formula, none where it is more than a sum of cells of its own sheet, and what its
/// result can be. References that are not fixed are moved by so many rows and columns.
pub(in super::super) fn parse(formula: &str, source: Source, moved: Place) -> (Vec<Step>, Gives) {
    if formula.len() > MAX_FORMULA {
        return (Vec::new(), Gives::Either);
    }
    let plain = match source {
        Source::Excel => formula.trim_start_matches('=').to_owned(),
        Source::OpenDocument => {
            let text = formula.split_once('=').map_or(formula, |(_, text)| text);
            text.replace("[.", "").replace(":.", ":").replace(']', "")
        }
    };
    let mut parser = Parser { rest: plain.trim(), steps: Vec::new(), moved };
    if parser.sum(0).is_some() && parser.rest.is_empty() {
        let gives = if matches!(parser.steps[..], [Step::Cell(_)]) { Gives::Either } else { Gives::Number };
        return (parser.steps, gives);
    }
    (Vec::new(), result(plain.trim()))
}

/// What the operators outside all brackets give, or else the one function or text.
fn result(formula: &str) -> Gives {
    let (mut depth, mut is_quoted) = (0_usize, false);
    let (mut compares, mut joins, mut calculates) = (false, false, false);
    for (at, c) in formula.char_indices() {
        match c {
            '"' | '\'' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            '(' | '{' => depth += 1,
            ')' | '}' => depth = depth.saturating_sub(1),
            '<' | '=' | '>' if depth == 0 => compares = true,
            '&' if depth == 0 => joins = true,
            '+' | '-' | '*' | '/' | '^' | '%' if depth == 0 && at > 0 => calculates = true,
            _ => {}
        }
    }
    let name = formula.split('(').next().unwrap_or_default().trim_start_matches(['+', '-']);
    match formula {
        _ if compares => Gives::Number,
        _ if joins => Gives::Text,
        _ if calculates || NUMERIC.iter().any(|known| name.eq_ignore_ascii_case(known)) => Gives::Number,
        text if text.starts_with('"') => Gives::Text,
        _ => Gives::Either,
    }
}

struct Parser<'f> {
    rest: &'f str,
    steps: Vec<Step>,
    moved: Place,
}

impl Parser<'_> {
    /// Passes over a sign, and the spaces behind it, if it comes next.
    fn takes(&mut self, sign: &str) -> bool {
        let head = self.rest.get(..sign.len()).filter(|head| head.eq_ignore_ascii_case(sign));
        if head.is_some() {
            self.rest = self.rest[sign.len()..].trim_start();
        }
        head.is_some()
    }

    fn sum(&mut self, depth: usize) -> Option<()> {
        self.term(depth)?;
        loop {
            let step = if self.takes("+") {
                Step::Add
            } else if self.takes("-") {
                Step::Subtract
            } else {
                return Some(());
            };
            self.term(depth)?;
            self.steps.push(step);
        }
    }

    fn term(&mut self, depth: usize) -> Option<()> {
        if depth > MAX_DEPTH {
            return None;
        }
        if self.takes("-") {
            self.term(depth + 1)?;
            self.steps.push(Step::Negate);
        } else if self.takes("+") {
            self.term(depth + 1)?;
        } else if self.takes("(") {
            self.sum(depth + 1)?;
            return self.takes(")").then_some(());
        } else if self.takes("SUM(") {
            let mut count = 1;
            self.sum(depth + 1)?;
            while self.takes(",") || self.takes(";") {
                self.sum(depth + 1)?;
                count += 1;
            }
            self.steps.push(Step::Sum(count));
            return self.takes(")").then_some(());
        } else {
            let step = self.number().or_else(|| self.reference())?;
            self.steps.push(step);
        }
        Some(())
    }

    fn number(&mut self) -> Option<Step> {
        let end = self.rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(self.rest.len());
        let number = self.rest[..end].parse().ok()?;
        self.rest = self.rest[end..].trim_start();
        Some(Step::Number(number))
    }

    fn reference(&mut self) -> Option<Step> {
        let from = self.place()?;
        let step = if self.takes(":") {
            let to = self.place()?;
            Step::Area((from.0.min(to.0), from.1.min(to.1)), (from.0.max(to.0), from.1.max(to.1)))
        } else {
            Step::Cell(from)
        };
        self.rest = self.rest.trim_start();
        Some(step)
    }

    fn place(&mut self) -> Option<Place> {
        let is_fixed_column = self.takes("$");
        let letters = self.rest.find(|c: char| !c.is_ascii_alphabetic())?;
        let (name, rest) = self.rest.split_at(letters);
        self.rest = rest;
        let is_fixed_row = self.takes("$");
        let digits = self.rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest.len());
        let (row, rest) = self.rest.split_at(digits);
        self.rest = rest;
        if name.is_empty() || name.len() > 3 {
            return None;
        }
        let digit = |column: u32, letter: u8| column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        let column = name.bytes().fold(0, digit) - 1 + if is_fixed_column { 0 } else { self.moved.1 };
        let row = row.parse::<u32>().ok()?.checked_sub(1)?.checked_add(if is_fixed_row { 0 } else { self.moved.0 })?;
        (row < MAX_ROW && column < MAX_COLUMN).then_some((row, column))
    }
}
