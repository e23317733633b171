//! PDFs with form fields: what a person filled in is read where it is shown.

mod common;
#[path = "common/made.rs"]
mod made;
#[path = "common/page.rs"]
mod page;
#[path = "common/print.rs"]
mod print;
#[path = "common/write.rs"]
mod write;

use gouji::read::file;
use page::{Made, appearance, check, check_refused, gap_is, show, stream, usual, with_gap};

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
