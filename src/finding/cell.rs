//! Findings about how single cells are filled.

use super::advice::Advice;
use super::wording::{self, Sentence};
use super::{Confronted, Finding, blank, rules};
use crate::form::{CellFault, Edit, Rule};
use crate::number::{Fault, Measure, Oddity, Value};
use crate::report::Cell;

pub(super) fn findings(confronted: &Confronted) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (sheet, number, rule) in rules(&confronted.report.layout) {
        match rule.edit {
            Edit::Cell(CellFault::Mixed) if sheet == 0 => findings.extend(mixed(confronted, number, rule)),
            Edit::Cell(fault) => findings.extend(each(confronted, (sheet, number, rule), fault)),
            _ => {}
        }
    }
    findings
}

/// Once a report: some cells hold 0, others are blank.
fn mixed(confronted: &Confronted, number: usize, rule: &Rule) -> Option<Finding> {
    let cells = &confronted.report.cells;
    let zeros = cells.iter().filter(|cell| cell.value == Value::Number(0)).count();
    let blanks: Vec<usize> = (0..cells.len()).filter(|&cell| cells[cell].value == Value::Blank).collect();
    if zeros == 0 || blanks.is_empty() {
        return None;
    }
    let mut sentence = Sentence::default();
    sentence.set("zeros", zeros.to_string());
    sentence.set("count", blanks.len().to_string());
    let message = sentence.say(&rule.message);
    Some(Finding { sheet: 0, rule: number, cells: blanks, check: None, sides: None, expected: Vec::new(), message })
}

/// One finding for each thing written, with all the cells of the table where it stands.
fn each(confronted: &Confronted, (sheet, number, rule): (usize, usize, &Rule), fault: CellFault) -> Vec<Finding> {
    let report = confronted.report;
    let layout = &report.layout;
    let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
    for at in layout.cells_of(sheet) {
        let cell = &report.cells[at];
        if !has(cell, layout.measure(at), fault) {
            continue;
        }
        match groups.iter_mut().find(|(raw, cells)| *raw == cell.raw && layout.measure(cells[0]) == layout.measure(at))
        {
            Some((_, cells)) => cells.push(at),
            None => groups.push((&cell.raw, vec![at])),
        }
    }
    let told = groups.into_iter().map(|(raw, cells)| {
        let first = cells[0];
        let mut sentence = Sentence::default();
        sentence.set("cells", wording::cells(layout, &cells));
        sentence.set("found", excerpt(raw));
        sentence.set("value", report.shown(first));
        sentence.set("unit", set_aside(&report.cells[first]));
        let gaps: Vec<usize> = cells.iter().copied().filter(|&cell| report.cells[cell].value.is_gap()).collect();
        let advice = Advice::of(confronted, &gaps);
        let known = advice.expected(confronted, &gaps);
        sentence.set("why", why(&report.cells[first], layout.measure(first), &advice, &known));
        sentence.set("expected", known);
        sentence.set("zero", zero(&advice, &gaps).to_owned());
        let message = sentence.say(&rule.message);
        let expected = blank::expected(confronted, &gaps);
        Finding { sheet, rule: number, cells, check: None, sides: None, expected, message }
    });
    told.collect()
}

fn has(cell: &Cell, measure: &Measure, fault: CellFault) -> bool {
    let aside = |oddity: &Oddity| matches!(oddity, Oddity::Unit(_) | Oddity::Note(_));
    // A cell for which the form prints no unit brings its own.
    let is_own_unit = |oddity: &Oddity| measure.unit.is_empty() && matches!(oddity, Oddity::Unit(_));
    match fault {
        CellFault::Mixed => false,
        CellFault::Placeholder => cell.value == Value::Placeholder,
        CellFault::NotANumber => matches!(cell.value, Value::Bad(Fault::Text | Fault::Unit | Fault::TooLarge)),
        CellFault::Decimal => cell.value == Value::Bad(Fault::Decimals),
        CellFault::Negative => !measure.signed && matches!(cell.value, Value::Number(number) if number < 0),
        CellFault::Unit => cell.oddities.iter().any(|oddity| aside(oddity) && !is_own_unit(oddity)),
        CellFault::Unitless => {
            matches!(cell.value, Value::Number(number) if number != 0)
                && measure.unit.is_empty()
                && !cell.oddities.iter().any(is_own_unit)
        }
        CellFault::Rewritten => cell.oddities.iter().any(|oddity| !aside(oddity)),
    }
}

/// What stands in a cell may be anything; a sentence quotes its beginning.
fn excerpt(raw: &str) -> String {
    let visible: String = raw.trim().chars().filter(|c| !c.is_control()).collect();
    let mut shown: String = visible.chars().take(24).collect();
    if shown.len() < visible.len() {
        shown.push('…');
    }
    shown
}

fn set_aside(cell: &Cell) -> String {
    let word = |oddity: &Oddity| match oddity {
        Oddity::Unit(text) | Oddity::Note(text) => Some(text.clone()),
        _ => None,
    };
    cell.oddities.iter().filter_map(word).collect::<Vec<_>>().join("")
}

/// What to write instead of a sign that stands for nothing.
fn zero(advice: &Advice, cells: &[usize]) -> &'static str {
    match advice.free() {
        0 => "请改为数字。",
        _ if advice.is_free(cells) => "没有的请改为0。",
        _ => "其余没有的请改为0。",
    }
}

/// Why this is no figure, or what is odd about it, and what to do; `known` is what it must be.
fn why(cell: &Cell, measure: &Measure, advice: &Advice, known: &str) -> String {
    let unit = &measure.unit;
    match cell.value {
        Value::Bad(Fault::Unit) => format!("这里的单位是“{unit}”。{known}请换算后只填数字。"),
        Value::Bad(Fault::TooLarge) => format!("数字太大，无法核对。{known}请检查是否多输了位数。"),
        Value::Bad(Fault::Decimals) if measure.decimals == 0 => format!("这里应为整数。{known}请核对后改正。"),
        Value::Bad(Fault::Decimals) => format!("小数最多{}位。{known}请四舍五入后填写。", measure.decimals),
        Value::Bad(Fault::Text) => {
            let zero = if advice.may_be_zero() { "，没有的填0" } else { "" };
            format!("这里只能填数字。{known}请改为数字{zero}。")
        }
        _ => {
            let word = |oddity: &Oddity| match oddity {
                Oddity::Fullwidth => Some("全角数字"),
                Oddity::Separators => Some("千分位分隔符"),
                Oddity::Zeros => Some("多余的0"),
                Oddity::Invisible => Some("看不见的字符"),
                Oddity::Words => Some("用文字写增减"),
                Oddity::Unit(_) | Oddity::Note(_) => None,
            };
            cell.oddities.iter().filter_map(word).collect::<Vec<_>>().join("、")
        }
    }
}
