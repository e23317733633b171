//! The styles and fonts of an old Word file ([MS-DOC] 2.9.271 and 2.9.286).

use super::super::compound::u16_at;
use super::super::content::{Look, Prompt};
use super::super::symbol::Font;
use super::sprm::{Characters, Toggle};
use crate::read::Flaw;

/// Styles are based on each other some five deep.
const MAX_BASES: usize = 30;
/// Numbers of styles are smaller.
const NO_STYLE: u16 = 0x0FFF;

/// The styles, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<Option<Style>>);

#[derive(Debug)]
struct Style {
    kind: u16,
    base: u16,
    prompt: Prompt,
    characters: Characters,
}

impl Styles {
    /// Reads the style sheet; what a broken one still tells is kept.
    pub fn of(sheet: &[u8]) -> Self {
        let mut styles = Vec::new();
        let _ = read(sheet, &mut styles);
        Self(styles)
    }

    fn get(&self, number: u16) -> Option<&Style> {
        self.0.get(usize::from(number))?.as_ref()
    }

    /// What a style says of one property together with those it is based on.
    fn toggle(&self, number: u16, of: fn(&Characters) -> Option<Toggle>) -> Option<bool> {
        let mut inverted = false;
        let mut next = number;
        for _ in 0..MAX_BASES {
            let style = self.get(next)?;
            match of(&style.characters) {
                Some(Toggle::On) => return Some(!inverted),
                Some(Toggle::Off) => return Some(inverted),
                Some(Toggle::NotAsStyle) => inverted = !inverted,
                Some(Toggle::AsStyle) | None => {}
            }
            if style.base == NO_STYLE {
                break;
            }
            next = style.base;
        }
        inverted.then_some(true)
    }

    /// What a style says of all that is no toggle, together with those it is based on.
    fn plain(&self, number: u16) -> Characters {
        let mut all = Characters::default();
        let mut next = self.get(number);
        for _ in 0..MAX_BASES {
            let Some(style) = next else { break };
            all = all.over(style.characters);
            next = self.get(style.base);
        }
        all
    }

    /// How characters look in a paragraph of this style; a font by its number.
    pub fn look(&self, paragraph: u16, own: &Characters, font: impl Fn(u16) -> Font) -> Look {
        let style = own.style.filter(|number| self.get(*number).is_some_and(|style| style.kind == 2));
        // Such a property of a character style turns off that of the paragraph's.
        let toggled = |of: fn(&Characters) -> Option<Toggle>| {
            let by_paragraph = self.toggle(paragraph, of) == Some(true);
            let by_style = style.and_then(|number| self.toggle(number, of)) == Some(true);
            let by_styles = by_paragraph != by_style;
            of(own).map_or(by_styles, |own| own.over(by_styles))
        };
        let all = own.over(style.map(|number| self.plain(number)).unwrap_or_default()).over(self.plain(paragraph));
        Look {
            struck: toggled(|it| it.strike) || toggled(|it| it.double_strike),
            hidden: toggled(|it| it.vanish),
            deleted: own.deleted == Some(true),
            inserted: own.inserted == Some(true),
            raised: all.script == Some(true) || all.position == Some(true),
            prompt: style.and_then(|number| self.get(number)).map(|style| style.prompt).unwrap_or_default(),
            font: all.font.map(font).unwrap_or_default(),
        }
    }

    /// Why the text of a table with this style is not read; `None` where it is.
    pub fn left_out(&self, table: u16) -> Option<Flaw> {
        let on = |of: fn(&Characters) -> Option<Toggle>| self.toggle(table, of) == Some(true);
        let struck = on(|it| it.strike) || on(|it| it.double_strike);
        Look { struck, hidden: on(|it| it.vanish), ..Look::default() }.left_out()
    }
}

/// The styles one behind the other, each with its length.
fn read(sheet: &[u8], styles: &mut Vec<Option<Style>>) -> Option<()> {
    let header = usize::from(u16_at(sheet, 0)?);
    let count = u16_at(sheet, 2)?;
    let fixed = usize::from(u16_at(sheet, 4)?);
    let mut at = 2 + header;
    for _ in 0..count {
        let length = usize::from(u16_at(sheet, at)?);
        let body = sheet.get(at + 2..at + 2 + length)?;
        styles.push(style(body, fixed));
        at += 2 + length + length % 2;
    }
    Some(())
}

/// A style: a part of fixed length, its name, then a list of properties for each kind it has.
fn style(body: &[u8], fixed: usize) -> Option<Style> {
    let (kind, base) = (u16_at(body, 2)? & 0xF, u16_at(body, 2)? >> 4);
    let length = usize::from(u16_at(body, fixed)?);
    let name: Vec<u16> = (0..length).map_while(|at| u16_at(body, fixed + 2 + at * 2)).collect();
    let prompt = Prompt::of_style(&String::from_utf16_lossy(&name));
    // Characters come behind what holds of paragraphs, and of a table.
    let before = match kind {
        1 => 1,
        2 => 0,
        3 => 2,
        _ => return Some(Style { kind, base, prompt, characters: Characters::default() }),
    };
    let mut at = fixed + 2 + (length + 1) * 2;
    let mut list: &[u8] = &[];
    for _ in 0..=before {
        let Some(length) = u16_at(body, at).map(usize::from) else { break };
        list = body.get(at + 2..at + 2 + length).unwrap_or(&[]);
        at += 2 + length + length % 2;
    }
    Some(Style { kind, base, prompt, characters: Characters::of(list) })
}

/// The fonts, by their numbers.
pub(super) fn fonts(table: &[u8]) -> Vec<Font> {
    let mut fonts = Vec::new();
    let mut at = 4;
    while let Some(length) = table.get(at).copied().map(usize::from) {
        let font = table.get(at + 1..at + 1 + length).unwrap_or(&[]);
        let name: Vec<u16> = (0..64).map_while(|at| u16_at(font, 39 + at * 2)).take_while(|&unit| unit != 0).collect();
        let is_symbol = font.get(3) == Some(&2);
        let named = Font::named(&String::from_utf16_lossy(&name));
        // A symbol font of another name: what its codes show is not known.
        fonts.push(if named == Font::Text && is_symbol { Font::Pictures } else { named });
        at += 1 + length;
    }
    fonts
}
