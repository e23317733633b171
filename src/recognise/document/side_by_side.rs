//! Two tables printed beside each other in one grid, put below each other: 收入 on the left, 支出 on the
//! right, or a long table folded in two. A row then has one label, as everything after takes it.

use crate::order::{Map, Set};
use crate::read::{Document, Grid, Piece};
use crate::recognise::labels::figure::is_figure;
use crate::recognise::labels::form_index::FormIndex;
use crate::recognise::labels::lexicon::{Lexicon, Role};
use std::borrow::Cow;

const PARTED: &str = "有的表格左右并排，已分为左右两部分读取，请核对。";

/// So many rows with two labels are no accident.
const ENOUGH: usize = 2;

/// A document in which no grid holds tables side by side; the same one where none does.
pub(crate) fn parted<'d>(document: Cow<'d, Document>, forms: &[FormIndex]) -> Cow<'d, Document> {
    let seam = |piece: &Piece| match piece {
        Piece::Grid(grid) if grid.aligned => forms.iter().find_map(|form| seam(grid, &form.lexicon)),
        _ => None,
    };
    let seams: Vec<Option<usize>> = document.pieces.iter().map(seam).collect();
    if seams.iter().all(Option::is_none) {
        return document;
    }
    let mut parted = Document { pieces: Vec::new(), remarks: document.remarks.clone() };
    for (piece, seam) in document.pieces.iter().zip(seams) {
        match (piece, seam) {
            (Piece::Grid(grid), Some(seam)) => {
                let parts = [grid.columns(0..seam), grid.columns(seam..grid.width())];
                parted.pieces.extend(parts.map(Piece::Grid));
            }
            _ => parted.pieces.push(piece.clone()),
        }
    }
    parted.remark(PARTED);
    Cow::Owned(parted)
}

/// The column at which the right table begins: rows have a label there and another one further left,
/// with figures behind both.
fn seam(grid: &Grid, lexicon: &Lexicon) -> Option<usize> {
    let mut seams: Map<usize, Set<usize>> = Map::default();
    for row in 0..grid.rows.len() {
        let own = |column: &usize| grid.rows[row][*column].is_origin();
        let cells: Vec<usize> = (0..grid.rows[row].len()).filter(own).collect();
        let text = |at: usize| grid.rows[row][cells[at]].text.trim();
        let is_row = |at: &usize| {
            let text = text(*at);
            let hits = || lexicon.exact(text);
            !text.is_empty() && !is_figure(text) && hits().iter().any(|hit| matches!(hit.term.role, Role::Row(_)))
        };
        let labels: Vec<usize> = (0..cells.len()).filter(is_row).collect();
        // Between a label and the next lies a figure, or a blank in a figure's place.
        let apart = |pair: &&[usize]| {
            let between = pair[0] + 1..pair[1];
            !between.is_empty() && between.clone().all(|at| text(at).is_empty() || is_figure(text(at)))
        };
        if let [pair] = labels.windows(2).filter(apart).collect::<Vec<_>>()[..] {
            if pair[1] + 1 < cells.len() {
                seams.or_default(cells[pair[1]]).insert(row);
            }
        }
    }
    // A row of a header such as 行政复议 beside 行政诉讼 has no figures, and stands alone.
    let written = |rows: &Set<usize>| {
        let figure = |row: &usize| grid.rows[*row].iter().any(|cell| is_figure(cell.text.trim()));
        rows.iter().filter(|row| figure(row)).count()
    };
    let found = seams.iter().find(|(_, rows)| written(rows) >= ENOUGH);
    found.map(|(column, _)| *column)
}
