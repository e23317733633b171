//! Tables whose columns are not known: pasted text, one cell a line, ragged rows.

pub(crate) mod read;
mod row_cells;
