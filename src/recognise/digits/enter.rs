//! Rows whose figures run together: what every way of cutting them shares is read; the rest is
//! offered, the way that adds up first.

use super::cut::{Figures, Piece, Ways};
use crate::doubt::Doubt;
use crate::number::Measure;
use crate::order::Set;
use crate::recognise::evidence::{Draft, Figure, RowAt};

/// So many cuts of a row are tried against its balance.
const BUDGET: usize = 4000;
/// More readings of a cell are not offered.
const MAX_OFFERED: usize = 12;

/// Figures that run together, in the cells that they belong to.
pub(crate) struct Merged<'r> {
    /// As written.
    pub text: &'r str,
    /// The rows that they fill, one behind the other.
    pub rows: &'r [RowAt],
    /// The column of each figure of a row.
    pub columns: &'r [usize],
    /// What else speaks against this reading.
    pub doubt: Option<Doubt>,
    /// Whether a line ends among them, or right behind them where more figures follow: unless they add
    /// up, a figure may be broken there.
    pub broken: bool,
    /// Whether they may be a number in a sentence.
    pub hint: bool,
}

impl Merged<'_> {
    /// Whether the figures can be cut into the cells at all.
    pub fn fits(&self, draft: &Draft) -> bool {
        Figures::of(self.text).ways(&self.measures(draft), false).is_some()
    }

    /// Enters the rows; `false` where the figures are too few or too many for them.
    pub fn enter(&self, draft: &mut Draft) -> bool {
        let runs = Figures::of(self.text);
        let Some(ways) = runs.ways(&self.measures(draft), true) else { return false };
        let width = self.columns.len();
        let rows = self.balanced(&ways, draft);
        // Digits that stand apart each fill their cell; of others a blank cell may have gone, unless
        // the row adds up. No change is what is left blank most.
        let apart = runs.are_apart(width * self.rows.len()) || !runs.may_join();
        let signed = self.measures(draft).iter().any(|measure| measure.signed);
        // Where nothing adds up, only one stretch of digits that can be cut in one way is beyond doubt:
        // spaces that are too few are those around a blank cell.
        let whole = runs.are_apart(1) && rows.iter().all(|row| row.ways.len() == 1) && !signed;
        let sure = |row: &Row| row.sound.is_sure(draft.is_gapped()) && (row.sound == Sound::Adds || whole);
        let blanks = ways.joined || !apart && !rows.iter().all(sure);
        let broken = (self.broken || !self.columns.is_sorted()) && !rows.iter().all(|row| row.sound == Sound::Adds);
        let doubt = self.doubt.or(broken.then_some(Doubt::BrokenLine)).or(blanks.then_some(Doubt::Glued));
        // Where another column's figures may stand here, they cannot be told.
        let may_offer = self.doubt.is_none() && !broken;
        // As many digits as cells: filled, they can be read in one way only. Where the report leaves no
        // cell blank, that it does not add up is a finding.
        let gapped = draft.is_gapped() || ways.joined;
        let is_full = |row: &Row| !gapped && row.sound == Sound::Off && row.ways.len() == 1;
        for (number, (at, row)) in self.rows.iter().zip(rows).enumerate() {
            let mut cells = vec![(String::new(), None); width];
            let mut offers = Vec::new();
            for (place, column) in self.columns.iter().enumerate() {
                let mut offered = offered(&ways, number * width + place, place, &row.ways);
                let only = row.ways.len() == 1 || offered.len() == 1;
                cells[*column].0 = offered.first().filter(|_| only).cloned().unwrap_or_default();
                cells[*column].1 = doubt.or((offered.len() > 1).then_some(Doubt::Glued));
                if cells[*column].1.is_some() {
                    offered.extend((blanks && !is_full(&row)).then(String::new));
                    if may_offer && offered.len() <= MAX_OFFERED {
                        offers.push((*column, offered));
                    }
                }
            }
            let cells = cells.iter().enumerate();
            let figures: Vec<Figure> =
                cells.map(|(column, (text, doubt))| Figure { column, text, doubt: *doubt }).collect();
            if self.hint {
                draft.hint(*at, &figures);
            } else if draft.enter(*at, &figures) {
                draft.offer(*at, offers);
                if runs.are_apart(1) {
                    draft.glue(*at);
                }
            }
        }
        true
    }

    fn measures<'d>(&self, draft: &'d Draft) -> Vec<&'d Measure> {
        let of = |row: &RowAt| {
            let block = draft.block(row.block_at());
            let first = row.row * block.columns.leaves.len();
            self.columns.iter().map(move |column| &block.measures[first + column])
        };
        self.rows.iter().flat_map(of).collect()
    }

    /// For each row, the ways of cutting it that do not contradict its balance, of those that leave
    /// the other rows such a way.
    fn balanced(&self, ways: &Ways, draft: &mut Draft) -> Vec<Row> {
        let width = self.columns.len();
        let mut budget = BUDGET;
        let mut rows: Vec<Row> = Vec::new();
        let mut starts: Set<usize> = [0].into_iter().collect();
        for (number, at) in self.rows.iter().enumerate() {
            let cells = number * width..(number + 1) * width;
            let mut row = Row::default();
            for &start in starts.iter() {
                let Some(found) = ways.through(cells.clone(), start, &mut budget) else { return self.unknown() };
                for way in found {
                    row.take(self.adds_up(*at, ways, &way, draft), way);
                }
            }
            starts = row.ways.iter().filter_map(|way| way.last()).map(|piece| piece.1).collect();
            rows.push(row);
        }
        for at in (1..rows.len()).rev() {
            let wanted: Vec<usize> = rows[at].ways.iter().filter_map(|way| way.first()).map(|piece| piece.0).collect();
            rows[at - 1].ways.retain(|way| way.last().is_some_and(|piece| wanted.contains(&piece.1)));
        }
        rows
    }

    fn adds_up(&self, at: RowAt, ways: &Ways, way: &[Piece], draft: &mut Draft) -> Option<bool> {
        let mut cells = vec![String::new(); self.columns.len()];
        for (piece, column) in way.iter().zip(self.columns) {
            cells[*column] = ways.text(*piece);
        }
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        draft.balances(at, &cells)
    }

    /// More ways than can be tried.
    fn unknown(&self) -> Vec<Row> {
        self.rows.iter().map(|_| Row { ways: Vec::new(), sound: Sound::Off }).collect()
    }
}

/// What a row's balance says of the ways of cutting it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Sound {
    /// Nothing: there is none.
    #[default]
    Silent,
    /// Some way adds up.
    Adds,
    /// None does.
    Off,
}

impl Sound {
    /// Whether no cell of the row was blank, as far as one can tell: where the report leaves cells
    /// blank, some row will add up by accident.
    fn is_sure(self, gapped: bool) -> bool {
        self != Self::Off && !gapped
    }
}

/// The ways of cutting a row.
#[derive(Default)]
struct Row {
    ways: Vec<Vec<Piece>>,
    sound: Sound,
}

impl Row {
    /// Takes up a way: those that add up drive out the others.
    fn take(&mut self, adds_up: Option<bool>, way: Vec<Piece>) {
        let sound = match adds_up {
            Some(true) => Sound::Adds,
            Some(false) => Sound::Off,
            None => Sound::Silent,
        };
        if sound == Sound::Adds && self.sound != Sound::Adds || self.ways.is_empty() {
            self.ways.clear();
            self.sound = sound;
        }
        if sound == self.sound {
            self.ways.push(way);
        }
    }
}

/// The texts that a cell may hold, those of ways that add up first.
fn offered(ways: &Ways, cell: usize, place: usize, balanced: &[Vec<Piece>]) -> Vec<String> {
    let mut offered: Vec<String> = Vec::new();
    for piece in balanced.iter().map(|way| way[place]).chain(ways.steps[cell].iter().copied()) {
        let text = ways.text(piece);
        if !offered.contains(&text) {
            offered.push(text);
        }
    }
    offered
}
