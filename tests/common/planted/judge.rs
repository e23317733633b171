//! What was read of a report, against what stands there.

use super::Planted;
use super::sheet::Sheet;
use crate::common;
use gouji::answer::Answer;
use gouji::form::Severity;
use gouji::number::Value;
use gouji::recognise::{Reading, TableReading};
use gouji::report::Report;
use std::collections::{BTreeMap, BTreeSet};

/// What is wrong with a reading.
#[derive(Clone, Debug, Default)]
pub struct Verdicts {
    /// Certain cells that hold another text than may stand there.
    pub wrong: Vec<String>,
    /// Rows, and cells of other rows, that are not there though nothing says so.
    pub lost: Vec<String>,
    /// Hard rules that fail though the report balances.
    pub false_findings: Vec<String>,
    /// Anything else: a refusal, several reports instead of one.
    pub other: Vec<String>,
    /// Cells that the oddity does not touch: those read for certain, and all.
    pub certain: usize,
    pub all: usize,
}

impl Verdicts {
    pub fn is_clean(&self) -> bool {
        self.wrong.is_empty() && self.lost.is_empty() && self.false_findings.is_empty() && self.other.is_empty()
    }
}

/// Judges what was read of a report with one oddity.
pub fn judge(readings: &[Reading], truth: &Report, sheets: &[Sheet], planted: &Planted, least: usize) -> Verdicts {
    let mut verdicts = Verdicts::default();
    if readings.len() != 1 {
        verdicts.other.push(format!("{} reports", readings.len()));
    }
    let there = there(sheets, planted);
    verdicts.all = there.iter().filter(|address| !planted.touched.contains_key(*address)).count();
    for reading in readings {
        for table in &reading.tables {
            certain_cells(table, truth, &there, planted, &mut verdicts);
        }
    }
    if verdicts.certain * 100 < verdicts.all * least {
        verdicts.other.push(format!("only {} of {} cells are certain", verdicts.certain, verdicts.all));
    }
    if let Some(reading) = readings.first() {
        lost(reading, truth, &there, &mut verdicts);
        let remarks = reading.report().remarks.join("\n");
        verdicts
            .other
            .extend(planted.said.filter(|word| !remarks.contains(word)).map(|word| format!("{word} is not said")));
        verdicts.false_findings = failing(&reading.report());
    }
    verdicts
}

/// The addresses of the cells that the document has.
fn there(sheets: &[Sheet], planted: &Planted) -> BTreeSet<String> {
    let figures = |sheet: &Sheet| -> Vec<String> {
        sheet.figures().into_iter().filter_map(|place| sheet.at(place).address.clone()).collect()
    };
    sheets.iter().flat_map(figures).chain(planted.touched.keys().cloned()).collect()
}

fn certain_cells(
    table: &TableReading,
    truth: &Report,
    there: &BTreeSet<String>,
    planted: &Planted,
    verdicts: &mut Verdicts,
) {
    for (spot, raw) in table.cells.iter().filter(|(spot, _)| !table.doubts.contains_key(spot)) {
        let address = table.address(*spot);
        let cell = truth.layout.cell(&address).filter(|_| there.contains(&address));
        let Some(cell) = cell else {
            verdicts.wrong.push(format!("{address} = {raw:?} for nothing"));
            continue;
        };
        let own = vec![truth.cells[cell].raw.clone()];
        let allowed = planted.touched.get(&address).unwrap_or(&own);
        let measure = truth.layout.measure(cell);
        let read = |text: &str| measure.read(text).value;
        let is_same = |text: &String| match read(text) {
            Value::Number(number) => read(raw) == Value::Number(number),
            _ => raw.trim() == text,
        };
        if allowed.iter().any(is_same) {
            verdicts.certain += usize::from(!planted.touched.contains_key(&address));
        } else {
            let allowed = if allowed.is_empty() { "nothing certain".to_owned() } else { format!("{allowed:?}") };
            verdicts.wrong.push(format!("{address} = {raw:?} for {allowed}"));
        }
    }
}

/// What a reader of the answer is told of rows and cells that are not there.
fn said(reading: &Reading) -> String {
    let answer = Answer::about(&reading.report(), None);
    let findings = answer.findings.iter().map(|finding| finding.message.clone());
    let missing = reading.tables.iter().flat_map(|table| table.missing.iter().cloned());
    answer
        .remarks
        .iter()
        .cloned()
        .chain(findings.filter(|_| !reading.tables.is_empty()))
        .chain(missing)
        .collect::<Vec<_>>()
        .join("\n")
}

fn lost(reading: &Reading, truth: &Report, there: &BTreeSet<String>, verdicts: &mut Verdicts) {
    let report = reading.report();
    let is_read = |address: &String| report.layout.cell(address).is_some_and(|cell| !report.cells[cell].missing);
    // Cells that are not there, by row.
    let mut rows: BTreeMap<String, (usize, Vec<usize>)> = BTreeMap::new();
    for address in there {
        let Some(cell) = truth.layout.cell(address) else { continue };
        let row = address.rsplit_once('.').map_or("", |(row, _)| row).to_owned();
        let (count, gone) = rows.entry(row).or_default();
        *count += 1;
        if !is_read(address) {
            gone.push(cell);
        }
    }
    if rows.values().all(|(_, gone)| gone.is_empty()) {
        return;
    }
    let said = said(reading);
    let lines: Vec<&str> = said.lines().collect();
    for (row, (count, gone)) in rows {
        let names = |cell: &usize| {
            let (row, column, table) =
                (truth.layout.row(*cell), truth.layout.column(*cell), truth.layout.sheet(*cell).table());
            ([row.name.clone(), row.label.clone(), column.label.clone(), "隐藏".to_owned()], table.name.clone())
        };
        // That the table has a row twice says nothing of one that is not there.
        let is_said = |cell: &usize| {
            let (names, table) = names(cell);
            names.iter().any(|name| said.contains(name))
                || lines.iter().any(|line| line.contains(&table) && line.contains("没有"))
        };
        let unsaid: Vec<&usize> = gone.iter().filter(|cell| !is_said(cell)).collect();
        match unsaid.len() {
            0 => {}
            lost if lost == count => verdicts.lost.push(row),
            _ => verdicts.lost.extend(unsaid.iter().map(|cell| truth.layout.address(**cell))),
        }
    }
}

/// The hard rules that fail, with their cells.
pub fn failing(report: &Report) -> Vec<String> {
    let (checks, ledger) = common::confront(report);
    let check = |number: usize| {
        let check = &checks.list[number];
        let cell = |cell: usize| format!("{}={}", report.layout.address(cell), report.cells[cell].raw);
        let cells = check.claim.terms.iter().map(|term| cell(term.cell)).collect::<Vec<_>>().join(" ");
        let rule = check.rule(&report.layout);
        (rule.severity == Severity::Hard).then(|| format!("{} {cells}", rule.id))
    };
    ledger.failed().filter_map(check).collect()
}
