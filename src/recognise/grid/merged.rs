//! Cells of figures that were merged with their neighbours: a figure that covers several columns or
//! rows belongs to one of them, and nobody can say to which.

use super::headers::{At, Headers};
use crate::doubt::Doubt;
use crate::recognise::evidence::Figure;
use crate::recognise::evidence::align::{Extent, under};

/// What stands under a column's label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Under<'g> {
    pub text: &'g str,
    pub doubt: Option<Doubt>,
    /// The position among the row's cells; nothing where a cell from above covers the place.
    pub cell: Option<usize>,
}

impl<'g> Under<'g> {
    /// The figure that it is in a column.
    pub fn in_column(self, column: usize) -> Figure<'g> {
        Figure { column, text: self.text, doubt: self.doubt }
    }
}

/// For each column, given by the extent of its label, the figure of a row that stands under it, if any
/// does. A figure that covers several columns stands under the first, and is doubtful in all of them.
pub(super) fn figures<'g>(
    headers: &Headers<'g>,
    row: usize,
    columns: &[Extent],
    cells: &[At<'g>],
) -> Vec<Option<Under<'g>>> {
    let own: Vec<Extent> = cells.iter().map(|cell| cell.extent).collect();
    let below = under(columns, &own);
    let figure = |(column, cell): (&Extent, Option<usize>)| {
        let place = cell.or_else(|| covering(*column, columns, &own));
        let Some(at) = place else {
            let covered = (column.from..column.to).any(|column| headers.is_covered_from_above(row, column));
            return covered.then_some(Under { text: "", doubt: Some(Doubt::Merged), cell: None });
        };
        let At { text, doubt, hangs, extent, .. } = cells[at];
        let first = columns.iter().filter(|other| other.meets(extent)).map(|other| other.from).min();
        let across = cell.is_none();
        let text = if across && first != Some(column.from) { "" } else { text };
        let merged = (across || hangs).then_some(Doubt::Merged);
        Some(Under { text, doubt: doubt.or(merged), cell: Some(at) })
    };
    columns.iter().zip(below).map(figure).collect()
}

/// The only cell under a column, where it covers other columns as a whole and no other cell stands
/// under any of them.
fn covering(column: Extent, columns: &[Extent], own: &[Extent]) -> Option<usize> {
    let mut meeting = (0..own.len()).filter(|&at| own[at].meets(column));
    let at = meeting.next().filter(|_| meeting.next().is_none())?;
    let within = |column: &Extent| own[at].from <= column.from && column.to <= own[at].to;
    let mut covered = columns.iter().filter(|column| column.meets(own[at]));
    covered.all(within).then_some(at)
}
