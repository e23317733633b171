//! A form's labels as letters that compare: what a text may stand for, exactly or loosely.

pub(crate) mod figure;
pub(crate) mod form_index;
pub(crate) mod key;
pub(crate) mod lexicon;
mod likeness;
pub(crate) mod segmentation;
