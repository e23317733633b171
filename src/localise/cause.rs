//! Why a repair's cells may have gone wrong: from their figures, their neighbours and the sums
//! they stand in. The rules and the layout say all there is to know; nothing is guessed from names.

use super::slip::{self, Kind, Rank, beyond_chance, by_size};
use super::{Change, Slip};
use crate::confront::{Check, Checks, Ledger};
use crate::number::Value;
use crate::report::Layout;

/// What causes are looked for in.
pub(super) struct Evidence<'r> {
    pub layout: &'r Layout,
    pub checks: &'r Checks,
    pub ledger: &'r Ledger,
    /// Last year's figures of the same cells, where they are known.
    pub prior: Option<&'r dyn Fn(usize) -> Option<i64>>,
}

/// What a total adds up.
pub(super) struct Sum {
    pub parts: Vec<usize>,
}

impl Evidence<'_> {
    /// The best explanation of each change, and how much they all say: as much as the weakest.
    pub fn explain(&self, changes: &[Change]) -> (Vec<Slip>, Rank) {
        let mut left: Vec<&Change> = changes.iter().collect();
        let (mut slips, mut rank) = (Vec::new(), if left.is_empty() { Rank::None } else { Rank::Clear });
        while let Some((slip, own, pair)) = self.pair(&left) {
            slips.push(slip);
            rank = rank.max(own);
            left.retain(|change| !pair.contains(&change.cell));
        }
        let mut followed = Vec::new();
        left.retain(|change| {
            let parts = self.follows(change, changes);
            let follows = !parts.is_empty();
            if follows {
                followed.push(self.slip(Kind::Follows, change, parts));
            }
            !follows
        });
        for change in left {
            let found = self.single(change, changes);
            rank = rank.max(found.as_ref().map_or(Rank::None, |(_, rank)| *rank));
            slips.extend(found.map(|(slip, _)| slip));
        }
        slips.extend(followed);
        (slips, rank)
    }

    fn slip(&self, kind: Kind, change: &Change, others: Vec<usize>) -> Slip {
        Slip { kind, cell: change.cell, from: change.from, to: change.least, others }
    }

    /// Two changes that are one slip.
    fn pair(&self, changes: &[&Change]) -> Option<(Slip, Rank, [usize; 2])> {
        for a in changes {
            for b in changes.iter().filter(|b| b.cell != a.cell && is_exact(a) && is_exact(b)) {
                let one = [a.cell, b.cell];
                let exchanged = a.from == b.least && a.least == b.from && a.from != b.from;
                // The smaller number stands first, so that the pair is told once.
                if !exchanged || a.cell > b.cell {
                    continue;
                }
                let (from, to) = if a.from != 0 { (a, b) } else { (b, a) };
                if to.from == 0 && self.adjacent(a.cell, b.cell) {
                    let large = by_size(from.from >= 10);
                    return Some((self.slip(Kind::Moved, from, vec![to.cell]), large, one));
                }
                let large = a.from.min(b.from) > 0 && a.from.max(b.from) >= 10;
                // Any two cells may hold what the other lacks: only in one line they are taken for each other.
                if large || self.in_line(a.cell, b.cell) {
                    let rank = by_size(large && self.in_line(a.cell, b.cell));
                    return Some((self.slip(Kind::Exchanged, a, vec![b.cell]), rank, one));
                }
            }
        }
        None
    }

    /// The wrong parts that a total was added up from, where it agrees with them as they stand.
    fn follows(&self, total: &Change, changes: &[Change]) -> Vec<usize> {
        let added_up = |sum: &Sum| is_exact(total) && self.added_up(sum, &[]) == total.from;
        self.sums(total.cell).filter(added_up).map(|sum| changed(&sum, changes)).next().unwrap_or_default()
    }

    /// What the parts of a sum come to, after these changes.
    fn added_up(&self, sum: &Sum, changes: &[Change]) -> i64 {
        let after = |&part: &usize| {
            let change = changes.iter().find(|change| change.cell == part);
            change.map_or(self.ledger.value(part).number(), |change| change.least)
        };
        sum.parts.iter().map(after).sum()
    }

    fn single(&self, change: &Change, changes: &[Change]) -> Option<(Slip, Rank)> {
        if !is_exact(change) {
            return None;
        }
        let (from, to) = (change.from, change.least);
        if self.prior.and_then(|prior| prior(change.cell)).is_some_and(|prior| prior == from && from != 0) {
            return Some((self.slip(Kind::Prior, change, Vec::new()), beyond_chance(from >= 10)));
        }
        let digits = slip::of_digits(from, to).map(|(kind, rank)| (self.slip(kind, change, Vec::new()), rank));
        let summed = self.summed(change, changes);
        let copied = self.copied(change, changes);
        let mut found: Vec<(Slip, Rank)> = [digits, summed, copied].into_iter().flatten().collect();
        // The first of the clearest.
        found.reverse();
        found.into_iter().min_by_key(|(_, rank)| *rank).or_else(|| {
            let is_total = self.sums(change.cell).next().is_some();
            is_total.then(|| (self.slip(Kind::NotUpdated, change, Vec::new()), Rank::None))
        })
    }

    /// What went wrong as a total was added up.
    fn summed(&self, change: &Change, changes: &[Change]) -> Option<(Slip, Rank)> {
        let (from, to) = (change.from, change.least);
        let stands = self.sums(change.cell).any(|sum| self.added_up(&sum, &[]) == to);
        let mut best: Option<(Slip, Rank)> = None;
        for sum in self.sums(change.cell) {
            let holding = |figure: i64| -> Vec<usize> {
                let holds = |part: &usize| self.stays(*part, figure, changes);
                sum.parts.iter().copied().filter(holds).collect()
            };
            let found = if from == 0 {
                // Where the parts add up to it only by other changes, these are named.
                let others = if stands { Vec::new() } else { changed(&sum, changes) };
                Some((Kind::NotSummed, others, Rank::Clear))
            } else {
                [(Kind::LeavesOut, to - from), (Kind::CountsTwice, from - to), (Kind::PartForTotal, from)]
                    .into_iter()
                    .filter(|(_, figure)| *figure > 0)
                    .map(|(kind, figure)| (kind, holding(figure), beyond_chance(figure >= 10)))
                    .find(|(_, parts, _)| !parts.is_empty())
            };
            if let Some((kind, others, rank)) = found
                && best.as_ref().is_none_or(|(_, known)| rank < *known)
            {
                best = Some((self.slip(kind, change, others), rank));
            }
        }
        best
    }

    /// Whether a neighbour holds the very same figure.
    fn copied(&self, change: &Change, changes: &[Change]) -> Option<(Slip, Rank)> {
        // Ones stand beside ones everywhere.
        if change.from < 2 {
            return None;
        }
        let neighbour = self
            .neighbours(change.cell)
            .find(|&cell| self.stays(cell, change.from, changes) && !self.is_sum_of(cell, change.cell))?;
        Some((self.slip(Kind::Copied, change, vec![neighbour]), beyond_chance(change.from >= 10)))
    }

    /// Whether a cell holds this figure, and keeps it.
    fn stays(&self, cell: usize, figure: i64, changes: &[Change]) -> bool {
        self.ledger.value(cell) == Value::Number(figure) && !changes.iter().any(|change| change.cell == cell)
    }

    /// Whether one cell is the other's total: then the same figure in both is no wonder.
    fn is_sum_of(&self, a: usize, b: usize) -> bool {
        [(a, b), (b, a)].into_iter().any(|(total, part)| self.sums(total).any(|sum| sum.parts.contains(&part)))
    }

    fn in_line(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.layout.places[a], self.layout.places[b]);
        (a.sheet, a.block) == (b.sheet, b.block) && (a.row == b.row || a.column == b.column)
    }

    fn adjacent(&self, a: usize, b: usize) -> bool {
        self.neighbours(a).any(|cell| cell == b)
    }

    /// The cells beside, above and below; rows that are printed in one line have none above or below.
    fn neighbours(&self, cell: usize) -> impl Iterator<Item = usize> + '_ {
        let place = self.layout.places[cell];
        let block = self.layout.block(cell);
        let (rows, columns) = (block.rows.leaves.len(), block.columns.leaves.len());
        let at = move |row: usize, column: usize| {
            let is_printed = row == place.row || !block.inline;
            (is_printed && row < rows && column < columns)
                .then(|| self.layout.cell_at(place.sheet, place.block, row, column))
        };
        let (row, column) = (place.row, place.column);
        [(row, column.wrapping_sub(1)), (row, column + 1), (row.wrapping_sub(1), column), (row + 1, column)]
            .into_iter()
            .filter_map(move |(row, column)| at(row, column))
    }

    /// The sums whose total this cell is: alone on its side, two or more on the other.
    pub fn sums(&self, cell: usize) -> impl Iterator<Item = Sum> + '_ {
        self.checks.list.iter().filter_map(move |check| sum(check, cell))
    }
}

/// The parts of a sum that change.
fn changed(sum: &Sum, changes: &[Change]) -> Vec<usize> {
    changes.iter().map(|change| change.cell).filter(|cell| sum.parts.contains(cell)).collect()
}

fn is_exact(change: &Change) -> bool {
    change.most == Some(change.least)
}

fn sum(check: &Check, cell: usize) -> Option<Sum> {
    let terms = &check.claim.terms;
    let own = terms.iter().find(|term| term.cell == cell)?;
    let parts = terms.iter().filter(|term| term.left != own.left);
    let plain = check.is_balance()
        && check.claim.constant == 0
        && terms.iter().filter(|term| term.left == own.left).count() == 1
        && parts.clone().count() > 1
        && parts.clone().all(|part| part.factor == -own.factor);
    plain.then(|| Sum { parts: parts.map(|part| part.cell).collect() })
}
