//! Tables whose columns are not known: a row's label anchors it, and its figures are those that
//! follow. Grids and figures that run together have rooms of their own; what they leave comes back here.

use super::row_cells::{RowCell, Taken, flowing, line, mended, texts, worded};
use crate::doubt::Doubt;
use crate::read::Grid;
use crate::recognise::digits;
use crate::recognise::evidence::align::windows;
use crate::recognise::evidence::{BlockAt, Draft, Figure, LineAt, Position, RowAt};
use crate::recognise::grid;
use crate::recognise::labels::lexicon::{Hit, Lexicon, Role};
use crate::recognise::tokens::token::{Kind, Token, unrolled};

/// Reads tokens in order.
pub(crate) fn read(tokens: &[Token], lexicon: &Lexicon, position: &mut Position, draft: &mut Draft) {
    let mut at = 0;
    while at < tokens.len() {
        draft.here = tokens[at].at.line;
        at += match &tokens[at].kind {
            Kind::Label(hits, written) => {
                if let Some(written) = written {
                    draft.see_loosely(lexicon, &hits[0], written);
                }
                1 + label(hits, &tokens[at + 1..], position, draft)
            }
            Kind::Value(_) | Kind::Blank => figures(&tokens[at..], position, draft),
            Kind::Figures(..) => digits::read(&tokens[at..], None, position, draft).unwrap_or(1),
            Kind::Grid(grid) => {
                whole_grid(grid, tokens[at].at.line, lexicon, position, draft);
                1
            }
            Kind::Other(_) => word(&tokens[at..], position, draft),
        };
    }
}

/// A text that is no label and no figure: in a row of figures beside each other it may be the first
/// cell's. How many tokens were used.
fn word(tokens: &[Token], position: &mut Position, draft: &mut Draft) -> usize {
    let begins = tokens[0].at.starts && worded(tokens, 2).is_some();
    let found = if begins { beside(tokens, position, draft, None) } else { None };
    found.unwrap_or_else(|| {
        position.other();
        1
    })
}

/// Reads a grid by its rows and columns, and as text what cannot be read so: the rows that it hands
/// back, or all of it.
fn whole_grid(grid: &Grid, line: LineAt, lexicon: &Lexicon, position: &mut Position, draft: &mut Draft) {
    let mut reader = grid::Reader::new(grid, lexicon);
    while let Some(rows) = reader.read(position, draft) {
        let before = draft.count();
        let first = LineAt { row: *rows.start(), ..line };
        let part = grid.texts_of(rows);
        read(&unrolled(&part, first, lexicon), lexicon, position, draft);
        reader.took_back(draft.count() > before);
    }
    if !reader.has_found() {
        read(&unrolled(grid, line, lexicon), lexicon, position, draft);
    }
}

/// A label, and the figures behind it if it is a row's. How many tokens behind it were used.
fn label(hits: &[Hit], after: &[Token], position: &mut Position, draft: &mut Draft) -> usize {
    let hits = position.take(hits);
    draft.compare(&hits);
    let groups: Vec<_> = position.last_group().into_iter().collect();
    let row = position.row(draft, &hits, &groups).filter(|row| !position.is_rather_column(&hits, *row));
    for hit in &hits {
        match hit.term.role {
            Role::Row(_) => {}
            Role::RowGroup(..) => {
                position.group(hit.term);
                draft.see(hit.term);
            }
            Role::Heading | Role::Title => {
                position.close();
                draft.see(hit.term);
            }
            _ => draft.see(hit.term),
        }
    }
    if let Some(row) = row {
        let used = row_figures(row, after, position, draft);
        if used == 0 {
            draft.name(row);
            position.name(row);
            position.head_also(&hits);
        }
        // A row's label that also names a column does not head one here.
        return used;
    }
    position.head(&hits);
    0
}

/// The figures of a row, in the cells behind its label. How many tokens were used.
fn row_figures(row: RowAt, after: &[Token], position: &mut Position, draft: &mut Draft) -> usize {
    let at = row.block_at();
    let width = draft.width(at);
    if let [Token { kind: Kind::Figures(..), .. }, ..] = after {
        return digits::read(after, Some(row), position, draft).unwrap_or(0);
    }
    let Some(taken) = Taken::of_row(row, after, draft) else { return 0 };
    if taken.is_blank() && heads_columns(at, after, draft) {
        return 0;
    }
    let found = position.columns(draft, at).and_then(|columns| {
        let (start, doubt) = start(row, &taken, &columns, position, draft)?;
        Some((ordered(&taken.cells, start, &columns), doubt, columns))
    });
    let Some((cells, doubt, columns)) = found else {
        // Fifteen figures behind the last row's label are those of all rows beside each other.
        let together = if taken.cells.len() > width { beside(after, position, draft, Some(row)) } else { None };
        if together.is_none() {
            draft.refuse(row);
            position.filled(row);
        }
        return together.unwrap_or(taken.used);
    };
    let figures = doubted(row, &cells, doubt, &columns, position, draft);
    if taken.by_tabs || !position.is_hint(draft, at) {
        draft.enter(row, &figures);
    } else {
        draft.hint(row, &figures);
    }
    position.filled(row);
    taken.used
}

/// The figures of a row with what the header at hand casts doubt on.
fn doubted<'d>(
    row: RowAt,
    cells: &[RowCell<'d>],
    doubt: Option<Doubt>,
    columns: &[usize],
    position: &Position,
    draft: &mut Draft,
) -> Vec<Figure<'d>> {
    let at = row.block_at();
    let texts = texts(cells);
    let unknown = position.unknown_columns(draft, at);
    // Columns whose labels are not the form's are still its columns where the row adds up so.
    let told = unknown.is_empty() || unknown.len() < cells.len() && draft.balances(row, &texts) == Some(true);
    // A blank at either end may be a label's, and where a column of zeros was dropped any order adds up.
    let whole = [texts.first(), texts.last()].iter().all(|text| text.is_some_and(|text| !text.is_empty()));
    let lacks = unknown.is_empty()
        && position.lacks_columns(draft, at)
        && !(whole && draft.balances(row, &texts) == Some(true));
    let printed: Vec<Figure> =
        columns.iter().map(|column| Figure { column: *column, text: texts[*column], doubt: None }).collect();
    let moved = draft.is_moved(row, &printed).then_some(Doubt::Moved);
    let all = doubt.or(lacks.then_some(Doubt::Header)).or(moved);
    let of_column = |column: usize| (!told && unknown.contains(&column)).then_some(Doubt::Header);
    let figures = cells.iter().enumerate();
    let figure = |(column, cell): (usize, &RowCell<'d>)| Figure {
        column,
        text: cell.text,
        doubt: cell.doubt.or(all).or(of_column(column)),
    };
    figures.map(figure).collect()
}

/// Which of the cells behind a row's label is its first figure, and why it could be another.
fn start(
    row: RowAt,
    taken: &Taken,
    columns: &[usize],
    position: &Position,
    draft: &mut Draft,
) -> Option<(usize, Option<Doubt>)> {
    let width = columns.len();
    let mut starts = windows(&texts(&taken.cells), width);
    // Blank cells cut off at the row's end: with them, the figures may start elsewhere.
    let whole = taken.whole();
    let padded = windows(&texts(&whole), width);
    let alone = if let [start] = starts[..] { Some(start) } else { None };
    // A whole row that adds up has its own figures, and blanks beside them; zeros add up wherever they stand.
    let fits = |start: usize, draft: &mut Draft| {
        let texts = texts(&ordered(&taken.cells, start, columns));
        let says = texts.iter().any(|text| *text != "0") && texts.iter().all(|text| !text.is_empty());
        says && draft.balances(row, &texts) == Some(true)
    };
    let may_be_others = surplus(taken, width, position);
    let surplus = |start: usize, draft: &mut Draft| (may_be_others && !fits(start, draft)).then_some(Doubt::CellCount);
    let short = taken.is_short(width).then_some(Doubt::CellCount);
    if padded.len() > 1 && !taken.is_blank() {
        starts = padded;
        if let Some(start) = draft.learned(row.table, taken.place).filter(|start| starts.contains(start)) {
            return Some((start, surplus(start, draft).or(short)));
        }
    }
    if starts.is_empty() && short.is_some() {
        // A program cut off the blank cells at the row's end, as far as one can tell.
        return Some((0, short));
    }
    // Without tabs, a row label left without figures may mean that they went to the next one's.
    let bereft = !taken.by_tabs && position.named().iter().any(|other| other.block_at() == row.block_at());
    if let [start] = starts[..] {
        if taken.by_tabs && !taken.is_blank() {
            draft.learn(row.table, taken.place, start);
        }
        return Some((start, bereft.then_some(Doubt::LabelLost).or_else(|| surplus(start, draft))));
    }
    if let Some(start) = draft.learned(row.table, taken.place).filter(|start| starts.contains(start)) {
        return Some((start, surplus(start, draft)));
    }
    if !starts.is_empty() {
        draft.blur();
    }
    starts.retain(|start| draft.balances(row, &texts(&ordered(&taken.cells, *start, columns))) == Some(true));
    let [start] = starts[..] else { return alone.map(|start| (start, Some(Doubt::CellCount))) };
    Some((start, Some(Doubt::ByBalance)))
}

/// Whether there are more cells than columns, and texts in the header that name none of them: one
/// may be theirs.
fn surplus(taken: &Taken, width: usize, position: &Position) -> bool {
    taken.by_tabs && taken.cells.len() > width && position.has_unknown_in_header()
}

/// Whether a row label with nothing but blanks behind it is a header of rows printed beside each
/// other: column labels follow before any figure does.
fn heads_columns(at: BlockAt, after: &[Token], draft: &Draft) -> bool {
    let is_column = |hit: &Hit| {
        (hit.term.table, hit.term.block) == (at.table, at.block) && matches!(hit.term.role, Role::Column(_))
    };
    let until =
        after.iter().take_while(|token| !matches!(token.kind, Kind::Value(_) | Kind::Figures(..) | Kind::Grid(_)));
    draft.block(at).inline
        && until.take(200).any(|token| matches!(&token.kind, Kind::Label(hits, _) if hits.iter().any(is_column)))
}

/// Cells by column: `columns[i]` is the column of the i-th; what was cut off is blank.
fn ordered<'d>(cells: &[RowCell<'d>], start: usize, columns: &[usize]) -> Vec<RowCell<'d>> {
    let mut ordered = vec![RowCell::default(); columns.len()];
    for (at, column) in columns.iter().enumerate() {
        ordered[*column] = cells.get(start + at).copied().unwrap_or_default();
    }
    ordered
}

/// Figures without a row label in front: all rows of a block beside each other, or the one row
/// that a heading named. How many tokens were used.
fn figures(tokens: &[Token], position: &mut Position, draft: &mut Draft) -> usize {
    let found = beside(tokens, position, draft, None);
    found.unwrap_or_else(|| {
        let row = line(tokens);
        let cells: Vec<&str> = row.iter().map(|token| RowCell::of(token).text).collect();
        let alone = cells.iter().filter(|cell| !cell.is_empty()).count() == 1;
        if let Some(row) = position.take_just_read().filter(|_| alone) {
            draft.stray(row);
        }
        if let Some(last) = position.last_row().map(RowAt::block_at) {
            if stands_alone(&cells, last, position, draft) {
                draft.alone(last, &cells);
            }
        }
        row.len().max(1)
    })
}

/// Whether figures without a label make a row of the block at hand, whose rows stand below each other.
fn stands_alone(cells: &[&str], at: BlockAt, position: &Position, draft: &Draft) -> bool {
    let width = draft.width(at);
    let natural = position.columns(draft, at).is_some_and(|columns| columns.is_sorted());
    let whole = cells.len() == width && cells.iter().all(|cell| !cell.is_empty());
    !draft.block(at).inline && width > 2 && whole && natural
}

/// Figures of a block whose rows stand beside each other. How many tokens were used.
fn beside(tokens: &[Token], position: &mut Position, draft: &mut Draft, label: Option<RowAt>) -> Option<usize> {
    let table = position.table()?;
    let at = match label.as_ref().or(position.named().last()) {
        Some(row) => row.block_at(),
        None => {
            let mut blocks = (0..draft.form.tables[table].blocks.len()).map(|block| BlockAt { table, block });
            blocks.find(|at| position.has_header(*at))?
        }
    };
    let lines = draft.block(at);
    let (count, width) = (lines.rows.leaves.len(), lines.columns.leaves.len());
    if !lines.inline {
        return None;
    }
    let columns = position.columns(draft, at)?;
    let (cells, used) = cells_beside(tokens, count * width);
    let blank = cells.iter().all(|cell| cell.text.is_empty());
    let headed = position.has_header(at);
    let (rows, start) = if cells.len() >= count * width {
        let [start] = windows(&texts(&cells), count * width)[..] else { return None };
        // A text in the header that names no column, and a cell too many: one may be its.
        let surplus = cells.len() > count * width;
        let lacks = position.lacks_columns(draft, at);
        if surplus && position.has_unknown_in_header() || blank && (surplus || lacks || !headed) {
            return None;
        }
        (position.rows(draft, at, label)?, start)
    } else {
        // One row, named by a heading, with a header of its own.
        let [row] = position.named()[..] else { return None };
        if cells.len() != width || !headed || blank {
            return None;
        }
        (vec![row.row], 0)
    };
    let lacks = position.lacks_columns(draft, at) || position.has_gaps(draft, at);
    let header = lacks.then_some(Doubt::Header);
    for (number, row) in rows.into_iter().enumerate() {
        let own = ordered(&cells, start + number * width, &columns);
        draft.enter(at.row(row), &figures_of(&own, header));
        position.filled(at.row(row));
    }
    Some(used)
}

/// Cells by column as figures, all of them doubtful for a reason or none.
fn figures_of<'d>(cells: &[RowCell<'d>], doubt: Option<Doubt>) -> Vec<Figure<'d>> {
    let cells = cells.iter().enumerate();
    cells.map(|(column, cell)| Figure { column, text: cell.text, doubt: cell.doubt.or(doubt) }).collect()
}

/// The cells of a line, or so many of several lines, and how many tokens they take.
fn cells_beside<'d>(tokens: &[Token<'d>], size: usize) -> (Vec<RowCell<'d>>, usize) {
    let cells: Vec<RowCell> = line(tokens).iter().map(RowCell::of).collect();
    let short = cells.len() < size;
    let over_lines = || mended(tokens, size).or_else(|| flowing(tokens, size));
    let found = if short { worded(tokens, size).or_else(over_lines) } else { None };
    found.unwrap_or_else(|| {
        let used = cells.len();
        (cells, used)
    })
}
