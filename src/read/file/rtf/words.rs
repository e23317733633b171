//! The control words of RTF that bear on what is read.

use super::{Destination, Reader, State};
use crate::read::Flaw;

impl Reader {
    pub(super) fn word(&mut self, word: &str, parameter: Option<i32>) {
        match self.state.destination {
            Destination::Nowhere => return,
            Destination::Shape if word == "pict" => return self.writing().leave_out(Flaw::Unread),
            Destination::Shape => return,
            _ => {}
        }
        let is_list = matches!(self.state.destination, Destination::Fonts | Destination::Styles);
        let is_kept = KEPT.contains(&word) || is_list && LISTED.contains(&word);
        if self.starts && (self.optional && !is_kept || SKIPPED.contains(&word)) {
            return self.skip(word);
        }
        match word {
            "ansicpg" => self.code_page = parameter.and_then(|page| page.try_into().ok()).unwrap_or(1252),
            "uc" => self.state.fallback = parameter.and_then(|count| count.try_into().ok()).unwrap_or(1),
            "u" => self.unicode(parameter.unwrap_or(0)),
            "line" => self.line_end(),
            "tab" => self.write(" "),
            "emdash" => self.write("—"),
            "endash" => self.write("–"),
            "lquote" => self.write("‘"),
            "rquote" => self.write("’"),
            "ldblquote" => self.write("“"),
            "rdblquote" => self.write("”"),
            "fonttbl" => self.state.destination = Destination::Fonts,
            "stylesheet" => self.state.destination = Destination::Styles,
            _ => {
                if !self.characters(word, parameter) && !self.fields(word, parameter) {
                    self.layout(word, parameter);
                }
            }
        }
    }

    /// A group that is no text; a picture is noted.
    fn skip(&mut self, word: &str) {
        if PICTURES.contains(&word) && self.state.destination == Destination::Text && !self.fields.instructs() {
            if self.look().left_out().is_none() {
                self.writing().leave_out(Flaw::Unread);
            }
        }
        let is_shape = word == "sp" && self.state.destination == Destination::Text;
        self.state.destination = if is_shape { Destination::Shape } else { Destination::Nowhere };
    }

    /// Words about how characters look; whether it is one.
    fn characters(&mut self, word: &str, parameter: Option<i32>) -> bool {
        let on = parameter != Some(0);
        let half_points = parameter.unwrap_or(6).saturating_abs();
        let mut state = self.state;
        match word {
            "deleted" => state.deleted = on,
            "revised" => state.inserted = on,
            "v" => state.hidden = Some(on),
            "strike" => state.strike = Some(on),
            "striked" => state.double_strike = Some(on),
            "super" | "sub" => state.script = on,
            "nosupersub" => state.script = false,
            "up" | "dn" => state.position = half_points >= OFF_LINE,
            "f" => state.font = parameter.unwrap_or(0),
            "cs" => state.character_style = parameter,
            "s" => state.paragraph_style = parameter.unwrap_or(0),
            "plain" => {
                let State { destination, paragraph_style, fallback, in_table, in_box, .. } = state;
                state = State { destination, paragraph_style, fallback, in_table, in_box, ..State::default() };
            }
            // Of the lists before the text.
            "fcharset" => self.sheet.is_symbol = parameter == Some(2),
            "sbasedon" => self.sheet.base = parameter,
            _ => return false,
        }
        self.flush();
        self.state = state;
        true
    }

    /// Words about fields and form fields; whether it is one.
    fn fields(&mut self, word: &str, parameter: Option<i32>) -> bool {
        let number = || parameter.and_then(|number| usize::try_from(number).ok());
        match word {
            "field" if self.state.destination == Destination::Text => {
                self.flush();
                self.field_groups.push(self.depth());
                self.fields.begin(false);
            }
            "flddirty" => self.fields.stale(),
            "fldinst" if self.state.destination == Destination::Text => {
                self.state.destination = Destination::Instruction;
            }
            "fldrslt" if self.state.destination == Destination::Text => self.fields.separate(),
            "formfield" if self.state.destination == Destination::Instruction => {
                self.state.destination = Destination::Form;
            }
            "ffl" => self.state.destination = Destination::Choice,
            "ffres" => number().into_iter().for_each(|number| self.fields.chosen(number, false)),
            "ffdefres" => number().into_iter().for_each(|number| self.fields.chosen(number, true)),
            _ => return false,
        }
        true
    }

    /// Words about paragraphs, tables and boxes.
    fn layout(&mut self, word: &str, parameter: Option<i32>) {
        let on = parameter != Some(0);
        match word {
            "pard" => {
                self.flush();
                self.state.in_table &= self.state.in_box;
                self.state.paragraph_style = 0;
            }
            "intbl" if !self.state.in_box => self.state.in_table = on,
            "itap" => self.table.nested |= parameter.is_some_and(|depth| depth > 1),
            "trowd" => self.table.begin(),
            "clmrg" => self.table.next.joins = true,
            "clvmgf" => self.table.next.begins = true,
            "clvmrg" => self.table.next.continues = true,
            "cellx" => self.table.edge(parameter.unwrap_or(0)),
            "par" | "sect" | "page" => self.paragraph(),
            "cell" => self.end_cell(),
            // The cells of a table inside another are lines of its cell.
            "nestcell" | "nestrow" => {
                self.table.nested = true;
                self.line_end();
            }
            "row" => self.end_row(),
            "shptxt" if self.state.destination == Destination::Text => {
                self.line_end();
                self.state.in_box = true;
            }
            _ => {}
        }
    }
}

/// Characters raised or lowered by at least this many half points are set apart from the line.
const OFF_LINE: i32 = 6;

/// Parts marked as optional that are read all the same.
const KEPT: [&str; 5] = ["shptxt", "shpinst", "fldinst", "formfield", "ffl"];

/// Styles of characters, tables and sections, which are marked so in the list of styles.
const LISTED: [&str; 3] = ["cs", "ts", "ds"];

/// Parts that show something which is not read.
const PICTURES: [&str; 6] = ["pict", "shppict", "object", "mmath", "moMath", "do"];

const SKIPPED: [&str; 26] = [
    "colortbl",
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
    "nonshppict",
    "listtable",
    "revtbl",
    "xe",
    "tc",
    "themedata",
    "nonesttables",
    "sp",
    "shprslt",
    "mmath",
    "moMath",
    "mmathPict",
];
