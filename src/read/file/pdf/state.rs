//! The graphics state, as far as reading goes (ISO 32000-1, 8.4 and 9.3).

use super::font::Font;
use super::geometry::{Bounds, Matrix};
use super::glyph::Ink;
use hayro_syntax::object::{Dict, Name, Number, Object};
use std::rc::Rc;

#[derive(Clone)]
pub(super) struct State {
    pub matrix: Matrix,
    pub font: Option<Rc<Font>>,
    pub size: f64,
    pub character_spacing: f64,
    pub word_spacing: f64,
    pub stretch: f64,
    pub leading: f64,
    pub rise: f64,
    pub mode: i64,
    pub fill: Colour,
    /// How opaque areas and letters are.
    pub alpha: f64,
    pub is_blended: bool,
    pub is_masked: bool,
    pub clip: Clip,
}

/// A colour as far as reading goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Colour {
    White,
    Other,
    /// A pattern, or one of a space not known here.
    Unknown,
}

/// What may be painted on.
#[derive(Clone, Copy)]
pub(super) struct Clip {
    pub bounds: Bounds,
    /// Whether it is all of its bounds.
    pub is_whole: bool,
}

impl State {
    pub fn new(matrix: Matrix, page: Bounds) -> Self {
        Self {
            matrix,
            font: None,
            size: 0.0,
            character_spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
            fill: Colour::Other,
            alpha: 1.0,
            is_blended: false,
            is_masked: false,
            clip: Clip { bounds: page, is_whole: true },
        }
    }

    /// What letters are painted with.
    pub fn ink(&self) -> Ink {
        match self.mode {
            3 => Ink::None,
            _ if self.alpha < 0.05 => Ink::None,
            0 if self.fill == Colour::White => Ink::White,
            _ => Ink::Coloured,
        }
    }

    /// Whether an area hides what is below it.
    pub fn is_opaque(&self) -> bool {
        self.alpha > 0.95 && !self.is_blended && !self.is_masked
    }

    /// Applies the parameters of an `ExtGState`.
    pub fn set(&mut self, parameters: &Dict) {
        if let Some(alpha) = parameters.get::<Number>("ca") {
            self.alpha = alpha.as_f64();
        }
        match parameters.get::<Object>("BM") {
            Some(Object::Name(name)) => self.is_blended = !matches!(&*name, b"Normal" | b"Compatible"),
            Some(_) => self.is_blended = true,
            None => {}
        }
        match parameters.get::<Object>("SMask") {
            Some(Object::Name(name)) => self.is_masked = &*name != b"None",
            Some(_) => self.is_masked = true,
            None => {}
        }
    }

    /// Draws the clip closer.
    pub fn clip(&mut self, bounds: Option<Bounds>, is_whole: bool) {
        if let Some(bounds) = bounds {
            self.clip = Clip { bounds: self.clip.bounds.meet(&bounds), is_whole: self.clip.is_whole && is_whole };
        }
    }
}

impl Colour {
    /// By the numbers of a grey, an RGB or a CMYK colour.
    pub fn of(numbers: &[f64]) -> Self {
        let is_white = match numbers {
            [_] | [_, _, _] => numbers.iter().all(|it| *it > 0.97),
            [_, _, _, _] => numbers.iter().all(|it| *it < 0.03),
            _ => return Self::Unknown,
        };
        if is_white { Self::White } else { Self::Other }
    }

    /// By the name of a colour space: what it begins with.
    pub fn initial(space: &Name) -> Self {
        if matches!(&**space, b"Pattern") { Self::Unknown } else { Self::Other }
    }
}
