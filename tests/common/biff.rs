//! Small binary workbooks ([MS-XLS], BIFF8), record by record.
#![allow(dead_code)]

use std::io::{Cursor, Write};

/// A record.
pub fn record(kind: u16, content: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(content.len() as u16).to_le_bytes(), content].concat()
}

fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

fn units(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A text with its length in two bytes, and the runs of fonts in it.
fn string(text: &str, runs: &[(u16, u16)]) -> Vec<u8> {
    let count = text.encode_utf16().count() as u16;
    let mut out = [&count.to_le_bytes()[..], &[if runs.is_empty() { 1 } else { 9 }]].concat();
    if !runs.is_empty() {
        out.extend((runs.len() as u16).to_le_bytes());
    }
    out.extend(units(text));
    out.extend(runs.iter().flat_map(|(from, font)| words(&[*from, *font])));
    out
}

/// Fonts by number: 0 plain, 1 struck out, 2 white, 5 struck out as well; number 4 is left out by all programs.
const FONTS: [(u16, u16); 5] = [(0, 0x7FFF), (8, 0x7FFF), (0, 9), (0, 0x7FFF), (8, 0x7FFF)];

/// A cell's style: font, format, pattern of the ground and its colour.
pub type Style = (u16, u16, u32, u16);

/// A workbook of one sheet, 年报.
#[derive(Default)]
pub struct Xls<'x> {
    /// Records of the workbook.
    pub book: Vec<u8>,
    /// Styles from number 1 on; 0 is plain.
    pub styles: &'x [Style],
    /// Formats by number.
    pub formats: &'x [(u16, &'x str)],
    /// Strings with the runs of fonts in them.
    pub strings: &'x [(&'x str, &'x [(u16, u16)])],
    /// Records of the sheet.
    pub sheet: Vec<u8>,
}

impl Xls<'_> {
    pub fn bytes(&self) -> Vec<u8> {
        let bof = |kind: u16| record(0x0809, &words(&[0x0600, kind, 0x0DBB, 0x07CC, 0, 0, 6, 0]));
        let end = record(0x000A, &[]);
        let mut book = [bof(5), self.book.clone()].concat();
        for (flags, colour) in FONTS {
            book.extend(record(
                0x0031,
                &[&words(&[200, flags, colour, 400, 0, 0, 0])[..], &[1, 1], &units("A")].concat(),
            ));
        }
        for (number, code) in self.formats {
            book.extend(record(0x041E, &[&number.to_le_bytes()[..], &string(code, &[])].concat()));
        }
        for (font, format, pattern, ground) in [(0, 0, 0, 64)].iter().chain(self.styles) {
            let head = words(&[*font, *format, 1, 0x20, 0, 0, 0]);
            let pattern = (pattern << 26).to_le_bytes();
            book.extend(record(0x00E0, &[&head[..], &pattern, &words(&[ground | 65 << 7])].concat()));
        }
        let count = (self.strings.len() as u32).to_le_bytes();
        let strings: Vec<u8> = self.strings.iter().flat_map(|(text, runs)| string(text, runs)).collect();
        let strings = record(0x00FC, &[&count[..], &count, &strings].concat());
        let name = [&[2, 1][..], &units("年报")].concat();
        let listed = record(0x0085, &[&[0; 6][..], &name].concat());
        let from = (book.len() + listed.len() + strings.len() + end.len()) as u32;
        let listed = record(0x0085, &[&from.to_le_bytes()[..], &[0, 0], &name].concat());
        let sheet = [bof(0x10), self.sheet.clone(), end.clone()].concat();
        compound(&[("/Workbook", &[book, listed, strings, end, sheet].concat())])
    }
}

/// A compound file of these streams.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a compound file");
    for (name, content) in streams {
        file.create_stream(name).expect("a stream").write_all(content).expect("a stream");
    }
    file.flush().expect("a compound file");
    file.into_inner().into_inner()
}

/// A text of its own at a place.
pub fn label(row: u16, column: u16, style: u16, text: &str) -> Vec<u8> {
    record(0x0204, &[&words(&[row, column, style])[..], &string(text, &[])].concat())
}

/// A shared string at a place.
pub fn shared(row: u16, column: u16, style: u16, string: u32) -> Vec<u8> {
    record(0x00FD, &[&words(&[row, column, style])[..], &string.to_le_bytes()].concat())
}

/// A number at a place.
pub fn number(row: u16, column: u16, style: u16, value: f64) -> Vec<u8> {
    record(0x0203, &[&words(&[row, column, style])[..], &value.to_le_bytes()].concat())
}

/// Whole numbers side by side, each with its style.
pub fn numbers(row: u16, column: u16, cells: &[(u16, u32)]) -> Vec<u8> {
    let cell = |(style, value): &(u16, u32)| [&style.to_le_bytes()[..], &(value << 2 | 2).to_le_bytes()].concat();
    let last = column + cells.len() as u16 - 1;
    record(0x00BD, &[words(&[row, column]), cells.iter().flat_map(cell).collect(), words(&[last])].concat())
}

/// A formula with its stored value, flags and tokens.
pub fn formula(row: u16, column: u16, value: [u8; 8], flags: u16, tokens: &[u8]) -> Vec<u8> {
    let head = words(&[row, column, 0]);
    record(0x0006, &[&head, &value[..], &words(&[flags, 0, 0, tokens.len() as u16]), tokens].concat())
}

/// What stands behind a formula whose value is a text.
pub fn text_of_formula(text: &str) -> Vec<u8> {
    record(0x0207, &string(text, &[]))
}

/// How a row is: its height in twentieths of a point, and flags.
pub fn row(row: u16, height: u16, flags: u16) -> Vec<u8> {
    record(0x0208, &words(&[row, 0, 9, height, 0, 0, flags, 15]))
}

/// How columns are: their width in 256ths of a character, and flags.
pub fn columns(first: u16, last: u16, width: u16, flags: u16) -> Vec<u8> {
    record(0x007D, &words(&[first, last, width, 15, flags, 0]))
}

/// Merges from the first to the last row and column.
pub fn merged(first: (u16, u16), last: (u16, u16)) -> Vec<u8> {
    record(0x00E5, &words(&[1, first.0, last.0, first.1, last.1]))
}
