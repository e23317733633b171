//! Tables copied to the clipboard as plain text: cells end by a tab, rows by a line end, spans
//! have vanished.
//!
//! Two things go wrong on the way. Excel quotes a cell that holds a line end. Browsers and Word
//! do not: a header such as 商业⏎企业 breaks its row in two, and a browser writes `32⏎⏎⇥⏎0` where
//! cells hold paragraphs.

use super::Grid;
use super::csv::cells;

/// Fewer cells than this in each row are no table of known columns: labels broken over lines leave
/// such rows too.
const MIN_WIDTH: usize = 3;

/// The tables of a region of text that holds tabs. Rows of equal length between lines of one cell
/// are a spreadsheet's, if labels and figures keep to columns of their own: a cell's place is its column.
/// Of all others only the rows are known.
pub(crate) fn grids(region: &str) -> Vec<Grid> {
    let mut grids: Vec<Grid> = Vec::new();
    let rows = rows(region);
    for part in rows.chunk_by(|above, below| (above.len() > 1) == (below.len() > 1)) {
        let width = part[0].len();
        let even =
            width >= MIN_WIDTH && part.len() > 1 && part.iter().all(|row| row.len() == width) && keeps_columns(part);
        let ragged = grids.last_mut().filter(|last| !even && !last.aligned);
        let grid = Grid { aligned: even, ..Grid::ragged(part.to_vec()) };
        match ragged {
            Some(last) => last.rows.extend(grid.rows),
            None => grids.push(grid),
        }
    }
    grids
}

/// Whether a header stands above figures, and below each heading no row's labels reach into the columns
/// where another's figures begin: where spans have vanished, a row starts at its first own cell.
fn keeps_columns(rows: &[Vec<String>]) -> bool {
    let is_figure = |cell: &&String| {
        cell.starts_with(|c: char| c.is_ascii_digit()) && cell.chars().all(|c| c.is_ascii_digit() || ",.".contains(c))
    };
    let written = |row: &[String]| row.iter().filter(|cell| !cell.is_empty()).count();
    let is_header = |row: &Vec<String>| written(row) > 1 && !row.iter().any(|cell| is_figure(&cell));
    let keeps = |table: &[Vec<String>]| {
        let (mut labels_end, mut figures_begin) = (0, usize::MAX);
        for row in table {
            // A number in front of the label counts rows.
            let has_label = row.iter().any(|cell| !cell.is_empty() && !is_figure(&cell));
            let counted = usize::from(has_label && row.first().is_some_and(|cell| is_figure(&cell)));
            let Some(first) = row.iter().skip(counted).position(|cell| is_figure(&cell)) else { continue };
            let first = first + counted;
            let label = row[..first].iter().rposition(|cell| !cell.is_empty());
            labels_end = labels_end.max(label.map_or(0, |label| label + 1));
            figures_begin = figures_begin.min(first);
        }
        labels_end <= figures_begin
    };
    // A heading is alone in its row.
    rows.iter().any(is_header) && rows.split(|row| written(row) == 1).all(keeps)
}

/// Rows of a region of text that holds tabs. Where a cell holds several paragraphs its row is
/// broken, so rows are lines between which nothing is known; an empty cell is kept as one.
fn rows(region: &str) -> Vec<Vec<String>> {
    let tabbed = region.split('\n').filter(|line| line.contains('\t')).count();
    let lone = region.split('\n').filter(|line| line.trim_matches(' ') == "\t").count();
    if lone * 2 > tabbed {
        return spread(region);
    }
    cells(region, '\t').into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty()) || row.len() > 1).collect()
}

/// `32⏎⏎⇥⏎0⏎⏎⇥⏎`: the tab stands between the paragraphs of neighbouring cells.
fn spread(region: &str) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = vec![Vec::new()];
    for (number, between) in region.split('\t').enumerate() {
        let paragraphs: Vec<&str> = paragraphs(between);
        // Paragraphs behind the first start a row or go on with a cell; which, only labels can tell.
        let mut paragraphs = paragraphs.into_iter();
        let first = paragraphs.next().unwrap_or("");
        match rows.last_mut() {
            Some(row) if number > 0 || !first.is_empty() => row.push(first.to_owned()),
            _ => {}
        }
        rows.extend(paragraphs.map(|paragraph| vec![paragraph.to_owned()]));
    }
    rows.retain(|row| !row.is_empty());
    rows
}

/// The paragraphs between two tabs. One of nothing but no-break spaces is an empty cell.
fn paragraphs(between: &str) -> Vec<&str> {
    let lines: Vec<&str> = between.split('\n').collect();
    let written = |line: &&&str| !line.trim_matches([' ', '\r']).is_empty();
    lines.iter().filter(written).map(|line| line.trim()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(region: &str, expected: &[&[&str]]) {
        assert_eq!(rows(region), expected, "{region:?}");
    }

    #[test]
    fn rows_and_cells() {
        check("a\t1\t\nb\t\t2", &[&["a", "1", ""], &["b", "", "2"]]);
        check("\"商业\n企业\"\t科研", &[&["商业\n企业", "科研"]]);
    }

    #[test]
    fn paragraphs_in_cells() {
        check("a\n\n\t\n32\n\n\t\n0\n\nb\n\n\t\n\u{A0}\n\n\t\n7", &[&["a", "32", "0"], &["b", "", "7"]]);
    }
}
