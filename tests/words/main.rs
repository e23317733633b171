//! Files of word processors: what is struck out, hidden, deleted, never worked out or only a prompt
//! is no text, and a cell that held nothing else says why it is blank.

#[path = "../common/drawn.rs"]
mod drawn;
#[path = "../common/print.rs"]
mod print;
#[path = "../common/write.rs"]
mod write;

mod binary;
mod doc;
mod docx;
mod docx_fields;
mod docx_styles;
mod office;
mod rtf;
