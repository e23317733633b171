//! Forms through the browser's own JSON parser.

use super::wrong;
use crate::form::{Form, FormError, Json, MAX_BYTES};
use crate::forms;
use js_sys::{Array, Error, JSON, Object, Reflect};
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};

/// A value that `JSON.parse` made.
struct Parsed(JsValue);

impl Json for Parsed {
    fn names(&self) -> Option<Vec<String>> {
        let object = self.0.dyn_ref::<Object>().filter(|_| !Array::is_array(&self.0))?;
        Some(Object::keys(object).iter().filter_map(|name| name.as_string()).collect())
    }

    fn member(&self, name: &str) -> Option<Self> {
        // Own members only: `toString` is nobody's field.
        self.names().filter(|names| names.iter().any(|own| own == name))?;
        let value = Reflect::get(&self.0, &name.into()).ok()?;
        (!value.is_null()).then_some(Self(value))
    }

    fn items(&self) -> Option<Vec<Self>> {
        self.0.dyn_ref::<Array>().map(|array| array.iter().map(Self).collect())
    }

    fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    fn number(&self) -> Option<i64> {
        self.0.as_f64().filter(|number| number.fract() == 0.0).map(|number| number as i64)
    }

    fn truth(&self) -> Option<bool> {
        self.0.as_bool()
    }
}

/// A form from its JSON text. Throws an `Error` that names the place and the reason.
pub(super) fn form(text: &str) -> Result<Form, JsValue> {
    let shown = |error: FormError| wrong(&error.to_string());
    if text.len() > MAX_BYTES {
        return Err(wrong("文件: 太长"));
    }
    let parsed = JSON::parse(text.trim_start_matches('\u{FEFF}')).map_err(no_json)?;
    Form::from_tree(Parsed(parsed)).map_err(shown)
}

/// What the browser says is in English; it names the place.
fn no_json(error: JsValue) -> JsValue {
    if cfg!(any(feature = "page", feature = "reader", feature = "pdf-reader")) {
        return error;
    }
    let reason = error.dyn_ref::<Error>().map_or_else(String::new, |error| error.message().into());
    wrong(&format!("文件: 不是合法的JSON（{reason}）"))
}

/// The forms that come built in.
pub(super) fn built_in() -> Result<Vec<Arc<Form>>, JsValue> {
    forms::BUILT_IN.iter().map(|text| form(text).map(Arc::new)).collect()
}
