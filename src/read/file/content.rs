//! What a text of a word processor holds as a person sees it, and what of it was left out.

use super::symbol::Font;
use super::table::{Row, write_table};
use crate::read::{Document, Flaw};

/// What a text holds, in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// Text; `\n` between paragraphs.
    Text(String),
    /// A table.
    Table(Vec<Row>),
}

/// How characters look, as far as it bears on what is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub struck: bool,
    pub hidden: bool,
    /// Deleted, or written, by a tracked change that nobody accepted.
    pub deleted: bool,
    pub inserted: bool,
    /// Set above or below the line.
    pub raised: bool,
    pub prompt: Prompt,
    pub font: Font,
}

/// Whether a text only asks for an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Prompt {
    #[default]
    No,
    /// By its style: a figure typed over such a prompt keeps the style, and counts.
    Styled,
    /// The control says that it shows its prompt.
    Shown,
}

impl Prompt {
    /// What a style of this name says.
    pub fn of_style(name: &str) -> Self {
        let is_prompt = name.eq_ignore_ascii_case("placeholder text") || name == "占位符文本";
        if is_prompt { Self::Styled } else { Self::No }
    }
}

impl Look {
    /// Why text that looks so is not read; `None` where it is.
    pub fn left_out(self) -> Option<Flaw> {
        match self {
            _ if self.deleted => Some(Flaw::Struck),
            _ if self.hidden => Some(Flaw::Hidden),
            _ if self.struck => Some(Flaw::Struck),
            _ => None,
        }
    }
}

/// A run of blocks being written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Content {
    pub blocks: Vec<Block>,
    /// Why letters or figures were left out; of several reasons the first in the order of [`Flaw`].
    left_out: Option<Flaw>,
    /// Whether something is shown among the text that could not be read.
    unread: bool,
    /// Whether a tracked change that nobody accepted took letters or figures away or brought some.
    revised: bool,
    /// Whether what was written last stands above or below the line.
    raised: bool,
}

/// Said of a document with tracked changes that bear on its text.
const REVISED: &str =
    "文档里有尚未接受的修订，已按接受全部修订后的文字读取。请在 Word 或 WPS 里逐条接受或拒绝修订，保存后再核对一次。";

/// Whether a text has anything that could change a figure.
fn counts(text: &str) -> bool {
    text.chars().any(|c| c.is_alphanumeric() || ('\u{F021}'..='\u{F0FF}').contains(&c))
}

/// Whether a text is nothing but a figure.
fn is_figure(text: &str) -> bool {
    let figure = |c: char| c.is_numeric() || c.is_whitespace() || ".,-，．－".contains(c);
    counts(text) && text.chars().all(figure)
}

impl Content {
    /// Goes on with text that looks so.
    pub fn write(&mut self, text: &str, look: Look) {
        let counts = counts(text);
        self.revised |= counts && (look.deleted || look.inserted);
        if let Some(flaw) = look.left_out() {
            return if counts {
                self.leave_out(flaw)
            };
        }
        match look.prompt {
            Prompt::Shown if is_figure(text) => return self.leave_out(Flaw::Unread),
            Prompt::Shown => return,
            Prompt::Styled if !is_figure(text) => return,
            _ => {}
        }
        // A footnote mark is no digit of the figure beside it.
        if look.raised != self.raised && !text.trim().is_empty() {
            self.line_end();
            self.raised = look.raised;
        }
        if text.chars().all(|c| look.font.shows(c) == Some(c)) {
            return self.text(text);
        }
        for c in text.chars() {
            match look.font.shows(c) {
                Some(shown) => self.text(shown.encode_utf8(&mut [0; 4])),
                None => self.unread = true,
            }
        }
    }

    /// Goes on with plain text.
    pub fn text(&mut self, text: &str) {
        match self.blocks.last_mut() {
            Some(Block::Text(written)) => written.push_str(text),
            _ => self.blocks.push(Block::Text(text.to_owned())),
        }
    }

    /// Ends a line, unless nothing is on it.
    pub fn line_end(&mut self) {
        if let Some(Block::Text(written)) = self.blocks.last_mut() {
            if !written.is_empty() && !written.ends_with('\n') {
                written.push('\n');
            }
        }
    }

    /// Notes that something is not read which counts where no text stands beside it.
    pub fn leave_out(&mut self, flaw: Flaw) {
        self.left_out = Some(self.left_out.map_or(flaw, |known| known.min(flaw)));
    }

    /// Leaves out all text, and notes it where there is any that counts.
    pub fn leave_out_all(&mut self, flaw: Flaw) {
        let any = |block: &Block| matches!(block, Block::Text(text) if counts(text));
        if self.blocks.iter().any(any) {
            self.leave_out(flaw);
        }
        self.blocks.retain(|block| matches!(block, Block::Table(_)));
    }

    /// Notes that something is shown among the text that could not be read.
    pub fn unread(&mut self) {
        self.unread = true;
    }

    /// Notes that a tracked change took something away.
    pub fn revised(&mut self) {
        self.revised = true;
    }

    /// Whether it holds nothing that a person sees, but something hidden.
    pub fn is_hidden(&self) -> bool {
        self.left_out == Some(Flaw::Hidden) && self.is_blank()
    }

    /// Whether a person sees nothing of it.
    pub fn is_blank(&self) -> bool {
        let blank = |block: &Block| matches!(block, Block::Text(text) if text.trim().is_empty());
        !self.unread && self.blocks.iter().all(blank)
    }

    /// Goes on with all of another.
    pub fn append(&mut self, other: Self) {
        for block in other.blocks {
            match block {
                Block::Text(text) => self.text(&text),
                table => self.blocks.push(table),
            }
        }
        other.left_out.into_iter().for_each(|flaw| self.leave_out(flaw));
        self.unread |= other.unread;
        self.revised |= other.revised;
        self.raised = other.raised;
    }

    /// Says what of it has to be said of the whole document.
    pub fn remark(&self, document: &mut Document) {
        if self.revised {
            document.remark(REVISED);
        }
    }

    /// Adds all of it to a document.
    pub fn add_to(self, document: &mut Document) {
        self.remark(document);
        for block in self.blocks {
            match block {
                Block::Text(text) => document.lines(&text),
                Block::Table(rows) => write_table(rows, document),
            }
        }
    }

    pub fn holds_table(&self) -> bool {
        self.blocks.iter().any(|block| matches!(block, Block::Table(_)))
    }

    /// Its text, white space run together as in a page, and why it may not be what a person sees.
    pub fn into_text(self) -> (String, Option<Flaw>) {
        let texts = self.blocks.into_iter().filter_map(|block| match block {
            Block::Text(text) => Some(text),
            Block::Table(_) => None,
        });
        let text: String = texts.collect();
        let lines = text.split('\n').map(|line| line.split([' ', '\t']).filter(|word| !word.is_empty()).collect());
        let lines: Vec<String> = lines.map(|words: Vec<&str>| words.join(" ")).collect();
        let text = lines.join("\n").trim_matches('\n').to_owned();
        match text.trim().is_empty() {
            // An unfilled form field holds spaces.
            true => (String::new(), self.left_out.or(self.unread.then_some(Flaw::Unread))),
            false => (text, self.unread.then_some(Flaw::Unread)),
        }
    }
}
