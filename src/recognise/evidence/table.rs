//! A form's reading of one table.

use super::doubt;
use super::trial::Trial;
use crate::doubt::Doubt;
use crate::form::Table;
use crate::order::{Map, Set};
use crate::recognise::labels::lexicon::Role;
use crate::recognise::reading::Spot;

/// A form's reading of one table. Outside this room it is only looked at.
#[derive(Default)]
pub(crate) struct DraftTable {
    pub cells: Map<Spot, String>,
    /// Why cells are uncertain, as far as it was known when they were met.
    pub doubts: Map<Spot, Doubt>,
    /// What uncertain cells may hold, by the readings known.
    pub readings: Map<Spot, Vec<String>>,
    /// Labels seen, by block and role.
    pub seen: Set<(usize, Role)>,
    /// Labels of rows and columns that stand there letter by letter, by block and role.
    pub exact: Set<(usize, Role)>,
    /// Labels that matched only loosely: as written, and what they were taken for.
    pub loose: Vec<(String, String)>,
    /// Columns whose labels matched only loosely, by block.
    pub misspelt: Set<(usize, usize)>,
    /// Rows with figures that fit no way of reading them, by block.
    pub refused: Set<(usize, usize)>,
    /// Rows that came again after they had been read: reprinted at the top of a page, or copied.
    pub repeated: Set<(usize, usize)>,
    /// Rows met behind such rows and not read: they belong to a second table.
    pub passed: Set<(usize, usize)>,
    /// How many rows came again since the last new one.
    pub(super) repeats: usize,
    /// Whether a header came behind the last new row: a row that comes again with other figures then
    /// belongs to a second table.
    pub(super) header_behind: bool,
    /// Of rows whose columns stand in another order than the form's, how many do not add up.
    pub moved: usize,
    /// And how many do.
    pub in_place: usize,
    /// Rows whose figures have no space among them, by block.
    pub glued: Set<(usize, usize)>,
    /// Rows of figures in the order met, with their labels or without.
    pub met: Vec<Met>,
    /// Rows whose labels were met without figures, by block.
    pub named: Set<(usize, usize)>,
    /// Texts over columns of figures that are none of the form's.
    pub skipped_columns: Vec<String>,
    /// Texts before rows of figures that are none of the form's.
    pub skipped_rows: Vec<String>,
    /// How many rows lay apart from their labels.
    pub unlabelled: usize,
    /// Rows whose figures may be those of a sentence: `行政强制2件`.
    pub hinted: Set<(usize, usize)>,
    pub(super) trial: Option<Box<Trial>>,
}

/// So many rows are printed again where a table goes on, on the next page or by a slip.
pub(crate) const MOST_REPRINTED: usize = 2;

/// A row as it was met.
pub(crate) enum Met {
    /// One with its label: its block, and the row.
    Labelled(usize, usize),
    /// As many figures as the block has columns, by column, and no label.
    Alone(usize, Vec<String>),
}

impl DraftTable {
    /// Whether a row of a block has cells already.
    pub fn has(&self, block: usize, row: usize) -> bool {
        self.cells.keys().any(|spot| (spot.block, spot.row) == (block, row))
    }

    /// Whether a row of a block was read, and nothing is written in it.
    pub fn is_blank(&self, block: usize, row: usize) -> bool {
        let mut own = self.cells.iter().filter(|(spot, _)| (spot.block, spot.row) == (block, row)).peekable();
        own.peek().is_some() && own.all(|(spot, text)| text.is_empty() && !self.doubts.contains_key(spot))
    }

    /// Whether rows came again.
    pub fn came_again(&self) -> bool {
        !self.repeated.is_empty() || !self.passed.is_empty()
    }

    /// Whether a row that was not read before goes on with the table, though rows came again just now:
    /// a few, and it stands behind all that were read. Rows of a second table fill the gaps of the first.
    pub(super) fn goes_on(&self, block: usize, row: usize) -> bool {
        let behind = || self.cells.keys().all(|spot| (spot.block, spot.row) < (block, row));
        self.repeats == 0 || self.passed.is_empty() && self.repeats <= MOST_REPRINTED && behind()
    }

    /// Why each of its cells is uncertain that is: known when it was met, or told by the whole table.
    pub fn all_doubts(&self, printed: &Table) -> Map<Spot, Doubt> {
        let mut doubts = self.doubts.clone();
        for spot in self.cells.keys() {
            if let Some(doubt) = doubt::of_table(printed, self, *spot) {
                doubts.or_insert(*spot, doubt);
            }
        }
        doubts
    }
}
