//! Formulas of binary workbooks: their tokens ([MS-XLS] 2.5.198), as far as they add up cells.

use crate::read::file::compound::u16_at;
use crate::read::file::formula::{Gives, Step};

/// Functions whose result is never a text, by number: COUNT, SUM, AVERAGE, MIN, MAX, ABS, INT, ROUND,
/// VALUE, MOD, COUNTA, PRODUCT, ROUNDUP, ROUNDDOWN, SUMPRODUCT, SUBTOTAL, SUMIF, COUNTIF, COUNTBLANK.
const NUMERIC: [u16; 19] = [0, 4, 5, 6, 7, 24, 25, 27, 33, 39, 169, 183, 212, 213, 228, 344, 345, 346, 347];
const SUM: u16 = 4;

/// The steps of a formula, none where it is more than a sum of cells of its own sheet, and what its
/// result can be.
pub(super) fn steps(tokens: &[u8]) -> (Vec<Step>, Gives) {
    let mut steps = Vec::new();
    let (mut is_simple, mut gives) = (true, Gives::Either);
    let mut at = 0;
    while at < tokens.len() {
        let Some((size, step, result)) = token(&tokens[at..]) else { return (Vec::new(), Gives::Either) };
        match step {
            Found::Step(step) => steps.push(step),
            Found::Nothing => {}
            Found::Other => is_simple = false,
        }
        if let Some(result) = result {
            gives = result;
        }
        at += size;
    }
    (if is_simple { steps } else { Vec::new() }, gives)
}

enum Found {
    Step(Step),
    Nothing,
    Other,
}

/// The token at the start: how many bytes it has, what it does, and what its result can be.
fn token(bytes: &[u8]) -> Option<(usize, Found, Option<Gives>)> {
    use Found::{Nothing, Other};
    use Gives::{Either, Number, Text};
    let kind = *bytes.first()?;
    let step = |size, step, gives| Some((size, Found::Step(step), Some(gives)));
    let called = |function| if NUMERIC.contains(&function) { Number } else { Either };
    let cell = |at: usize| Some((u32::from(u16_at(bytes, at)?), u32::from(u16_at(bytes, at + 2)? & 0xFF)));
    // Above 0x20, the upper bits say what kind of value is meant.
    match if kind < 0x20 { kind } else { kind & 0x1F | 0x20 } {
        0x03 => step(1, Step::Add, Number),
        0x04 => step(1, Step::Subtract, Number),
        0x13 => step(1, Step::Negate, Number),
        0x05..=0x07 | 0x09..=0x0E | 0x14 => Some((1, Other, Some(Number))),
        0x12 => Some((1, Nothing, Some(Number))),
        0x08 => Some((1, Other, Some(Text))),
        0x0F..=0x11 => Some((1, Other, Some(Either))),
        0x15 => Some((1, Nothing, None)),
        0x16 => Some((1, Other, None)),
        0x17 => {
            let (count, flags) = (usize::from(*bytes.get(1)?), bytes.get(2)?);
            Some((3 + count * if flags & 1 == 1 { 2 } else { 1 }, Other, Some(Text)))
        }
        0x19 => attribute(bytes),
        0x1C | 0x1D => Some((2, Other, Some(Number))),
        0x1E => step(3, Step::Number(u16_at(bytes, 1)?.into()), Number),
        0x1F => {
            let eight: [u8; 8] = bytes.get(1..9)?.try_into().ok()?;
            step(9, Step::Number(f64::from_le_bytes(eight)), Number)
        }
        0x20 => None,
        0x21 => Some((3, Other, Some(called(u16_at(bytes, 1)?)))),
        0x22 => match u16_at(bytes, 2)? {
            SUM => step(4, Step::Sum((bytes.get(1)? & 0x7F).into()), Number),
            function => Some((4, Other, Some(called(function)))),
        },
        0x24 => step(5, Step::Cell(cell(1)?), Either),
        0x25 => {
            let (rows, columns) = ([u16_at(bytes, 1)?, u16_at(bytes, 3)?], [u16_at(bytes, 5)?, u16_at(bytes, 7)?]);
            let corner = |at: usize| (u32::from(rows[at]), u32::from(columns[at] & 0xFF));
            step(9, Step::Area(corner(0), corner(1)), Either)
        }
        0x23 | 0x2A | 0x2C => Some((5, Other, Some(Either))),
        0x26..=0x28 | 0x39 | 0x3A | 0x3C => Some((7, Other, Some(Either))),
        0x29 => Some((3, Other, Some(Either))),
        0x2B | 0x2D => Some((9, Other, Some(Either))),
        0x3B | 0x3D => Some((11, Other, Some(Either))),
        _ => None,
    }
}

/// Hints to the program, spaces, jumps, and a sum of one argument.
fn attribute(bytes: &[u8]) -> Option<(usize, Found, Option<Gives>)> {
    let (kind, data) = (*bytes.get(1)?, usize::from(u16_at(bytes, 2)?));
    Some(match kind {
        0x10 => (4, Found::Step(Step::Sum(1)), Some(Gives::Number)),
        0x04 => (6 + data * 2, Found::Other, Some(Gives::Either)),
        // What an IF gives, either of its branches may give.
        0x02 | 0x08 => (4, Found::Other, Some(Gives::Either)),
        _ => (4, Found::Nothing, None),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_become_steps() {
        let area = [0x25, 1, 0, 1, 0, 0, 0xC0, 2, 0xC0];
        let sum = [&area[..], &[0x19, 0x10, 0, 0]].concat();
        assert_eq!(steps(&sum), (vec![Step::Area((1, 0), (1, 2)), Step::Sum(1)], Gives::Number));
        let plus = [0x44, 3, 0, 1, 0xC0, 0x1E, 5, 0, 0x03];
        assert_eq!(steps(&plus), (vec![Step::Cell((3, 1)), Step::Number(5.0), Step::Add], Gives::Number));
        let two = [&area[..], &[0x44, 3, 0, 1, 0xC0, 0x42, 2, 4, 0]].concat();
        assert_eq!(steps(&two).0.last(), Some(&Step::Sum(2)));
        assert_eq!(steps(&[0x17, 0, 0]), (vec![], Gives::Text));
        assert_eq!(steps(&[0x44, 3, 0, 1, 0xC0, 0x1E, 5, 0, 0x05]), (vec![], Gives::Number));
        assert_eq!(steps(&[0x01, 0, 0, 0, 0]), (vec![], Gives::Either));
    }
}
