//! From a tree of HTML nodes to a [`Document`]. One walker for every tree: the browser's own and,
//! where there is none, html5ever's.

#[cfg(any(feature = "paste", test))]
mod flat;
mod flow;
#[cfg(feature = "html")]
mod shallow;
#[cfg(feature = "html")]
mod sink;
#[cfg(feature = "html")]
mod tree;

use super::Document;
use flow::Flow;

#[cfg(feature = "paste")]
pub use flat::Flat;
#[cfg(feature = "html")]
pub use tree::Tree;

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
    let (text, cut) = super::tidy(text);
    let tree = Tree::parse(&text);
    let mut document = document(tree.root());
    if cut || tree.is_cut() {
        document.remark(super::TOO_LONG);
    }
    document
}

/// Browsers stop nesting at a depth, Firefox at 200 and Chromium at 512, and put what is deeper
/// somewhere else: what a table held there is lost. Word's worst pages nest some 40 deep.
const DEEPEST: usize = 180;

/// Said of a page that nests deeper than [`DEEPEST`].
const TOO_DEEP: &str = "网页的标签嵌套过深，表格的结构已经丢失，没有读取。请在网页上只选中报告的表格，复制后再粘贴。";

/// Reads a parsed tree. A loop, not a recursion, and all or nothing: see [`DEEPEST`].
pub fn document<N: Node>(root: N) -> Document {
    let mut flow = Flow::default();
    // For each open node: what to close behind it, and where to go on.
    let mut open: Vec<(Option<Tag>, Option<N>)> = Vec::new();
    let mut next = Some(root);
    loop {
        let Some(node) = next.take() else {
            let Some((tag, sibling)) = open.pop() else { return flow.finish() };
            if let Some(tag) = tag {
                flow.close(tag);
            }
            next = sibling;
            continue;
        };
        let inside = enter(&node, &mut flow);
        let sibling = if open.is_empty() { None } else { node.next_sibling() };
        match inside {
            Some(tag) => {
                if open.len() > DEEPEST {
                    return Document { remarks: vec![TOO_DEEP.to_owned()], ..Document::default() };
                }
                open.push((tag, sibling));
                next = node.first_child();
            }
            None if open.is_empty() => return flow.finish(),
            None => next = sibling,
        }
    }
}

/// Takes up a node: `None` where nothing inside it counts, else what to close behind it.
fn enter<N: Node>(node: &N, flow: &mut Flow) -> Option<Option<Tag>> {
    let name = match node.kind() {
        Kind::Text(text) => {
            flow.text(text);
            return None;
        }
        Kind::Element(name) => name,
        Kind::Root => return Some(None),
        Kind::Other => return None,
    };
    if SKIPPED.contains(&name) {
        return None;
    }
    let style = node.attribute("style").map(str::to_ascii_lowercase).unwrap_or_default();
    if is_hidden(&style) || node.attribute("hidden").is_some() {
        return None;
    }
    let tag = match name {
        "br" => {
            flow.line_end();
            return None;
        }
        // A footnote mark is no digit of the figure before it.
        "sup" | "sub" => {
            flow.line_end();
            return Some(None);
        }
        // A page saved from a filing system holds its figures in fields.
        "input" => {
            let kind = node.attribute("type").unwrap_or_default();
            if ["", "text", "number", "tel"].contains(&kind) {
                flow.text(node.attribute("value").unwrap_or_default());
            }
            return None;
        }
        "table" => Tag::Table,
        "tr" => Tag::Row,
        "td" | "th" => Tag::Cell,
        "pre" => Tag::Pre,
        name if BLOCKS.contains(&name) => Tag::Block,
        _ => return Some(None),
    };
    match tag {
        Tag::Cell => {
            let count = |name| node.attribute(name).and_then(|n| n.trim().parse().ok());
            let columns: usize = count("colspan").unwrap_or(1);
            // rowspan="0" reaches to the end of the table.
            let rows = count("rowspan").map_or(1, |rows: usize| if rows == 0 { usize::MAX } else { rows });
            // Excel writes a row of blank cells as one cell that spans them; they are not merged.
            flow.open_cell(columns, rows, style.contains("mso-ignore:colspan"));
        }
        tag => flow.open(tag),
    }
    Some(Some(tag))
}

/// Elements that the walker acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    Table,
    Row,
    Cell,
    Pre,
    Block,
}

/// What is not shown as text, and what was struck out.
const SKIPPED: [&str; 17] = [
    "script", "style", "noframes", "template", "noscript", "iframe", "object", "svg", "math", "select", "button",
    "datalist", "audio", "video", "del", "s", "strike",
];

const BLOCKS: [&str; 33] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "section",
    "article",
    "blockquote",
    "header",
    "footer",
    "main",
    "nav",
    "aside",
    "address",
    "figure",
    "figcaption",
    "form",
    "fieldset",
    "hr",
    "center",
    "title",
    "caption",
    "body",
    "option",
];

fn is_hidden(style: &str) -> bool {
    let says = |name, value| {
        let rest = style.split_once(name).map(|(_, rest)| rest.trim_start_matches([' ', ':']));
        rest.is_some_and(|rest| rest.starts_with(value))
    };
    !style.is_empty() && (says("display", "none") || says("visibility", "hidden"))
}

#[cfg(all(test, feature = "html"))]
mod tests;
