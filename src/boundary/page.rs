//! The session behind the page.

use super::view::{CellView, FormView};
use super::{json, plain, wrong};
use crate::prior::Prior;
use crate::session;
use js_sys::{Array, Object};
use wasm_bindgen::JsCast;
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

    /// Adds a form from its JSON text and gives its id. Throws an `Error` that names the place
    /// and the reason where the text is no form.
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
        let forms = pairs(forms).ok_or_else(|| wrong("choose needs an object of table ids and form ids"))?;
        self.inner.choose(&forms);
        Ok(())
    }

    /// The cells of the chosen tables; their positions are the cell numbers.
    #[wasm_bindgen(unchecked_return_type = "CellView[]")]
    pub fn cells(&self) -> Result<JsValue, JsValue> {
        plain(&CellView::all(&self.inner.report().layout))
    }

    /// How many comparisons the chosen tables have.
    pub fn checks(&self) -> usize {
        self.inner.checks().list.len()
    }

    /// Sets the report year.
    #[wasm_bindgen(js_name = setYear)]
    pub fn set_year(&mut self, year: Option<u16>) {
        self.inner.set_year(year);
    }

    /// Compares with last year's report from now on: its figures by address as written, and its
    /// year; `null`: with none. Gives how many of its figures could be read.
    #[wasm_bindgen(js_name = setPrior)]
    pub fn set_prior(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Record<string, string> | null")] cells: JsValue,
        year: Option<u16>,
    ) -> Result<usize, JsValue> {
        if cells.is_null() || cells.is_undefined() {
            self.inner.set_prior(None);
            return Ok(0);
        }
        let cells = pairs(cells).ok_or_else(|| wrong("setPrior needs an object of addresses and texts"))?;
        let prior = Prior::from_cells(self.inner.forms(), &cells, year);
        let count = prior.len();
        self.inner.set_prior(Some(prior));
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

    /// Confronts many reports of the chosen tables: their cells in order, report after report, as
    /// whole numbers scaled by the cells' decimals, `NaN` for a blank. Gives each report's
    /// verdicts in order.
    #[wasm_bindgen(js_name = confrontAll)]
    pub fn confront_all(&self, figures: &[f64]) -> Vec<u8> {
        self.inner.confront_all(figures)
    }

    /// Every comparison's verdict: 0 holds, 1 holds with blanks as 0, 2 open, 3 unbalanced,
    /// 4 does not apply.
    pub fn verdicts(&self) -> Vec<u8> {
        self.inner.verdicts().to_vec()
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

    /// All that is known of the report.
    #[wasm_bindgen(unchecked_return_type = "Answer")]
    pub fn answer(&self) -> Result<JsValue, JsValue> {
        plain(&self.inner.answer())
    }

    /// How many cells must change at least so that every hard rule holds, and how many ways there
    /// are: the search of `answer` alone.
    #[wasm_bindgen(js_name = countRepairs)]
    pub fn count_repairs(&self) -> Vec<u32> {
        self.inner.count_repairs().map(|count| count as u32).to_vec()
    }

    /// Filled and blank cells, and findings, table by table.
    #[wasm_bindgen(unchecked_return_type = "TableCounts[]")]
    pub fn counts(&self) -> Result<JsValue, JsValue> {
        plain(&self.inner.counts())
    }
}

/// The entries of an object of texts.
fn pairs(object: JsValue) -> Option<Vec<(String, String)>> {
    let pair = |entry: JsValue| {
        let entry: Array = entry.unchecked_into();
        entry.get(0).as_string().zip(entry.get(1).as_string())
    };
    Object::entries(&object.into()).iter().map(pair).collect()
}
