//! Made-up reports in which every hard rule holds: details first, sums of them.

use crate::made::Chance;
use gouji::form::Form;
use gouji::report::{Layout, Report};
use std::collections::BTreeMap;
use std::sync::Arc;

const APPLICANTS: [&str; 6] = ["natural", "business", "research", "social", "legal_service", "other_org"];
const RESULTS: [&str; 4] = ["upheld", "corrected", "other", "pending"];

/// Figures by address.
type Figures = BTreeMap<String, i64>;

/// A whole report of a form, without blanks, that balances.
pub fn report(form: &Arc<Form>, chance: &mut Chance) -> Report {
    let layout = Arc::new(Layout::whole(form));
    let most = [9, 60, 700, 20_000][chance.below(4) as usize];
    let addresses: Vec<String> = (0..layout.places.len()).map(|cell| layout.address(cell)).collect();
    let mut figures: Figures = addresses.iter().map(|address| (address.clone(), figure(chance, most))).collect();
    disclosure(&mut figures, chance);
    applications(&mut figures, chance);
    disputes(&mut figures);
    let mut report = Report::blank(layout);
    for (cell, address) in addresses.iter().enumerate() {
        let mut text = figures[address].to_string();
        if address.ends_with("amount") {
            text += ["", ".5", ".25"][chance.below(3) as usize];
        }
        report.write(cell, &text);
    }
    report
}

/// Zero as often as in real reports, and figures of every length.
fn figure(chance: &mut Chance, most: u64) -> i64 {
    match chance.below(5) {
        0 | 1 => 0,
        2 => chance.below(10) as i64,
        _ => chance.below(most) as i64,
    }
}

/// What is in force includes what was made, and no change takes more than there was.
fn disclosure(figures: &mut Figures, chance: &mut Chance) {
    let rows: Vec<String> = figures.keys().filter_map(|address| row_of(address, "disclosure")).collect();
    for row in rows {
        let at = |column: &str| format!("disclosure.{row}.{column}");
        for (part, whole) in [("made", "in_force"), ("newly_disclosed", "total_disclosed")] {
            let part = figures.get(&at(part)).copied().unwrap_or(0);
            figures.entry(at(whole)).and_modify(|whole| *whole += part);
        }
        if let Some(prior) = figures.get(&at("prior_items")).copied() {
            let change = chance.below(prior as u64 / 3 + 1) as i64 * [1, -1][chance.below(2) as usize];
            figures.insert(at("change"), change);
        }
    }
}

/// The row of an address of this table.
fn row_of(address: &str, table: &str) -> Option<String> {
    let (row, _) = address.strip_prefix(table)?.strip_prefix('.')?.split_once('.')?;
    Some(row.to_owned())
}

fn applications(figures: &mut Figures, chance: &mut Chance) {
    let mut rows: Vec<String> = figures.keys().filter_map(|address| row_of(address, "applications")).collect();
    rows.dedup();
    let flows = ["received", "carried_in", "processed", "carried_out"];
    for column in APPLICANTS {
        let at = |row: &str| format!("applications.{row}.{column}");
        let details = rows.iter().filter(|row| !flows.contains(&row.as_str()));
        let processed: i64 = details.map(|row| figures[&at(row)]).sum();
        let all = processed + figures[&at("carried_out")];
        let carried_in = chance.below(all as u64 / 4 + 1) as i64;
        figures.insert(at("processed"), processed);
        figures.insert(at("carried_in"), carried_in);
        figures.insert(at("received"), all - carried_in);
    }
    for row in &rows {
        let sum = APPLICANTS.iter().map(|column| figures[&format!("applications.{row}.{column}")]).sum();
        figures.insert(format!("applications.{row}.total"), sum);
    }
}

fn disputes(figures: &mut Figures) {
    for row in ["reconsideration", "litigation_direct", "litigation_after"] {
        let sum = RESULTS.iter().map(|column| figures[&format!("disputes.{row}.{column}")]).sum();
        figures.insert(format!("disputes.{row}.total"), sum);
    }
}
