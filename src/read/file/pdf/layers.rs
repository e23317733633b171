//! Optional content: layers that are switched off are not seen (ISO 32000-1, 8.11).

use crate::order::Set;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, ObjRef, Object};

/// The layers that are off.
#[derive(Default)]
pub(super) struct Layers {
    off: Set<(u32, i32)>,
}

/// Layers of one file that are looked at.
const MAX_LAYERS: usize = 2000;

fn id(reference: ObjRef) -> (u32, i32) {
    (reference.obj_number, reference.gen_number)
}

/// The objects that an array refers to.
fn references(array: Option<Array>) -> Vec<(u32, i32)> {
    let Some(array) = array else { return Vec::new() };
    array.raw_iter().take(MAX_LAYERS).filter_map(|it| it.as_obj_ref()).map(id).collect()
}

impl Layers {
    /// By the catalogue of a file.
    pub fn of(catalogue: &Dict) -> Self {
        let Some(properties) = catalogue.get::<Dict>("OCProperties") else { return Self::default() };
        let Some(usual) = properties.get::<Dict>("D") else { return Self::default() };
        let mut off = Set::default();
        if usual.get::<Name>("BaseState").is_some_and(|state| &*state == b"OFF") {
            off.extend(references(properties.get::<Array>("OCGs")));
        }
        for on in references(usual.get::<Array>("ON")) {
            off.remove(&on);
        }
        off.extend(references(usual.get::<Array>("OFF")));
        let mut layers = Self { off };
        layers.apply_usage(&properties, &usual);
        layers
    }

    /// Layers that are only for the screen, or only for print, are switched when the file is opened.
    fn apply_usage(&mut self, properties: &Dict, usual: &Dict) {
        let groups = properties.get::<Array>("OCGs");
        let groups: Vec<(MaybeRef<Object>, Object)> = groups
            .into_iter()
            .flat_map(|groups| groups.raw_iter().zip(groups.iter::<Object>()).take(MAX_LAYERS))
            .collect();
        for usage in usual.get::<Array>("AS").iter().flat_map(|all| all.iter::<Object>()).take(50) {
            let Object::Dict(usage) = usage else { continue };
            if usage.get::<Name>("Event").is_none_or(|event| &*event != b"View") {
                continue;
            }
            let meant: Set<(u32, i32)> = references(usage.get::<Array>("OCGs")).into_iter().collect();
            for (reference, group) in &groups {
                let (Some(reference), Object::Dict(group)) = (reference.as_obj_ref().map(id), group) else { continue };
                let view = group.get::<Dict>("Usage").and_then(|usage| usage.get::<Dict>("View"));
                match view.and_then(|view| view.get::<Name>("ViewState")).as_deref() {
                    Some(b"OFF") if meant.contains(&reference) => self.off.insert(reference),
                    Some(b"ON") if meant.contains(&reference) => self.off.remove(&reference),
                    _ => continue,
                };
            }
        }
    }

    /// Whether what a dictionary names under this key is off.
    pub fn is_off(&self, dict: &Dict, key: &[u8]) -> bool {
        if self.off.is_empty() {
            return false;
        }
        if dict.get_ref(key).is_some_and(|reference| self.off.contains(&id(reference))) {
            return true;
        }
        dict.get::<Dict>(key).is_some_and(|it| self.hides(&it))
    }

    /// Whether a membership dictionary says so.
    fn hides(&self, membership: &Dict) -> bool {
        let mut groups = references(membership.get::<Array>("OCGs"));
        groups.extend(membership.get_ref("OCGs").map(id).filter(|_| groups.is_empty()));
        if groups.is_empty() {
            return false;
        }
        let mut off = groups.iter().map(|group| self.off.contains(group));
        match membership.get::<Name>("P").as_deref() {
            Some(b"AllOn") => off.any(|off| off),
            Some(b"AnyOff") => !off.any(|off| off),
            Some(b"AllOff") => !off.all(|off| off),
            _ => off.all(|off| off),
        }
    }
}
