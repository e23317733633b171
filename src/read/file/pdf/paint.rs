//! What a page paints: glyphs with their places, ruled lines, pictures. Places are in points from
//! the top left corner of the page as it is shown.

use super::font::Font;
use super::rules::{Ink, Rules};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::{Page, Resources};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A page's content.
#[derive(Default)]
pub(super) struct Painted {
    pub glyphs: Vec<Glyph>,
    pub rules: Rules,
    pub pictures: usize,
    /// The page's height.
    pub height: f32,
}

/// A character where it stands; its baseline runs from `left` to `right`.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub text: String,
    pub left: f32,
    pub right: f32,
    pub base: f32,
    pub size: f32,
    /// Painted without ink: text laid over a picture.
    pub hidden: bool,
}

impl Glyph {
    /// The middle of the character.
    pub fn center(&self) -> (f32, f32) {
        ((self.left + self.right) / 2.0, self.base - self.size * 0.35)
    }
}

/// A transformation `[a b c d e f]`.
type Matrix = [f64; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First one, then the other.
fn then(first: Matrix, second: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = first;
    let [g, h, i, j, k, l] = second;
    [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}

fn at(matrix: Matrix, x: f64, y: f64) -> (f32, f32) {
    let [a, b, c, d, e, f] = matrix;
    ((a * x + c * y + e) as f32, (b * x + d * y + f) as f32)
}

/// Operators of a page; a report's has some ten thousand.
const MAX_OPERATORS: usize = 3_000_000;
/// Glyphs of a page.
const MAX_GLYPHS: usize = 200_000;
/// Forms inside forms.
const MAX_NESTED: usize = 8;

pub(super) fn paint(page: &Page) -> Painted {
    let height = page.render_dimensions().1;
    let painted = Painted { height, ..Painted::default() };
    let mut painter = Painter { painted, fonts: BTreeMap::new(), left: MAX_OPERATORS };
    let state = State { matrix: page.initial_transform(true).as_coeffs(), ..State::default() };
    painter.run(page.typed_operations(), page.resources(), state, 0);
    painter.painted
}

struct Painter {
    painted: Painted,
    /// By what their dictionaries say: the same words mean the same font in one file.
    fonts: BTreeMap<Vec<u8>, Rc<Font>>,
    left: usize,
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    character_spacing: f64,
    word_spacing: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    mode: i64,
}

impl Default for State {
    fn default() -> Self {
        Self {
            matrix: IDENTITY,
            font: None,
            size: 0.0,
            character_spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
        }
    }
}

impl Painter {
    fn run(&mut self, mut operators: TypedIter, resources: &Resources, mut state: State, nested: usize) {
        let mut saved: Vec<State> = Vec::new();
        let (mut text, mut line) = (IDENTITY, IDENTITY);
        let mut path: Vec<Vec<(f64, f64)>> = Vec::new();
        while let Some(operator) = operators.next() {
            self.left = self.left.saturating_sub(1);
            if self.left == 0 || self.painted.glyphs.len() > MAX_GLYPHS {
                return;
            }
            match operator {
                Op::SaveState(_) if saved.len() < 1000 => saved.push(state.clone()),
                Op::RestoreState(_) => state = saved.pop().unwrap_or(state),
                Op::Transform(it) => {
                    state.matrix = then(matrix([&it.0, &it.1, &it.2, &it.3, &it.4, &it.5]), state.matrix)
                }
                Op::CharacterSpacing(it) => state.character_spacing = it.0.as_f64(),
                Op::WordSpacing(it) => state.word_spacing = it.0.as_f64(),
                Op::HorizontalScaling(it) => state.stretch = it.0.as_f64() / 100.0,
                Op::TextLeading(it) => state.leading = it.0.as_f64(),
                Op::TextRise(it) => state.rise = it.0.as_f64(),
                Op::TextRenderingMode(it) => state.mode = it.0.as_i64(),
                Op::TextFont(it) => {
                    state.font = resources.get_font(it.0).map(|dict| self.font(&dict));
                    state.size = it.1.as_f64();
                }
                Op::BeginText(_) => (text, line) = (IDENTITY, IDENTITY),
                Op::SetTextMatrix(it) => {
                    line = matrix([&it.0, &it.1, &it.2, &it.3, &it.4, &it.5]);
                    text = line;
                }
                Op::NextLine(it) => next_line(&mut text, &mut line, it.0.as_f64(), it.1.as_f64()),
                Op::NextLineAndSetLeading(it) => {
                    state.leading = -it.1.as_f64();
                    next_line(&mut text, &mut line, it.0.as_f64(), it.1.as_f64());
                }
                Op::NextLineUsingLeading(_) => next_line(&mut text, &mut line, 0.0, -state.leading),
                Op::ShowText(it) => self.show(it.0.as_bytes(), &state, &mut text),
                Op::NextLineAndShowText(it) => {
                    next_line(&mut text, &mut line, 0.0, -state.leading);
                    self.show(it.0.as_bytes(), &state, &mut text);
                }
                Op::ShowTextWithParameters(it) => {
                    state.word_spacing = it.0.as_f64();
                    state.character_spacing = it.1.as_f64();
                    next_line(&mut text, &mut line, 0.0, -state.leading);
                    self.show(it.2.as_bytes(), &state, &mut text);
                }
                Op::ShowTexts(it) => {
                    for object in it.0.iter::<Object>() {
                        match object {
                            Object::String(string) => self.show(string.as_bytes(), &state, &mut text),
                            Object::Number(by) => {
                                let by = -by.as_f64() / 1000.0 * state.size * state.stretch;
                                text = then([1.0, 0.0, 0.0, 1.0, by, 0.0], text);
                            }
                            _ => {}
                        }
                    }
                }
                Op::MoveTo(it) => path.push(vec![(it.0.as_f64(), it.1.as_f64())]),
                Op::LineTo(it) => point(&mut path, it.0.as_f64(), it.1.as_f64()),
                // A curve is no ruled line, and neither is what it belongs to.
                Op::CubicTo(_) | Op::CubicStartTo(_) | Op::CubicEndTo(_) => point(&mut path, f64::NAN, f64::NAN),
                Op::ClosePath(_) => close(&mut path),
                Op::RectPath(it) => {
                    let (x, y, wide, high) = (it.0.as_f64(), it.1.as_f64(), it.2.as_f64(), it.3.as_f64());
                    path.push(vec![(x, y), (x + wide, y), (x + wide, y + high), (x, y + high), (x, y)]);
                }
                Op::CloseAndStrokePath(_) | Op::CloseFillAndStrokeNonZero(_) | Op::CloseFillAndStrokeEvenOdd(_) => {
                    close(&mut path);
                    self.rule(&mut path, state.matrix, Ink::Stroke);
                }
                Op::StrokePath(_) | Op::FillAndStrokeNonZero(_) | Op::FillAndStrokeEvenOdd(_) => {
                    self.rule(&mut path, state.matrix, Ink::Stroke);
                }
                Op::FillPathNonZero(_) | Op::FillPathNonZeroCompatibility(_) | Op::FillPathEvenOdd(_) => {
                    self.rule(&mut path, state.matrix, Ink::Fill);
                }
                Op::EndPath(_) => path.clear(),
                Op::InlineImage(_) => self.painted.pictures += 1,
                Op::XObject(it) => {
                    if let Some(stream) = resources.get_x_object(it.0) {
                        self.object(&stream, resources, &state, nested);
                    }
                }
                _ => {}
            }
        }
    }

    fn object(&mut self, stream: &Stream, resources: &Resources, state: &State, nested: usize) {
        let dict = stream.dict();
        match dict.get::<Name>("Subtype").as_deref() {
            Some(b"Image") => self.painted.pictures += 1,
            Some(b"Form") if nested < MAX_NESTED => {
                let Ok(data) = stream.decoded_data() else { return };
                self.left = self.left.saturating_sub(data.len() / 100);
                let own: Vec<f64> = dict
                    .get::<Array>("Matrix")
                    .map_or_else(Vec::new, |it| it.iter::<Number>().map(|n| n.as_f64()).collect());
                let own = own.try_into().unwrap_or(IDENTITY);
                let state = State { matrix: then(own, state.matrix), ..state.clone() };
                let inner = dict.get::<Dict>("Resources").map(Resources::new);
                self.run(TypedIter::new(&data), inner.as_ref().unwrap_or(resources), state, nested + 1);
            }
            _ => {}
        }
    }

    fn font(&mut self, dict: &Dict) -> Rc<Font> {
        if let Some(font) = self.fonts.get(dict.data()) {
            return Rc::clone(font);
        }
        let font = Rc::new(Font::of(dict));
        self.fonts.insert(dict.data().to_vec(), Rc::clone(&font));
        font
    }

    fn show(&mut self, bytes: &[u8], state: &State, text: &mut Matrix) {
        let Some(font) = &state.font else { return };
        for character in font.characters(bytes) {
            let spacing = state.character_spacing + if character.is_space { state.word_spacing } else { 0.0 };
            let wide = f64::from(character.width) / 1000.0 * state.size;
            let whole = then([state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise], *text);
            let whole = then(whole, state.matrix);
            let step = f64::from(character.width) / 1000.0;
            let (left, base) = at(whole, 0.0, 0.0);
            let (right, end) = at(whole, step, 0.0);
            let size = (whole[2].hypot(whole[3])) as f32;
            // Text askew is a watermark; upright text on its side is still text.
            let is_straight = (end - base).abs() < 0.2 * size.max(1.0) || (right - left).abs() < 0.2 * size.max(1.0);
            if is_straight && !character.text.is_empty() && left.is_finite() && base.is_finite() && size.is_finite() {
                let (left, right) = (left.min(right), left.max(right));
                self.painted.glyphs.push(Glyph {
                    text: character.text,
                    left,
                    right,
                    base,
                    size,
                    hidden: state.mode == 3,
                });
            }
            *text = then([1.0, 0.0, 0.0, 1.0, (wide + spacing) * state.stretch, 0.0], *text);
        }
    }

    fn rule(&mut self, path: &mut Vec<Vec<(f64, f64)>>, matrix: Matrix, ink: Ink) {
        for part in path.drain(..) {
            let points: Vec<(f32, f32)> = part.into_iter().map(|(x, y)| at(matrix, x, y)).collect();
            self.painted.rules.add(&points, ink);
        }
    }
}

fn matrix(numbers: [&Number; 6]) -> Matrix {
    numbers.map(Number::as_f64)
}

fn next_line(text: &mut Matrix, line: &mut Matrix, x: f64, y: f64) {
    *line = then([1.0, 0.0, 0.0, 1.0, x, y], *line);
    *text = *line;
}

fn point(path: &mut [Vec<(f64, f64)>], x: f64, y: f64) {
    if let Some(part) = path.last_mut() {
        part.push((x, y));
    }
}

fn close(path: &mut [Vec<(f64, f64)>]) {
    if let Some(part) = path.last_mut() {
        if let Some(&first) = part.first() {
            part.push(first);
        }
    }
}
