//! Word's documents since 2007 (ECMA-376): text and tables as they stand with every tracked change
//! accepted. Footnotes, comments, headers and footers are parts of their own and are not read.

mod run;
mod styles;
mod table;

use super::Refusal;
use super::content::{Content, Look, Prompt};
use super::field::Fields;
use super::package::Package;
use super::xml::{Tag, Take, Token, Xml};
use crate::read::{Document, Flaw};
use styles::{InTable, Marks, Run, Styles};

const KIND: &str = " Word ";

/// Reads a package whose main part this is.
pub(super) fn docx(package: &mut Package, main: &str) -> Result<Document, Refusal> {
    let text = package.required(main, KIND)?;
    let mut walk = Walk::new(&text, styles(package, main)?);
    walk.fields.all_stale = updates_fields(package, main)?;
    let mut content = Content::default();
    while let Some(token) = walk.xml.next()? {
        if let Token::Open(tag) = token {
            walk.enter(&tag, &mut content)?;
        }
    }
    let mut document = Document::default();
    content.add_to(&mut document);
    if walk.chunk {
        document.remark("文件里嵌有别的文档，嵌入的部分没有读取。请用 Word 打开后另存一份再试。");
    }
    Ok(document)
}

fn styles(package: &mut Package, main: &str) -> Result<Styles, Refusal> {
    let Some(part) = package.related(main, "styles")? else { return Ok(Styles::default()) };
    package.part(&part)?.map_or(Ok(Styles::default()), |text| Styles::read(&text, KIND))
}

/// Whether Word works out all fields anew when it opens the document.
fn updates_fields(package: &mut Package, main: &str) -> Result<bool, Refusal> {
    let Some(part) = package.related(main, "settings")? else { return Ok(false) };
    let Some(text) = package.part(&part)? else { return Ok(false) };
    let mut xml = Xml::new(&text, KIND);
    let mut updates = false;
    while let Some(token) = xml.next()? {
        if let Token::Open(tag) = token {
            updates |= tag.name() == "updateFields" && tag.is_on();
        }
    }
    Ok(updates)
}

struct Walk<'x> {
    xml: Xml<'x>,
    chunk: bool,
    styles: Styles,
    fields: Fields,
    /// What the table and the paragraph around say of characters.
    in_table: InTable,
    paragraph: Marks,
    /// Whether the mark of the paragraph that ended last is hidden.
    mark_hidden: bool,
    /// Inside what a tracked change deleted or inserted.
    deleted: bool,
    inserted: bool,
    /// Inside a content control that shows its prompt.
    prompt: Prompt,
}

impl<'x> Walk<'x> {
    fn new(text: &'x str, styles: Styles) -> Self {
        Self {
            xml: Xml::new(text, KIND),
            chunk: false,
            fields: Fields::default(),
            in_table: InTable::default(),
            paragraph: styles.paragraph(None),
            styles,
            mark_hidden: false,
            deleted: false,
            inserted: false,
            prompt: Prompt::No,
        }
    }

    /// Takes up an element just opened, up to its end.
    fn enter(&mut self, tag: &Tag, content: &mut Content) -> Result<(), Refusal> {
        match tag.name() {
            // What was there before a change of format; a guide to pronunciation.
            name if name.ends_with("Change") || name == "rt" => self.xml.skip(),
            "AlternateContent" => self.alternatives(content),
            "pict" | "object" | "drawing" => self.drawing(content),
            "altChunk" => {
                self.chunk = true;
                self.xml.skip()
            }
            "del" | "moveFrom" => {
                let outer = std::mem::replace(&mut self.deleted, true);
                self.inside(content)?;
                self.deleted = outer;
                Ok(())
            }
            "ins" | "moveTo" => {
                let outer = std::mem::replace(&mut self.inserted, true);
                self.inside(content)?;
                self.inserted = outer;
                Ok(())
            }
            "sdt" => self.control(&mut |walk, tag| walk.enter(tag, content)),
            "fldSimple" => self.simple_field(tag, content),
            "tbl" => self.table(content),
            "p" => self.paragraph(content),
            "r" => self.run(content),
            // Parts of a formula above or below the line.
            "sup" | "sub" | "num" | "den" | "deg" => {
                content.line_end();
                self.inside(content)?;
                content.line_end();
                Ok(())
            }
            _ => self.inside(content),
        }
    }

    /// Takes up everything inside the element just opened.
    fn inside(&mut self, content: &mut Content) -> Result<(), Refusal> {
        self.each(&mut |walk, tag| walk.enter(tag, content))
    }

    /// Calls this for each child of the element just opened; it takes the child up to its end.
    fn each(&mut self, take: Take<Self>) -> Result<(), Refusal> {
        while let Some(token) = self.xml.next()? {
            match token {
                Token::Open(tag) => take(self, &tag)?,
                Token::Close(_) => break,
                Token::Text(_) => {}
            }
        }
        Ok(())
    }

    /// The first of several ways to show one thing.
    fn alternatives(&mut self, content: &mut Content) -> Result<(), Refusal> {
        let mut is_shown = false;
        self.each(&mut |walk, tag| match tag.name() {
            "Choice" | "Fallback" if !std::mem::replace(&mut is_shown, true) => walk.inside(content),
            _ => walk.xml.skip(),
        })
    }

    /// A content control, whose children this takes; its prompt is no entry.
    fn control(&mut self, take: Take<Self>) -> Result<(), Refusal> {
        let outer = self.prompt;
        self.each(&mut |walk, tag| match tag.name() {
            "sdtPr" => walk.each(&mut |walk, tag| {
                if tag.name() == "showingPlcHdr" && tag.is_on() {
                    walk.prompt = Prompt::Shown;
                }
                walk.xml.skip()
            }),
            "sdtEndPr" => walk.xml.skip(),
            _ => take(walk, tag),
        })?;
        self.prompt = outer;
        Ok(())
    }

    /// A drawing: its text boxes are read, and a picture is noted.
    fn drawing(&mut self, content: &mut Content) -> Result<(), Refusal> {
        self.each(&mut |walk, tag| match tag.name() {
            "txbxContent" => walk.text_box(content),
            "AlternateContent" => {
                let mut is_shown = false;
                walk.each(&mut |walk, tag| match tag.name() {
                    "Choice" | "Fallback" if !std::mem::replace(&mut is_shown, true) => walk.drawing(content),
                    _ => walk.xml.skip(),
                })
            }
            name if name.ends_with("Change") => walk.xml.skip(),
            name => {
                if PICTURES.contains(&name) {
                    content.leave_out(Flaw::Unread);
                }
                walk.drawing(content)
            }
        })
    }

    /// A box of its own: neither the table nor the paragraph around says how its text looks.
    fn text_box(&mut self, content: &mut Content) -> Result<(), Refusal> {
        let table = std::mem::take(&mut self.in_table);
        let (paragraph, mark_hidden) = (self.paragraph, self.mark_hidden);
        content.line_end();
        self.inside(content)?;
        content.line_end();
        (self.in_table, self.paragraph, self.mark_hidden) = (table, paragraph, mark_hidden);
        Ok(())
    }

    fn paragraph(&mut self, content: &mut Content) -> Result<(), Refusal> {
        let outer = std::mem::replace(&mut self.paragraph, self.styles.paragraph(None));
        let mut mark = Run::default();
        self.each(&mut |walk, tag| match tag.name() {
            "pPr" => {
                mark = walk.paragraph_properties(content)?;
                Ok(())
            }
            _ => walk.enter(tag, content),
        })?;
        self.fields.cut(content);
        self.mark_hidden = mark.is_hidden();
        // A paragraph whose mark is deleted or hidden goes on with the next.
        if !mark.deleted && !self.mark_hidden {
            content.line_end();
        }
        self.paragraph = outer;
        Ok(())
    }

    /// What a paragraph says of its characters, and of its own mark.
    fn paragraph_properties(&mut self, content: &mut Content) -> Result<Run, Refusal> {
        let mut mark = Run::default();
        self.each(&mut |walk, tag| match tag.name() {
            "rPr" => {
                mark = Run::read(&mut walk.xml)?;
                Ok(())
            }
            "numPr" => walk.each(&mut |walk, tag| {
                // The number that Word writes before the paragraph.
                if tag.name() == "numId" && tag.count("val").is_some_and(|list| list > 0) {
                    content.leave_out(Flaw::Unread);
                }
                walk.xml.skip()
            }),
            "pStyle" => {
                walk.paragraph = walk.styles.paragraph(tag.attribute("val").as_deref());
                walk.xml.skip()
            }
            _ => walk.xml.skip(),
        })?;
        Ok(mark)
    }

    /// How a run looks here.
    fn look(&self, run: &Run) -> Look {
        let look = self.styles.look(&self.in_table, self.paragraph, run);
        let prompt = if self.prompt == Prompt::No { look.prompt } else { self.prompt };
        Look { deleted: self.deleted, inserted: self.inserted, prompt, ..look }
    }
}

/// What in a drawing shows something that is not read: pictures, charts, old and new, handwriting.
const PICTURES: [&str; 8] = ["pic", "imagedata", "OLEObject", "control", "textpath", "contentPart", "chart", "relIds"];
