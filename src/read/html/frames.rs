//! Pages that only show other pages, or pictures.

use crate::read::{Document, Piece};

/// A page, and what of it is elsewhere.
#[derive(Debug, Default)]
pub struct Page {
    /// What was read.
    pub document: Document,
    /// The addresses of the pages that are shown inside it, or are its sheets.
    pub frames: Vec<String>,
    /// Whether there are pictures larger than an icon.
    pub(super) has_pictures: bool,
}

/// Frames that are named.
const NAMED: usize = 3;

/// Whether a picture, by the lesser of its sides, may be more than an icon or a line.
pub(super) fn is_picture_of_something(size: Option<usize>) -> bool {
    size.is_none_or(|size| size >= 100)
}

impl Page {
    /// Adds a page that is shown inside this one.
    #[cfg(feature = "files")]
    pub fn append(&mut self, mut other: Self) {
        self.document.pieces.append(&mut other.document.pieces);
        for remark in &other.document.remarks {
            self.document.remark(remark);
        }
        self.frames.append(&mut other.frames);
        self.has_pictures |= other.has_pictures;
    }

    /// The document, which says so where the tables must be elsewhere.
    pub fn finished(self) -> Document {
        let mut document = self.document;
        let has_grid = document.pieces.iter().any(|piece| matches!(piece, Piece::Grid(_)));
        // A page that was refused has said why.
        if has_grid || document.pieces.is_empty() && !document.remarks.is_empty() {
            return document;
        }
        let frames: Vec<String> =
            self.frames.iter().filter(|address| is_page(address)).map(|address| readable(address)).collect();
        if !frames.is_empty() {
            let sentence = elsewhere(&frames, document.pieces.is_empty());
            document.remark(&sentence);
        } else if self.has_pictures {
            document.remark(
                "网页里没有表格，图片里的内容没有读取。请打开报告的 Word、Excel 或网页原文；只有图片时，请对照图片手工填写。",
            );
        }
        document
    }
}

/// Whether a frame's address is that of a page; that of Excel's tabs is none to open.
fn is_page(address: &str) -> bool {
    let file = address.rsplit(['/', '\\']).next().unwrap_or_default().to_ascii_lowercase();
    let is_empty = ["about:", "javascript:", "data:"].iter().any(|scheme| address.starts_with(scheme));
    !is_empty && !file.starts_with("tabstrip.")
}

/// Where the tables are.
fn elsewhere(frames: &[String], is_bare: bool) -> String {
    let what =
        if is_bare { "这个网页只是框架" } else { "这个网页里没有表格，另外嵌着别的网页" };
    let folder = |address: &str| address.rsplit_once('/').map(|(folder, _)| folder.to_owned()).unwrap_or_default();
    let first = folder(&frames[0]);
    let is_beside = frames
        .iter()
        .all(|address| !address.contains(['?', ':']) && !address.starts_with('/') && folder(address) == first);
    let named = |names: &mut dyn Iterator<Item = &str>| names.take(NAMED).collect::<Vec<_>>().join("、");
    let more = if frames.len() > NAMED { "等文件" } else { "" };
    if !is_beside {
        let names = named(&mut frames.iter().map(String::as_str));
        return format!("{what}，内容在 {names} 里，没有读取。请在浏览器里打开那里，把表格复制后再粘贴。");
    }
    let names = named(&mut frames.iter().map(|address| address.rsplit('/').next().unwrap_or_default()));
    let place = if first.is_empty() { "同一文件夹".to_owned() } else { format!("“{first}”文件夹") };
    format!("{what}，内容在{place}里的 {names} {more}中，没有读取。请直接打开那里的文件。")
}

/// An address with its percent signs decoded, if that gives text.
fn readable(address: &str) -> String {
    let bytes = address.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digit = |at: usize| bytes.get(at).and_then(|&byte| char::from(byte).to_digit(16));
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    let text = String::from_utf8(decoded).unwrap_or_else(|_| address.to_owned()).replace('\\', "/");
    // It goes into a sentence.
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(80).collect()
}
