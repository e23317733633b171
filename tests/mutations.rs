//! From any balanced report: no finding; and every change of one cell is found, with the right
//! numbers in its sentences.

mod common;

use common::{blank, confront, form};
use gouji::answer::Answer;
use gouji::report::Report;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Any balanced report of a form: every detail is free, totals follow, and what comes in covers
/// what goes out.
fn balanced(id: &'static str) -> impl Strategy<Value = Report> {
    let figure = prop_oneof![3 => Just(0i64), 3 => 1i64..10, 2 => 10i64..2000, 1 => 0i64..5_000_000];
    proptest::collection::vec(figure, 400).prop_map(move |figures| {
        let mut report = blank(&form(id));
        let mut figures = figures.into_iter();
        let mut next = || figures.next().unwrap_or(0);
        for cell in 0..report.cells.len() {
            report.write(cell, &next().to_string());
        }
        settle(&mut report);
        report
    })
}

const PARTS: [&str; 6] = ["natural", "business", "research", "social", "legal_service", "other_org"];
const RESULTS: [&str; 4] = ["upheld", "corrected", "other", "pending"];
const KEYS: [&str; 4] = ["received", "carried_in", "processed", "carried_out"];

fn get(report: &Report, address: &str) -> i64 {
    let cell = report.layout.cell(address).unwrap_or_else(|| panic!("no cell {address}"));
    report.shown(cell).parse().unwrap_or_else(|_| panic!("no number in {address}"))
}

fn set(report: &mut Report, address: &str, value: i64) {
    let cell = report.layout.cell(address).unwrap_or_else(|| panic!("no cell {address}"));
    report.write(cell, &value.to_string());
}

/// The rows of a table, in order, by their ids.
fn rows(report: &Report, table: &str) -> Vec<String> {
    let addresses = (0..report.cells.len()).map(|cell| report.layout.address(cell));
    let mut rows: Vec<String> = addresses
        .filter_map(|a| Some(a.strip_prefix(table)?.strip_prefix('.')?.split('.').next()?.to_owned()))
        .collect();
    rows.dedup();
    rows
}

fn details(report: &Report) -> Vec<String> {
    rows(report, "applications").into_iter().filter(|row| !KEYS.contains(&row.as_str())).collect()
}

/// Written apart from the engine: the sums a clerk would do by hand.
fn settle(report: &mut Report) {
    for part in PARTS {
        let sum: i64 = details(report).iter().map(|row| get(report, &format!("applications.{row}.{part}"))).sum();
        set(report, &format!("applications.processed.{part}"), sum);
        let carried_in = sum / 3;
        let carried_out = get(report, &format!("applications.carried_out.{part}"));
        set(report, &format!("applications.carried_in.{part}"), carried_in);
        set(report, &format!("applications.received.{part}"), sum + carried_out - carried_in);
    }
    for row in rows(report, "applications") {
        let sum = PARTS.iter().map(|part| get(report, &format!("applications.{row}.{part}"))).sum();
        set(report, &format!("applications.{row}.total"), sum);
    }
    for row in rows(report, "disputes") {
        let sum = RESULTS.iter().map(|result| get(report, &format!("disputes.{row}.{result}"))).sum();
        set(report, &format!("disputes.{row}.total"), sum);
    }
}

fn answer(report: &Report) -> Answer {
    let (checks, ledger) = confront(report);
    Answer::of(report, &checks, &ledger)
}

/// The start of every sentence about tables 三 and 四 that must be said, by the clerk's own sums.
fn sentences(report: &Report) -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    let cell = |address: &str| report.layout.cell(address).unwrap_or_else(|| panic!("no cell {address}"));
    let word = |difference: i64| format!("{}{}件", if difference < 0 { "少" } else { "多" }, difference.abs());
    for row in rows(report, "applications") {
        let sum: i64 = PARTS.iter().map(|part| get(report, &format!("applications.{row}.{part}"))).sum();
        let total = get(report, &format!("applications.{row}.total"));
        let name = &report.layout.row(cell(&format!("applications.{row}.total"))).name;
        if sum != total {
            said.insert(format!("“{name}”一行各列相加为{sum}，总计填的是{total}，{}。", word(total - sum)));
        }
    }
    for part in PARTS.iter().chain(&["total"]) {
        let [received, carried_in, processed, carried_out] =
            KEYS.map(|row| get(report, &format!("applications.{row}.{part}")));
        let sum: i64 = details(report).iter().map(|row| get(report, &format!("applications.{row}.{part}"))).sum();
        let name = &report.layout.column(cell(&format!("applications.received.{part}"))).label;
        if sum != processed {
            said.insert(format!(
                "“{name}”列（七）总计填{processed}，（一）至（六）相加是{sum}，{}。",
                word(processed - sum)
            ));
        }
        let (left, right) = (received + carried_in, processed + carried_out);
        if left != right {
            said.insert(format!(
                "“{name}”列不平：一（本年新收）{received}＋二（上年结转）{carried_in}＝{left}，三（七）总计{processed}＋四（结转下年）{carried_out}＝{right}，{}。",
                word(right - left)
            ));
        }
    }
    for row in rows(report, "disputes") {
        let [upheld, corrected, other, pending] =
            RESULTS.map(|result| get(report, &format!("disputes.{row}.{result}")));
        let (sum, total) = (upheld + corrected + other + pending, get(report, &format!("disputes.{row}.total")));
        let name = &report.layout.row(cell(&format!("disputes.{row}.total"))).name;
        if sum != total {
            said.insert(format!(
                "{name}：维持{upheld}＋纠正{corrected}＋其他{other}＋尚未审结{pending}＝{sum}，总计填的是{total}，{}。",
                word(total - sum)
            ));
        }
    }
    said
}

fn check(report: &Report) -> Result<Answer, TestCaseError> {
    let answer = answer(report);
    let told = answer.findings.iter().filter(|finding| finding.table != "disclosure" && finding.severity == "hard");
    // Every sentence ends with what to do, which is not a number.
    let told: BTreeSet<String> =
        told.map(|finding| finding.message.rsplit_once("请核对").map_or("", |(said, _)| said).to_owned()).collect();
    prop_assert_eq!(told, sentences(report));
    Ok(answer)
}

fn every_change_is_found(report: Report, at: usize, delta: i64) -> Result<(), TestCaseError> {
    let clean = check(&report)?;
    prop_assert!(clean.findings.iter().all(|finding| finding.table == "disclosure"), "{:?}", clean.findings);
    let first = report.layout.cell("applications.received.natural").unwrap_or(0);
    let cell = first + at % (report.cells.len() - first);
    let address = report.layout.address(cell);
    let old = get(&report, &address);
    // A count stays a count; below 0 is another rule's business.
    let new = if old + delta < 0 { old + delta.abs() } else { old + delta };
    let mut changed = report.clone();
    changed.write(cell, &new.to_string());
    let answer = check(&changed)?;
    prop_assert!(!sentences(&changed).is_empty(), "a change of {} went unnoticed", address);
    if address.starts_with("applications") {
        let causes: Vec<_> =
            answer.causes.iter().map(|cause| (cause.cell.clone(), cause.from.clone(), cause.to.clone())).collect();
        prop_assert_eq!(causes, [(address, new.to_string(), old.to_string())]);
    } else {
        prop_assert!(answer.causes.is_empty(), "five cells explain it; none may be named");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_change_of_one_cell_is_found_2021(report in balanced("2021"), at in 0usize..1000, delta in prop_oneof![-20i64..0, 1i64..20, 20i64..100_000]) {
        every_change_is_found(report, at, delta)?;
    }

    #[test]
    fn every_change_of_one_cell_is_found_2019(report in balanced("2019"), at in 0usize..1000, delta in prop_oneof![-20i64..0, 1i64..20, 20i64..100_000]) {
        every_change_is_found(report, at, delta)?;
    }

    #[test]
    fn anything_typed_anywhere_is_answered(cells in proptest::collection::vec((0usize..198, ".{0,12}"), 0..60)) {
        let mut report = blank(&form("2019"));
        for (cell, raw) in cells {
            report.write(cell, &raw);
        }
        let answer = answer(&report);
        prop_assert_eq!(answer.cells.0.len(), 198);
    }

    #[test]
    fn what_is_deduced_for_a_blank_was_there(report in balanced("2021"), gone in proptest::collection::btree_set(10usize..200, 1..12)) {
        let mut blanked = report.clone();
        for &cell in &gone {
            blanked.write(cell, "");
        }
        for deduction in answer(&blanked).deduced {
            prop_assert_eq!(deduction.value.parse::<i64>().ok(), Some(get(&report, &deduction.cell)));
        }
    }
}

/// Every single cell of tables 三 and 四, exhaustively, on the fixtures.
#[test]
fn each_single_cell_error_is_found() {
    for id in ["2019", "2021"] {
        let report = common::balanced(id);
        for cell in report.layout.cell("applications.received.natural").unwrap_or(0)..report.cells.len() {
            let mut changed = report.clone();
            let old: i64 = report.shown(cell).parse().unwrap_or(0);
            changed.write(cell, &(old + 9).to_string());
            let answer = check(&changed).unwrap_or_else(|error| panic!("{}: {error}", report.layout.address(cell)));
            let failed = answer.failed;
            let in_three = report.layout.address(cell).starts_with("applications");
            assert!(if in_three { failed >= 2 } else { failed == 1 }, "{}: {failed}", report.layout.address(cell));
        }
    }
}
