//! What styles say of whether text is shown, and nothing else of CSS.

/// What a style can say that the walker asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Property {
    Display,
    Visibility,
    Opacity,
    FontSize,
    /// `text-decoration`, its line alone, or what Excel writes for it.
    Line,
    /// Word's hidden text.
    Hide,
    Clip,
    Indent,
    /// `left` or `top`.
    Offset,
    Position,
    Float,
    /// What Excel and WPS say that they lay out themselves.
    Ignore,
}

/// How many properties there are.
pub(super) const PROPERTIES: usize = Property::Ignore as usize + 1;

/// What is said of a property, as far as it makes a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Nothing that matters here; it still overrides what was said before.
    Other,
    /// What the parent has.
    Same,
    /// Not shown at all.
    None,
    /// `visibility: collapse`.
    Collapse,
    /// No size, or fully transparent.
    Zero,
    /// Far outside the page.
    Away,
    /// A line through the text.
    Through,
    /// A box of its own on lines of its own.
    Block,
    /// A box of its own within a line: the lines of what is around it end there.
    Atomic,
    /// Taken out of the flow, with the same effect.
    Out,
    /// Excel's cells that only look like one.
    Columns,
    /// Excel's pictures over cells, and the table that holds the cell's text below them.
    Layout,
}

/// Calls back for each declaration that counts: property, value, whether it is important.
pub(super) fn declarations(text: &str, declare: &mut dyn FnMut(Property, Value, bool)) {
    let mut rest = text;
    while !rest.is_empty() {
        let end = until(rest, b";");
        let declaration = &rest[..end];
        rest = rest.get(end + 1..).unwrap_or_default();
        let Some((name, said)) = declaration.split_once(':') else { continue };
        let (name, said) = (name.trim().to_ascii_lowercase(), said.trim().to_ascii_lowercase());
        let (said, important) = match said.rsplit_once('!') {
            Some((said, mark)) if mark.trim() == "important" => (said.trim_end(), true),
            Some(_) => continue,
            None => (said.as_str(), false),
        };
        if let Some((property, value)) = value(&name, said) {
            declare(property, value, important);
        }
    }
}

/// What a declaration says; `None` where a browser ignores it or it does not matter here.
fn value(name: &str, said: &str) -> Option<(Property, Value)> {
    let is = |wanted: &[&str]| wanted.contains(&said);
    let either = |condition: bool, value: Value| Some(if condition { value } else { Value::Other });
    let (property, value) = match name {
        "display" => (Property::Display, display(said)),
        "visibility" => (Property::Visibility, visibility(said)),
        "opacity" => (Property::Opacity, either(is_zero(said), Value::Zero)),
        "font-size" => (Property::FontSize, font_size(said)),
        "font" => (Property::FontSize, font(said)),
        "text-decoration" | "text-decoration-line" => {
            (Property::Line, either(said.split_ascii_whitespace().any(|word| word == "line-through"), Value::Through))
        }
        "text-line-through" => (Property::Line, (said != "none").then_some(Value::Through)),
        "mso-hide" => (Property::Hide, either(is(&["all", "screen"]), Value::None)),
        "clip" => (Property::Clip, either(is_clipped(said), Value::Zero)),
        "clip-path" => (Property::Clip, either(is(&["inset(50%)", "inset(100%)"]), Value::None)),
        "text-indent" => (Property::Indent, either(is_away(said), Value::Away)),
        "left" | "top" => (Property::Offset, is_away(said).then_some(Value::Away)),
        "position" => (Property::Position, either(is(&["absolute", "fixed"]), Value::Out)),
        "float" => (Property::Float, either(is(&["left", "right"]), Value::Out)),
        "mso-ignore" => (Property::Ignore, ignored(said)),
        _ => return None,
    };
    value.map(|value| (property, value))
}

fn display(said: &str) -> Option<Value> {
    const OTHER: [&str; 7] = ["inline", "contents", "run-in", "inherit", "initial", "unset", "revert"];
    const BLOCK: [&str; 7] = ["block", "flex", "grid", "list-item", "flow-root", "table", "-webkit-box"];
    Some(match said {
        "none" => Value::None,
        said if OTHER.contains(&said) || said.starts_with("table-") || said.starts_with("ruby") => Value::Other,
        said if BLOCK.contains(&said) => Value::Block,
        said if said.contains("inline-") => Value::Atomic,
        _ => return None,
    })
}

fn visibility(said: &str) -> Option<Value> {
    Some(match said {
        "hidden" => Value::None,
        "collapse" => Value::Collapse,
        "visible" | "initial" => Value::Other,
        "inherit" | "unset" => Value::Same,
        _ => return None,
    })
}

fn font_size(said: &str) -> Option<Value> {
    let is_relative = said.ends_with('%') || said.ends_with("em") && !said.ends_with("rem");
    Some(match said {
        "" => return None,
        said if is_zero(said) => Value::Zero,
        "larger" | "smaller" | "inherit" | "unset" => Value::Same,
        _ if is_relative => Value::Same,
        _ => Value::Other,
    })
}

/// The size in `font: bold 12pt/1.5 宋体`.
fn font(said: &str) -> Option<Value> {
    if said == "inherit" {
        return Some(Value::Same);
    }
    let sizes = said.split_ascii_whitespace().filter_map(|word| word.split('/').next());
    Some(if sizes.take(4).any(is_zero) { Value::Zero } else { Value::Other })
}

fn ignored(said: &str) -> Option<Value> {
    Some(match said {
        said if said.starts_with("colspan") => Value::Columns,
        said if said.starts_with("vglayout") => Value::Layout,
        _ => Value::Other,
    })
}

/// 0 in any unit.
fn is_zero(said: &str) -> bool {
    let said = said.strip_prefix(['+', '-']).unwrap_or(said);
    let figure = said.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    figure.bytes().any(|byte| byte == b'0') && figure.bytes().all(|byte| matches!(byte, b'0' | b'.'))
}

/// A length below -500, which is off every screen. Word hangs lines out by some tens.
fn is_away(said: &str) -> bool {
    let digits = said.strip_prefix('-').unwrap_or_default();
    let end = digits.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(digits.len());
    end > 3 || end == 3 && digits.as_bytes()[0] >= b'5'
}

/// A rectangle without area: all its sides are at one place.
fn is_clipped(said: &str) -> bool {
    let Some(sides) = said.strip_prefix("rect(").and_then(|sides| sides.strip_suffix(')')) else { return false };
    let mut places = sides.split([',', ' ']).filter(|side| !side.is_empty()).map(|side| side.trim_end_matches("px"));
    let first = places.next();
    first != Some("auto") && places.all(|place| Some(place) == first)
}

/// Where the first of these bytes stands outside quotes and brackets; the text's length if none does.
pub(super) fn until(text: &str, stops: &[u8]) -> usize {
    let (mut quote, mut nested, mut escaped) = (None, 0_usize, false);
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            _ if escaped => escaped = false,
            (_, b'\\') => escaped = true,
            (Some(open), _) => quote = Some(open).filter(|open| byte != *open && byte != b'\n'),
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, _) if nested == 0 && stops.contains(&byte) => return at,
            (None, b'(' | b'[') => nested += 1,
            (None, b')' | b']') => nested = nested.saturating_sub(1),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::declarations;

    fn check(style: &str, expected: &str) {
        let mut found = Vec::new();
        declarations(style, &mut |property, value, important| {
            found.push(format!("{property:?} {value:?}{}", if important { "!" } else { "" }));
        });
        assert_eq!(found.join(", "), expected, "{style}");
    }

    #[test]
    fn names_are_whole_and_values_valid() {
        check("display:none", "Display None");
        check("x-font-display:swap; DISPLAY : None", "Display None");
        check("x-display:none;--display:none;displays:none;display:nine;display", "");
        check("display:none !important;display:block! IMPORTANT;display:none !x", "Display None!, Display Block!");
        check("font-family:\"a;display:none\";background:url(a;display:none)", "");
        check(
            "visibility:hidden;visibility:collapse;visibility:visible",
            "Visibility None, Visibility Collapse, Visibility Other",
        );
    }

    #[test]
    fn sizes() {
        for zero in ["0", "0.0", ".0", "0%", "-0"] {
            check(&format!("opacity:{zero}"), "Opacity Zero");
        }
        check("opacity:.5;opacity:0.01;opacity:10", "Opacity Other, Opacity Other, Opacity Other");
        check("font-size:0pt;font-size:2em;font-size:1rem", "FontSize Zero, FontSize Same, FontSize Other");
        check("font:0/0 a;font:bold 10pt 宋体", "FontSize Zero, FontSize Other");
        check("text-indent:-9999px;text-indent:-21.0pt;text-indent:-500em", "Indent Away, Indent Other, Indent Away");
        check(
            "clip:rect(0 0 0 0);clip:rect(1px, 1px, 1px, 1px);clip:rect(0,9px,9px,0)",
            "Clip Zero, Clip Zero, Clip Other",
        );
    }

    #[test]
    fn lines_through_text() {
        check(
            "text-decoration:underline line-through;text-decoration-line: line-through",
            "Line Through, Line Through",
        );
        check("text-decoration:none;text-line-through:none;text-line-through:single", "Line Other, Line Through");
        check("text-decoration-style:line-through;text-decoration:line-throughs", "Line Other");
    }
}
