//! Excel's binary workbooks (BIFF8).

use super::sheet::{Cell, Look, Sheet, pages};
use std::io::{Cursor, Write as _};

const STRUCK: u16 = 1;
const UNSEEN: u16 = 2;

/// The workbook's stream, record by record.
#[derive(Default)]
struct Stream(Vec<u8>);

impl Stream {
    fn record(&mut self, kind: u16, parts: &[&[u8]]) {
        let content = parts.concat();
        self.0.extend(kind.to_le_bytes());
        self.0.extend((content.len() as u16).to_le_bytes());
        self.0.extend(content);
    }

    fn numbers(&mut self, kind: u16, numbers: &[u16]) {
        let bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        self.record(kind, &[&bytes]);
    }
}

/// Characters of two bytes.
fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

pub fn xls(title: &str, sheets: &[Sheet], as_numbers: bool) -> Vec<u8> {
    let mut book = Stream::default();
    book.numbers(0x0809, &[0x0600, 0x0005, 0, 0, 0, 0, 0, 0]);
    // Fonts, the second one struck out; a format that shows nothing; cells in each of them.
    for options in [0, 0x0008] {
        book.record(
            0x0031,
            &[&200_u16.to_le_bytes(), &[options, 0, 0xFF, 0x7F, 0x90, 1, 0, 0, 0, 0, 0, 0, 1, 0, b'A']],
        );
    }
    book.record(0x041E, &[&164_u16.to_le_bytes(), &3_u16.to_le_bytes(), &[0], b";;;"]);
    for (font, format) in [(0, 0), (1, 0), (0, 164)] {
        book.numbers(0x00E0, &[font, format, 0, 0, 0, 0, 0, 0, 0, 0]);
    }
    let pages = pages(sheets);
    let bounds: Vec<usize> = pages.iter().enumerate().map(|(number, page)| bound(&mut book, number, page.0)).collect();
    book.record(0x000A, &[]);
    for (bound, (_, sheets)) in bounds.iter().zip(&pages) {
        let start = (book.0.len() as u32).to_le_bytes();
        book.0[bound + 4..bound + 8].copy_from_slice(&start);
        book.numbers(0x0809, &[0x0600, 0x0010, 0, 0, 0, 0, 0, 0]);
        page(&mut book, title, sheets, as_numbers);
        book.record(0x000A, &[]);
    }
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a compound file");
    file.create_stream("/Workbook").expect("a stream").write_all(&book.0).expect("a stream");
    file.flush().expect("a compound file");
    file.into_inner().into_inner()
}

/// Lists a page; where its record stands, in which the page's beginning is still to be entered.
fn bound(book: &mut Stream, number: usize, hidden: bool) -> usize {
    let (at, name) = (book.0.len(), wide(&format!("Sheet{number}")));
    book.record(0x0085, &[&[0, 0, 0, 0, u8::from(hidden), 0, 6, 1], &name]);
    at
}

fn page(book: &mut Stream, title: &str, sheets: &[Sheet], as_numbers: bool) {
    let last = sheets.iter().map(Sheet::width).max().unwrap_or(1) as u16 - 1;
    for column in sheets.iter().flat_map(|sheet| &sheet.hidden_columns) {
        book.numbers(0x007D, &[*column as u16, *column as u16, 0x0900, 0, 1, 0]);
    }
    let mut merged: Vec<[u16; 4]> = vec![[0, 0, 0, last]];
    let mut cells = vec![(0, 0, Cell { text: title.to_owned(), ..Cell::default() })];
    let mut top = 1;
    for sheet in sheets {
        merged.push([top, top, 0, last]);
        cells.push((top, 0, Cell { text: sheet.heading.clone(), ..Cell::default() }));
        for (number, row) in sheet.laid(false).iter().enumerate() {
            top += 1;
            if sheet.hidden_rows.contains(&number) {
                book.numbers(0x0208, &[top, 0, last + 1, 255, 0, 0, 0x0120, 0x000F]);
            }
            for laid in row.iter().filter(|laid| !laid.continues) {
                let left = laid.column as u16;
                let range = [top, top + laid.rows as u16 - 1, left, left + laid.columns as u16 - 1];
                merged.extend(Some(range).filter(|_| laid.columns * laid.rows > 1));
                cells.push((top, left, laid.cell.clone()));
            }
        }
        top += 1;
    }
    cells.iter().for_each(|(row, column, cell)| write(book, *row, *column, cell, as_numbers));
    let ranges: Vec<u16> = merged.iter().flatten().copied().collect();
    book.numbers(0x00E5, &[&[merged.len() as u16], ranges.as_slice()].concat());
}

fn write(book: &mut Stream, row: u16, column: u16, cell: &Cell, as_numbers: bool) {
    let format = match cell.look {
        Look::Struck => STRUCK,
        Look::Hidden => UNSEEN,
        _ => 0,
    };
    let place: Vec<u8> = [row, column, format].iter().flat_map(|number| number.to_le_bytes()).collect();
    match cell.text.parse::<f64>() {
        _ if cell.text.is_empty() => {}
        Ok(number) if as_numbers => book.record(0x0203, &[&place, &number.to_le_bytes()]),
        _ => {
            let count = (cell.text.encode_utf16().count() as u16).to_le_bytes();
            book.record(0x0204, &[&place, &count, &[1], &wide(&cell.text)]);
        }
    }
}
