//! A document as one sequence of labels, figures and everything else, for tables whose columns
//! are not known: pasted text, one cell a line, ragged rows.
//!
//! Labels are found across line ends, since narrow columns break them (`结果⏎维持`, one letter a
//! line down the side of a table) and extraction glues neighbours together (`审结总计`).

use super::label::{Key, MAX_LABEL, folded, kept, ordinal};
use super::lexicon::{Hit, How, Lexicon};
use crate::number::{Fault, Measure, Value};
use crate::read::{Cell, Document, Grid, Piece};
use std::collections::BTreeSet;

/// A cell or line of the document, before any form has a say.
#[derive(Clone, Debug)]
pub(crate) struct Atom<'d> {
    part: Part<'d>,
    /// Whether it is the first of its row or line.
    starts: bool,
    /// Whether a label may go on in it from the text before: across a line end, never from cell to
    /// cell of a row.
    joins: bool,
}

#[derive(Clone, Debug)]
enum Part<'d> {
    Text { key: Key, ordinal: usize },
    Value(&'d str),
    Blank,
    Grid(&'d Grid),
}

/// A label, a figure or something else, as one form sees it.
#[derive(Clone, Debug)]
pub(crate) struct Token<'d> {
    pub kind: Kind<'d>,
    /// Whether it is the first of its row or line.
    pub starts: bool,
}

/// What a token is.
#[derive(Clone, Debug)]
pub(crate) enum Kind<'d> {
    /// A label, and the text it was written as where that matched only loosely.
    Label(Vec<Hit>, Option<String>),
    /// A figure, or a sign that stands for none.
    Value(&'d str),
    /// A cell left empty.
    Blank,
    /// A text that is neither.
    Other,
    /// A grid whose columns are known.
    Grid(&'d Grid),
}

/// The document's cells and lines; grids with known columns are kept whole.
pub(crate) fn atoms(document: &Document) -> Vec<Atom<'_>> {
    let mut atoms = Vec::new();
    for piece in &document.pieces {
        match piece {
            Piece::Line(line) => atoms.extend(atom(line, true, true)),
            Piece::Grid(grid) if grid.aligned => {
                atoms.push(Atom { part: Part::Grid(grid), starts: true, joins: false });
            }
            Piece::Grid(grid) => unroll(grid, &mut atoms),
        }
    }
    atoms
}

/// The tokens of one grid, its columns forgotten.
pub(crate) fn unrolled<'d>(grid: &'d Grid, lexicon: &Lexicon) -> Vec<Token<'d>> {
    let mut atoms = Vec::new();
    unroll(grid, &mut atoms);
    tokens(&atoms, lexicon)
}

fn unroll<'d>(grid: &'d Grid, atoms: &mut Vec<Atom<'d>>) {
    let mut joins = false;
    for row in &grid.rows {
        let mut starts = true;
        for Cell { text, .. } in row.iter().filter(|cell| cell.is_origin()) {
            if text.trim().is_empty() {
                atoms.push(Atom { part: Part::Blank, starts, joins: false });
            }
            // A cell of several paragraphs: a label broken in two, or two rows run together.
            for part in text.split('\n').filter(|part| !part.trim().is_empty()) {
                atoms.extend(atom(part, starts, starts && joins));
                (starts, joins) = (true, true);
            }
            (starts, joins) = (false, true);
        }
    }
}

fn atom(text: &str, starts: bool, joins: bool) -> Option<Atom<'_>> {
    let text = text.trim();
    if is_figure(text) {
        return Some(Atom { part: Part::Value(text), starts, joins });
    }
    let folded = folded(text);
    let key = kept(&folded);
    // A line of dashes is a rule: not even an unknown text.
    (!key.is_empty()).then(|| Atom { part: Part::Text { ordinal: ordinal(&folded), key }, starts, joins })
}

/// Whether a text is a figure or stands for one, in whatever cell.
pub(crate) fn is_figure(text: &str) -> bool {
    /// Longer texts are not figures, and need not be looked through.
    const MAX_FIGURE: usize = 120;
    if text.len() < 16 && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return true;
    }
    let measure = Measure { unit: String::new(), decimals: 4, signed: true };
    text.len() <= MAX_FIGURE && !matches!(measure.read(text).value, Value::Blank | Value::Bad(Fault::Text))
}

/// Tells labels from other texts.
pub(crate) fn tokens<'d>(atoms: &[Atom<'d>], lexicon: &Lexicon) -> Vec<Token<'d>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        let Atom { part, starts, .. } = &atoms[at];
        let kind = match part {
            Part::Value(text) => Kind::Value(text),
            Part::Blank => Kind::Blank,
            Part::Grid(grid) => Kind::Grid(grid),
            Part::Text { .. } => {
                let texts: Vec<Text> = run(&atoms[at..]).collect();
                label(&texts, lexicon, &mut tokens);
                at += texts.len();
                continue;
            }
        };
        tokens.push(Token { kind, starts: *starts });
        at += 1;
    }
    tokens
}

#[derive(Clone, Copy)]
struct Text<'a> {
    key: &'a [char],
    ordinal: usize,
    starts: bool,
}

/// The texts at the start through which a label may go on.
fn run<'a>(atoms: &'a [Atom]) -> impl Iterator<Item = Text<'a>> {
    atoms.iter().enumerate().map_while(|(number, atom)| match &atom.part {
        Part::Text { key, ordinal } if number == 0 || atom.joins => {
            Some(Text { key, ordinal: *ordinal, starts: atom.starts })
        }
        _ => None,
    })
}

fn label(texts: &[Text], lexicon: &Lexicon, tokens: &mut Vec<Token>) {
    let plan = Plan::of(texts, lexicon);
    let mut at = 0;
    while at < texts.len() {
        let starts = texts[at].starts;
        if let Some((labels, next)) = &plan.steps[at] {
            let labels = labels.iter().enumerate();
            tokens.extend(
                labels.map(|(number, hits)| Token {
                    kind: Kind::Label(hits.clone(), None),
                    starts: starts && number == 0,
                }),
            );
            at = *next;
        } else {
            let others = plan.steps[at..].iter().take_while(|step| step.is_none()).count();
            let (kind, length) = misspelt(&texts[at..at + others], lexicon).unwrap_or((Kind::Other, 1));
            tokens.push(Token { kind, starts });
            at += length;
        }
    }
}

/// A label with letters wrong, and over how many texts it goes.
fn misspelt<'d>(texts: &[Text], lexicon: &Lexicon) -> Option<(Kind<'d>, usize)> {
    /// Into so many lines a misspelt label may be broken.
    const MAX_LINES: usize = 6;
    let mut key = Key::new();
    for (number, text) in texts.iter().take(MAX_LINES).enumerate() {
        if key.len() + text.key.len() > MAX_LABEL / 2 {
            return None;
        }
        key.extend(text.key);
        let hits = lexicon.loose(&key, texts[0].ordinal);
        if !hits.is_empty() {
            return Some((Kind::Label(hits, Some(key.iter().collect())), number + 1));
        }
    }
    None
}

/// How a run of texts falls into labels.
struct Plan {
    /// For each text: the labels that start with it and the text behind them, or nothing.
    steps: Vec<Option<(Vec<Vec<Hit>>, usize)>>,
}

/// A way on from a letter: what it costs to the end, and the label taken (where it ends).
#[derive(Clone, Copy)]
struct Way {
    cost: usize,
    label: Option<(usize, usize, How)>,
}

impl Plan {
    /// The cheapest way: as few texts as possible that are no label, then as few labels as possible.
    fn of(texts: &[Text], lexicon: &Lexicon) -> Self {
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
    let mut inside = BTreeSet::new();
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

fn steps(starts: &[usize], ways: &[Option<Way>], end: usize, lexicon: &Lexicon) -> Vec<Option<(Vec<Vec<Hit>>, usize)>> {
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
