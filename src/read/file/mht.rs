//! Saved pages in one file (MIME, RFC 2045 and 2557): the first page of it is read, and those that it
//! shows inside itself: frames, and the sheets of a workbook.

use super::{Refusal, kind};
use crate::read::{Document, charset, html, text};
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;

const KIND: &str = "网页归档（MHT）";

/// Parts inside parts.
const MAX_NESTED: usize = 8;
/// A page with its pictures has some hundred parts.
const MAX_PARTS: usize = 5000;
/// A workbook has as many sheets at most.
const MAX_PAGES: usize = 60;

pub(super) fn mht(bytes: &[u8]) -> Result<Document, Refusal> {
    let mut parts = Vec::new();
    collect(bytes, 0, &mut parts);
    let Some(first) = parts.iter().position(|part| part.kind == "text/html") else {
        let part = parts.iter().find(|part| part.kind == "text/plain").ok_or(Refusal::Damaged(KIND))?;
        return Ok(text(&part.text()?));
    };
    let mut page = page(&parts, first)?;
    let mut read = vec![first];
    let mut waiting: Vec<String> = std::mem::take(&mut page.frames);
    // A frameset that names its pages in another way shows all the others.
    if !waiting.is_empty() && !waiting.iter().any(|address| find(&parts, address, "text/html").is_some()) {
        let others = parts.iter().filter(|part| part.kind == "text/html" && page.document.pieces.is_empty());
        waiting.extend(others.map(|part| part.location.clone()));
    }
    waiting.reverse();
    while let Some(address) = waiting.pop() {
        match find(&parts, &address, "text/html") {
            Some(at) if read.contains(&at) || is_tabs(&address) => {}
            Some(at) if read.len() < MAX_PAGES => {
                read.push(at);
                match self::page(&parts, at) {
                    Ok(mut inner) => {
                        // What it shows in turn comes next.
                        waiting.extend(std::mem::take(&mut inner.frames).into_iter().rev());
                        page.append(inner);
                    }
                    Err(_) => page.frames.push(address),
                }
            }
            _ => page.frames.push(address),
        }
    }
    Ok(page.finished())
}

/// Reads one of the pages, with the style sheets that are beside it.
fn page(parts: &[Part], at: usize) -> Result<html::Page, Refusal> {
    let linked = |address: &str| find(parts, address, "text/css").and_then(|at| parts[at].text().ok());
    Ok(html::page(&parts[at].text()?, &linked))
}

/// The bar of tabs under the sheets that Excel writes is a page too.
fn is_tabs(address: &str) -> bool {
    file_name(address).starts_with("tabstrip.")
}

/// The part of this kind that an address means: by its id, its place, or its name alone.
fn find(parts: &[Part], address: &str, kind: &str) -> Option<usize> {
    let of_kind = || parts.iter().enumerate().filter(|(_, part)| part.kind == kind);
    let at = |found: Option<(usize, &Part)>| found.map(|(at, _)| at);
    if let Some(id) = address.strip_prefix("cid:") {
        return at(of_kind().find(|(_, part)| part.id == id));
    }
    let exact = of_kind().find(|(_, part)| part.location == address);
    let name = Some(file_name(address)).filter(|name| !name.is_empty());
    at(exact.or_else(|| of_kind().find(|(_, part)| name == Some(file_name(&part.location)))))
}

fn file_name(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.rsplit(['/', '\\']).next().unwrap_or_default()
}

/// A part that holds no others.
struct Part<'b> {
    /// `text/html`, in lower case.
    kind: String,
    charset: Option<String>,
    packing: String,
    /// `Content-Location`, and `Content-ID` without its brackets: what addresses mean it.
    location: String,
    id: String,
    body: &'b [u8],
}

impl Part<'_> {
    /// Its text, unpacked and decoded.
    fn text(&self) -> Result<String, Refusal> {
        let body = match self.packing.as_str() {
            "quoted-printable" => quoted_printable_decode(self.body),
            "base64" => base64_decode(self.body),
            _ => Some(self.body.to_owned()),
        };
        let body = body.ok_or(Refusal::Damaged(KIND))?;
        let told = self.charset.clone().or_else(|| kind::charset(&body));
        let text = charset::text(&body, told.as_deref()).ok_or(Refusal::Unknown)?;
        if text.trim().is_empty() { Err(Refusal::Empty) } else { Ok(text) }
    }
}

/// Takes a part apart, down to those that hold no others.
fn collect<'b>(bytes: &'b [u8], nested: usize, parts: &mut Vec<Part<'b>>) {
    let (headers, body) = headed(bytes);
    let header = |name: &str| headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
    let content = header("content-type").unwrap_or("text/plain");
    let kind = content.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if !kind.starts_with("multipart/") {
        let packing = header("content-transfer-encoding").unwrap_or_default().trim().to_ascii_lowercase();
        let location = header("content-location").map(|place| place.trim().to_owned());
        // One without a place is only met by its number.
        let location = location.filter(|place| !place.is_empty()).unwrap_or_else(|| format!("#{}", parts.len()));
        let id = header("content-id").unwrap_or_default().trim().trim_matches(['<', '>']).to_owned();
        parts.push(Part { kind, charset: parameter(content, "charset"), packing, location, id, body });
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
