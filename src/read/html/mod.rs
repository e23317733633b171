//! From a tree of HTML nodes to a [`Document`]. One walker for every tree: the browser's own and,
//! where there is none, html5ever's.

mod css;
mod fields;
#[cfg(any(feature = "paste", test))]
mod flat;
mod flow;
mod frames;
mod hidden;
mod seen;
#[cfg(feature = "html")]
mod shallow;
mod sheet;
#[cfg(feature = "html")]
mod sink;
mod table;
#[cfg(feature = "html")]
mod tree;
mod walk;
#[cfg(any(feature = "paste", feature = "html"))]
mod xhtml;

use super::Document;

#[cfg(feature = "paste")]
pub use flat::Flat;
pub use frames::Page;
#[cfg(feature = "html")]
pub use tree::Tree;
#[cfg(feature = "paste")]
pub(crate) use xhtml::expanded;

/// A node of a parsed HTML document, cheap to hold.
pub trait Node: Sized {
    /// What kind of node it is.
    fn kind(&self) -> Kind<'_>;
    /// An attribute's value. Only asked of elements.
    fn attribute(&self, name: &str) -> Option<&str>;
    /// The first child, if any.
    fn first_child(&self) -> Option<Self>;
    /// The next sibling, if any.
    fn next_sibling(&self) -> Option<Self>;
}

/// What the walker needs to know of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind<'n> {
    /// An element of HTML, by its local name in lower case; of SVG, by its own.
    Element(&'n str),
    /// Text, entities resolved.
    Text(&'n str),
    /// A document or fragment: only its children count.
    Root,
    /// Comments and the like.
    Other,
}

/// Parses a page or fragment by the WHATWG algorithm and reads it.
#[cfg(feature = "html")]
pub fn html(text: &str) -> Document {
    page(text, &|_| None).finished()
}

/// Reads a page of which parts may be elsewhere: `linked` gives style sheets by their address.
#[cfg(feature = "html")]
pub fn page(text: &str, linked: &dyn Fn(&str) -> Option<String>) -> Page {
    let (text, cut) = super::tidy(text);
    let tree = Tree::parse(&xhtml::expanded(&text));
    let mut page = walk::page(tree.root(), linked);
    if cut || tree.is_cut() {
        page.document.remark(super::TOO_LONG);
    }
    page
}

/// Reads a parsed tree.
pub fn document<N: Node>(root: N) -> Document {
    walk::page(root, &|_| None).finished()
}

/// A number by HTML's rules for parsing non-negative integers: `2;` and `2px` are 2.
fn whole(text: &str) -> Option<usize> {
    let text = text.trim_start_matches([' ', '\t', '\n', '\r', '\u{0C}']);
    let (sign, digits) = match text.as_bytes().first() {
        Some(b'+') => (1, &text[1..]),
        Some(b'-') => (0, &text[1..]),
        _ => (1, text),
    };
    let end = digits.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(digits.len());
    let value = digits[..end]
        .bytes()
        .fold(0, |value: usize, digit| value.saturating_mul(10).saturating_add(usize::from(digit - b'0')));
    // Of numbers below 0 there is one that counts: -0.
    (end > 0 && (sign > 0 || value == 0)).then_some(value)
}

#[cfg(all(test, feature = "html"))]
mod tests;
