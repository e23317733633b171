//! Hostile PDFs: what they may ask for is bounded.

#[path = "common/page.rs"]
mod page;
#[path = "common/print.rs"]
mod print;
#[path = "common/write.rs"]
mod write;

use gouji::read::file;
use page::{Made, TABLE, appearance, drawn, over_gap, show, stream, usual};

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
