//! From drafts to what was read: places for rows without a label, the form of each table, remarks.

pub(crate) mod form;
pub(crate) mod lost_lines;
pub(crate) mod remarks;
pub(crate) mod unlabelled;
