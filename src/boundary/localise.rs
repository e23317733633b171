//! What blanks amount to and what takes a search, for a page that shows what fails without it: the
//! report that the page has open comes as plain data.

use super::pairs::{forms_by_table, prior_of};
use super::plain;
use crate::form::Form;
use crate::report::Origin;
use crate::session::Session;
use js_sys::Array;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// Answers for the page's report.
#[wasm_bindgen]
pub struct Localiser {
    session: Session,
}

impl Localiser {
    pub(super) fn new(forms: Vec<Arc<Form>>) -> Self {
        Self { session: Session::new(forms) }
    }
}

#[wasm_bindgen]
impl Localiser {
    /// As `Session.choose`.
    pub fn choose(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Record<string, string>")] forms: JsValue,
    ) -> Result<(), JsValue> {
        self.session.choose(&forms_by_table(forms)?);
        Ok(())
    }

    /// As `Session.setPrior`.
    #[wasm_bindgen(js_name = setPrior)]
    pub fn set_prior(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Record<string, string> | null")] cells: JsValue,
        year: Option<u16>,
    ) -> Result<(), JsValue> {
        let prior = prior_of(self.session.forms(), cells, year)?;
        self.session.set_prior(prior);
        Ok(())
    }

    /// Says where the report comes from that is opened from now on: whose it is, where that is known;
    /// whether the source gives itself out for a whole report; the addresses of cells that it lacks; and the
    /// lines that it calls otherwise, each as table id, as written, as the form has it.
    pub fn describe(
        &mut self,
        issuer: Option<String>,
        whole: bool,
        lacking: Vec<String>,
        #[wasm_bindgen(unchecked_param_type = "[string, string, string][]")] renamed: Array,
    ) {
        let line = |words: JsValue| {
            let words = Array::from(&words);
            Some([words.get(0).as_string()?, words.get(1).as_string()?, words.get(2).as_string()?])
        };
        let renamed = renamed.iter().filter_map(line).collect();
        self.session.describe(Origin { issuer, is_whole: whole, lacking, renamed });
    }

    /// Takes the report year, the cells' texts in order, the addresses of uncertain cells, and what each of these
    /// may hold, none where that is not known. Gives the addresses of those that count all the
    /// same, since a rule fails whichever way they are read.
    pub fn open(
        &mut self,
        year: Option<u16>,
        texts: Vec<String>,
        uncertain: Vec<String>,
        #[wasm_bindgen(unchecked_param_type = "string[][]")] readings: Array,
    ) -> Vec<String> {
        self.session.set_year(year);
        self.session.fill(&texts);
        self.session.mark_uncertain(&uncertain);
        let texts = |of_cell: JsValue| Array::from(&of_cell).iter().filter_map(|text| text.as_string()).collect();
        let known = uncertain.into_iter().zip(readings.iter().map(texts));
        self.session.count_anyway(known.filter(|(_, texts): &(String, Vec<String>)| !texts.is_empty()).collect())
    }

    /// All that is known of what was opened.
    #[wasm_bindgen(unchecked_return_type = "PageAnswer")]
    pub fn answer(&self) -> Result<JsValue, JsValue> {
        plain(&self.session.whole_answer())
    }
}

/// What no page asks for.
#[cfg(feature = "whole")]
#[wasm_bindgen]
impl Localiser {
    /// How many cells must change at least so that every hard rule holds, and how many ways there
    /// are: the search of `answer` alone.
    #[wasm_bindgen(js_name = countRepairs)]
    pub fn count_repairs(&self) -> Vec<u32> {
        self.session.count_repairs().map(|count| count as u32).to_vec()
    }

    /// Confronts many reports of the chosen tables: their cells in order, report after report, as
    /// whole numbers scaled by the cells' decimals, `NaN` for a blank. Gives each report's
    /// verdicts in order.
    #[wasm_bindgen(js_name = confrontAll)]
    pub fn confront_all(&self, figures: &[f64]) -> Vec<u8> {
        self.session.confront_all(figures)
    }
}
