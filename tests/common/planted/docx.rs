//! Word documents.

use super::sheet::{Cell, Look, Sheet};
use crate::write::{escaped, zipped};
use std::fmt::Write as _;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

pub fn docx(title: &str, sheets: &[Sheet]) -> Vec<u8> {
    let mut body = paragraph(&run("", title));
    for sheet in sheets {
        body += &paragraph(&run("", &sheet.heading));
        body += "<w:tbl>";
        for (number, row) in sheet.laid(false).iter().enumerate() {
            let is_hidden = sheet.hidden_rows.contains(&number);
            body += if is_hidden { "<w:tr><w:trPr><w:hidden/></w:trPr>" } else { "<w:tr>" };
            for laid in row {
                let _ = write!(body, "<w:tc><w:tcPr><w:gridSpan w:val=\"{}\"/>", laid.columns);
                body += match (laid.continues, laid.rows) {
                    (true, _) => "<w:vMerge/>",
                    (false, 2..) => "<w:vMerge w:val=\"restart\"/>",
                    _ => "",
                };
                body += "</w:tcPr>";
                body += &if laid.continues { paragraph("") } else { content(laid.cell, is_hidden) };
                body += "</w:tc>";
            }
            body += "</w:tr>";
        }
        body += "</w:tbl>";
    }
    document(&body)
}

fn document(body: &str) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let styles = format!(
        "<w:styles xmlns:w=\"{W}\"><w:style w:type=\"character\" w:styleId=\"Cut\"><w:name w:val=\"Cut\"/><w:rPr><w:strike/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Cut2\"><w:name w:val=\"Cut2\"/><w:basedOn w:val=\"Cut\"/><w:rPr><w:b/></w:rPr></w:style></w:styles>"
    );
    zipped(&[
        ("_rels/.rels", &relation("r1", "officeDocument", "word/document.xml")),
        ("word/_rels/document.xml.rels", &relation("r1", "styles", "styles.xml")),
        ("word/styles.xml", &styles),
        (
            "word/document.xml",
            &format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"{W}\"><w:body>{body}</w:body></w:document>"
            ),
        ),
    ])
}

fn paragraph(runs: &str) -> String {
    format!("<w:p>{runs}</w:p>")
}

fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}

fn content(cell: &Cell, row_is_hidden: bool) -> String {
    let struck =
        ["<w:strike/>", "<w:dstrike/>", "<w:rStyle w:val=\"Cut\"/>", "<w:rStyle w:val=\"Cut2\"/>"][cell.way % 4];
    let vanish = "<w:vanish/>";
    let properties = match &cell.look {
        _ if row_is_hidden => vanish,
        Look::Struck => struck,
        Look::Hidden => vanish,
        _ => "",
    };
    let before = match &cell.look {
        Look::BesideStruck(other) => run(struck, other),
        Look::BesideHidden(other) => run(vanish, other),
        _ => String::new(),
    };
    let lines: Vec<String> = cell.text.split('\n').map(|line| run(properties, line)).collect();
    match cell.way % 2 {
        0 => paragraph(&format!("{before}{}", lines.join("<w:r><w:br/></w:r>"))),
        _ => paragraph(&format!("{before}{}", lines.join("</w:p><w:p>"))),
    }
}
