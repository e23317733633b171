//! Which form each table follows.

use crate::form::Table;
use crate::order::{Map, Set};
use crate::recognise::evidence::{Draft, DraftTable};
use crate::recognise::labels::lexicon::Role;
use crate::recognise::reading::Spot;

/// A form's table that may be the one read: how well it fits, the draft, the table.
type Rival = ((i64, i64, i64), usize, usize);

/// For each kind of table, the draft that fits it best, in the order of the forms' tables.
pub(crate) fn choose(drafts: &[Draft], year: Option<u16>) -> Vec<(usize, usize)> {
    let mut order: Vec<&str> = Vec::new();
    let mut rivals: Map<&str, Vec<Rival>> = Map::default();
    for (number, draft) in drafts.iter().enumerate() {
        for (table, printed) in draft.form.tables.iter().enumerate() {
            if is_found(printed, &draft.tables()[table]) {
                let fit = fit(printed, &draft.tables()[table]);
                rivals.or_default(&printed.id).push((fit, number, table));
            }
            if !order.contains(&printed.id.as_str()) {
                order.push(&printed.id);
            }
        }
    }
    for rivals in rivals.values_mut() {
        let best = rivals.iter().map(|rival| rival.0).max();
        rivals.retain(|rival| Some(rival.0) == best);
    }
    // Where forms print a table alike, it follows the form of the other tables; else of the year.
    let decided: Vec<usize> = rivals.values().filter(|tied| tied.len() == 1).map(|tied| tied[0].1).collect();
    let rank = |number: usize| {
        let form = &drafts[number].form;
        let others = decided.iter().filter(|other| **other == number).count();
        (others, year.is_some_and(|year| form.is_for(year)), form.from)
    };
    let found = order.iter().filter_map(|id| rivals.get(id));
    found.filter_map(|tied| tied.iter().max_by_key(|rival| rank(rival.1))).map(|rival| (rival.1, rival.2)).collect()
}

/// Whether labels beside the row's own vouch for the table; a long label with as many figures as
/// there are columns vouches for itself.
fn is_found(printed: &Table, draft: &DraftTable) -> bool {
    let long = |spot: &Spot| {
        let block = &printed.blocks[spot.block];
        block.columns.leaves.len() > 2 && block.rows.leaves[spot.row].label.chars().count() > 8
    };
    let refused = draft.refused.iter().map(|&(block, row)| Spot { block, row, column: 0 });
    let firm = |spot: &Spot| !draft.hinted.contains(&(spot.block, spot.row));
    let rows = draft.cells.keys().copied().filter(firm).chain(refused).collect::<Vec<_>>();
    !rows.is_empty() && (draft.seen.len() > 1 || rows.iter().any(long))
}

/// How well a form's table explains what was read: by the rows and columns found, then by how many
/// labels stand there letter by letter, then by the rows missing between them.
fn fit(printed: &Table, draft: &DraftTable) -> (i64, i64, i64) {
    let rows = draft.cells.keys().map(|spot| (spot.block, spot.row)).chain(draft.passed.iter().copied());
    let rows: Set<(usize, usize)> = rows.filter(|row| !draft.hinted.contains(row)).collect();
    let mut fit = 2 * rows.len() as i64 + draft.refused.len() as i64;
    for (number, block) in printed.blocks.iter().enumerate() {
        if rows.iter().chain(&draft.refused).any(|row| row.0 == number) {
            let seen = |column: &usize| draft.seen.contains(&(number, Role::Column(*column)));
            let columns = block.columns.leaves.len();
            let found = (0..columns).filter(seen).count();
            fit += 2 * found as i64 - columns as i64;
        }
    }
    (fit, draft.exact.iter().count() as i64, -lacking(printed, &rows))
}

/// How many rows are missing between others. A long gap is a part that was not pasted, and says
/// nothing against the form.
fn lacking(printed: &Table, read: &Set<(usize, usize)>) -> i64 {
    const MAX_GAP: i64 = 4;
    let blocks = printed.blocks.iter().enumerate();
    let rows = blocks.flat_map(|(number, block)| (0..block.rows.leaves.len()).map(move |row| (number, row)));
    let (mut lacking, mut gap, mut begun) = (0, 0, false);
    for row in rows {
        if read.contains(&row) {
            lacking += if begun && gap <= MAX_GAP { gap } else { 0 };
            (gap, begun) = (0, true);
        } else {
            gap += 1;
        }
    }
    lacking
}
