//! From lines and grids to the tables of a form, by the form's own labels and nothing else.
//!
//! ```text
//! document ─► upright, parted ─► reports, each: tokens ─► text ─┬► grid   ─┐
//!                                                       ├► digits ─┼► evidence ─► decide ─► Reading
//!                                                       └──────────┘
//! ```

mod decide;
mod digits;
mod document;
mod evidence;
mod grid;
mod labels;
mod reading;
mod text;
mod tokens;

pub use reading::{Reading, Spot, TableReading};

use crate::form::Form;
use crate::read::Document;
use decide::{form, lost_lines, remarks, unlabelled};
use document::split::{self, RowsMet};
use document::{side_by_side, turned, year};
use evidence::{Draft, DraftTable, Position};
use labels::form_index::FormIndex;
use std::sync::Arc;
use tokens::token::{Atom, atoms, tokens};

/// Recognises reports by the forms that it knows.
pub struct Recogniser {
    forms: Vec<FormIndex>,
}

impl Recogniser {
    /// Knows these forms.
    pub fn new(forms: impl IntoIterator<Item = Arc<Form>>) -> Self {
        Self { forms: forms.into_iter().map(FormIndex::of).collect() }
    }

    /// Adds a form, in place of one with the same id.
    pub fn add(&mut self, form: Arc<Form>) {
        self.forms.retain(|known| known.form.id != form.id);
        self.forms.push(FormIndex::of(form));
    }

    /// The forms it knows, oldest first.
    pub fn forms(&self) -> impl Iterator<Item = &Arc<Form>> {
        self.forms.iter().map(|known| &known.form)
    }

    /// Recognises the tables of a document; of several reports in it, those of the first.
    pub fn recognise(&self, document: &Document) -> Reading {
        self.reports(document).swap_remove(0)
    }

    /// Recognises the reports of a document, in its order: one at least, though it may have no tables.
    /// A report begins at a title of its own, or where rows come again that the one before has already;
    /// what is said twice alike is one report.
    pub fn reports(&self, document: &Document) -> Vec<Reading> {
        let document = side_by_side::parted(turned::upright(document, &self.forms), &self.forms);
        split::reports(&document, &self.forms, &|part| self.one(part))
    }

    /// Recognises the tables of a document that holds one report; and every row met on the way, which
    /// tells whether it holds several. Forms may mix: each table follows the form whose labels it has,
    /// whatever the year says.
    fn one(&self, document: &Document) -> (Reading, RowsMet) {
        let year = year::year(document, &self.forms);
        let atoms = atoms(document);
        let mut drafts = Vec::new();
        for known in &self.forms {
            let Some(draft) = draft(&atoms, known) else {
                let remarks = document.remarks.iter().cloned().chain([remarks::LOST_LINES.to_owned()]).collect();
                return (Reading { year, remarks, ..Reading::default() }, RowsMet::new());
            };
            drafts.push(draft);
        }
        let chosen = form::choose(&drafts, year);
        let has_labels = drafts.iter().flat_map(Draft::tables).any(has_labels);
        let met = drafts.iter().map(Draft::met).max_by_key(|met| met.len()).map(<[_]>::to_vec);
        let mut reading = Reading { year, ..Reading::default() };
        for (number, table) in chosen {
            let (table, remarks) = finish(&drafts[number], table, &self.forms);
            reading.remarks.extend(remarks);
            // A table whose every row was refused is no table; its remark says so.
            reading.tables.extend(Some(table).filter(|table| !table.cells.is_empty()));
        }
        if reading.tables.is_empty() && reading.remarks.is_empty() && has_labels {
            reading.remarks.push(remarks::NO_FIGURES.to_owned());
        }
        reading.remarks.splice(0..0, document.remarks.iter().cloned());
        reading.remarks.dedup();
        (reading, met.unwrap_or_default())
    }
}

/// What a form makes of a document; `None` where the text lost every line that it had twice.
fn draft(atoms: &[Atom], known: &FormIndex) -> Option<Draft> {
    let FormIndex { form, lexicon, .. } = known;
    let tokens = tokens(atoms, lexicon);
    if lost_lines::has_lost_lines(&tokens, lexicon, form) {
        return None;
    }
    let mut draft = Draft::new(form);
    text::read::read(&tokens, lexicon, &mut Position::default(), &mut draft);
    if draft.is_worth_another_look() {
        draft = draft.anew();
        text::read::read(&tokens, lexicon, &mut Position::default(), &mut draft);
    }
    unlabelled::settle(&mut draft);
    Some(draft)
}

/// Whether so many labels of a table were met that the table stands there.
fn has_labels(table: &DraftTable) -> bool {
    const MANY: usize = 6;
    table.seen.len() >= MANY
}

/// A draft's table as it was read, and what was odd about it.
fn finish(draft: &Draft, table: usize, forms: &[FormIndex]) -> (TableReading, Vec<String>) {
    let (form, read) = (Arc::clone(&draft.form), &draft.tables()[table]);
    let printed = &form.tables[table];
    let doubts = read.all_doubts(printed);
    let others: Vec<&FormIndex> = forms.iter().filter(|known| known.form.id != form.id).collect();
    let remarks = remarks::of_table(printed, read, &doubts, &others);
    let missing = remarks::missing(printed, read);
    let DraftTable { cells, readings, loose, .. } = read;
    let (cells, readings, loose) = (cells.clone(), readings.clone(), loose.clone());
    (TableReading { form, table, cells, doubts, readings, missing, loose }, remarks)
}

/// [`Recogniser::recognise`] for a single document.
pub fn recognise(document: &Document, forms: &[Arc<Form>]) -> Reading {
    Recogniser::new(forms.iter().cloned()).recognise(document)
}

/// [`Recogniser::reports`] for a single document.
pub fn reports(document: &Document, forms: &[Arc<Form>]) -> Vec<Reading> {
    Recogniser::new(forms.iter().cloned()).reports(document)
}
