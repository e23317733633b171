//! What was recognised: tables with their cells as written.

use crate::confront::{Checks, admit_uncertain};
use crate::doubt::Doubt;
use crate::form::{Edit, Form, StructureFault, Table};
use crate::number::{Oddity, Value};
use crate::order::Map;
use crate::report::{Layout, Renamed, Report, Source};
use std::sync::Arc;

/// What was recognised in a document. No tables: nothing was, which is not the same as nothing wrong.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The tables found, in the order of the forms' tables.
    pub tables: Vec<TableReading>,
    /// The report's own title, where it stands in the document among others.
    pub title: Option<String>,
    /// The report year, where the document says one.
    pub year: Option<u16>,
    /// Whose report it is, where the document's title says so.
    pub issuer: Option<String>,
    /// Whether the document gives itself out for a whole report.
    pub is_whole: bool,
    /// What was odd, in plain Chinese sentences.
    pub remarks: Vec<String>,
}

/// One table found.
#[derive(Clone, Debug)]
pub struct TableReading {
    /// The form it follows.
    pub form: Arc<Form>,
    /// Which table of that form.
    pub table: usize,
    /// The cells read, blanks included, as written; cells that the source lacks are absent.
    pub cells: Map<Spot, String>,
    /// Cells that could be read otherwise, and why.
    pub doubts: Map<Spot, Doubt>,
    /// What uncertain cells may hold, the likeliest first, where the readings are known.
    pub readings: Map<Spot, Vec<String>>,
    /// Names of rows and columns that were not found.
    pub missing: Vec<String>,
    /// Labels that matched only loosely: as written, and what they were taken for.
    pub loose: Vec<(String, String)>,
    /// Columns that are called otherwise: as written, and as the form has it.
    pub renamed: Vec<(String, String)>,
}

/// Where a cell is in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// Position among the table's blocks.
    pub block: usize,
    /// Position among the block's rows.
    pub row: usize,
    /// Position among the block's columns.
    pub column: usize,
}

impl TableReading {
    /// The table as its form describes it.
    pub fn table(&self) -> &Table {
        &self.form.tables[self.table]
    }

    /// A cell's address: `table.row.column`.
    pub fn address(&self, spot: Spot) -> String {
        let table = self.table();
        let block = &table.blocks[spot.block];
        format!("{}.{}.{}", table.id, block.rows.leaves[spot.row].id, block.columns.leaves[spot.column].id)
    }

    /// The cells in which a unit, a word or a note stands beside the figure, with the figure that was
    /// taken: `22（其中修订16件）`, `减12`.
    pub fn noted(&self) -> Vec<(Spot, String)> {
        let noted = |(spot, raw): (&Spot, &String)| {
            let block = &self.table().blocks[spot.block];
            let measure = &block.measures[spot.row * block.columns.leaves.len() + spot.column];
            let read = measure.read(raw);
            let words = |oddity: &Oddity| matches!(oddity, Oddity::Words | Oddity::Unit(_) | Oddity::Note(_));
            let Value::Number(number) = read.value else { return None };
            read.oddities.iter().any(words).then(|| (*spot, measure.show(number)))
        };
        self.cells.iter().filter_map(noted).collect()
    }
}

impl TableReading {
    /// Which rows and columns of the form were not found, in a sentence. A part of a table that was
    /// pasted is no report that lacks them.
    fn lacking(&self, is_whole: bool) -> Option<String> {
        let first: String = self.missing.iter().take(6).map(|name| format!("“{name}”")).collect();
        let more = if self.missing.len() > 6 { format!("等{}处", self.missing.len()) } else { String::new() };
        let name = &self.table().name;
        let advice = if is_whole {
            "统一格式的行列不得删减，请对照原表补全。"
        } else {
            "如果原表里有，请连同它们一起复制，或对照原表填写。"
        };
        (!self.missing.is_empty()).then(|| format!("{name}没有找到{first}{more}。{advice}"))
    }

    /// Columns that are called otherwise, in sentences.
    pub fn drift(&self) -> impl Iterator<Item = String> + '_ {
        let name = &self.table().name;
        self.renamed
            .iter()
            .map(move |(written, label)| format!("{name}的列名“{written}”与格式不同，按“{label}”读取，请核对这一列。"))
    }
}

impl Reading {
    /// The report that was read: its tables' cells written in, the others marked as missing. Uncertain
    /// cells are no figures for rules, unless a rule fails whichever way they are read.
    pub fn report(&self) -> Report {
        let tables = self.tables.iter().map(|table| (Arc::clone(&table.form), table.table));
        let mut report = Report::blank(Arc::new(Layout::new(tables)));
        for (sheet, table) in self.tables.iter().enumerate() {
            for cell in report.layout.cells_of(sheet) {
                let place = report.layout.places[cell];
                let spot = Spot { block: place.block, row: place.row, column: place.column };
                match table.cells.get(&spot) {
                    Some(raw) => report.write(cell, raw),
                    None => report.lack(cell),
                }
                if let Some(doubt) = table.doubts.get(&spot) {
                    report.doubt(cell, *doubt);
                    if let Some(texts) = table.readings.get(&spot) {
                        report.readings.insert(cell, texts.clone());
                    }
                }
            }
        }
        let mut checks = Checks::of(&report.layout);
        admit_uncertain(&mut report, &mut checks);
        report.year = self.year;
        report.title.clone_from(&self.title);
        report.issuer.clone_from(&self.issuer);
        report.source = if self.is_whole { Source::Whole } else { Source::Part };
        report.remarks.clone_from(&self.remarks);
        for (sheet, table) in self.tables.iter().enumerate() {
            let renamed = table.renamed.iter().cloned();
            report.renamed.extend(renamed.map(|(written, label)| Renamed { sheet, written, label }));
            // What a whole report lacks is told by rules, where its form has them.
            let has_rule = |fault| self.is_whole && has_rule(&table.form, fault);
            report.remarks.extend(table.drift().filter(|_| !has_rule(StructureFault::Renamed)));
            report.remarks.extend(table.lacking(self.is_whole).filter(|_| !has_rule(StructureFault::LacksRow)));
        }
        report.remarks.extend(self.absent());
        report
    }

    /// A sentence that names the tables of the form that a whole report lacks, where no rule says so.
    fn absent(&self) -> Option<String> {
        let form = &self.tables.first()?.form;
        let found = |id: &str| self.tables.iter().any(|table| table.table().id == id);
        let absent = form.tables.iter().filter(|table| !found(&table.id));
        let names: Vec<String> = absent.map(|table| format!("“{}”", table.label)).collect();
        let is_told = !self.is_whole || has_rule(form, StructureFault::LacksTable);
        (!names.is_empty() && !is_told).then(|| {
            format!("没有找到{}的表格，没有核对。表格是图片或另存在附件里的，请对照原表填写。", names.join("、"))
        })
    }
}

fn has_rule(form: &Form, fault: StructureFault) -> bool {
    form.rules.iter().any(|rule| matches!(rule.edit, Edit::Structure(own) if own == fault))
}
