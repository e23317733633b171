//! Breaks files and reads them: `fuzz_readers KIND SECONDS [SEED]`. Starts from fixtures, made
//! reports and, where its folder is there, the corpus of real ones.
//! Breaks bytes, numbers, elements, words and records, mostly inside the container where there is
//! one, and tells how many inputs there were, in how many the container opened, how many were
//! read, how many refused, and which made a reader panic, take long or hold much memory. What it
//! finds is written to `target/fuzz/`.

mod breaks;
#[path = "../common/mod.rs"]
mod common;
mod inside;
#[path = "../common/made.rs"]
mod made;
#[path = "../common/print.rs"]
mod print;
mod seeds;
#[path = "../common/write.rs"]
mod write;

use gouji::form::Form;
use gouji::forms::BUILT_IN;
use gouji::read::{Refusal, file};
use gouji::recognise::reports;
use inside::Objects;
use made::Chance;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// An input that takes longer than this is kept.
const SLOW: Duration = Duration::from_secs(5);
/// One that takes longer than this ends the run.
const HANGS: Duration = Duration::from_secs(60);
/// An input for which the process grows by more than this is kept, in kilobytes.
const LARGE: u64 = 512 << 10;

/// The input being read, by its number.
static CURRENT: AtomicU64 = AtomicU64::new(0);

#[derive(Default)]
struct Counts {
    inputs: u64,
    opened: u64,
    read: u64,
    recognised: u64,
    refused: u64,
    faults: u64,
    slowest: Duration,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let kind = arguments.next().expect("a kind, such as docx");
    let time = Duration::from_secs(arguments.next().and_then(|it| it.parse().ok()).expect("seconds"));
    let mut chance = Chance(arguments.next().and_then(|it| it.parse().ok()).unwrap_or(1) * 2 + 1);
    let seeds = seeds::seeds(&kind);
    assert!(!seeds.is_empty(), "no seeds of this kind");
    let objects: Vec<Option<Objects>> = seeds.iter().map(|seed| Objects::of(seed).filter(|_| kind == "pdf")).collect();
    let forms: Vec<Arc<Form>> = BUILT_IN.iter().map(|text| Arc::new(Form::from_json(text).expect("a form"))).collect();
    let found = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/fuzz");
    std::fs::create_dir_all(&found).expect("a folder");
    std::panic::set_hook(Box::new(|_| {}));
    watch();
    let mut counts = Counts::default();
    let mut spent = Duration::ZERO;
    while spent < time {
        let turn = Instant::now();
        let input = broken(&seeds, &objects, &kind, &mut chance);
        // A stack that overflows ends the process: what it was is then in this file.
        std::fs::write(found.join(format!("{kind}-last")), &input).expect("a file");
        CURRENT.fetch_add(1, Ordering::Relaxed);
        let (began, held) = (Instant::now(), most_held());
        let read = || {
            file(&format!("a.{kind}"), &input)
                .map(|document| reports(&document, &forms).iter().map(|reading| reading.tables.len()).sum::<usize>())
        };
        let result = catch_unwind(AssertUnwindSafe(read));
        let mut took = began.elapsed();
        if took > SLOW && result.is_ok() {
            // Perhaps the process was stopped meanwhile.
            let again = Instant::now();
            let _ = read();
            took = took.min(again.elapsed());
        }
        let fault = match &result {
            Err(_) => Some("panic"),
            Ok(_) if took > SLOW => Some("slow"),
            Ok(_) if most_held().saturating_sub(held) > LARGE => Some("large"),
            Ok(_) => None,
        };
        counts.add(&result.unwrap_or(Err(Refusal::Failed)), took);
        if let Some(fault) = fault {
            counts.faults += 1;
            let name = found.join(format!("{kind}-{fault}-{}", counts.faults));
            std::fs::write(&name, &input).expect("a file");
            println!("{kind}: {}", name.display());
        }
        // A pause of the process is no work.
        spent += turn.elapsed().min(SLOW);
    }
    let Counts { inputs, opened, read, recognised, refused, faults, slowest } = counts;
    println!(
        "{kind}: {inputs} inputs in {} s from {} seeds, {opened} opened, {read} read, {recognised} with a table recognised, \
         {refused} refused, {faults} faults, slowest {slowest:?}, most memory {} MB",
        spent.as_secs(),
        seeds.len(),
        most_held() >> 10
    );
}

impl Counts {
    fn add(&mut self, result: &Result<usize, Refusal>, took: Duration) {
        self.inputs += 1;
        self.slowest = self.slowest.max(took);
        match result {
            Ok(tables) => {
                self.read += 1;
                self.recognised += u64::from(*tables > 0);
            }
            Err(_) => self.refused += 1,
        }
        self.opened += u64::from(!matches!(
            result,
            Err(Refusal::Damaged("压缩格式的" | "旧版 Office ") | Refusal::Unknown | Refusal::Unread(..))
        ));
    }
}

/// Ends the run where one input takes far too long.
fn watch() {
    std::thread::spawn(|| {
        let (mut seen, mut since) = (0, 0_u64);
        loop {
            std::thread::sleep(Duration::from_secs(1));
            let current = CURRENT.load(Ordering::Relaxed);
            since = if current == seen { since + 1 } else { 0 };
            seen = current;
            if since > HANGS.as_secs() {
                println!("an input hangs: the file ending in -last");
                std::process::exit(1);
            }
        }
    });
}

/// The most memory that this process has held, in kilobytes, where the system tells.
fn most_held() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// One of the seeds, broken in one to some places.
fn broken(seeds: &[Vec<u8>], objects: &[Option<Objects>], kind: &str, chance: &mut Chance) -> Vec<u8> {
    let number = chance.below(seeds.len() as u64) as usize;
    let seed = &seeds[number];
    // Most breaks of a container only break the container: seven in eight go inside.
    if chance.below(8) > 0 {
        let inner = match kind {
            "docx" | "xlsx" | "ods" => inside::package(seed, chance),
            "doc" | "wps" | "xls" | "et" => inside::compound(seed, chance),
            _ => objects[number].as_ref().map(|objects| objects.broken(chance)),
        };
        if let Some(inner) = inner {
            return inner;
        }
    }
    let mut bytes = seed.clone();
    let other = &seeds[chance.below(seeds.len() as u64) as usize];
    for _ in 0..=chance.below(8) {
        match (kind, chance.below(3)) {
            ("html" | "mht", 0 | 1) => breaks::markup(&mut bytes, chance),
            ("txt" | "md" | "csv" | "tsv" | "rtf", 0 | 1) => breaks::words(&mut bytes, chance),
            _ => breaks::bytes(&mut bytes, other, chance),
        }
    }
    bytes
}
