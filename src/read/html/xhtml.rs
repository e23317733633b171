//! XHTML, made readable for the parser of HTML.
//!
//! In XHTML any element may close itself. To the parser of HTML `<title/>` is a title that has only
//! begun, and all that follows is swallowed.

use std::borrow::Cow;

/// What cannot hold anything: it closes itself in HTML too.
const VOID: [&str; 18] = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link",
    "meta", "param", "source", "track", "wbr",
];

/// What holds text only, up to its own end tag.
const RAW: [&str; 8] = ["script", "style", "title", "textarea", "iframe", "noframes", "noembed", "xmp"];

/// Looks this far for what makes a page XHTML.
const HEAD: usize = 4096;

/// The page with an end tag behind each element that closes itself: of XML all of them, of a page that
/// only calls itself XHTML those that would swallow the rest.
pub(crate) fn expanded(text: &str) -> Cow<'_, str> {
    let start = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
    let is_xml = start.strip_prefix("<?xml").is_some_and(|rest| rest.starts_with([' ', '\t', '\r', '\n']));
    if is_xml || names_xhtml(start) { Cow::Owned(closed(text, is_xml)) } else { Cow::Borrowed(text) }
}

fn names_xhtml(start: &str) -> bool {
    let head = &start.as_bytes()[..start.len().min(HEAD)];
    [b"http://www.w3.org/1999/xhtml".as_slice(), b"//DTD XHTML "]
        .iter()
        .any(|sign| head.windows(sign.len()).any(|window| window.eq_ignore_ascii_case(sign)))
}

fn closed(text: &str, is_xml: bool) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| byte == b'<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = match rest.strip_prefix("<![CDATA[").filter(|_| is_xml) {
            Some(data) => {
                let (data, behind) = data.split_once("]]>").unwrap_or((data, ""));
                out.push_str(&data.replace('&', "&amp;").replace('<', "&lt;"));
                behind
            }
            None => markup(rest, is_xml, &mut out),
        };
    }
    out + rest
}

/// Copies a tag, a comment, or an element that holds text only; gives what follows.
fn markup<'t>(text: &'t str, is_xml: bool, out: &mut String) -> &'t str {
    if text.starts_with("<!--") {
        return copied(text, find(text, "-->", 0).map_or(text.len(), |at| at + 3), out);
    }
    let name = name(&text[1..]);
    if name.is_empty() {
        return copied(text, 1, out);
    }
    // A tag without an end goes on to the end of the page.
    let Some(end) = tag_end(text) else { return copied(text, text.len(), out) };
    let is = |names: &[&str]| names.iter().any(|other| other.eq_ignore_ascii_case(name));
    let is_raw = is(&RAW);
    if !text[..end].ends_with("/>") {
        let close = format!("</{name}");
        let inside = if is_raw { find(text, &close, end).unwrap_or(text.len()) } else { end };
        return copied(text, inside, out);
    }
    let behind = copied(text, end, out);
    if is_raw || is_xml && !is(&VOID) {
        out.truncate(out.len() - "/>".len());
        // Behind an unquoted value a slash would be part of it.
        out.push_str("></");
        out.push_str(name);
        out.push('>');
    }
    behind
}

fn copied<'t>(text: &'t str, end: usize, out: &mut String) -> &'t str {
    out.push_str(&text[..end]);
    &text[end..]
}

/// The name that a start tag begins with.
fn name(text: &str) -> &str {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.');
    let end = text.bytes().position(|byte| !is_name(byte)).unwrap_or(text.len());
    &text[..end]
}

/// Where a tag ends, behind its `>`; quoted values may hold one.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    text.bytes()
        .position(|byte| {
            match (quote, byte) {
                (Some(open), _) => quote = Some(open).filter(|open| *open != byte),
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'>') => return true,
                _ => {}
            }
            false
        })
        .map(|at| at + 1)
}

/// Where a text stands, in capitals or not, from a place on.
fn find(text: &str, what: &str, from: usize) -> Option<usize> {
    let rest = &text.as_bytes()[from..];
    rest.windows(what.len()).position(|window| window.eq_ignore_ascii_case(what.as_bytes())).map(|at| from + at)
}

#[cfg(test)]
mod tests {
    use super::expanded;

    const XML: &str = "<?xml version='1.0'?>";
    const DOCTYPE: &str = "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x\">";

    fn check(source: &str, expected: &str) {
        for head in [XML, &format!("\u{FEFF}\n{XML}"), DOCTYPE, "<html xmlns=\"http://www.w3.org/1999/xhtml\">"] {
            assert_eq!(expanded(&format!("{head}{source}")), format!("{head}{expected}"), "{source}");
        }
    }

    #[test]
    fn what_would_swallow_the_rest_gets_an_end_tag() {
        check("<title/><script src=\"a>b.js\" />1", "<title></title><script src=\"a>b.js\" ></script>1");
        check("<STYLE/><iframe src='x'/><textarea/>", "<STYLE></STYLE><iframe src='x'></iframe><textarea></textarea>");
        check(
            "<br/><img src=x/><!-- <title/> --><script>'<title/>'</script>",
            "<br/><img src=x/><!-- <title/> --><script>'<title/>'</script>",
        );
        check("1<2 <title", "1<2 <title");
    }

    #[test]
    fn of_xml_every_element_may_close_itself() {
        assert_eq!(expanded(&format!("{XML}<td/><s/><br/>")), format!("{XML}<td></td><s></s><br/>"));
        assert_eq!(expanded(&format!("{XML}<td><![CDATA[1<2]]></td>")), format!("{XML}<td>1&lt;2</td>"));
        assert_eq!(expanded(&format!("{DOCTYPE}<td/>")), format!("{DOCTYPE}<td/>"));
    }

    #[test]
    fn other_pages_stay_as_they_are() {
        for page in ["<title/>1", "<!DOCTYPE html><title/>1", "<?xml:namespace prefix=o/><title/>", ""] {
            assert_eq!(expanded(page), page);
        }
    }
}
