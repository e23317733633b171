//! Rows and columns that are not shown, and what is told of them.

use crate::read::{Cell, Grid, Span};

/// What was left out because it is hidden; only what holds a letter or digit is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub rows: usize,
    pub columns: usize,
    pub cells: usize,
    pub tables: bool,
}

impl Told {
    pub fn add(&mut self, other: &Self) {
        self.rows += other.rows;
        self.columns += other.columns;
        self.cells += other.cells;
        self.tables |= other.tables;
    }

    /// What there is to say.
    pub fn remarks(&self) -> Vec<String> {
        let counts = [(self.rows, "行"), (self.columns, "列"), (self.cells, "格")];
        let parts: Vec<String> =
            counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!(" {count} {what}")).collect();
        let counted = (!parts.is_empty()).then(|| format!("网页的表格有{}是隐藏的，没有读取。", parts.join("、")));
        let tables = self.tables.then(|| "网页里有隐藏的表格，没有读取。".to_owned());
        counted.into_iter().chain(tables).collect()
    }
}

/// A grid without some of its rows and columns, and how many of them held something that is nowhere
/// now. A cell that spans what stays moves there.
pub(super) fn without(grid: &Grid, rows: &[bool], columns: &[bool]) -> (Grid, Told) {
    let is_in = |removed: &[bool], at: usize| removed.get(at) == Some(&true);
    // For each cell that has been met, at its origin: where it is now.
    let mut moved: Vec<Vec<Option<(usize, usize)>>> = grid.rows.iter().map(|row| vec![None; row.len()]).collect();
    let mut kept = Vec::new();
    for (row, cells) in grid.rows.iter().enumerate().filter(|(row, _)| !is_in(rows, *row)) {
        let mut own = Vec::new();
        for (column, cell) in cells.iter().enumerate().filter(|(column, _)| !is_in(columns, *column)) {
            let origin = grid.origin(row, column);
            let now = &mut moved[origin.0][origin.1];
            own.push(match *now {
                _ if cell.span == Span::Lacking => cell.clone(),
                Some((row, column)) => Cell { span: Span::Covered { row, column }, ..Cell::default() },
                None => {
                    *now = Some((kept.len(), own.len()));
                    let Cell { text, span, flaw } = grid.rows[origin.0][origin.1].clone();
                    let width = if let Span::Origin { columns } = span { columns } else { 1 };
                    let left = (column..origin.1 + width).filter(|column| !is_in(columns, *column)).count();
                    Cell { text, span: Span::Origin { columns: left.max(1) }, flaw }
                }
            });
        }
        kept.push(own);
    }
    let told = lost(grid, rows, &moved);
    (Grid { rows: kept, aligned: grid.aligned, cut: grid.cut }, told)
}

/// How many rows and columns held what was not kept.
fn lost(grid: &Grid, removed: &[bool], moved: &[Vec<Option<(usize, usize)>>]) -> Told {
    let (mut rows, mut columns) = (vec![false; grid.rows.len()], vec![false; grid.width()]);
    for (row, cells) in grid.rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let has_text = cell.flaw.is_some() || cell.text.contains(char::is_alphanumeric);
            if has_text && cell.is_origin() && moved[row][column].is_none() {
                let is_in_row = removed.get(row) == Some(&true);
                *(if is_in_row { &mut rows[row] } else { &mut columns[column] }) = true;
            }
        }
    }
    let count = |lost: &[bool]| lost.iter().filter(|lost| **lost).count();
    Told { rows: count(&rows), columns: count(&columns), ..Told::default() }
}
