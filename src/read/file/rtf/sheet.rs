//! The fonts and styles that an RTF file lists before its text.

use super::super::content::{Look, Prompt};
use super::super::symbol::Font;
use super::State;

/// Styles are based on each other some five deep.
const MAX_BASES: usize = 30;
/// Writers number fonts up to some ten thousand, and styles up to some hundred.
const MAX_FONTS: usize = 1 << 16;
const MAX_STYLES: usize = 1 << 12;
/// The name of a font or style, or a choice of a form field, in bytes.
const MAX_NAME: usize = 300;

#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// By their numbers; those of characters apart from those of paragraphs.
    fonts: Vec<Font>,
    paragraph_styles: Vec<Option<Style>>,
    character_styles: Vec<Option<Style>>,
    /// The name that is being read.
    name: String,
    /// Of the font being read: whether it has codes of its own. Of the style: what it is based on.
    pub is_symbol: bool,
    pub base: Option<i32>,
}

#[derive(Debug)]
struct Style {
    own: State,
    base: Option<i32>,
    prompt: Prompt,
}

impl Sheet {
    /// Goes on with a name.
    pub fn name(&mut self, text: &str) {
        if self.name.len() < MAX_NAME {
            self.name.push_str(text);
        }
    }

    pub fn take_name(&mut self) -> String {
        std::mem::take(&mut self.name)
    }

    /// A group of the list ends.
    pub fn drop_name(&mut self) {
        self.name.clear();
    }

    /// Goes on with the name of a font, which ends with a semicolon.
    pub fn font(&mut self, text: &str, state: &State) {
        self.name(text);
        if text.ends_with(';') {
            let name = self.take_name();
            let font = Font::named(name.trim_end_matches(';'));
            // A symbol font of another name: what its codes show is not known.
            let font = if font == Font::Text && self.is_symbol { Font::Pictures } else { font };
            if let Some(number) = usize::try_from(state.font).ok().filter(|number| *number < MAX_FONTS) {
                self.fonts.resize(self.fonts.len().max(number + 1), Font::Text);
                self.fonts[number] = font;
            }
            self.is_symbol = false;
        }
    }

    /// Goes on with the name of a style, which ends with a semicolon.
    pub fn style(&mut self, text: &str, state: &State) {
        self.name(text);
        if text.ends_with(';') {
            let name = self.take_name();
            let prompt =
                Prompt::of_style(name.trim_end_matches(';').split([',', ';']).next().unwrap_or_default().trim());
            let style = Style { own: *state, base: self.base.take(), prompt };
            let (styles, number) = match state.character_style {
                Some(number) => (&mut self.character_styles, number),
                None => (&mut self.paragraph_styles, state.paragraph_style),
            };
            if let Some(number) = usize::try_from(number).ok().filter(|number| *number < MAX_STYLES) {
                styles.resize_with(styles.len().max(number + 1), || None);
                styles[number] = Some(style);
            }
        }
    }

    /// What a style says of one property together with those it is based on.
    fn said(styles: &[Option<Style>], number: i32, of: &dyn Fn(&State) -> Option<bool>) -> bool {
        let get = |number: i32| styles.get(usize::try_from(number).ok()?)?.as_ref();
        let mut next = get(number);
        for _ in 0..MAX_BASES {
            let Some(style) = next else { break };
            if let Some(said) = of(&style.own) {
                return said;
            }
            next = style.base.and_then(get);
        }
        false
    }

    /// How characters look in this state. Writers repeat what a style says; where one did not, a
    /// reader may show the style all the same.
    pub fn look(&self, state: &State) -> Look {
        let by_characters = |of: &dyn Fn(&State) -> Option<bool>| {
            state.character_style.is_some_and(|number| Self::said(&self.character_styles, number, of))
        };
        let said = |of: &dyn Fn(&State) -> Option<bool>| {
            let by_paragraph = || Self::said(&self.paragraph_styles, state.paragraph_style, of);
            of(state).unwrap_or_else(|| by_paragraph() != by_characters(of))
        };
        let number = |number: i32| usize::try_from(number).unwrap_or(usize::MAX);
        let style = state.character_style.and_then(|own| self.character_styles.get(number(own))?.as_ref());
        let raised = |style: &State| (style.script || style.position).then_some(true);
        Look {
            struck: said(&|state| state.strike) || said(&|state| state.double_strike),
            hidden: said(&|state| state.hidden),
            deleted: state.deleted,
            inserted: state.inserted,
            raised: state.script || state.position || by_characters(&raised),
            prompt: style.map(|style| style.prompt).unwrap_or_default(),
            font: self.fonts.get(number(state.font)).copied().unwrap_or_default(),
        }
    }
}
