//! Days and times of day, as a format shows the number that stands for them.

use super::Epoch;
use super::section::Token;

/// Excel counts no further than 9999-12-31.
const LAST_DAY: f64 = 2_958_466.0;

/// A moment taken apart.
struct Moment {
    year: i64,
    month: i64,
    day: i64,
    /// Seconds since the first day counted, for time that runs on.
    elapsed: i64,
}

/// What the tokens of a section show for a number of days.
pub(super) fn shown(tokens: &[Token], value: f64, epoch: Epoch) -> Option<String> {
    if !(0.0..LAST_DAY).contains(&value) {
        return None;
    }
    let moment = moment(value, epoch);
    let has_half = tokens.iter().any(|token| matches!(token, Token::Half(_)));
    let mut out = String::new();
    for (at, token) in tokens.iter().enumerate() {
        let (figure, wide) = match *token {
            Token::Literal(c) => {
                out.push(c);
                continue;
            }
            Token::Comma => {
                out.push(',');
                continue;
            }
            Token::Half(chinese) => {
                let names = if chinese { ["上午", "下午"] } else { ["AM", "PM"] };
                out.push_str(names[usize::from(moment.elapsed / 3600 % 24 >= 12)]);
                continue;
            }
            Token::Date('y', 1 | 2) => (moment.year % 100, 2),
            Token::Date('y', _) => (moment.year, 4),
            Token::Date('m', wide @ 1..=2) if is_minute(tokens, at) => (moment.elapsed / 60 % 60, wide),
            Token::Date('m', wide @ 1..=2) => (moment.month, wide),
            Token::Date('d', wide @ 1..=2) => (moment.day, wide),
            Token::Date('h', wide @ 1..=2) if has_half => ((moment.elapsed / 3600 + 11) % 12 + 1, wide),
            Token::Date('h', wide @ 1..=2) => (moment.elapsed / 3600 % 24, wide),
            Token::Date('s', wide @ 1..=2) => (moment.elapsed % 60, wide),
            Token::Elapsed('h', wide) => (moment.elapsed / 3600, wide),
            Token::Elapsed('m', wide) => (moment.elapsed / 60, wide),
            Token::Elapsed(_, wide) => (moment.elapsed, wide),
            _ => return None,
        };
        out.push_str(&format!("{figure:0wide$}"));
    }
    Some(out)
}

/// Whether an `m` stands for minutes: behind hours, or before seconds.
fn is_minute(tokens: &[Token], at: usize) -> bool {
    let letter = |token: &Token| match token {
        Token::Date(letter, _) | Token::Elapsed(letter, _) => Some(*letter),
        _ => None,
    };
    tokens[..at].iter().rev().find_map(letter) == Some('h') || tokens[at + 1..].iter().find_map(letter) == Some('s')
}

fn moment(value: f64, epoch: Epoch) -> Moment {
    let elapsed = (value * 86_400.0).round() as i64;
    let days = elapsed / 86_400;
    // Days since 1970-01-01.
    let (year, month, day) = match (epoch, days) {
        (Epoch::Since1900, 0) => (1900, 1, 0),
        (Epoch::Since1900, 60) => (1900, 2, 29),
        (Epoch::Since1900, ..60) => civil(days - 25_568),
        (Epoch::Since1900, _) => civil(days - 25_569),
        (Epoch::Since1904, _) => civil(days - 24_107),
    };
    Moment { year, month, day, elapsed }
}

/// Year, month and day of so many days since 1970-01-01 (Howard Hinnant's algorithm).
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (era * 400 + year + i64::from(month <= 2), month, of_year - (153 * shifted + 2) / 5 + 1)
}
