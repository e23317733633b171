//! Printed reports written as files of each kind, as plainly as the kind allows.
#![allow(dead_code)]

use crate::print::{Printed, PrintedTable};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

/// A zip file of these parts.
pub fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("a part");
    }
    zip.finish().expect("a zip file").into_inner()
}

pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Word's document with this body.
pub fn docx_of(body: &str) -> Vec<u8> {
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
        Target=\"word/document.xml\"/></Relationships>";
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"w\" xmlns:mc=\"mc\"><w:body>{body}</w:body></w:document>"
    );
    zipped(&[("_rels/.rels", relations), ("word/document.xml", &document)])
}

pub fn docx(title: &str, tables: &[PrintedTable]) -> Vec<u8> {
    let paragraph = |text: &str| {
        // Word breaks a text into runs where it likes.
        let runs: Vec<char> = text.chars().collect();
        let runs = runs.chunks(7).map(|run| {
            format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(&run.iter().collect::<String>()))
        });
        format!("<w:p>{}</w:p>", runs.collect::<String>())
    };
    let mut body = paragraph(title);
    for table in tables {
        body += &paragraph(&table.heading);
        body += "<w:tbl>";
        for row in merged_down(table) {
            body += "<w:tr>";
            for (cell, continues) in row {
                let _ = write!(body, "<w:tc><w:tcPr><w:gridSpan w:val=\"{}\"/>", cell.columns);
                match (continues, cell.rows) {
                    (true, _) => body += "<w:vMerge/>",
                    (false, 2..) => body += "<w:vMerge w:val=\"restart\"/>",
                    _ => {}
                }
                body += "</w:tcPr>";
                body += &paragraph(if continues { "" } else { &cell.text });
                body += "</w:tc>";
            }
            body += "</w:tr>";
        }
        body += "</w:tbl>";
    }
    docx_of(&body)
}

/// Every row with the cells that go on from above, which are marked.
fn merged_down(table: &PrintedTable) -> Vec<Vec<(Printed, bool)>> {
    let mut hanging: Vec<Option<(Printed, usize)>> = vec![None; table.width];
    let rows = table.rows.iter().map(|row| {
        let mut cells = row.iter();
        let mut out = Vec::new();
        let mut column = 0;
        while column < table.width {
            let cell = match &mut hanging[column] {
                Some((cell, left)) => {
                    *left -= 1;
                    let cell = cell.clone();
                    if *left == 0 {
                        hanging[column] = None;
                    }
                    (cell, true)
                }
                None => {
                    let cell = cells.next().expect("a cell").clone();
                    if cell.rows > 1 {
                        hanging[column] = Some((cell.clone(), cell.rows - 1));
                    }
                    (cell, false)
                }
            };
            column += cell.0.columns;
            out.push(cell);
        }
        out
    });
    rows.collect()
}

/// A cell's place: row and column.
type Places = Vec<(u32, u16, Printed)>;

/// Each cell with its row and column, tables below each other under their headings.
fn placed(title: &str, tables: &[PrintedTable]) -> Places {
    let width = tables.iter().map(|table| table.width).max().unwrap_or(1);
    let wide = |text: &str| Printed { text: text.to_owned(), columns: width, rows: 1 };
    let mut row = 1;
    let mut out = vec![(0, 0, wide(title))];
    for table in tables {
        out.push((row, 0, wide(&table.heading)));
        for cells in merged_down(table) {
            row += 1;
            let mut column = 0;
            for (cell, continues) in cells {
                let wide = cell.columns;
                if !continues {
                    out.push((row, column, cell));
                }
                column += wide as u16;
            }
        }
        row += 1;
    }
    out
}

pub fn xlsx(title: &str, tables: &[PrintedTable], as_numbers: bool) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let format = rust_xlsxwriter::Format::new();
    for (row, column, cell) in placed(title, tables) {
        if cell.columns > 1 || cell.rows > 1 {
            let (bottom, right) = (row + cell.rows as u32 - 1, column + cell.columns as u16 - 1);
            sheet.merge_range(row, column, bottom, right, "", &format).expect("a range");
        }
        match cell.text.parse::<f64>() {
            _ if cell.text.is_empty() => {}
            Ok(number) if as_numbers => {
                sheet.write_number(row, column, number).expect("a cell");
            }
            _ => {
                sheet.write_string(row, column, &cell.text).expect("a cell");
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// An OpenDocument spreadsheet with this table.
pub fn ods_of(table: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet>\
         {table}</office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest xmlns:manifest=\"m\"/>"),
        ("content.xml", &content),
    ])
}

pub fn ods(title: &str, tables: &[PrintedTable]) -> Vec<u8> {
    let mut content = String::from("<table:table table:name=\"Sheet1\">");
    let wide = tables.iter().map(|table| table.width).max().unwrap_or(1);
    let heading = |text: &str| {
        format!(
            "<table:table-row><table:table-cell office:value-type=\"string\" table:number-columns-spanned=\"{wide}\"><text:p>{}</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated=\"{}\"/></table:table-row>",
            escaped(text),
            wide - 1
        )
    };
    content += &heading(title);
    for table in tables {
        content += &heading(&table.heading);
        for row in merged_down(table) {
            content += "<table:table-row>";
            for (cell, continues) in row {
                if continues {
                    let _ = write!(
                        content,
                        "<table:covered-table-cell table:number-columns-repeated=\"{}\"/>",
                        cell.columns
                    );
                    continue;
                }
                let kind = match cell.text.parse::<f64>() {
                    Ok(_) => format!("float\" office:value=\"{}", cell.text),
                    Err(_) => "string".to_owned(),
                };
                let _ = write!(
                    content,
                    "<table:table-cell office:value-type=\"{kind}\" table:number-columns-spanned=\"{}\" table:number-rows-spanned=\"{}\"><text:p>{}</text:p></table:table-cell>",
                    cell.columns,
                    cell.rows,
                    escaped(&cell.text)
                );
                if cell.columns > 1 {
                    let _ = write!(
                        content,
                        "<table:covered-table-cell table:number-columns-repeated=\"{}\"/>",
                        cell.columns - 1
                    );
                }
            }
            content += "</table:table-row>";
        }
    }
    ods_of(&(content + "</table:table>"))
}

/// A page in one file, its text packed one way or the other.
pub fn mht(page: &str, base64: bool) -> Vec<u8> {
    let (gb, _, _) = encoding_rs::GBK.encode(page);
    let mut out = String::from(
        "From: <Saved by a browser>\r\nSubject: =?utf-8?B?5oql5ZGK?=\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----=_Part_0\"\r\n\r\n\
         This is a multi-part message.\r\n\r\n------=_Part_0\r\nContent-Type: text/html;\r\n\tcharset=\"gb2312\"\r\n",
    );
    if base64 {
        out += "Content-Transfer-Encoding: base64\r\n\r\n";
        for line in gb.chunks(57) {
            out += &base64_of(line);
            out += "\r\n";
        }
    } else {
        out += "Content-Transfer-Encoding: quoted-printable\r\n\r\n";
        let mut line = 0;
        for &byte in gb.iter() {
            if line > 70 {
                out += "=\r\n";
                line = 0;
            }
            match byte {
                b'\n' => {
                    out += "\r\n";
                    line = 0;
                }
                b'!'..=b'<' | b'>'..=b'~' => {
                    out.push(char::from(byte));
                    line += 1;
                }
                byte => {
                    let _ = write!(out, "={byte:02X}");
                    line += 3;
                }
            }
        }
    }
    out += "\r\n------=_Part_0\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: a.png\r\n\r\niVBORw0KGgo=\r\n------=_Part_0--\r\n";
    out.into_bytes()
}

fn base64_of(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |three: &[u8]| {
        let bits = three.iter().fold(0_u32, |bits, &byte| bits << 8 | u32::from(byte)) << (8 * (3 - three.len()));
        let digit = |at: usize| char::from(DIGITS[(bits >> (18 - 6 * at)) as usize & 63]);
        (0..4).map(|at| if at <= three.len() { digit(at) } else { '=' }).collect::<String>()
    };
    bytes.chunks(3).map(group).collect()
}

/// As a spreadsheet saves its only sheet: a merged cell's text in its first place.
pub fn csv(title: &str, tables: &[PrintedTable]) -> String {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (row, column, cell) in placed(title, tables) {
        let (right, bottom) = (usize::from(column) + cell.columns, row as usize + cell.rows);
        rows.resize(rows.len().max(bottom), Vec::new());
        for line in &mut rows[row as usize..bottom] {
            line.resize(line.len().max(right), String::new());
        }
        rows[row as usize][usize::from(column)] = cell.text;
    }
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let quoted = |text: &String| {
        if text.contains([',', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.clone() }
    };
    let line = |mut row: Vec<String>| {
        row.resize(width, String::new());
        row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n"
    };
    rows.into_iter().map(line).collect()
}

/// A PDF with ruled tables; its only font names its characters by a map.
pub fn pdf(title: &str, tables: &[PrintedTable], thin_areas: bool) -> Vec<u8> {
    pdf_of_tables(title, tables, thin_areas, 0)
}

/// The same, with one figure in so many in a form field. Half of the fields are drawn, the others
/// only have their value.
pub fn pdf_with_fields(title: &str, tables: &[PrintedTable], every: usize) -> Vec<u8> {
    pdf_of_tables(title, tables, false, every)
}

fn pdf_of_tables(title: &str, tables: &[PrintedTable], thin_areas: bool, every: usize) -> Vec<u8> {
    const SIZE: f32 = 8.0;
    const LEFT: f32 = 30.0;
    const FULL: f32 = 540.0;
    let mut font = PdfFont::default();
    let mut pages = vec![String::new()];
    let mut fields: Vec<(usize, [f32; 4], String)> = Vec::new();
    let mut figures = 0;
    let mut y = 800.0;
    let line = |page: &mut String, (x0, y0): (f32, f32), (x1, y1): (f32, f32)| {
        let _ = match thin_areas {
            true => writeln!(page, "{x0} {y0} {} {} re f", (x1 - x0).max(0.5), (y1 - y0).max(0.5)),
            false => writeln!(page, "{x0} {y0} m {x1} {y1} l S"),
        };
    };
    font.show(&mut pages[0], title, LEFT, y, SIZE);
    for table in tables {
        y -= 30.0;
        if y < 200.0 {
            pages.push(String::new());
            y = 800.0;
        }
        let page = pages.last_mut().expect("a page");
        font.show(page, &table.heading, LEFT, y, SIZE);
        y -= 10.0;
        let step = FULL / table.width as f32;
        // Rows as tall as their longest cell; a table that does not fit goes on overleaf.
        let lines = |cell: &Printed| wrapped(&cell.text, cell.columns as f32 * step - 4.0, SIZE);
        let tall = |row: &Vec<(Printed, bool)>| {
            let lines = row.iter().filter(|(cell, _)| cell.rows == 1).map(|(cell, _)| lines(cell).len());
            lines.max().unwrap_or(1) as f32 * (SIZE + 2.0) + 4.0
        };
        let rows = merged_down(table);
        let heights: Vec<f32> = rows.iter().map(tall).collect();
        for (at, row) in rows.iter().enumerate() {
            if y - heights[at] < 40.0 {
                pages.push(String::new());
                y = 800.0;
            }
            let number = pages.len() - 1;
            let page = pages.last_mut().expect("a page");
            let mut x = LEFT;
            for (cell, continues) in row {
                let right = x + cell.columns as f32 * step;
                line(page, (x, y - heights[at]), (x, y));
                line(page, (right, y - heights[at]), (right, y));
                if !continues || y == 800.0 {
                    line(page, (x, y), (right, y));
                }
                let goes_on = rows.get(at + 1).is_some_and(|below| {
                    let mut left = LEFT;
                    below.iter().any(|(other, continues)| {
                        let is_here = (left - x).abs() < 0.1;
                        left += other.columns as f32 * step;
                        is_here && *continues
                    })
                });
                let is_last = rows.get(at + 1).is_none_or(|_| y - heights[at] - heights[at + 1] < 40.0);
                if !goes_on || is_last {
                    line(page, (x, y - heights[at]), (right, y - heights[at]));
                }
                let is_figure = cell.text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
                figures += usize::from(is_figure && !continues);
                if every > 0 && is_figure && !continues && figures % every == 0 {
                    fields.push((number, [x + 1.0, y - heights[at] + 1.0, right - 1.0, y - 1.0], cell.text.clone()));
                } else if !continues {
                    for (number, part) in lines(cell).iter().enumerate() {
                        font.show(page, part, x + 2.0, y - (number + 1) as f32 * (SIZE + 2.0), SIZE);
                    }
                }
                x = right;
            }
            y -= heights[at];
        }
    }
    font.file(&pages, &fields)
}

/// A text in lines no wider than this; figures are half as wide as Chinese characters.
fn wrapped(text: &str, room: f32, size: f32) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0.0;
    for c in text.chars() {
        let wide = if c.is_ascii() { size / 2.0 } else { size };
        if used + wide > room || c == '\n' {
            lines.push(String::new());
            used = 0.0;
        }
        if c != '\n' {
            used += wide;
            lines.last_mut().expect("a line").push(c);
        }
    }
    lines
}

#[derive(Default)]
struct PdfFont(Vec<char>);

impl PdfFont {
    fn show(&mut self, page: &mut String, text: &str, x: f32, y: f32, size: f32) {
        let _ = write!(page, "BT /F1 {size} Tf {x} {y} Td <");
        for c in text.chars() {
            let code = self.0.iter().position(|&known| known == c).unwrap_or_else(|| {
                self.0.push(c);
                self.0.len() - 1
            });
            let _ = write!(page, "{:04X}", code + 1);
        }
        let _ = writeln!(page, "> Tj ET");
    }

    fn file(&self, pages: &[String], fields: &[(usize, [f32; 4], String)]) -> Vec<u8> {
        let mut map = String::from("1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
        for (at, c) in self.0.iter().enumerate() {
            let units: String = c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("{unit:04X}")).collect();
            let _ = writeln!(map, "1 beginbfchar <{:04X}> <{units}> endbfchar", at + 1);
        }
        // Figures are half as wide as Chinese characters.
        let widths = self.0.iter().map(|c| if c.is_ascii() { "500" } else { "1000" }).collect::<Vec<_>>().join(" ");
        let kids: String = (0..pages.len()).map(|at| format!("{} 0 R ", 6 + at * 2)).collect();
        let stream = |text: &str| format!("<< /Length {} >> stream\n{text}\nendstream", text.len());
        let mut objects = vec![
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len()),
            "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>".to_owned(),
            format!("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /DW 1000 /W [1 [{widths}]] >>"),
            stream(&map),
        ];
        for (at, page) in pages.iter().enumerate() {
            let own = fields.iter().enumerate().filter(|(_, field)| field.0 == at);
            let annotations: String =
                own.map(|(number, _)| format!("{} 0 R ", 6 + pages.len() * 2 + number * 2)).collect();
            objects.push(format!(
                "<< /Type /Page /Annots [{annotations}] /Parent 2 0 R /MediaBox [0 0 600 850] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
                7 + at * 2
            ));
            objects.push(stream(page));
        }
        for (number, (_, [left, bottom, right, top], value)) in fields.iter().enumerate() {
            let drawing = 7 + pages.len() * 2 + number * 2;
            let drawn = if number % 2 == 0 { format!("/AP << /N {drawing} 0 R >>") } else { String::new() };
            let (wide, high) = (right - left, top - bottom);
            objects.push(format!(
                "<< /Type /Annot /Subtype /Widget /FT /Tx /F 4 /T (f{number}) /V ({value}) /Rect [{left} {bottom} {right} {top}] {drawn} >>"
            ));
            let content = format!("/Tx BMC q BT /H 6 Tf 2 3 Td ({value}) Tj ET Q EMC");
            objects.push(format!(
                "<< /Subtype /Form /BBox [0 0 {wide} {high}] /Resources << /Font << /H << /Type /Font /Subtype /Type1 \
                 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >> >> /Length {} >> stream\n{content}\nendstream",
                content.len()
            ));
        }
        pdf_of(&objects)
    }
}

/// A PDF of these objects; the first is its catalogue.
pub fn pdf_of(objects: &[String]) -> Vec<u8> {
    let mut out = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        let _ = write!(out, "{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let start = out.len();
    let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(out, "{place:010} 00000 n ");
    }
    let _ = write!(out, "trailer << /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    out.into_bytes()
}
