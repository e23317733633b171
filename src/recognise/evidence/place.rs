//! Positions, each of a type of its own: in a form, and in a document.

/// A block of a form: its table, and its position there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct BlockAt {
    pub table: usize,
    pub block: usize,
}

/// A row of a form: its table, its block, its position there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RowAt {
    pub table: usize,
    pub block: usize,
    pub row: usize,
}

/// Where in a document a text stands: the piece, and the row of it where that is a grid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct LineAt {
    pub piece: usize,
    pub row: usize,
}

/// Where a cell is in its row, and how long the row is; rows of one grid are told from others'.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CellAt {
    /// Position in the row.
    pub column: usize,
    /// What kind of row it is in.
    pub row: RowKind,
    /// The length of the grid's longest row, where blank cells may have been cut off the others.
    pub longest: usize,
}

/// Rows of one grid that are equally long: their cells stand under each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RowKind {
    /// The number of the grid.
    pub grid: usize,
    /// How many cells the row has; 0 for a line of text.
    pub length: usize,
}

impl BlockAt {
    /// A row of this block.
    pub fn row(self, row: usize) -> RowAt {
        RowAt { table: self.table, block: self.block, row }
    }
}

impl RowAt {
    /// The block that the row is in.
    pub fn block_at(self) -> BlockAt {
        BlockAt { table: self.table, block: self.block }
    }
}
