//! Plain text: a paste, a text file, or the text of a PDF.

use super::{Document, EMPTY, Grid, Piece, TOO_LONG, formula, pipes, tabs, tidy};

/// Reads plain text; tables in it may be set with tabs or pipes.
pub fn text(text: &str) -> Document {
    let mut document = Document::default();
    let (text, cut) = tidy(text);
    if cut {
        document.remark(TOO_LONG);
    }
    let lines: Vec<&str> = text.split('\n').filter(|line| !is_page_mark(line)).collect();
    let mut at = 0;
    while at < lines.len() {
        let end = region(&lines, at);
        let rows = &lines[at..end.max(at + 1)];
        if end == at && is_empty_paragraph(&lines, at) {
            document.pieces.push(Piece::Line(EMPTY.to_owned()));
        } else if end == at {
            document.lines(heading(lines[at]));
        } else if lines[at].contains('\t') {
            for mut grid in tabs::grids(&rows.join("\n")) {
                formula::settle(&mut grid, &mut document);
                document.grid_or_lines(grid);
            }
        } else {
            document.grid_or_lines(pipes::grid(rows));
        }
        at = end.max(at + 1);
    }
    document
}

impl Document {
    /// A grid of text lines; those of a single column are lines, and a blank one a blank cell.
    fn grid_or_lines(&mut self, grid: Grid) {
        if grid.width() > 1 {
            self.pieces.push(Piece::Grid(grid));
            return;
        }
        for cell in grid.rows.iter().flatten() {
            if cell.text.trim().is_empty() {
                self.pieces.push(Piece::Line(EMPTY.to_owned()));
            } else {
                self.lines(&cell.text);
            }
        }
    }
}

/// The end of the table that starts at this line; the line itself where none does.
fn region(lines: &[&str], start: usize) -> usize {
    if !lines[start].contains('\t') {
        return start + lines[start..].iter().take_while(|line| pipes::is_row(line)).count();
    }
    // A cell's inner line ends leave lines without tabs inside the table: short ones, and empty
    // ones around the tabs of browsers. Prose ends the table.
    let mut end = start;
    for (number, line) in lines.iter().enumerate().skip(start) {
        if line.contains('\t') {
            end = number + 1;
        } else if number > end + 6 || line.chars().count() > 60 {
            break;
        }
    }
    // The last cell of a browser's table stands on the lines behind its last tab.
    if lines[end - 1].trim().is_empty() {
        end += lines[end..].iter().take(2).take_while(|line| line.chars().count() <= 60).count();
    }
    end
}

/// Whether a line is what browsers write for a cell of one empty paragraph: spaces between lines
/// that have none.
fn is_empty_paragraph(lines: &[&str], at: usize) -> bool {
    let bare = |at: usize| lines.get(at).is_some_and(|line| line.is_empty());
    !lines[at].is_empty() && lines[at].trim().is_empty() && at > 0 && bare(at - 1) && bare(at + 1)
}

/// `- 4 -`, `— 4 —`, `--- page 4`: printed at the foot of a page, in the midst of a table.
fn is_page_mark(line: &str) -> bool {
    let line = line.trim();
    let dash = |c: char| matches!(c, '-' | '—' | '–' | '－' | '―' | '~' | '·');
    let inner = line.trim_matches(dash);
    let number = inner.trim().trim_start_matches("page").trim();
    line.starts_with(dash)
        && !number.is_empty()
        && number.len() <= 4
        && number.bytes().all(|b| b.is_ascii_digit())
        && (line.ends_with(dash) && inner != number || line.starts_with("---"))
}

/// A line without Markdown's heading marks.
fn heading(line: &str) -> &str {
    let rest = line.trim_start().trim_start_matches('#');
    if rest.starts_with(' ') { rest } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str) {
        let pieces = text(source).pieces;
        let shown = pieces.iter().map(|piece| match piece {
            Piece::Line(line) => line.clone(),
            Piece::Grid(grid) => format!("{}x{}", grid.rows.len(), grid.width()),
        });
        assert_eq!(shown.collect::<Vec<_>>().join(" "), expected, "{source:?}");
    }

    #[test]
    fn lines_and_tables() {
        check("\u{FEFF}a\r\n\r\nb\tc\r\nd\te\r\n\r\nf", "a 2x2 f");
        check("a\n| b | c |\n|---|---|\n| d | e |\nf", "a 2x2 f");
        check("a\n\n \n\nb\n \nc", "a \u{A0} b c");
        check("## a\n#1\n- 4 -\n--- page 5\n-7\n—", "a #1 -7 —");
    }

    #[test]
    fn a_row_broken_by_a_cell_is_still_the_table() {
        check("a\t商业\n企业\tb\n1\t2\t3", "3x3");
    }
}
