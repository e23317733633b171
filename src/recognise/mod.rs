//! From lines and grids to the tables of a form, by the form's own labels and nothing else.

mod align;
mod apart;
mod choose;
mod context;
mod cut;
mod draft;
mod glued;
mod grid;
mod known;
mod label;
mod lexicon;
mod likeness;
mod merged;
mod plan;
mod reading;
mod run;
mod several;
mod sheet;
mod stream;
mod together;
mod token;
mod upright;
mod year;

pub use known::{Recogniser, recognise, reports};
pub use reading::{Reading, Spot, TableReading};
