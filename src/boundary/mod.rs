//! The boundary: the only modules that know JavaScript. Bad data never throws here: it is what
//! the answers report. An exception means a wrong call, or that we broke.

#[cfg(feature = "paste")]
mod dom;
mod json;
#[cfg(any(feature = "paste", feature = "whole"))]
mod localise;
#[cfg(feature = "page")]
mod page;
#[cfg(any(feature = "page", feature = "paste", feature = "whole"))]
mod pairs;
#[cfg(any(feature = "paste", feature = "reader", feature = "pdf-reader"))]
mod reader;
#[cfg(any(feature = "paste", feature = "reader", feature = "pdf-reader"))]
mod reading;
#[cfg(any(feature = "page", feature = "whole"))]
mod view;
#[cfg(feature = "whole")]
mod whole;

use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Every visit pays for the code of these packages, and the standard allocator has four times as much.
#[cfg(any(feature = "page", feature = "paste"))]
#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

/// Lends the engine what the browser has. Runs once, when the package is loaded.
#[wasm_bindgen(start)]
fn start() {
    crate::fold::lend(|text| js_sys::JsString::from(text).normalize("NFKC").into());
    #[cfg(any(feature = "reader", feature = "pdf-reader", feature = "whole"))]
    crate::read::charset::lend(|label, bytes| {
        web_sys::TextDecoder::new_with_label(label).ok()?.decode_with_u8_array(bytes).ok()
    });
}

/// Plain JS objects and nulls. It crosses as one text, which the browser parses.
fn plain<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    js_sys::JSON::parse(&serde_json::to_string(value).map_err(|_| wrong("an answer is not plain data"))?)
}

fn wrong(reason: &str) -> JsValue {
    js_sys::Error::new(reason).into()
}
