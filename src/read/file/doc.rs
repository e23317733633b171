//! Word's binary documents of 1997 to 2003 ([MS-DOC]), and those of WPS (`.wps`): the pieces of
//! the main text with their cell marks, and from the properties of rows where their cells stand.

use super::Refusal;
use super::compound::{Compound, u16_at, u32_at};
use super::sprm::{Characters, Paragraph};
use super::table::{Block, Cell, Content, Row};
use crate::read::Document;

const KIND: &str = "旧版 Word ";

/// Characters of the main text; a report has some ten thousand.
const MAX_CHARACTERS: u32 = 4 << 20;
/// Tables nest some three deep.
const MAX_NESTED: usize = 30;

pub(super) fn doc(file: &mut Compound) -> Result<Document, Refusal> {
    let main = file.stream("/WordDocument", KIND)?;
    let flags = u16_at(&main, 0x0A).ok_or(Refusal::Damaged(KIND))?;
    if flags & 0x0100 != 0 {
        return Err(Refusal::Password(KIND));
    }
    if u16_at(&main, 0) != Some(0xA5EC) || u16_at(&main, 2).is_none_or(|version| version < 0xC1) {
        return Err(Refusal::Unread("很旧的 Word 文档（Word 95 或更早）", "用 Word 或 WPS 打开，另存为 .docx"));
    }
    let table = file.stream(if flags & 0x0200 != 0 { "/1Table" } else { "/0Table" }, KIND)?;
    let data = file.stream("/Data", KIND).unwrap_or_default();
    let text = Text::of(main, &table, data).ok_or(Refusal::Damaged(KIND))?;
    let mut document = Document::default();
    text.content().ok_or(Refusal::Damaged(KIND))?.write(&mut document);
    Ok(document)
}

/// A piece of text: characters from `from` up to `to`, stored at `offset`.
struct Piece {
    from: u32,
    to: u32,
    offset: u32,
    wide: bool,
}

/// The main text and its properties, by where it is stored.
struct Text {
    main: Vec<u8>,
    pieces: Vec<Piece>,
    characters: Vec<(u32, u32, Characters)>,
    paragraphs: Vec<(u32, u32, Paragraph)>,
}

impl Text {
    fn of(main: Vec<u8>, table: &[u8], data: Vec<u8>) -> Option<Self> {
        let plc = |at: usize| {
            let (from, length) = (u32_at(&main, at)? as usize, u32_at(&main, at + 4)? as usize);
            table.get(from..from.checked_add(length)?)
        };
        let count = u32_at(&main, 0x4C)?.min(MAX_CHARACTERS);
        let pieces = pieces(plc(0x1A2)?, count)?;
        let mut characters = Vec::new();
        let mut paragraphs = Vec::new();
        for_pages(&main, plc(0xFA)?, |page| character_runs(page, &mut characters));
        for_pages(&main, plc(0x102)?, |page| paragraph_runs(page, &data, &mut paragraphs));
        characters.sort_by_key(|run| run.0);
        paragraphs.sort_by_key(|run| run.0);
        Some(Self { main, pieces, characters, paragraphs })
    }

    /// Text and tables in reading order; `None` where the text is not all there.
    fn content(&self) -> Option<Content> {
        let mut nest = Nest::default();
        let mut text = String::new();
        // Inside a field before its separator stands an instruction.
        let mut instructions: Vec<bool> = Vec::new();
        let mut units: Vec<u16> = Vec::new();
        let mut was_raised = false;
        for piece in &self.pieces {
            for at in 0..piece.to - piece.from {
                let offset = piece.offset.checked_add(at.checked_mul(if piece.wide { 2 } else { 1 })?)?;
                let unit = if piece.wide {
                    u16_at(&self.main, offset as usize)?
                } else {
                    western(*self.main.get(offset as usize)?)
                };
                let run = find(&self.characters, offset).copied().unwrap_or_default();
                if run.dropped {
                    continue;
                }
                if run.raised != was_raised {
                    units.push(u16::from(b'\n'));
                    was_raised = run.raised;
                }
                match unit {
                    0x13 => instructions.push(true),
                    0x14 => {
                        if let Some(last) = instructions.last_mut() {
                            *last = false;
                        }
                    }
                    0x15 => {
                        instructions.pop();
                    }
                    _ if instructions.contains(&true) => {}
                    0x07 | 0x0C | 0x0D => {
                        text.extend(char::decode_utf16(units.drain(..)).map(|c| c.unwrap_or('\u{FFFD}')));
                        let paragraph = find(&self.paragraphs, offset).cloned().unwrap_or_default();
                        nest.end(&std::mem::take(&mut text), unit == 0x07, &paragraph);
                    }
                    0x09 => units.push(u16::from(b' ')),
                    0x0B => units.push(u16::from(b'\n')),
                    0x1E => units.push(u16::from(b'-')),
                    0x00..=0x1F => {}
                    unit => units.push(unit),
                }
            }
        }
        text.extend(char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')));
        nest.end(&text, false, &Paragraph::default());
        Some(nest.finish())
    }
}

/// The piece table, behind lists of properties that are not needed.
fn pieces(clx: &[u8], count: u32) -> Option<Vec<Piece>> {
    let mut at = 0;
    while clx.get(at) == Some(&1) {
        at += 3 + usize::from(u16_at(clx, at + 1)?);
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
        let wide = place & 0x4000_0000 == 0;
        let place = place & 0x3FFF_FFFF;
        let to = to.min(count);
        if from < to && pieces.last().is_none_or(|last: &Piece| last.to <= from) {
            pieces.push(Piece { from, to, offset: if wide { place } else { place / 2 }, wide });
        }
    }
    Some(pieces)
}

/// Calls this for each page of 512 bytes that a list names.
fn for_pages(main: &[u8], plc: &[u8], mut read: impl FnMut(&[u8]) -> Option<()>) {
    let number = plc.len().saturating_sub(4) / 8;
    for page in 0..number {
        let place = u32_at(plc, (number + 1) * 4 + page * 4).map(|place| (place & 0x003F_FFFF) as usize * 512);
        if let Some(page) = place.and_then(|from| main.get(from..from + 512)) {
            // What a broken page still tells is kept.
            let _ = read(page);
        }
    }
}

fn character_runs(page: &[u8], runs: &mut Vec<(u32, u32, Characters)>) -> Option<()> {
    let number = usize::from(page[511]);
    for run in 0..number {
        let at = usize::from(*page.get((number + 1) * 4 + run)?) * 2;
        let list = if at == 0 { &[] } else { page.get(at + 1..at + 1 + usize::from(*page.get(at)?))? };
        runs.push((u32_at(page, run * 4)?, u32_at(page, run * 4 + 4)?, Characters::of(list)));
    }
    Some(())
}

fn paragraph_runs(page: &[u8], data: &[u8], runs: &mut Vec<(u32, u32, Paragraph)>) -> Option<()> {
    let number = usize::from(page[511]);
    for run in 0..number {
        let at = usize::from(*page.get((number + 1) * 4 + run * 13)?) * 2;
        let list = match (at, page.get(at)) {
            (0, _) => &[],
            (_, Some(0)) => page.get(at + 2..at + 2 + usize::from(*page.get(at + 1)?) * 2)?,
            (_, Some(&words)) => page.get(at + 1..at + usize::from(words) * 2)?,
            _ => return None,
        };
        // The first two bytes name a style.
        let mut paragraph = Paragraph::of(list.get(2..).unwrap_or(&[]));
        if let Some(at) = paragraph.elsewhere.map(|at| at as usize) {
            let length = u16_at(data, at).map(usize::from);
            let more = length.and_then(|length| data.get(at + 2..(at + 2).checked_add(length)?));
            paragraph.add(more.unwrap_or(&[]));
        }
        runs.push((u32_at(page, run * 4)?, u32_at(page, run * 4 + 4)?, paragraph));
    }
    Some(())
}

/// What holds at an offset.
fn find<T>(runs: &[(u32, u32, T)], offset: u32) -> Option<&T> {
    let at = runs.partition_point(|(from, _, _)| *from <= offset).checked_sub(1)?;
    (offset < runs[at].1).then_some(&runs[at].2)
}

/// A byte of text stored narrow, in Windows' western code page.
fn western(byte: u8) -> u16 {
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

/// The tables that are open, outermost first.
#[derive(Default)]
struct Nest {
    body: Content,
    open: Vec<Open>,
}

#[derive(Default)]
struct Open {
    rows: Vec<Row>,
    row: Row,
    cell: Content,
}

impl Nest {
    /// Ends a paragraph, and with it perhaps a cell or a row.
    fn end(&mut self, text: &str, cell_mark: bool, paragraph: &Paragraph) {
        // A cell mark stands in a table, whatever its properties say.
        let depth = paragraph.depth.max(usize::from(cell_mark)).min(MAX_NESTED);
        while self.open.len() > depth {
            self.close();
        }
        while self.open.len() < depth {
            self.open.push(Open::default());
        }
        let is_inner = depth > 1;
        let ends_row = if is_inner { paragraph.ends_inner_row } else { cell_mark && paragraph.ends_row };
        let ends_cell = if is_inner { paragraph.ends_inner_cell } else { cell_mark };
        let Some(open) = self.open.last_mut() else {
            self.body.text(text);
            return self.body.line_end();
        };
        if ends_row {
            let row = std::mem::take(&mut open.row);
            open.rows.push(laid_out(row, paragraph));
        } else {
            open.cell.text(text);
            open.cell.line_end();
            if ends_cell {
                open.row.cells.push(Cell { content: std::mem::take(&mut open.cell), ..Cell::default() });
            }
        }
    }

    fn close(&mut self) {
        let Some(mut open) = self.open.pop() else { return };
        if !open.row.cells.is_empty() {
            // A row without an end: where its cells stand is not known.
            open.row.edges = Some(Vec::new());
            open.rows.push(open.row);
        }
        let outside = self.open.last_mut().map_or(&mut self.body, |outer| &mut outer.cell);
        outside.line_end();
        outside.0.push(Block::Table(open.rows));
    }

    fn finish(mut self) -> Content {
        while !self.open.is_empty() {
            self.close();
        }
        self.body
    }
}

/// A row with what its end says of its cells.
fn laid_out(mut row: Row, paragraph: &Paragraph) -> Row {
    let mut edges = paragraph.edges.clone();
    if edges.len() == row.cells.len() + 1 {
        let marks = paragraph.continues.iter().chain(std::iter::repeat(&false));
        for (cell, &continues) in row.cells.iter_mut().zip(marks) {
            cell.continues = continues;
        }
        for at in (1..row.cells.len()).rev() {
            if paragraph.joins.get(at) == Some(&true) {
                row.cells.remove(at);
                edges.remove(at);
            }
        }
    }
    row.edges = Some(edges);
    row
}
