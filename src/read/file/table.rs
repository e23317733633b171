//! Tables of word processors on their way to a document: cells that go on from above, cells known
//! by their edges, tables inside cells.

use crate::read::{Document, Grid, GridBuilder, Piece};

/// What a text holds, in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// Text; `\n` between paragraphs.
    Text(String),
    /// A table.
    Table(Vec<Row>),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub cells: Vec<Cell>,
    /// Where the cells begin and the last one ends, in the source's unit. Columns are then counted
    /// from the edges of the whole table.
    pub edges: Option<Vec<i32>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// Columns covered; 0 counts as 1.
    pub columns: usize,
    /// Whether it goes on with the cell above it.
    pub continues: bool,
    pub content: Content,
}

/// A run of blocks being written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Content(pub Vec<Block>);

impl Content {
    /// Goes on with the text.
    pub fn text(&mut self, text: &str) {
        match self.0.last_mut() {
            Some(Block::Text(written)) => written.push_str(text),
            _ => self.0.push(Block::Text(text.to_owned())),
        }
    }

    /// Ends a line, unless nothing is on it.
    pub fn line_end(&mut self) {
        if let Some(Block::Text(written)) = self.0.last_mut() {
            if !written.is_empty() && !written.ends_with('\n') {
                written.push('\n');
            }
        }
    }

    /// Adds all of it to a document.
    pub fn write(self, document: &mut Document) {
        for block in self.0 {
            match block {
                Block::Text(text) => document.lines(&text),
                Block::Table(rows) => write_table(rows, document),
            }
        }
    }

    fn holds_table(&self) -> bool {
        self.0.iter().any(|block| matches!(block, Block::Table(_)))
    }

    /// Its text, white space run together as in a page.
    fn into_text(self) -> String {
        let texts = self.0.into_iter().filter_map(|block| match block {
            Block::Text(text) => Some(text),
            Block::Table(_) => None,
        });
        let text: String = texts.collect();
        let lines = text.split('\n').map(|line| line.split([' ', '\t']).filter(|word| !word.is_empty()).collect());
        let lines: Vec<String> = lines.map(|words: Vec<&str>| words.join(" ")).collect();
        lines.join("\n").trim_matches('\n').to_owned()
    }
}

/// A table that holds another only lays out the page: its contents are read in order.
fn write_table(mut rows: Vec<Row>, document: &mut Document) {
    if rows.iter().flat_map(|row| &row.cells).any(|cell| cell.content.holds_table()) {
        rows.into_iter().flat_map(|row| row.cells).for_each(|cell| cell.content.write(document));
    } else if count_columns(&mut rows) {
        document.grid(aligned(rows));
    } else {
        let texts = |row: Row| row.cells.into_iter().map(|cell| cell.content.into_text()).collect();
        let grid = Grid::ragged(rows.into_iter().map(texts).collect());
        if grid.width() > 1 { document.pieces.push(Piece::Grid(grid)) } else { document.grid(grid) }
    }
}

/// Edges closer than this are one, in twips: less than a millimetre.
const NEAR: i32 = 50;

/// Columns of cells known by their edges; false where some row's edges are not known.
fn count_columns(rows: &mut [Row]) -> bool {
    if rows.iter().all(|row| row.edges.is_none()) {
        return true;
    }
    let fits = |row: &Row| {
        let rises = |edges: &Vec<i32>| edges.windows(2).all(|pair| pair[0] < pair[1]);
        row.edges.as_ref().is_some_and(|edges| edges.len() == row.cells.len() + 1 && rises(edges))
    };
    if !rows.iter().all(fits) {
        return false;
    }
    let mut all: Vec<i32> = rows.iter().filter_map(|row| row.edges.as_ref()).flatten().copied().collect();
    all.sort_unstable();
    let mut lines: Vec<i32> = Vec::new();
    for edge in all {
        if lines.last().is_none_or(|&last| edge.saturating_sub(last) > NEAR) {
            lines.push(edge);
        }
    }
    let line = |edge: i32| lines.partition_point(|&line| line <= edge).saturating_sub(1);
    for row in rows {
        let Some(edges) = row.edges.take() else { return false };
        for (cell, pair) in row.cells.iter_mut().zip(edges.windows(2)) {
            cell.columns = line(pair[1]) - line(pair[0]);
        }
        let before = line(edges[0]);
        if before > 0 {
            row.cells.insert(0, Cell { columns: before, ..Cell::default() });
        }
    }
    true
}

fn aligned(rows: Vec<Row>) -> Grid {
    let heights = heights(&rows);
    let mut builder = GridBuilder::default();
    for (row, heights) in rows.into_iter().zip(heights) {
        builder.row();
        for (cell, height) in row.cells.into_iter().zip(heights) {
            if height > 0 {
                builder.cell(cell.content.into_text(), cell.columns.max(1), height);
            }
        }
    }
    builder.finish()
}

/// How many rows each cell covers; 0 for one that goes on from above.
fn heights(rows: &[Row]) -> Vec<Vec<usize>> {
    let mut heights: Vec<Vec<usize>> = rows.iter().map(|row| vec![1; row.cells.len()]).collect();
    // The cells of the row above: first column, columns, and where they start.
    let mut above: Vec<(usize, usize, (usize, usize))> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let mut own = Vec::with_capacity(row.cells.len());
        let mut column: usize = 0;
        for (number, cell) in row.cells.iter().enumerate() {
            let columns = cell.columns.max(1);
            let meeting = above.binary_search_by_key(&column, |(from, _, _)| *from).ok().map(|at| above[at]);
            let start = meeting.filter(|(_, wide, _)| cell.continues && *wide == columns).map(|(_, _, start)| start);
            match start {
                Some((row, cell)) => {
                    heights[row][cell] += 1;
                    heights[at][number] = 0;
                }
                None => heights[at][number] = 1,
            }
            own.push((column, columns, start.unwrap_or((at, number))));
            column = column.saturating_add(columns);
        }
        above = own;
    }
    heights
}
