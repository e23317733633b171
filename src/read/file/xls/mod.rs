//! Excel's binary workbooks of 1997 to 2003 ([MS-XLS], BIFF8), and those of WPS (`.et`).

mod cells;
mod formula;
mod strings;
mod styles;

use super::Refusal;
use super::compound::{u16_at, u32_at};
use super::format::Epoch;
use super::sheet::{MAX_SHEETS, Sheet, workbook};
use crate::read::Document;
use strings::{Rich, characters, shared};
use styles::Styles;

pub(super) const KIND: &str = "旧版 Excel ";

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const CONTINUE: u16 = 0x003C;
const FILEPASS: u16 = 0x002F;
const BOUNDSHEET: u16 = 0x0085;
const SST: u16 = 0x00FC;
const DATE1904: u16 = 0x0022;
const PRECISION: u16 = 0x000E;
const RECALCID: u16 = 0x01C1;

/// A record: its kind, and its content with that of the CONTINUE records behind it.
struct Record<'b> {
    kind: u16,
    parts: Vec<&'b [u8]>,
    /// Where the next record begins.
    next: usize,
}

/// What the cells of all sheets refer to.
#[derive(Default)]
struct Book {
    strings: Vec<Rich>,
    styles: Styles,
    epoch: Epoch,
    /// Formulas are calculated from rounded figures.
    is_rounded: bool,
    /// A program that wrote the file asks for all formulas to be calculated anew.
    recalculates: bool,
}

/// Reads a workbook stream.
pub(super) fn xls(bytes: &[u8]) -> Result<Document, Refusal> {
    let damaged = Refusal::Damaged(KIND);
    let mut at = 0;
    let mut listed: Vec<(usize, Sheet)> = Vec::new();
    let mut book = Book::default();
    loop {
        let record = record(bytes, at).ok_or(damaged.clone())?;
        at = record.next;
        let first = record.parts[0];
        match record.kind {
            BOF if u16_at(first, 0) != Some(0x0600) => {
                return Err(Refusal::Unread("很旧的 Excel 工作簿", "用 Excel 或 WPS 打开，另存为 .xlsx"));
            }
            FILEPASS => return Err(Refusal::Password(KIND)),
            BOUNDSHEET if listed.len() < MAX_SHEETS => listed.extend(bound(first)),
            SST => book.strings = shared(&record.parts).ok_or(damaged.clone())?,
            DATE1904 if u16_at(first, 0) == Some(1) => book.epoch = Epoch::Since1904,
            PRECISION => book.is_rounded = u16_at(first, 0) == Some(0),
            RECALCID => book.recalculates = u32_at(first, 4) == Some(0),
            EOF => break,
            kind => book.styles.record(kind, first),
        }
    }
    let mut sheets = Vec::new();
    let mut walked = 0;
    for (from, mut sheet) in listed {
        walked += cells::read(bytes, from, &book, &mut sheet).ok_or(damaged.clone())?.saturating_sub(from);
        // Sheets that overlap would be walked over and over.
        if walked > bytes.len() {
            return Err(damaged);
        }
        sheets.push(sheet);
    }
    Ok(workbook(sheets))
}

fn record(bytes: &[u8], at: usize) -> Option<Record<'_>> {
    let one = |at: usize| {
        let length = usize::from(u16_at(bytes, at.checked_add(2)?)?);
        Some((u16_at(bytes, at)?, bytes.get(at + 4..at + 4 + length)?, at + 4 + length))
    };
    let (kind, content, mut next) = one(at)?;
    let mut parts = vec![content];
    while let Some((CONTINUE, more, behind)) = one(next) {
        parts.push(more);
        next = behind;
    }
    Some(Record { kind, parts, next })
}

/// Where a listed worksheet begins, and the sheet still empty. Charts and macros are none.
fn bound(content: &[u8]) -> Option<(usize, Sheet)> {
    let flags = u16_at(content, 4)?;
    let count = usize::from(*content.get(6)?);
    let name = characters(content.get(8..)?, count, content.get(7)? & 1 == 1)?.0;
    let sheet = Sheet::named(name, flags & 3 != 0);
    (flags >> 8 == 0).then_some((u32_at(content, 0)? as usize, sheet))
}
