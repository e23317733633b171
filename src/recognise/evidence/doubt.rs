//! Doubts that only the whole table tells.

use super::table::DraftTable;
use crate::doubt::Doubt;
use crate::form::Table;
use crate::recognise::labels::lexicon::Role;
use crate::recognise::reading::Spot;

/// Why what was met elsewhere in a table casts doubt on a cell; `None` where it does not.
pub(super) fn of_table(printed: &Table, read: &DraftTable, spot: Spot) -> Option<Doubt> {
    // Columns in another order than the form's, in which most rows do not add up.
    if read.moved > read.in_place {
        return Some(Doubt::Moved);
    }
    if swallows(printed, read, (spot.block, spot.row)) {
        return Some(Doubt::LabelLost);
    }
    read.misspelt.contains(&(spot.block, spot.column)).then_some(Doubt::Header)
}

/// `行政处罚101200`: of two rows, the label of the second went, and its figures stayed.
fn swallows(printed: &Table, read: &DraftTable, row: (usize, usize)) -> bool {
    let is_met = |row: &(usize, usize)| {
        let named = read.seen.contains(&(row.0, Role::Row(row.1))) || read.named.contains(row);
        named || read.refused.contains(row)
    };
    let next = (row.0, row.1 + 1);
    read.glued.contains(&row) && next.1 < printed.blocks[row.0].rows.leaves.len() && !is_met(&next)
}
