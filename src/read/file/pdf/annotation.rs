//! What was put on a page afterwards (ISO 32000-1, 12.5): form fields, typed comments, stamps,
//! marks, drawings. Notes that only open when they are clicked are left alone.

use super::field::{self, Form, text_size, text_string};
use super::geometry::{Bounds, Point, at, then};
use super::glyph::Source;
use super::paint::{Painter, corners, form_matrix, shown};
use super::path::Cover;
use super::state::{Colour, State};
use super::typeset::{self, Sheet};
use crate::read::Flaw;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Rect, Stream};
use hayro_syntax::page::{Page, Resources};

/// Steps that an annotation takes besides what is drawn for it.
const STEPS: usize = 200;
/// Points of a drawing.
const MAX_POINTS: usize = 10_000;
/// Invisible, hidden, not for the screen.
const UNSEEN: i64 = 1 | 2 | 32;

/// Paints what was put on a page.
pub(super) fn annotate<'a>(painter: &mut Painter<'a>, page: &Page<'a>, form: &Form<'a>) {
    let Some(all) = page.raw().get::<Array>("Annots") else { return };
    for it in all.raw_iter() {
        let annotation = match it.as_obj_ref() {
            Some(reference) => page.xref().get::<Object>(reference.into()).and_then(Object::into_dict),
            None => dict(it),
        };
        if !painter.budget.spend(STEPS) {
            return;
        }
        let Some(annotation) = annotation else { continue };
        let flags = annotation.get::<Number>("F").map_or(0, |flags| flags.as_i64());
        let is_off = flags & UNSEEN != 0 || painter.layers.is_off(&annotation, b"OC");
        painter.off = usize::from(is_off);
        one(painter, page, &annotation, form);
        painter.off = 0;
    }
    painter.source = Source::Page;
}

fn dict<'a>(it: hayro_syntax::object::MaybeRef<Object<'a>>) -> Option<Dict<'a>> {
    match it {
        hayro_syntax::object::MaybeRef::NotRef(Object::Dict(dict)) => Some(dict),
        _ => None,
    }
}

fn one<'a>(painter: &mut Painter<'a>, page: &Page<'a>, annotation: &Dict<'a>, form: &Form<'a>) {
    match annotation.get::<Name>("Subtype").as_deref() {
        Some(b"Widget") => field::widget(painter, page, annotation, form),
        Some(b"FreeText") => typed(painter, page, annotation),
        Some(b"Stamp") => {
            painter.source = Source::Comment;
            if !appearance(painter, page, annotation) {
                mark(painter, page, annotation, Flaw::Overlaid);
            }
        }
        Some(b"StrikeOut") => mark(painter, page, annotation, Flaw::Struck),
        Some(b"Redact") => mark(painter, page, annotation, Flaw::Overlaid),
        Some(b"Ink" | b"Line" | b"PolyLine" | b"Polygon" | b"Square" | b"Circle") => {
            painter.source = Source::Drawing;
            if !appearance(painter, page, annotation) {
                drawing(painter, page, annotation);
            }
        }
        _ => {}
    }
}

/// Paints what was drawn for an annotation; whether something was.
pub(super) fn appearance<'a>(painter: &mut Painter<'a>, page: &Page<'a>, annotation: &Dict<'a>) -> bool {
    let Some(stream) = normal(annotation) else { return false };
    let (Some(rect), Some(own)) = (annotation.get::<Rect>("Rect"), stream.dict().get::<Rect>("BBox")) else {
        return false;
    };
    // The box that the form's own transformation makes of its box is fitted into the rectangle.
    let Some(bounds) = Bounds::around(corners(own, form_matrix(stream.dict()))) else { return false };
    let (wide, high) = bounds.size();
    if wide <= 0.0 || high <= 0.0 {
        return false;
    }
    let (x, y) = (rect.width() / f64::from(wide), rect.height() / f64::from(high));
    let fit = [x, 0.0, 0.0, y, rect.x0 - f64::from(bounds.left) * x, rect.y0 - f64::from(bounds.top) * y];
    let matrix = then(fit, shown(page));
    let common: Resources = painter.common.clone();
    painter.form(&stream, &common, State::new(matrix, Bounds::of_page(painter.painted.size)), 1);
    true
}

/// The appearance when nobody points at it or presses it.
fn normal<'a>(annotation: &Dict<'a>) -> Option<Stream<'a>> {
    let all = annotation.get::<Dict>("AP")?;
    if let Some(stream) = all.get::<Stream>("N") {
        return Some(stream);
    }
    all.get::<Dict>("N")?.get::<Stream>(annotation.get::<Name>("AS")?)
}

/// Paints the ground of a box for which nothing was drawn.
pub(super) fn background(painter: &mut Painter, sheet: &Sheet, colour: Option<Array>) {
    let numbers = numbers(colour, 5);
    if numbers.is_empty() || painter.off > 0 {
        return;
    }
    let page = Bounds::of_page(painter.painted.size);
    if let Some(mut cover) = Cover::of(vec![corners(sheet.rect, sheet.matrix).to_vec()], false, &page) {
        cover.is_white = Colour::of(&numbers) == Colour::White;
        painter.cover(cover);
    }
}

/// Paints a typed comment.
fn typed<'a>(painter: &mut Painter<'a>, page: &Page<'a>, annotation: &Dict<'a>) {
    painter.source = Source::Comment;
    let Some(mut rect) = annotation.get::<Rect>("Rect") else { return };
    let first = painter.painted.glyphs.len();
    let is_drawn = appearance(painter, page, annotation);
    let drawn = &painter.painted.glyphs[first..];
    let is_unknown = drawn.iter().any(|glyph| glyph.text.contains('\u{FFFD}'));
    let has_text = drawn.iter().any(|glyph| glyph.is_letter());
    let said = annotation.get::<Object>("Contents").and_then(|said| said.into_string());
    let said = said.map(|said| text_string(&said)).unwrap_or_default();
    if has_text && !is_unknown || said.trim().is_empty() {
        return;
    }
    painter.take_back(first);
    // How far the text stands off the rectangle.
    let inset = numbers(annotation.get::<Array>("RD"), 4);
    if let ([left, bottom, right, top], false) = (&inset[..], is_drawn) {
        let inner = Rect::new(rect.x0 + left, rect.y0 + bottom, rect.x1 - right, rect.y1 - top);
        rect = if inner.x0 < inner.x1 && inner.y0 < inner.y1 { inner } else { rect };
    }
    let size = annotation.get::<Object>("DA").and_then(|told| text_size(&told));
    let sheet = Sheet { rect, rotation: 0, size, matrix: shown(page) };
    if !is_drawn {
        background(painter, &sheet, annotation.get::<Array>("C"));
    }
    typeset::set(painter, &said, &sheet);
    // Letters drawn as lines say perhaps what the comment says.
    if is_drawn && !is_unknown {
        painter.painted.glyphs[first..].iter_mut().for_each(|glyph| glyph.doubt(Flaw::Overlaid));
    }
}

/// Marks the text that an annotation names by its corners.
fn mark<'a>(painter: &mut Painter<'a>, page: &Page<'a>, annotation: &Dict<'a>, flaw: Flaw) {
    if painter.off > 0 {
        return;
    }
    let matrix = shown(page);
    let points = points(annotation.get::<Array>("QuadPoints"), page);
    let mut areas: Vec<Bounds> =
        points.chunks_exact(4).filter_map(|four| Bounds::around(four.iter().copied())).collect();
    if areas.is_empty() {
        areas.extend(annotation.get::<Rect>("Rect").and_then(|rect| Bounds::around(corners(rect, matrix))));
    }
    painter.painted.marks.extend(areas.into_iter().map(|area| (area, flaw)));
}

/// The strokes of a drawing for which nothing was drawn.
fn drawing<'a>(painter: &mut Painter<'a>, page: &Page<'a>, annotation: &Dict<'a>) {
    if painter.off > 0 {
        return;
    }
    let mut lines = vec![points(annotation.get::<Array>("L"), page), points(annotation.get::<Array>("Vertices"), page)];
    let pen = annotation.get::<Array>("InkList");
    lines
        .extend(pen.iter().flat_map(|pen| pen.iter::<Object>()).take(1000).map(|line| points(line.into_array(), page)));
    for line in lines {
        painter.budget.spend(line.len());
        painter.painted.strokes.extend(line.windows(2).map(|pair| (pair[0], pair[1])));
    }
    if let Some(rect) = annotation.get::<Rect>("Rect") {
        let sheet = Sheet { rect, rotation: 0, size: None, matrix: shown(page) };
        background(painter, &sheet, annotation.get::<Array>("IC"));
    }
}

/// The numbers of an array, so many at most.
fn numbers(array: Option<Array>, most: usize) -> Vec<f64> {
    array.iter().flat_map(|it| it.iter::<Number>()).take(most).map(|it| it.as_f64()).collect()
}

/// Numbers as points of the page as it is shown.
fn points(numbers: Option<Array>, page: &Page) -> Vec<Point> {
    let matrix = shown(page);
    let numbers = self::numbers(numbers, 2 * MAX_POINTS);
    numbers.chunks_exact(2).map(|pair| at(matrix, pair[0], pair[1])).collect()
}
