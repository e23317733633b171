//! Formulas in delimited text. Programs write `="161"` to keep spreadsheets from changing a figure;
//! any other formula was never calculated.

use super::{Document, Flaw, Grid};

/// A text as the formula that stands for it.
pub(crate) fn quoted(text: &str) -> String {
    format!("=\"{}\"", text.replace('"', "\"\""))
}

/// Gives cells that hold a formula the text that a spreadsheet would show, or a flaw.
pub(crate) fn settle(grid: &mut Grid, document: &mut Document) {
    let mut stale: Vec<String> = Vec::new();
    for cell in grid.rows.iter_mut().flatten() {
        let Some(shown) = shown(&cell.text) else { continue };
        match shown {
            Ok(text) => cell.text = text,
            Err(flaw) => {
                let formula = std::mem::take(&mut cell.text);
                cell.flaw = Some(flaw);
                if flaw == Flaw::Stale {
                    stale.push(formula.chars().take(20).collect());
                }
            }
        }
    }
    if let Some(first) = stale.first() {
        document.remark(&format!(
            "有 {} 格（{first}）是公式，公式没有算过，不知道结果是多少。请在 Excel 或 WPS 里打开、保存一次，再重新读取。",
            stale.len()
        ));
    }
}

/// What a formula shows, or why that is not known; `None` where the text is none.
fn shown(text: &str) -> Option<Result<String, Flaw>> {
    let formula = text.strip_prefix('=')?.trim();
    if let Some(inner) = formula.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        let is_one = !inner.replace("\"\"", "").contains('"');
        return Some(if is_one { Ok(inner.replace("\"\"", "\"").trim().to_owned()) } else { Err(Flaw::Stale) });
    }
    if is_figure(formula) {
        return Some(Ok(formula.to_owned()));
    }
    if formula.starts_with("DISPIMG(") || formula.starts_with("_xlfn.DISPIMG(") {
        return Some(Err(Flaw::Unread));
    }
    // `=====` and `=合计` are no formulas: those begin with a name, a place, a figure or a sign, and
    // hold a call, a place or a figure.
    let begins =
        formula.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '$' | '(' | '-' | '+' | '\'' | '"'));
    (begins && (has_digit(formula) || formula.contains('('))).then_some(Err(Flaw::Stale))
}

/// Whether a formula is nothing but a figure: `-2.5`. Told by its digits, since the standard parser of
/// numbers is ten kilobytes of code and tables.
fn is_figure(formula: &str) -> bool {
    let unsigned = formula.strip_prefix('-').unwrap_or(formula);
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(decimals) && has_digit(unsigned)
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_formulas() {
        let text = |text: &str| Some(Ok(text.to_owned()));
        for (cell, expected) in [
            ("=\"161\"", text("161")),
            ("=\"0\"", text("0")),
            ("=\"\"", text("")),
            ("= \"1,598\" ", text("1,598")),
            ("=\"“a”\"\"b\"", text("“a”\"b")),
            ("=161", text("161")),
            ("=-4.5", text("-4.5")),
            ("=SUM(A1:A2)", Some(Err(Flaw::Stale))),
            ("=B2+C2", Some(Err(Flaw::Stale))),
            ("=1+2", Some(Err(Flaw::Stale))),
            ("=-$A$1", Some(Err(Flaw::Stale))),
            ("='2023'!B2", Some(Err(Flaw::Stale))),
            ("=\"a\"&\"b\"", Some(Err(Flaw::Stale))),
            ("=DISPIMG(\"ID_1\",1)", Some(Err(Flaw::Unread))),
            ("161", None),
            ("=", None),
            ("=====", None),
            ("=合计", None),
            ("a=\"1\"", None),
        ] {
            assert_eq!(shown(cell), expected, "{cell}");
        }
    }
}
