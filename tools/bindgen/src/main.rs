//! `gouji-bindgen WASM FOLDER NAME`: writes `NAME.js`, `NAME.d.ts` and `NAME_bg.wasm` for the web.

use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [wasm, folder, name] = &arguments[..] else {
        eprintln!("usage: gouji-bindgen WASM FOLDER NAME");
        return ExitCode::from(2);
    };
    let mut bindgen = Bindgen::new();
    // Whoever loads a package says where it lies. Bundlers would look for it beside every script that holds a default.
    bindgen.input_path(wasm).out_name(name).typescript(true).omit_default_module_path(true);
    match bindgen.web(true).and_then(|bindgen| bindgen.generate(folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:?}");
            ExitCode::FAILURE
        }
    }
}
