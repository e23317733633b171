//! Tables of an RTF file: cells as their marks end them, and the layout that stands before a row.

use super::super::content::{Block, Content};
use super::super::table::{Cell, Row};
use super::Reader;

/// Cells of one row that are laid out.
const MAX_CELLS: usize = 256;

/// How a cell of the row is laid out.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Laid {
    /// Where it ends.
    edge: i32,
    /// Whether it joins the cell before it.
    pub joins: bool,
    /// Whether it begins a cell merged downwards, or goes on with the one above.
    pub begins: bool,
    pub continues: bool,
}

/// The table being read.
#[derive(Debug, Default)]
pub(super) struct Rows {
    row: Row,
    rows: Vec<Row>,
    layout: Vec<Laid>,
    /// What is said of the next cell before its edge.
    pub next: Laid,
    /// Whether some table stands inside another.
    pub nested: bool,
}

impl Rows {
    /// Whether a row of the table has begun or ended.
    pub fn is_open(&self) -> bool {
        !self.row.cells.is_empty() || !self.rows.is_empty()
    }

    /// The layout of a row begins.
    pub fn begin(&mut self) {
        self.layout.clear();
        self.next = Laid::default();
    }

    /// The next cell ends at this edge.
    pub fn edge(&mut self, edge: i32) {
        let next = std::mem::take(&mut self.next);
        if self.layout.len() < MAX_CELLS {
            self.layout.push(Laid { edge, ..next });
        }
    }

    fn end_row(&mut self) {
        let mut row = std::mem::take(&mut self.row);
        let mut edges = Vec::new();
        if self.layout.len() == row.cells.len() {
            // Where the first cell begins is not told; nothing depends on it.
            edges.push(i32::MIN / 2);
            for (cell, laid) in row.cells.iter_mut().zip(&self.layout) {
                edges.push(laid.edge);
                (cell.begins, cell.continues) = (laid.begins, laid.continues);
            }
            for at in (1..row.cells.len()).rev() {
                if self.layout[at].joins {
                    row.cells.remove(at);
                    edges.remove(at);
                }
            }
        }
        row.edges = Some(edges);
        self.rows.push(row);
    }
}

impl Reader {
    pub(super) fn paragraph(&mut self) {
        self.flush();
        let look = self.look();
        self.fields.cut(super::writing(&self.state, &self.table, &mut self.cell, &mut self.body));
        if !self.state.in_table && !self.state.in_box && self.table.row.cells.is_empty() {
            self.end_table();
        }
        // A paragraph whose mark is deleted or hidden goes on with the next.
        if !look.deleted && !look.hidden {
            self.writing().line_end();
        }
    }

    pub(super) fn end_cell(&mut self) {
        self.flush();
        if self.state.in_box {
            return self.line_end();
        }
        let ends_hidden = self.look().hidden;
        self.fields.cut(&mut self.cell);
        let content = std::mem::take(&mut self.cell);
        self.table.row.cells.push(Cell { content, ends_hidden, ..Cell::default() });
    }

    pub(super) fn end_row(&mut self) {
        self.flush();
        if self.state.in_box {
            return self.line_end();
        }
        self.table.end_row();
    }

    fn end_table(&mut self) {
        self.flush();
        if !self.table.rows.is_empty() {
            self.body.line_end();
            self.body.blocks.push(Block::Table(std::mem::take(&mut self.table.rows)));
        }
        let rest = std::mem::take(&mut self.cell);
        self.body.append(rest);
    }

    pub(super) fn finish(mut self) -> Content {
        self.flush();
        if !self.table.row.cells.is_empty() {
            let mut row = std::mem::take(&mut self.table.row);
            row.edges = Some(Vec::new());
            self.table.rows.push(row);
        }
        self.end_table();
        if self.table.nested {
            return without_tables(self.body);
        }
        self.body
    }
}

/// Tables inside tables are not told apart here: all cells become lines, and none is misplaced.
fn without_tables(content: Content) -> Content {
    let mut lines = Content::default();
    for block in content.blocks {
        match block {
            Block::Text(text) => lines.text(&text),
            Block::Table(rows) => {
                for cell in rows.into_iter().flat_map(|row| row.cells) {
                    lines.line_end();
                    lines.append(without_tables(cell.content));
                    lines.line_end();
                }
            }
        }
    }
    lines
}
