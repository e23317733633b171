//! Figures that stand in one line with their label, or run together: which of them are a row's.

use super::enter::Merged;
use crate::doubt::Doubt;
use crate::recognise::evidence::{Draft, Position, RowAt};
use crate::recognise::tokens::token::{Kind, Token};

/// Figures that run together: those of the row whose label stands in front, or of all rows of a
/// block beside each other. How many tokens were used.
pub(crate) fn read(
    tokens: &[Token],
    label: Option<RowAt>,
    position: &mut Position,
    draft: &mut Draft,
) -> Option<usize> {
    let mut named = position.named().to_vec();
    named.extend(label);
    let last_row = *named.last()?;
    let at = last_row.block_at();
    let beside = draft.block(at).inline && (label.is_none() || named.len() > 1);
    let rows: Vec<RowAt> = match label {
        _ if beside => position.rows(draft, at, label)?.into_iter().map(|row| at.row(row)).collect(),
        Some(row) => vec![row],
        None if named.len() == 1 && position.has_header(at) => named.clone(),
        None => return None,
    };
    let columns = position.columns(draft, at);
    let other = |row: &RowAt| *row != last_row && row.block_at() == at;
    let bereft = !beside && position.named().iter().any(other);
    let parted = label.is_none() && position.has_text_behind_named();
    let unknown = !position.unknown_columns(draft, at).is_empty() || position.lacks_columns(draft, at);
    let doubt = unknown.then_some(Doubt::Header).or((bereft || parted).then_some(Doubt::LabelLost));
    let (mut used, mut found) = (0, false);
    let lines = joined(tokens);
    for (text, last, count) in &lines {
        used = *count;
        if let Some(columns) = &columns {
            let hint = rows.len() == 1 && !text.trim().contains(' ') && position.is_hint(draft, at);
            let is_last = used == lines.len();
            // A figure may go on behind a line's end.
            let broken = !is_last || used > 1;
            let borrowed = (*last || goes_on(&tokens[used..])).then_some(Doubt::Glued);
            let merged = Merged { text, rows: &rows, columns, doubt: doubt.or(borrowed), broken, hint };
            found = (is_last || merged.fits(draft)) && merged.enter(draft);
        }
        if found {
            break;
        }
    }
    if !found {
        draft.gap();
        rows.iter().for_each(|row| draft.refuse(*row));
    }
    rows.iter().for_each(|row| position.filled(*row));
    Some(used)
}

/// Whether figures begin a line that a label follows in: `4⏎515.要求…`. They are no page's number.
fn goes_on(tokens: &[Token]) -> bool {
    matches!(
        tokens,
        [Token { kind: Kind::Figures(..), at: figures }, Token { kind: Kind::Label(..), at: label }, ..]
            if figures.starts && !label.starts
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
