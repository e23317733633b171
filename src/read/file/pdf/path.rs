//! Paths: what is ruled, what is covered, what is clipped to.

use super::geometry::{Bounds, Matrix, Point, at};

/// A path being built, in its own coordinates. Curves go through a point on the way and their end.
#[derive(Default)]
pub(super) struct Path {
    parts: Vec<Part>,
}

#[derive(Default)]
struct Part {
    points: Vec<(f64, f64)>,
    is_curved: bool,
}

/// A part of a path on the page.
pub(super) struct Outline {
    pub points: Vec<Point>,
    /// A curve is no ruled line, and neither is what it belongs to.
    pub is_curved: bool,
}

impl Path {
    pub fn move_to(&mut self, x: f64, y: f64) {
        self.parts.push(Part { points: vec![(x, y)], is_curved: false });
    }

    pub fn line_to(&mut self, x: f64, y: f64) {
        if let Some(part) = self.parts.last_mut() {
            part.points.push((x, y));
        }
    }

    /// A curve by its two handles, the first at its start where there is one only, and its end.
    pub fn curve_to(&mut self, first: Option<(f64, f64)>, second: (f64, f64), end: (f64, f64)) {
        let Some(part) = self.parts.last_mut() else { return };
        let Some(&start) = part.points.last() else { return };
        let first = first.unwrap_or(start);
        let middle = |a: f64, b: f64, c: f64, d: f64| (a + 3.0 * b + 3.0 * c + d) / 8.0;
        part.points.push((middle(start.0, first.0, second.0, end.0), middle(start.1, first.1, second.1, end.1)));
        part.points.push(end);
        part.is_curved = true;
    }

    pub fn close(&mut self) {
        if let Some(part) = self.parts.last_mut() {
            if let Some(&first) = part.points.first() {
                part.points.push(first);
            }
        }
    }

    pub fn rectangle(&mut self, x: f64, y: f64, wide: f64, high: f64) {
        let points = vec![(x, y), (x + wide, y), (x + wide, y + high), (x, y + high), (x, y)];
        self.parts.push(Part { points, is_curved: false });
    }

    /// How many points it has.
    pub fn len(&self) -> usize {
        self.parts.iter().map(|part| part.points.len()).sum()
    }

    pub fn clear(&mut self) {
        self.parts.clear();
    }

    /// The path on the page.
    pub fn outlines(&self, matrix: Matrix) -> Vec<Outline> {
        let outline = |part: &Part| Outline {
            points: part.points.iter().map(|&(x, y)| at(matrix, x, y)).collect(),
            is_curved: part.is_curved,
        };
        self.parts.iter().map(outline).collect()
    }
}

/// Whether an outline is a rectangle along the page.
pub(super) fn is_rectangle(points: &[Point]) -> bool {
    let Some(bounds) = Bounds::around(points.iter().copied()) else { return false };
    let on_edge = |a: f32, low: f32, high: f32| (a - low).abs() < 0.1 || (a - high).abs() < 0.1;
    (4..=5).contains(&points.len())
        && points.iter().all(|&(x, y)| on_edge(x, bounds.left, bounds.right) && on_edge(y, bounds.top, bounds.bottom))
}

/// A painted area.
pub(super) struct Cover {
    parts: Vec<Vec<Point>>,
    is_even_odd: bool,
    pub bounds: Bounds,
    /// How many characters were painted before it.
    pub before: usize,
    /// Whether it hides what is below: of a known colour, and clipped to a rectangle at most.
    pub is_sure: bool,
    pub is_white: bool,
    pub is_picture: bool,
}

/// Areas thinner than this hide no character, in points.
const THIN: f32 = 3.0;

impl Cover {
    /// An area of these outlines inside these bounds; `None` where it could hide nothing.
    pub fn of(parts: Vec<Vec<Point>>, is_even_odd: bool, within: &Bounds) -> Option<Self> {
        let is_large = |part: &Vec<Point>| {
            let size = Bounds::around(part.iter().copied()).map(|bounds| bounds.size());
            size.is_some_and(|(wide, high)| wide > THIN && high > THIN)
        };
        let parts: Vec<Vec<Point>> = parts.into_iter().filter(is_large).collect();
        let bounds = Bounds::around(parts.iter().flatten().copied())?.meet(within);
        let (wide, high) = bounds.size();
        (wide > THIN && high > THIN).then_some(Self {
            parts,
            is_even_odd,
            bounds,
            before: 0,
            is_sure: true,
            is_white: false,
            is_picture: false,
        })
    }

    /// Steps that one look takes.
    pub fn weight(&self) -> usize {
        self.parts.iter().map(Vec::len).sum()
    }

    /// Whether a point is painted over.
    pub fn holds(&self, point: Point) -> bool {
        if !self.bounds.holds(point, 0.0) {
            return false;
        }
        let winding: i32 = self.parts.iter().map(|part| winding(part, point)).sum();
        if self.is_even_odd { winding % 2 != 0 } else { winding != 0 }
    }
}

/// How often an outline, closed, runs around a point.
fn winding(outline: &[Point], (x, y): Point) -> i32 {
    let mut winding = 0;
    let ends = outline.iter().zip(outline.iter().cycle().skip(1));
    for (&(x0, y0), &(x1, y1)) in ends {
        if (y0 <= y) == (y1 <= y) {
            continue;
        }
        let crossing = x0 + (y - y0) / (y1 - y0) * (x1 - x0);
        if crossing > x {
            winding += if y1 > y0 { 1 } else { -1 };
        }
    }
    winding
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(from: f32, to: f32) -> Vec<Point> {
        vec![(from, from), (to, from), (to, to), (from, to)]
    }

    #[test]
    fn a_frame_covers_its_border_only() {
        let page = Bounds { left: 0.0, top: 0.0, right: 100.0, bottom: 100.0 };
        let frame = Cover::of(vec![square(10.0, 90.0), square(20.0, 80.0)], true, &page).expect("an area");
        assert!(frame.holds((15.0, 50.0)) && !frame.holds((50.0, 50.0)) && !frame.holds((5.0, 5.0)));
        let whole = Cover::of(vec![square(10.0, 90.0), square(20.0, 80.0)], false, &page).expect("an area");
        assert!(whole.holds((50.0, 50.0)));
        let clipped = Bounds { left: 0.0, top: 0.0, right: 40.0, bottom: 100.0 };
        let cut = Cover::of(vec![square(10.0, 90.0)], false, &clipped).expect("an area");
        assert!(cut.holds((30.0, 50.0)) && !cut.holds((50.0, 50.0)));
        assert!(Cover::of(vec![vec![(0.0, 5.0), (90.0, 5.0), (90.0, 6.0), (0.0, 6.0)]], false, &page).is_none());
    }
}
