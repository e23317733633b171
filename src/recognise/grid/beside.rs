//! Figures without a row label beside them: each under a row label and a column label, or under
//! column labels with the row's name in a heading above the grid.

use super::headers::{At, Head, Headers};
use super::merged;
use super::rows::{lacks, unknown_columns};
use crate::doubt::Doubt;
use crate::recognise::evidence::align::Extent;
use crate::recognise::evidence::{BlockAt, Draft, Figure, Position};
use crate::recognise::labels::figure::is_figure;

/// Reads such a row, if it is one. Whether any of it was entered.
pub(super) fn unlabelled(headers: &Headers, cells: &[At], position: &mut Position, draft: &mut Draft) -> bool {
    let Some(table) = position.table() else { return false };
    let blank = cells.iter().all(|cell| cell.text.trim().is_empty());
    (0..draft.form.tables[table].blocks.len()).map(|block| BlockAt { table, block }).any(|at| {
        let lines = draft.block(at);
        let width = lines.columns.leaves.len();
        let size = lines.rows.leaves.len() * width;
        let named = position.named().len() == 1;
        let heads = headers.heads(position, draft, at);
        let whole = heads.len() == size || heads.len() == width && named;
        let enough = heads.len() * 2 > if lines.inline && !named { size } else { width.saturating_sub(1) };
        let twice = |(at, head): (usize, &Head)| heads[..at].iter().any(|other| other.spot() == head.spot());
        if !enough || blank && !whole || heads.iter().enumerate().any(twice) {
            return false;
        }
        under_heads(headers, cells, &heads, whole, at, position, draft)
    })
}

/// Enters figures under headers that name both row and column.
fn under_heads(
    headers: &Headers,
    cells: &[At],
    heads: &[Head],
    whole: bool,
    at: BlockAt,
    position: &mut Position,
    draft: &mut Draft,
) -> bool {
    let extents: Vec<Extent> = heads.iter().map(|head| head.extent).collect();
    let own: Vec<Extent> = cells.iter().map(|cell| cell.extent).collect();
    let found = merged::figures(headers, cells[0].row, &extents, cells);
    // A figure under nothing is one too many, and any of those before it may be.
    let stray = |cell: &At| {
        let headed = extents.iter().any(|extent| extent.meets(cell.extent));
        is_figure(cell.text) && !headed && headers.is_nobodys(cell, &extents)
    };
    // Where a label was lost, those that are left may stand above others' figures.
    let count = lacks(&own, &extents, &found) || cells.iter().any(stray);
    let doubt = (!whole).then_some(Doubt::Header).or(count.then_some(Doubt::CellCount));
    let mut any = false;
    for row in 0..draft.block(at).rows.leaves.len() {
        let here = heads.iter().zip(&found).filter(|(head, _)| head.row == row);
        let mut entered: Vec<Figure> =
            here.filter_map(|(head, under)| Some((*under)?.in_column(head.column))).collect();
        if !entered.is_empty() {
            let doubt = doubt
                .or_else(|| unknown_columns(headers, cells, &extents, at.row(row), &entered, draft))
                .or_else(|| draft.is_moved(at.row(row), &entered).then_some(Doubt::Moved));
            entered.iter_mut().for_each(|figure| figure.doubt = figure.doubt.or(doubt));
            any |= draft.enter(at.row(row), &entered);
            position.filled(at.row(row));
        }
    }
    any
}

/// The table and the text of a row whose figures stand under columns of the table at hand, behind a
/// text that names no row of it: 上年同期.
pub(super) fn unknown_row<'g>(
    headers: &Headers,
    cells: &[At<'g>],
    position: &Position,
    draft: &Draft,
) -> Option<(usize, &'g str)> {
    let table = position.table()?;
    let text = cells.iter().map(|cell| cell.text.trim()).find(|text| !text.is_empty() && !is_figure(text))?;
    let blocks = (0..draft.form.tables[table].blocks.len()).map(|block| BlockAt { table, block });
    let is_under = |at: BlockAt| {
        let columns = headers.over(draft, at);
        let figure = |cell: &&At| is_figure(cell.text) && columns.iter().any(|(extent, _)| extent.meets(cell.extent));
        !columns.is_empty() && cells.iter().filter(figure).count() * 2 > columns.len()
    };
    blocks.into_iter().any(is_under).then_some((table, text))
}
