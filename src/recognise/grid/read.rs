//! Rows of a grid, from the top.

use super::beside::{unknown_row, unlabelled};
use super::headers::Headers;
use super::rows::{data_row, row_label};
use crate::read::Grid;
use crate::recognise::evidence::{Draft, Position};
use crate::recognise::labels::figure::is_figure;
use crate::recognise::labels::lexicon::Lexicon;
use std::ops::RangeInclusive;

/// Reads a grid row by row, and hands back rows that can only be read as text, by the sequence of
/// their labels: where a table was converted and its merged cells were not, a label stands over its
/// first column only.
pub(crate) struct Reader<'g> {
    lexicon: &'g Lexicon,
    headers: Headers<'g>,
    /// The row at hand, and how many there are.
    row: usize,
    rows: usize,
    /// The first row that may belong to the header of the figures to come.
    since: usize,
    /// A blank row under a header that began at this row: a table left blank, unless figures come
    /// further down.
    blank_row: Option<(usize, usize)>,
    /// Whether any row was recognised.
    found: bool,
}

impl<'g> Reader<'g> {
    pub fn new(grid: &'g Grid, lexicon: &'g Lexicon) -> Self {
        let headers = Headers::new(grid, lexicon);
        Self { lexicon, headers, row: 0, rows: grid.rows.len(), since: 0, blank_row: None, found: false }
    }

    /// Whether any row was recognised.
    pub fn has_found(&self) -> bool {
        self.found
    }

    /// Says whether figures were found in the rows handed back last.
    pub fn took_back(&mut self, found: bool) {
        self.found |= found;
    }

    /// Reads on, up to rows that it hands back; `None` at the end.
    pub fn read(&mut self, position: &mut Position, draft: &mut Draft) -> Option<RangeInclusive<usize>> {
        while self.row < self.rows {
            let row = self.row;
            self.row += 1;
            if let Some(rows) = self.read_row(row, position, draft) {
                return Some(rows);
            }
        }
        if let Some((since, row)) = self.blank_row.take() {
            if !unlabelled(&self.headers, &self.headers.own(row), position, draft) {
                return Some(since..=row);
            }
            self.found = true;
        }
        if std::mem::take(&mut self.rows) > 0 && self.found {
            self.headers.tell(self.lexicon, draft);
        }
        None
    }

    fn read_row(&mut self, row: usize, position: &mut Position, draft: &mut Draft) -> Option<RangeInclusive<usize>> {
        draft.here.row = row;
        let cells = self.headers.own(row);
        if let Some(label) = row_label(&self.headers, &cells, position, draft) {
            self.found = true;
            self.since = row + 1;
            if self.headers.hangs(&cells[label.0]) {
                draft.refuse(label.1);
                position.filled(label.1);
            } else {
                data_row(&self.headers, &cells, label, position, draft);
            }
            return None;
        }
        if cells.iter().any(|cell| !self.headers.hits(cell).is_empty()) {
            self.headers.labels(&cells, position, draft);
            // A group's label with figures of its own: a row of another form.
            if let Some((table, text)) = unknown_row(&self.headers, &cells, position, draft) {
                draft.skip_row(table, text);
            }
            return None;
        }
        let mut left = None;
        if cells.iter().all(|cell| cell.text.trim().is_empty()) {
            self.blank_row = self.blank_row.or(Some((self.since, row)));
        } else {
            // Before any label was met, figures are nobody's; most rows of other tables end here.
            if position.table().is_some() {
                if unlabelled(&self.headers, &cells, position, draft) {
                    self.found = true;
                } else {
                    let unknown = unknown_row(&self.headers, &cells, position, draft);
                    if let Some((table, text)) = unknown {
                        draft.skip_row(table, text);
                    }
                    // Figures whose label says nothing may still get their place by the order of rows; a
                    // single one would pass for a page's number.
                    let single = cells.iter().filter(|cell| is_figure(cell.text)).count() == 1;
                    left = (unknown.is_none() || !single).then_some(self.since..=row);
                }
            }
            self.since = row + 1;
        }
        self.headers.above(&cells);
        left
    }
}
