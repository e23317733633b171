//! A report: the tables of one or more forms, filled in. The waist of the program: readers
//! produce it, rules read it, and neither knows the other.

use crate::doubt::Doubt;
use crate::form::{Block, Form, Line, Table};
use crate::number::{Fault, Measure, Oddity, Reading, Value};
use crate::order::Map;
use std::sync::Arc;

/// Which table of which form stands at each place of a report. Formats mix inside real reports,
/// so each table brings its own form.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// The tables in printed order.
    pub sheets: Vec<Sheet>,
    /// Every cell, sheet by sheet, block by block, row by row.
    pub places: Vec<Place>,
    measures: Vec<Measure>,
}

/// One table of a report.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The form it follows.
    pub form: Arc<Form>,
    /// Which table of that form.
    pub table: usize,
    /// The number of its first cell.
    pub first: usize,
}

/// Where a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Position among [`Layout::sheets`].
    pub sheet: usize,
    /// Position among the table's blocks.
    pub block: usize,
    /// Position among the block's rows.
    pub row: usize,
    /// Position among the block's columns.
    pub column: usize,
}

/// What a cell holds, beside what was written there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// As typed or found.
    pub raw: String,
    /// As the rules see it.
    pub value: Value,
    /// What was odd about how it was written.
    pub oddities: Vec<Oddity>,
    /// Why the source could be read otherwise here.
    pub doubt: Option<Doubt>,
    /// Whether the source has no such row or column: not the same as a cell left blank. On a page the
    /// cell is there all the same, blank until it is filled in.
    pub missing: bool,
}

/// Where a report's figures come from, and so what their lack says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// Somebody is filling it in.
    #[default]
    Typed,
    /// A document that may be a part of a report, such as one table that was pasted.
    Part,
    /// A document that gives itself out for a whole report.
    Whole,
}

/// What a source said of itself and of the tables it lacks, for a report whose figures come apart from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Whose report it is, where the source says so.
    pub issuer: Option<String>,
    /// Whether it gives itself out for a whole report.
    pub is_whole: bool,
    /// Addresses of the cells that it lacks.
    pub lacking: Vec<String>,
    /// Lines that it calls otherwise than the form: table id, as written, as the form has it.
    pub renamed: Vec<[String; 3]>,
}

/// A line that the source calls otherwise than the form does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// Position of the sheet.
    pub sheet: usize,
    /// As it is written.
    pub written: String,
    /// As the form has it.
    pub label: String,
}

/// A filled-in report.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Which tables it has.
    pub layout: Arc<Layout>,
    /// One for each of [`Layout::places`].
    pub cells: Vec<Cell>,
    /// The report year, where the source says one.
    pub year: Option<u16>,
    /// Its title, where the source has one.
    pub title: Option<String>,
    /// Whose report it is, where the source says so.
    pub issuer: Option<String>,
    /// Where its figures come from.
    pub source: Source,
    /// What uncertain cells may hold, the likeliest first, where that is known.
    pub readings: Map<usize, Vec<String>>,
    /// Lines that the source calls otherwise than the form.
    pub renamed: Vec<Renamed>,
    /// What was odd while reading, in plain Chinese.
    pub remarks: Vec<String>,
}

impl Sheet {
    /// The table as its form describes it.
    pub fn table(&self) -> &Table {
        &self.form.tables[self.table]
    }
}

impl Layout {
    /// A report with these tables, in this order.
    pub fn new(tables: impl IntoIterator<Item = (Arc<Form>, usize)>) -> Self {
        let mut layout = Self::default();
        for (form, table) in tables {
            let sheet = layout.sheets.len();
            layout.sheets.push(Sheet { form: Arc::clone(&form), table, first: layout.places.len() });
            for (block, lines) in form.tables[table].blocks.iter().enumerate() {
                for row in 0..lines.rows.leaves.len() {
                    for column in 0..lines.columns.leaves.len() {
                        layout.places.push(Place { sheet, block, row, column });
                    }
                }
                layout.measures.extend_from_slice(&lines.measures);
            }
        }
        layout
    }

    /// Every table of one form.
    pub fn whole(form: &Arc<Form>) -> Self {
        Self::new((0..form.tables.len()).map(|table| (Arc::clone(form), table)))
    }

    /// The sheet a cell is on.
    pub fn sheet(&self, cell: usize) -> &Sheet {
        &self.sheets[self.places[cell].sheet]
    }

    /// The block a cell is in.
    pub fn block(&self, cell: usize) -> &Block {
        &self.sheet(cell).table().blocks[self.places[cell].block]
    }

    /// The cell's row.
    pub fn row(&self, cell: usize) -> &Line {
        &self.block(cell).rows.leaves[self.places[cell].row]
    }

    /// The cell's column.
    pub fn column(&self, cell: usize) -> &Line {
        &self.block(cell).columns.leaves[self.places[cell].column]
    }

    /// How the cell's figure is written.
    pub fn measure(&self, cell: usize) -> &Measure {
        &self.measures[cell]
    }

    /// `table.row.column`, stable over formats wherever the meaning is the same.
    pub fn address(&self, cell: usize) -> String {
        format!("{}.{}.{}", self.sheet(cell).table().id, self.row(cell).id, self.column(cell).id)
    }

    /// The cell at an address.
    pub fn cell(&self, address: &str) -> Option<usize> {
        let mut parts = address.split('.');
        let (table, row, column) = (parts.next()?, parts.next()?, parts.next()?);
        let sheet = self.sheets.iter().position(|sheet| sheet.table().id == table)?;
        let crossing = |(at, block): (usize, &Block)| {
            let (row, column) = (block.rows.leaf(row)?, block.columns.leaf(column)?);
            Some(self.cell_at(sheet, at, row, column))
        };
        let cell = self.sheets[sheet].table().blocks.iter().enumerate().find_map(crossing);
        cell.filter(|_| parts.next().is_none())
    }

    /// The cell where a row and a column of a block cross.
    pub fn cell_at(&self, sheet: usize, block: usize, row: usize, column: usize) -> usize {
        let Sheet { first, .. } = self.sheets[sheet];
        let blocks = &self.sheets[sheet].table().blocks;
        let before: usize = blocks[..block].iter().map(Block::size).sum();
        first + before + row * blocks[block].columns.leaves.len() + column
    }

    /// The numbers of a sheet's cells.
    pub fn cells_of(&self, sheet: usize) -> std::ops::Range<usize> {
        let Sheet { first, .. } = self.sheets[sheet];
        first..first + self.sheets[sheet].table().size()
    }

    /// How people name a cell: 表三“（一）予以公开”行“自然人”列.
    pub fn name(&self, cell: usize) -> String {
        let (row, column) = (self.row(cell), self.column(cell));
        format!("{}“{}”行“{}”列", self.sheet(cell).table().name, row.name, column.label)
    }
}

impl Cell {
    /// Whether the source could be read otherwise here.
    pub fn is_uncertain(&self) -> bool {
        self.doubt.is_some()
    }

    /// Whether there is a cell to fill in.
    pub fn is_there(&self) -> bool {
        self.value != Value::Bad(Fault::Missing)
    }
}

impl Report {
    /// A report with nothing filled in.
    pub fn blank(layout: Arc<Layout>) -> Self {
        Self { cells: vec![Cell::default(); layout.places.len()], layout, ..Self::default() }
    }

    /// Notes that the source has no such cell.
    pub fn lack(&mut self, cell: usize) {
        self.cells[cell] = Cell { value: Value::Bad(Fault::Missing), missing: true, ..Cell::default() };
    }

    /// Notes where the figures come from. What was lacking there and is filled in here lacks no longer.
    pub fn describe(&mut self, origin: &Origin) {
        self.issuer.clone_from(&origin.issuer);
        self.source = if origin.is_whole { Source::Whole } else { Source::Typed };
        for cell in origin.lacking.iter().filter_map(|address| self.layout.cell(address)) {
            let cell = &mut self.cells[cell];
            cell.missing = cell.value == Value::Blank;
        }
        let renamed = origin.renamed.iter().filter_map(|[table, written, label]| {
            let sheet = self.layout.sheets.iter().position(|sheet| sheet.table().id == *table)?;
            Some(Renamed { sheet, written: written.clone(), label: label.clone() })
        });
        self.renamed = renamed.collect();
    }

    /// Writes a cell as a person or a document writes it.
    pub fn write(&mut self, cell: usize, raw: &str) {
        let measure = self.layout.measure(cell);
        let cell = &mut self.cells[cell];
        match measure.plain(raw) {
            Some(value) => {
                cell.value = value;
                cell.oddities.clear();
            }
            None => Reading { value: cell.value, oddities: cell.oddities } = measure.read(raw),
        }
        cell.raw.clear();
        cell.raw.push_str(raw);
        (cell.doubt, cell.missing) = (None, false);
    }

    /// Marks a cell whose source could be read otherwise: what was read stays to be seen, and is no
    /// figure until someone writes the cell.
    pub fn doubt(&mut self, cell: usize, doubt: Doubt) {
        let cell = &mut self.cells[cell];
        (cell.doubt, cell.value) = (Some(doubt), Value::Bad(Fault::Uncertain));
        cell.oddities.clear();
    }

    /// Lets no uncertain cell count that could be read otherwise.
    pub fn withdraw(&mut self) {
        for (cell, _) in self.readings.iter() {
            if self.cells[*cell].is_uncertain() {
                self.cells[*cell].value = Value::Bad(Fault::Uncertain);
            }
        }
    }

    /// Lets an uncertain cell count as it was read; it stays marked.
    pub fn let_count(&mut self, cell: usize) {
        let read = self.layout.measure(cell).read(&self.cells[cell].raw);
        self.cells[cell].value = read.value;
    }

    /// The cell's number in plain digits; what was written, where that is no number.
    pub fn shown(&self, cell: usize) -> String {
        match self.cells[cell].value {
            Value::Number(number) => self.layout.measure(cell).show(number),
            Value::Blank => String::new(),
            Value::Placeholder | Value::Bad(_) => self.cells[cell].raw.trim().to_owned(),
        }
    }
}

impl Value {
    /// Whether nothing was given: blank, or a sign that stands for nothing.
    pub fn is_blank(self) -> bool {
        matches!(self, Self::Blank | Self::Placeholder)
    }
}
