//! Figures by address, as another program has them: which report they are.

use gouji::answer::Answer;
use gouji::figures::Figures;
use gouji::form::Form;
use gouji::forms;
use std::sync::Arc;

fn pairs(text: &str) -> Vec<(String, String)> {
    let pair = |word: &str| word.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
    text.split_whitespace().filter_map(pair).collect()
}

/// Cells and tables are `name=value`; `forms` is `-` where none are chosen. Expected is what each
/// table follows and what is not blank, then remarks; or the mistake.
#[track_caller]
fn check(cells: &str, forms: &str, year: Option<u16>, uncertain: &str, expected: &str) {
    let known: Vec<Arc<Form>> =
        forms::BUILT_IN.iter().map(|text| Arc::new(Form::from_json(text).expect("a form"))).collect();
    let figures = Figures {
        cells: pairs(cells),
        forms: (forms != "-").then(|| pairs(forms)),
        year,
        uncertain: uncertain.split_whitespace().map(str::to_owned).collect(),
        readings: Vec::new(),
    };
    let found = match figures.report(&known) {
        Err(unfit) => unfit.to_string(),
        Ok(report) => {
            let answer = Answer::about(&report, None);
            let filled = answer.cells.0.iter().filter(|(_, value)| !value.is_empty());
            let told = answer.forms.0.iter().chain(filled).map(|(name, value)| format!("{name}={value}"));
            let doubts = answer.uncertain.iter().map(|cell| format!("{cell}?"));
            told.chain(doubts).chain(answer.remarks).collect::<Vec<_>>().join(" ")
        }
    };
    assert_eq!(found, expected);
}

#[test]
fn all_tables_of_the_years_form() {
    let newest = "disclosure=2021 applications=2021 disputes=2021";
    let older = "disclosure=2019 applications=2019 disputes=2019";
    check("", "-", None, "", newest);
    check("", "-", Some(2023), "", newest);
    check("", "-", Some(2020), "", older);
    check("", "-", Some(2001), "", newest);
    check("disputes.reconsideration.total=7", "-", None, "", &format!("{newest} disputes.reconsideration.total=7"));
}

#[test]
fn chosen_tables_stand_in_printed_order() {
    check("", "disputes=2019 applications=2021", None, "", "applications=2021 disputes=2019");
}

#[test]
fn cells_in_doubt_are_kept_and_said() {
    let cell = "disputes.reconsideration.total";
    check(&format!("{cell}=7"), "disputes=2021", None, cell, &format!("disputes=2021 {cell}=7 {cell}?"));
}

#[test]
fn what_only_another_form_has_is_named() {
    let remark = "有1格不在所核对的表里，没有核对：applications.other.natural。";
    check("applications.other.natural=3", "applications=2021", None, "", &format!("applications=2021 {remark}"));
    check("applications.other.natural=", "applications=2021", None, "", "applications=2021");
}

#[test]
fn mistakes_are_told() {
    check("a.b.c=1", "-", None, "", "no known form has a cell \"a.b.c\"");
    check("", "-", None, "a.b.c", "no known form has a cell \"a.b.c\"");
    check("", "disputes=1999", None, "", "no form \"1999\" is known");
    check("", "fees=2021", None, "", "form \"2021\" has no table \"fees\"");
    check("", "", None, "", "the report has no table");
}
