//! The official formats that come built in: one JSON file each, described by `form.schema.json`.

/// The text of every built-in format, oldest first.
pub const BUILT_IN: [&str; 2] = [include_str!("2019.json"), include_str!("2021.json")];
