//! Figures that stand in one line with their label, or run together: which of them are a row's.

use super::context::Context;
use super::draft::{Draft, RowAt};
use super::merged::Merged;
use super::stream::{is_hint, rows_in_order};
use super::token::{Kind, Token};

/// Figures that run together: those of the row whose label stands in front, or of all rows of a
/// block beside each other. How many tokens were used.
pub(super) fn read(tokens: &[Token], label: Option<RowAt>, context: &mut Context, draft: &mut Draft) -> Option<usize> {
    let mut pending = context.pending.clone();
    pending.extend(label);
    let last_row = *pending.last()?;
    let (table, block, _) = last_row;
    let lines = draft.block(table, block);
    let beside = lines.inline && (label.is_none() || pending.len() > 1);
    let rows: Vec<RowAt> = match label {
        _ if beside => {
            let rows = rows_in_order(context, label, draft, table, block)?;
            rows.into_iter().map(|row| (table, block, row)).collect()
        }
        Some(row) => vec![row],
        None if pending.len() == 1 && context.has_header(table, block) => pending.clone(),
        None => return None,
    };
    let columns = context.columns(draft, table, block);
    let strange = !context.strange(draft, table, block).is_empty() || context.lacks_columns(draft, table, block);
    let bereft =
        !beside && context.pending.iter().any(|other| *other != last_row && (other.0, other.1) == (table, block));
    let parted = label.is_none() && context.parted;
    let doubt = strange || bereft || parted;
    let (mut used, mut found) = (0, false);
    let lines = joined(tokens);
    for (text, last, count) in &lines {
        used = *count;
        if let Some(columns) = &columns {
            let hint = rows.len() == 1 && !text.trim().contains(' ') && is_hint(last_row, context, draft);
            let is_last = used == lines.len();
            // A figure may go on behind a line's end.
            let broken = !is_last || used > 1;
            let doubt = doubt || *last || goes_on(&tokens[used..]);
            let merged = Merged { text, rows: &rows, columns, doubt, broken, hint };
            found = (is_last || merged.fits(draft)) && merged.enter(draft);
        }
        if found {
            break;
        }
    }
    if !found {
        draft.gapped = true;
        rows.iter().for_each(|row| draft.refuse(*row));
    }
    rows.iter().for_each(|row| context.filled(*row));
    Some(used)
}

/// Whether figures begin a line that a label follows in: `4⏎515.要求…`. They are no page's number.
fn goes_on(tokens: &[Token]) -> bool {
    matches!(
        tokens,
        [Token { kind: Kind::Figures(..), starts: true, .. }, Token { kind: Kind::Label(..), starts: false, .. }, ..]
    )
}

/// The figures of one line, of two that follow each other, and so on; whether the last digit may be
/// another's, and how many tokens they are.
fn joined(tokens: &[Token]) -> Vec<(String, bool, usize)> {
    /// Into so many lines a row may be broken.
    const MAX_LINES: usize = 8;
    let mut joined: Vec<(String, bool, usize)> = Vec::new();
    for token in tokens.iter().take(MAX_LINES) {
        let (more, last) = match &token.kind {
            Kind::Figures(more, last) => (more.as_str(), *last),
            Kind::Value(more) => (*more, false),
            _ => break,
        };
        let before = joined.last().map_or("", |(text, ..)| text);
        joined.push((format!("{before} {more}"), last, joined.len() + 1));
    }
    joined
}
