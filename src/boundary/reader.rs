//! Reading apart from any session: for a worker, where there is no DOM.

use super::reading::ReadingView;
use super::{plain, wrong};
use crate::read;
use crate::recognise::recognise;
use crate::session::Session;
use wasm_bindgen::prelude::*;

/// Reads what lies outside the page: large pastes and files.
#[wasm_bindgen]
#[derive(Default)]
pub struct Reader {
    /// Only for the forms it knows.
    session: Session,
}

#[wasm_bindgen]
impl Reader {
    /// Knows the built-in forms.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a form from its JSON text and gives its id. Throws an `Error` that names the place
    /// and the reason where the text is no form.
    #[wasm_bindgen(js_name = addForm)]
    pub fn add_form(&mut self, json: &str) -> Result<String, JsValue> {
        self.session.add_form(json).map_err(|error| wrong(&error.to_string()))
    }

    /// Reads a page or fragment, by html5ever.
    #[wasm_bindgen(js_name = readHtml, unchecked_return_type = "Reading")]
    pub fn read_html(&self, html: &str) -> Result<JsValue, JsValue> {
        self.reading(&read::html::html(html))
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
    fn reading(&self, document: &read::Document) -> Result<JsValue, JsValue> {
        plain(&ReadingView::of(&recognise(document, self.session.forms())))
    }
}
