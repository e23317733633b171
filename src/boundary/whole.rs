//! Everything in one, for programs: reads and checks as the command does.

use super::localise::Localiser;
use super::view::{CellView, FormView};
use super::{json, plain, wrong};
use crate::answer::Answer;
use crate::figures::Figures;
use crate::prior::Prior;
use crate::read::{self, Refusal};
use crate::recognise::{Reading, Recogniser};
use crate::report::{Layout, Report};
use serde::Serialize;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// Checks reports by the forms that it knows.
#[wasm_bindgen]
pub struct Checker {
    recogniser: Recogniser,
    prior: Option<Arc<Prior>>,
}

/// `FileAnswer` of `types.d.ts`.
#[derive(Serialize)]
struct FileAnswer {
    reports: Vec<Answer>,
    refused: String,
}

#[wasm_bindgen]
impl Checker {
    /// Knows the built-in forms.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<Self, JsValue> {
        Ok(Self { recogniser: Recogniser::new(json::built_in()?), prior: None })
    }

    /// Adds a form from its JSON text, in place of one with the same id. Throws an `Error` that
    /// names the place and the reason where the text is no form.
    #[wasm_bindgen(js_name = addForm)]
    pub fn add_form(&mut self, text: &str) -> Result<(), JsValue> {
        self.recogniser.add(Arc::new(json::form(text)?));
        Ok(())
    }

    /// What finds repairs and checks by the thousand, with the forms known by now.
    pub fn localiser(&self) -> Localiser {
        Localiser::new(self.recogniser.forms().cloned().collect())
    }

    /// The forms it knows, oldest first.
    #[wasm_bindgen(unchecked_return_type = "FormView[]")]
    pub fn forms(&self) -> Result<JsValue, JsValue> {
        plain(&self.recogniser.forms().map(|form| FormView::of(form)).collect::<Vec<_>>())
    }

    /// The cells of a form, in printed order; none of one that it does not know.
    #[wasm_bindgen(unchecked_return_type = "CellView[]")]
    pub fn cells(&self, form: &str) -> Result<JsValue, JsValue> {
        let layout = self.recogniser.forms().find(|known| known.id == form).map(Layout::whole).unwrap_or_default();
        plain(&CellView::all(&layout))
    }

    /// Compares with last year's report from now on. Throws an `Error` where it is no report.
    #[wasm_bindgen(js_name = setPrior)]
    pub fn set_prior(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "FiguresView")] figures: JsValue,
    ) -> Result<(), JsValue> {
        self.prior = Some(Arc::new(Prior::of(&self.report(figures)?)));
        Ok(())
    }

    /// Checks figures by address. Throws an `Error` where they are no report.
    #[wasm_bindgen(unchecked_return_type = "Answer")]
    pub fn check(
        &self,
        #[wasm_bindgen(unchecked_param_type = "FiguresView")] figures: JsValue,
    ) -> Result<JsValue, JsValue> {
        let report = self.report(figures)?;
        plain(&Answer::about(&report, self.prior.as_ref()))
    }

    /// Reads a file by its content, and by its name where that leaves it open, and checks what was
    /// recognised.
    #[wasm_bindgen(js_name = checkFile, unchecked_return_type = "FileAnswer")]
    pub fn check_file(&self, name: &str, bytes: &[u8]) -> Result<JsValue, JsValue> {
        let answer = match read::file(name, bytes) {
            Ok(document) => {
                let answered = |reading: &Reading| Answer::about(&reading.report(), self.prior.as_ref());
                let reports = self.recogniser.reports(&document).iter().map(answered).collect();
                FileAnswer { reports, refused: String::new() }
            }
            Err(refusal) => FileAnswer { reports: Vec::new(), refused: refusal.to_string() },
        };
        plain(&answer)
    }

    /// What to say of a file at which a reader broke off.
    pub fn failed() -> String {
        Refusal::Failed.to_string()
    }
}

impl Checker {
    fn report(&self, figures: JsValue) -> Result<Report, JsValue> {
        let figures: Figures = serde_wasm_bindgen::from_value(figures).map_err(|error| wrong(&error.to_string()))?;
        figures.report(&self.recogniser.forms().cloned().collect::<Vec<_>>()).map_err(|unfit| wrong(&unfit.to_string()))
    }
}
