//! A form is data: a new one needs no code, and a bad one says where and why.

mod common;

use gouji::answer::Answer;
use gouji::form::Form;
use gouji::forms;
use gouji::session::Session;
use std::sync::Arc;

const MADE_UP: &str = include_str!("fixtures/made-up-form.json");

fn built_in() -> Vec<Arc<Form>> {
    forms::BUILT_IN.iter().map(|text| Arc::new(Form::from_json(text).expect("a form"))).collect()
}

#[track_caller]
fn check(change: (&str, &str), place: &str, reason: &str) {
    assert!(MADE_UP.contains(change.0), "the fixture has no {}", change.0);
    let error = Form::from_json(&MADE_UP.replacen(change.0, change.1, 1)).expect_err("a bad form");
    assert!(error.place.contains(place) && error.reason.contains(reason), "{error}");
}

#[test]
fn a_bad_form_names_the_place_and_the_reason() {
    check(("\"from\"", "\"form\""), "文件", "没有字段“form”");
    check(("\"from\": 2030", "\"from\": \"2030\""), "from", "整数");
    check(("{", "["), "第2行", "JSON");
    check(("\"id\": \"parks\"", "\"id\": \"Parks\""), "tables[0]", "小写字母");
    check(("\"id\": \"north\"", "\"id\": \"south\""), "rows", "“south”用了两次");
    check(("opened + kept = closed + left", "opened + keep = closed + left"), "rules[0].holds", "缺少“keep”");
    check(
        ("opened + kept = closed + left", "opened + kept == closed"),
        "rules[0].holds",
        "“opened + kept == closed”中应为行或列的id之处是“=”",
    );
    check(("\"each\": \"row\",", ""), "rules[0]", "each");
    check(("{left.terms}", "{lift}"), "rules[0].message", "“{lift}”");
    check(("{left.terms}", "{left"), "rules[0].message", "");
    check(("\"rows\": [\"south\"]", "\"rows\": [\"west\"]"), "rules[2].blank", "没有行或列“west”");
    check(("\"cell\": \"negative\"", "\"cell\": \"unlucky\""), "rules[3].cell", "“unlucky”不在可用的值之内");
    check(("\"cell\": \"negative\"", "\"cell\": \"negative\", \"holds\": \"left > 0\""), "rules[3]", "有且只有一个");
    check(("\"decimals\": 1", "\"decimals\": 12"), "columns[3].decimals", "0至9");
    check(("\"table\": \"parks\"", "\"table\": \"zoos\""), "rules[0]", "没有表“zoos”");
}

#[test]
fn what_is_not_json_or_too_long_says_so() {
    assert!(Form::from_json("").is_err());
    assert!(Form::from_json("null").is_err());
    let long = format!("\"{}\"", "长".repeat(1 << 20));
    assert!(Form::from_json(&long).expect_err("too long").reason.contains("超过"));
    let deep = "[".repeat(100_000);
    assert!(Form::from_json(&deep).is_err());
}

#[test]
fn the_built_in_forms_load_in_order_of_years() {
    let loaded: Vec<Form> = forms::BUILT_IN.iter().map(|text| Form::from_json(text).expect("a form")).collect();
    let names: Vec<_> = loaded.iter().map(|form| (form.id.as_str(), form.from, form.to)).collect();
    assert_eq!(names, [("2019", 2019, Some(2020)), ("2021", 2021, None)]);
    let sizes: Vec<Vec<usize>> =
        loaded.iter().map(|form| form.tables.iter().map(|table| table.size()).collect()).collect();
    assert_eq!(sizes, [[22, 161, 15], [10, 175, 15]]);
}

#[test]
fn a_made_up_form_is_checked_without_a_change_of_code() {
    let mut session = Session::new(built_in());
    session.add_form(Form::from_json(MADE_UP).unwrap_or_else(|error| panic!("{error}")));
    session.choose(&[("parks".to_owned(), "parks-2030".to_owned())]);
    let cells = [
        ("parks.north.opened", "5"),
        ("parks.north.kept", "2"),
        ("parks.north.closed", "4"),
        ("parks.north.left", "2"),
        ("parks.all.opened", "5"),
        ("parks.all.area", "3.5"),
    ];
    for (address, raw) in cells {
        let cell = session.report().layout.cell(address).unwrap_or_else(|| panic!("no {address}"));
        session.put(cell, raw);
    }
    let Answer { findings, .. } = session.answer();
    let lines: Vec<String> = findings.iter().map(|finding| format!("{} {}", finding.rule, finding.message)).collect();
    assert_eq!(
        lines,
        [
            "园林-平衡 北园：新开5＋留用2＝7，关闭4＋结余2＝6，多1处。请核对。",
            "园林-空白 “南园”整行没有填写。按勾稽关系，有1格只能是0。推算用到的数字中有不符的，请先核对不符之处。请补填。",
        ]
    );
}

#[test]
fn what_was_typed_outlives_a_change_of_form() {
    let mut session = Session::new(built_in());
    let put = |session: &mut Session, address: &str, raw: &str| {
        let cell = session.report().layout.cell(address).unwrap_or_else(|| panic!("no {address}"));
        session.put(cell, raw);
    };
    put(&mut session, "applications.other_rest.natural", "3");
    put(&mut session, "applications.received.natural", "4");
    let all = |form: &str| ["disclosure", "applications", "disputes"].map(|t| (t.to_owned(), form.to_owned()));
    session.choose(&all("2019"));
    assert_eq!(session.answer().cells.get("applications.received.natural"), Some("4"));
    assert_eq!(session.answer().cells.get("applications.other_rest.natural"), None);
    session.choose(&all("2021"));
    assert_eq!(session.answer().cells.get("applications.other_rest.natural"), Some("3"));
}

/// The engine names no form: a new year's format adds a file and changes no code.
#[test]
fn the_engine_names_no_form() {
    let mut words = Vec::new();
    for text in forms::BUILT_IN {
        let form = Form::from_json(text).expect("a form");
        words.push(form.authority.clone());
        words.push(form.title.clone());
        for table in &form.tables {
            words.push(table.label.clone());
            for block in &table.blocks {
                let leaves = block.rows.leaves.iter().chain(&block.columns.leaves);
                // Ids and labels of one ordinary word, such as `total` and 其他, are words of the language.
                let labels = leaves.flat_map(|leaf| [leaf.label.clone(), leaf.id.clone()]);
                words
                    .extend(labels.filter(|word| word.chars().count() > 3 && (word.contains('_') || !word.is_ascii())));
            }
        }
    }
    for (path, text) in sources(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))) {
        let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let code = code.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        for word in &words {
            assert!(!code.contains(word.as_str()), "{path} names a form: {word}");
        }
    }
}

fn sources(folder: &std::path::Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() && !path.ends_with("forms") {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            let text = std::fs::read_to_string(&path).expect("a source");
            found.push((path.display().to_string(), text));
        }
    }
    found
}
