//! A character where it stands, and whether a person sees it.

use super::geometry::{Bounds, Point, Size, turned};
use crate::read::Flaw;

/// A character where it stands: its baseline runs from one point to another.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub text: String,
    pub from: Point,
    pub to: Point,
    pub size: f32,
    /// Quarter turns, clockwise, from text that runs to the right.
    pub quarter: u8,
    pub source: Source,
    pub ink: Ink,
    pub sight: Sight,
}

/// What a character belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The page itself.
    Page,
    /// A form field.
    Field,
    /// What was put on the page afterwards: a typed comment, a stamp.
    Comment,
    /// A drawing that was put on the page afterwards: a line, a circle.
    Drawing,
}

/// What a character is painted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Coloured,
    White,
    /// No ink at all: text that is laid over a scanned picture to be searched for.
    None,
}

/// Whether a character is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sight {
    Seen,
    /// Seen, but it may not be what counts there.
    Doubtful(Flaw),
    /// Not seen, or not what counts.
    Unseen(Flaw),
}

impl Glyph {
    pub fn left(&self) -> f32 {
        self.from.0.min(self.to.0)
    }

    pub fn right(&self) -> f32 {
        self.from.0.max(self.to.0)
    }

    pub fn base(&self) -> f32 {
        self.from.1
    }

    /// A point above the baseline: so far along it, and so far up, in parts of width and size.
    pub fn point(&self, along: f32, up: f32) -> Point {
        let x = self.from.0 + (self.to.0 - self.from.0) * along;
        let y = self.from.1 + (self.to.1 - self.from.1) * along;
        let up = up * self.size;
        match self.quarter {
            1 => (x + up, y),
            2 => (x, y + up),
            3 => (x - up, y),
            _ => (x, y - up),
        }
    }

    /// The middle of the character.
    pub fn center(&self) -> Point {
        self.point(0.5, 0.35)
    }

    /// About where a figure has its ink.
    pub fn bounds(&self) -> Bounds {
        let ((left, top), (right, bottom)) = (self.point(0.0, 0.0), self.point(1.0, 0.7));
        Bounds { left: left.min(right), top: top.min(bottom), right: left.max(right), bottom: top.max(bottom) }
    }

    /// The character on a page of this size that is turned so that text of this quarter runs to the
    /// right.
    pub fn turned(mut self, quarter: u8, size: Size) -> Self {
        self.from = turned(self.from, quarter, size);
        self.to = turned(self.to, quarter, size);
        self.quarter = (self.quarter + 4 - quarter % 4) % 4;
        self
    }

    /// Whether it could change what a text says.
    pub fn is_letter(&self) -> bool {
        self.text.chars().any(char::is_alphanumeric)
    }

    pub fn is_digit(&self) -> bool {
        self.text.chars().any(|c| c.is_ascii_digit())
    }

    pub fn is_seen(&self) -> bool {
        !matches!(self.sight, Sight::Unseen(_))
    }

    /// Takes it away, unless it is away already.
    pub fn hide(&mut self, flaw: Flaw) {
        if self.is_seen() {
            self.sight = Sight::Unseen(flaw);
        }
    }

    /// Lets it stand, but not alone.
    pub fn doubt(&mut self, flaw: Flaw) {
        if self.sight == Sight::Seen {
            self.sight = Sight::Doubtful(flaw);
        }
    }
}
