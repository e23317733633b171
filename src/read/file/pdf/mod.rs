//! Text PDFs: characters and ruled lines by position, tables rebuilt from them.
//!
//! A page is painted (`paint` and what it uses, `annotation` for what was put on it afterwards),
//! then it is settled what of it is seen (`sight`), then set in lines and tables (`page`).

mod annotation;
mod budget;
mod cmap;
mod field;
mod flaws;
mod font;
mod geometry;
mod glyph;
mod grid;
mod joined;
mod layers;
mod lines;
mod page;
mod paint;
mod path;
mod rules;
mod seen;
mod sight;
mod state;
mod strike;
mod stroke;
mod text;
mod typeset;
mod weigh;

use super::Refusal;
use crate::read::Document;
use budget::Budget;
use hayro_syntax::object::Dict;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use std::sync::Arc;

const KIND: &str = " PDF ";

/// Pages that are read; a report has some twenty.
const MAX_PAGES: usize = 500;

pub(super) fn pdf(bytes: &[u8]) -> Result<Document, Refusal> {
    weigh::weigh(bytes)?;
    let file = Pdf::new(Arc::new(bytes.to_vec())).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Refusal::Password(KIND),
        LoadPdfError::Decryption(_) => {
            Refusal::Unread("加密方式不认识的 PDF", "用阅读软件打开，另存或打印为不加密的 PDF")
        }
        LoadPdfError::Invalid => Refusal::Damaged(KIND),
    })?;
    if file.pages().is_empty() {
        return Err(Refusal::Damaged(KIND));
    }
    let (mut document, seen) = pages(&file, weigh::is_encrypted(bytes))?;
    seen.remark(&mut document);
    if file.pages().len() > MAX_PAGES {
        document.remark(&format!("页数过多，只读取了前 {MAX_PAGES} 页。"));
    }
    Ok(document)
}

/// What all pages say, and what is to be said of them.
fn pages(file: &Pdf, is_encrypted: bool) -> Result<(Document, seen::Seen), Refusal> {
    let catalogue = file.xref().get::<Dict>(file.xref().root_id()).unwrap_or_default();
    let form = field::Form::of(&catalogue);
    let layers = layers::Layers::of(&catalogue);
    let mut painter = paint::Painter::new(Budget::new(is_encrypted), layers, form.common.clone());
    let mut joined = joined::Joined::default();
    let mut seen = seen::Seen::default();
    for page in file.pages().iter().take(MAX_PAGES) {
        painter.page(page);
        annotation::annotate(&mut painter, page, &form);
        let mut painted = std::mem::take(&mut painter.painted);
        let is_scanned = sight::settle(&mut painted, &mut painter.budget);
        seen.add(&painted, is_scanned);
        joined.add(page::items(painted, &mut painter.budget));
        if painter.budget.is_spent() {
            return Err(Refusal::Bomb);
        }
    }
    let document = joined.finish();
    match seen.refusal(&document, form.is_dynamic) {
        Some(refusal) => Err(refusal),
        None => Ok((document, seen)),
    }
}
