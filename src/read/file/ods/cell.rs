//! A cell of an OpenDocument spreadsheet.

use super::styles::{Family, Text};
use super::{Reader, count};
use crate::read::Flaw;
use crate::read::file::Refusal;
use crate::read::file::formula::{Formula, Source, Stored, Trust, parse};
use crate::read::file::shown::{Content, Look, Runs, has_content};
use crate::read::file::xml::{Tag, Token, Xml};

/// The most times that one cell is written out.
const MAX_REPEATED: u32 = 1000;

/// What stands inside a cell.
#[derive(Default)]
struct Inside {
    runs: Runs,
    /// Whether there is a paragraph, blank or not.
    has_paragraph: bool,
    has_picture: bool,
    /// Whether something that counts is hidden text. LibreOffice shows it all the same, others do not.
    has_hidden: bool,
}

impl Reader {
    /// Enters the cell just opened, as often as it stands there.
    pub(super) fn cell(&mut self, xml: &mut Xml, tag: &Tag) -> Result<(), Refusal> {
        let (row, column) = (self.row, self.column);
        let style = self.style_of(tag);
        let across = count(tag, "number-columns-repeated");
        self.column = column.saturating_add(across);
        let text = self.styles.text(Family::Cell, &style);
        let inside = self.inside(xml, text)?;
        // What is covered is not shown, whatever it holds.
        if tag.name() != "table-cell" {
            let value = tag.attribute("value").and_then(|value| value.trim().parse().ok());
            if let (Some(sheet), Some(value)) = (self.sheets.last_mut(), value) {
                sheet.put_covered((row, column), value);
            }
            return Ok(());
        }
        let code = self.styles.code(&style);
        let look = Look {
            struck: text.struck,
            unseen: self.styles.is_ground(&style),
            code: code.unwrap_or_default(),
            ..Look::default()
        };
        let (number, content, stored) = content(tag, inside, code, look);
        let Some(sheet) = self.sheets.last_mut() else { return Ok(()) };
        if let Some(formula) = tag.attribute("formula") {
            let (steps, gives) = parse(&formula, Source::OpenDocument, (0, 0));
            sheet.put_formula((row, column), Formula { steps, gives, stored, trust: Trust::Usual });
        }
        let (rows, columns) = (count(tag, "number-rows-spanned"), count(tag, "number-columns-spanned"));
        if rows > 1 || columns > 1 {
            sheet.merge((row, column), (row.saturating_add(rows - 1), column.saturating_add(columns - 1)));
        }
        if content == Content::default() {
            return Ok(());
        }
        let rows = row..row.saturating_add(self.repeated.min(MAX_REPEATED));
        let columns = column..column.saturating_add(across.min(MAX_REPEATED));
        let mut places = rows.flat_map(|row| columns.clone().map(move |column| (row, column)));
        // Where there is no room for one, there is none for the next.
        let _ = places.all(|place| match number {
            Some(number) => sheet.put_number(place, number, content.clone()),
            None => sheet.put(place, content.clone()),
        });
        Ok(())
    }

    /// The name of the style that a cell, its row or its column gives it.
    fn style_of(&self, tag: &Tag) -> String {
        if let Some(name) = tag.attribute("style-name") {
            return name.into_owned();
        }
        let at = self.column_styles.partition_point(|(end, _)| *end <= self.column);
        let of_column = || self.column_styles.get(at).map(|(_, name)| name.clone());
        let name = self.row_style.clone().or_else(of_column).unwrap_or_default();
        if name.is_empty() { "Default".to_owned() } else { name }
    }

    /// The paragraphs of the cell just opened.
    fn inside(&self, xml: &mut Xml, cell: Text) -> Result<Inside, Refusal> {
        let mut inside = Inside::default();
        let outside = xml.depth.saturating_sub(1);
        // The letters of each element that is open.
        let mut open = vec![cell];
        let mut within = 0;
        while xml.depth > outside {
            match xml.next()? {
                Some(Token::Open(tag)) => {
                    let text = *open.last().unwrap_or(&cell);
                    let style = tag.attribute("style-name").unwrap_or_default();
                    match tag.name() {
                        "annotation" | "note" => {
                            xml.skip()?;
                            continue;
                        }
                        "frame" | "shapes" => {
                            inside.has_picture |= holds_picture(xml)?;
                            continue;
                        }
                        "p" | "h" => {
                            if inside.has_paragraph {
                                inside.runs.push("\n", false);
                            }
                            inside.has_paragraph = true;
                            within += 1;
                            open.push(self.styles.text_within(Family::Paragraph, &style, text));
                        }
                        "span" => open.push(self.styles.text_within(Family::Text, &style, text)),
                        name => {
                            match name {
                                "s" | "tab" => inside.runs.push(" ", false),
                                "line-break" => inside.runs.push("\n", false),
                                _ => {}
                            }
                            open.push(text);
                        }
                    }
                }
                Some(Token::Close(end)) => {
                    within -= i32::from(matches!(end.name(), "p" | "h"));
                    open.pop();
                }
                Some(Token::Text(run)) if within > 0 => {
                    let text = open.last().unwrap_or(&cell);
                    if text.hidden {
                        inside.has_hidden |= has_content(&run);
                    } else {
                        inside.runs.push(&run, text.struck);
                    }
                }
                Some(Token::Text(_)) => {}
                None => break,
            }
        }
        Ok(inside)
    }
}

/// Whether the element just opened holds a picture.
fn holds_picture(xml: &mut Xml) -> Result<bool, Refusal> {
    let mut found = false;
    let outside = xml.depth.saturating_sub(1);
    while xml.depth > outside {
        match xml.next()? {
            Some(Token::Open(tag)) => found |= tag.name() == "image",
            Some(_) => {}
            None => break,
        }
    }
    Ok(found)
}

/// A cell's number, if it counts as one for formulas, what is seen of it, and what is stored.
fn content(tag: &Tag, inside: Inside, code: Option<&str>, look: Look) -> (Option<f64>, Content, Stored) {
    let kind = tag.attribute("value-type").unwrap_or_default();
    let value = tag.attribute("value").and_then(|value| value.trim().parse::<f64>().ok());
    let Inside { runs, has_paragraph, has_picture, has_hidden } = inside;
    let mut written = runs.finish();
    if has_hidden {
        written.flaw = written.flaw.or(Some(Flaw::Hidden));
    }
    match (&*kind, value) {
        ("float" | "currency" | "percentage", Some(value)) => {
            let shown = has_paragraph.then_some(written);
            (Some(value), number(&kind, value, shown, code, look), Stored::Number(value))
        }
        ("date" | "time" | "boolean", _) => {
            let told = ["date-value", "time-value", "boolean-value"].into_iter().find_map(|name| tag.attribute(name));
            let is_hidden = has_paragraph && written == Content::default() && told.is_some();
            let content = match told {
                _ if is_hidden => Content::without(Flaw::Hidden),
                Some(told) if !has_paragraph => Content::plain(told),
                _ => written,
            };
            (Some(f64::NAN), content, Stored::Other)
        }
        _ => {
            let told = tag.attribute("string-value");
            let content = match &told {
                Some(told) if !has_paragraph => Content::plain(&**told),
                _ => written,
            };
            let stored = match content == Content::default() {
                false => Stored::Other,
                true if has_paragraph || told.is_some() => Stored::Empty,
                true => Stored::Nothing,
            };
            let is_picture = has_picture && content.text.trim().is_empty() && content.flaw.is_none();
            (None, if is_picture { Content::without(Flaw::Unread) } else { content.styled(look) }, stored)
        }
    }
}

/// A number as programs show it: by its format, whatever text was stored beside it; by that text where
/// the format is not known here.
fn number(kind: &str, value: f64, written: Option<Content>, code: Option<&str>, look: Look) -> Content {
    let is_known = code.is_some_and(|code| kind == "float" || code != "General");
    let default = if kind == "percentage" { "0.00%" } else { "" };
    let look = Look { code: code.filter(|_| is_known).unwrap_or(default), ..look };
    match written {
        Some(Content { flaw: Some(flaw), .. }) => Content::without(flaw),
        Some(Content { text, .. }) if !is_known && !look.struck && !look.unseen => {
            Content::formatted(value, Some(text))
        }
        _ => Content::number(value, look),
    }
}
