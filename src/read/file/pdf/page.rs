//! A page as lines and tables, from the top down. Tables that lie on their side are turned, each by
//! the text in it; lines by their own.

use super::budget::Budget;
use super::geometry::{Bounds, Size, by, turned, turned_size};
use super::glyph::{Glyph, Sight, Source};
use super::grid::{Ruled, frames};
use super::joined::Table;
use super::lines::lines;
use super::paint::Painted;
use super::sight::is_next;
use crate::read::Flaw;

/// What stands on a page.
pub(super) enum Item {
    /// A line of text; wide gaps in it are tabs.
    Line(String),
    Table(Table),
}

/// A table as it lies on the page.
struct Placed {
    table: Ruled,
    /// Quarter turns of its text.
    quarter: u8,
    texts: Vec<Vec<Glyph>>,
}

/// Lines and tables of a page.
pub(super) fn items(page: Painted, budget: &mut Budget) -> Vec<Item> {
    let size = page.size;
    let main = majority(&page.glyphs, None).unwrap_or(0);
    let mut tables = placed(&page, main, budget);
    let mut glyphs = page.glyphs;
    split_runs(&mut glyphs, &tables, size, budget);
    let mut outside: [Vec<Glyph>; 4] = Default::default();
    for glyph in glyphs {
        if !budget.spend(tables.len()) {
            return Vec::new();
        }
        match place(&tables, &glyph, size) {
            Some((table, cell)) => {
                let quarter = tables[table].quarter;
                tables[table].texts[cell].push(glyph.turned(quarter, size));
            }
            None => outside[usize::from(glyph.quarter % 4)].push(glyph),
        }
    }
    let mut items: Vec<(f32, Item)> = Vec::new();
    for (quarter, glyphs) in (0_u8..).zip(outside) {
        add_lines(&mut items, glyphs, quarter, quarter == main, size);
    }
    for placed in tables {
        let top = placed.top(main, size);
        items.push((top, Item::Table(placed.written())));
    }
    by(items, |(at, _)| *at).into_iter().map(|(_, item)| item).collect()
}

/// The direction of most of the text that is seen, inside some bounds.
fn majority(glyphs: &[Glyph], within: Option<&Bounds>) -> Option<u8> {
    let mut counts = [0_usize; 4];
    let counted = |glyph: &&Glyph| {
        glyph.is_letter() && glyph.is_seen() && within.is_none_or(|within| within.holds(glyph.center(), 0.0))
    };
    for glyph in glyphs.iter().filter(counted) {
        counts[usize::from(glyph.quarter % 4)] += 1;
    }
    let most = counts.iter().copied().max().filter(|most| *most > 0)?;
    counts.iter().position(|count| *count == most).map(|quarter| quarter as u8)
}

/// The ruled tables of a page, without their texts.
fn placed(page: &Painted, main: u8, budget: &mut Budget) -> Vec<Placed> {
    let mut tables = Vec::new();
    for (bounds, rules) in frames(page.rules.clone(), budget) {
        if !budget.spend(1 + page.glyphs.len() / 8) {
            break;
        }
        let quarter = majority(&page.glyphs, Some(&bounds)).unwrap_or(main);
        let Some(table) = Ruled::of(&rules.turned(quarter, page.size), budget) else { continue };
        if table.cells.len() > 1 {
            let texts = vec![Vec::new(); table.cells.len()];
            tables.push(Placed { table, quarter, texts });
        }
    }
    tables
}

/// The table and the cell that a character stands in.
fn place(tables: &[Placed], glyph: &Glyph, size: Size) -> Option<(usize, usize)> {
    tables.iter().enumerate().find_map(|(at, placed)| {
        let (x, y) = turned(glyph.center(), placed.quarter, size);
        Some((at, placed.table.at(x, y)?))
    })
}

/// What was put on the page afterwards does not keep to its cells: a figure that reaches into a
/// second one belongs to neither for sure.
fn split_runs(glyphs: &mut [Glyph], tables: &[Placed], size: Size, budget: &mut Budget) {
    let is_own = |glyph: &Glyph| glyph.source != Source::Page && glyph.is_letter() && glyph.is_seen();
    let mut from = 0;
    while from < glyphs.len() {
        let mut to = from + 1;
        if is_own(&glyphs[from]) {
            let is_more = |to: usize| {
                let (before, glyph) = (&glyphs[to - 1], &glyphs[to]);
                is_own(glyph) && glyph.source == before.source && is_next(before, glyph)
            };
            while to < glyphs.len() && is_more(to) {
                to += 1;
            }
            budget.spend((to - from) * tables.len());
            let first = place(tables, &glyphs[from], size);
            if glyphs[from..to].iter().any(|glyph| place(tables, glyph, size) != first) {
                glyphs[from..to].iter_mut().for_each(|glyph| glyph.hide(Flaw::Overlaid));
            }
        }
        from = to;
    }
}

/// Adds lines of one direction. Those along the page's own stand where they stand, the others before
/// all of it or behind.
fn add_lines(items: &mut Vec<(f32, Item)>, glyphs: Vec<Glyph>, quarter: u8, is_main: bool, size: Size) {
    let (_, high) = turned_size(size, quarter);
    let glyphs = glyphs.into_iter().map(|glyph| glyph.turned(quarter, size)).collect();
    for line in lines(glyphs) {
        let edge = high * 0.1;
        let is_margin = line.base < edge || line.base > high - edge;
        if is_margin && is_page_number(&line.text) {
            continue;
        }
        let at = match is_main {
            true => line.base,
            false if line.base < high / 2.0 => f32::MIN,
            false => f32::MAX,
        };
        items.push((at, Item::Line(line.text)));
    }
}

fn is_page_number(line: &str) -> bool {
    let strip = |c: char| c.is_whitespace() || "-—–－―~·第页共/".contains(c);
    let number: String = line.chars().filter(|&c| !strip(c)).collect();
    !number.is_empty() && number.len() <= 6 && number.bytes().all(|byte| byte.is_ascii_digit())
}

impl Placed {
    /// Where it begins on a page that is turned by its own text.
    fn top(&self, main: u8, size: Size) -> f32 {
        let (xs, ys) = (&self.table.xs, &self.table.ys);
        // Back to the page as it is shown, then on to the page as it is read.
        let back = (4 - self.quarter % 4) % 4;
        let corner = |x: f32, y: f32| {
            let shown = turned((x, y), back, turned_size(size, self.quarter));
            turned(shown, main, size).1
        };
        let (left, right) = (xs[0], xs[xs.len() - 1]);
        corner(left, ys[0]).min(corner(right, ys[ys.len() - 1]))
    }

    fn written(self) -> Table {
        let cells = self.table.cells.into_iter().zip(self.texts.into_iter().map(cell_text)).collect();
        Table { rows: self.table.ys.len() - 1, xs: self.table.xs, cells }
    }
}

/// The text of a cell, its lines in the direction in which they run.
fn cell_text(mut glyphs: Vec<Glyph>) -> String {
    let is_overlaid = |glyph: &Glyph| glyph.sight == Sight::Unseen(Flaw::Overlaid);
    let is_put = |glyph: &Glyph| match glyph.source {
        Source::Comment | Source::Drawing => glyph.is_seen() || is_overlaid(glyph),
        Source::Field => is_overlaid(glyph),
        Source::Page => false,
    };
    let has = |test: &dyn Fn(&Glyph) -> bool| glyphs.iter().any(|glyph| glyph.is_letter() && test(glyph));
    // Beside what stands in the cell, something was put: which of them counts is not known.
    if has(&is_put) && has(&|glyph| glyph.is_seen() && !is_put(glyph)) {
        for glyph in &mut glyphs {
            match is_put(glyph) {
                true => glyph.hide(Flaw::Overlaid),
                false => glyph.doubt(Flaw::Overlaid),
            }
        }
    }
    let mut by_quarter: [Vec<Glyph>; 4] = Default::default();
    for glyph in glyphs {
        by_quarter[usize::from(glyph.quarter % 4)].push(glyph);
    }
    let mut text = Vec::new();
    for (quarter, glyphs) in (0_u8..).zip(by_quarter) {
        let glyphs = glyphs.into_iter().map(|glyph| glyph.turned(quarter, (0.0, 0.0))).collect();
        text.extend(lines(glyphs).into_iter().map(|line| line.text.replace('\t', " ")));
    }
    text.join("\n")
}
