//! What the tests share: reports to start from.
#![allow(dead_code)]

use gouji::confront::{Checks, Ledger};
use gouji::form::Form;
use gouji::forms;
use gouji::report::{Layout, Report};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A built-in form by its id.
pub fn form(id: &str) -> Arc<Form> {
    let read = |text: &&str| Form::from_json(text).unwrap_or_else(|error| panic!("{error}"));
    Arc::new(forms::BUILT_IN.iter().map(read).find(|form| form.id == id).expect("a built-in form"))
}

/// A whole report that follows this form, blank.
pub fn blank(form: &Arc<Form>) -> Report {
    Report::blank(Arc::new(Layout::whole(form)))
}

/// A whole report in which everything holds and nothing is blank.
pub fn balanced(id: &str) -> Report {
    let text = match id {
        "2019" => include_str!("../fixtures/balanced-2019.json"),
        _ => include_str!("../fixtures/balanced-2021.json"),
    };
    let cells: BTreeMap<String, String> = serde_json::from_str(text).expect("a fixture");
    let mut report = blank(&form(id));
    write(&mut report, cells.iter().map(|(address, raw)| (address.as_str(), raw.as_str())));
    report
}

/// Writes cells by address.
pub fn write<'a>(report: &mut Report, cells: impl IntoIterator<Item = (&'a str, &'a str)>) {
    for (address, raw) in cells {
        let cell = report.layout.cell(address).unwrap_or_else(|| panic!("no cell {address}"));
        report.write(cell, raw);
    }
}

/// The checks of a report and what they say.
pub fn confront(report: &Report) -> (Checks, Ledger) {
    let checks = Checks::of(&report.layout);
    let ledger = Ledger::of(report, &checks);
    (checks, ledger)
}
