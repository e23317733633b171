//! Fonts whose characters do not look as their codes say.

/// A font, as far as its digits look like digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Font {
    /// Characters look as their codes say.
    #[default]
    Text,
    /// Symbol: figures look like figures, letters are Greek.
    Symbol,
    /// Wingdings and the like: codes show pictures.
    Pictures,
}

/// Fonts of pictures, by how their names begin.
const PICTURES: [&str; 8] = [
    "wingdings",
    "webdings",
    "zapfdingbats",
    "zapf dingbats",
    "marlett",
    "mt extra",
    "monotype sorts",
    "bookshelf symbol",
];

impl Font {
    /// A font by its name.
    pub fn named(name: &str) -> Self {
        let name = name.trim().to_ascii_lowercase();
        match name {
            name if name == "symbol" => Self::Symbol,
            name if PICTURES.iter().any(|font| name.starts_with(font)) => Self::Pictures,
            _ => Self::Text,
        }
    }

    /// What a character shows in this font; `None` where that is not known.
    pub fn shows(self, c: char) -> Option<char> {
        // Symbol fonts have their codes at the start of this private area as well.
        let code = match u32::from(c) {
            code @ 0xF020..=0xF0FF => code - 0xF000,
            _ if self == Self::Text => return Some(c),
            code @ 0x20..=0x7E => code,
            _ => return Some(c),
        };
        match (self, char::from_u32(code)?) {
            (_, ' ') => Some(' '),
            (Self::Symbol, '0'..='9' | '.' | ',' | '/' | '-' | '+' | '%' | '(' | ')' | ':' | ';' | '<' | '=' | '>') => {
                char::from_u32(code)
            }
            _ => None,
        }
    }

    /// What a code of this font shows; `None` where that is not known.
    pub fn shows_code(self, code: u32) -> Option<char> {
        match (self, code) {
            (Self::Text, 0xF000..=0xF0FF) => None,
            (Self::Text, _) => char::from_u32(code).filter(|c| !c.is_control()),
            (_, 0x20..=0xFF) => self.shows(char::from_u32(0xF000 + code)?),
            _ => self.shows(char::from_u32(code)?).filter(|_| (0xF020..=0xF0FF).contains(&code)),
        }
    }
}
