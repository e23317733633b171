//! Verdicts by a second implementation, written from what a rule says where cells are blank, over made-up reports:
//! it reads the forms' JSON for itself and knows nothing of sums that are kept up to date.
//!
//! `GOUJI_ROUNDS` sets how many reports are tried; 100,000 without it.

mod common;

#[path = "common/made.rs"]
mod made;

use common::form;
use gouji::confront::{Checks, Ledger, Verdict};
use gouji::forms::BUILT_IN;
use gouji::number::{Fault, Value};
use gouji::report::{Layout, Report};
use made::Chance;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Factors of cells by address, and what is added; how it relates to 0.
type Comparison = (BTreeMap<String, i64>, i64, String);

/// The cells that a name stands for on one line, each with its factor.
type Cells = Option<Vec<(String, i64)>>;

/// One statement on one line.
struct Statement {
    rule: String,
    condition: Option<Comparison>,
    whole: Option<String>,
    claim: Comparison,
}

/// The ids of lines with cells, and of the lines of each group.
fn lines(list: &Json, leaves: &mut Vec<(String, Json)>, groups: &mut BTreeMap<String, Vec<String>>) {
    for line in list.as_array().into_iter().flatten() {
        let id = line["id"].as_str().unwrap_or_default().to_owned();
        if line["lines"].is_array() {
            let from = leaves.len();
            lines(&line["lines"], leaves, groups);
            groups.insert(id, leaves[from..].iter().map(|(id, _)| id.clone()).collect());
        } else {
            leaves.push((id, line.clone()));
        }
    }
}

fn comparison(text: &str, at: &dyn Fn(&str) -> Cells) -> Option<Comparison> {
    let sign = ["<=", ">=", "=", "<", ">"].into_iter().find(|sign| text.contains(sign))?;
    let (left, right) = text.split_once(sign)?;
    let (mut factors, mut constant) = (BTreeMap::new(), 0);
    for (side, sum) in [(1, left), (-1, right)] {
        let mut factor = side;
        for word in sum.replace('+', " + ").replace('-', " - ").replace('*', " * ").split_whitespace() {
            match word {
                "+" => factor = side,
                "-" => factor = -side,
                "*" => {}
                number if number.parse::<i64>().is_ok() => {
                    let number: i64 = number.parse().expect("a number");
                    if sum.contains(&format!("{number} *")) {
                        factor *= number;
                    } else {
                        constant += factor * number;
                    }
                }
                name => {
                    for (address, scale) in at(name)? {
                        *factors.entry(address).or_default() += factor * scale;
                    }
                    factor = side;
                }
            }
        }
    }
    Some((factors, constant, sign.to_owned()))
}

/// Every statement of a form's relations that asks for nothing but the report's own figures.
fn statements(json: &Json, layout: &Layout) -> Vec<Statement> {
    let mut found = Vec::new();
    for table in json["tables"].as_array().expect("tables") {
        for rule in json["rules"].as_array().expect("rules") {
            let scoped = rule["scope"]["from"].is_number() || rule["scope"]["ends"].is_array();
            if rule["table"] != table["id"] || rule["holds"].is_null() || rule["severity"] == "off" || scoped {
                continue;
            }
            let texts: Vec<&str> = match &rule["holds"] {
                Json::Array(list) => list.iter().filter_map(Json::as_str).collect(),
                text => text.as_str().into_iter().collect(),
            };
            for block in table["blocks"].as_array().expect("blocks") {
                let [mut rows, mut columns] = [(Vec::new(), BTreeMap::new()), (Vec::new(), BTreeMap::new())];
                lines(&block["rows"], &mut rows.0, &mut rows.1);
                lines(&block["columns"], &mut columns.0, &mut columns.1);
                let is_row = rule["each"] == "row";
                let (named, crossing) = if is_row { (&columns, &rows) } else { (&rows, &columns) };
                for (line, _) in &crossing.0 {
                    let only = rule["only"].as_array();
                    if only.is_some_and(|only| !only.iter().any(|id| id == line)) {
                        continue;
                    }
                    let address = |id: &String| {
                        let (row, column) = if is_row { (line, id) } else { (id, line) };
                        format!("{}.{row}.{column}", table["id"].as_str().expect("an id"))
                    };
                    let at = |name: &str| -> Cells {
                        let group = name.strip_prefix("sum(").and_then(|name| name.strip_suffix(')'));
                        let ids = match group {
                            Some(group) => named.1.get(group)?.clone(),
                            None => vec![named.0.iter().find(|(id, _)| id == name)?.0.clone()],
                        };
                        Some(ids.iter().map(|id| (address(id), 1)).collect())
                    };
                    for text in texts.iter().filter(|text| !text.contains("prior(")) {
                        let (condition, claim) =
                            text.split_once("=>").map_or((None, *text), |(a, b)| (Some(a.trim()), b));
                        let whole = condition.and_then(|text| text.strip_prefix("whole(")?.strip_suffix(')'));
                        let whole = whole.and_then(|name| Some(at(name)?.remove(0).0));
                        let is_plain = |text: &&str| !text.starts_with("whole(");
                        let parsed = condition.filter(is_plain).map(|text| comparison(text, &at));
                        let (Some(mut claim), false) = (comparison(claim, &at), matches!(parsed, Some(None))) else {
                            continue;
                        };
                        let mut condition = parsed.flatten();
                        for sum in [Some(&mut claim), condition.as_mut()].into_iter().flatten() {
                            scale(sum, layout);
                        }
                        found.push(Statement {
                            rule: rule["id"].as_str().expect("an id").to_owned(),
                            condition,
                            whole,
                            claim,
                        });
                    }
                }
            }
        }
    }
    found
}

/// Brings all figures of a sum to its most decimals.
fn scale((factors, constant, _): &mut Comparison, layout: &Layout) {
    let decimals = |address: &String| u32::from(layout.measure(layout.cell(address).expect("a cell")).decimals);
    let most = factors.keys().map(decimals).max().unwrap_or(0);
    for (address, factor) in factors.iter_mut() {
        *factor *= 10_i64.pow(most - decimals(address));
    }
    *constant *= 10_i64.pow(most);
}

fn is_true(sum: i64, sign: &str) -> bool {
    match sign {
        "=" => sum == 0,
        "<=" => sum <= 0,
        ">=" => sum >= 0,
        "<" => sum < 0,
        _ => sum > 0,
    }
}

fn verdict((factors, constant, sign): &Comparison, report: &Report) -> Verdict {
    let (mut sum, mut blank, mut bad, mut up, mut down) = (*constant, false, false, false, false);
    for (address, factor) in factors.iter().filter(|(_, factor)| **factor != 0) {
        let cell = report.layout.cell(address).expect("a cell");
        match report.cells[cell].value {
            Value::Number(number) => sum += factor * number,
            Value::Blank | Value::Placeholder => {
                let signed = report.layout.measure(cell).signed;
                blank = true;
                up |= *factor > 0 || signed;
                down |= *factor < 0 || signed;
            }
            Value::Bad(_) => bad = true,
        }
    }
    let holds = is_true(sum, sign);
    let could = match sign.as_str() {
        "=" => sum < 0 && up || sum > 0 && down,
        "<=" | "<" => down,
        _ => up,
    };
    match (blank, bad) {
        (_, true) => Verdict::Open,
        (false, false) if holds => Verdict::Holds,
        (true, false) if holds => Verdict::Assumed,
        (true, false) if could => Verdict::Open,
        _ => Verdict::Unbalanced,
    }
}

fn judge(statement: &Statement, report: &Report) -> Verdict {
    let claim = verdict(&statement.claim, report);
    if let Some(address) = &statement.whole {
        let cell = report.layout.cell(address).expect("a cell");
        let scale = 10_i64.pow(u32::from(report.layout.measure(cell).decimals));
        if !matches!(report.cells[cell].value, Value::Number(number) if number % scale == 0) {
            return Verdict::Silent;
        }
    }
    match statement.condition.as_ref().map(|condition| verdict(condition, report)) {
        None | Some(Verdict::Holds) => claim,
        Some(Verdict::Assumed | Verdict::Open) if claim == Verdict::Unbalanced => Verdict::Open,
        Some(Verdict::Assumed) => claim,
        Some(_) => Verdict::Silent,
    }
}

#[test]
fn verdicts_are_those_of_a_second_implementation() {
    let rounds: u64 = std::env::var("GOUJI_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(100_000);
    let mut met = BTreeMap::new();
    for (text, id) in BUILT_IN.iter().zip(["2019", "2021"]) {
        let json: Json = serde_json::from_str(text).expect("JSON");
        let layout = Arc::new(Layout::whole(&form(id)));
        let statements = statements(&json, &layout);
        let checks = Checks::of(&layout);
        assert_eq!(statements.len(), checks.list.len(), "{id}");
        let mut chance = Chance(0xC0DE);
        let mut report = Report::blank(Arc::clone(&layout));
        for round in 0..rounds / 2 {
            let values = 1 + chance.below(6);
            for _ in 0..if round % 40 == 0 { 400 } else { 12 } {
                let cell = chance.below(report.cells.len() as u64) as usize;
                report.cells[cell].value = match chance.below(12) {
                    0 | 1 => Value::Blank,
                    2 => Value::Placeholder,
                    3 => Value::Bad([Fault::Text, Fault::Decimals][chance.below(2) as usize]),
                    4 if layout.measure(cell).signed => Value::Number(-(chance.below(values) as i64)),
                    5 => Value::Number(0),
                    _ => Value::Number(chance.below(values) as i64 * [1, 1, 10_000][chance.below(3) as usize]),
                };
            }
            let ledger = Ledger::of(&report, &checks);
            let mut theirs: Vec<(String, Verdict)> =
                statements.iter().map(|statement| (statement.rule.clone(), judge(statement, &report))).collect();
            // Theirs go by table and rule; within one rule both go by line.
            for (number, check) in checks.list.iter().enumerate() {
                let id = &check.rule(&layout).id;
                let at = theirs.iter().position(|(rule, _)| rule == id).unwrap_or_else(|| panic!("no {id} is left"));
                let (_, verdict) = theirs.remove(at);
                assert_eq!(ledger.verdict(number), verdict, "{id} of {id}, round {round}, check {number}");
                *met.entry((id.clone(), verdict as u8)).or_insert(0) += 1;
            }
        }
    }
    let balances: Vec<u8> = met.keys().filter(|(id, _)| id == "T3-ROW").map(|(_, verdict)| *verdict).collect();
    assert_eq!(balances, [0, 1, 2, 3], "every verdict was met");
}
