//! A report being filled in: the state behind a page, without a browser.

use crate::answer::{Answer, WORK};
use crate::confront::{Batch, Check, Checks, Ledger, Verdict, admit_uncertain};
use crate::doubt::Doubt;
use crate::form::{Form, Severity};
use crate::localise;
use crate::number::{Fault, Value};
use crate::order;
use crate::prior::Prior;
use crate::report::{Layout, Origin, Report, Sheet};
use std::sync::Arc;

/// One open report and the forms it can follow.
#[derive(Clone, Debug)]
pub struct Session {
    forms: Vec<Arc<Form>>,
    report: Report,
    checks: Checks,
    ledger: Ledger,
    /// Where the figures come from.
    origin: Origin,
    /// What was typed where the chosen forms have no cell, should one switch back.
    aside: Vec<(String, String)>,
}

/// What a cell's mark says; marks add up.
pub mod mark {
    /// In a failed comparison.
    pub const FAILED: u8 = 1;
    /// Blank.
    pub const BLANK: u8 = 2;
    /// Its content is no figure for this cell.
    pub const FAULT: u8 = 4;
    /// The source could be read otherwise.
    pub const UNCERTAIN: u8 = 8;
}

/// Figures about one table, for its tab.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[allow(missing_docs)]
pub struct TableCounts {
    pub table: String,
    pub checks: usize,
    pub filled: usize,
    pub blank: usize,
}

impl Session {
    /// Knows these forms and opens the last, blank.
    pub fn new(forms: Vec<Arc<Form>>) -> Self {
        let mut session = Self {
            forms,
            report: Report::default(),
            checks: Checks::default(),
            ledger: Ledger::default(),
            origin: Origin::default(),
            aside: Vec::new(),
        };
        if let Some(newest) = session.forms.last().cloned() {
            session.lay_out(Layout::whole(&newest));
        }
        session
    }

    /// Adds a form, in place of one with the same id.
    pub fn add_form(&mut self, form: Form) {
        self.forms.retain(|known| known.id != form.id);
        self.forms.push(Arc::new(form));
    }

    /// The forms it knows.
    pub fn forms(&self) -> &[Arc<Form>] {
        &self.forms
    }

    /// Chooses which form each table follows. Tables stand in the order of the first form that
    /// has them; names it does not know are passed over. What was typed is kept.
    pub fn choose(&mut self, forms: &[(String, String)]) {
        let mut tables: Vec<(Arc<Form>, usize)> = Vec::new();
        for (table, form) in forms {
            let found = self.forms.iter().find(|known| known.id == *form);
            if let Some((form, at)) = found.and_then(|form| form.table(table).map(|at| (form, at))) {
                tables.push((Arc::clone(form), at));
            }
        }
        self.lay_out(Layout::new(order::by(tables, |(_, at)| [*at, 0, 0])));
    }

    fn lay_out(&mut self, layout: Layout) {
        for (cell, filled) in self.report.cells.iter().enumerate() {
            let address = self.report.layout.address(cell);
            self.aside.retain(|(known, _)| *known != address);
            if !filled.raw.is_empty() {
                self.aside.push((address, filled.raw.clone()));
            }
        }
        let (year, issuer) = (self.report.year, self.report.issuer.take());
        self.report = Report { year, issuer, ..Report::blank(Arc::new(layout)) };
        for (address, raw) in &self.aside {
            if let Some(cell) = self.report.layout.cell(address) {
                self.report.write(cell, raw);
            }
        }
        self.confront(self.checks.prior.clone());
    }

    fn confront(&mut self, prior: Option<Arc<Prior>>) {
        self.checks = Checks::about(&self.report, prior);
        self.ledger = Ledger::of(&self.report, &self.checks);
    }

    /// Compares with last year's report from now on; `None`: with none.
    pub fn set_prior(&mut self, prior: Option<Prior>) {
        self.confront(prior.map(Arc::new));
    }

    /// The open report.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Its comparisons.
    pub fn checks(&self) -> &Checks {
        &self.checks
    }

    /// Sets the report year.
    pub fn set_year(&mut self, year: Option<u16>) {
        if self.report.year != year {
            self.report.year = year;
            self.confront(self.checks.prior.clone());
        }
    }

    /// Sets whose report it is; some rules are for some issuers only.
    pub fn set_issuer(&mut self, issuer: Option<String>) {
        if self.report.issuer != issuer {
            self.report.issuer = issuer;
            self.confront(self.checks.prior.clone());
        }
    }

    /// Says where the figures come that `fill` writes from now on.
    pub fn describe(&mut self, origin: Origin) {
        self.set_issuer(origin.issuer.clone());
        self.origin = origin;
    }

    /// Writes a cell as typed; gives how many comparisons fail now. A number that is no cell's
    /// changes nothing.
    pub fn put(&mut self, cell: usize, text: &str) -> usize {
        if cell < self.report.cells.len() {
            self.report.write(cell, text);
            self.ledger.set(cell, self.report.cells[cell].value);
        }
        self.ledger.count(Verdict::Unbalanced)
    }

    /// Writes all cells in order; those that no text is left for become blank.
    pub fn fill(&mut self, texts: &[String]) {
        for cell in 0..self.report.cells.len() {
            self.report.write(cell, texts.get(cell).map_or("", String::as_str));
        }
        self.report.describe(&self.origin);
        self.ledger = Ledger::of(&self.report, &self.checks);
    }

    /// Marks cells whose source could be read otherwise; writing a cell clears its mark.
    pub fn mark_uncertain(&mut self, addresses: &[String]) {
        for address in addresses {
            if let Some(cell) = self.report.layout.cell(address) {
                self.report.doubt(cell, Doubt::Told);
                self.ledger.set(cell, self.report.cells[cell].value);
            }
        }
    }

    /// Lets uncertain cells count as they were read: those of rules that fail whichever way they
    /// are read, which `count_anyway` finds.
    pub fn let_count(&mut self, addresses: &[String]) {
        for address in addresses {
            let cell = self.report.layout.cell(address);
            if let Some(cell) = cell.filter(|&cell| self.report.cells[cell].is_uncertain()) {
                self.report.let_count(cell);
                self.ledger.set(cell, self.report.cells[cell].value);
            }
        }
    }

    /// Finds the rules that fail whichever way uncertain cells are read, those of last year's report too,
    /// lets this year's count and gives their addresses. `readings` are those of each uncertain cell, where they are known.
    pub fn count_anyway(&mut self, readings: Vec<(String, Vec<String>)>) -> Vec<String> {
        let of_cell = |(address, texts): (String, Vec<String>)| {
            let cell = self.report.layout.cell(&address).filter(|&cell| self.report.cells[cell].is_uncertain());
            cell.map(|cell| (cell, texts))
        };
        self.report.readings = readings.into_iter().filter_map(of_cell).collect();
        self.confront(self.checks.prior.clone());
        admit_uncertain(&mut self.report, &mut self.checks);
        self.ledger = Ledger::of(&self.report, &self.checks);
        let counts = |cell: &crate::report::Cell| cell.is_uncertain() && cell.value != Value::Bad(Fault::Uncertain);
        let counted = self.report.cells.iter().enumerate().filter(|(_, cell)| counts(cell));
        counted.map(|(cell, _)| self.report.layout.address(cell)).collect()
    }

    /// Every comparison's verdict by its number.
    pub fn verdicts(&self) -> &[u8] {
        self.ledger.verdicts()
    }

    /// The comparisons that fail, by their positions.
    pub fn failed(&self) -> impl Iterator<Item = usize> {
        self.ledger.failed()
    }

    /// Writes them down, as far as there is room.
    #[inline(always)]
    pub fn list_failed(&self, list: &mut [u16]) {
        self.ledger.list_failed(list);
    }

    /// Confronts many reports of the chosen tables at once. `figures` holds each report's cells in
    /// order, report after report, scaled by the cells' decimals, `NaN` for a blank; the answer
    /// holds each report's verdicts in order. A last report that is not whole is left out.
    pub fn confront_all(&self, figures: &[f64]) -> Vec<u8> {
        Batch::new(&self.report.layout, &self.checks).confront(figures)
    }

    /// Every cell's marks.
    pub fn marks(&self) -> Vec<u8> {
        let own = |cell: &crate::report::Cell| {
            let content = match cell.value {
                Value::Blank => mark::BLANK,
                Value::Placeholder => mark::BLANK | mark::FAULT,
                Value::Bad(Fault::Uncertain) => 0,
                Value::Bad(_) => mark::FAULT,
                Value::Number(_) => 0,
            };
            content | if cell.is_uncertain() { mark::UNCERTAIN } else { 0 }
        };
        let mut marks: Vec<u8> = self.report.cells.iter().map(own).collect();
        for (number, check) in self.checks.list.iter().enumerate() {
            let notice = check.rule(&self.report.layout).severity == Severity::Notice;
            if self.ledger.verdict(number) == Verdict::Unbalanced && !notice {
                for term in &check.claim.terms {
                    marks[term.cell] |= mark::FAILED;
                }
            }
        }
        marks
    }

    /// What follows from the figures without a search.
    pub fn answer(&self) -> Answer {
        Answer::at_once(&self.report, &self.checks, &self.ledger)
    }

    /// The same with what takes a search.
    pub fn whole_answer(&self) -> Answer {
        Answer::of(&self.report, &self.checks, &self.ledger)
    }

    /// How many cells must change at least so that every hard rule holds, and how many ways there are.
    pub fn count_repairs(&self) -> [usize; 2] {
        let found = localise::repairs(&self.report.layout, &self.checks, &self.ledger, WORK);
        [found.size, found.options.iter().filter(|option| !option.larger).count()]
    }

    /// Comparisons that can fail, filled and blank cells, table by table.
    pub fn counts(&self) -> Vec<TableCounts> {
        let layout = &self.report.layout;
        let of_sheet = |(sheet, filled): (usize, &Sheet)| {
            let cells = layout.cells_of(sheet);
            let blank = cells.clone().filter(|&cell| self.report.cells[cell].value == Value::Blank).count();
            let can_fail = |check: &&Check| check.sheet == sheet && check.rule(layout).severity != Severity::Notice;
            TableCounts {
                table: filled.table().id.clone(),
                checks: self.checks.list.iter().filter(can_fail).count(),
                filled: cells.len() - blank,
                blank,
            }
        };
        layout.sheets.iter().enumerate().map(of_sheet).collect()
    }
}
