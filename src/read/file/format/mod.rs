//! Number formats of spreadsheets (ECMA-376 part 1, 18.8.31): the text that a cell shows for its value.

mod builtin;
mod date;
mod figure;
mod section;

pub(super) use builtin::builtin;
use section::{Section, Token, sections};

/// The day from which a workbook counts days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Epoch {
    /// 1 is 1900-01-01, and there is a 1900-02-29.
    #[default]
    Since1900,
    /// 0 is 1904-01-01.
    Since1904,
}

/// Codes of Excel have at most 255 characters.
const MAX_CODE: usize = 1000;

/// Whether a format shows every number and text as it is stored.
pub(super) fn is_general(code: &str) -> bool {
    ["", "@", "General", "GENERAL", "G/通用格式"].contains(&code)
}

/// What a cell with this format shows for a number; `None` where that is not known here.
pub(super) fn number(code: &str, value: f64, epoch: Epoch) -> Option<String> {
    if is_general(code) {
        return Some(super::shown::digits(value));
    }
    if code.len() > MAX_CODE || !value.is_finite() {
        return None;
    }
    let sections = sections(code)?;
    let (section, signed) = chosen(&sections, value)?;
    if section.is_white {
        return Some(String::new());
    }
    if section.is_date() {
        return date::shown(&section.tokens, value, epoch);
    }
    figure::shown(&section.tokens, value, signed)
}

/// What a cell with this format shows for a text; `None` where that is not known here.
pub(super) fn text(code: &str, text: &str) -> Option<String> {
    if is_general(code) {
        return Some(text.to_owned());
    }
    if code.len() > MAX_CODE {
        return None;
    }
    let sections = sections(code)?;
    let has_place = |section: &&Section| section.tokens.contains(&Token::Text);
    let Some(section) = sections.get(3).or_else(|| sections.last().filter(has_place)) else {
        return Some(text.to_owned());
    };
    let mut out = String::new();
    for token in &section.tokens {
        match token {
            Token::Text | Token::General => out.push_str(text),
            Token::Literal(c) => out.push(*c),
            _ => return Some(text.to_owned()),
        }
    }
    Some(if section.is_white { String::new() } else { out })
}

/// The section that a number is shown by, and whether it puts a minus before a negative one.
fn chosen(sections: &[Section], value: f64) -> Option<(&Section, bool)> {
    if sections.iter().any(|section| section.condition.is_some()) {
        let holds = |section: &&Section| section.condition.is_none_or(|condition| condition.holds(value));
        // How a negative number's sign is shown depends on what the conditions leave open.
        return sections.iter().take(3).find(holds).filter(|_| value >= 0.0).map(|section| (section, false));
    }
    let numbers = &sections[..sections.len().min(3)];
    let is_text = |section: &Section| section.tokens.contains(&Token::Text);
    Some(match numbers {
        [.., last] if value == 0.0 && numbers.len() == 3 && !is_text(last) => (last, false),
        [_, negative, ..] if value < 0.0 && !is_text(negative) => (negative, false),
        [first, ..] => (first, true),
        [] => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(code: &str, value: f64, expected: impl Into<Option<&'static str>>) {
        let shown = number(code, value, Epoch::Since1900);
        assert_eq!(shown.as_deref(), expected.into(), "{code:?} {value}");
    }

    #[test]
    fn rounding_and_grouping() {
        check("General", 1386.57, "1386.57");
        check("0", 1386.57, "1387");
        check("0", 0.5, "1");
        check("0", -0.2, "0");
        check("0.00", 1.005, "1.01");
        check("0.00", 161.0, "161.00");
        check("#,##0.00", 1_234_567.891, "1,234,567.89");
        check("#,##0", 999.5, "1,000");
        check("#,##0", 0.0, "0");
        check("0000", 12.0, "0012");
        check("#.##", 0.5, ".5");
        check("#", 0.0, "");
        check("0%", 0.125, "13%");
        check("0_ ", -7.0, "-7");
    }

    #[test]
    fn scaling_and_literals() {
        check("0,", 12_345.0, "12");
        check("0.0,,", 12_345_678.0, "12.3");
        check("0!.0,", 12_345.0, "1.2");
        check("0!.0,\"万\"", 1_612_345.0, "161.2万");
        check("0\"件\"", 12.0, "12件");
        check("0\\件", 12.0, "12件");
        check("\"约\"#,##0\"件\"", 1598.0, "约1,598件");
        check("0\"0\"", 12.0, "120");
        check("000-0000", 1_234_567.0, "123-4567");
        check("[$￥-804]#,##0.00", 5.0, "￥5.00");
    }

    #[test]
    fn sections() {
        check(";;;", 5.0, "");
        check("0;-0;;@", 0.0, "");
        check("0;-0;;@", -4.0, "-4");
        check("0;0", -4.0, "4");
        check("0_);(0)", -4.0, "(4)");
        check("0;[Red]-0;\"/\"", 0.0, "/");
        check("[White]0", 5.0, "");
        check("[>=100]\"多\";0", 161.0, "多");
        check("[>=100]\"多\";0", 61.0, "61");
        check("_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", 0.0, "-");
    }

    #[test]
    fn dates_and_times() {
        check("yyyy-mm-dd", 45_657.0, "2024-12-31");
        check("yyyy\"年\"m\"月\"d\"日\"", 45_292.0, "2024年1月1日");
        check("[$-804]yyyy/m/d;@", 60.0, "1900/2/29");
        check("yyyy/m/d", 161.0, "1900/6/9");
        check("h:mm:ss", 0.5, "12:00:00");
        check("hh:mm AM/PM", 0.75, "06:00 PM");
        check("[h]:mm", 1.5, "36:00");
        check("mm:ss", 0.000_694_444_444, "01:00");
        check("yyyy-m-d h:mm", 45_657.999_999, "2025-1-1 0:00");
        assert_eq!(number("yyyy-m-d", 0.0, Epoch::Since1904).as_deref(), Some("1904-1-1"));
    }

    #[test]
    fn what_is_not_known_is_not_guessed() {
        for (code, value) in [
            ("# ?/?", 1.5),
            ("0.00E+00", 161.0),
            ("[DBNum1]General", 161.0),
            ("mmm-yy", 45_657.0),
            ("yyyy", -1.0),
            ("0\"件", 5.0),
            ("[>5", 5.0),
            ("[<0]0;0", -5.0),
        ] {
            check(code, value, None);
        }
    }

    #[test]
    fn texts() {
        for (code, expected) in [
            ("@", "甲"),
            ("0", "甲"),
            (";;;", ""),
            ("0;0;0", "甲"),
            ("0;0;0;\"共\"@\"件\"", "共甲件"),
            ("0;@", "甲"),
            ("[White]@", ""),
        ] {
            assert_eq!(text(code, "甲").as_deref(), Some(expected), "{code}");
        }
    }
}
