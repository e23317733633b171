//! Texts that are figures, or stand for one, and no labels.

use crate::number::{Fault, Measure, Value};

/// Whether a text is a figure or stands for one, in whatever cell.
pub(crate) fn is_figure(text: &str) -> bool {
    /// Longer texts are not figures, and need not be looked through.
    const MAX_FIGURE: usize = 120;
    if text.len() < 16 && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return true;
    }
    let measure = Measure { unit: String::new(), decimals: 4, signed: true };
    text.len() <= MAX_FIGURE && !matches!(measure.read(text).value, Value::Blank | Value::Bad(Fault::Text))
}

/// Whether letters are a unit that may follow a figure, or nothing.
pub(crate) fn is_unit(letters: &[char]) -> bool {
    matches!(letters, [] | ['件' | '项' | '个' | '宗' | '条' | '份' | '元'] | ['万' | '亿' | '千', '元'])
}
