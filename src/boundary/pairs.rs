//! Objects of texts that the page hands over.

use super::wrong;
use crate::form::Form;
use crate::prior::Prior;
use js_sys::{Array, Object};
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};

/// Which form each table follows.
pub(super) fn forms_by_table(object: JsValue) -> Result<Vec<(String, String)>, JsValue> {
    pairs(object).ok_or_else(|| wrong("choose needs an object of table ids and form ids"))
}

/// Last year's report, by its figures as written; `None` for null.
pub(super) fn prior_of(forms: &[Arc<Form>], cells: JsValue, year: Option<u16>) -> Result<Option<Prior>, JsValue> {
    if cells.is_null() || cells.is_undefined() {
        return Ok(None);
    }
    let cells = pairs(cells).ok_or_else(|| wrong("setPrior needs an object of addresses and texts"))?;
    Ok(Some(Prior::from_cells(forms, &cells, year)))
}

/// The entries of an object of texts.
fn pairs(object: JsValue) -> Option<Vec<(String, String)>> {
    let pair = |entry: JsValue| {
        let entry: Array = entry.unchecked_into();
        entry.get(0).as_string().zip(entry.get(1).as_string())
    };
    Object::entries(&object.into()).iter().map(pair).collect()
}
