//! Documents as people have them, turned into lines of text and grids of cells.
//!
//! Nothing here knows a form: what a text means is `recognise`'s business. Reading is total: any
//! input gives a document, and what had to be left out is told in [`Document::remarks`].

#[cfg(any(feature = "files", feature = "pdf"))]
pub mod charset;
mod csv;
#[cfg(any(feature = "files", feature = "pdf"))]
mod file;
mod formula;
mod grid;
pub mod html;
mod pipes;
mod plain;
mod tabs;

pub use csv::csv;
#[cfg(any(feature = "files", feature = "pdf"))]
pub use file::{MAX_FILE, Part, Refusal, file};
pub use grid::{Cell, Flaw, Grid, GridBuilder, Span};
pub use plain::text;

/// What was read, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Lines and grids as they follow each other.
    pub pieces: Vec<Piece>,
    /// What was left out, in plain Chinese.
    pub remarks: Vec<String>,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A line or paragraph of text, trimmed and never empty; [`EMPTY`] where one held nothing but
    /// spaces.
    Line(String),
    /// A table.
    Grid(Grid),
}

/// A paragraph of nothing but spaces, in text that a browser made: the paragraph of an empty cell.
pub(crate) const EMPTY: &str = "\u{A0}";

/// Longer texts are cut: a report is a few hundred kilobytes at most.
pub const MAX_TEXT: usize = 16 << 20;

impl Document {
    /// Says once that something was left out.
    pub(crate) fn remark(&mut self, text: &str) {
        if !self.remarks.iter().any(|remark| remark == text) {
            self.remarks.push(text.to_owned());
        }
    }

    /// Adds the lines of a text.
    pub(crate) fn lines(&mut self, text: &str) {
        let lines = text.split('\n').map(str::trim).filter(|line| !line.is_empty());
        self.pieces.extend(lines.map(|line| Piece::Line(line.to_owned())));
    }

    /// Adds a grid. One that has a single column is no table but a frame around text.
    pub(crate) fn grid(&mut self, grid: Grid) {
        if grid.cut {
            self.remark(grid::TOO_LARGE);
        }
        if grid.width() > 1 {
            self.pieces.push(Piece::Grid(grid));
        } else {
            for row in &grid.rows {
                for cell in row {
                    self.lines(&cell.text);
                }
            }
        }
    }
}

/// One line end, no byte order mark, and not longer than [`MAX_TEXT`]; whether it was cut.
pub(crate) fn tidy(text: &str) -> (String, bool) {
    let text = text.trim_start_matches('\u{FEFF}');
    let cut = text.len() > MAX_TEXT;
    let mut end = text.len().min(MAX_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut tidy = String::with_capacity(end);
    let mut rest = &text[..end];
    while let Some(at) = rest.find(is_untidy) {
        let (before, behind) = rest.split_at(at);
        tidy.push_str(before);
        let c = behind.chars().next().unwrap_or_default();
        if c != '\0' {
            tidy.push('\n');
        }
        rest = behind.strip_prefix("\r\n").unwrap_or(&behind[c.len_utf8()..]);
    }
    tidy.push_str(rest);
    (tidy, cut)
}

/// Line ends other than `\n`, and NUL. Form feeds stand between the pages of text taken from a PDF.
fn is_untidy(c: char) -> bool {
    matches!(c, '\r' | '\0' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Said when a text was cut at [`MAX_TEXT`].
pub(crate) const TOO_LONG: &str = "内容过长，只读取了前面的部分。";
