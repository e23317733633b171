//! What one form makes of a document, table by table, before the forms are compared.

use super::place::{BlockAt, CellAt, LineAt, RowAt, RowKind};
use super::table::{DraftTable, Met};
use super::trial::Trial;
use crate::doubt::Doubt;
use crate::form::{Block, Form};
use crate::order::Map;
use crate::recognise::labels::figure::is_figure;
use crate::recognise::labels::key::key;
use crate::recognise::labels::lexicon::{Hit, How, Lexicon, Role, Term};
use crate::recognise::reading::Spot;
use std::sync::Arc;

/// So many misspelt labels are told.
const MAX_LOOSE: usize = 100;

/// A form's reading of a document.
pub(crate) struct Draft {
    pub form: Arc<Form>,
    /// One for each table of the form.
    tables: Vec<DraftTable>,
    /// For each kind of row of a table, where its figures start: in which column, and in how many rows;
    /// nothing where rows disagree.
    starts: Map<(usize, RowKind), Option<(usize, usize)>>,
    /// Whether a row's figures might start in several places.
    ambiguous: bool,
    /// Whether a row of figures that run together lacked some: its report leaves cells blank.
    gapped: bool,
    /// The line at hand.
    pub here: LineAt,
    /// Every row met, in order, and where: also those of a second report.
    met: Vec<(RowAt, LineAt)>,
}

/// A figure for a cell of a row, as a reader hands it in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figure<'t> {
    /// Its column, by its position in the block.
    pub column: usize,
    /// As written.
    pub text: &'t str,
    /// Why it may be another's, or another figure.
    pub doubt: Option<Doubt>,
}

impl<'t> Figure<'t> {
    /// Whether nothing stands there, and nobody doubts it.
    fn is_blank(&self) -> bool {
        self.text.trim().is_empty() && self.doubt.is_none()
    }

    /// Whether no figure stands there, in a cell of its own or in one that covers several.
    fn says_nothing(&self) -> bool {
        self.doubt.is_none_or(|doubt| doubt == Doubt::Merged) && !is_figure(self.text)
    }

    /// Figures by column, each of them doubtful for the same reason or none.
    pub fn all(texts: impl IntoIterator<Item = &'t str>, doubt: Option<Doubt>) -> Vec<Self> {
        texts.into_iter().enumerate().map(|(column, text)| Self { column, text, doubt }).collect()
    }
}

impl Draft {
    pub fn new(form: &Arc<Form>) -> Self {
        let tables = form.tables.iter().map(|_| DraftTable::default()).collect();
        Self {
            form: Arc::clone(form),
            tables,
            starts: Map::default(),
            ambiguous: false,
            gapped: false,
            here: LineAt::default(),
            met: Vec::new(),
        }
    }

    /// Whether another look, with what was learned of where figures start, may tell more.
    pub fn is_worth_another_look(&self) -> bool {
        self.ambiguous || self.gapped
    }

    /// A draft as new, but for what was learned of where figures start and whether cells are blank.
    pub fn anew(self) -> Self {
        Self { starts: self.starts, gapped: self.gapped, ..Self::new(&self.form) }
    }

    /// The tables as read so far.
    pub fn tables(&self) -> &[DraftTable] {
        &self.tables
    }

    /// Every row met, in order, and where.
    pub fn met(&self) -> &[(RowAt, LineAt)] {
        &self.met
    }

    /// How many cells were read so far.
    pub fn count(&self) -> usize {
        self.tables.iter().map(|table| table.cells.len()).sum()
    }

    /// Whether the report leaves cells blank, as rows that lack figures tell.
    pub fn is_gapped(&self) -> bool {
        self.gapped
    }

    /// Notes that a row of figures that run together lacked some.
    pub fn gap(&mut self) {
        self.gapped = true;
    }

    /// Notes that a row's figures might start in several places.
    pub fn blur(&mut self) {
        self.ambiguous = true;
    }

    /// Notes where the figures of a table's row start beyond doubt.
    pub fn learn(&mut self, table: usize, at: CellAt, skipped: usize) {
        let column = at.column + skipped;
        let known = self.starts.or_insert((table, at.row), Some((column, 0)));
        *known = known.filter(|(start, _)| *start == column).map(|(start, rows)| (start, rows + 1));
    }

    /// How many cells to skip where a row's figures may start in several places: all other rows of
    /// its table agree. A spreadsheet's rows do; where merged cells left no trace they do not.
    pub fn learned(&self, table: usize, at: CellAt) -> Option<usize> {
        let (start, rows) = (*self.starts.get(&(table, at.row))?)?;
        if rows > 1 { start.checked_sub(at.column) } else { None }
    }

    /// The block of the form at a place.
    pub fn block(&self, at: BlockAt) -> &Block {
        &self.form.tables[at.table].blocks[at.block]
    }

    /// How many columns a block has.
    pub fn width(&self, at: BlockAt) -> usize {
        self.block(at).columns.leaves.len()
    }

    /// Notes a label that stands in the document.
    pub fn see(&mut self, term: Term) {
        let table = &mut self.tables[term.table];
        table.seen.insert((term.block, term.role));
        table.header_behind |= matches!(term.role, Role::Column(_) | Role::Title);
    }

    /// Notes how well a label matches what it was taken for.
    pub fn compare(&mut self, hits: &[Hit]) {
        for Hit { term, .. } in hits.iter().filter(|hit| hit.how == How::Exact) {
            self.tables[term.table].exact.insert((term.block, term.role));
        }
    }

    /// Notes a row's label that stands there without figures.
    pub fn name(&mut self, row: RowAt) {
        self.tables[row.table].named.insert((row.block, row.row));
    }

    /// Notes a label that matched only loosely.
    pub fn see_loosely(&mut self, lexicon: &Lexicon, hit: &Hit, written: &str) {
        if hit.how == How::Loose {
            // A label cut short is no other label.
            let entry = &lexicon.entries[hit.entry];
            if let (Role::Column(at), false) = (hit.term.role, entry.key.starts_with(&key(written))) {
                self.tables[hit.term.table].misspelt.insert((hit.term.block, at));
            }
            let pair = (written.to_owned(), entry.printed.clone());
            let loose = &mut self.tables[hit.term.table].loose;
            if loose.len() < MAX_LOOSE && !loose.contains(&pair) {
                loose.push(pair);
            }
        }
    }

    /// Enters a row's figures, unless the row was read before. Whether it was entered.
    pub fn enter(&mut self, row: RowAt, figures: &[Figure]) -> bool {
        self.unhint(row);
        // Rows beside each other have no label in their line: a blank line above or below is no row, nor
        // is a note below them.
        if self.block(row.block_at()).inline && self.tables[row.table].has(row.block, row.row) {
            let is_blank = self.tables[row.table].is_blank(row.block, row.row);
            if figures.iter().all(|figure| if is_blank { figure.is_blank() } else { figure.says_nothing() }) {
                return false;
            }
            if is_blank {
                self.forget(row);
            }
        }
        self.met.push((row, self.here));
        let table = &mut self.tables[row.table];
        if table.has(row.block, row.row) {
            table.repeated.insert((row.block, row.row));
            table.repeats += 1;
            let begun = table.header_behind;
            if self.contradict(row, figures) && begun {
                self.tables[row.table].passed.insert((row.block, row.row));
            }
            return false;
        }
        if !table.goes_on(row.block, row.row) {
            table.passed.insert((row.block, row.row));
            return false;
        }
        (table.repeats, table.header_behind) = (0, false);
        self.put(row, figures);
        self.tables[row.table].met.push(Met::Labelled(row.block, row.row));
        true
    }

    /// Enters what may be a row's figures or a number in a sentence, until the row itself is met.
    /// Whether it was entered.
    pub fn hint(&mut self, row: RowAt, figures: &[Figure]) -> bool {
        let table = &self.tables[row.table];
        if table.has(row.block, row.row) || table.refused.contains(&(row.block, row.row)) {
            return false;
        }
        let doubt = Some(Doubt::Sentence);
        self.put(row, &figures.iter().map(|figure| Figure { doubt, ..*figure }).collect::<Vec<_>>());
        self.tables[row.table].hinted.insert((row.block, row.row));
        true
    }

    /// Enters the figures of a row that lay apart from its label; what was read of it before goes.
    pub fn give_place(&mut self, row: RowAt, figures: &[Figure]) {
        self.put(row, figures);
        self.tables[row.table].unlabelled += 1;
    }

    /// Notes that a row came again: where it has another figure, either may be meant. Whether it has any.
    fn contradict(&mut self, RowAt { table, block, row }: RowAt, figures: &[Figure]) -> bool {
        let draft = &mut self.tables[table];
        let mut differs = false;
        for figure in figures {
            let spot = Spot { block, row, column: figure.column };
            let (text, _) = raw(figure.text);
            let Some(first) = draft.cells.get(&spot).filter(|first| **first != text) else { continue };
            let first = first.clone();
            match draft.doubts.insert(spot, Doubt::CameAgain) {
                None => {
                    draft.readings.insert(spot, vec![first, text]);
                }
                // A third figure. What was doubted for another reason may hold anything.
                Some(Doubt::CameAgain) if draft.readings.contains_key(&spot) => {
                    draft.readings.or_default(spot).push(text);
                }
                Some(_) => {}
            }
            differs = true;
        }
        differs
    }

    fn unhint(&mut self, row: RowAt) {
        if self.tables[row.table].hinted.remove(&(row.block, row.row)) {
            self.forget(row);
        }
    }

    /// Drops what was read of a row.
    fn forget(&mut self, RowAt { table, block, row }: RowAt) {
        let draft = &mut self.tables[table];
        let is_other = |spot: &Spot| (spot.block, spot.row) != (block, row);
        draft.cells.retain(|spot, _| is_other(spot));
        draft.doubts.retain(|spot, _| is_other(spot));
        draft.readings.retain(|spot, _| is_other(spot));
    }

    fn put(&mut self, RowAt { table, block, row }: RowAt, figures: &[Figure]) {
        let draft = &mut self.tables[table];
        for Figure { column, text, doubt } in figures {
            let spot = Spot { block, row, column: *column };
            let (raw, split) = raw(text);
            if let Some(doubt) = doubt.or(split.then_some(Doubt::BrokenLine)) {
                draft.doubts.insert(spot, doubt);
            }
            draft.cells.insert(spot, raw);
        }
        draft.refused.remove(&(block, row));
        draft.seen.insert((block, Role::Row(row)));
    }

    /// Notes that a stray figure follows a row. One of the row's own figures may be a page number and
    /// this its real last figure, so the row is uncertain unless it balances; so are those beside it.
    pub fn stray(&mut self, at: RowAt) {
        let lines = self.block(at.block_at());
        let (inline, width) = (lines.inline, lines.columns.leaves.len());
        let rows: Vec<usize> = if inline { (0..lines.rows.leaves.len()).collect() } else { vec![at.row] };
        let off = |row: &usize| {
            let cells =
                self.tables[at.table].cells.iter().filter(|(spot, _)| (spot.block, spot.row) == (at.block, *row));
            let mut texts = vec![String::new(); width];
            cells.for_each(|(spot, text)| texts[spot.column].clone_from(text));
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            self.balances(RowAt { row: *row, ..at }, &texts) != Some(true)
        };
        if rows.iter().any(off) {
            let own = |spot: &&Spot| spot.block == at.block && rows.contains(&spot.row);
            let spots: Vec<Spot> = self.tables[at.table].cells.keys().filter(own).copied().collect();
            self.doubt(at.table, spots, Doubt::PageNumber);
        }
    }

    /// Makes cells of a table uncertain that are not yet.
    pub fn doubt(&mut self, table: usize, spots: impl IntoIterator<Item = Spot>, doubt: Doubt) {
        for spot in spots {
            self.tables[table].doubts.or_insert(spot, doubt);
        }
    }

    /// Notes a column of figures, by its text, that the form does not have.
    pub fn skip_column(&mut self, table: usize, text: &str) {
        note(&mut self.tables[table].skipped_columns, text);
    }

    /// Notes a row of figures, by its text, that the form does not have.
    pub fn skip_row(&mut self, table: usize, text: &str) {
        note(&mut self.tables[table].skipped_rows, text);
    }

    /// Notes what a row's uncertain cells may hold.
    pub fn offer(&mut self, at: RowAt, offers: Vec<(usize, Vec<String>)>) {
        for (column, texts) in offers {
            self.tables[at.table].readings.insert(Spot { block: at.block, row: at.row, column }, texts);
        }
    }

    /// Notes a row whose figures have no space among them.
    pub fn glue(&mut self, at: RowAt) {
        self.tables[at.table].glued.insert((at.block, at.row));
    }

    /// Notes a row whose figures could not be told apart.
    pub fn refuse(&mut self, at: RowAt) {
        self.met.push((at, self.here));
        self.unhint(at);
        let table = &mut self.tables[at.table];
        if !table.came_again() && !table.has(at.block, at.row) {
            table.refused.insert((at.block, at.row));
        }
    }

    /// Notes figures without a label, as many as one of the table's blocks has columns.
    pub fn alone(&mut self, at: BlockAt, cells: &[&str]) {
        let cells = cells.iter().map(|cell| (*cell).to_owned()).collect();
        self.tables[at.table].met.push(Met::Alone(at.block, cells));
    }

    /// Whether a row does not add up whose columns stand in another order than the form's: perhaps a
    /// header was moved, and the figures were not.
    pub fn is_moved(&mut self, row: RowAt, figures: &[Figure]) -> bool {
        if figures.is_sorted_by_key(|figure| figure.column) {
            return false;
        }
        let mut ordered = vec![""; self.width(row.block_at())];
        figures.iter().for_each(|figure| ordered[figure.column] = figure.text.trim());
        let adds_up = self.balances(row, &ordered);
        let table = &mut self.tables[row.table];
        table.moved += usize::from(adds_up == Some(false));
        // Zeros add up in any order.
        let says = figures.iter().any(|figure| !matches!(figure.text.trim(), "" | "0"));
        table.in_place += usize::from(adds_up == Some(true) && says);
        adds_up == Some(false)
    }

    /// Whether a row of cells, by column, satisfies the form's relations within a row: `None` where
    /// there is none that says anything.
    pub fn balances(&mut self, row: RowAt, cells: &[&str]) -> Option<bool> {
        let form = &self.form;
        let trial = self.tables[row.table].trial.get_or_insert_with(|| Box::new(Trial::of(form, row.table)));
        trial.balances(row, cells)
    }
}

/// Keeps a name once, and not more than anyone reads.
fn note(names: &mut Vec<String>, text: &str) {
    const MOST: usize = 20;
    const MAX_NAME: usize = 30;
    let name: String = text.split_whitespace().collect::<String>().chars().take(MAX_NAME).collect();
    if names.len() < MOST && !name.is_empty() && !names.contains(&name) {
        names.push(name);
    }
}

/// A cell's text as it is kept: white space collapsed, but for spaces that set off thousands. Figures
/// broken by a line end are joined, which is a guess: two cells may have been pushed into one.
fn raw(text: &str) -> (String, bool) {
    let mut raw = String::new();
    let mut split = false;
    let mut broken = false;
    for word in text.split_inclusive(|c: char| c.is_ascii_whitespace()) {
        let part = word.trim();
        if !part.is_empty() {
            let digits = raw.ends_with(|c: char| c.is_numeric()) && part.starts_with(|c: char| c.is_numeric());
            if broken && digits {
                split = true;
            } else if !raw.is_empty() && !broken {
                raw.push(' ');
            }
            raw.push_str(part);
            broken = false;
        }
        broken |= word.ends_with('\n');
    }
    (raw, split)
}

#[cfg(test)]
mod tests {
    use super::raw;

    #[test]
    fn what_is_kept_of_a_cell() {
        assert_eq!(raw(" 251000元 "), ("251000元".to_owned(), false));
        assert_eq!(raw("1 234"), ("1 234".to_owned(), false));
        assert_eq!(raw("113988\n89"), ("11398889".to_owned(), true));
        assert_eq!(raw("251000\n元"), ("251000元".to_owned(), false));
        assert_eq!(raw("\u{A0}"), (String::new(), false));
        assert_eq!(raw("1\u{2009}138"), ("1\u{2009}138".to_owned(), false));
    }
}
