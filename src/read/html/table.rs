//! A table of a page, and how it is laid out.

use super::flow::{Hiding, Inside, Place, Text};
use super::hidden::{Told, without};
use super::walk::Tag;
use crate::order::by;
use crate::read::{Document, Flaw, Grid, GridBuilder, Span};

/// Columns that a page may say something of.
const MAX_COLUMNS: usize = 1000;

/// A table that is open.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Row>,
    /// Counts the groups of rows that were opened or closed.
    group: usize,
    /// The first head and the first foot, which are shown above and below all else.
    head: Option<usize>,
    foot: Option<usize>,
    /// Whether each column is hidden.
    columns: Vec<bool>,
    /// Text between cells, which the parser leaves there only in captions.
    pub beside: Text,
    in_cell: bool,
    /// Whether another table stands inside a cell: then this one only lays out the page.
    pub is_frame: bool,
}

#[derive(Debug, Default)]
struct Row {
    cells: Vec<Open>,
    hiding: Hiding,
    group: usize,
}

/// A cell.
#[derive(Debug, Default)]
pub(super) struct Open {
    pub text: Text,
    pub place: Place,
    /// Whether it takes no place in a browser.
    pub is_absent: bool,
    /// Why text was left out.
    pub lost: Option<Flaw>,
    pub has_picture: bool,
    pub inside: Inside,
}

impl Open {
    fn has_text(&self) -> bool {
        self.lost.is_some() || self.text.written.contains(char::is_alphanumeric)
    }

    /// Why what is left, if it is nothing, may not be what a person sees.
    fn flaw(&self) -> Option<Flaw> {
        let unseen =
            |c: char| c.is_whitespace() || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}');
        let flaw = self.lost.or(self.has_picture.then_some(Flaw::Unread));
        flaw.filter(|_| self.text.written.chars().all(unseen))
    }
}

impl Table {
    pub fn open_group(&mut self, name: &str) {
        self.in_cell = false;
        self.group += 1;
        match name {
            "thead" => self.head = self.head.or(Some(self.group)),
            "tfoot" => self.foot = self.foot.or(Some(self.group)),
            _ => {}
        }
    }

    pub fn columns(&mut self, count: usize, is_hidden: bool) {
        let count = (self.columns.len() + count).min(MAX_COLUMNS);
        self.columns.resize(count, is_hidden);
    }

    pub fn open_row(&mut self, hiding: Hiding) {
        self.rows.push(Row { hiding, group: self.group, ..Row::default() });
        self.in_cell = false;
    }

    pub fn open_cell(&mut self, cell: Open) {
        if self.rows.is_empty() {
            self.open_row(Hiding::Shown);
        }
        if let Some(row) = self.rows.last_mut() {
            row.cells.push(cell);
            self.in_cell = true;
        }
    }

    pub fn close(&mut self, tag: Tag) {
        self.in_cell = false;
        if tag == Tag::Group {
            self.group += 1;
        }
    }

    /// The cell that is being read.
    pub fn cell(&mut self) -> Option<&mut Open> {
        self.rows.last_mut().and_then(|row| row.cells.last_mut()).filter(|_| self.in_cell)
    }

    pub fn is_in_cell(&self) -> bool {
        self.in_cell
    }

    /// Whether the cell that is being read will not be shown.
    pub fn is_removed(&self) -> bool {
        let is_removed = |row: &Row| row.hiding != Hiding::Shown || row.cells.last().is_some_and(|cell| cell.is_absent);
        self.in_cell && self.rows.last().is_some_and(is_removed)
    }

    pub fn has_text(&self) -> bool {
        self.rows.iter().flat_map(|row| &row.cells).any(Open::has_text)
    }

    pub fn writing(&mut self) -> &mut Text {
        match self.rows.last_mut().and_then(|row| row.cells.last_mut()) {
            Some(cell) if self.in_cell => &mut cell.text,
            _ => &mut self.beside,
        }
    }

    /// The rows from top to bottom.
    fn sort(&mut self) {
        let (head, foot) = (self.head, self.foot);
        if head.or(foot).is_some() {
            self.rows = by(std::mem::take(&mut self.rows), |row| match Some(row.group) {
                group if group == head => [0; 3],
                group if group == foot => [2; 3],
                _ => [1; 3],
            });
        }
    }

    /// The table's cells, and what of it is hidden.
    pub fn grid(mut self) -> (Grid, Told) {
        self.sort();
        let hangs = || self.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.place.rows > 1);
        let laid = self.laid(false);
        if !self.rows.iter().any(|row| row.hiding == Hiding::Absent) || !hangs() {
            return laid;
        }
        // Excel counts hidden rows where a cell spans them, browsers do not: what is meant comes out even.
        let counted = self.laid(true);
        let gaps =
            |(grid, _): &(Grid, Told)| grid.rows.iter().flatten().filter(|cell| cell.span == Span::Lacking).count();
        if gaps(&counted) < gaps(&laid) { counted } else { laid }
    }

    /// Lays out the table; rows that are absent can be counted where cells span them.
    fn laid(&self, counted: bool) -> (Grid, Told) {
        let mut builder = GridBuilder::default();
        let mut told = Told::default();
        let (mut removed, mut group) = (Vec::new(), None);
        for row in &self.rows {
            if group.replace(row.group).is_some_and(|group| group != row.group) {
                builder.group();
            }
            if row.hiding == Hiding::Absent && !counted {
                told.rows += usize::from(row.cells.iter().any(Open::has_text));
                continue;
            }
            builder.row();
            removed.push(row.hiding != Hiding::Shown);
            for cell in &row.cells {
                let is_hidden = |column: usize| self.columns.get(column) == Some(&true);
                // Excel hides columns by their name alone; a page may hide their cells as well.
                if cell.is_absent && !is_hidden(builder.next_column()) {
                    told.cells += usize::from(cell.has_text());
                    continue;
                }
                put(cell, &mut builder);
            }
        }
        let grid = builder.finish();
        if !removed.contains(&true) && !self.columns.contains(&true) {
            return (grid, told);
        }
        let (grid, lost) = without(&grid, &removed, &self.columns);
        told.add(&lost);
        (grid, told)
    }

    /// The contents of a table that only lays out a page, in reading order.
    pub fn unframe(mut self, document: &mut Document) {
        self.sort();
        let rows = self.rows.into_iter().filter(|row| row.hiding == Hiding::Shown);
        for mut cell in rows.flat_map(|row| row.cells).filter(|cell| !cell.is_absent) {
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
}

fn put(cell: &Open, builder: &mut GridBuilder) {
    let Place { columns, rows, unmerged } = cell.place;
    let text = cell.text.written.trim_end_matches('\n').to_owned();
    builder.cell(text, if unmerged { 1 } else { columns }, rows);
    if let Some(flaw) = cell.flaw() {
        builder.flaw(flaw);
    }
    if unmerged {
        for _ in 1..columns {
            builder.cell(String::new(), 1, rows);
        }
    }
}
