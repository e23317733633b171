//! Reading apart from any session: in the page for what is pasted, in a worker for what is large.

use super::reading::ReadingView;
use super::{json, plain};
use crate::read;
use crate::recognise::Recogniser;
#[cfg(not(feature = "paste"))]
use serde::Serialize;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// Reads what lies outside the page: pastes and files.
#[wasm_bindgen]
pub struct Reader {
    recogniser: Recogniser,
}

#[wasm_bindgen]
impl Reader {
    /// Knows the built-in forms.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<Self, JsValue> {
        Ok(Self { recogniser: Recogniser::new(json::built_in()?) })
    }

    /// What finds repairs, with the forms known by now.
    #[cfg(feature = "paste")]
    pub fn localiser(&self) -> super::localise::Localiser {
        super::localise::Localiser::new(self.recogniser.forms().cloned().collect())
    }

    /// Adds a form from its JSON text, in place of one with the same id, and gives its id. Throws an `Error` that names the place
    /// and the reason where the text is no form.
    #[wasm_bindgen(js_name = addForm)]
    pub fn add_form(&mut self, text: &str) -> Result<String, JsValue> {
        let form = json::form(text)?;
        let id = form.id.clone();
        self.recogniser.add(Arc::new(form));
        Ok(id)
    }

    /// Reads a file by its content, and by its name where that leaves it open.
    #[cfg(not(feature = "paste"))]
    #[wasm_bindgen(js_name = readFile, unchecked_return_type = "FileReading")]
    pub fn read_file(&self, name: &str, bytes: &[u8]) -> Result<JsValue, JsValue> {
        let (document, refusal) = match read::file(name, bytes) {
            Ok(document) => (Some(document), None),
            Err(refusal) => (None, Some(refusal)),
        };
        let readings = document.map(|document| self.recogniser.reports(&document)).unwrap_or_default();
        let needs = match refusal {
            Some(read::Refusal::Elsewhere(part)) => Some(part.name()),
            _ => None,
        };
        let refused = refusal.map(|refusal| refusal.to_string()).unwrap_or_default();
        plain(&FileReadingView { readings: readings.iter().map(ReadingView::of).collect(), refused, needs })
    }
}

/// What comes as text is read where HTML is.
#[cfg(any(feature = "paste", feature = "html"))]
#[wasm_bindgen]
impl Reader {
    /// Reads the clipboard's `text/html`, or a page, by html5ever: the reports in it, at least one.
    #[cfg(not(feature = "paste"))]
    #[wasm_bindgen(js_name = readHtml, unchecked_return_type = "Reading[]")]
    pub fn read_html(&self, html: &str) -> Result<JsValue, JsValue> {
        self.readings(&read::html::html(html))
    }

    /// Markup as the browser's own parser is to be given it.
    #[cfg(feature = "paste")]
    pub fn prepared(&self, html: &str) -> String {
        super::dom::prepared(html)
    }

    /// Reads what the browser made of it, likewise: the tree as `www/app/intake/flat.js` writes it down.
    #[cfg(feature = "paste")]
    #[wasm_bindgen(js_name = readFlat, unchecked_return_type = "Reading[]")]
    pub fn read_flat(&self, written: &str) -> Result<JsValue, JsValue> {
        use crate::read::html::{Flat, document};
        self.readings(&document(Flat::of(written).root()))
    }

    /// Reads tabbed or plain text, likewise.
    #[wasm_bindgen(js_name = readText, unchecked_return_type = "Reading[]")]
    pub fn read_text(&self, text: &str) -> Result<JsValue, JsValue> {
        self.readings(&read::text(text))
    }

    /// Reads a comma-separated file, likewise.
    #[wasm_bindgen(js_name = readCsv, unchecked_return_type = "Reading[]")]
    pub fn read_csv(&self, csv: &str) -> Result<JsValue, JsValue> {
        self.readings(&read::csv(csv))
    }
}

/// `FileReading` of `types.d.ts`.
#[cfg(not(feature = "paste"))]
#[derive(Serialize)]
struct FileReadingView<'r> {
    readings: Vec<ReadingView<'r>>,
    refused: String,
    needs: Option<&'static str>,
}

#[cfg(any(feature = "paste", feature = "html"))]
impl Reader {
    fn readings(&self, document: &read::Document) -> Result<JsValue, JsValue> {
        plain(&self.recogniser.reports(document).iter().map(ReadingView::of).collect::<Vec<_>>())
    }
}
