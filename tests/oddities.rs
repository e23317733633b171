//! Balanced reports with one oddity each, as files of every kind: no certain cell is wrong, no row is
//! lost without a word, and no rule is said to fail. `GOUJI_ROUNDS` asks for more reports of each
//! oddity than the default; `GOUJI_ODDITIES` names a folder for a table of what fails, and for files that show it.

mod common;
#[path = "common/made.rs"]
mod made;
#[path = "common/planted/mod.rs"]
mod planted;
#[path = "common/print.rs"]
mod print;
#[path = "common/write.rs"]
mod write;

use gouji::read;
use gouji::recognise::Recogniser;
use made::Chance;
use planted::judge::{Verdicts, failing, judge};
use planted::{Kind, ODDITIES, Oddity, balanced, sheet};
use std::fmt::Write as _;
use std::io::Write as _;

/// Reports of each oddity and kind: as many as a debug build has the time for, or all.
fn rounds() -> u64 {
    let asked = std::env::var("GOUJI_ROUNDS").ok().and_then(|rounds| rounds.parse().ok());
    asked.unwrap_or(if cfg!(debug_assertions) { 4 } else { 24 })
}

/// The seeds of an oddity's reports, which stay its own when others are added.
fn seeds(name: &str) -> impl Iterator<Item = u64> {
    let first = name.bytes().fold(7, |sum: u64, byte| (sum * 31 + u64::from(byte)) % 99_991) * 1000;
    (1..=rounds()).map(move |round| first + round)
}

/// A report with the oddity as a file, and what is read of it; nothing where it has no place for it.
fn tried(kind: Kind, oddity: &Oddity, seed: u64, recogniser: &Recogniser) -> Option<(String, Verdicts, Vec<u8>)> {
    let (id, year) = if seed % 2 == 0 { ("2019", 2020) } else { ("2021", 2024) };
    let form = common::form(id);
    let mut chance = Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    chance.below(2);
    let truth = balanced::report(&form, &mut chance);
    assert_eq!(failing(&truth), [""; 0], "{id} {seed}");
    let (title, mut sheets) = sheet::sheets(&form, &truth, year);
    let planted = (oddity.plant)(&mut sheets, &mut chance)?;
    let bytes = kind.write(&title, &sheets, chance.below(2) == 0);
    let verdicts = match read::file(&format!("报告.{}", kind.ending()), &bytes) {
        Ok(document) => judge(&recogniser.reports(&document), &truth, &sheets, &planted, oddity.least),
        Err(refusal) => Verdicts { other: vec![refusal.to_string()], ..Verdicts::default() },
    };
    Some((format!("{id} seed {seed}: {}", planted.note), verdicts, bytes))
}

/// What came of all reports with one oddity.
#[derive(Default)]
struct Tally {
    reports: usize,
    wrong: usize,
    lost: usize,
    false_findings: usize,
    other: usize,
    certain: usize,
    all: usize,
    /// The first one that failed, in a few words.
    first: Option<(u64, String)>,
}

impl Tally {
    fn add(&mut self, seed: u64, what: &str, verdicts: &Verdicts) {
        self.reports += 1;
        self.wrong += usize::from(!verdicts.wrong.is_empty());
        self.lost += usize::from(!verdicts.lost.is_empty());
        self.false_findings += usize::from(!verdicts.false_findings.is_empty());
        self.other += usize::from(!verdicts.other.is_empty());
        self.certain += verdicts.certain;
        self.all += verdicts.all;
        if !verdicts.is_clean() && self.first.is_none() {
            let mut told = what.to_owned();
            for (name, list) in [
                ("wrong", &verdicts.wrong),
                ("lost", &verdicts.lost),
                ("false finding", &verdicts.false_findings),
                ("other", &verdicts.other),
            ] {
                if !list.is_empty() {
                    let _ = write!(told, " — {} {name}: {}", list.len(), list[..list.len().min(3)].join("; "));
                }
            }
            self.first = Some((seed, told));
        }
    }
}

/// Writes a line of the table of what fails, and the first file that does.
fn note(kind: Kind, oddity: &Oddity, tally: &Tally, recogniser: &Recogniser) {
    let Ok(folder) = std::env::var("GOUJI_ODDITIES") else { return };
    let share = tally.certain as f64 * 100.0 / tally.all.max(1) as f64;
    let (seed, first) = tally.first.as_ref().map_or((0, ""), |(seed, told)| (*seed, told.as_str()));
    let Tally { reports, wrong, lost, false_findings, other, .. } = tally;
    let name = oddity.name;
    let line = format!(
        "{kind:?}\t{name}\t{reports}\t{wrong}\t{lost}\t{false_findings}\t{other}\t{share:.0}\t{seed}\t{first}\n"
    );
    let table = std::fs::OpenOptions::new().create(true).append(true).open(format!("{folder}/table.tsv"));
    table.and_then(|mut table| table.write_all(line.as_bytes())).expect("a table");
    if let Some((.., bytes)) = tried(kind, oddity, seed, recogniser).filter(|_| tally.first.is_some()) {
        std::fs::write(format!("{folder}/{name}.{}", kind.ending()), bytes).expect("a file");
    }
}

fn check(kind: Kind) {
    let recogniser = Recogniser::new(["2019", "2021"].map(common::form));
    let mut failed = Vec::new();
    for oddity in ODDITIES.iter().filter(|oddity| oddity.kinds.contains(&kind)) {
        let mut tally = Tally::default();
        for seed in seeds(oddity.name) {
            if let Some((what, verdicts, _)) = tried(kind, oddity, seed, &recogniser) {
                tally.add(seed, &what, &verdicts);
            }
        }
        note(kind, oddity, &tally, &recogniser);
        if let Some((_, told)) = &tally.first {
            failed.push(format!("{}: {told}", oddity.name));
        }
    }
    assert!(failed.is_empty(), "{kind:?}: {:#?}", failed);
}

macro_rules! kinds {
    ($($name:ident $kind:ident)*) => {
        $(#[test]
        fn $name() {
            check(Kind::$kind);
        })*
    };
}

kinds! { html Html mht Mht docx Docx rtf Rtf xlsx Xlsx ods Ods xls Xls csv Csv tabs Tabs pdf Pdf }
