//! Properties of paragraphs, characters and table rows in old Word files ([MS-DOC] 2.6), those of
//! them that bear on what is read.

use super::super::compound::{u16_at, u32_at};
use crate::read::Flaw;

/// What a list says of a run of characters; `None` where it says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Characters {
    pub strike: Option<Toggle>,
    pub double_strike: Option<Toggle>,
    pub vanish: Option<Toggle>,
    /// Deleted, or inserted, as a tracked change.
    pub deleted: Option<bool>,
    pub inserted: Option<bool>,
    /// Set above or below the line, by being small or by a distance.
    pub script: Option<bool>,
    pub position: Option<bool>,
    /// The number of the character style.
    pub style: Option<u16>,
    /// The number of the font of letters and figures.
    pub font: Option<u16>,
    /// Whether a character stands for something else; and the font and code of a symbol.
    pub special: Option<bool>,
    pub symbol: Option<(u16, u16)>,
}

/// A property that a list turns on or off, or takes from the style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Toggle {
    Off,
    On,
    AsStyle,
    NotAsStyle,
}

impl Toggle {
    fn of(operand: u8) -> Option<Self> {
        match operand {
            0 => Some(Self::Off),
            1 => Some(Self::On),
            0x80 => Some(Self::AsStyle),
            0x81 => Some(Self::NotAsStyle),
            _ => None,
        }
    }

    /// What comes of it where the style says this.
    pub fn over(self, style: bool) -> bool {
        match self {
            Self::Off => false,
            Self::On => true,
            Self::AsStyle => style,
            Self::NotAsStyle => !style,
        }
    }
}

/// What a paragraph is to the tables around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// The number of its style.
    pub style: u16,
    /// How many tables it stands in.
    pub depth: usize,
    /// Whether it ends a row of the outermost table.
    pub ends_row: bool,
    /// Whether it ends a cell, or a row, of a table inside another.
    pub ends_inner_cell: bool,
    pub ends_inner_row: bool,
    /// Of a row: its cells' edges in twips, one more than cells.
    pub edges: Vec<i32>,
    /// Of a row: which cells go on with the cell before them, which begin a cell merged downwards, and
    /// which go on with the one above.
    pub joins: Vec<bool>,
    pub begins: Vec<bool>,
    pub continues: Vec<bool>,
    /// Of a row: the number of the table's style, and why text is not read that looks as it says.
    pub table_style: Option<u16>,
    pub left_out: Option<Flaw>,
    /// Where in the data stream more properties stand.
    pub elsewhere: Option<u32>,
}

/// One property: its code and operand.
type Sprm<'b> = (u16, &'b [u8]);

/// The properties of a list, up to where it breaks off.
fn sprms(list: &[u8]) -> impl Iterator<Item = Sprm<'_>> {
    let mut rest = list;
    std::iter::from_fn(move || {
        let code = u16_at(rest, 0)?;
        let (from, length) = match (code, code >> 13) {
            (0xD608, _) => (2, usize::from(u16_at(rest, 2)?) + 1),
            // Tab stops may be longer than a byte can tell; none of what follows them is needed.
            (0xC615, _) if rest.get(2) == Some(&255) => return None,
            (_, 6) => (2, usize::from(*rest.get(2)?) + 1),
            (_, 0 | 1) => (2, 1),
            (_, 2 | 4 | 5) => (2, 2),
            (_, 7) => (2, 3),
            _ => (2, 4),
        };
        let operand = rest.get(from..from + length)?;
        rest = &rest[from + length..];
        Some((code, operand))
    })
}

/// Characters raised or lowered by at least this many half points are set apart from the line.
const OFF_LINE: u16 = 6;

impl Characters {
    pub fn of(list: &[u8]) -> Self {
        let mut found = Self::default();
        sprms(list).for_each(|(code, operand)| found.set(code, operand));
        found
    }

    /// The one property that a piece of text names by a number and a byte.
    pub fn of_number(number: u8, operand: u8) -> Self {
        let code = match number {
            0x41 => 0x0800,
            0x42 => 0x0801,
            0x57 => 0x0837,
            0x5C => 0x083C,
            0x68 => 0x2A48,
            0x73 => 0x2A53,
            _ => return Self::default(),
        };
        let mut found = Self::default();
        found.set(code, &[operand]);
        found
    }

    fn set(&mut self, code: u16, operand: &[u8]) {
        let first = operand[0];
        match code {
            0x0800 => self.deleted = Some(first & 1 == 1),
            0x0801 => self.inserted = Some(first & 1 == 1),
            0x0837 => self.strike = Toggle::of(first),
            0x2A53 => self.double_strike = Toggle::of(first),
            0x083C => self.vanish = Toggle::of(first),
            0x2A48 => self.script = Some(first != 0),
            0x4845 => self.position = u16_at(operand, 0).map(|by| (by as i16).unsigned_abs() >= OFF_LINE),
            0x0855 => self.special = Some(first & 1 == 1),
            0x4A30 => self.style = u16_at(operand, 0),
            0x4A4F => self.font = u16_at(operand, 0),
            0x6A09 => self.symbol = u16_at(operand, 0).zip(u16_at(operand, 2)),
            // As the style says.
            0x2A33 => {
                let Self { style, special, symbol, deleted, inserted, .. } = *self;
                *self = Self { style, special, symbol, deleted, inserted, ..Self::default() };
            }
            _ => {}
        }
    }

    /// These, and below them others.
    pub fn over(self, base: Self) -> Self {
        Self {
            strike: self.strike.or(base.strike),
            double_strike: self.double_strike.or(base.double_strike),
            vanish: self.vanish.or(base.vanish),
            deleted: self.deleted.or(base.deleted),
            inserted: self.inserted.or(base.inserted),
            script: self.script.or(base.script),
            position: self.position.or(base.position),
            style: self.style.or(base.style),
            font: self.font.or(base.font),
            special: self.special.or(base.special),
            symbol: self.symbol.or(base.symbol),
        }
    }
}

impl Paragraph {
    pub fn of(list: &[u8]) -> Self {
        let mut found = Self::default();
        found.add(list);
        found
    }

    /// Adds the properties of a list.
    pub fn add(&mut self, list: &[u8]) {
        for (code, operand) in sprms(list) {
            let is_on = operand[0] != 0;
            match code {
                0x2416 if is_on => self.depth = self.depth.max(1),
                0x2417 => self.ends_row = is_on,
                0x6649 => self.depth = u32_at(operand, 0).unwrap_or(0) as usize,
                0x244B => self.ends_inner_cell = is_on,
                0x244C => self.ends_inner_row = is_on,
                0x6645 | 0x6646 => self.elsewhere = u32_at(operand, 0),
                0x563A => self.table_style = u16_at(operand, 0),
                0xD608 => self.define(operand.get(2..).unwrap_or(&[])),
                0xD62B => self.merge_down(operand),
                0x5624 => self.merge(operand),
                _ => {}
            }
        }
    }

    /// The cells of a row: a count, edges, then 20 bytes a cell, or fewer at the end.
    fn define(&mut self, operand: &[u8]) {
        let Some(&count) = operand.first() else { return };
        let count = usize::from(count);
        let edge = |at: usize| u16_at(operand, 1 + at * 2).map(|edge| i32::from(edge as i16));
        let Some(edges) = (0..=count).map(edge).collect::<Option<Vec<i32>>>() else { return };
        let flags = |cell: usize| u16_at(operand, 1 + (count + 1) * 2 + cell * 20).unwrap_or(0);
        self.edges = edges;
        self.joins = (0..count).map(|cell| flags(cell) & 3 == 2).collect();
        self.begins = (0..count).map(|cell| flags(cell) & 0x40 != 0).collect();
        self.continues = (0..count).map(|cell| flags(cell) & 0x60 == 0x20).collect();
    }

    /// One cell starts or goes on with a cell merged downwards.
    fn merge_down(&mut self, operand: &[u8]) {
        if let [_, cell, how, ..] = operand {
            let cell = usize::from(*cell);
            if let (Some(begins), Some(continues)) = (self.begins.get_mut(cell), self.continues.get_mut(cell)) {
                (*begins, *continues) = (*how == 3, *how == 1);
            }
        }
    }

    /// The cells from the first up to the limit become one.
    fn merge(&mut self, operand: &[u8]) {
        if let [first, limit] = operand {
            let inner = usize::from(*first) + 1..usize::from(*limit);
            if let Some(joins) = self.joins.get_mut(inner) {
                joins.fill(true);
            }
        }
    }
}
