//! What is wrong with a part of a text, written into the text itself until it is a cell's: between
//! characters and cells there are lines, tabs and pages, which all may move it.
//!
//! Unicode sets the characters used here aside for such things; no text holds them.

use super::glyph::{Glyph, Sight};
use crate::read::Flaw;

const FLAWS: [Flaw; 5] = [Flaw::Struck, Flaw::Hidden, Flaw::Stale, Flaw::Overlaid, Flaw::Unread];

/// The first of the characters that stand for flaws.
const FIRST: u32 = 0xFDD0;

/// What a flaw is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    /// Letters that were left out.
    Letters,
    /// Figures that were left out.
    Digits,
    /// Text that stands there.
    Text,
}

const OF: [Of; 3] = [Of::Letters, Of::Digits, Of::Text];

/// Writes a character, and what is wrong with it.
pub(super) fn write(text: &mut String, glyph: &Glyph) {
    let mark = match glyph.sight {
        Sight::Seen => None,
        Sight::Doubtful(flaw) => Some((flaw, 2)),
        Sight::Unseen(flaw) if glyph.is_digit() => Some((flaw, 1)),
        Sight::Unseen(flaw) => Some((flaw, 0)).filter(|_| glyph.is_letter()),
    };
    if glyph.is_seen() {
        text.push_str(&glyph.text);
    }
    let Some((flaw, of)) = mark else { return };
    let number = FLAWS.iter().position(|it| *it == flaw).unwrap_or(0) * OF.len() + of;
    let mark = char::from_u32(FIRST + number as u32).unwrap_or(char::REPLACEMENT_CHARACTER);
    if !text.ends_with(mark) {
        text.push(mark);
    }
}

fn mark(c: char) -> Option<(Flaw, Of)> {
    let number = u32::from(c).checked_sub(FIRST)? as usize;
    Some((*FLAWS.get(number / OF.len())?, OF[number % OF.len()]))
}

/// A text without such marks, and what is wrong with it. What was left out makes a text doubtful
/// only where nothing of its kind is left.
pub(super) fn told(text: &str) -> (String, Option<Flaw>) {
    let marks: Vec<(Flaw, Of)> = text.chars().filter_map(mark).collect();
    if marks.is_empty() {
        return (text.to_owned(), None);
    }
    let left: String = text.chars().filter(|c| mark(*c).is_none()).collect();
    let line = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let left = left.split('\n').map(line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    // Where several figures are left, one may be lacking between them.
    let figures = left.split_whitespace().filter(|part| part.contains(|c: char| c.is_ascii_digit())).count();
    let has_letters = left.chars().any(char::is_alphanumeric);
    let counts = |of: Of| match of {
        Of::Letters => !has_letters,
        Of::Digits => figures != 1,
        Of::Text => true,
    };
    let flaw = marks.into_iter().find(|(_, of)| counts(*of)).map(|(flaw, _)| flaw);
    (left, flaw)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::file::pdf::glyph::{Ink, Source};

    fn check(parts: &[(&str, Sight)], expected: (&str, Option<Flaw>)) {
        let mut text = String::new();
        for (part, sight) in parts {
            for c in part.chars() {
                let (from, to) = ((0.0, 0.0), (1.0, 0.0));
                let (source, ink, sight) = (Source::Page, Ink::Coloured, *sight);
                write(&mut text, &Glyph { text: c.into(), from, to, size: 1.0, quarter: 0, source, ink, sight });
            }
        }
        let (left, flaw) = told(&text);
        assert_eq!((left.as_str(), flaw), expected, "{parts:?}");
    }

    #[test]
    fn what_is_left_out_counts_where_nothing_is_left() {
        let struck = Sight::Unseen(Flaw::Struck);
        check(&[("12", struck)], ("", Some(Flaw::Struck)));
        check(&[("12", struck), ("15", Sight::Seen)], ("15", None));
        check(&[("12", struck), ("件", Sight::Seen)], ("件", Some(Flaw::Struck)));
        check(&[("件", struck), ("15", Sight::Seen)], ("15", None));
        check(&[("7 ", Sight::Seen), ("12", struck), (" 15", Sight::Seen)], ("7 15", Some(Flaw::Struck)));
        check(&[("—", struck)], ("", None));
        check(&[("15", Sight::Doubtful(Flaw::Overlaid))], ("15", Some(Flaw::Overlaid)));
    }
}
