//! Form fields (ISO 32000-1, 12.7): what a person filled in, where it is shown.

use super::annotation;
use super::glyph::{Sight, Source};
use super::paint::{Painter, numbers, shown};
use super::typeset::{self, Sheet};
use crate::read::{Flaw, charset};
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Dict, Object, Rect};
use hayro_syntax::page::{Page, Resources};

/// What a file says of its form.
pub(super) struct Form<'a> {
    /// Whether values are shown as they are, whatever was drawn for them.
    needs_appearances: bool,
    /// Whether it is a form of another kind, which only few programs show.
    pub is_dynamic: bool,
    /// What appearances may use without saying where it is.
    pub common: Resources<'a>,
}

impl<'a> Form<'a> {
    /// By the catalogue of a file.
    pub fn of(catalogue: &Dict<'a>) -> Self {
        let form = catalogue.get::<Dict>("AcroForm").unwrap_or_default();
        Self {
            needs_appearances: matches!(form.get::<Object>("NeedAppearances"), Some(Object::Boolean(true))),
            is_dynamic: form.contains_key("XFA"),
            common: Resources::new(form.get::<Dict>("DR").unwrap_or_default()),
        }
    }
}

/// A field as one of its places shows it.
struct Field {
    kind: Kind,
    flags: u32,
    value: String,
    /// The size of its letters, where it is told.
    size: Option<f64>,
    /// Whether a script writes its value in another way.
    is_formatted: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Choice,
    Button,
    Signature,
}

/// Fields above a field.
const MAX_PARENTS: usize = 32;
const MULTILINE: u32 = 1 << 12;
const PASSWORD: u32 = 1 << 13;
const COMBO: u32 = 1 << 17;
const COMB: u32 = 1 << 24;

/// What a field has, or a field above it.
fn inherited<'a>(dict: &Dict<'a>, key: &str) -> Option<Object<'a>> {
    let mut dict = dict.clone();
    for _ in 0..MAX_PARENTS {
        if dict.contains_key(key) {
            return dict.get::<Object>(key);
        }
        dict = dict.get::<Dict>("Parent")?;
    }
    None
}

impl Field {
    fn of(widget: &Dict, painter: &mut Painter) -> Self {
        let kind = match inherited(widget, "FT") {
            Some(Object::Name(name)) => match &*name {
                b"Btn" => Kind::Button,
                b"Ch" => Kind::Choice,
                b"Sig" => Kind::Signature,
                _ => Kind::Text,
            },
            _ => Kind::Text,
        };
        let flags = match inherited(widget, "Ff") {
            Some(Object::Number(flags)) => flags.as_i64() as u32,
            _ => 0,
        };
        let mut values = inherited(widget, "V").map(|value| texts(value, painter)).unwrap_or_default();
        if let (Kind::Choice, Some(Object::Array(options))) = (kind, inherited(widget, "Opt")) {
            values.iter_mut().for_each(|value| choose(value, &options, painter));
        }
        let is_formatted = matches!(inherited(widget, "AA"), Some(Object::Dict(actions)) if actions.contains_key("F"));
        let size = inherited(widget, "DA").and_then(|told| text_size(&told));
        Self { kind, flags, value: values.join("\n"), size, is_formatted }
    }

    fn is(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }
}

/// A value as texts: several where several options are chosen.
fn texts(value: Object, painter: &mut Painter) -> Vec<String> {
    match value {
        Object::Array(array) => array.iter::<Object>().take(100).filter_map(|value| text(value, painter)).collect(),
        value => text(value, painter).into_iter().collect(),
    }
}

fn text(value: Object, painter: &mut Painter) -> Option<String> {
    match value {
        Object::String(bytes) => Some(text_string(&bytes)),
        Object::Stream(stream) => painter.budget.unpack(&stream).map(|bytes| text_string(&bytes)),
        Object::Name(name) => Some(String::from_utf8_lossy(&name).into_owned()),
        Object::Number(number) => Some(decimal(number.as_f64())),
        _ => None,
    }
}

/// A number with two decimals at most.
fn decimal(number: f64) -> String {
    let hundredths = (number * 100.0).round() as i64;
    let (whole, part) = (hundredths / 100, (hundredths % 100).unsigned_abs());
    let sign = if hundredths < 0 && whole == 0 { "-" } else { "" };
    let decimals = if part == 0 { String::new() } else { format!(".{part:02}") };
    format!("{sign}{whole}{decimals}")
}

/// A text string (ISO 32000-1, 7.9.2.2): UTF-16 or UTF-8 by its mark, else about Latin.
pub(super) fn text_string(bytes: &[u8]) -> String {
    let is_marked = [&b"\xFE\xFF"[..], b"\xFF\xFE", b"\xEF\xBB\xBF"].iter().any(|mark| bytes.starts_with(mark));
    let text = match is_marked {
        true => charset::text(bytes, None),
        false => charset::decode("windows-1252", bytes),
    };
    text.unwrap_or_default()
}

/// Puts the words that a choice is shown by in the place of those that it is sent by.
fn choose(value: &mut String, options: &Array, painter: &mut Painter) {
    for option in options.iter::<Object>() {
        if !painter.budget.spend(10) {
            return;
        }
        if let Object::Array(pair) = option {
            let mut pair = pair.iter::<Object>().take(2).filter_map(|it| text(it, painter));
            if let (Some(sent), Some(shown)) = (pair.next(), pair.next()) {
                if sent == *value {
                    *value = shown;
                    return;
                }
            }
        }
    }
}

/// The size in a default appearance; `None` where it is to fit.
pub(super) fn text_size(told: &Object) -> Option<f64> {
    let Object::String(operators) = told else { return None };
    let mut operators = UntypedIter::new(operators);
    let mut size = None;
    while let Some(it) = operators.next() {
        if &**it.operator == b"Tf" {
            size = numbers::<1>(&it).map(|[size]| size);
        }
    }
    size.filter(|size| *size > 0.0)
}

/// Reads a field where it is shown.
pub(super) fn widget<'a>(painter: &mut Painter<'a>, page: &Page<'a>, widget: &Dict<'a>, form: &Form<'a>) {
    let Some(rect) = widget.get::<Rect>("Rect") else { return };
    let field = Field::of(widget, painter);
    painter.source = if field.kind == Kind::Signature { Source::Comment } else { Source::Field };
    let first = painter.painted.glyphs.len();
    let is_drawn = annotation::appearance(painter, page, widget);
    match field.kind {
        Kind::Signature => return,
        // A tick is a letter of a font of signs, and no text.
        Kind::Button => return painter.take_back(first),
        Kind::Text | Kind::Choice => {}
    }
    if painter.off == 0 {
        painter.painted.fields += 1;
    }
    let sheet = Sheet {
        rect,
        rotation: widget.get::<Dict>("MK").and_then(|it| it.get::<i32>("R")).unwrap_or(0),
        size: field.size,
        matrix: shown(page),
    };
    if !is_drawn {
        annotation::background(painter, &sheet, widget.get::<Dict>("MK").and_then(|it| it.get::<Array>("BG")));
    }
    show(painter, &field, first, &sheet, !is_drawn || form.needs_appearances);
}

/// Leaves of a field what a person sees: what was drawn for it, or its value.
fn show(painter: &mut Painter, field: &Field, first: usize, sheet: &Sheet, by_value: bool) {
    let drawn: String = painter.painted.glyphs[first..]
        .iter()
        .filter(|glyph| glyph.is_seen() || painter.off > 0)
        .map(|glyph| glyph.text.as_str())
        .collect();
    let (is_blank, is_unknown) = (plain(&drawn).is_empty(), drawn.contains('\u{FFFD}'));
    let has_value = !plain(&field.value).is_empty();
    if field.is(PASSWORD) || is_unknown && !has_value {
        painter.take_back(first);
        if has_value || !is_blank {
            typeset::unread(painter, sheet);
        }
        return;
    }
    // A list shows all that may be chosen, and marks what is.
    let is_list = field.kind == Kind::Choice && !field.is(COMBO);
    let is_same = plain(&drawn) == plain(&field.value);
    if by_value || is_unknown || is_list || is_same && field.is(COMB) {
        painter.take_back(first);
        typeset::set(painter, &field.value, sheet);
        if is_list && !has_value && !is_blank {
            typeset::unread(painter, sheet);
        }
    } else if is_blank && has_value {
        typeset::set(painter, &field.value, sheet);
        doubt(painter, first);
    } else if !is_same && !field.is_formatted {
        doubt(painter, first);
    }
    if field.is(MULTILINE) && is_cut(painter, first) {
        doubt(painter, first);
    }
}

/// A text without what does not change what it says.
fn plain(text: &str) -> String {
    let mut plain: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | '，')).collect();
    if plain.contains('.') && plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-')) {
        plain.truncate(plain.trim_end_matches('0').trim_end_matches('.').len());
    }
    plain
}

fn doubt(painter: &mut Painter, first: usize) {
    painter.painted.glyphs[first..].iter_mut().for_each(|glyph| glyph.doubt(Flaw::Overlaid));
}

/// Whether a part of a field is out of sight.
fn is_cut(painter: &Painter, first: usize) -> bool {
    painter.off == 0 && painter.painted.glyphs[first..].iter().any(|glyph| glyph.sight == Sight::Unseen(Flaw::Hidden))
}

impl Painter<'_> {
    /// Takes back the characters painted since, but not what they were painted on.
    pub fn take_back(&mut self, first: usize) {
        self.painted.glyphs.truncate(first);
        for cover in self.painted.covers.iter_mut().rev().take_while(|cover| cover.before > first) {
            cover.before = first;
        }
    }
}
