//! Tables whose columns are known: a figure belongs to the row label beside it and to the column
//! label above it.

use super::align::{Extent, under, windows};
use super::context::Context;
use super::draft::Draft;
use super::lexicon::{Hit, Lexicon, Role, Term};
use super::stream;
use super::token::{is_figure, unrolled};
use crate::form::Line;
use crate::read::{Grid, Span};
use std::collections::HashMap;

/// Reads a grid. Whether any row of it was recognised.
pub(crate) fn read(grid: &Grid, lexicon: &Lexicon, context: &mut Context, draft: &mut Draft) -> bool {
    let mut sheet = Sheet::new(grid, lexicon);
    let mut found = false;
    let mut blank_line = None;
    // The first row that may belong to the header of the figures to come.
    let mut since = 0;
    for row in 0..grid.rows.len() {
        let cells = sheet.own(row);
        if let Some(label) = row_label(&sheet, &cells, context, draft) {
            found = true;
            data_row(&sheet, &cells, label, context, draft);
            since = row + 1;
            continue;
        } else if cells.iter().any(|cell| !sheet.hits(cell).is_empty()) {
            sheet.labels(&cells, context, draft);
            continue;
        } else if cells.iter().all(|cell| cell.text.trim().is_empty()) {
            blank_line = blank_line.or(Some((since, row)));
        } else {
            found |=
                unlabelled(&sheet, &cells, context, draft) || in_sequence(grid, since, row, lexicon, context, draft);
            since = row + 1;
        }
        sheet.above(&cells);
    }
    // A blank line under a header is a table left blank, unless figures came further down.
    if let Some((since, row)) = blank_line {
        found |= unlabelled(&sheet, &sheet.own(row), context, draft)
            || in_sequence(grid, since, row, lexicon, context, draft);
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
    stream::read(&unrolled(&part, lexicon), lexicon, context, draft);
    draft.tables.iter().map(|table| table.cells.len()).sum::<usize>() > before
}

/// A cell with its place.
#[derive(Clone, Copy, Debug)]
struct At<'g> {
    text: &'g str,
    row: usize,
    extent: Extent,
}

/// A label above, as seen from a grid column.
#[derive(Clone, Copy, Debug)]
struct Above {
    row: usize,
    extent: Extent,
    term: Term,
}

struct Sheet<'g> {
    grid: &'g Grid,
    /// What each text may stand for.
    known: HashMap<&'g str, Vec<Hit>>,
    /// For each grid column, the labels above the current row, topmost first.
    columns: Vec<Vec<Above>>,
    /// Whether texts that are no label stand above.
    strange: Vec<bool>,
}

impl<'g> Sheet<'g> {
    fn new(grid: &'g Grid, lexicon: &Lexicon) -> Self {
        let mut known = HashMap::new();
        for cell in grid.rows.iter().flatten() {
            let text = cell.text.as_str();
            if !text.is_empty() && !is_figure(text) && !known.contains_key(text) {
                known.insert(text, lexicon.find(text));
            }
        }
        Self { grid, known, columns: vec![Vec::new(); grid.width()], strange: vec![false; grid.width()] }
    }

    fn hits(&self, cell: &At) -> &[Hit] {
        self.known.get(cell.text).map_or(&[], Vec::as_slice)
    }

    /// The cells that start in a row.
    fn own(&self, row: usize) -> Vec<At<'g>> {
        let cells = self.grid.rows[row].iter().enumerate().filter_map(|(column, cell)| match cell.span {
            Span::Origin { columns } => {
                Some(At { text: &cell.text, row, extent: Extent { from: column, to: column + columns } })
            }
            Span::Covered { .. } => None,
        });
        cells.collect()
    }

    /// The labels over rows that a row's cells, own or hanging from above, carry.
    fn groups(&self, row: usize) -> Vec<Term> {
        let mut groups = Vec::new();
        for column in 0..self.grid.rows[row].len() {
            let (row, column) = self.grid.origin(row, column);
            let hits = self.known.get(self.grid.rows[row][column].text.as_str()).map_or(&[][..], Vec::as_slice);
            let over = hits.iter().map(|hit| hit.term).filter(|term| matches!(term.role, Role::RowGroup(..)));
            groups.extend(over);
        }
        groups.dedup();
        groups
    }

    /// Takes up a row of labels: headers, headings, titles.
    fn labels(&mut self, cells: &[At<'g>], context: &mut Context, draft: &mut Draft) {
        for cell in cells {
            let hits = self.hits(cell).to_vec();
            if hits.is_empty() {
                continue;
            }
            let hits = context.take(&hits);
            for hit in &hits {
                draft.see(hit.term);
                match hit.term.role {
                    Role::RowGroup(..) => context.last_group = Some(hit.term),
                    Role::Heading | Role::Title => context.pending.clear(),
                    _ => {}
                }
            }
        }
        self.above(cells);
    }

    /// Remembers a row's labels for the rows below.
    fn above(&mut self, cells: &[At<'g>]) {
        for cell in cells {
            let hits = self.known.get(cell.text).map_or(&[][..], Vec::as_slice);
            for column in cell.extent.from..cell.extent.to.min(self.columns.len()) {
                // Of what stands there more than once, the nearest counts; so the lists stay short.
                self.columns[column].retain(|above| !hits.iter().any(|hit| hit.term == above.term));
                let labels = hits.iter().map(|hit| Above { row: cell.row, extent: cell.extent, term: hit.term });
                self.columns[column].extend(labels);
                self.strange[column] |= hits.is_empty() && self.known.contains_key(cell.text);
            }
        }
    }

    /// The column headers of a block, by what they head, left to right.
    fn headers(&self, draft: &Draft, table: usize, block: usize) -> Vec<(Extent, usize)> {
        let lines = &draft.block(table, block).columns.leaves;
        let mut headers: Vec<(Extent, usize, usize)> = Vec::new();
        for labels in &self.columns {
            let here = |above: &&Above| (above.term.table, above.term.block) == (table, block);
            let is_leaf = |above: &&Above| matches!(above.term.role, Role::Column(_));
            let Some(nearest) = labels.iter().filter(here).rfind(is_leaf) else { continue };
            let leaves = labels.iter().filter(here).filter(|above| above.row == nearest.row).filter_map(|above| {
                let Role::Column(leaf) = above.term.role else { return None };
                Some((grouped(labels, above.term, &lines[leaf]), leaf))
            });
            let Some((_, leaf)) = best(leaves.collect()) else { continue };
            let known =
                headers.iter().any(|(extent, row, _)| (extent.from, *row) == (nearest.extent.from, nearest.row));
            if !known {
                headers.push((nearest.extent, nearest.row, leaf));
            }
        }
        // Two headers of one name: neither can be trusted.
        let twice = |leaf: usize| headers.iter().filter(|header| header.2 == leaf).count() > 1;
        headers.iter().filter(|header| !twice(header.2)).map(|(extent, _, leaf)| (*extent, *leaf)).collect()
    }
}

/// How many of a column's group labels stand above it in the grid.
fn grouped(labels: &[Above], term: Term, line: &Line) -> usize {
    let Role::Column(leaf) = term.role else { return 0 };
    let holds = |above: &&Above| {
        matches!(above.term.role, Role::ColumnGroup(from, to) if (from..to).contains(&leaf))
            && (above.term.table, above.term.block) == (term.table, term.block)
    };
    labels.iter().filter(holds).count().min(line.path.len())
}

/// The one of the highest rank, where there is one.
fn best(mut ranked: Vec<(usize, usize)>) -> Option<(usize, usize)> {
    ranked.sort_unstable();
    ranked.dedup();
    let best = ranked.pop()?;
    ranked.last().is_none_or(|next| next.0 < best.0).then_some(best)
}

/// The row that a row of cells is, and which of them is its label: the last one that names a row,
/// with nothing but figures behind it.
fn row_label(
    sheet: &Sheet,
    cells: &[At],
    context: &mut Context,
    draft: &mut Draft,
) -> Option<(usize, (usize, usize, usize))> {
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
    // A text between the label and its figures is a finer label, which this form does not know.
    let finer = |cell: &At| {
        !cell.text.trim().is_empty() && !is_figure(cell.text) && first.is_none_or(|first| cell.extent.to <= first)
    };
    if cells[at + 1..].iter().any(finer) {
        return None;
    }
    Some((at, row))
}

fn data_row(
    sheet: &Sheet,
    cells: &[At],
    (at, row): (usize, (usize, usize, usize)),
    context: &mut Context,
    draft: &mut Draft,
) {
    for cell in &cells[..=at] {
        for hit in sheet.hits(cell).iter().filter(|hit| hit.term.table == row.0) {
            let group = matches!(hit.term.role, Role::RowGroup(..));
            if group {
                context.last_group = Some(hit.term);
                draft.see(hit.term);
            }
        }
    }
    let figures = &cells[at + 1..];
    let width = draft.block(row.0, row.1).columns.leaves.len();
    let headers = sheet.headers(draft, row.0, row.1);
    let extents: Vec<Extent> = headers.iter().map(|(extent, _)| *extent).collect();
    let own: Vec<Extent> = figures.iter().map(|cell| cell.extent).collect();
    // Headers lost or renamed, but those that are left stand where the form has them.
    let in_place = |(extent, leaf): &(Extent, usize)| {
        own.get(*leaf).is_some_and(|figure| figure.from < extent.to && extent.from < figure.to)
    };
    if headers.len() < width && figures.len() == width && headers.iter().all(in_place) {
        let strange = figures.iter().any(|cell| sheet.strange[cell.extent.from]);
        let told = !headers.is_empty() || context.has_header(row.0, row.1);
        draft.tables[row.0].by_order |= strange;
        let entered: Vec<(usize, &str)> = figures.iter().map(|cell| cell.text).enumerate().collect();
        draft.enter(row, &entered, strange && !told);
    } else if headers.is_empty() {
        let texts: Vec<&str> = figures.iter().map(|cell| cell.text.trim()).collect();
        match windows(&texts, width)[..] {
            [start] => {
                let told = context.has_header(row.0, row.1) && context.columns(draft, row.0, row.1).is_some();
                draft.tables[row.0].by_order = true;
                let entered: Vec<(usize, &str)> = texts[start..start + width].iter().copied().enumerate().collect();
                draft.enter(row, &entered, !told);
            }
            _ => draft.refuse(row),
        }
    } else {
        let below = under(&extents, &own);
        let entered: Vec<(usize, &str)> =
            headers.iter().zip(&below).filter_map(|((_, leaf), cell)| Some((*leaf, figures[(*cell)?].text))).collect();
        if entered.is_empty() {
            draft.refuse(row)
        } else {
            draft.enter(row, &entered, false);
        }
    }
    context.filled(row);
}

/// Figures without a row label beside them: each under a row label and a column label, or under
/// column labels with the row's name in a heading above the grid.
fn unlabelled(sheet: &Sheet, cells: &[At], context: &mut Context, draft: &mut Draft) -> bool {
    let Some(table) = context.table else { return false };
    for block in 0..draft.form.tables[table].blocks.len() {
        let lines = draft.block(table, block);
        let width = lines.columns.leaves.len();
        let size = lines.rows.leaves.len() * width;
        let heads = heads(sheet, context, draft, table, block);
        let distinct = |heads: &[(Extent, usize, usize)]| {
            let mut spots: Vec<_> = heads.iter().map(|head| (head.1, head.2)).collect();
            spots.sort_unstable();
            spots.dedup();
            spots.len() == heads.len()
        };
        let blank = cells.iter().all(|cell| cell.text.trim().is_empty());
        let whole = heads.len() == size || heads.len() == width && context.pending.len() == 1;
        let partly =
            if lines.inline && context.pending.len() != 1 { heads.len() * 2 > size } else { heads.len() * 2 >= width };
        if !partly || !distinct(&heads) || blank && !whole {
            continue;
        }
        let extents: Vec<Extent> = heads.iter().map(|head| head.0).collect();
        let own: Vec<Extent> = cells.iter().map(|cell| cell.extent).collect();
        let below = under(&extents, &own);
        let mut rows: Vec<usize> = heads.iter().map(|head| head.1).collect();
        rows.sort_unstable();
        rows.dedup();
        let mut found = false;
        for row in rows {
            let entered: Vec<(usize, &str)> = heads
                .iter()
                .zip(&below)
                .filter(|(head, _)| head.1 == row)
                .filter_map(|(head, cell)| Some((head.2, cells[(*cell)?].text)))
                .collect();
            if !entered.is_empty() {
                found |= draft.enter((table, block, row), &entered, false);
                context.filled((table, block, row));
            }
        }
        if found {
            return true;
        }
    }
    false
}

/// The headers of a block whose rows stand beside each other: where, which row, which column.
fn heads(sheet: &Sheet, context: &Context, draft: &Draft, table: usize, block: usize) -> Vec<(Extent, usize, usize)> {
    let named = match context.pending[..] {
        [(t, b, row)] if (t, b) == (table, block) => Some(row),
        _ => None,
    };
    let mut heads: Vec<(usize, (Extent, usize, usize))> = Vec::new();
    for labels in &sheet.columns {
        let here = || labels.iter().filter(|above| (above.term.table, above.term.block) == (table, block));
        let Some(nearest) = here().rfind(|above| matches!(above.term.role, Role::Column(_))) else { continue };
        let leaves = here().filter(|above| above.row == nearest.row).filter_map(|above| match above.term.role {
            Role::Column(leaf) => {
                Some((grouped(labels, above.term, &draft.block(table, block).columns.leaves[leaf]), leaf))
            }
            _ => None,
        });
        let Some((_, leaf)) = best(leaves.collect()) else { continue };
        // Beside each other only where the form prints them so: elsewhere a word such as 其他 that
        // names a row and a column would stand for both.
        let inline = draft.block(table, block).inline;
        let row = here().rev().filter(|above| inline && above.row != nearest.row).find_map(|above| {
            let Role::Row(row) = above.term.role else { return None };
            Some(row)
        });
        let Some(row) = row.or(named) else { continue };
        if !heads.iter().any(|(at, (extent, ..))| (*at, extent.from) == (nearest.row, nearest.extent.from)) {
            heads.push((nearest.row, (nearest.extent, row, leaf)));
        }
    }
    heads.into_iter().map(|(_, head)| head).collect()
}
