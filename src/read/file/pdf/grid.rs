//! Tables from ruled lines: where lines cross there are cells, and where one is lacking two cells
//! are one.

use super::budget::Budget;
use super::geometry::{Bounds, by};
use super::rules::{NEAR, Rule, Rules};

/// A ruled table.
#[derive(Clone, Debug)]
pub(super) struct Ruled {
    /// The lines down and across, in order.
    pub xs: Vec<f32>,
    pub ys: Vec<f32>,
    pub cells: Vec<Area>,
    /// For each place, row by row: its cell.
    owner: Vec<usize>,
}

/// A cell of a ruled table, in rows and columns of its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub row: usize,
    pub column: usize,
    pub rows: usize,
    pub columns: usize,
}

/// Lines of one direction; more are a drawing.
const MAX_RULES: usize = 1500;
/// Places of one table.
const MAX_PLACES: usize = 50_000;

impl Ruled {
    /// The cell at a point.
    pub fn at(&self, x: f32, y: f32) -> Option<usize> {
        let column = place(&self.xs, x)?;
        let row = place(&self.ys, y)?;
        Some(self.owner[row * (self.xs.len() - 1) + column])
    }

    /// The table that lines make.
    pub fn of(rules: &Rules, budget: &mut Budget) -> Option<Self> {
        let Rules { across, down } = rules;
        let mut xs = levels(down.iter().map(|rule| rule.at));
        let ys = levels(across.iter().map(|rule| rule.at));
        // Many tables have no lines at their sides.
        let left = across.iter().map(|rule| rule.from).fold(f32::MAX, f32::min);
        let right = across.iter().map(|rule| rule.to).fold(f32::MIN, f32::max);
        if left < xs.first()? - NEAR * 2.0 {
            xs.insert(0, left);
        }
        if right > xs.last()? + NEAR * 2.0 {
            xs.push(right);
        }
        let (columns, rows) = (xs.len() - 1, ys.len().checked_sub(1)?);
        if columns == 0 || rows == 0 || columns * rows > MAX_PLACES {
            return None;
        }
        if !budget.spend(columns * rows / 2 + (down.len() * (columns + rows) + across.len() * (columns + rows)) / 8) {
            return None;
        }
        let mut groups = places(rules, &xs, &ys);
        let (cells, owner) = areas(&mut groups, rows, columns)?;
        Some(Self { xs, ys, cells, owner })
    }
}

/// The places between levels, those together that no line parts.
fn places(rules: &Rules, xs: &[f32], ys: &[f32]) -> Groups {
    let (columns, rows) = (xs.len() - 1, ys.len() - 1);
    // Whether a line runs to the right of each place, and below it.
    let mut right = vec![false; rows * columns];
    let mut below = vec![false; rows * columns];
    for rule in &rules.down {
        let Some(column) = level(xs, rule.at).and_then(|x| x.checked_sub(1)).filter(|&x| x < columns) else {
            continue;
        };
        for row in 0..rows {
            right[row * columns + column] |= covers(rule, ys[row], ys[row + 1]);
        }
    }
    for rule in &rules.across {
        let Some(row) = level(ys, rule.at).and_then(|y| y.checked_sub(1)).filter(|&y| y < rows) else { continue };
        for column in 0..columns {
            below[row * columns + column] |= covers(rule, xs[column], xs[column + 1]);
        }
    }
    let mut groups = Groups::new(rows * columns);
    for row in 0..rows {
        for column in 0..columns {
            let at = row * columns + column;
            if column + 1 < columns && !right[at] {
                groups.join(at, at + 1);
            }
            if row + 1 < rows && !below[at] {
                groups.join(at, at + columns);
            }
        }
    }
    groups
}

/// Lines of a page that hang together, and what they take of it.
pub(super) fn frames(rules: Rules, budget: &mut Budget) -> Vec<(Bounds, Rules)> {
    let Rules { across, down } = rules.joined();
    let is_drawing = across.len() > MAX_RULES || down.len() > MAX_RULES;
    if is_drawing || !budget.spend(across.len() * down.len() / 16) {
        return Vec::new();
    }
    let mut groups = Groups::new(across.len() + down.len());
    let within = |at: f32, rule: &Rule| rule.from - NEAR <= at && at <= rule.to + NEAR;
    for (i, flat) in across.iter().enumerate() {
        for (j, upright) in down.iter().enumerate() {
            if within(upright.at, flat) && within(flat.at, upright) {
                groups.join(i, across.len() + j);
            }
        }
    }
    let mut frames: Vec<Rules> = vec![Rules::default(); across.len() + down.len()];
    for (i, rule) in across.iter().enumerate() {
        frames[groups.root(i)].across.push(*rule);
    }
    for (j, rule) in down.iter().enumerate() {
        frames[groups.root(across.len() + j)].down.push(*rule);
    }
    let whole = frames.into_iter().filter(|rules| {
        let (flat, upright) = (rules.across.len(), rules.down.len());
        flat > 0 && upright > 0 && flat + upright > 2
    });
    whole.filter_map(|rules| Some((bounds(&rules)?, rules))).collect()
}

fn bounds(rules: &Rules) -> Option<Bounds> {
    let flat = rules.across.iter().flat_map(|rule| [(rule.from, rule.at), (rule.to, rule.at)]);
    let upright = rules.down.iter().flat_map(|rule| [(rule.at, rule.from), (rule.at, rule.to)]);
    Bounds::around(flat.chain(upright))
}

/// Cells as rectangles and the cell of each place; `None` where one is no rectangle: then lines are
/// lacking, and which figure stands where is not known.
fn areas(groups: &mut Groups, rows: usize, columns: usize) -> Option<(Vec<Area>, Vec<usize>)> {
    let mut cells: Vec<Area> = Vec::new();
    let mut sizes: Vec<usize> = Vec::new();
    let mut of_root = vec![usize::MAX; rows * columns];
    let mut owner = vec![0; rows * columns];
    for row in 0..rows {
        for column in 0..columns {
            let at = row * columns + column;
            let root = groups.root(at);
            if of_root[root] == usize::MAX {
                of_root[root] = cells.len();
                cells.push(Area { row, column, rows: 1, columns: 1 });
                sizes.push(0);
            }
            let number = of_root[root];
            let cell = &mut cells[number];
            // The first place of a rectangle, row by row, is its top left one.
            cell.columns = cell.columns.max((column + 1).checked_sub(cell.column)?);
            cell.rows = cell.rows.max(row + 1 - cell.row);
            sizes[number] += 1;
            owner[at] = number;
        }
    }
    let is_whole = cells.iter().zip(&sizes).all(|(cell, &size)| cell.rows * cell.columns == size);
    is_whole.then_some((cells, owner))
}

/// Whether a line runs along most of a stretch.
fn covers(rule: &Rule, from: f32, to: f32) -> bool {
    let middle = (from + to) / 2.0;
    rule.from <= middle && middle <= rule.to
}

/// Distinct levels, in order.
fn levels(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut values = by(values.collect(), |value| *value);
    values.dedup_by(|b, a| *b - *a <= NEAR);
    values
}

/// Which of the levels a value is.
fn level(levels: &[f32], value: f32) -> Option<usize> {
    levels.iter().position(|level| (level - value).abs() <= NEAR)
}

/// Between which two levels a value lies.
fn place(levels: &[f32], value: f32) -> Option<usize> {
    let above = levels.partition_point(|&level| level <= value);
    (above > 0 && above < levels.len()).then(|| above - 1)
}

/// Sets of numbers that belong together.
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}
