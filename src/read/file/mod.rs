//! Files as they lie on the desktop. What a file is, its content says; its name is asked last.
//!
//! Hostile files are met by bounds: of the file, of each part unpacked and of their sum, of
//! nesting, and of what a grid may hold.

#[cfg(feature = "files")]
mod compound;
#[cfg(feature = "files")]
mod content;
#[cfg(feature = "files")]
mod doc;
#[cfg(feature = "files")]
mod docx;
#[cfg(feature = "files")]
mod field;
#[cfg(feature = "files")]
mod format;
#[cfg(feature = "files")]
mod formula;
mod kind;
#[cfg(feature = "files")]
mod mht;
#[cfg(feature = "files")]
mod ods;
#[cfg(feature = "files")]
mod office;
#[cfg(feature = "files")]
mod package;
#[cfg(feature = "pdf")]
mod pdf;
mod refusal;
#[cfg(feature = "files")]
mod rtf;
#[cfg(feature = "files")]
mod sheet;
#[cfg(feature = "files")]
mod shown;
#[cfg(feature = "files")]
mod symbol;
#[cfg(feature = "files")]
mod table;
#[cfg(feature = "files")]
mod xls;
#[cfg(feature = "files")]
mod xlsx;
#[cfg(feature = "files")]
mod xml;

use super::Document;
#[cfg(feature = "files")]
use super::{charset, csv, html, text};
use kind::Kind;
pub use refusal::Refusal;

/// Larger files are no report, in bytes.
pub const MAX_FILE: usize = 50 << 20;

/// What a build of the reader can be without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Everything but PDFs.
    Files,
    /// PDFs.
    Pdf,
}

impl Part {
    /// How the boundary and messages call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Files => "files",
            Self::Pdf => "pdf",
        }
    }
}

/// Reads a file by its content, and by its name where the content leaves it open.
pub fn file(name: &str, bytes: &[u8]) -> Result<Document, Refusal> {
    if bytes.len() > MAX_FILE {
        return Err(Refusal::TooLarge);
    }
    #[cfg(not(feature = "files"))]
    let _ = name;
    let document = match kind::of(bytes)? {
        #[cfg(feature = "pdf")]
        Kind::Pdf => pdf::pdf(bytes)?,
        #[cfg(feature = "files")]
        kind => other(name, bytes, kind)?,
        #[allow(unreachable_patterns, reason = "reached where a part is left out")]
        Kind::Pdf => return Err(Refusal::Elsewhere(Part::Pdf)),
        #[allow(unreachable_patterns, reason = "reached where a part is left out")]
        _ => return Err(Refusal::Elsewhere(Part::Files)),
    };
    if document.pieces.is_empty() && document.remarks.is_empty() { Err(Refusal::Empty) } else { Ok(document) }
}

#[cfg(feature = "files")]
fn other(name: &str, bytes: &[u8], kind: Kind) -> Result<Document, Refusal> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let (document, found, endings): (Document, &str, &[&str]) = match kind {
        Kind::Pdf => return Err(Refusal::Elsewhere(Part::Pdf)),
        Kind::Zip => return office::zipped(bytes),
        Kind::Compound => return office::compound(bytes),
        Kind::Rtf => (rtf::rtf(bytes)?, "RTF", &["rtf"]),
        Kind::Mime => (mht::mht(bytes)?, "网页归档（MHT）", &["mht", "mhtml", "eml"]),
        Kind::Html => (html::html(&written(bytes)?), "网页（HTML）", &["html", "htm", "xhtml", "shtml"]),
        Kind::Text => return plain(&ending, &written(bytes)?),
    };
    let mut document = document;
    if ["doc", "docx", "wps", "xls", "xlsx", "et", "ods", "pdf"].contains(&ending.as_str())
        && !endings.contains(&&*ending)
    {
        document.remark(&format!("文件名是 .{ending}，内容其实是{found}，已按{found}读取。"));
    }
    Ok(document)
}

/// The text of a file, by the encoding that a page names in it.
#[cfg(feature = "files")]
fn written(bytes: &[u8]) -> Result<String, Refusal> {
    let text = charset::text(bytes, kind::charset(bytes).as_deref()).ok_or(Refusal::Unknown)?;
    if text.trim().is_empty() { Err(Refusal::Empty) } else { Ok(text) }
}

#[cfg(feature = "files")]
fn plain(ending: &str, written: &str) -> Result<Document, Refusal> {
    Ok(match ending {
        "html" | "htm" | "xhtml" | "shtml" => html::html(written),
        "doc" | "wps" | "xls" | "et" if written.contains("<table") => html::html(written),
        "csv" => csv(written),
        _ => text(written),
    })
}
