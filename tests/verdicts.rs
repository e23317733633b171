//! What a comparison says where cells are blank.

mod common;

use gouji::confront::{Checks, Ledger, Verdict};
use gouji::form::Form;
use gouji::report::{Layout, Report};
use std::sync::Arc;

/// A form of one row with cells a, b, c (counts), d (a change) and e (two decimals), and one rule.
fn form(holds: &str) -> Arc<Form> {
    let json = format!(
        r#"{{ "id": "tiny", "name": "", "title": "", "authority": "", "from": 2000,
          "tables": [{{ "id": "t", "name": "表", "label": "", "blocks": [{{
            "columns": [
              {{ "id": "a", "label": "甲" }}, {{ "id": "b", "label": "乙" }}, {{ "id": "c", "label": "丙" }},
              {{ "id": "d", "label": "丁", "signed": true }}, {{ "id": "e", "label": "戊", "decimals": 2 }}
            ],
            "rows": [{{ "id": "r", "label": "行" }}] }}] }}],
          "rules": [{{ "id": "R", "fault": "不符", "severity": "hard", "basis": "implied", "source": "",
            "table": "t", "each": "row", "holds": "{holds}", "message": "{{left}} {{right}} {{left-right}}" }}] }}"#
    );
    Arc::new(Form::from_json(&json).unwrap_or_else(|error| panic!("{error}")))
}

/// `cells` are what a, b, c, d and e hold, in order.
#[track_caller]
fn check(holds: &str, cells: &str, expected: Verdict) {
    let mut report = Report::blank(Arc::new(Layout::whole(&form(holds))));
    for (cell, raw) in cells.split(' ').enumerate() {
        report.write(cell, if raw == "_" { "" } else { raw });
    }
    let checks = Checks::of(&report.layout);
    let found = Ledger::of(&report, &checks).verdict(0);
    assert_eq!(found, expected, "{holds} with {cells}");
}

#[test]
fn without_blanks_it_holds_or_not() {
    check("a = b + c", "3 1 2", Verdict::Holds);
    check("a = b + c", "4 1 2", Verdict::Unbalanced);
    check("a >= b", "3 3", Verdict::Holds);
    check("a > b", "3 3", Verdict::Unbalanced);
    check("2*a <= b + 1", "2 3", Verdict::Holds);
    check("2*a <= b + 1", "2 2", Verdict::Unbalanced);
}

#[test]
fn blanks_that_may_be_zero_are_assumed() {
    check("a = b + c", "3 3 _", Verdict::Assumed);
    check("a = b + c", "_ _ _", Verdict::Assumed);
    check("a = b + c", "3 3 /", Verdict::Assumed);
}

#[test]
fn blanks_that_could_make_it_hold_leave_it_open() {
    check("a = b + c", "3 1 _", Verdict::Open);
    check("a = b + c", "_ 1 2", Verdict::Open);
    check("a >= b", "_ 2", Verdict::Open);
}

#[test]
fn blanks_that_cannot_make_it_hold_do_not_save_it() {
    // A detail is already more than the total, and no count is below 0.
    check("a = b + c", "3 4 _", Verdict::Unbalanced);
    check("a >= b", "_ _", Verdict::Assumed);
    check("a < b", "2 _", Verdict::Open);
    check("a < b", "_ 2", Verdict::Assumed);
    // A change may be negative, so it could.
    check("a = b + d", "3 4 0 _", Verdict::Open);
}

#[test]
fn what_is_no_number_leaves_it_open() {
    check("a = b + c", "x 4 9", Verdict::Open);
    check("a = b + c", "1.5 1 0", Verdict::Open);
}

#[test]
fn a_condition_that_is_not_met_silences_it() {
    check("a >= 10 => b > 0", "9 0", Verdict::Silent);
    check("a >= 10 => b > 0", "10 0", Verdict::Unbalanced);
    check("a >= 10 => b > 0", "10 1", Verdict::Holds);
    check("a >= 10 => b > 0", "_ 0", Verdict::Open);
    check("whole(e) => e < 10", "0 0 0 0 10", Verdict::Unbalanced);
    check("whole(e) => e < 10", "0 0 0 0 10.5", Verdict::Silent);
}

#[test]
fn decimals_meet_whole_numbers_exactly() {
    check("e = a", "3 0 0 0 3.00", Verdict::Holds);
    check("e = a", "3 0 0 0 3.01", Verdict::Unbalanced);
    check("e <= 0", "0 0 0 0 0.01", Verdict::Unbalanced);
}

#[test]
fn the_ledger_kept_cell_by_cell_is_the_ledger_made_at_once() {
    let report = common::balanced("2021");
    let checks = Checks::of(&report.layout);
    let mut kept = Ledger::new(&report.layout, &checks);
    let mut changed = report.clone();
    for (step, raw) in ["7", "", "x", "0", "/", "12"].iter().cycle().take(600).enumerate() {
        let cell = step * 37 % report.cells.len();
        changed.write(cell, raw);
        kept.set(cell, changed.cells[cell].value);
    }
    for cell in 0..changed.cells.len() {
        kept.set(cell, changed.cells[cell].value);
    }
    assert_eq!(kept.verdicts(), Ledger::of(&changed, &checks).verdicts());
}
