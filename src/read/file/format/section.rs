//! A format code taken apart into its sections and their signs.

/// One of the parts between semicolons.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub tokens: Vec<Token>,
    pub condition: Option<Condition>,
    /// Whether it writes in white.
    pub is_white: bool,
}

/// A sign of a section.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token {
    /// The place of a digit: `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    Literal(char),
    /// The place of a text.
    Text,
    General,
    /// A letter of a date or time, and how often it stands there.
    Date(char, usize),
    /// Hours, minutes or seconds that run on past a day: `[h]`.
    Elapsed(char, usize),
    /// The half of the day, in Chinese or not.
    Half(bool),
}

/// `[>=100]`
#[derive(Clone, Copy, Debug)]
pub(super) struct Condition {
    below: bool,
    equal: bool,
    above: bool,
    limit: f64,
}

impl Condition {
    pub fn holds(self, value: f64) -> bool {
        if value < self.limit {
            self.below
        } else if value > self.limit {
            self.above
        } else {
            self.equal
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let signs = text.trim_start_matches(['<', '>', '=']);
        let limit = signs.trim().parse().ok()?;
        let (below, equal, above) = match &text[..text.len() - signs.len()] {
            "<" => (true, false, false),
            "<=" => (true, true, false),
            "=" => (false, true, false),
            ">=" => (false, true, true),
            ">" => (false, false, true),
            "<>" => (true, false, true),
            _ => return None,
        };
        Some(Self { below, equal, above, limit })
    }
}

impl Section {
    pub fn is_date(&self) -> bool {
        self.tokens.iter().any(|token| matches!(token, Token::Date(..) | Token::Elapsed(..) | Token::Half(_)))
    }
}

/// The sections of a code; `None` where it holds a sign that is not known here.
pub(super) fn sections(code: &str) -> Option<Vec<Section>> {
    let mut sections = vec![Section::default()];
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let section = sections.last_mut()?;
        let (_, behind) = rest.split_at(c.len_utf8());
        rest = match c {
            ';' => {
                sections.push(Section::default());
                behind
            }
            '"' => {
                let (quoted, behind) = behind.split_once('"')?;
                section.tokens.extend(quoted.chars().map(Token::Literal));
                behind
            }
            '[' => {
                let (inner, behind) = behind.split_once(']')?;
                section.bracket(inner)?;
                behind
            }
            // A space as wide as the next character; a character that fills the column.
            '_' | '*' => after_one(behind),
            '\\' | '!' => {
                section.tokens.extend(behind.chars().next().map(Token::Literal));
                after_one(behind)
            }
            _ => section.sign(c, rest)?,
        };
    }
    Some(sections)
}

fn after_one(text: &str) -> &str {
    let mut chars = text.chars();
    chars.next();
    chars.as_str()
}

impl Section {
    /// What stands between brackets: a colour, a condition, a currency or time that runs on.
    fn bracket(&mut self, inner: &str) -> Option<()> {
        let lower = inner.to_ascii_lowercase();
        if let Some(currency) = inner.strip_prefix('$') {
            let sign = currency.split('-').next().unwrap_or_default();
            self.tokens.extend(sign.chars().map(Token::Literal));
        } else if inner.starts_with(['<', '>', '=']) {
            self.condition = Some(Condition::parse(inner)?);
        } else if ["h", "hh", "m", "mm", "s", "ss"].contains(&&*lower) {
            self.tokens.push(Token::Elapsed(lower.chars().next()?, lower.len()));
        } else if ["white", "白色"].contains(&&*lower) {
            self.is_white = true;
        } else if lower.starts_with("dbnum") {
            return None;
        }
        Some(())
    }

    /// One sign that is neither quoted nor in brackets; what stands behind it.
    fn sign<'c>(&mut self, c: char, rest: &'c str) -> Option<&'c str> {
        let named = |name: &str| rest.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name));
        let words = [
            ("General", Token::General),
            ("G/通用格式", Token::General),
            ("AM/PM", Token::Half(false)),
            ("上午/下午", Token::Half(true)),
        ];
        if let Some((word, token)) = words.into_iter().find(|(word, _)| named(word)) {
            self.tokens.push(token);
            return rest.get(word.len()..);
        }
        let lower = c.to_ascii_lowercase();
        let token = match lower {
            '0' | '#' | '?' => Token::Digit(c),
            '.' => Token::Point,
            ',' => Token::Comma,
            '%' => Token::Percent,
            '@' => Token::Text,
            'y' | 'm' | 'd' | 'h' | 's' => {
                let count = rest.chars().take_while(|next| next.to_ascii_lowercase() == lower).count();
                self.tokens.push(Token::Date(lower, count));
                return rest.get(count..);
            }
            // A fraction has places on both sides of its bar; a date has letters.
            '/' if self.tokens.iter().any(|token| matches!(token, Token::Digit(_))) => return None,
            'a'..='z' => return None,
            _ => Token::Literal(c),
        };
        self.tokens.push(token);
        rest.get(c.len_utf8()..)
    }
}
