//! Text PDFs: glyphs and ruled lines by position, tables rebuilt from them.

mod cmap;
mod font;
mod grid;
mod page;
mod paint;
mod rules;
mod weigh;

use super::Refusal;
use crate::read::Document;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use std::sync::Arc;

const KIND: &str = " PDF ";

/// Pages that are read; a report has some twenty.
const MAX_PAGES: usize = 500;
/// Glyphs of all pages.
const MAX_GLYPHS: usize = 2_000_000;

pub(super) fn pdf(bytes: &[u8]) -> Result<Document, Refusal> {
    weigh::weigh(bytes)?;
    let file = Pdf::new(Arc::new(bytes.to_vec())).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Refusal::Password(KIND),
        LoadPdfError::Decryption(_) => {
            Refusal::Unread("加密方式不认识的 PDF", "用阅读软件打开，另存或打印为不加密的 PDF")
        }
        LoadPdfError::Invalid => Refusal::Damaged(KIND),
    })?;
    let mut joined = page::Joined::default();
    let mut seen = Seen::default();
    for page in file.pages().iter().take(MAX_PAGES) {
        let painted = paint::paint(page);
        seen.add(&painted);
        if seen.glyphs > MAX_GLYPHS {
            return Err(Refusal::Bomb);
        }
        joined.add(painted);
    }
    if file.pages().is_empty() {
        return Err(Refusal::Damaged(KIND));
    }
    if let Some(refusal) = seen.refusal() {
        return Err(refusal);
    }
    let mut document = joined.finish();
    if seen.unmapped > 0 {
        document.remark(&format!("有 {} 个字的字体没有附带文字对照，显示为“\u{FFFD}”。请对照原文。", seen.unmapped));
    }
    if seen.hidden * 2 > seen.glyphs {
        document.remark("这份 PDF 的文字是扫描后识别（OCR）得来的，可能有认错的字。请把每个数字与页面图像逐一对照。");
    }
    if file.pages().len() > MAX_PAGES {
        document.remark(&format!("页数过多，只读取了前 {MAX_PAGES} 页。"));
    }
    Ok(document)
}

/// What all pages together hold.
#[derive(Default)]
struct Seen {
    glyphs: usize,
    unmapped: usize,
    hidden: usize,
    pictures: usize,
}

impl Seen {
    fn add(&mut self, painted: &paint::Painted) {
        self.glyphs += painted.glyphs.len();
        self.unmapped += painted.glyphs.iter().filter(|glyph| glyph.text.contains('\u{FFFD}')).count();
        self.hidden += painted.glyphs.iter().filter(|glyph| glyph.hidden).count();
        self.pictures += painted.pictures;
    }

    fn refusal(&self) -> Option<Refusal> {
        match () {
            // A stamp or a page number is no text.
            () if self.pictures > 0 && self.glyphs < 20 => Some(Refusal::Scan),
            () if self.glyphs == 0 => Some(Refusal::Empty),
            () if self.unmapped * 5 > self.glyphs => Some(Refusal::Unmapped),
            () => None,
        }
    }
}
