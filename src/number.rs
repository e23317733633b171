//! What stands in one cell: blank, a placeholder, an exact number, or something else.
//!
//! Blank, 0, `/` and text are four different answers and stay so. Numbers are scaled integers:
//! a cell with four decimals holds 1.5 as 15000.

use std::fmt::Write as _;

/// How the figures of a cell are written, as its form says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// 件, 项, 万元 …; empty where the form prints none.
    pub unit: String,
    /// Decimals allowed; also the scale of the stored integer.
    pub decimals: u8,
    /// Whether the cell holds a change, which may be negative.
    pub signed: bool,
}

/// A cell as the rules see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Value {
    /// Nothing was written.
    #[default]
    Blank,
    /// `/`, `—`, 无: something was written that stands for nothing.
    Placeholder,
    /// Scaled by the cell's decimals; below [`LIMIT`] in size.
    Number(i64),
    /// Not a figure that this cell can hold.
    Bad(Fault),
}

impl Value {
    /// Its number; 0 where it has none.
    #[inline(always)]
    pub fn number(self) -> i64 {
        if let Self::Number(number) = self { number } else { 0 }
    }

    /// Whether it is anything but a number.
    #[inline(always)]
    pub fn is_gap(self) -> bool {
        !matches!(self, Self::Number(_))
    }

    /// A scaled whole number as JavaScript has it; `NaN` is a blank.
    pub fn scaled(figure: f64) -> Self {
        match whole(figure) {
            Some(number) => Self::Number(number),
            None if figure.is_nan() => Self::Blank,
            None => Self::Bad(if figure.fract() == 0.0 { Fault::TooLarge } else { Fault::Decimals }),
        }
    }
}

/// Added to this, a whole number of up to 51 bits stands in the lowest bits of the sum: many times
/// faster in WebAssembly than a conversion that must look out for `NaN`.
const BASE: f64 = 6_755_399_441_055_744.0;

/// The whole number that JavaScript has as this, if it is one below [`LIMIT`].
fn whole(figure: f64) -> Option<i64> {
    let number = lowest_bits(figure + BASE);
    (figure + BASE - BASE == figure && -LIMIT < number && number < LIMIT).then_some(number)
}

/// Four whole numbers at once, if all are below 2^49; asked for together, the answer is one branch.
#[inline(always)]
pub fn four_whole([a, b, c, d]: [f64; 4]) -> Option<[i64; 4]> {
    const REACH: i64 = 1 << 49;
    let (e, f, g, h) = (a + BASE, b + BASE, c + BASE, d + BASE);
    let numbers = [lowest_bits(e), lowest_bits(f), lowest_bits(g), lowest_bits(h)];
    let are_whole = (e - BASE == a) & (f - BASE == b) & (g - BASE == c) & (h - BASE == d);
    let size = numbers[0].wrapping_add(REACH)
        | numbers[1].wrapping_add(REACH)
        | numbers[2].wrapping_add(REACH)
        | numbers[3].wrapping_add(REACH);
    (are_whole && (0..2 * REACH).contains(&size)).then_some(numbers)
}

#[inline(always)]
fn lowest_bits(shifted: f64) -> i64 {
    (shifted.to_bits() as i64).wrapping_sub(BASE.to_bits() as i64)
}

/// Why a text is not a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not a number at all.
    Text,
    /// More decimals than the cell may have.
    Decimals,
    /// A unit that is not the cell's own, so the figure would be off by its ratio.
    Unit,
    /// Too large to be kept exactly.
    TooLarge,
    /// The source has no such row or column: not the same as a cell left blank.
    Missing,
    /// The source could be read otherwise: no rule is held against a guess.
    Uncertain,
}

/// Something odd in how a number was written, which did not change what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// １２
    Fullwidth,
    /// 1,234 or 1 234, with a space that does not break a line
    Separators,
    /// 007, 5.0, -0
    Zeros,
    /// Direction marks and the like, which nobody sees.
    Invisible,
    /// 增4, 减12
    Words,
    /// 12件; the unit as written.
    Unit(String),
    /// 22（其中修订16件）; the note as written.
    Note(String),
}

/// A text read as the content of a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What the cell holds.
    pub value: Value,
    /// What was odd on the way, in the order met; empty for anything but a number.
    pub oddities: Vec<Oddity>,
}

/// Scaled numbers stay below this, so that sums of thousands fit `i64` and each fits a JS number.
pub const LIMIT: i64 = 1_000_000_000_000_000;

const PLACEHOLDERS: [&str; 14] =
    ["/", "//", "\\", "-", "--", "—", "——", "–", "―", "无", "没有", "不适用", "N/A", "n/a"];
/// Units that count one by one; any of them may follow a count.
const COUNTERS: [&str; 9] = ["件", "项", "个", "宗", "起", "条", "份", "次", "件次"];
const MONEY: [&str; 4] = ["元", "万元", "亿元", "千元"];

impl Measure {
    /// Reads what a person typed or a document holds. Total: any text has a reading.
    pub fn read(&self, raw: &str) -> Reading {
        if let Some(value) = self.plain(raw) {
            return Reading { value, oddities: Vec::new() };
        }
        let mut oddities = Vec::new();
        let text = fold(raw, &mut oddities);
        let text = text.trim();
        if text.is_empty() {
            return Reading::default();
        }
        if PLACEHOLDERS.contains(&text) {
            return Reading { value: Value::Placeholder, oddities: Vec::new() };
        }
        match self.number(text, &mut oddities) {
            Ok(number) => Reading { value: Value::Number(number), oddities },
            Err(fault) => Reading { value: Value::Bad(fault), oddities: Vec::new() },
        }
    }

    /// A scaled number in plain digits: no trailing zeros, no separators.
    pub fn show(&self, number: i64) -> String {
        let scale = 10i64.pow(u32::from(self.decimals));
        let mut text = (number / scale).to_string();
        if number < 0 && number > -scale {
            text.insert(0, '-');
        }
        let fraction = (number % scale).abs();
        if fraction != 0 {
            let _ = write!(text, ".{fraction:0width$}", width = usize::from(self.decimals));
            text.truncate(text.trim_end_matches('0').len());
        }
        text
    }

    /// What most cells hold, nothing or plain digits, without ado.
    #[inline(always)]
    pub fn plain(&self, raw: &str) -> Option<Value> {
        let digits = raw.as_bytes();
        if digits.is_empty() {
            return Some(Value::Blank);
        }
        if digits.len() + usize::from(self.decimals) > 15 || digits[0] == b'0' && digits.len() > 1 {
            return None;
        }
        let mut number = 0;
        for digit in digits {
            if !digit.is_ascii_digit() {
                return None;
            }
            number = number * 10 + i64::from(digit - b'0');
        }
        Some(Value::Number(number * 10i64.pow(u32::from(self.decimals))))
    }

    fn number(&self, text: &str, oddities: &mut Vec<Oddity>) -> Result<i64, Fault> {
        let (negative, text) = self.sign(text, oddities);
        let end = text.find(|c: char| !matches!(c, '0'..='9' | '.' | ',' | SPACE)).unwrap_or(text.len());
        let (figure, rest) = text.split_at_checked(end).unwrap_or((text, ""));
        let figure = figure.trim_end();
        let (whole, fraction) = figure.split_once('.').unwrap_or((figure, ""));
        if figure.ends_with('.') || fraction.contains(['.', ',', SPACE]) {
            return Err(Fault::Text);
        }
        let digits = ungroup(whole).ok_or(Fault::Text)?;
        if digits.len() != whole.len() {
            oddities.push(Oddity::Separators);
        }
        self.set_aside(rest.trim(), oddities)?;
        let number = self.scale(&digits, fraction, oddities)?;
        if negative && number == 0 {
            oddities.push(Oddity::Zeros);
        }
        Ok(if negative { -number } else { number })
    }

    /// The sign in front; words for it (减12) only where the cell holds a change.
    fn sign<'t>(&self, text: &'t str, oddities: &mut Vec<Oddity>) -> (bool, &'t str) {
        if let Some(rest) = text.strip_prefix('-') {
            return (true, rest.trim_start());
        }
        if let Some(rest) = text.strip_prefix('+') {
            return (false, rest.trim_start());
        }
        if self.signed {
            for (word, negative) in [("减少", true), ("减", true), ("增加", false), ("增", false)] {
                if let Some(rest) = text.strip_prefix(word) {
                    oddities.push(Oddity::Words);
                    return (negative, rest.trim_start());
                }
            }
        }
        (false, text)
    }

    /// A unit or a note behind the figure; a unit that would change the figure is a fault.
    fn set_aside(&self, rest: &str, oddities: &mut Vec<Oddity>) -> Result<(), Fault> {
        if rest.is_empty() {
            return Ok(());
        }
        if rest.starts_with('(') && rest.ends_with(')') {
            oddities.push(Oddity::Note(rest.to_owned()));
            return Ok(());
        }
        let money = MONEY.contains(&rest);
        let own = rest == self.unit
            || self.unit.is_empty() && money
            || !MONEY.contains(&self.unit.as_str()) && COUNTERS.contains(&rest);
        if own {
            oddities.push(Oddity::Unit(rest.to_owned()));
            return Ok(());
        }
        Err(if money || COUNTERS.contains(&rest) { Fault::Unit } else { Fault::Text })
    }

    fn scale(&self, whole: &str, fraction: &str, oddities: &mut Vec<Oddity>) -> Result<i64, Fault> {
        let kept = fraction.trim_end_matches('0');
        let significant = whole.trim_start_matches('0');
        let padded = whole.len() > 1 && whole.starts_with('0');
        if padded || self.decimals == 0 && fraction.len() > kept.len() {
            oddities.push(Oddity::Zeros);
        }
        if kept.len() > usize::from(self.decimals) {
            return Err(Fault::Decimals);
        }
        if significant.len() + usize::from(self.decimals) > 15 {
            return Err(Fault::TooLarge);
        }
        let digits = format!("{significant}{kept:0<width$}", width = usize::from(self.decimals));
        // At most fifteen digits: the parse cannot fail, and nothing typed could make it panic.
        Ok(digits.parse().unwrap_or(0))
    }
}

/// Half-width forms, one kind of minus, and nothing that cannot be seen.
fn fold(raw: &str, oddities: &mut Vec<Oddity>) -> String {
    let mut fullwidth = false;
    let mut invisible = false;
    let folded = raw
        .chars()
        .filter_map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => {
                fullwidth = true;
                char::from_u32(c as u32 - 0xFEE0)
            }
            '\u{2212}' | '\u{2010}' | '\u{2011}' => Some('-'),
            '\u{2004}'..='\u{200A}' | '\u{202F}' | '\u{3000}' => Some(SPACE),
            '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}' => {
                invisible = true;
                None
            }
            c => Some(c),
        })
        .collect();
    // Full-width brackets around a note are ordinary Chinese; only the figure counts here.
    if fullwidth && raw.contains(|c| matches!(c, '０'..='９' | '，' | '．' | '＋' | '－')) {
        oddities.push(Oddity::Fullwidth);
    }
    if invisible {
        oddities.push(Oddity::Invisible);
    }
    folded
}

/// What stands for every space that sets off thousands. A plain one does not: it separates figures.
const SPACE: char = '\u{A0}';

/// The digits of `1,234,567`; `None` unless the commas, or the spaces, stand where thousands end.
fn ungroup(whole: &str) -> Option<String> {
    let has_comma = whole.bytes().any(|byte| byte == b',');
    let mut groups = whole.split(if has_comma { ',' } else { SPACE });
    let is_group = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().filter(|first| !first.is_empty() && is_group(first))?;
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.len() > 3 || !is_group(group) {
            return None;
        }
        digits.push_str(group);
    }
    Some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(measure: (&str, u8, bool), raw: &str, expected: &str) {
        let measure = Measure { unit: measure.0.to_owned(), decimals: measure.1, signed: measure.2 };
        let Reading { value, oddities } = measure.read(raw);
        let mut line = match value {
            Value::Number(number) => measure.show(number),
            other => format!("{other:?}"),
        };
        for oddity in oddities {
            let _ = write!(line, " {oddity:?}");
        }
        assert_eq!(line, expected, "{raw:?}");
    }

    const COUNT: (&str, u8, bool) = ("件", 0, false);
    const CHANGE: (&str, u8, bool) = ("项", 0, true);
    const FEES: (&str, u8, bool) = ("万元", 6, false);
    const FREE: (&str, u8, bool) = ("", 4, false);

    #[test]
    fn four_different_answers() {
        for blank in ["", " ", "\u{3000}", "\u{A0}", "\u{200F}"] {
            check(COUNT, blank, "Blank");
        }
        for placeholder in ["/", "／", "—", "－", "无", " 不适用 "] {
            check(COUNT, placeholder, "Placeholder");
        }
        check(COUNT, "0", "0");
        for text in ["abc", "😀", "约12", "12万", "1 234", "1e5", "1.2.3", ".", "5.", ".5", "12-13", "<b>1</b>"] {
            check(COUNT, text, "Bad(Text)");
        }
    }

    #[test]
    fn a_number_is_read_through_how_it_was_written() {
        check(COUNT, "161", "161");
        check(COUNT, "１２", "12 Fullwidth");
        check(COUNT, "1,234", "1234 Separators");
        check(COUNT, "1，234", "1234 Fullwidth Separators");
        check(COUNT, "12,34", "Bad(Text)");
        check(COUNT, "1234,567", "Bad(Text)");
        check(COUNT, "12件", "12 Unit(\"件\")");
        check(COUNT, "1个", "1 Unit(\"个\")");
        check(COUNT, "007", "7 Zeros");
        check(COUNT, "5.0", "5 Zeros");
        check(COUNT, "\u{202B}12", "12 Invisible");
        check(COUNT, "22（其中修订16件）", "22 Note(\"(其中修订16件)\")");
    }

    #[test]
    fn spaces_that_do_not_break_set_off_thousands() {
        for space in ['\u{A0}', '\u{2007}', '\u{2009}', '\u{202F}', '\u{3000}'] {
            check(COUNT, &format!("1{space}138"), "1138 Separators");
            check(COUNT, &format!("{space}1{space}234{space}567{space}"), "1234567 Separators");
            check(COUNT, &format!("12{space}件"), "12 Unit(\"件\")");
            check(FEES, &format!("1{space}386.57"), "1386.57 Separators");
            check(CHANGE, &format!("-1{space}138"), "-1138 Separators");
            for two in ["12{}34", "1{}{}138", "1234{}567", "1,138{}245", "1{}138,245", "1{},234", "1.5{}678", "1{}1"] {
                check(COUNT, &two.replace("{}", &space.to_string()), "Bad(Text)");
            }
        }
        check(COUNT, "1 138", "Bad(Text)");
    }

    #[test]
    fn what_nobody_sees_is_no_part_of_a_figure() {
        for unseen in ['\u{AD}', '\u{200B}', '\u{200C}', '\u{200D}', '\u{2060}', '\u{FEFF}'] {
            check(COUNT, &format!("1{unseen}138"), "1138 Invisible");
            check(COUNT, &format!("{unseen}7{unseen}"), "7 Invisible");
            check(COUNT, &unseen.to_string(), "Blank");
        }
    }

    #[test]
    fn signs_belong_to_changes_and_are_kept_elsewhere() {
        check(CHANGE, "-7", "-7");
        check(CHANGE, "－149", "-149 Fullwidth");
        check(CHANGE, "+26", "26");
        check(CHANGE, "减4", "-4 Words");
        check(COUNT, "-5", "-5");
        check(COUNT, "减4", "Bad(Text)");
    }

    #[test]
    fn decimals_are_exact_and_bounded() {
        check(COUNT, "1.5", "Bad(Decimals)");
        check(FEES, "5949.088667", "5949.088667");
        check(FEES, "0.10", "0.1");
        check(FEES, "-0.5", "-0.5");
        check(FEES, "0.1234567", "Bad(Decimals)");
        check(FREE, "75394432.52元", "75394432.52 Unit(\"元\")");
        check(FREE, "47.9659万元", "47.9659 Unit(\"万元\")");
    }

    #[test]
    fn a_unit_that_would_change_the_figure_is_refused() {
        check(FEES, "251000元", "Bad(Unit)");
        check(FEES, "12件", "Bad(Unit)");
        check(FEES, "12万元", "12 Unit(\"万元\")");
        check(COUNT, "12元", "Bad(Unit)");
    }

    #[test]
    fn what_is_too_large_says_so() {
        check(COUNT, &format!("1{}", "0".repeat(40)), "Bad(TooLarge)");
        check(COUNT, "999999999999999", "999999999999999");
        check(COUNT, "1000000000000000", "Bad(TooLarge)");
    }
}
