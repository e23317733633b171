//! Several reports in one document: a folder of pages printed as one, a workbook with a sheet for
//! each department, this year's report and the last one's.

use crate::order::Set;
use crate::read::{Document, Grid, Piece};
use crate::recognise::evidence::{LineAt, MOST_REPRINTED, RowAt};
use crate::recognise::labels::form_index::FormIndex;
use crate::recognise::labels::key::{Key, key};
use crate::recognise::reading::{Reading, TableReading};

/// More reports than this are not told apart: the last holds the rest.
const MOST_REPORTS: usize = 200;

/// Longer texts are no titles, in letters.
const MAX_TITLE: usize = 60;

/// Every row met in a document, in order, and where.
pub(crate) type RowsMet = Vec<(RowAt, LineAt)>;

/// How a document that holds one report is read.
pub(crate) type Read<'r> = &'r dyn Fn(&Document) -> (Reading, RowsMet);

/// The reports of a document, in its order: one at least, though it may have no tables.
pub(crate) fn reports(document: &Document, forms: &[FormIndex], read: Read) -> Vec<Reading> {
    let titles: Vec<&Key> = forms.iter().map(|form| &form.title).filter(|title| !title.is_empty()).collect();
    let (mut whole, met) = read(document);
    whole.title = title(document, &titles, forms);
    let parts = parts(document, &met, &titles, read);
    if parts.len() < 2 {
        return vec![whole];
    }
    let count = parts.len();
    let mut reports: Vec<Reading> = Vec::new();
    for (part, mut reading) in parts {
        reading.title = title(&part, &titles, forms);
        if !reports.iter().any(|other| is_same(other, &reading, &titles)) {
            reports.push(reading);
        }
    }
    if let [only] = &mut reports[..] {
        only.remarks.push(format!("同一份报告出现了{count}次，内容相同，按一份读取。"));
        return reports;
    }
    let all = reports.len();
    for (number, reading) in reports.iter_mut().enumerate() {
        reading.remarks.push(format!("来源里有{all}份报告，这是第{}份。", number + 1));
    }
    reports
}

/// The parts of a document that hold a report each, where there are several. A part that begins
/// where rows come again is another report only if it holds a whole table that the one before has
/// too: single rows come again in any text.
fn parts(document: &Document, met: &[(RowAt, LineAt)], titles: &[&Key], read: Read) -> Vec<(Document, Reading)> {
    let cuts = cuts(document, met, titles);
    let mut reports: Vec<Found> = Vec::new();
    let (mut from, mut titled) = (LineAt::default(), false);
    let end = Cut { at: LineAt { piece: document.pieces.len(), row: 0 }, titled: false };
    for to in cuts.iter().chain([&end]).filter(|_| !cuts.is_empty()) {
        let part = part(document, from, to.at);
        let reading = read(&part).0;
        let whole = whole(&reading);
        let own = titled && !reading.tables.is_empty();
        (from, titled) = (to.at, to.titled);
        match reports.last_mut() {
            Some(before) if !own && whole.iter().all(|table| !before.whole.contains(table)) => {
                before.part.pieces.extend(part.pieces);
                before.whole.extend(whole);
                before.reading = None;
            }
            _ => reports.push(Found { part, reading: Some(reading), whole }),
        }
    }
    let read = |Found { part, reading, .. }: Found| {
        let reading = reading.unwrap_or_else(|| read(&part).0);
        (part, reading)
    };
    reports.into_iter().map(read).collect()
}

/// Where the next report begins.
#[derive(Clone, Copy)]
struct Cut {
    at: LineAt,
    /// Whether a title says so that is not the one before.
    titled: bool,
}

/// Where reports begin, by their titles, by rows that come again, and by the order of tables: with
/// `三 四 二 三 四` the second report begins at 二, unless that makes more reports of it.
fn cuts(document: &Document, met: &[(RowAt, LineAt)], titles: &[&Key]) -> Vec<Cut> {
    let headings = headings(document, titles);
    let stretches = stretches(met, &headings);
    let [in_order, at_once] = [true, false].map(|in_order| split(document, &stretches, &headings, in_order));
    if in_order.len() <= at_once.len() { in_order } else { at_once }
}

/// Rows of one table that follow each other with no title between them, none of them twice.
struct Stretch<'h> {
    table: usize,
    rows: Set<RowAt>,
    /// The lines of the first and the last row.
    first: LineAt,
    last: LineAt,
    /// The first title between the stretch before and this one.
    title: Option<&'h Heading>,
}

fn stretches<'h>(met: &[(RowAt, LineAt)], headings: &'h [Heading]) -> Vec<Stretch<'h>> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for (at, &(row, line)) in met.iter().enumerate() {
        let from = stretches.last().map_or(line, |last| last.last);
        let behind = headings.partition_point(|heading| heading.at <= from);
        let title = headings[behind..].first().filter(|heading| heading.at < line);
        let goes_on = |last: &&mut Stretch| {
            let new = !last.rows.contains(&row) || line == last.last || is_reprint(&met[at..], &last.rows);
            last.table == row.table && title.is_none() && new
        };
        if let Some(last) = stretches.last_mut().filter(goes_on) {
            last.rows.insert(row);
            last.last = line;
        } else {
            let rows = [row].into_iter().collect();
            stretches.push(Stretch { table: row.table, rows, first: line, last: line, title });
        }
    }
    stretches
}

/// Whether the rows at the start came before, and the table goes on behind them: printed again at the
/// top of a page, or copied by a slip.
fn is_reprint(met: &[(RowAt, LineAt)], before: &Set<RowAt>) -> bool {
    let again = met.iter().take(MOST_REPRINTED + 1).take_while(|(row, _)| before.contains(row)).count();
    let last = before.iter().max();
    let goes_on = |(row, _): &(RowAt, LineAt)| last.is_some_and(|last| row.table == last.table && row > last);
    again <= MOST_REPRINTED && met.get(again).is_some_and(goes_on)
}

fn split(document: &Document, stretches: &[Stretch], headings: &[Heading], in_order: bool) -> Vec<Cut> {
    let before = |line: LineAt| headings[..headings.partition_point(|heading| heading.at < line)].last();
    let mut cuts: Vec<Cut> = Vec::new();
    let mut own = stretches.first().and_then(|first| before(first.first));
    let (mut begin, mut at) = (0, 1);
    while at < stretches.len() && cuts.len() + 1 < MOST_REPORTS {
        let report = &stretches[begin..at];
        let Stretch { table, title, rows, .. } = &stretches[at];
        let other = title.is_some_and(|title| own.is_some_and(|own| title.is_other(own)));
        let goes_back = title.is_some() && own.is_some() && report.iter().all(|before| before.table > *table);
        let again = report.iter().any(|before| rows.iter().any(|row| before.rows.contains(row)));
        let next = match (other || goes_back, again) {
            (true, _) => at,
            (false, true) => begin + start(report, &stretches[at], own, in_order),
            (false, false) => {
                at += 1;
                continue;
            }
        };
        let Stretch { title, first, .. } = stretches[next];
        let place = title.map_or_else(|| behind(document, stretches[next - 1].last).min(first), |title| title.at);
        cuts.push(Cut { at: place, titled: other || goes_back });
        own = if other { before(first) } else { title };
        (begin, at) = (next, at.max(next + 1));
    }
    cuts
}

/// Where in a report the next one begins, some rows of which come again in a stretch behind it.
fn start(report: &[Stretch], again: &Stretch, own: Option<&Heading>, in_order: bool) -> usize {
    // Tables before the one that comes again, behind one that comes after them.
    let lower = report.iter().rev().take_while(|stretch| stretch.table < again.table).count();
    let follow = &report[report.len() - lower..];
    let back = lower > 0 && lower < report.len() && follow.is_sorted_by_key(|stretch| stretch.table);
    let titled = |stretch: &Stretch| stretch.title.is_some();
    if in_order && back && (titled(&follow[0]) || !titled(again)) {
        return report.len() - lower;
    }
    // The first title among the rows, where none is known before: the tables behind it are none that
    // the report before has.
    let late = report.iter().skip(1).position(titled).filter(|_| own.is_none());
    let same = |late: &usize| {
        let keys = [report[late + 1].title, again.title].map(|title| title.map(|title| &title.key));
        keys[1].is_none() || keys[0] == keys[1]
    };
    late.filter(same).map_or(report.len(), |late| late + 1)
}

/// A report's title as it stands in the document.
struct Heading {
    at: LineAt,
    key: Key,
    /// What it says besides the form's title, without figures.
    name: Key,
    /// Its figures: the year.
    year: Key,
    /// Whether nothing stands behind the form's title, and no marks around it.
    alone: bool,
}

impl Heading {
    fn of(at: LineAt, text: &str, titles: &[&Key]) -> Option<Self> {
        if !is_title(text, titles) {
            return None;
        }
        let key = key(text);
        let title = titles.iter().find(|title| key.ends_with(title));
        let rest = &key[..key.len() - title.map_or(0, |title| title.len())];
        let (year, rest): (Key, Key) = rest.iter().partition(|letter| letter.is_ascii_digit());
        let name = rest.into_iter().filter(|letter| !matches!(letter, '年' | '度')).collect();
        let alone = title.is_some() && !text.contains(['《', '：', ':', '，', '。']);
        Some(Self { at, key, name, year, alone })
    }

    /// Whether it is the title of another report, not the same one in other words.
    fn is_other(&self, own: &Self) -> bool {
        let within = |a: &[char], b: &[char]| a.is_empty() || b.windows(a.len()).any(|part| part == a);
        let year = self.year.len() == 4 && own.year.len() == 4 && self.year != own.year;
        self.alone && own.alone && (year || !within(&self.name, &own.name) && !within(&own.name, &self.name))
    }
}

/// Every title that stands on a line of its own, in order.
fn headings(document: &Document, titles: &[&Key]) -> Vec<Heading> {
    let of = |at: LineAt| texts(document, at).filter_map(move |text| Heading::of(at, text, titles));
    lines(document).flat_map(of).collect()
}

/// Every line of a document: those of text, and the rows of grids.
fn lines(document: &Document) -> impl Iterator<Item = LineAt> + '_ {
    document.pieces.iter().enumerate().flat_map(|(piece, of)| {
        let rows = if let Piece::Grid(grid) = of { grid.rows.len() } else { 1 };
        (0..rows).map(move |row| LineAt { piece, row })
    })
}

/// A part with the tables that stand there whole; not read where more was added to it.
struct Found {
    part: Document,
    reading: Option<Reading>,
    whole: Set<String>,
}

/// The tables of which most was read, by their kind.
fn whole(reading: &Reading) -> Set<String> {
    let size = |table: &TableReading| -> usize { table.table().blocks.iter().map(|block| block.measures.len()).sum() };
    let whole = reading.tables.iter().filter(|table| table.cells.len() * 2 >= size(table));
    whole.map(|table| table.table().id.clone()).collect()
}

/// Whether a report is there twice. Two offices may have nothing but zeros, each under its title.
fn is_same(a: &Reading, b: &Reading, titles: &[&Key]) -> bool {
    let title = |reading: &Reading| reading.title.as_deref().filter(|title| is_title(title, titles)).map(key);
    if title(a).zip(title(b)).is_some_and(|(a, b)| a != b) {
        return false;
    }
    let alike = |a: &TableReading, b: &TableReading| {
        (&a.form.id, a.table) == (&b.form.id, b.table) && a.cells.iter().eq(b.cells.iter())
    };
    a.year == b.year && a.tables.len() == b.tables.len() && a.tables.iter().zip(&b.tables).all(|(a, b)| alike(a, b))
}

/// The line that follows.
fn behind(document: &Document, LineAt { piece, row }: LineAt) -> LineAt {
    match &document.pieces[piece] {
        Piece::Grid(grid) if row + 1 < grid.rows.len() => LineAt { piece, row: row + 1 },
        _ => LineAt { piece: piece + 1, row: 0 },
    }
}

fn is_title(text: &str, titles: &[&Key]) -> bool {
    // Letters are three bytes at most, and there may be as many spaces and marks.
    if text.len() > 6 * MAX_TITLE {
        return false;
    }
    let key = key(text);
    key.len() <= MAX_TITLE && titles.iter().any(|title| key.windows(title.len()).any(|part| part == &title[..]))
}

fn texts(document: &Document, LineAt { piece, row }: LineAt) -> impl Iterator<Item = &str> {
    let (line, cells) = match &document.pieces[piece] {
        Piece::Line(line) => (Some(line.as_str()), &[][..]),
        Piece::Grid(grid) => (None, grid.rows.get(row).map_or(&[][..], Vec::as_slice)),
    };
    line.into_iter().chain(cells.iter().map(|cell| cell.text.as_str())).filter(|text| !text.is_empty())
}

/// The title of a part, or its first line where that is short and no label: a sheet's name.
fn title(part: &Document, titles: &[&Key], forms: &[FormIndex]) -> Option<String> {
    let texts = || lines(part).flat_map(|line| texts(part, line));
    let is_label = |text: &str| forms.iter().any(|form| !form.lexicon.exact(text).is_empty());
    let short = |text: &&str| (1..=MAX_TITLE).contains(&key(text).len()) && !is_label(text);
    let found = texts().find(|text| is_title(text, titles)).or_else(|| texts().next().filter(short));
    found.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The lines from one on and before another.
fn part(document: &Document, from: LineAt, to: LineAt) -> Document {
    let part = |(at, piece): (usize, &Piece)| {
        let first = if at == from.piece { from.row } else { 0 };
        match piece {
            Piece::Line(_) => (at < to.piece).then(|| piece.clone()),
            Piece::Grid(grid) => {
                let last = if at == to.piece { to.row } else { grid.rows.len() };
                (first < last).then(|| Piece::Grid(Grid::part(grid, first..last)))
            }
        }
    };
    let end = document.pieces.len().min(to.piece + 1);
    let pieces = document.pieces.iter().enumerate().take(end).skip(from.piece).filter_map(part).collect();
    Document { pieces, remarks: document.remarks.clone() }
}
