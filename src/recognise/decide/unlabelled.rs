//! Rows of figures that lie apart from their labels, as text taken from a page has them whose labels
//! are broken over lines: `0 0 0 0 0 0 0`, and somewhere above or below 其他法律行政法规禁⏎止公开.

use crate::confront::{Checks, Ledger, Verdict};
use crate::doubt::Doubt;
use crate::order::Set;
use crate::recognise::evidence::{BlockAt, Draft, Figure, Met};
use crate::recognise::reading::Spot;
use crate::report::{Layout, Report};
use std::sync::Arc;

/// Gives such rows the places that are left, where only one way is: those with a label follow each
/// other as the form has them, between any two of them lie as many rows as the form has there, and
/// in the end no row is left over and none is lacking. Where the figures then contradict each other,
/// or no balance can say whether they do, the rows are uncertain: perhaps they are not the form's.
pub(crate) fn settle(draft: &mut Draft) {
    for table in 0..draft.tables().len() {
        if draft.tables()[table].came_again() {
            continue;
        }
        for block in 0..draft.form.tables[table].blocks.len() {
            let at = BlockAt { table, block };
            let Some(rows) = places(draft, at) else { continue };
            let met: Vec<Vec<String>> = alone(draft, at).map(<[String]>::to_vec).collect();
            for (row, cells) in rows.iter().zip(met) {
                draft.give_place(at.row(*row), &Figure::all(cells.iter().map(String::as_str), None));
            }
            let spots = draft.tables()[table].cells.keys().copied();
            let given: Vec<Spot> = spots.filter(|spot| spot.block == block && rows.contains(&spot.row)).collect();
            if !are_vouched(draft, table, &given) {
                draft.doubt(table, given, Doubt::Unlabelled);
            }
        }
    }
}

fn alone(draft: &Draft, at: BlockAt) -> impl Iterator<Item = &[String]> {
    draft.tables()[at.table].met.iter().filter_map(move |met| match met {
        Met::Alone(of, cells) if *of == at.block => Some(cells.as_slice()),
        _ => None,
    })
}

/// The rows that those without a label are, in the order met.
fn places(draft: &Draft, BlockAt { table, block }: BlockAt) -> Option<Vec<usize>> {
    let read = &draft.tables()[table];
    let count = draft.form.tables[table].blocks[block].rows.leaves.len();
    let mut places = Vec::new();
    let mut from = 0;
    let mut waiting = 0;
    let mut labelled = 0;
    for met in &read.met {
        match met {
            Met::Alone(of, _) if *of == block => waiting += 1,
            Met::Labelled(of, row) if *of == block => {
                if *row != from + waiting {
                    return None;
                }
                places.extend(from..*row);
                (from, waiting, labelled) = (row + 1, 0, labelled + 1);
            }
            _ => {}
        }
    }
    places.extend(from..from + waiting);
    let named = |row: &usize| read.named.contains(&(block, *row));
    // Labels met without figures vouch for the rows, where too few have both.
    let vouched = 2 * labelled > count || (0..count).filter(named).count() + labelled == count;
    (!places.is_empty() && from + waiting == count && vouched).then_some(places)
}

/// Whether nothing of the table contradicts itself, and balances hold for every one of these cells.
fn are_vouched(draft: &Draft, table: usize, spots: &[Spot]) -> bool {
    let layout = Arc::new(Layout::new([(Arc::clone(&draft.form), table)]));
    let mut report = Report::blank(Arc::clone(&layout));
    for (spot, text) in draft.tables()[table].cells.iter() {
        report.write(layout.cell_at(0, spot.block, spot.row, spot.column), text);
    }
    let checks = Checks::of(&layout);
    let ledger = Ledger::of(&report, &checks);
    let mut held = Set::default();
    let mut open = Set::default();
    for (number, check) in checks.list.iter().enumerate().filter(|(_, check)| check.is_balance()) {
        let holds = matches!(ledger.verdict(number), Verdict::Holds | Verdict::Assumed);
        let cells = check.claim.terms.iter().map(|term| term.cell);
        if holds { held.extend(cells) } else { open.extend(cells) }
    }
    let is_vouched = |spot: &Spot| {
        let cell = layout.cell_at(0, spot.block, spot.row, spot.column);
        held.contains(&cell) && !open.contains(&cell)
    };
    ledger.failed().next().is_none() && spots.iter().all(is_vouched)
}
