//! Excel's workbooks since 2007 (ECMA-376), cell by cell: nothing is laid out that is not there.

use super::Refusal;
use super::package::Package;
use super::sheet::{MAX_SHEETS, Sheet, number, workbook};
use super::xml::{Token, Xml};
use crate::read::Document;

const KIND: &str = " Excel ";

/// Reads a package whose main part is this workbook.
pub(super) fn xlsx(package: &mut Package, main: &str) -> Result<Document, Refusal> {
    let relations = package.relations(main)?;
    let shared = match relations.iter().find(|relation| relation.kind == "sharedStrings") {
        Some(relation) => shared(&package.part(&relation.target)?.unwrap_or_default())?,
        None => Vec::new(),
    };
    let mut sheets = Vec::new();
    for (name, id, hidden) in listed(&package.required(main, KIND)?)? {
        let Some(relation) = relations.iter().find(|it| it.id == id && it.kind == "worksheet") else { continue };
        let mut sheet = Sheet::named(name, hidden);
        cells(&package.required(&relation.target, KIND)?, &shared, &mut sheet)?;
        sheets.push(sheet);
        if sheets.len() >= MAX_SHEETS {
            break;
        }
    }
    Ok(workbook(sheets))
}

/// The sheets that a workbook lists: name, id of the relation, whether it is hidden.
fn listed(text: &str) -> Result<Vec<(String, String, bool)>, Refusal> {
    let mut xml = Xml::new(text, KIND);
    let mut sheets = Vec::new();
    while let Some(token) = xml.next()? {
        let Token::Open(tag) = token else { continue };
        if tag.name() == "sheet" {
            let hidden = tag.attribute("state").is_some_and(|state| state != "visible");
            let told = |name| tag.attribute(name).unwrap_or_default().into_owned();
            sheets.push((told("name"), told("id"), hidden));
        }
    }
    Ok(sheets)
}

/// The strings that cells refer to.
fn shared(text: &str) -> Result<Vec<String>, Refusal> {
    let mut xml = Xml::new(text, KIND);
    let mut strings = Vec::new();
    while let Some(token) = xml.next()? {
        if matches!(&token, Token::Open(tag) if tag.name() == "si") {
            strings.push(rich(&mut xml)?);
        }
    }
    Ok(strings)
}

/// The text of the element just opened, without how it is pronounced and what is struck out.
fn rich(xml: &mut Xml) -> Result<String, Refusal> {
    let mut text = String::new();
    let outside = xml.depth.saturating_sub(1);
    let mut within = false;
    let mut struck = false;
    while xml.depth > outside {
        match xml.next()? {
            Some(Token::Open(tag)) => match tag.name() {
                "rPh" | "phoneticPr" => xml.skip()?,
                "r" => struck = false,
                "strike" => struck = tag.is_on(),
                "t" => within = !struck,
                _ => {}
            },
            Some(Token::Text(run)) if within => text.push_str(&run),
            Some(Token::Text(_)) => {}
            Some(Token::Close(_)) => within = false,
            None => break,
        }
    }
    Ok(text)
}

fn cells(text: &str, shared: &[String], sheet: &mut Sheet) -> Result<(), Refusal> {
    let mut xml = Xml::new(text, KIND);
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
            }
            "c" => {
                if let Some((_, told)) = tag.attribute("r").and_then(|place| place_of(&place)) {
                    column = told;
                }
                let kind = tag.attribute("t").unwrap_or_default();
                cell(&mut xml, &kind, (row, column), shared, sheet)?;
                column = column.saturating_add(1);
            }
            "mergeCell" => {
                let range = tag.attribute("ref").unwrap_or_default();
                let corners = range.split_once(':').and_then(|(from, to)| Some((place_of(from)?, place_of(to)?)));
                if let Some((from, to)) = corners {
                    sheet.merge(from, to);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn cell(
    xml: &mut Xml,
    kind: &str,
    (row, column): (u32, u32),
    shared: &[String],
    sheet: &mut Sheet,
) -> Result<(), Refusal> {
    let mut value: Option<String> = None;
    let mut formula = false;
    let outside = xml.depth.saturating_sub(1);
    while xml.depth > outside {
        match xml.next()? {
            Some(Token::Open(tag)) => match tag.name() {
                "v" | "is" => value = Some(rich_or_value(xml)?),
                "f" => {
                    formula = true;
                    xml.skip()?;
                }
                _ => xml.skip()?,
            },
            Some(_) => {}
            None => break,
        }
    }
    let text = match (kind, value) {
        (_, None) => String::new(),
        ("s", Some(index)) => {
            let string = index.trim().parse::<usize>().ok().and_then(|index| shared.get(index));
            string.ok_or(Refusal::Damaged(KIND))?.clone()
        }
        ("b", Some(value)) => if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
        ("" | "n", Some(value)) => value.trim().parse().map_or(value, number),
        (_, Some(value)) => value,
    };
    if formula && text.is_empty() && kind != "str" {
        sheet.unvalued(row, column);
    }
    sheet.put(row, column, &text);
    Ok(())
}

/// The text of `<v>`, or of `<is>` with its runs.
fn rich_or_value(xml: &mut Xml) -> Result<String, Refusal> {
    let mut text = String::new();
    let outside = xml.depth.saturating_sub(1);
    while xml.depth > outside {
        match xml.next()? {
            Some(Token::Open(tag)) => match tag.name() {
                "rPh" | "phoneticPr" => xml.skip()?,
                "r" => text.push_str(&rich(xml)?),
                _ => {}
            },
            Some(Token::Text(run)) => text.push_str(&run),
            Some(Token::Close(_)) => {}
            None => break,
        }
    }
    Ok(text)
}

/// Row and column from 0 of B3, $B$3.
fn place_of(address: &str) -> Option<(u32, u32)> {
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
