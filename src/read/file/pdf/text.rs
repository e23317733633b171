//! Text operators (ISO 32000-1, 9.4).

use super::font::Character;
use super::geometry::{IDENTITY, at, quarter, then};
use super::glyph::{Glyph, Sight};
use super::paint::{Painter, Run, numbers};
use super::state::State;
use crate::read::Flaw;
use hayro_syntax::content::Instruction;
use hayro_syntax::object::{Name, Object};

/// Steps that a character takes.
const STEPS_A_GLYPH: usize = 3;

/// The part of a character's size that must be outside of what may be painted on, for it not to be
/// seen: widths are not always known.
const OUTSIDE: f32 = 0.25;

impl<'a> Painter<'a> {
    /// Operators of text; whether this is one.
    pub fn text(&mut self, run: &mut Run<'_, 'a>, it: &Instruction) -> bool {
        match &**it.operator {
            b"Tf" => {
                let name = it.operands().find_map(|object| match object {
                    Object::Name(name) => Some(name),
                    _ => None,
                });
                run.state.size = numbers::<1>(it).map_or(run.state.size, |[size]| size);
                run.state.font = name.and_then(|name: &Name| self.font(run.resources, name));
            }
            b"Tj" => self.show_all(run, it),
            b"'" => {
                run.next_line(0.0, -run.state.leading);
                self.show_all(run, it);
            }
            b"\"" => {
                run.set_spacing(it);
                run.next_line(0.0, -run.state.leading);
                self.show_all(run, it);
            }
            b"TJ" => self.show_parts(run, it),
            _ => return run.place(it) || run.set(it),
        }
        true
    }

    fn show_all(&mut self, run: &mut Run, it: &Instruction) {
        for object in it.operands() {
            if let Object::String(text) = object {
                self.show(run, text);
            }
        }
    }

    fn show_parts(&mut self, run: &mut Run, it: &Instruction) {
        let Some(Object::Array(parts)) = it.operands().last() else { return };
        for part in parts.iter::<Object>() {
            match part {
                Object::String(text) => self.show(run, &text),
                Object::Number(by) => {
                    let by = -by.as_f64() / 1000.0 * run.state.size;
                    run.step(by);
                }
                _ => {}
            }
            if !self.budget.spend(1) {
                return;
            }
        }
    }

    fn show(&mut self, run: &mut Run, bytes: &[u8]) {
        let Some(font) = run.state.font.clone() else { return };
        for character in font.characters(bytes) {
            if !self.budget.spend(STEPS_A_GLYPH) {
                return;
            }
            let state = &run.state;
            let spacing = state.character_spacing + if character.is_space { state.word_spacing } else { 0.0 };
            // A line that runs down goes on by the height of a character.
            let step = if font.is_vertical { -1.0 } else { f64::from(character.width) / 1000.0 };
            let spacing = if font.is_vertical { -spacing } else { spacing };
            if let Some(glyph) = self.glyph(run, character) {
                self.put(glyph);
            }
            run.step(step * run.state.size + spacing);
        }
    }

    /// A character where it stands; `None` where it is askew, as watermarks are.
    fn glyph(&self, run: &Run, character: Character) -> Option<Glyph> {
        let state: &State = &run.state;
        let wide = f64::from(character.width) / 1000.0;
        // Above its origin in a line that runs to the right, below it in one that runs down.
        let (x, y) = if run.is_vertical() { (-wide / 2.0, -0.88) } else { (0.0, 0.0) };
        let whole = then([state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise], run.text);
        let whole = then(whole, state.matrix);
        let (from, to) = (at(whole, x, y), at(whole, x + wide, y));
        let size = whole[2].hypot(whole[3]) as f32;
        let is_finite = [from.0, from.1, to.0, to.1, size].iter().all(|it| it.is_finite());
        let quarter = quarter(whole[0], whole[1]).filter(|_| is_finite && !character.text.is_empty())?;
        let ink = state.ink();
        let mut glyph =
            Glyph { text: character.text, from, to, size, quarter, source: self.source, ink, sight: Sight::Seen };
        if !state.clip.bounds.holds(glyph.center(), OUTSIDE * size) {
            glyph.hide(Flaw::Hidden);
        }
        Some(glyph)
    }
}

impl Run<'_, '_> {
    fn is_vertical(&self) -> bool {
        self.state.font.as_ref().is_some_and(|font| font.is_vertical)
    }

    /// Operators that set how text is shown; whether this is one.
    fn set(&mut self, it: &Instruction) -> bool {
        let state = &mut self.state;
        let number = |usual: f64| numbers::<1>(it).map_or(usual, |[number]| number);
        match &**it.operator {
            b"Tc" => state.character_spacing = number(state.character_spacing),
            b"Tw" => state.word_spacing = number(state.word_spacing),
            b"Tz" => state.stretch = number(state.stretch * 100.0) / 100.0,
            b"TL" => state.leading = number(state.leading),
            b"Ts" => state.rise = number(state.rise),
            b"Tr" => state.mode = number(state.mode as f64) as i64,
            _ => return false,
        }
        true
    }

    /// Operators that say where text is shown; whether this is one.
    fn place(&mut self, it: &Instruction) -> bool {
        match &**it.operator {
            b"BT" => (self.text, self.line) = (IDENTITY, IDENTITY),
            b"Tm" => {
                if let Some(matrix) = numbers::<6>(it) {
                    (self.text, self.line) = (matrix, matrix);
                }
            }
            b"Td" | b"TD" => {
                if let Some([x, y]) = numbers::<2>(it) {
                    if &**it.operator == b"TD" {
                        self.state.leading = -y;
                    }
                    self.next_line(x, y);
                }
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            _ => return false,
        }
        true
    }

    /// The spacing of words and of characters that comes with a text.
    fn set_spacing(&mut self, it: &Instruction) {
        let mut spacing = it.operands().filter_map(|object| match object {
            Object::Number(number) => Some(number.as_f64()),
            _ => None,
        });
        self.state.word_spacing = spacing.next().unwrap_or(self.state.word_spacing);
        self.state.character_spacing = spacing.next().unwrap_or(self.state.character_spacing);
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = then([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.text = self.line;
    }

    /// Goes on along the line.
    fn step(&mut self, by: f64) {
        let step = if self.is_vertical() { [0.0, by] } else { [by * self.state.stretch, 0.0] };
        self.text = then([1.0, 0.0, 0.0, 1.0, step[0], step[1]], self.text);
    }
}
