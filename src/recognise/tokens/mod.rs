//! A document as one sequence of labels, figures and everything else.

mod mixed_line;
pub(crate) mod token;
