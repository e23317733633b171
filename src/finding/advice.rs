//! What to do about cells without a figure, in words that hold when they are followed.

use super::Confronted;
use super::wording;
use crate::confront::{Expected, Verdict};
use crate::number::Value;
use crate::report::Layout;

/// What is known of some cells without a figure. Each is in one of these only.
#[derive(Default)]
pub(super) struct Advice {
    /// Forced to 0.
    zeros: Vec<usize>,
    /// Forced to another value.
    forced: Vec<(usize, i64)>,
    /// What they are if other blanks are 0.
    supposed: Vec<(usize, i64)>,
    /// Known by their distance from another blank only: cell, other, difference.
    apart: Vec<(usize, usize, i64)>,
    /// 0 leaves all comparisons right.
    free: Vec<usize>,
    /// 0 in all of them would break a comparison that could hold.
    bound: Vec<usize>,
}

impl Advice {
    pub(super) fn of(confronted: &Confronted, cells: &[usize]) -> Self {
        let deductions = &confronted.deductions;
        let mut advice = Self::default();
        if cfg!(feature = "page") {
            return advice;
        }
        for &cell in cells {
            match (deductions.only(cell).map(|only| only.value), deductions.expected[cell]) {
                (Some(0), _) => advice.zeros.push(cell),
                (Some(value), _) => advice.forced.push((cell, value)),
                (None, Some(Expected::Value(value, _))) => advice.supposed.push((cell, value)),
                (None, Some(Expected::Relative(other, apart, _))) => advice.apart.push((cell, other, apart)),
                (None, None) if deductions.is_denied(cell) => {}
                (None, None) if deductions.may_be_zero(cell) => advice.free.push(cell),
                (None, None) => advice.bound.push(cell),
            }
        }
        advice
    }

    /// What the cells must be, as far as the figures tell; nothing where they tell nothing. `all` are
    /// the cells that the sentence is about: a value is told with the row that tells it apart from theirs.
    pub(super) fn expected(&self, confronted: &Confronted, all: &[usize]) -> String {
        let layout = &confronted.report.layout;
        let mut text = String::new();
        if cfg!(feature = "page") {
            return text;
        }
        let zeros = self.zeros.len();
        if !self.forced.is_empty() {
            let rest = if zeros > 0 { format!("，另有{zeros}格只能是0") } else { String::new() };
            text.push_str(&format!("按勾稽关系推定，{}{rest}。", values(layout, &self.forced, all)));
        } else if zeros > 0 {
            let which = match zeros {
                1 if all.len() == 1 => String::new(),
                _ if zeros == all.len() => "都".to_owned(),
                _ => format!("有{zeros}格"),
            };
            text.push_str(&format!("按勾稽关系，{which}只能是0。"));
        }
        let proven = self.zeros.iter().copied().chain(self.forced.iter().map(|(cell, _)| *cell));
        if rests_on_failures(confronted, proven) {
            text.push_str("推算用到的数字中有不符的，请先核对不符之处。");
        }
        if let Some(&(first, _)) = self.supposed.first() {
            let zeros = supposition(layout, &confronted.deductions.supposed(first));
            text.push_str(&format!("按勾稽关系推算{zeros}，{}。", values(layout, &self.supposed, all)));
        }
        text + &apart(confronted, &self.apart) + &self.bound(confronted, all)
    }

    /// Whether 0 is a right answer for all of which nothing else is told, if there are such cells.
    pub(super) fn may_be_zero(&self) -> bool {
        self.bound.is_empty() && !self.free.is_empty()
    }

    /// Whether 0 is a right answer for all of them.
    pub(super) fn is_free(&self, cells: &[usize]) -> bool {
        self.free.len() + self.zeros.len() == cells.len()
    }

    /// Whether 0 in all of which nothing else is told would break what could hold.
    pub(super) fn is_bound(&self) -> bool {
        !self.bound.is_empty()
    }

    /// How many may be 0, and nothing else is known of them.
    pub(super) fn free(&self) -> usize {
        self.free.len()
    }

    /// Which relations forbid that all of the rest are 0.
    fn bound(&self, confronted: &Confronted, all: &[usize]) -> String {
        if self.bound.is_empty() {
            return String::new();
        }
        let which = match self.bound.len() {
            1 if all.len() == 1 => "这一格不能按0计算".to_owned(),
            1 => "有1格不能按0计算".to_owned(),
            count if count == all.len() => "不能都按0计算".to_owned(),
            count => format!("有{count}格不能都按0计算"),
        };
        let open = wording::open(confronted, &self.bound);
        let because = if open.is_empty() { String::new() } else { format!("：{open}") };
        format!("{which}{because}。")
    }
}

/// Whether a balance that says what a cell must be uses a figure of one that fails.
fn rests_on_failures(confronted: &Confronted, mut cells: impl Iterator<Item = usize>) -> bool {
    let checks = &confronted.checks.list;
    let failing = |cell: usize| {
        let has = |check: usize| checks[check].claim.terms.iter().any(|term| term.cell == cell);
        let is_figure = matches!(confronted.ledger.value(cell), Value::Number(_));
        is_figure && confronted.ledger.failed().any(|check| checks[check].proves() && has(check))
    };
    let uses = |cell: usize| {
        let proof = confronted.deductions.only(cell).into_iter().flat_map(|only| &only.proof);
        proof.flat_map(|&check| &checks[check].claim.terms).any(|term| failing(term.cell))
    };
    confronted.ledger.count(Verdict::Unbalanced) > 0 && cells.any(uses)
}

/// Which blanks a value counts as 0.
fn supposition(layout: &Layout, cells: &[usize]) -> String {
    match cells.len() {
        0 => String::new(),
        1..=3 => format!("（{}按0计算）", wording::cells(layout, cells)),
        count => format!("（其他{count}个空白格按0计算）"),
    }
}

/// 自然人应为161、商业企业应为3 …: the first dozen; the rest are marked in the table.
fn values(layout: &Layout, named: &[(usize, i64)], all: &[usize]) -> String {
    const MOST: usize = 12;
    let told = named.iter().take(MOST).map(|&(cell, value)| {
        let name = if all.len() == 1 { String::new() } else { distinct(layout, cell, all) };
        format!("{name}应为{}", layout.measure(cell).show(value))
    });
    let told = told.collect::<Vec<_>>().join("、");
    if named.len() > MOST { format!("{told}等{}格", named.len()) } else { told }
}

/// A cell by what tells it apart from the others in the sentence: its column, else its row.
fn distinct(layout: &Layout, cell: usize, among: &[usize]) -> String {
    let place = |cell: usize| layout.places[cell];
    let first = place(among[0]);
    let one_row = among.iter().all(|&cell| (place(cell).block, place(cell).row) == (first.block, first.row));
    let one_column = among.iter().all(|&cell| (place(cell).block, place(cell).column) == (first.block, first.column));
    let (row, column) = (&layout.row(cell).name, &layout.column(cell).label);
    match (one_row, one_column) {
        (true, _) => column.clone(),
        (false, true) => format!("“{row}”"),
        (false, false) => format!("“{row}”行“{column}”列"),
    }
}

/// What is fixed only by its distance from another blank, for each row that is blank, too.
fn apart(confronted: &Confronted, apart: &[(usize, usize, i64)]) -> String {
    let layout = &confronted.report.layout;
    let row = |other: usize| (layout.places[other].block, layout.places[other].row);
    let mut rows: Vec<(usize, usize)> = apart.iter().map(|&(_, other, _)| row(other)).collect();
    rows.dedup();
    let mut text = String::new();
    for at in rows {
        let own: Vec<_> = apart.iter().filter(|(_, other, _)| row(*other) == at).collect();
        let Some(&&(first, other, _)) = own.first() else { continue };
        let told = if own.len() > 1 && own.iter().all(|(_, _, difference)| *difference == 0) {
            format!("{}列都为0（两行相同）", if own.len() == apart.len() { "各" } else { "其余" })
        } else {
            let each = own.iter().map(|&&(cell, _, difference)| {
                let measure = layout.measure(cell);
                let apart = match difference {
                    0 => "相同".to_owned(),
                    _ => wording::more_or_less(difference, measure, &measure.unit),
                };
                format!("{}{apart}", layout.column(cell).label)
            });
            each.collect::<Vec<_>>().join("、")
        };
        let zeros = supposition(layout, &confronted.deductions.supposed(first));
        let name = &layout.row(other).name;
        text.push_str(&format!("“{name}”也是空白，按勾稽关系{zeros}只能确定本行与它之差：{told}。"));
    }
    text
}
