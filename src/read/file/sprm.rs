//! Properties of paragraphs, characters and table rows in old Word files ([MS-DOC] 2.6), those of
//! them that bear on what is read.

use super::compound::{u16_at, u32_at};

/// What a run of characters is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Characters {
    /// Deleted as a tracked change, struck out or hidden.
    pub dropped: bool,
    /// Set above or below the line.
    pub raised: bool,
}

/// What a paragraph is to the tables around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// How many tables it stands in.
    pub depth: usize,
    /// Whether it ends a row of the outermost table.
    pub ends_row: bool,
    /// Whether it ends a cell, or a row, of a table inside another.
    pub ends_inner_cell: bool,
    pub ends_inner_row: bool,
    /// Of a row: its cells' edges in twips, one more than cells.
    pub edges: Vec<i32>,
    /// Of a row: which cells go on with the cell before them, and which with the cell above.
    pub joins: Vec<bool>,
    pub continues: Vec<bool>,
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

impl Characters {
    pub fn of(list: &[u8]) -> Self {
        let mut found = Self::default();
        for (code, operand) in sprms(list) {
            let is_on = operand[0] & 1 == 1;
            match code {
                // Deleted, hidden, struck out once or twice.
                0x0800 | 0x083C | 0x0837 | 0x2A53 => found.dropped |= is_on,
                0x2A48 => found.raised = operand[0] != 0,
                _ => {}
            }
        }
        found
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
        self.continues = (0..count).map(|cell| flags(cell) & 0x60 == 0x20).collect();
    }

    /// One cell starts or goes on with a cell merged downwards.
    fn merge_down(&mut self, operand: &[u8]) {
        if let [_, cell, how, ..] = operand {
            if let Some(continues) = self.continues.get_mut(usize::from(*cell)) {
                *continues = *how == 1;
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
