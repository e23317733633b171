//! Ways to break an input: as bytes, as markup, as words.

use crate::made::Chance;
use std::ops::Range;

/// Numbers at their limits, as they are stored.
const LIMITS: [&[u8]; 6] =
    [&[0xFF; 4], &[0; 4], &[0xFF, 0xFF, 0xFF, 0x7F], &[0, 0, 0, 0x80], &[1, 0, 0, 0], &[0xFE, 0xFF]];

/// Numbers at their limits, as they are written.
const WRITTEN: [&[u8]; 9] =
    [b"99999999999999999999", b"-1", b"4294967296", b"65535", b"", b"0", b"1e38", b"-0.0000001", b"16777217"];

/// Breaks bytes in one place, and moves what is behind it.
pub fn bytes(bytes: &mut Vec<u8>, other: &[u8], chance: &mut Chance) {
    if bytes.is_empty() {
        return;
    }
    let length = bytes.len() as u64;
    let at = chance.below(length) as usize;
    let stretch = |chance: &mut Chance| at..(at + 1 + chance.below(64) as usize).min(length as usize);
    match chance.below(6) {
        0 => bytes.truncate(at),
        1 => {
            bytes.drain(stretch(chance));
        }
        2 => {
            let part = bytes[stretch(chance)].to_vec();
            let times = 1 + chance.below(40) as usize;
            bytes.splice(at..at, part.repeat(times));
        }
        3 => {
            let from = chance.below(other.len() as u64) as usize;
            let part = other[from..(from + chance.below(400) as usize).min(other.len())].to_vec();
            bytes.splice(at..at, part);
        }
        4 => {
            let digit = (at..bytes.len().min(at + 200)).find(|&place| bytes[place].is_ascii_digit());
            if let Some(place) = digit {
                bytes.splice(place..=place, pick(&WRITTEN, chance).iter().copied());
            }
        }
        _ => in_place(bytes, chance),
    }
}

/// Breaks bytes in one place and leaves everything where it stands: what is stored by offsets
/// is read on.
pub fn in_place(bytes: &mut [u8], chance: &mut Chance) {
    if bytes.is_empty() {
        return;
    }
    let length = bytes.len() as u64;
    let at = chance.below(length) as usize;
    match chance.below(5) {
        0 => bytes[at] ^= 1 << chance.below(8),
        1 => bytes[at] = chance.below(256) as u8,
        2 => bytes.swap(at, chance.below(length) as usize),
        3 => {
            for (place, byte) in bytes[at..].iter_mut().zip(pick(&LIMITS, chance)) {
                *place = *byte;
            }
        }
        _ => {
            let to = chance.below(length) as usize;
            let wide = (chance.below(64) as usize).min(bytes.len() - at.max(to));
            bytes.copy_within(at..at + wide, to);
        }
    }
}

/// Breaks markup so that it mostly stays well formed: whole elements go, come again, move, nest
/// into themselves, change their name, or an attribute or text of theirs is another.
pub fn markup(text: &mut Vec<u8>, chance: &mut Chance) {
    let tags = tags(text);
    if tags.is_empty() {
        return;
    }
    let number = chance.below(tags.len() as u64) as usize;
    let Some(element) = element(text, &tags, number) else { return };
    let open = tags[number].clone();
    match chance.below(8) {
        0 => {
            text.drain(element);
        }
        1 => {
            let part = text[element.clone()].to_vec();
            let times = 1 + chance.below(if part.len() < 2000 { 60 } else { 3 }) as usize;
            text.splice(element.end..element.end, part.repeat(times));
        }
        2 => {
            let part = text[element].to_vec();
            let to = tags[chance.below(tags.len() as u64) as usize].end;
            text.splice(to..to, part);
        }
        3 if element.end > open.end => {
            let close = element.end - close_length(text, &element);
            let (head, tail) = (text[open.clone()].to_vec(), text[close..element.end].to_vec());
            let times = 1 + chance.below(30) as usize;
            text.splice(element.end..element.end, tail.repeat(times));
            text.splice(open.start..open.start, head.repeat(times));
        }
        4 => {
            let other = &tags[chance.below(tags.len() as u64) as usize];
            let part = text[other.clone()].to_vec();
            text.splice(open, part);
        }
        5 | 6 => {
            let quotes: Vec<usize> = open.clone().filter(|&at| text[at] == b'"').collect();
            if quotes.len() > 1 {
                let pair = chance.below(quotes.len() as u64 / 2) as usize * 2;
                text.splice(quotes[pair] + 1..quotes[pair + 1], pick(&WRITTEN, chance).iter().copied());
            }
        }
        _ => {
            let to = text[open.end..].iter().position(|&byte| byte == b'<').map_or(text.len(), |at| open.end + at);
            let texts: [&[u8]; 6] = [b"", b"0 0 0 0 02", "１２件".as_bytes(), b"&#x0;", b"&amp;1", "总计".as_bytes()];
            text.splice(open.end..to, pick(&texts, chance).iter().copied());
        }
    }
}

/// Breaks what consists of words with white space between them.
pub fn words(text: &mut Vec<u8>, chance: &mut Chance) {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut from = None;
    for (at, byte) in text.iter().enumerate() {
        match (byte.is_ascii_whitespace(), from) {
            (false, None) => from = Some(at),
            (true, Some(start)) => {
                words.push(start..at);
                from = None;
            }
            _ => {}
        }
    }
    if words.is_empty() {
        return;
    }
    let number = chance.below(words.len() as u64) as usize;
    let last = (number + chance.below(12) as usize).min(words.len() - 1);
    let run = words[number].start..words[last].end;
    match chance.below(6) {
        0 => {
            text.drain(run);
        }
        1 => {
            let part = [&text[run.clone()], b"\n"].concat();
            let times = 1 + chance.below(80) as usize;
            text.splice(run.start..run.start, part.repeat(times));
        }
        2 => {
            let part = [&text[run], b" "].concat();
            let to = words[chance.below(words.len() as u64) as usize].start;
            text.splice(to..to, part);
        }
        // Runs together.
        3 => text.retain({
            let mut at = 0;
            move |byte| {
                at += 1;
                !(run.contains(&(at - 1)) && byte.is_ascii_whitespace())
            }
        }),
        4 => {
            let next = (number..words.len()).find(|&at| text[words[at].clone()].iter().any(u8::is_ascii_digit));
            if let Some(next) = next {
                text.splice(words[next].clone(), pick(&WRITTEN, chance).iter().copied());
            }
        }
        _ => {
            let other = words[chance.below(words.len() as u64) as usize].clone();
            let part = text[other].to_vec();
            text.splice(words[number].clone(), part);
        }
    }
}

fn pick<'p>(from: &[&'p [u8]], chance: &mut Chance) -> &'p [u8] {
    from[chance.below(from.len() as u64) as usize]
}

/// Where the opening tags stand.
fn tags(text: &[u8]) -> Vec<Range<usize>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].iter().position(|&byte| byte == b'<').map(|place| at + place) {
        let Some(close) = text[open..].iter().position(|&byte| byte == b'>').map(|place| open + place + 1) else {
            break;
        };
        if text[open + 1].is_ascii_alphabetic() {
            tags.push(open..close);
        }
        at = close;
    }
    tags
}

/// The element that an opening tag begins, up to the end of its closing tag; the tag itself where
/// it closes itself; `None` where nothing closes it.
fn element(text: &[u8], tags: &[Range<usize>], number: usize) -> Option<Range<usize>> {
    let open = tags[number].clone();
    if text[..open.end].ends_with(b"/>") {
        return Some(open);
    }
    let name = name(&text[open.start + 1..open.end]);
    let mut depth = 0;
    let mut at = open.start;
    while let Some(next) = text[at..].iter().position(|&byte| byte == b'<').map(|place| at + place + 1) {
        let (closes, from) = if text.get(next) == Some(&b'/') { (true, next + 1) } else { (false, next) };
        let end = text[from..].iter().position(|&byte| byte == b'>').map(|place| from + place + 1)?;
        if self::name(&text[from..end]) == name && !text[..end].ends_with(b"/>") {
            if closes {
                depth -= 1;
            } else {
                depth += 1;
            }
            if depth == 0 {
                return Some(open.start..end);
            }
        }
        at = end;
    }
    None
}

fn name(tag: &[u8]) -> &[u8] {
    let end = tag.iter().position(|&byte| !(byte.is_ascii_alphanumeric() || b":-_".contains(&byte)));
    &tag[..end.unwrap_or(tag.len())]
}

fn close_length(text: &[u8], element: &Range<usize>) -> usize {
    text[element.clone()].iter().rev().position(|&byte| byte == b'<').map_or(0, |at| at + 1)
}
