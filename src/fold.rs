//! Compatibility forms folded (NFKC): full-width letters, ㈠, Kangxi radicals that PDFs are full
//! of. The browser does it where there is one; elsewhere a library brings the tables.

use std::sync::OnceLock;

/// A function that gives a text's NFKC.
pub type Fold = fn(&str) -> String;

static LENT: OnceLock<Fold> = OnceLock::new();

/// Lends a normaliser from outside, once; the first one stays.
pub fn lend(fold: Fold) {
    let _ = LENT.set(fold);
}

/// A text's NFKC.
pub fn nfkc(text: &str) -> String {
    if text.chars().all(is_plain) {
        return text.to_owned();
    }
    LENT.get().map_or_else(|| own(text), |fold| fold(text))
}

/// What is its own NFKC, without looking: most of a Chinese text.
fn is_plain(c: char) -> bool {
    matches!(c, '\0'..='\u{7F}' | '\u{4E00}'..='\u{9FFF}' | '、' | '。' | '“' | '”' | '《' | '》')
}

#[cfg(feature = "nfkc")]
fn own(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfkc().collect()
}

#[cfg(not(feature = "nfkc"))]
fn own(text: &str) -> String {
    text.to_owned()
}

#[cfg(all(test, feature = "nfkc"))]
mod tests {
    use super::*;

    #[test]
    fn compatibility_forms_are_folded_and_plain_text_is_left() {
        for (text, folded) in [("（一）１２", "(一)12"), ("㈠⽂件", "(一)文件"), ("规章“甲”、12", "规章“甲”、12")]
        {
            assert_eq!(nfkc(text), folded);
        }
    }

    #[test]
    fn what_counts_as_plain_is_its_own_nfkc() {
        let plain: String = ('\0'..='\u{FFFF}').filter(|&c| is_plain(c)).collect();
        assert_eq!(own(&plain), plain);
    }
}
