//! How many of a sum's cells hold no number, and which way they could move it.

use crate::number::Value;

/// Four counts in one word, so that adding and asking for none of them is one step: cells that could
/// raise the sum, that could lower it, blank ones, and ones that hold something else than a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gaps(u64);

const UP: u64 = 1;
const DOWN: u64 = 1 << 16;
const BLANK: u64 = 1 << 32;
const BAD: u64 = 1 << 48;

impl Gaps {
    /// What one cell is to a sum that it enters with this factor.
    #[inline(always)]
    pub fn of(value: Value, factor: i64, signed: bool) -> Self {
        Self(match value {
            Value::Number(_) => 0,
            Value::Bad(_) => BAD,
            Value::Blank | Value::Placeholder if signed => BLANK + UP + DOWN,
            Value::Blank | Value::Placeholder => BLANK + if factor > 0 { UP } else { DOWN },
        })
    }

    /// With another cell.
    #[inline(always)]
    pub fn plus(self, cell: Self) -> Self {
        Self(self.0.wrapping_add(cell.0))
    }

    /// Without one of its cells.
    #[inline(always)]
    pub fn minus(self, cell: Self) -> Self {
        Self(self.0.wrapping_sub(cell.0))
    }

    /// Whether there is any.
    #[inline(always)]
    pub fn any(self) -> bool {
        self.0 != 0
    }

    /// Whether a cell holds something else than a number.
    #[inline(always)]
    pub fn bad(self) -> bool {
        self.0 >= BAD
    }

    /// Whether a blank could raise the sum.
    #[inline(always)]
    pub fn up(self) -> bool {
        self.0 % DOWN != 0
    }

    /// Whether a blank could lower the sum.
    #[inline(always)]
    pub fn down(self) -> bool {
        self.0 % BLANK >= DOWN
    }

    /// How many blanks there are.
    #[inline(always)]
    pub fn blanks(self) -> usize {
        (self.0 % BAD / BLANK) as usize
    }
}
