//! The cells of a worksheet.

use super::strings::{Rich, rich};
use super::{Book, KIND};
use crate::read::Flaw;
use crate::read::file::Refusal;
use crate::read::file::formula::{Formula, Gives, Source, Stored, parse};
use crate::read::file::sheet::{Place, Sheet};
use crate::read::file::shown::{Content, Look};
use crate::read::file::xml::{Tag, Token, Xml};
use std::collections::HashMap;

/// Rows lower than this, in points, and columns narrower than this, in characters, show nothing.
const LOWEST: f64 = 2.0;
const NARROWEST: f64 = 0.3;

/// A worksheet on its way.
struct Reader<'b, 's> {
    book: &'b Book,
    sheet: &'s mut Sheet,
    /// Formulas that others share, with where they stand.
    shared: HashMap<String, (String, Place)>,
}

/// Enters the cells of a worksheet.
pub(super) fn read(text: &str, book: &Book, sheet: &mut Sheet) -> Result<(), Refusal> {
    let mut xml = Xml::new(text, KIND);
    let mut reader = Reader { book, sheet, shared: HashMap::new() };
    let (mut row, mut column) = (0_u32, 0_u32);
    // Cells and rows may leave out where they are: then they follow on the one before.
    let mut next_row = 0;
    while let Some(token) = xml.next()? {
        let Token::Open(tag) = token else { continue };
        match tag.name() {
            "row" => {
                let told = tag.attribute("r").and_then(|r| r.parse::<u32>().ok()).and_then(|r| r.checked_sub(1));
                row = told.unwrap_or(next_row);
                next_row = row.saturating_add(1);
                column = 0;
                let is_low = size(&tag, "ht").is_some_and(|height| height < LOWEST);
                reader.sheet.rows.tell(row, row, tag.says("hidden") || is_low);
            }
            "c" => {
                if let Some((_, told)) = tag.attribute("r").and_then(|place| place_of(&place)) {
                    column = told;
                }
                reader.cell(&mut xml, &tag, (row, column))?;
                column = column.saturating_add(1);
            }
            _ => reader.other(&tag),
        }
    }
    Ok(())
}

fn size(tag: &Tag, name: &str) -> Option<f64> {
    tag.attribute(name)?.trim().parse().ok()
}

impl Reader<'_, '_> {
    /// What is said of the sheet outside its cells.
    fn other(&mut self, tag: &Tag) {
        match tag.name() {
            "sheetView" => self.sheet.hides_zeros |= tag.denies("showZeros"),
            "sheetFormatPr" => {
                if tag.says("zeroHeight") {
                    self.sheet.rows.hide_others();
                }
                if size(tag, "defaultColWidth").is_some_and(|width| width < NARROWEST) {
                    self.sheet.columns.hide_others();
                }
            }
            "col" => {
                let line = |name: &str| tag.count(name).and_then(|at| at.checked_sub(1)).map(|at| at as u32);
                if let (Some(first), Some(last)) = (line("min"), line("max")) {
                    let is_narrow = size(tag, "width").is_some_and(|width| width < NARROWEST);
                    self.sheet.columns.tell(first, last, tag.says("hidden") || is_narrow);
                }
            }
            "mergeCell" => {
                let range = tag.attribute("ref").unwrap_or_default();
                let corners = range.split_once(':').and_then(|(from, to)| Some((place_of(from)?, place_of(to)?)));
                if let Some((from, to)) = corners {
                    self.sheet.merge(from, to);
                }
            }
            _ => {}
        }
    }

    fn cell(&mut self, xml: &mut Xml, tag: &Tag, place: Place) -> Result<(), Refusal> {
        let kind = tag.attribute("t").unwrap_or_default();
        let style = tag.count("s").unwrap_or(0);
        let is_rich_value = tag.attribute("vm").is_some();
        let (mut value, mut own, mut formula) = (None, None, None);
        let outside = xml.depth.saturating_sub(1);
        while xml.depth > outside {
            match xml.next()? {
                Some(Token::Open(tag)) => match tag.name() {
                    "v" => value = Some(xml.text()?),
                    "is" => own = Some(rich(xml)?),
                    "f" => {
                        let index = tag.attribute("si").map(|index| index.into_owned());
                        formula = Some((index, xml.text()?));
                    }
                    _ => xml.skip()?,
                },
                Some(_) => {}
                None => break,
            }
        }
        let look = self.book.styles.look(style, self.book.epoch);
        let stored = match (&*kind, own, value) {
            (_, Some(text), _) => self.put_text(place, &text, look),
            ("e", _, Some(_)) if is_rich_value => {
                // A picture in a cell is stored as an error that programs without pictures show.
                self.sheet.put(place, Content::without(Flaw::Unread));
                Stored::Other
            }
            (kind, _, Some(value)) => self.put_value(place, kind, &value, look)?,
            (_, _, None) => Stored::Nothing,
        };
        if let Some((index, text)) = formula {
            self.put_formula(place, index, &text, stored);
        }
        Ok(())
    }

    fn put_value(&mut self, place: Place, kind: &str, value: &str, look: Look) -> Result<Stored, Refusal> {
        Ok(match kind {
            "s" => {
                let book = self.book;
                let string = value.trim().parse::<usize>().ok().and_then(|index| book.strings.get(index));
                self.put_text(place, string.ok_or(Refusal::Damaged(KIND))?, look)
            }
            "b" => {
                let text = if value.trim() == "1" { "TRUE" } else { "FALSE" };
                self.sheet.put_number(place, f64::NAN, Content::plain(text));
                Stored::Other
            }
            "" | "n" => match value.trim().parse::<f64>() {
                Ok(number) => {
                    self.sheet.put_number(place, number, Content::number(number, look));
                    Stored::Number(number)
                }
                Err(_) if value.trim().is_empty() => Stored::Nothing,
                Err(_) => self.put_text(place, &Rich::plain(value), look),
            },
            "d" => {
                self.sheet.put_number(place, f64::NAN, Content::plain(value));
                Stored::Other
            }
            _ => self.put_text(place, &Rich::plain(value), look),
        })
    }

    fn put_text(&mut self, place: Place, text: &Rich, look: Look) -> Stored {
        let is_empty = text.is_empty();
        if self.sheet.has_room() {
            self.sheet.put(place, text.content(look.struck).styled(look));
        }
        if is_empty { Stored::Empty } else { Stored::Other }
    }

    fn put_formula(&mut self, place: Place, index: Option<String>, text: &str, stored: Stored) {
        let shared = index.as_ref().filter(|_| text.is_empty()).and_then(|index| self.shared.get(index));
        let (first, origin) = shared.map_or((text, place), |(first, origin)| (first.as_str(), *origin));
        // Where the first is not above and to the left, references move the other way: not followed.
        let moved = place.0.checked_sub(origin.0).zip(place.1.checked_sub(origin.1));
        let (steps, gives) = moved.map_or((Vec::new(), Gives::Either), |moved| parse(first, Source::Excel, moved));
        let trust = self.book.trust;
        self.sheet.put_formula(place, Formula { steps, gives, stored, trust });
        if let (Some(index), false) = (index, text.is_empty()) {
            let text = text.to_owned();
            self.shared.entry(index).or_insert((text, place));
        }
    }
}

/// Row and column from 0 of B3, $B$3.
fn place_of(address: &str) -> Option<Place> {
    let address = address.strip_prefix('$').unwrap_or(address);
    let digits = address.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = address.split_at(digits);
    let letters = letters.strip_suffix('$').unwrap_or(letters);
    let mut column: u32 = 0;
    for letter in letters.bytes().map(|letter| letter.to_ascii_uppercase()) {
        if !letter.is_ascii_uppercase() {
            return None;
        }
        column = column.checked_mul(26)?.checked_add(u32::from(letter - b'A') + 1)?;
    }
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}
