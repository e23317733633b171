//! Reports with one oddity each, as files of every kind, and what may come of them.
#![allow(dead_code)]
#![allow(clippy::ptr_arg, reason = "oddities are of one type, and some add tables")]

pub mod balanced;
mod docx;
mod figures;
mod html;
pub mod judge;
mod lines;
mod ods;
mod plain;
mod rtf;
pub mod sheet;
mod xls;
mod xlsx;

use crate::made::Chance;
use sheet::Sheet;
use std::collections::BTreeMap;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Html,
    Mht,
    Docx,
    Rtf,
    Xlsx,
    Ods,
    Xls,
    Csv,
    Tabs,
    Pdf,
}
use Kind::*;

const ALL: &[Kind] = &[Html, Mht, Docx, Rtf, Xlsx, Ods, Xls, Csv, Tabs, Pdf];
const BUT_PDF: &[Kind] = &[Html, Mht, Docx, Rtf, Xlsx, Ods, Xls, Csv, Tabs];
/// Kinds that can hide text within a cell.
const HIDES_TEXT: &[Kind] = &[Html, Mht, Docx, Rtf, Ods];
const STRIKES: &[Kind] = &[Html, Mht, Docx, Rtf, Xlsx, Ods, Xls];
const MERGES: &[Kind] = &[Html, Mht, Docx, Rtf, Xlsx, Ods, Xls, Pdf];
const HIDES_ROWS: &[Kind] = &[Html, Mht, Docx, Xlsx, Ods, Xls];
const HIDES_COLUMNS: &[Kind] = &[Html, Mht, Xlsx, Ods, Xls];

impl Kind {
    /// Its ending.
    pub fn ending(self) -> &'static str {
        match self {
            Html => "html",
            Mht => "mht",
            Docx => "docx",
            Rtf => "rtf",
            Xlsx => "xlsx",
            Ods => "ods",
            Xls => "xls",
            Csv => "csv",
            Tabs => "txt",
            Pdf => "pdf",
        }
    }

    /// A report as a file of this kind; some kinds are written in two ways.
    pub fn write(self, title: &str, sheets: &[Sheet], way: bool) -> Vec<u8> {
        match self {
            Html => html::html(title, sheets).into_bytes(),
            Mht => crate::write::mht(&html::html(title, sheets), way),
            Docx => docx::docx(title, sheets),
            Rtf => rtf::rtf(title, sheets),
            Xlsx => xlsx::xlsx(title, sheets, way),
            Ods => ods::ods(title, sheets),
            Xls => xls::xls(title, sheets, way),
            Csv => plain::csv(title, sheets),
            Tabs => plain::tabs(title, sheets),
            Pdf => plain::pdf(title, sheets, way),
        }
    }
}

/// What an oddity touched.
#[derive(Debug, Default)]
pub struct Planted {
    /// Cells it touched, with the texts that may be read there for certain.
    pub touched: BTreeMap<String, Vec<String>>,
    /// What some remark must say.
    pub said: Option<&'static str>,
    /// What was done where.
    pub note: String,
}

/// Something odd that a report may have.
pub struct Oddity {
    pub name: &'static str,
    /// The kinds of file that can have it.
    pub kinds: &'static [Kind],
    /// How many of a hundred cells that it does not touch must be read for certain, in each report.
    pub least: usize,
    /// Plants it; nothing where the report has no place for it.
    pub plant: fn(&mut Vec<Sheet>, &mut Chance) -> Option<Planted>,
}

/// Every oddity.
pub const ODDITIES: &[Oddity] = &[
    Oddity { name: "nothing", kinds: ALL, least: 100, plant: lines::nothing },
    Oddity { name: "word", kinds: ALL, least: 100, plant: figures::word },
    Oddity { name: "blank cell", kinds: BUT_PDF, least: 100, plant: figures::blank },
    // At the top of a page the figure above it may be merged with it.
    Oddity { name: "blank cell", kinds: &[Pdf], least: 99, plant: figures::blank },
    Oddity { name: "thousands", kinds: ALL, least: 100, plant: figures::thousands },
    Oddity { name: "full width", kinds: ALL, least: 100, plant: figures::full_width },
    Oddity { name: "quoted formula", kinds: &[Csv, Tabs], least: 100, plant: figures::quoted },
    Oddity { name: "broken figure", kinds: ALL, least: 95, plant: figures::broken },
    Oddity { name: "struck", kinds: STRIKES, least: 100, plant: figures::struck },
    Oddity {
        name: "struck beside",
        kinds: &[Html, Mht, Docx, Rtf, Xlsx, Ods],
        least: 100,
        plant: figures::struck_beside,
    },
    Oddity { name: "hidden cell", kinds: &[Html, Mht, Docx, Rtf, Ods, Xlsx, Xls], least: 100, plant: figures::hidden },
    Oddity { name: "hidden beside", kinds: HIDES_TEXT, least: 100, plant: figures::hidden_beside },
    Oddity { name: "stale", kinds: &[Xlsx, Ods], least: 100, plant: figures::stale },
    Oddity { name: "merged across", kinds: MERGES, least: 95, plant: figures::merged_across },
    Oddity { name: "merged down", kinds: MERGES, least: 90, plant: figures::merged_down },
    Oddity { name: "blank row", kinds: ALL, least: 100, plant: lines::blank_row },
    Oddity { name: "blank row beside inline", kinds: ALL, least: 100, plant: lines::blank_beside },
    Oddity { name: "other figures beside inline", kinds: ALL, least: 85, plant: lines::figures_beside },
    Oddity { name: "footnote row", kinds: ALL, least: 100, plant: lines::footnote },
    Oddity { name: "row twice", kinds: ALL, least: 100, plant: lines::row_twice },
    Oddity { name: "row twice otherwise", kinds: ALL, least: 100, plant: lines::row_twice_otherwise },
    Oddity { name: "hidden copy of a row", kinds: HIDES_ROWS, least: 100, plant: lines::hidden_copy },
    Oddity { name: "hidden row", kinds: HIDES_ROWS, least: 95, plant: lines::hidden_row },
    Oddity { name: "hidden column", kinds: HIDES_COLUMNS, least: 95, plant: lines::hidden_column },
    Oddity { name: "hidden extra column", kinds: HIDES_COLUMNS, least: 95, plant: lines::hidden_extra_column },
    Oddity { name: "hidden page", kinds: &[Xlsx, Ods, Xls], least: 100, plant: lines::hidden_page },
    Oddity { name: "header again", kinds: ALL, least: 90, plant: lines::header_again },
    Oddity { name: "table in two", kinds: ALL, least: 90, plant: lines::table_in_two },
    Oddity { name: "note row", kinds: ALL, least: 100, plant: lines::note_row },
    Oddity { name: "numbers in front", kinds: ALL, least: 80, plant: lines::numbers_in_front },
    Oddity { name: "notes at the end", kinds: ALL, least: 80, plant: lines::notes_at_end },
    Oddity { name: "column in the middle", kinds: ALL, least: 80, plant: lines::column_in_middle },
    Oddity { name: "unknown row", kinds: ALL, least: 90, plant: lines::unknown_row },
    Oddity { name: "column renamed", kinds: ALL, least: 80, plant: lines::column_renamed },
    Oddity { name: "row renamed", kinds: ALL, least: 80, plant: lines::row_renamed },
    Oddity { name: "table missing", kinds: ALL, least: 100, plant: lines::table_missing },
];

/// One of these.
fn pick<'a, T>(of: &'a [T], chance: &mut Chance) -> Option<&'a T> {
    of.get(chance.below(of.len() as u64) as usize)
}
