//! Styles of an OpenDocument spreadsheet, as far as they change what is seen.

use super::data_style::{self, DataStyle};
use crate::read::file::Refusal;
use crate::read::file::xml::{Tag, Token, Xml};
use std::collections::HashMap;

/// What a style is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Family {
    Cell,
    Column,
    Paragraph,
    Row,
    Table,
    Text,
}

/// Rows and columns smaller than this, in points, show nothing.
const SMALLEST: f64 = 2.0;
/// Styles stand on others some deep; a circle never ends.
const MAX_PARENTS: usize = 20;

/// All styles by family and name; the default of a family has no name.
#[derive(Default)]
pub(super) struct Styles {
    styles: HashMap<(Family, String), Style>,
    data: HashMap<String, DataStyle>,
}

/// What one style says; nothing where it leaves it to its parent.
#[derive(Default)]
struct Style {
    parent: String,
    struck: Option<bool>,
    hidden: Option<bool>,
    colour: Option<String>,
    ground: Option<String>,
    data: Option<String>,
    hides: bool,
    size: Option<f64>,
}

/// How letters look.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Text {
    pub struck: bool,
    pub hidden: bool,
}

impl Styles {
    /// Reads the styles inside the element just opened, or of a whole part.
    pub fn read(&mut self, xml: &mut Xml) -> Result<(), Refusal> {
        let outside = xml.depth.saturating_sub(1);
        let is_part = xml.depth == 0;
        while is_part || xml.depth > outside {
            let Some(token) = xml.next()? else { break };
            let Token::Open(tag) = token else { continue };
            match tag.name() {
                "style" | "default-style" => self.read_style(xml, &tag)?,
                name if data_style::is_one(name) => {
                    let name = tag.attribute("name").unwrap_or_default().into_owned();
                    self.data.insert(name, DataStyle::read(xml, &tag)?);
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn read_style(&mut self, xml: &mut Xml, tag: &Tag) -> Result<(), Refusal> {
        let family = match tag.attribute("family").as_deref() {
            Some("table-cell") => Family::Cell,
            Some("table-column") => Family::Column,
            Some("paragraph") => Family::Paragraph,
            Some("table-row") => Family::Row,
            Some("table") => Family::Table,
            Some("text") => Family::Text,
            _ => return xml.skip(),
        };
        let told = |name: &str| tag.attribute(name).map(|value| value.into_owned());
        let name = told("name").unwrap_or_default();
        let data = told("data-style-name");
        let mut style = Style { parent: told("parent-style-name").unwrap_or_default(), data, ..Style::default() };
        let outside = xml.depth.saturating_sub(1);
        while xml.depth > outside {
            match xml.next()? {
                Some(Token::Open(tag)) => style.property(&tag),
                Some(_) => {}
                None => break,
            }
        }
        self.styles.insert((family, name), style);
        Ok(())
    }

    /// What the nearest of a style and those it stands on says.
    fn find<'s, T>(&'s self, family: Family, name: &str, says: impl Fn(&'s Style) -> Option<T>) -> Option<T> {
        let mut name = name.to_owned();
        for _ in 0..MAX_PARENTS {
            // Letters within a cell follow the cell before any default.
            if name.is_empty() && matches!(family, Family::Paragraph | Family::Text) {
                break;
            }
            let style = self.styles.get(&(family, name.clone()));
            if let Some(found) = style.and_then(&says) {
                return Some(found);
            }
            if name.is_empty() {
                break;
            }
            name = style.map(|style| style.parent.clone()).unwrap_or_default();
        }
        None
    }

    /// The letters of a style.
    pub fn text(&self, family: Family, name: &str) -> Text {
        self.text_within(family, name, Text::default())
    }

    /// The letters of a style within others.
    pub fn text_within(&self, family: Family, name: &str, outer: Text) -> Text {
        Text {
            struck: self.find(family, name, |style| style.struck).unwrap_or(outer.struck),
            hidden: self.find(family, name, |style| style.hidden).unwrap_or(outer.hidden),
        }
    }

    /// Whether the letters of a cell have the colour of its ground.
    pub fn is_ground(&self, name: &str) -> bool {
        let Some(colour) = self.find(Family::Cell, name, |style| style.colour.as_deref()) else { return false };
        let ground = self.find(Family::Cell, name, |style| style.ground.as_deref());
        colour.eq_ignore_ascii_case(ground.filter(|it| *it != "transparent").unwrap_or("#ffffff"))
    }

    /// The number format of a cell as a code of Excel; `None` where it is not known here.
    pub fn code(&self, name: &str) -> Option<&str> {
        let data = self.find(Family::Cell, name, |style| style.data.as_ref());
        data.and_then(|data| self.data.get(data)).map_or(Some("General"), DataStyle::code)
    }

    /// Whether a style hides its table.
    pub fn hides_table(&self, name: &str) -> bool {
        self.find(Family::Table, name, |style| style.hides.then_some(())).is_some()
    }

    /// Whether a row or column of this style has no room for anything.
    pub fn is_too_small(&self, family: Family, name: &str) -> bool {
        self.find(family, name, |style| style.size).is_some_and(|size| size < SMALLEST)
    }
}

impl Style {
    fn property(&mut self, tag: &Tag) {
        match tag.name() {
            "text-properties" => {
                let told = ["text-line-through-style", "text-line-through-type"].map(|name| tag.attribute(name));
                if told.iter().any(Option::is_some) {
                    self.struck = Some(!told.iter().flatten().any(|value| value == "none"));
                }
                if let Some(display) = tag.attribute("display") {
                    self.hidden = Some(display != "true");
                }
                self.colour = tag.attribute("color").map(|it| it.into_owned()).or(self.colour.take());
                if tag.says("use-window-font-color") {
                    self.colour = Some(String::new());
                }
            }
            "table-cell-properties" => self.ground = tag.attribute("background-color").map(|it| it.into_owned()),
            "table-properties" => self.hides = tag.denies("display"),
            // A row of the best height is as high as its text.
            "table-row-properties" if tag.says("use-optimal-row-height") => {}
            "table-row-properties" => self.size = tag.attribute("row-height").and_then(|size| points(&size)),
            "table-column-properties" => self.size = tag.attribute("column-width").and_then(|size| points(&size)),
            _ => {}
        }
    }
}

/// A length in points.
fn points(length: &str) -> Option<f64> {
    let unit = length.find(|c: char| c.is_ascii_alphabetic())?;
    let ratio = match &length[unit..] {
        "in" => 72.0,
        "cm" => 72.0 / 2.54,
        "mm" => 7.2 / 2.54,
        "pt" => 1.0,
        "pc" => 12.0,
        "px" => 0.75,
        _ => return None,
    };
    Some(length[..unit].trim().parse::<f64>().ok()? * ratio)
}
