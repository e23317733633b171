//! A guard between html5ever's tokenizer and its tree builder.
//!
//! The WHATWG algorithm looks through all open elements at many tags, so a page that nests without
//! end costs the square of its length, and formatting tags left open are copied into every
//! paragraph. Browsers stop nesting at a depth, and so does this.

use super::sink::Sink;
use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use std::cell::Cell;

/// Deeper than the walker goes.
const MAX_DEPTH: usize = 256;
/// A megabyte of cells has some hundred thousand nodes.
const MAX_NODES: usize = 2_000_000;

/// Drops the tags that would nest too deeply, and everything once there are too many nodes.
pub(super) struct Shallow {
    pub(super) builder: TreeBuilder<usize, Sink>,
    dropped: Cell<usize>,
}

impl Shallow {
    pub(super) fn new(builder: TreeBuilder<usize, Sink>) -> Self {
        Self { builder, dropped: Cell::new(0) }
    }

    fn drops(&self, token: &Token) -> bool {
        let sink = &self.builder.sink;
        match token {
            Token::EOFToken => false,
            _ if sink.count() >= MAX_NODES => {
                sink.cut();
                true
            }
            Token::TagToken(tag) => match tag.kind {
                TagKind::StartTag if self.dropped.get() > 0 || sink.depth() >= MAX_DEPTH => {
                    self.dropped.set(self.dropped.get() + 1);
                    true
                }
                TagKind::EndTag if self.dropped.get() > 0 => {
                    self.dropped.set(self.dropped.get() - 1);
                    true
                }
                _ => false,
            },
            _ => false,
        }
    }
}

impl TokenSink for Shallow {
    type Handle = usize;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<usize> {
        if self.drops(&token) { TokenSinkResult::Continue } else { self.builder.process_token(token, line) }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}
