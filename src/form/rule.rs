//! A rule of a form: a statement every correct report satisfies.

use super::statement::Statement;

/// One sentence of the form's instructions, quantified over lines and never unrolled.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Stable and never reused: it is what users quote.
    pub id: String,
    /// What is wrong when the rule fails, as a noun phrase.
    pub fault: String,
    /// What a failure asks of the filer.
    pub severity: Severity,
    /// What kind of source the rule has.
    pub basis: Basis,
    /// The source in words, shown behind 依据.
    pub source: String,
    /// The table it is about; `None` for all tables of the form.
    pub table: Option<String>,
    /// What it demands.
    pub edit: Edit,
    /// The finding's sentence, with placeholders in braces.
    pub message: String,
}

/// What a failed rule asks of the filer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// 强制: must be changed.
    Hard,
    /// 核实: change or explain.
    Soft,
    /// 提示: look again.
    Notice,
}

/// What kind of source a rule has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Printed in the form or its notice.
    Printed,
    /// Implied by the names the form uses, such as 总计 and 结转.
    Implied,
    /// A convention of filling in.
    Convention,
}

/// The content of a rule. Closed and small: a new kind is a design decision, a new rule is not.
#[derive(Clone, Debug)]
pub enum Edit {
    /// Relations between the lines of a table, once for each line that crosses them.
    Relation {
        /// Whether the statement is made once a row or once a column.
        each: Along,
        /// The crossing lines it is restricted to; empty for all.
        only: Vec<String>,
        /// All of them must hold.
        holds: Vec<Statement>,
    },
    /// Cells that may not be left blank.
    Blank(BlankEdit),
    /// How a single cell may not be filled.
    Cell(CellFault),
}

/// The direction of a line of cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Along {
    /// One line a row: the statement names columns.
    Row,
    /// One line a column: the statement names rows.
    Column,
}

/// Which blank cells a rule is about. Each blank cell belongs to the first rule that claims it.
#[derive(Clone, Debug, Default)]
pub struct BlankEdit {
    /// Rows by id; empty for all.
    pub rows: Vec<String>,
    /// Columns by id; empty for all.
    pub columns: Vec<String>,
    /// Only rows that are blank from end to end.
    pub whole: bool,
    /// Only where one of these lines (rows, or columns) holds a figure other than 0: crossing
    /// the same line as the blank cell or, for whole rows, anywhere in the table.
    pub if_any: Vec<String>,
}

impl BlankEdit {
    /// Whether it asks after no particular cell: it takes up the blanks that are left.
    pub fn is_general(&self) -> bool {
        !self.whole && self.if_any.is_empty()
    }
}

/// A way in which a single cell is filled wrongly or oddly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellFault {
    /// Some cells of the report hold 0 and others are blank.
    Mixed,
    /// `/`, `—`, 无.
    Placeholder,
    /// No number, or none that can be kept.
    NotANumber,
    /// Below 0 where that means nothing.
    Negative,
    /// More decimals than the cell may have.
    Decimal,
    /// A unit or note behind the figure.
    Unit,
    /// Full-width digits, separators, needless zeros.
    Rewritten,
}
