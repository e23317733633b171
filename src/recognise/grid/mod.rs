//! Tables whose columns are known: a figure belongs to the row label beside it and to the column
//! label above it.

mod beside;
mod headers;
mod merged;
mod read;
mod rows;

pub(crate) use read::Reader;
