//! The cells of a sheet of a binary workbook.

use super::strings::{Rich, characters};
use super::{BOF, Book, EOF, formula, record};
use crate::read::file::compound::{u16_at, u32_at};
use crate::read::file::formula::{Formula, Stored, Trust};
use crate::read::file::sheet::{Place, Sheet};
use crate::read::file::shown::{Content, Look};

const LABELSST: u16 = 0x00FD;
const LABEL: u16 = 0x0204;
const NUMBER: u16 = 0x0203;
const RK: u16 = 0x027E;
const MULRK: u16 = 0x00BD;
const BOOLERR: u16 = 0x0205;
const FORMULA: u16 = 0x0006;
const STRING: u16 = 0x0207;
const MERGECELLS: u16 = 0x00E5;
const ROW: u16 = 0x0208;
const COLINFO: u16 = 0x007D;
const DEFAULTROWHEIGHT: u16 = 0x0225;
const DEFCOLWIDTH: u16 = 0x0055;
const STANDARDWIDTH: u16 = 0x0099;
const WINDOW2: u16 = 0x023E;
const CALCMODE: u16 = 0x000D;
const UNCALCED: u16 = 0x005E;
/// What may stand between a formula and its text.
const BEFORE_STRING: [u16; 3] = [0x04BC, 0x0221, 0x0236];

/// Rows lower than this, in twentieths of a point, and columns narrower than this, in 256ths of a
/// character, show nothing.
const LOWEST: u16 = 40;
const NARROWEST: u16 = 77;

/// A sheet on its way.
struct Reader<'b, 's> {
    book: &'b Book,
    sheet: &'s mut Sheet,
    /// The formula whose text stands in a record behind it, and the number of its style.
    awaiting: Option<(Place, u16, Formula)>,
    is_manual: bool,
    /// Formulas were not calculated when the file was saved.
    is_uncalculated: bool,
}

/// Enters the cells of the sheet that begins here; where it ends.
pub(super) fn read(bytes: &[u8], from: usize, book: &Book, sheet: &mut Sheet) -> Option<usize> {
    let mut reader = Reader { book, sheet, awaiting: None, is_manual: false, is_uncalculated: false };
    let mut at = from;
    let mut depth = 0;
    loop {
        let record = record(bytes, at)?;
        at = record.next;
        match record.kind {
            // A chart inside a sheet is a stream of its own.
            BOF => depth += 1,
            EOF if depth <= 1 => {
                reader.settle();
                return Some(at);
            }
            EOF => depth -= 1,
            _ if depth > 1 => {}
            kind => reader.record(kind, record.parts[0])?,
        }
    }
}

impl Reader<'_, '_> {
    fn record(&mut self, kind: u16, content: &[u8]) -> Option<()> {
        if kind != STRING && !BEFORE_STRING.contains(&kind) {
            self.settle();
        }
        let place = || Some((u32::from(u16_at(content, 0)?), u32::from(u16_at(content, 2)?)));
        let style = || u16_at(content, 4);
        match kind {
            LABELSST => {
                let string = self.book.strings.get(u32_at(content, 6)? as usize)?;
                self.text(place()?, style()?, string);
            }
            LABEL => {
                let count = usize::from(u16_at(content, 6)?);
                let text = characters(content.get(9..)?, count, content.get(8)? & 1 == 1)?.0;
                self.text(place()?, style()?, &text.into());
            }
            NUMBER => self.number(place()?, style()?, f64_at(content, 6)?),
            RK => self.number(place()?, style()?, rk(u32_at(content, 6)?)),
            MULRK => {
                let (row, first) = place()?;
                let count = content.len().checked_sub(6)? / 6;
                for (number_at, column) in (0..count).zip(first..) {
                    let at = 4 + number_at * 6;
                    self.number((row, column), u16_at(content, at)?, rk(u32_at(content, at + 2)?));
                }
            }
            BOOLERR => self.bool_or_error(place()?, *content.get(6)?, *content.get(7)? != 0),
            FORMULA => self.formula(place()?, style()?, content)?,
            STRING => {
                let count = usize::from(u16_at(content, 0)?);
                if let Some((place, style, mut formula)) = self.awaiting.take() {
                    let short = content.get(3..)?;
                    let wide = content.get(2)? & 1 == 1;
                    let room = short.len() / if wide { 2 } else { 1 };
                    let text = characters(short, count.min(room), wide)?.0;
                    formula.stored = if text.is_empty() { Stored::Empty } else { Stored::Other };
                    self.text(place, style, &text.into());
                    self.sheet.put_formula(place, formula);
                }
            }
            _ => self.of_sheet(kind, content)?,
        }
        Some(())
    }

    /// What is said of the sheet outside its cells.
    fn of_sheet(&mut self, kind: u16, content: &[u8]) -> Option<()> {
        match kind {
            MERGECELLS => {
                for range in 0..usize::from(u16_at(content, 0)?) {
                    let corner = |at: usize| u16_at(content, 2 + range * 8 + at).map(u32::from);
                    self.sheet.merge((corner(0)?, corner(4)?), (corner(2)?, corner(6)?));
                }
            }
            ROW => {
                let (row, height, flags) = (u16_at(content, 0)?.into(), u16_at(content, 6)?, u16_at(content, 12)?);
                // The upper bit says that the height is the default one.
                let hidden = flags & 0x20 != 0 || height < LOWEST && flags & 0x40 != 0;
                self.sheet.rows.tell(row, row, hidden);
            }
            COLINFO => {
                let (first, last) = (u16_at(content, 0)?.into(), u16_at(content, 2)?.into());
                let hidden = u16_at(content, 8)? & 1 != 0 || u16_at(content, 4)? < NARROWEST;
                self.sheet.columns.tell(first, last, hidden);
            }
            DEFAULTROWHEIGHT if u16_at(content, 0)? & 2 != 0 => self.sheet.rows.hide_others(),
            DEFCOLWIDTH | STANDARDWIDTH if u16_at(content, 0)? == 0 => self.sheet.columns.hide_others(),
            WINDOW2 => self.sheet.hides_zeros = u16_at(content, 0)? & 0x10 == 0,
            CALCMODE => self.is_manual = u16_at(content, 0)? == 0,
            UNCALCED => self.is_uncalculated = true,
            _ => {}
        }
        Some(())
    }

    fn look(&self, style: u16) -> Look<'_> {
        self.book.styles.look(style, self.book.epoch)
    }

    fn text(&mut self, place: Place, style: u16, text: &Rich) {
        if !self.sheet.has_room() {
            return;
        }
        let look = self.look(style);
        let content = text.content(look.struck, &self.book.styles).styled(look);
        self.sheet.put(place, content);
    }

    fn number(&mut self, place: Place, style: u16, value: f64) {
        let content = Content::number(value, self.look(style));
        self.sheet.put_number(place, value, content);
    }

    fn bool_or_error(&mut self, place: Place, value: u8, is_error: bool) {
        self.sheet.put_number(place, f64::NAN, Content::plain(bool_or_error(value, is_error)));
    }

    /// Enters a formula with its stored value, unless its text is in a record behind.
    fn formula(&mut self, place: Place, style: u16, content: &[u8]) -> Option<()> {
        let value = content.get(6..14)?;
        let flags = u16_at(content, 14)?;
        let length = usize::from(u16_at(content, 20).unwrap_or(0));
        let tokens = content.get(22..).unwrap_or_default();
        let (steps, gives) = formula::steps(tokens.get(..length).unwrap_or_default());
        let mut formula = Formula { steps, gives, stored: Stored::Other, trust: self.trust(flags) };
        formula.stored = match (u16_at(value, 6), value[0]) {
            (Some(0xFFFF), 0) => {
                self.awaiting = Some((place, style, formula));
                return Some(());
            }
            (Some(0xFFFF), kind @ (1 | 2)) => {
                self.bool_or_error(place, value[2], kind == 2);
                Stored::Other
            }
            (Some(0xFFFF), _) => Stored::Empty,
            _ => {
                let number = f64_at(value, 0)?;
                self.number(place, style, number);
                Stored::Number(number)
            }
        };
        self.sheet.put_formula(place, formula);
        Some(())
    }

    /// How far stored values are to be trusted. Libraries that write formulas without calculating them
    /// ask for it in each, by a flag that Excel itself does not set.
    fn trust(&self, flags: u16) -> Trust {
        if self.book.recalculates {
            Trust::Recalculated
        } else if self.is_manual || self.book.is_rounded {
            Trust::Shown
        } else if self.is_uncalculated {
            Trust::Recalculated
        } else if flags & 2 != 0 {
            Trust::UnlessZero
        } else {
            Trust::Usual
        }
    }

    /// Enters the formula whose text never came.
    fn settle(&mut self) {
        if let Some((place, _, mut formula)) = self.awaiting.take() {
            formula.stored = Stored::Nothing;
            self.sheet.put_formula(place, formula);
        }
    }
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
