//! Documents before any table is read: turned tables put upright, tables
//! beside each other parted, several reports told apart, the year.

pub(crate) mod side_by_side;
pub(crate) mod split;
pub(crate) mod turned;
pub(crate) mod year;
