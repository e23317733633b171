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
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        let Some(c) = plain(c) else { return LENT.get().map_or_else(|| own(text), |fold| fold(text)) };
        folded.push(c);
    }
    folded
}

/// The NFKC of a letter that has the same one in every text, without looking: most of a Chinese text.
fn plain(c: char) -> Option<char> {
    match c {
        '\0'..='\u{7F}' | '\u{4E00}'..='\u{9FFF}' | '、' | '。' | '“' | '”' | '《' | '》' => Some(c),
        '\u{A0}' | '\u{3000}' => Some(' '),
        // Full-width forms follow each other as ASCII does.
        '！'..='～' => char::from_u32(u32::from(c) - u32::from('！') + u32::from('!')),
        _ => None,
    }
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
    fn plain_letters_fold_to_the_same_in_every_text() {
        let (letters, folded): (String, String) =
            ('\0'..='\u{FFFF}').filter_map(|c| plain(c).map(|folded| (c, folded))).unzip();
        assert_eq!(own(&letters), folded);
        assert_eq!(nfkc(&letters), folded);
    }
}
