//! Ways in which a clerk's figures go wrong, planted in a report that balances.
#![allow(dead_code)]

use crate::made::Chance;
use gouji::confront::Checks;
use gouji::report::Report;

/// A way to go wrong.
pub struct Slip {
    pub name: &'static str,
    /// Whether last year's report is needed to see it.
    pub looks_back: bool,
    /// Plants it; nothing where the place that was drawn does not allow it.
    pub plant: fn(&mut Sheet, &mut Chance) -> Option<()>,
}

/// Every way.
pub const SLIPS: &[Slip] = &[
    slip("transposed", |sheet, chance| digits(sheet, chance, transposed)),
    slip("times ten", |sheet, chance| digits(sheet, chance, |figure, _| Some(figure * 10))),
    slip("tenth", |sheet, chance| digits(sheet, chance, |figure, _| (figure % 10 == 0).then_some(figure / 10))),
    slip("sign", |sheet, chance| digits(sheet, chance, |figure, _| Some(-figure))),
    slip("dropped", |sheet, chance| digits(sheet, chance, dropped)),
    slip("doubled", |sheet, chance| digits(sheet, chance, doubled)),
    slip("extra", |sheet, chance| digits(sheet, chance, extra)),
    slip("mistyped", |sheet, chance| digits(sheet, chance, mistyped)),
    slip("not summed", |sheet, chance| summed(sheet, chance, |total, _| (total > 0).then_some(0))),
    slip("part left out", |sheet, chance| summed(sheet, chance, |total, part| (part < total).then_some(total - part))),
    slip("counted twice", |sheet, chance| summed(sheet, chance, |total, part| Some(total + part))),
    slip("part for total", |sheet, chance| summed(sheet, chance, |_, part| Some(part))),
    slip("copied from beside", |sheet, chance| copied(sheet, chance, (0, 1))),
    slip("copied from above", |sheet, chance| copied(sheet, chance, (1, 0))),
    slip("total not updated", not_updated),
    slip("part and its total", part_and_total),
    slip("exchanged neighbours", |sheet, chance| exchanged(sheet, chance, 1)),
    slip("exchanged in a row", |sheet, chance| {
        let far = 2 + chance.below(4) as usize;
        exchanged(sheet, chance, far)
    }),
    slip("moved", moved),
    slip("row to the right", |sheet, chance| row_shifted(sheet, chance, true)),
    slip("row to the left", |sheet, chance| row_shifted(sheet, chance, false)),
    slip("column down", column_down),
    slip("split", split),
    Slip { name: "last year's", looks_back: true, plant: last_years },
];

const fn slip(name: &'static str, plant: fn(&mut Sheet, &mut Chance) -> Option<()>) -> Slip {
    Slip { name, looks_back: false, plant }
}

/// A cell that was left blank.
pub const BLANK: i64 = i64::MIN;

/// A report as whole numbers, its tables of applications and disputes only.
pub struct Sheet<'r> {
    pub report: &'r Report,
    pub checks: &'r Checks,
    pub figures: Vec<i64>,
    /// Last year's 二 by column.
    pub carried_in: &'r [i64],
}

impl Sheet<'_> {
    fn any(&self, chance: &mut Chance) -> usize {
        let first = self.at("received", 0);
        first + chance.below((self.figures.len() - first) as u64) as usize
    }

    /// A cell of the table of applications, by the number of its column.
    fn at(&self, row: &str, column: usize) -> usize {
        self.report.layout.cell(&format!("applications.{row}.natural")).expect("a row") + column
    }

    /// The row of a cell, from its first column to its last.
    fn row(&self, cell: usize) -> Vec<usize> {
        let layout = &self.report.layout;
        let place = layout.places[cell];
        let columns = layout.block(cell).columns.leaves.len();
        (0..columns).map(|column| layout.cell_at(place.sheet, place.block, place.row, column)).collect()
    }

    fn column(&self, cell: usize) -> Vec<usize> {
        let layout = &self.report.layout;
        let place = layout.places[cell];
        let rows = layout.block(cell).rows.leaves.len();
        (0..rows).map(|row| layout.cell_at(place.sheet, place.block, row, place.column)).collect()
    }

    /// The cell so many rows above and columns before, as they are printed.
    fn before(&self, cell: usize, (rows, columns): (usize, usize)) -> Option<usize> {
        let layout = &self.report.layout;
        let place = layout.places[cell];
        if rows > 0 && layout.block(cell).inline {
            return None;
        }
        let (row, column) = (place.row.checked_sub(rows)?, place.column.checked_sub(columns)?);
        Some(layout.cell_at(place.sheet, place.block, row, column))
    }

    /// What a cell adds up, if it does: the parts of one such sum.
    fn parts(&self, total: usize, chance: &mut Chance) -> Option<Vec<usize>> {
        let claims = self.checks.list.iter().filter(|check| check.is_balance()).map(|check| &check.claim);
        let sums: Vec<Vec<usize>> = claims
            .filter_map(|claim| {
                let own = claim.terms.iter().find(|term| term.cell == total)?;
                let is_alone = claim.terms.iter().filter(|term| term.left == own.left).count() == 1;
                let parts: Vec<usize> =
                    claim.terms.iter().filter(|term| term.left != own.left).map(|term| term.cell).collect();
                (is_alone && parts.len() > 1).then_some(parts)
            })
            .collect();
        sums.get(chance.below(sums.len() as u64) as usize).cloned()
    }

    fn is_total(&self, cell: usize) -> bool {
        self.parts(cell, &mut Chance(7)).is_some()
    }
}

fn digits(sheet: &mut Sheet, chance: &mut Chance, wrong: fn(i64, &mut Chance) -> Option<i64>) -> Option<()> {
    let cell = sheet.any(chance);
    let figure = sheet.figures[cell];
    sheet.figures[cell] = wrong(figure, chance).filter(|wrong| figure > 0 && *wrong != figure)?;
    Some(())
}

/// A place among digits, and the digits.
fn place(figure: i64, chance: &mut Chance) -> (usize, Vec<u8>) {
    let digits = figure.to_string().into_bytes();
    (chance.below(digits.len() as u64) as usize, digits)
}

/// Digits as a figure, which no 0 leads.
fn figure(digits: &[u8]) -> Option<i64> {
    if digits.first() == Some(&b'0') {
        return None;
    }
    String::from_utf8_lossy(digits).parse().ok()
}

fn transposed(right: i64, chance: &mut Chance) -> Option<i64> {
    let (at, mut digits) = place(right, chance);
    if at + 1 >= digits.len() {
        return None;
    }
    digits.swap(at, at + 1);
    figure(&digits)
}

fn dropped(right: i64, chance: &mut Chance) -> Option<i64> {
    let (at, mut digits) = place(right, chance);
    digits.remove(at);
    figure(&digits)
}

fn doubled(right: i64, chance: &mut Chance) -> Option<i64> {
    let (at, mut digits) = place(right, chance);
    digits.insert(at, digits[at]);
    figure(&digits)
}

fn extra(right: i64, chance: &mut Chance) -> Option<i64> {
    let (at, mut digits) = place(right, chance);
    let digit = b'1' + chance.below(9) as u8;
    digits.insert(at + 1, digit);
    figure(&digits).filter(|_| digits[at] != digit && digits.get(at + 2) != Some(&digit))
}

fn mistyped(right: i64, chance: &mut Chance) -> Option<i64> {
    let (at, mut digits) = place(right, chance);
    digits[at] = b'0' + chance.below(10) as u8;
    figure(&digits).filter(|_| digits.len() > 1)
}

/// A total that was added up wrongly.
fn summed(sheet: &mut Sheet, chance: &mut Chance, wrong: fn(i64, i64) -> Option<i64>) -> Option<()> {
    let total = sheet.any(chance);
    let parts = sheet.parts(total, chance)?;
    let part = sheet.figures[parts[chance.below(parts.len() as u64) as usize]];
    let right = sheet.figures[total];
    sheet.figures[total] = wrong(right, part).filter(|wrong| part > 0 && *wrong != right)?;
    Some(())
}

fn copied(sheet: &mut Sheet, chance: &mut Chance, from: (usize, usize)) -> Option<()> {
    let cell = sheet.any(chance);
    let other = sheet.before(cell, from)?;
    let figure = sheet.figures[other];
    (figure > 0 && figure != sheet.figures[cell] && !sheet.is_total(cell)).then(|| sheet.figures[cell] = figure)
}

/// Parts were changed, and their total was not.
fn not_updated(sheet: &mut Sheet, chance: &mut Chance) -> Option<()> {
    let total = sheet.any(chance);
    sheet.parts(total, chance)?;
    let by = 1 + chance.below(30) as i64;
    let wrong = sheet.figures[total] + if chance.below(2) == 0 { by } else { -by };
    (wrong > 0).then(|| sheet.figures[total] = wrong)
}

/// A figure is mistyped, and the row's total is added up from it.
fn part_and_total(sheet: &mut Sheet, chance: &mut Chance) -> Option<()> {
    let cell = sheet.any(chance);
    let total = *sheet.row(cell).last()?;
    let right = sheet.figures[cell];
    if total == cell || right < 10 {
        return None;
    }
    let ways = [transposed, dropped, doubled, mistyped, |right, _: &mut Chance| Some(right * 10)];
    let wrong = ways[chance.below(5) as usize](right, chance).filter(|wrong| *wrong != right)?;
    sheet.figures[cell] = wrong;
    sheet.figures[total] += wrong - right;
    Some(())
}

fn exchanged(sheet: &mut Sheet, chance: &mut Chance, far: usize) -> Option<()> {
    let cell = sheet.any(chance);
    let other = sheet.before(cell, (0, far))?;
    let (a, b) = (sheet.figures[cell], sheet.figures[other]);
    (a != b && a > 0 && b > 0 && !sheet.is_total(cell)).then(|| sheet.figures.swap(cell, other))
}

fn moved(sheet: &mut Sheet, chance: &mut Chance) -> Option<()> {
    let cell = sheet.any(chance);
    let other = sheet.before(cell, if chance.below(3) == 0 { (1, 0) } else { (0, 1) })?;
    let one = (sheet.figures[cell] == 0) != (sheet.figures[other] == 0);
    (one && !sheet.is_total(cell)).then(|| sheet.figures.swap(cell, other))
}

/// Moves figures on by one; the last falls off, and the first cell is 0 or blank.
fn shift(sheet: &mut Sheet, cells: &[usize], chance: &mut Chance) -> Option<()> {
    let filled = cells.iter().filter(|&&cell| sheet.figures[cell] != 0).count();
    let (first, last) = (*cells.first()?, *cells.last()?);
    // Otherwise nothing moves that could be told from a figure that is moved or lost.
    if filled < 2 || sheet.figures[first] == 0 && sheet.figures[last] == 0 {
        return None;
    }
    for pair in cells.windows(2).rev() {
        sheet.figures[pair[1]] = sheet.figures[pair[0]];
    }
    sheet.figures[first] = if chance.below(3) == 0 { BLANK } else { 0 };
    Some(())
}

/// With its total, or without.
fn row_shifted(sheet: &mut Sheet, chance: &mut Chance, right: bool) -> Option<()> {
    let any = sheet.any(chance);
    // In the table of disputes a row's sum alone tells nothing of a figure that is lost.
    if sheet.report.layout.address(any).starts_with("disputes") {
        return None;
    }
    let mut cells = sheet.row(any);
    if chance.below(2) == 0 {
        cells.pop();
    }
    if !right {
        cells.reverse();
    }
    shift(sheet, &cells, chance)
}

/// With its last row, or without.
fn column_down(sheet: &mut Sheet, chance: &mut Chance) -> Option<()> {
    let any = sheet.any(chance);
    let mut cells = sheet.column(any);
    if chance.below(2) == 0 {
        cells.pop();
    }
    (cells.len() > 4).then(|| shift(sheet, &cells, chance))?
}

/// 13 beside 0 became 1 beside 3.
fn split(sheet: &mut Sheet, chance: &mut Chance) -> Option<()> {
    let cell = sheet.any(chance);
    let front = sheet.before(cell, (0, 1))?;
    let (a, b) = (sheet.figures[front], sheet.figures[cell]);
    let whole = a.max(b);
    // 20 beside 0 stays what it was, or only lacks its 0.
    if whole % 10 == 0 || a.min(b) != 0 || !(10..100).contains(&whole) || sheet.is_total(cell) {
        return None;
    }
    (sheet.figures[front], sheet.figures[cell]) = (whole / 10, whole % 10);
    Some(())
}

/// A figure of 二, or its whole row, is still last year's, and its total with it.
fn last_years(sheet: &mut Sheet, chance: &mut Chance) -> Option<()> {
    let total = sheet.at("carried_in", 6);
    let only = chance.below(9) as usize;
    for column in (0..6).filter(|&column| only > 5 || column == only) {
        let cell = sheet.at("carried_in", column);
        let left = sheet.carried_in[column];
        sheet.figures[total] += left - sheet.figures[cell];
        sheet.figures[cell] = left;
    }
    Some(())
}
