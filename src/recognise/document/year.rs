//! The report year: what stands before the report's title, or the calendar year it covers.

use crate::order::Set;
use crate::read::{Document, Piece};
use crate::recognise::labels::form_index::FormIndex;
use crate::recognise::labels::key::{Key, key};

/// The year a document says it is about; `None` where it says none, or more than one.
pub(crate) fn year(document: &Document, known: &[FormIndex]) -> Option<u16> {
    let titles: Set<&Key> = known.iter().map(|known| &known.title).filter(|title| !title.is_empty()).collect();
    let mut titled = Set::default();
    let mut covered = Set::default();
    let mut before = Key::new();
    for text in texts(document) {
        let text = key(text);
        // `2019年⏎政府信息公开工作年度报告`: a title may be broken anywhere.
        let joined: Key = before.iter().skip(before.len().saturating_sub(40)).chain(&text).copied().collect();
        titled.extend(titles.iter().flat_map(|title| before_title(&joined, title)));
        covered.extend(calendar_years(&joined));
        before = text;
    }
    match (only(&titled), only(&covered)) {
        (Some(year), _) => Some(year),
        // Several titles name years, such as links to older reports: the period decides.
        (None, Some(year)) if titled.is_empty() || titled.contains(&year) => Some(year),
        _ => None,
    }
}

fn texts(document: &Document) -> impl Iterator<Item = &str> {
    let lines = document.pieces.iter().flat_map(|piece| -> Box<dyn Iterator<Item = &str> + '_> {
        match piece {
            Piece::Line(line) => Box::new(std::iter::once(line.as_str())),
            Piece::Grid(grid) => Box::new(grid.rows.iter().flatten().map(|cell| cell.text.as_str())),
        }
    });
    lines.filter(|line| !line.is_empty())
}

fn only(years: &Set<u16>) -> Option<u16> {
    years.first().filter(|_| years.len() == 1).copied()
}

/// Years in `2019年政府信息公开工作年度报告`, `2019年度…`.
fn before_title<'k>(text: &'k [char], title: &'k [char]) -> impl Iterator<Item = u16> + 'k {
    let starts = text.windows(title.len()).enumerate().filter(move |(_, window)| *window == title);
    starts.filter_map(|(at, _)| {
        let before = &text[..at];
        let before = before.strip_suffix(&['度']).unwrap_or(before);
        year_at_end(before.strip_suffix(&['年'])?)
    })
}

/// Years in `2019年1月1日…12月31日`.
fn calendar_years(text: &[char]) -> Vec<u16> {
    const FIRST: [char; 5] = ['年', '1', '月', '1', '日'];
    const LAST: [char; 6] = ['1', '2', '月', '3', '1', '日'];
    let starts = text.windows(FIRST.len()).enumerate().filter(|(_, window)| *window == FIRST);
    let years = starts.filter_map(|(at, _)| {
        let rest = &text[at + FIRST.len()..];
        let ends = rest[..rest.len().min(20)].windows(LAST.len()).any(|window| window == LAST);
        year_at_end(&text[..at]).filter(|_| ends)
    });
    years.collect()
}

/// The four digits at the end, in either script.
fn year_at_end(text: &[char]) -> Option<u16> {
    let from = text.len().checked_sub(4)?;
    let mut year = 0;
    for c in &text[from..] {
        let digit = c.to_digit(10).or_else(|| "〇一二三四五六七八九".chars().position(|d| d == *c).map(|d| d as u32));
        year = year * 10 + digit.or((*c == '零').then_some(0))? as u16;
    }
    let longer = from > 0 && text[from - 1].is_ascii_digit();
    (!longer && (1990..2100).contains(&year)).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_in_titles_and_periods() {
        let titled = |text: &str| before_title(&key(text), &key("工作报告")).collect::<Vec<_>>();
        assert_eq!(titled("某局 2024 年工作报告"), [2024]);
        assert_eq!(titled("二〇二一年度工作报告"), [2021]);
        assert_eq!(titled("工作报告，12024年工作报告"), [0u16; 0]);
        assert_eq!(calendar_years(&key("自 2019 年 1 月 1 日起至 2019年12 月 31 日止")), [2019]);
        assert_eq!(calendar_years(&key("2019年1月1日")), [0u16; 0]);
    }
}
