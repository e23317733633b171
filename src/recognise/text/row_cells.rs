//! Figures that follow each other in running text: which belong to one row.

use crate::doubt::Doubt;
use crate::recognise::evidence::align::windows;
use crate::recognise::evidence::{CellAt, Draft, RowAt};
use crate::recognise::tokens::token::{Kind, Token};

fn is_figure(token: &&Token) -> bool {
    matches!(token.kind, Kind::Value(_) | Kind::Blank)
}

/// A cell behind a row's label.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RowCell<'d> {
    /// As written; "" for a blank.
    pub text: &'d str,
    /// Why a person may see something else there.
    pub doubt: Option<Doubt>,
}

impl<'d> RowCell<'d> {
    /// The cell that a figure, a blank or a word is.
    pub fn of(token: &Token<'d>) -> Self {
        let text = if let Kind::Value(text) | Kind::Other(text) = token.kind { text } else { "" };
        Self { text, doubt: token.at.flaw.map(Doubt::from) }
    }
}

/// The texts of cells.
pub(crate) fn texts<'d>(cells: &[RowCell<'d>]) -> Vec<&'d str> {
    cells.iter().map(|cell| cell.text).collect()
}

/// The figures at the start that belong together: a row of a grid, or figures one a line.
pub(crate) fn line<'t, 'd>(tokens: &'t [Token<'d>]) -> &'t [Token<'d>] {
    let row = row(tokens);
    if row > 1 { &tokens[..row] } else { one_a_line(tokens) }
}

/// How many figures at the start stand in one row.
fn row(tokens: &[Token]) -> usize {
    let first = tokens.iter().take(1).take_while(is_figure).count();
    first + tokens[first..].iter().take_while(|token| first > 0 && is_figure(token) && !token.at.starts).count()
}

/// How many figures and words at the start stand in one row of a grid: 见附件 in a cell of figures.
fn row_with_words(tokens: &[Token]) -> usize {
    let is_cell = |token: &&Token| is_figure(token) || matches!(token.kind, Kind::Other(text) if !text.is_empty());
    let in_row = |(number, token): (usize, &Token)| {
        token.at.cell.row.length > 1 && is_cell(&token) && (number == 0 || !token.at.starts)
    };
    let count = tokens.iter().enumerate().take_while(|(number, token)| in_row((*number, token))).count();
    if tokens[..count].iter().any(|token| is_figure(&token)) { count } else { 0 }
}

/// So many cells or more at the start that stand in one row of a grid, words among them.
pub(crate) fn worded<'d>(tokens: &[Token<'d>], least: usize) -> Option<(Vec<RowCell<'d>>, usize)> {
    let count = row_with_words(tokens);
    (count >= least).then(|| (tokens[..count].iter().map(RowCell::of).collect(), count))
}

/// The figures at the start that stand alone on their lines.
fn one_a_line<'t, 'd>(tokens: &'t [Token<'d>]) -> &'t [Token<'d>] {
    let alone = |at: &usize| {
        let beside = tokens.get(at + 1).is_some_and(|next| is_figure(&next) && !next.at.starts);
        is_figure(&&tokens[*at]) && tokens[*at].at.starts && !beside
    };
    &tokens[..(0..tokens.len()).take_while(alone).count()]
}

/// So many cells at the start, over line ends inside cells: `12⏎⇥0`. What follows such a line end
/// is the rest of the cell before, and must be empty. Also how many tokens they take.
pub(crate) fn mended<'d>(tokens: &[Token<'d>], width: usize) -> Option<(Vec<RowCell<'d>>, usize)> {
    let mut cells: Vec<RowCell> = Vec::new();
    let mut used = 0;
    for token in tokens.iter().take_while(is_figure) {
        match (&token.kind, token.at.starts && used > 0) {
            (Kind::Blank, true) => {}
            (_, true) => return None,
            _ => cells.push(RowCell::of(token)),
        }
        if cells.len() > width {
            return None;
        }
        used += 1;
    }
    (cells.len() == width).then_some((cells, used))
}

/// So many cells at the start, on lines and in rows by turns: a browser puts cells of text on lines
/// of their own and tabs between the others, so that `⇥⏎2` is one cell. How many tokens they take.
pub(crate) fn flowing<'d>(tokens: &[Token<'d>], width: usize) -> Option<(Vec<RowCell<'d>>, usize)> {
    // Each cell may have a blank before it; of more figures there is no need to count all.
    let most = 2 * width + 2;
    let figures = &tokens[..tokens.iter().take(most).take_while(is_figure).count()];
    let is_last = |at: usize| figures.get(at + 1).is_none_or(|next| next.at.starts);
    // The blank that ends a row of cells, before a line.
    let glued = |at: &usize| {
        let blank = matches!(figures[*at].kind, Kind::Blank) && !figures[*at].at.starts && is_last(*at);
        blank && at + 1 < figures.len() && is_last(at + 1)
    };
    let cells = (0..figures.len()).filter(|at| !glued(at)).map(|at| RowCell::of(&figures[at]));
    let cells: Vec<RowCell> = cells.collect();
    (cells.len() == width).then_some((cells, figures.len()))
}

/// The cells behind a row's label.
pub(crate) struct Taken<'d> {
    /// As written; blank ones included where tabs show them.
    pub cells: Vec<RowCell<'d>>,
    /// How many tokens they take.
    pub used: usize,
    /// Whether tabs stand between them, so that blank ones show.
    pub by_tabs: bool,
    /// Where the first of them is in its row.
    pub place: CellAt,
}

impl<'d> Taken<'d> {
    /// The cells behind a row's label, where there are any.
    pub fn of_row(of: RowAt, after: &[Token<'d>], draft: &mut Draft) -> Option<Self> {
        let width = draft.width(of.block_at());
        if let Some(taken) = Self::with_words(of, after, draft) {
            return Some(taken);
        }
        let first = after.first().filter(is_figure)?;
        // `label⏎⇥32⇥0`: the label's cell ended with a line end, and the rest of it is empty.
        let beside = after.get(1).is_some_and(|next| is_figure(&next) && !next.at.starts);
        let broken = first.at.starts && matches!(first.kind, Kind::Blank) && beside;
        if first.at.starts && !broken {
            let all: Vec<RowCell> = one_a_line(after).iter().map(RowCell::of).collect();
            let used = all.len();
            let written: Vec<RowCell> = all.iter().copied().filter(|cell| !cell.text.is_empty()).collect();
            // Too many or too few figures on lines of their own: no telling which is which. Empty
            // paragraphs are cells, or the space between paragraphs.
            let blank = written.is_empty() && used > width;
            let whole = || vec![RowCell::default(); width];
            let fits = [all, written].into_iter().find(|cells| cells.len() == width);
            let cells = fits.unwrap_or_else(|| if blank { whole() } else { Vec::new() });
            return (used > 0).then_some(Self { cells, used, by_tabs: false, place: first.at.cell });
        }
        let skip = usize::from(broken);
        let row = row(&after[skip..]).max(1);
        let mut taken = Self {
            cells: after[skip..skip + row].iter().map(RowCell::of).collect(),
            used: skip + row,
            by_tabs: true,
            place: after[skip].at.cell,
        };
        // An empty last cell whose row end the browser wrote like a paragraph's: the next row's
        // label stands where the cell would.
        let glued = after.get(taken.used).is_some_and(|next| !next.at.starts && matches!(next.kind, Kind::Label(..)));
        if glued && taken.cells.len() + 1 == width {
            taken.cells.push(RowCell::default());
        } else if taken.cells.len() < width {
            if let Some((cells, used)) = mended(&after[skip..], width) {
                (taken.cells, taken.used) = (cells, skip + used);
            }
        }
        Some(taken)
    }

    /// The cells behind a label in a row of a grid, where words among them leave one place for each:
    /// a word behind the last, or a finer label before the first, is no figure. Where other rows of the
    /// grid have their first figure, a word is no label.
    fn with_words(of: RowAt, after: &[Token<'d>], draft: &mut Draft) -> Option<Self> {
        let width = draft.width(of.block_at());
        let first = after.first().filter(|first| !first.at.starts)?;
        let (cells, used) = worded(after, row(after) + 1)?;
        if windows(&texts(&cells), width).is_empty() {
            return None;
        }
        let is_finer = cells.len() > width && matches!(first.kind, Kind::Other(_));
        if is_finer && draft.learned(of.table, first.at.cell) != Some(0) {
            draft.blur();
            return None;
        }
        Some(Self { cells, used, by_tabs: true, place: first.at.cell })
    }

    /// The cells, and blank ones up to the length of the grid's longest row.
    pub fn whole(&self) -> Vec<RowCell<'d>> {
        let mut cells = self.cells.clone();
        let length = self.place.row.length;
        if self.by_tabs && self.place.column + cells.len() <= length {
            cells.resize(cells.len() + self.place.longest.saturating_sub(length), RowCell::default());
        }
        cells
    }

    /// Whether nothing is written in them.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.text.is_empty())
    }

    /// Whether cells are lacking at the row's end only.
    pub fn is_short(&self, width: usize) -> bool {
        self.by_tabs && self.cells.len() < width && self.cells.iter().any(|cell| !cell.text.is_empty())
    }
}
