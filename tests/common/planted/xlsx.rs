//! Workbooks of Excel.

use super::sheet::{Cell, Look, Sheet, pages};
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};

pub fn xlsx(title: &str, sheets: &[Sheet], as_numbers: bool) -> Vec<u8> {
    let mut book = Workbook::new();
    for (hidden, sheets) in pages(sheets) {
        let page = book.add_worksheet();
        // The page that is open must be one that is seen.
        if hidden {
            page.set_hidden(true)
        } else {
            page.set_active(true)
        };
        write_page(page, title, &sheets, as_numbers);
    }
    book.save_to_buffer().expect("a workbook")
}

fn write_page(page: &mut Worksheet, title: &str, sheets: &[Sheet], as_numbers: bool) {
    let plain = Format::new();
    let width = sheets.iter().map(Sheet::width).max().unwrap_or(1) as u16;
    page.merge_range(0, 0, 0, width - 1, title, &plain).expect("a title");
    let mut top = 1;
    for sheet in sheets {
        page.merge_range(top, 0, top, width - 1, &sheet.heading, &plain).expect("a heading");
        for (number, row) in sheet.laid(false).into_iter().enumerate() {
            top += 1;
            if sheet.hidden_rows.contains(&number) {
                page.set_row_hidden(top).expect("a row");
            }
            for laid in row.into_iter().filter(|laid| !laid.continues) {
                let left = laid.column as u16;
                if laid.columns > 1 || laid.rows > 1 {
                    let (bottom, right) = (top + laid.rows as u32 - 1, left + laid.columns as u16 - 1);
                    page.merge_range(top, left, bottom, right, "", &plain).expect("a range");
                }
                write(page, (top, left), laid.cell, as_numbers);
            }
        }
        for column in &sheet.hidden_columns {
            page.set_column_hidden(*column as u16).expect("a column");
        }
        top += 1;
    }
}

fn write(page: &mut Worksheet, (row, column): (u32, u16), cell: &Cell, as_numbers: bool) {
    let plain = Format::new();
    let struck = Format::new().set_font_strikethrough();
    let format = match &cell.look {
        Look::Struck => struck.clone(),
        Look::Hidden => Format::new().set_num_format(";;;"),
        _ => plain.clone(),
    };
    let written = match (&cell.look, cell.text.parse::<f64>()) {
        (Look::Stale, _) => {
            let formula = Formula::new("=SUM(B200:C200)");
            let formula = if cell.way % 2 == 0 { formula } else { formula.set_result("") };
            page.write_formula(row, column, formula)
        }
        (Look::BesideStruck(other), _) => {
            page.write_rich_string(row, column, &[(&struck, other.as_str()), (&plain, cell.text.as_str())])
        }
        _ if cell.text.is_empty() => return,
        (Look::Struck, _) if cell.way % 2 == 1 && cell.text.len() > 1 => {
            let (first, rest) = cell.text.split_at(1);
            page.write_rich_string(row, column, &[(&struck, first), (&struck, rest)])
        }
        (_, Ok(number)) if as_numbers => page.write_number_with_format(row, column, number, &format),
        _ => page.write_string_with_format(row, column, &cell.text, &format),
    };
    written.expect("a cell");
}
