//! Places on a page: points, transformations, quarter turns. Points are in points of print from the
//! top left corner of the page as it is shown.

use crate::order;

/// A place: to the right, and down.
pub(super) type Point = (f32, f32);

/// A width and a height.
pub(super) type Size = (f32, f32);

/// A transformation `[a b c d e f]`.
pub(super) type Matrix = [f64; 6];

pub(super) const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First one, then the other.
pub(super) fn then(first: Matrix, second: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = first;
    let [g, h, i, j, k, l] = second;
    [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}

/// A point under a transformation.
pub(super) fn at(matrix: Matrix, x: f64, y: f64) -> Point {
    let [a, b, c, d, e, f] = matrix;
    ((a * x + c * y + e) as f32, (b * x + d * y + f) as f32)
}

/// Quarter turns, clockwise, from text that runs to the right to text along this direction;
/// `None` where it is askew.
pub(super) fn quarter(x: f64, y: f64) -> Option<u8> {
    let askew = 0.3 * x.hypot(y);
    match () {
        () if y.abs() <= askew => Some(if x < 0.0 { 2 } else { 0 }),
        () if x.abs() <= askew => Some(if y < 0.0 { 3 } else { 1 }),
        () => None,
    }
}

/// A point of a page of this size, when the page is turned so that text of this quarter runs to the
/// right.
pub(super) fn turned((x, y): Point, quarter: u8, (wide, high): Size) -> Point {
    match quarter {
        1 => (y, wide - x),
        2 => (wide - x, high - y),
        3 => (high - y, x),
        _ => (x, y),
    }
}

/// The size of a page so turned.
pub(super) fn turned_size((wide, high): Size, quarter: u8) -> Size {
    if quarter % 2 == 1 { (high, wide) } else { (wide, high) }
}

/// A number as one that keeps its order among others.
pub(super) fn rank(number: f32) -> usize {
    let bits = number.to_bits();
    (if bits >> 31 == 1 { !bits } else { bits | 1 << 31 }) as usize
}

/// Items by a number each, equal ones in the order they had. The standard sorts are compiled anew
/// for every type, ten kilobytes each.
pub(super) fn by<T>(items: Vec<T>, number: impl Fn(&T) -> f32) -> Vec<T> {
    order::by(items, |item| [rank(number(item)), 0, 0])
}

/// A rectangle along the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

impl Bounds {
    /// The smallest one around points; `None` without any, or where one lies nowhere.
    pub fn around(points: impl IntoIterator<Item = Point>) -> Option<Self> {
        let mut bounds: Option<Self> = None;
        for (x, y) in points {
            if !x.is_finite() || !y.is_finite() {
                return None;
            }
            let own = Self { left: x, top: y, right: x, bottom: y };
            bounds = Some(bounds.map_or(own, |it| Self {
                left: it.left.min(x),
                top: it.top.min(y),
                right: it.right.max(x),
                bottom: it.bottom.max(y),
            }));
        }
        bounds
    }

    /// Whether a point lies inside, or no farther outside than this.
    pub fn holds(&self, (x, y): Point, margin: f32) -> bool {
        self.left - margin <= x && x <= self.right + margin && self.top - margin <= y && y <= self.bottom + margin
    }

    /// What two have in common; without width or height where that is nothing.
    pub fn meet(&self, other: &Self) -> Self {
        let (left, top) = (self.left.max(other.left), self.top.max(other.top));
        let (right, bottom) = (self.right.min(other.right), self.bottom.min(other.bottom));
        Self { left, top, right: right.max(left), bottom: bottom.max(top) }
    }

    pub fn size(&self) -> Size {
        (self.right - self.left, self.bottom - self.top)
    }

    pub fn area(&self) -> f32 {
        (self.right - self.left) * (self.bottom - self.top)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_makes_text_run_to_the_right() {
        let size = (600.0, 800.0);
        for (direction, expected) in [((1.0, 0.0), 0), ((0.0, 1.0), 1), ((-1.0, 0.0), 2), ((0.0, -1.0), 3)] {
            let turn = quarter(direction.0, direction.1).expect("straight");
            assert_eq!(turn, expected);
            let from = turned((50.0, 60.0), turn, size);
            let to = turned((50.0 + direction.0 as f32, 60.0 + direction.1 as f32), turn, size);
            assert_eq!((to.0 - from.0, to.1 - from.1), (1.0, 0.0), "{direction:?}");
            let (wide, high) = turned_size(size, turn);
            assert!((0.0..=wide).contains(&from.0) && (0.0..=high).contains(&from.1), "{from:?}");
        }
        assert_eq!(quarter(0.7, 0.7), None);
    }

    #[test]
    fn numbers_keep_their_order() {
        let numbers = [f32::MIN, -2.5, -1.0, -0.0, 0.0, 0.1, 1.0, 300.0, f32::MAX];
        assert_eq!(by(numbers.iter().rev().copied().collect(), |it| *it), numbers);
    }
}
