//! PDFs: what a person sees on a page is read, and what does not count there is said.

mod common;
#[path = "common/made.rs"]
mod made;
#[path = "common/print.rs"]
mod print;
#[path = "common/write.rs"]
mod write;

use gouji::read::{Document, Piece, file};

/// A PDF of one page, on which stands a table of three by three.
#[derive(Clone, Default)]
struct Made {
    content: String,
    /// Dictionaries of what was put on the page.
    annotations: Vec<String>,
    /// More of the page's dictionary, of its resources and of the catalogue.
    page: String,
    resources: String,
    catalogue: String,
    /// Objects from the sixth on.
    more: Vec<String>,
}

const TABLE: &str = "x|A|B\nr1|11|12\nr2|21|22";

/// Text at a place, in points from the lower left corner.
fn show(text: &str, x: f32, y: f32) -> String {
    format!("BT /F 10 Tf {x} {y} Td ({text}) Tj ET\n")
}

/// A table with these texts; its lines are 100 points apart and 20 below each other, from 100, 700.
fn table(rows: [[&str; 3]; 3]) -> String {
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

fn usual() -> Made {
    Made { content: table([["x", "A", "B"], ["r1", "11", "12"], ["r2", "21", "22"]]), ..Made::default() }
}

/// The usual table with nothing in the cell at the end of its middle row, from 300, 660 to 400, 680.
fn with_gap() -> Made {
    Made { content: table([["x", "A", "B"], ["r1", "11", ""], ["r2", "21", "22"]]), ..Made::default() }
}

/// A stream of this dictionary.
fn stream(dictionary: &str, content: &str) -> String {
    format!("<< {dictionary} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

/// An appearance of 80 by 16 points.
fn appearance(content: &str) -> String {
    stream("/Subtype /Form /BBox [0 0 80 16] /Resources << /Font << /F 5 0 R >> >>", content)
}

/// An annotation over the cell that is left blank.
fn over_gap(words: &str) -> String {
    format!("<< /Type /Annot /Rect [310 662 390 678] {words} >>")
}

impl Made {
    fn add(mut self, content: &str) -> Self {
        self.content += content;
        self
    }

    fn put(mut self, annotation: &str) -> Self {
        self.annotations.push(over_gap(annotation));
        self
    }

    fn with(mut self, object: String) -> Self {
        self.more.push(object);
        self
    }

    fn catalogue(mut self, words: &str) -> Self {
        self.catalogue += words;
        self
    }

    fn page(mut self, words: &str) -> Self {
        self.page += words;
        self
    }

    fn resources(mut self, words: &str) -> Self {
        self.resources += words;
        self
    }

    fn bytes(&self) -> Vec<u8> {
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
fn drawn(document: &Document) -> String {
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
fn check(made: &Made, expected: &str, told: &[&str]) {
    let document = file("报告.pdf", &made.bytes()).unwrap_or_else(|refusal| panic!("{refusal}"));
    assert_eq!(drawn(&document), expected);
    let remarks = document.remarks.join("\n");
    assert_eq!(remarks.is_empty(), told.is_empty(), "{remarks}");
    for word in told {
        assert!(remarks.contains(word), "{word}: {remarks}");
    }
}

/// The usual table with another text at the end of its middle row.
fn gap_is(text: &str) -> String {
    TABLE.replace("12", text)
}

#[track_caller]
fn check_refused(made: &Made, words: &[&str]) {
    let refusal = file("报告.pdf", &made.bytes()).expect_err("a refusal").to_string();
    for word in words.iter().chain(&["请"]) {
        assert!(refusal.contains(word), "{refusal}");
    }
}

const FIELD: &str = "/Subtype /Widget /FT /Tx";

#[test]
fn fields_are_read_as_they_are_drawn() {
    let field = |words: &str, content: &str| {
        with_gap().put(&format!("{FIELD} /AP << /N 6 0 R >> {words}")).with(appearance(content))
    };
    let drawn = |text: &str| format!("/Tx BMC q 1 1 78 14 re W n BT /F 10 Tf 2 4 Td ({text}) Tj ET Q EMC");
    check(&field("/V (57)", &drawn("57")), &gap_is("57"), &[]);
    check(&field("/V (1138)", &drawn("1,138")), &gap_is("1,138"), &[]);
    check(&field("/V (1138.50)", &drawn("1138.5")), &gap_is("1138.5"), &[]);
    check(&field("", ""), &gap_is(""), &[]);
    // A ground is painted over what stood there before.
    let over =
        Made { content: usual().content, ..field("/V (57)", &format!("1 g 0 0 80 16 re f 0 g {}", drawn("57"))) };
    check(&over, &gap_is("57"), &["压在文字上"]);
    // One character to a box.
    let comb = "BT /F 10 Tf 5 4 Td (5) Tj 20 0 Td (7) Tj 20 0 Td (1) Tj ET";
    check(&field("/V (571) /Ff 16777216 /MaxLen 4", comb), &gap_is("571"), &[]);
    check(&field("/V (5\\r7) /Ff 4096", "BT /F 6 Tf 2 9 Td (5) Tj 0 -7 Td (7) Tj ET"), &gap_is("5/7"), &[]);
    // What is drawn, and not the value, where a script writes it in another way.
    check(&field("/V (0.57) /AA << /F << /S /JavaScript >> >>", &drawn("57%")), &gap_is("57%"), &[]);
}

#[test]
fn an_appearance_is_fitted_into_its_rectangle() {
    for (dictionary, content) in [
        ("/BBox [0 0 160 32]", "BT /F 20 Tf 4 8 Td (57) Tj ET"),
        ("/BBox [-10 -10 70 6]", "BT /F 10 Tf -8 -6 Td (57) Tj ET"),
        ("/BBox [0 0 16 80] /Matrix [0 1 -1 0 16 0]", "BT /F 10 Tf 0 -1 1 0 4 60 Tm (57) Tj ET"),
    ] {
        let form = stream(&format!("/Subtype /Form {dictionary} /Resources << /Font << /F 5 0 R >> >>"), content);
        let made = with_gap().put(&format!("{FIELD} /V (57) /AP << /N 6 0 R >>")).with(form);
        check(&made, &gap_is("57"), &[]);
    }
    // Its fonts may be the whole form's.
    let form = stream("/Subtype /Form /BBox [0 0 80 16]", "BT /F 10 Tf 2 4 Td (57) Tj ET");
    let made = with_gap().put(&format!("{FIELD} /V (57) /AP << /N 6 0 R >>")).with(form);
    check(&made.clone().catalogue("/AcroForm << /DR << /Font << /F 5 0 R >> >> >>"), &gap_is("57"), &[]);
    check(&made, &gap_is("57"), &[]);
}

#[test]
fn values_count_where_nothing_is_drawn() {
    let field = |words: &str| with_gap().put(&format!("{FIELD} {words}"));
    check(&field("/V (57)"), &gap_is("57"), &[]);
    check(&field("/V <FEFF00350037>"), &gap_is("57"), &[]);
    check(&field("/V 57 /DA (/F 9 Tf 0 g)"), &gap_is("57"), &[]);
    check(
        &field("/V (a value that is far too long for its box) /DA (/F 12 Tf)").add(""),
        &gap_is("a value that is far too long for its box"),
        &[],
    );
    check(&field("/V (5\\r7)"), &gap_is("5/7"), &[]);
    check(&field(""), &gap_is(""), &[]);
    let inherited = with_gap().put("/Subtype /Widget /Parent 6 0 R").with("<< /Parent 7 0 R /T (a) >>".to_owned());
    check(&inherited.with("<< /FT /Tx /V (57) /T (b) >>".to_owned()), &gap_is("57"), &[]);
    // Where the programs are asked to draw anew, what was drawn is of no account.
    let stale = field("/V (57) /AP << /N 6 0 R >>").with(appearance(&show("31", 2.0, 4.0)));
    check(&stale.catalogue("/AcroForm << /NeedAppearances true >>"), &gap_is("57"), &[]);
    // Nor where what was drawn cannot be told from its glyphs.
    let font = "<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [] >>";
    let form = stream(
        &format!("/Subtype /Form /BBox [0 0 80 16] /Resources << /Font << /F {font} >> >>"),
        "BT /F 10 Tf 2 4 Td <00010002> Tj ET",
    );
    check(&field("/V (57) /AP << /N 6 0 R >>").with(form.clone()), &gap_is("57"), &[]);
    check(&field("/AP << /N 6 0 R >>").with(form), &gap_is(" Unread"), &["表单域没有读取"]);
}

#[test]
fn the_choice_made_is_read() {
    let choice = |words: &str| with_gap().put(&format!("/Subtype /Widget /FT /Ch {words}"));
    check(&choice("/Ff 131072 /V (57)"), &gap_is("57"), &[]);
    check(&choice("/Ff 131072 /V (b) /Opt [[(a) (31)] [(b) (57)]]"), &gap_is("57"), &[]);
    check(&choice("/V [(b)] /Opt [[(a) (31)] [(b) (57)]]"), &gap_is("57"), &[]);
    // A list shows all that could be chosen.
    let list = "BT /F 7 Tf 2 9 Td (31) Tj 0 -7 Td (57) Tj ET";
    let choice = |words: &str| choice(&format!("/AP << /N 6 0 R >> /Opt [(31) (57)] {words}")).with(appearance(list));
    check(&choice("/V (57)"), &gap_is("57"), &[]);
    check(&choice(""), &gap_is(" Unread"), &["表单域没有读取"]);
}

#[test]
fn what_a_field_does_not_show_is_said() {
    let field = |words: &str, text: &str| {
        with_gap().put(&format!("{FIELD} /AP << /N 6 0 R >> {words}")).with(appearance(&show(text, 2.0, 4.0)))
    };
    for flags in [1, 2, 32, 2 + 4] {
        check(&field(&format!("/V (57) /F {flags}"), "57"), &gap_is(" Hidden"), &["看不见"]);
    }
    check(&field("/V (57) /F 4", "57"), &gap_is("57"), &[]);
    check(&with_gap().put(&format!("{FIELD} /V (57) /F 2")), &gap_is(" Hidden"), &["看不见"]);
    check(&field("/V (57) /Ff 8192", "**"), &gap_is(" Unread"), &["表单域没有读取"]);
    check(&field("/V (57)", "31"), &gap_is("31 Overlaid"), &["压在文字上"]);
    check(&field("", "31"), &gap_is("31 Overlaid"), &["压在文字上"]);
    check(&field("/V (57)", ""), &gap_is("57 Overlaid"), &["压在文字上"]);
    // More than its box shows.
    check(
        &field("/V (5712345678901234567890)", "5712345678901234567890"),
        &gap_is("57123456789012 Overlaid"),
        &["压在文字上"],
    );
}

#[test]
fn ticks_are_no_figures() {
    let tick = |words: &str| {
        let made = with_gap().put(&format!("/Subtype /Widget /FT /Btn /AS /Yes /AP << /N << /Yes 6 0 R >> >> {words}"));
        made.with(appearance(&show("4", 2.0, 4.0)))
    };
    for words in ["", "/Ff 32768", "/Ff 65536"] {
        check(&tick(words), &gap_is(""), &[]);
    }
}

const TYPED: &str = "/Subtype /FreeText";

#[test]
fn typed_comments_count_where_they_cover() {
    let typed = |made: Made, content: &str| {
        made.put(&format!("{TYPED} /Contents (57) /AP << /N 6 0 R >>")).with(appearance(content))
    };
    let text = show("57", 12.0, 4.0);
    check(&typed(with_gap(), &text), &gap_is("57"), &[]);
    check(&typed(usual(), &format!("1 g 0 0 80 16 re f 0 g {text}")), &gap_is("57"), &["压在文字上"]);
    check(&typed(usual(), &format!("1 1 0 rg 0 0 80 16 re B 0 g {text}")), &gap_is("57"), &["压在文字上"]);
    // Both are seen.
    check(&typed(usual(), &show("57", 2.0, 4.0)), &gap_is("12 Overlaid"), &["压在文字上"]);
    check(&typed(usual(), &show("57", 50.0, 4.0)), &gap_is("12 Overlaid"), &["压在文字上"]);
    let glass = format!("/G gs 1 g 0 0 80 16 re f 0 g {text}");
    let form = appearance(&glass).replace("/Resources <<", "/Resources << /ExtGState << /G << /ca 0.3 >> >>");
    let made = usual().put(&format!("{TYPED} /Contents (57) /AP << /N 6 0 R >>")).with(form);
    check(&made, &gap_is("12 Overlaid"), &["压在文字上"]);
    // A figure that reaches from one cell into the next.
    let mut wide = with_gap().with(appearance(&show("57", 12.0, 4.0)));
    wide.annotations.push(format!("<< {TYPED} /Rect [282 662 362 678] /Contents (57) /AP << /N 6 0 R >> >>"));
    check(&wide, &gap_is(" Overlaid").replace("11|", "11 Overlaid|"), &["压在文字上"]);
}

#[test]
fn typed_comments_without_a_drawing_are_set_in_their_box() {
    check(&with_gap().put(&format!("{TYPED} /Contents (57) /DA (/Helv 10 Tf)")), &gap_is("57"), &[]);
    check(&with_gap().put(&format!("{TYPED} /Contents <FEFF00350037>")), &gap_is("57"), &[]);
    check(&usual().put(&format!("{TYPED} /Contents (57) /C [1 1 1]")), &gap_is("57"), &["压在文字上"]);
    check(&usual().put(&format!("{TYPED} /Contents (57)")), &gap_is("12 Overlaid"), &["压在文字上"]);
    check(&usual().put(&format!("{TYPED} /Contents (57) /F 2")), TABLE, &["看不见"]);
    check(&usual().put(&format!("{TYPED} /Contents ()")), TABLE, &[]);
}

#[test]
fn notes_and_highlights_change_nothing() {
    for kind in ["Text", "Popup", "Highlight", "Underline", "Link", "Caret"] {
        check(
            &usual().put(&format!("/Subtype /{kind} /Contents (57) /QuadPoints [310 678 390 678 310 662 390 662]")),
            TABLE,
            &[],
        );
    }
}

#[test]
fn marks_take_away_what_they_mark() {
    let quads = "/QuadPoints [308 678 330 678 308 664 330 664]";
    check(&usual().put(&format!("/Subtype /StrikeOut {quads}")), &gap_is(" Struck"), &["划掉"]);
    check(&usual().put("/Subtype /StrikeOut"), &gap_is(" Struck"), &["划掉"]);
    check(&usual().put(&format!("/Subtype /Redact {quads}")), &gap_is(" Overlaid"), &["压在文字上"]);
    check(&usual().put("/Subtype /Stamp /Name /Draft"), &gap_is(" Overlaid"), &["压在文字上"]);
    check(&usual().put(&format!("/Subtype /StrikeOut /F 2 {quads}")), TABLE, &[]);
    // What stands beside it is not struck.
    let beside = usual().add(&show("15", 340.0, 666.0)).put(&format!("/Subtype /StrikeOut {quads}"));
    check(&beside, &gap_is("15"), &["划掉"]);
}

#[test]
fn drawings_across_a_figure_make_it_doubtful() {
    check(&usual().put("/Subtype /Ink /InkList [[308 660 330 680]]"), &gap_is("12 Overlaid"), &["压在文字上"]);
    check(&usual().put("/Subtype /Line /L [305 669.5 330 669.5]"), &gap_is("12 Overlaid"), &["压在文字上"]);
    let form = appearance("0 0 m 16 16 l S");
    check(&usual().put("/Subtype /Ink /AP << /N 6 0 R >>").with(form.clone()), &gap_is("12 Overlaid"), &["压在文字上"]);
    check(&usual().put("/Subtype /Square /IC [1 1 1]"), &gap_is(" Overlaid"), &["压在文字上"]);
    // A ring around it, or a line below it.
    check(&usual().put("/Subtype /Polygon /Vertices [305 661 330 661 330 679 305 679 305 661]"), TABLE, &[]);
    check(&usual().put("/Subtype /Line /L [305 663 330 663]"), TABLE, &[]);
}

#[test]
fn what_is_painted_over_is_not_seen() {
    let patch = "q 1 g 305 663 40 14 re f Q\n";
    check(&usual().add(patch), &gap_is(" Overlaid"), &["压在文字上"]);
    check(&usual().add(patch).add(&show("57", 310.0, 666.0)), &gap_is("57"), &["压在文字上"]);
    check(
        &usual().add("q 0 0 0 rg 308 664.5 m 345 664.5 l 345 675 l 308 675 l b Q\n"),
        &gap_is(" Overlaid"),
        &["压在文字上"],
    );
    // A half of it.
    check(&usual().add("q 1 g 316 663 40 14 re f Q\n"), &gap_is("1 Overlaid"), &["压在文字上"]);
    let picture = "<< /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 MASK /Length 1 >>\nstream\n0\nendstream";
    let image = |mask: &str| {
        let made = usual().add("q 40 0 0 14 305 663 cm /I Do Q\n").resources("/XObject << /I 6 0 R >>");
        let text = made.content.clone() + &show("more text than that of a scan", 100.0, 600.0);
        Made { content: text, ..made }.with(picture.replace("MASK", mask))
    };
    let line = "\nmore text than that of a scan";
    check(&image(""), &(gap_is(" Overlaid") + line), &["压在文字上"]);
    check(&image("/SMask 7 0 R").with(picture.replace("MASK", "")), &(TABLE.to_owned() + line), &[]);
}

#[test]
fn what_is_painted_below_or_lets_see_through_covers_nothing() {
    let Made { content, .. } = usual();
    let first = Made { content: format!("q 0.9 g 300 660 100 20 re f Q\n{content}"), ..Made::default() };
    check(&first, TABLE, &[]);
    let glass = |state: &str| {
        usual().add("q /G gs 1 1 0 rg 305 663 40 14 re f Q\n").resources(&format!("/ExtGState << /G << {state} >> >>"))
    };
    check(&glass("/ca 0.4"), TABLE, &[]);
    check(&glass("/BM /Multiply"), TABLE, &[]);
    check(&glass("/ca 1"), &gap_is(" Overlaid"), &["压在文字上"]);
    // Clipped to another cell, and a frame around this one.
    check(&usual().add("q 100 600 50 20 re W n 1 g 0 0 600 800 re f Q\n"), TABLE, &[]);
    check(&usual().add("q 300 660 100 20 re 304 664 92 12 re f* Q\n"), TABLE, &[]);
}

#[test]
fn letters_without_ink_are_not_seen_but_in_a_scan() {
    let bare = "3 Tr 310 666 Td (12) Tj ET";
    check(&with_gap().add(&format!("BT /F 10 Tf {bare}\n")), &gap_is(" Hidden"), &["看不见"]);
    check(&with_gap().add("q 1 g BT /F 10 Tf 310 666 Td (12) Tj ET Q\n"), &gap_is(" Hidden"), &["看不见"]);
    let clear = with_gap().add("q /G gs BT /F 10 Tf 310 666 Td (12) Tj ET Q\n");
    check(&clear.resources("/ExtGState << /G << /ca 0 >> >>"), &gap_is(" Hidden"), &["看不见"]);
    // White on a dark ground is seen.
    let dark = "q 0 0 0.5 rg 300 660 100 20 re f 1 g BT /F 10 Tf 310 666 Td (12) Tj ET Q\n";
    check(&with_gap().add(dark), TABLE, &[]);
    // A scan whose text was recognised is read as before, and said.
    let scan = Made { content: format!("3 Tr\n{}", usual().content), ..Made::default() };
    check(&scan, TABLE, &["OCR"]);
}

#[test]
fn lines_through_figures_strike_them() {
    for line in ["310 669.5 m 321.1 669.5 l S", "309 668.5 13 0.7 re f", "310 668 m 321 668 l S 310 670 m 321 670 l S"]
    {
        check(&usual().add(line), &gap_is(" Struck"), &["划掉"]);
    }
    let beside = usual().add("310 669.5 m 321.1 669.5 l S\n").add(&show("15", 330.0, 666.0));
    check(&beside, &gap_is("15"), &["划掉"]);
    // Under it, over it, longer, and a table's own.
    for line in ["310 664.5 m 321.1 664.5 l S", "310 675 m 321.1 675 l S", "310 669.5 m 345 669.5 l S"] {
        check(&usual().add(line), TABLE, &[]);
    }
    let ruled = usual().add("300 650 m 400 650 l S\n");
    check(&ruled, "x|A|B\nr1|11|12\nr2|21|\n^|^|22", &[]);
}

#[test]
fn what_is_left_out_of_a_row_without_lines_leaves_its_place() {
    let row = |y: f32, texts: [&str; 4]| {
        let cell = |(at, text): (usize, &&str)| show(text, 100.0 + at as f32 * 100.0, y);
        texts.iter().enumerate().map(cell).collect::<String>()
    };
    let content = row(700.0, ["x", "A", "B", "C"])
        + &row(680.0, ["r1", "11", "12", "13"])
        + &row(660.0, ["r2", "21", "22", "23"]);
    let made = Made { content, ..Made::default() };
    let read = |middle: &str| format!("x|A|B|C\nr1|11|{middle}|13\nr2|21|22|23");
    check(&made.clone().add("299 683.5 m 312 683.5 l S"), &read(" Struck"), &["划掉"]);
    check(&made.clone().add("1 g 295 678 40 14 re f"), &read(" Overlaid"), &["压在文字上"]);
    let over = format!("1 g 295 678 40 14 re f 0 g {}", show("57", 302.0, 680.0));
    check(&made.clone().add(&over), &read("57"), &["压在文字上"]);
    check(&made, &read("12"), &[]);
    // Figures that run together may lack one between them.
    let close = show("7", 310.0, 666.0) + &show("8", 320.0, 666.0) + &show("9", 330.0, 666.0);
    let struck = with_gap().add(&close).add("320 669.5 m 325.6 669.5 l S");
    check(&struck, &gap_is("7 9 Struck"), &["划掉"]);
}

/// The usual page in another coordinate system.
fn turned(matrix: &str, page: &str) -> Made {
    let Made { content, .. } = usual();
    let title = show("Title of the report", 100.0, 750.0);
    Made { content: format!("{matrix} cm\n{title}{content}"), page: page.to_owned(), ..Made::default() }
}

#[test]
fn pages_on_their_side_are_read_upright() {
    let expected = format!("Title of the report\n{TABLE}");
    let upright = "1 0 0 1 0 0";
    let (left, over, right) = ("0 1 -1 0 800 0", "-1 0 0 -1 600 800", "0 -1 1 0 0 600");
    let wide = "/MediaBox [0 0 800 600]";
    check(&turned(upright, ""), &expected, &[]);
    check(&turned(left, wide), &expected, &[]);
    check(&turned(over, ""), &expected, &[]);
    check(&turned(right, wide), &expected, &[]);
    for rotate in [90, 180, 270] {
        check(&turned(upright, &format!("/Rotate {rotate}")), &expected, &[]);
        check(&turned(left, &format!("{wide} /Rotate {rotate}")), &expected, &[]);
        check(&turned(over, &format!("/Rotate {rotate}")), &expected, &[]);
        check(&turned(right, &format!("{wide} /Rotate {rotate}")), &expected, &[]);
    }
}

#[test]
fn a_table_on_its_side_on_an_upright_page_is_turned_alone() {
    let Made { content, .. } = usual();
    let prose = |y: f32| show("This line of prose is upright and longer than the table is", 100.0, y);
    for matrix in ["0 1 -1 0 900 0", "0 -1 1 0 -300 600"] {
        let side = format!("{}{}q {matrix} cm\n{content}Q\n{}", prose(780.0), prose(765.0), prose(50.0));
        let line = "This line of prose is upright and longer than the table is";
        let made = Made { content: side, ..Made::default() };
        check(&made, &format!("{line}\n{line}\n{TABLE}\n{line}"), &[]);
    }
    // The page number stays upright when the rest does not.
    let left = turned("0 1 -1 0 800 0", "/MediaBox [0 0 800 600]");
    let number = format!("q 0 -1 1 0 0 800 cm {} Q", show("- 5 -", 400.0, 20.0));
    check(&left.add(&number), &format!("Title of the report\n{TABLE}"), &[]);
}

#[test]
fn labels_on_their_side_are_read_in_their_direction() {
    let label = |matrix: &str| {
        let content = table([["x", "A", "B"], ["", "11", "12"], ["r2", "21", "22"]]);
        Made { content: format!("{content}BT /F 5 Tf {matrix} Tm (row) Tj ET\n"), ..Made::default() }
    };
    for matrix in ["0 1 -1 0 150 664", "0 -1 1 0 150 676", "-1 0 0 -1 150 672"] {
        check(&label(matrix), "x|A|B\nrow|11|12\nr2|21|22", &[]);
    }
}

#[test]
fn lines_that_run_down_are_read() {
    let font = "<< /Type /Font /Subtype /Type0 /Encoding /UniGB-UCS2-V /DescendantFonts [] >>";
    let made = usual().with(font.to_owned());
    let made = Made { content: made.content.replace("(r1)", "()"), ..made };
    let made = made.resources("").add("BT /V 4 Tf 150 678 Td <884C6570> Tj ET\n");
    let resources = "/F 5 0 R /V 6 0 R";
    let bytes = String::from_utf8_lossy(&made.bytes()).replace("/F 5 0 R", resources);
    let document = file("a.pdf", bytes.as_bytes()).expect("a document");
    assert_eq!(drawn(&document), "x|A|B\n行/数|11|12\nr2|21|22");
}

#[test]
fn layers_that_are_off_are_not_seen() {
    let layered = |usual: &str| {
        let made = with_gap().add(&format!("/OC /L BDC {} EMC\n", show("57", 310.0, 666.0)));
        let made = made
            .resources("/Properties << /L 6 0 R >>")
            .with("<< /Type /OCG /Name (a) /Usage << /View << /ViewState /OFF >> >> >>".to_owned());
        made.catalogue(&format!("/OCProperties << /OCGs [6 0 R] /D << {usual} >> >>"))
    };
    check(&layered(""), &gap_is("57"), &[]);
    check(&layered("/OFF [6 0 R]"), &gap_is(" Hidden"), &["看不见"]);
    check(&layered("/BaseState /OFF"), &gap_is(" Hidden"), &["看不见"]);
    check(&layered("/BaseState /OFF /ON [6 0 R]"), &gap_is("57"), &[]);
    check(&layered("/AS [<< /Event /View /OCGs [6 0 R] /Category [/View] >>]"), &gap_is(" Hidden"), &["看不见"]);
    check(&layered("/AS [<< /Event /Print /OCGs [6 0 R] /Category [/Print] >>]"), &gap_is("57"), &[]);
    // A form and an annotation of a layer.
    let off = "/OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] >> >>";
    let group = || "<< /Type /OCG /Name (a) >>".to_owned();
    let form = stream(
        "/Subtype /Form /BBox [0 0 600 800] /OC << /Type /OCMD /OCGs [6 0 R] >> /Resources << /Font << /F 5 0 R >> >>",
        &show("57", 310.0, 666.0),
    );
    let made = with_gap().add("/X Do\n").resources("/XObject << /X 7 0 R >>").with(group()).with(form).catalogue(off);
    check(&made, &gap_is(" Hidden"), &["看不见"]);
    let made = with_gap().put(&format!("{TYPED} /Contents (57) /OC 6 0 R")).with(group()).catalogue(off);
    check(&made, &gap_is(" Hidden"), &["看不见"]);
    // What lies on a layer that is off covers nothing, and rules nothing.
    let made = usual().add("/OC /L BDC 1 g 305 663 40 14 re f 350 640 m 350 700 l S EMC\n");
    check(&made.resources("/Properties << /L 6 0 R >>").with(group()).catalogue(off), TABLE, &[]);
}

#[test]
fn text_outside_of_the_page_or_of_its_clip_is_not_seen() {
    check(&usual().page("/CropBox [0 0 600 790]"), TABLE, &[]);
    check(
        &usual().page("/CropBox [0 0 290 790]"),
        "x|A|Hidden\nr1|11|Hidden\nr2|21|Hidden".replace("Hidden", " Hidden").as_str(),
        &["看不见"],
    );
    check(&usual().add(&show("99", 700.0, 100.0)), TABLE, &["看不见"]);
    check(
        &with_gap().add(&format!("q 0 0 100 100 re W n {} Q\n", show("57", 310.0, 666.0))),
        &gap_is(" Hidden"),
        &["看不见"],
    );
    check(&with_gap().add(&format!("q 300 660 100 20 re W n {} Q\n", show("57", 310.0, 666.0))), &gap_is("57"), &[]);
}

#[test]
fn forms_without_text_are_said_to_be() {
    let blank = Made::default().put(FIELD);
    check_refused(&blank, &["表单域", "Adobe Reader"]);
    let waiting = Made { content: show("Please wait...", 50.0, 700.0), ..Made::default() };
    check_refused(&waiting.clone().catalogue("/AcroForm << /XFA [] >>"), &["动态表单", "打印成 PDF"]);
    check(&waiting, "Please wait...", &[]);
    check(&with_gap().put(&format!("{FIELD} /V (57)")).catalogue("/AcroForm << /XFA [] >>"), &gap_is("57"), &[]);
    check(&Made::default().put(&format!("{FIELD} /V (57)")), "57", &[]);
    check_refused(&Made::default(), &["空的"]);
}

#[test]
fn a_page_that_is_a_picture_is_named() {
    let picture = "<< /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream";
    let scan = |content: &str| {
        let content = format!("q 600 0 0 800 0 0 cm /I Do Q\n{content}");
        Made { content, ..Made::default() }.resources("/XObject << /I 6 0 R >>").with(picture.to_owned())
    };
    check_refused(&scan(""), &["扫描件"]);
    check_refused(&scan(&show("- 1 -", 300.0, 20.0)), &["扫描件"]);
    let filled = (0..12).map(|at| format!("<< {FIELD} /Rect [100 {} 200 {}] /V (57) >>", 700 - at * 20, 715 - at * 20));
    let mut made = scan("");
    made.annotations.extend(filled);
    check(&made, &["57"; 12].join("\n"), &["第 1 页是图片"]);
    // A picture behind a text is no scan.
    check(
        &scan(&(usual().content + &show("more text than that of a scan", 100.0, 600.0))),
        &format!("{TABLE}\nmore text than that of a scan"),
        &[],
    );
}

#[test]
fn hostile_files_cost_little() {
    let began = std::time::Instant::now();
    let mut all = Vec::new();
    // A field that is its own parent, a form that paints itself, an appearance that does.
    all.push(usual().put("/Subtype /Widget /Parent 6 0 R").with("<< /Parent 6 0 R >>".to_owned()));
    let own =
        stream("/Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X 6 0 R >> >>", &"/X Do ".repeat(20));
    all.push(usual().add("/X Do").resources("/XObject << /X 6 0 R >>").with(own.clone()));
    all.push(usual().put("/Subtype /Stamp /AP << /N 6 0 R >>").with(own));
    // Many annotations of one large appearance, and areas over all of the text.
    let large = appearance(&"0 0 80 16 re f ".repeat(10_000));
    let mut many = usual().with(large);
    many.annotations = vec![over_gap("/Subtype /Stamp /AP << /N 6 0 R >>"); 2000];
    all.push(many);
    all.push(usual().add(&show(&"1".repeat(20_000), 100.0, 500.0)).add(&"0 0 600 800 re f ".repeat(20_000)));
    // Rules in all directions, struck-through text, nested marks.
    all.push(
        usual()
            .add(&(0..1400).map(|at| format!("0 {at} m 2000 {at} l S {at} 0 m {at} 2000 l S\n")).collect::<String>()),
    );
    all.push(usual().add(&"/OC /L BDC ".repeat(50_000)));
    all.push(
        usual()
            .page("/Contents [ 4 0 R 4 0 R ]")
            .put(&format!("/Subtype /Ink /InkList [[{}]]", "310 660 320 680 ".repeat(5000))),
    );
    // A text of a code that is long, and goes on for all codes.
    let map = stream("", &format!("1 beginbfrange <0000> <FFFF> <{}> endbfrange", "0041".repeat(4000)));
    let font = "<< /Type /Font /Subtype /Type1 /ToUnicode 6 0 R >>".to_owned();
    all.push(usual().with(map).with(font).resources("/Font << /F 7 0 R >>"));
    for (number, made) in all.iter().enumerate() {
        let _ = file("a.pdf", &made.bytes());
        assert!(began.elapsed().as_secs() < 60, "{number}");
    }
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut packed, bytes).expect("packed");
    packed.finish().expect("packed")
}

/// The usual page, its content packed, with these words in the dictionary of its stream.
fn packed_page(words: &str, content: &[u8], object: &str) -> Vec<u8> {
    let place = "/Length 1 >>\nstream\n0\nendstream";
    let made = Made { content: "0".to_owned(), ..Made::default() }.with(object.to_owned());
    let bytes = String::from_utf8(made.bytes()).expect("text").replacen(place, "PLACE", 1);
    let (before, behind) = bytes.split_once("PLACE").expect("a place");
    let head = format!("{words} /Length {} >>\nstream\n", content.len());
    [before.as_bytes(), head.as_bytes(), content, b"\nendstream", behind.as_bytes()].concat()
}

#[test]
fn packings_are_told_by_what_they_are() {
    let content = packed(usual().content.as_bytes());
    let read = |bytes: &[u8]| file("a.pdf", bytes).map(|document| drawn(&document));
    assert_eq!(read(&packed_page("/Filter /FlateDecode", &content, "<< >>")), Ok(TABLE.to_owned()));
    // Names that only begin like a packing's, as those of flattened forms do.
    assert_eq!(
        read(&packed_page("/RLAFencoding 6 0 R /Flat 6 0 R /Filter /FlateDecode", &content, "<< >>")),
        Ok(TABLE.to_owned())
    );
    // Packed twice, however it is told.
    let twice = packed(&content);
    for (words, object) in [
        ("/Filter [/FlateDecode /FlateDecode]", "<< >>"),
        ("/Filter [/FlateDecode /Fl#61teDecode]", "<< >>"),
        ("/Filter 6 0 R", "[/FlateDecode /FlateDecode]"),
    ] {
        let refusal = read(&packed_page(words, &twice, object)).expect_err(words).to_string();
        assert!(refusal.contains("过大"), "{refusal}");
    }
}

#[test]
fn the_same_content_on_many_pages_is_painted_within_bounds() {
    let content = usual().content + &"q Q ".repeat(1 << 18);
    let pages = 60;
    let kids: String = (0..pages).map(|at| format!("{} 0 R ", 5 + at)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {pages} >>"),
        stream("", &content),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let page =
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 3 0 R /Resources << /Font << /F 4 0 R >> >> >>";
    objects.extend((0..pages).map(|_| page.to_owned()));
    let read = file("a.pdf", &write::pdf_of(&objects)).map(|_| ()).map_err(|refusal| refusal.to_string());
    assert!(read.as_ref().is_err_and(|refusal| refusal.contains("过大")), "{read:?}");
    // One page of the kind is read.
    objects[1] = "<< /Type /Pages /Kids [5 0 R] /Count 1 >>".to_owned();
    assert_eq!(file("a.pdf", &write::pdf_of(&objects)).map(|document| drawn(&document)), Ok(TABLE.to_owned()));
}

/// A report in which some figures stand in form fields.
fn as_fields(form: &str, seed: u64, every: usize) -> (Vec<u8>, gouji::report::Report) {
    let form = common::form(form);
    let report = made::report(&form, seed);
    let (title, tables) = print::printed(&form, &report, 2023);
    (write::pdf_with_fields(&title, &tables, every), report)
}

#[test]
fn reports_whose_figures_are_fields_come_back() {
    let forms = ["2019", "2021"].map(common::form).to_vec();
    for (form, seed, every) in [("2021", 1, 1), ("2019", 2, 1), ("2021", 3, 3), ("2019", 4, 7)] {
        let (bytes, written) = as_fields(form, seed, every);
        let document = file("报告.pdf", &bytes).expect("a document");
        assert!(document.remarks.is_empty(), "{:?}", document.remarks);
        let read = gouji::recognise::recognise(&document, &forms).report();
        for cell in 0..written.cells.len() {
            let address = written.layout.address(cell);
            let found = read.layout.cell(&address).map(|cell| &read.cells[cell]).expect("a cell");
            assert_eq!(
                (found.raw.trim(), found.is_uncertain()),
                (written.cells[cell].raw.as_str(), false),
                "{form} {address}"
            );
        }
    }
}

/// Files made after reports of what other readers got wrong, where their folder is there.
#[test]
fn files_that_others_read_wrongly() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases");
    let Ok(truth) = std::fs::read_to_string(folder.join("truth-2021.json")) else {
        eprintln!("skipped: no ../shared/cases");
        return;
    };
    let truth: std::collections::BTreeMap<String, String> = serde_json::from_str(&truth).expect("cells");
    let forms = ["2019", "2021"].map(common::form).to_vec();
    for name in ["12-acro-one.pdf", "12-acroform-all.pdf", "12-acroform-some.pdf", "18-sideways.pdf"] {
        let document = file(name, &std::fs::read(folder.join(name)).expect("a file")).expect("a document");
        let read = gouji::recognise::recognise(&document, &forms).report();
        let mut doubtful = 0;
        for (address, text) in &truth {
            let cell = read.layout.cell(address).map(|cell| &read.cells[cell]).expect("a cell");
            assert_eq!(cell.raw.trim(), text, "{name} {address}");
            doubtful += usize::from(cell.is_uncertain());
        }
        // Two labels of these pages run over each other.
        assert!(doubtful <= 14, "{name}: {doubtful}");
        assert!(document.remarks.is_empty(), "{name}: {:?}", document.remarks);
    }
}
