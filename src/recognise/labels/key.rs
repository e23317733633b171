//! Printed labels as keys that compare: no spaces, punctuation, brackets or letter case, and on
//! request without the ordinal in front.

use crate::fold::nfkc;
use crate::order;
use std::sync::OnceLock;

/// A label's letters and digits.
pub(crate) type Key = Vec<char>;

/// Longer texts are prose, not labels.
pub(crate) const MAX_LABEL: usize = 80;

/// Compatibility forms folded: half-width brackets, one kind of space; without romanisation.
pub(crate) fn folded(text: &str) -> String {
    let folded = nfkc(text);
    if folded.contains('(') { plain(&folded) } else { folded }
}

/// A text without the romanisation that mirrors of Chinese pages add to characters: `規(guī)章`.
fn plain(folded: &str) -> String {
    /// The longest syllable, `zhuang`.
    const MAX_SYLLABLE: usize = 6;
    let is_hanzi = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    let mut plain = String::with_capacity(folded.len());
    let mut rest = folded;
    while let Some((before, behind)) = rest.split_once('(') {
        plain.push_str(before);
        let syllable = behind.split_once(')').filter(|(inside, _)| {
            let latin = |c: char| c.is_alphabetic() && c < '\u{250}';
            (1..=MAX_SYLLABLE).contains(&inside.chars().count()) && inside.chars().all(latin)
        });
        match syllable {
            Some((_, behind)) if before.ends_with(is_hanzi) => rest = behind,
            _ => {
                plain.push('(');
                rest = behind;
            }
        }
    }
    plain + rest
}

/// The key of a text.
pub(crate) fn key(text: &str) -> Key {
    kept(&folded(text))
}

/// The key of a folded text.
pub(crate) fn kept(folded: &str) -> Key {
    let mut key = Key::with_capacity(folded.len() / 3);
    for c in folded.chars() {
        match c {
            '\u{4E00}'..='\u{9FFF}' => key.push(simplified(c)),
            c if c.is_alphanumeric() => key.extend(c.to_lowercase()),
            _ => {}
        }
    }
    key
}

/// Traditional characters of the words that forms print, each before its simplified one.
const TRADITIONAL: &str = "條条項项內内數数規规開开對对總总額额處处決决許许務务罰罚強强費费購购採采報报關关請请業业機机構构組组織织會会舉举訴诉維维結结糾纠審审計计續续辦办況况現现於于無无為为減减單单萬万應应與与個个過过發发廢废據据義义護护權权類类屬属國国穩稳級级繫系繳缴納纳補补後后覆复復复複复經经動动區区確确認认獲获隻只製制議议訪访詢询轉转這这範范執执係系";

/// The simplified character of a traditional one; any other as it is.
pub(crate) fn simplified(c: char) -> char {
    static PAIRS: OnceLock<Vec<(char, char)>> = OnceLock::new();
    let pairs = PAIRS.get_or_init(|| {
        let letters: Key = TRADITIONAL.chars().collect();
        let pairs: Vec<(char, char)> = letters.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
        order::by(pairs, |pair| [pair.0 as usize, 0, 0])
    });
    pairs.binary_search_by_key(&c, |pair| pair.0).map_or(c, |at| pairs[at].1)
}

/// How many characters of the key belong to the ordinal in front: `（一）`, `二、`, `3.`; 0 where
/// there is none, or nothing else.
pub(crate) fn ordinal(folded: &str) -> usize {
    let text: Vec<char> = folded.chars().filter(|c| !c.is_whitespace()).take(8).collect();
    let open = usize::from(text.first().is_some_and(|c| matches!(c, '(' | '[' | '〔' | '【' | '第')));
    let digit = text[open..].iter().take_while(|c| c.is_ascii_digit()).count();
    let count = if digit > 0 { digit } else { text[open..].iter().take_while(|c| NUMERALS.contains(**c)).count() };
    if count == 0 || count > 2 {
        return 0;
    }
    let after = text[open + count..].first();
    let ends = after.is_some_and(|c| matches!(c, ')' | ']' | '〕' | '】' | '、' | '.' | ',' | '。' | ':' | '-' | '·'));
    // `1属于国家秘密`: a digit never starts a label's own words; 三 and 四 do.
    let glued = digit > 0 && open == 0 && after.is_some_and(|c| c.is_alphabetic());
    // `2.5` is a figure.
    let figure = text.get(open + count + 1).is_some_and(char::is_ascii_digit);
    if (ends && !figure || glued) && kept(folded).len() > count { count } else { 0 }
}

const NUMERALS: &str = "一二三四五六七八九十";

/// Whether a letter's change makes another label of it, however alike the two are.
fn tells(c: char) -> bool {
    matches!(
        c,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '0'
            ..='9'
                | '万'
                | '亿'
                | '千'
                | '历'
                | '累'
                | '不'
                | '未'
                | '无'
                | '非'
                | '上'
                | '下'
                | '增'
                | '减'
                | '前'
                | '后'
                | '新'
                | '旧'
                | '年'
                | '月'
                | '季'
    )
}

/// How many letters must be inserted, dropped or changed to make one key of the other; `None`
/// where more than `most`.
pub(crate) fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
        if row.iter().min().is_none_or(|least| *least > most) {
            return None;
        }
    }
    row.last().copied().filter(|last| *last <= most)
}

/// The letters of a key that tell labels apart however alike they are.
pub(crate) fn telling(key: &[char]) -> Key {
    let telling: Key = key.iter().copied().filter(|c| tells(*c)).collect();
    order::by(telling, |c| [*c as usize, 0, 0])
}

/// Which letters occur, one bit for each of 64 classes: a quick bound on the distance.
pub(crate) fn letters(key: &[char]) -> u64 {
    key.iter().fold(0, |mask, c| mask | 1 << (u32::from(*c) % 61))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, ordinals: usize, expected: &str) {
        assert_eq!(key(text).iter().collect::<String>(), expected, "{text}");
        assert_eq!(ordinal(&folded(text)), ordinals, "{text}");
    }

    #[test]
    fn keys_and_ordinals() {
        check("（一） 予以公开", 1, "一予以公开");
        check("1. 属于国家\u{3000}秘密", 1, "1属于国家秘密");
        check("1、其他", 1, "1其他");
        check("1属于国家秘密", 1, "1属于国家秘密");
        check("三、本年度办理结果", 1, "三本年度办理结果");
        check("本年增/减", 0, "本年增减");
        check("三安全", 0, "三安全");
        check("2.5万元", 0, "25万元");
        check("2019年", 0, "2019年");
        check("（七）", 0, "七");
        check("总 计", 0, "总计");
        check("二、規範性文件", 1, "二规范性文件");
        check("規(guī)章", 0, "规章");
        check("行政(zhèng)許(xǔ)可（件）", 0, "行政许可件");
        check("（a）规章", 0, "a规章");
    }

    #[test]
    fn likeness_stops_at_letters_that_tell() {
        let distance = |a, b| distance(&key(a), &key(b), 3).filter(|_| telling(&key(a)) == telling(&key(b)));
        assert_eq!(distance("本年废纸件数", "本年废止件数"), Some(1));
        assert_eq!(distance("其他法律行政止公开", "其他法律行政法规禁止公开"), Some(3));
        assert_eq!(distance("属于三类内部事务信息", "属于四类内部事务信息"), None);
        assert_eq!(distance("上年结转", "下年结转"), None);
    }
}
