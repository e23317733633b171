//! Slips planted in reports that balance: the repair that undoes them is in the list, and first, or
//! among those that the answer says are as likely. Prints a line for each kind, and those not first.
//! `GOUJI_SLIPS=150` plants so many of each kind in each format.

#[path = "common/planted/balanced.rs"]
mod balanced;
mod common;
#[path = "common/made.rs"]
mod made;
#[path = "common/slips.rs"]
mod slips;

use gouji::answer::{Answer, ChangeView, RepairView};
use gouji::confront::{Checks, Ledger};
use gouji::form::{Form, Severity};
use gouji::number::Value;
use gouji::prior::Prior;
use gouji::report::Report;
use made::Chance;
use slips::{BLANK, SLIPS, Sheet, Slip};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many of a hundred must be first: of all, and of each kind.
const FIRST: (usize, usize) = (97, 95);
/// As many workers as a small machine has.
const WORKERS: usize = 2;

/// A report with a slip, and what was there.
struct Case {
    report: Report,
    right: Vec<i64>,
    prior: Option<Arc<Prior>>,
}

/// Where the repair that undoes a slip stands.
#[derive(Clone, Copy, Default)]
struct Place {
    listed: bool,
    /// Before all others, or among those that are said to be as likely as the first.
    first: bool,
    alone: bool,
}

fn number(report: &Report, cell: usize) -> i64 {
    report.shown(cell).parse().unwrap_or(0)
}

/// The next case of this kind that a hard rule sees.
fn case(form: &Arc<Form>, slip: &Slip, chance: &mut Chance) -> Case {
    loop {
        let made = [balanced::report, balanced::sparse, balanced::small][chance.below(3) as usize];
        let report = made(form, chance);
        let checks = Checks::of(&report.layout);
        let right: Vec<i64> = (0..report.cells.len()).map(|cell| number(&report, cell)).collect();
        let most = [9, 60, 700][chance.below(3) as usize];
        let carried_in: Vec<i64> = (0..6).map(|_| chance.below(most) as i64).collect();
        let has_prior = slip.looks_back || chance.below(2) == 0;
        let prior = has_prior.then(|| last_year(form, &report, &carried_in));
        for _ in 0..40 {
            let mut sheet = Sheet { report: &report, checks: &checks, figures: right.clone(), carried_in: &carried_in };
            if (slip.plant)(&mut sheet, chance).is_none() {
                continue;
            }
            let mut wrong = report.clone();
            for cell in (0..right.len()).filter(|&cell| sheet.figures[cell] != right[cell]) {
                let figure = sheet.figures[cell];
                wrong.write(cell, &if figure == BLANK { String::new() } else { figure.to_string() });
            }
            let is_hard = |check: usize| checks.list[check].rule(&wrong.layout).severity == Severity::Hard;
            if Ledger::of(&wrong, &checks).failed().any(is_hard) {
                return Case { report: wrong, right, prior };
            }
        }
    }
}

/// Last year's report, whose 四 is this year's 二.
fn last_year(form: &Arc<Form>, report: &Report, carried_in: &[i64]) -> Arc<Prior> {
    let columns = ["natural", "business", "research", "social", "legal_service", "other_org", "total"];
    let mut cells = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let this = report.layout.cell(&format!("applications.carried_in.{column}")).expect("a cell");
        let before = carried_in.get(at).copied().unwrap_or_else(|| carried_in.iter().sum());
        cells.push((format!("applications.carried_out.{column}"), report.shown(this)));
        cells.push((format!("applications.carried_in.{column}"), before.to_string()));
    }
    Arc::new(Prior::from_cells(&[Arc::clone(form)], &cells, None))
}

/// Whether a repair brings back what was there. A blank may be left: no figure is wrong there.
fn undoes(option: &RepairView, Case { report, right, .. }: &Case) -> bool {
    let layout = &report.layout;
    let is_right = |change: &ChangeView| {
        let cell = layout.cell(&change.cell).expect("a cell");
        change.to == right[cell].to_string() && change.most.is_none()
    };
    let is_left = |&cell: &usize| {
        let is_wrong = right[cell] != number(report, cell) && report.cells[cell].value != Value::Blank;
        // Amounts with decimals stand in the first table, which no slip touches.
        let is_whole = layout.measure(cell).decimals == 0;
        is_wrong && is_whole && !option.changes.iter().any(|change| change.cell == layout.address(cell))
    };
    option.changes.iter().all(is_right) && !(0..right.len()).any(|cell| is_left(&cell))
}

fn place(case: &Case) -> Place {
    let repairs = Answer::about(&case.report, case.prior.as_ref()).repairs;
    let Some(at) = repairs.options.iter().position(|option| undoes(option, case)) else { return Place::default() };
    let ties = repairs.ties;
    let is_said = ties == repairs.options.len() || repairs.message.contains(&format!("排在前面的{ties}种同样可能"));
    Place { listed: true, first: at == 0 || at < ties && is_said, alone: at == 0 && ties == 1 }
}

/// All cases of one kind, in both formats.
fn cases(slip: &Slip, kind: usize, count: u64) -> Vec<(Case, Place)> {
    let mut cases = Vec::new();
    for (format, id) in ["2019", "2021"].into_iter().enumerate() {
        let form = common::form(id);
        let mut chance = Chance(0x9E37_79B9 * (2 * kind + format + 1) as u64);
        for _ in 0..count {
            let case = case(&form, slip, &mut chance);
            let place = place(&case);
            cases.push((case, place));
        }
    }
    cases
}

/// What was planted, and what stands before it.
fn told(Case { report, right, prior }: &Case) -> String {
    let layout = &report.layout;
    let is_wrong = |&cell: &usize| layout.measure(cell).decimals == 0 && right[cell] != number(report, cell);
    let truth = (0..right.len()).filter(is_wrong);
    let truth = truth.map(|cell| format!("{} {}→{}", layout.address(cell), report.shown(cell), right[cell]));
    let first = Answer::about(report, prior.as_ref()).repairs.options.into_iter().next();
    let first = first.map_or_else(String::new, |option| format!("{} {}", option.rank, option.cause));
    format!("  {}; first: {first}", truth.collect::<Vec<_>>().join(", "))
}

#[test]
fn what_undoes_a_slip_is_listed_and_first() {
    let count = std::env::var("GOUJI_SLIPS").ok().and_then(|count| count.parse().ok()).unwrap_or(20);
    let next = AtomicUsize::new(0);
    let work = || {
        let kinds =
            std::iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)).filter(|&kind| kind < SLIPS.len()));
        kinds.map(|kind| (kind, cases(&SLIPS[kind], kind, count))).collect::<Vec<_>>()
    };
    let mut kinds = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..WORKERS).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("no panic")).collect::<Vec<_>>()
    });
    kinds.sort_by_key(|(kind, _)| *kind);
    let (mut all, mut first_of_all, mut few) = (0, 0, Vec::new());
    for (kind, cases) in kinds {
        let count = |holds: fn(&Place) -> bool| cases.iter().filter(|(_, place)| holds(place)).count();
        let (listed, first, alone) =
            (count(|place| place.listed), count(|place| place.first), count(|place| place.alone));
        let (name, total) = (SLIPS[kind].name, cases.len());
        println!("{name:<22} {total:>4}: listed {listed:>4}, first {first:>4}, alone {alone:>4}");
        cases.iter().filter(|(_, place)| !place.first).take(5).for_each(|(case, _)| println!("{}", told(case)));
        if listed < total || first * 100 < FIRST.1 * total {
            few.push(name);
        }
        (all, first_of_all) = (all + total, first_of_all + first);
    }
    println!("{first_of_all} of {all} first");
    assert!(few.is_empty(), "not listed, or not first often enough: {few:?}");
    assert!(first_of_all * 100 >= FIRST.0 * all);
}
