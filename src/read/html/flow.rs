//! What the walker has read so far: text in flow, and the tables that are open.

use super::frames::{Page, is_picture_of_something};
use super::hidden::Told;
use super::table::{Open, Table};
use super::walk::Tag;
use crate::read::{Document, Flaw, Piece};

/// The document under construction.
#[derive(Debug, Default)]
pub(super) struct Flow {
    document: Document,
    /// Text outside tables, since the last line end.
    text: Text,
    tables: Vec<Table>,
    preformatted: usize,
    told: Told,
    /// The addresses of pages shown inside this one.
    frames: Vec<String>,
    has_pictures: bool,
}

/// Frames of one page that are told of.
const MAX_FRAMES: usize = 50;
/// Letters of a frame's address that are kept.
const MAX_ADDRESS: usize = 300;

/// Text with HTML's white space collapsed: runs of it are one space, and block boundaries line ends.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub written: String,
    space: bool,
}

/// Whether a row is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Hiding {
    #[default]
    Shown,
    /// It keeps its place for cells that span it.
    Collapsed,
    /// To a browser it does not exist; to Excel it does.
    Absent,
}

/// How many columns and rows a cell takes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    pub columns: usize,
    pub rows: usize,
    /// Whether it stands for as many cells, of which the first has the text.
    pub unmerged: bool,
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

    pub fn take(&mut self) -> String {
        self.space = false;
        std::mem::take(&mut self.written)
    }
}

impl Flow {
    /// Adds text, or notes that it is none that a person sees.
    pub fn text(&mut self, text: &str, flaw: Option<Flaw>) {
        let preformatted = self.preformatted > 0;
        let is_removed = self.tables.last().is_some_and(Table::is_removed);
        match flaw.filter(|_| !is_removed) {
            None => self.writing().push(text, preformatted),
            Some(flaw) if text.contains(char::is_alphanumeric) => self.lost(flaw),
            Some(_) => {}
        }
    }

    /// Notes that something stands in the current cell that was not read.
    pub fn lost(&mut self, flaw: Flaw) {
        if let Some(cell) = self.tables.last_mut().and_then(Table::cell) {
            cell.lost.get_or_insert(flaw);
        }
    }

    /// Notes a picture, and the lesser of its sides.
    pub fn picture(&mut self, size: Option<usize>) {
        self.has_pictures |= is_picture_of_something(size);
        // Pages are spaced out by pictures of a pixel.
        if size.is_none_or(|size| size > 3) {
            if let Some(cell) = self.tables.last_mut().and_then(Table::cell) {
                cell.has_picture = true;
            }
        }
    }

    /// Notes a page that is shown inside this one.
    pub fn frame(&mut self, address: &str) {
        let address: String = address.trim().chars().take(MAX_ADDRESS).collect();
        if !address.is_empty() && self.frames.len() < MAX_FRAMES && !self.frames.contains(&address) {
            self.frames.push(address);
        }
    }

    /// Notes a table that is not displayed and holds figures.
    pub fn hidden_table(&mut self) {
        if !self.tables.iter().any(Table::is_removed) {
            self.told.tables = true;
        }
    }

    pub fn line_end(&mut self) {
        self.writing().line_end();
    }

    pub fn open(&mut self, tag: Tag) {
        self.line_end();
        match tag {
            Tag::Table => self.tables.push(Table::default()),
            Tag::Pre => self.preformatted += 1,
            Tag::Group | Tag::Columns | Tag::Row | Tag::Cell | Tag::Block => {}
        }
    }

    pub fn open_group(&mut self, name: &str) {
        self.line_end();
        if let Some(table) = self.tables.last_mut() {
            table.open_group(name);
        }
    }

    pub fn columns(&mut self, count: usize, is_hidden: bool) {
        if let Some(table) = self.tables.last_mut() {
            table.columns(count, is_hidden);
        }
    }

    pub fn open_row(&mut self, hiding: Hiding) {
        self.line_end();
        if let Some(table) = self.tables.last_mut() {
            table.open_row(hiding);
        }
    }

    pub fn open_cell(&mut self, place: Place, is_absent: bool) {
        self.line_end();
        if let Some(table) = self.tables.last_mut() {
            table.open_cell(Open { place, is_absent, ..Open::default() });
        }
    }

    pub fn close(&mut self, tag: Tag) {
        self.line_end();
        match tag {
            Tag::Table => {
                if let Some(table) = self.tables.pop() {
                    self.place(table);
                }
            }
            Tag::Row | Tag::Cell | Tag::Group => {
                if let Some(table) = self.tables.last_mut() {
                    table.close(tag);
                }
            }
            Tag::Pre => self.preformatted = self.preformatted.saturating_sub(1),
            Tag::Block | Tag::Columns => {}
        }
    }

    pub fn finish(mut self) -> Page {
        while let Some(table) = self.tables.pop() {
            self.place(table);
        }
        let text = self.text.take();
        self.document.lines(&text);
        for remark in self.told.remarks() {
            self.document.remark(&remark);
        }
        Page { document: self.document, frames: self.frames, has_pictures: self.has_pictures }
    }

    fn writing(&mut self) -> &mut Text {
        match self.tables.last_mut() {
            None => &mut self.text,
            Some(table) => table.writing(),
        }
    }

    /// Puts a finished table where it stood: in the document, or inside a cell of another.
    fn place(&mut self, mut table: Table) {
        if self.tables.iter().any(Table::is_removed) {
            if table.has_text() {
                self.lost(Flaw::Hidden);
            }
            return;
        }
        let mut inner = Document::default();
        inner.lines(&table.beside.take());
        if table.is_frame {
            table.unframe(&mut inner);
        } else {
            let (grid, told) = table.grid();
            if grid.width() > 1 {
                self.told.add(&told);
            }
            inner.grid(grid);
        }
        for remark in &inner.remarks {
            self.document.remark(remark);
        }
        if let Some(outer) = self.tables.last_mut().filter(|outer| outer.is_in_cell()) {
            if let Some(cell) = outer.cell() {
                cell.inside.push((cell.text.written.len(), inner.pieces));
                outer.is_frame = true;
            }
            return;
        }
        let text = self.text.take();
        self.document.lines(&text);
        self.document.pieces.append(&mut inner.pieces);
    }
}

/// Pieces of tables inside a cell, with the place in its text where they stood.
pub(super) type Inside = Vec<(usize, Vec<Piece>)>;
