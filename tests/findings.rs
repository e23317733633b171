//! Each rule holds, fails and is open; its sentence says the right numbers.

mod common;

use common::{balanced, confront, write};
use gouji::answer::Answer;

/// What a balanced report says once these cells are changed: a line a finding, then causes.
#[track_caller]
fn check(form: &str, cells: &[(&str, &str)], expected: &str) {
    let mut report = balanced(form);
    let rows = |address: &str| address.ends_with(".*");
    for &(address, raw) in cells.iter().filter(|(address, _)| rows(address)) {
        let prefix = address.trim_end_matches('*');
        for cell in 0..report.cells.len() {
            if report.layout.address(cell).starts_with(prefix) {
                report.write(cell, raw);
            }
        }
    }
    write(&mut report, cells.iter().copied().filter(|(address, _)| !rows(address)));
    let (checks, ledger) = confront(&report);
    let answer = Answer::of(&report, &checks, &ledger);
    let mut lines: Vec<String> =
        answer.findings.iter().map(|finding| format!("{} {} {}", finding.severity, finding.rule, finding.message)).collect();
    lines.extend(answer.causes.iter().map(|cause| cause.message.clone()));
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, expected, "\n{}", lines.join("\n"));
}

#[test]
fn a_balanced_report_has_no_finding() {
    check("2021", &[], "");
    check("2019", &[], "");
}

