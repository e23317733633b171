//! Tables written with pipes: Markdown, and the `cell | cell ||` that some extractors write.

use super::{Cell, Grid};

/// Whether a line belongs to such a table.
pub(crate) fn is_row(line: &str) -> bool {
    line.contains(['|', '｜'])
}

/// The grid of consecutive lines with pipes.
pub(crate) fn grid(lines: &[&str]) -> Grid {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut ruled = 0;
    // Where not every line begins with a pipe, one that does begins with an empty cell.
    let framed = lines.iter().all(|line| line.trim_start().starts_with(['|', '｜']));
    for line in lines {
        if is_rule(line) {
            ruled += usize::from(rows.len() == 1);
        } else if !is_row_end(line) {
            rows.push(split(line, framed));
        }
    }
    // Markdown promises columns only where it has one header and every row is as long.
    let markdown = ruled == 1 && rows.iter().all(|row| row.len() == rows[0].len());
    let mut grid = Grid::ragged(rows);
    grid.aligned = markdown && !lines.iter().skip(2).any(|line| is_rule(line));
    grid
}

/// `|---|:--:|`
fn is_rule(line: &str) -> bool {
    line.contains('-') && line.chars().all(|c| matches!(c, '|' | '｜' | '-' | ':' | ' ' | '—'))
}

/// A line of bare pipes only ends a row whose cells stood on lines of their own. A lone pipe is a blank
/// cell among them.
fn is_row_end(line: &str) -> bool {
    let line = line.trim();
    line.chars().all(|c| matches!(c, '|' | '｜')) && line.chars().count() > 1
}

fn split(line: &str, framed: bool) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix(['|', '｜']).filter(|_| framed).unwrap_or(line);
    let line = line.strip_suffix(['|', '｜']).unwrap_or(line);
    line.split(['|', '｜']).map(|cell| tidy(cell).text).collect()
}

/// Markdown's escapes and line breaks.
fn tidy(cell: &str) -> Cell {
    let cell = cell.trim();
    if !cell.contains(['<', '\\', '*', '&']) {
        return Cell::of(cell);
    }
    let cell = cell.replace("<br>", "\n").replace("<br/>", "\n").replace("<br />", "\n").replace("&nbsp;", " ");
    Cell::of(cell.replace("**", "").replace('\\', "").trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: &[&str], aligned: bool, expected: &[&[&str]]) {
        let grid = grid(lines);
        let rows: Vec<Vec<&str>> =
            grid.rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect();
        assert_eq!((grid.aligned, rows), (aligned, expected.iter().map(|row| row.to_vec()).collect()));
    }

    #[test]
    fn markdown_and_bare_pipes() {
        check(&["| a | b |", "|---|:-:|", "| **c** | 1<br>2 |"], true, &[&["a", "b"], &["c", "1\n2"]]);
        check(&["a | b | |", "c | ||"], false, &[&["a", "b", ""], &["c", "", ""]]);
        check(&["| a | 1 |", "|---|---|", "| b |", "|---|"], false, &[&["a", "1"], &["b"]]);
        check(&["a | b |", " | 1 |"], false, &[&["a", "b"], &["", "1"]]);
        check(&["a |", "0 |", "||"], false, &[&["a"], &["0"]]);
        check(&["a |", "|", "0 |", "|||"], false, &[&["a"], &[""], &["0"]]);
    }
}
