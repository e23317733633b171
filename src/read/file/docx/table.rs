//! Tables of a `.docx`. Rows and cells may be wrapped in content controls and in insertions.

use super::super::Refusal;
use super::super::content::{Block, Content};
use super::super::table::{Cell, Row};
use super::super::xml::Tag;
use super::Walk;

/// A table being read.
#[derive(Default)]
struct Rows {
    rows: Vec<Row>,
    /// Whether its style treats the first row, or the first column, apart.
    first_row: bool,
    first_column: bool,
    /// Whether a tracked change deleted some row or cell.
    revised: bool,
}

/// A row being read.
#[derive(Default)]
struct Cells {
    row: Row,
    deleted: bool,
    /// In which areas of the table it lies, for the table's style.
    areas: String,
    is_first: bool,
    first_column: bool,
    revised: bool,
}

impl Walk<'_> {
    pub(super) fn table(&mut self, content: &mut Content) -> Result<(), Refusal> {
        let outer = std::mem::replace(&mut self.in_table, self.styles.table(None));
        let mut table = Rows::default();
        self.rows(&mut table)?;
        self.in_table = outer;
        content.line_end();
        if table.revised {
            content.revised();
        }
        content.blocks.push(Block::Table(table.rows));
        Ok(())
    }

    fn rows(&mut self, table: &mut Rows) -> Result<(), Refusal> {
        self.each(&mut |walk, tag| match tag.name() {
            "tr" => walk.row(table),
            "tblPr" => walk.each(&mut |walk, tag| {
                match tag.name() {
                    "tblStyle" => walk.in_table = walk.styles.table(tag.attribute("val").as_deref()),
                    "tblLook" => (table.first_row, table.first_column) = looks(tag),
                    _ => {}
                }
                walk.xml.skip()
            }),
            "sdt" => walk.control(&mut |walk, _| walk.rows(table)),
            "tblGrid" | "del" | "moveFrom" => walk.xml.skip(),
            _ => walk.rows(table),
        })
    }

    fn row(&mut self, table: &mut Rows) -> Result<(), Refusal> {
        let is_first = table.first_row && table.rows.is_empty();
        let mut cells = Cells { is_first, first_column: table.first_column, ..Cells::default() };
        self.cells(&mut cells)?;
        table.revised |= cells.revised || cells.deleted;
        if !cells.deleted {
            table.rows.push(cells.row);
        }
        Ok(())
    }

    fn cells(&mut self, cells: &mut Cells) -> Result<(), Refusal> {
        self.each(&mut |walk, tag| match tag.name() {
            "tc" => walk.cell(cells),
            "trPr" => walk.each(&mut |walk, tag| {
                match tag.name() {
                    "del" | "moveFrom" => cells.deleted = true,
                    "hidden" => cells.row.is_hidden = tag.is_on(),
                    "cnfStyle" => cells.areas = areas(tag),
                    "gridBefore" => {
                        let columns = tag.count("val").unwrap_or(0);
                        if columns > 0 {
                            cells.row.cells.push(Cell { columns, ends_hidden: true, ..Cell::default() });
                        }
                    }
                    _ => {}
                }
                walk.xml.skip()
            }),
            "sdt" => walk.control(&mut |walk, _| walk.cells(cells)),
            "tblPrEx" | "del" | "moveFrom" => walk.xml.skip(),
            _ => walk.cells(cells),
        })
    }

    fn cell(&mut self, cells: &mut Cells) -> Result<(), Refusal> {
        let mut cell = Cell { columns: 1, ..Cell::default() };
        let mut deleted = false;
        let mut joins = false;
        self.in_table.enter(&cells.areas_of_cell(""));
        self.each(&mut |walk, tag| match tag.name() {
            "tcPr" => walk.each(&mut |walk, tag| {
                let goes_on = || tag.attribute("val").is_none_or(|value| value == "continue");
                match tag.name() {
                    "gridSpan" => cell.columns = tag.count("val").unwrap_or(1),
                    "vMerge" => (cell.begins, cell.continues) = (!goes_on(), goes_on()),
                    "hMerge" => joins = goes_on(),
                    "cellDel" => deleted = true,
                    "cnfStyle" => walk.in_table.enter(&cells.areas_of_cell(&areas(tag))),
                    _ => {}
                }
                walk.xml.skip()
            }),
            _ => walk.enter(tag, &mut cell.content),
        })?;
        cell.ends_hidden = std::mem::take(&mut self.mark_hidden);
        if deleted {
            cells.revised = true;
            return Ok(());
        }
        match cells.row.cells.last_mut().filter(|_| joins) {
            Some(before) => before.columns = before.columns.saturating_add(cell.columns),
            None => cells.row.cells.push(cell),
        }
        Ok(())
    }
}

impl Cells {
    /// The areas that the next cell lies in: those said of it and of its row, and the first row and
    /// column where nothing is said.
    fn areas_of_cell(&self, own: &str) -> String {
        let is_said = !self.areas.is_empty() || !own.is_empty();
        let on = |at: usize, digits: &str| digits.as_bytes().get(at) == Some(&b'1');
        let is_in = |at: usize| match at {
            _ if is_said => on(at, &self.areas) || on(at, own),
            0 => self.is_first,
            2 => self.first_column && self.row.cells.is_empty(),
            _ => false,
        };
        (0..12).map(|at| if is_in(at) { '1' } else { '0' }).collect()
    }
}

/// The areas that a row or cell is marked with, as twelve digits.
fn areas(tag: &Tag) -> String {
    if let Some(digits) = tag.attribute("val") {
        return digits.into_owned();
    }
    const NAMES: [&str; 12] = [
        "firstRow",
        "lastRow",
        "firstColumn",
        "lastColumn",
        "oddVBand",
        "evenVBand",
        "oddHBand",
        "evenHBand",
        "firstRowLastColumn",
        "firstRowFirstColumn",
        "lastRowLastColumn",
        "lastRowFirstColumn",
    ];
    let on = |name: &str| tag.attribute(name).is_some_and(|it| ["1", "true", "on"].contains(&&*it));
    NAMES.iter().map(|name| if on(name) { '1' } else { '0' }).collect()
}

/// Whether a table's style treats its first row and its first column apart.
fn looks(tag: &Tag) -> (bool, bool) {
    let bits = tag.attribute("val").and_then(|bits| u32::from_str_radix(&bits, 16).ok()).unwrap_or(0);
    let on = |name: &str, bit: u32| match tag.attribute(name) {
        Some(value) => ["1", "true", "on"].contains(&&*value),
        None => bits & bit != 0,
    };
    (on("firstRow", 0x20), on("firstColumn", 0x80))
}
