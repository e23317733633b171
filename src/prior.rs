//! Last year's report, as far as this year's rules look back at it.

use crate::doubt::Doubt;
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
    /// Scaled numbers and their decimals; what was blank or unreadable is absent. An uncertain cell has
    /// more than one, the likeliest first, where all that it may hold are numbers.
    numbers: Map<String, Vec<(i64, u8)>>,
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

/// So many ways of reading the cells of one comparison are tried.
const MAX_READINGS: usize = 100;

/// Between the readings of an uncertain cell that is given as a text: `34|43`.
const OR: char = '|';

impl Prior {
    /// The figures of a report.
    pub fn of(report: &Report) -> Self {
        let numbers = |(cell, filled): (usize, &Cell)| {
            let measure = report.layout.measure(cell);
            let scaled = |value: Value| matches!(value, Value::Number(_)).then(|| (value.number(), measure.decimals));
            let numbers = if filled.is_uncertain() {
                // A single one says that the others are not known.
                let texts = report.readings.get(&cell).filter(|texts| texts.len() > 1)?;
                texts.iter().map(|text| scaled(measure.read(text).value)).collect::<Option<Vec<_>>>()?
            } else {
                vec![scaled(filled.value)?]
            };
            Some((report.layout.address(cell), numbers))
        };
        Self { year: report.year, numbers: report.cells.iter().enumerate().filter_map(numbers).collect() }
    }

    /// Figures by address, as written; each is read as the newest of these forms that has it says. An
    /// uncertain cell has all that it may hold: `34|43`.
    pub fn from_cells(forms: &[Arc<Form>], cells: &[(String, String)], year: Option<u16>) -> Self {
        let mut prior = Self { year, ..Self::default() };
        for form in forms {
            let layout = Arc::new(Layout::whole(form));
            let mut report = Report::blank(Arc::clone(&layout));
            for (address, raw) in cells {
                if let Some(cell) = layout.cell(address) {
                    report.write(cell, raw);
                    // The page's first package leaves uncertain cells to the next.
                    if cfg!(not(feature = "page")) && raw.contains(OR) {
                        report.doubt(cell, Doubt::Told);
                        report.readings.insert(cell, raw.split(OR).map(str::to_owned).collect());
                    }
                }
            }
            prior.numbers.extend(Self::of(&report).numbers);
        }
        prior
    }

    /// Every way of reading these cells, as a report that holds nothing else: a single one where all are
    /// certain, none where one has no figure or there are too many ways.
    pub(crate) fn readings(&self, addresses: &[String]) -> Vec<Self> {
        let mut all = vec![Self { year: self.year, ..Self::default() }];
        for address in addresses {
            let numbers = self.numbers.get(address).map_or(&[][..], Vec::as_slice);
            let with = |known: Self| {
                numbers.iter().map(move |&number| {
                    let mut prior = known.clone();
                    prior.numbers.insert(address.clone(), vec![number]);
                    prior
                })
            };
            all = all.into_iter().flat_map(with).take(MAX_READINGS + 1).collect();
        }
        if all.len() > MAX_READINGS { Vec::new() } else { all }
    }

    /// A cell's figure with this many decimals; `None` where last year's report has none that is certain,
    /// or one that they cannot hold.
    pub fn number(&self, address: &str, decimals: u8) -> Option<i64> {
        let &[(number, own)] = self.numbers.get(&address.to_owned())?.as_slice() else { return None };
        match decimals.checked_sub(own) {
            Some(more) => number.checked_mul(10i64.pow(u32::from(more))),
            None => {
                let scale = 10i64.pow(u32::from(own - decimals));
                (number % scale == 0).then_some(number / scale)
            }
        }
    }

    /// How many figures it has, uncertain ones among them.
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
