//! Where in a report the reader is: the table at hand, and the labels met since the last figures.

use super::align::{Extent, Met, order};
use super::draft::Draft;
use super::place::{BlockAt, RowAt};
use crate::order::Set;
use crate::recognise::labels::lexicon::{Hit, How, Role, Term};

/// More column labels than any header has, however often one repeats.
const MAX_HEADER: usize = 120;

/// The reader's position.
#[derive(Clone, Debug, Default)]
pub(crate) struct Position {
    /// The table at hand.
    table: Option<usize>,
    /// The row label met last, with figures or without.
    last_row: Option<RowAt>,
    /// The label over rows met last.
    last_group: Option<Term>,
    /// Row labels met since the last figures, in order: headings of what follows.
    named: Vec<RowAt>,
    /// Whether a text that is no label came behind them.
    text_behind_named: bool,
    /// The row whose figures were met last, with no label behind them so far.
    just_read: Option<RowAt>,
    /// The row labels met since the last figures and the labels over them, as they follow each other.
    rows_beside: Vec<(BlockAt, Met)>,
    /// Column labels of the header at hand.
    header: Vec<(BlockAt, Met)>,
    /// Columns whose labels were met in it, but taken for those of rows.
    taken_for_rows: Set<(BlockAt, usize)>,
    /// Whether the header may still go on.
    header_open: bool,
    /// Labels and other texts met in the header so far.
    header_texts: usize,
    /// Texts met in the header that are no label: perhaps those of other columns.
    unknown_in_header: usize,
    /// Whether anything that may belong to a header was met since the last figures.
    header_begun: bool,
    /// The last whole header of a grid.
    placed: Option<Placed>,
}

/// A whole header of a grid: where each column's label stands.
#[derive(Clone, Debug)]
struct Placed {
    block: BlockAt,
    /// How many columns the grid has.
    width: usize,
    /// The extents of the labels, and the columns that they name.
    columns: Vec<(Extent, usize)>,
}

impl Position {
    /// The table at hand.
    pub fn table(&self) -> Option<usize> {
        self.table
    }

    /// The row label met last, with figures or without.
    pub fn last_row(&self) -> Option<RowAt> {
        self.last_row
    }

    /// The label over rows met last.
    pub fn last_group(&self) -> Option<Term> {
        self.last_group
    }

    /// Row labels met since the last figures, in order.
    pub fn named(&self) -> &[RowAt] {
        &self.named
    }

    /// Whether a text that is no label came behind the row labels met since the last figures.
    pub fn has_text_behind_named(&self) -> bool {
        self.text_behind_named
    }

    /// The row whose figures were met last, once, if no label came behind them.
    pub fn take_just_read(&mut self) -> Option<RowAt> {
        self.just_read.take()
    }

    /// Takes up a label: which table it belongs to, and what it may be there.
    pub fn take(&mut self, hits: &[Hit]) -> Vec<Hit> {
        self.just_read = None;
        let title = hits.iter().find(|hit| hit.term.role == Role::Title);
        let here = |table| hits.iter().any(|hit| Some(hit.term.table) == table);
        if let Some(hit) = title {
            self.turn(hit.term.table);
            self.unknown_in_header = 0;
            self.close();
        } else if !here(self.table) {
            let table = hits[0].term.table;
            if hits.iter().all(|hit| hit.term.table == table) || self.table.is_none() {
                self.turn(table);
            }
        }
        hits.iter().filter(|hit| Some(hit.term.table) == self.table).copied().collect()
    }

    /// Turns to a table.
    fn turn(&mut self, table: usize) {
        if self.table != Some(table) {
            *self = Self { table: Some(table), ..Self::default() };
        }
    }

    /// Notes a heading: what stands above it is no header of what is below.
    pub fn close(&mut self) {
        self.unname();
        self.header_open = false;
    }

    /// Notes that figures of this row were met.
    pub fn filled(&mut self, row: RowAt) {
        self.last_row = Some(row);
        self.just_read = Some(row);
        self.unname();
        self.header_open = false;
        self.header_begun = false;
    }

    /// Notes a row label without figures of its own.
    pub fn name(&mut self, row: RowAt) {
        self.last_row = Some(row);
        self.text_behind_named = false;
        if !self.named.contains(&row) {
            self.named.push(row);
            self.line_up(row.block_at(), row.row, row.row + 1, false);
        }
    }

    fn unname(&mut self) {
        self.named.clear();
        self.rows_beside.clear();
    }

    /// Forgets the row labels met, under a heading in a grid.
    pub fn forget_named(&mut self) {
        self.named.clear();
    }

    /// Notes a label over rows, in text.
    pub fn group(&mut self, term: Term) {
        self.last_group = Some(term);
        if let Role::RowGroup(from, to) = term.role {
            self.line_up(BlockAt { table: term.table, block: term.block }, from, to, true);
        }
    }

    /// Notes a label over rows, in a grid.
    pub fn group_in_grid(&mut self, term: Term) {
        self.last_group = Some(term);
    }

    fn line_up(&mut self, at: BlockAt, from: usize, to: usize, group: bool) {
        if self.rows_beside.len() < MAX_HEADER {
            self.rows_beside.push((at, Met { index: self.rows_beside.len(), from, to, group }));
        }
    }

    /// The rows of a block that stand beside each other, as their labels were met; the form's order
    /// where not all were, nothing where they contradict every order that could be meant. The last may
    /// be the one that the figures stand behind.
    pub fn rows(&self, draft: &Draft, at: BlockAt, last: Option<RowAt>) -> Option<Vec<usize>> {
        let mut position = self.clone();
        last.into_iter().for_each(|row| position.name(row));
        let met = position.rows_beside.iter().filter(|(block, _)| *block == at).map(|(_, met)| *met);
        order(&draft.block(at).rows, &met.collect::<Vec<_>>())
    }

    /// Notes the columns that a label in a header would name, had it not been taken for a row's.
    pub fn head_also(&mut self, hits: &[Hit]) {
        for Hit { term, .. } in hits.iter().filter(|_| self.header_open) {
            if let Role::Column(column) = term.role {
                self.taken_for_rows.insert((BlockAt { table: term.table, block: term.block }, column));
            }
        }
    }

    /// Notes the column labels among a label's readings.
    pub fn head(&mut self, hits: &[Hit]) {
        let labels = hits.iter().filter_map(|Hit { term, .. }| match term.role {
            Role::Column(at) => Some((term, at, at + 1, false)),
            Role::ColumnGroup(from, to) => Some((term, from, to, true)),
            _ => None,
        });
        for (term, from, to, group) in labels {
            if !self.header_open {
                self.header.clear();
                self.taken_for_rows = Set::default();
                self.header_open = true;
                self.header_texts = 0;
                self.begin_header();
            }
            if self.header.len() < MAX_HEADER {
                let at = BlockAt { table: term.table, block: term.block };
                self.header.push((at, Met { index: self.header_texts, from, to, group }));
            }
        }
        self.header_texts += 1;
    }

    /// Notes a text that is no label.
    pub fn other(&mut self) {
        self.begin_header();
        self.text_behind_named = true;
        self.header_texts += 1;
        self.unknown_in_header += 1;
    }

    /// Behind figures, what a header holds starts anew.
    fn begin_header(&mut self) {
        if !self.header_begun {
            self.unknown_in_header = 0;
            self.header_begun = true;
        }
    }

    /// Notes a whole header of a block, in a grid of so many columns.
    pub fn place(&mut self, block: BlockAt, width: usize, columns: Vec<(Extent, usize)>) {
        self.placed = Some(Placed { block, width, columns });
    }

    /// The columns of figures without a header, in a table that goes on from one that had it.
    pub fn placed(&self, at: BlockAt) -> Option<Vec<usize>> {
        let placed = self.placed.as_ref().filter(|placed| placed.block == at)?;
        Some(placed.columns.iter().map(|(_, column)| *column).collect())
    }

    /// Where they stand, if the table goes on in a grid of as many columns.
    pub fn placed_in(&self, at: BlockAt, width: usize) -> Option<Vec<(Extent, usize)>> {
        let placed = self.placed.as_ref().filter(|placed| (placed.block, placed.width) == (at, width))?;
        Some(placed.columns.clone())
    }

    /// Whether texts that are no label stand in the header.
    pub fn has_unknown_in_header(&self) -> bool {
        self.unknown_in_header > 0
    }

    /// Columns that may be others than the form's: texts that are no label stand in the header,
    /// and theirs does not.
    pub fn unknown_columns(&self, draft: &Draft, at: BlockAt) -> Vec<usize> {
        let met = |column: &usize| self.columns_met(at).any(|met| met.from == *column);
        let columns = 0..draft.width(at);
        if self.unknown_in_header == 0 { Vec::new() } else { columns.filter(|column| !met(column)).collect() }
    }

    /// A block's column labels in the header at hand, without those of groups.
    fn columns_met(&self, at: BlockAt) -> impl Iterator<Item = &Met> {
        self.header.iter().filter(move |(block, met)| *block == at && !met.group).map(|(_, met)| met)
    }

    /// Whether any column label of a block was met in the header at hand.
    pub fn has_header(&self, at: BlockAt) -> bool {
        self.columns_met(at).next().is_some()
    }

    /// Whether some but not all of a block's column labels were met in the header at hand: a column
    /// may have been dropped, and the figures of others moved.
    pub fn lacks_columns(&self, draft: &Draft, at: BlockAt) -> bool {
        let mut met: Set<usize> = self.columns_met(at).map(|met| met.from).collect();
        if met.is_empty() {
            return false;
        }
        met.extend(self.taken_for_rows.iter().filter(|(block, _)| *block == at).map(|(_, column)| *column));
        met.len() < draft.width(at)
    }

    /// Whether a block's column labels are some too few to name every column as often.
    pub fn has_gaps(&self, draft: &Draft, at: BlockAt) -> bool {
        self.columns_met(at).count() % draft.width(at) != 0
    }

    /// The columns of a block's figures in order, as far as the header at hand tells.
    pub fn columns(&self, draft: &Draft, at: BlockAt) -> Option<Vec<usize>> {
        let met = self.header.iter().filter(|(block, _)| *block == at).map(|(_, met)| *met);
        order(&draft.block(at).columns, &met.collect::<Vec<_>>())
    }

    /// The row that a label stands for, where one reading is clearly best: the better match, under
    /// the groups at hand, and behind the row before.
    pub fn row(&self, draft: &Draft, hits: &[Hit], groups: &[Term]) -> Option<RowAt> {
        let rank = |hit: &Hit| {
            let Role::Row(row) = hit.term.role else { return None };
            let at = BlockAt { table: hit.term.table, block: hit.term.block };
            let holds = |group: &Term| match group.role {
                Role::RowGroup(from, to) => {
                    (group.table, group.block) == (at.table, at.block) && (from..to).contains(&row)
                }
                _ => false,
            };
            let grouped = !draft.block(at).rows.leaves[row].path.is_empty();
            let under = usize::from(grouped) * groups.iter().filter(|group| holds(group)).count();
            let last = usize::from(grouped && self.last_group.as_ref().is_some_and(holds));
            let follows = self.last_row.is_some_and(|last| RowAt { row: last.row + 1, ..last } == at.row(row));
            let here = Some(at.table) == self.table;
            Some((here, std::cmp::Reverse(hit.how), under, last, usize::from(follows), at.row(row)))
        };
        let mut ranked: Vec<_> = hits.iter().filter_map(rank).collect();
        ranked.sort();
        let best = ranked.pop()?;
        let tied = ranked.last().is_some_and(|next| {
            (next.0, next.1, next.2, next.3, next.4) == (best.0, best.1, best.2, best.3, best.4) && next.5 != best.5
        });
        (!tied).then_some(best.5)
    }

    /// Whether a row label is more likely a column's: the same word heads a column, and the rows
    /// before it have not been met.
    pub fn is_rather_column(&self, hits: &[Hit], row: RowAt) -> bool {
        let how = |role: &dyn Fn(Role) -> bool| {
            hits.iter().filter(|hit| hit.term.table == row.table && role(hit.term.role)).map(|hit| hit.how).min()
        };
        let column = how(&|role| matches!(role, Role::Column(_)));
        let own = how(&|role| role == Role::Row(row.row)).unwrap_or(How::Loose);
        let behind = self.last_row.is_some_and(|last| last.block_at() == row.block_at() && last.row < row.row);
        column.is_some_and(|column| column < own) && (self.header_open || !behind)
    }

    /// Whether few figures behind a label may be a number in a sentence: no header stands above them.
    pub fn is_hint(&self, draft: &Draft, at: BlockAt) -> bool {
        /// A number has so many digits; more of them are cells.
        const DIGITS: usize = 4;
        draft.width(at) < DIGITS && !self.has_header(at)
    }
}
