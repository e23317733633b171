//! A spreadsheet's sheet on its way to a document.

use crate::read::{Document, GridBuilder, Piece};
use std::collections::BTreeMap;

/// Cells past these are not part of a report; a hostile sheet has one in the last row and column.
const MAX_ROWS: u32 = 10_000;
const MAX_COLUMNS: u32 = 256;
/// Cells with text, and their bytes together.
const MAX_CELLS: usize = 100_000;
const MAX_TEXT: usize = 4 << 20;
/// Places of all sheets' tables, blank ones too: a sheet of a report has under a thousand.
const MAX_PLACES: usize = 400_000;
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

    /// A sheet holds whole reports: its tables are what stands between blank rows and headings.
    fn write(self, document: &mut Document) {
        if self.cut {
            document.remark(crate::read::grid::TOO_LARGE);
        }
        let mut rows: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
        for ((row, column), text) in self.cells {
            rows.entry(row).or_default().insert(column, text);
        }
        let Some((&first, _)) = rows.first_key_value() else { return };
        let Some((&last, _)) = rows.last_key_value() else { return };
        let from = rows.values().filter_map(|row| row.keys().next()).min().copied().unwrap_or(0);
        let to = rows.values().filter_map(|row| row.keys().next_back()).max().copied().unwrap_or(0);
        let mut layout = Layout { merged: self.merged, from, to, covered: Covered::default() };
        let mut builder: Option<GridBuilder> = None;
        let mut is_open = false;
        for row in first..=last {
            let texts = rows.remove(&row).unwrap_or_default();
            let hangs = row < layout.covered.until && (from..=to).any(|column| layout.covered.holds(row, column));
            if !hangs && (texts.is_empty() || layout.is_heading(row, &texts, is_open)) {
                if let Some(builder) = builder.take() {
                    document.grid(builder.finish());
                }
                texts.values().for_each(|text| document.lines(text));
                is_open = false;
                continue;
            }
            is_open = true;
            layout.row(row, texts, builder.get_or_insert_default());
        }
        if let Some(builder) = builder {
            document.grid(builder.finish());
        }
    }
}

/// How a sheet's cells are merged, between the first and the last column in use.
struct Layout {
    merged: BTreeMap<(u32, u32), (u32, u32)>,
    from: u32,
    to: u32,
    covered: Covered,
}

impl Layout {
    /// Whether a row is a line of text above a table: one text as wide as the sheet, or on its own
    /// where no table has begun.
    fn is_heading(&self, row: u32, texts: &BTreeMap<u32, String>, is_open: bool) -> bool {
        let mut columns = texts.keys();
        let (Some(&column), None) = (columns.next(), columns.next()) else { return false };
        let (rows, wide) = self.merged.get(&(row, column)).copied().unwrap_or((1, 1));
        rows == 1 && (!is_open || column <= self.from && column.saturating_add(wide) > self.to && self.to > self.from)
    }

    fn row(&mut self, row: u32, mut texts: BTreeMap<u32, String>, builder: &mut GridBuilder) {
        builder.row();
        for column in self.from..=self.to {
            if self.covered.holds(row, column) {
                continue;
            }
            let (rows, columns) = self.merged.get(&(row, column)).copied().unwrap_or((1, 1));
            self.covered.add(row, column, rows, columns);
            let columns = columns.min(self.to - column + 1);
            builder.cell(texts.remove(&column).unwrap_or_default(), columns as usize, rows as usize);
        }
    }
}

/// Which places merged cells cover.
#[derive(Default)]
struct Covered {
    /// By column: up to which row.
    columns: BTreeMap<u32, u32>,
    /// In any column.
    until: u32,
}

impl Covered {
    fn holds(&self, row: u32, column: u32) -> bool {
        self.columns.get(&column).is_some_and(|&to| row < to)
    }

    fn add(&mut self, row: u32, column: u32, rows: u32, columns: u32) {
        let end = row.saturating_add(rows);
        self.until = self.until.max(end);
        for column in column..column.saturating_add(columns) {
            let to = self.columns.entry(column).or_default();
            *to = (*to).max(end);
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
        if places(&document) >= MAX_PLACES {
            document.remark(crate::read::grid::TOO_LARGE);
            break;
        }
        document.lines(&sheet.name);
        sheet.write(&mut document);
    }
    document
}

/// How many cells a document's tables have.
fn places(document: &Document) -> usize {
    let rows = document.pieces.iter().flat_map(|piece| match piece {
        Piece::Grid(grid) => grid.rows.as_slice(),
        Piece::Line(_) => &[],
    });
    rows.map(Vec::len).sum()
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
    // Most figures are whole, and need no rounding.
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return (value as i64).to_string();
    }
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
            [(51.25 + 0.05 + 0.01, "51.31"), (0.1 + 0.2, "0.3"), (129_062.0, "129062"), (-7.0, "-7"), (-0.0, "0")]
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
