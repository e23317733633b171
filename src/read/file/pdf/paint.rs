//! What a page paints: characters with their places, ruled lines, areas that cover what is below
//! them, pictures.

use super::budget::Budget;
use super::font::Font;
use super::geometry::{Bounds, Matrix, Point, Size, at, then};
use super::glyph::{Glyph, Sight, Source};
use super::layers::Layers;
use super::path::{Cover, Path};
use super::rules::Rules;
use super::state::{Colour, State};
use crate::read::Flaw;
use hayro_syntax::content::{Instruction, UntypedIter};
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Rect, Stream};
use hayro_syntax::page::{Page, Resources};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A page's content.
#[derive(Default)]
pub(super) struct Painted {
    pub glyphs: Vec<Glyph>,
    pub rules: Rules,
    /// Areas, as they follow each other.
    pub covers: Vec<Cover>,
    /// Strokes of a pen that were put on the page afterwards.
    pub strokes: Vec<(Point, Point)>,
    /// What a comment marks, and what it makes of the text there.
    pub marks: Vec<(Bounds, Flaw)>,
    pub pictures: usize,
    /// The part of the page that its largest picture takes.
    pub largest_picture: f32,
    /// Form fields that are seen.
    pub fields: usize,
    pub size: Size,
}

/// Characters of all pages.
const MAX_GLYPHS: usize = 2_000_000;
/// Forms inside forms.
const MAX_NESTED: usize = 8;
/// Steps that a form takes besides its content.
const STEPS_A_FORM: usize = 100;
/// Steps that an area takes: it is kept until the page is done.
const STEPS_AN_AREA: usize = 50;

/// Paints the pages of one file.
pub(super) struct Painter<'a> {
    pub budget: Budget,
    pub layers: Layers,
    /// What appearances may use without saying where it is.
    pub common: Resources<'a>,
    pub painted: Painted,
    /// What is being painted.
    pub source: Source,
    /// How many things around what is being painted are not seen.
    pub off: usize,
    glyphs: usize,
    /// By where their dictionaries are, and by what these say: the same words mean the same font in
    /// one file.
    fonts: BTreeMap<Vec<u8>, Rc<Font>>,
}

/// A content stream being run.
pub(super) struct Run<'r, 'a> {
    pub resources: &'r Resources<'a>,
    pub state: State,
    pub text: Matrix,
    pub line: Matrix,
    pub path: Path,
    /// Whether the path is to be clipped to when it has been painted.
    pub clips: bool,
    saved: Vec<State>,
    /// For each marked part that is open: whether it is switched off.
    marked: Vec<bool>,
    nested: usize,
}

impl<'a> Painter<'a> {
    pub fn new(budget: Budget, layers: Layers, common: Resources<'a>) -> Self {
        Self {
            budget,
            layers,
            common,
            painted: Painted::default(),
            source: Source::Page,
            off: 0,
            glyphs: 0,
            fonts: BTreeMap::new(),
        }
    }

    /// Paints a page's own content.
    pub fn page(&mut self, page: &Page<'a>) {
        let size = page.render_dimensions();
        self.painted = Painted { size, ..Painted::default() };
        self.source = Source::Page;
        let content = self.content(page);
        let state = State::new(shown(page), Bounds::of_page(size));
        self.run(&content, page.resources(), state, 0);
    }

    /// A page's content, in which the same stream may stand a thousand times.
    fn content(&mut self, page: &Page<'a>) -> Vec<u8> {
        let parts: Vec<Stream> = match page.raw().get::<Object>("Contents") {
            Some(Object::Stream(stream)) => vec![stream],
            Some(Object::Array(parts)) => {
                // A part that is lacking does not end the page.
                let references = parts.raw_iter().filter_map(|it| it.as_obj_ref());
                references.filter_map(|it| page.xref().get::<Object>(it.into())?.into_stream()).collect()
            }
            _ => Vec::new(),
        };
        let mut content = Vec::new();
        for part in parts {
            content.extend_from_slice(&self.budget.unpack(&part).unwrap_or_default());
            content.push(b' ');
        }
        content
    }

    fn run(&mut self, content: &[u8], resources: &Resources<'a>, state: State, nested: usize) {
        let mut run = Run {
            resources,
            state,
            text: super::geometry::IDENTITY,
            line: super::geometry::IDENTITY,
            path: Path::default(),
            clips: false,
            saved: Vec::new(),
            marked: Vec::new(),
            nested,
        };
        let mut operators = UntypedIter::new(content);
        while let Some(it) = operators.next() {
            if !self.budget.spend(1) {
                break;
            }
            let _ = self.general(&mut run, &it) || self.text(&mut run, &it) || self.path(&mut run, &it);
        }
        self.off -= run.marked.iter().filter(|is_off| **is_off).count();
    }

    /// Operators of the state, of objects and of marked parts.
    fn general(&mut self, run: &mut Run<'_, 'a>, it: &Instruction) -> bool {
        match &**it.operator {
            b"q" if run.saved.len() < 1000 => run.saved.push(run.state.clone()),
            b"Q" => {
                if let Some(state) = run.saved.pop() {
                    run.state = state;
                }
            }
            b"cm" => {
                if let Some(own) = numbers::<6>(it) {
                    run.state.matrix = then(own, run.state.matrix);
                }
            }
            b"gs" => {
                if let Some(parameters) = name(it).and_then(|name| run.resources.get_ext_g_state(name)) {
                    self.budget.spend(parameters.data().len() / 8);
                    run.state.set(&parameters);
                }
            }
            b"g" | b"rg" | b"k" | b"sc" | b"scn" => run.state.fill = colour(it),
            b"cs" => run.state.fill = name(it).map_or(Colour::Unknown, Colour::initial),
            b"Do" => {
                if let Some(stream) = name(it).and_then(|name| run.resources.get_x_object(name)) {
                    self.object(run, &stream);
                }
            }
            b"BI" => self.picture(&run.state, it.operands().find_map(stream).map(Stream::dict)),
            b"BMC" => run.marked.push(false),
            b"BDC" => self.begin_marked(run, it),
            b"EMC" => self.off -= usize::from(run.marked.pop().unwrap_or(false)),
            _ => return false,
        }
        true
    }

    /// Begins a marked part, which may belong to a layer.
    fn begin_marked(&mut self, run: &mut Run<'_, 'a>, it: &Instruction) {
        let is_layer = it.operands().next().is_some_and(|tag| matches!(tag, Object::Name(tag) if &**tag == b"OC"));
        let is_off = is_layer && name(it).is_some_and(|layer| self.layers.is_off(&run.resources.properties, layer));
        self.off += usize::from(is_off);
        run.marked.push(is_off);
    }

    fn object(&mut self, run: &Run<'_, 'a>, stream: &Stream<'a>) {
        let dict = stream.dict();
        self.budget.spend(dict.data().len() / 8);
        let is_off = self.layers.is_off(dict, b"OC");
        self.off += usize::from(is_off);
        match dict.get::<Name>("Subtype").as_deref() {
            Some(b"Image") => self.picture(&run.state, Some(dict)),
            Some(b"Form") if run.nested < MAX_NESTED => {
                self.form(stream, run.resources, run.state.clone(), run.nested + 1);
            }
            _ => {}
        }
        self.off -= usize::from(is_off);
    }

    /// Paints a form: content that is named, and clipped to a box of its own.
    pub fn form(&mut self, stream: &Stream<'a>, outer: &Resources<'a>, mut state: State, nested: usize) {
        self.budget.spend(STEPS_A_FORM);
        let Some(data) = self.budget.unpack(stream) else { return };
        let dict = stream.dict();
        state.matrix = then(form_matrix(dict), state.matrix);
        if let Some(own) = dict.get::<Rect>("BBox") {
            let corners = corners(own, state.matrix);
            state.clip(Bounds::around(corners), super::path::is_rectangle(&corners));
        }
        let inner = dict.get::<Dict>("Resources").map(Resources::new);
        self.run(&data, inner.as_ref().unwrap_or(outer), state, nested);
    }

    fn picture(&mut self, state: &State, dict: Option<&Dict>) {
        if self.off > 0 {
            return;
        }
        let has =
            |long: &str, short: &str| dict.is_some_and(|dict| dict.contains_key(long) || dict.contains_key(short));
        let is_clear =
            has("SMask", "SMask") || has("Mask", "Mask") || has("ImageMask", "IM") || has("SMaskInData", "SMaskInData");
        let corners = corners(Rect::new(0.0, 0.0, 1.0, 1.0), state.matrix);
        let page = Bounds::of_page(self.painted.size);
        if self.source == Source::Page {
            self.painted.pictures += 1;
            let part = Bounds::around(corners).map_or(0.0, |bounds| bounds.meet(&page).area() / page.area().max(1.0));
            self.painted.largest_picture = self.painted.largest_picture.max(part);
        }
        let cover = Cover::of(vec![corners.to_vec()], false, &state.clip.bounds);
        if let Some(mut cover) = cover.filter(|_| !is_clear && state.is_opaque()) {
            cover.is_sure = state.clip.is_whole;
            cover.is_picture = self.source == Source::Page;
            self.cover(cover);
        }
    }

    /// Keeps an area that was painted.
    pub fn cover(&mut self, mut cover: Cover) {
        self.budget.spend(STEPS_AN_AREA + cover.weight());
        cover.before = self.painted.glyphs.len();
        self.painted.covers.push(cover);
    }

    /// Keeps a character that was painted.
    pub fn put(&mut self, mut glyph: Glyph) {
        self.glyphs += 1;
        if self.glyphs > MAX_GLYPHS {
            self.budget.exhaust();
            return;
        }
        if self.off > 0 {
            glyph.sight = Sight::Unseen(Flaw::Hidden);
        }
        self.painted.glyphs.push(glyph);
    }

    /// A font by its name. An appearance may name one of the whole form's, and is shown in some font
    /// where it names none that there is.
    pub fn font(&mut self, resources: &Resources<'a>, name: &Name) -> Option<Rc<Font>> {
        let font = self.font_among(&resources.fonts, name);
        if font.is_some() || self.source == Source::Page {
            return font;
        }
        let common = self.common.fonts.clone();
        self.font_among(&common, name).or_else(|| Some(Rc::new(Font::of(&Dict::empty(), &mut self.budget))))
    }

    fn font_among(&mut self, fonts: &Dict<'a>, name: &Name) -> Option<Rc<Font>> {
        let place = fonts.get_ref(name).map(|it| [it.obj_number.to_be_bytes(), it.gen_number.to_be_bytes()].concat());
        if let Some(font) = place.as_ref().and_then(|place| self.fonts.get(place)) {
            return Some(Rc::clone(font));
        }
        let dict = fonts.get::<Dict>(name)?;
        self.budget.spend(dict.data().len() / 8);
        let known = self.fonts.get(dict.data()).map(Rc::clone);
        let font = known.unwrap_or_else(|| Rc::new(Font::of(&dict, &mut self.budget)));
        for key in [Some(dict.data().to_vec()), place].into_iter().flatten() {
            self.fonts.insert(key, Rc::clone(&font));
        }
        Some(font)
    }
}

impl Bounds {
    /// All of a page.
    pub fn of_page((right, bottom): Size) -> Self {
        Self { left: 0.0, top: 0.0, right, bottom }
    }
}

/// From a page's own coordinates to those of the page as it is shown.
#[inline(never)]
pub(super) fn shown(page: &Page) -> Matrix {
    page.initial_transform(true).as_coeffs()
}

/// A form's own transformation.
pub(super) fn form_matrix(dict: &Dict) -> Matrix {
    let told =
        dict.get::<Array>("Matrix").map(|it| it.iter::<Number>().take(6).map(|n| n.as_f64()).collect::<Vec<_>>());
    told.and_then(|told| told.try_into().ok()).unwrap_or(super::geometry::IDENTITY)
}

/// The corners of a box, in turn.
pub(super) fn corners(it: Rect, matrix: Matrix) -> [Point; 4] {
    [(it.x0, it.y0), (it.x1, it.y0), (it.x1, it.y1), (it.x0, it.y1)].map(|(x, y)| at(matrix, x, y))
}

/// The last operands as numbers.
pub(super) fn numbers<const N: usize>(it: &Instruction) -> Option<[f64; N]> {
    let surplus = it.operands().count().checked_sub(N)?;
    let mut numbers = [0.0; N];
    for (number, object) in numbers.iter_mut().zip(it.operands().skip(surplus)) {
        let Object::Number(told) = object else { return None };
        *number = told.as_f64();
    }
    Some(numbers)
}

/// The last operand as a name.
fn name<'b, 'c>(it: &Instruction<'b, 'c>) -> Option<&'b Name<'c>> {
    match it.operands().last() {
        Some(Object::Name(name)) => Some(name),
        _ => None,
    }
}

fn stream<'b, 'c>(object: &'b Object<'c>) -> Option<&'b Stream<'c>> {
    match object {
        Object::Stream(stream) => Some(stream),
        _ => None,
    }
}

fn colour(it: &Instruction) -> Colour {
    let number = |object: &Object| match object {
        Object::Number(number) => Some(number.as_f64()),
        _ => None,
    };
    // A colour of one number is a grey, or a tint of an ink that is not known here.
    let is_grey = &**it.operator == b"g";
    match it.operands().map(number).collect::<Option<Vec<f64>>>() {
        Some(numbers) if numbers.len() == 1 && !is_grey => Colour::Unknown,
        Some(numbers) => Colour::of(&numbers),
        None => Colour::Unknown,
    }
}
