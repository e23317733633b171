//! What was found so far: where the reader is, and each form's draft of what it read. The only writer
//! of cells and doubts: readers hand in figures with their places, and cannot reach a table otherwise.

pub(crate) mod align;
pub(crate) mod doubt;
pub(crate) mod draft;
pub(crate) mod place;
pub(crate) mod position;
mod table;
mod trial;

pub(crate) use draft::{Draft, Figure};
pub(crate) use place::{BlockAt, CellAt, LineAt, RowAt, RowKind};
pub(crate) use position::Position;
pub(crate) use table::{DraftTable, MOST_REPRINTED, Met};
