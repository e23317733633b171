//! A font as far as reading goes: how its codes are split, what they mean, how wide they are.

use super::budget::Budget;
use super::cmap::CMap;
use crate::read::charset;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use std::collections::BTreeMap;

/// A font of a page.
pub(super) struct Font {
    codes: Codes,
    to_unicode: Option<CMap>,
    /// Texts of single codes, by `Differences`.
    named: BTreeMap<u32, String>,
    /// Widths in thousandths, and that of all others.
    widths: BTreeMap<u32, f32>,
    width: f32,
    /// Whether its lines run down.
    pub is_vertical: bool,
}

/// How codes are written, and what they mean without a map.
enum Codes {
    /// One byte; whether it is Latin text.
    Single { latin: bool },
    /// Two bytes that mean nothing by themselves.
    Glyphs,
    /// As an embedded map splits them.
    Embedded(CMap),
    /// UTF-16.
    Unicode,
    /// GBK: one byte or two.
    Gbk,
    /// Big5.
    Big5,
}

/// A character of a text as the font has it.
pub(super) struct Character {
    pub text: String,
    /// In thousandths of the font's size.
    pub width: f32,
    /// Whether word spacing applies behind it.
    pub is_space: bool,
}

/// Widths that are told one by one.
const MAX_WIDTHS: u32 = 70_000;

/// Steps that an entry of a map or a table of widths takes.
const STEPS_AN_ENTRY: usize = 8;

impl Font {
    pub fn of(dict: &Dict, budget: &mut Budget) -> Self {
        let to_unicode = dict.get::<Stream>("ToUnicode").and_then(|stream| map(&stream, budget));
        let font = match dict.get::<Name>("Subtype").as_deref() {
            Some(b"Type0") => Self::composite(dict, to_unicode, budget),
            _ => Self::simple(dict, to_unicode),
        };
        budget.spend(dict.data().len() + font.widths.len() * STEPS_AN_ENTRY);
        font
    }

    fn simple(dict: &Dict, to_unicode: Option<CMap>) -> Self {
        let first = dict.get::<u32>("FirstChar").unwrap_or(0);
        let mut widths = BTreeMap::new();
        if let Some(told) = dict.get::<Array>("Widths") {
            widths.extend((first..).zip(told.iter::<Number>()).take(256).map(|(code, width)| (code, width.as_f32())));
        }
        // The glyphs of a Type 3 font are measured by its own matrix.
        if let Some(scale) = dict.get::<Array>("FontMatrix").and_then(|matrix| matrix.iter::<Number>().next()) {
            widths.values_mut().for_each(|width| *width *= scale.as_f32() * 1000.0);
        }
        let descriptor = dict.get::<Dict>("FontDescriptor");
        let flags = descriptor.as_ref().and_then(|it| it.get::<u32>("Flags"));
        let missing = descriptor.as_ref().and_then(|it| it.get::<Number>("MissingWidth"));
        let encoding = dict.get::<Dict>("Encoding");
        let named = encoding.as_ref().map(differences).unwrap_or_default();
        let has_encoding = dict.get::<Name>("Encoding").is_some() || encoding.is_some();
        // A font without a descriptor is one of the standard fonts.
        let latin = has_encoding || flags.is_none_or(|flags| flags & 32 != 0);
        let width = missing.map_or(if widths.is_empty() { 556.0 } else { 0.0 }, |width| width.as_f32());
        Self { codes: Codes::Single { latin }, to_unicode, named, widths, width, is_vertical: false }
    }

    fn composite(dict: &Dict, to_unicode: Option<CMap>, budget: &mut Budget) -> Self {
        let inner = dict.get::<Array>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict>().next());
        let name = dict.get::<Name>("Encoding");
        let embedded = dict.get::<Stream>("Encoding").filter(|_| name.is_none());
        let is_vertical = match (&name, &embedded) {
            (Some(name), _) => name.ends_with(b"-V"),
            (None, Some(stream)) => stream.dict().get::<u32>("WMode") == Some(1),
            (None, None) => false,
        };
        let codes = match name {
            Some(name) => named_encoding(&name),
            None => embedded.and_then(|stream| map(&stream, budget)).map_or(Codes::Glyphs, Codes::Embedded),
        };
        let width = inner.as_ref().and_then(|it| it.get::<Number>("DW")).map_or(1000.0, |width| width.as_f32());
        // Widths are told by glyph; a code is its glyph's number only where it means nothing else.
        let by_code = matches!(codes, Codes::Glyphs);
        let told = inner.and_then(|it| it.get::<Array>("W")).filter(|_| by_code);
        let widths = told.map(|told| composite_widths(&told)).unwrap_or_default();
        Self { codes, to_unicode, named: BTreeMap::new(), widths, width, is_vertical }
    }

    /// The characters of a text.
    pub fn characters<'b>(&'b self, bytes: &'b [u8]) -> impl Iterator<Item = Character> + 'b {
        let mut rest = bytes;
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let length = self.length(rest).clamp(1, rest.len());
            let (code, behind) = rest.split_at(length);
            rest = behind;
            Some(self.character(code))
        })
    }

    fn character(&self, code: &[u8]) -> Character {
        let number = code.iter().take(4).fold(0_u32, |number, &byte| number << 8 | u32::from(byte));
        let half = code.len() == 1 && matches!(self.codes, Codes::Gbk | Codes::Big5);
        let told = self.widths.get(&number).copied();
        let text = self.text(number, code);
        let narrow = half || matches!(self.codes, Codes::Unicode) && text.is_ascii();
        let width = told.unwrap_or(if narrow { self.width / 2.0 } else { self.width });
        Character { text, width, is_space: code == b" " }
    }

    fn length(&self, bytes: &[u8]) -> usize {
        match &self.codes {
            Codes::Single { .. } => 1,
            Codes::Embedded(map) => map.length(bytes).unwrap_or(2),
            Codes::Gbk | Codes::Big5 if bytes[0] < 0x81 => 1,
            Codes::Unicode if matches!(bytes[0], 0xD8..=0xDB) => 4,
            _ => 2,
        }
    }

    fn text(&self, number: u32, code: &[u8]) -> String {
        if let Some(text) = self.to_unicode.as_ref().and_then(|map| map.text(number)) {
            return text.to_owned();
        }
        if let Some(text) = self.named.get(&number) {
            return text.clone();
        }
        let decoded = match &self.codes {
            Codes::Single { latin: true } => charset::decode("windows-1252", code),
            Codes::Single { latin: false } | Codes::Glyphs | Codes::Embedded(_) => None,
            Codes::Unicode => charset::decode("utf-16be", code),
            Codes::Gbk => charset::decode("gb18030", code),
            Codes::Big5 => charset::decode("big5", code),
        };
        decoded.unwrap_or_else(|| '\u{FFFD}'.to_string())
    }
}

/// A map that a stream holds.
fn map(stream: &Stream, budget: &mut Budget) -> Option<CMap> {
    let map = CMap::parse(&budget.unpack(stream)?);
    budget.spend(map.entries() * STEPS_AN_ENTRY);
    Some(map)
}

/// The predefined encodings for Chinese (ISO 32000-1, 9.7.5.2).
fn named_encoding(name: &[u8]) -> Codes {
    let has = |part: &[u8]| name.windows(part.len()).any(|window| window == part);
    match () {
        () if has(b"UCS2") || has(b"UTF16") => Codes::Unicode,
        () if has(b"GBK") || has(b"GB-EUC") || has(b"GBpc") => Codes::Gbk,
        () if has(b"B5") || has(b"ETen") => Codes::Big5,
        () => Codes::Glyphs,
    }
}

/// `c [w1 w2 …]` and `c_first c_last w`.
fn composite_widths(told: &Array) -> BTreeMap<u32, f32> {
    let mut widths = BTreeMap::new();
    let mut numbers: Vec<f32> = Vec::new();
    // Told again and again, a width is still looked at.
    let mut room = MAX_WIDTHS as usize;
    for object in told.iter::<Object>() {
        let before = room;
        match object {
            Object::Number(number) => numbers.push(number.as_f32()),
            Object::Array(array) => {
                let first = numbers.pop().unwrap_or(0.0) as u32;
                numbers.clear();
                for (code, width) in (first..).zip(array.iter::<Number>()).take(before) {
                    widths.insert(code, width.as_f32());
                    room -= 1;
                }
            }
            _ => {}
        }
        if let [first, last, width] = numbers[..] {
            for code in (first as u32..=last as u32).take(room) {
                widths.insert(code, width);
                room -= 1;
            }
            numbers.clear();
        }
        if room == 0 {
            break;
        }
    }
    widths
}

/// Codes that an encoding names one by one.
fn differences(encoding: &Dict) -> BTreeMap<u32, String> {
    let mut named = BTreeMap::new();
    let mut code: u32 = 0;
    for object in encoding.get::<Array>("Differences").iter().flat_map(|told| told.iter::<Object>()).take(1000) {
        match object {
            Object::Number(number) => code = number.as_f32() as u32,
            Object::Name(name) => {
                named.insert(code, glyph(name.as_ref()));
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    named
}

/// What a glyph's name says (Adobe Glyph List): figures, letters, marks, `uni4EF6`.
fn glyph(name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name);
    if let [letter] = name.as_bytes() {
        return char::from(*letter).to_string();
    }
    let hex = name.strip_prefix("uni").or_else(|| name.strip_prefix('u')).filter(|hex| hex.len() >= 4);
    let coded = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
    let known = NAMES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c);
    known.or(coded).unwrap_or('\u{FFFD}').to_string()
}

const NAMES: [(&str, char); 36] = [
    ("space", ' '),
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("period", '.'),
    ("comma", ','),
    ("hyphen", '-'),
    ("minus", '-'),
    ("plus", '+'),
    ("slash", '/'),
    ("colon", ':'),
    ("semicolon", ';'),
    ("percent", '%'),
    ("parenleft", '('),
    ("parenright", ')'),
    ("bracketleft", '['),
    ("bracketright", ']'),
    ("quotedblleft", '“'),
    ("quotedblright", '”'),
    ("quoteleft", '‘'),
    ("quoteright", '’'),
    ("endash", '–'),
    ("emdash", '—'),
    ("underscore", '_'),
    ("bullet", '•'),
    ("asterisk", '*'),
    ("equal", '='),
    ("less", '<'),
    ("greater", '>'),
];
