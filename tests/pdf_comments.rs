//! PDFs on which something was put afterwards: typed comments, marks, drawings.

#[path = "common/page.rs"]
mod page;
#[path = "common/print.rs"]
mod print;
#[path = "common/write.rs"]
mod write;

use page::{Made, TABLE, appearance, check, gap_is, show, usual, with_gap};

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
