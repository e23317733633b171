//! A report given as figures by address, as another program has it.

use crate::doubt::Doubt;
use crate::form::Form;
use crate::order;
use crate::report::{Layout, Report};
use serde::Deserialize;
use std::fmt;
use std::sync::Arc;

/// At most so many addresses are named in a remark.
const MOST_NAMED: usize = 6;

/// Figures of one report. A cell that is not named is blank.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Figures {
    /// Address and what is written there.
    pub cells: Vec<(String, String)>,
    /// Table id and form id, for each table that the report has. Without it the report has all
    /// tables of one form: that of its year, or the newest.
    pub forms: Option<Vec<(String, String)>>,
    /// The report year, where known.
    pub year: Option<u16>,
    /// Addresses of cells that could be read otherwise.
    pub uncertain: Vec<String>,
    /// What such cells may hold, where that is known.
    pub readings: Vec<(String, Vec<String>)>,
}

/// Why figures are no report: a mistake of the program that gives them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It has no table at all.
    Empty,
    /// Nobody knows this form.
    NoForm(String),
    /// The form has no such table.
    NoTable(String, String),
    /// No known form has such a cell.
    NoCell(String),
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the report has no table"),
            Self::NoForm(form) => write!(f, "no form \"{form}\" is known"),
            Self::NoTable(form, table) => write!(f, "form \"{form}\" has no table \"{table}\""),
            Self::NoCell(address) => write!(f, "no known form has a cell \"{address}\""),
        }
    }
}

impl Figures {
    /// The report that these figures fill in. Figures for a cell that only other known forms have
    /// are left aside, and a remark names them.
    pub fn report(&self, known: &[Arc<Form>]) -> Result<Report, Unfit> {
        let mut report = Report { year: self.year, ..Report::blank(Arc::new(self.layout(known)?)) };
        let mut aside = Vec::new();
        for (address, raw) in &self.cells {
            match report.layout.cell(address) {
                Some(cell) => report.write(cell, raw),
                None if !is_known(known, address) => return Err(Unfit::NoCell(address.clone())),
                None if raw.trim().is_empty() => {}
                None => aside.push(address.as_str()),
            }
        }
        for address in &self.uncertain {
            match report.layout.cell(address) {
                Some(cell) => report.doubt(cell, Doubt::Told),
                None if !is_known(known, address) => return Err(Unfit::NoCell(address.clone())),
                None => {}
            }
        }
        for (address, texts) in &self.readings {
            match report.layout.cell(address) {
                Some(cell) => report.readings.extend([(cell, texts.clone())]),
                None if !is_known(known, address) => return Err(Unfit::NoCell(address.clone())),
                None => {}
            }
        }
        report.remarks.extend(left_out(&aside));
        Ok(report)
    }

    fn layout(&self, known: &[Arc<Form>]) -> Result<Layout, Unfit> {
        let Some(chosen) = &self.forms else {
            let of_year = |form: &&Arc<Form>| self.year.is_none_or(|year| form.is_for(year));
            return known.iter().rev().find(of_year).or(known.last()).map(Layout::whole).ok_or(Unfit::Empty);
        };
        let mut tables = Vec::new();
        for (table, form) in chosen {
            let found = known.iter().find(|own| own.id == *form).ok_or_else(|| Unfit::NoForm(form.clone()))?;
            let at = found.table(table).ok_or_else(|| Unfit::NoTable(form.clone(), table.clone()))?;
            tables.push((Arc::clone(found), at));
        }
        if tables.is_empty() {
            return Err(Unfit::Empty);
        }
        Ok(Layout::new(order::by(tables, |(_, at)| [*at, 0, 0])))
    }
}

fn is_known(known: &[Arc<Form>], address: &str) -> bool {
    known.iter().any(|form| Layout::whole(form).cell(address).is_some())
}

fn left_out(aside: &[&str]) -> Option<String> {
    let named: Vec<&str> = aside.iter().take(MOST_NAMED).copied().collect();
    let more = if aside.len() > MOST_NAMED { "等" } else { "" };
    let told = || format!("有{}格不在所核对的表里，没有核对：{}{more}。", aside.len(), named.join("、"));
    (!aside.is_empty()).then(told)
}
