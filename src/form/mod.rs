//! An official format, as data: its tables as they are printed, and the rules its instructions give.
//!
//! Nothing here knows a particular form. A form is loaded from JSON ([`Form::from_tree`]), whose
//! shape `src/forms/form.schema.json` publishes.

/// What is wrong with a form, in words. The page's first package has none of them, since every visit
/// pays for it; the next package that is fetched says them.
macro_rules! told {
    ($($words:tt)*) => {
        if cfg!(any(feature = "page", feature = "reader", feature = "pdf-reader")) { String::new() } else { format!($($words)*) }
    };
}

mod json;
mod load;
mod placeholder;
mod rule;
mod statement;

pub use json::Json;
pub use load::{FormError, MAX_BYTES};
pub use rule::{Along, Basis, BlankEdit, CellFault, Edit, Rule, Scope, Severity, StructureFault};
pub use statement::{Atom, Comparison, Condition, Relation, Statement, Sum};

use crate::number::Measure;

/// An official format.
#[derive(Clone, Debug)]
pub struct Form {
    /// Short and stable, such as `2021`.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What the report is called, without issuer and year.
    pub title: String,
    /// The notice that prescribes it.
    pub authority: String,
    /// The first report year it is for.
    pub from: u16,
    /// The last one; `None` while it is in force.
    pub to: Option<u16>,
    /// Its tables in printed order.
    pub tables: Vec<Table>,
    /// Its rules in the order in which findings are told.
    pub rules: Vec<Rule>,
}

/// One table of a form.
#[derive(Clone, Debug)]
pub struct Table {
    /// The first part of a cell's address; the same in every form where the meaning is the same.
    pub id: String,
    /// What people call it, such as 表三.
    pub name: String,
    /// The section heading above it.
    pub label: String,
    /// Its blocks: parts with columns of their own, under each other.
    pub blocks: Vec<Block>,
}

/// A rectangle of cells: every row crosses every column.
#[derive(Clone, Debug)]
pub struct Block {
    /// The line printed across the block, if any.
    pub heading: Option<String>,
    /// What is printed in the corner, if anything.
    pub corner: Option<String>,
    /// Whether all rows are printed beside each other in one line, under headers of their own.
    pub inline: bool,
    /// The column headers, as a tree.
    pub columns: Lines,
    /// The row labels, as a tree.
    pub rows: Lines,
    /// How figures are written, row by row: `measures[row * columns + column]`.
    pub measures: Vec<Measure>,
}

/// The rows or the columns of a block: a tree as printed, and its leaves in order.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// As printed.
    pub tree: Vec<Node>,
    /// The lines that hold cells, in order.
    pub leaves: Vec<Line>,
    /// Named groups of leaves: the id, and the leaves' positions.
    pub groups: Vec<(String, std::ops::Range<usize>)>,
}

/// A printed label, above others or above cells.
#[derive(Clone, Debug)]
pub enum Node {
    /// A label that spans others.
    Group {
        /// As printed.
        label: String,
        /// What it spans.
        lines: Vec<Node>,
    },
    /// A line of cells, by its position among [`Lines::leaves`].
    Leaf(usize),
}

/// A row or a column.
#[derive(Clone, Debug)]
pub struct Line {
    /// Part of a cell's address.
    pub id: String,
    /// As printed.
    pub label: String,
    /// Other wordings that mean the same, seen in real reports.
    pub also: Vec<String>,
    /// How sentences name it inside an equation.
    pub short: String,
    /// How sentences name it on its own: the label behind the short names of its groups.
    pub name: String,
    /// The labels above it, outermost first.
    pub path: Vec<String>,
}

impl Form {
    /// The table of this id.
    pub fn table(&self, id: &str) -> Option<usize> {
        self.tables.iter().position(|table| table.id == id)
    }

    /// Whether the form is for this report year.
    pub fn is_for(&self, year: u16) -> bool {
        self.from <= year && self.to.is_none_or(|to| year <= to)
    }
}

impl Table {
    /// How many cells it has.
    pub fn size(&self) -> usize {
        self.blocks.iter().map(Block::size).sum()
    }
}

impl Block {
    /// How many cells it has.
    pub fn size(&self) -> usize {
        self.rows.leaves.len() * self.columns.leaves.len()
    }
}

impl Lines {
    /// The position of the leaf of this id.
    pub fn leaf(&self, id: &str) -> Option<usize> {
        self.leaves.iter().position(|leaf| leaf.id == id)
    }

    /// The positions that a name stands for: one leaf, or the leaves of a group.
    pub fn named(&self, id: &str) -> Option<std::ops::Range<usize>> {
        let leaf = self.leaf(id).map(|at| at..at + 1);
        leaf.or_else(|| self.groups.iter().find(|(name, _)| name == id).map(|(_, range)| range.clone()))
    }
}
