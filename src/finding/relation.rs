//! Findings of comparisons that fail.

use super::wording::{self, Sentence};
use super::{Confronted, Finding, Sides};
use crate::confront::{Check, Term, Verdict};
use crate::doubt::Doubt;
use crate::form::{Along, Edit, Relation};
use crate::number::{Measure, Value};
use crate::report::Layout;

pub(super) fn findings(confronted: &Confronted) -> Vec<Finding> {
    let unbalanced = |&check: &usize| confronted.ledger.verdict(check) == Verdict::Unbalanced;
    let failed = (0..confronted.checks.list.len()).filter(unbalanced);
    let mut findings: Vec<Finding> = Vec::new();
    for check in failed {
        let Check { sheet, rule, block, line, .. } = confronted.checks.list[check];
        let twin = |other: &Finding| {
            other.check.is_some_and(|other| {
                let other = &confronted.checks.list[other];
                (other.sheet, other.rule, other.block, other.line) == (sheet, rule, block, line)
            })
        };
        // A rule of several statements is one sentence; the first that fails speaks for it.
        if !findings.iter().any(twin) {
            findings.push(finding(confronted, check));
        }
    }
    findings
}

fn finding(confronted: &Confronted, number: usize) -> Finding {
    let check = &confronted.checks.list[number];
    let layout = &confronted.report.layout;
    let rule = check.rule(layout);
    let mut sides = sides(confronted, number);
    let mut sentence = Sentence::default();
    sentence.set("line", crossing(layout, check));
    let unit = &layout.measure(check.claim.terms.first().map_or(0, |term| term.cell)).unit;
    let (left, right) = values(confronted, check);
    sentence.set("left", sides.left.clone());
    sentence.set("right", sides.right.clone());
    sentence.set("left-right", wording::more_or_less(left - right, &scale(check), unit));
    sentence.set("right-left", wording::more_or_less(right - left, &scale(check), unit));
    sentence.set("left.terms", spelled(confronted, check, true, &sides.left));
    sentence.set("right.terms", spelled(confronted, check, false, &sides.right));
    if let Some((cell, figure)) = check.prior {
        sentence.set("prior", layout.measure(cell).show(figure));
    }
    for (name, cell) in named(confronted, check) {
        sentence.set(&name, shown(confronted, cell));
    }
    sentence.percent(|name| {
        let cell = named(confronted, check).into_iter().find(|(known, _)| known == name)?.1;
        if let Value::Number(number) = confronted.ledger.value(cell) { Some(number) } else { None }
    });
    let mut message = sentence.say(&rule.message);
    let blanks = confronted.ledger.blanks(number);
    if blanks > 0 {
        message.push_str(&format!("（其中{blanks}格空白，按0计算。）"));
    }
    // An uncertain cell counts only where every reading of it fails.
    let doubts = || check.claim.terms.iter().filter_map(|term| confronted.report.cells[term.cell].doubt);
    if doubts().next().is_some() {
        // The page's session knows no reasons.
        let glued = cfg!(not(feature = "page")) && doubts().all(|doubt| doubt == Doubt::Glued);
        message.push_str(if glued {
            "（数字连在一起，但只要每个单元格都有数，不论在哪里断开，都不符。）"
        } else {
            "（其中有待确认的单元格，但不论按哪种读法，都不符。）"
        });
        // What it should be depends on the reading.
        sides.expected = None;
    }
    if let Some(usual) = &rule.usual {
        message.push_str(&format!("常见的原因：{usual}。"));
    }
    if cfg!(not(feature = "page")) && check.fails_anyway {
        message.push_str("（上年报告的这一格读取时有待确认，但只要填有数字，不论按哪种读法，都不符。）");
    }
    let mut cells: Vec<usize> = check.claim.terms.iter().map(|term| term.cell).collect();
    cells.dedup();
    let (sheet, rule) = (check.sheet, check.rule);
    // How far a bound is overstepped is not what to correct by.
    let sides = Some(sides).filter(|_| check.claim.relation == Relation::Equal);
    Finding { sheet, rule, cells, check: Some(number), sides, expected: Vec::new(), message }
}

/// How people name the line a check is made on.
fn crossing(layout: &Layout, check: &Check) -> String {
    let block = &layout.sheets[check.sheet].table().blocks[check.block];
    match check.each {
        Along::Row => block.rows.leaves[check.line].name.clone(),
        Along::Column => block.columns.leaves[check.line].name.clone(),
    }
}

/// Both sides, scaled by the check's decimals, blanks as 0.
fn values(confronted: &Confronted, check: &Check) -> (i64, i64) {
    let side = |left: bool| {
        let terms = check.claim.terms.iter().filter(|term| term.left == left);
        let value = |term: &Term| match confronted.ledger.value(term.cell) {
            Value::Number(number) => term.factor * number,
            _ => 0,
        };
        terms.map(value).sum::<i64>()
    };
    // The claim has everything on the left, its constant too: what is written right counts negative.
    (side(true), -side(false) - check.claim.constant)
}

fn scale(check: &Check) -> Measure {
    Measure { decimals: check.claim.decimals, ..Measure::default() }
}

fn sides(confronted: &Confronted, number: usize) -> Sides {
    let check = &confronted.checks.list[number];
    let (left, right) = values(confronted, check);
    let scale = scale(check);
    let alone = |left: bool| check.claim.terms.iter().filter(|term| term.left == left).count() == 1;
    let other = if alone(true) {
        Some(right)
    } else if alone(false) {
        Some(left)
    } else {
        None
    };
    Sides {
        left: scale.show(left),
        right: scale.show(right),
        difference: scale.show((left - right).abs()),
        expected: other.filter(|_| check.is_balance()).map(|value| scale.show(value)),
    }
}

/// One side term by term: 一（本年新收）161＋二（上年结转）0＝161.
fn spelled(confronted: &Confronted, check: &Check, left: bool, sum: &str) -> String {
    let terms: Vec<&Term> = check.claim.terms.iter().filter(|term| term.left == left).collect();
    let mut text = String::new();
    for (index, term) in terms.iter().enumerate() {
        let minus = (term.factor < 0) == left;
        match (minus, index) {
            (true, _) => text.push('－'),
            (false, 0) => {}
            (false, _) => text.push('＋'),
        }
        let line = line_of(&confronted.report.layout, check, term.cell);
        text.push_str(&line);
        text.push_str(&shown(confronted, term.cell));
    }
    if terms.len() > 1 {
        text.push('＝');
        text.push_str(sum);
    }
    text
}

fn line_of(layout: &Layout, check: &Check, cell: usize) -> String {
    match check.each {
        Along::Row => layout.column(cell).short.clone(),
        Along::Column => layout.row(cell).short.clone(),
    }
}

/// The lines that the statement names one by one, with the cell of each on this check's line.
fn named(confronted: &Confronted, check: &Check) -> Vec<(String, usize)> {
    let layout = &confronted.report.layout;
    let Edit::Relation { holds, .. } = &check.rule(layout).edit else { return Vec::new() };
    let block = &layout.sheets[check.sheet].table().blocks[check.block];
    let mut named = Vec::new();
    for name in holds.iter().flat_map(|statement| statement.names()) {
        let (row, column) = match check.each {
            Along::Row => (Some(check.line), block.columns.leaf(name)),
            Along::Column => (block.rows.leaf(name), Some(check.line)),
        };
        if let (Some(row), Some(column)) = (row, column) {
            named.push((name.to_owned(), layout.cell_at(check.sheet, check.block, row, column)));
        }
    }
    named
}

fn shown(confronted: &Confronted, cell: usize) -> String {
    match confronted.ledger.value(cell) {
        Value::Number(number) => confronted.report.layout.measure(cell).show(number),
        _ => "（空白）".to_owned(),
    }
}
