//! Bytes of unknown encoding as text. The browser decodes where there is one; elsewhere a library
//! brings the tables.

use std::sync::OnceLock;

/// A function that decodes bytes by a WHATWG encoding label, what cannot be decoded as U+FFFD;
/// `None` for a label that it does not know.
pub type Decode = fn(label: &str, bytes: &[u8]) -> Option<String>;

static LENT: OnceLock<Decode> = OnceLock::new();

/// Lends a decoder from outside, once; the first one stays.
pub fn lend(decode: Decode) {
    let _ = LENT.set(decode);
}

/// Text by its byte order mark, else as UTF-8 or UTF-16 if it is that throughout, else by the
/// label that the document itself gives, else as GB 18030, which saved government pages often are.
/// `None` for what is no text.
pub fn text(bytes: &[u8], label: Option<&str>) -> Option<String> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return Some(String::from_utf8_lossy(rest).into_owned());
    }
    for (mark, read) in [([0xFF, 0xFE], u16::from_le_bytes as fn([u8; 2]) -> u16), ([0xFE, 0xFF], u16::from_be_bytes)] {
        if let Some(rest) = bytes.strip_prefix(&mark) {
            return Some(String::from_utf16_lossy(&units(rest, read)));
        }
    }
    if bytes.contains(&0) {
        return unmarked_utf_16(bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.to_owned());
    }
    // The label gb2312 means GBK to everyone, and GB 18030 holds that.
    let told = label.filter(|label| !label.to_ascii_lowercase().starts_with("utf"));
    let text = told.and_then(|label| decode(label, bytes)).or_else(|| decode("gb18030", bytes))?;
    let strange = text.chars().filter(|&c| c == '\u{FFFD}' || is_control(c)).count();
    (strange * 100 <= text.chars().count()).then_some(text)
}

/// Bytes by a label.
pub fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    LENT.get().map_or_else(|| own(label, bytes), |decode| decode(label, bytes))
}

#[cfg(feature = "native")]
fn own(label: &str, bytes: &[u8]) -> Option<String> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
}

#[cfg(not(feature = "native"))]
fn own(_: &str, bytes: &[u8]) -> Option<String> {
    Some(String::from_utf8_lossy(bytes).into_owned())
}

/// Whether a character has no place in a text.
fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}')
}

fn units(bytes: &[u8], read: fn([u8; 2]) -> u16) -> Vec<u16> {
    bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect()
}

/// UTF-16 without a mark, in the byte order in which it is a text of ours.
fn unmarked_utf_16(bytes: &[u8]) -> Option<String> {
    if bytes.len() % 2 != 0 {
        return None;
    }
    let orders: [fn([u8; 2]) -> u16; 2] = [u16::from_le_bytes, u16::from_be_bytes];
    let mut texts = orders.iter().filter_map(|read| String::from_utf16(&units(bytes, *read)).ok());
    texts.find(|text| {
        let usual = text.chars().filter(|&c| is_usual(c)).count();
        usual * 10 >= text.chars().count() * 9 && !text.chars().any(is_control)
    })
}

/// Whether a character is at home in a Chinese text.
fn is_usual(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{2010}'..='\u{2040}' | '\u{3000}'..='\u{303F}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}')
}

#[cfg(all(test, feature = "native"))]
mod tests {
    use super::*;

    fn check(bytes: &[u8], label: Option<&str>, expected: Option<&str>) {
        assert_eq!(text(bytes, label).as_deref(), expected, "{bytes:?}");
    }

    #[test]
    fn marks_and_guesses() {
        let utf_16 = |text: &str, write: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(write).collect::<Vec<u8>>();
        check("\u{FEFF}件".as_bytes(), None, Some("件"));
        check(&[&b"\xFF\xFE"[..], &utf_16("件7", u16::to_le_bytes)].concat(), None, Some("件7"));
        check(&[&b"\xFE\xFF"[..], &utf_16("件7", u16::to_be_bytes)].concat(), None, Some("件7"));
        check(&utf_16("一、新收\t12\r\n", u16::to_le_bytes), None, Some("一、新收\t12\r\n"));
        check(&utf_16("一、新收\t12\r\n", u16::to_be_bytes), None, Some("一、新收\t12\r\n"));
        check(&encoding_rs::GB18030.encode("规章：〇件").0, None, Some("规章：〇件"));
        check(&encoding_rs::BIG5.encode("規章").0, Some("big5"), Some("規章"));
    }

    #[test]
    fn what_is_no_text() {
        check(b"\x00\x01\x02\x00\x00\x00", None, None);
        check(&[0x81, 0xFF, 0x01, 0x02, 0x90, 0xFF], None, None);
    }
}
