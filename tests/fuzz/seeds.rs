//! What breaking starts from: fixtures, real reports where their folder is there, made reports.

use crate::{common, made, print, write};
use std::path::{Path, PathBuf};

/// Files larger than this are broken too slowly.
const LARGEST: u64 = 1 << 20;

/// The seeds of a kind, by the endings of their names.
pub fn seeds(kind: &str) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["tests/fixtures/office", "tests/fixtures", "../shared/corpus"].map(|folder| root.join(folder));
    let files = folders.into_iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten().flatten();
    let is_own = |path: &PathBuf| path.extension().is_some_and(|it| it == kind);
    let is_small = |path: &PathBuf| path.metadata().is_ok_and(|it| it.len() <= LARGEST);
    let mut paths: Vec<PathBuf> =
        files.map(|entry| entry.path()).filter(|path| is_own(path) && is_small(path)).collect();
    paths.sort();
    let mut seeds: Vec<Vec<u8>> = paths.iter().filter_map(|path| std::fs::read(path).ok()).collect();
    seeds.extend((1..=6).filter_map(|seed| made(kind, seed)));
    seeds
}

/// A made report as a file of this kind, where a writer of tests knows the kind.
fn made(kind: &str, seed: u64) -> Option<Vec<u8>> {
    let form = common::form(if seed % 2 == 0 { "2019" } else { "2021" });
    let (title, tables) = print::printed(&form, &made::report(&form, seed), 2023);
    Some(match kind {
        "csv" => write::csv(&title, &tables).into_bytes(),
        "tsv" => write::csv(&title, &tables).replace(',', "\t").into_bytes(),
        "docx" => write::docx(&title, &tables),
        "xlsx" => write::xlsx(&title, &tables, seed % 3 == 0),
        "ods" => write::ods(&title, &tables),
        "pdf" if seed > 3 => write::pdf_with_fields(&title, &tables, seed as usize - 3),
        "pdf" => write::pdf(&title, &tables, seed % 3 == 0),
        "mht" => write::mht(&print::html(&title, &tables), seed % 3 == 0),
        _ => return None,
    })
}
