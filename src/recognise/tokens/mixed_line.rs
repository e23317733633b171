//! Lines in which labels and figures run together: `1.属于国家秘密00000002.其他法律…`.

use crate::recognise::labels::figure::is_unit;
use crate::recognise::labels::key::{MAX_LABEL, folded, simplified};
use crate::recognise::labels::lexicon::{Hit, How, Lexicon};

/// A part of such a line.
#[derive(Debug)]
pub(crate) enum Part {
    /// A label, and the text it was written as where that matched only loosely.
    Label(Vec<Hit>, Option<String>),
    /// Figures, and whether the last digit may be the number of the label behind them instead.
    Figures(String, bool),
    /// Anything else.
    Other,
}

/// What a letter starts.
#[derive(Clone, Copy)]
enum Step {
    Label(usize, How),
    Digit,
    Unit,
    Letter,
}

/// A part with the letters it is made of: the first, and the one behind the last.
struct Stretch {
    from: usize,
    to: usize,
    part: Part,
}

/// Longer lines are no tables.
const MAX_LINE: usize = 50_000;
/// So many parts of a line are looked at for misspelt labels; a report has some hundred.
const MAX_TRIALS: usize = 1000;

/// The parts of a line; `None` where no label with figures behind it is in it.
pub(crate) fn split(text: &str, lexicon: &Lexicon) -> Option<Vec<Part>> {
    if text.len() > 3 * MAX_LINE || !text.chars().any(char::is_numeric) {
        return None;
    }
    let mut line = Line::of(text);
    line.part(lexicon);
    line.spell(lexicon);
    line.sober();
    let is_label = |part: &Part| matches!(part, Part::Label(..));
    let pairs = line.parts.windows(2);
    let found = pairs.into_iter().any(|pair| is_label(&pair[0].part) && matches!(pair[1].part, Part::Figures(..)));
    found.then(|| line.parts.into_iter().map(|stretch| stretch.part).collect())
}

/// A line on its way to parts.
struct Line {
    text: Vec<char>,
    /// The letters and digits of the text.
    letters: Vec<char>,
    /// Where each of them stands in the text.
    places: Vec<usize>,
    parts: Vec<Stretch>,
}

impl Line {
    fn of(text: &str) -> Self {
        let text: Vec<char> = folded(text).chars().collect();
        let counts = text.iter().enumerate().filter(|(_, letter)| letter.is_alphanumeric());
        let (letters, places) =
            counts.map(|(place, letter)| (simplified(letter.to_lowercase().next().unwrap_or(*letter)), place)).unzip();
        Self { text, letters, places, parts: Vec::new() }
    }

    /// What each letter starts on the cheapest way through the line, and where that ends: as few
    /// letters as possible that belong to nothing, then as few labels as possible.
    fn steps(&self, lexicon: &Lexicon) -> Vec<(Step, usize)> {
        let letters = &self.letters;
        let mut costs = vec![0; letters.len() + 1];
        let mut steps = vec![(Step::Letter, 0); letters.len()];
        for from in (0..letters.len()).rev() {
            let mut best = match letters[from].is_ascii_digit() {
                true => (costs[from + 1] + 1, Step::Digit, from + 1),
                false => (costs[from + 1] + 4, Step::Letter, from + 1),
            };
            let mut offer = |cost: usize, step: Step, to: usize| {
                if costs[to] + cost < best.0 {
                    best = (costs[to] + cost, step, to);
                }
            };
            let follows = |at: usize| at > 0 && letters[at - 1].is_ascii_digit() && self.gap(at).is_empty();
            for to in (from + 1..=letters.len()).take(2) {
                if is_unit(&letters[from..to]) && follows(from) {
                    offer(1, Step::Unit, to);
                }
            }
            let end = letters.len().min(from + MAX_LABEL);
            // In `12，其他` the 2 is no number of 其他.
            let counted = follows(from) && letters[from].is_ascii_digit() && self.gap(from + 1).contains(&',');
            for (length, entry) in lexicon.starting(&letters[from..end]).filter(|_| !counted) {
                let how = lexicon.best(entry);
                offer(2 + usize::from(how != How::Exact), Step::Label(entry, how), from + length);
            }
            costs[from] = best.0;
            steps[from] = (best.1, best.2);
        }
        steps
    }

    /// Puts the cheapest way's steps together.
    fn part(&mut self, lexicon: &Lexicon) {
        let steps = self.steps(lexicon);
        let mut from = 0;
        while from < steps.len() {
            let (step, mut to) = steps[from];
            let part = match step {
                Step::Label(entry, how) => Part::Label(lexicon.hits(entry, how), None),
                Step::Digit | Step::Unit => {
                    while let Some((Step::Digit | Step::Unit, next)) = steps.get(to) {
                        to = *next;
                    }
                    Part::Other
                }
                Step::Letter => {
                    while let Some((Step::Letter, next)) = steps.get(to) {
                        to = *next;
                    }
                    Part::Other
                }
            };
            self.parts.push(Stretch { from, to, part });
            from = to;
        }
        for at in 0..self.parts.len() {
            if let Some(part) = self.figures(at) {
                self.parts[at].part = part;
            }
        }
    }

    /// What stands in the text before a letter, behind the one before it.
    fn gap(&self, letter: usize) -> &[char] {
        let from = letter.checked_sub(1).map_or(0, |before| self.places[before] + 1);
        let to = self.places.get(letter).copied().unwrap_or(self.text.len());
        &self.text[from..to]
    }

    /// The figures that a part is, unless they stand in a sentence.
    fn figures(&self, at: usize) -> Option<Part> {
        let Stretch { from, to, part: Part::Other } = self.parts[at] else { return None };
        if !self.letters[from].is_ascii_digit() {
            return None;
        }
        let fits = |letter: &char| letter.is_whitespace() || matches!(letter, '+' | '-' | '.' | ',' | '/' | '—');
        if (from + 1..to).any(|letter| !self.gap(letter).iter().all(fits)) {
            return None;
        }
        // `002、其他`: the last digit numbers what follows. Nothing has the number 0.
        // At the line's end it is what follows there.
        let number = matches!(self.letters[to - 1], '1'..='9');
        let parted = number && matches!(self.gap(to).first(), Some('.' | '、' | ')'));
        let ends = to == self.letters.len();
        let numbers = parted && !ends;
        let to = if numbers { to - 1 } else { to };
        if to == from {
            return None;
        }
        let sign = self.gap(from).last().filter(|letter| matches!(letter, '+' | '-')).map_or(0, |_| 1);
        let text = self.text[self.places[from] - sign..=self.places[to - 1]].iter().collect();
        // `0 0 02属于…`: nothing parts the label's number from the figures.
        let next = !numbers && self.letters.get(to).is_some_and(char::is_ascii_digit);
        let apart = !self.gap(to).is_empty() || self.letters.get(to + 1).is_some() && !self.gap(to + 1).is_empty();
        Some(Part::Figures(text, next && !apart || parted && ends))
    }

    /// Takes what is left over for a misspelt label where it can be one.
    fn spell(&mut self, lexicon: &Lexicon) {
        let short = |stretch: &&mut Stretch| {
            let letters = &self.letters[stretch.from..stretch.to];
            matches!(stretch.part, Part::Other) && letters.len() <= MAX_LABEL / 2 && !letters[0].is_ascii_digit()
        };
        for stretch in self.parts.iter_mut().filter(short).take(MAX_TRIALS) {
            let letters = &self.letters[stretch.from..stretch.to];
            let hits = lexicon.loose(letters, 0);
            if !hits.is_empty() {
                stretch.part = Part::Label(hits, Some(letters.iter().collect()));
            }
        }
    }

    /// Takes figures and labels in the midst of sentences for what they are.
    fn sober(&mut self) {
        let is_other = |part: Option<&Stretch>| matches!(part, Some(Stretch { part: Part::Other, .. }));
        let is_label = |part: Option<&Stretch>| matches!(part, Some(Stretch { part: Part::Label(..), .. }));
        let stops = |gap: &[char]| gap.iter().any(|letter| matches!(letter, '。' | ',' | ';' | ':' | '!' | '?' | '《'));
        let figures = (0..self.parts.len()).filter(|&at| matches!(self.parts[at].part, Part::Figures(..)));
        let prose = figures.filter(|&at| {
            let Stretch { from, to, .. } = self.parts[at];
            let next = self.parts.get(at + 1);
            let before = at == 0 || is_label(self.parts.get(at - 1)) && !stops(self.gap(from));
            let noted = self.gap(to).contains(&'(') && !is_label(next);
            let behind = next.is_none() || is_label(next) || self.is_section(to);
            !before || !behind || noted || stops(self.gap(to))
        });
        for at in prose.collect::<Vec<_>>() {
            self.parts[at].part = Part::Other;
        }
        let lone = (0..self.parts.len()).filter(|&at| {
            let before = at.checked_sub(1).and_then(|before| self.parts.get(before));
            let next = self.parts.get(at + 1);
            let alone = (before.is_none() || is_other(before)) && (next.is_none() || is_other(next));
            is_label(self.parts.get(at)) && alone && self.parts.len() > 1
        });
        for at in lone.collect::<Vec<_>>() {
            self.parts[at].part = Part::Other;
        }
    }

    /// Whether a section's number stands at a letter: `五、…`, or twice by mistake: `三三、…`.
    fn is_section(&self, letter: usize) -> bool {
        let numeral = |at: usize| self.letters.get(at).is_some_and(|letter| "一二三四五六七八九十".contains(*letter));
        numeral(letter) && (numeral(letter + 1) || matches!(self.gap(letter + 1), ['、' | ')' | '.', ..]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Form;

    const FORM: &str = r#"{
        "id": "f", "name": "f", "title": "年报", "authority": "a", "from": 2000,
        "tables": [{ "id": "t", "name": "表", "label": "一、收成", "blocks": [{
            "unit": "", "columns": [{ "id": "a", "label": "春季产量" }, { "id": "b", "label": "总计" }],
            "rows": [{ "id": "x", "label": "1.苹果树" }, { "id": "y", "label": "2.其他" }]
        }] }],
        "rules": []
    }"#;

    fn check(text: &str, expected: &str) {
        let lexicon = Lexicon::of(&Form::from_json(FORM).expect("a form"));
        let shown = |part: &Part| match part {
            Part::Label(hits, None) => lexicon.entries[hits[0].entry].printed.clone(),
            Part::Label(hits, Some(_)) => format!("~{}", lexicon.entries[hits[0].entry].printed),
            Part::Figures(text, doubt) => format!("<{text}>{}", if *doubt { "?" } else { "" }),
            Part::Other => "…".to_owned(),
        };
        let parts = split(text, &lexicon).map(|parts| parts.iter().map(shown).collect::<Vec<_>>().join(" "));
        assert_eq!(parts.unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn labels_and_figures_are_told_apart() {
        check("春季产量总计1.苹果树0 0 02.其他12五、问题", "春季产量 总计 1.苹果树 <0 0 0> 2.其他 <12> …");
        check("1.苹果树0 02其他7", "1.苹果树 <0 0>? 2.其他 <7>");
        check("1.苹果树0 03、其他7", "1.苹果树 <0 0> 2.其他 <7>");
        check("1.苹果树0 30、其他7", "1.苹果树 <0 30> 2.其他 <7>");
        check("1.苹果树0 03.", "1.苹果树 <0 03>?");
        check("1.苹果树-2.5万元", "1.苹果树 <-2.5万元>");
        check("春季产里总计1.苹果树00", "~春季产量 总计 1.苹果树 <00>");
    }

    #[test]
    fn sentences_are_no_tables() {
        check("全年苹果树12棵，其他3棵", "");
        check("苹果树12，其他3。", "");
        check("苹果树", "");
        check("2024年", "");
    }
}
