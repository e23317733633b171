//! Tables whose columns are not known: a row's label anchors it, and its figures are those that
//! follow.

use super::align::windows;
use super::context::Context;
use super::draft::Draft;
use super::grid;
use super::lexicon::{Hit, Lexicon, Role};
use super::token::{Kind, Token, unrolled};

/// Reads tokens in order.
pub(crate) fn read(tokens: &[Token], lexicon: &Lexicon, context: &mut Context, draft: &mut Draft) {
    let mut at = 0;
    while at < tokens.len() {
        at += match &tokens[at].kind {
            Kind::Label(hits, written) => {
                if let Some(written) = written {
                    draft.see_loosely(lexicon, &hits[0], written);
                }
                1 + label(hits, &tokens[at + 1..], context, draft)
            }
            Kind::Value(_) | Kind::Blank => figures(&tokens[at..], context, draft),
            Kind::Grid(grid) => {
                if !grid::read(grid, lexicon, context, draft) {
                    read(&unrolled(grid, lexicon), lexicon, context, draft);
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
                context.last_group = Some(hit.term);
                draft.see(hit.term);
            }
            _ => draft.see(hit.term),
        }
    }
    if let Some(row) = row {
        let used = row_figures(row, after, context, draft);
        if used == 0 {
            context.name(row);
        }
        // A row's label that also names a column does not head one here.
        return used;
    }
    context.head(&hits);
    0
}

/// The figures of a row, in the cells behind its label. How many tokens were used.
fn row_figures(row: (usize, usize, usize), after: &[Token], context: &mut Context, draft: &mut Draft) -> usize {
    let width = draft.block(row.0, row.1).columns.leaves.len();
    let Some(taken) = Taken::of_row(after, width) else { return 0 };
    if taken.cells.iter().all(|cell| cell.is_empty()) && heads_columns(row, after, draft) {
        return 0;
    }
    let Some(columns) = context.columns(draft, row.0, row.1) else {
        draft.refuse(row);
        context.filled(row);
        return taken.used;
    };
    // Without tabs, a row label left without figures may mean that they went to the next one's.
    let bereft = !taken.by_tabs && context.pending.iter().any(|other| (other.0, other.1) == (row.0, row.1));
    let mut starts = windows(&taken.cells, width);
    let mut uncertain = taken.uncertain || bereft || context.is_strange(row.0, row.1);
    if starts.is_empty() && taken.is_short(width) {
        // A program cut off the blank cells at the row's end, as far as one can tell.
        starts = vec![0];
        uncertain = true;
    }
    if starts.len() > 1 {
        uncertain = true;
        starts.retain(|start| draft.balances(row, &ordered(&taken.cells, *start, &columns)) == Some(true));
        draft.tables[row.0].by_balance |= starts.len() == 1;
    }
    let [start] = starts[..] else {
        // Fifteen figures behind the last row's label are those of all rows beside each other.
        let together = if taken.cells.len() > width { beside(after, context, draft, Some(row)) } else { None };
        if let Some(used) = together {
            return used;
        }
        draft.refuse(row);
        context.filled(row);
        return taken.used;
    };
    let cells = ordered(&taken.cells, start, &columns);
    let cells: Vec<(usize, &str)> = cells.into_iter().enumerate().collect();
    draft.enter(row, &cells, uncertain);
    context.filled(row);
    taken.used
}

/// Whether a row label with nothing but blanks behind it is a header of rows printed beside each
/// other: column labels follow before any figure does.
fn heads_columns((table, block, _): (usize, usize, usize), after: &[Token], draft: &Draft) -> bool {
    let is_column =
        |hit: &Hit| (hit.term.table, hit.term.block) == (table, block) && matches!(hit.term.role, Role::Column(_));
    let until = after.iter().take_while(|token| !matches!(token.kind, Kind::Value(_) | Kind::Grid(_)));
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

/// Figures without a row label in front: all rows of a block beside each other, or the one row
/// that a heading named. How many tokens were used.
fn figures(tokens: &[Token], context: &mut Context, draft: &mut Draft) -> usize {
    beside(tokens, context, draft, None).unwrap_or_else(|| line(tokens).len().max(1))
}

fn beside(
    tokens: &[Token],
    context: &mut Context,
    draft: &mut Draft,
    label: Option<(usize, usize, usize)>,
) -> Option<usize> {
    let mut cells: Vec<&str> = line(tokens).iter().map(text).collect();
    let mut used = cells.len();
    let table = context.table?;
    let mut pending = context.pending.clone();
    pending.extend(label);
    let block = match pending.last() {
        Some(row) => row.1,
        None => (0..draft.form.tables[table].blocks.len()).find(|block| context.has_header(table, *block))?,
    };
    let lines = draft.block(table, block);
    let (rows, width) = (lines.rows.leaves.len(), lines.columns.leaves.len());
    let columns = context.columns(draft, table, block)?;
    if lines.inline && cells.len() < rows * width {
        if let Some(mended) = mended(tokens, rows * width) {
            (cells, used) = mended;
        }
    }
    if lines.inline && cells.len() >= rows * width {
        let blank = cells.iter().all(|cell| cell.is_empty());
        let known = context.has_header(table, block) && cells.len() == rows * width;
        let [start] = windows(&cells, rows * width)[..] else { return None };
        if blank && !known {
            return None;
        }
        for (number, row) in rows_in_order(&pending, rows).into_iter().enumerate() {
            let cells: Vec<(usize, &str)> =
                ordered(&cells, start + number * width, &columns).into_iter().enumerate().collect();
            draft.enter((table, block, row), &cells, false);
            context.filled((table, block, row));
        }
        return Some(used);
    }
    let [row] = context.pending[..] else { return None };
    if !lines.inline
        || cells.len() != width
        || !context.has_header(table, block)
        || cells.iter().all(|cell| cell.is_empty())
    {
        return None;
    }
    let cells: Vec<(usize, &str)> = ordered(&cells, 0, &columns).into_iter().enumerate().collect();
    draft.enter(row, &cells, false);
    context.filled(row);
    Some(used)
}

/// The rows of a block printed beside each other: as their labels were met, else as in the form.
fn rows_in_order(pending: &[(usize, usize, usize)], count: usize) -> Vec<usize> {
    let met: Vec<usize> = pending.iter().map(|row| row.2).collect();
    if met.len() == count { met } else { (0..count).collect() }
}

fn is_figure(token: &&Token) -> bool {
    matches!(token.kind, Kind::Value(_) | Kind::Blank)
}

fn text<'d>(token: &Token<'d>) -> &'d str {
    match token.kind {
        Kind::Value(text) => text,
        _ => "",
    }
}

/// The figures at the start that belong together: a row of a grid, or figures one a line.
fn line<'t, 'd>(tokens: &'t [Token<'d>]) -> &'t [Token<'d>] {
    let row = row(tokens);
    if row > 1 { &tokens[..row] } else { one_a_line(tokens) }
}

/// How many figures at the start stand in one row.
fn row(tokens: &[Token]) -> usize {
    let first = tokens.iter().take(1).take_while(is_figure).count();
    first + tokens[first..].iter().take_while(|token| first > 0 && is_figure(token) && !token.starts).count()
}

/// The figures at the start that stand alone on their lines.
fn one_a_line<'t, 'd>(tokens: &'t [Token<'d>]) -> &'t [Token<'d>] {
    let alone = |at: &usize| {
        let beside = tokens.get(at + 1).is_some_and(|next| is_figure(&next) && !next.starts);
        is_figure(&&tokens[*at]) && tokens[*at].starts && !beside
    };
    &tokens[..(0..tokens.len()).take_while(alone).count()]
}

/// So many cells at the start, over line ends inside cells: `12⏎⇥0`. What follows such a line end
/// is the rest of the cell before, and must be empty. Also how many tokens they take.
fn mended<'d>(tokens: &[Token<'d>], width: usize) -> Option<(Vec<&'d str>, usize)> {
    let mut cells: Vec<&str> = Vec::new();
    let mut used = 0;
    for token in tokens.iter().take_while(is_figure) {
        match (&token.kind, token.starts && used > 0) {
            (Kind::Blank, true) => {}
            (_, true) => return None,
            _ => cells.push(text(token)),
        }
        if cells.len() > width {
            return None;
        }
        used += 1;
    }
    (cells.len() == width).then_some((cells, used))
}

/// The cells behind a row's label.
struct Taken<'d> {
    cells: Vec<&'d str>,
    used: usize,
    by_tabs: bool,
    uncertain: bool,
}

impl<'d> Taken<'d> {
    fn of_row(after: &[Token<'d>], width: usize) -> Option<Self> {
        let first = after.first().filter(is_figure)?;
        // `label⏎⇥32⇥0`: the label's cell ended with a line end, and the rest of it is empty.
        let beside = after.get(1).is_some_and(|next| is_figure(&next) && !next.starts);
        let broken = first.starts && matches!(first.kind, Kind::Blank) && beside;
        if first.starts && !broken {
            let cells: Vec<&str> = one_a_line(after).iter().map(text).collect();
            let used = cells.len();
            // Too many or too few figures on lines of their own: no telling which is which.
            let cells = if used == width { cells } else { Vec::new() };
            return (used > 0).then_some(Self { cells, used, by_tabs: false, uncertain: false });
        }
        let skip = usize::from(broken);
        let row = row(&after[skip..]).max(1);
        let mut taken = Self {
            cells: after[skip..skip + row].iter().map(text).collect(),
            used: skip + row,
            by_tabs: true,
            uncertain: false,
        };
        // An empty last cell whose row end the browser wrote like a paragraph's: the next row's
        // label stands where the cell would.
        let glued = after.get(taken.used).is_some_and(|next| !next.starts && matches!(next.kind, Kind::Label(..)));
        if glued && taken.cells.len() + 1 == width {
            taken.cells.push("");
        } else if taken.cells.len() < width {
            if let Some((cells, used)) = mended(&after[skip..], width) {
                (taken.cells, taken.used) = (cells, skip + used);
            }
        }
        Some(taken)
    }

    /// Whether cells are lacking at the row's end only.
    fn is_short(&self, width: usize) -> bool {
        self.by_tabs && self.cells.len() < width && self.cells.iter().any(|cell| !cell.is_empty())
    }
}
