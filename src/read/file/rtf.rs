//! Rich Text Format: what much that is called .doc really is.

use super::Refusal;
use super::table::{Block, Cell, Content, Row};
use crate::read::{Document, charset};

/// Groups nest some ten deep.
const MAX_DEPTH: usize = 500;

pub(super) fn rtf(bytes: &[u8]) -> Result<Document, Refusal> {
    let mut reader = Reader { code_page: 1252, ..Reader::default() };
    let mut at = 0;
    while at < bytes.len() {
        at += reader.step(&bytes[at..])?;
    }
    if reader.depth() > 0 {
        return Err(Refusal::Damaged("RTF "));
    }
    let mut document = Document::default();
    reader.finish().write(&mut document);
    Ok(document)
}

/// What holds inside a group, and is as before behind it.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    /// Inside a part that is no text: fonts, pictures, headers.
    skips: bool,
    /// Deleted as a tracked change, struck out or hidden.
    dropped: bool,
    /// How many characters stand for an older reader behind each `\u`.
    fallback: usize,
    in_table: bool,
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
    body: Content,
    cell: Content,
    row: Row,
    rows: Vec<Row>,
    /// The row's layout: edge, joins the cell before, goes on from above.
    layout: Vec<(i32, bool, bool)>,
    next: (bool, bool),
    nested: bool,
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
                self.state = self.states.pop().unwrap_or_default();
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

    fn word(&mut self, word: &str, parameter: Option<i32>) {
        let on = parameter != Some(0);
        if self.starts && (self.optional && !KEPT.contains(&word) || SKIPPED.contains(&word)) {
            self.state.skips = true;
            return;
        }
        match word {
            "ansicpg" => self.code_page = parameter.and_then(|page| page.try_into().ok()).unwrap_or(1252),
            "uc" => self.state.fallback = parameter.and_then(|count| count.try_into().ok()).unwrap_or(1),
            "u" => self.unicode(parameter.unwrap_or(0)),
            "deleted" | "v" | "strike" | "striked" => {
                self.flush();
                self.state.dropped = on;
            }
            "plain" => {
                self.flush();
                self.state.dropped = false;
            }
            "super" | "sub" | "nosupersub" | "line" => self.line_end(),
            "tab" => self.write(" "),
            "emdash" => self.write("—"),
            "endash" => self.write("–"),
            "lquote" => self.write("‘"),
            "rquote" => self.write("’"),
            "ldblquote" => self.write("“"),
            "rdblquote" => self.write("”"),
            "pard" => self.state.in_table = false,
            "intbl" => self.state.in_table = on,
            "itap" => self.nested |= parameter.is_some_and(|depth| depth > 1),
            "trowd" => {
                self.layout.clear();
                self.next = (false, false);
            }
            "clmrg" => self.next.0 = true,
            "clvmrg" => self.next.1 = true,
            "cellx" => {
                if self.layout.len() < 256 {
                    self.layout.push((parameter.unwrap_or(0), self.next.0, self.next.1));
                }
                self.next = (false, false);
            }
            "par" | "sect" | "page" => self.paragraph(),
            "cell" => self.end_cell(),
            // The cells of a table inside another are lines of its cell.
            "nestcell" | "nestrow" => {
                self.nested = true;
                self.line_end();
            }
            "row" => self.end_row(),
            _ => {}
        }
    }

    fn paragraph(&mut self) {
        self.flush();
        if !self.state.in_table && self.row.cells.is_empty() {
            self.end_table();
        }
        self.line_end();
    }

    fn end_cell(&mut self) {
        self.flush();
        let content = std::mem::take(&mut self.cell);
        self.row.cells.push(Cell { content, ..Cell::default() });
    }

    fn end_row(&mut self) {
        self.flush();
        let mut row = std::mem::take(&mut self.row);
        let mut edges = Vec::new();
        if self.layout.len() == row.cells.len() {
            // Where the first cell begins is not told; nothing depends on it.
            edges.push(i32::MIN / 2);
            for (cell, &(edge, _, continues)) in row.cells.iter_mut().zip(&self.layout) {
                edges.push(edge);
                cell.continues = continues;
            }
            for at in (1..row.cells.len()).rev() {
                if self.layout[at].1 {
                    row.cells.remove(at);
                    edges.remove(at);
                }
            }
        }
        row.edges = Some(edges);
        self.rows.push(row);
    }

    fn end_table(&mut self) {
        self.flush();
        if !self.rows.is_empty() {
            self.body.line_end();
            self.body.0.push(Block::Table(std::mem::take(&mut self.rows)));
        }
        let mut rest = std::mem::take(&mut self.cell);
        self.body.0.append(&mut rest.0);
    }

    fn byte(&mut self, byte: u8) {
        self.starts = false;
        if self.passing > 0 {
            self.passing -= 1;
        } else if !self.state.skips && !self.state.dropped {
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
        self.writing().line_end();
    }

    /// Decodes the bytes so far.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let text = match self.code_page {
            _ if bytes.is_ascii() => String::from_utf8_lossy(&bytes).into_owned(),
            65001 => String::from_utf8_lossy(&bytes).into_owned(),
            950 => charset::decode("big5", &bytes).unwrap_or_default(),
            // Bytes beyond ASCII in a western file are Chinese of another font.
            _ => charset::decode("gb18030", &bytes).unwrap_or_default(),
        };
        self.put(&text);
    }

    fn put(&mut self, text: &str) {
        if !self.state.skips && !self.state.dropped {
            self.writing().text(text);
        }
    }

    fn writing(&mut self) -> &mut Content {
        let is_cell = self.state.in_table || !self.row.cells.is_empty();
        if !is_cell && self.rows.is_empty() { &mut self.body } else { &mut self.cell }
    }

    fn finish(mut self) -> Content {
        if !self.row.cells.is_empty() {
            let mut row = std::mem::take(&mut self.row);
            row.edges = Some(Vec::new());
            self.rows.push(row);
        }
        self.end_table();
        if self.nested {
            return without_tables(self.body);
        }
        self.body
    }
}

/// Tables inside tables are not told apart here: all cells become lines, and none is misplaced.
fn without_tables(content: Content) -> Content {
    let mut lines = Content::default();
    for block in content.0 {
        match block {
            Block::Text(text) => lines.text(&text),
            Block::Table(rows) => {
                for cell in rows.into_iter().flat_map(|row| row.cells) {
                    lines.line_end();
                    without_tables(cell.content).0.into_iter().for_each(|block| lines.0.push(block));
                    lines.line_end();
                }
            }
        }
    }
    lines
}

/// Parts marked as optional that hold text all the same.
const KEPT: [&str; 2] = ["shptxt", "shpinst"];

const SKIPPED: [&str; 24] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "footnote",
    "annotation",
    "fldinst",
    "nonshppict",
    "listtable",
    "revtbl",
    "xe",
    "tc",
    "themedata",
    "nonesttables",
];
