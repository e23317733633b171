//! The session behind the page.

use super::pairs::{forms_by_table, prior_of};
use super::view::{CellView, FormView};
use super::{json, plain};
use crate::prior::Prior;
use crate::session;
use wasm_bindgen::prelude::*;

/// The version of this package, such as `0.1.0`.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}

/// A report being filled in. `put`, `marks` and `verdicts` are for every keystroke; the rest
/// builds whole objects.
#[wasm_bindgen]
pub struct Session {
    inner: session::Session,
    /// The page writes a text here for `key`.
    typed: [u8; ROOM],
    /// `key` writes the failing comparisons here for the page.
    failing: [u16; ROOM],
}

/// How much a buffer holds that the page shares.
const ROOM: usize = 256;

#[wasm_bindgen]
impl Session {
    /// Knows the built-in forms and opens the newest, blank.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<Self, JsValue> {
        Ok(Self { inner: session::Session::new(json::built_in()?), typed: [0; ROOM], failing: [0; ROOM] })
    }

    /// How many characters and comparisons `key` has room for.
    pub fn room() -> usize {
        ROOM
    }

    /// Where in memory `key` reads a text, as ASCII.
    #[wasm_bindgen(js_name = typedAt)]
    pub fn typed_at(&mut self) -> usize {
        self.typed.as_mut_ptr() as usize
    }

    /// Where in memory `key` leaves the positions of the comparisons that fail.
    #[wasm_bindgen(js_name = failingAt)]
    pub fn failing_at(&self) -> usize {
        self.failing.as_ptr() as usize
    }

    /// As `put` and `failed` in one, through shared memory: nothing is allocated or copied.
    /// `www/app/keystroke.js` is the other half.
    pub fn key(&mut self, cell: usize, length: usize) -> usize {
        let Some(Ok(text)) = self.typed.get(..length).map(std::str::from_utf8) else {
            return self.inner.failed().count();
        };
        let count = self.inner.put(cell, text);
        self.inner.list_failed(&mut self.failing);
        count
    }

    /// Adds a form from its JSON text and gives its id. Throws where the text is no form;
    /// `Reader.addForm` says why.
    #[wasm_bindgen(js_name = addForm)]
    pub fn add_form(&mut self, text: &str) -> Result<String, JsValue> {
        let form = json::form(text)?;
        let id = form.id.clone();
        self.inner.add_form(form);
        Ok(id)
    }

    /// The forms it knows, oldest first.
    #[wasm_bindgen(unchecked_return_type = "FormView[]")]
    pub fn forms(&self) -> Result<JsValue, JsValue> {
        plain(&self.inner.forms().iter().map(|form| FormView::of(form)).collect::<Vec<_>>())
    }

    /// Chooses which form each table follows; what was typed is kept.
    pub fn choose(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Record<string, string>")] forms: JsValue,
    ) -> Result<(), JsValue> {
        self.inner.choose(&forms_by_table(forms)?);
        Ok(())
    }

    /// The cells of the chosen tables; their positions are the cell numbers.
    #[wasm_bindgen(unchecked_return_type = "CellView[]")]
    pub fn cells(&self) -> Result<JsValue, JsValue> {
        plain(&CellView::all(&self.inner.report().layout))
    }

    /// Sets the report year, and whose report it is, as far as they are known.
    pub fn situate(&mut self, year: Option<u16>, issuer: Option<String>) {
        self.inner.set_year(year);
        self.inner.set_issuer(issuer);
    }

    /// Compares with last year's report from now on: its figures by address as written, and its
    /// year; `null`: with none. Gives how many of its figures could be read.
    #[wasm_bindgen(js_name = setPrior)]
    pub fn set_prior(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Record<string, string> | null")] cells: JsValue,
        year: Option<u16>,
    ) -> Result<usize, JsValue> {
        let prior = prior_of(self.inner.forms(), cells, year)?;
        let count = prior.as_ref().map_or(0, Prior::len);
        self.inner.set_prior(prior);
        Ok(count)
    }

    /// Writes a cell as typed; gives how many comparisons fail now.
    pub fn put(&mut self, cell: usize, text: &str) -> usize {
        self.inner.put(cell, text)
    }

    /// The comparisons that fail, by their positions.
    pub fn failed(&self) -> Vec<u16> {
        self.inner.failed().map(|check| check as u16).collect()
    }

    /// Every cell's marks, added up: 1 in a failed comparison, 2 blank, 4 no figure for this
    /// cell, 8 uncertain.
    pub fn marks(&self) -> Vec<u8> {
        self.inner.marks()
    }

    /// Marks cells whose source could be read otherwise, by address.
    #[wasm_bindgen(js_name = markUncertain)]
    pub fn mark_uncertain(&mut self, cells: Vec<String>) {
        self.inner.mark_uncertain(&cells);
    }

    /// Lets uncertain cells count as they were read, by address: those that `Localiser.open` gives.
    #[wasm_bindgen(js_name = letCount)]
    pub fn let_count(&mut self, cells: Vec<String>) {
        self.inner.let_count(&cells);
    }

    /// All that is known of the report without a search.
    #[wasm_bindgen(unchecked_return_type = "Found")]
    pub fn answer(&self) -> Result<JsValue, JsValue> {
        plain(&self.inner.answer())
    }

    /// Comparisons that can fail, filled and blank cells, table by table.
    #[wasm_bindgen(unchecked_return_type = "TableCounts[]")]
    pub fn counts(&self) -> Result<JsValue, JsValue> {
        plain(&self.inner.counts())
    }
}
