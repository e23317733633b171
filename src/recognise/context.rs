//! Where in a report the reader is: the table at hand, and the labels met since the last figures.

use super::align::{Met, order};
use super::draft::{Draft, RowAt};
use super::lexicon::{Hit, How, Role, Term};
use crate::order::Set;

/// More column labels than any header has, however often one repeats.
const MAX_HEADER: usize = 120;

/// The reader's place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Context {
    /// The table at hand.
    pub table: Option<usize>,
    /// The row label met last, with figures or without.
    pub last_row: Option<RowAt>,
    /// The label over rows met last.
    pub last_group: Option<Term>,
    /// Row labels met since the last figures, in order: headings of what follows.
    pub pending: Vec<RowAt>,
    /// Whether a text that is no label came behind them.
    pub parted: bool,
    /// The row whose figures were met last, with no label behind them so far.
    pub behind: Option<RowAt>,
    /// The same and the labels over them, as they follow each other.
    beside: Vec<(usize, usize, Met)>,
    /// Column labels of the header at hand, by table and block.
    header: Vec<(usize, usize, Met)>,
    /// Columns whose labels were met in it, but taken for those of rows.
    also: Set<(usize, usize, usize)>,
    /// Whether the header may still go on.
    header_open: bool,
    /// Labels and other texts met in the header so far.
    header_texts: usize,
    /// Texts met in the header that are no label: perhaps those of other columns.
    strange: usize,
    /// Whether anything that may belong to a header was met since the last figures.
    fresh: bool,
    /// The columns of a block's figures, as the last whole header with known places had them.
    placed: Option<(usize, usize, Vec<usize>)>,
}

impl Context {
    /// Takes up a label: which table it belongs to, and what it may be there.
    pub fn take(&mut self, hits: &[Hit]) -> Vec<Hit> {
        self.behind = None;
        let title = hits.iter().find(|hit| hit.term.role == Role::Title);
        let here = |table| hits.iter().any(|hit| Some(hit.term.table) == table);
        if let Some(hit) = title {
            self.turn(hit.term.table);
            self.strange = 0;
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
    pub fn turn(&mut self, table: usize) {
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
        self.behind = Some(row);
        self.unname();
        self.header_open = false;
        self.fresh = false;
    }

    /// Notes a row label without figures of its own.
    pub fn name(&mut self, row: RowAt) {
        self.last_row = Some(row);
        self.parted = false;
        if !self.pending.contains(&row) {
            self.pending.push(row);
            self.line_up(row.0, row.1, row.2, row.2 + 1, false);
        }
    }

    /// Forgets the row labels met.
    pub fn unname(&mut self) {
        self.pending.clear();
        self.beside.clear();
    }

    /// Notes a label over rows.
    pub fn group(&mut self, term: Term) {
        self.last_group = Some(term);
        if let Role::RowGroup(from, to) = term.role {
            self.line_up(term.table, term.block, from, to, true);
        }
    }

    fn line_up(&mut self, table: usize, block: usize, from: usize, to: usize, group: bool) {
        if self.beside.len() < MAX_HEADER {
            self.beside.push((table, block, Met { index: self.beside.len(), from, to, group }));
        }
    }

    /// The rows of a block that stand beside each other, as their labels were met; the form's order
    /// where not all were, nothing where they contradict every order that could be meant.
    pub fn rows(&self, draft: &Draft, table: usize, block: usize) -> Option<Vec<usize>> {
        let met = self.beside.iter().filter(|(t, b, _)| (*t, *b) == (table, block)).map(|(_, _, met)| *met);
        order(&draft.block(table, block).rows, &met.collect::<Vec<_>>())
    }

    /// Notes the columns that a label in a header would name, had it not been taken for a row's.
    pub fn head_also(&mut self, hits: &[Hit]) {
        for Hit { term, .. } in hits.iter().filter(|_| self.header_open) {
            if let Role::Column(at) = term.role {
                self.also.insert((term.table, term.block, at));
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
                self.also = Set::default();
                self.header_open = true;
                self.header_texts = 0;
                self.refresh();
            }
            if self.header.len() < MAX_HEADER {
                self.header.push((term.table, term.block, Met { index: self.header_texts, from, to, group }));
            }
        }
        self.header_texts += 1;
    }

    /// Notes a text that is no label.
    pub fn other(&mut self) {
        self.refresh();
        self.parted = true;
        self.header_texts += 1;
        self.strange += 1;
    }

    /// Behind figures, what a header holds starts anew.
    fn refresh(&mut self) {
        if !self.fresh {
            self.strange = 0;
            self.fresh = true;
        }
    }

    /// Notes the columns of a block's figures, as a whole header with known places has them.
    pub fn place(&mut self, table: usize, block: usize, columns: Vec<usize>) {
        self.placed = Some((table, block, columns));
    }

    /// The columns of figures without a header, in a table that goes on from one that had it.
    pub fn placed(&self, table: usize, block: usize) -> Option<Vec<usize>> {
        let placed = self.placed.as_ref().filter(|(t, b, _)| (*t, *b) == (table, block));
        placed.map(|(.., columns)| columns.clone())
    }

    /// Whether texts that are no label stand in the header.
    pub fn has_strange(&self) -> bool {
        self.strange > 0
    }

    /// Columns that may be others than the form's: texts that are no label stand in the header,
    /// and theirs does not.
    pub fn strange(&self, draft: &Draft, table: usize, block: usize) -> Vec<usize> {
        let met = |column: &usize| {
            let is = |met: &Met| !met.group && met.from == *column;
            self.header.iter().any(|(t, b, label)| (*t, *b) == (table, block) && is(label))
        };
        let columns = 0..draft.block(table, block).columns.leaves.len();
        if self.strange == 0 { Vec::new() } else { columns.filter(|column| !met(column)).collect() }
    }

    /// Whether any column label of a block was met in the header at hand.
    pub fn has_header(&self, table: usize, block: usize) -> bool {
        self.header.iter().any(|(t, b, met)| (*t, *b) == (table, block) && !met.group)
    }

    /// Whether some but not all of a block's column labels were met in the header at hand: a column
    /// may have been dropped, and the figures of others moved.
    pub fn lacks_columns(&self, draft: &Draft, table: usize, block: usize) -> bool {
        let met = self.header.iter().filter(|(t, b, met)| (*t, *b) == (table, block) && !met.group);
        let mut met: Set<usize> = met.map(|(.., met)| met.from).collect();
        if !met.is_empty() {
            met.extend(self.also.iter().filter(|(t, b, _)| (*t, *b) == (table, block)).map(|(.., at)| *at));
        }
        !met.is_empty() && met.len() < draft.block(table, block).columns.leaves.len()
    }

    /// Whether a block's column labels are some too few to name every column as often.
    pub fn has_gaps(&self, draft: &Draft, table: usize, block: usize) -> bool {
        let met = self.header.iter().filter(|(t, b, met)| (*t, *b) == (table, block) && !met.group).count();
        met % draft.block(table, block).columns.leaves.len() != 0
    }

    /// The columns of a block's figures in order, as far as the header at hand tells.
    pub fn columns(&self, draft: &Draft, table: usize, block: usize) -> Option<Vec<usize>> {
        let met: Vec<Met> =
            self.header.iter().filter(|(t, b, _)| (*t, *b) == (table, block)).map(|(_, _, met)| *met).collect();
        order(&draft.block(table, block).columns, &met)
    }

    /// The row that a label stands for, where one reading is clearly best: the better match, under
    /// the groups at hand, and behind the row before.
    pub fn row(&self, draft: &Draft, hits: &[Hit], groups: &[Term]) -> Option<RowAt> {
        let rank = |hit: &Hit| {
            let Role::Row(row) = hit.term.role else { return None };
            let Term { table, block, .. } = hit.term;
            let holds = |group: &Term| match group.role {
                Role::RowGroup(from, to) => (group.table, group.block) == (table, block) && (from..to).contains(&row),
                _ => false,
            };
            let grouped = !draft.block(table, block).rows.leaves[row].path.is_empty();
            let under = usize::from(grouped) * groups.iter().filter(|group| holds(group)).count();
            let last = usize::from(grouped && self.last_group.as_ref().is_some_and(holds));
            let follows = self.last_row.is_some_and(|(t, b, r)| (t, b, r + 1) == (table, block, row));
            let here = Some(table) == self.table;
            Some((here, std::cmp::Reverse(hit.how), under, last, usize::from(follows), (table, block, row)))
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
    pub fn is_rather_column(&self, hits: &[Hit], (table, block, row): RowAt) -> bool {
        let how = |role: &dyn Fn(Role) -> bool| {
            hits.iter().filter(|hit| hit.term.table == table && role(hit.term.role)).map(|hit| hit.how).min()
        };
        let column = how(&|role| matches!(role, Role::Column(_)));
        let own = how(&|role| role == Role::Row(row)).unwrap_or(How::Loose);
        let behind = self.last_row.is_some_and(|(t, b, r)| (t, b) == (table, block) && r < row);
        column.is_some_and(|column| column < own) && (self.header_open || !behind)
    }
}
