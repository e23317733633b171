//! A document as one sequence of labels, figures and everything else, for tables whose columns
//! are not known: pasted text, one cell a line, ragged rows.
//!
//! Labels are found across line ends, since narrow columns break them (`结果⏎维持`, one letter a
//! line down the side of a table) and extraction glues neighbours together (`审结总计`).

use super::glued;
use super::label::{Key, MAX_LABEL, folded, kept, ordinal};
use super::lexicon::{Hit, Lexicon};
use super::plan::{Plan, Step, Text};
use crate::number::{Fault, Measure, Value};
use crate::read::{Cell, Document, EMPTY, Grid, Piece};

/// A cell or line of the document, before any form has a say.
#[derive(Clone, Debug)]
pub(crate) struct Atom<'d> {
    part: Part<'d>,
    /// Whether it is the first of its row or line.
    starts: bool,
    /// Whether a label may go on in it from the text before: across a line end, never from cell to
    /// cell of a row.
    joins: bool,
    place: Place,
    line: Line,
}

/// Where in the document a text stands: the piece, and the row of it where that is a grid.
pub(crate) type Line = (usize, usize);

/// Where a cell is in its row, and how long the row is; rows of one grid are told from others'.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// Position in the row.
    pub column: usize,
    /// The number of the grid and the length of the row; 0 cells for a line of text.
    pub row: (usize, usize),
    /// The length of the grid's longest row, where blank cells may have been cut off the others.
    pub longest: usize,
}

#[derive(Clone, Debug)]
enum Part<'d> {
    Text { written: &'d str, key: Key, ordinal: usize },
    Value(&'d str),
    Figures(&'d str),
    Blank,
    Grid(&'d Grid),
}

/// A label, a figure or something else, as one form sees it.
#[derive(Clone, Debug)]
pub(crate) struct Token<'d> {
    pub kind: Kind<'d>,
    /// Whether it is the first of its row or line.
    pub starts: bool,
    /// Where its cell is.
    pub place: Place,
    pub line: Line,
}

/// What a token is.
#[derive(Clone, Debug)]
pub(crate) enum Kind<'d> {
    /// A label, and the text it was written as where that matched only loosely.
    Label(Vec<Hit>, Option<String>),
    /// A figure, or a sign that stands for none.
    Value(&'d str),
    /// Figures that run together or stand in one line, how many is not known; and whether the last
    /// digit may be another's.
    Figures(String, bool),
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
    for (number, piece) in document.pieces.iter().enumerate() {
        let (place, line) = (Place::default(), (number, 0));
        match piece {
            Piece::Line(text) if text == EMPTY => {
                atoms.push(Atom { part: Part::Blank, starts: true, joins: false, place, line });
            }
            Piece::Line(text) => atoms.extend(atom(text, true, place, line)),
            Piece::Grid(grid) if grid.aligned => {
                atoms.push(Atom { part: Part::Grid(grid), starts: true, joins: false, place, line });
            }
            Piece::Grid(grid) => unroll(grid, line, &mut atoms),
        }
    }
    atoms
}

/// The tokens of one grid, its columns forgotten; its first row stands in this line.
pub(crate) fn unrolled<'d>(grid: &'d Grid, line: Line, lexicon: &Lexicon) -> Vec<Token<'d>> {
    let mut atoms = Vec::new();
    unroll(grid, line, &mut atoms);
    tokens(&atoms, lexicon)
}

fn unroll<'d>(grid: &'d Grid, (piece, first): Line, atoms: &mut Vec<Atom<'d>>) {
    // Where a row ends in a blank cell, blank cells are not what was cut off.
    let cut = !grid.rows.iter().any(|row| row.len() > 1 && row.last().is_some_and(|cell| cell.text.trim().is_empty()));
    let longest = if cut { grid.rows.iter().map(Vec::len).max().unwrap_or(0) } else { 0 };
    let number = atoms.len();
    for (at, row) in grid.rows.iter().enumerate() {
        let line = (piece, first + at);
        let mut starts = true;
        let cells = row.iter().filter(|cell| cell.is_origin());
        for (column, Cell { text, .. }) in cells.enumerate() {
            let place = Place { column, row: (number, row.len()), longest };
            if text.trim().is_empty() {
                atoms.push(Atom { part: Part::Blank, starts, joins: false, place, line });
            }
            // A cell of several paragraphs: a label broken in two, or two rows run together.
            for part in text.split('\n').filter(|part| !part.trim().is_empty()) {
                atoms.extend(atom(part, starts, place, line));
                starts = true;
            }
            starts = false;
        }
    }
}

fn atom(text: &str, starts: bool, place: Place, line: Line) -> Option<Atom<'_>> {
    let text = text.trim();
    if starts && place == Place::default() && are_figures(text) {
        return Some(Atom { part: Part::Figures(text), starts, joins: starts, place, line });
    }
    if is_figure(text) {
        return Some(Atom { part: Part::Value(text), starts, joins: starts, place, line });
    }
    let folded = folded(text);
    let key = kept(&folded);
    // A line of dashes is a rule: not even an unknown text.
    (!key.is_empty()).then(|| Atom {
        part: Part::Text { written: text, ordinal: ordinal(&folded), key },
        starts,
        joins: starts,
        place,
        line,
    })
}

/// Whether a line is a row of figures with nothing but spaces between them.
fn are_figures(text: &str) -> bool {
    let fits =
        |letter: char| letter.is_ascii_digit() || letter.is_whitespace() || matches!(letter, '.' | '-' | ',' | '/');
    let count = text.split_whitespace().count();
    count > 1 && text.chars().all(fits) && text.split_whitespace().all(is_figure)
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

/// So many texts are looked at for misspelt labels; a report has some hundred.
const MAX_TRIALS: usize = 5_000;

/// Tells labels from other texts.
pub(crate) fn tokens<'d>(atoms: &[Atom<'d>], lexicon: &Lexicon) -> Vec<Token<'d>> {
    let mut tokens = Vec::new();
    let mut trials = MAX_TRIALS;
    let mut at = 0;
    while at < atoms.len() {
        let Atom { part, starts, place, line, .. } = &atoms[at];
        let kind = match part {
            Part::Value(text) => Kind::Value(text),
            Part::Figures(text) => Kind::Figures((*text).to_owned(), false),
            Part::Blank => Kind::Blank,
            Part::Grid(grid) => Kind::Grid(grid),
            Part::Text { .. } => {
                let texts: Vec<Text> = run(&atoms[at..]).collect();
                let lines = atoms[at..at + texts.len()].iter().map(|atom| atom.line).collect::<Vec<_>>();
                label(&texts, *place, &lines, lexicon, &mut tokens, &mut trials);
                at += texts.len();
                continue;
            }
        };
        tokens.push(Token { kind, starts: *starts, place: *place, line: *line });
        at += 1;
    }
    tokens
}

/// The texts at the start through which a label may go on.
fn run<'a>(atoms: &'a [Atom]) -> impl Iterator<Item = Text<'a>> {
    atoms.iter().enumerate().map_while(|(number, atom)| match &atom.part {
        Part::Text { written, key, ordinal } if number == 0 || atom.joins => {
            Some(Text { written, key, ordinal: *ordinal, starts: atom.starts })
        }
        _ => None,
    })
}

fn label(texts: &[Text], place: Place, lines: &[Line], lexicon: &Lexicon, tokens: &mut Vec<Token>, trials: &mut usize) {
    let plan = Plan::of(texts, lexicon);
    let mut at = 0;
    while at < texts.len() {
        let (starts, line) = (texts[at].starts, lines[at]);
        // `0 0 03⏎.其他`: the last digit is the label's number.
        if let Some(Token { kind: Kind::Figures(_, doubt), .. }) = tokens.last_mut() {
            *doubt |= texts[at].written.starts_with(['.', '．', '、', ')', '）']);
        }
        if let Some((labels, next)) = &plan.steps[at] {
            let labels = labels.iter().enumerate();
            tokens.extend(labels.map(|(number, hits)| Token {
                kind: Kind::Label(hits.clone(), None),
                starts: starts && number == 0,
                place,
                line,
            }));
            at = *next;
        } else {
            if let Some((parts, length)) = mixed(&texts[at..], &plan.steps[at..], lexicon) {
                let parts = parts.into_iter().enumerate();
                tokens.extend(parts.map(|(number, kind)| Token { kind, starts: starts && number == 0, place, line }));
                at += length;
                continue;
            }
            let near = plan.steps[at..].iter().take(MAX_LINES);
            let others = near.take_while(|step| step.is_none()).count();
            let (kind, length) = misspelt(&texts[at..at + others], lexicon, trials).unwrap_or((Kind::Other, 1));
            tokens.push(Token { kind, starts, place, line });
            at += length;
        }
    }
}

/// The labels and figures of a line that holds both, and how many texts it takes: a label may have
/// begun on the lines before, if those are short.
fn mixed<'d>(texts: &[Text], steps: &[Step], lexicon: &Lexicon) -> Option<(Vec<Kind<'d>>, usize)> {
    let mut before = 0;
    let is_near = |text: &&Text| {
        let near = before <= MAX_LINES * MAX_LABEL;
        before += text.key.len();
        near
    };
    let lines = texts.iter().zip(steps).take(MAX_LINES).take_while(|(_, step)| step.is_none());
    let free = lines.map(|(text, _)| text).take_while(is_near).count();
    let has_digit = |text: &Text| text.key[text.ordinal..].iter().any(char::is_ascii_digit);
    let strays = |parts: &[glued::Part]| {
        let strays = parts.iter().filter(|part| matches!(part, glued::Part::Other | glued::Part::Label(_, Some(_))));
        strays.count()
    };
    let found = (0..free).filter(|last| has_digit(&texts[*last])).find_map(|last| {
        let joined: String = texts[..=last].iter().map(|text| text.written).collect();
        let parts = glued::split(&joined, lexicon)?;
        // Lines before that are not the beginning of its first label are texts of their own.
        let begins = || match glued::split(texts[last].written, lexicon) {
            Some(alone) => strays(&parts) < strays(&alone) + last,
            None => strays(&parts) < last,
        };
        (last == 0 || begins()).then_some((parts, last + 1))
    });
    let kind = |part: glued::Part| match part {
        glued::Part::Label(hits, written) => Kind::Label(hits, written),
        glued::Part::Figures(text, doubt) => Kind::Figures(text, doubt),
        glued::Part::Other => Kind::Other,
    };
    found.map(|(parts, length)| (parts.into_iter().map(kind).collect(), length))
}

/// Into so many lines a misspelt label may be broken.
const MAX_LINES: usize = 6;

/// A label with letters wrong, and over how many texts it goes.
fn misspelt<'d>(texts: &[Text], lexicon: &Lexicon, trials: &mut usize) -> Option<(Kind<'d>, usize)> {
    let mut key = Key::new();
    for (number, text) in texts.iter().enumerate() {
        if key.len() + text.key.len() > MAX_LABEL / 2 {
            return None;
        }
        *trials = trials.checked_sub(1)?;
        key.extend(text.key);
        let hits = lexicon.loose(&key, texts[0].ordinal);
        if !hits.is_empty() {
            return Some((Kind::Label(hits, Some(key.iter().collect())), number + 1));
        }
    }
    None
}
