//! What styles make of a text: struck out, hidden, or shown.

use super::css::{Property, Value};
use super::sheet::Own;
use crate::read::Flaw;

/// How text in an element is shown, by its own styles and those of what it stands in.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    /// A line goes through it.
    struck: bool,
    /// `visibility`: anything but visible.
    invisible: bool,
    /// `visibility: collapse`, which takes rows and columns away.
    pub collapsed: bool,
    /// What nothing inside can undo: transparency, clipping.
    gone: bool,
    /// A font of no size.
    tiny: bool,
    /// Indented out of the page.
    away: bool,
    /// In a row group or column group that is not displayed.
    pub absent: bool,
    /// In what Excel lays out itself: a table there is none of the page's.
    pub laid_out: bool,
}

/// Elements that strike out their text unless a style says otherwise.
const STRIKING: [&str; 3] = ["s", "strike", "del"];
/// Elements that start with a size and an indent of their own.
const FRESH: [&str; 5] = ["table", "input", "textarea", "select", "button"];

impl Seen {
    /// How text is shown in an element that stands in text shown like this.
    pub fn inside(self, name: &str, own: &Own) -> Self {
        let said = |property: Property| own[property as usize];
        let is_out = said(Property::Position) == Some(Value::Out);
        let mut seen = self;
        if is_out || said(Property::Float) == Some(Value::Out) || said(Property::Display) == Some(Value::Atomic) {
            seen.struck = false;
        }
        seen.struck |= match said(Property::Line) {
            Some(value) => value == Value::Through,
            None => STRIKING.contains(&name),
        };
        if FRESH.contains(&name) {
            (seen.tiny, seen.away, seen.absent) = (false, false, false);
        }
        match said(Property::Visibility) {
            None | Some(Value::Same) => {}
            Some(value) => {
                seen.invisible = value != Value::Other;
                seen.collapsed = value == Value::Collapse;
            }
        }
        match said(Property::FontSize) {
            None | Some(Value::Same) => {}
            Some(value) => seen.tiny = value == Value::Zero,
        }
        seen.away = said(Property::Indent).map_or(seen.away, |value| value == Value::Away);
        seen.gone |= said(Property::Opacity) == Some(Value::Zero)
            || said(Property::Clip) == Some(Value::None)
            || is_out && (said(Property::Clip) == Some(Value::Zero) || said(Property::Offset) == Some(Value::Away));
        seen.laid_out |= said(Property::Ignore) == Some(Value::Layout);
        // Pages hide themselves whole until a script has run, or against being framed.
        if is_root(name) { Self { struck: seen.struck, ..Self::default() } } else { seen }
    }

    /// Why text here is none that a person sees.
    pub fn flaw(self) -> Option<Flaw> {
        match self {
            _ if self.invisible || self.gone || self.tiny || self.away => Some(Flaw::Hidden),
            _ if self.struck => Some(Flaw::Struck),
            _ => None,
        }
    }
}

/// Whether an element takes no place at all.
pub(super) fn is_absent(name: &str, own: &Own, hidden: bool) -> bool {
    let is_none = |property: Property| own[property as usize] == Some(Value::None);
    let is_undisplayed = match own[Property::Display as usize] {
        Some(value) => value == Value::None,
        None => hidden,
    };
    !is_root(name) && (is_undisplayed || is_none(Property::Hide))
}

fn is_root(name: &str) -> bool {
    matches!(name, "html" | "body")
}
