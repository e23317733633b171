//! Many reports judged at once are judged as each of them alone.

mod common;

use gouji::confront::{Batch, Checks, Ledger};
use gouji::number::{LIMIT, Value};
use gouji::report::Layout;

/// Figures of every kind that JavaScript could hand over, often enough beside numbers that fit.
const ODD: [f64; 14] = [
    f64::NAN,
    f64::NAN,
    0.0,
    -0.0,
    -3.0,
    0.5,
    1e15,
    -1e15,
    999_999_999_999_999.0,
    9_007_199_254_740_992.0,
    6_755_399_441_055_744.0,
    1e300,
    f64::INFINITY,
    f64::NEG_INFINITY,
];

#[test]
fn together_as_alone() {
    for id in ["2019", "2021"] {
        let layout = Layout::whole(&common::form(id));
        let checks = Checks::of(&layout);
        let report = common::balanced(id);
        let own: Vec<f64> = report.cells.iter().map(|cell| cell.value.number() as f64).collect();
        // Not all of them fill a last group of four.
        for count in [0, 1, 3, 4, 7, 64] {
            let mut figures = own.repeat(count);
            for (step, cell) in (0..figures.len()).step_by(17).enumerate().skip(own.len() / 17) {
                figures[cell] = ODD[step * 5 % ODD.len()];
            }
            let said = Batch::new(&layout, &checks).confront(&figures);
            let mut alone = Vec::new();
            for report in figures.chunks(own.len()) {
                let mut ledger = Ledger::new(&layout, &checks);
                for (cell, &figure) in report.iter().enumerate() {
                    ledger.set(cell, Value::scaled(figure));
                }
                alone.extend_from_slice(ledger.verdicts());
            }
            assert_eq!(said, alone, "{count} reports of {id}");
            figures.push(1.0);
            assert_eq!(Batch::new(&layout, &checks).confront(&figures), alone, "what is no whole report is left out");
        }
    }
}

#[test]
fn nothing_to_judge_is_no_verdict() {
    let layout = Layout::default();
    assert!(Batch::new(&layout, &Checks::of(&layout)).confront(&[1.0, 2.0]).is_empty());
}

#[test]
fn whole_numbers_come_through_exactly() {
    for number in [0, 1, -1, 1 << 31, 1 << 49, 123_456_789_012_345, LIMIT - 1, 1 - LIMIT] {
        assert_eq!(Value::scaled(number as f64), Value::Number(number));
    }
    for odd in [0.1, -0.5, 1.0 - f64::EPSILON, 1e-300, LIMIT as f64, 2e15, 4.6e15, 1e16, 1e300, f64::INFINITY] {
        for figure in [odd, -odd] {
            assert!(matches!(Value::scaled(figure), Value::Bad(_)), "{figure}");
        }
    }
    assert_eq!(Value::scaled(f64::NAN), Value::Blank);
}
