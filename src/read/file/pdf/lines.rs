//! Characters as lines of text.

use super::flaws;
use super::geometry::by;
use super::glyph::Glyph;

/// A line of text; wide gaps in it are tabs.
pub(super) struct Line {
    pub base: f32,
    pub text: String,
}

/// Glyphs that run to the right as lines of text, from the top down. What is wrong with one stands
/// in its place, as [`flaws`] writes it.
pub(super) fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    // A space that may set off thousands is kept as it is, as in text; any other is seen by its gap.
    let spaces: Vec<Glyph> = glyphs.iter().filter(|glyph| glyph.text.chars().all(sets_off)).cloned().collect();
    let set = |line: Vec<Glyph>| set(line, &spaces);
    glyphs.retain(|glyph| !glyph.text.chars().all(char::is_whitespace));
    let glyphs = by(glyphs, Glyph::base);
    let mut lines = Vec::new();
    let mut line: Vec<Glyph> = Vec::new();
    for glyph in glyphs {
        if line.first().is_some_and(|first| glyph.base() - first.base() > 0.5 * first.size.max(glyph.size)) {
            lines.extend(apart(std::mem::take(&mut line)).into_iter().map(set));
        }
        line.push(glyph);
    }
    if !line.is_empty() {
        lines.extend(apart(line).into_iter().map(set));
    }
    lines
}

/// Spaces of fixed width, and those that do not break: the ones that a figure may hold.
fn sets_off(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{2004}'..='\u{200A}' | '\u{202F}' | '\u{3000}')
}

/// Lines that lie on each other, as those of a text that does not fit its cell do, by their
/// baselines. Characters are given in the order of these.
fn apart(line: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    let is_aside = |a: &Glyph, b: &Glyph| (a.base() - b.base()).abs() > 0.1 * a.size.max(b.size);
    let by_left: Vec<&Glyph> = by(line.iter().collect(), |glyph| glyph.left());
    let lies_on = |pair: &[&Glyph]| {
        let overlap = pair[0].right().min(pair[1].right()) - pair[1].left();
        let narrower = pair.iter().map(|glyph| glyph.right() - glyph.left()).fold(f32::MAX, f32::min);
        is_aside(pair[0], pair[1]) && pair[0].text != pair[1].text && overlap > 0.3 * narrower
    };
    if !by_left.windows(2).any(lies_on) {
        return vec![line];
    }
    let mut lines: Vec<Vec<Glyph>> = Vec::new();
    for glyph in line {
        match lines.last_mut() {
            Some(last) if last.first().is_some_and(|first| !is_aside(first, &glyph)) => last.push(glyph),
            _ => lines.push(vec![glyph]),
        }
    }
    lines
}

/// Gaps as parts of a letter's size: wider ones are a space, or a tab.
const SPACE: f32 = 0.3;
const TAB: f32 = 1.5;

fn set(glyphs: Vec<Glyph>, spaces: &[Glyph]) -> Line {
    let mut glyphs = by(glyphs, Glyph::left);
    // Bold is feigned by painting the same letter twice, a little aside.
    glyphs.dedup_by(|b, a| {
        a.text == b.text
            && a.is_seen() == b.is_seen()
            && (b.left() - a.left()).abs() < 0.2 * a.size
            && (b.base() - a.base()).abs() < 0.2 * a.size
    });
    let size = glyphs.iter().map(|glyph| glyph.size).fold(0.0, f32::max);
    let base = glyphs.iter().filter(|glyph| glyph.size > 0.75 * size).map(Glyph::base).fold(f32::MIN, f32::max);
    let mut text = String::new();
    let mut end: Option<f32> = None;
    let mut was_raised = false;
    for glyph in &glyphs {
        // A footnote mark is no digit of the figure before it.
        let raised = glyph.size <= 0.75 * size && base - glyph.base() > 0.15 * size;
        let gap = end.map_or(0.0, |end| glyph.left() - end);
        if raised != was_raised && !text.is_empty() {
            text.push('\n');
        } else if gap > TAB * size {
            text.push('\t');
        } else if gap > SPACE * size {
            let is_digit = |c: char| c.is_ascii_digit();
            let is_between = |space: &Glyph| {
                (space.base() - glyph.base()).abs() < 0.2 * size
                    && space.right() <= glyph.left() + 0.1 * size
                    && end.is_some_and(|end| space.left() >= end - 0.1 * size)
            };
            let is_figure = text.ends_with(is_digit) && glyph.text.starts_with(is_digit);
            match spaces.iter().find(|space| is_figure && is_between(space)) {
                Some(space) => text += &space.text,
                None => text.push(' '),
            }
        }
        was_raised = raised;
        flaws::write(&mut text, glyph);
        end = Some(end.map_or(glyph.right(), |end| end.max(glyph.right())));
    }
    Line { base, text }
}
