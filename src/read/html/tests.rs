//! The walker on the ways in which tables reach the clipboard.

use super::html;
use crate::read::{Document, Piece, Span};

/// Lines as they are, grids as rows of cells in square brackets, `=` for what a span covers.
fn drawn(document: &Document) -> String {
    let pieces = document.pieces.iter().map(|piece| match piece {
        Piece::Line(line) => line.clone(),
        Piece::Grid(grid) => {
            let cell = |cell: &crate::read::Cell| match cell.span {
                Span::Origin { .. } => {
                    let flaw = cell.flaw.map(|flaw| format!("{{{flaw:?}}}")).unwrap_or_default();
                    cell.text.replace('\n', "⏎") + &flaw
                }
                Span::Covered { .. } => "=".to_owned(),
                Span::Lacking => "-".to_owned(),
            };
            let row = |row: &Vec<crate::read::Cell>| row.iter().map(cell).collect::<Vec<_>>().join("|");
            format!("[{}]", grid.rows.iter().map(row).collect::<Vec<_>>().join("/"))
        }
    });
    pieces.collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check(source: &str, expected: &str) {
    assert_eq!(drawn(&html(source)), expected, "{source}");
}

#[test]
fn text_and_tables_in_order() {
    check("<p>a<p>b<br>c<table><tr><td>1<td>2</table>d", "a b c [1|2] d");
    check("x<table><tr><th colspan=2>1<tr><td rowspan=2>2<td>3<tr><td>4</table>", "x [1|=/2|3/=|4]");
}

#[test]
fn cells_as_word_and_excel_write_them() {
    check("<table><td><p>商业</p><p>企业<o:p></o:p></p></td><td>&nbsp;</td></table>", "[商业⏎企业|\u{A0}]");
    check("<table><td>1<b>6</b><span>1</span></td><td> a\n b </td></table>", "[161|a b]");
    check("<table><td>a<td colspan=2 style='mso-ignore:colspan'></td><td>b</table>", "[a|||b]");
    check("<table><td>a<td style='display: none'>x<td hidden>y<td>b</table>", "[a|b]");
    check(
        "<!--[if gte mso 9]><p>x</p><![endif]--><table><td>a<script>1</script><td>b<style>p{}</style></table>",
        "[a|b]",
    );
}

#[test]
fn what_is_struck_out_noted_or_filled_in() {
    check("<table><td>a<td><del>12</del><ins>15</ins><td><s>1</s>2</table>", "[a|15|2]");
    check("<table><td>a<td>1<sup>2</sup></table>", "[a|1⏎2]");
    check(
        "<table><td>a<td><input value=7><td><textarea>8</textarea><td><input type=hidden value=9></table>",
        "[a|7|8|]",
    );
}

#[test]
fn a_table_around_tables_is_only_a_frame() {
    check("<table><tr><td>a<table><td>1<td>2</table>b</td><td>c</td></tr></table>", "a [1|2] b c");
    check("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", "a b");
}

#[test]
fn what_nests_too_deeply_is_not_read() {
    let table = "<table><td>1<td>2</table>";
    let fonts: String = (0..20_000).map(|n| format!("<p><font size={n}>")).collect();
    for deep in ["<div>".repeat(100_000), "<table><tr><td>".repeat(20_000), fonts] {
        let document = html(&(deep + table));
        assert_eq!((document.pieces.len(), document.remarks.len()), (0, 1));
        assert!(document.remarks[0].contains("嵌套过深"), "{:?}", document.remarks);
    }
    check(&("<div>".repeat(150) + table), "[1|2]");
}

#[test]
fn spans_without_end_are_cut() {
    let document = html(&"<tr><td colspan=99999 rowspan=99999>x".repeat(3000).replace("<tr>", "<table><tr>"));
    assert!(document.pieces.len() < 10_000);
    let document = html(&format!("<table>{}</table>", "<tr><td colspan=99999 rowspan=9>x".repeat(30_000)));
    assert_eq!(document.remarks, ["表格过大，超出部分没有读取。"]);
}
