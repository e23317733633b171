//! Saved pages in one file (MIME, RFC 2045 and 2557): the first page of it is read.

use super::{Refusal, kind};
use crate::read::{Document, charset, html, text};
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;

const KIND: &str = "网页归档（MHT）";

/// Parts inside parts.
const MAX_NESTED: usize = 8;
/// A page with its pictures has some hundred parts.
const MAX_PARTS: usize = 5000;

pub(super) fn mht(bytes: &[u8]) -> Result<Document, Refusal> {
    let mut parts = Vec::new();
    collect(bytes, 0, &mut parts);
    let of = |kind: &str| parts.iter().find(|part| part.kind == kind);
    let page = of("text/html");
    let part = page.or_else(|| of("text/plain")).ok_or(Refusal::Damaged(KIND))?;
    let body = match part.packing.as_str() {
        "quoted-printable" => quoted_printable_decode(part.body),
        "base64" => base64_decode(part.body),
        _ => Some(part.body.to_owned()),
    };
    let body = body.ok_or(Refusal::Damaged(KIND))?;
    let told = part.charset.clone().or_else(|| kind::charset(&body));
    let written = charset::text(&body, told.as_deref()).ok_or(Refusal::Unknown)?;
    if written.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    Ok(if page.is_some() { html::html(&written) } else { text(&written) })
}

/// A part that holds no others.
struct Part<'b> {
    /// `text/html`, in lower case.
    kind: String,
    charset: Option<String>,
    packing: String,
    body: &'b [u8],
}

/// Takes a part apart, down to those that hold no others.
fn collect<'b>(bytes: &'b [u8], nested: usize, parts: &mut Vec<Part<'b>>) {
    let (headers, body) = headed(bytes);
    let header = |name: &str| headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
    let content = header("content-type").unwrap_or("text/plain");
    let kind = content.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if !kind.starts_with("multipart/") {
        let packing = header("content-transfer-encoding").unwrap_or_default().trim().to_ascii_lowercase();
        parts.push(Part { kind, charset: parameter(content, "charset"), packing, body });
        return;
    }
    let Some(boundary) = parameter(content, "boundary").filter(|_| nested < MAX_NESTED) else { return };
    for part in between(body, format!("--{boundary}").as_bytes()) {
        if parts.len() < MAX_PARTS {
            collect(part, nested + 1, parts);
        }
    }
}

/// Headers, names in lower case and lines unfolded, and what follows them.
fn headed(bytes: &[u8]) -> (Vec<(String, String)>, &[u8]) {
    let mut headers: Vec<(String, String)> = Vec::new();
    let mut rest = bytes;
    while let Some(end) = rest.iter().position(|&byte| byte == b'\n') {
        let line = String::from_utf8_lossy(&rest[..end]);
        rest = &rest[end + 1..];
        let line = line.trim_end_matches('\r');
        if line.is_empty() {
            break;
        }
        match (headers.last_mut(), line.split_once(':')) {
            (Some((_, value)), _) if line.starts_with([' ', '\t']) => value.push_str(line),
            (_, Some((name, value))) => headers.push((name.trim().to_ascii_lowercase(), value.to_owned())),
            _ => {}
        }
    }
    (headers, rest)
}

/// A header's parameter: `charset="gb2312"`.
fn parameter(header: &str, name: &str) -> Option<String> {
    let mut parameters = header.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let (_, value) = parameters.find(|(own, _)| own.trim().eq_ignore_ascii_case(name))?;
    Some(value.trim().trim_matches('"').to_owned()).filter(|value| !value.is_empty())
}

/// What stands between lines that begin so.
fn between<'b>(body: &'b [u8], mark: &[u8]) -> Vec<&'b [u8]> {
    let mut parts = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = 0;
    for line in body.split_inclusive(|&byte| byte == b'\n') {
        if line.starts_with(mark) {
            parts.extend(open.map(|from| &body[from..at]));
            open = (!line[mark.len()..].starts_with(b"--")).then_some(at + line.len());
        }
        at += line.len();
        if parts.len() >= MAX_PARTS {
            break;
        }
    }
    parts.extend(open.filter(|_| parts.len() < MAX_PARTS).map(|from| &body[from..]));
    parts
}
