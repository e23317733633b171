//! A document as one sequence of labels, figures and everything else, for tables whose columns
//! are not known: pasted text, one cell a line, ragged rows.
//!
//! Labels are found across line ends, since narrow columns break them (`结果⏎维持`, one letter a
//! line down the side of a table) and extraction glues neighbours together (`审结总计`).

use super::mixed_line;
use crate::read::{Cell, Document, EMPTY, Flaw, Grid, Piece};
use crate::recognise::evidence::{CellAt, LineAt, RowKind};
use crate::recognise::labels::figure::is_figure;
use crate::recognise::labels::key::{Key, MAX_LABEL, folded, kept, ordinal};
use crate::recognise::labels::lexicon::{Hit, Lexicon};
use crate::recognise::labels::segmentation::{Segmentation, Step, Text};

/// A cell or line of the document, before any form has a say.
#[derive(Clone, Debug)]
pub(crate) struct Atom<'d> {
    part: Part<'d>,
    /// Whether a label may go on in it from the text before: across a line end, never from cell to
    /// cell of a row.
    joins: bool,
    at: Site,
}

/// Where an atom or a token stands, and how it looks there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Site {
    /// Whether it is the first of its row or line.
    pub starts: bool,
    /// Where its cell is in its row.
    pub cell: CellAt,
    pub line: LineAt,
    /// Why its text may not be what a person sees.
    pub flaw: Option<Flaw>,
}

#[derive(Clone, Debug)]
enum Part<'d> {
    Text {
        written: &'d str,
        key: Key,
        ordinal: usize,
    },
    Value(&'d str),
    Figures(&'d str),
    /// A sign that says nothing, in a cell among figures: `?`.
    Sign(&'d str),
    Blank,
    Grid(&'d Grid),
}

/// A label, a figure or something else, as one form sees it.
#[derive(Clone, Debug)]
pub(crate) struct Token<'d> {
    pub kind: Kind<'d>,
    pub at: Site,
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
    /// A text that is neither, as written; "" for a part of a line.
    Other(&'d str),
    /// A grid whose columns are known.
    Grid(&'d Grid),
}

/// The document's cells and lines; grids with known columns are kept whole.
pub(crate) fn atoms(document: &Document) -> Vec<Atom<'_>> {
    let mut atoms = Vec::new();
    for (piece, of) in document.pieces.iter().enumerate() {
        let line = LineAt { piece, row: 0 };
        let at = Site { starts: true, cell: CellAt::default(), line, flaw: None };
        match of {
            Piece::Line(text) if text == EMPTY => atoms.push(Atom { part: Part::Blank, joins: false, at }),
            Piece::Line(text) => atoms.extend(atom(text, at)),
            Piece::Grid(grid) if grid.aligned => atoms.push(Atom { part: Part::Grid(grid), joins: false, at }),
            Piece::Grid(grid) => unroll(grid, line, &mut atoms),
        }
    }
    atoms
}

/// The tokens of one grid, its columns forgotten; its first row stands in this line.
pub(crate) fn unrolled<'d>(grid: &'d Grid, line: LineAt, lexicon: &Lexicon) -> Vec<Token<'d>> {
    let mut atoms = Vec::new();
    unroll(grid, line, &mut atoms);
    tokens(&atoms, lexicon)
}

fn unroll<'d>(grid: &'d Grid, first: LineAt, atoms: &mut Vec<Atom<'d>>) {
    // Where a row ends in a blank cell, blank cells are not what was cut off.
    let cut = !grid.rows.iter().any(|row| row.len() > 1 && row.last().is_some_and(|cell| cell.text.trim().is_empty()));
    let longest = if cut { grid.rows.iter().map(Vec::len).max().unwrap_or(0) } else { 0 };
    let number = atoms.len();
    for (down, row) in grid.rows.iter().enumerate() {
        let line = LineAt { row: first.row + down, ..first };
        let mut starts = true;
        let broken = broken(row);
        let cells = row.iter().filter(|cell| cell.is_origin());
        let kind = RowKind { grid: number, length: row.len() };
        for (column, Cell { text, flaw, .. }) in cells.enumerate() {
            let cell = CellAt { column, row: kind, longest };
            let at = |starts| Site { starts, cell, line, flaw: *flaw };
            if text.trim().is_empty() {
                atoms.push(Atom { part: Part::Blank, joins: false, at: at(starts) });
            }
            if broken == Some(column) {
                atoms.push(Atom { part: Part::Value(text), joins: false, at: at(starts) });
                starts = false;
                continue;
            }
            // A cell of several paragraphs: a label broken in two, or two rows run together.
            for part in text.split('\n').filter(|part| !part.trim().is_empty()) {
                let sign = || Atom { part: Part::Sign(part.trim()), joins: false, at: at(starts) };
                let found = atom(part, at(starts)).or_else(|| is_among_figures(row, starts).then(sign));
                atoms.extend(found);
                starts = true;
            }
            starts = false;
        }
    }
}

/// The only cell of a row whose figure is broken by a line end, by its position; where several cells
/// hold a figure on every line, rows run together.
fn broken(row: &[Cell]) -> Option<usize> {
    let is_broken = |cell: &Cell| cell.text.trim().contains('\n') && cell.text.split_whitespace().all(is_figure);
    let cells = row.iter().filter(|cell| cell.is_origin()).enumerate();
    let mut found = cells.filter(|(_, cell)| is_broken(cell)).map(|(column, _)| column);
    found.next().filter(|_| row.len() > 1 && found.next().is_none())
}

/// Whether a cell that holds nothing but signs stands in a row of figures, so that it is one of them:
/// the first one only where no cell is a label.
fn is_among_figures(row: &[Cell], is_first: bool) -> bool {
    let has_letter = |cell: &Cell| cell.text.chars().any(char::is_alphabetic);
    row.iter().any(|cell| is_figure(&cell.text)) && !(is_first && row.iter().any(has_letter))
}

fn atom(text: &str, at: Site) -> Option<Atom<'_>> {
    let text = text.trim();
    let joins = at.starts;
    if at.starts && at.cell == CellAt::default() && are_figures(text) {
        return Some(Atom { part: Part::Figures(text), joins, at });
    }
    if is_figure(text) {
        return Some(Atom { part: Part::Value(text), joins, at });
    }
    let folded = folded(text);
    let key = kept(&folded);
    // A line of dashes is a rule: not even an unknown text.
    if key.is_empty() {
        return None;
    }
    Some(Atom { part: Part::Text { written: text, ordinal: ordinal(&folded), key }, joins, at })
}

/// Whether a line is a row of figures with nothing but spaces between them.
fn are_figures(text: &str) -> bool {
    let fits =
        |letter: char| letter.is_ascii_digit() || letter.is_whitespace() || matches!(letter, '.' | '-' | ',' | '/');
    let count = text.split_whitespace().count();
    count > 1 && text.chars().all(fits) && text.split_whitespace().all(is_figure)
}

/// So many texts are looked at for misspelt labels; a report has some hundred.
const MAX_TRIALS: usize = 5_000;

/// Tells labels from other texts.
pub(crate) fn tokens<'d>(atoms: &[Atom<'d>], lexicon: &Lexicon) -> Vec<Token<'d>> {
    let mut tokens = Vec::new();
    let mut trials = MAX_TRIALS;
    let mut number = 0;
    while number < atoms.len() {
        let Atom { part, at, .. } = &atoms[number];
        let kind = match part {
            Part::Value(text) => Kind::Value(text),
            Part::Figures(text) => Kind::Figures((*text).to_owned(), false),
            Part::Sign(text) => Kind::Other(text),
            Part::Blank => Kind::Blank,
            Part::Grid(grid) => Kind::Grid(grid),
            Part::Text { .. } => {
                let (texts, written): (Vec<Text>, Vec<(Site, &str)>) = run(&atoms[number..]).unzip();
                labels(&texts, &written, lexicon, &mut tokens, &mut trials);
                number += texts.len();
                continue;
            }
        };
        tokens.push(Token { kind, at: *at });
        number += 1;
    }
    tokens
}

/// The texts at the start through which a label may go on, where they stand, and as written.
fn run<'a, 'd>(atoms: &'a [Atom<'d>]) -> impl Iterator<Item = (Text<'a>, (Site, &'d str))> {
    atoms.iter().enumerate().map_while(|(number, atom)| match &atom.part {
        Part::Text { written, key, ordinal } if number == 0 || atom.joins => {
            Some((Text { written, key, ordinal: *ordinal }, (atom.at, *written)))
        }
        _ => None,
    })
}

/// Adds the tokens that texts following each other are.
fn labels<'d>(
    texts: &[Text],
    written: &[(Site, &'d str)],
    lexicon: &Lexicon,
    tokens: &mut Vec<Token<'d>>,
    trials: &mut usize,
) {
    let Segmentation { steps } = Segmentation::of(texts, lexicon);
    let mut at = 0;
    while at < texts.len() {
        // A cell's texts share its place; what follows the first of a step starts no line.
        let site = Site { cell: written[0].0.cell, ..written[at].0 };
        let behind = |number: usize| Site { starts: site.starts && number == 0, ..site };
        // `0 0 03⏎.其他`: the last digit is the label's number.
        if let Some(Token { kind: Kind::Figures(_, doubt), .. }) = tokens.last_mut() {
            *doubt |= texts[at].written.starts_with(['.', '．', '、', ')', '）']);
        }
        if let Some((labels, next)) = &steps[at] {
            let labels = labels.iter().enumerate();
            tokens.extend(
                labels.map(|(number, hits)| Token { kind: Kind::Label(hits.clone(), None), at: behind(number) }),
            );
            at = *next;
        } else if let Some((parts, length)) = mixed(&texts[at..], &steps[at..], lexicon) {
            let parts = parts.into_iter().enumerate();
            tokens.extend(parts.map(|(number, kind)| Token { kind, at: behind(number) }));
            at += length;
        } else {
            let near = steps[at..].iter().take(MAX_LINES);
            let others = near.take_while(|step| step.is_none()).count();
            let (kind, length) =
                misspelt(&texts[at..at + others], lexicon, trials).unwrap_or((Kind::Other(written[at].1), 1));
            tokens.push(Token { kind, at: site });
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
    let strays = |parts: &[mixed_line::Part]| {
        let strays =
            parts.iter().filter(|part| matches!(part, mixed_line::Part::Other | mixed_line::Part::Label(_, Some(_))));
        strays.count()
    };
    let found = (0..free).filter(|last| has_digit(&texts[*last])).find_map(|last| {
        let joined: String = texts[..=last].iter().map(|text| text.written).collect();
        let parts = mixed_line::split(&joined, lexicon)?;
        // Lines before that are not the beginning of its first label are texts of their own.
        let begins = || match mixed_line::split(texts[last].written, lexicon) {
            Some(alone) => strays(&parts) < strays(&alone) + last,
            None => strays(&parts) < last,
        };
        (last == 0 || begins()).then_some((parts, last + 1))
    });
    let kind = |part: mixed_line::Part| match part {
        mixed_line::Part::Label(hits, written) => Kind::Label(hits, written),
        mixed_line::Part::Figures(text, doubt) => Kind::Figures(text, doubt),
        mixed_line::Part::Other => Kind::Other(""),
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
