//! Character maps in PDFs: from the codes in a text to Unicode (`ToUnicode`), and how many bytes a
//! code has.

use std::collections::BTreeMap;

/// A map as its stream defines it.
#[derive(Debug, Default)]
pub(super) struct CMap {
    /// For codes of one to four bytes: the ranges of codes there are.
    spaces: Vec<(usize, u32, u32)>,
    texts: BTreeMap<u32, String>,
    /// How many codes were told, some perhaps again and again.
    told: usize,
}

/// Codes in a map; there are only so many characters.
const MAX_CODES: usize = 70_000;
/// Bytes of one code's text.
const MAX_BYTES: usize = 40;

#[derive(Debug)]
enum Token {
    Hex(Vec<u8>),
    Open,
    Close,
    Word(Vec<u8>),
}

impl CMap {
    pub fn parse(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut tokens = tokens(bytes);
        while let Some(token) = tokens.next() {
            let Token::Word(word) = token else { continue };
            match word.as_slice() {
                b"begincodespacerange" => map.spaces(&mut tokens),
                b"beginbfchar" => map.characters(&mut tokens),
                b"beginbfrange" => map.ranges(&mut tokens),
                _ => {}
            }
        }
        map
    }

    /// The text of a code.
    pub fn text(&self, code: u32) -> Option<&str> {
        self.texts.get(&code).map(String::as_str)
    }

    /// How many codes it was read from.
    pub fn entries(&self) -> usize {
        self.told
    }

    /// How many bytes the code at the start has; `None` where the map does not say.
    pub fn length(&self, bytes: &[u8]) -> Option<usize> {
        let fits = |&&(length, from, to): &&(usize, u32, u32)| {
            bytes.get(..length).is_some_and(|code| (from..=to).contains(&number(code)))
        };
        let known = self.spaces.iter().find(fits).or_else(|| self.spaces.first());
        known.map(|(length, _, _)| *length)
    }

    fn spaces(&mut self, tokens: &mut impl Iterator<Item = Token>) {
        while let (Some(Token::Hex(from)), Some(Token::Hex(to))) = (tokens.next(), tokens.next()) {
            if (1..=4).contains(&from.len()) && self.spaces.len() < 100 {
                self.spaces.push((from.len(), number(&from), number(&to)));
            }
        }
    }

    fn characters(&mut self, tokens: &mut impl Iterator<Item = Token>) {
        while let (Some(Token::Hex(code)), Some(Token::Hex(text))) = (tokens.next(), tokens.next()) {
            self.put(number(&code), utf_16(&text));
        }
    }

    fn ranges(&mut self, tokens: &mut impl Iterator<Item = Token>) {
        while let (Some(Token::Hex(from)), Some(Token::Hex(to))) = (tokens.next(), tokens.next()) {
            let codes = number(&from)..=number(&to);
            match tokens.next() {
                // One that is too long is so at every step.
                Some(Token::Hex(text)) if text.len() > 2 * MAX_BYTES => {}
                Some(Token::Hex(text)) => {
                    for (step, code) in (0_u32..).zip(codes).take(MAX_CODES.saturating_sub(self.told)) {
                        self.put(code, stepped(&text, step));
                    }
                }
                Some(Token::Open) => {
                    let mut codes = codes;
                    while let Some(Token::Hex(text)) = tokens.next() {
                        if let Some(code) = codes.next() {
                            self.put(code, utf_16(&text));
                        }
                    }
                }
                _ => return,
            }
        }
    }

    fn put(&mut self, code: u32, text: String) {
        self.told += 1;
        if self.told <= MAX_CODES && text.len() <= MAX_BYTES {
            self.texts.insert(code, text);
        }
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |number, &byte| number << 8 | u32::from(byte))
}

fn utf_16(bytes: &[u8]) -> String {
    if let [byte] = bytes {
        return char::from(*byte).to_string();
    }
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect()
}

/// The text so many steps behind: its last character goes up.
fn stepped(bytes: &[u8], step: u32) -> String {
    let mut text = utf_16(bytes);
    if let Some(last) = text.pop() {
        text.push(char::from_u32(u32::from(last).saturating_add(step)).unwrap_or('\u{FFFD}'));
    }
    text
}

fn tokens(bytes: &[u8]) -> impl Iterator<Item = Token> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        loop {
            let (&first, behind) = rest.split_first()?;
            match first {
                b'<' if behind.first() != Some(&b'<') => {
                    let end = behind.iter().position(|&byte| byte == b'>').unwrap_or(behind.len());
                    let digits: Vec<u8> = behind[..end]
                        .iter()
                        .filter_map(|&byte| char::from(byte).to_digit(16))
                        .map(|d| d as u8)
                        .collect();
                    rest = behind.get(end + 1..).unwrap_or(&[]);
                    return Some(Token::Hex(
                        digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0)).collect(),
                    ));
                }
                b'[' | b']' => {
                    rest = behind;
                    return Some(if first == b'[' { Token::Open } else { Token::Close });
                }
                b'%' => {
                    let end = behind.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(behind.len());
                    rest = &behind[end..];
                }
                byte if byte.is_ascii_alphanumeric() => {
                    let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
                    let word = rest[..end].to_vec();
                    rest = &rest[end..];
                    return Some(Token::Word(word));
                }
                _ => rest = behind,
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_and_ranges() {
        let map = CMap::parse(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n2 beginbfchar\n<0003> <4EF6>\n<0004> <D840DC0B>\nendbfchar\n\
              2 beginbfrange <0010> <0012> <0030> <0020> <0021> [<4E00> <4E8C>] endbfrange",
        );
        let texts = [3, 4, 0x10, 0x12, 0x21, 0x22].map(|code| map.text(code).unwrap_or("-").to_owned());
        assert_eq!(texts, ["件", "𠀋", "0", "2", "二", "-"]);
        assert_eq!(map.length(&[0, 3]), Some(2));
    }
}
