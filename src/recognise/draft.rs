//! What one form makes of a document, table by table, before the forms are compared.

use super::apart::Met;
use super::label::key;
use super::lexicon::{Hit, How, Lexicon, Role, Term};
use super::reading::Spot;
use super::token::{Line, Place};
use crate::confront::{Checks, Ledger, Verdict};
use crate::form::{Along, Block, Form};
use crate::number::Value;
use crate::order::{Map, Set};
use crate::report::Layout;
use std::sync::Arc;

/// A row: its table, its block, its position there.
pub(crate) type RowAt = (usize, usize, usize);

/// So many misspelt labels are told.
const MAX_LOOSE: usize = 100;

/// A form's reading of a document.
pub(crate) struct Draft {
    pub form: Arc<Form>,
    /// One for each table of the form.
    pub tables: Vec<DraftTable>,
    /// For each kind of row of each grid, where its figures start: in which column, and in how many
    /// rows; nothing where rows disagree.
    starts: Map<(usize, usize), Option<(usize, usize)>>,
    /// Whether a row's figures might start in several places.
    pub ambiguous: bool,
    /// Whether a row of figures that run together lacked some: its report leaves cells blank.
    pub gapped: bool,
    /// The line at hand.
    pub here: Line,
    /// Every row met, in order, and where: also those of a second report.
    pub met: Vec<(RowAt, Line)>,
}

/// A form's reading of one table.
#[derive(Default)]
pub(crate) struct DraftTable {
    pub cells: Map<Spot, String>,
    pub uncertain: Set<Spot>,
    /// Labels seen, by block and role.
    pub seen: Set<(usize, Role)>,
    pub loose: Vec<(String, String)>,
    /// Columns whose labels matched only loosely, by block.
    pub misspelt: Set<(usize, usize)>,
    /// Rows with figures that fit no way of reading them.
    pub refused: Set<(usize, usize)>,
    /// Whether a row was met again after it had been read: a second table, of which nothing is read.
    pub again: bool,
    /// Rows met behind it, and not read.
    pub passed: Set<(usize, usize)>,
    /// Whether such a row had other figures.
    pub differs: bool,
    /// Of rows whose columns stand in another order than the form's, how many do not add up, and how
    /// many do.
    pub moved: (usize, usize),
    /// Whether columns were taken in the form's order because their labels said nothing.
    pub by_order: bool,
    /// Whether a row was chosen among several because it balances.
    pub by_balance: bool,
    /// Rows whose figures have no space among them.
    pub glued: Set<(usize, usize)>,
    /// Whether figures ran together that may be cut in more than one way.
    pub merged: bool,
    /// Rows of figures in the order met, with their labels or without.
    pub met: Vec<Met>,
    /// Rows whose labels were met without figures.
    pub named: Set<(usize, usize)>,
    /// How many rows lay apart from their labels.
    pub apart: usize,
    /// Rows whose figures may be those of a sentence: `行政强制2件`.
    pub hinted: Set<(usize, usize)>,
    /// What uncertain cells may hold, by the readings known.
    pub readings: Map<Spot, Vec<String>>,
    trial: Option<Box<Trial>>,
}

/// A blank report of one table, to try rows on.
struct Trial {
    layout: Layout,
    checks: Checks,
    ledger: Ledger,
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
            here: (0, 0),
            met: Vec::new(),
        }
    }

    /// A draft as new, but for what was learned of where figures start and whether cells are blank.
    pub fn anew(self) -> Self {
        Self { starts: self.starts, gapped: self.gapped, ..Self::new(&self.form) }
    }

    /// Notes where a row's figures start beyond doubt.
    pub fn learn(&mut self, place: Place, skipped: usize) {
        let column = place.column + skipped;
        let known = self.starts.or_insert(place.row, Some((column, 0)));
        *known = known.filter(|(start, _)| *start == column).map(|(start, rows)| (start, rows + 1));
    }

    /// How many cells to skip where a row's figures may start in several places: all other rows of
    /// its grid agree. A spreadsheet's rows do; where merged cells left no trace they do not.
    pub fn learned(&self, place: Place) -> Option<usize> {
        let (start, rows) = (*self.starts.get(&place.row)?)?;
        if rows > 1 { start.checked_sub(place.column) } else { None }
    }

    /// The block that a term is about.
    pub fn block(&self, table: usize, block: usize) -> &Block {
        &self.form.tables[table].blocks[block]
    }

    /// Notes a label that stands in the document.
    pub fn see(&mut self, term: Term) {
        self.tables[term.table].seen.insert((term.block, term.role));
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

    /// Whether a row has cells already.
    pub fn has(&self, table: usize, block: usize, row: usize) -> bool {
        self.tables[table].cells.keys().any(|spot| (spot.block, spot.row) == (block, row))
    }

    /// Enters a row's cells, unless the row was read before; those of doubtful columns are marked.
    /// Whether it was entered.
    pub fn enter(&mut self, row: RowAt, cells: &[(usize, &str)], doubtful: &[usize]) -> bool {
        self.met.push((row, self.here));
        self.unhint(row);
        if self.tables[row.0].again || self.has(row.0, row.1, row.2) {
            self.tables[row.0].again = true;
            self.tables[row.0].passed.insert((row.1, row.2));
            self.contradict(row, cells);
            return false;
        }
        self.put(row, cells, doubtful);
        self.tables[row.0].met.push(Met::Labelled(row.1, row.2));
        true
    }

    /// Enters what may be a row's cells or a number in a sentence, until the row itself is met. Whether
    /// it was entered.
    pub fn hint(&mut self, row: RowAt, cells: &[(usize, &str)]) -> bool {
        let own = (row.1, row.2);
        if self.has(row.0, row.1, row.2) || self.tables[row.0].refused.contains(&own) {
            return false;
        }
        self.put(row, cells, &cells.iter().map(|cell| cell.0).collect::<Vec<_>>());
        self.tables[row.0].hinted.insert(own);
        true
    }

    /// Notes that a row came again: where it has another figure, either may be meant.
    fn contradict(&mut self, (table, block, row): RowAt, cells: &[(usize, &str)]) {
        let draft = &mut self.tables[table];
        for &(column, text) in cells {
            let spot = Spot { block, row, column };
            let (text, _) = raw(text);
            let Some(first) = draft.cells.get(&spot).filter(|first| **first != text) else { continue };
            draft.differs = true;
            if draft.uncertain.insert(spot) {
                draft.readings.insert(spot, vec![first.clone(), text]);
            }
        }
    }

    fn unhint(&mut self, (table, block, row): RowAt) {
        let draft = &mut self.tables[table];
        if draft.hinted.remove(&(block, row)) {
            let is_other = |spot: &Spot| (spot.block, spot.row) != (block, row);
            draft.cells.retain(|spot, _| is_other(spot));
            draft.uncertain.retain(is_other);
            draft.readings.retain(|spot, _| is_other(spot));
        }
    }

    /// Enters a row's cells.
    pub fn put(&mut self, (table, block, row): RowAt, cells: &[(usize, &str)], doubtful: &[usize]) {
        let draft = &mut self.tables[table];
        for &(column, text) in cells {
            let spot = Spot { block, row, column };
            let (raw, split) = raw(text);
            if doubtful.contains(&column) || split {
                draft.uncertain.insert(spot);
            }
            draft.cells.insert(spot, raw);
        }
        draft.refused.remove(&(block, row));
        draft.seen.insert((block, Role::Row(row)));
    }

    /// Notes that a figure follows a row's that is nobody's: unless the row adds up, and those beside
    /// it, one of its own may be that of a page, and this the last.
    pub fn doubt(&mut self, (table, block, at): RowAt) {
        let lines = self.block(table, block);
        let (inline, width) = (lines.inline, lines.columns.leaves.len());
        let rows: Vec<usize> = if inline { (0..lines.rows.leaves.len()).collect() } else { vec![at] };
        let off = |row: &usize| {
            let cells = self.tables[table].cells.iter().filter(|(spot, _)| (spot.block, spot.row) == (block, *row));
            let mut texts = vec![String::new(); width];
            cells.for_each(|(spot, text)| texts[spot.column].clone_from(text));
            self.balances((table, block, *row), &texts.iter().map(String::as_str).collect::<Vec<_>>()) != Some(true)
        };
        if rows.iter().any(off) {
            let DraftTable { cells, uncertain, .. } = &mut self.tables[table];
            let own = |spot: &Spot| spot.block == block && rows.contains(&spot.row);
            uncertain.extend(cells.keys().copied().filter(own));
        }
    }

    /// Notes what a row's uncertain cells may hold.
    pub fn offer(&mut self, (table, block, row): RowAt, offers: Vec<(usize, Vec<String>)>) {
        for (column, texts) in offers {
            self.tables[table].readings.insert(Spot { block, row, column }, texts);
        }
    }

    /// Notes a row whose figures could not be told apart.
    pub fn refuse(&mut self, (table, block, row): RowAt) {
        self.met.push(((table, block, row), self.here));
        self.unhint((table, block, row));
        if !self.tables[table].again && !self.has(table, block, row) {
            self.tables[table].refused.insert((block, row));
        }
    }

    /// Whether a row does not add up whose columns stand in another order than the form's: perhaps a
    /// header was moved, and the figures were not.
    pub fn is_moved(&mut self, row: RowAt, cells: &[(usize, &str)]) -> bool {
        if cells.is_sorted_by_key(|cell| cell.0) {
            return false;
        }
        let mut ordered = vec![""; self.block(row.0, row.1).columns.leaves.len()];
        cells.iter().for_each(|(column, text)| ordered[*column] = text.trim());
        let adds_up = self.balances(row, &ordered);
        let (moved, in_place) = &mut self.tables[row.0].moved;
        *moved += usize::from(adds_up == Some(false));
        // Zeros add up in any order.
        *in_place +=
            usize::from(adds_up == Some(true) && cells.iter().any(|(_, text)| !matches!(text.trim(), "" | "0")));
        adds_up == Some(false)
    }

    /// Whether a row of cells satisfies the form's relations within a row: `None` where there is
    /// none that says anything.
    pub fn balances(&mut self, (table, block, row): RowAt, cells: &[&str]) -> Option<bool> {
        let form = &self.form;
        let trial = self.tables[table].trial.get_or_insert_with(|| {
            let layout = Layout::new([(Arc::clone(form), table)]);
            let checks = Checks::of(&layout);
            let ledger = Ledger::new(&layout, &checks);
            Box::new(Trial { layout, checks, ledger })
        });
        let Trial { layout, checks, ledger } = &mut **trial;
        let at = |column: usize| layout.cell_at(0, block, row, column);
        for (column, text) in cells.iter().enumerate() {
            ledger.set(at(column), layout.measure(at(column)).read(text).value);
        }
        let mut said = None;
        for (number, check) in checks.list.iter().enumerate() {
            if (check.each, check.block, check.line) == (Along::Row, block, row) && check.is_balance() {
                match ledger.verdict(number) {
                    Verdict::Holds | Verdict::Assumed => said = said.or(Some(true)),
                    Verdict::Open | Verdict::Unbalanced => said = Some(false),
                    Verdict::Silent => {}
                }
            }
        }
        (0..cells.len()).for_each(|column| ledger.set(at(column), Value::Blank));
        said
    }
}

/// A cell's text as it is kept: white space collapsed. Figures broken by a line end are joined,
/// which is a guess: two cells may have been pushed into one.
fn raw(text: &str) -> (String, bool) {
    let mut raw = String::new();
    let mut split = false;
    let mut broken = false;
    for word in text.split_inclusive(char::is_whitespace) {
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
    }
}
