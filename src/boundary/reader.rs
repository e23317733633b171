//! Reading apart from any session: in the page for what is pasted, in a worker for what is large.

use super::reading::ReadingView;
use super::{json, plain};
use crate::form::Form;
use crate::read;
use crate::recognise::recognise;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// Reads what lies outside the page: pastes and files.
#[wasm_bindgen]
pub struct Reader {
    forms: Vec<Arc<Form>>,
    #[cfg(feature = "paste")]
    parser: js_sys::Function,
}

#[wasm_bindgen]
impl Reader {
    /// Knows the built-in forms.
    #[cfg(not(feature = "paste"))]
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<Self, JsValue> {
        Ok(Self { forms: json::built_in()? })
    }

    /// Knows the built-in forms. The parser is the page's `DOMParser`, as that site lets it be used.
    #[cfg(feature = "paste")]
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "(html: string) => Document")] parser: js_sys::Function,
    ) -> Result<Self, JsValue> {
        Ok(Self { forms: json::built_in()?, parser })
    }

    /// Adds a form from its JSON text and gives its id. Throws an `Error` that names the place
    /// and the reason where the text is no form.
    #[wasm_bindgen(js_name = addForm)]
    pub fn add_form(&mut self, text: &str) -> Result<String, JsValue> {
        let form = json::form(text)?;
        let id = form.id.clone();
        self.forms.push(Arc::new(form));
        Ok(id)
    }

    /// Reads the clipboard's `text/html`, or a page.
    #[wasm_bindgen(js_name = readHtml, unchecked_return_type = "Reading")]
    pub fn read_html(&self, html: &str) -> Result<JsValue, JsValue> {
        self.reading(&self.document(html)?)
    }

    /// Reads tabbed or plain text.
    #[wasm_bindgen(js_name = readText, unchecked_return_type = "Reading")]
    pub fn read_text(&self, text: &str) -> Result<JsValue, JsValue> {
        self.reading(&read::text(text))
    }

    /// Reads a comma-separated file.
    #[wasm_bindgen(js_name = readCsv, unchecked_return_type = "Reading")]
    pub fn read_csv(&self, csv: &str) -> Result<JsValue, JsValue> {
        self.reading(&read::csv(csv))
    }
}

impl Reader {
    /// A page by the browser's own parser, inert.
    #[cfg(feature = "paste")]
    fn document(&self, html: &str) -> Result<read::Document, JsValue> {
        Ok(read::html::document(super::dom::DomNode::parse(html, &self.parser)?))
    }

    /// A page by html5ever: workers have no DOM.
    #[cfg(not(feature = "paste"))]
    fn document(&self, html: &str) -> Result<read::Document, JsValue> {
        Ok(read::html::html(html))
    }

    fn reading(&self, document: &read::Document) -> Result<JsValue, JsValue> {
        plain(&ReadingView::of(&recognise(document, &self.forms)))
    }
}
