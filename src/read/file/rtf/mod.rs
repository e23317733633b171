//! Rich Text Format: what much that is called .doc really is.

mod sheet;
mod table;
mod words;

use super::Refusal;
use super::content::{Content, Look};
use super::field::Fields;
use super::symbol::Font;
use crate::read::{Document, charset};
use sheet::Sheet;
use table::Rows;

/// Groups nest some ten deep.
const MAX_DEPTH: usize = 500;

pub(super) fn rtf(bytes: &[u8]) -> Result<Document, Refusal> {
    let mut reader = Reader { code_page: 1252, state: State { fallback: 1, ..State::default() }, ..Reader::default() };
    let mut at = 0;
    while at < bytes.len() {
        at += reader.step(&bytes[at..])?;
    }
    if reader.depth() > 0 {
        return Err(Refusal::Damaged("RTF "));
    }
    let mut document = Document::default();
    reader.finish().add_to(&mut document);
    Ok(document)
}

/// Where text of a group goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Destination {
    #[default]
    Text,
    /// No text: pictures, headers.
    Nowhere,
    /// No text either: properties of a shape, of which one may be its picture.
    Shape,
    /// What a legacy form field holds, beside its choices.
    Form,
    Fonts,
    Styles,
    /// The instruction of a field, and a choice that a drop-down field offers.
    Instruction,
    Choice,
}

/// What holds inside a group, and is as before behind it.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    destination: Destination,
    /// What is said of characters; `None` where their style decides.
    strike: Option<bool>,
    double_strike: Option<bool>,
    hidden: Option<bool>,
    deleted: bool,
    inserted: bool,
    script: bool,
    position: bool,
    font: i32,
    /// The numbers of the styles of the paragraph and of characters.
    paragraph_style: i32,
    character_style: Option<i32>,
    /// How many characters stand for an older reader behind each `\u`.
    fallback: usize,
    in_table: bool,
    /// Inside a text box: its paragraphs are none of the table around.
    in_box: bool,
}

#[derive(Debug, Default)]
struct Reader {
    code_page: u32,
    states: Vec<State>,
    state: State,
    /// Bytes of text not decoded yet.
    bytes: Vec<u8>,
    /// The first half of a character in UTF-16.
    half: Option<u16>,
    /// Characters still to be passed over behind a `\u`.
    passing: usize,
    /// Whether a group has just begun, and whether by `\*`: an unknown one is then skipped.
    starts: bool,
    optional: bool,
    sheet: Sheet,
    fields: Fields,
    /// How deep the groups of the open fields lie.
    field_groups: Vec<usize>,
    body: Content,
    cell: Content,
    table: Rows,
}

impl Reader {
    fn depth(&self) -> usize {
        self.states.len()
    }

    /// Takes up what stands at the start of these bytes; how many it took.
    fn step(&mut self, rest: &[u8]) -> Result<usize, Refusal> {
        match rest[0] {
            b'{' => {
                self.flush();
                if self.states.len() >= MAX_DEPTH {
                    return Err(Refusal::Bomb);
                }
                self.states.push(self.state);
                self.starts = true;
                self.optional = false;
                self.passing = 0;
                Ok(1)
            }
            b'}' => {
                self.flush();
                self.close();
                self.starts = false;
                self.passing = 0;
                Ok(1)
            }
            b'\\' => self.control(&rest[1..]).map(|taken| taken + 1),
            b'\r' | b'\n' => Ok(1),
            byte => {
                self.byte(byte);
                Ok(1)
            }
        }
    }

    /// Ends a group.
    fn close(&mut self) {
        let look = self.look();
        if self.field_groups.last() == Some(&self.states.len()) {
            self.field_groups.pop();
            let content = writing(&self.state, &self.table, &mut self.cell, &mut self.body);
            self.fields.end(content, look);
        }
        let inside = std::mem::replace(&mut self.state, self.states.pop().unwrap_or_default());
        if inside.in_box && !self.state.in_box {
            self.line_end();
        }
        match inside.destination {
            Destination::Choice if self.state.destination != Destination::Choice => {
                self.fields.choice(&self.sheet.take_name());
            }
            Destination::Fonts | Destination::Styles => self.sheet.drop_name(),
            _ => {}
        }
    }

    fn control(&mut self, rest: &[u8]) -> Result<usize, Refusal> {
        let Some(&first) = rest.first() else { return Ok(0) };
        if !first.is_ascii_alphabetic() {
            return Ok(self.symbol(first, rest));
        }
        let letters = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let signed = usize::from(rest.get(letters) == Some(&b'-'));
        let digits = rest[letters + signed..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let mut end = if digits > 0 { letters + signed + digits } else { letters };
        let parameter = std::str::from_utf8(&rest[letters..end]).ok().and_then(|digits| digits.parse::<i32>().ok());
        if rest.get(end) == Some(&b' ') {
            end += 1;
        }
        let word = std::str::from_utf8(&rest[..letters]).unwrap_or_default();
        if word == "bin" {
            let length = usize::try_from(parameter.unwrap_or(0)).unwrap_or(0);
            return Ok(end.saturating_add(length).min(rest.len()));
        }
        self.word(word, parameter);
        self.starts = false;
        self.optional = false;
        Ok(end)
    }

    fn symbol(&mut self, symbol: u8, rest: &[u8]) -> usize {
        match symbol {
            b'\'' => {
                let hex = rest.get(1..3).and_then(|hex| std::str::from_utf8(hex).ok());
                if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                    self.byte(byte);
                }
                return rest.len().min(3);
            }
            b'*' => {
                self.optional = true;
                return 1;
            }
            b'~' => self.write(" "),
            b'_' => self.write("-"),
            b'\r' | b'\n' => self.line_end(),
            b'\\' | b'{' | b'}' => self.byte(symbol),
            _ => {}
        }
        1
    }

    fn byte(&mut self, byte: u8) {
        self.starts = false;
        if self.passing > 0 {
            self.passing -= 1;
        } else if !self.is_nowhere() {
            self.bytes.push(byte);
        }
    }

    fn unicode(&mut self, unit: i32) {
        self.flush();
        self.passing = self.state.fallback;
        let unit = unit as u16;
        let pair = self.half.take().map(|half| [half, unit]);
        if (0xD800..0xDC00).contains(&unit) {
            self.half = Some(unit);
            return;
        }
        let units = pair.as_ref().map_or(std::slice::from_ref(&unit), |pair| pair.as_slice());
        let text: String = char::decode_utf16(units.iter().copied()).map(|c| c.unwrap_or('\u{FFFD}')).collect();
        self.put(&text);
    }

    fn write(&mut self, text: &str) {
        if self.passing > 0 {
            self.passing -= 1;
            return;
        }
        self.flush();
        self.put(text);
    }

    fn line_end(&mut self) {
        self.flush();
        if self.state.destination == Destination::Text && self.look().left_out().is_none() {
            self.writing().line_end();
        }
    }

    /// Decodes the bytes so far.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let is_symbols = self.state.destination == Destination::Text && self.look().font != Font::Text;
        let text = match self.code_page {
            _ if bytes.is_ascii() => String::from_utf8_lossy(&bytes).into_owned(),
            // A byte is a code of the font.
            _ if is_symbols => bytes.iter().filter_map(|&byte| char::from_u32(0xF000 + u32::from(byte))).collect(),
            65001 => String::from_utf8_lossy(&bytes).into_owned(),
            950 => charset::decode("big5", &bytes).unwrap_or_default(),
            // Bytes beyond ASCII in a western file are Chinese of another font.
            _ => charset::decode("gb18030", &bytes).unwrap_or_default(),
        };
        self.put(&text);
    }

    fn put(&mut self, text: &str) {
        match self.state.destination {
            Destination::Nowhere | Destination::Shape | Destination::Form => {}
            Destination::Fonts => self.sheet.font(text, &self.state),
            Destination::Styles => self.sheet.style(text, &self.state),
            Destination::Instruction => self.fields.instruction(text),
            Destination::Choice => self.sheet.name(text),
            Destination::Text => {
                if self.fields.takes(text) {
                    let look = self.look();
                    self.writing().write(text, look);
                }
            }
        }
    }

    /// Whether text is dropped here.
    fn is_nowhere(&self) -> bool {
        matches!(self.state.destination, Destination::Nowhere | Destination::Shape | Destination::Form)
    }

    /// How characters look here.
    fn look(&self) -> Look {
        self.sheet.look(&self.state)
    }

    fn writing(&mut self) -> &mut Content {
        writing(&self.state, &self.table, &mut self.cell, &mut self.body)
    }
}

/// Where text is written to here.
fn writing<'c>(state: &State, table: &Rows, cell: &'c mut Content, body: &'c mut Content) -> &'c mut Content {
    if state.in_table || table.is_open() { cell } else { body }
}
