//! Figures that stand in one line with their label, or run together.

mod cut;
mod enter;
mod read;

pub(crate) use read::read;
