//! What a document says of itself: whether it gives itself out for a whole report, and whose.

use super::split::{MAX_TITLE, is_title, lines, texts};
use crate::order::Set;
use crate::read::Document;
use crate::recognise::labels::form_index::FormIndex;
use crate::recognise::labels::key::{Key, key};

/// Whether a document gives itself out for a whole report: it bears the title of one, which may be
/// broken over two lines, or the headings of all the tables of a form.
pub(crate) fn is_whole(document: &Document, forms: &[FormIndex]) -> bool {
    let titles: Vec<&Key> = forms.iter().map(|form| &form.title).filter(|title| !title.is_empty()).collect();
    let labels = |form: &FormIndex| -> Vec<Key> { form.form.tables.iter().map(|table| key(&table.label)).collect() };
    let labels: Vec<Vec<Key>> = forms.iter().map(labels).collect();
    let mut met: Vec<Set<usize>> = vec![Set::default(); forms.len()];
    let mut before = Key::new();
    for text in lines(document).flat_map(|line| texts(document, line)) {
        if is_title(text, &titles) {
            return true;
        }
        let text = if text.len() > 6 * MAX_TITLE { Key::new() } else { key(text) };
        let joined = [&before[..], &text].concat();
        if joined.len() <= MAX_TITLE && titles.iter().any(|title| joined.ends_with(title)) {
            return true;
        }
        for (labels, met) in labels.iter().zip(&mut met) {
            met.extend(labels.iter().position(|label| !label.is_empty() && text.starts_with(label)));
        }
        before = text;
    }
    labels.iter().zip(&met).any(|(labels, met)| labels.len() > 1 && met.len() == labels.len())
}

/// Whose report it is: what stands before the year and the form's title, or on the line above them.
pub(crate) fn issuer(document: &Document, forms: &[FormIndex]) -> Option<String> {
    let titles: Vec<&str> =
        forms.iter().map(|form| form.form.title.as_str()).filter(|title| !title.is_empty()).collect();
    let mut before = String::new();
    for text in lines(document).flat_map(|line| texts(document, line)) {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).take(4 * MAX_TITLE).collect();
        let found = titles.iter().find_map(|title| text.find(title).map(|at| &text[..at]));
        if let Some(front) = found.filter(|_| text.chars().count() <= MAX_TITLE) {
            let name = name(front);
            let above = || name_above(&before);
            return Some(name).filter(|name| !name.is_empty()).or_else(above);
        }
        before = text;
    }
    None
}

/// What is left of `某某局关于2023年度` without the year.
fn name(front: &str) -> String {
    let is_of_year = |c: char| c.is_ascii_digit() || "年度〇○零一二三四五六七八九".contains(c);
    let front = front.rsplit([':', '：']).next().unwrap_or_default();
    let name = front.trim_end_matches(is_of_year).trim_end_matches("关于");
    name.trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// A line that is nothing but a name.
fn name_above(line: &str) -> Option<String> {
    let is_name = (3..=30).contains(&line.chars().count()) && line.chars().all(char::is_alphabetic);
    is_name.then(|| line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_before_the_year() {
        assert_eq!(name("某某县农业农村局2023年"), "某某县农业农村局");
        assert_eq!(name("某某市人民政府关于二〇二三年度"), "某某市人民政府");
        assert_eq!(name("2023年"), "");
        assert_eq!(name("标题：某某镇人民政府2020年"), "某某镇人民政府");
        assert_eq!(name("《某某镇人民政府2024年度"), "某某镇人民政府");
        assert_eq!(name_above("某某区水务局").as_deref(), Some("某某区水务局"));
        assert_eq!(name_above("索引号：123"), None);
    }
}
