//! What all pages together hold, and what is to be said of them.

use super::super::Refusal;
use super::glyph::{Glyph, Sight, Source};
use super::paint::Painted;
use crate::order::{Map, Set};
use crate::read::{Document, Flaw, Piece};

/// What the pages so far hold.
#[derive(Default)]
pub(super) struct Seen {
    pages: usize,
    /// Characters that are seen, and those of them that the pages themselves hold.
    glyphs: usize,
    own: usize,
    unseen: usize,
    unmapped: usize,
    pictures: usize,
    fields: usize,
    /// Pages by their numbers: with a scan's text, with nothing but a picture.
    scanned: Vec<usize>,
    pictured: Vec<usize>,
    flawed: Map<Flaw, Vec<usize>>,
}

/// A stamp or a page number is no text.
const MIN_GLYPHS: usize = 20;
/// The part of a page that a picture takes whose text would be missed.
const LARGE_PICTURE: f32 = 0.5;
/// Pages that are named one by one.
const MAX_NAMED: usize = 5;

impl Seen {
    pub fn add(&mut self, painted: &Painted, is_scanned: bool) {
        self.pages += 1;
        let seen = || painted.glyphs.iter().filter(|glyph| glyph.is_seen());
        let own = seen().filter(|glyph| glyph.source == Source::Page).count();
        self.glyphs += seen().count();
        self.own += own;
        self.unseen += painted.glyphs.iter().filter(|glyph| !glyph.is_seen()).count();
        self.unmapped += seen().filter(|glyph| glyph.text.contains('\u{FFFD}')).count();
        self.pictures += painted.pictures;
        self.fields += painted.fields;
        if is_scanned {
            self.scanned.push(self.pages);
        }
        if own < MIN_GLYPHS && painted.largest_picture > LARGE_PICTURE {
            self.pictured.push(self.pages);
        }
        for glyph in painted.glyphs.iter().filter(|glyph| glyph.is_letter()) {
            self.add_flaw(glyph);
        }
    }

    fn add_flaw(&mut self, glyph: &Glyph) {
        if let Sight::Doubtful(flaw) | Sight::Unseen(flaw) = glyph.sight {
            let pages = self.flawed.or_default(flaw);
            if pages.last() != Some(&self.pages) {
                pages.push(self.pages);
            }
        }
    }

    /// Why the file says nothing, where it does not.
    pub fn refusal(&self, document: &Document, is_dynamic: bool) -> Option<Refusal> {
        let has_grid = document.pieces.iter().any(|piece| matches!(piece, Piece::Grid(_)));
        match () {
            () if is_dynamic && self.fields == 0 && !has_grid => Some(Refusal::Dynamic),
            () if self.pictures > 0 && self.glyphs < MIN_GLYPHS => Some(Refusal::Scan),
            () if self.glyphs == 0 && self.fields > 0 => Some(Refusal::BlankForm),
            () if self.glyphs + self.unseen == 0 => Some(Refusal::Empty),
            () if self.unmapped * 5 > self.glyphs => Some(Refusal::Unmapped),
            () => None,
        }
    }

    /// Says what was left out, and what is not to be relied on.
    pub fn remark(&self, document: &mut Document) {
        if self.unmapped > 0 {
            document
                .remark(&format!("有 {} 个字的字体没有附带文字对照，显示为“\u{FFFD}”。请对照原文。", self.unmapped));
        }
        if !self.scanned.is_empty() {
            let which = if self.scanned.len() == self.pages { String::new() } else { named(&self.scanned) };
            document.remark(&format!(
                "这份 PDF {which}的文字是扫描后识别（OCR）得来的，可能有认错的字。请把每个数字与页面图像逐一对照。"
            ));
        }
        if !self.pictured.is_empty() && self.scanned.len() < self.pages {
            document.remark(&format!(
                "{}是图片，图片里的文字没有读取。请对照图片手工填写其中的数字。",
                named(&self.pictured)
            ));
        }
        let mut flaws = flaws_of(document);
        flaws.extend(self.flawed.keys().copied());
        for flaw in flaws {
            if let Some(told) = told(flaw) {
                let which = self.flawed.get(&flaw).map_or_else(|| "这份 PDF ".to_owned(), |pages| named(pages));
                document.remark(&format!("{which}{told}"));
            }
        }
    }
}

/// What is wrong with cells of a document.
fn flaws_of(document: &Document) -> Set<Flaw> {
    let cells = document.pieces.iter().flat_map(|piece| match piece {
        Piece::Grid(grid) => grid.rows.as_slice(),
        Piece::Line(_) => &[],
    });
    cells.flatten().filter_map(|cell| cell.flaw).collect()
}

fn told(flaw: Flaw) -> Option<&'static str> {
    Some(match flaw {
        Flaw::Struck => "有划掉的文字，没有读取。请对照原文核对。",
        Flaw::Hidden => "有看不见的文字（隐藏的、白色的或在页面以外的），没有读取。请对照原文核对。",
        Flaw::Overlaid => "有批注、表单域或色块压在文字上，看不准的格子请对照原文核对。",
        Flaw::Unread => "有表单域没有读取。请对照原文填写这些格子。",
        Flaw::Stale => return None,
    })
}

/// `第 1、2、3 页`.
fn named(pages: &[usize]) -> String {
    let some: Vec<String> = pages.iter().take(MAX_NAMED).map(usize::to_string).collect();
    let rest = if pages.len() > MAX_NAMED { format!("等 {} 页", pages.len()) } else { "页".to_owned() };
    format!("第 {} {rest}", some.join("、"))
}
