//! A spreadsheet's sheet on its way to a document.

mod hidden;
mod layout;
mod workbook;

use super::formula::Formula;
use super::shown::{Content, has_content};
use crate::read::Flaw;
use hidden::{Lines, Places};
use layout::Covered;
use std::collections::{BTreeMap, BTreeSet};
pub(super) use workbook::workbook;

/// Cells past these are not part of a report; a hostile sheet has one in the last row and column.
const MAX_ROWS: u32 = 10_000;
const MAX_COLUMNS: u32 = 256;
/// Cells with content, and their bytes together.
const MAX_CELLS: usize = 100_000;
const MAX_TEXT: usize = 4 << 20;
/// Sheets that are read.
pub(super) const MAX_SHEETS: usize = 50;

/// A cell's row and column from 0.
pub(super) type Place = (u32, u32);

/// A sheet's cells by row and column, and what is merged and hidden.
#[derive(Debug)]
pub(super) struct Sheet {
    name: String,
    hidden: bool,
    cells: BTreeMap<Place, Content>,
    /// Rows and columns that each merged cell covers, by its first.
    merged: BTreeMap<Place, (u32, u32)>,
    /// Which rows are hidden.
    pub rows: Lines,
    /// Which columns are hidden.
    pub columns: Lines,
    /// Whether zeros are not shown.
    pub hides_zeros: bool,
    /// Stored numbers, however they are shown: what formulas add up.
    numbers: BTreeMap<Place, f64>,
    formulas: BTreeMap<Place, Formula>,
    /// Bytes of text so far.
    text: usize,
    cut: bool,
}

impl Sheet {
    pub fn named(name: String, hidden: bool) -> Self {
        Self {
            name,
            hidden,
            cells: BTreeMap::new(),
            merged: BTreeMap::new(),
            rows: Lines::new(MAX_ROWS),
            columns: Lines::new(MAX_COLUMNS),
            hides_zeros: false,
            numbers: BTreeMap::new(),
            formulas: BTreeMap::new(),
            text: 0,
            cut: false,
        }
    }

    /// Whether more can be entered. Readers ask before they copy a text that many cells share.
    pub fn has_room(&mut self) -> bool {
        let has_room = self.cells.len() < MAX_CELLS && self.text <= MAX_TEXT;
        self.cut |= !has_room;
        has_room
    }

    /// Enters a cell; false where there is no room for it.
    pub fn put(&mut self, place: Place, content: Content) -> bool {
        if content.text.is_empty() && content.flaw.is_none() {
            return true;
        }
        self.text = self.text.saturating_add(content.text.len());
        let fits = self.has_room() && is_within(place);
        if fits {
            self.cells.insert(place, content);
        }
        self.cut |= !fits;
        fits
    }

    /// Enters a cell whose stored value is a number.
    pub fn put_number(&mut self, place: Place, value: f64, content: Content) -> bool {
        let fits = self.put(place, content);
        if fits && is_within(place) {
            self.numbers.insert(place, value);
        }
        fits
    }

    /// Notes a number that formulas add up, though the cell that holds it is covered.
    pub fn put_covered(&mut self, place: Place, value: f64) {
        if is_within(place) && self.numbers.len() < MAX_CELLS {
            self.numbers.insert(place, value);
        }
    }

    /// Notes that a cell has a formula. Its stored value is entered as that of any other cell.
    pub fn put_formula(&mut self, place: Place, formula: Formula) {
        if is_within(place) && self.formulas.len() < MAX_CELLS {
            self.formulas.insert(place, formula);
        }
    }

    /// Merges the cells from the first to the last row and column, both included.
    pub fn merge(&mut self, (top, left): Place, (bottom, right): Place) {
        if top <= bottom && left <= right && is_within((top, left)) && self.merged.len() < MAX_CELLS {
            let rows = bottom.min(MAX_ROWS) - top + 1;
            let columns = right.min(MAX_COLUMNS) - left + 1;
            self.merged.insert((top, left), (rows, columns));
        }
    }

    /// Whether anything stands in the sheet, seen or not.
    fn has_content(&self) -> bool {
        self.cells.values().any(|content| content.flaw.is_some() || !content.text.trim().is_empty())
    }

    /// Takes away the values of formulas that were never calculated, and zeros that are not shown.
    fn settle(&mut self) {
        if self.hides_zeros {
            let zeros = self.numbers.iter().filter(|(_, number)| **number == 0.0);
            self.cells.extend(zeros.map(|(place, _)| (*place, Content::without(Flaw::Hidden))));
        }
        if self.cut {
            // What a formula adds up may have been left out.
            self.formulas.values_mut().for_each(|formula| formula.steps.clear());
        }
        let stale = super::formula::stale(&self.formulas, &self.numbers, &self.cells);
        for place in stale {
            self.cells.insert(place, Content::without(Flaw::Stale));
        }
    }

    /// Takes away what merged cells cover: it is not shown, whatever it holds.
    fn uncover(&mut self) {
        let mut covered = Covered::default();
        let mut merged = BTreeMap::new();
        let mut ahead = std::mem::take(&mut self.merged).into_iter().peekable();
        self.cells.retain(|&(row, column), _| {
            while let Some((place, size)) = ahead.next_if(|(place, _)| *place < (row, column)) {
                if covered.claim(place, size) {
                    merged.insert(place, size);
                }
            }
            !covered.holds(row, column)
        });
        merged.extend(ahead.filter(|(place, size)| covered.claim(*place, *size)));
        self.merged = merged;
    }

    /// What can be seen of the sheet, and what hidden rows and columns held.
    fn seen(mut self) -> Seen {
        self.uncover();
        let (rows, columns) = (self.rows.places(), self.columns.places());
        let mut seen = Seen { name: self.name, cut: self.cut, ..Seen::default() };
        for (place, content) in self.cells {
            let size = self.merged.get(&place).copied().unwrap_or((1, 1));
            match kept(place, size, &rows, &columns) {
                Some((now, _)) => {
                    if let Some(flaw) = content.flaw {
                        seen.flawed.entry(flaw).or_default().push(place);
                    }
                    seen.cells.insert(now, content);
                }
                None if !has_content(&content.text) && content.flaw.is_none() => {}
                None if self.rows.is_hidden(place.0) => {
                    seen.hidden_rows.insert(place.0);
                }
                None => {
                    seen.hidden_columns.insert(place.1);
                }
            }
        }
        let kept = |(place, size)| kept(place, size, &rows, &columns);
        seen.merged = self.merged.into_iter().filter_map(kept).collect();
        seen
    }
}

fn is_within((row, column): Place) -> bool {
    row < MAX_ROWS && column < MAX_COLUMNS
}

/// Where the visible part of a cell stands and how large it is, counted without hidden rows and columns.
fn kept((row, column): Place, size: (u32, u32), rows: &Places, columns: &Places) -> Option<(Place, (u32, u32))> {
    let (row, height) = rows.kept(row, size.0)?;
    let (column, width) = columns.kept(column, size.1)?;
    Some(((row, column), (height, width)))
}

/// A sheet without its hidden rows and columns.
#[derive(Debug, Default)]
struct Seen {
    name: String,
    cells: BTreeMap<Place, Content>,
    merged: BTreeMap<Place, (u32, u32)>,
    /// Places in the sheet whose content may not be what is shown, by why.
    flawed: BTreeMap<Flaw, Vec<Place>>,
    /// Hidden rows and columns that held something.
    hidden_rows: BTreeSet<u32>,
    hidden_columns: BTreeSet<u32>,
    cut: bool,
}
