//! The browser's own tree of nodes, for the one walker that reads HTML.

use crate::read::html::{Kind, Node};
use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

/// A node as the browser's parser made it. A document made so is inert: scripts in it never run,
/// and nothing it names is fetched.
pub(super) struct DomNode(web_sys::Node);

impl DomNode {
    /// Parses a page or fragment by the page's own parser. Under the page's policy the browser reports every style that it
    /// finds and does not apply, one by one, which takes ten times as long as the parsing: so they
    /// come under another name.
    pub(super) fn parse(html: &str, parser: &Function) -> Result<Self, JsValue> {
        let document = parser.call1(&JsValue::NULL, &styles_renamed(html).into())?;
        Ok(Self(document.dyn_into()?))
    }

    /// Only asked of elements.
    fn element(&self) -> &Element {
        self.0.unchecked_ref()
    }
}

impl Node for DomNode {
    fn kind(&self) -> Kind {
        match self.0.node_type() {
            web_sys::Node::ELEMENT_NODE => Kind::Element(self.element().local_name()),
            web_sys::Node::TEXT_NODE | web_sys::Node::CDATA_SECTION_NODE => {
                Kind::Text(self.0.node_value().unwrap_or_default())
            }
            web_sys::Node::DOCUMENT_NODE | web_sys::Node::DOCUMENT_FRAGMENT_NODE => Kind::Root,
            _ => Kind::Other,
        }
    }

    fn attribute(&self, name: &str) -> Option<String> {
        self.element().get_attribute(if name == "style" { "data-style" } else { name })
    }

    fn first_child(&self) -> Option<Self> {
        self.0.first_child().map(Self)
    }

    fn next_sibling(&self) -> Option<Self> {
        self.0.next_sibling().map(Self)
    }
}

/// Every `style=` inside a tag as `data-style=`, and every style sheet as `<noframes>`, which is
/// parsed alike and read as little. Where a page's quotes do not pair, some stay.
fn styles_renamed(html: &str) -> String {
    let bytes = html.as_bytes();
    let mut renamed = String::with_capacity(html.len() + html.len() / 16);
    let (mut copied, mut in_tag, mut quote) = (0, false, None);
    for (at, &byte) in bytes.iter().enumerate() {
        match (in_tag, quote) {
            (false, _) => {
                in_tag = byte == b'<' && bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic);
                if let Some(name) = Some(at).filter(|_| byte == b'<').and_then(|_| sheet(&bytes[at..])) {
                    renamed.push_str(&html[copied..at + name]);
                    renamed.push_str("noframes");
                    copied = at + name + STYLE.len();
                }
            }
            (true, Some(open)) => quote = Some(open).filter(|_| byte != open),
            (true, None) => match byte {
                b'>' => in_tag = false,
                b'"' | b'\'' => quote = Some(byte),
                b's' | b'S' if is_style(&bytes[at..]) && !is_name(bytes[at - 1]) => {
                    renamed.push_str(&html[copied..at]);
                    renamed.push_str("data-");
                    copied = at;
                }
                _ => {}
            },
        }
    }
    renamed + &html[copied..]
}

const STYLE: &[u8] = b"style";

/// Where the name stands in the tag that starts here, if it opens or closes a style sheet.
fn sheet(tag: &[u8]) -> Option<usize> {
    let name = if tag.get(1) == Some(&b'/') { 2 } else { 1 };
    let is_sheet = tag.get(name..name + STYLE.len())?.eq_ignore_ascii_case(STYLE)
        && matches!(tag.get(name + STYLE.len())?, b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r');
    is_sheet.then_some(name)
}

/// Whether an attribute of this name and its value start here.
fn is_style(rest: &[u8]) -> bool {
    rest.get(..STYLE.len()).is_some_and(|name| name.eq_ignore_ascii_case(STYLE))
        && rest[STYLE.len()..].iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'=')
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_' || byte == b':'
}
