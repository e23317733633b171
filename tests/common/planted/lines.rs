//! Oddities of rows, columns and tables.
#![allow(clippy::ptr_arg, reason = "oddities are of one type, and some add tables")]

use super::sheet::{Cell, Look, Sheet};
use super::{Planted, pick};
use crate::made::Chance;

fn text(text: impl Into<String>) -> Cell {
    Cell { text: text.into(), ..Cell::default() }
}

fn sheet<'s>(sheets: &'s mut [Sheet], chance: &mut Chance) -> &'s mut Sheet {
    let at = chance.below(sheets.len() as u64) as usize;
    &mut sheets[at]
}

/// The table whose figures stand in one row.
fn inline(sheets: &mut [Sheet]) -> Option<(&mut Sheet, usize)> {
    let sheet = sheets.iter_mut().find(|sheet| sheet.figure_rows().len() == 1)?;
    let row = sheet.figure_rows()[0];
    Some((sheet, row))
}

/// Another figure than this.
fn other(figure: &str, chance: &mut Chance) -> String {
    let number = figure.parse::<u64>().unwrap_or(7);
    (chance.below(number * 2 + 9) + u64::from(chance.below(3) == 0)).to_string()
}

/// Cells of a row of the form, none of which may be read for certain but with these texts.
fn addresses(sheet: &Sheet, row: usize) -> Vec<(String, String)> {
    let places = sheet.figures().into_iter().filter(|place| place.0 == row);
    places.filter_map(|place| Some((sheet.at(place).address.clone()?, sheet.at(place).text.clone()))).collect()
}

fn note(planted: impl Into<String>) -> Option<Planted> {
    Some(Planted { note: planted.into(), ..Planted::default() })
}

/// Something hidden that is none of the report, and that must be said.
fn hidden(planted: String) -> Option<Planted> {
    Some(Planted { note: planted, said: Some("隐藏"), ..Planted::default() })
}

/// Rows of figures on which no label begins that goes further down.
fn lone_rows(sheet: &Sheet) -> Vec<usize> {
    let starts_span = |row: usize| {
        (0..sheet.width()).any(|column| {
            let begins = row == 0 || sheet.rows[row - 1][column] != sheet.rows[row][column];
            begins && sheet.height((row, column)) > 1
        })
    };
    sheet.figure_rows().into_iter().filter(|row| !starts_span(*row)).collect()
}

pub fn blank_row(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let sheet = sheet(sheets, chance);
    let like = *pick(&sheet.figure_rows(), chance)?;
    let at = 1 + chance.below(sheet.rows.len() as u64) as usize;
    sheet.put_row(at, like, |_| text(""));
    note(format!("{} before row {at}", sheet.id))
}

pub fn blank_beside(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let (sheet, row) = inline(sheets)?;
    let blank = ["", "", "\u{A0}"][chance.below(3) as usize];
    let place = chance.below(3);
    if place != 1 {
        sheet.put_row(row + 1, row, |_| text(blank));
    }
    if place != 0 {
        sheet.put_row(row, row, |_| text(blank));
    }
    note(["below", "above", "on both sides"][place as usize])
}

/// A row of other figures above or below the only one, alone or under a line that says what it is.
pub fn figures_beside(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let (sheet, row) = inline(sheets)?;
    let own = addresses(sheet, row);
    let (below, said) = (chance.below(3) > 0, chance.below(3));
    let at = if below { row + 1 } else { row };
    let mut others = Vec::new();
    let figures: Vec<String> = own.iter().map(|(_, figure)| other(figure, chance)).collect();
    sheet.put_row(at, row, |_| {
        others.push(figures[others.len()].clone());
        text(others[others.len() - 1].as_str())
    });
    if said == 0 {
        let label = sheet.add(text("上年同期："));
        let width = sheet.width();
        sheet.rows.insert(at, vec![label; width]);
    }
    note(format!(
        "{} {}: {}",
        if below { "below" } else { "above" },
        ["under 上年同期：", "bare", "bare"][said as usize],
        others.join(" ")
    ))
}

/// A row of other figures at the end of a table that has labels.
pub fn footnote(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let at = chance.below(2) as usize;
    let sheet = &mut sheets[at];
    let like = *sheet.figure_rows().last()?;
    let (label, is_share) =
        *pick(&[("上年同期", false), ("同比增长", true), ("去年总计", false), ("同比增长（%）", false)], chance)?;
    let end = sheet.rows.len();
    sheet.put_row(end, like, |cell| match &cell.address {
        Some(_) if is_share => text(format!("{}.{}%", chance.below(90), chance.below(10))),
        Some(_) => text(other(&cell.text, chance)),
        None => text(label),
    });
    note(format!("{}: {label}", sheet.id))
}

/// Copies a row behind itself.
fn copy(sheet: &mut Sheet, row: usize, mut figure: impl FnMut(&str) -> String) -> usize {
    sheet.put_row(row + 1, row, |cell| match &cell.address {
        Some(_) => text(figure(&cell.text)),
        None => cell.clone(),
    });
    row + 1
}

pub fn row_twice(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let sheet = sheet(sheets, chance);
    let row = *pick(&sheet.figure_rows(), chance)?;
    let first = addresses(sheet, row).first()?.0.clone();
    copy(sheet, row, str::to_owned);
    note(format!("the row of {first}"))
}

pub fn row_twice_otherwise(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let sheet = sheet(sheets, chance);
    let row = *pick(&sheet.figure_rows(), chance)?;
    let own = addresses(sheet, row);
    let copied = copy(sheet, row, |figure| other(figure, chance));
    let places: Vec<(usize, usize)> = sheet.figures().into_iter().filter(|place| place.0 == row).collect();
    let others: Vec<String> = places.iter().map(|(_, column)| sheet.at((copied, *column)).text.clone()).collect();
    let note = format!("the row of {}, then {}", own.first()?.0, others.join(" "));
    let certain = |((address, own), other): ((String, String), String)| {
        (address, if own == other { vec![own] } else { Vec::new() })
    };
    Some(Planted { touched: own.into_iter().zip(others).map(certain).collect(), note, ..Planted::default() })
}

pub fn hidden_copy(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let sheet = sheet(sheets, chance);
    let row = *pick(&lone_rows(sheet), chance)?;
    let first = addresses(sheet, row).first()?.0.clone();
    let copied = copy(sheet, row, |figure| other(figure, chance));
    let last = *sheet.rows[copied].last()?;
    sheet.cells[last].way = chance.below(8) as usize;
    sheet.hidden_rows.insert(copied);
    hidden(format!("behind the row of {first}"))
}

pub fn hidden_row(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let sheet = sheet(sheets, chance);
    let row = *pick(&lone_rows(sheet), chance)?;
    let last = *sheet.rows[row].last()?;
    sheet.cells[last].way = chance.below(8) as usize;
    sheet.hidden_rows.insert(row);
    let own = addresses(sheet, row);
    let note = format!("the row of {}", own.first()?.0);
    Some(Planted {
        touched: own.into_iter().map(|(address, _)| (address, Vec::new())).collect(),
        note,
        ..Planted::default()
    })
}

/// A column of figures of 表三 is hidden, through the whole sheet.
pub fn hidden_column(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let sheet = sheets.iter_mut().find(|sheet| sheet.id == "applications")?;
    let columns: Vec<usize> = sheet.figures().into_iter().map(|(_, column)| column).collect();
    let column = *pick(&columns, chance)?;
    hide_column(sheet, column, chance);
    let is_hidden = |place: &(usize, usize)| place.1 == column;
    let hidden: Vec<String> =
        sheet.figures().into_iter().filter(is_hidden).filter_map(|place| sheet.at(place).address.clone()).collect();
    // In a spreadsheet the column goes through all its tables, of which only this one is kept.
    let id = sheet.id.clone();
    sheets.retain(|sheet| sheet.id == id);
    let note = format!("the column of {}", hidden.first()?);
    Some(Planted {
        touched: hidden.into_iter().map(|address| (address, Vec::new())).collect(),
        note,
        ..Planted::default()
    })
}

fn hide_column(sheet: &mut Sheet, column: usize, chance: &mut Chance) {
    let way = chance.below(8) as usize;
    for row in 0..sheet.rows.len() {
        sheet.at_mut((row, column)).way = way;
    }
    sheet.hidden_columns.insert(column);
}

/// A column of other figures is hidden beside those of 表三.
pub fn hidden_extra_column(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    sheets.retain(|sheet| sheet.id == "applications");
    let sheet = sheets.first_mut()?;
    let first = sheet.figures().first()?.1;
    let at = first + chance.below((sheet.width() - first) as u64 + 1) as usize;
    let heads = sheet.head_rows();
    sheet.put_column(at, |row| if heads.contains(&row) { "上年".to_owned() } else { chance.below(40).to_string() });
    hide_column(sheet, at, chance);
    hidden(format!("at column {at}"))
}

pub fn numbers_in_front(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let sheet = sheet(sheets, chance);
    let heads = sheet.head_rows();
    let mut number = 0;
    sheet.put_column(0, |row| {
        number += usize::from(!heads.contains(&row));
        if heads.contains(&row) { "序号".to_owned() } else { number.to_string() }
    });
    note(sheet.id.clone())
}

pub fn notes_at_end(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let sheet = sheet(sheets, chance);
    let heads = sheet.head_rows();
    let (width, way) = (sheet.width(), chance.below(4));
    sheet.put_column(width, |row| match (heads.contains(&row), way) {
        (true, _) => "备注".to_owned(),
        (_, 0) => String::new(),
        (_, 1) => ["", "含上年", "见附件"][chance.below(3) as usize].to_owned(),
        (_, 2) => ["", "3", "12"][chance.below(3) as usize].to_owned(),
        _ => "0".to_owned(),
    });
    note(format!("{}, {}", sheet.id, ["blank", "words", "a figure here and there", "0"][way as usize]))
}

pub fn column_in_middle(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let sheet = sheet(sheets, chance);
    let figures = sheet.figures();
    let first = figures.iter().map(|(_, column)| *column).min()?;
    let at = first + 1 + chance.below((sheet.width() - first - 1) as u64) as usize;
    let heads = sheet.head_rows();
    let way = chance.below(3);
    let label = *pick(&["同比", "上年同期", "网上申请"], chance)?;
    sheet.put_column(at, |row| match (heads.contains(&row), way) {
        (true, _) => label.to_owned(),
        (_, 0) => format!("{}%", chance.below(90)),
        (_, 1) => ["", "+3", "-2"][chance.below(3) as usize].to_owned(),
        _ => chance.below(30).to_string(),
    });
    note(format!("{} {label} at column {at}, {}", sheet.id, ["shares", "changes", "figures"][way as usize]))
}

pub fn unknown_row(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let at = chance.below(2) as usize;
    let sheet = &mut sheets[at];
    let row = *pick(&sheet.figure_rows(), chance)?;
    let label = *pick(&["小计", "其中：网络申请", "涉及个人隐私", "备注", "合计"], chance)?;
    sheet.put_row(row + 1, row, |cell| match &cell.address {
        Some(_) => text(other(&cell.text, chance)),
        None => text(label),
    });
    note(format!("{} {label} behind the row of {}", sheet.id, addresses(sheet, row).first()?.0))
}

pub fn column_renamed(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let sheet = sheet(sheets, chance);
    let (row, column) = *pick(&sheet.figures(), chance)?;
    let heads = sheet.head_rows();
    let head = (0..row).rev().find(|above| heads.contains(above))?;
    rename(sheet.at_mut((head, column)), chance)
}

pub fn row_renamed(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let at = chance.below(2) as usize;
    let sheet = &mut sheets[at];
    let (row, _) = *pick(&sheet.figures(), chance)?;
    let column = (0..sheet.width()).rev().find(|column| sheet.at((row, *column)).address.is_none())?;
    rename(sheet.at_mut((row, column)), chance)
}

fn rename(cell: &mut Cell, chance: &mut Chance) -> Option<Planted> {
    let old = cell.text.clone();
    let short: String = old.chars().skip(1).collect();
    cell.text = [format!("{old}情况"), short, "甲乙丙丁".to_owned(), "？".to_owned(), String::new()]
        [chance.below(5) as usize]
        .clone();
    cell.look = Look::Plain;
    note(format!("{old} to {:?}", cell.text))
}

/// A table goes with its heading.
pub fn table_missing(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let at = chance.below(sheets.len() as u64) as usize;
    note(sheets.remove(at).id)
}

/// Last year's report is on a hidden page before or behind this one.
pub fn hidden_page(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let mut last_year = sheets.clone();
    for sheet in &mut last_year {
        sheet.is_hidden = true;
        for cell in sheet.cells.iter_mut().filter(|cell| cell.address.is_some()) {
            (cell.text, cell.address) = (other(&cell.text, chance), None);
        }
    }
    let before = chance.below(2) == 0;
    let at = if before { 0 } else { sheets.len() };
    sheets.splice(at..at, last_year);
    hidden(if before { "before" } else { "behind" }.to_owned())
}

/// A row between two others that no label goes down past, or any.
fn boundary(sheet: &Sheet, chance: &mut Chance) -> Option<usize> {
    let rows = sheet.figure_rows();
    let between: Vec<usize> = rows.iter().copied().filter(|row| rows.contains(&(row - 1))).collect();
    pick(&between, chance).copied()
}

/// The header comes again in the midst of a table, as at the top of a page.
pub fn header_again(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let sheet = sheets.iter_mut().find(|sheet| sheet.id == "applications")?;
    let (at, again) = (boundary(sheet, chance)?, chance.below(2) == 0);
    sheet.cut(at, again);
    let heads: Vec<Vec<usize>> = sheet.head_rows().iter().map(|row| sheet.rows[*row].clone()).collect();
    let mut copies = std::collections::BTreeMap::new();
    for (number, head) in heads.into_iter().enumerate() {
        let mut copy = |cell: usize| {
            *copies.entry(cell).or_insert_with(|| {
                sheet.cells.push(sheet.cells[cell].clone());
                sheet.cells.len() - 1
            })
        };
        let row = head.into_iter().map(&mut copy).collect();
        sheet.rows.insert(at + number, row);
    }
    note(format!("before row {at}, labels {}", if again { "again" } else { "once" }))
}

/// A table goes on as another, under its heading again or under none.
pub fn table_in_two(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let at = sheets.iter().position(|sheet| sheet.id == "applications")?;
    let sheet = &mut sheets[at];
    let (row, again) = (boundary(sheet, chance)?, chance.below(2) == 0);
    sheet.cut(row, again);
    let mut rest = sheet.clone();
    rest.rows.drain(..row);
    sheet.rows.truncate(row);
    rest.heading = ["续表", "（接上页）", "- 4 -"][chance.below(3) as usize].to_owned();
    let note_of = format!("at row {row}, under {}, labels {}", rest.heading, if again { "again" } else { "once" });
    sheets.insert(at + 1, rest);
    note(note_of)
}

/// A line of text across the table, with figures in it.
pub fn note_row(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let sheet = sheet(sheets, chance);
    let line = *pick(
        &[
            "注：本年新收含网上申请12件、信函申请5件。",
            "单位：件",
            "备注：上年结转3件",
            "填报单位：某某局　2024年1月10日",
        ],
        chance,
    )?;
    let cell = sheet.add(text(line));
    let width = sheet.width();
    let at = if chance.below(3) == 0 { 0 } else { sheet.rows.len() };
    sheet.rows.insert(at, vec![cell; width]);
    note(format!("{}: {line} at {at}", sheet.id))
}

/// Nothing is odd.
pub fn nothing(_: &mut Vec<Sheet>, _: &mut Chance) -> Option<Planted> {
    note("")
}
