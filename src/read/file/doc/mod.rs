//! Word's binary documents of 1997 to 2003 ([MS-DOC]), and those of WPS (`.wps`): the pieces of
//! the main text with their cell marks, and from the properties of rows where their cells stand.

mod nest;
mod sprm;
mod stored;
mod styles;

use super::Refusal;
use super::compound::{Compound, u16_at, u32_at};
use super::content::{Content, Look};
use super::field::Fields;
use super::symbol::Font;
use crate::read::{Document, Flaw};
use nest::{Mark, Nest};
use sprm::{Characters, Paragraph};
use stored::{Piece, Runs};
use styles::{Styles, fonts};

const KIND: &str = "旧版 Word ";

/// Characters of the main text; a report has some ten thousand.
const MAX_CHARACTERS: u32 = 4 << 20;

pub(super) fn doc(file: &mut Compound) -> Result<Document, Refusal> {
    let main = file.stream("/WordDocument", KIND)?;
    let flags = u16_at(&main, 0x0A).ok_or(Refusal::Damaged(KIND))?;
    if flags & 0x0100 != 0 {
        return Err(Refusal::Password(KIND));
    }
    if u16_at(&main, 0) != Some(0xA5EC) || u16_at(&main, 2).is_none_or(|version| version < 0xC1) {
        return Err(Refusal::Unread("很旧的 Word 文档（Word 95 或更早）", "用 Word 或 WPS 打开，另存为 .docx"));
    }
    let table = file.stream(if flags & 0x0200 != 0 { "/1Table" } else { "/0Table" }, KIND)?;
    let data = file.stream("/Data", KIND).unwrap_or_default();
    let text = Text::of(main, &table, data).ok_or(Refusal::Damaged(KIND))?;
    let mut document = Document::default();
    text.content().ok_or(Refusal::Damaged(KIND))?.add_to(&mut document);
    Ok(document)
}

/// The main text and its properties, by where it is stored.
struct Text {
    main: Vec<u8>,
    pieces: Vec<Piece>,
    characters: Runs<Characters>,
    paragraphs: Runs<Paragraph>,
    styles: Styles,
    fonts: Vec<Font>,
}

impl Text {
    fn of(main: Vec<u8>, table: &[u8], data: Vec<u8>) -> Option<Self> {
        let part = |at: usize| {
            let (from, length) = (u32_at(&main, at)? as usize, u32_at(&main, at + 4)? as usize);
            table.get(from..from.checked_add(length)?)
        };
        let count = u32_at(&main, 0x4C)?.min(MAX_CHARACTERS);
        let pieces = stored::pieces(part(0x1A2)?, count)?;
        let characters = stored::characters(&main, part(0xFA)?);
        let paragraphs = stored::paragraphs(&main, part(0x102)?, &data);
        // Without them text looks as its runs say.
        let styles = part(0xA2).map(Styles::of).unwrap_or_default();
        let fonts = part(0x112).map(fonts).unwrap_or_default();
        Some(Self { pieces, characters, paragraphs, styles, fonts, main })
    }

    /// Text and tables in reading order; `None` where the text is not all there.
    fn content(&self) -> Option<Content> {
        let mut writer =
            Writer { text: self, nest: Nest::default(), content: Content::default(), fields: Fields::default() };
        let mut units: Vec<u16> = Vec::new();
        for piece in &self.pieces {
            let width = if piece.wide { 2 } else { 1 };
            let mut run = Run::default();
            for at in 0..piece.to - piece.from {
                let offset = piece.offset.checked_add(at.checked_mul(width)?)?;
                let unit = match piece.wide {
                    true => u16_at(&self.main, offset as usize)?,
                    false => stored::western(*self.main.get(offset as usize)?),
                };
                if !run.holds(offset) {
                    writer.written(&mut units, &run);
                    run = self.run(offset, piece);
                }
                if unit >= 0x20 && run.symbol.is_none() {
                    units.push(unit);
                } else {
                    writer.written(&mut units, &run);
                    writer.special(unit, offset, &run);
                }
            }
            writer.written(&mut units, &run);
        }
        writer.end(Mark::End, Paragraph::default());
        Some(writer.nest.finish())
    }

    /// The run of equal characters that an offset lies in.
    fn run(&self, offset: u32, piece: &Piece) -> Run {
        let (from, to, own) = self.characters.at(offset);
        let (paragraph_from, paragraph_to, paragraph) = self.paragraphs.at(offset);
        let characters = piece.properties.over(own.copied().unwrap_or_default());
        let style = paragraph.map_or(0, |paragraph| paragraph.style);
        let font = |number: u16| self.fonts.get(usize::from(number)).copied().unwrap_or_default();
        let is_special = characters.special == Some(true);
        Run {
            from: from.max(paragraph_from),
            to: to.min(paragraph_to),
            look: self.styles.look(style, &characters, font),
            symbol: characters.symbol.filter(|_| is_special).map(|(number, code)| (font(number), code)),
            is_picture: is_special,
        }
    }
}

/// Characters that look alike.
#[derive(Default)]
struct Run {
    from: u32,
    to: u32,
    look: Look,
    /// The font and code that are shown in place of each character.
    symbol: Option<(Font, u16)>,
    is_picture: bool,
}

impl Run {
    fn holds(&self, offset: u32) -> bool {
        (self.from..self.to).contains(&offset)
    }
}

/// What has been read so far.
struct Writer<'t> {
    text: &'t Text,
    nest: Nest,
    /// The paragraph that is being read.
    content: Content,
    fields: Fields,
}

impl Writer<'_> {
    /// Goes on with characters of a run.
    fn written(&mut self, units: &mut Vec<u16>, run: &Run) {
        if !units.is_empty() {
            let text: String = char::decode_utf16(units.drain(..)).map(|c| c.unwrap_or('\u{FFFD}')).collect();
            self.put(&text, run.look);
        }
    }

    fn put(&mut self, text: &str, look: Look) {
        if self.fields.instructs() {
            self.fields.instruction(text);
        } else if self.fields.takes(text) {
            self.content.write(text, look);
        }
    }

    /// A character that stands for something else.
    fn special(&mut self, unit: u16, offset: u32, run: &Run) {
        match (unit, run.symbol) {
            (0x07 | 0x0C | 0x0D, _) => {
                let paragraph = self.text.paragraphs.at(offset).2.cloned().unwrap_or_default();
                let mark = match unit {
                    0x07 if run.look.deleted => Mark::DeletedCell,
                    0x07 if run.look.hidden => Mark::HiddenCell,
                    0x07 => Mark::Cell,
                    _ if run.look.deleted || run.look.hidden => Mark::Joined,
                    _ => Mark::Paragraph,
                };
                self.end(mark, paragraph);
            }
            (0x28, Some((font, code))) => self.symbol(font, code, run.look),
            (0x01 | 0x08, _) if run.is_picture => {
                if run.look.left_out().is_none() && !self.fields.instructs() {
                    self.content.leave_out(Flaw::Unread);
                }
            }
            (0x13, _) => self.fields.begin(false),
            (0x14, _) => self.fields.separate(),
            (0x15, _) => self.fields.end(&mut self.content, run.look),
            (0x09, _) => self.put(" ", run.look),
            (0x0B, _) if run.look.left_out().is_none() => self.content.line_end(),
            (0x1E, _) => self.put("-", run.look),
            (0x00..=0x1F, _) => {}
            _ => self.put(&String::from_utf16_lossy(&[unit]), run.look),
        }
    }

    fn symbol(&mut self, font: Font, code: u16, look: Look) {
        match (font.shows_code(u32::from(code)), look.left_out()) {
            (Some(shown), _) => self.put(shown.encode_utf8(&mut [0; 4]), Look { font: Font::Text, ..look }),
            (None, Some(flaw)) => self.content.leave_out(flaw),
            (None, None) if self.fields.takes("?") => self.content.unread(),
            (None, None) => {}
        }
    }

    fn end(&mut self, mark: Mark, mut paragraph: Paragraph) {
        self.fields.cut(&mut self.content);
        paragraph.left_out = paragraph.table_style.and_then(|number| self.text.styles.left_out(number));
        self.nest.end(std::mem::take(&mut self.content), mark, &paragraph);
    }
}
