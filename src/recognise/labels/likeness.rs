//! Labels with letters wrong or missing: typing errors, and what text recognition makes of a scan.

use super::key::{distance, letters, telling};
use super::lexicon::{Entry, Hit, How, Lexicon};

impl Lexicon {
    /// The one label that a text comes clearly closest to.
    pub fn loose(&self, exact: &[char], ordinal: usize) -> Vec<Hit> {
        let mut best: Vec<(usize, usize)> = Vec::new();
        let texts = [Some(exact), exact.get(ordinal..).filter(|_| ordinal > 0)];
        for text in texts.into_iter().flatten() {
            let (mask, telling) = (letters(text), telling(text));
            let length = |at: &usize| self.entries[*at].key.len();
            let from = self.by_length.partition_point(|at| length(at) * 4 < text.len() * 3);
            for &at in self.by_length[from..].iter().take_while(|at| length(at) <= 2 * text.len()) {
                if let Some(distance) = likeness(text, mask, &telling, &self.entries[at]) {
                    best.push((distance, at));
                }
            }
        }
        let Some(&(nearest, entry)) = best.iter().min() else { return Vec::new() };
        let same = |at: usize| {
            let terms = |at: usize| self.entries[at].terms.iter().map(|(term, _)| *term);
            terms(at).all(|term| terms(entry).any(|known| known == term))
                || terms(entry).all(|term| terms(at).any(|known| known == term))
        };
        if best.iter().any(|&(distance, at)| distance == nearest && !same(at)) {
            return Vec::new();
        }
        self.hits(entry, How::Loose)
    }
}

/// How far a text is from a label, where it is near enough to be one: one letter in four wrong,
/// or only the beginning of a long label.
fn likeness(text: &[char], mask: u64, telling: &[char], entry: &Entry) -> Option<usize> {
    if entry.key.len().min(text.len()) < 4 {
        return None;
    }
    let most = entry.key.len().max(text.len()) / 4;
    let holds_all = mask & !entry.letters == 0;
    let may_start = holds_all && text.len() < entry.key.len() && text.len() * 2 >= entry.key.len();
    if may_start && entry.key.starts_with(text) {
        return Some(1);
    }
    let missing = (entry.letters & !mask).count_ones() as usize;
    let alike = missing <= most && entry.telling == telling;
    if alike { distance(text, &entry.key, most) } else { None }
}
