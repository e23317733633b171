//! Texts for which nothing was drawn, set in their box about as a program would set them.

use super::geometry::{Matrix, at, quarter, then};
use super::glyph::{Glyph, Ink, Sight};
use super::paint::Painter;
use crate::read::Flaw;
use hayro_syntax::object::Rect;

/// Where a text is set.
pub(super) struct Sheet {
    /// Its box, in the page's own coordinates.
    pub rect: Rect,
    /// How far it is turned, in degrees against the clock.
    pub rotation: i32,
    /// The size of its letters; as fits where it is not told.
    pub size: Option<f64>,
    /// From the page's own coordinates to those of the page as it is shown.
    pub matrix: Matrix,
}

/// The usual size of letters, in points.
const USUAL: f64 = 12.0;
/// Lines of a text.
const MAX_LINES: usize = 1000;

impl Sheet {
    /// The transformation of the box, lying as its text runs, and its size.
    fn frame(&self) -> (Matrix, f64, f64) {
        let Rect { x0, y0, x1, y1 } = self.rect;
        let (wide, high) = (self.rect.width(), self.rect.height());
        let (frame, wide, high) = match self.rotation.rem_euclid(360) {
            90 => ([0.0, 1.0, -1.0, 0.0, x1, y0], high, wide),
            180 => ([-1.0, 0.0, 0.0, -1.0, x1, y1], wide, high),
            270 => ([0.0, -1.0, 1.0, 0.0, x0, y1], high, wide),
            _ => ([1.0, 0.0, 0.0, 1.0, x0, y0], wide, high),
        };
        (then(frame, self.matrix), wide, high)
    }
}

/// Sets a text in its box.
pub(super) fn set(painter: &mut Painter, text: &str, sheet: &Sheet) {
    let (matrix, wide, high) = sheet.frame();
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.trim_end().split('\n').take(MAX_LINES).collect();
    let room = high / lines.len() as f64;
    let size = sheet.size.unwrap_or(USUAL).min(room * 0.8);
    let lead = room.min(size * 1.25);
    for (number, line) in lines.iter().enumerate() {
        // A single line stands in the middle, several begin at the top.
        let middle = if lines.len() == 1 { high / 2.0 } else { high - lead * (number as f64 + 0.5) };
        let natural: f64 = line.chars().map(|c| width(c) * size).sum();
        let squeeze = (wide * 0.9 / natural.max(1.0)).min(1.0);
        let mut x = wide * 0.05;
        for c in line.chars() {
            let step = width(c) * size * squeeze;
            if !painter.budget.spend(3) {
                return;
            }
            put(painter, c.to_string(), matrix, (x, middle - 0.35 * size * squeeze, step), size * squeeze);
            x += step;
        }
    }
}

/// Says that something stands in a box, which was not read.
pub(super) fn unread(painter: &mut Painter, sheet: &Sheet) {
    let (matrix, wide, high) = sheet.frame();
    put(painter, "0".to_owned(), matrix, (wide / 2.0, high / 2.0, 0.0), high.min(USUAL));
    if let Some(glyph) = painter.painted.glyphs.last_mut() {
        glyph.hide(Flaw::Unread);
    }
}

fn width(c: char) -> f64 {
    if c.is_ascii() { 0.5 } else { 1.0 }
}

fn put(painter: &mut Painter, text: String, matrix: Matrix, (x, y, step): (f64, f64, f64), size: f64) {
    let Some(quarter) = quarter(matrix[0], matrix[1]) else { return };
    let (from, to) = (at(matrix, x, y), at(matrix, x + step, y));
    let size = (size * matrix[2].hypot(matrix[3])) as f32;
    if [from.0, from.1, to.0, to.1, size].iter().all(|it| it.is_finite()) {
        let (source, ink, sight) = (painter.source, Ink::Coloured, Sight::Seen);
        painter.put(Glyph { text, from, to, size, quarter, source, ink, sight });
    }
}
