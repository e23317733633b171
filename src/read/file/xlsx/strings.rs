//! Texts of cells, shared or their own, with runs of which some are struck out.

use super::KIND;
use crate::read::file::Refusal;
use crate::read::file::shown::{Content, Runs};
use crate::read::file::xml::{Token, Xml};

/// A text in runs.
#[derive(Clone, Debug, Default)]
pub(super) struct Rich(Vec<Run>);

#[derive(Clone, Debug)]
struct Run {
    text: String,
    /// Whether it is struck out; a run without properties is as its cell is.
    struck: Option<bool>,
}

impl Rich {
    /// What is left of the text in a cell that is struck out or not.
    pub fn content(&self, is_cell_struck: bool) -> Content {
        let mut runs = Runs::default();
        self.0.iter().for_each(|run| runs.push(&run.text, run.struck.unwrap_or(is_cell_struck)));
        runs.finish()
    }

    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|run| run.text.is_empty())
    }

    /// A text of one run.
    pub fn plain(text: &str) -> Self {
        Self(vec![Run { text: decoded(text), struck: None }])
    }
}

/// The strings that cells refer to.
pub(super) fn shared(text: &str) -> Result<Vec<Rich>, Refusal> {
    let mut xml = Xml::new(text, KIND);
    let mut strings = Vec::new();
    while let Some(token) = xml.next()? {
        if matches!(&token, Token::Open(tag) if tag.name() == "si") {
            strings.push(rich(&mut xml)?);
        }
    }
    Ok(strings)
}

/// The text of the element just opened, without how it is pronounced.
pub(super) fn rich(xml: &mut Xml) -> Result<Rich, Refusal> {
    let mut runs = Vec::new();
    let outside = xml.depth.saturating_sub(1);
    let mut struck = None;
    while xml.depth > outside {
        match xml.next()? {
            Some(Token::Open(tag)) => match tag.name() {
                "rPh" | "phoneticPr" => xml.skip()?,
                "r" => struck = None,
                "rPr" => struck = Some(false),
                "strike" => struck = Some(tag.is_on()),
                "t" => runs.push(Run { text: decoded(&xml.text()?), struck }),
                _ => {}
            },
            Some(Token::Text(_) | Token::Close(_)) => {}
            None => break,
        }
    }
    Ok(Rich(runs))
}

/// A text with characters for their escapes: `_x000D_` stands for a carriage return, `_x005F_` for
/// the underscore of what only looks like an escape (ECMA-376 part 1, 22.9.2.19).
pub(super) fn decoded(text: &str) -> String {
    let mut units: Vec<u16> = Vec::new();
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        let code = escape.get(2..6).filter(|_| escape.as_bytes().get(6) == Some(&b'_'));
        let code = code.filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let unit = code.and_then(|code| u16::from_str_radix(code, 16).ok());
        let taken = if unit.is_some() { 7 } else { 2 };
        units.extend(before.encode_utf16());
        match unit {
            Some(unit) => units.push(unit),
            None => units.extend("_x".encode_utf16()),
        }
        rest = &escape[taken..];
    }
    if units.is_empty() {
        return text.to_owned();
    }
    units.extend(rest.encode_utf16());
    // Line ends are one sign; what else has no shape is not seen.
    let mut is_return = false;
    for c in char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')) {
        match c {
            '\n' if is_return => {}
            '\r' | '\n' => out.push('\n'),
            '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
        is_return = c == '\r';
    }
    out
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn escapes() {
        for (text, expected) in [
            ("1138_x000D_\n", "1138\n"),
            ("_x0031_138", "1138"),
            ("_x005F_x0031_", "_x0031_"),
            ("_x005F__x0031_", "_1"),
            ("a_x0009_b_x0000_c", "a bc"),
            ("_xD842__xDFB7_", "𠮷"),
            ("_xD842_", "\u{FFFD}"),
            ("_x31_ _x003_ _x00G1_ _X0031_ _x", "_x31_ _x003_ _x00G1_ _X0031_ _x"),
            ("_x00", "_x00"),
            ("_x0031 件", "_x0031 件"),
            ("_x__x0032_", "_x_2"),
            ("规章_x000a_数", "规章\n数"),
        ] {
            assert_eq!(decoded(text), expected, "{text}");
        }
    }
}
