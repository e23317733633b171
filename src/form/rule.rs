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
    /// For which reports it is.
    pub scope: Scope,
    /// Whether other figures are what mends a failure. A relation that may fail for good reason, or
    /// whose figures others keep, is none that repairs are looked for.
    pub repair: bool,
    /// What usually is behind a failure, such as 重复计算: told with the finding.
    pub usual: Option<String>,
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

/// For which reports a rule is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// The first report year; the report's must be known.
    pub from: Option<u16>,
    /// What the issuer's name must end with, one of these; empty for any, also one that is not known.
    pub ends: Vec<String>,
    /// What must not be in the issuer's name, where it is known.
    pub without: Vec<String>,
}

impl Scope {
    /// Whether a report of this year by this issuer is meant.
    pub fn covers(&self, year: Option<u16>, issuer: Option<&str>) -> bool {
        let in_time = self.from.is_none_or(|from| year.is_some_and(|year| year >= from));
        let ends = |name: &str| self.ends.iter().any(|end| name.ends_with(end.as_str()));
        let is_in = |part: &str, name: &str| name.as_bytes().windows(part.len().max(1)).any(|at| at == part.as_bytes());
        let has = |name: &str| self.without.iter().any(|part| is_in(part, name));
        in_time && (self.ends.is_empty() || issuer.is_some_and(ends)) && !issuer.is_some_and(has)
    }
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
    /// Balances that blank cells let hold one by one must be able to hold together.
    Joint,
    /// How the report's tables must be those of the form.
    Structure(StructureFault),
}

/// A way in which a report's tables are not those of the form. What is lacking is a fault only in a
/// source that gives itself out for a whole report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StructureFault {
    /// A table of the form is not there.
    LacksTable,
    /// A row of a table is not there.
    LacksRow,
    /// A column of a table is not there.
    LacksColumn,
    /// Single cells of a table are not there.
    LacksCell,
    /// A row or column is called otherwise.
    Renamed,
    /// Tables follow a form that is for other years.
    Version,
    /// Tables follow different forms.
    Forms,
    /// Nothing is filled in.
    Empty,
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
    /// Only in what gives itself out for a whole report: somebody may still be filling in the others.
    pub whole_report: bool,
    /// Only where one of these rows held a figure other than 0 in last year's report.
    pub if_prior: Vec<String>,
}

impl BlankEdit {
    /// Whether it asks after no particular cell: it takes up the blanks that are left.
    pub fn is_general(&self) -> bool {
        !self.whole && self.if_any.is_empty() && self.if_prior.is_empty()
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
    /// A unit or note behind the figure, where the form prints the unit.
    Unit,
    /// No unit behind the figure, where the form prints none either.
    Unitless,
    /// Full-width digits, separators, needless zeros.
    Rewritten,
}
