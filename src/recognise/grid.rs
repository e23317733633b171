//! Tables whose columns are known: a figure belongs to the row label beside it and to the column
//! label above it.

use super::align::{Extent, under, windows};
use super::context::Context;
use super::draft::{Draft, RowAt};
use super::lexicon::{Lexicon, Role};
use super::sheet::{At, Head, Sheet};
use super::stream;
use super::token::{is_figure, unrolled};
use crate::read::Grid;

/// Reads a grid. Whether any row of it was recognised.
pub(crate) fn read(grid: &Grid, lexicon: &Lexicon, context: &mut Context, draft: &mut Draft) -> bool {
    let mut sheet = Sheet::new(grid, lexicon);
    let mut found = false;
    let mut blank_line = None;
    // The first row that may belong to the header of the figures to come.
    let mut since = 0;
    for row in 0..grid.rows.len() {
        draft.here.1 = row;
        let cells = sheet.own(row);
        if let Some(label) = row_label(&sheet, &cells, context, draft) {
            found = true;
            if sheet.hangs(&cells[label.0]) {
                draft.refuse(label.1);
                context.filled(label.1);
            } else {
                data_row(&sheet, &cells, label, context, draft);
            }
            since = row + 1;
            continue;
        } else if cells.iter().any(|cell| !sheet.hits(cell).is_empty()) {
            sheet.labels(&cells, context, draft);
            continue;
        } else if cells.iter().all(|cell| cell.text.trim().is_empty()) {
            blank_line = blank_line.or(Some((since, row)));
        } else {
            // Before any label was met, figures are nobody's; most rows of other tables end here.
            found |= context.table.is_some()
                && (unlabelled(&sheet, &cells, context, draft)
                    || in_sequence(grid, since, row, lexicon, context, draft));
            since = row + 1;
        }
        sheet.above(&cells);
    }
    // A blank line under a header is a table left blank, unless figures came further down.
    if let Some((since, row)) = blank_line {
        found |= unlabelled(&sheet, &sheet.own(row), context, draft)
            || in_sequence(grid, since, row, lexicon, context, draft);
    }
    if found {
        sheet.tell(lexicon, draft);
    }
    found
}

/// Reads rows as text, by the sequence of their labels: where a table was converted and its merged
/// cells were not, a label stands over its first column only.
fn in_sequence(
    grid: &Grid,
    from: usize,
    to: usize,
    lexicon: &Lexicon,
    context: &mut Context,
    draft: &mut Draft,
) -> bool {
    let rows = grid.rows[from..=to].iter().map(|row| {
        let own = row.iter().filter(|cell| cell.is_origin());
        own.map(|cell| cell.text.clone()).collect()
    });
    let part = Grid::ragged(rows.collect());
    let before = draft.tables.iter().map(|table| table.cells.len()).sum::<usize>();
    let first = (draft.here.0, from);
    stream::read(&unrolled(&part, first, lexicon), lexicon, context, draft);
    draft.tables.iter().map(|table| table.cells.len()).sum::<usize>() > before
}

/// The row that a row of cells is, and which of them is its label: the last one that names a row,
/// with nothing but figures behind it.
fn row_label(sheet: &Sheet, cells: &[At], context: &mut Context, draft: &mut Draft) -> Option<(usize, RowAt)> {
    let is_label = |cell: &At| sheet.hits(cell).iter().any(|hit| matches!(hit.term.role, Role::Row(_)));
    let at = cells.iter().rposition(is_label)?;
    if at + 1 == cells.len() {
        return None;
    }
    let is_column = |cell: &At| sheet.hits(cell).iter().any(|hit| matches!(hit.term.role, Role::Column(_)));
    if cells.iter().enumerate().any(|(other, cell)| other != at && is_column(cell)) {
        return None;
    }
    let hits = context.take(sheet.hits(&cells[at]));
    let groups = sheet.groups(cells[at].row);
    let row = context.row(draft, &hits, &groups)?;
    let first = sheet.headers(draft, row.0, row.1).first().map(|(extent, _)| extent.from);
    if first.is_none() && context.is_rather_column(&hits, row) {
        return None;
    }
    // A text between the label and its figures is a finer label, which this form does not know; and
    // a label behind it stands beside it in a header.
    let finer = |cell: &At| {
        let between = first.is_none_or(|first| cell.extent.to <= first);
        !cell.text.trim().is_empty() && !is_figure(cell.text) && (between || !sheet.hits(cell).is_empty())
    };
    if cells[at + 1..].iter().any(finer) {
        return None;
    }
    Some((at, row))
}

/// Enters the figures behind a row's label.
fn data_row(sheet: &Sheet, cells: &[At], (at, row): (usize, RowAt), context: &mut Context, draft: &mut Draft) {
    for hit in cells[..=at].iter().flat_map(|cell| sheet.hits(cell)).filter(|hit| hit.term.table == row.0) {
        if matches!(hit.term.role, Role::RowGroup(..)) {
            context.last_group = Some(hit.term);
            draft.see(hit.term);
        }
    }
    let figures = &cells[at + 1..];
    let headers = sheet.headers(draft, row.0, row.1);
    let width = draft.block(row.0, row.1).columns.leaves.len();
    // Headers lost or renamed, but those that are left stand where the form has them.
    let in_place = |(extent, leaf): &(Extent, usize)| figures.get(*leaf).is_some_and(|cell| cell.extent.meets(*extent));
    if headers.len() < width && figures.len() == width && headers.iter().all(in_place) {
        by_order(sheet, figures, &headers, row, context, draft);
    } else if headers.is_empty() {
        by_window(figures, row, context, draft);
    } else {
        by_header(sheet, figures, &headers, row, draft);
        if headers.len() == width {
            context.place(row.0, row.1, headers.iter().map(|(_, leaf)| *leaf).collect());
        }
    }
    context.filled(row);
}

/// Figures under headers.
fn by_header(sheet: &Sheet, figures: &[At], headers: &[(Extent, usize)], row: RowAt, draft: &mut Draft) {
    let extents: Vec<Extent> = headers.iter().map(|(extent, _)| *extent).collect();
    let own: Vec<Extent> = figures.iter().map(|cell| cell.extent).collect();
    let below = under(&extents, &own);
    // A cell too many, or one that spans a column too many, moves those behind it.
    let left = |(at, cell): (usize, &At)| !below.contains(&Some(at)) && sheet.is_nobodys(cell, &extents);
    let doubt = lacks(&own, &extents) || figures.iter().enumerate().any(left);
    let entered: Vec<(usize, &str)> =
        headers.iter().zip(&below).filter_map(|((_, leaf), cell)| Some((*leaf, figures[(*cell)?].text))).collect();
    let doubt = doubt || draft.is_moved(row, &entered);
    let doubtful: Vec<usize> = entered.iter().filter(|_| doubt).map(|(leaf, _)| *leaf).collect();
    if entered.is_empty() {
        draft.refuse(row);
    } else {
        draft.enter(row, &entered, &doubtful);
    }
}

/// Whether a row lacks cells: it may lack any of them, and the others moved up.
fn lacks(own: &[Extent], headers: &[Extent]) -> bool {
    let end = |extents: &[Extent]| extents.iter().map(|extent| extent.to).max();
    let each = own.len() == headers.len() && own.iter().zip(headers).all(|(cell, header)| cell.meets(*header));
    !each && end(own) < end(headers)
}

/// As many figures as the form has columns, though not all headers are there to say so.
fn by_order(
    sheet: &Sheet,
    figures: &[At],
    headers: &[(Extent, usize)],
    row: RowAt,
    context: &Context,
    draft: &mut Draft,
) {
    let placed = context.placed(row.0, row.1).filter(|_| headers.is_empty());
    let columns = placed.unwrap_or_else(|| (0..figures.len()).collect());
    let told = |leaf: &usize| headers.iter().any(|header| header.1 == *leaf);
    let strange = |at: &usize| sheet.strange[figures[*at].extent.from];
    let mut doubtful: Vec<usize> =
        (0..figures.len()).filter(strange).map(|at| columns[at]).filter(|leaf| !told(leaf)).collect();
    draft.tables[row.0].by_order |= !doubtful.is_empty();
    let cells: Vec<&str> = figures.iter().map(|cell| cell.text.trim()).collect();
    // Columns whose labels are not the form's are still its columns where the row adds up so.
    let some_told = !headers.is_empty() || context.has_header(row.0, row.1);
    if some_told && !doubtful.is_empty() && draft.balances(row, &cells) == Some(true) {
        doubtful.clear();
    }
    let entered: Vec<(usize, &str)> = columns.iter().copied().zip(figures.iter().map(|cell| cell.text)).collect();
    draft.enter(row, &entered, &doubtful);
}

/// More or fewer figures than columns, and no header at all.
fn by_window(figures: &[At], row: RowAt, context: &Context, draft: &mut Draft) {
    let width = draft.block(row.0, row.1).columns.leaves.len();
    let texts: Vec<&str> = figures.iter().map(|cell| cell.text.trim()).collect();
    let [start] = windows(&texts, width)[..] else { return draft.refuse(row) };
    let headed = context.has_header(row.0, row.1) && !context.lacks_columns(draft, row.0, row.1);
    let told = headed && context.columns(draft, row.0, row.1).is_some();
    let doubtful: Vec<usize> = if told { Vec::new() } else { (0..width).collect() };
    draft.tables[row.0].by_order = true;
    let entered: Vec<(usize, &str)> = texts[start..start + width].iter().copied().enumerate().collect();
    draft.enter(row, &entered, &doubtful);
}

/// Figures without a row label beside them: each under a row label and a column label, or under
/// column labels with the row's name in a heading above the grid.
fn unlabelled(sheet: &Sheet, cells: &[At], context: &mut Context, draft: &mut Draft) -> bool {
    let Some(table) = context.table else { return false };
    let blank = cells.iter().all(|cell| cell.text.trim().is_empty());
    (0..draft.form.tables[table].blocks.len()).any(|block| {
        let lines = draft.block(table, block);
        let width = lines.columns.leaves.len();
        let size = lines.rows.leaves.len() * width;
        let named = context.pending.len() == 1;
        let heads = sheet.heads(context, draft, table, block);
        let whole = heads.len() == size || heads.len() == width && named;
        let enough = heads.len() * 2 > if lines.inline && !named { size } else { width.saturating_sub(1) };
        let twice = |(at, head): (usize, &Head)| heads[..at].iter().any(|other| other.spot() == head.spot());
        if !enough || blank && !whole || heads.iter().enumerate().any(twice) {
            return false;
        }
        under_heads(sheet, cells, &heads, whole, (table, block), context, draft)
    })
}

/// Enters figures under headers that name both row and column.
fn under_heads(
    sheet: &Sheet,
    cells: &[At],
    heads: &[Head],
    whole: bool,
    (table, block): (usize, usize),
    context: &mut Context,
    draft: &mut Draft,
) -> bool {
    let extents: Vec<Extent> = heads.iter().map(|head| head.extent).collect();
    let own: Vec<Extent> = cells.iter().map(|cell| cell.extent).collect();
    let below = under(&extents, &own);
    // A figure under nothing is one too many, and any of those before it may be.
    let stray = |cell: &At| {
        let headed = extents.iter().any(|extent| extent.meets(cell.extent));
        is_figure(cell.text) && !headed && sheet.is_nobodys(cell, &extents)
    };
    // Where a label was lost, those that are left may stand above others' figures.
    let doubt = !whole || lacks(&own, &extents) || cells.iter().any(stray);
    let mut found = false;
    for row in 0..draft.block(table, block).rows.leaves.len() {
        let here = heads.iter().zip(&below).filter(|(head, _)| head.row == row);
        let entered: Vec<(usize, &str)> =
            here.filter_map(|(head, cell)| Some((head.column, cells[(*cell)?].text))).collect();
        if !entered.is_empty() {
            let doubt = doubt || draft.is_moved((table, block, row), &entered);
            let doubtful: Vec<usize> = entered.iter().filter(|_| doubt).map(|(column, _)| *column).collect();
            found |= draft.enter((table, block, row), &entered, &doubtful);
            context.filled((table, block, row));
        }
    }
    found
}
