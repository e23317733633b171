//! Where an old Word file stores its text, and which properties hold where.

use super::super::compound::{u16_at, u32_at};
use super::sprm::{Characters, Paragraph};
use std::rc::Rc;

/// Bytes of properties that are read from the data stream; those of a long table's rows take some
/// hundred kilobytes.
const MAX_ELSEWHERE: usize = 32 << 20;

/// A piece of text: characters from `from` up to `to`, stored at `offset`.
pub(super) struct Piece {
    pub from: u32,
    pub to: u32,
    pub offset: u32,
    pub wide: bool,
    /// What a fast save said of its characters since.
    pub properties: Characters,
}

/// What holds from one offset up to another, in ascending order.
pub(super) struct Runs<T>(Vec<(u32, u32, Rc<T>)>);

impl<T> Runs<T> {
    fn of(mut runs: Vec<(u32, u32, Rc<T>)>) -> Self {
        runs.sort_by_key(|run| run.0);
        Self(runs)
    }

    /// What holds at an offset, and from where up to where.
    pub fn at(&self, offset: u32) -> (u32, u32, Option<&T>) {
        let behind = self.0.partition_point(|(from, _, _)| *from <= offset);
        let next = self.0.get(behind).map_or(u32::MAX, |run| run.0);
        match behind.checked_sub(1).map(|at| &self.0[at]) {
            Some((from, to, found)) if offset < *to => (*from, next.min(*to), Some(found)),
            Some((_, to, _)) => (*to, next, None),
            None => (0, next, None),
        }
    }
}

/// The piece table, and before it lists of properties that pieces refer to.
pub(super) fn pieces(clx: &[u8], count: u32) -> Option<Vec<Piece>> {
    let mut at = 0;
    let mut lists = Vec::new();
    while clx.get(at) == Some(&1) {
        let length = usize::from(u16_at(clx, at + 1)?);
        lists.push(Characters::of(clx.get(at + 3..at + 3 + length)?));
        at += 3 + length;
    }
    if clx.get(at) != Some(&2) {
        return None;
    }
    let length = u32_at(clx, at + 1)? as usize;
    let plc = clx.get(at + 5..(at + 5).checked_add(length)?)?;
    let number = plc.len().checked_sub(4)? / 12;
    let mut pieces = Vec::with_capacity(number);
    for piece in 0..number {
        let (from, to) = (u32_at(plc, piece * 4)?, u32_at(plc, piece * 4 + 4)?);
        let place = u32_at(plc, (number + 1) * 4 + piece * 8 + 2)?;
        let [low, high] = u16_at(plc, (number + 1) * 4 + piece * 8 + 6)?.to_le_bytes();
        let properties = match low & 1 {
            0 => Characters::of_number(low >> 1, high),
            _ => lists.get(usize::from(low >> 1) | usize::from(high) << 7).copied().unwrap_or_default(),
        };
        let wide = place & 0x4000_0000 == 0;
        let place = place & 0x3FFF_FFFF;
        let to = to.min(count);
        if from < to && pieces.last().is_none_or(|last: &Piece| last.to <= from) {
            pieces.push(Piece { from, to, offset: if wide { place } else { place / 2 }, wide, properties });
        }
    }
    Some(pieces)
}

/// Calls this for each page of 512 bytes that a list names.
fn for_pages(main: &[u8], plc: &[u8], read: &mut dyn FnMut(&[u8]) -> Option<()>) {
    let number = plc.len().saturating_sub(4) / 8;
    let mut seen = vec![false; main.len() / 512 + 1];
    for page in 0..number {
        let place = u32_at(plc, (number + 1) * 4 + page * 4).map(|place| (place & 0x003F_FFFF) as usize * 512);
        if let Some((from, page)) = place.and_then(|from| Some((from, main.get(from..from + 512)?))) {
            if !std::mem::replace(&mut seen[from / 512], true) {
                // What a broken page still tells is kept.
                let _ = read(page);
            }
        }
    }
}

/// What holds of characters.
pub(super) fn characters(main: &[u8], plc: &[u8]) -> Runs<Characters> {
    let mut runs = Vec::new();
    for_pages(main, plc, &mut |page| {
        let number = usize::from(page[511]);
        for run in 0..number {
            let at = usize::from(*page.get((number + 1) * 4 + run)?) * 2;
            let list = if at == 0 { &[] } else { page.get(at + 1..at + 1 + usize::from(*page.get(at)?))? };
            runs.push((u32_at(page, run * 4)?, u32_at(page, run * 4 + 4)?, Rc::new(Characters::of(list))));
        }
        Some(())
    });
    Runs::of(runs)
}

/// What holds of paragraphs.
pub(super) fn paragraphs(main: &[u8], plc: &[u8], data: &[u8]) -> Runs<Paragraph> {
    let mut runs = Vec::new();
    let mut room = MAX_ELSEWHERE;
    for_pages(main, plc, &mut |page| {
        let number = usize::from(page[511]);
        // Paragraphs of one page share lists.
        let mut known: Vec<(usize, Rc<Paragraph>)> = Vec::new();
        for run in 0..number {
            let at = usize::from(*page.get((number + 1) * 4 + run * 13)?) * 2;
            let paragraph = match known.iter().find(|(place, _)| *place == at) {
                Some((_, known)) => Rc::clone(known),
                None => Rc::new(paragraph(page, at, data, &mut room)?),
            };
            known.push((at, Rc::clone(&paragraph)));
            runs.push((u32_at(page, run * 4)?, u32_at(page, run * 4 + 4)?, paragraph));
        }
        Some(())
    });
    Runs::of(runs)
}

/// The properties of a paragraph that stand at this place of a page.
fn paragraph(page: &[u8], at: usize, data: &[u8], room: &mut usize) -> Option<Paragraph> {
    let list = match (at, page.get(at)) {
        (0, _) => &[],
        (_, Some(0)) => page.get(at + 2..at + 2 + usize::from(*page.get(at + 1)?) * 2)?,
        (_, Some(&words)) => page.get(at + 1..at + usize::from(words) * 2)?,
        _ => return None,
    };
    // The first two bytes name a style.
    let mut paragraph = Paragraph::of(list.get(2..).unwrap_or(&[]));
    paragraph.style = u16_at(list, 0).unwrap_or(0);
    if let Some(at) = paragraph.elsewhere.map(|at| at as usize) {
        let length = u16_at(data, at).map(usize::from).filter(|length| length <= room);
        let more = length.and_then(|length| data.get(at + 2..(at + 2).checked_add(length)?));
        *room -= more.map_or(0, <[u8]>::len);
        paragraph.add(more.unwrap_or(&[]));
    }
    Some(paragraph)
}

/// A byte of text stored narrow, in Windows' western code page.
pub(super) fn western(byte: u8) -> u16 {
    const HIGH: [u16; 32] = [
        0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D,
        0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D,
        0x17E, 0x178,
    ];
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        byte => u16::from(byte),
    }
}
