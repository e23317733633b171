//! Fonts, formats and styles of cells of a binary workbook.

use super::strings::characters;
use crate::read::file::compound::{u16_at, u32_at};
use crate::read::file::format::{Epoch, builtin};
use crate::read::file::shown::Look;
use std::collections::HashMap;

const FONT: u16 = 0x0031;
const FORMAT: u16 = 0x041E;
const XF: u16 = 0x00E0;
const PALETTE: u16 = 0x0092;

/// Numbers of colours: that of white, which a palette may change, and its other number.
const WHITE: u16 = 9;
const FIRST_WHITE: u16 = 1;
/// The number of the first colour of a palette.
const PALETTE_FROM: u16 = 8;

#[derive(Default)]
pub(super) struct Styles {
    fonts: Vec<Font>,
    formats: HashMap<u16, String>,
    cells: Vec<Xf>,
    /// A palette has another colour in the place of white.
    lacks_white: bool,
}

struct Font {
    struck: bool,
    colour: u16,
}

struct Xf {
    font: u16,
    format: u16,
    /// The pattern of its ground, 0 for none and 1 for a whole one, and the colour of that.
    pattern: u32,
    ground: u16,
}

impl Styles {
    /// Reads a record of the workbook, if it is about styles.
    pub fn record(&mut self, kind: u16, content: &[u8]) {
        match kind {
            FONT => self.fonts.extend(font(content)),
            XF => self.cells.extend(xf(content)),
            FORMAT => self.formats.extend(format(content)),
            PALETTE => {
                let at = 2 + 4 * usize::from(WHITE - PALETTE_FROM);
                self.lacks_white = u32_at(content, at).is_some_and(|colour| colour & 0x00FF_FFFF != 0x00FF_FFFF);
            }
            _ => {}
        }
    }

    /// Whether a font strikes out. No font has the number 4.
    pub fn is_struck(&self, font: u16) -> bool {
        self.font(font).is_some_and(|font| font.struck)
    }

    /// How a cell of this style is seen.
    pub fn look(&self, number: u16, epoch: Epoch) -> Look<'_> {
        let Some(xf) = self.cells.get(usize::from(number)) else { return Look { epoch, ..Look::default() } };
        let code = self.formats.get(&xf.format).map_or(builtin(xf.format.into()), String::as_str);
        let font = self.font(xf.font);
        let unseen = font.is_some_and(|font| match xf.pattern {
            0 => self.is_white(font.colour),
            1 => font.colour == xf.ground || self.is_white(font.colour) && self.is_white(xf.ground),
            _ => false,
        });
        Look { struck: self.is_struck(xf.font), unseen, code, epoch }
    }

    fn font(&self, number: u16) -> Option<&Font> {
        self.fonts.get(usize::from(if number > 4 { number - 1 } else { number }))
    }

    fn is_white(&self, colour: u16) -> bool {
        colour == FIRST_WHITE || colour == WHITE && !self.lacks_white
    }
}

fn font(content: &[u8]) -> Option<Font> {
    Some(Font { struck: u16_at(content, 2)? & 8 != 0, colour: u16_at(content, 4)? })
}

fn xf(content: &[u8]) -> Option<Xf> {
    let pattern = u32_at(content, 14)? >> 26;
    let ground = u16_at(content, 18)? & 0x7F;
    Some(Xf { font: u16_at(content, 0)?, format: u16_at(content, 2)?, pattern, ground })
}

fn format(content: &[u8]) -> Option<(u16, String)> {
    let count = usize::from(u16_at(content, 2)?);
    let code = characters(content.get(5..)?, count, content.get(4)? & 1 == 1)?.0;
    Some((u16_at(content, 0)?, code))
}
