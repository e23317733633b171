//! Nothing untrue is said of cells without a figure: every value, difference and piece of advice of an
//! answer is computed anew, from the balances alone, by trying figures.
//!
//! `GOUJI_ROUNDS` sets how many reports of each kind are tried; 300 without it.

mod common;

#[path = "common/planted/balanced.rs"]
mod balanced;
#[path = "common/made.rs"]
mod made;

use common::{confront, form};
use gouji::answer::{Answer, FindingView};
use gouji::confront::{Checks, Ledger, Verdict};
use gouji::form::Severity;
use gouji::number::Value;
use gouji::report::Report;
use made::Chance;
use std::collections::BTreeMap;

/// Figures that fill in what lacks are tried up to this.
const MOST: i64 = 60;
/// A report with more to try is left out, and counted.
const MOST_STEPS: usize = 20_000;

/// The least and the most that each open cell can hold.
type Ranges = BTreeMap<usize, (i64, i64)>;

/// There is too much to try.
struct TooMuch;

/// A balance over open cells: factors by cell, and what the figures come to.
type Row = (BTreeMap<usize, i64>, i64);

/// The hard balances of a report over its open cells: factors by cell, and what the figures come to.
struct Balances(Vec<Row>);

impl Balances {
    fn of(report: &Report, checks: &Checks) -> Self {
        let value =
            |cell: usize| if let Value::Number(number) = report.cells[cell].value { Some(number) } else { None };
        let hard = checks.list.iter().filter(|check| {
            let rule = check.rule(&report.layout);
            check.is_balance() && check.prior.is_none() && rule.severity == Severity::Hard
        });
        let rows = hard.map(|check| {
            let (mut open, mut sum) = (BTreeMap::new(), check.claim.constant);
            for term in &check.claim.terms {
                match value(term.cell) {
                    Some(number) => sum += term.factor * number,
                    None => *open.entry(term.cell).or_default() += term.factor,
                }
            }
            (open, sum)
        });
        Self(rows.filter(|(open, _)| !open.is_empty()).collect())
    }

    /// What each open cell can hold in any filling: the least and the most up to a bound; `None` where
    /// there is no filling at all, `Err` where there is too much to try.
    fn ranges(&self) -> Result<Option<Ranges>, TooMuch> {
        let mut ranges = BTreeMap::new();
        for group in self.groups() {
            let mut search = Search { rows: group, found: BTreeMap::new(), any: false, steps: 0 };
            search.try_all(&mut BTreeMap::new())?;
            if !search.any {
                return Ok(None);
            }
            ranges.extend(search.found);
        }
        Ok(Some(ranges))
    }

    /// Rows that hang together.
    fn groups(&self) -> Vec<Vec<&Row>> {
        let mut groups: Vec<Vec<&Row>> = Vec::new();
        for row in &self.0 {
            let touches =
                |group: &Vec<&Row>| group.iter().any(|other| other.0.keys().any(|cell| row.0.contains_key(cell)));
            let (with, without): (Vec<_>, Vec<_>) = groups.into_iter().partition(touches);
            groups = without;
            groups.push(with.into_iter().flatten().chain([row]).collect());
        }
        groups
    }
}

struct Search<'b> {
    rows: Vec<&'b Row>,
    found: Ranges,
    any: bool,
    steps: usize,
}

impl Search<'_> {
    fn try_all(&mut self, filled: &mut BTreeMap<usize, i64>) -> Result<(), TooMuch> {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return Err(TooMuch);
        }
        let mut next: Option<(usize, i64, Option<i64>)> = None;
        for (open, constant) in self.rows.iter().map(|row| (&row.0, row.1)) {
            let left: Vec<_> = open.iter().filter(|(cell, _)| !filled.contains_key(cell)).collect();
            let sum: i64 = constant
                + open.iter().map(|(cell, factor)| factor * filled.get(cell).copied().unwrap_or(0)).sum::<i64>();
            match left[..] {
                [] if sum != 0 => return Ok(()),
                [] => {}
                [(&cell, &factor)] => {
                    let value = -sum / factor;
                    if sum % factor != 0 || value < 0 {
                        return Ok(());
                    }
                    next = Some((cell, 0, Some(value)));
                }
                [(&cell, &factor), ..] if next.is_none_or(|(_, _, forced)| forced.is_none()) => {
                    let same = left.iter().all(|(_, other)| (**other > 0) == (factor > 0));
                    let most = if same { (-sum / factor).min(MOST) } else { MOST };
                    if same && -sum / factor < 0 {
                        return Ok(());
                    }
                    if next.is_none_or(|(_, known, _)| most < known) {
                        next = Some((cell, most, None));
                    }
                }
                _ => {}
            }
        }
        let Some((cell, most, forced)) = next else {
            self.any = true;
            for (&cell, &value) in filled.iter() {
                let range = self.found.entry(cell).or_insert((value, value));
                *range = (range.0.min(value), range.1.max(value));
            }
            return Ok(());
        };
        let values = forced.map_or(0..=most, |value| value..=value);
        for value in values {
            filled.insert(cell, value);
            self.try_all(filled)?;
            filled.remove(&cell);
        }
        Ok(())
    }
}

fn rounds() -> u64 {
    std::env::var("GOUJI_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(300)
}

const NO_FIGURES: [&str; 6] = ["", "", "", "/", "见附件", "3.5"];

/// Says what is untrue in the answer to a report; whether it could be told.
fn untrue(report: &Report) -> Option<Vec<String>> {
    let answer = Answer::about(report, None);
    let (checks, ledger) = confront(report);
    let ranges = Balances::of(report, &checks).ranges().ok()?;
    let mut faults = Vec::new();
    let cell = |address: &str| report.layout.cell(address).expect("an address");
    let only = |ranges: &Ranges, at: usize| ranges.get(&at).filter(|range| range.0 == range.1).map(|range| range.0);
    let shown = |at: usize, value: i64| report.layout.measure(at).show(value);
    let Some(ranges) = ranges else {
        let is_hard = |finding: &&FindingView| {
            finding.severity == "hard" && (finding.rule == "C-空白-矛盾" || !finding.terms.is_empty())
        };
        if !answer.findings.iter().any(|finding| is_hard(&finding)) {
            faults.push("no filling will do, and nothing says so".to_owned());
        }
        return Some(faults);
    };
    if let Some(finding) = answer.findings.iter().find(|finding| finding.rule == "C-空白-矛盾") {
        faults.push(format!("a filling would do: {}", finding.message));
    }
    for deduced in &answer.deduced {
        let at = cell(&deduced.cell);
        if only(&ranges, at).map(|value| shown(at, value)) != Some(deduced.value.clone()) {
            faults.push(format!("{} {:?}", deduced.proof, ranges.get(&at)));
        }
    }
    let proven = |address: &str| answer.deduced.iter().any(|deduced| deduced.cell == *address);
    // What is said on the supposition that ordinary blanks are 0.
    let asked: Vec<usize> = answer
        .findings
        .iter()
        .filter(|finding| {
            finding.rule.starts_with("C-空白-") && finding.rule != "C-空白-明细" || finding.rule == "T3-ROW-空"
        })
        .flat_map(|finding| finding.cells.iter().map(|address| cell(address)))
        .collect();
    let mut supposed = report.clone();
    for at in 0..report.cells.len() {
        if report.cells[at].value.is_blank() && !asked.contains(&at) && !proven(&report.layout.address(at)) {
            supposed.write(at, "0");
        }
    }
    let with_zeros = Balances::of(&supposed, &checks).ranges().ok()?;
    // The zeros that may be filled in at a click, all at once.
    let mut filled = report.clone();
    answer.zeros.iter().for_each(|address| filled.write(cell(address), "0"));
    let (_, after) = confront(&filled);
    let broken =
        |&number: &usize| ledger.verdict(number) != Verdict::Unbalanced && after.verdict(number) == Verdict::Unbalanced;
    if (0..checks.list.len()).any(|number| broken(&number))
        || matches!(Balances::of(&filled, &checks).ranges(), Ok(None))
    {
        faults.push(format!("zeros in {:?} break what could hold", answer.zeros));
    }
    for finding in &answer.findings {
        faults.extend(values(report, finding, &proven, &with_zeros, &supposed));
        faults.extend(broken_by_zeros(report, finding, (&checks, &ledger)));
        let about_blanks = finding.rule.starts_with("C-空白") || finding.rule == "T3-ROW-空";
        if about_blanks
            && finding.rule != "C-空白-矛盾"
            && finding.cells.iter().any(|address| !report.cells[cell(address)].value.is_blank())
        {
            faults.push(format!("not blank: {}", finding.message));
        }
    }
    Some(faults)
}

/// Values and distances that a finding gives on the supposition that ordinary blanks are 0, and
/// whether its sentence has the values.
fn values(
    report: &Report,
    finding: &FindingView,
    proven: &dyn Fn(&str) -> bool,
    with_zeros: &Option<Ranges>,
    supposed: &Report,
) -> Vec<String> {
    let mut faults = Vec::new();
    let cell = |address: &str| report.layout.cell(address).expect("an address");
    let told = finding.values.iter().filter(|value| value.relative_to.is_none() && value.value != "0").count();
    for value in &finding.values {
        let at = cell(&value.cell);
        if value.relative_to.is_none()
            && value.value != "0"
            && told <= 12
            && !finding.message.contains(&format!("应为{}", value.value))
        {
            faults.push(format!("{} is not told: {}", value.value, finding.message));
        }
        if proven(&value.cell) {
            continue;
        }
        let Some(ranges) = with_zeros else {
            // Only what hangs together with it must be possible.
            continue;
        };
        let number = |text: &str| report.layout.measure(at).read(text).value.number();
        match &value.relative_to {
            None => {
                if ranges.get(&at) != Some(&(number(&value.value), number(&value.value))) {
                    faults.push(format!("supposed {} {:?}: {}", value.cell, ranges.get(&at), finding.message));
                }
            }
            Some(other) => {
                let mut tried = supposed.clone();
                let distance = value.value.parse::<i64>().unwrap_or(0);
                for base in [1, 7] {
                    let (a, b) = (distance.max(0) + base, (distance.max(0) + base) - distance);
                    tried.write(at, &a.to_string());
                    tried.write(cell(other), &b.to_string());
                    let (checks, ledger) = confront(&tried);
                    let has_both = |number: &usize| {
                        let terms = &checks.list[*number].claim.terms;
                        [at, cell(other)].iter().all(|cell| terms.iter().any(|term| term.cell == *cell))
                    };
                    if !(0..checks.list.len()).filter(has_both).any(|number| ledger.verdict(number) == Verdict::Holds) {
                        faults.push(format!("distance {} {other}: {}", value.cell, finding.message));
                    }
                }
                if report.layout.row(at).id == report.layout.row(cell(other)).id {
                    faults.push(format!("compared with itself: {}", finding.message));
                }
            }
        }
    }
    faults
}

/// What comes of filling in 0 where a finding says so: no comparison fails that could hold.
fn broken_by_zeros(report: &Report, finding: &FindingView, (checks, ledger): (&Checks, &Ledger)) -> Vec<String> {
    let says_zero =
        ["没有的请填0", "没有的填0", "没有的请改为0", "只能是0"].iter().any(|words| finding.message.contains(words));
    let some_only = ["不能", "其中", "其余", "有1格"].iter().any(|words| finding.message.contains(words));
    if !says_zero || some_only {
        return Vec::new();
    }
    let mut followed = report.clone();
    for address in &finding.cells {
        let at = report.layout.cell(address).expect("an address");
        if report.cells[at].value.is_gap() {
            let value = finding.values.iter().find(|value| value.cell == *address && value.relative_to.is_none());
            followed.write(at, value.map_or("0", |value| &value.value));
        }
    }
    let (_, after) = confront(&followed);
    let broken = |number: &usize| {
        ledger.verdict(*number) != Verdict::Unbalanced
            && after.verdict(*number) == Verdict::Unbalanced
            && checks.list[*number].rule(&report.layout).severity != Severity::Notice
    };
    let broken: Vec<String> = (0..checks.list.len())
        .filter(broken)
        .map(|number| checks.list[number].rule(&report.layout).id.clone())
        .collect();
    let mut faults = Vec::new();
    if !broken.is_empty() {
        faults.push(format!("0 breaks {broken:?}: {}", finding.message));
    } else if !finding.rule.starts_with("C-空白-矛盾") && matches!(Balances::of(&followed, checks).ranges(), Ok(None))
    {
        faults.push(format!("0 leaves nothing: {}", finding.message));
    }
    faults
}

/// Makes reports, and looks for what is untrue in the answers to them.
fn check(kind: &str, make: impl Fn(&mut Chance, &mut Report)) {
    let (mut left_out, mut all, rounds) = (0, 0, rounds());
    for id in ["2021", "2019"] {
        let mut chance = Chance(0x5EED ^ kind.len() as u64);
        let mut base = balanced::small(&form(id), &mut chance);
        for round in 0..rounds {
            if round % 50 == 0 {
                base = balanced::small(&form(id), &mut chance);
            }
            let mut report = base.clone();
            make(&mut chance, &mut report);
            all += 1;
            match untrue(&report) {
                Some(faults) => assert!(faults.is_empty(), "{kind} {id} {round}: {faults:#?}\n{:?}", gaps(&report)),
                None => left_out += 1,
            }
        }
    }
    assert!(left_out * 10 < all, "{kind}: {left_out} of {all} are too much to try");
}

fn gaps(report: &Report) -> Vec<(String, String)> {
    let open = (0..report.cells.len()).filter(|&at| report.cells[at].value.is_gap());
    open.map(|at| (report.layout.address(at), report.cells[at].raw.clone())).collect()
}

fn empty(report: &mut Report, chance: &mut Chance, at: usize) {
    let text = NO_FIGURES[chance.below(NO_FIGURES.len() as u64) as usize];
    report.write(at, text);
}

/// Cells of table three and four, by table, row and column.
fn table(report: &Report, chance: &mut Chance) -> usize {
    let id = if chance.below(6) == 0 { "disputes" } else { "applications" };
    report.layout.sheets.iter().position(|sheet| sheet.table().id == id).expect("a table")
}

#[test]
fn a_few_cells_of_a_line_or_of_crossing_lines() {
    check("crossing", |chance, report| {
        let sheet = table(report, chance);
        let lines = &report.layout.sheets[sheet].table().blocks[0];
        let (rows, columns) = (lines.rows.leaves.len() as u64, lines.columns.leaves.len() as u64);
        let row = [chance.below(rows) as usize, chance.below(rows) as usize];
        let column = [chance.below(columns) as usize, chance.below(columns) as usize];
        let corners = [(row[0], column[0]), (row[0], column[1]), (row[1], column[0]), (row[1], column[1])];
        for (row, column) in corners.into_iter().take(1 + chance.below(4) as usize) {
            let at = report.layout.cell_at(sheet, 0, row, column);
            empty(report, chance, at);
        }
    });
}

/// Whole rows leave too much to try; but what was there before is one filling, so every value and
/// distance that is told must be that of it, where ordinary blanks were 0.
#[test]
fn whole_rows_and_columns() {
    for id in ["2021", "2019"] {
        let mut chance = Chance(0x11E5);
        for _ in 0..rounds() {
            let base = balanced::small(&form(id), &mut chance);
            let mut report = base.clone();
            blank_lines(&mut chance, &mut report);
            let faults = unlike(&base, &report);
            assert!(faults.is_empty(), "{id}: {faults:#?}\n{:?}", gaps(&report));
        }
    }
}

/// What is told of a report's blanks and is not so in the report before they were made.
fn unlike(base: &Report, report: &Report) -> Vec<String> {
    let answer = Answer::about(report, None);
    let (checks, ledger) = confront(report);
    let cell = |address: &str| report.layout.cell(address).expect("an address");
    let figure = |address: &str| base.cells[cell(address)].value.number();
    let read = |address: &str, text: &str| report.layout.measure(cell(address)).read(text).value.number();
    let mut faults = Vec::new();
    for deduced in &answer.deduced {
        if read(&deduced.cell, &deduced.value) != figure(&deduced.cell) {
            faults.push(deduced.proof.clone());
        }
    }
    let proven = |address: &str| answer.deduced.iter().any(|deduced| deduced.cell == *address);
    let asked: Vec<&String> = answer
        .findings
        .iter()
        .filter(|finding| finding.severity == "hard")
        .flat_map(|finding| &finding.cells)
        .collect();
    let is_ordinary = |address: &String| !asked.contains(&address) && !proven(address);
    let zeros = gaps(report).iter().all(|(address, _)| !is_ordinary(address) || figure(address) == 0);
    for finding in &answer.findings {
        faults.extend(broken_by_zeros(report, finding, (&checks, &ledger)));
        for value in finding.values.iter().filter(|value| zeros && !proven(&value.cell)) {
            let truth = match &value.relative_to {
                None => figure(&value.cell),
                Some(other) => figure(&value.cell) - figure(other),
            };
            let told = value.value.parse::<i64>().unwrap_or(i64::MAX);
            if told != truth {
                faults.push(format!("{} is {truth}: {}", value.cell, finding.message));
            }
        }
    }
    faults
}

fn blank_lines(chance: &mut Chance, report: &mut Report) {
    let sheet = table(report, chance);
    let lines = &report.layout.sheets[sheet].table().blocks[0];
    let (rows, columns) = (lines.rows.leaves.len(), lines.columns.leaves.len());
    for _ in 0..1 + chance.below(2) {
        // The rows that balances need, more often than others.
        let row = match chance.below(3) {
            0 => chance.below(rows as u64) as usize,
            1 => chance.below(2.min(rows as u64)) as usize,
            _ => rows - 1 - chance.below(2.min(rows as u64)) as usize,
        };
        for column in 0..columns {
            let at = report.layout.cell_at(sheet, 0, row, column);
            report.write(at, ["", "", "/"][chance.below(3) as usize]);
        }
    }
}

#[test]
fn cells_anywhere_beside_wrong_figures() {
    check("anywhere", |chance, report| {
        let cells = report.cells.len() as u64;
        for _ in 0..chance.below(9) {
            let at = chance.below(cells) as usize;
            empty(report, chance, at);
        }
        for _ in 0..chance.below(3) {
            let at = chance.below(cells) as usize;
            let figure = chance.below(12).to_string();
            if report.layout.address(at).starts_with("applications") {
                report.write(at, &figure);
            }
        }
    });
}
