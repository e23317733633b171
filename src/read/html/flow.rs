//! What the walker has read so far: text in flow, and the tables that are open.

use super::Tag;
use crate::read::{Document, GridBuilder, Piece};

/// The document under construction.
#[derive(Debug, Default)]
pub(super) struct Flow {
    document: Document,
    /// Text outside tables, since the last line end.
    text: Text,
    tables: Vec<Table>,
    preformatted: usize,
}

/// Text with HTML's white space collapsed: runs of it are one space, and block boundaries line ends.
#[derive(Debug, Default)]
struct Text {
    written: String,
    space: bool,
}

#[derive(Debug, Default)]
struct Table {
    rows: Vec<Vec<Open>>,
    /// Text between cells, which the parser leaves there only in captions.
    beside: Text,
    in_cell: bool,
    /// Whether another table stands inside a cell: then this one only lays out the page.
    is_frame: bool,
}

/// A cell, and the pieces of tables inside it with the place in the text where they stood.
#[derive(Debug, Default)]
struct Open {
    text: Text,
    columns: usize,
    rows: usize,
    unmerged: bool,
    inside: Vec<(usize, Vec<Piece>)>,
}

impl Text {
    fn push(&mut self, text: &str, preformatted: bool) {
        for c in text.chars() {
            match c {
                '\n' if preformatted => self.line_end(),
                ' ' | '\t' | '\n' | '\r' | '\u{0C}' => self.space = true,
                c => {
                    if self.space && !self.written.is_empty() && !self.written.ends_with('\n') {
                        self.written.push(' ');
                    }
                    self.space = false;
                    self.written.push(c);
                }
            }
        }
    }

    fn line_end(&mut self) {
        self.space = false;
        if !self.written.is_empty() && !self.written.ends_with('\n') {
            self.written.push('\n');
        }
    }

    fn take(&mut self) -> String {
        self.space = false;
        std::mem::take(&mut self.written)
    }
}

impl Flow {
    pub(super) fn text(&mut self, text: &str) {
        let preformatted = self.preformatted > 0;
        self.writing().push(text, preformatted);
    }

    pub(super) fn line_end(&mut self) {
        self.writing().line_end();
    }

    pub(super) fn open(&mut self, tag: Tag) {
        self.line_end();
        match tag {
            Tag::Table => self.tables.push(Table::default()),
            Tag::Row => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows.push(Vec::new());
                    table.in_cell = false;
                }
            }
            Tag::Pre => self.preformatted += 1,
            Tag::Cell | Tag::Block => {}
        }
    }

    pub(super) fn open_cell(&mut self, columns: usize, rows: usize, unmerged: bool) {
        self.line_end();
        let Some(table) = self.tables.last_mut() else { return };
        if table.rows.is_empty() {
            table.rows.push(Vec::new());
        }
        if let Some(row) = table.rows.last_mut() {
            row.push(Open { columns, rows, unmerged, ..Open::default() });
            table.in_cell = true;
        }
    }

    pub(super) fn close(&mut self, tag: Tag) {
        self.line_end();
        match tag {
            Tag::Table => {
                if let Some(table) = self.tables.pop() {
                    self.place(table);
                }
            }
            Tag::Row | Tag::Cell => {
                if let Some(table) = self.tables.last_mut() {
                    table.in_cell = false;
                }
            }
            Tag::Pre => self.preformatted = self.preformatted.saturating_sub(1),
            Tag::Block => {}
        }
    }

    pub(super) fn finish(mut self) -> Document {
        while let Some(table) = self.tables.pop() {
            self.place(table);
        }
        let text = self.text.take();
        self.document.lines(&text);
        self.document
    }

    fn writing(&mut self) -> &mut Text {
        match self.tables.last_mut() {
            None => &mut self.text,
            Some(table) => match table.rows.last_mut().and_then(|row| row.last_mut()) {
                Some(cell) if table.in_cell => &mut cell.text,
                _ => &mut table.beside,
            },
        }
    }

    /// Puts a finished table where it stood: in the document, or inside a cell of another.
    fn place(&mut self, mut table: Table) {
        let mut inner = Document::default();
        inner.lines(&table.beside.take());
        if table.is_frame {
            unframe(table, &mut inner)
        } else {
            inner.grid(grid(table))
        }
        for remark in &inner.remarks {
            self.document.remark(remark);
        }
        let outer = self.tables.last_mut().filter(|outer| outer.in_cell);
        match outer.and_then(|outer| outer.rows.last_mut()).and_then(|row| row.last_mut()) {
            Some(cell) => {
                cell.inside.push((cell.text.written.len(), inner.pieces));
                if let Some(outer) = self.tables.last_mut() {
                    outer.is_frame = true;
                }
            }
            None => {
                let text = self.text.take();
                self.document.lines(&text);
                self.document.pieces.append(&mut inner.pieces);
            }
        }
    }
}

fn grid(table: Table) -> crate::read::Grid {
    let mut builder = GridBuilder::default();
    for row in table.rows {
        builder.row();
        for mut cell in row {
            let text = cell.text.take().trim_end_matches('\n').to_owned();
            if cell.unmerged {
                builder.cell(text, 1, cell.rows);
                for _ in 1..cell.columns.min(1000) {
                    builder.cell(String::new(), 1, cell.rows);
                }
            } else {
                builder.cell(text, cell.columns, cell.rows);
            }
        }
    }
    builder.finish()
}

/// The contents of a table that only lays out a page, in reading order.
fn unframe(table: Table, document: &mut Document) {
    for mut cell in table.rows.into_iter().flatten() {
        let text = cell.text.take();
        let mut from = 0;
        for (to, mut pieces) in cell.inside {
            document.lines(&text[from..to]);
            document.pieces.append(&mut pieces);
            from = to;
        }
        document.lines(&text[from..]);
    }
}
