//! Saved pages in one file (MIME, RFC 2557): the first page of it is read.

use super::{Refusal, kind};
use crate::read::{Document, charset, html, text};
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, MessageParser, MimeHeaders};

const KIND: &str = "网页归档（MHT）";

pub(super) fn mht(bytes: &[u8]) -> Result<Document, Refusal> {
    let message = MessageParser::default().parse(bytes).ok_or(Refusal::Damaged(KIND))?;
    let is = |part: &mail_parser::MessagePart, kind: &str| {
        let found = part.content_type().map(|it| (it.ctype().to_ascii_lowercase(), it.subtype().unwrap_or_default()));
        found.is_some_and(|(major, minor)| major == "text" && minor.eq_ignore_ascii_case(kind))
    };
    let page = message.parts.iter().find(|part| is(part, "html"));
    let part = page.or_else(|| message.parts.iter().find(|part| is(part, "plain"))).ok_or(Refusal::Damaged(KIND))?;
    let range = part.offset_body as usize..part.offset_end as usize;
    let raw = bytes.get(range).ok_or(Refusal::Damaged(KIND))?;
    let body = match part.encoding {
        Encoding::None => raw.to_owned(),
        Encoding::QuotedPrintable => quoted_printable_decode(raw).ok_or(Refusal::Damaged(KIND))?,
        Encoding::Base64 => base64_decode(raw).ok_or(Refusal::Damaged(KIND))?,
    };
    let told = part.content_type().and_then(|it| it.attribute("charset")).map(str::to_owned);
    let written = charset::text(&body, told.or_else(|| kind::charset(&body)).as_deref()).ok_or(Refusal::Unknown)?;
    if written.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    Ok(if page.is_some() { html::html(&written) } else { text(&written) })
}
