//! OpenDocument spreadsheets.

use super::Refusal;
use super::package::Package;
use super::sheet::{MAX_SHEETS, Sheet, number, workbook};
use super::xml::{Tag, Token, Xml};
use crate::read::Document;
use std::borrow::Cow;

const KIND: &str = " ODS ";

/// Reads the content of a package that says it is a spreadsheet.
pub(super) fn ods(package: &mut Package) -> Result<Document, Refusal> {
    // A part is encrypted where the manifest says how.
    if package.part("META-INF/manifest.xml")?.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(Refusal::Password(KIND));
    }
    let text = package.required("content.xml", KIND)?;
    let mut xml = Xml::new(&text, KIND);
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut hidden = Vec::new();
    let (mut row, mut column, mut repeated) = (0_u32, 0_u32, 1_u32);
    while let Some(token) = xml.next()? {
        let tag = match token {
            Token::Open(tag) => tag,
            Token::Close(end) if end.name() == "table-row" => {
                row = row.saturating_add(repeated);
                continue;
            }
            _ => continue,
        };
        match tag.name() {
            "tracked-changes" => xml.skip()?,
            "style" => hidden.extend(hidden_style(&mut xml, &tag)?),
            "table" if sheets.len() >= MAX_SHEETS => break,
            "table" => {
                let style = tag.attribute("style-name").unwrap_or_default().into_owned();
                let name = tag.attribute("name").unwrap_or_default().into_owned();
                sheets.push(Sheet::named(name, hidden.contains(&style)));
                row = 0;
            }
            "table-row" => {
                column = 0;
                repeated = count(&tag, "number-rows-repeated");
            }
            "table-cell" | "covered-table-cell" => {
                let Some(sheet) = sheets.last_mut() else { continue };
                let across = count(&tag, "number-columns-repeated");
                cell(&mut xml, &tag, (row, column), (repeated, across), sheet)?;
                column = column.saturating_add(across);
            }
            _ => {}
        }
    }
    Ok(workbook(sheets))
}

fn count(tag: &Tag, name: &str) -> u32 {
    tag.attribute(name).and_then(|count| count.parse().ok()).unwrap_or(1).max(1)
}

/// The name of a table style that hides its table.
fn hidden_style(xml: &mut Xml, style: &Tag) -> Result<Option<String>, Refusal> {
    let name = style.attribute("name");
    let outside = xml.depth.saturating_sub(1);
    let mut hides = false;
    while xml.depth > outside {
        match xml.next()? {
            Some(Token::Open(tag)) if tag.name() == "table-properties" => {
                hides |= tag.attribute("display").as_deref() == Some("false");
            }
            Some(_) => {}
            None => break,
        }
    }
    Ok(name.filter(|_| hides).map(Cow::into_owned))
}

/// The most times that one cell is written out.
const MAX_REPEATED: u32 = 1000;

fn cell(
    xml: &mut Xml,
    tag: &Tag,
    (row, column): (u32, u32),
    (down, across): (u32, u32),
    sheet: &mut Sheet,
) -> Result<(), Refusal> {
    let shown = paragraphs(xml)?;
    // A count as stored, not as rounded for show; a percentage as shown.
    let value = match tag.attribute("value-type").as_deref() {
        Some("float" | "currency") => tag.attribute("value").and_then(|value| value.parse().ok()).map(number),
        _ => None,
    };
    let text = value.unwrap_or(shown);
    if text.is_empty() && tag.attribute("formula").is_some() && tag.attribute("value-type").is_none() {
        sheet.unvalued(row, column);
    }
    let (rows, columns) = (count(tag, "number-rows-spanned"), count(tag, "number-columns-spanned"));
    if rows > 1 || columns > 1 {
        sheet.merge((row, column), (row.saturating_add(rows - 1), column.saturating_add(columns - 1)));
    }
    // What is covered is not shown, whatever it holds.
    if tag.name() == "table-cell" && !text.is_empty() {
        let rows = row..row.saturating_add(down.min(MAX_REPEATED));
        let columns = column..column.saturating_add(across.min(MAX_REPEATED));
        let mut places = rows.flat_map(|row| columns.clone().map(move |column| (row, column)));
        // Where there is no room for one, there is none for the next.
        let _ = places.all(|(row, column)| sheet.put(row, column, &text));
    }
    Ok(())
}

/// The paragraphs of the cell just opened.
fn paragraphs(xml: &mut Xml) -> Result<String, Refusal> {
    let mut text = String::new();
    let outside = xml.depth.saturating_sub(1);
    let mut within = 0;
    while xml.depth > outside {
        match xml.next()? {
            Some(Token::Open(tag)) => match tag.name() {
                "annotation" | "note" | "frame" | "shapes" => xml.skip()?,
                "p" | "h" => {
                    if !text.is_empty() {
                        text.push('\n');
                    }
                    within += 1;
                }
                "s" | "tab" => text.push(' '),
                "line-break" => text.push('\n'),
                _ => {}
            },
            Some(Token::Close(end)) if matches!(end.name(), "p" | "h") => within -= 1,
            Some(Token::Text(run)) if within > 0 => text.push_str(&run),
            Some(_) => {}
            None => break,
        }
    }
    Ok(text)
}
