//! A grid's labels, looked up once and remembered column by column on the way down.

use crate::doubt::Doubt;
use crate::form::Line;
use crate::order::Map;
use crate::read::{Cell, Grid, Span};
use crate::recognise::evidence::align::Extent;
use crate::recognise::evidence::{BlockAt, Draft, Position};
use crate::recognise::labels::figure::is_figure;
use crate::recognise::labels::lexicon::{Hit, Lexicon, Role, Term};
use std::collections::HashMap;

/// More texts over columns than any table has.
const MAX_OTHERS: usize = 200;

/// A cell with its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At<'g> {
    pub text: &'g str,
    pub row: usize,
    pub extent: Extent,
    /// Why a person may see something else there.
    pub doubt: Option<Doubt>,
    /// Whether it covers the place below as well.
    pub hangs: bool,
}

/// A label above, as seen from a grid column.
#[derive(Clone, Copy, Debug)]
struct Above {
    row: usize,
    extent: Extent,
    term: Term,
}

/// A header that names a row and a column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head {
    pub extent: Extent,
    pub row: usize,
    pub column: usize,
}

impl Head {
    /// The cell of the form that figures below it belong to.
    pub fn spot(&self) -> (usize, usize) {
        (self.row, self.column)
    }
}

/// A grid with what its texts may stand for, read from the top.
pub(crate) struct Headers<'g> {
    grid: &'g Grid,
    /// What each of its texts may stand for.
    known: Vec<Vec<Hit>>,
    /// For each cell, its text among these; nothing for blanks and figures.
    numbers: Vec<Vec<Option<usize>>>,
    /// For each grid column, the labels above the current row, topmost first.
    columns: Vec<Vec<Above>>,
    /// Whether texts that are no label stand above.
    pub strange: Vec<bool>,
    /// Such texts, by the grid columns that they stand over: from the first to the one behind the last.
    others: Map<(usize, usize), &'g str>,
}

impl<'g> Headers<'g> {
    pub fn new(grid: &'g Grid, lexicon: &Lexicon) -> Self {
        let mut known = Vec::new();
        let mut met: HashMap<&str, usize> = HashMap::new();
        let mut number = |text: &'g str| {
            let find = || {
                known.push(lexicon.find(text));
                known.len() - 1
            };
            (!text.is_empty() && !is_figure(text)).then(|| *met.entry(text).or_insert_with(find))
        };
        let mut row = |row: &'g Vec<Cell>| row.iter().map(|cell| number(&cell.text)).collect();
        let numbers = grid.rows.iter().map(&mut row).collect();
        let columns = vec![Vec::new(); grid.width()];
        Self { grid, known, numbers, columns, strange: vec![false; grid.width()], others: Map::default() }
    }

    /// How many columns the grid has.
    pub fn width(&self) -> usize {
        self.columns.len()
    }

    pub fn hits(&self, cell: &At) -> &[Hit] {
        self.hits_at(cell.row, cell.extent.from)
    }

    fn hits_at(&self, row: usize, column: usize) -> &[Hit] {
        self.numbers[row][column].map_or(&[], |number| &self.known[number])
    }

    /// The cells that start in a row.
    pub fn own(&self, row: usize) -> Vec<At<'g>> {
        let cells = self.grid.rows[row].iter().enumerate().filter_map(|(column, cell)| match cell.span {
            Span::Origin { columns } => {
                let (extent, doubt) = (Extent { from: column, to: column + columns }, cell.flaw.map(Doubt::from));
                let hangs = self.covers(row + 1, column, (row, column));
                Some(At { text: &cell.text, row, extent, doubt, hangs })
            }
            Span::Covered { .. } | Span::Lacking => None,
        });
        cells.collect()
    }

    /// Whether the cell that starts at one place covers another.
    fn covers(&self, row: usize, column: usize, start: (usize, usize)) -> bool {
        let has = self.grid.rows.get(row).is_some_and(|cells| cells.len() > column);
        has && self.grid.origin(row, column) == start
    }

    /// Whether a cell that starts in a row above covers a place.
    pub fn is_covered_from_above(&self, row: usize, column: usize) -> bool {
        column < self.grid.rows[row].len() && self.grid.origin(row, column).0 < row
    }

    /// Whether a cell hangs down beside figures of the rows below: it names all of them, and no one.
    pub fn hangs(&self, cell: &At) -> bool {
        let place = (cell.row, cell.extent.from);
        let below = (cell.row + 1..self.grid.rows.len()).take_while(|row| self.covers(*row, place.1, place));
        let written = |cell: &At| !cell.text.trim().is_empty() && is_figure(cell.text);
        below.flat_map(|row| self.own(row)).any(|cell| written(&cell))
    }

    /// Whether something is written in a cell with no text above it, but those over columns known.
    pub fn is_nobodys(&self, cell: &At, columns: &[Extent]) -> bool {
        !cell.text.trim().is_empty() && self.unknown_over(cell, columns).is_none()
    }

    /// The text over a cell that names a column which the form does not have.
    pub fn unknown_over(&self, cell: &At, columns: &[Extent]) -> Option<&'g str> {
        let own = |(place, _): &(&(usize, usize), &&str)| {
            let other = Extent { from: place.0, to: place.1 };
            other.meets(cell.extent) && !columns.iter().any(|column| column.meets(other))
        };
        self.others.iter().find(own).map(|(_, text)| *text)
    }

    /// The labels over rows that a row's cells, own or hanging from above, carry.
    pub fn groups(&self, row: usize) -> Vec<Term> {
        let mut groups = Vec::new();
        for column in 0..self.grid.rows[row].len() {
            let (row, column) = self.grid.origin(row, column);
            let over = self
                .hits_at(row, column)
                .iter()
                .map(|hit| hit.term)
                .filter(|term| matches!(term.role, Role::RowGroup(..)));
            groups.extend(over);
        }
        groups.dedup();
        groups
    }

    /// Takes up a row of labels: headers, headings, titles.
    pub fn labels(&mut self, cells: &[At<'g>], position: &mut Position, draft: &mut Draft) {
        for cell in cells {
            let hits = self.hits(cell).to_vec();
            if hits.is_empty() {
                continue;
            }
            let hits = position.take(&hits);
            draft.compare(&hits);
            for hit in &hits {
                draft.see(hit.term);
                match hit.term.role {
                    Role::RowGroup(..) => position.group_in_grid(hit.term),
                    Role::Heading | Role::Title => position.forget_named(),
                    _ => {}
                }
            }
        }
        self.above(cells);
    }

    /// Remembers a row's labels for the rows below.
    pub fn above(&mut self, cells: &[At<'g>]) {
        for cell in cells {
            let number = self.numbers[cell.row][cell.extent.from];
            let hits = number.map_or(&[][..], |number| &self.known[number]);
            for column in cell.extent.from..cell.extent.to.min(self.columns.len()) {
                // Of what stands there more than once, the nearest counts; so the lists stay short.
                self.columns[column].retain(|above| !hits.iter().any(|hit| hit.term == above.term));
                let labels = hits.iter().map(|hit| Above { row: cell.row, extent: cell.extent, term: hit.term });
                self.columns[column].extend(labels);
                self.strange[column] |= hits.is_empty() && number.is_some();
            }
            if hits.is_empty() && number.is_some() && self.others.len() < MAX_OTHERS {
                self.others.insert((cell.extent.from, cell.extent.to), cell.text);
            }
        }
    }

    /// Tells which labels matched only loosely, top to bottom.
    pub fn tell(&self, lexicon: &Lexicon, draft: &mut Draft) {
        for (cell, number) in self.grid.rows.iter().flatten().zip(self.numbers.iter().flatten()) {
            if let Some(hit) = number.and_then(|number| self.known[number].first()) {
                draft.see_loosely(lexicon, hit, &cell.text);
            }
        }
    }

    /// The column headers of a block, by what they head, left to right.
    pub fn over(&self, draft: &Draft, at: BlockAt) -> Vec<(Extent, usize)> {
        let mut headers: Vec<(&Above, usize)> = Vec::new();
        for labels in &self.columns {
            let Some((above, leaf)) = nearest(labels, draft, at) else { continue };
            if !headers.iter().any(|(known, _)| known.place() == above.place()) {
                headers.push((above, leaf));
            }
        }
        // Two headers of one name: neither can be trusted.
        let twice = |leaf: usize| headers.iter().filter(|header| header.1 == leaf).count() > 1;
        headers.iter().filter(|header| !twice(header.1)).map(|(above, leaf)| (above.extent, *leaf)).collect()
    }

    /// The headers of a block whose rows stand beside each other, or of the one row that a heading
    /// named.
    pub fn heads(&self, position: &Position, draft: &Draft, at: BlockAt) -> Vec<Head> {
        let named = match position.named() {
            [row] if row.block_at() == at => Some(row.row),
            _ => None,
        };
        // Beside each other only where the form prints them so: elsewhere a word such as 其他 that
        // names a row and a column would stand for both.
        let inline = draft.block(at).inline;
        let mut heads: Vec<(&Above, Head)> = Vec::new();
        for labels in &self.columns {
            let Some((above, column)) = nearest(labels, draft, at) else { continue };
            let others = labels.iter().rev().filter(|other| inline && other.is_in(at) && other.row != above.row);
            let mut rows = others.filter_map(|other| match other.term.role {
                Role::Row(row) => Some(row),
                _ => None,
            });
            // Two row labels above each other: a row of the header was moved.
            let row = rows.next();
            let Some(row) = row.or(named).filter(|_| rows.all(|other| Some(other) == row)) else { continue };
            if !heads.iter().any(|(known, _)| known.place() == above.place()) {
                heads.push((above, Head { extent: above.extent, row, column }));
            }
        }
        heads.into_iter().map(|(_, head)| head).collect()
    }
}

impl Above {
    fn is_in(&self, at: BlockAt) -> bool {
        (self.term.table, self.term.block) == (at.table, at.block)
    }

    /// Which cell of the grid it is.
    fn place(&self) -> (usize, usize) {
        (self.row, self.extent.from)
    }
}

/// The lowest column label of a block above a grid column, and the column it stands for.
fn nearest<'l>(labels: &'l [Above], draft: &Draft, at: BlockAt) -> Option<(&'l Above, usize)> {
    let leaf = |above: &Above| match above.term.role {
        Role::Column(leaf) if above.is_in(at) => Some(leaf),
        _ => None,
    };
    let nearest = labels.iter().rfind(|above| leaf(above).is_some())?;
    let lines = &draft.block(at).columns.leaves;
    let readings = labels.iter().filter(|above| above.row == nearest.row).filter_map(|above| {
        let leaf = leaf(above)?;
        Some((grouped(labels, above.term, &lines[leaf]), leaf))
    });
    best(readings.collect()).map(|(_, leaf)| (nearest, leaf))
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
fn best(ranked: Vec<(usize, usize)>) -> Option<(usize, usize)> {
    let best = ranked.iter().copied().max()?;
    ranked.iter().all(|other| *other == best || other.0 < best.0).then_some(best)
}
