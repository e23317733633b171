//! A table as a rectangle of cells, with spans written out.

/// Rows of cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// The rows; of equal length only where `aligned`.
    pub rows: Vec<Vec<Cell>>,
    /// Whether cells under each other belong to one column. In pasted text they need not:
    /// spans have vanished there, and a row starts where its first own cell did.
    pub aligned: bool,
    /// Whether rows or columns past the bounds were dropped.
    pub cut: bool,
}

/// One cell of a grid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its text; paragraphs are separated by `\n`. Empty where covered.
    pub text: String,
    /// Its part in a span.
    pub span: Span,
    /// Why the text may not be what a person sees there.
    pub flaw: Option<Flaw>,
}

/// Why a cell's text may not be what a person sees in the document's own program. The text is then
/// what is left without it: "" where nothing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flaw {
    /// What stood there is struck out.
    Struck,
    /// What stands there is hidden.
    Hidden,
    /// A formula whose value was never calculated.
    Stale,
    /// Something lies over the cell: a comment typed on a page, a form field with another value.
    Overlaid,
    /// A picture or a form field stands there, and was not read.
    Unread,
}

/// Whether a cell is one of its own or part of a larger one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// The top left cell, and how many columns it covers.
    Origin {
        /// At least 1.
        columns: usize,
    },
    /// Covered by the cell that starts at this row and column.
    Covered {
        /// Its row.
        row: usize,
        /// Its first column.
        column: usize,
    },
    /// No cell at all: the row is shorter than the grid.
    Lacking,
}

const LACKING: Cell = Cell { text: String::new(), span: Span::Lacking, flaw: None };

impl Default for Span {
    fn default() -> Self {
        Self::Origin { columns: 1 }
    }
}

impl Cell {
    /// A cell of its own.
    pub fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// The same cell without its span.
    fn alone(&self) -> Self {
        Self { span: Span::default(), ..self.clone() }
    }

    /// Whether the cell is one of its own or the first of its span.
    pub fn is_origin(&self) -> bool {
        matches!(self.span, Span::Origin { .. })
    }
}

impl Grid {
    /// A grid whose rows were written one below the other, columns unknown.
    pub fn ragged(rows: Vec<Vec<String>>) -> Self {
        let rows = rows.into_iter().map(|row| row.into_iter().map(Cell::of).collect()).collect();
        Self { rows, aligned: false, cut: false }
    }

    /// The length of the longest row.
    pub fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// Whether its rows are of equal length.
    pub fn is_even(&self) -> bool {
        self.rows.windows(2).all(|pair| pair[0].len() == pair[1].len())
    }

    /// Some of its rows. What hangs down into them from above is blank there.
    pub fn part(&self, rows: std::ops::Range<usize>) -> Self {
        let first = rows.start;
        let cell = |cell: &Cell| match cell.span {
            Span::Covered { row, column } if row >= first => {
                Cell { span: Span::Covered { row: row - first, column }, ..Cell::default() }
            }
            Span::Covered { .. } => Cell::of(""),
            _ => cell.clone(),
        };
        let rows = self.rows[rows].iter().map(|row| row.iter().map(cell).collect()).collect();
        Self { rows, aligned: self.aligned, cut: self.cut }
    }

    /// Some of its rows with columns forgotten: each as its own cells follow each other.
    pub fn texts_of(&self, rows: std::ops::RangeInclusive<usize>) -> Self {
        let own = |row: &Vec<Cell>| row.iter().filter(|cell| cell.is_origin()).map(Cell::alone).collect();
        Self { rows: self.rows[rows].iter().map(own).collect(), aligned: false, cut: false }
    }

    /// Some of its columns. A cell that reaches in from the left starts anew there.
    pub fn columns(&self, columns: std::ops::Range<usize>) -> Self {
        let cell = |(at, cell): (usize, &Cell)| {
            let span = match cell.span {
                Span::Origin { columns: wide } => Span::Origin { columns: wide.min(columns.end - at) },
                Span::Covered { row, column } if column >= columns.start => {
                    Span::Covered { row, column: column - columns.start }
                }
                Span::Covered { .. } => Span::default(),
                Span::Lacking => Span::Lacking,
            };
            Cell { span, ..cell.clone() }
        };
        let part = |row: &Vec<Cell>| {
            let end = columns.end.min(row.len());
            let own = row.iter().enumerate().take(end).skip(columns.start);
            own.map(cell).collect()
        };
        Self { rows: self.rows.iter().map(part).collect(), aligned: self.aligned, cut: self.cut }
    }

    /// The grid with rows for columns. Its rows must be of equal length.
    pub fn turned(&self) -> Self {
        let (rows, columns) = (self.rows.len(), self.width());
        let height = |row: usize, column: usize| {
            let covered = |below: &usize| self.rows[*below][column].span == Span::Covered { row, column };
            1 + (row + 1..rows).take_while(covered).count()
        };
        let cell = |row: usize, column: usize| {
            let Cell { text, span, flaw } = &self.rows[row][column];
            let span = match *span {
                Span::Origin { .. } => Span::Origin { columns: height(row, column) },
                Span::Covered { row, column } => Span::Covered { row: column, column: row },
                Span::Lacking => Span::Lacking,
            };
            Cell { text: text.clone(), span, flaw: *flaw }
        };
        let rows = (0..columns).map(|column| (0..rows).map(|row| cell(row, column)).collect()).collect();
        Self { rows, aligned: self.aligned, cut: self.cut }
    }

    /// The row and column where the cell that covers this place starts.
    pub fn origin(&self, row: usize, column: usize) -> (usize, usize) {
        match self.rows[row][column].span {
            Span::Origin { .. } | Span::Lacking => (row, column),
            Span::Covered { row, column } => (row, column),
        }
    }
}

/// Real tables have fewer than 20 columns; a hostile `colspan` has thousands.
const MAX_COLUMNS: usize = 256;
/// Real tables have fewer than 100 rows.
const MAX_ROWS: usize = 10_000;
/// Cells of one grid, spans written out.
const MAX_CELLS: usize = 200_000;
/// Bytes of one cell's text; the longest label is under 200.
const MAX_CELL_TEXT: usize = 20_000;

/// Said when a grid was larger than that.
pub(crate) const TOO_LARGE: &str = "表格过大，超出部分没有读取。";

/// Places cells as the HTML table model does, within bounds.
#[derive(Clone, Debug, Default)]
pub struct GridBuilder {
    grid: Grid,
    cells: usize,
    /// For each column: the rows that a cell from above still covers, and where that cell starts.
    hanging: Vec<(usize, (usize, usize))>,
    /// The row and column of the cell placed last; nothing where it had no room.
    placed: Option<(usize, usize)>,
}

impl GridBuilder {
    /// Starts a row.
    pub fn row(&mut self) {
        if self.grid.rows.len() >= MAX_ROWS || self.cells >= MAX_CELLS {
            self.grid.cut = true;
            return;
        }
        self.end_row();
        self.grid.rows.push(Vec::new());
    }

    /// Places a cell at the next free column of the current row.
    pub fn cell(&mut self, mut text: String, columns: usize, rows: usize) {
        if self.grid.rows.is_empty() {
            self.row();
        }
        self.placed = None;
        self.cover();
        let row = self.grid.rows.len() - 1;
        let column = self.grid.rows[row].len();
        if column >= MAX_COLUMNS || self.cells >= MAX_CELLS {
            self.grid.cut = true;
            return;
        }
        if text.len() > MAX_CELL_TEXT {
            let end = (0..=MAX_CELL_TEXT).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
            text.truncate(end);
            self.grid.cut = true;
        }
        let columns = columns.clamp(1, MAX_COLUMNS - column);
        self.grid.rows[row].push(Cell { text, span: Span::Origin { columns }, flaw: None });
        self.placed = Some((row, column));
        let end = column + columns;
        self.cells += columns;
        self.hanging.resize(self.hanging.len().max(end), (0, (0, 0)));
        for (at, hanging) in self.hanging[column..end].iter_mut().enumerate() {
            // Where spans overlap, which is an error of the page, both cells are shown in one place;
            // the first to claim it has it here.
            let from = if hanging.0 > 0 { hanging.1 } else { (row, column) };
            *hanging = if hanging.0 > 0 { (hanging.0 - 1, from) } else { (rows.saturating_sub(1), from) };
            if at > 0 {
                self.grid.rows[row]
                    .push(Cell { span: Span::Covered { row: from.0, column: from.1 }, ..Cell::default() });
            }
        }
    }

    /// Ends a group of rows: what hangs down from it ends with it.
    pub fn group(&mut self) {
        self.end_row();
        self.hanging.clear();
    }

    /// The column in which the next cell of the current row will stand.
    pub fn next_column(&mut self) -> usize {
        self.cover();
        self.grid.rows.last().map_or(0, Vec::len)
    }

    /// Marks the cell placed last as one whose text may not be what a person sees.
    pub fn flaw(&mut self, flaw: Flaw) {
        if let Some((row, column)) = self.placed {
            self.grid.rows[row][column].flaw = Some(flaw);
        }
    }

    /// The grid, with every row as long as the longest.
    pub fn finish(mut self) -> Grid {
        self.end_row();
        let width = self.grid.width();
        for row in &mut self.grid.rows {
            let room = MAX_CELLS.saturating_sub(self.cells).min(width - row.len());
            self.cells += room;
            self.grid.cut |= row.len() + room < width;
            row.resize(row.len() + room, LACKING);
        }
        self.grid.aligned = true;
        self.grid
    }

    fn hangs(&self, column: usize) -> bool {
        self.hanging.get(column).is_some_and(|(rows, _)| *rows > 0)
    }

    /// Fills the places that cells from above cover, up to the next free one.
    fn cover(&mut self) {
        let Some(row) = self.grid.rows.last_mut() else { return };
        let top = row.len().min(self.hanging.len());
        for (rows, (from, column)) in &mut self.hanging[top..] {
            if *rows == 0 {
                break;
            }
            *rows -= 1;
            self.cells += 1;
            row.push(Cell { span: Span::Covered { row: *from, column: *column }, ..Cell::default() });
        }
    }

    /// Fills the rest of a row with what hangs down behind its last cell, and blanks in between.
    fn end_row(&mut self) {
        if self.grid.rows.is_empty() {
            return;
        }
        self.cover();
        while let Some(more) = self
            .grid
            .rows
            .last()
            .map(Vec::len)
            .and_then(|end| (end..self.hanging.len()).find(|&column| self.hangs(column)).map(|column| column - end))
        {
            if let Some(row) = self.grid.rows.last_mut() {
                row.resize(row.len() + more, LACKING);
            }
            self.cells += more;
            self.cover();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(grid: &Grid) -> String {
        let cell = |cell: &Cell| match cell.span {
            Span::Origin { .. } if cell.text.is_empty() => "_".to_owned(),
            Span::Origin { .. } => cell.text.clone(),
            Span::Covered { row, column } => format!("{row}{column}"),
            Span::Lacking => "-".to_owned(),
        };
        let row = |row: &Vec<Cell>| row.iter().map(cell).collect::<Vec<_>>().join(" ");
        grid.rows.iter().map(row).collect::<Vec<_>>().join(" / ")
    }

    fn check(rows: &[&[(&str, usize, usize)]], expected: &str) {
        let mut builder = GridBuilder::default();
        for row in rows {
            builder.row();
            for (text, columns, rows) in *row {
                builder.cell((*text).to_owned(), *columns, *rows);
            }
        }
        assert_eq!(drawn(&builder.finish()), expected);
    }

    #[test]
    fn spans_are_written_out() {
        check(&[&[("a", 2, 1), ("b", 1, 2)], &[("c", 1, 1), ("d", 1, 1)]], "a 00 b / c d 02");
        check(&[&[("a", 1, 3), ("b", 1, 1)], &[("c", 1, 1)], &[]], "a b / 00 c / 00 -");
    }

    #[test]
    fn a_group_of_rows_ends_what_hangs_down() {
        let mut builder = GridBuilder::default();
        for (group, rows) in
            [[("a", 1, 9), ("b", 1, 1)].as_slice(), &[("c", 1, 1), ("d", 1, usize::MAX)], &[("e", 1, 1)]]
                .iter()
                .enumerate()
        {
            if group > 0 {
                builder.group();
            }
            for row in [*rows, &[]] {
                builder.row();
                row.iter().for_each(|(text, columns, rows)| builder.cell((*text).to_owned(), *columns, *rows));
            }
        }
        assert_eq!(drawn(&builder.finish()), "a b / 00 - / c d / - 21 / e - / - -");
    }

    #[test]
    fn rows_for_columns() {
        let mut builder = GridBuilder::default();
        for row in [&[("a", 2, 1), ("b", 1, 2)][..], &[("c", 1, 1), ("d", 1, 1)]] {
            builder.row();
            row.iter().for_each(|(text, columns, rows)| builder.cell((*text).to_owned(), *columns, *rows));
        }
        let grid = builder.finish();
        assert_eq!(drawn(&grid.turned()), "a c / 00 d / b 20");
        assert_eq!(grid.turned().turned(), grid);
    }

    #[test]
    fn a_span_from_above_keeps_its_place() {
        check(&[&[("a", 1, 1), ("b", 1, 2)], &[("c", 3, 1), ("d", 1, 1)]], "a b - - / c 01 10 d");
        check(&[&[("a", 1, 1), ("b", 1, 3)], &[("c", 2, 2)], &[("d", 1, 1)]], "a b - / c 01 - / 10 01 d");
        check(&[&[("a", 1, 1), ("b", 1, 1), ("c", 1, 2)], &[("d", 1, 1)]], "a b c / d - 02");
    }

    #[test]
    fn spans_past_all_sense_are_bounded() {
        let mut builder = GridBuilder::default();
        for _ in 0..20_000 {
            builder.row();
            builder.cell("x".to_owned(), 1_000_000, usize::MAX);
            builder.cell("y".to_owned(), 0, 0);
        }
        let grid = builder.finish();
        assert!(grid.cut);
        assert!(grid.rows.iter().map(Vec::len).sum::<usize>() <= MAX_CELLS + MAX_COLUMNS);
    }
}
