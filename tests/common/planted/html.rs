//! Pages.

use super::sheet::{Cell, Laid, Look, Sheet};
use crate::write::escaped;

const STYLE: &str = "<style>.gone{display:none} td.cut, .cut{text-decoration:line-through}</style>";

/// The report as a page.
pub fn html(title: &str, sheets: &[Sheet]) -> String {
    let mut page = format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>{title}</title>{STYLE}</head><body>\n<h1>{title}</h1>\n"
    );
    for sheet in sheets {
        page += &format!("<h2>{}</h2>\n<table border=\"1\" style=\"border-collapse:collapse\">\n", sheet.heading);
        for (number, row) in sheet.laid(true).iter().enumerate() {
            let is_hidden = sheet.hidden_rows.contains(&number);
            let way = row.last().map_or(0, |laid| laid.cell.way);
            page += &format!("<tr{}>", if is_hidden { hidden(way) } else { "" });
            row.iter().filter(|laid| !laid.continues).for_each(|laid| page += &cell(laid));
            page += "</tr>\n";
        }
        page += "</table>\n";
    }
    page + "</body></html>\n"
}

fn hidden(way: usize) -> &'static str {
    [" style=\"display:none\"", " hidden", " class=\"gone\"", " style=\"display: none !important\""][way % 4]
}

fn cell(laid: &Laid) -> String {
    let Laid { cell, columns, rows, .. } = laid;
    let (attribute, inner) = content(cell);
    let attribute = if laid.hidden { hidden(cell.way) } else { attribute };
    format!("<td colspan=\"{columns}\" rowspan=\"{rows}\"{attribute}>{inner}</td>")
}

/// An attribute of the cell, and what stands in it.
fn content(cell: &Cell) -> (&'static str, String) {
    let line_end = ["<br>", "</p><p>"][cell.way % 2];
    let text = escaped(&cell.text).replace('\n', line_end);
    let plain = format!("<p>{text}</p>");
    match &cell.look {
        Look::Plain | Look::Stale | Look::Quoted => ("", plain),
        Look::Struck => match cell.way % 8 {
            6 => (" style=\"text-decoration:line-through\"", plain),
            7 => (" class=\"cut\"", plain),
            way => ("", format!("<p>{}</p>", struck(way, &text))),
        },
        Look::BesideStruck(other) => ("", format!("<p>{} {text}</p>", struck(cell.way % 6, other))),
        Look::Hidden => match cell.way % 5 {
            0 => ("", format!("<p><span style=\"display:none\">{text}</span></p>")),
            1 => (" style=\"visibility:hidden\"", plain),
            2 => ("", format!("<p hidden>{text}</p>")),
            3 => ("", format!("<p class=\"gone\">{text}</p>")),
            _ => ("", format!("<p><span style=\"opacity:0\">{text}</span></p>")),
        },
        Look::BesideHidden(other) => ("", format!("<p><span{}>{other}</span>{text}</p>", hidden(cell.way))),
    }
}

fn struck(way: usize, text: &str) -> String {
    match way {
        0 => format!("<s>{text}</s>"),
        1 => format!("<del>{text}</del>"),
        2 => format!("<strike>{text}</strike>"),
        3 => format!("<span style=\"text-decoration: line-through\">{text}</span>"),
        4 => format!("<span style=\"text-decoration-line:line-through;color:red\">{text}</span>"),
        _ => format!("<span class=\"cut\">{text}</span>"),
    }
}
