//! A document in one line.
#![allow(dead_code)]

use gouji::read::{Cell, Document, Piece, Span};

/// Lines as they are, grids in square brackets: `/` ends a row, `=` is covered, `-` is lacking, and a
/// flaw stands behind its cell. Then the remarks.
pub fn drawn(document: &Document) -> String {
    let cell = |cell: &Cell| match cell.span {
        Span::Origin { .. } => {
            let flaw = cell.flaw.map(|flaw| format!("{{{flaw:?}}}")).unwrap_or_default();
            cell.text.replace('\n', "⏎") + &flaw
        }
        Span::Covered { .. } => "=".to_owned(),
        Span::Lacking => "-".to_owned(),
    };
    let row = |row: &Vec<Cell>| row.iter().map(cell).collect::<Vec<_>>().join("|");
    let mut drawn: Vec<String> = document
        .pieces
        .iter()
        .map(|piece| match piece {
            Piece::Line(line) => line.clone(),
            Piece::Grid(grid) => format!("[{}]", grid.rows.iter().map(row).collect::<Vec<_>>().join("/")),
        })
        .collect();
    drawn.extend(document.remarks.iter().map(|remark| format!("! {remark}")));
    drawn.join(" ")
}
