//! Builds a [`Tree`] as html5ever asks.

use super::tree::{Content, Entry, NONE, Tree};
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

/// The tree under construction.
pub(super) struct Sink {
    nodes: RefCell<Vec<Entry>>,
    depth: Cell<usize>,
    cut: Cell<bool>,
}

/// An element's name, as html5ever wants to see it.
#[derive(Debug)]
pub(super) struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl Sink {
    pub(super) fn new() -> Self {
        let sink = Self { nodes: RefCell::default(), depth: Cell::new(0), cut: Cell::new(false) };
        sink.add(Content::Root);
        sink
    }

    /// How deep the innermost open element is.
    pub(super) fn depth(&self) -> usize {
        self.depth.get()
    }

    pub(super) fn count(&self) -> usize {
        self.nodes.borrow().len()
    }

    pub(super) fn cut(&self) {
        self.cut.set(true);
    }

    fn add(&self, content: Content) -> usize {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Entry::of(content));
        nodes.len() - 1
    }

    fn detach(&self, at: usize) {
        let nodes = &mut *self.nodes.borrow_mut();
        let Entry { parent, next, before, .. } = nodes[at];
        if parent == NONE {
            return;
        }
        if before == NONE {
            nodes[parent].first = next
        } else {
            nodes[before].next = next
        }
        if next == NONE {
            nodes[parent].last = before
        } else {
            nodes[next].before = before
        }
        let entry = &mut nodes[at];
        (entry.parent, entry.next, entry.before) = (NONE, NONE, NONE);
    }

    /// Puts a node under a parent, before one of its children or behind the last.
    fn insert(&self, parent: usize, child: NodeOrText<usize>, sibling: usize) {
        let at = match child {
            NodeOrText::AppendNode(at) => {
                self.detach(at);
                at
            }
            NodeOrText::AppendText(text) => {
                let Some(text) = self.continued(parent, text, sibling) else { return };
                self.add(Content::Text(text))
            }
        };
        let nodes = &mut *self.nodes.borrow_mut();
        let before = before(nodes, parent, sibling);
        let depth = nodes[parent].depth + 1;
        let entry = &mut nodes[at];
        (entry.parent, entry.before, entry.next, entry.depth) = (parent, before, sibling, depth);
        if matches!(entry.content, Content::Element(..)) {
            self.depth.set(depth);
        }
        match before {
            NONE => nodes[parent].first = at,
            before => nodes[before].next = at,
        }
        match sibling {
            NONE => nodes[parent].last = at,
            sibling => nodes[sibling].before = at,
        }
    }

    /// Adds text to the text that it would follow; gives it back where there is none.
    fn continued(&self, parent: usize, text: StrTendril, sibling: usize) -> Option<StrTendril> {
        let nodes = &mut *self.nodes.borrow_mut();
        let before = before(nodes, parent, sibling);
        match nodes.get_mut(before) {
            Some(Entry { content: Content::Text(written), .. }) => {
                written.push_tendril(&text);
                None
            }
            _ => Some(text),
        }
    }
}

/// The node that one put before this sibling would follow.
fn before(nodes: &[Entry], parent: usize, sibling: usize) -> usize {
    if sibling == NONE { nodes[parent].last } else { nodes[sibling].before }
}

impl TreeSink for Sink {
    type Handle = usize;
    type Output = Tree;
    type ElemName<'a> = Name;

    fn finish(self) -> Tree {
        Tree { nodes: self.nodes.into_inner(), cut: self.cut.get() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> usize {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a usize) -> Name {
        match &self.nodes.borrow()[*target].content {
            Content::Element(name, _) => Name(name.clone()),
            _ => Name(QualName::new(None, Namespace::default(), LocalName::default())),
        }
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> usize {
        self.add(Content::Element(name, attributes))
    }

    fn create_comment(&self, _: StrTendril) -> usize {
        self.add(Content::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> usize {
        self.add(Content::Other)
    }

    fn append(&self, parent: &usize, child: NodeOrText<usize>) {
        self.insert(*parent, child, NONE);
    }

    fn append_based_on_parent_node(&self, element: &usize, before: &usize, child: NodeOrText<usize>) {
        let parent = self.nodes.borrow()[*element].parent;
        if parent == NONE { self.insert(*before, child, NONE) } else { self.insert(parent, child, *element) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn pop(&self, node: &usize) {
        self.depth.set(self.nodes.borrow()[*node].depth.saturating_sub(1));
    }

    /// A template's contents are never read, so it may keep them as ordinary children.
    fn get_template_contents(&self, target: &usize) -> usize {
        *target
    }

    fn same_node(&self, x: &usize, y: &usize) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &usize, child: NodeOrText<usize>) {
        let parent = self.nodes.borrow()[*sibling].parent;
        if parent != NONE {
            self.insert(parent, child, *sibling);
        }
    }

    fn add_attrs_if_missing(&self, _: &usize, _: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &usize) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &usize, new_parent: &usize) {
        loop {
            let first = self.nodes.borrow()[*node].first;
            if first == NONE {
                return;
            }
            self.insert(*new_parent, NodeOrText::AppendNode(first), NONE);
        }
    }
}
