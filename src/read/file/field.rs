//! Fields of word processors: an instruction, and the result that was shown when it was last
//! worked out.

use super::content::{Content, Look};
use super::symbol::Font;
use crate::read::Flaw;

/// Fields nest some three deep.
const MAX_OPEN: usize = 50;
/// Characters of an instruction that are kept; its name and switches stand first.
const MAX_INSTRUCTION: usize = 200;
/// Choices of a drop-down field, in Word at most 25.
const MAX_CHOICES: usize = 100;

/// The fields that are open at a place of the text, outermost first.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// Fields opened past [`MAX_OPEN`].
    beyond: usize,
    /// Whether the document asks that its fields be worked out anew when it is opened.
    pub all_stale: bool,
}

#[derive(Debug, Default)]
struct Field {
    instruction: String,
    /// Whether its separator has come.
    has_result: bool,
    /// Whether the result has any text.
    answered: bool,
    stale: bool,
    choices: Vec<String>,
    chosen: Option<usize>,
    by_default: usize,
}

/// What a field is, as far as its result depends on it.
enum Kind {
    /// Works out a value from others.
    Formula,
    /// Shows a number of a page or paragraph, which is no figure of the report.
    Number,
    /// A character given by its code.
    Symbol,
    /// Draws characters over or beside each other.
    Drawn,
    /// A legacy form field to choose from a list.
    Choice,
    /// A legacy form field to tick.
    Tick,
    /// Shows its result.
    Result,
}

impl Field {
    fn kind(&self) -> Kind {
        let instruction = self.instruction.trim_start();
        let name = instruction.split([' ', '\\', '\u{A0}']).next().unwrap_or_default().to_ascii_uppercase();
        match &*name {
            _ if instruction.starts_with(['=', '＝']) => Kind::Formula,
            "PAGE" | "NUMPAGES" | "SECTIONPAGES" | "SECTION" | "PAGEREF" | "AUTONUM" | "AUTONUMLGL" | "AUTONUMOUT"
            | "LISTNUM" => Kind::Number,
            "SYMBOL" => Kind::Symbol,
            "EQ" => Kind::Drawn,
            "FORMDROPDOWN" => Kind::Choice,
            "FORMCHECKBOX" => Kind::Tick,
            _ => Kind::Result,
        }
    }

    /// Whether its result is not the text that a person sees.
    fn mutes(&self) -> bool {
        match self.kind() {
            Kind::Formula => self.stale,
            Kind::Number | Kind::Symbol | Kind::Drawn => true,
            Kind::Choice => !self.choices.is_empty(),
            Kind::Tick | Kind::Result => false,
        }
    }

    /// Writes what it shows besides its result.
    fn write(&self, content: &mut Content, look: Look) {
        match self.kind() {
            Kind::Formula if self.stale || !self.answered => content.leave_out(Flaw::Stale),
            Kind::Number | Kind::Tick => content.leave_out(Flaw::Unread),
            Kind::Symbol => match self.symbol(look.font) {
                Some(symbol) => content.write(symbol.encode_utf8(&mut [0; 4]), Look { font: Font::Text, ..look }),
                None => content.unread(),
            },
            Kind::Drawn => content.unread(),
            Kind::Choice => match self.choice() {
                Some(choice) => content.write(choice, look),
                None if self.answered => {}
                None => content.leave_out(Flaw::Unread),
            },
            Kind::Formula | Kind::Result => {}
        }
    }

    /// The choice that is shown; numbers past the end stand for none.
    fn choice(&self) -> Option<&String> {
        self.chosen.and_then(|chosen| self.choices.get(chosen)).or(self.choices.get(self.by_default))
    }

    /// The character of `SYMBOL 49 \f "Symbol"`.
    fn symbol(&self, font: Font) -> Option<char> {
        let code = self.instruction.split_whitespace().nth(1)?;
        let code = match code.strip_prefix("0x").or(code.strip_prefix("0X")) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => code.parse().ok()?,
        };
        let named = self.instruction.split_once("\\f").map(|(_, rest)| rest.trim_start());
        let font = named.map_or(font, |rest| match rest.strip_prefix('"') {
            Some(quoted) => Font::named(quoted.split('"').next().unwrap_or_default()),
            None => Font::named(rest.split([' ', '\\']).next().unwrap_or_default()),
        });
        font.shows_code(code)
    }
}

impl Fields {
    /// A field begins, with its instruction.
    pub fn begin(&mut self, stale: bool) {
        if self.open.len() < MAX_OPEN {
            self.open.push(Field { stale: stale || self.all_stale, ..Field::default() });
        } else {
            self.beyond += 1;
        }
    }

    /// The result of the innermost field begins.
    pub fn separate(&mut self) {
        if let Some(field) = self.inner() {
            field.has_result = true;
        }
    }

    /// The innermost field ends.
    pub fn end(&mut self, content: &mut Content, look: Look) {
        if self.beyond > 0 {
            self.beyond -= 1;
        } else if let Some(field) = self.open.pop() {
            if self.is_shown() {
                field.write(content, look);
            }
        }
    }

    /// A paragraph ends: a field without an end swallows nothing behind it.
    pub fn cut(&mut self, content: &mut Content) {
        self.beyond = 0;
        self.open.retain(|field| {
            let stays = field.has_result && !field.mutes();
            if !stays {
                field.write(content, Look::default());
            }
            stays
        });
    }

    /// Whether text at this place belongs to an instruction.
    pub fn instructs(&self) -> bool {
        self.open.last().is_some_and(|field| !field.has_result)
    }

    /// Goes on with the instruction of the innermost field.
    pub fn instruction(&mut self, text: &str) {
        if let Some(field) = self.inner().filter(|field| !field.has_result) {
            let room = MAX_INSTRUCTION.saturating_sub(field.instruction.chars().count());
            field.instruction.extend(text.chars().take(room));
        }
    }

    /// The innermost field was marked as one to be worked out anew.
    pub fn stale(&mut self) {
        self.inner().into_iter().for_each(|field| field.stale = true);
    }

    /// A drop-down field offers this.
    pub fn choice(&mut self, choice: &str) {
        if let Some(field) = self.inner().filter(|field| field.choices.len() < MAX_CHOICES) {
            field.choices.push(choice.to_owned());
        }
    }

    /// A drop-down field shows this of its choices, or does if nobody has chosen.
    pub fn chosen(&mut self, number: usize, by_default: bool) {
        match self.inner() {
            Some(field) if by_default => field.by_default = number,
            Some(field) => field.chosen = Some(number),
            None => {}
        }
    }

    /// Whether text at this place is shown.
    pub fn takes(&mut self, text: &str) -> bool {
        if self.open.is_empty() {
            return true;
        }
        if !text.trim().is_empty() {
            self.open.iter_mut().for_each(|field| field.answered |= field.has_result);
        }
        self.is_shown()
    }

    fn is_shown(&self) -> bool {
        self.open.iter().all(|field| field.has_result && !field.mutes())
    }

    fn inner(&mut self) -> Option<&mut Field> {
        self.open.last_mut().filter(|_| self.beyond == 0)
    }
}
