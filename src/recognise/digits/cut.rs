//! Figures that run together, and every way of cutting them into so many cells.
//!
//! Extraction loses the lines between cells: `20 0 0 0 02` are seven cells. No figure starts with
//! a needless 0, so often there is one way only; what more ways share is known all the same.

use crate::number::Measure;
use crate::recognise::labels::figure::is_unit;
use std::ops::Range;

/// More letters than any run of real figures has.
const MAX_LETTERS: usize = 120;
/// More letters than any figure has.
const MAX_FIGURE: usize = 20;

/// A stretch of letters that may be a figure: its start, and the end behind it.
pub(crate) type Piece = (usize, usize);

/// A text of figures, without its spaces.
pub(crate) struct Figures {
    letters: Vec<char>,
    /// Whether a space stood before the letter.
    spaced: Vec<bool>,
}

impl Figures {
    pub fn of(text: &str) -> Self {
        let (mut letters, mut spaced, mut space) = (Vec::new(), Vec::new(), false);
        for letter in text.chars().take(4 * MAX_LETTERS) {
            if letter.is_whitespace() {
                space = true;
            } else {
                spaced.push(std::mem::take(&mut space));
                letters.push(letter);
            }
        }
        Self { letters, spaced }
    }

    /// Whether spaces set so many figures apart.
    pub fn are_apart(&self, count: usize) -> bool {
        self.spaced.iter().skip(1).filter(|spaced| **spaced).count() + 1 == count
    }

    /// Whether two neighbouring digits may be one figure, so that a cell may have been blank and
    /// the count be right all the same.
    pub fn may_join(&self) -> bool {
        let joins = |at: usize| matches!(self.letters[at - 1], '1'..='9') && !self.spaced[at];
        (1..self.letters.len()).any(|at| self.letters[at].is_ascii_digit() && joins(at))
    }

    /// Every way of cutting the text into cells of these measures, or nothing where there is none.
    /// Spaces part cells; where there is no such way and `joined`, any of them may not.
    pub fn ways(&self, cells: &[&Measure], joined: bool) -> Option<Ways> {
        let steps = self.steps(cells, true).map(|steps| (steps, false));
        let (steps, joined) =
            steps.or_else(|| self.steps(cells, false).filter(|_| joined).map(|steps| (steps, true)))?;
        Some(Ways { letters: self.letters.clone(), steps, joined })
    }

    /// Whether letters are a sign that stands for no figure; one before a digit is that figure's.
    fn is_sign(&self, from: usize, to: usize) -> bool {
        let digit = self.letters.get(to).is_some_and(char::is_ascii_digit) && !self.spaced[to];
        to == from + 1 && matches!(self.letters[from], '/' | '-' | '—') && (self.letters[from] == '/' || !digit)
    }

    /// For each cell, the pieces that it is in some way.
    fn steps(&self, cells: &[&Measure], parted: bool) -> Option<Vec<Vec<Piece>>> {
        let end = self.letters.len();
        if end > MAX_LETTERS || end < cells.len() {
            return None;
        }
        let mut reached = vec![true];
        reached.resize(end + 1, false);
        let mut steps: Vec<Vec<Piece>> = Vec::new();
        for measure in cells {
            let mut pieces = Vec::new();
            let mut next = vec![false; end + 1];
            for from in (0..end).filter(|from| reached[*from]) {
                for (to, next) in next.iter_mut().enumerate().skip(from + 1).take(MAX_FIGURE) {
                    if parted && to > from + 1 && self.spaced[to - 1] {
                        break;
                    }
                    if is_figure(&self.letters[from..to], measure) || self.is_sign(from, to) {
                        pieces.push((from, to));
                        *next = true;
                    }
                }
            }
            steps.push(pieces);
            reached = next;
        }
        let mut wanted = vec![false; end + 1];
        wanted[end] = true;
        for pieces in steps.iter_mut().rev() {
            pieces.retain(|(_, to)| wanted[*to]);
            wanted = vec![false; end + 1];
            pieces.iter().for_each(|(from, _)| wanted[*from] = true);
        }
        wanted[0].then_some(steps)
    }
}

/// The ways of cutting figures into cells.
pub(crate) struct Ways {
    letters: Vec<char>,
    /// For each cell, the pieces that it is in some way, by their starts and ends.
    pub steps: Vec<Vec<Piece>>,
    /// Whether spaces stand within figures.
    pub joined: bool,
}

impl Ways {
    /// A piece's text.
    pub fn text(&self, (from, to): Piece) -> String {
        self.letters[from..to].iter().collect()
    }

    /// The ways through some of the cells from a start, as far as the budget goes; nothing where
    /// it does not suffice.
    pub fn through(&self, cells: Range<usize>, start: usize, budget: &mut usize) -> Option<Vec<Vec<Piece>>> {
        let mut done: Vec<Vec<Piece>> = vec![Vec::new()];
        for steps in &self.steps[cells] {
            let mut longer = Vec::new();
            for way in &done {
                let from = way.last().map_or(start, |piece| piece.1);
                for piece in steps.iter().filter(|piece| piece.0 == from) {
                    *budget = budget.checked_sub(1)?;
                    longer.push(way.iter().copied().chain([*piece]).collect());
                }
            }
            done = longer;
        }
        Some(done)
    }
}

/// Whether letters are one figure as a cell of this measure has it: no needless 0 in front, a sign
/// or decimals only where the measure has them, and a unit behind at most.
fn is_figure(letters: &[char], measure: &Measure) -> bool {
    let sign = usize::from(matches!(letters.first(), Some('+' | '-')));
    let digits = |from: usize| letters[from..].iter().take_while(|letter| letter.is_ascii_digit()).count();
    let whole = digits(sign);
    let mut at = sign + whole;
    let needless = whole > 1 && letters[sign] == '0';
    if whole == 0 || needless || sign > 0 && !measure.signed {
        return false;
    }
    while whole < 4 && letters.get(at) == Some(&',') && digits(at + 1) == 3 {
        at += 4;
    }
    if letters.get(at) == Some(&'.') {
        let decimals = digits(at + 1);
        if decimals == 0 || measure.decimals == 0 {
            return false;
        }
        at += 1 + decimals;
    }
    is_unit(&letters[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// For each cell, the texts it may hold.
    fn check(text: &str, cells: usize, expected: &str) {
        let measure = Measure { unit: String::new(), decimals: 2, signed: true };
        let ways = Figures::of(text).ways(&vec![&measure; cells], false);
        let shown = ways.map_or(String::from("none"), |ways| {
            let cell = |pieces: &Vec<Piece>| {
                let mut texts: Vec<String> = pieces.iter().map(|piece| ways.text(*piece)).collect();
                texts.dedup();
                texts.join("|")
            };
            ways.steps.iter().map(cell).collect::<Vec<_>>().join(" ")
        });
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn figures_are_cut() {
        check("000", 3, "0 0 0");
        check("20 0 0 0 02", 7, "2 0 0 0 0 0 2");
        check("230 000023", 7, "2|23|230 30|0 0 0 0 0|2 23|3");
        check("201", 2, "20 1");
        check("1 2", 3, "none");
    }

    #[test]
    fn signs_decimals_and_units_belong_to_figures() {
        check("26-18", 2, "26 -18");
        check("26-18", 3, "2|26 6|-1 -18|8");
        check("0 - 18", 3, "0 - 18");
        check("192.5万元", 2, "1|19 92.5万元|2.5万元");
        check("00", 1, "none");
        check("1", 2, "none");
    }
}
