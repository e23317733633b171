//! The order of the crate's layers, read off its `use` lines and paths: a layer names only layers
//! below it. What is listed in one line may name each other.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// From the ground up. A path stands for the file and all below it, unless a longer one is listed.
const LAYERS: &[&[&str]] = &[
    &["order", "fold", "forms"],
    &["number"],
    &["form"],
    // Readers know nothing of forms.
    &["read/grid"],
    &["read/html", "read/file", "read"],
    &["doubt"],
    // The waist: readers end here, rules begin here.
    &["report"],
    &["prior", "figures"],
    &["confront"],
    &["recognise/reading"],
    &["recognise/labels"],
    &["recognise/evidence"],
    &["recognise/tokens"],
    &["recognise/digits"],
    &["recognise/grid"],
    &["recognise/text"],
    &["recognise/decide"],
    &["recognise/document"],
    &["recognise"],
    &["finding"],
    &["localise"],
    &["audit"],
    &["answer"],
    &["session"],
    &["boundary", "command"],
    &["lib", "main"],
];

/// Layers that must not know each other, though one stands above the other.
const STRANGERS: &[(&str, &str)] = &[
    ("read", "form"),
    ("read", "number"),
    ("confront", "recognise"),
    ("finding", "recognise"),
    ("finding", "read"),
    ("confront", "read"),
    ("localise", "recognise"),
    ("answer", "recognise"),
    ("session", "recognise"),
];

fn layer(module: &str) -> Option<(usize, &'static str)> {
    let holds =
        |layer: &&str| module == *layer || module.strip_prefix(*layer).is_some_and(|rest| rest.starts_with('/'));
    let listed =
        LAYERS.iter().enumerate().flat_map(|(number, layers)| layers.iter().map(move |layer| (number, *layer)));
    listed.filter(|(_, layer)| holds(layer)).max_by_key(|(_, layer)| layer.len())
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push(path);
        }
    }
}

/// The modules that a source names by `crate::` and, from inside a folder, by `super::`: the longest
/// path of lower-case names of each, the last of which may be a function's.
fn named(module: &str, text: &str) -> BTreeSet<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let code: String = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut found = BTreeSet::new();
    for (start, prefix) in [("crate::", ""), ("super::", module)] {
        for (at, _) in code.match_indices(start) {
            let inside = code[..at].ends_with("::");
            let mut base: Vec<&str> = prefix.split('/').filter(|part| !part.is_empty()).collect();
            let mut rest = &code[at + start.len()..];
            if start == "super::" {
                base.pop();
                while let Some(more) = rest.strip_prefix("super::") {
                    base.pop();
                    rest = more;
                }
            }
            if !inside {
                found.extend(paths(&base.join("/"), rest));
            }
        }
    }
    found
}

/// `a::b::C` as `a/b`; `{a, b::C}` as `a` and `b`.
fn paths(base: &str, text: &str) -> Vec<String> {
    let under = |name: &str| if base.is_empty() { name.to_owned() } else { format!("{base}/{name}") };
    if let Some(list) = text.strip_prefix('{') {
        let mut depth = 1;
        let end = list.find(|c| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth == 0
        });
        let list = &list[..end.unwrap_or(list.len())];
        return list.split(',').flat_map(|item| paths(base, item.trim())).collect();
    }
    let name: String = text.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_' || c.is_ascii_digit()).collect();
    match text[name.len()..].strip_prefix("::") {
        Some(rest) if !name.is_empty() => paths(&under(&name), rest),
        _ if name.is_empty() => vec![base.to_owned()],
        _ => vec![under(&name)],
    }
}

#[test]
fn a_layer_names_only_those_below_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut faults = Vec::new();
    let mut arrows = 0;
    for file in files {
        let path = file.strip_prefix(&root).expect("a path below").with_extension("");
        let path = path.to_string_lossy().replace('\\', "/");
        let is_folder = path.ends_with("/mod");
        let module = path.trim_end_matches("/mod").to_owned();
        // What a folder's own file says with `super` is said from inside it.
        let inside = if is_folder { format!("{module}/mod") } else { module.clone() };
        let Some((own, name)) = layer(&module) else {
            faults.push(format!("{module} stands in no layer"));
            continue;
        };
        for other in named(&inside, &std::fs::read_to_string(&file).expect("a source")) {
            let Some((below, told)) = layer(&other) else { continue };
            arrows += usize::from(told != name);
            if below > own {
                faults.push(format!("{module} names {other}, which stands above it"));
            }
            let is = |module: &str, stranger: &str| module == stranger || module.starts_with(&format!("{stranger}/"));
            if STRANGERS.iter().any(|(a, b)| is(&module, a) && is(&other, b)) {
                faults.push(format!("{module} names {other}, and must not know it"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(arrows > 100, "only {arrows} arrows were found");
}

#[test]
fn paths_are_found() {
    let check = |module: &str, text: &str, expected: &[&str]| {
        let found: Vec<String> = named(module, text).into_iter().collect();
        assert_eq!(found, expected, "{text}");
    };
    check("a/b", "use crate::c::d::E;\nlet x = crate::f::g();", &["c/d", "f/g"]);
    check("a/b", "use super::c::D;\nuse super::{e::F, g};", &["a/c", "a/e", "a/g"]);
    check("a/b/c", "use super::super::d::E;", &["a/d"]);
    check("a/b", "// use crate::c;\n#[cfg(test)]\nmod tests { use crate::d::E; }", &[]);
}
