//! Tables whose columns are not known: a row's label anchors it, and its figures are those that
//! follow.

use super::align::windows;
use super::context::Context;
use super::draft::{Draft, RowAt};
use super::grid;
use super::lexicon::{Hit, Lexicon, Role};
use super::run::{Taken, flowing, line, mended, text};
use super::together;
use super::token::{Kind, Token, unrolled};

/// Reads tokens in order.
pub(crate) fn read(tokens: &[Token], lexicon: &Lexicon, context: &mut Context, draft: &mut Draft) {
    let mut at = 0;
    while at < tokens.len() {
        draft.here = tokens[at].line;
        at += match &tokens[at].kind {
            Kind::Label(hits, written) => {
                if let Some(written) = written {
                    draft.see_loosely(lexicon, &hits[0], written);
                }
                1 + label(hits, &tokens[at + 1..], context, draft)
            }
            Kind::Value(_) | Kind::Blank => figures(&tokens[at..], context, draft),
            Kind::Figures(..) => together::read(&tokens[at..], None, context, draft).unwrap_or(1),
            Kind::Grid(grid) => {
                if !grid::read(grid, lexicon, context, draft) {
                    read(&unrolled(grid, tokens[at].line, lexicon), lexicon, context, draft);
                }
                1
            }
            Kind::Other => {
                context.other();
                1
            }
        };
    }
}

/// A label, and the figures behind it if it is a row's. How many tokens behind it were used.
fn label(hits: &[Hit], after: &[Token], context: &mut Context, draft: &mut Draft) -> usize {
    let hits = context.take(hits);
    let groups: Vec<_> = context.last_group.into_iter().collect();
    let row = context.row(draft, &hits, &groups).filter(|row| !context.is_rather_column(&hits, *row));
    for hit in &hits {
        match hit.term.role {
            Role::Row(_) => {}
            Role::RowGroup(..) => {
                context.group(hit.term);
                draft.see(hit.term);
            }
            Role::Heading | Role::Title => {
                context.close();
                draft.see(hit.term);
            }
            _ => draft.see(hit.term),
        }
    }
    if let Some(row) = row {
        let used = row_figures(row, after, context, draft);
        if used == 0 {
            draft.tables[row.0].named.insert((row.1, row.2));
            context.name(row);
            context.head_also(&hits);
        }
        // A row's label that also names a column does not head one here.
        return used;
    }
    context.head(&hits);
    0
}

/// The figures of a row, in the cells behind its label. How many tokens were used.
fn row_figures(row: RowAt, after: &[Token], context: &mut Context, draft: &mut Draft) -> usize {
    let width = draft.block(row.0, row.1).columns.leaves.len();
    if let [Token { kind: Kind::Figures(..), .. }, ..] = after {
        return together::read(after, Some(row), context, draft).unwrap_or(0);
    }
    let Some(taken) = Taken::of_row(after, width) else { return 0 };
    if taken.is_blank() && heads_columns(row, after, draft) {
        return 0;
    }
    let found = context.columns(draft, row.0, row.1).and_then(|columns| {
        let (start, uncertain) = start(row, &taken, &columns, context, draft)?;
        Some((ordered(&taken.cells, start, &columns), uncertain, columns))
    });
    let Some((cells, uncertain, columns)) = found else {
        // Fifteen figures behind the last row's label are those of all rows beside each other.
        let together = if taken.cells.len() > width { beside(after, context, draft, Some(row)) } else { None };
        if together.is_none() {
            draft.refuse(row);
            context.filled(row);
        }
        return together.unwrap_or(taken.used);
    };
    let strange = context.strange(draft, row.0, row.1);
    // Columns whose labels are not the form's are still its columns where the row adds up so.
    let told = strange.is_empty() || strange.len() < width && draft.balances(row, &cells) == Some(true);
    // A blank at either end may be a label's, and where a column of zeros was dropped any order adds up.
    let whole = [cells.first(), cells.last()].iter().all(|cell| cell.is_some_and(|cell| !cell.is_empty()));
    let lacks = strange.is_empty()
        && context.lacks_columns(draft, row.0, row.1)
        && !(whole && draft.balances(row, &cells) == Some(true));
    let moved = draft.is_moved(row, &columns.iter().map(|column| (*column, cells[*column])).collect::<Vec<_>>());
    let doubtful = match (uncertain || lacks || moved, told) {
        (true, _) => (0..width).collect(),
        (false, true) => Vec::new(),
        (false, false) => strange,
    };
    if taken.by_tabs || !is_hint(row, context, draft) {
        draft.enter(row, &numbered(cells), &doubtful);
    } else {
        draft.hint(row, &numbered(cells));
    }
    context.filled(row);
    taken.used
}

/// Whether few figures behind a label may be a number in a sentence: no header stands above them.
pub(super) fn is_hint((table, block, _): RowAt, context: &Context, draft: &Draft) -> bool {
    /// A number has so many digits; more of them are cells.
    const DIGITS: usize = 4;
    draft.block(table, block).columns.leaves.len() < DIGITS && !context.has_header(table, block)
}

/// Which of the cells behind a row's label is its first figure, and whether it could be another.
fn start(row: RowAt, taken: &Taken, columns: &[usize], context: &Context, draft: &mut Draft) -> Option<(usize, bool)> {
    let width = columns.len();
    let mut starts = windows(&taken.cells, width);
    // Blank cells cut off at the row's end: with them, the figures may start elsewhere.
    let whole = taken.whole();
    let padded = windows(&whole, width);
    let alone = if let [start] = starts[..] { Some(start) } else { None };
    if padded.len() > 1 && !taken.is_blank() {
        starts = padded;
        if let Some(start) = draft.learned(taken.place).filter(|start| starts.contains(start)) {
            return Some((start, surplus(taken, width, context) || taken.is_short(width)));
        }
    }
    if starts.is_empty() && taken.is_short(width) {
        // A program cut off the blank cells at the row's end, as far as one can tell.
        return Some((0, true));
    }
    // Without tabs, a row label left without figures may mean that they went to the next one's.
    let bereft = !taken.by_tabs && context.pending.iter().any(|other| (other.0, other.1) == (row.0, row.1));
    let surplus = surplus(taken, width, context);
    if let [start] = starts[..] {
        if taken.by_tabs && !taken.is_blank() {
            draft.learn(taken.place, start);
        }
        return Some((start, bereft || surplus));
    }
    if let Some(start) = draft.learned(taken.place).filter(|start| starts.contains(start)) {
        return Some((start, surplus));
    }
    draft.ambiguous |= !starts.is_empty();
    starts.retain(|start| draft.balances(row, &ordered(&taken.cells, *start, columns)) == Some(true));
    let [start] = starts[..] else { return alone.map(|start| (start, true)) };
    draft.tables[row.0].by_balance = true;
    Some((start, true))
}

/// Whether there are more cells than columns, and texts in the header that name none of them: one
/// may be theirs.
fn surplus(taken: &Taken, width: usize, context: &Context) -> bool {
    taken.by_tabs && taken.cells.len() > width && context.has_strange()
}

/// Whether a row label with nothing but blanks behind it is a header of rows printed beside each
/// other: column labels follow before any figure does.
fn heads_columns((table, block, _): RowAt, after: &[Token], draft: &Draft) -> bool {
    let is_column =
        |hit: &Hit| (hit.term.table, hit.term.block) == (table, block) && matches!(hit.term.role, Role::Column(_));
    let until =
        after.iter().take_while(|token| !matches!(token.kind, Kind::Value(_) | Kind::Figures(..) | Kind::Grid(_)));
    draft.block(table, block).inline
        && until.take(200).any(|token| matches!(&token.kind, Kind::Label(hits, _) if hits.iter().any(is_column)))
}

/// Cells by column: `columns[i]` is the column of the i-th; what was cut off is blank.
fn ordered<'t>(cells: &[&'t str], start: usize, columns: &[usize]) -> Vec<&'t str> {
    let mut ordered = vec![""; columns.len()];
    for (at, column) in columns.iter().enumerate() {
        ordered[*column] = cells.get(start + at).copied().unwrap_or("");
    }
    ordered
}

fn numbered(cells: Vec<&str>) -> Vec<(usize, &str)> {
    cells.into_iter().enumerate().collect()
}

/// Figures without a row label in front: all rows of a block beside each other, or the one row
/// that a heading named. How many tokens were used.
fn figures(tokens: &[Token], context: &mut Context, draft: &mut Draft) -> usize {
    let found = beside(tokens, context, draft, None);
    found.unwrap_or_else(|| {
        let row = line(tokens);
        let cells: Vec<&str> = row.iter().map(text).collect();
        let alone = cells.iter().filter(|cell| !cell.is_empty()).count() == 1;
        if let Some(row) = context.behind.take().filter(|_| alone) {
            draft.doubt(row);
        }
        if let Some(last) = context.last_row.filter(|last| stands_alone(&cells, *last, context, draft)) {
            draft.alone(last, &cells);
        }
        row.len().max(1)
    })
}

/// Whether figures without a label make a row of the block at hand, whose rows stand below each other.
fn stands_alone(cells: &[&str], (table, block, _): RowAt, context: &Context, draft: &Draft) -> bool {
    let lines = draft.block(table, block);
    let natural = context.columns(draft, table, block).is_some_and(|columns| columns.is_sorted());
    let whole = cells.len() == lines.columns.leaves.len() && cells.iter().all(|cell| !cell.is_empty());
    !lines.inline && lines.columns.leaves.len() > 2 && whole && natural
}

fn beside(tokens: &[Token], context: &mut Context, draft: &mut Draft, label: Option<RowAt>) -> Option<usize> {
    let table = context.table?;
    let mut pending = context.pending.clone();
    pending.extend(label);
    let block = match pending.last() {
        Some(row) => row.1,
        None => (0..draft.form.tables[table].blocks.len()).find(|block| context.has_header(table, *block))?,
    };
    let lines = draft.block(table, block);
    let (rows, width) = (lines.rows.leaves.len(), lines.columns.leaves.len());
    if !lines.inline {
        return None;
    }
    let columns = context.columns(draft, table, block)?;
    let cells: Vec<&str> = line(tokens).iter().map(text).collect();
    let short = cells.len() < rows * width;
    let mended = if short { mended(tokens, rows * width).or_else(|| flowing(tokens, rows * width)) } else { None };
    let (cells, used) = mended.unwrap_or_else(|| (line(tokens).iter().map(text).collect(), cells.len()));
    let blank = cells.iter().all(|cell| cell.is_empty());
    let headed = context.has_header(table, block);
    let (rows, start) = if cells.len() >= rows * width {
        let [start] = windows(&cells, rows * width)[..] else { return None };
        // A text in the header that names no column, and a cell too many: one may be its.
        let surplus = cells.len() > rows * width;
        let lacks = context.lacks_columns(draft, table, block);
        if surplus && context.has_strange() || blank && (surplus || lacks || !headed) {
            return None;
        }
        (rows_in_order(context, label, draft, table, block)?, start)
    } else {
        // One row, named by a heading, with a header of its own.
        let [row] = context.pending[..] else { return None };
        if cells.len() != width || !headed || blank {
            return None;
        }
        (vec![row.2], 0)
    };
    let lacks = context.lacks_columns(draft, table, block) || context.has_gaps(draft, table, block);
    let doubtful: Vec<usize> = (0..width).filter(|_| lacks).collect();
    for (number, row) in rows.into_iter().enumerate() {
        let row = (table, block, row);
        draft.enter(row, &numbered(ordered(&cells, start + number * width, &columns)), &doubtful);
        context.filled(row);
    }
    Some(used)
}

/// The rows of a block printed beside each other, in the order of their labels; the last may be the
/// one that the figures stand behind.
pub(super) fn rows_in_order(
    context: &Context,
    last: Option<RowAt>,
    draft: &Draft,
    table: usize,
    block: usize,
) -> Option<Vec<usize>> {
    let mut context = context.clone();
    last.into_iter().for_each(|row| context.name(row));
    context.rows(draft, table, block)
}
