//! One table in every way that office software writes it.

use crate::docx::REVISED;
use crate::drawn::drawn;
use gouji::read::file;
use std::path::Path;

/// What LibreOffice shows of `looks.docx` with its changes accepted, and of what it made of it
/// (tests/fixtures/make-words.mjs).
const LOOKS: &str = "looks
plain|12|15
direct|!Struck|15
double|!Struck|15
off|12|15
hidden|!Hidden|13
paragraph|!Struck|15
based|!Struck|15
character|!Struck|15
unseen|!Hidden|15
linked|!Struck|15
raised|12/1|1/12
tracked|!Struck|15
formula|12|15
symbol|15|5!Unread
down|5|6
below|^|7
across|5|^
last|6|7
end";

#[test]
fn every_way_to_write_it_reads_the_same() {
    for kind in ["docx", "doc", "rtf"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/office").join(format!("looks.{kind}"));
        let bytes = std::fs::read(path).expect("a fixture");
        assert_eq!(drawn(&file("looks", &bytes).expect("a document")), format!("{LOOKS}\n{REVISED}"), "{kind}");
    }
}

/// A page saved in one file is the page.
#[test]
fn a_saved_page_reads_as_the_page() {
    let page = "<table><tr><td>规章</td><td><s>12</s></td><td><del>12</del>15</td></tr>\
        <tr><td>行政许可</td><td><span style=\"text-decoration:line-through\">7</span></td><td>8<sup>1</sup></td></tr></table>";
    let read = gouji::read::html::html(page);
    for packed in [false, true] {
        assert_eq!(file("a.mht", &crate::write::mht(page, packed)).expect("a page"), read);
    }
}

/// The samples of this kind, where they are: what becomes of the cell that each is about.
#[test]
fn samples() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases");
    for (name, part) in [
        ("09-sdt-zh.docx", "|2||6|"),
        ("21-figure-merged-hides.docx", "^|^|2.其他法律行政法规禁止公开|^|3|"),
        ("22-strike-direct.docx", "（一）予以公开|^|1138|46|"),
        ("22-sym.docx", "（一）予以公开|^|1138|46|"),
    ] {
        let Ok(bytes) = std::fs::read(folder.join(name)) else { continue };
        let read = drawn(&file(name, &bytes).expect(name));
        assert!(read.contains(part), "{name}: {read}");
        assert!(!read.contains('!') && !read.contains('#'), "{name}: {read}");
    }
}
