//! What was recognised, as the page sees it: `Reading` of `types.d.ts`.

use crate::answer::Entries;
use crate::recognise::{Reading, TableReading};
use serde::Serialize;

/// `Reading` of `types.d.ts`.
#[derive(Serialize)]
pub(super) struct ReadingView<'r> {
    tables: Vec<TableReadingView<'r>>,
    title: Option<&'r str>,
    issuer: Option<&'r str>,
    whole: bool,
    year: Option<u16>,
    remarks: Vec<String>,
}

#[derive(Serialize)]
struct TableReadingView<'r> {
    table: &'r str,
    form: &'r str,
    cells: Entries,
    uncertain: Vec<String>,
    doubts: Entries<&'static str>,
    readings: Entries<&'r [String]>,
    missing: &'r [String],
    loose: Vec<LooseView<'r>>,
    renamed: Vec<LooseView<'r>>,
    noted: Entries,
}

#[derive(Serialize)]
struct LooseView<'r> {
    written: &'r str,
    taken: &'r str,
}

fn pairs(labels: &[(String, String)]) -> Vec<LooseView<'_>> {
    labels.iter().map(|(written, taken)| LooseView { written, taken }).collect()
}

impl<'r> ReadingView<'r> {
    pub(super) fn of(reading: &'r Reading) -> Self {
        let tables = reading.tables.iter().map(|table| TableReadingView {
            table: &table.table().id,
            form: &table.form.id,
            cells: table.cells.iter().map(|(&spot, raw)| (table.address(spot), raw.clone())).collect(),
            uncertain: table.doubts.keys().map(|&spot| table.address(spot)).collect(),
            doubts: table.doubts.iter().map(|(&spot, doubt)| (table.address(spot), doubt.reason())).collect(),
            readings: table.readings.iter().map(|(&spot, texts)| (table.address(spot), texts.as_slice())).collect(),
            missing: &table.missing,
            noted: table.noted().into_iter().map(|(spot, taken)| (table.address(spot), taken)).collect(),
            loose: pairs(&table.loose),
            renamed: pairs(&table.renamed),
        });
        Self {
            tables: tables.collect(),
            title: reading.title.as_deref(),
            issuer: reading.issuer.as_deref(),
            whole: reading.is_whole,
            year: reading.year,
            remarks: reading
                .remarks
                .iter()
                .cloned()
                .chain(reading.tables.iter().flat_map(TableReading::drift))
                .collect(),
        }
    }
}
