//! A form as the page draws it: `FormView` and `CellView` of `types.d.ts`.

use crate::form::{Block, Form, Lines, Node};
use crate::report::Layout;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct FormView<'f> {
    id: &'f str,
    name: &'f str,
    title: &'f str,
    authority: &'f str,
    from: u16,
    to: Option<u16>,
    tables: Vec<TableView<'f>>,
}

#[derive(Serialize)]
struct TableView<'f> {
    id: &'f str,
    name: &'f str,
    label: &'f str,
    blocks: Vec<BlockView<'f>>,
}

#[derive(Serialize)]
struct BlockView<'f> {
    heading: Option<&'f str>,
    corner: Option<&'f str>,
    inline: bool,
    columns: Vec<LineView<'f>>,
    rows: Vec<LineView<'f>>,
}

#[derive(Serialize)]
struct LineView<'f> {
    id: Option<&'f str>,
    label: &'f str,
    name: &'f str,
    lines: Vec<LineView<'f>>,
}

#[derive(Serialize)]
pub(super) struct CellView<'l> {
    address: String,
    name: String,
    unit: &'l str,
    signed: bool,
    decimals: u8,
}

impl<'f> FormView<'f> {
    pub(super) fn of(form: &'f Form) -> Self {
        let tables = form.tables.iter().map(|table| TableView {
            id: &table.id,
            name: &table.name,
            label: &table.label,
            blocks: table.blocks.iter().map(BlockView::of).collect(),
        });
        Self {
            id: &form.id,
            name: &form.name,
            title: &form.title,
            authority: &form.authority,
            from: form.from,
            to: form.to,
            tables: tables.collect(),
        }
    }
}

impl<'f> BlockView<'f> {
    fn of(block: &'f Block) -> Self {
        Self {
            heading: block.heading.as_deref(),
            corner: block.corner.as_deref(),
            inline: block.inline,
            columns: tree(&block.columns, &block.columns.tree),
            rows: tree(&block.rows, &block.rows.tree),
        }
    }
}

/// Loading bounds how deep a form's groups nest, so this recursion is bounded too.
fn tree<'f>(lines: &'f Lines, nodes: &'f [Node]) -> Vec<LineView<'f>> {
    let view = |node: &'f Node| match node {
        Node::Group { label, lines: below } => LineView { id: None, label, name: label, lines: tree(lines, below) },
        Node::Leaf(at) => {
            let leaf = &lines.leaves[*at];
            LineView { id: Some(&leaf.id), label: &leaf.label, name: &leaf.name, lines: Vec::new() }
        }
    };
    nodes.iter().map(view).collect()
}

impl<'l> CellView<'l> {
    pub(super) fn all(layout: &'l Layout) -> Vec<Self> {
        let view = |cell| {
            let measure = layout.measure(cell);
            Self {
                address: layout.address(cell),
                name: layout.name(cell),
                unit: &measure.unit,
                signed: measure.signed,
                decimals: measure.decimals,
            }
        };
        (0..layout.places.len()).map(view).collect()
    }
}
