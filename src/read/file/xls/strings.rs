//! Texts of binary workbooks, with runs in fonts of their own.

use super::styles::Styles;
use crate::read::file::compound::{u16_at, u32_at};
use crate::read::file::shown::{Content, Runs};

/// A text, and from which character on it has which font.
#[derive(Debug, Default)]
pub(super) struct Rich {
    pub text: String,
    runs: Vec<(u16, u16)>,
}

impl Rich {
    /// What is left of the text in a cell that is struck out or not.
    pub fn content(&self, is_cell_struck: bool, styles: &Styles) -> Content {
        let mut left = Runs::default();
        let mut struck = is_cell_struck;
        let mut run = String::new();
        let mut ahead = self.runs.iter().peekable();
        let mut unit = 0;
        for c in self.text.chars() {
            while let Some((_, font)) = ahead.next_if(|(from, _)| usize::from(*from) <= unit) {
                left.push(&std::mem::take(&mut run), struck);
                struck = styles.is_struck(*font);
            }
            run.push(c);
            unit += c.len_utf16();
        }
        left.push(&run, struck);
        left.finish()
    }
}

impl From<String> for Rich {
    fn from(text: String) -> Self {
        Self { text, runs: Vec::new() }
    }
}

/// So many characters at the start, one or two bytes each, and how many bytes they took.
pub(super) fn characters(bytes: &[u8], count: usize, wide: bool) -> Option<(String, usize)> {
    if !wide {
        return Some((bytes.get(..count)?.iter().map(|&byte| char::from(byte)).collect(), count));
    }
    let units = bytes.get(..count * 2)?.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]]));
    Some((char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect(), count * 2))
}

/// Reads through the parts of a record. A string may be broken off between two characters; then
/// the next part says anew how wide they are.
struct Cursor<'p, 'b> {
    parts: &'p [&'b [u8]],
    part: usize,
    at: usize,
}

impl Cursor<'_, '_> {
    fn rest(&self) -> usize {
        self.parts.get(self.part).map_or(0, |part| part.len().saturating_sub(self.at))
    }

    /// Goes to the next part where this one is used up.
    fn settle(&mut self) -> Option<()> {
        while self.rest() == 0 {
            self.part += 1;
            self.at = 0;
            self.parts.get(self.part)?;
        }
        Some(())
    }

    fn take(&mut self, count: usize) -> Option<&[u8]> {
        let taken = self.parts.get(self.part)?.get(self.at..self.at.checked_add(count)?)?;
        self.at += count;
        Some(taken)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            self.settle()?;
            let step = count.min(self.rest());
            self.at += step;
            count -= step;
        }
        Some(())
    }

    /// Four bytes, which a record may break off in their midst.
    fn run(&mut self) -> Option<(u16, u16)> {
        let mut four = [0; 4];
        for byte in &mut four {
            self.settle()?;
            *byte = self.take(1)?[0];
        }
        Some((u16_at(&four, 0)?, u16_at(&four, 2)?))
    }

    fn string(&mut self) -> Option<Rich> {
        self.settle()?;
        let head = self.take(3)?;
        let (mut left, mut flags) = (usize::from(u16_at(head, 0)?), head[2]);
        let runs = if flags & 8 != 0 { usize::from(u16_at(self.take(2)?, 0)?) } else { 0 };
        let phonetic = if flags & 4 != 0 { u32_at(self.take(4)?, 0)? as usize } else { 0 };
        let mut text = String::new();
        let mut is_first = true;
        while left > 0 {
            if self.rest() == 0 {
                self.settle()?;
                flags = self.take(1)?[0];
            } else if !is_first {
                return None;
            }
            is_first = false;
            let wide = flags & 1 == 1;
            let count = left.min(self.rest() / if wide { 2 } else { 1 });
            if count == 0 {
                return None;
            }
            let (run, bytes) = characters(&self.parts[self.part][self.at..], count, wide)?;
            self.at += bytes;
            text.push_str(&run);
            left -= count;
        }
        let runs = (0..runs).map(|_| self.run()).collect::<Option<_>>()?;
        self.skip(phonetic)?;
        Some(Rich { text, runs })
    }
}

/// The strings that cells refer to.
pub(super) fn shared(parts: &[&[u8]]) -> Option<Vec<Rich>> {
    let count = u32_at(parts[0], 4)?;
    let mut cursor = Cursor { parts, part: 0, at: 8 };
    (0..count).map(|_| cursor.string()).collect()
}
