//! PDFs: what of a page a person sees is read, in the direction in which it runs.

#[path = "common/page.rs"]
mod page;
#[path = "common/print.rs"]
mod print;
#[path = "common/write.rs"]
mod write;

use gouji::read::file;
use page::{Made, TABLE, check, check_refused, drawn, gap_is, show, stream, table, usual, with_gap};
use print::{Printed, PrintedTable};

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
    let made = with_gap().put("/Subtype /FreeText /Contents (57) /OC 6 0 R").with(group()).catalogue(off);
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
fn a_page_that_is_a_picture_is_named() {
    let picture = "<< /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream";
    let scan = |content: &str| {
        let content = format!("q 600 0 0 800 0 0 cm /I Do Q\n{content}");
        Made { content, ..Made::default() }.resources("/XObject << /I 6 0 R >>").with(picture.to_owned())
    };
    check_refused(&scan(""), &["扫描件"]);
    check_refused(&scan(&show("- 1 -", 300.0, 20.0)), &["扫描件"]);
    let filled = (0..12).map(|at| {
        format!("<< /Subtype /Widget /FT /Tx /Rect [100 {} 200 {}] /V (57) >>", 700 - at * 20, 715 - at * 20)
    });
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

/// A space that does not break sets off thousands, as it does in text; a plain one parts figures.
#[test]
fn spaces_between_digits_are_what_they_are() {
    for (text, read) in [
        (r"1\240356", "1\u{A0}356"),
        ("1 356", "1 356"),
        (r"1\240 356", "1\u{A0}356"),
        (r"a\240356", "a 356"),
        (r"1\240", "1"),
    ] {
        let content = table([["x", "A", "B"], ["r1", "11", text], ["r2", "21", "22"]]);
        check(&Made { content, ..Made::default() }, &gap_is(read), &[]);
    }
    // One elsewhere on the page says nothing of a gap.
    let made = usual().add(&show(r"7\240", 105.0, 620.0));
    let content = made.content.replace("(12)", "(1 2)");
    check(&Made { content, ..made }, &format!("{}\n7", gap_is("1 2")), &[]);
}

/// A font may draw any space as wide as a letter.
#[test]
fn spaces_of_every_width_set_off_thousands() {
    for space in ['\u{A0}', '\u{2004}', '\u{2007}', '\u{2009}', '\u{202F}', '\u{3000}'] {
        let cell = |text: &str| Printed { text: text.to_owned(), columns: 1, rows: 1 };
        let rows = vec![vec![cell("r1"), cell(&format!("1{space}587"))], vec![cell("r2"), cell("12")]];
        let table = PrintedTable { heading: "table".to_owned(), rows, width: 2 };
        let document = file("报告.pdf", &write::pdf("report", &[table], false)).expect("a document");
        assert_eq!(drawn(&document), format!("report\ntable\nr1|1{space}587\nr2|12"));
    }
}

/// A cell that is merged over the end of a page is drawn as two, the second of them blank.
#[test]
fn a_figure_merged_over_two_pages_stays_merged() {
    let read = |last: [&str; 3], first: [&str; 3]| {
        let row = |texts: [&str; 3]| {
            texts.map(|text| Printed { text: text.to_owned(), columns: 1, rows: 1 }).into_iter().collect::<Vec<_>>()
        };
        // As many rows as one page has room for, and one more.
        let rows = (0..50).map(|_| row(["r", "1", "2"])).chain([row(last), row(first)]).collect();
        let table = PrintedTable { heading: "table".to_owned(), rows, width: 3 };
        let document = file("报告.pdf", &write::pdf("report", &[table], false)).expect("a document");
        drawn(&document).lines().skip(52).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(read(["a", "3", "4"], ["b", "", "5"]), "a|3|4 b|^|5");
    assert_eq!(read(["a", "3", "4"], ["b", "6", "5"]), "a|3|4 b|6|5");
    // Cells that are left blank, and labels, are not parts of one.
    assert_eq!(read(["a", "3", "4"], ["b", "", ""]), "a|3|4 b||");
    assert_eq!(read(["a", "", "4"], ["b", "", "5"]), "a||4 b||5");
    assert_eq!(read(["a", "3", "4"], ["", "6", "5"]), "a|3|4 |6|5");
    assert_eq!(read(["", "3", "4"], ["b", "", "5"]), "|3|4 b||5");
}
