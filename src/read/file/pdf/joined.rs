//! Pages one after the other: text in reading order, tables that go on joined.

use super::flaws;
use super::grid::Area;
use super::page::Item;
use super::rules::NEAR;
use crate::order;
use crate::read::{Document, GridBuilder, Piece, text};

/// What the pages so far hold.
#[derive(Default)]
pub(super) struct Joined(Vec<Item>);

/// A table with its texts.
pub(super) struct Table {
    pub xs: Vec<f32>,
    pub rows: usize,
    pub cells: Vec<(Area, String)>,
}

/// Cells of a table that still goes on; no grid holds more.
const MAX_CELLS: usize = 200_000;

impl Joined {
    /// Adds a page.
    pub fn add(&mut self, items: Vec<Item>) {
        for (number, item) in items.into_iter().enumerate() {
            match (item, self.0.last_mut()) {
                (Item::Table(table), Some(Item::Table(before))) if number == 0 && before.is_continued_by(&table) => {
                    before.go_on(table);
                }
                (item, _) => self.0.push(item),
            }
        }
    }

    pub fn finish(self) -> Document {
        let mut document = Document::default();
        let mut lines = String::new();
        for item in self.0 {
            match item {
                Item::Line(line) => lines = lines + &line + "\n",
                Item::Table(table) => {
                    add_text(&mut document, &std::mem::take(&mut lines));
                    table.write(&mut document);
                }
            }
        }
        add_text(&mut document, &lines);
        document
    }
}

/// Adds lines; what is wrong with a part of one is then said of its cell.
fn add_text(document: &mut Document, lines: &str) {
    let mut read = text(lines);
    for piece in &mut read.pieces {
        match piece {
            Piece::Line(line) => *line = flaws::told(line).0,
            Piece::Grid(grid) => {
                for cell in grid.rows.iter_mut().flatten() {
                    (cell.text, cell.flaw) = flaws::told(&cell.text);
                }
            }
        }
    }
    read.pieces.retain(|piece| !matches!(piece, Piece::Line(line) if line.is_empty()));
    document.pieces.append(&mut read.pieces);
    read.remarks.iter().for_each(|remark| document.remark(remark));
}

impl Table {
    /// Whether a table at the top of a page goes on with this one at the foot of the page before:
    /// it is as wide, and the columns of one are those of the other or parts of them.
    fn is_continued_by(&self, next: &Self) -> bool {
        let holds = |all: &[f32], some: &[f32]| some.iter().all(|x| all.iter().any(|other| (x - other).abs() <= NEAR));
        let ends = |xs: &[f32]| (xs[0], xs[xs.len() - 1]);
        let ((left, right), (next_left, next_right)) = (ends(&self.xs), ends(&next.xs));
        self.cells.len() < MAX_CELLS
            && (left - next_left).abs() <= NEAR
            && (right - next_right).abs() <= NEAR
            && (holds(&self.xs, &next.xs) || holds(&next.xs, &self.xs))
    }

    /// Counts its columns by these lines, which its own are among.
    fn ruled_by(&mut self, xs: &[f32]) {
        let nearest = |x: f32| {
            let distance = |at: &usize| (xs[*at] - x).abs();
            (0..xs.len()).min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(0)
        };
        for (area, _) in &mut self.cells {
            let (from, to) = (nearest(self.xs[area.column]), nearest(self.xs[area.column + area.columns]));
            (area.column, area.columns) = (from, to - from);
        }
        self.xs = xs.to_vec();
    }

    fn go_on(&mut self, mut next: Self) {
        let xs = if self.xs.len() > next.xs.len() { self.xs.clone() } else { next.xs.clone() };
        self.ruled_by(&xs);
        next.ruled_by(&xs);
        let ends_at = self.rows;
        let last: Vec<usize> =
            (0..self.cells.len()).filter(|&at| self.cells[at].0.row + self.cells[at].0.rows == ends_at).collect();
        let above = |area: &Area| {
            let is_above = |at: &usize| {
                let above = &self.cells[*at].0;
                (above.column, above.columns) == (area.column, area.columns)
            };
            last.iter().copied().find(is_above).filter(|_| area.row == 0)
        };
        // The only blank of a table, at the top of a page and below a figure, may be the rest of that
        // figure's cell: the end of the page parts them.
        let is_single = |area: &Area| area.rows == 1 && above(area).is_none_or(|at| self.cells[at].0.rows == 1);
        let is_blank = |(area, text): &&(Area, String)| text.is_empty() && is_single(area);
        let has_blank = self.cells.iter().any(|(area, text)| area.row > 0 && area.rows == 1 && text.is_empty());
        let is_lone = !has_blank && next.cells.iter().filter(is_blank).count() == 1;
        let is_figure = |text: &str| !text.is_empty() && !text.chars().any(char::is_alphabetic);
        let joins = |(area, text): &(Area, String)| {
            // A label beside several rows was cut by the end of the page.
            let is_rest = |at: &usize| !is_single(area) || is_lone && is_figure(&self.cells[*at].1);
            above(area).filter(is_rest).filter(|_| text.is_empty())
        };
        let joined: Vec<Option<usize>> = next.cells.iter().map(joins).collect();
        for ((mut area, text), above) in next.cells.into_iter().zip(joined) {
            area.row += ends_at;
            match above {
                Some(above) => self.cells[above].0.rows += area.rows,
                None => self.cells.push((area, text)),
            }
        }
        self.rows += next.rows;
    }

    fn write(self, document: &mut Document) {
        let cells = order::by(self.cells, |(area, _)| [area.row, area.column, 0]);
        let mut cells = cells.into_iter().peekable();
        let mut builder = GridBuilder::default();
        for row in 0..self.rows {
            builder.row();
            while let Some((area, text)) = cells.next_if(|(area, _)| area.row == row) {
                let (text, flaw) = flaws::told(&text);
                builder.cell(text, area.columns, area.rows);
                if let Some(flaw) = flaw {
                    builder.flaw(flaw);
                }
            }
        }
        document.grid(builder.finish());
    }
}
