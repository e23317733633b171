//! A browser's tree, written down by the page: to ask for it node by node takes a browser longer
//! than to parse it.
//!
//! Nodes follow in the order in which they begin, each behind a mark: an element's name, its
//! attributes as `name=value`, texts, and where an element ends. The page leaves out what the
//! walker does not ask for, and takes the marks out of texts.

use super::{Kind, Node};

const OPEN: char = '\u{1}';
const ATTRIBUTE: char = '\u{2}';
const TEXT: char = '\u{3}';
const CLOSE: char = '\u{4}';

/// A tree, read from what the page wrote. Total: what is misplaced is left out.
#[derive(Debug)]
pub struct Flat<'t> {
    nodes: Vec<Entry<'t>>,
    attributes: Vec<(&'t str, &'t str)>,
}

#[derive(Debug)]
struct Entry<'t> {
    content: Content<'t>,
    first: Option<usize>,
    next: Option<usize>,
}

#[derive(Debug)]
enum Content<'t> {
    Root,
    /// Its name, and where its attributes are.
    Element(&'t str, usize, usize),
    Text(&'t str),
}

/// A node of a [`Flat`] tree.
#[derive(Clone, Copy, Debug)]
pub struct Handle<'f, 't> {
    flat: &'f Flat<'t>,
    at: usize,
}

impl<'t> Flat<'t> {
    /// Reads what the page wrote.
    pub fn of(written: &'t str) -> Self {
        let mut flat = Self { nodes: Vec::new(), attributes: Vec::new() };
        // The open elements, each with its last child so far.
        let mut open: Vec<(usize, Option<usize>)> = Vec::new();
        flat.add(Content::Root, &mut open);
        open.push((0, None));
        let mut rest = written;
        while let Some(mark) = rest.chars().next() {
            let item = &rest[mark.len_utf8()..];
            // One byte each, and no part of another letter.
            let end = item.bytes().position(|byte| (OPEN..=CLOSE).contains(&char::from(byte))).unwrap_or(item.len());
            rest = &item[end..];
            let item = &item[..end];
            match mark {
                OPEN => {
                    let from = flat.attributes.len();
                    let at = flat.add(Content::Element(item, from, from), &mut open);
                    open.push((at, None));
                }
                ATTRIBUTE => flat.attribute(item),
                TEXT => {
                    flat.add(Content::Text(item), &mut open);
                }
                CLOSE if open.len() > 1 => {
                    open.pop();
                }
                _ => {}
            }
        }
        flat
    }

    /// The document node.
    pub fn root(&self) -> Handle<'_, 't> {
        Handle { flat: self, at: 0 }
    }

    /// Adds a node to the innermost open element.
    fn add(&mut self, content: Content<'t>, open: &mut [(usize, Option<usize>)]) -> usize {
        let at = self.nodes.len();
        self.nodes.push(Entry { content, first: None, next: None });
        if let Some((parent, last)) = open.last_mut() {
            match last.replace(at) {
                Some(last) => self.nodes[last].next = Some(at),
                None => self.nodes[*parent].first = Some(at),
            }
        }
        at
    }

    /// Adds an attribute to the element begun last.
    fn attribute(&mut self, item: &'t str) {
        let Some(pair) = item.split_once('=') else { return };
        if let Some(Entry { content: Content::Element(_, _, to), .. }) = self.nodes.last_mut() {
            self.attributes.push(pair);
            *to = self.attributes.len();
        }
    }
}

impl Handle<'_, '_> {
    fn to(self, at: Option<usize>) -> Option<Self> {
        at.map(|at| Self { at, ..self })
    }
}

impl Node for Handle<'_, '_> {
    fn kind(&self) -> Kind<'_> {
        match self.flat.nodes[self.at].content {
            Content::Root => Kind::Root,
            Content::Element(name, ..) => Kind::Element(name),
            Content::Text(text) => Kind::Text(text),
        }
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        let Content::Element(_, from, to) = self.flat.nodes[self.at].content else { return None };
        let own = &self.flat.attributes[from..to];
        own.iter().find(|(own, _)| *own == name).map(|(_, value)| *value)
    }

    fn first_child(&self) -> Option<Self> {
        self.to(self.flat.nodes[self.at].first)
    }

    fn next_sibling(&self) -> Option<Self> {
        self.to(self.flat.nodes[self.at].next)
    }
}

#[cfg(test)]
mod tests {
    use super::Flat;
    use crate::read::html::document;

    fn check(written: &str, expected: &str) {
        let written: String = written
            .chars()
            .map(|c| match c {
                '<' => '\u{1}',
                '@' => '\u{2}',
                '"' => '\u{3}',
                '>' => '\u{4}',
                c => c,
            })
            .collect();
        assert_eq!(format!("{:?}", document(Flat::of(&written).root()).pieces), expected, "{written}");
    }

    #[test]
    fn texts_and_elements_in_order() {
        check("<p\"一<b\"二>\"三><br><p\"四>", "[Line(\"一二三\"), Line(\"四\")]");
        check("<p@hidden=@style=\"一><p@style=display:none\"二><p@style=color:red\"三>", "[Line(\"三\")]");
    }

    #[test]
    fn what_is_misplaced_is_left_out() {
        for written in ["", ">", "x", "@a=b", "<p@a"] {
            check(written, "[]");
        }
        for written in [">>\"a", "@a=b\"a", "x\"a", "<p@a\"a", "<p\"a", "<p\"a@b=c", "<p\"a>>>"] {
            check(written, "[Line(\"a\")]");
        }
    }
}
