//! Made-up reports: figures of every length, zeros and blanks, reproducible by their seed. They
//! need not balance: a reader reads what stands there.
#![allow(dead_code)]

use gouji::form::Form;
use gouji::report::{Layout, Report};
use std::sync::Arc;

/// Numbers that only look random.
pub struct Chance(pub u64);

impl Chance {
    /// A number below a limit.
    pub fn below(&mut self, limit: u64) -> u64 {
        // xorshift64*, Vigna 2016.
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % limit.max(1)
    }
}

/// A whole report of a form.
pub fn report(form: &Arc<Form>, seed: u64) -> Report {
    let mut chance = Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut report = Report::blank(Arc::new(Layout::whole(form)));
    let blanks = chance.below(4);
    for cell in 0..report.cells.len() {
        let measure = report.layout.measure(cell);
        let digits = chance.below(6) as u32;
        let figure = chance.below(10_u64.pow(digits));
        let text = match chance.below(12) {
            kind if kind < blanks => String::new(),
            11 if measure.decimals > 1 => format!("{figure}.{}", 1 + chance.below(99)).trim_end_matches('0').to_owned(),
            10 if measure.signed && figure > 0 => format!("-{figure}"),
            9 => "0".to_owned(),
            _ => figure.to_string(),
        };
        report.write(cell, &text);
    }
    report
}
