//! All sheets of a workbook as a document, and what is said of what was left out.

use super::{Place, Seen, Sheet, layout};
use crate::read::{Document, Flaw, Piece};

/// Places of all sheets' tables, blank ones too: a sheet of a report has under a thousand.
const MAX_PLACES: usize = 400_000;

const ALL_HIDDEN: &str =
    "工作簿里有内容的工作表、行或列全部是隐藏的，没有读取。请在 Excel 或 WPS 里取消隐藏，保存后再重新读取。";

/// All sheets of a workbook as a document, each under its name.
pub(in super::super) fn workbook(sheets: Vec<Sheet>) -> Document {
    let mut document = Document::default();
    let (mut is_seen, mut is_hidden) = (false, false);
    for mut sheet in sheets {
        if sheet.hidden {
            if sheet.has_content() {
                is_hidden = true;
                document.remark(&format!("工作表“{}”是隐藏的，没有读取。", sheet.name));
            }
            continue;
        }
        if places(&document) >= MAX_PLACES {
            document.remark(crate::read::grid::TOO_LARGE);
            break;
        }
        sheet.settle();
        let seen = sheet.seen();
        is_hidden |= !seen.hidden_rows.is_empty() || !seen.hidden_columns.is_empty();
        is_seen |= !seen.cells.is_empty();
        remark(&seen, &mut document);
        if !seen.cells.is_empty() {
            document.lines(&seen.name);
            layout::write(seen, &mut document);
        }
    }
    if is_hidden && !is_seen {
        document.remarks = vec![ALL_HIDDEN.to_owned()];
    }
    document
}

/// Says what of a sheet was left out.
fn remark(seen: &Seen, document: &mut Document) {
    let Seen { name, hidden_rows, hidden_columns, .. } = seen;
    if seen.cut {
        document.remark(crate::read::grid::TOO_LARGE);
    }
    let lines = [(hidden_rows.len(), "行"), (hidden_columns.len(), "列")];
    let lines = lines.iter().filter(|(count, _)| *count > 0).map(|(count, unit)| format!("{count} {unit}"));
    let lines = lines.collect::<Vec<_>>().join("、");
    if !lines.is_empty() {
        document.remark(&format!("工作表“{name}”有 {lines}是隐藏的，没有读取。"));
    }
    for (flaw, places) in &seen.flawed {
        let sentence = match flaw {
            Flaw::Stale => "是公式，公式没有算过，不知道结果是多少。请在 Excel 或 WPS 里打开、保存一次，再重新读取。",
            Flaw::Struck => "的内容划了删除线，不作数。请改为正式的数字后再重新读取。",
            Flaw::Hidden => {
                "的内容没有照原样显示（数字格式改写或不显示，字与底同色，或者有隐藏文字）。请把这些格的数字格式改为“常规”、文字改为黑色、取消隐藏，保存后再重新读取。"
            }
            Flaw::Overlaid | Flaw::Unread => "里是图片，没有读取。请把图片里的数字填进单元格后再重新读取。",
        };
        let named: Vec<String> = places.iter().take(3).map(|&place| address(place)).collect();
        let more = if places.len() > 3 { "等" } else { "" };
        document.remark(&format!("工作表“{name}”有 {} 格（{}{more}）{sentence}", places.len(), named.join("、")));
    }
}

/// How many cells a document's tables have.
fn places(document: &Document) -> usize {
    let rows = document.pieces.iter().flat_map(|piece| match piece {
        Piece::Grid(grid) => grid.rows.as_slice(),
        Piece::Line(_) => &[],
    });
    rows.map(Vec::len).sum()
}

/// B3 for the second column of the third row.
fn address((row, column): Place) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    letters.reverse();
    format!("{}{}", String::from_utf8_lossy(&letters), u64::from(row) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for (place, shown) in [((0, 0), "A1"), ((2, 25), "Z3"), ((9, 26), "AA10"), ((0, 701), "ZZ1")] {
            assert_eq!(address(place), shown);
        }
    }
}
