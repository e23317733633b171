//! Styles of cells, as far as they change what is seen: struck out, in the colour of the ground, and
//! how numbers are shown.

use super::KIND;
use crate::read::file::Refusal;
use crate::read::file::format::{Epoch, builtin};
use crate::read::file::shown::Look;
use crate::read::file::xml::{Tag, Token, Xml};
use std::collections::HashMap;

const WHITE: &str = "FFFFFF";

/// The styles that cells name by number.
#[derive(Default)]
pub(super) struct Styles {
    formats: HashMap<u32, String>,
    fonts: Vec<Font>,
    fills: Vec<Fill>,
    /// Named styles, which a cell's may stand on.
    bases: Vec<Xf>,
    cells: Vec<Xf>,
}

#[derive(Clone, Default)]
struct Font {
    struck: bool,
    colour: Option<String>,
}

/// The ground of a cell: whether it is filled, with a pattern or not, and the colour.
#[derive(Clone, Default)]
struct Fill {
    pattern: Option<String>,
    colour: Option<String>,
}

/// A style's parts by number.
#[derive(Clone, Copy, Default)]
struct Xf {
    font: Option<usize>,
    fill: Option<usize>,
    format: Option<u32>,
    base: usize,
}

impl Styles {
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let mut xml = Xml::new(text, KIND);
        let mut styles = Self::default();
        while let Some(token) = xml.next()? {
            let Token::Open(tag) = token else { continue };
            match tag.name() {
                "numFmts" => styles.read_formats(&mut xml)?,
                "fonts" => styles.read_fonts(&mut xml)?,
                "fills" => styles.read_fills(&mut xml)?,
                "cellStyleXfs" => styles.bases = xfs(&mut xml)?,
                "cellXfs" => styles.cells = xfs(&mut xml)?,
                // What conditions and tables change.
                "dxfs" => xml.skip()?,
                _ => {}
            }
        }
        Ok(styles)
    }

    /// How a cell of this style is seen. A cell's own parts count whether or not they are said to be
    /// applied, as in Excel; what its style leaves out, the named style below it says.
    pub fn look(&self, number: usize, epoch: Epoch) -> Look<'_> {
        let xf = self.cells.get(number).copied().unwrap_or_default();
        let base = self.bases.get(xf.base).copied().unwrap_or_default();
        let font = xf.font.or(base.font).and_then(|font| self.fonts.get(font));
        let fill = xf.fill.or(base.fill).and_then(|fill| self.fills.get(fill));
        let format = xf.format.or(base.format).unwrap_or(0);
        let code = self.formats.get(&format).map_or(builtin(format), String::as_str);
        let unseen = font.and_then(|font| font.colour.as_deref()).is_some_and(|colour| is_ground(colour, fill));
        Look { struck: font.is_some_and(|font| font.struck), unseen, code, epoch }
    }

    fn read_formats(&mut self, xml: &mut Xml) -> Result<(), Refusal> {
        each(xml, |tag| {
            let id = tag.attribute("numFmtId").and_then(|id| id.parse().ok());
            if let (Some(id), Some(code)) = (id, tag.attribute("formatCode")) {
                self.formats.insert(id, code.into_owned());
            }
        })
    }

    fn read_fonts(&mut self, xml: &mut Xml) -> Result<(), Refusal> {
        each(xml, |tag| match (tag.name(), self.fonts.last_mut()) {
            ("font", _) => self.fonts.push(Font::default()),
            ("strike", Some(font)) => font.struck = tag.is_on(),
            ("color", Some(font)) => font.colour = colour(tag),
            _ => {}
        })
    }

    fn read_fills(&mut self, xml: &mut Xml) -> Result<(), Refusal> {
        each(xml, |tag| match (tag.name(), self.fills.last_mut()) {
            ("fill", _) => self.fills.push(Fill::default()),
            ("patternFill", Some(fill)) => fill.pattern = tag.attribute("patternType").map(|it| it.into_owned()),
            ("gradientFill", Some(fill)) => fill.pattern = Some("gradient".to_owned()),
            ("fgColor", Some(fill)) => fill.colour = colour(tag),
            _ => {}
        })
    }
}

/// Shows every element inside the one just opened.
fn each(xml: &mut Xml, mut show: impl FnMut(&Tag)) -> Result<(), Refusal> {
    let outside = xml.depth.saturating_sub(1);
    while xml.depth > outside {
        match xml.next()? {
            Some(Token::Open(tag)) => show(&tag),
            Some(_) => {}
            None => break,
        }
    }
    Ok(())
}

fn xfs(xml: &mut Xml) -> Result<Vec<Xf>, Refusal> {
    let mut all = Vec::new();
    each(xml, |tag| {
        if tag.name() == "xf" {
            all.push(Xf {
                font: tag.count("fontId"),
                fill: tag.count("fillId"),
                format: tag.attribute("numFmtId").and_then(|id| id.parse().ok()),
                base: tag.count("xfId").unwrap_or(usize::MAX),
            });
        }
    })?;
    Ok(all)
}

/// A colour in one spelling; `None` where the program chooses it.
fn colour(tag: &Tag) -> Option<String> {
    if let Some(rgb) = tag.attribute("rgb") {
        let digits = rgb.get(rgb.len().checked_sub(6)?..)?;
        return Some(digits.to_ascii_uppercase());
    }
    let tint = tag.attribute("tint").filter(|tint| tint.parse() != Ok(0.0));
    if let Some(theme) = tag.attribute("theme") {
        return Some(match (&*theme, tint) {
            ("0", None) => WHITE.to_owned(),
            (theme, tint) => format!("theme {theme} {}", tint.unwrap_or_default()),
        });
    }
    match tag.count("indexed")? {
        1 | 9 => Some(WHITE.to_owned()),
        64.. => None,
        other => Some(format!("indexed {other}")),
    }
}

/// Whether letters of this colour cannot be told from their ground, which is white unless filled.
fn is_ground(colour: &str, fill: Option<&Fill>) -> bool {
    match fill.map(|fill| (fill.pattern.as_deref(), fill.colour.as_deref())) {
        Some((Some("solid"), ground)) => ground == Some(colour),
        Some((Some("none") | None, _)) | None => colour == WHITE,
        Some(_) => false,
    }
}
