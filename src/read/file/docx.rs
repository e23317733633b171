//! Word's documents since 2007 (ECMA-376): text and tables as they stand with every tracked change
//! accepted. Footnotes, comments, headers and footers are parts of their own and are not read.

use super::Refusal;
use super::package::Package;
use super::table::{Block, Cell, Content, Row};
use super::xml::{Tag, Token, Xml};
use crate::read::Document;

const KIND: &str = " Word ";

/// Reads a package whose main part this is.
pub(super) fn docx(package: &mut Package, main: &str) -> Result<Document, Refusal> {
    let text = package.required(main, KIND)?;
    let mut walk = Walk { xml: Xml::new(&text, KIND), chunk: false };
    let mut content = Content::default();
    while let Some(token) = walk.xml.next()? {
        if let Token::Open(tag) = token {
            walk.enter(&tag, &mut content)?;
        }
    }
    let mut document = Document::default();
    content.write(&mut document);
    if walk.chunk {
        document.remark("文件里嵌有别的文档，嵌入的部分没有读取。请用 Word 打开后另存一份再试。");
    }
    Ok(document)
}

struct Walk<'x> {
    xml: Xml<'x>,
    chunk: bool,
}

/// Deleted or moved away, or shown twice: the content of none of these is part of the text.
const DROPPED: [&str; 8] = ["del", "moveFrom", "Fallback", "rt", "instrText", "delText", "pict", "object"];

impl Walk<'_> {
    /// Takes up an element just opened, up to its end.
    fn enter(&mut self, tag: &Tag, content: &mut Content) -> Result<(), Refusal> {
        match tag.name() {
            // What was there before a change of format.
            name if name.ends_with("Change") => self.xml.skip(),
            "pict" | "object" => self.text_boxes(content),
            name if DROPPED.contains(&name) => self.xml.skip(),
            "altChunk" => {
                self.chunk = true;
                self.xml.skip()
            }
            "tbl" => self.table(content),
            "p" => self.paragraph(content),
            "r" => self.run(content),
            _ => self.inside(content),
        }
    }

    /// Takes up everything inside the element just opened.
    fn inside(&mut self, content: &mut Content) -> Result<(), Refusal> {
        self.each(|walk, tag| walk.enter(tag, content))
    }

    /// Calls this for each child of the element just opened; it takes the child up to its end.
    fn each(&mut self, mut take: impl FnMut(&mut Self, &Tag) -> Result<(), Refusal>) -> Result<(), Refusal> {
        while let Some(token) = self.xml.next()? {
            match token {
                Token::Open(tag) => take(self, &tag)?,
                Token::Close(_) => break,
                Token::Text(_) => {}
            }
        }
        Ok(())
    }

    /// Text boxes of drawings; their shapes hold nothing else that is read.
    fn text_boxes(&mut self, content: &mut Content) -> Result<(), Refusal> {
        self.each(|walk, tag| match tag.name() {
            "txbxContent" => walk.inside(content),
            name if name.ends_with("Change") || name == "Fallback" => walk.xml.skip(),
            _ => walk.text_boxes(content),
        })
    }

    fn paragraph(&mut self, content: &mut Content) -> Result<(), Refusal> {
        let mut joined = false;
        self.each(|walk, tag| match tag.name() {
            "pPr" => {
                joined = walk.is_mark_deleted()?;
                Ok(())
            }
            _ => walk.enter(tag, content),
        })?;
        // A deleted paragraph mark joins the paragraph to the next.
        if !joined {
            content.line_end();
        }
        Ok(())
    }

    fn is_mark_deleted(&mut self) -> Result<bool, Refusal> {
        let mut deleted = false;
        self.each(|walk, tag| match tag.name() {
            "rPr" => walk.each(|walk, tag| {
                deleted |= matches!(tag.name(), "del" | "moveFrom");
                walk.xml.skip()
            }),
            _ => walk.xml.skip(),
        })?;
        Ok(deleted)
    }

    fn run(&mut self, content: &mut Content) -> Result<(), Refusal> {
        let mut hidden = false;
        let mut raised = false;
        self.each(|walk, tag| match tag.name() {
            "rPr" => walk.each(|walk, tag| {
                match tag.name() {
                    "vanish" | "strike" | "dstrike" => hidden |= tag.is_on(),
                    "vertAlign" => raised |= tag.attribute("val").is_some_and(|to| to != "baseline"),
                    _ => {}
                }
                walk.xml.skip()
            }),
            _ if hidden => walk.xml.skip(),
            "t" => {
                // A footnote mark is no digit of the figure before it.
                if raised {
                    content.line_end();
                }
                walk.written(content)?;
                if raised {
                    content.line_end();
                }
                Ok(())
            }
            "tab" | "ptab" => {
                content.text(" ");
                walk.xml.skip()
            }
            "br" | "cr" => {
                content.line_end();
                walk.xml.skip()
            }
            "noBreakHyphen" => {
                content.text("-");
                walk.xml.skip()
            }
            _ => walk.enter(tag, content),
        })
    }

    /// The characters of the element just opened.
    fn written(&mut self, content: &mut Content) -> Result<(), Refusal> {
        while let Some(token) = self.xml.next()? {
            match token {
                // White space is as good as a space here: line ends are elements.
                Token::Text(text) if text.contains(['\n', '\r']) => content.text(&text.replace(['\n', '\r'], " ")),
                Token::Text(text) => content.text(&text),
                Token::Open(_) => self.xml.skip()?,
                Token::Close(_) => break,
            }
        }
        Ok(())
    }

    fn table(&mut self, content: &mut Content) -> Result<(), Refusal> {
        let mut rows = Vec::new();
        self.rows(&mut rows)?;
        content.line_end();
        content.0.push(Block::Table(rows));
        Ok(())
    }

    /// Rows may be wrapped in content controls and in insertions.
    fn rows(&mut self, rows: &mut Vec<Row>) -> Result<(), Refusal> {
        self.each(|walk, tag| match tag.name() {
            "tr" => walk.row(rows),
            "tblPr" | "tblGrid" | "del" | "moveFrom" => walk.xml.skip(),
            _ => walk.rows(rows),
        })
    }

    fn row(&mut self, rows: &mut Vec<Row>) -> Result<(), Refusal> {
        let mut row = Row::default();
        let mut deleted = false;
        self.cells(&mut row, &mut deleted)?;
        if !deleted {
            rows.push(row);
        }
        Ok(())
    }

    fn cells(&mut self, row: &mut Row, deleted: &mut bool) -> Result<(), Refusal> {
        self.each(|walk, tag| match tag.name() {
            "tc" => walk.cell(row),
            "trPr" => walk.each(|walk, tag| {
                match tag.name() {
                    "del" | "moveFrom" => *deleted = true,
                    "gridBefore" => {
                        let columns = tag.count("val").unwrap_or(0);
                        if columns > 0 {
                            row.cells.push(Cell { columns, ..Cell::default() });
                        }
                    }
                    _ => {}
                }
                walk.xml.skip()
            }),
            "tblPrEx" | "del" | "moveFrom" => walk.xml.skip(),
            _ => walk.cells(row, deleted),
        })
    }

    fn cell(&mut self, row: &mut Row) -> Result<(), Refusal> {
        let mut cell = Cell { columns: 1, ..Cell::default() };
        let mut deleted = false;
        let mut joins = false;
        self.each(|walk, tag| match tag.name() {
            "tcPr" => walk.each(|walk, tag| {
                let goes_on = || tag.attribute("val").is_none_or(|value| value == "continue");
                match tag.name() {
                    "gridSpan" => cell.columns = tag.count("val").unwrap_or(1),
                    "vMerge" => cell.continues = goes_on(),
                    "hMerge" => joins = goes_on(),
                    "cellDel" => deleted = true,
                    _ => {}
                }
                walk.xml.skip()
            }),
            _ => walk.enter(tag, &mut cell.content),
        })?;
        if deleted {
            return Ok(());
        }
        match row.cells.last_mut().filter(|_| joins) {
            Some(before) => before.columns = before.columns.saturating_add(cell.columns),
            None => row.cells.push(cell),
        }
        Ok(())
    }
}
