//! The browser's own tree of nodes, for the one walker that reads HTML.

use crate::read::html::{Kind, Node};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomParser, Element, SupportedType};

/// A node as the browser's parser made it. A document made so is inert: scripts in it never run,
/// and nothing it names is fetched.
pub(super) struct DomNode(web_sys::Node);

impl DomNode {
    /// Parses a page or fragment.
    pub(super) fn parse(html: &str) -> Result<Self, JsValue> {
        let document = DomParser::new()?.parse_from_string(html, SupportedType::TextHtml)?;
        Ok(Self(document.unchecked_into()))
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
        self.element().get_attribute(name)
    }

    fn first_child(&self) -> Option<Self> {
        self.0.first_child().map(Self)
    }

    fn next_sibling(&self) -> Option<Self> {
        self.0.next_sibling().map(Self)
    }
}
