//! Excel's binary workbooks of 1997 to 2003 ([MS-XLS], BIFF8), and those of WPS (`.et`).

use super::Refusal;
use super::compound::{u16_at, u32_at};
use super::sheet::{MAX_SHEETS, Sheet, number, workbook};
use crate::read::Document;

pub(super) const KIND: &str = "旧版 Excel ";

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const FILEPASS: u16 = 0x002F;
const BOUNDSHEET: u16 = 0x0085;
const SST: u16 = 0x00FC;
const CONTINUE: u16 = 0x003C;
const LABELSST: u16 = 0x00FD;
const LABEL: u16 = 0x0204;
const NUMBER: u16 = 0x0203;
const RK: u16 = 0x027E;
const MULRK: u16 = 0x00BD;
const BOOLERR: u16 = 0x0205;
const FORMULA: u16 = 0x0006;
const STRING: u16 = 0x0207;
const MERGECELLS: u16 = 0x00E5;

/// A record: its kind, and its content with that of the CONTINUE records behind it.
struct Record<'b> {
    kind: u16,
    parts: Vec<&'b [u8]>,
    /// Where the next record begins.
    next: usize,
}

/// Reads a workbook stream.
pub(super) fn xls(bytes: &[u8]) -> Result<Document, Refusal> {
    let damaged = Refusal::Damaged(KIND);
    let mut at = 0;
    let mut listed: Vec<(usize, Sheet)> = Vec::new();
    let mut strings = Vec::new();
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
            SST => strings = shared(&record.parts).ok_or(damaged.clone())?,
            EOF => break,
            _ => {}
        }
    }
    let mut sheets = Vec::new();
    let mut walked = 0;
    for (from, mut sheet) in listed {
        walked += cells(bytes, from, &strings, &mut sheet).ok_or(damaged.clone())?.saturating_sub(from);
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

/// So many characters at the start, one or two bytes each, and how many bytes they took.
fn characters(bytes: &[u8], count: usize, wide: bool) -> Option<(String, usize)> {
    if !wide {
        return Some((bytes.get(..count)?.iter().map(|&byte| char::from(byte)).collect(), count));
    }
    let units = bytes.get(..count * 2)?.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]]));
    Some((char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect(), count * 2))
}

/// Reads through the parts of a record. A string may be broken off between two characters; then
/// the next part says anew how wide they are.
struct Cursor<'p, 'b> {
    parts: &'p [&'b [u8]],
    part: usize,
    at: usize,
}

impl Cursor<'_, '_> {
    fn rest(&self) -> usize {
        self.parts.get(self.part).map_or(0, |part| part.len().saturating_sub(self.at))
    }

    /// Goes to the next part where this one is used up.
    fn settle(&mut self) -> Option<()> {
        while self.rest() == 0 {
            self.part += 1;
            self.at = 0;
            self.parts.get(self.part)?;
        }
        Some(())
    }

    fn take(&mut self, count: usize) -> Option<&[u8]> {
        let taken = self.parts.get(self.part)?.get(self.at..self.at.checked_add(count)?)?;
        self.at += count;
        Some(taken)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            self.settle()?;
            let step = count.min(self.rest());
            self.at += step;
            count -= step;
        }
        Some(())
    }

    fn string(&mut self) -> Option<String> {
        self.settle()?;
        let head = self.take(3)?;
        let (mut left, mut flags) = (usize::from(u16_at(head, 0)?), head[2]);
        let runs = if flags & 8 != 0 { usize::from(u16_at(self.take(2)?, 0)?) } else { 0 };
        let phonetic = if flags & 4 != 0 { u32_at(self.take(4)?, 0)? as usize } else { 0 };
        let mut text = String::new();
        let mut is_first = true;
        while left > 0 {
            if self.rest() == 0 {
                self.settle()?;
                flags = self.take(1)?[0];
            } else if !is_first {
                return None;
            }
            is_first = false;
            let wide = flags & 1 == 1;
            let count = left.min(self.rest() / if wide { 2 } else { 1 });
            if count == 0 {
                return None;
            }
            let (run, bytes) = characters(&self.parts[self.part][self.at..], count, wide)?;
            self.at += bytes;
            text.push_str(&run);
            left -= count;
        }
        self.skip(runs * 4)?;
        self.skip(phonetic)?;
        Some(text)
    }
}

/// The strings that cells refer to.
fn shared(parts: &[&[u8]]) -> Option<Vec<String>> {
    let count = u32_at(parts[0], 4)?;
    let mut cursor = Cursor { parts, part: 0, at: 8 };
    (0..count).map(|_| cursor.string()).collect()
}

/// Enters the cells of the sheet that begins here; where it ends.
fn cells(bytes: &[u8], from: usize, strings: &[String], sheet: &mut Sheet) -> Option<usize> {
    let mut at = from;
    let mut depth = 0;
    // The formula whose text stands in the record behind it.
    let mut awaiting: Option<(u32, u32)> = None;
    loop {
        let record = record(bytes, at)?;
        at = record.next;
        let content = record.parts[0];
        let place = || Some((u32::from(u16_at(content, 0)?), u32::from(u16_at(content, 2)?)));
        match record.kind {
            // A chart inside a sheet is a stream of its own.
            BOF => depth += 1,
            EOF if depth <= 1 => return Some(at),
            EOF => depth -= 1,
            _ if depth > 1 => {}
            LABELSST => {
                let (row, column) = place()?;
                sheet.put(row, column, strings.get(u32_at(content, 6)? as usize)?);
            }
            LABEL => {
                let (row, column) = place()?;
                let count = usize::from(u16_at(content, 6)?);
                sheet.put(row, column, &characters(content.get(9..)?, count, content.get(8)? & 1 == 1)?.0);
            }
            NUMBER => {
                let (row, column) = place()?;
                sheet.put(row, column, &number(f64_at(content, 6)?));
            }
            RK => {
                let (row, column) = place()?;
                sheet.put(row, column, &number(rk(u32_at(content, 6)?)));
            }
            MULRK => {
                let (row, first) = place()?;
                let count = content.len().checked_sub(6)? / 6;
                for (number_at, column) in (0..count).zip(first..) {
                    sheet.put(row, column, &number(rk(u32_at(content, 6 + number_at * 6)?)));
                }
            }
            BOOLERR => {
                let (row, column) = place()?;
                sheet.put(row, column, bool_or_error(*content.get(6)?, *content.get(7)? != 0));
            }
            FORMULA => {
                let (row, column) = place()?;
                awaiting = formula(content.get(6..14)?, (row, column), sheet);
            }
            STRING => {
                let count = usize::from(u16_at(content, 0)?);
                if let Some((row, column)) = awaiting.take() {
                    let short = content.get(3..)?;
                    let wide = content.get(2)? & 1 == 1;
                    let room = short.len() / if wide { 2 } else { 1 };
                    sheet.put(row, column, &characters(short, count.min(room), wide)?.0);
                }
            }
            MERGECELLS => merged(content, sheet)?,
            _ => {}
        }
    }
}

/// Enters a formula's stored value; the place if its text is in the record behind.
fn formula(value: &[u8], (row, column): (u32, u32), sheet: &mut Sheet) -> Option<(u32, u32)> {
    if u16_at(value, 6) != Some(0xFFFF) {
        sheet.put(row, column, &number(f64_at(value, 0)?));
        return None;
    }
    match value[0] {
        0 => return Some((row, column)),
        kind @ (1 | 2) => {
            sheet.put(row, column, bool_or_error(value[2], kind == 2));
        }
        // An empty text.
        _ => {}
    }
    None
}

fn merged(content: &[u8], sheet: &mut Sheet) -> Option<()> {
    for range in 0..usize::from(u16_at(content, 0)?) {
        let corner = |at: usize| u16_at(content, 2 + range * 8 + at).map(u32::from);
        sheet.merge((corner(0)?, corner(4)?), (corner(2)?, corner(6)?));
    }
    Some(())
}

fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    let eight: [u8; 8] = bytes.get(at..at.checked_add(8)?)?.try_into().ok()?;
    Some(f64::from_le_bytes(eight))
}

/// A number in 30 bits: an integer or the upper half of a double, perhaps in hundredths.
fn rk(bits: u32) -> f64 {
    let value = if bits & 2 != 0 { f64::from((bits as i32) >> 2) } else { f64::from_bits(u64::from(bits & !3) << 32) };
    if bits & 1 != 0 { value / 100.0 } else { value }
}

fn bool_or_error(value: u8, is_error: bool) -> &'static str {
    match (is_error, value) {
        (false, 0) => "FALSE",
        (false, _) => "TRUE",
        (_, 0x00) => "#NULL!",
        (_, 0x07) => "#DIV/0!",
        (_, 0x0F) => "#VALUE!",
        (_, 0x17) => "#REF!",
        (_, 0x1D) => "#NAME?",
        (_, 0x24) => "#NUM!",
        _ => "#N/A",
    }
}
