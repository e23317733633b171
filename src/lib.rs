//! gouji 勾稽 checks the tables of a statutory report: which balances fail, which cells were left
//! blank, and what they should hold.
//!
//! ```text
//! typed / pasted / file ─► read ─► Grid ─► recognise ─► Report ─► confront ─► findings
//!                                            (Form)               (rules)
//! ```
//!
//! A [`form::Form`] is data; a [`report::Report`] is the waist between readers and rules.

pub mod answer;
pub mod audit;
pub mod confront;
pub mod doubt;
pub mod figures;
pub mod finding;
pub mod fold;
pub mod form;
pub mod forms;
pub mod localise;
pub mod number;
pub mod order;
pub mod prior;
pub mod read;
pub mod recognise;
pub mod report;
pub mod session;

#[cfg(feature = "wasm")]
mod boundary;
