//! A document as lines.

use gouji::read::{Document, Piece};

/// Grids by rows: `^` where a cell is covered, `-` where none is, `!` and the flaw behind a text that
/// may not be what a person sees; `#` before each remark.
pub fn drawn(document: &Document) -> String {
    let mut out = Vec::new();
    for piece in &document.pieces {
        match piece {
            Piece::Line(line) => out.push(line.clone()),
            Piece::Grid(grid) => {
                for row in &grid.rows {
                    let cells = row.iter().map(|cell| match cell.span {
                        gouji::read::Span::Origin { .. } => {
                            let flaw = cell.flaw.map(|flaw| format!("!{flaw:?}")).unwrap_or_default();
                            cell.text.replace('\n', "/") + &flaw
                        }
                        gouji::read::Span::Covered { .. } => "^".to_owned(),
                        gouji::read::Span::Lacking => "-".to_owned(),
                    });
                    out.push(cells.collect::<Vec<_>>().join("|"));
                }
            }
        }
    }
    out.extend(document.remarks.iter().map(|remark| format!("#{remark}")));
    out.join("\n")
}
