//! Findings about the tables themselves: those that the report lacks, and those of another form.

use super::wording::Sentence;
use super::{Confronted, Finding, rules};
use crate::form::{Edit, Form, Lines, Rule, StructureFault, Table};
use crate::number::{Fault, Value};
use crate::report::{Layout, Report, Source};
use std::ops::Range;

pub(super) fn findings(confronted: &Confronted) -> Vec<Finding> {
    let report = confronted.report;
    let mut findings = Vec::new();
    for (sheet, number, rule) in rules(&report.layout) {
        if let Edit::Structure(fault) = rule.edit {
            let at = Faulty { report, sheet, number, rule };
            match fault {
                StructureFault::LacksTable => at.tables(&mut findings),
                StructureFault::LacksRow => at.rows(&mut findings),
                StructureFault::LacksColumn => at.columns(&mut findings),
                StructureFault::LacksCell => at.cells(&mut findings),
                StructureFault::Renamed => at.renamed(&mut findings),
                StructureFault::Version => at.version(&mut findings),
                StructureFault::Forms => at.forms(&mut findings),
                StructureFault::Empty => at.empty(&mut findings),
            }
        }
    }
    findings
}

/// A rule on the sheet that it is asked of.
struct Faulty<'r> {
    report: &'r Report,
    sheet: usize,
    number: usize,
    rule: &'r Rule,
}

impl Faulty<'_> {
    fn layout(&self) -> &Layout {
        &self.report.layout
    }

    fn tell(&self, cells: Vec<usize>, words: &[(&str, String)]) -> Finding {
        let mut sentence = Sentence::default();
        words.iter().for_each(|(name, word)| sentence.set(name, word.clone()));
        sentence.set("table", self.layout().sheets[self.sheet].table().name.clone());
        sentence.set("count", cells.len().to_string());
        let message = sentence.say(&self.rule.message);
        Finding { sheet: self.sheet, rule: self.number, cells, check: None, sides: None, expected: Vec::new(), message }
    }

    /// Only what gives itself out for a whole report lacks anything.
    fn is_whole(&self) -> bool {
        self.report.source == Source::Whole
    }

    /// What is asked once of a report is asked of its first sheet.
    fn is_first(&self) -> bool {
        self.sheet == 0
    }

    fn tables(&self, findings: &mut Vec<Finding>) {
        let sheets = &self.layout().sheets;
        let has = |id: &str| sheets.iter().any(|sheet| sheet.table().id == id);
        if self.is_first() && self.is_whole() {
            let absent = sheets[0].form.tables.iter().filter(|table| !has(&table.id));
            let words = |table: &Table| [("table", table.name.clone()), ("lines", format!("“{}”", table.label))];
            findings.extend(absent.map(|table| self.tell(Vec::new(), &words(table))));
        }
    }

    /// Each block of the sheet: its lines, and which of its cells, row by row, the source has.
    fn blocks(&self) -> impl Iterator<Item = (Range<usize>, &Lines, &Lines)> + '_ {
        let blocks = self.layout().sheets[self.sheet].table().blocks.iter().enumerate();
        let is_whole = self.is_whole();
        blocks.filter(move |_| is_whole).map(|(at, block)| {
            let first = self.layout().cell_at(self.sheet, at, 0, 0);
            (first..first + block.size(), &block.rows, &block.columns)
        })
    }

    fn is_missing(&self, cell: usize) -> bool {
        self.report.cells[cell].missing
    }

    fn rows(&self, findings: &mut Vec<Finding>) {
        for (cells, rows, columns) in self.blocks() {
            let width = columns.leaves.len();
            for (at, row) in rows.leaves.iter().enumerate() {
                let own: Vec<usize> = cells.clone().skip(at * width).take(width).collect();
                if own.iter().all(|&cell| self.is_missing(cell)) {
                    findings.push(self.tell(own, &[("lines", format!("“{}”", row.name))]));
                }
            }
        }
    }

    fn columns(&self, findings: &mut Vec<Finding>) {
        for (cells, _, columns) in self.blocks() {
            let width = columns.leaves.len();
            for (at, column) in columns.leaves.iter().enumerate() {
                let own: Vec<usize> = cells.clone().skip(at).step_by(width).collect();
                // A block of which nothing is there lacks its rows.
                let is_told = cells.clone().all(|cell| self.is_missing(cell));
                if !is_told && own.iter().all(|&cell| self.is_missing(cell)) {
                    findings.push(self.tell(own, &[("lines", format!("“{}”", column.name))]));
                }
            }
        }
    }

    /// Cells that lack where their row and column are there.
    fn cells(&self, findings: &mut Vec<Finding>) {
        let mut lost = Vec::new();
        for (cells, rows, columns) in self.blocks() {
            let width = columns.leaves.len();
            let has = |mut line: Box<dyn Iterator<Item = usize>>| line.any(|cell| !self.is_missing(cell));
            for cell in cells.clone().filter(|&cell| self.is_missing(cell)) {
                let (row, column) = ((cell - cells.start) / width, (cell - cells.start) % width);
                let in_row = Box::new(cells.clone().skip(row * width).take(width));
                let in_column = Box::new(cells.clone().skip(column).step_by(width).take(rows.leaves.len()));
                if has(in_row) && has(in_column) {
                    lost.push(cell);
                }
            }
        }
        if !lost.is_empty() {
            let names = super::wording::cells(self.layout(), &lost);
            findings.push(self.tell(lost, &[("lines", names)]));
        }
    }

    fn renamed(&self, findings: &mut Vec<Finding>) {
        let own = self.report.renamed.iter().filter(|renamed| self.is_whole() && renamed.sheet == self.sheet);
        let words = |written: &String, label: &String| [("found", written.clone()), ("line", label.clone())];
        findings.extend(own.map(|renamed| self.tell(Vec::new(), &words(&renamed.written, &renamed.label))));
    }

    /// Tables of a form that is for other years; not those that the year's form has alike.
    fn version(&self, findings: &mut Vec<Finding>) {
        let sheets = &self.layout().sheets;
        let Some(year) = self.report.year else { return };
        let is_alike = |table: &Table| {
            let fitting = sheets.iter().filter(|sheet| sheet.form.is_for(year));
            fitting.flat_map(|sheet| &sheet.form.tables).any(|other| is_same(table, other))
        };
        let is_wrong = |at: &usize| !sheets[*at].form.is_for(year) && !is_alike(sheets[*at].table());
        let form = &sheets[self.sheet].form;
        let own = |at: &usize| sheets[*at].form.id == form.id;
        let wrong: Vec<usize> = (0..sheets.len()).filter(own).filter(is_wrong).collect();
        if wrong.first() == Some(&self.sheet) {
            let names: Vec<&str> = wrong.iter().map(|&at| sheets[at].table().name.as_str()).collect();
            let cells = wrong.iter().flat_map(|&at| self.layout().cells_of(at)).collect();
            let words = [("year", year.to_string()), ("list", names.join("、")), ("form", named(form))];
            findings.push(self.tell(cells, &words));
        }
    }

    /// Tables of different forms in one report, but for those that the forms have alike.
    fn forms(&self, findings: &mut Vec<Finding>) {
        let sheets = &self.layout().sheets;
        let is_in = |table: &Table, form: &Form| form.tables.iter().any(|other| is_same(table, other));
        let is_common = |table: &Table| sheets.iter().all(|sheet| is_in(table, &sheet.form));
        let own = sheets.iter().filter(|sheet| !is_common(sheet.table()));
        let mut named: Vec<(&Form, Vec<&str>)> = Vec::new();
        for sheet in own {
            match named.iter_mut().find(|(form, _)| form.id == sheet.form.id) {
                Some((_, tables)) => tables.push(&sheet.table().name),
                None => named.push((&sheet.form, vec![&sheet.table().name])),
            }
        }
        if self.is_first() && named.len() > 1 {
            let each = named.iter().map(|(form, tables)| format!("{}用的是{}", tables.join("、"), form.name));
            let list = each.collect::<Vec<_>>().join("，");
            findings.push(self.tell(Vec::new(), &[("list", list)]));
        }
    }

    fn empty(&self, findings: &mut Vec<Finding>) {
        let is_empty = |value: Value| value.is_blank() || value == Value::Bad(Fault::Missing);
        let is_read = self.report.source != Source::Typed;
        if self.is_first() && is_read && self.report.cells.iter().all(|cell| is_empty(cell.value)) {
            let cells = (0..self.report.cells.len()).filter(|&cell| !self.is_missing(cell)).collect();
            findings.push(self.tell(cells, &[]));
        }
    }
}

/// A form with the years that it is for.
fn named(form: &Form) -> String {
    let years = match form.to {
        Some(to) => format!("{}至{to}年度", form.from),
        None => format!("{}年度起", form.from),
    };
    format!("{}（适用于{years}）", form.name)
}

/// Whether two forms print a table alike: the same lines with the same labels.
fn is_same(a: &Table, b: &Table) -> bool {
    let labels = |table: &Table| -> Vec<String> {
        let lines = |lines: &Lines| -> Vec<String> {
            lines.leaves.iter().map(|leaf| format!("{}/{}", leaf.path.join("/"), leaf.label)).collect()
        };
        table.blocks.iter().flat_map(|block| [lines(&block.rows), lines(&block.columns)].concat()).collect()
    };
    a.id == b.id && labels(a) == labels(b)
}
