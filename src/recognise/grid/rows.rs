//! A row's label, and the figures behind it.

use super::headers::{At, Headers};
use super::merged::{self, Under};
use crate::doubt::Doubt;
use crate::recognise::evidence::align::{Extent, windows};
use crate::recognise::evidence::{Draft, Figure, Position, RowAt};
use crate::recognise::labels::figure::is_figure;
use crate::recognise::labels::lexicon::Role;

/// The row that a row of cells is, and which of them is its label: the last one that names a row,
/// with nothing but figures behind it.
pub(super) fn row_label(
    headers: &Headers,
    cells: &[At],
    position: &mut Position,
    draft: &mut Draft,
) -> Option<(usize, RowAt)> {
    let is_label = |cell: &At| headers.hits(cell).iter().any(|hit| matches!(hit.term.role, Role::Row(_)));
    let at = cells.iter().rposition(is_label)?;
    if at + 1 == cells.len() {
        return None;
    }
    let is_column = |cell: &At| headers.hits(cell).iter().any(|hit| matches!(hit.term.role, Role::Column(_)));
    if cells.iter().enumerate().any(|(other, cell)| other != at && is_column(cell)) {
        return None;
    }
    let hits = position.take(headers.hits(&cells[at]));
    let groups = headers.groups(cells[at].row);
    let row = position.row(draft, &hits, &groups)?;
    let first = headers.over(draft, row.block_at()).first().map(|(extent, _)| extent.from);
    if first.is_none() && position.is_rather_column(&hits, row) {
        return None;
    }
    // A text between the label and its figures is a finer label, which this form does not know; and
    // a label behind it stands beside it in a header.
    let finer = |cell: &At| {
        let between = first.is_none_or(|first| cell.extent.to <= first);
        !cell.text.trim().is_empty() && !is_figure(cell.text) && (between || !headers.hits(cell).is_empty())
    };
    if cells[at + 1..].iter().any(finer) {
        return None;
    }
    Some((at, row))
}

/// Enters the figures behind a row's label.
pub(super) fn data_row(
    headers: &Headers,
    cells: &[At],
    (label, row): (usize, RowAt),
    position: &mut Position,
    draft: &mut Draft,
) {
    for hit in cells[..=label].iter().flat_map(|cell| headers.hits(cell)).filter(|hit| hit.term.table == row.table) {
        if matches!(hit.term.role, Role::RowGroup(..)) {
            position.group_in_grid(hit.term);
            draft.see(hit.term);
        }
    }
    let at = row.block_at();
    let own = headers.hits(&cells[label]).iter().filter(|hit| hit.term.table == row.table);
    draft.compare(&own.copied().collect::<Vec<_>>());
    let figures = &cells[label + 1..];
    let width = draft.width(at);
    let own = headers.over(draft, at);
    // A table that goes on in another grid, below a page's number or on the next page.
    let goes_on = || position.placed_in(at, headers.width()).filter(|_| figures.len() != width);
    let columns = if own.is_empty() { goes_on().unwrap_or_default() } else { own };
    // Headers lost or renamed, but those that are left stand where the form has them.
    let in_place = |(extent, leaf): &(Extent, usize)| figures.get(*leaf).is_some_and(|cell| cell.extent.meets(*extent));
    if columns.len() < width && figures.len() == width && columns.iter().all(in_place) {
        by_order(headers, figures, &columns, row, position, draft);
    } else if let Some(figures) = among_blanks(figures, &columns, row, draft) {
        by_order(headers, figures, &columns, row, position, draft);
    } else if columns.is_empty() {
        by_window(figures, row, position, draft);
    } else {
        by_header(headers, figures, &columns, row, draft);
        if columns.len() == width {
            position.place(at, headers.width(), columns);
        }
    }
    position.filled(row);
}

/// As many figures as the form has columns that add up, among the blanks of a sheet without spans,
/// where some column labels were lost or renamed and the others stand where the form has them.
fn among_blanks<'c, 'g>(
    figures: &'c [At<'g>],
    columns: &[(Extent, usize)],
    row: RowAt,
    draft: &mut Draft,
) -> Option<&'c [At<'g>]> {
    let is_written = |cell: &At| !cell.text.trim().is_empty();
    let width = draft.width(row.block_at());
    let from = figures.iter().position(is_written)?;
    let own = figures.get(from..from + width)?;
    let in_place = |(extent, leaf): &(Extent, usize)| own[*leaf].extent.meets(*extent);
    let is_whole = own.iter().all(is_written) && !figures[from + width..].iter().any(is_written);
    let texts: Vec<&str> = own.iter().map(|cell| cell.text.trim()).collect();
    let is_found = !columns.is_empty() && columns.len() < width && is_whole && columns.iter().all(in_place);
    (is_found && draft.balances(row, &texts) == Some(true)).then_some(own)
}

/// Figures under column labels.
fn by_header(headers: &Headers, figures: &[At], columns: &[(Extent, usize)], row: RowAt, draft: &mut Draft) {
    let extents: Vec<Extent> = columns.iter().map(|(extent, _)| *extent).collect();
    let own: Vec<Extent> = figures.iter().map(|cell| cell.extent).collect();
    let found = merged::figures(headers, figures[0].row, &extents, figures);
    // A cell too many, or one that spans a column too many, moves those behind it.
    let taken = |at: usize| found.iter().flatten().any(|under| under.cell == Some(at));
    let left = |(at, cell): (usize, &At)| !taken(at) && headers.is_nobodys(cell, &extents);
    let count = (lacks(&own, &extents, &found) || figures.iter().enumerate().any(left)).then_some(Doubt::CellCount);
    let entered = columns.iter().zip(&found).filter_map(|((_, column), under)| Some((*under)?.in_column(*column)));
    let mut entered: Vec<Figure> = entered.collect();
    let doubt = unknown_columns(headers, figures, &extents, row, &entered, draft).or(count);
    let doubt = doubt.or_else(|| draft.is_moved(row, &entered).then_some(Doubt::Moved));
    entered.iter_mut().for_each(|figure| figure.doubt = figure.doubt.or(doubt));
    if entered.is_empty() {
        draft.refuse(row);
    } else {
        draft.enter(row, &entered);
    }
}

/// Notes figures under texts that name no column of the form. Where the row does not add up without
/// them, they may be parts of its sum, and nothing can be said of it.
pub(super) fn unknown_columns(
    headers: &Headers,
    cells: &[At],
    columns: &[Extent],
    row: RowAt,
    entered: &[Figure],
    draft: &mut Draft,
) -> Option<Doubt> {
    let mut adds_up = None;
    for cell in cells
        .iter()
        .filter(|cell| !cell.text.trim().is_empty() && !columns.iter().any(|column| column.meets(cell.extent)))
    {
        let Some(text) = headers.unknown_over(cell, columns) else { continue };
        draft.skip_column(row.table, text);
        if is_figure(cell.text) && cell.text.trim() != "0" {
            let mut texts = vec![""; draft.width(row.block_at())];
            entered.iter().for_each(|figure| texts[figure.column] = figure.text.trim());
            adds_up = draft.balances(row, &texts);
        }
    }
    (adds_up == Some(false)).then_some(Doubt::Header)
}

/// Whether a row lacks cells: it may lack any of them, and the others moved up. Where something was found
/// under every column, be it a cell that hangs from above, none is lacking.
pub(super) fn lacks(own: &[Extent], columns: &[Extent], found: &[Option<Under>]) -> bool {
    let end = |extents: &[Extent]| extents.iter().map(|extent| extent.to).max();
    let each = own.len() == columns.len() && own.iter().zip(columns).all(|(cell, column)| cell.meets(*column));
    !each && end(own) < end(columns) && found.iter().any(Option::is_none)
}

/// As many figures as the form has columns, though not all column labels are there to say so.
fn by_order(
    headers: &Headers,
    figures: &[At],
    columns: &[(Extent, usize)],
    row: RowAt,
    position: &Position,
    draft: &mut Draft,
) {
    let at = row.block_at();
    let placed = position.placed(at).filter(|_| columns.is_empty());
    let order = placed.unwrap_or_else(|| (0..figures.len()).collect());
    let told = |column: usize| columns.iter().any(|known| known.1 == column);
    // Columns whose labels are not the form's are still its columns where the row adds up so.
    let some_told = !columns.is_empty() || position.has_header(at);
    let texts: Vec<&str> = figures.iter().map(|cell| cell.text.trim()).collect();
    let adds_up = some_told && draft.balances(row, &texts) == Some(true);
    let entered = order.iter().zip(figures).map(|(&column, cell)| {
        let unknown = !adds_up && headers.strange[cell.extent.from] && !told(column);
        Figure { column, text: cell.text, doubt: cell.doubt.or(unknown.then_some(Doubt::ByOrder)) }
    });
    let entered: Vec<Figure> = entered.collect();
    draft.enter(row, &entered);
}

/// More or fewer figures than columns, and no column label at all.
fn by_window(figures: &[At], row: RowAt, position: &Position, draft: &mut Draft) {
    let at = row.block_at();
    let width = draft.width(at);
    let texts: Vec<&str> = figures.iter().map(|cell| cell.text.trim()).collect();
    let [start] = windows(&texts, width)[..] else { return draft.refuse(row) };
    let headed = position.has_header(at) && !position.lacks_columns(draft, at);
    let told = headed && position.columns(draft, at).is_some();
    let doubt = if told { None } else { Some(Doubt::ByOrder) };
    let entered = figures[start..start + width].iter().enumerate();
    let entered = entered.map(|(column, cell)| Figure { column, text: cell.text.trim(), doubt: cell.doubt.or(doubt) });
    draft.enter(row, &entered.collect::<Vec<_>>());
}
