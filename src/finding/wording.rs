//! The sentences of findings: a form's template, filled with the figures of a report.

use crate::number::Measure;
use crate::report::Layout;

/// At most this many names are spelled out in one sentence; the cells are all marked anyway.
const MOST_NAMES: usize = 6;

/// The numbers behind names.
type Numbers<'l> = dyn Fn(&str) -> Option<i64> + 'l;

/// A sentence in the making.
#[derive(Default)]
pub(crate) struct Sentence<'l> {
    words: Vec<(String, String)>,
    percent: Option<Box<Numbers<'l>>>,
}

impl<'l> Sentence<'l> {
    pub(crate) fn set(&mut self, name: &str, word: String) {
        self.words.push((name.to_owned(), word));
    }

    /// How `{part%whole}` finds its two numbers.
    pub(super) fn percent(&mut self, number: impl Fn(&str) -> Option<i64> + 'l) {
        self.percent = Some(Box::new(number));
    }

    /// The template with its placeholders filled.
    pub(crate) fn say(&self, template: &str) -> String {
        let mut said = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            said.push_str(before);
            match (self.words.iter().find(|(known, _)| known == name), name.split_once('%')) {
                (Some((_, word)), _) => said.push_str(word),
                (None, Some((part, whole))) => said.push_str(&self.share(part, whole)),
                (None, None) => {}
            }
            rest = after;
        }
        said + rest
    }

    /// A whole percentage, rounded half up, without sign.
    fn share(&self, part: &str, whole: &str) -> String {
        let number = |name| self.percent.as_ref().and_then(|number| number(name));
        match (number(part), number(whole)) {
            (Some(part), Some(whole)) if whole > 0 => format!("{}%", (part.abs() * 200 + whole) / (whole * 2)),
            _ => String::new(),
        }
    }
}

/// 多3件, 少11件.
pub(super) fn more_or_less(difference: i64, scale: &Measure, unit: &str) -> String {
    let word = if difference < 0 { "少" } else { "多" };
    format!("{word}{}{unit}", scale.show(difference.abs()))
}

/// Names in quotes, the first few of them.
pub(super) fn list(names: &[String], counter: &str) -> String {
    let quoted: String = names.iter().take(MOST_NAMES).map(|name| format!("“{name}”")).collect();
    if names.len() > MOST_NAMES { format!("{quoted}等{}{counter}", names.len()) } else { quoted }
}

/// The rows that these cells are in, without repeats.
pub(super) fn rows(layout: &Layout, cells: &[usize]) -> Vec<String> {
    let mut rows: Vec<String> = cells.iter().map(|&cell| layout.row(cell).name.clone()).collect();
    rows.dedup();
    rows
}

/// Cells of one table by row and column: 表三“（七）总计”行“自然人”“总计”列.
pub(super) fn cells(layout: &Layout, cells: &[usize]) -> String {
    let Some(&first) = cells.first() else { return String::new() };
    let mut text = layout.sheet(first).table().name.clone();
    if cells.len() > 1 && is_row(layout, cells) {
        return format!("{text}“{}”行的全部{}格", layout.row(first).name, cells.len());
    }
    let mut row = None;
    for &cell in cells.iter().take(MOST_NAMES) {
        let place = (layout.places[cell].block, layout.places[cell].row);
        if row != Some(place) {
            if row.is_some() {
                text.push_str("列、");
            }
            text.push_str(&format!("“{}”行", layout.row(cell).name));
            row = Some(place);
        }
        text.push_str(&format!("“{}”", layout.column(cell).label));
    }
    text.push('列');
    if cells.len() > MOST_NAMES {
        text.push_str(&format!("等{}格", cells.len()));
    }
    text
}

/// Whether these are all the cells of one row.
fn is_row(layout: &Layout, cells: &[usize]) -> bool {
    let row = |cell: usize| (layout.places[cell].sheet, layout.places[cell].block, layout.places[cell].row);
    let columns = layout.block(cells[0]).columns.leaves.len();
    cells.len() == columns && cells.iter().all(|&cell| row(cell) == row(cells[0]))
}
