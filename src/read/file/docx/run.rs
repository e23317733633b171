//! Runs of a `.docx`: their text, symbols and fields.

use super::super::Refusal;
use super::super::content::{Content, Look};
use super::super::symbol::Font;
use super::super::xml::{Tag, Token};
use super::Walk;
use super::styles::Run;
use crate::read::Flaw;

impl Walk<'_> {
    pub(super) fn run(&mut self, content: &mut Content) -> Result<(), Refusal> {
        let mut look = self.look(&Run::default());
        self.each(&mut |walk, tag| match tag.name() {
            "rPr" => {
                let run = Run::read(&mut walk.xml)?;
                look = walk.look(&run);
                Ok(())
            }
            "t" | "delText" => walk.written(content, look),
            "instrText" | "delInstrText" => walk.instruction(),
            "fldChar" => walk.field_mark(tag, content, look),
            "sym" => {
                walk.symbol(tag, content, look);
                walk.xml.skip()
            }
            "tab" | "ptab" => {
                walk.put(" ", content, look);
                walk.xml.skip()
            }
            "br" | "cr" => {
                if look.left_out().is_none() {
                    content.line_end();
                }
                walk.xml.skip()
            }
            "noBreakHyphen" => {
                walk.put("-", content, look);
                walk.xml.skip()
            }
            "pgNum" => {
                content.leave_out(Flaw::Unread);
                walk.xml.skip()
            }
            // Nothing is seen of what stands inside.
            "drawing" | "pict" | "object" | "AlternateContent" if look.left_out().is_some() => walk.xml.skip(),
            _ => walk.enter(tag, content),
        })
    }

    fn put(&mut self, text: &str, content: &mut Content, look: Look) {
        if self.fields.takes(text) {
            content.write(text, look);
        }
    }

    /// The characters of the element just opened.
    fn written(&mut self, content: &mut Content, look: Look) -> Result<(), Refusal> {
        while let Some(token) = self.xml.next()? {
            match token {
                // White space is as good as a space here: line ends are elements.
                Token::Text(text) if text.contains(['\n', '\r']) => {
                    self.put(&text.replace(['\n', '\r'], " "), content, look);
                }
                Token::Text(text) => self.put(&text, content, look),
                Token::Open(_) => self.xml.skip()?,
                Token::Close(_) => break,
            }
        }
        Ok(())
    }

    fn instruction(&mut self) -> Result<(), Refusal> {
        while let Some(token) = self.xml.next()? {
            match token {
                Token::Text(text) => self.fields.instruction(&text),
                Token::Open(_) => self.xml.skip()?,
                Token::Close(_) => break,
            }
        }
        Ok(())
    }

    /// A character of a named font: `<w:sym w:font="Symbol" w:char="F031"/>`.
    fn symbol(&mut self, tag: &Tag, content: &mut Content, look: Look) {
        let font = tag.attribute("font").map_or(look.font, |name| Font::named(&name));
        let code = tag.attribute("char").and_then(|code| u32::from_str_radix(code.trim(), 16).ok());
        let shown = code.and_then(|code| font.shows_code(code));
        let look = Look { font: Font::Text, ..look };
        match shown {
            Some(shown) => self.put(shown.encode_utf8(&mut [0; 4]), content, look),
            None if self.fields.takes("?") => match look.left_out() {
                Some(flaw) => content.leave_out(flaw),
                None => content.unread(),
            },
            None => {}
        }
    }

    /// Where a field begins, its result begins, and it ends.
    fn field_mark(&mut self, tag: &Tag, content: &mut Content, look: Look) -> Result<(), Refusal> {
        match tag.attribute("fldCharType").as_deref() {
            Some("begin") => self.fields.begin(is_dirty(tag)),
            Some("separate") => self.fields.separate(),
            Some("end") => self.fields.end(content, look),
            _ => {}
        }
        self.form_field()
    }

    /// What a legacy form field offers, anywhere inside the element just opened.
    fn form_field(&mut self) -> Result<(), Refusal> {
        self.each(&mut |walk, tag| {
            let number = || tag.count("val").into_iter();
            match tag.name() {
                "listEntry" => walk.fields.choice(&tag.attribute("val").unwrap_or_default()),
                "result" => number().for_each(|number| walk.fields.chosen(number, false)),
                "default" => number().for_each(|number| walk.fields.chosen(number, true)),
                _ => {}
            }
            walk.form_field()
        })
    }

    /// A field whose instruction is an attribute, and whose result it holds.
    pub(super) fn simple_field(&mut self, tag: &Tag, content: &mut Content) -> Result<(), Refusal> {
        self.fields.begin(is_dirty(tag));
        self.fields.instruction(&tag.attribute("instr").unwrap_or_default());
        self.fields.separate();
        self.inside(content)?;
        let look = self.look(&Run::default());
        self.fields.end(content, look);
        Ok(())
    }
}

fn is_dirty(tag: &Tag) -> bool {
    tag.attribute("dirty").is_some_and(|it| ["1", "true", "on"].contains(&&*it))
}
