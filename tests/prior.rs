//! Rules that look back at last year's report: held, failed, open, and silent without one.

mod common;

use common::{balanced, blank, form, write};
use gouji::answer::Answer;
use gouji::confront::{Checks, Ledger};
use gouji::doubt::Doubt;
use gouji::prior::Prior;
use gouji::report::Report;
use std::sync::Arc;

fn answer(report: &Report, prior: Option<&Report>) -> Answer {
    let checks = Checks::about(report, prior.map(|prior| Arc::new(Prior::of(prior))));
    Answer::of(report, &checks, &Ledger::of(report, &checks))
}

/// The findings that last year's report adds, as rule and message.
fn check(form_id: &str, now: &[(&str, &str)], before: &[(&str, &str)], expected: &[&str]) {
    let mut report = blank(&form(form_id));
    write(&mut report, now.iter().copied());
    let mut prior = blank(&form(form_id));
    write(&mut prior, before.iter().copied());
    let without: Vec<String> = answer(&report, None).findings.into_iter().map(|finding| finding.message).collect();
    let found = answer(&report, Some(&prior)).findings;
    let added = found.iter().filter(|finding| !without.contains(&finding.message));
    let added: Vec<String> =
        added.map(|finding| format!("{} {} {}", finding.rule, finding.severity, finding.message)).collect();
    assert_eq!(added, expected, "{now:?} after {before:?}");
}

#[test]
fn what_was_carried_over() {
    let total = "applications.carried_in.total";
    let left = ("applications.carried_out.total", "34");
    check("2021", &[(total, "34")], &[left], &[]);
    let message = "T3-衔接-总计 hard 上年报告“结转下年度继续办理”总计为34件，本年“上年结转”填了30件，少4件。请以上年已公布的数据为准；如上年数据有更正，请在报告中说明。";
    check("2021", &[(total, "30")], &[left], &[message]);
    check("2019", &[(total, "30")], &[left], &[message]);
    // Blank on either side: nothing is held against anyone.
    check("2021", &[], &[left], &[]);
    check("2021", &[(total, "30")], &[], &[]);
    check("2021", &[(total, "30")], &[("applications.carried_out.total", "/")], &[]);
    check(
        "2021",
        &[(total, "34"), ("applications.carried_in.natural", "34")],
        &[left, ("applications.carried_out.natural", "33")],
        &[
            "T3-衔接 soft “自然人”列：上年报告“结转下年度继续办理”为33件，本年“上年结转”填了34件，多1件。请核对；总计一致时，可能是申请人类型的归类有调整。",
        ],
    );
}

#[test]
fn what_is_in_force() {
    let now = |in_force| {
        [
            ("disclosure.normative_documents.made", "3"),
            ("disclosure.normative_documents.repealed", "2"),
            ("disclosure.normative_documents.in_force", in_force),
        ]
    };
    let before = [("disclosure.normative_documents.in_force", "10")];
    check("2021", &now("11"), &before, &[]);
    check(
        "2021",
        &now("13"),
        &before,
        &[
            "T2-流转 soft 行政规范性文件：上年现行有效10件，加本年制发3件，减本年废止2件，应为11件，本年填的是13件，多2件。若因修订、到期失效或口径调整，请留存说明；否则请核对。",
        ],
    );
    let all = [("disclosure.regulations.made", "0"), ("disclosure.regulations.repealed", "5")];
    check(
        "2021",
        &all,
        &[("disclosure.regulations.in_force", "4")],
        &["T2-废止-上限 notice 规章：本年废止5件，多于上年现行有效与本年制发之和4件，请核对。"],
    );
}

#[test]
fn items_and_cases_of_last_year() {
    let before = [("disclosure.licences.prior_items", "20"), ("disclosure.licences.change", "-3")];
    check("2019", &[("disclosure.licences.prior_items", "17")], &before, &[]);
    check(
        "2019",
        &[("disclosure.licences.prior_items", "20")],
        &before,
        &["T2a-衔接 soft 行政许可：上年报告的项目数量加增减为17项，本年“上一年项目数量”填了20项，多3项。请核对。"],
    );
    check(
        "2021",
        &[("disputes.reconsideration.total", "1")],
        &[("disputes.reconsideration.pending", "2")],
        &["T4-未审结-衔接 notice 行政复议：上年有2件尚未审结，本年总计只有1件，请确认统计口径。"],
    );
}

/// A form has rules for the years it is for; last year's report may follow another one.
#[test]
fn last_years_report_of_another_form() {
    let mut prior = blank(&form("2019"));
    write(&mut prior, [("applications.carried_out.total", "5"), ("disclosure.fees.prior_items", "9")]);
    let mut report = blank(&form("2021"));
    write(&mut report, [("applications.carried_in.total", "4")]);
    let rules: Vec<String> = answer(&report, Some(&prior)).findings.into_iter().map(|finding| finding.rule).collect();
    assert!(rules.contains(&"T3-衔接-总计".to_owned()), "{rules:?}");
    assert!(!rules.iter().any(|rule| rule.starts_with("T2-流转")), "{rules:?}");
}

#[test]
fn what_it_says_proves_nothing_and_repairs_nothing() {
    let mut report = balanced("2021");
    write(&mut report, [("applications.carried_in.total", "")]);
    let mut prior = balanced("2021");
    write(&mut prior, [("applications.carried_out.total", "99999")]);
    let (with, without) = (answer(&report, Some(&prior)), answer(&report, None));
    assert_eq!(with.deduced.len(), without.deduced.len());
    assert_eq!(with.repairs.size, without.repairs.size);
}

#[test]
fn last_years_figure_left_in_is_the_likeliest_cause() {
    let mut report = balanced("2021");
    let cell = "applications.received.natural";
    let right = report.cells[report.layout.cell(cell).expect("a cell")].raw.clone();
    let (wrong, old) = ("4711", "4711");
    write(&mut report, [(cell, wrong)]);
    let mut prior = blank(&form("2021"));
    write(&mut prior, [(cell, old)]);
    let repairs = answer(&report, Some(&prior)).repairs;
    assert_eq!(repairs.options[0].changes[0].to, right);
    assert!(repairs.options[0].cause.contains("上年"), "{}", repairs.options[0].cause);
    assert!(!answer(&report, None).repairs.options[0].cause.contains("上年"));
}

#[test]
fn a_report_that_is_not_last_years_is_told() {
    let said = |before: Option<u16>, now: Option<u16>| {
        let mut report = blank(&form("2021"));
        report.year = now;
        let mut prior = blank(&form("2021"));
        prior.year = before;
        answer(&report, Some(&prior)).remarks
    };
    assert_eq!(said(Some(2023), Some(2024)), [""; 0]);
    assert_eq!(said(None, Some(2024)), [""; 0]);
    assert_eq!(
        said(Some(2024), Some(2024)),
        [
            "所给的上年报告是2024年度的，本年报告是2024年度的，两者不相连，没有与它核对。是不是拿错了？请换成2023年度的报告。"
        ]
    );
}

#[test]
fn figures_as_written() {
    let cells =
        [("disclosure.fees.amount", "1.5万元"), ("applications.received.total", "1,234件"), ("no.such.cell", "1")];
    let cells = cells.map(|(address, raw)| (address.to_owned(), raw.to_owned()));
    let prior = Prior::from_cells(&[form("2019"), form("2021")], &cells, Some(2023));
    assert_eq!(prior.number("disclosure.fees.amount", 4), Some(15_000));
    assert_eq!(prior.number("disclosure.fees.amount", 1), Some(15));
    assert_eq!(prior.number("disclosure.fees.amount", 0), None);
    assert_eq!(prior.number("applications.received.total", 0), Some(1234));
    assert_eq!((prior.len(), prior.number("no.such.cell", 0)), (2, None));
}

/// Doubts a cell of last year's, which may be any of these.
fn doubt(prior: &mut Report, address: &str, readings: &[&str]) {
    let cell = prior.layout.cell(address).expect("a cell");
    prior.write(cell, readings.first().copied().unwrap_or("1"));
    prior.doubt(cell, Doubt::CellCount);
    if !readings.is_empty() {
        prior.readings.extend([(cell, readings.iter().map(|&text| text.to_owned()).collect())]);
    }
}

/// The rules that fail by last year's report, in which some cells are uncertain.
fn check_uncertain(id: &str, now: &[(&str, &str)], before: &[(&str, &[&str])], expected: &[&str]) {
    let mut report = blank(&form(id));
    write(&mut report, now.iter().copied());
    let mut prior = blank(&form(id));
    before.iter().for_each(|(address, readings)| doubt(&mut prior, address, readings));
    let answer = Answer::about(&report, Some(&Arc::new(Prior::of(&prior))));
    let back = |rule: &str| ["衔接", "流转", "倍"].iter().any(|word| rule.contains(word));
    let told: Vec<&str> =
        answer.findings.iter().map(|finding| finding.rule.as_str()).filter(|rule| back(rule)).collect();
    assert_eq!(told, expected, "{now:?} after {before:?}");
    // What is not told lacks a figure.
    let lacks = answer.unchecked.iter().any(|lacks| lacks.cells == [before[0].0]);
    assert_eq!(lacks, expected.is_empty(), "{now:?} after {before:?}");
}

#[test]
fn what_fails_whichever_way_last_years_is_read() {
    let (total, left) = ("applications.carried_in.total", "applications.carried_out.total");
    check_uncertain("2021", &[(total, "30")], &[(left, &["34", "43"])], &["T3-衔接-总计"]);
    check_uncertain("2019", &[(total, "30")], &[(left, &["34", "43", "3"])], &["T3-衔接-总计"]);
    // One reading agrees, may be blank, is no number, or none is known.
    check_uncertain("2021", &[(total, "43")], &[(left, &["34", "43"])], &[]);
    check_uncertain("2021", &[(total, "30")], &[(left, &["34", ""])], &[]);
    check_uncertain("2021", &[(total, "30")], &[(left, &["34", "/"])], &[]);
    check_uncertain("2021", &[(total, "30")], &[(left, &[])], &[]);
    check_uncertain("2021", &[(total, "30")], &[(left, &["34"])], &[]);
    // This year's cell is blank.
    check_uncertain("2021", &[(total, "")], &[(left, &["34", "43"])], &[]);
    // Two cells in one sum: 12 + 3, 12 + 30, 21 + 3 or 21 + 30.
    let (items, change) = ("disclosure.fees.prior_items", "disclosure.fees.change");
    let both: [(&str, &[&str]); 2] = [(items, &["12", "21"]), (change, &["3", "30"])];
    check_uncertain("2019", &[(items, "16")], &both, &["T2a-衔接"]);
    check_uncertain("2019", &[(items, "42")], &both, &[]);
    // More ways than are tried.
    let many: Vec<String> = (100..201).map(|number| number.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    check_uncertain("2021", &[(total, "30")], &[(left, &many[1..])], &["T3-衔接-总计"]);
    check_uncertain("2021", &[(total, "30")], &[(left, &many)], &[]);
    // A condition: what was in force and made is not less than what was repealed.
    let now = [
        ("disclosure.normative_documents.made", "3"),
        ("disclosure.normative_documents.repealed", "2"),
        ("disclosure.normative_documents.in_force", "9"),
    ];
    let in_force = "disclosure.normative_documents.in_force";
    check_uncertain("2021", &now, &[(in_force, &["7", "17"])], &["T2-流转"]);
    check_uncertain("2021", &now, &[(in_force, &["8", "17"])], &[]);
}

#[test]
fn what_it_says_of_last_years_uncertain_cell() {
    let (total, left) = ("applications.carried_in.total", "applications.carried_out.total");
    let mut report = balanced("2021");
    write(&mut report, [(total, "99999")]);
    let after = |readings: &[&str]| {
        let mut prior = balanced("2021");
        doubt(&mut prior, left, readings);
        Answer::about(&report, Some(&Arc::new(Prior::of(&prior))))
    };
    let (with, without) = (after(&["34", "43"]), after(&["34", "99999"]));
    let finding = with.findings.iter().find(|finding| finding.rule == "T3-衔接-总计").expect("a finding");
    assert!(
        finding.message.ends_with("（上年报告的这一格读取时有待确认，但只要填有数字，不论按哪种读法，都不符。）"),
        "{}",
        finding.message
    );
    // What it should be depends on the reading.
    assert_eq!(finding.expected, None);
    assert_eq!((with.failed, with.open), (without.failed + 1, without.open - 1));
    assert_eq!((with.repairs.size, with.deduced.len()), (without.repairs.size, without.deduced.len()));
    assert_eq!(with.causes.len(), without.causes.len());
}

#[test]
fn what_fails_whichever_way_both_years_are_read() {
    let (total, left) = ("applications.carried_in.total", "applications.carried_out.total");
    let check = |now: &[&str], before: &[&str], expected: usize| {
        let mut report = blank(&form("2021"));
        doubt(&mut report, total, now);
        let mut prior = blank(&form("2021"));
        match before {
            [certain] => write(&mut prior, [(left, *certain)]),
            _ => doubt(&mut prior, left, before),
        }
        let answer = Answer::about(&report, Some(&Arc::new(Prior::of(&prior))));
        let told: Vec<_> = answer.findings.iter().filter(|finding| finding.rule == "T3-衔接-总计").collect();
        assert_eq!(told.len(), expected, "{now:?} {before:?}");
        assert_eq!(answer.uncertain, [total]);
        assert!(told.iter().all(|finding| finding.message.contains("其中有待确认的单元格")), "{told:?}");
    };
    check(&["30", "31"], &["34", "43"], 1);
    check(&["30", "31"], &["34"], 1);
    check(&["30", "34"], &["34"], 0);
    check(&["30", "34"], &["34", "43"], 0);
    check(&["30", ""], &["34", "43"], 0);
    check(&[], &["34", "43"], 0);
}

#[test]
fn an_uncertain_cell_as_a_text() {
    let cells = [("applications.carried_out.total", "34|43"), ("applications.carried_out.natural", "1|")];
    let cells = cells.map(|(address, raw)| (address.to_owned(), raw.to_owned()));
    let prior = Prior::from_cells(&[form("2021")], &cells, None);
    assert_eq!((prior.len(), prior.number("applications.carried_out.total", 0)), (1, None));
    let told = |total: &str| {
        let mut report = blank(&form("2021"));
        write(&mut report, [("applications.carried_in.total", total), ("applications.carried_in.natural", "9")]);
        Answer::about(&report, Some(&Arc::new(prior.clone())))
            .findings
            .iter()
            .filter(|finding| finding.rule.starts_with("T3-衔接"))
            .count()
    };
    assert_eq!([told("30"), told("34"), told("43")], [1, 0, 0]);
}

/// The largest figures fit whatever factor a form may have; larger ones are no figures, and the rule says nothing.
#[test]
fn figures_near_the_limit() {
    let text = include_str!("fixtures/made-up-form.json");
    let mut json: serde_json::Value = serde_json::from_str(text).expect("a form");
    json["rules"] = serde_json::json!([{
        "id": "R", "fault": "f", "severity": "hard", "basis": "implied", "source": "s", "table": "parks",
        "each": "row", "holds": "opened = 1000 * prior(opened) + 1000 * prior(closed)", "message": "m"
    }]);
    let form = Arc::new(gouji::form::Form::from_json(&json.to_string()).expect("a form"));
    let checks = |figure: &str| {
        let mut prior = blank(&form);
        write(&mut prior, [("parks.north.opened", figure), ("parks.north.closed", figure)]);
        Checks::about(&blank(&form), Some(Arc::new(Prior::of(&prior)))).list.len()
    };
    assert_eq!(checks("7"), 1);
    assert_eq!(checks("999999999999999"), 1);
    assert_eq!(checks("9999999999999999"), 0, "too large to be a figure");
}
