//! A document as one sequence of labels, figures and everything else, for tables whose columns
//! are not known: pasted text, one cell a line, ragged rows.
//!
//! Labels are found across line ends, since narrow columns break them (`结果⏎维持`, one letter a
//! line down the side of a table) and extraction glues neighbours together (`审结总计`).

use super::label::{Key, MAX_LABEL, folded, kept, ordinal};
use super::lexicon::{Hit, How, Lexicon};
use crate::number::{Fault, Measure, Value};
use crate::read::{Cell, Document, Grid, Piece};

/// A stretch of the document.
#[derive(Clone, Debug)]
pub(crate) struct Token<'d> {
    pub kind: Kind<'d>,
    /// Whether it is the first of its row or line.
    pub starts: bool,
    /// Whether it is a cell of a grid rather than a line.
    pub in_grid: bool,
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

/// The document's tokens, grids with known columns kept whole.
pub(crate) fn tokens<'d>(document: &'d Document, lexicon: &Lexicon) -> Vec<Token<'d>> {
    let mut reader = Reader { lexicon, tokens: Vec::new(), texts: Vec::new() };
    for piece in &document.pieces {
        match piece {
            Piece::Line(line) => reader.cell(line, true, false),
            Piece::Grid(grid) if grid.aligned => {
                reader.settle();
                reader.tokens.push(Token { kind: Kind::Grid(grid), starts: true, in_grid: true });
            }
            Piece::Grid(grid) => reader.grid(grid),
        }
    }
    reader.settle();
    reader.tokens
}

/// The tokens of one grid, its columns forgotten.
pub(crate) fn unrolled<'d>(grid: &'d Grid, lexicon: &Lexicon) -> Vec<Token<'d>> {
    let mut reader = Reader { lexicon, tokens: Vec::new(), texts: Vec::new() };
    reader.grid(grid);
    reader.settle();
    reader.tokens
}

/// Whether a text is a figure or stands for one, in whatever cell.
pub(crate) fn is_figure(text: &str) -> bool {
    let measure = Measure { unit: String::new(), decimals: 4, signed: true };
    !matches!(measure.read(text).value, Value::Blank | Value::Bad(Fault::Text))
}

struct Reader<'d, 'l> {
    lexicon: &'l Lexicon,
    tokens: Vec<Token<'d>>,
    /// Texts read since the last token, not yet told apart.
    texts: Vec<Text>,
}

struct Text {
    key: Key,
    ordinal: usize,
    starts: bool,
    in_grid: bool,
}

impl<'d> Reader<'d, '_> {
    fn grid(&mut self, grid: &'d Grid) {
        if self.texts.last().is_some_and(|text| !text.in_grid) {
            self.settle();
        }
        for row in &grid.rows {
            let mut starts = true;
            for Cell { text, .. } in row.iter().filter(|cell| cell.is_origin()) {
                // A cell of several paragraphs: a label broken in two, or two rows run together.
                if text.trim().is_empty() {
                    self.cell("", starts, true);
                }
                for part in text.split('\n').filter(|part| !part.trim().is_empty()) {
                    self.cell(part, starts, true);
                    starts = true;
                }
                starts = false;
            }
        }
        self.settle();
    }

    fn cell(&mut self, text: &'d str, starts: bool, in_grid: bool) {
        let text = text.trim();
        let kind = match text {
            "" => Kind::Blank,
            text if is_figure(text) => Kind::Value(text),
            text => {
                let folded = folded(text);
                let key = kept(&folded);
                if !key.is_empty() {
                    self.texts.push(Text { ordinal: ordinal(&folded), key, starts, in_grid });
                }
                return;
            }
        };
        self.settle();
        self.tokens.push(Token { kind, starts, in_grid });
    }

    /// Tells labels from other texts in what was read since the last figure.
    fn settle(&mut self) {
        let texts = std::mem::take(&mut self.texts);
        let mut at = 0;
        while at < texts.len() {
            // A label never goes on in the next cell of its row.
            let end = at + 1 + texts[at + 1..].iter().take_while(|text| text.starts).count();
            self.run(&texts[at..end]);
            at = end;
        }
    }

    fn run(&mut self, texts: &[Text]) {
        let plan = Plan::of(texts, self.lexicon);
        let mut at = 0;
        while at < texts.len() {
            let Text { starts, in_grid, .. } = texts[at];
            match &plan.steps[at] {
                Some((labels, next)) => {
                    for (number, hits) in labels.iter().enumerate() {
                        let starts = starts && number == 0;
                        self.tokens.push(Token { kind: Kind::Label(hits.clone(), None), starts, in_grid });
                    }
                    at = *next;
                }
                None => {
                    let others =
                        texts[at..].iter().zip(&plan.steps[at..]).take_while(|(_, step)| step.is_none()).count();
                    at += self.other(&texts[at..at + others]);
                }
            }
        }
    }

    /// A text that is no label letter by letter; perhaps it is one with letters wrong.
    fn other(&mut self, texts: &[Text]) -> usize {
        /// Into so many lines a misspelt label may be broken.
        const MAX_LINES: usize = 6;
        let Text { starts, in_grid, ordinal, .. } = texts[0];
        let mut key = Key::new();
        for (number, text) in texts.iter().take(MAX_LINES).enumerate() {
            key.extend(&text.key);
            if key.len() > MAX_LABEL / 2 {
                break;
            }
            let hits = self.lexicon.loose(&key, ordinal.min(key.len()));
            if !hits.is_empty() {
                let written = key.iter().collect();
                self.tokens.push(Token { kind: Kind::Label(hits, Some(written)), starts, in_grid });
                return number + 1;
            }
        }
        self.tokens.push(Token { kind: Kind::Other, starts, in_grid });
        1
    }
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
        let mut letters = Key::new();
        let mut starts = Vec::new();
        for text in texts {
            starts.push(letters.len());
            letters.extend(&text.key);
        }
        let next = |at: usize| starts.get(at + 1).copied().unwrap_or(letters.len());
        let mut ways: Vec<Option<Way>> = vec![None; letters.len() + 1];
        ways[letters.len()] = Some(Way { cost: 0, label: None });
        let mut number = texts.len();
        for from in (0..letters.len()).rev() {
            let is_start = number > 0 && starts[number - 1] == from;
            if is_start {
                number -= 1;
            }
            let mut best: Option<Way> = None;
            let mut offer = |way: Way| {
                if best.is_none_or(|best| way.cost < best.cost) {
                    best = Some(way);
                }
            };
            let ordinal = if is_start { texts[number].ordinal } else { 0 };
            for (skip, how) in [(0, How::Exact), (ordinal, How::Bare)] {
                if skip == 0 && how == How::Bare {
                    continue;
                }
                for (end, entry) in lexicon.starting(&letters[from + skip..]) {
                    let end = from + skip + end;
                    if let Some(way) = ways[end] {
                        offer(Way {
                            cost: way.cost + 2 + usize::from(how != How::Exact),
                            label: Some((end, entry, how)),
                        });
                    }
                }
            }
            if is_start {
                let end = next(number);
                if let Some(way) = ways[end] {
                    offer(Way { cost: way.cost + 4 + 2 * (end - from).min(MAX_LABEL), label: None });
                }
            }
            ways[from] = best;
        }
        Self { steps: steps(&starts, &ways, letters.len(), lexicon) }
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
