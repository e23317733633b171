//! Pages one after the other: text in reading order, tables that go on joined.

use super::grid::{Area, Ruled, ruled};
use super::paint::{Glyph, Painted};
use super::rules::NEAR;
use crate::read::{Document, GridBuilder, text};

/// What the pages so far hold.
#[derive(Default)]
pub(super) struct Joined(Vec<Item>);

enum Item {
    /// A line of text; wide gaps in it are tabs.
    Line(String),
    Table(Table),
}

/// A table with its texts.
struct Table {
    xs: Vec<f32>,
    rows: usize,
    cells: Vec<(Area, String)>,
}

impl Joined {
    /// Adds a page.
    pub fn add(&mut self, page: Painted) {
        let mut first = true;
        for (_, item) in items(page) {
            match (item, self.0.last_mut()) {
                (Item::Table(table), Some(Item::Table(before))) if first && before.is_continued_by(&table) => {
                    before.go_on(table);
                }
                (item, _) => self.0.push(item),
            }
            first = false;
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

fn add_text(document: &mut Document, lines: &str) {
    let mut read = text(lines);
    document.pieces.append(&mut read.pieces);
    read.remarks.iter().for_each(|remark| document.remark(remark));
}

/// Lines and tables of a page, from the top down.
fn items(page: Painted) -> Vec<(f32, Item)> {
    let Painted { glyphs, rules, height, .. } = page;
    let tables = ruled(rules);
    let mut inside: Vec<Vec<Vec<Glyph>>> = tables.iter().map(|table| vec![Vec::new(); table.cells.len()]).collect();
    let mut outside = Vec::new();
    for glyph in glyphs {
        let (x, y) = glyph.center();
        match tables.iter().enumerate().find_map(|(at, table)| Some((at, table.at(x, y)?))) {
            Some((table, cell)) => inside[table][cell].push(glyph),
            None => outside.push(glyph),
        }
    }
    let mut items: Vec<(f32, Item)> = Vec::new();
    for line in lines(outside) {
        let edge = height * 0.1;
        let is_margin = line.base < edge || line.base > height - edge;
        if !(is_margin && is_page_number(&line.text)) {
            items.push((line.base, Item::Line(line.text)));
        }
    }
    for (table, texts) in tables.into_iter().zip(inside) {
        items.push((table.ys[0], Item::Table(Table::of(table, texts))));
    }
    items.sort_by(|a, b| a.0.total_cmp(&b.0));
    items
}

fn is_page_number(line: &str) -> bool {
    let strip = |c: char| c.is_whitespace() || "-—–－―~·第页共/".contains(c);
    let number: String = line.chars().filter(|&c| !strip(c)).collect();
    !number.is_empty() && number.len() <= 6 && number.bytes().all(|byte| byte.is_ascii_digit())
}

impl Table {
    fn of(table: Ruled, texts: Vec<Vec<Glyph>>) -> Self {
        let text = |glyphs| {
            let lines: Vec<String> = lines(glyphs).into_iter().map(|line| line.text.replace('\t', " ")).collect();
            lines.join("\n")
        };
        let cells = table.cells.into_iter().zip(texts.into_iter().map(text)).collect();
        Self { rows: table.ys.len() - 1, xs: table.xs, cells }
    }

    /// Whether a table at the top of a page goes on with this one at the foot of the page before:
    /// it is as wide, and the columns of one are those of the other or parts of them.
    fn is_continued_by(&self, next: &Self) -> bool {
        let holds = |all: &[f32], some: &[f32]| some.iter().all(|x| all.iter().any(|other| (x - other).abs() <= NEAR));
        let ends = |xs: &[f32]| (xs[0], xs[xs.len() - 1]);
        let ((left, right), (next_left, next_right)) = (ends(&self.xs), ends(&next.xs));
        (left - next_left).abs() <= NEAR
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
        for (mut area, text) in next.cells {
            let at_top = area.row == 0;
            area.row += self.rows;
            let ends_at = self.rows;
            let above = self.cells.iter_mut().find(|(above, _)| {
                at_top
                    && above.row + above.rows == ends_at
                    && (above.column, above.columns) == (area.column, area.columns)
                    && (above.rows > 1 || area.rows > 1)
            });
            match above {
                // A label beside several rows was cut by the end of the page.
                Some((above, _)) if text.is_empty() => above.rows += area.rows,
                _ => self.cells.push((area, text)),
            }
        }
        self.rows += next.rows;
    }

    fn write(self, document: &mut Document) {
        let mut cells = self.cells;
        cells.sort_by_key(|(area, _)| (area.row, area.column));
        let mut cells = cells.into_iter().peekable();
        let mut builder = GridBuilder::default();
        for row in 0..self.rows {
            builder.row();
            while let Some((area, text)) = cells.next_if(|(area, _)| area.row == row) {
                builder.cell(text, area.columns, area.rows);
            }
        }
        document.grid(builder.finish());
    }
}

struct Line {
    base: f32,
    text: String,
}

/// Glyphs as lines of text, from the top down.
fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.retain(|glyph| !glyph.text.chars().all(char::is_whitespace));
    glyphs.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut lines = Vec::new();
    let mut line: Vec<Glyph> = Vec::new();
    for glyph in glyphs {
        if line.first().is_some_and(|first| glyph.base - first.base > 0.5 * first.size.max(glyph.size)) {
            lines.push(set(std::mem::take(&mut line)));
        }
        line.push(glyph);
    }
    if !line.is_empty() {
        lines.push(set(line));
    }
    lines
}

/// Gaps as parts of a letter's size: wider ones are a space, or a tab.
const SPACE: f32 = 0.3;
const TAB: f32 = 1.5;

fn set(mut glyphs: Vec<Glyph>) -> Line {
    glyphs.sort_by(|a, b| a.left.total_cmp(&b.left));
    // Bold is feigned by painting the same letter twice, a little aside.
    glyphs.dedup_by(|b, a| {
        a.text == b.text && (b.left - a.left).abs() < 0.2 * a.size && (b.base - a.base).abs() < 0.2 * a.size
    });
    let size = glyphs.iter().map(|glyph| glyph.size).fold(0.0, f32::max);
    let base = glyphs.iter().filter(|glyph| glyph.size > 0.75 * size).map(|glyph| glyph.base).fold(f32::MIN, f32::max);
    let mut text = String::new();
    let mut end: Option<f32> = None;
    let mut was_raised = false;
    for glyph in &glyphs {
        // A footnote mark is no digit of the figure before it.
        let raised = glyph.size <= 0.75 * size && base - glyph.base > 0.15 * size;
        let gap = end.map_or(0.0, |end| glyph.left - end);
        if raised != was_raised && !text.is_empty() {
            text.push('\n');
        } else if gap > TAB * size {
            text.push('\t');
        } else if gap > SPACE * size {
            text.push(' ');
        }
        was_raised = raised;
        text.push_str(&glyph.text);
        end = Some(end.map_or(glyph.right, |end| end.max(glyph.right)));
    }
    Line { base, text }
}
