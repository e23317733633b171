//! What form fields show.

use super::{Kind, Node};

/// Kinds of field that show no text, or not what was typed.
const NO_TEXT: [&str; 10] =
    ["hidden", "checkbox", "radio", "button", "submit", "reset", "image", "file", "color", "range"];

/// What is typed into a field of one line; nothing where it shows no text.
pub(super) fn input<N: Node>(node: &N) -> Input<'_> {
    let kind = node.attribute("type").unwrap_or_default().to_ascii_lowercase();
    let value = node.attribute("value").unwrap_or_default();
    match &*kind {
        kind if NO_TEXT.contains(&kind) => Input::Nothing,
        "password" if !value.is_empty() => Input::Unread,
        // A browser shows such a field as empty.
        "number" if !is_number(value) => Input::Unread,
        _ => Input::Text(value),
    }
}

/// What a field shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Input<'v> {
    Nothing,
    Text(&'v str),
    /// Something else than its value.
    Unread,
}

fn is_number(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E'))
}

/// The chosen option of a list: of one that shows a line the first, if none was chosen.
pub(super) fn select<N: Node>(node: &N) -> String {
    let size = node.attribute("size").and_then(super::whole).unwrap_or(1);
    let is_list = node.attribute("multiple").is_some() || size > 1;
    let (mut chosen, mut first) = (Vec::new(), None);
    each(node, &mut |option| {
        if option.kind() != Kind::Element("option") {
            return true;
        }
        if option.attribute("selected").is_some() {
            chosen.push(label(option));
        } else if first.is_none() && chosen.is_empty() && option.attribute("disabled").is_none() {
            first = Some(label(option));
        }
        false
    });
    match is_list {
        true => chosen.join("\n"),
        false => chosen.pop().or(first).unwrap_or_default(),
    }
}

/// What an option shows.
fn label<N: Node>(option: &N) -> String {
    if let Some(label) = option.attribute("label").filter(|label| !label.is_empty()) {
        return label.to_owned();
    }
    text_of(option)
}

/// All text in a node.
pub(super) fn text_of<N: Node>(node: &N) -> String {
    let mut text = String::new();
    each(node, &mut |node| {
        if let Kind::Text(part) = node.kind() {
            text.push_str(part);
        }
        true
    });
    text
}

/// Visits what stands in a node, in order; the visitor says whether to go inside.
pub(super) fn each<N: Node>(node: &N, visit: &mut dyn FnMut(&N) -> bool) {
    let mut next = vec![node.first_child()];
    while let Some(node) = next.pop() {
        let Some(node) = node else { continue };
        next.push(node.next_sibling());
        if visit(&node) {
            next.push(node.first_child());
        }
    }
}
