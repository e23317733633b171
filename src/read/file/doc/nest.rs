//! Tables of an old Word file, put together from the marks that end paragraphs, cells and rows.

use super::super::content::{Block, Content};
use super::super::table::{Cell, Row};
use super::sprm::Paragraph;

/// Tables nest some three deep.
const MAX_NESTED: usize = 30;

/// What ends a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Paragraph,
    /// A mark that is deleted or hidden: the paragraph goes on with the next.
    Joined,
    /// The end of a cell or of a row; hidden, or deleted as a tracked change.
    Cell,
    HiddenCell,
    DeletedCell,
    /// The end of the text.
    End,
}

/// The tables that are open, outermost first.
#[derive(Default)]
pub(super) struct Nest {
    body: Content,
    open: Vec<Open>,
}

#[derive(Default)]
struct Open {
    rows: Vec<Row>,
    row: Row,
    cell: Content,
    /// Whether a tracked change deleted some row.
    revised: bool,
}

impl Nest {
    /// Ends a paragraph, and with it perhaps a cell or a row.
    pub fn end(&mut self, text: Content, mark: Mark, paragraph: &Paragraph) {
        // A cell mark stands in a table, whatever its properties say.
        let cell_mark = matches!(mark, Mark::Cell | Mark::HiddenCell | Mark::DeletedCell);
        let depth = paragraph.depth.max(usize::from(cell_mark)).min(MAX_NESTED);
        while self.open.len() > depth {
            self.close();
        }
        while self.open.len() < depth {
            self.open.push(Open::default());
        }
        let is_inner = depth > 1;
        let ends_row = if is_inner { paragraph.ends_inner_row } else { cell_mark && paragraph.ends_row };
        let ends_cell = if is_inner { paragraph.ends_inner_cell } else { cell_mark };
        let Some(open) = self.open.last_mut() else {
            self.body.append(text);
            if mark != Mark::Joined {
                self.body.line_end();
            }
            return;
        };
        if ends_row {
            let row = std::mem::take(&mut open.row);
            match mark {
                Mark::DeletedCell => open.revised = true,
                _ => open.rows.push(laid_out(row, paragraph)),
            }
            return;
        }
        open.cell.append(text);
        if mark != Mark::Joined {
            open.cell.line_end();
        }
        if ends_cell {
            let ends_hidden = mark == Mark::HiddenCell;
            open.row.cells.push(Cell { content: std::mem::take(&mut open.cell), ends_hidden, ..Cell::default() });
        }
    }

    fn close(&mut self) {
        let Some(mut open) = self.open.pop() else { return };
        if !open.row.cells.is_empty() {
            // A row without an end: where its cells stand is not known.
            open.row.edges = Some(Vec::new());
            open.rows.push(open.row);
        }
        let outside = self.open.last_mut().map_or(&mut self.body, |outer| &mut outer.cell);
        outside.line_end();
        if open.revised {
            outside.revised();
        }
        outside.blocks.push(Block::Table(open.rows));
    }

    pub fn finish(mut self) -> Content {
        while !self.open.is_empty() {
            self.close();
        }
        self.body
    }
}

/// A row with what its end says of its cells.
fn laid_out(mut row: Row, paragraph: &Paragraph) -> Row {
    let mut edges = paragraph.edges.clone();
    if edges.len() == row.cells.len() + 1 {
        for (at, cell) in row.cells.iter_mut().enumerate() {
            cell.begins = paragraph.begins.get(at) == Some(&true);
            cell.continues = paragraph.continues.get(at) == Some(&true);
        }
        for at in (1..row.cells.len()).rev() {
            if paragraph.joins.get(at) == Some(&true) {
                row.cells.remove(at);
                edges.remove(at);
            }
        }
    }
    if let Some(flaw) = paragraph.left_out {
        row.cells.iter_mut().for_each(|cell| cell.content.leave_out_all(flaw));
    }
    row.edges = Some(edges);
    row
}
