//! Rich text.

use super::sheet::{Cell, Look, Sheet};
use std::fmt::Write as _;

pub fn rtf(title: &str, sheets: &[Sheet]) -> Vec<u8> {
    let mut out = format!("{{\\rtf1\\ansi\\ansicpg936\\uc1\n\\pard {}\\par\n", text(title, "\\line "));
    for sheet in sheets {
        let _ = writeln!(out, "\\pard {}\\par", text(&sheet.heading, "\\line "));
        for row in sheet.laid(false) {
            out += "\\trowd";
            for laid in &row {
                out += match (laid.continues, laid.rows) {
                    (true, _) => "\\clvmrg",
                    (false, 2..) => "\\clvmgf",
                    _ => "",
                };
                let _ = write!(out, "\\cellx{}", (laid.column + laid.columns) * 600);
            }
            out.push('\n');
            for laid in &row {
                let inner = if laid.continues { String::new() } else { content(laid.cell) };
                let _ = writeln!(out, "\\pard\\intbl {inner}\\cell");
            }
            out += "\\row\n";
        }
        out += "\\pard\\par\n";
    }
    (out + "}").into_bytes()
}

fn content(cell: &Cell) -> String {
    let own = text(&cell.text, ["\\line ", "\\par "][cell.way % 2]);
    let struck = ["\\strike", "\\striked1"][cell.way % 2];
    match &cell.look {
        Look::Plain | Look::Stale | Look::Quoted => own,
        Look::Struck => format!("{{{struck} {own}}}"),
        Look::Hidden => format!("{{\\v {own}}}"),
        Look::BesideStruck(other) => format!("{{{struck} {other}}}{own}"),
        Look::BesideHidden(other) => format!("{{\\v {other}}}{own}"),
    }
}

fn text(text: &str, line_end: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\n' => out += line_end,
            '\\' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_ascii() => out.push(c),
            c => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| {
                let _ = write!(out, "\\u{}?", *unit as i16);
            }),
        }
    }
    out
}
