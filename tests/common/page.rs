//! PDFs of one page, and what is read of them.
#![allow(dead_code)]

use crate::write;
use gouji::read::{Document, Piece, file};

/// A PDF of one page, on which stands a table of three by three.
#[derive(Clone, Default)]
pub struct Made {
    pub content: String,
    /// Dictionaries of what was put on the page.
    pub annotations: Vec<String>,
    /// More of the page's dictionary, of its resources and of the catalogue.
    pub page: String,
    pub resources: String,
    pub catalogue: String,
    /// Objects from the sixth on.
    pub more: Vec<String>,
}

pub const TABLE: &str = "x|A|B\nr1|11|12\nr2|21|22";

/// Text at a place, in points from the lower left corner.
pub fn show(text: &str, x: f32, y: f32) -> String {
    format!("BT /F 10 Tf {x} {y} Td ({text}) Tj ET\n")
}

/// A table with these texts; its lines are 100 points apart and 20 below each other, from 100, 700.
pub fn table(rows: [[&str; 3]; 3]) -> String {
    let mut content = String::new();
    for at in 0..4 {
        let (x, y) = (100 + at * 100, 700 - at * 20);
        content += &format!("{x} 640 m {x} 700 l S 100 {y} m 400 {y} l S\n");
    }
    for (row, texts) in rows.iter().enumerate() {
        for (column, text) in texts.iter().enumerate() {
            content += &show(text, 110.0 + column as f32 * 100.0, 686.0 - row as f32 * 20.0);
        }
    }
    content
}

pub fn usual() -> Made {
    Made { content: table([["x", "A", "B"], ["r1", "11", "12"], ["r2", "21", "22"]]), ..Made::default() }
}

/// The usual table with nothing in the cell at the end of its middle row, from 300, 660 to 400, 680.
pub fn with_gap() -> Made {
    Made { content: table([["x", "A", "B"], ["r1", "11", ""], ["r2", "21", "22"]]), ..Made::default() }
}

/// A stream of this dictionary.
pub fn stream(dictionary: &str, content: &str) -> String {
    format!("<< {dictionary} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

/// An appearance of 80 by 16 points.
pub fn appearance(content: &str) -> String {
    stream("/Subtype /Form /BBox [0 0 80 16] /Resources << /Font << /F 5 0 R >> >>", content)
}

/// An annotation over the cell that is left blank.
pub fn over_gap(words: &str) -> String {
    format!("<< /Type /Annot /Rect [310 662 390 678] {words} >>")
}

impl Made {
    pub fn add(mut self, content: &str) -> Self {
        self.content += content;
        self
    }

    pub fn put(mut self, annotation: &str) -> Self {
        self.annotations.push(over_gap(annotation));
        self
    }

    pub fn with(mut self, object: String) -> Self {
        self.more.push(object);
        self
    }

    pub fn catalogue(mut self, words: &str) -> Self {
        self.catalogue += words;
        self
    }

    pub fn page(mut self, words: &str) -> Self {
        self.page += words;
        self
    }

    pub fn resources(mut self, words: &str) -> Self {
        self.resources += words;
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        let Self { content, annotations, page, resources, catalogue, more } = self;
        let annotations = annotations.join(" ");
        let media = if page.contains("/MediaBox") { "" } else { "/MediaBox [0 0 600 800]" };
        let mut objects = vec![
            format!("<< /Type /Catalog /Pages 2 0 R {catalogue} >>"),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            format!(
                "<< /Type /Page /Parent 2 0 R {media} /Resources << /Font << /F 5 0 R >> {resources} >> \
                 /Contents 4 0 R /Annots [{annotations}] {page} >>"
            ),
            stream("", content),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        ];
        objects.extend(more.iter().cloned());
        write::pdf_of(&objects)
    }
}

/// A document as lines: grids by rows, `^` where a cell is covered, what is wrong behind a cell.
pub fn drawn(document: &Document) -> String {
    let mut out = Vec::new();
    for piece in &document.pieces {
        match piece {
            Piece::Line(line) => out.push(line.clone()),
            Piece::Grid(grid) => {
                for row in &grid.rows {
                    let cells = row.iter().map(|cell| {
                        let flaw = cell.flaw.map_or(String::new(), |flaw| format!(" {flaw:?}"));
                        let text = if cell.is_origin() { cell.text.replace('\n', "/") } else { "^".to_owned() };
                        text + &flaw
                    });
                    out.push(cells.collect::<Vec<_>>().join("|"));
                }
            }
        }
    }
    out.join("\n")
}

/// What is read, and words of what is said of it: nothing where there are none.
#[track_caller]
pub fn check(made: &Made, expected: &str, told: &[&str]) {
    let document = file("报告.pdf", &made.bytes()).unwrap_or_else(|refusal| panic!("{refusal}"));
    assert_eq!(drawn(&document), expected);
    let remarks = document.remarks.join("\n");
    assert_eq!(remarks.is_empty(), told.is_empty(), "{remarks}");
    for word in told {
        assert!(remarks.contains(word), "{word}: {remarks}");
    }
}

/// The usual table with another text at the end of its middle row.
pub fn gap_is(text: &str) -> String {
    TABLE.replace("12", text)
}

#[track_caller]
pub fn check_refused(made: &Made, words: &[&str]) {
    let refusal = file("报告.pdf", &made.bytes()).expect_err("a refusal").to_string();
    for word in words.iter().chain(&["请"]) {
        assert!(refusal.contains(word), "{refusal}");
    }
}
