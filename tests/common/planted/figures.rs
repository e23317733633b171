//! Oddities of single figures.
#![allow(clippy::ptr_arg, reason = "oddities are of one type, and some add tables")]

use super::sheet::{Cell, Look, Sheet};
use super::{Planted, pick};
use crate::made::Chance;

/// A table and a place in it.
type Spot = (usize, (usize, usize));

/// A figure of the form for which this holds.
fn figure(sheets: &[Sheet], chance: &mut Chance, fits: impl Fn(&Cell) -> bool) -> Option<Spot> {
    let all =
        sheets.iter().enumerate().flat_map(|(at, sheet)| sheet.figures().into_iter().map(move |place| (at, place)));
    let fitting: Vec<Spot> = all.filter(|(at, place)| fits(sheets[*at].at(*place))).collect();
    pick(&fitting, chance).copied()
}

fn any(_: &Cell) -> bool {
    true
}

fn whole(cell: &Cell) -> bool {
    cell.text.chars().all(|c| c.is_ascii_digit())
}

/// Changes a figure; `certain` are the texts that may be read there for certain.
fn change(
    sheets: &mut [Sheet],
    (at, place): Spot,
    certain: &[&str],
    change: impl FnOnce(&mut Cell),
) -> Option<Planted> {
    let cell = sheets[at].at_mut(place);
    change(cell);
    let address = cell.address.clone()?;
    let note = format!("{address}: {:?} {:?} (way {})", cell.text, cell.look, cell.way);
    let touched = [(address, certain.iter().map(|text| (*text).to_owned()).collect())].into();
    Some(Planted { touched, note, ..Planted::default() })
}

/// A figure looks otherwise and is as it was.
fn look(sheets: &mut [Sheet], spot: Spot, certain: bool, look: Look, chance: &mut Chance) -> Option<Planted> {
    let text = sheets[spot.0].at(spot.1).text.clone();
    let certain = if certain { vec![text.as_str()] } else { Vec::new() };
    let way = chance.below(40) as usize;
    change(sheets, spot, &certain, |cell| (cell.look, cell.way) = (look, way))
}

pub fn word(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let spot = figure(sheets, chance, any)?;
    let words = [
        "见附件",
        "若干",
        "3人",
        "?",
        "无",
        "？",
        "详见说明",
        "约10",
        "x",
        "待核",
        "见表3",
        "3、5",
        "1-3",
        "5/3",
        "**",
        "N",
        "未统计",
        "同上",
        "二",
        "12+3",
    ];
    let word = pick(&words, chance)?;
    change(sheets, spot, &[word], |cell| cell.text = (*word).to_owned())
}

pub fn blank(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let spot = figure(sheets, chance, any)?;
    change(sheets, spot, &[""], |cell| cell.text.clear())
}

pub fn thousands(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let spot = figure(sheets, chance, |cell| whole(cell) && cell.text.len() > 3)?;
    let text = sheets[spot.0].at(spot.1).text.clone();
    let mark = pick(&[",", "，", "\u{2009}", "\u{202F}", "\u{A0}"], chance)?;
    let (front, rest) = text.split_at(text.len() - 3);
    change(sheets, spot, &[&text], |cell| cell.text = format!("{front}{mark}{rest}"))
}

pub fn full_width(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let spot = figure(sheets, chance, whole)?;
    let text = sheets[spot.0].at(spot.1).text.clone();
    let wide: String = text.bytes().filter_map(|digit| char::from_u32(0xFF10 + u32::from(digit - b'0'))).collect();
    change(sheets, spot, &[&text], |cell| cell.text = wide)
}

pub fn quoted(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let spot = figure(sheets, chance, any)?;
    look(sheets, spot, true, Look::Quoted, chance)
}

pub fn broken(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let spot = figure(sheets, chance, |cell| whole(cell) && cell.text.len() > 1)?;
    let text = sheets[spot.0].at(spot.1).text.clone();
    let (front, rest) = text.split_at(1 + chance.below(text.len() as u64 - 1) as usize);
    let way = chance.below(2) as usize;
    change(sheets, spot, &[&text], |cell| (cell.text, cell.way) = (format!("{front}\n{rest}"), way))
}

pub fn struck(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let spot = figure(sheets, chance, any)?;
    look(sheets, spot, false, Look::Struck, chance)
}

pub fn struck_beside(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let spot = figure(sheets, chance, any)?;
    let other = (10 + chance.below(90)).to_string();
    look(sheets, spot, true, Look::BesideStruck(other), chance)
}

pub fn hidden(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let spot = figure(sheets, chance, any)?;
    look(sheets, spot, false, Look::Hidden, chance)
}

pub fn hidden_beside(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let spot = figure(sheets, chance, any)?;
    let other = (10 + chance.below(90)).to_string();
    look(sheets, spot, true, Look::BesideHidden(other), chance)
}

pub fn stale(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    let spot = figure(sheets, chance, any)?;
    look(sheets, spot, false, Look::Stale, chance)
}

pub fn merged_across(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    merged(sheets, chance, (0, 1))
}

pub fn merged_down(sheets: &mut Vec<Sheet>, chance: &mut Chance) -> Option<Planted> {
    merged(sheets, chance, (1, 0))
}

/// Two figures become one cell with the first one's text: neither can be told for certain.
fn merged(sheets: &mut [Sheet], chance: &mut Chance, (down, across): (usize, usize)) -> Option<Planted> {
    let mut pairs = Vec::new();
    for (at, sheet) in sheets.iter().enumerate() {
        for (row, column) in sheet.figures() {
            let other = sheet.rows.get(row + down).and_then(|below| below.get(column + across));
            let is_single = |cell: usize| sheet.rows.iter().flatten().filter(|place| **place == cell).count() == 1;
            let own = sheet.rows[row][column];
            let other = other.filter(|other| sheet.cells[**other].address.is_some() && is_single(**other));
            pairs.extend(other.filter(|_| is_single(own)).map(|other| (at, own, *other)));
        }
    }
    let &(at, own, other) = pick(&pairs, chance)?;
    let sheet = &mut sheets[at];
    sheet.rows.iter_mut().flatten().filter(|place| **place == other).for_each(|place| *place = own);
    let addresses = [own, other].map(|cell| sheet.cells[cell].address.clone().unwrap_or_default());
    let note = format!("{} + {}: {}", addresses[0], addresses[1], sheet.cells[own].text);
    Some(Planted { touched: addresses.map(|address| (address, Vec::new())).into(), note, ..Planted::default() })
}
