//! Figures by a format: rounded, scaled and grouped in decimal, never in binary.

use super::super::shown::digits;
use super::section::Token;

/// What the tokens of a section show for a number.
pub(super) fn shown(tokens: &[Token], value: f64, signed: bool) -> Option<String> {
    if let Some(at) = tokens.iter().position(|token| matches!(token, Token::General | Token::Text)) {
        let around = |tokens: &[Token]| tokens.iter().map(literal).collect::<Option<String>>();
        let figure = digits(if signed { value } else { value.abs() });
        return Some(format!("{}{figure}{}", around(&tokens[..at])?, around(&tokens[at + 1..])?));
    }
    let point = tokens.iter().position(|token| *token == Token::Point).unwrap_or(tokens.len());
    let is_place = |token: &&Token| matches!(token, Token::Digit(_));
    let decimals = tokens[point..].iter().filter(is_place).count();
    let thousands = commas_behind(&tokens[..point]) + commas_behind(&tokens[point..]);
    let hundreds = tokens.iter().filter(|token| **token == Token::Percent).count();
    let (whole, fraction) = rounded(value.abs(), 2 * hundreds as i32 - 3 * thousands as i32, decimals);
    let is_zero = whole.is_empty() && fraction.bytes().all(|digit| digit == b'0');
    let mut out = before_point(&tokens[..point], &whole)?;
    out.push_str(&behind_point(&tokens[point..], &fraction)?);
    if signed && value < 0.0 && !is_zero {
        out.insert(0, '-');
    }
    Some(out)
}

/// How many commas stand right behind the last place: each divides by a thousand.
fn commas_behind(tokens: &[Token]) -> usize {
    let last = tokens.iter().rposition(|token| matches!(token, Token::Digit(_)));
    last.map_or(0, |at| tokens[at + 1..].iter().take_while(|token| **token == Token::Comma).count())
}

fn literal(token: &Token) -> Option<char> {
    match token {
        Token::Literal(c) => Some(*c),
        Token::Percent => Some('%'),
        _ => None,
    }
}

/// The digits before and behind the point of a number that is moved by so many places and rounded,
/// halves away from zero. No digit before the point is no zero.
fn rounded(value: f64, places: i32, decimals: usize) -> (String, String) {
    let written = digits(value);
    let (whole, fraction) = written.split_once('.').unwrap_or((&written, ""));
    let mut all: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
    let mut point = whole.len() as i32 + places;
    if point < 0 {
        all.splice(0..0, std::iter::repeat_n(b'0', point.unsigned_abs() as usize));
        point = 0;
    }
    let point = point as usize;
    let end = point + decimals;
    let up = all.get(end).is_some_and(|digit| *digit >= b'5');
    all.resize(end, b'0');
    if up {
        match all.iter().rposition(|digit| *digit != b'9') {
            Some(at) => {
                all[at] += 1;
                all[at + 1..].fill(b'0');
            }
            None => {
                all.fill(b'0');
                all.insert(0, b'1');
            }
        }
    }
    let point = all.len() - decimals;
    let text = |bytes: &[u8]| bytes.iter().map(|&byte| char::from(byte)).collect::<String>();
    (text(&all[..point]).trim_start_matches('0').to_owned(), text(&all[point..]))
}

/// Digits fill their places from the right; those left over stand at the first place.
fn before_point(tokens: &[Token], whole: &str) -> Option<String> {
    let is_place = |token: &Token| matches!(token, Token::Digit(_));
    let first = tokens.iter().position(is_place);
    let is_grouped = first.is_some_and(|first| {
        let last = tokens.iter().rposition(is_place).unwrap_or(first);
        tokens[first..last].contains(&Token::Comma)
    });
    let mut left = whole.chars().rev();
    let mut out: Vec<char> = Vec::new();
    let mut placed = 0;
    let mut place = |digit: char, out: &mut Vec<char>| {
        if is_grouped && placed > 0 && placed % 3 == 0 {
            out.push(',');
        }
        placed += 1;
        out.push(digit);
    };
    for (at, token) in tokens.iter().enumerate().rev() {
        match token {
            Token::Digit(kind) => {
                let filler = (*kind == '0').then_some('0');
                if let Some(digit) = left.next().or(filler) {
                    place(digit, &mut out);
                }
                if Some(at) == first {
                    left.by_ref().for_each(|digit| place(digit, &mut out));
                }
            }
            Token::Comma => {}
            token => out.push(literal(token)?),
        }
    }
    Some(out.iter().rev().collect())
}

fn behind_point(tokens: &[Token], fraction: &str) -> Option<String> {
    let used = fraction.trim_end_matches('0').len();
    let mut out = String::new();
    let mut digits = fraction.char_indices();
    for token in tokens {
        match token {
            Token::Point if out.is_empty() => out.push('.'),
            Token::Digit(kind) => {
                let (at, digit) = digits.next()?;
                if *kind == '0' || at < used {
                    out.push(digit);
                }
            }
            Token::Comma => {}
            token => out.push(literal(token)?),
        }
    }
    Some(out)
}
