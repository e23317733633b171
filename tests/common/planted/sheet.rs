//! A printed table as a rectangle of places, so that rows and columns can be put in, merged and hidden.

use crate::print::{self, Printed, PrintedTable};
use gouji::form::Form;
use gouji::report::Report;
use std::collections::BTreeSet;

/// How a cell's text stands there.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Look {
    /// To be read.
    #[default]
    Plain,
    /// Struck out.
    Struck,
    /// Hidden.
    Hidden,
    /// To be read, behind another figure that is struck out.
    BesideStruck(String),
    /// To be read, behind another figure that is hidden.
    BesideHidden(String),
    /// A formula that was never calculated.
    Stale,
    /// Written as a formula that is only a text: `="161"`.
    Quoted,
}

/// A printed cell.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// Lines are separated by `\n`.
    pub text: String,
    pub look: Look,
    /// Which of the ways a kind of file has for this look.
    pub way: usize,
    /// The form's cell that is printed here.
    pub address: Option<String>,
}

/// A table under its heading.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The table's id.
    pub id: String,
    pub heading: String,
    pub cells: Vec<Cell>,
    /// Each place's cell, by its number; a merged cell has several places.
    pub rows: Vec<Vec<usize>>,
    pub hidden_rows: BTreeSet<usize>,
    pub hidden_columns: BTreeSet<usize>,
    /// Whether it is on a hidden page of a workbook.
    pub is_hidden: bool,
}

/// A cell as it is laid out in one row.
pub struct Laid<'s> {
    pub cell: &'s Cell,
    pub column: usize,
    pub columns: usize,
    pub rows: usize,
    /// Whether it goes on from the row above.
    pub continues: bool,
    /// Whether all its columns are hidden.
    pub hidden: bool,
}

/// The tables of a printed report, each figure with its address; and the title.
pub fn sheets(form: &Form, report: &Report, year: u16) -> (String, Vec<Sheet>) {
    let (title, tables) = print::printed(form, report, year);
    let mut addressed = report.clone();
    for cell in 0..report.cells.len() {
        addressed.cells[cell].raw = format!("@{}", report.layout.address(cell));
    }
    let (_, addresses) = print::printed(form, &addressed, year);
    let sheets = form.tables.iter().zip(tables.iter().zip(&addresses));
    (title, sheets.map(|(table, (printed, addresses))| sheet(&table.id, printed, addresses)).collect())
}

fn sheet(id: &str, printed: &PrintedTable, addresses: &PrintedTable) -> Sheet {
    const FREE: usize = usize::MAX;
    let mut sheet = Sheet {
        id: id.to_owned(),
        heading: printed.heading.clone(),
        cells: Vec::new(),
        rows: vec![vec![FREE; printed.width]; printed.rows.len()],
        hidden_rows: BTreeSet::new(),
        hidden_columns: BTreeSet::new(),
        is_hidden: false,
    };
    for (row, (cells, addresses)) in printed.rows.iter().zip(&addresses.rows).enumerate() {
        for (cell, address) in cells.iter().zip(addresses) {
            let column = sheet.rows[row].iter().position(|place| *place == FREE).expect("a free place");
            let address = address.text.strip_prefix('@').map(str::to_owned);
            sheet.cells.push(Cell { text: cell.text.clone(), address, ..Cell::default() });
            for below in &mut sheet.rows[row..row + cell.rows] {
                below[column..column + cell.columns].fill(sheet.cells.len() - 1);
            }
        }
    }
    sheet
}

impl Sheet {
    pub fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// Where the form's figures stand: row and column.
    pub fn figures(&self) -> Vec<(usize, usize)> {
        let places = (0..self.rows.len()).flat_map(|row| (0..self.rows[row].len()).map(move |column| (row, column)));
        places.filter(|place| self.at(*place).address.is_some() && self.starts(*place)).collect()
    }

    /// Rows with figures of the form.
    pub fn figure_rows(&self) -> Vec<usize> {
        let mut rows: Vec<usize> = self.figures().into_iter().map(|(row, _)| row).collect();
        rows.dedup();
        rows
    }

    pub fn at(&self, (row, column): (usize, usize)) -> &Cell {
        &self.cells[self.rows[row][column]]
    }

    pub fn at_mut(&mut self, (row, column): (usize, usize)) -> &mut Cell {
        &mut self.cells[self.rows[row][column]]
    }

    /// Whether a cell starts here.
    fn starts(&self, (row, column): (usize, usize)) -> bool {
        let cell = self.rows[row][column];
        (row == 0 || self.rows[row - 1][column] != cell) && (column == 0 || self.rows[row][column - 1] != cell)
    }

    /// How many rows the cell here goes down from this one.
    pub fn height(&self, (row, column): (usize, usize)) -> usize {
        let cell = self.rows[row][column];
        self.rows[row..].iter().take_while(|below| below.get(column) == Some(&cell)).count()
    }

    /// Adds a cell; its number.
    pub fn add(&mut self, cell: Cell) -> usize {
        self.cells.push(cell);
        self.cells.len() - 1
    }

    /// Ends what goes down past this row: below it stands the same text again, or none.
    pub fn cut(&mut self, at: usize, again: bool) {
        for column in 0..self.width() {
            let cell = self.rows[at][column];
            if self.rows[at - 1][column] == cell {
                let text = if again { self.cells[cell].text.clone() } else { String::new() };
                let below = self.add(Cell { text, ..Cell::default() });
                for place in self.rows[at..].iter_mut().flatten().filter(|place| **place == cell) {
                    *place = below;
                }
            }
        }
    }

    /// Puts a row in, with the cells of another; what goes down past it from above goes on through it.
    pub fn put_row(&mut self, at: usize, like: usize, mut cell: impl FnMut(&Cell) -> Cell) {
        let template = self.rows[like].clone();
        let mut copies: Vec<(usize, usize)> = Vec::new();
        let mut row = Vec::new();
        for (column, place) in template.iter().enumerate() {
            let crosses = at > 0 && at < self.rows.len() && self.rows[at - 1][column] == self.rows[at][column];
            if crosses {
                row.push(self.rows[at][column]);
                continue;
            }
            let copied = copies.iter().find(|(from, _)| from == place).map(|(_, to)| *to);
            let to = copied.unwrap_or_else(|| {
                let copy = cell(&self.cells[*place]);
                self.add(Cell { address: None, ..copy })
            });
            copies.push((*place, to));
            row.push(to);
        }
        self.rows.insert(at, row);
    }

    /// Puts a column in; what goes across it goes on through it. `text` is asked for each row.
    pub fn put_column(&mut self, at: usize, mut text: impl FnMut(usize) -> String) {
        let heads = self.head_rows();
        let mut head: Option<usize> = None;
        for row in 0..self.rows.len() {
            let crosses = at > 0 && at < self.rows[row].len() && self.rows[row][at - 1] == self.rows[row][at];
            let wide = self.rows[row].iter().all(|cell| *cell == self.rows[row][0]);
            let cell = match head {
                _ if crosses || wide => self.rows[row][at.saturating_sub(1)],
                Some(head) if heads.contains(&row) => head,
                _ => self.add(Cell { text: text(row), ..Cell::default() }),
            };
            head = Some(cell).filter(|_| heads.contains(&row) && !crosses && !wide);
            self.rows[row].insert(at, cell);
        }
    }

    /// Rows that are neither figures nor headings across the table.
    pub fn head_rows(&self) -> BTreeSet<usize> {
        let figures: BTreeSet<usize> = self.figure_rows().into_iter().collect();
        let wide = |row: &usize| self.rows[*row].iter().all(|cell| *cell == self.rows[*row][0]);
        (0..self.rows.len()).filter(|row| !figures.contains(row) && !wide(row)).collect()
    }

    /// The table row by row. With `seen`, spans count only what is not hidden, as browsers lay tables out.
    pub fn laid(&self, seen: bool) -> Vec<Vec<Laid<'_>>> {
        (0..self.rows.len()).map(|row| self.laid_row(row, seen)).collect()
    }

    fn laid_row(&self, row: usize, seen: bool) -> Vec<Laid<'_>> {
        let places = &self.rows[row];
        let mut out = Vec::new();
        let mut column = 0;
        while column < places.len() {
            let end = column + places[column..].iter().take_while(|place| **place == places[column]).count();
            let is_hidden = |column: &usize| self.hidden_columns.contains(column);
            let shown = (column..end).filter(|column| !is_hidden(column)).count();
            let below = row..row + self.height((row, column));
            let tall = below.clone().filter(|row| !seen || !self.hidden_rows.contains(row)).count();
            out.push(Laid {
                cell: &self.cells[places[column]],
                column,
                columns: if seen && shown > 0 { shown } else { end - column },
                rows: tall.max(1),
                continues: row > 0 && self.rows[row - 1].get(column) == Some(&places[column]),
                hidden: shown == 0,
            });
            column = end;
        }
        out
    }

    /// As rows of cells with spans, looks forgotten.
    pub fn printed(&self) -> PrintedTable {
        let row = |row: Vec<Laid>| {
            let own = row.into_iter().filter(|laid| !laid.continues);
            own.map(|laid| Printed { text: laid.cell.text.clone(), columns: laid.columns, rows: laid.rows }).collect()
        };
        let rows = self.laid(false).into_iter().map(row).collect();
        PrintedTable { heading: self.heading.clone(), rows, width: self.width() }
    }
}

/// The pages of a workbook in their order, and whether each is hidden.
pub fn pages(sheets: &[Sheet]) -> Vec<(bool, Vec<Sheet>)> {
    let mut pages: Vec<(bool, Vec<Sheet>)> = Vec::new();
    for sheet in sheets {
        match pages.last_mut() {
            Some((hidden, page)) if *hidden == sheet.is_hidden => page.push(sheet.clone()),
            _ => pages.push((sheet.is_hidden, vec![sheet.clone()])),
        }
    }
    pages
}
