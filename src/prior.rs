//! Last year's report, as far as this year's rules look back at it.

use crate::form::Form;
use crate::number::Value;
use crate::order::Map;
use crate::report::{Cell, Layout, Report};
use std::sync::Arc;

/// Last year's figures by address. A fact that was published: no rule asks whether it is right.
#[derive(Clone, Debug, Default)]
pub struct Prior {
    /// The year it is about, where that is known.
    pub year: Option<u16>,
    /// Scaled numbers and their decimals; what was blank, unreadable or uncertain is absent.
    numbers: Map<String, (i64, u8)>,
}

/// The reports that a file of last year's holds.
#[derive(Clone, Debug, Default)]
pub struct Priors(Vec<Arc<Prior>>);

impl Priors {
    /// Those of these that have figures.
    pub fn of(reports: impl Iterator<Item = Prior>) -> Self {
        Self(reports.filter(|prior| !prior.is_empty()).map(Arc::new).collect())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The one to compare a report of this year with: that of the year before, else the first, which
    /// [`Prior::oddity`] then asks about.
    pub fn before(&self, year: Option<u16>) -> Option<&Arc<Prior>> {
        let fits = |prior: &&Arc<Prior>| prior.year.zip(year).is_some_and(|(own, year)| own + 1 == year);
        self.0.iter().find(fits).or(self.0.first())
    }
}

impl Prior {
    /// The figures of a report.
    pub fn of(report: &Report) -> Self {
        let layout = &report.layout;
        let number = |(cell, filled): (usize, &Cell)| match filled.value {
            Value::Number(number) => Some((layout.address(cell), (number, layout.measure(cell).decimals))),
            _ => None,
        };
        Self { year: report.year, numbers: report.cells.iter().enumerate().filter_map(number).collect() }
    }

    /// Figures by address, as written; each is read as the newest of these forms that has it says.
    pub fn from_cells(forms: &[Arc<Form>], cells: &[(String, String)], year: Option<u16>) -> Self {
        let mut prior = Self { year, ..Self::default() };
        for form in forms {
            let layout = Arc::new(Layout::whole(form));
            let mut report = Report::blank(Arc::clone(&layout));
            for (address, raw) in cells {
                if let Some(cell) = layout.cell(address) {
                    report.write(cell, raw);
                }
            }
            prior.numbers.extend(Self::of(&report).numbers);
        }
        prior
    }

    /// A cell's figure with this many decimals; `None` where last year's report has none, or one
    /// that they cannot hold.
    pub fn number(&self, address: &str, decimals: u8) -> Option<i64> {
        let (number, own) = *self.numbers.get(&address.to_owned())?;
        match decimals.checked_sub(own) {
            Some(more) => number.checked_mul(10i64.pow(u32::from(more))),
            None => {
                let scale = 10i64.pow(u32::from(own - decimals));
                (number % scale == 0).then_some(number / scale)
            }
        }
    }

    /// How many figures it has.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// What is odd about comparing it with the report of this year, in a sentence.
    pub fn oddity(&self, year: Option<u16>) -> Option<String> {
        let (own, year) = self.year.zip(year)?;
        (own + 1 != year)
            .then(|| format!("所给的上年报告是{own}年度的，本年报告是{year}年度的，两者不相连，没有与它核对。是不是拿错了？请换成{}年度的报告。", year - 1))
    }
}
