//! OpenDocument's number formats, written as codes of Excel.

use crate::read::file::Refusal;
use crate::read::file::xml::{Tag, Token, Xml};
use std::fmt::Write as _;

/// Whether an element is a number format.
pub(super) fn is_one(name: &str) -> bool {
    ["number-style", "currency-style", "percentage-style", "date-style", "time-style", "text-style"].contains(&name)
}

/// A number format.
#[derive(Debug, Default)]
pub(super) struct DataStyle {
    /// Its code; `None` where it holds something that is not known here.
    code: Option<String>,
}

impl DataStyle {
    /// The format as a code of Excel.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// Reads the format just opened.
    pub fn read(xml: &mut Xml, style: &Tag) -> Result<Self, Refusal> {
        let is_percentage = style.name() == "percentage-style";
        let mut code = Some(String::new());
        let outside = xml.depth.saturating_sub(1);
        while xml.depth > outside {
            match xml.next()? {
                Some(Token::Open(tag)) => match tag.name() {
                    "text" | "currency-symbol" => {
                        let text = xml.text()?;
                        if let Some(code) = &mut code {
                            literal(code, &text, is_percentage);
                        }
                    }
                    "text-properties" => {}
                    _ => code = code.and_then(|code| Some(code + &part(&tag)?)),
                },
                Some(_) => {}
                None => break,
            }
        }
        // A format without any part shows nothing.
        let nothing = || "\"\"".to_owned();
        Ok(Self { code: code.map(|code| if code.is_empty() { nothing() } else { code }) })
    }
}

fn literal(code: &mut String, text: &str, is_percentage: bool) {
    for c in text.chars() {
        if c == '%' && is_percentage {
            code.push(c);
        } else {
            code.extend(['\\', c]);
        }
    }
}

/// A place for digits, a part of a date, or text; `None` for what is not known here.
fn part(tag: &Tag) -> Option<String> {
    let is_long = tag.attribute("style").as_deref() == Some("long");
    let either = |short: &str, long: &str| Some(if is_long { long } else { short }.to_owned());
    match tag.name() {
        "number" => number(tag),
        "text-content" => Some("@".to_owned()),
        "year" => either("yy", "yyyy"),
        "month" if !tag.says("textual") => either("m", "mm"),
        "day" => either("d", "dd"),
        "hours" => either("h", "hh"),
        "minutes" => either("m", "mm"),
        "seconds" if tag.count("decimal-places").unwrap_or(0) == 0 => either("s", "ss"),
        "am-pm" => Some("AM/PM".to_owned()),
        // Formats by condition, fractions, powers of ten and so on.
        _ => None,
    }
}

fn number(tag: &Tag) -> Option<String> {
    const MOST: usize = 30;
    // Without a number of decimals, as many as there are.
    let Some(decimals) = tag.count("decimal-places") else { return Some("General".to_owned()) };
    let least = tag.count("min-decimal-places").unwrap_or(decimals);
    let whole = tag.count("min-integer-digits").unwrap_or(0);
    if decimals > MOST || whole > MOST || tag.attribute("decimal-replacement").is_some() {
        return None;
    }
    let mut code = String::new();
    let places = whole.max(if tag.says("grouping") { 4 } else { 1 });
    for left in (1..=places).rev() {
        code.push(if left > whole { '#' } else { '0' });
        if left == 4 && tag.says("grouping") {
            code.push(',');
        }
    }
    if decimals > 0 {
        let _ = write!(code, ".{}{}", "0".repeat(least.min(decimals)), "#".repeat(decimals.saturating_sub(least)));
    }
    let factor: f64 = tag.attribute("display-factor").map_or(Some(1.0), |it| it.parse().ok())?;
    let thousands = [1.0, 1e3, 1e6, 1e9].iter().position(|it| *it == factor)?;
    Some(code + &",".repeat(thousands))
}
