//! Text from which a program dropped every line that it had seen before.

use crate::form::Form;
use crate::order::{Map, Set};
use crate::recognise::labels::lexicon::{Lexicon, Role};
use crate::recognise::tokens::token::{Kind, Token};

/// Whether a program dropped every line that it had seen before: labels that the form prints many
/// times all stand there once, and so does every figure, and there are fewer figures than rows.
/// Zeros are what repeats most, so nothing is left to read.
pub(crate) fn has_lost_lines(tokens: &[Token], lexicon: &Lexicon, form: &Form) -> bool {
    /// So many labels that occur once only are no accident.
    const ENOUGH: usize = 4;
    let mut counts: Map<usize, usize> = Map::default();
    let mut figures = Set::default();
    let mut rows = 0;
    let blocks = || form.tables.iter().flat_map(|table| &table.blocks);
    let most: usize = blocks().map(|block| block.rows.leaves.len()).sum();
    for token in tokens {
        match &token.kind {
            Kind::Label(hits, _) => {
                *counts.or_default(hits[0].entry) += 1;
                rows += usize::from(hits.iter().any(|hit| matches!(hit.term.role, Role::Row(_))));
            }
            Kind::Value(text) if !figures.insert(*text) || figures.len() > most => return false,
            Kind::Grid(_) => return false,
            _ => {}
        }
    }
    let printed = printed_often(form, lexicon);
    let once = figures.len() < rows && counts.values().all(|count| *count == 1);
    once && counts.keys().filter(|entry| printed.contains(entry)).count() >= ENOUGH
}

/// Labels that a form prints more than once, by their entry.
fn printed_often(form: &Form, lexicon: &Lexicon) -> Set<usize> {
    let mut counts: Map<usize, usize> = Map::default();
    let mut count = |label: &str, times: usize| {
        if let Some(hit) = lexicon.find(label).first() {
            *counts.or_default(hit.entry) += times;
        }
    };
    for block in form.tables.iter().flat_map(|table| &table.blocks) {
        let times = if block.inline { block.rows.leaves.len() } else { 1 };
        block.corner.iter().for_each(|corner| count(corner, 1));
        block.columns.leaves.iter().for_each(|column| count(&column.label, times));
    }
    counts.into_iter().filter(|(_, count)| *count > 1).map(|(entry, _)| entry).collect()
}
