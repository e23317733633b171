//! html5ever's tree, kept in one vector: nothing to drop recursively.

use super::shallow::Shallow;
use super::{Kind, Node};
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, Namespace, QualName};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

/// A parsed document.
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<Entry>,
    cut: bool,
}

/// A node of a [`Tree`].
#[derive(Clone, Copy, Debug)]
pub struct Handle<'t> {
    tree: &'t Tree,
    at: usize,
}

const NONE: usize = usize::MAX;

#[derive(Debug)]
struct Entry {
    content: Content,
    parent: usize,
    first: usize,
    last: usize,
    next: usize,
    before: usize,
    depth: usize,
}

#[derive(Debug)]
enum Content {
    Root,
    Element(QualName, Vec<Attribute>),
    Text(StrTendril),
    Other,
}

impl Tree {
    /// Parses a whole page or a fragment of one.
    pub fn parse(text: &str) -> Self {
        let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
        let builder = Shallow::new(TreeBuilder::new(Sink::new(), options));
        let tokenizer = Tokenizer::new(builder, TokenizerOpts::default());
        let input = BufferQueue::default();
        input.push_back(StrTendril::from(text));
        while !matches!(tokenizer.feed(&input), html5ever::TokenizerResult::Done) {}
        tokenizer.end();
        tokenizer.sink.builder.sink.finish()
    }

    /// The document node.
    pub fn root(&self) -> Handle<'_> {
        Handle { tree: self, at: 0 }
    }

    /// Whether the page had more nodes than are kept.
    pub fn is_cut(&self) -> bool {
        self.cut
    }
}

impl<'t> Handle<'t> {
    fn to(self, at: usize) -> Option<Self> {
        (at != NONE).then_some(Handle { tree: self.tree, at })
    }

    fn entry(&self) -> &'t Entry {
        &self.tree.nodes[self.at]
    }
}

impl Node for Handle<'_> {
    fn kind(&self) -> Kind {
        match &self.entry().content {
            Content::Root => Kind::Root,
            Content::Element(name, _) => Kind::Element(name.local.to_ascii_lowercase().to_string()),
            Content::Text(text) => Kind::Text(text.to_string()),
            Content::Other => Kind::Other,
        }
    }

    fn attribute(&self, name: &str) -> Option<String> {
        let Content::Element(_, attributes) = &self.entry().content else { return None };
        attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| attribute.value.to_string())
    }

    fn first_child(&self) -> Option<Self> {
        self.to(self.entry().first)
    }

    fn next_sibling(&self) -> Option<Self> {
        self.to(self.entry().next)
    }
}

/// Builds the tree as html5ever asks.
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
    fn new() -> Self {
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
        nodes.push(Entry { content, parent: NONE, first: NONE, last: NONE, next: NONE, before: NONE, depth: 0 });
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
        let before = |nodes: &[Entry]| if sibling == NONE { nodes[parent].last } else { nodes[sibling].before };
        let at = match child {
            NodeOrText::AppendNode(at) => {
                self.detach(at);
                at
            }
            NodeOrText::AppendText(text) => {
                let neighbour = before(&self.nodes.borrow());
                let nodes = &mut *self.nodes.borrow_mut();
                if let Some(Entry { content: Content::Text(written), .. }) = nodes.get_mut(neighbour) {
                    written.push_tendril(&text);
                    return;
                }
                let entry = Entry {
                    content: Content::Text(text),
                    parent: NONE,
                    first: NONE,
                    last: NONE,
                    next: NONE,
                    before: NONE,
                    depth: 0,
                };
                nodes.push(entry);
                nodes.len() - 1
            }
        };
        let nodes = &mut *self.nodes.borrow_mut();
        let neighbour = before(nodes);
        let depth = nodes[parent].depth + 1;
        let entry = &mut nodes[at];
        (entry.parent, entry.before, entry.next, entry.depth) = (parent, neighbour, sibling, depth);
        let is_element = matches!(entry.content, Content::Element(..));
        if neighbour == NONE {
            nodes[parent].first = at
        } else {
            nodes[neighbour].next = at
        }
        if sibling == NONE {
            nodes[parent].last = at
        } else {
            nodes[sibling].before = at
        }
        if is_element {
            self.depth.set(depth);
        }
    }
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
