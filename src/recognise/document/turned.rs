//! Tables printed with rows for columns, put upright: everything after may take it that the form's
//! rows stand below each other, or its header above them.

use crate::form::Form;
use crate::order::{Map, Set};
use crate::read::{Cell, Document, Grid, Piece};
use crate::recognise::labels::form_index::FormIndex;
use crate::recognise::labels::lexicon::{Hit, Lexicon, Role, Term};
use std::borrow::Cow;

const TURNED: &str = "有的表格行与列互换了，已按行名和列名对应读取，请核对。";

/// A document whose grids stand as the forms print them; the same one where they do already.
pub(crate) fn upright<'d>(document: &'d Document, known: &[FormIndex]) -> Cow<'d, Document> {
    let mut upright: Option<Document> = None;
    for (at, piece) in document.pieces.iter().enumerate() {
        let parts = match piece {
            Piece::Grid(grid) => turned(grid, known),
            Piece::Line(_) => None,
        };
        let before = || Document { pieces: document.pieces[..at].to_vec(), remarks: document.remarks.clone() };
        match (parts, &mut upright) {
            (Some(parts), upright) => upright.get_or_insert_with(before).pieces.extend(parts),
            (None, Some(upright)) => upright.pieces.push(piece.clone()),
            (None, None) => {}
        }
    }
    let Some(mut upright) = upright else { return Cow::Borrowed(document) };
    upright.remark(TURNED);
    Cow::Owned(upright)
}

/// What a grid is when its turned tables are put upright; `None` where it has none.
fn turned(grid: &Grid, known: &[FormIndex]) -> Option<Vec<Piece>> {
    let is_turned = |grid: &Grid| known.iter().any(|known| is_turned(grid, &known.form, &known.lexicon));
    if grid.aligned {
        return is_turned(grid).then(|| vec![Piece::Grid(grid.turned())]);
    }
    let mut found = false;
    let mut parts = parts(grid, &|text| known.iter().any(|known| known.lexicon.is_title(text)));
    for part in &mut parts {
        if let Piece::Grid(grid) = part {
            if is_turned(grid) {
                *grid = grid.turned();
                found = true;
            }
        }
    }
    found.then_some(parts)
}

/// The tables of rows of text with tabs, which are one grid however many stand below each other,
/// and the lines between them.
fn parts(grid: &Grid, is_title: &impl Fn(&str) -> bool) -> Vec<Piece> {
    let mut parts: Vec<Piece> = Vec::new();
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut close = |rows: &mut Vec<Vec<Cell>>, line: Option<&str>| {
        if !rows.is_empty() {
            parts.push(Piece::Grid(Grid { rows: std::mem::take(rows), aligned: false, cut: grid.cut }));
        }
        parts.extend(line.filter(|line| !line.is_empty()).map(|line| Piece::Line(line.to_owned())));
    };
    for row in &grid.rows {
        let first = row.first().map_or("", |cell| cell.text.trim());
        let alone = row.iter().skip(1).all(|cell| cell.text.trim().is_empty());
        if row.len() < 2 || alone && is_title(first) {
            close(&mut rows, Some(first));
        } else {
            if rows.last().is_some_and(|last| last.len() != row.len()) {
                close(&mut rows, None);
            }
            rows.push(row.clone());
        }
    }
    close(&mut rows, None);
    parts
}

/// Whether a block's row labels run along and its column labels down. Where the form itself prints
/// rows beside each other, the latter tell.
fn is_turned(grid: &Grid, form: &Form, lexicon: &Lexicon) -> bool {
    if grid.width() < 2 || grid.rows.len() < 2 || !grid.is_even() {
        return false;
    }
    let mut found: Map<(usize, usize), Labels> = Map::default();
    for (row, cells) in grid.rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| cell.is_origin()) {
            let hits = lexicon.exact(&cell.text);
            for Hit { term: Term { table, block, role }, .. } in &hits {
                let is_here = |hit: &Hit| (hit.term.table, hit.term.block) == (*table, *block);
                // 其他 and 总计 name rows and columns, and tell nothing.
                let both = |other: fn(Role) -> bool| hits.iter().any(|hit| is_here(hit) && other(hit.term.role));
                let labels = found.or_default((*table, *block));
                match role {
                    Role::Row(_) if !both(|role| matches!(role, Role::Column(_))) => labels.rows.add(row, column),
                    Role::Column(_) if !both(|role| matches!(role, Role::Row(_))) => labels.columns.add(row, column),
                    _ => {}
                }
            }
        }
    }
    let inline = |(table, block): (usize, usize)| form.tables[table].blocks[block].inline;
    let turned = found.iter().any(|(block, Labels { rows, columns })| {
        columns.down() > 1
            && columns.down() > columns.along()
            && (inline(*block) && columns.down() > 2 || rows.along() > rows.down())
    });
    // A page laid out as one grid may hold tables of both kinds: those that stand upright are kept.
    let stands = |block: (usize, usize), Labels { rows, columns }: &Labels| {
        !inline(block) && columns.along() > columns.down() && rows.down() > 1 && rows.down() > rows.along()
    };
    turned && !found.iter().any(|(block, labels)| stands(*block, labels))
}

/// Where a block's labels stand.
#[derive(Default)]
struct Labels {
    rows: Places,
    columns: Places,
}

/// The rows and columns of a grid that some labels stand in.
#[derive(Default)]
struct Places(Set<usize>, Set<usize>);

impl Places {
    fn add(&mut self, row: usize, column: usize) {
        self.0.insert(row);
        self.1.insert(column);
    }

    fn down(&self) -> usize {
        self.0.len()
    }

    fn along(&self) -> usize {
        self.1.len()
    }
}
