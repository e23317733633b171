//! The style sheets of a page: simple selectors, and what they say of whether text is shown.

use super::css::{PROPERTIES, Property, Value, declarations, until};
use super::{Kind, Node};
use crate::order::by;
use std::borrow::Cow;
use std::cell::Cell;
use std::ops::Range;

/// More rules than any page needs; Excel writes some hundreds.
const MAX_RULES: usize = 20_000;
/// Rules tried on elements: about a second of work. A large page takes some hundred thousand.
const MAX_STEPS: usize = 10_000_000;

/// Words of a selector, and classes in one; so few that no part of its weight runs over.
const MAX_PARTS: usize = 10;
/// Classes of one element that are looked at.
const MAX_CLASSES: usize = 20;
/// Letters of a name that a rule asks for.
const MAX_NAME: usize = 100;

/// What the rules for an element say, by [`Property`].
pub(super) type Own = [Option<Value>; PROPERTIES];

/// The rules of a page that say something of how text is shown.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// By key once [`Sheet::finish`] was called.
    rules: Vec<Rule>,
    said: Vec<(Property, Value, bool)>,
    steps: Cell<usize>,
}

#[derive(Debug)]
struct Rule {
    /// Of what an element must have for the rule to be tried: `#id`, `.class`, a tag or `*`.
    key: usize,
    /// From the outermost to the element itself.
    parts: Vec<Part>,
    /// How many ids, classes and tags it names, eight bits each.
    weight: u32,
    said: Range<usize>,
    order: usize,
}

/// `tag.class#id`, in lower case.
#[derive(Debug, Default)]
struct Part {
    tag: String,
    id: String,
    classes: Vec<String>,
    /// Whether the part before it is the parent, not any ancestor.
    is_child: bool,
}

impl Sheet {
    /// Whether the page asked for more than can be worked out.
    pub fn is_too_much(&self) -> bool {
        self.rules.len() >= MAX_RULES || self.steps.get() >= MAX_STEPS
    }

    /// Adds a style sheet behind those before. A loop, not a recursion. The marks that hid sheets
    /// from very old browsers, and from XML, are no part of it.
    pub fn add(&mut self, text: &str) {
        let mut text = without_comments(text).into_owned();
        for mark in ["<!--", "-->", "<![CDATA[", "]]>"] {
            text = text.replace(mark, " ");
        }
        let mut rest = text.as_str();
        while !rest.is_empty() && self.rules.len() < MAX_RULES {
            let end = until(rest, b"{};");
            let (head, stop) = (rest[..end].trim(), rest.as_bytes().get(end));
            rest = rest.get(end + 1..).unwrap_or_default();
            // A group that applies is gone through as if its braces were not there.
            if stop != Some(&b'{') || head.starts_with('@') && applies(head) {
                continue;
            }
            let end = block_end(rest);
            if !head.starts_with('@') {
                self.rule(head, &rest[..end]);
            }
            rest = rest.get(end + 1..).unwrap_or_default();
        }
    }

    /// Called behind the last sheet.
    pub fn finish(&mut self) {
        self.rules = by(std::mem::take(&mut self.rules), |rule| [rule.key, rule.order, 0]);
    }

    fn rule(&mut self, selectors: &str, block: &str) {
        let from = self.said.len();
        declarations(block, &mut |property, value, important| {
            // The last one counts, so a block says at most two things of a property.
            let mut own = self.said[from..].iter_mut();
            match own.find(|said| (said.0, said.2) == (property, important)) {
                Some(said) => said.1 = value,
                None => self.said.push((property, value, important)),
            }
        });
        let said = from..self.said.len();
        if said.is_empty() {
            return;
        }
        let mut rest = selectors;
        while !rest.is_empty() && self.rules.len() < MAX_RULES {
            let end = until(rest, b",");
            if let Some((key, parts, weight)) = selector(&rest[..end]) {
                let order = self.rules.len();
                self.rules.push(Rule { key, parts, weight, said: said.clone(), order });
            }
            rest = rest.get(end + 1..).unwrap_or_default();
        }
    }

    /// What the sheets and its own style say of an element. `around` holds the elements that it
    /// stands in, the outermost first.
    pub fn own<'n, N: Node + 'n>(&self, node: &N, around: impl DoubleEndedIterator<Item = &'n N> + Clone) -> Own {
        let style = node.attribute("style");
        if self.rules.is_empty() && style.is_none() {
            return Own::default();
        }
        let mut best = [(0_u64, None); PROPERTIES];
        let mut say = |(property, value, important): (Property, Value, bool), weight: u64| {
            let weight = weight | u64::from(important) << 63;
            let best = &mut best[property as usize];
            if weight >= best.0 {
                *best = (weight, Some(value));
            }
        };
        for rule in self.candidates(node) {
            self.steps.set(self.steps.get() + 1);
            if self.matches(rule, node, around.clone()) {
                let weight = u64::from(rule.weight) << 32 | rule.order as u64;
                self.said[rule.said.clone()].iter().for_each(|said| say(*said, weight));
            }
        }
        if let Some(style) = style {
            declarations(&without_comments(style), &mut |property, value, important| {
                say((property, value, important), 1 << 62)
            });
        }
        best.map(|(_, value)| value)
    }

    /// The rules whose key the element has.
    fn candidates<'s, N: Node>(&'s self, node: &'s N) -> impl Iterator<Item = &'s Rule> {
        let tag = if let Kind::Element(tag) = node.kind() { tag } else { "" };
        let id = node.attribute("id").unwrap_or_default();
        let keys = [key_of("*", ""), key_of("", tag), key_of("#", id)];
        keys.into_iter().chain(classes(node).map(|class| key_of(".", class))).flat_map(|key| {
            let from = self.rules.partition_point(|rule| rule.key < key);
            self.rules[from..].iter().take_while(move |rule| rule.key == key)
        })
    }

    /// Whether a rule is for an element. The nearest ancestor that fits is taken for each part.
    fn matches<'n, N: Node + 'n>(&self, rule: &Rule, node: &N, around: impl DoubleEndedIterator<Item = &'n N>) -> bool {
        let mut parts = rule.parts.iter().rev();
        let Some(mut inner) = parts.next().filter(|part| part.fits(node)) else { return false };
        let mut around = around.rev();
        for part in parts {
            let found = around.by_ref().find(|node| {
                self.steps.set(self.steps.get() + 1);
                inner.is_child || part.fits(*node)
            });
            if !found.is_some_and(|node| part.fits(node)) {
                return false;
            }
            inner = part;
        }
        true
    }
}

fn classes<N: Node>(node: &N) -> impl Iterator<Item = &str> {
    node.attribute("class").unwrap_or_default().split_ascii_whitespace().take(MAX_CLASSES)
}

impl Part {
    fn fits<N: Node>(&self, node: &N) -> bool {
        let Kind::Element(tag) = node.kind() else { return false };
        (self.tag.is_empty() || self.tag.eq_ignore_ascii_case(tag))
            && (self.id.is_empty() || node.attribute("id").is_some_and(|id| self.id.eq_ignore_ascii_case(id)))
            && self.classes.iter().all(|class| classes(node).any(|own| class.eq_ignore_ascii_case(own)))
    }

    fn key(&self) -> usize {
        match (&*self.id, self.classes.first(), &*self.tag) {
            ("", None, "") => key_of("*", ""),
            ("", None, tag) => key_of("", tag),
            ("", Some(class), _) => key_of(".", class),
            (id, ..) => key_of("#", id),
        }
    }
}

/// A name as a number, whatever its capitals. Two names may share one: rules are tried all the same.
fn key_of(mark: &str, name: &str) -> usize {
    // FNV-1a, Fowler, Noll and Vo.
    let bytes = mark.bytes().chain(name.bytes().take(MAX_NAME));
    bytes.fold(0x811c_9dc5_u32, |key, byte| (key ^ u32::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0193))
        as usize
}

/// A selector's key, parts and weight; `None` where it asks for more than tags, classes, ids and
/// what they stand in.
fn selector(text: &str) -> Option<(usize, Vec<Part>, u32)> {
    let text = text.trim().to_ascii_lowercase().replace('>', " > ");
    let mut parts: Vec<Part> = Vec::new();
    let (mut weight, mut is_child) = (0, false);
    for word in text.split_ascii_whitespace() {
        if word == ">" {
            is_child = true;
            continue;
        }
        let part = Part { is_child: std::mem::take(&mut is_child), ..part(word)? };
        let (ids, tags) = (u32::from(!part.id.is_empty()), u32::from(!part.tag.is_empty()));
        weight += ids << 16 | (part.classes.len() as u32) << 8 | tags;
        parts.push(part);
        if parts.len() > MAX_PARTS {
            return None;
        }
    }
    let key = parts.last().filter(|_| !is_child)?.key();
    Some((key, parts, weight))
}

/// One word of a selector.
fn part(word: &str) -> Option<Part> {
    let mut part = Part::default();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let (mark, behind) = if is_name(first) { (' ', rest) } else { (first, &rest[first.len_utf8()..]) };
        let end = behind.find(|c| !is_name(c)).unwrap_or(behind.len());
        let name = behind[..end].to_owned();
        match mark {
            _ if name.len() > MAX_NAME => return None,
            ' ' => part.tag = name,
            '*' if name.is_empty() => {}
            '.' if !name.is_empty() && part.classes.len() < MAX_PARTS => part.classes.push(name),
            '#' if !name.is_empty() => part.id = name,
            _ => return None,
        }
        rest = &behind[end..];
    }
    Some(part)
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii()
}

/// Whether what stands in such a group counts.
fn applies(head: &str) -> bool {
    let head = head.to_ascii_lowercase();
    match head.strip_prefix("@media") {
        Some(media) => is_for_screens(media),
        None => ["@supports", "@layer"].iter().any(|group| head.starts_with(group)),
    }
}

/// Whether a style for these media counts on a screen of the usual width.
pub(super) fn is_for_screens(media: &str) -> bool {
    let media = media.to_ascii_lowercase();
    media.split(',').any(|query| {
        let mut words = query.split(|c: char| !is_name(c)).filter(|word| !word.is_empty());
        let is_length = |word: &str| word.as_bytes()[0].is_ascii_digit();
        words.all(|word| {
            matches!(word, "all" | "screen" | "only" | "and") || word.starts_with("min-") || is_length(word)
        })
    })
}

/// Where the block that has been opened ends.
fn block_end(text: &str) -> usize {
    let (mut at, mut nested) = (0, 0_usize);
    loop {
        at += until(&text[at..], b"{}");
        match text.as_bytes().get(at) {
            Some(b'{') => nested += 1,
            Some(_) if nested > 0 => nested -= 1,
            _ => return at,
        }
        at += 1;
    }
}

/// CSS without its comments.
fn without_comments(text: &str) -> Cow<'_, str> {
    if !text.contains("/*") {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = behind.split_once("*/").map_or("", |(_, rest)| rest);
    }
    Cow::Owned(kept + rest)
}
