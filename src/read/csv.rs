//! Comma- or tab-separated files, with quoted cells.

use super::{Document, Grid, TOO_LONG, formula, tidy};

/// Reads a CSV or TSV file; the separator is the one that its first lines use most.
pub fn csv(text: &str) -> Document {
    let mut document = Document::default();
    let (text, cut) = tidy(text);
    if cut {
        document.remark(TOO_LONG);
    }
    let head: String = text.chars().take(4000).collect();
    let count = |separator: char| head.matches(separator).count();
    let separator = ['\t', ';', ','].into_iter().max_by_key(|&separator| count(separator)).unwrap_or(',');
    let rows = cells(&text, separator);
    if rows.iter().any(|row| row.len() > 1) {
        let mut grid = Grid::ragged(rows);
        // A spreadsheet writes all its rows to the same length: then a cell's place is its column.
        grid.aligned = grid.is_even();
        formula::settle(&mut grid, &mut document);
        document.grid(grid);
    } else {
        document.lines(&text);
    }
    document
}

/// Rows of cells; a quoted cell may hold separators, line ends and doubled quotes.
pub(crate) fn cells(text: &str, separator: char) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new()];
    let mut cell = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        if cell.is_empty() {
            if let Some((quoted, after)) = quoted(rest, separator) {
                cell = quoted;
                rest = after;
            } else if let Some((quoted, after)) = rest.strip_prefix('=').and_then(|rest| quoted(rest, separator)) {
                cell = formula::quoted(&quoted);
                rest = after;
            }
        }
        let end = rest.find([separator, '\n']).unwrap_or(rest.len());
        cell.push_str(&rest[..end]);
        push(&mut rows, &mut cell);
        if rest[end..].starts_with('\n') {
            rows.push(Vec::new());
        } else if rest[end..].len() == separator.len_utf8() {
            push(&mut rows, &mut cell);
        }
        rest = rest.get(end + 1..).unwrap_or("");
    }
    rows.retain(|row| !row.is_empty());
    rows
}

fn push(rows: &mut [Vec<String>], cell: &mut String) {
    if let Some(row) = rows.last_mut() {
        row.push(std::mem::take(cell).trim().to_owned());
    }
}

/// A quoted cell at the start of a text, and what follows it. A quotation mark that opens
/// ordinary text (“三安全” typed with straight quotes) is not one: its cell goes on behind it.
fn quoted(text: &str, separator: char) -> Option<(String, &str)> {
    /// A cell is a label or a figure; a quote that is not closed by then never was one.
    const MAX_QUOTED: usize = 4000;
    let inner = text.strip_prefix('"')?;
    let mut content = String::new();
    let mut from = 0;
    while let Some(at) = inner[from..].find('"').map(|at| from + at).filter(|&at| at < MAX_QUOTED) {
        content.push_str(&inner[from..at]);
        let after = &inner[at + 1..];
        if after.starts_with('"') {
            content.push('"');
            from = at + 2;
        } else if after.is_empty() || after.starts_with([separator, '\n']) {
            return Some((content, after));
        } else {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, separator: char, expected: &[&[&str]]) {
        assert_eq!(cells(text, separator), expected, "{text:?}");
    }

    #[test]
    fn texts_as_formulas() {
        check("=\"161\",=\"1,598\"\n=\"\",a", ',', &[&["=\"161\"", "=\"1,598\""], &["=\"\"", "a"]]);
        check("\"=\"\"161\"\"\"\t=\"a\"\"b\"", '\t', &[&["=\"161\"", "=\"a\"\"b\""]]);
    }

    #[test]
    fn quotes_and_separators() {
        check("a,b\nc,\n", ',', &[&["a", "b"], &["c", ""]]);
        check("\"a\nb\",\"c \"\"d\"\"\"\n,1", ',', &[&["a\nb", "c \"d\""], &["", "1"]]);
        check("3.危及\"三安全\"\t0\t\"5", '\t', &[&["3.危及\"三安全\"", "0", "\"5"]]);
    }
}
