//! Findings about the tables themselves: those that the report lacks, and those of another form.

use super::wording::{self, Sentence};
use super::{Confronted, Finding, rules};
use crate::form::{Edit, Form, Lines, Rule, StructureFault, Table};
use crate::number::{Fault, Value};
use crate::report::{Layout, Report, Source};

pub(super) fn findings(confronted: &Confronted) -> Vec<Finding> {
    let report = confronted.report;
    let mut findings = Vec::new();
    for (sheet, number, rule) in rules(&report.layout) {
        if let Edit::Structure(fault) = rule.edit {
            let at = Faulty { report, sheet, number, rule };
            match fault {
                StructureFault::LacksTable => at.tables(&mut findings),
                StructureFault::LacksRow | StructureFault::LacksColumn | StructureFault::LacksCell => {
                    if at.is_whole() && !at.is_lost(sheet) {
                        at.lines(fault, &mut findings);
                    }
                }
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

    /// Whether the source has nothing of a sheet.
    fn is_lost(&self, sheet: usize) -> bool {
        self.layout().cells_of(sheet).all(|cell| self.report.cells[cell].missing)
    }

    fn tables(&self, findings: &mut Vec<Finding>) {
        let sheets = &self.layout().sheets;
        let has = |id: &str| (0..sheets.len()).any(|at| sheets[at].table().id == id && !self.is_lost(at));
        if self.is_first() && self.is_whole() {
            let absent = sheets[0].form.tables.iter().filter(|table| !has(&table.id));
            let words = |table: &Table| [("table", table.name.clone()), ("lines", format!("“{}”", table.label))];
            findings.extend(absent.map(|table| self.tell(Vec::new(), &words(table))));
        }
    }

    /// Rows, columns or single cells that lack. A block of which nothing is there lacks its rows; a row
    /// or column that is told is not told again.
    fn lines(&self, fault: StructureFault, findings: &mut Vec<Finding>) {
        let layout = self.layout();
        let (mut lost, mut names) = (Vec::new(), Vec::new());
        for (at, block) in layout.sheets[self.sheet].table().blocks.iter().enumerate() {
            let (rows, columns) = (block.rows.leaves.len(), block.columns.leaves.len());
            let is_missing = |row, column| self.report.cells[layout.cell_at(self.sheet, at, row, column)].missing;
            let row_lacks: Vec<bool> =
                (0..rows).map(|row| (0..columns).all(|column| is_missing(row, column))).collect();
            let is_there = row_lacks.contains(&false);
            let column_lacks: Vec<bool> =
                (0..columns).map(|column| is_there && (0..rows).all(|row| is_missing(row, column))).collect();
            let lines = match fault {
                StructureFault::LacksRow => (&block.rows.leaves, &row_lacks),
                _ => (&block.columns.leaves, &column_lacks),
            };
            let lacking = lines.0.iter().zip(lines.1).filter(|(_, lacks)| **lacks);
            names.extend(lacking.map(|(line, _)| line.name.clone()));
            for (row, &row_is_gone) in row_lacks.iter().enumerate() {
                for (column, &column_is_gone) in column_lacks.iter().enumerate() {
                    let is_meant = match fault {
                        StructureFault::LacksRow => row_is_gone,
                        StructureFault::LacksColumn => column_is_gone,
                        _ => is_missing(row, column) && !row_is_gone && !column_is_gone,
                    };
                    if is_meant {
                        lost.push(layout.cell_at(self.sheet, at, row, column));
                    }
                }
            }
        }
        if lost.is_empty() {
            return;
        }
        let told = match (fault, &names[..]) {
            (StructureFault::LacksCell, _) => wording::cells(layout, &lost),
            (StructureFault::LacksRow, [name]) => format!("“{name}”一行"),
            (StructureFault::LacksRow, _) => wording::list(&names, "行"),
            (_, [name]) => format!("“{name}”一列"),
            _ => wording::list(&names, "列"),
        };
        findings.push(self.tell(lost, &[("lines", told)]));
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
            let cells = (0..self.report.cells.len()).filter(|&cell| !self.report.cells[cell].missing).collect();
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
