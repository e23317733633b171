//! Breaks files and reads them: `fuzz_readers KIND SECONDS [SEED]`. Starts from the fixtures of a
//! kind, breaks bytes, numbers, tags and whole stretches, inside the packing where there is one,
//! and tells how many inputs were read, how many refused, and which made a reader panic, take long
//! or hold much memory. What it finds is written to `target/fuzz/`.

#[path = "../common/made.rs"]
mod made;

use gouji::form::Form;
use gouji::forms::BUILT_IN;
use gouji::read::file;
use gouji::recognise::recognise;
use made::Chance;
use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// An input that takes longer than this is kept.
const SLOW: Duration = Duration::from_secs(5);

fn main() {
    let mut arguments = std::env::args().skip(1);
    let kind = arguments.next().expect("a kind, such as docx");
    let time = Duration::from_secs(arguments.next().and_then(|it| it.parse().ok()).expect("seconds"));
    let mut chance = Chance(arguments.next().and_then(|it| it.parse().ok()).unwrap_or(1) * 2 + 1);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let seeds = seeds(&root.join("tests/fixtures/office"), &kind);
    assert!(!seeds.is_empty(), "no fixture of this kind");
    let forms: Vec<Arc<Form>> = BUILT_IN.iter().map(|text| Arc::new(Form::from_json(text).expect("a form"))).collect();
    let found = root.join("target/fuzz");
    std::fs::create_dir_all(&found).expect("a folder");
    std::panic::set_hook(Box::new(|_| {}));
    let (start, mut count, mut read, mut faults, mut slowest) = (Instant::now(), 0_u64, 0_u64, 0_u64, Duration::ZERO);
    while start.elapsed() < time {
        let input = broken(&seeds, &kind, &mut chance);
        // A stack that overflows ends the process: what it was is then in this file.
        let last = found.join(format!("{kind}-last"));
        std::fs::write(&last, &input).expect("a file");
        let began = Instant::now();
        let result = catch_unwind(AssertUnwindSafe(|| {
            file(&format!("a.{kind}"), &input).map(|document| recognise(&document, &forms).tables.len())
        }));
        let took = began.elapsed();
        slowest = slowest.max(took);
        count += 1;
        read += u64::from(matches!(result, Ok(Ok(_))));
        if result.is_err() || took > SLOW {
            faults += 1;
            let name = if result.is_err() { "panic" } else { "slow" };
            std::fs::write(found.join(format!("{kind}-{name}-{faults}")), &input).expect("a file");
        }
    }
    println!(
        "{kind}: {count} inputs in {} s, {read} read, {} refused, {faults} faults, slowest {slowest:?}",
        start.elapsed().as_secs(),
        count - read - faults
    );
}

fn seeds(folder: &Path, kind: &str) -> Vec<Vec<u8>> {
    let files = std::fs::read_dir(folder).expect("the fixtures").flatten().map(|entry| entry.path());
    let mut own: Vec<_> = files.filter(|path| path.extension().is_some_and(|it| it == kind)).collect();
    own.sort();
    own.iter().map(|path| std::fs::read(path).expect("a fixture")).collect()
}

/// One of the seeds, broken in one to some places.
fn broken(seeds: &[Vec<u8>], kind: &str, chance: &mut Chance) -> Vec<u8> {
    let seed = &seeds[chance.below(seeds.len() as u64) as usize];
    // In a packing most breaks only break the packing: three in four go inside.
    if ["docx", "xlsx", "ods"].contains(&kind) && chance.below(4) > 0 {
        return repacked(seed, chance);
    }
    let mut bytes = seed.clone();
    let other = &seeds[chance.below(seeds.len() as u64) as usize];
    for _ in 0..=chance.below(8) {
        break_once(&mut bytes, other, chance);
    }
    bytes
}

fn repacked(seed: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(seed)).expect("a zip file");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let chosen = chance.below(archive.len() as u64) as usize;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("a part");
        let is_main = ["document.xml", "content.xml", "sheet1.xml"].iter().any(|main| name.ends_with(main));
        if at == chosen || is_main {
            let other = bytes.clone();
            for _ in 0..=chance.below(6) {
                break_once(&mut bytes, &other, chance);
            }
        }
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        out.start_file(name, options).expect("a part");
        out.write_all(&bytes).expect("a part");
    }
    out.finish().expect("a zip file").into_inner()
}

fn break_once(bytes: &mut Vec<u8>, other: &[u8], chance: &mut Chance) {
    if bytes.is_empty() {
        return;
    }
    let length = bytes.len() as u64;
    let at = chance.below(length) as usize;
    let stretch = |chance: &mut Chance| at..(at + 1 + chance.below(64) as usize).min(length as usize);
    match chance.below(9) {
        0 => bytes[at] ^= 1 << chance.below(8),
        1 => bytes[at] = chance.below(256) as u8,
        2 => bytes.truncate(at),
        3 => {
            bytes.drain(stretch(chance));
        }
        4 => {
            let part = bytes[stretch(chance)].to_vec();
            let times = 1 + chance.below(40) as usize;
            bytes.splice(at..at, part.repeat(times));
        }
        5 => {
            let from = chance.below(other.len() as u64) as usize;
            let part = other[from..(from + chance.below(400) as usize).min(other.len())].to_vec();
            bytes.splice(at..at, part);
        }
        // Numbers at their limits, as stored and as written.
        6 => {
            let limits: [&[u8]; 6] =
                [&[0xFF; 4], &[0; 4], &[0xFF, 0xFF, 0xFF, 0x7F], &[0, 0, 0, 0x80], &[1, 0, 0, 0], &[0xFE, 0xFF]];
            for (place, byte) in bytes[at..].iter_mut().zip(limits[chance.below(6) as usize]) {
                *place = *byte;
            }
        }
        7 => {
            let digits: Vec<usize> =
                (at..bytes.len().min(at + 200)).filter(|&place| bytes[place].is_ascii_digit()).collect();
            if let Some(&place) = digits.first() {
                let numbers: [&[u8]; 5] = [b"99999999999999999999", b"-1", b"4294967296", b"65535", b""];
                bytes.splice(place..=place, numbers[chance.below(5) as usize].iter().copied());
            }
        }
        _ => {
            let to = chance.below(length) as usize;
            bytes.swap(at, to);
        }
    }
}
