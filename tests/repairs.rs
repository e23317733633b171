//! The smallest repairs, against brute force and by substitution.

mod common;

use common::{balanced, confront, write};
use gouji::confront::Verdict;
use gouji::form::Severity;
use gouji::localise::{self, Repairs};
use gouji::report::Report;

const WORK: u64 = 2_000_000_000;

fn repairs(report: &Report) -> Repairs {
    let (checks, ledger) = confront(report);
    localise::repairs(&report.layout, &checks, &ledger, WORK)
}

/// A line for each way: its cells with old and new values.
fn lines(report: &Report, repairs: &Repairs) -> Vec<String> {
    let show = |option: &Vec<localise::Change>| {
        let change = |change: &localise::Change| {
            let most = match change.most {
                Some(most) if most == change.least => String::new(),
                Some(most) => format!("..{most}"),
                None => "..".to_owned(),
            };
            format!("{} {}→{}{most}", report.layout.address(change.cell), change.from, change.least)
        };
        option.iter().map(change).collect::<Vec<_>>().join(", ")
    };
    let mut lines: Vec<String> = repairs.options.iter().map(show).collect();
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
        for change in option {
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
