//! A sheet's cells as tables and lines of text.

use super::{Place, Seen};
use crate::read::file::shown::Content;
use crate::read::{Document, GridBuilder};
use std::collections::BTreeMap;

/// A sheet holds whole reports: its tables are what stands between blank rows and headings.
pub(super) fn write(sheet: Seen, document: &mut Document) {
    let mut rows: BTreeMap<u32, BTreeMap<u32, Content>> = BTreeMap::new();
    for ((row, column), content) in sheet.cells {
        rows.entry(row).or_default().insert(column, content);
    }
    let Some((&first, _)) = rows.first_key_value() else { return };
    let Some((&last, _)) = rows.last_key_value() else { return };
    let from = rows.values().filter_map(|row| row.keys().next()).min().copied().unwrap_or(0);
    let to = rows.values().filter_map(|row| row.keys().next_back()).max().copied().unwrap_or(0);
    let mut layout = Layout { merged: sheet.merged, from, to, covered: Covered::default() };
    let mut builder: Option<GridBuilder> = None;
    let (mut is_open, mut is_header) = (false, false);
    for row in first..=last {
        let cells = rows.remove(&row).unwrap_or_default();
        let hangs = row < layout.covered.until && (from..=to).any(|column| layout.covered.holds(row, column));
        // A blank row parts no header from its figures.
        if std::mem::take(&mut is_header) && !hangs && cells.is_empty() {
            continue;
        }
        if !hangs && (cells.is_empty() || layout.is_heading(row, &cells, is_open)) {
            if let Some(builder) = builder.take() {
                document.grid(builder.finish());
            }
            cells.values().for_each(|content| document.lines(&content.text));
            is_open = false;
            continue;
        }
        is_open = true;
        let is_word = |content: &Content| content.text.bytes().next().is_none_or(|byte| !byte.is_ascii());
        is_header = cells.len() > 1 && cells.values().all(is_word);
        layout.row(row, cells, builder.get_or_insert_default());
    }
    if let Some(builder) = builder {
        document.grid(builder.finish());
    }
}

/// How a sheet's cells are merged, between the first and the last column in use.
struct Layout {
    merged: BTreeMap<Place, (u32, u32)>,
    from: u32,
    to: u32,
    covered: Covered,
}

impl Layout {
    /// Whether a row is a line of text above a table: one text as wide as the sheet, or on its own
    /// where no table has begun.
    fn is_heading(&self, row: u32, cells: &BTreeMap<u32, Content>, is_open: bool) -> bool {
        let mut columns = cells.keys();
        let (Some(&column), None) = (columns.next(), columns.next()) else { return false };
        let (rows, wide) = self.merged.get(&(row, column)).copied().unwrap_or((1, 1));
        rows == 1 && (!is_open || column <= self.from && column.saturating_add(wide) > self.to && self.to > self.from)
    }

    fn row(&mut self, row: u32, mut cells: BTreeMap<u32, Content>, builder: &mut GridBuilder) {
        builder.row();
        for column in self.from..=self.to {
            if self.covered.holds(row, column) {
                continue;
            }
            let (rows, columns) = self.merged.get(&(row, column)).copied().unwrap_or((1, 1));
            self.covered.add(row, column, rows, columns);
            let columns = columns.min(self.to - column + 1);
            let content = cells.remove(&column).unwrap_or_default();
            builder.cell(content.text, columns as usize, rows as usize);
            if let Some(flaw) = content.flaw {
                builder.flaw(flaw);
            }
        }
    }
}

/// Which places merged cells cover.
#[derive(Debug, Default)]
pub(super) struct Covered {
    /// By column: up to which row.
    columns: Vec<u32>,
    /// In any column.
    until: u32,
}

impl Covered {
    pub fn holds(&self, row: u32, column: u32) -> bool {
        self.columns.get(column as usize).is_some_and(|&to| row < to)
    }

    /// Covers what a merged cell does; false where its first place is covered by another.
    pub fn claim(&mut self, (row, column): Place, (rows, columns): (u32, u32)) -> bool {
        let is_free = !self.holds(row, column);
        if is_free {
            self.add(row, column, rows, columns);
        }
        is_free
    }

    fn add(&mut self, row: u32, column: u32, rows: u32, columns: u32) {
        let end = row.saturating_add(rows);
        self.until = self.until.max(end);
        let columns = column as usize..column.saturating_add(columns) as usize;
        self.columns.resize(self.columns.len().max(columns.end), 0);
        self.columns[columns].iter_mut().for_each(|to| *to = (*to).max(end));
    }
}
