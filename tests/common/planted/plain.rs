//! What has no looks: text with separators, and PDF.

use super::sheet::{Cell, Look, Sheet};
use crate::print::PrintedTable;
use crate::write;

/// Rows of cells as a spreadsheet saves its only sheet: a merged cell's text in its first place.
fn rows(title: &str, sheets: &[Sheet]) -> Vec<Vec<Cell>> {
    let width = sheets.iter().map(Sheet::width).max().unwrap_or(1);
    let wide = |text: &str| {
        let mut row = vec![Cell::default(); width];
        row[0].text = text.to_owned();
        row
    };
    let mut rows = vec![wide(title)];
    for sheet in sheets {
        rows.push(wide(&sheet.heading));
        for laid in sheet.laid(false) {
            let mut row = vec![Cell::default(); width];
            laid.iter().filter(|laid| !laid.continues).for_each(|laid| row[laid.column] = laid.cell.clone());
            rows.push(row);
        }
    }
    rows
}

pub fn csv(title: &str, sheets: &[Sheet]) -> Vec<u8> {
    joined(&rows(title, sheets), ',')
}

pub fn tabs(title: &str, sheets: &[Sheet]) -> Vec<u8> {
    joined(&rows(title, sheets), '\t')
}

fn joined(rows: &[Vec<Cell>], separator: char) -> Vec<u8> {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let cell = |cell: &Cell| match cell.look {
        Look::Quoted if cell.way % 2 == 0 => format!("=\"{}\"", cell.text),
        Look::Quoted => quoted(&format!("=\"{}\"", cell.text)),
        _ if cell.text.contains([separator, '"', '\n']) => quoted(&cell.text),
        _ => cell.text.clone(),
    };
    let line = |row: &Vec<Cell>| row.iter().map(cell).collect::<Vec<_>>().join(&separator.to_string()) + "\r\n";
    rows.iter().map(line).collect::<String>().into_bytes()
}

pub fn pdf(title: &str, sheets: &[Sheet], thin_areas: bool) -> Vec<u8> {
    let tables: Vec<PrintedTable> = sheets.iter().map(Sheet::printed).collect();
    write::pdf(title, &tables, thin_areas)
}
