//! The rule sets themselves: no contradiction, known redundancy, and the cells no rule protects.
//! `UPDATE_GOLDEN=1 cargo test --test rule_set` rewrites the printed result.

mod common;

use common::form;
use gouji::audit::Audit;
use std::path::Path;

#[track_caller]
fn check(id: &str) -> Audit {
    let audit = Audit::of(&form(id));
    let printed = audit.to_string();
    println!("{printed}");
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/rules-{id}.txt"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&golden, &printed).expect("the golden file");
    }
    let expected = std::fs::read_to_string(&golden).expect("the golden file");
    assert_eq!(printed, expected);
    assert!(audit.contradictions.is_empty() && audit.denied_by_zeros.is_empty(), "the rules contradict each other");
    audit
}

#[test]
fn the_2021_rules() {
    let audit = check("2021");
    // 39 balances of table 三 and 3 of table 四; two of table 三 follow from the others.
    assert_eq!((audit.balances, audit.implied.len()), (42, 2));
}

#[test]
fn the_2019_rules() {
    let audit = check("2019");
    assert_eq!((audit.balances, audit.implied.len()), (40, 2));
}
