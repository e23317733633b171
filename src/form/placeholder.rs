//! What a rule's sentence can say in braces.

use super::{CellFault, Edit};

/// Whether a template of this kind of rule can say this placeholder.
pub(super) fn knows(edit: &Edit, placeholder: &str) -> bool {
    let fixed: &[&str] = match edit {
        Edit::Relation { .. } => {
            &["line", "left", "right", "left-right", "right-left", "left.terms", "right.terms", "prior"]
        }
        Edit::Blank(_) => &["line", "table", "count", "rows", "cells", "expected"],
        Edit::Cell(CellFault::Mixed) => &["zeros", "count"],
        Edit::Cell(_) => &["cells", "found", "value", "unit", "why"],
    };
    let named = |name: &str| match edit {
        Edit::Relation { holds, .. } => holds.iter().any(|statement| statement.names().contains(&name)),
        _ => false,
    };
    let percent = placeholder.split_once('%').is_some_and(|(part, whole)| named(part) && named(whole));
    fixed.contains(&placeholder) || named(placeholder) || percent
}
