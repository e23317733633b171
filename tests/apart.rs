//! Rows of figures that lie apart from their labels: by the labels on both sides, or not at all.

#[path = "common/shown.rs"]
mod shown;

use gouji::form::Form;
use gouji::read;
use gouji::recognise::recognise;
use std::sync::Arc;

/// Rows of the orchard, each on its line; what is read, and what is said of it.
fn check(rows: &str, expected: &str, remarks: &[&str]) {
    check_by(&shown::orchard(), rows, expected, remarks);
}

fn check_by(forms: &[Arc<Form>], rows: &str, expected: &str, remarks: &[&str]) {
    let head = "收成情况\n果树 | 春季产量 | 夏季产量 | 其他 | 合计\n";
    let reading = recognise(&read::text(&format!("{head}{rows}")), forms);
    let mut read: Vec<String> = Vec::new();
    for table in &reading.tables {
        for (spot, raw) in table.cells.iter() {
            if spot.column == 0 {
                read.push(table.table().blocks[spot.block].rows.leaves[spot.row].id.clone());
            }
            let doubt = if table.doubts.contains_key(spot) { "?" } else { "" };
            let row = read.last_mut().expect("a row");
            row.push_str(&format!(" {raw}{doubt}"));
        }
    }
    assert_eq!(read.join(" / "), expected, "{rows}");
    assert_eq!(reading.remarks, remarks, "{rows}");
}

const ONE: &str = "收成有1行的数字与行名不在一处，按前后各行的次序对应，请核对这些行。";

#[test]
fn between_two_labels_as_many_rows_as_the_form_has() {
    check(
        "甲园苹果树 | 1 | 2 | 3 | 6\n0 | 1 | 0 | 1\n乙园苹果树 | 1 | 0 | 0 | 1\n乙园其他 | 4 | 0 | 0 | 4\n合计 | 6 | 3 | 3 | 12",
        "a_apple 1 2 3 6 / a_rest 0 1 0 1 / b_apple 1 0 0 1 / b_rest 4 0 0 4 / all 6 3 3 12",
        &[ONE],
    );
}

#[test]
fn figures_that_contradict_each_other_are_uncertain() {
    check(
        "甲园苹果树 | 1 | 2 | 3 | 6\n0 | 1 | 0 | 2\n乙园苹果树 | 1 | 0 | 0 | 1\n乙园其他 | 4 | 0 | 0 | 4\n合计 | 6 | 3 | 3 | 12",
        "a_apple 1 2 3 6 / a_rest 0? 1? 0? 2? / b_apple 1 0 0 1 / b_rest 4 0 0 4 / all 6 3 3 12",
        &[ONE],
    );
}

#[test]
fn too_few_or_too_many_are_left_alone() {
    // Two rows of the form between the labels, one row of figures: it may be either.
    check(
        "甲园苹果树 | 1 | 2 | 3 | 6\n0 | 1 | 0 | 1\n乙园其他 | 4 | 0 | 0 | 4\n合计 | 6 | 3 | 3 | 12",
        "a_apple 1 2 3 6 / b_rest 4 0 0 4 / all 6 3 3 12",
        &[],
    );
    check(
        "甲园苹果树 | 1 | 2 | 3 | 6\n0 | 1 | 0 | 1\n9 | 9 | 9 | 27\n乙园苹果树 | 1 | 0 | 0 | 1\n乙园其他 | 4 | 0 | 0 | 4\n合计 | 6 | 3 | 3 | 12",
        "a_apple 1 2 3 6 / b_apple 1 0 0 1 / b_rest 4 0 0 4 / all 6 3 3 12",
        &[],
    );
}

#[test]
fn rows_in_another_order_say_nothing_of_their_neighbours() {
    check(
        "乙园苹果树 | 1 | 0 | 0 | 1\n0 | 1 | 0 | 1\n甲园苹果树 | 1 | 2 | 3 | 6\n乙园其他 | 4 | 0 | 0 | 4\n合计 | 6 | 3 | 3 | 12",
        "a_apple 1 2 3 6 / b_apple 1 0 0 1 / b_rest 4 0 0 4 / all 6 3 3 12",
        &[],
    );
}

#[test]
fn all_labels_first_and_all_figures_behind() {
    check(
        "甲园苹果树\n甲园其他\n乙园苹果树\n乙园其他\n合计\n第一页\n1 | 2 | 3 | 6\n0 | 1 | 0 | 1\n1 | 0 | 0 | 1\n4 | 0 | 0 | 4\n6 | 3 | 3 | 12",
        "a_apple 1 2 3 6 / a_rest 0 1 0 1 / b_apple 1 0 0 1 / b_rest 4 0 0 4 / all 6 3 3 12",
        &["收成有5行的数字与行名不在一处，按前后各行的次序对应，请核对这些行。"],
    );
}

#[test]
fn figures_that_no_balance_vouches_for_are_uncertain() {
    let rule = r#""each": "row", "holds": "total = spring + summer + rest""#;
    let sums = r#""each": "column", "holds": "all = a_apple + a_rest + b_apple + b_rest""#;
    let form = Form::from_json(&shown::ORCHARD.replace(rule, sums)).expect("a form");
    // The row of 甲园其他 was dropped, and last year's stands there: with the sums left blank or not.
    for (all, sums, doubt) in [("\t\t\t", "   ", "?"), ("6\t3\t3\t12", "6 3 3 12", "")] {
        check_by(
            &[Arc::new(form.clone())],
            &format!("甲园苹果树\t1\t2\t3\t6\n0\t1\t0\t1\n乙园苹果树\t1\t0\t0\t1\n乙园其他\t4\t0\t0\t4\n合计\t{all}"),
            &format!(
                "a_apple 1 2 3 6 / a_rest 0{doubt} 1{doubt} 0{doubt} 1{doubt} / b_apple 1 0 0 1 / b_rest 4 0 0 4 / all {sums}"
            ),
            &[ONE],
        );
    }
}
