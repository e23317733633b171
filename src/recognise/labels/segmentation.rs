//! Where labels begin and end in texts that follow each other.

use super::key::{Key, MAX_LABEL};
use super::lexicon::{Hit, How, Lexicon};
use crate::order::Set;

/// A text as its key.
#[derive(Clone, Copy)]
pub(crate) struct Text<'a> {
    /// As written.
    pub written: &'a str,
    pub key: &'a [char],
    /// How many letters of the key are an ordinal.
    pub ordinal: usize,
}

/// The labels that start with a text and the number of the text behind them, or nothing.
pub(crate) type Step = Option<(Vec<Vec<Hit>>, usize)>;

/// How a run of texts falls into labels.
pub(crate) struct Segmentation {
    /// One for each text.
    pub steps: Vec<Step>,
}

/// A way on from a letter: what it costs to the end, and the label taken (where it ends).
#[derive(Clone, Copy)]
struct Way {
    cost: usize,
    label: Option<(usize, usize, How)>,
}

impl Segmentation {
    /// The cheapest way: as few texts as possible that are no label, then as few labels as possible.
    pub fn of(texts: &[Text], lexicon: &Lexicon) -> Self {
        let letters: Key = texts.iter().flat_map(|text| text.key).copied().collect();
        let ends = texts.iter().scan(0, |end, text| {
            *end += text.key.len();
            Some(*end)
        });
        let starts: Vec<usize> = std::iter::once(0).chain(ends).take(texts.len()).collect();
        let found = found(texts, &starts, &letters, lexicon);
        let mut ways: Vec<Option<Way>> = vec![None; letters.len() + 1];
        ways[letters.len()] = Some(Way { cost: 0, label: None });
        let mut number = texts.len();
        for (from, labels) in found.iter().rev() {
            let mut best: Option<Way> = None;
            let mut offer = |way: Way| {
                if best.is_none_or(|best| way.cost < best.cost) {
                    best = Some(way);
                }
            };
            for &(end, entry, how) in labels {
                if let Some(way) = ways[end] {
                    let cost = way.cost + 2 + usize::from(how != How::Exact);
                    offer(Way { cost, label: Some((end, entry, how)) });
                }
            }
            if number > 0 && starts[number - 1] == *from {
                number -= 1;
                let length = texts[number].key.len();
                if let Some(way) = ways[from + length] {
                    offer(Way { cost: way.cost + 4 + 2 * length.min(MAX_LABEL), label: None });
                }
            }
            ways[*from] = best;
        }
        Self { steps: steps(&starts, &ways, letters.len(), lexicon) }
    }
}

/// A label found: where it ends, its entry, and how well it matches at best.
type Found = (usize, usize, How);

/// The labels at every letter where one may start: at a text, and where another label ends.
fn found(texts: &[Text], starts: &[usize], letters: &[char], lexicon: &Lexicon) -> Vec<(usize, Vec<Found>)> {
    let mut found = Vec::new();
    let mut inside = Set::default();
    let mut number = 0;
    loop {
        let start = starts.get(number).copied();
        let Some(from) = inside.first().copied().into_iter().chain(start).min() else { return found };
        inside.remove(&from);
        let mut labels: Vec<Found> =
            lexicon.starting(&letters[from..]).map(|(length, entry)| (from + length, entry, How::Exact)).collect();
        if start == Some(from) {
            let skip = texts[number].ordinal;
            if skip > 0 {
                let bare = lexicon.starting(&letters[from + skip..]);
                labels.extend(bare.map(|(length, entry)| (from + skip + length, entry, How::Bare)));
            }
            number += 1;
        }
        inside.extend(labels.iter().map(|label| label.0).filter(|end| *end < letters.len()));
        found.push((from, labels));
    }
}

fn steps(starts: &[usize], ways: &[Option<Way>], end: usize, lexicon: &Lexicon) -> Vec<Step> {
    let mut steps = vec![None; starts.len()];
    let mut at = 0;
    while at < starts.len() {
        let mut labels = Vec::new();
        let mut from = starts[at];
        let mut next = at;
        while let Some(Way { label: Some((to, entry, how)), .. }) = ways[from] {
            labels.push(lexicon.hits(entry, how));
            from = to;
            next = starts.partition_point(|start| *start < from);
            if from == end || starts.get(next) == Some(&from) {
                break;
            }
        }
        if labels.is_empty() {
            at += 1;
        } else {
            steps[at] = Some((labels, next));
            at = next;
        }
    }
    steps
}
