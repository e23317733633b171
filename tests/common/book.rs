//! Small workbooks written part by part, and documents as lines.
#![allow(dead_code)]

use crate::write;
use gouji::read::{Document, Piece, file};

/// A document as lines: grids by rows, `^` where a cell is covered, flaws as `<Struck>` behind the text.
pub fn drawn(document: &Document) -> Vec<String> {
    let mut out = Vec::new();
    for piece in &document.pieces {
        match piece {
            Piece::Line(line) => out.push(line.clone()),
            Piece::Grid(grid) => out.extend(grid.rows.iter().map(|row| {
                let cell = |cell: &gouji::read::Cell| match (cell.is_origin(), cell.flaw) {
                    (false, _) => "^".to_owned(),
                    (true, Some(flaw)) => format!("{}<{flaw:?}>", cell.text.replace('\n', "/")),
                    (true, None) => cell.text.replace('\n', "/"),
                };
                row.iter().map(cell).collect::<Vec<_>>().join("|")
            })),
        }
    }
    out
}

/// Reads a file and compares it with lines and with the words that its remarks must have, one remark
/// for each; no words, no remark.
#[track_caller]
pub fn check(name: &str, bytes: &[u8], lines: &[&str], remarks: &[&str]) {
    let document = file(name, bytes).unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
    assert_eq!(drawn(&document), lines, "{name} {:?}", document.remarks);
    assert_eq!(document.remarks.len(), remarks.len(), "{name}: {:?}", document.remarks);
    for (remark, words) in document.remarks.iter().zip(remarks) {
        assert!(remark.contains(words), "{name}: {remark} has no {words}");
    }
}

/// A workbook of one sheet, 年报.
#[derive(Clone, Copy, Default)]
pub struct Xlsx<'x> {
    /// Elements of the workbook behind its sheets.
    pub book: &'x str,
    /// The style sheet's elements.
    pub styles: &'x str,
    /// The `si` elements of shared strings.
    pub strings: &'x str,
    /// Elements of the sheet before and behind its rows.
    pub head: &'x str,
    pub rows: &'x str,
    pub tail: &'x str,
}

impl Xlsx<'_> {
    /// The parts by name.
    pub fn parts(&self) -> Vec<(&'static str, String)> {
        let relations = |all: &[(&str, &str)]| {
            let one = |(kind, target): &(&str, &str)| {
                format!("<Relationship Id=\"{kind}\" Type=\"x/{kind}\" Target=\"{target}\"/>")
            };
            format!("<Relationships>{}</Relationships>", all.iter().map(one).collect::<String>())
        };
        vec![
            ("_rels/.rels", relations(&[("officeDocument", "xl/workbook.xml")])),
            (
                "xl/workbook.xml",
                format!("<workbook><sheets><sheet name=\"年报\" id=\"worksheet\"/></sheets>{}</workbook>", self.book),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                relations(&[
                    ("worksheet", "worksheets/sheet1.xml"),
                    ("styles", "styles.xml"),
                    ("sharedStrings", "sharedStrings.xml"),
                ]),
            ),
            ("xl/styles.xml", format!("<styleSheet>{}</styleSheet>", self.styles)),
            ("xl/sharedStrings.xml", format!("<sst>{}</sst>", self.strings)),
            (
                "xl/worksheets/sheet1.xml",
                format!("<worksheet>{}<sheetData>{}</sheetData>{}</worksheet>", self.head, self.rows, self.tail),
            ),
        ]
    }

    pub fn bytes(&self) -> Vec<u8> {
        zipped(&self.parts())
    }
}

pub fn zipped<N: AsRef<str>>(parts: &[(N, String)]) -> Vec<u8> {
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (name.as_ref(), text.as_str())).collect();
    write::zipped(&parts)
}

/// Rows of cells: a number, or a text, or `style:` and one of them, or an element of its own.
pub fn xlsx_rows(rows: &[&[&str]]) -> String {
    rows.iter()
        .map(|cells| format!("<row>{}</row>", cells.iter().map(|cell| xlsx_cell(cell)).collect::<String>()))
        .collect()
}

pub fn xlsx_cell(cell: &str) -> String {
    if cell.starts_with('<') {
        return cell.to_owned();
    }
    let (style, value) = cell.split_once(':').unwrap_or(("0", cell));
    match value.parse::<f64>() {
        Ok(_) => format!("<c s=\"{style}\"><v>{value}</v></c>"),
        Err(_) if value.is_empty() => format!("<c s=\"{style}\"/>"),
        Err(_) => format!("<c s=\"{style}\" t=\"inlineStr\"><is><t>{}</t></is></c>", write::escaped(value)),
    }
}

/// An OpenDocument spreadsheet with these automatic styles and this table, and common styles.
pub fn ods(styles: &str, table: &str) -> Vec<u8> {
    ods_with(styles, table, &[])
}

pub fn ods_with(styles: &str, table: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:style=\"s\" xmlns:fo=\"f\" xmlns:number=\"n\" xmlns:draw=\"d\">\
         <office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>\
         <table:table table:name=\"年报\">{table}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let mut parts = vec![("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)];
    parts.extend_from_slice(more);
    write::zipped(&parts)
}

/// A cell of a table: a number or a text, or `style:` and one of them, or an element of its own.
pub fn ods_cell(cell: &str) -> String {
    if cell.starts_with('<') {
        return cell.to_owned();
    }
    let (style, value) = cell
        .split_once(':')
        .map_or((String::new(), cell), |(style, value)| (format!(" table:style-name=\"{style}\""), value));
    let kind = match value.parse::<f64>() {
        _ if value.is_empty() => return format!("<table:table-cell{style}/>"),
        Ok(_) => format!("float\" office:value=\"{value}"),
        Err(_) => "string".to_owned(),
    };
    format!(
        "<table:table-cell{style} office:value-type=\"{kind}\"><text:p>{}</text:p></table:table-cell>",
        write::escaped(value)
    )
}

/// A row of them.
pub fn ods_row(cells: &[&str]) -> String {
    ods_row_of("", cells)
}

/// A row with these attributes.
pub fn ods_row_of(attributes: &str, cells: &[&str]) -> String {
    let cells: String = cells.iter().map(|cell| ods_cell(cell)).collect();
    format!("<table:table-row {attributes}>{cells}</table:table-row>")
}
