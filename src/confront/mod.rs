//! Applying a form's rules to a report's figures.

mod admit_uncertain;
mod batch;
mod check;
mod deduce;
mod gaps;
mod ledger;
mod shape;

pub(crate) use admit_uncertain::admit_uncertain;
pub use batch::Batch;
pub use check::{Check, Checks, Linear, Term};
pub use deduce::{Deduction, Deductions, Expected};
pub use ledger::Ledger;

/// What one application of a rule says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Verdict {
    /// No blank among its cells, and it holds.
    Holds = 0,
    /// It holds with every blank as 0: 推算平衡, never shown as a plain pass.
    Assumed = 1,
    /// Some non-negative values for the blanks would make it hold: 无法核对.
    Open = 2,
    /// No values for the blanks would make it hold.
    Unbalanced = 3,
    /// Its condition is not met, so it says nothing.
    Silent = 4,
}
