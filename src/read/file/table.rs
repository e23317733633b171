//! Tables of word processors on their way to a document: cells that go on from above, cells known
//! by their edges, tables inside cells.

use super::content::Content;
use crate::read::{self, Document, Grid, GridBuilder, Piece};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub cells: Vec<Cell>,
    /// Where the cells begin and the last one ends, in the source's unit. Columns are then counted
    /// from the edges of the whole table.
    pub edges: Option<Vec<i32>>,
    /// Whether the row itself is hidden: it shows where anything in it is not.
    pub is_hidden: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// Columns covered; 0 counts as 1.
    pub columns: usize,
    /// Whether it begins a cell merged downwards, and whether it goes on with the one above it.
    pub begins: bool,
    pub continues: bool,
    /// Whether the mark that ends it is hidden text.
    pub ends_hidden: bool,
    pub content: Content,
}

/// A table that holds another only lays out the page: its contents are read in order.
pub(super) fn write_table(mut rows: Vec<Row>, document: &mut Document) {
    rows.iter().flat_map(|row| &row.cells).for_each(|cell| cell.content.remark(document));
    leave_out_hidden(&mut rows, document);
    if rows.iter().flat_map(|row| &row.cells).any(|cell| cell.content.holds_table()) {
        rows.into_iter().flat_map(|row| row.cells).for_each(|cell| cell.content.add_to(document));
    } else if count_columns(&mut rows) {
        document.grid(aligned(rows));
    } else {
        let cell = |cell: Cell| {
            let (text, flaw) = cell.content.into_text();
            read::Cell { text, flaw, ..read::Cell::default() }
        };
        let rows = rows.into_iter().map(|row| row.cells.into_iter().map(cell).collect()).collect();
        let grid = Grid { rows, ..Grid::default() };
        if grid.width() > 1 { document.pieces.push(Piece::Grid(grid)) } else { document.grid(grid) }
    }
}

/// Says which rows have nothing but hidden text. Word shows nothing at all of those that are hidden
/// themselves, or together with the marks that end their cells; the others are blank rows.
fn leave_out_hidden(rows: &mut Vec<Row>, document: &mut Document) {
    let mut number = 0;
    rows.retain(|row| {
        let mut own = row.cells.iter().filter(|cell| !cell.continues);
        let is_hidden =
            own.clone().any(|cell| cell.content.is_hidden()) && own.clone().all(|cell| cell.content.is_blank());
        number += usize::from(is_hidden);
        !is_hidden || !row.is_hidden && !own.all(|cell| cell.ends_hidden)
    });
    if number > 0 {
        document.remark(&format!(
            "表格里有 {number} 行整行设为隐藏文字，没有读取。如果应当计入，请在 Word 里取消“隐藏”后再试。"
        ));
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
                let (text, flaw) = cell.content.into_text();
                builder.cell(text, cell.columns.max(1), height);
                flaw.into_iter().for_each(|flaw| builder.flaw(flaw));
            }
        }
    }
    builder.finish()
}

/// A cell of the row above.
struct Above {
    column: usize,
    columns: usize,
    /// Whether it is part of a cell merged downwards, and the row and number where that starts.
    merges: bool,
    start: (usize, usize),
}

/// How many rows each cell covers; 0 for one that goes on from above.
fn heights(rows: &[Row]) -> Vec<Vec<usize>> {
    let mut heights: Vec<Vec<usize>> = rows.iter().map(|row| vec![1; row.cells.len()]).collect();
    let mut above: Vec<Above> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let mut own = Vec::with_capacity(row.cells.len());
        let mut column: usize = 0;
        for (number, cell) in row.cells.iter().enumerate() {
            let columns = cell.columns.max(1);
            let meeting = above.binary_search_by_key(&column, |above| above.column).ok().map(|at| &above[at]);
            // Word shows a cell that goes on with nothing as one of its own.
            let is_met = |above: &&Above| above.columns == columns && (above.merges || cell.content.is_blank());
            let start = meeting.filter(|_| cell.continues).filter(is_met).map(|above| above.start);
            match start {
                Some((row, cell)) => {
                    heights[row][cell] += 1;
                    heights[at][number] = 0;
                }
                None => heights[at][number] = 1,
            }
            let merges = cell.begins || cell.continues;
            own.push(Above { column, columns, merges, start: start.unwrap_or((at, number)) });
            column = column.saturating_add(columns);
        }
        above = own;
    }
    heights
}
