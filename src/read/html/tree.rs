//! html5ever's tree, kept in one vector: nothing to drop recursively.

use super::shallow::Shallow;
use super::sink::Sink;
use super::{Kind, Node};
use html5ever::interface::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, QualName};

/// A parsed document.
#[derive(Debug)]
pub struct Tree {
    pub(super) nodes: Vec<Entry>,
    pub(super) cut: bool,
}

/// A node of a [`Tree`].
#[derive(Clone, Copy, Debug)]
pub struct Handle<'t> {
    tree: &'t Tree,
    at: usize,
}

/// In the place of a node's number: there is none.
pub(super) const NONE: usize = usize::MAX;

/// A node with the numbers of those around it.
#[derive(Debug)]
pub(super) struct Entry {
    pub content: Content,
    pub parent: usize,
    pub first: usize,
    pub last: usize,
    pub next: usize,
    pub before: usize,
    pub depth: usize,
}

impl Entry {
    /// A node that stands nowhere yet.
    pub fn of(content: Content) -> Self {
        Self { content, parent: NONE, first: NONE, last: NONE, next: NONE, before: NONE, depth: 0 }
    }
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Content {
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
    fn kind(&self) -> Kind<'_> {
        match &self.entry().content {
            Content::Root => Kind::Root,
            Content::Element(name, _) => Kind::Element(&name.local),
            Content::Text(text) => Kind::Text(text),
            Content::Other => Kind::Other,
        }
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        let Content::Element(_, attributes) = &self.entry().content else { return None };
        attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
    }

    fn first_child(&self) -> Option<Self> {
        self.to(self.entry().first)
    }

    fn next_sibling(&self) -> Option<Self> {
        self.to(self.entry().next)
    }
}
