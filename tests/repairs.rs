//! The smallest repairs, against brute force and by substitution.

mod common;

use common::{balanced, blank as blank_report, confront, write};
use gouji::answer::Answer;
use gouji::confront::{Check, Checks, Verdict};
use gouji::form::{Form, Relation, Severity};
use gouji::localise::{self, Repairs};
use gouji::number::Value;
use gouji::report::Report;
use proptest::prelude::*;
use std::sync::Arc;

const WORK: u64 = 2_000_000_000;

fn repairs(report: &Report) -> Repairs {
    let (checks, ledger) = confront(report);
    localise::repairs(&report.layout, &checks, &ledger, WORK)
}

fn answer(report: &Report) -> Answer {
    let (checks, ledger) = confront(report);
    Answer::of(report, &checks, &ledger)
}

/// A line for each way: its cells with old and new values.
fn lines(report: &Report, repairs: &Repairs) -> Vec<String> {
    let show = |option: &localise::Repair| {
        let change = |change: &localise::Change| {
            let most = match change.most {
                Some(most) if most == change.least => String::new(),
                Some(most) if most < FAR => format!("..{most}"),
                _ => "..".to_owned(),
            };
            format!("{} {}→{}{most}", report.layout.address(change.cell), change.from, change.least)
        };
        option.changes.iter().map(change).collect::<Vec<_>>().join(", ")
    };
    let smallest = repairs.options.iter().filter(|option| !option.larger);
    let mut lines: Vec<String> = smallest.map(show).collect();
    lines.sort();
    lines
}

#[track_caller]
fn check(form: &str, cells: &[(&str, &str)], size: usize, expected: &[&str]) {
    let mut report = balanced(form);
    write(&mut report, cells.iter().copied());
    let found = repairs(&report);
    assert!(found.complete, "{found:?}");
    assert_eq!(found.size, size);
    assert_eq!(lines(&report, &found), expected, "{:#?}", lines(&report, &found));
    every_option_repairs(&report, &found);
}

/// Substitutes every way: each hard comparison holds, or is left to blanks alone.
#[track_caller]
fn every_option_repairs(report: &Report, repairs: &Repairs) {
    for option in &repairs.options {
        let mut mended = report.clone();
        for change in &option.changes {
            let text = report.layout.measure(change.cell).show(change.least);
            mended.write(change.cell, &text);
        }
        let (checks, ledger) = confront(&mended);
        for (number, check) in checks.list.iter().enumerate() {
            let hard = check.rule(&mended.layout).severity == Severity::Hard;
            assert!(!hard || ledger.verdict(number) != Verdict::Unbalanced, "{option:?}");
        }
    }
}

#[test]
fn a_balanced_report_needs_none() {
    check("2021", &[], 0, &[]);
    check("2019", &[], 0, &[]);
}

#[test]
fn one_wrong_cell_is_the_only_way() {
    check("2021", &[("applications.processed.natural", "13353")], 1, &["applications.processed.natural 13353→13364"]);
    check("2021", &[("applications.granted.total", "5584")], 1, &["applications.granted.total 5584→5548"]);
}

#[test]
fn any_of_five_cells_explains_a_sum_of_table_four() {
    check(
        "2021",
        &[("disputes.reconsideration.total", "791")],
        1,
        &[
            "disputes.reconsideration.corrected 97→98",
            "disputes.reconsideration.other 196→197",
            "disputes.reconsideration.pending 121→122",
            "disputes.reconsideration.total 791→790",
            "disputes.reconsideration.upheld 376→377",
        ],
    );
}

#[test]
fn a_negative_count_must_change() {
    check("2021", &[("disputes.litigation_direct.corrected", "-1")], 1, &["disputes.litigation_direct.corrected -1→1"]);
}

#[test]
fn two_unrelated_wrong_cells() {
    check(
        "2021",
        &[("applications.granted.natural", "5300"), ("applications.refused_law.business", "3")],
        2,
        &["applications.granted.natural 5300→5345, applications.refused_law.business 3→0"],
    );
}

#[test]
fn a_value_one_column_over_has_as_many_explanations_as_rows() {
    let mut report = balanced("2021");
    write(&mut report, [("applications.granted.social", "0"), ("applications.granted.legal_service", "60")]);
    let found = repairs(&report);
    assert!(found.complete);
    assert_eq!(found.size, 2);
    assert!(
        lines(&report, &found)
            .contains(&"applications.granted.social 0→41, applications.granted.legal_service 60→19".to_owned()),
        "{:#?}",
        lines(&report, &found)
    );
    every_option_repairs(&report, &found);
}

#[test]
fn blanks_take_up_what_they_can() {
    // The blank detail explains a column that lacks 5345, so nothing else need change.
    check("2021", &[("applications.granted.natural", "")], 0, &[]);
    // It cannot explain a total below the details that are left.
    check(
        "2021",
        &[("applications.granted.natural", ""), ("applications.granted.total", "100")],
        1,
        &["applications.granted.total 100→5548"],
    );
}

/// How likely each way is and why, best first.
fn causes(report: &Report) -> Vec<String> {
    let told = answer(report).repairs.options.into_iter().map(|option| {
        let larger = if option.larger { "+" } else { "" };
        format!("{}{larger} {}", option.rank, option.cause)
    });
    told.collect()
}

#[track_caller]
fn because(cells: &[(&str, &str)], expected: &[&str]) {
    let mut report = balanced("2021");
    write(&mut report, cells.iter().copied());
    let found = causes(&report);
    assert_eq!(found, expected, "{found:#?}");
}

#[test]
fn tmp() {
    for cells in [
        vec![("applications.granted.total", "5584")],
        vec![("applications.granted.social", "0"), ("applications.granted.legal_service", "60")],
        vec![("disputes.reconsideration.total", "700")],
        vec![("applications.granted.natural", "129"), ("applications.granted.business", "5345")],
    ] {
        let mut report = balanced("2021");
        write(&mut report, cells.iter().copied());
        println!("{cells:?} {:#?} {}", causes(&report), answer(&report).repairs.message);
    }
}

/// A form of one small table with these rules, for brute force.
fn small(rules: &[(&str, String)]) -> Arc<Form> {
    let line = |id: &str| format!(r#"{{ "id": "{id}", "label": "{id}" }}"#);
    let lines = |ids: &[&str]| ids.iter().map(|id| line(id)).collect::<Vec<_>>().join(",");
    let rule = |(number, (each, holds)): (usize, &(&str, String))| {
        format!(
            r#"{{ "id": "R{number}", "fault": "不符", "severity": "hard", "basis": "printed", "source": "虚构",
               "table": "t", "each": "{each}", "holds": "{holds}", "message": "{{line}}不符。" }}"#
        )
    };
    let json = format!(
        r#"{{ "id": "small", "name": "小表", "title": "小表", "authority": "虚构", "from": 2030,
           "tables": [{{ "id": "t", "name": "小表", "label": "小表",
             "blocks": [{{ "corner": "", "unit": "件", "columns": [{}], "rows": [{}] }}] }}],
           "rules": [{}] }}"#,
        lines(&["a", "b", "c"]),
        lines(&["x", "y"]),
        rules.iter().enumerate().map(rule).collect::<Vec<_>>().join(",")
    );
    Arc::new(Form::from_json(&json).unwrap_or_else(|error| panic!("{error}: {json}")))
}

/// Brute force tries values up to this.
const MOST: i64 = 18;
/// A range that reaches so far may have been cut off by that; its end is not compared.
const FAR: i64 = 9;

/// Every way to repair a report by changing exactly these cells, blanks taking what they must:
/// the least and the most of each, or nothing.
fn tried(report: &Report, checks: &Checks, set: &[usize]) -> Option<Vec<(i64, i64)>> {
    let cells = report.cells.len();
    let mut values: Vec<i64> =
        (0..cells).map(|cell| if let Value::Number(value) = report.cells[cell].value { value } else { 0 }).collect();
    let blanks = (0..cells).filter(|&cell| report.cells[cell].value == Value::Blank);
    let free: Vec<usize> = set.iter().copied().chain(blanks).collect();
    free.iter().for_each(|&cell| values[cell] = 0);
    let mut found: Option<Vec<(i64, i64)>> = None;
    loop {
        let holds = |check: &Check| {
            let sum: i64 = check.claim.terms.iter().map(|term| term.factor * values[term.cell]).sum();
            let sum = sum + check.claim.constant;
            match check.claim.relation {
                Relation::Equal => sum == 0,
                Relation::AtMost => sum <= 0,
                Relation::AtLeast => sum >= 0,
                Relation::Below => sum < 0,
                Relation::Above => sum > 0,
            }
        };
        if checks.list.iter().all(holds) {
            let ranges = found.get_or_insert_with(|| set.iter().map(|_| (i64::MAX, i64::MIN)).collect());
            for (range, &cell) in ranges.iter_mut().zip(set) {
                *range = (range.0.min(values[cell]), range.1.max(values[cell]));
            }
        }
        let Some(&next) = free.iter().find(|&&cell| values[cell] < MOST) else { return found };
        values[next] += 1;
        free.iter().take_while(|&&cell| cell != next).for_each(|&cell| values[cell] = 0);
    }
}

fn subsets(cells: &[usize], size: usize) -> Vec<Vec<usize>> {
    match (size, cells) {
        (0, _) => vec![Vec::new()],
        (_, []) => Vec::new(),
        (_, [first, rest @ ..]) => {
            let with = subsets(rest, size - 1).into_iter().map(|set| [&[*first][..], &set].concat());
            with.chain(subsets(rest, size)).collect()
        }
    }
}

/// The smallest size up to three cells that are not blank, and every way with it.
fn brute(report: &Report, checks: &Checks, most: usize) -> Option<(usize, Vec<String>)> {
    let filled: Vec<usize> = (0..report.cells.len()).filter(|&at| report.cells[at].value != Value::Blank).collect();
    (0..=most).find_map(|size| {
        let ways = subsets(&filled, size).into_iter().filter_map(|set| Some((tried(report, checks, &set)?, set)));
        let mut ways: Vec<String> = ways.map(|(ranges, set)| said(report, &set, &ranges)).collect();
        ways.sort();
        (!ways.is_empty()).then_some((size, ways))
    })
}

fn said(report: &Report, set: &[usize], ranges: &[(i64, i64)]) -> String {
    let change = |(&cell, &(least, most)): (&usize, &(i64, i64))| {
        let most = if most == least {
            String::new()
        } else if most >= FAR {
            "..".to_owned()
        } else {
            format!("..{most}")
        };
        format!("{} {}→{least}{most}", report.layout.address(cell), report.shown(cell))
    };
    set.iter().zip(ranges).map(change).collect::<Vec<_>>().join(", ")
}

fn sum() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just("a + b"), 2 => Just("a - b"), 2 => Just("b + c"), 2 => Just("2*a"), 1 => Just("2*a + b"), 1 => Just("a + 3"),
    ]
    .prop_map(str::to_owned)
}

fn across() -> impl Strategy<Value = (&'static str, String)> {
    let relation = prop_oneof![5 => Just("="), 1 => Just("<="), 1 => Just(">"), 1 => Just(">=")];
    (sum(), relation, prop_oneof![Just("c"), Just("b"), Just("2*c"), Just("c + 1")])
        .prop_map(|(left, relation, right)| ("row", format!("{left} {relation} {right}")))
}

fn down() -> impl Strategy<Value = (&'static str, String)> {
    prop_oneof![Just("x = y"), Just("x = 2*y"), Just("x <= y"), Just("x + 1 = y")]
        .prop_map(|holds| ("column", holds.to_owned()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn small_forms_are_repaired_in_every_way_that_brute_force_finds(
        rules in proptest::collection::vec(prop_oneof![across(), down()], 1..4),
        cells in proptest::collection::vec(0i64..5, 6),
        blank in proptest::option::of(0usize..6),
    ) {
        let mut report = blank_report(&small(&rules));
        for (cell, value) in cells.iter().enumerate().filter(|(cell, _)| Some(*cell) != blank) {
            report.write(cell, &value.to_string());
        }
        let (checks, _) = confront(&report);
        let found = repairs(&report);
        let most = if blank.is_some() { 2 } else { 3 };
        match brute(&report, &checks, most) {
            Some((size, ways)) => {
                prop_assert!(found.complete, "{:?}", found);
                prop_assert_eq!(found.size, size);
                prop_assert_eq!(lines(&report, &found), if size == 0 { vec![] } else { ways });
            }
            None => prop_assert!(found.size > most || !found.impossible.is_empty(), "{:?}", found),
        }
    }
}
