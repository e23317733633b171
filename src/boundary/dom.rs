//! What a page does with markup before the browser parses it.

use crate::read::html::expanded;

/// Markup as the browser's own parser is given it: scripts in it never run, and nothing it names is fetched.
/// Under the page's policy the browser reports every style that it finds and does not apply, one by one, which
/// takes ten times as long as the parsing: so they come under another name.
pub(super) fn prepared(html: &str) -> String {
    styles_renamed(&expanded(html))
}

/// Every `style=` inside a tag as `g-style=`, and every style sheet as `<noframes g-sheet>`, which is
/// parsed alike and not applied. Where a page's quotes do not pair, some stay.
fn styles_renamed(html: &str) -> String {
    let bytes = html.as_bytes();
    let mut renamed = String::with_capacity(html.len() + html.len() / 16);
    let (mut copied, mut in_tag, mut quote) = (0, false, None);
    for (at, &byte) in bytes.iter().enumerate() {
        match (in_tag, quote) {
            (false, _) => {
                in_tag = byte == b'<' && bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic);
                if let Some(name) = Some(at).filter(|_| byte == b'<').and_then(|_| sheet(&bytes[at..])) {
                    renamed.push_str(&html[copied..at + name]);
                    renamed.push_str(if name == 1 { "noframes g-sheet" } else { "noframes" });
                    copied = at + name + STYLE.len();
                }
            }
            (true, Some(open)) => quote = Some(open).filter(|_| byte != open),
            (true, None) => match byte {
                b'>' => in_tag = false,
                b'"' | b'\'' => quote = Some(byte),
                b's' | b'S' if is_style(&bytes[at..]) && !is_name(bytes[at - 1]) => {
                    renamed.push_str(&html[copied..at]);
                    renamed.push_str("g-");
                    copied = at;
                }
                _ => {}
            },
        }
    }
    renamed + &html[copied..]
}

const STYLE: &[u8] = b"style";

/// Where the name stands in the tag that starts here, if it opens or closes a style sheet.
fn sheet(tag: &[u8]) -> Option<usize> {
    let name = if tag.get(1) == Some(&b'/') { 2 } else { 1 };
    let is_sheet = tag.get(name..name + STYLE.len())?.eq_ignore_ascii_case(STYLE)
        && matches!(tag.get(name + STYLE.len())?, b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r');
    is_sheet.then_some(name)
}

/// Whether an attribute of this name and its value start here.
fn is_style(rest: &[u8]) -> bool {
    rest.get(..STYLE.len()).is_some_and(|name| name.eq_ignore_ascii_case(STYLE))
        && rest[STYLE.len()..].iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'=')
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_' || byte == b':'
}
