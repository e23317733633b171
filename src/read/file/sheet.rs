//! A spreadsheet's sheet on its way to a document.

use crate::read::{Document, GridBuilder};
use std::collections::BTreeMap;

/// Cells past these are not part of a report; a hostile sheet has one in the last row and column.
const MAX_ROWS: u32 = 10_000;
const MAX_COLUMNS: u32 = 256;
/// Cells with text, and their bytes together.
const MAX_CELLS: usize = 100_000;
const MAX_TEXT: usize = 4 << 20;
/// Sheets that are read.
pub(super) const MAX_SHEETS: usize = 50;

/// A sheet's cells by row and column from 0, and what is merged.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub name: String,
    pub hidden: bool,
    cells: BTreeMap<(u32, u32), String>,
    /// Rows and columns that each merged cell covers, by its first.
    merged: BTreeMap<(u32, u32), (u32, u32)>,
    /// Formulas without a stored value.
    unvalued: Vec<(u32, u32)>,
    /// Bytes of text so far.
    text: usize,
    cut: bool,
}

impl Sheet {
    pub fn named(name: String, hidden: bool) -> Self {
        Self { name, hidden, ..Self::default() }
    }

    /// Enters a cell's text; false where there is no room for it.
    pub fn put(&mut self, row: u32, column: u32, text: &str) -> bool {
        if text.is_empty() {
            return true;
        }
        self.text = self.text.saturating_add(text.len());
        let fits = row < MAX_ROWS && column < MAX_COLUMNS && self.cells.len() < MAX_CELLS && self.text <= MAX_TEXT;
        if fits {
            self.cells.insert((row, column), text.to_owned());
        }
        self.cut |= !fits;
        fits
    }

    /// Marks a formula that has no stored value.
    pub fn unvalued(&mut self, row: u32, column: u32) {
        self.unvalued.push((row, column));
    }

    /// Merges the cells from the first to the last row and column, both included.
    pub fn merge(&mut self, (top, left): (u32, u32), (bottom, right): (u32, u32)) {
        if top <= bottom && left <= right && top < MAX_ROWS && left < MAX_COLUMNS && self.merged.len() < MAX_CELLS {
            let rows = bottom.min(MAX_ROWS) - top + 1;
            let columns = right.min(MAX_COLUMNS) - left + 1;
            self.merged.insert((top, left), (rows, columns));
        }
    }

    fn write(self, document: &mut Document) {
        if self.cut {
            document.remark(crate::read::grid::TOO_LARGE);
        }
        let Some(last) = self.cells.keys().map(|(row, _)| *row).max() else { return };
        let first = self.cells.keys().next().map_or(0, |(row, _)| *row);
        let from = self.cells.keys().map(|(_, column)| *column).min().unwrap_or(0);
        let to = self.cells.keys().map(|(_, column)| *column).max().unwrap_or(0);
        let mut covered = Covered::default();
        let mut builder = GridBuilder::default();
        let Self { mut cells, merged, .. } = self;
        for row in first..=last {
            builder.row();
            for column in from..=to {
                if covered.holds(row, column) {
                    continue;
                }
                let (rows, columns) = merged.get(&(row, column)).copied().unwrap_or((1, 1));
                covered.add(row, column, rows, columns);
                let text = cells.remove(&(row, column)).unwrap_or_default();
                builder.cell(text, (columns as usize).min((to - column + 1) as usize), rows as usize);
            }
        }
        document.grid(builder.finish());
    }
}

/// Which places merged cells cover, by column: up to which row.
#[derive(Default)]
struct Covered(BTreeMap<u32, u32>);

impl Covered {
    fn holds(&self, row: u32, column: u32) -> bool {
        self.0.get(&column).is_some_and(|&to| row < to)
    }

    fn add(&mut self, row: u32, column: u32, rows: u32, columns: u32) {
        for column in column..column.saturating_add(columns) {
            let to = self.0.entry(column).or_default();
            *to = (*to).max(row.saturating_add(rows));
        }
    }
}

/// All sheets of a workbook as a document, each under its name.
pub(super) fn workbook(sheets: Vec<Sheet>) -> Document {
    let mut document = Document::default();
    for sheet in sheets {
        if sheet.hidden {
            if !sheet.cells.is_empty() {
                document.remark(&format!("工作表“{}”是隐藏的，没有读取。", sheet.name));
            }
            continue;
        }
        if !sheet.unvalued.is_empty() {
            let first: Vec<String> = sheet.unvalued.iter().take(3).map(|&place| address(place)).collect();
            let more = if sheet.unvalued.len() > 3 { "等" } else { "" };
            document.remark(&format!(
                "工作表“{}”有 {} 个公式格（{}{more}）没有保存计算结果，按空白读取。请用 Excel 或 WPS 打开并保存一次，再重新读取。",
                sheet.name,
                sheet.unvalued.len(),
                first.join("、"),
            ));
        }
        document.lines(&sheet.name);
        sheet.write(&mut document);
    }
    document
}

/// B3 for the second column of the third row.
fn address((row, column): (u32, u32)) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    letters.reverse();
    format!("{}{}", String::from_utf8_lossy(&letters), u64::from(row) + 1)
}

/// A stored number as a spreadsheet shows it: 15 digits, without what binary fractions add.
pub(super) fn number(value: f64) -> String {
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    let shown = rounded.to_string();
    if shown == "-0" { "0".to_owned() } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_without_binary_noise() {
        for (value, shown) in
            [(5125.109_999_999_999_7, "5125.11"), (0.1 + 0.2, "0.3"), (129_062.0, "129062"), (-7.0, "-7"), (-0.0, "0")]
        {
            assert_eq!(number(value), shown);
        }
    }

    #[test]
    fn addresses() {
        for (place, shown) in [((0, 0), "A1"), ((2, 25), "Z3"), ((9, 26), "AA10"), ((0, 701), "ZZ1")] {
            assert_eq!(address(place), shown);
        }
    }
}
