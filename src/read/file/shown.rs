//! The content of a spreadsheet's cell as a person sees it: its stored value under its style.

use super::format::{self, Epoch};
use crate::read::Flaw;

/// A cell's text, and why it may not be what a person sees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Content {
    pub text: String,
    pub flaw: Option<Flaw>,
}

/// How a style lets a cell be seen.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look<'s> {
    /// Its font is struck out.
    pub struck: bool,
    /// Its font has the colour of its ground.
    pub unseen: bool,
    /// Its number format.
    pub code: &'s str,
    /// From which day it counts.
    pub epoch: Epoch,
}

impl Content {
    /// A text with nothing against it.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), flaw: None }
    }

    /// Nothing, because of a flaw.
    pub fn without(flaw: Flaw) -> Self {
        Self { text: String::new(), flaw: Some(flaw) }
    }

    /// A stored number under its style.
    pub fn number(value: f64, look: Look) -> Self {
        if look.struck {
            return Self::without(Flaw::Struck);
        }
        if look.unseen {
            return Self::without(Flaw::Hidden);
        }
        Self::formatted(value, format::number(look.code, value, look.epoch))
    }

    /// A stored number, and what is shown for it, where that is known. A figure that is the number
    /// itself is given in plain digits, however it is grouped or padded.
    pub fn formatted(value: f64, shown: Option<String>) -> Self {
        let Some(shown) = shown.filter(|shown| !shown.trim().is_empty()) else { return Self::without(Flaw::Hidden) };
        let stored = digits(value);
        match figure(&shown) {
            None => Self::plain(shown.trim()),
            Some(figure) if figure.parse() == Ok(value) || figure == stored => Self::plain(stored),
            Some(figure) if is_rounded(&figure, value) => Self::plain(figure),
            Some(figure) => Self { text: figure, flaw: Some(Flaw::Hidden) },
        }
    }

    /// A text under its style; what is struck out in it is left out already.
    pub fn styled(self, look: Look) -> Self {
        if self.text.starts_with("=DISPIMG(") {
            // WPS stores a picture in a cell as a call for it.
            return Self::without(Flaw::Unread);
        }
        if !has_content(&self.text) {
            return self;
        }
        if look.unseen {
            return Self::without(Flaw::Hidden);
        }
        match format::text(look.code, &self.text) {
            Some(shown) if has_content(&shown) => Self { text: shown, flaw: self.flaw },
            _ => Self::without(Flaw::Hidden),
        }
    }
}

/// Whether a text holds anything that can change a figure.
pub(super) fn has_content(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// A text put together from runs, of which some are struck out.
#[derive(Debug, Default)]
pub(super) struct Runs {
    kept: String,
    /// Something struck out could change a figure.
    has_struck: bool,
    /// The last thing met was struck out, right behind a digit.
    behind_digit: bool,
    /// A struck part stands between two digits: with or without it, they are another number.
    is_torn: bool,
}

impl Runs {
    pub fn push(&mut self, text: &str, struck: bool) {
        if struck {
            if has_content(text) {
                self.has_struck = true;
                self.behind_digit |= self.kept.ends_with(char::is_numeric);
            }
            return;
        }
        if !text.is_empty() {
            self.is_torn |= self.behind_digit && text.starts_with(char::is_numeric);
            self.behind_digit = false;
        }
        self.kept.push_str(text);
    }

    /// What is left. A struck figure beside a clean one is a correction, and says nothing against it.
    pub fn finish(self) -> Content {
        let is_lost = self.has_struck && (self.is_torn || !has_content(&self.kept));
        Content { text: self.kept, flaw: is_lost.then_some(Flaw::Struck) }
    }
}

/// The figure that a text shows, without signs of currency, grouping and padding; `None` where the
/// text is more than a figure.
fn figure(shown: &str) -> Option<String> {
    let ignored = |c: char| matches!(c, ',' | ' ' | '\u{A0}' | '¥' | '￥' | '$' | '€' | '£');
    let bare = shown.replace(ignored, "");
    let inner = bare.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let (sign, unsigned) = match (inner, bare.strip_prefix('-')) {
        (Some(inner), _) => ("-", inner),
        (_, Some(rest)) => ("-", rest),
        _ => ("", bare.as_str()),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() + fraction.len() == 0 || !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{}{point}{fraction}", if whole.is_empty() { "0" } else { whole }))
}

/// Whether a shown figure is the stored number, rounded to the decimals shown.
fn is_rounded(figure: &str, value: f64) -> bool {
    let decimals = figure.split_once('.').map_or(0, |(_, fraction)| fraction.len().min(30));
    let half = 0.5 * 10_f64.powi(-(decimals as i32));
    figure.parse::<f64>().is_ok_and(|shown| (shown - value).abs() <= half * (1.0 + 1e-6))
}

/// A stored number in plain digits: 15 of them, without what binary fractions add.
pub(super) fn digits(value: f64) -> String {
    // Most figures are whole, and need no rounding.
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return (value as i64).to_string();
    }
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    let shown = rounded.to_string();
    if shown == "-0" { "0".to_owned() } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_without_binary_noise() {
        for (value, shown) in
            [(51.25 + 0.05 + 0.01, "51.31"), (0.1 + 0.2, "0.3"), (129_062.0, "129062"), (-7.0, "-7"), (-0.0, "0")]
        {
            assert_eq!(digits(value), shown);
        }
    }

    #[test]
    fn a_figure_under_its_format() {
        for (code, value, text, flaw) in [
            ("#,##0.00", 1386.5, "1386.5", None),
            ("0000", 12.0, "12", None),
            ("0", 12.6, "13", None),
            ("0.0", 1386.57, "1386.6", None),
            ("0_);(0)", -5.0, "-5", None),
            ("0%", 0.5, "50%", None),
            ("0\"件\"", 12.0, "12件", None),
            ("0,", 12_345.0, "12", Some(Flaw::Hidden)),
            ("0;0", -5.0, "5", Some(Flaw::Hidden)),
            ("0\"0\"", 12.0, "120", Some(Flaw::Hidden)),
            (";;;", 12.0, "", Some(Flaw::Hidden)),
            ("# ?/?", 1.5, "", Some(Flaw::Hidden)),
            ("0;;\"-\"", 0.0, "-", None),
        ] {
            let content = Content::number(value, Look { code, ..Look::default() });
            assert_eq!((content.text.as_str(), content.flaw), (text, flaw), "{code} {value}");
        }
    }

    #[test]
    fn what_is_left_of_runs() {
        for (runs, text, flaw) in [
            (&[("12", true), ("15", false)][..], "15", None),
            (&[("15", false), ("12", true)], "15", None),
            (&[("12", true)], "", Some(Flaw::Struck)),
            (&[("12", true), (" ", false)], " ", Some(Flaw::Struck)),
            (&[("1", false), ("6", true), ("1", false)], "11", Some(Flaw::Struck)),
            (&[("1", false), ("，", true), ("1", false)], "11", None),
            (&[("、", true)], "", None),
        ] {
            let mut read = Runs::default();
            runs.iter().for_each(|(text, struck)| read.push(text, *struck));
            let content = read.finish();
            assert_eq!((content.text.as_str(), content.flaw), (text, flaw), "{runs:?}");
        }
    }
}
