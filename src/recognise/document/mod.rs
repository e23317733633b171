//! Documents before any table is read: turned tables put upright, several reports told apart, the year.

pub(crate) mod split;
pub(crate) mod turned;
pub(crate) mod year;
