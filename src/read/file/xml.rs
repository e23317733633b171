//! XML as a stream of tags and text: nothing is expanded, and it nests only so deep.

use super::Refusal;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesEnd, BytesStart, Event};
use std::borrow::Cow;

/// Office files nest some tens deep.
const MAX_DEPTH: usize = 200;

/// A document being walked.
pub(super) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    /// How many elements are open.
    pub depth: usize,
    /// Named in the refusal of what is broken.
    kind: &'static str,
}

/// What comes next.
pub(super) enum Token<'x> {
    /// An element begins.
    Open(Tag<'x>),
    /// An element ends.
    Close(End<'x>),
    /// Text, references resolved.
    Text(Cow<'x, str>),
}

/// An element's name and attributes.
pub(super) struct Tag<'x>(BytesStart<'x>);

/// What is done with an element that was just opened, up to its end. Not generic: the loop around it
/// would be compiled for each.
pub(super) type Take<'t, W> = &'t mut dyn FnMut(&mut W, &Tag) -> Result<(), Refusal>;

/// The end of an element.
pub(super) struct End<'x>(BytesEnd<'x>);

impl End<'_> {
    /// The name without its prefix.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }
}

impl Tag<'_> {
    /// The name without its prefix.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// An attribute's value by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.0.attributes();
        let found = attributes.with_checks(false).flatten().find(|it| it.key.local_name().into_inner() == name)?;
        // Most values mean what they say, and are not copied.
        if !found.value.contains(['&', '\t', '\n', '\r']) {
            return Some(found.value);
        }
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned().into())
    }

    /// An attribute's value as a count; `None` where it is none.
    pub fn count(&self, name: &str) -> Option<usize> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Whether an attribute says yes.
    pub fn says(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|value| ["1", "true", "on"].contains(&&*value))
    }

    /// Whether an attribute says no.
    pub fn denies(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|value| ["0", "false", "off"].contains(&&*value))
    }

    /// Whether an on/off element is on: it is, unless its value says no.
    pub fn is_on(&self) -> bool {
        !self.attribute("val").is_some_and(|value| ["0", "false", "off", "none"].contains(&&*value))
    }
}

impl<'x> Xml<'x> {
    pub fn new(text: &'x str, kind: &'static str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0, kind }
    }

    /// The next token; `None` at the end.
    pub fn next(&mut self) -> Result<Option<Token<'x>>, Refusal> {
        loop {
            let event = self.reader.read_event().map_err(|_| Refusal::Damaged(self.kind))?;
            return Ok(Some(match event {
                Event::Start(tag) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(Refusal::Bomb);
                    }
                    Token::Open(Tag(tag))
                }
                Event::End(tag) => {
                    self.depth = self.depth.saturating_sub(1);
                    Token::Close(End(tag))
                }
                Event::Text(text) => Token::Text(text.xml10_content()),
                Event::CData(text) => Token::Text(text.xml10_content()),
                Event::GeneralRef(reference) => Token::Text(match reference.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string().into(),
                    Ok(None) => predefined(&reference)?.into(),
                    Err(_) => return Err(Refusal::Damaged(self.kind)),
                }),
                Event::DocType(text) if text.contains("<!ENTITY") => return Err(Refusal::Entities),
                Event::Eof if self.depth > 0 => return Err(Refusal::Damaged(self.kind)),
                Event::Eof => return Ok(None),
                _ => continue,
            }));
        }
    }

    /// The text of the element that was opened last.
    pub fn text(&mut self) -> Result<String, Refusal> {
        let mut text = String::new();
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            match self.next()? {
                Some(Token::Text(part)) => text.push_str(&part),
                Some(_) => {}
                None => break,
            }
        }
        Ok(text)
    }

    /// Calls this for each child of the element that was opened last; it takes the child up to its end.
    pub fn each(&mut self, take: Take<Self>) -> Result<(), Refusal> {
        while let Some(token) = self.next()? {
            match token {
                Token::Open(tag) => take(self, &tag)?,
                Token::Close(_) => break,
                Token::Text(_) => {}
            }
        }
        Ok(())
    }

    /// Passes over the rest of the element that was opened last.
    pub fn skip(&mut self) -> Result<(), Refusal> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if self.next()?.is_none() {
                break;
            }
        }
        Ok(())
    }
}

fn predefined(name: &str) -> Result<&'static str, Refusal> {
    let known = [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'")];
    known.iter().find(|(known, _)| *known == name).map(|(_, text)| *text).ok_or(Refusal::Entities)
}
