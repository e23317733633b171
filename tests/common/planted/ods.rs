//! OpenDocument spreadsheets.

use super::sheet::{Cell, Laid, Look, Sheet, pages};
use crate::write::{escaped, zipped};
use std::fmt::Write as _;

const NAMES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\"";
const STYLES: &str = "<office:automatic-styles>\
    <style:style style:name=\"ceCut\" style:family=\"table-cell\"><style:text-properties style:text-line-through-style=\"solid\" style:text-line-through-type=\"single\"/></style:style>\
    <style:style style:name=\"tCut\" style:family=\"text\"><style:text-properties style:text-line-through-style=\"solid\"/></style:style>\
    <style:style style:name=\"taGone\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>\
    <style:style style:name=\"tGone\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style></office:automatic-styles>";

pub fn ods(title: &str, sheets: &[Sheet]) -> Vec<u8> {
    let pages: String = pages(sheets).iter().map(|(hidden, sheets)| page(title, sheets, *hidden)).collect();
    let content = format!(
        "<office:document-content {NAMES}>{STYLES}<office:body><office:spreadsheet>{pages}</office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

fn page(title: &str, sheets: &[Sheet], hidden: bool) -> String {
    let width = sheets.iter().map(Sheet::width).max().unwrap_or(1);
    let columns = (0..width).map(|column| {
        let is_hidden = sheets.iter().any(|sheet| sheet.hidden_columns.contains(&column));
        if is_hidden { "<table:table-column table:visibility=\"collapse\"/>" } else { "<table:table-column/>" }
    });
    let (name, style) = if hidden { ("上年", " table:style-name=\"taGone\"") } else { ("Sheet1", "") };
    let mut content = format!("<table:table table:name=\"{name}\"{style}>{}", columns.collect::<String>());
    content += &heading(title, width);
    for sheet in sheets {
        content += &heading(&sheet.heading, width);
        for (number, row) in sheet.laid(false).iter().enumerate() {
            let way = row.last().map_or(0, |laid| laid.cell.way);
            let hidden = ["collapse", "filter"][way % 2];
            content += &match sheet.hidden_rows.contains(&number) {
                true => format!("<table:table-row table:visibility=\"{hidden}\">"),
                false => "<table:table-row>".to_owned(),
            };
            row.iter().for_each(|laid| content += &placed(laid));
            content += "</table:table-row>";
        }
    }
    content + "</table:table>"
}

fn heading(text: &str, width: usize) -> String {
    format!(
        "<table:table-row><table:table-cell office:value-type=\"string\" table:number-columns-spanned=\"{width}\"><text:p>{}</text:p></table:table-cell>{}</table:table-row>",
        escaped(text),
        covered(width - 1)
    )
}

fn covered(columns: usize) -> String {
    if columns == 0 {
        String::new()
    } else {
        format!("<table:covered-table-cell table:number-columns-repeated=\"{columns}\"/>")
    }
}

fn placed(laid: &Laid) -> String {
    if laid.continues {
        return covered(laid.columns);
    }
    let cell = laid.cell;
    let mut out = String::from("<table:table-cell");
    let _ = match (&cell.look, cell.text.parse::<f64>()) {
        (Look::Stale, _) => write!(out, " table:formula=\"of:=SUM([.B200:.C200])\""),
        (Look::Plain | Look::Struck, Ok(_)) => {
            write!(out, " office:value-type=\"float\" office:value=\"{}\"", cell.text)
        }
        _ => write!(out, " office:value-type=\"string\""),
    };
    if cell.look == Look::Struck && cell.way % 2 == 0 {
        out += " table:style-name=\"ceCut\"";
    }
    let _ =
        write!(out, " table:number-columns-spanned=\"{}\" table:number-rows-spanned=\"{}\">", laid.columns, laid.rows);
    out + &content(cell) + "</table:table-cell>" + &covered(laid.columns - 1)
}

fn content(cell: &Cell) -> String {
    let span = |style: &str, text: &str| format!("<text:span text:style-name=\"{style}\">{text}</text:span>");
    let text = escaped(&cell.text);
    let inner = match &cell.look {
        Look::Stale => return String::new(),
        Look::Struck if cell.way % 2 == 1 => span("tCut", &text),
        Look::Hidden => span("tGone", &text),
        Look::BesideStruck(other) => span("tCut", other) + &text,
        Look::BesideHidden(other) => span("tGone", other) + &text,
        _ => text,
    };
    let line_end = ["</text:p><text:p>", "<text:line-break/>"][cell.way % 2];
    format!("<text:p>{}</text:p>", inner.replace('\n', line_end))
}
