//! A form from its JSON text, with an error that names the place and the reason.

use super::rule::{Along, Basis, BlankEdit, CellFault, Edit, Rule, Severity};
use super::statement::{Condition, Statement};
use super::{Block, Form, Line, Lines, Node, Table};
use crate::finding::knows;
use crate::number::Measure;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt;

/// Why a text is not a form. Written for whoever edits the form's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormError {
    /// Where: a path such as `rules[3].holds`, or a line and column where the text is not JSON.
    pub place: String,
    /// What is wrong there.
    pub reason: String,
}

impl fmt::Display for FormError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.reason)
    }
}

impl std::error::Error for FormError {}

/// A form's file may be this long; the official ones are under 20 kB.
const MAX_BYTES: usize = 1 << 20;
/// Cells of a whole form; keeps every sum within range and the page drawable.
const MAX_CELLS: usize = 20_000;

impl Form {
    /// Reads a form's file. Everything a rule names is looked up here, once.
    pub fn from_json(text: &str) -> Result<Self, FormError> {
        if text.len() > MAX_BYTES {
            return Err(at("the file", format!("is longer than {MAX_BYTES} bytes")));
        }
        let written: WrittenForm = serde_json::from_str(text.trim_start_matches('\u{FEFF}'))
            .map_err(|error| at(format!("line {} column {}", error.line(), error.column()), error.to_string()))?;
        written.build()
    }
}

fn at(place: impl Into<String>, reason: impl Into<String>) -> FormError {
    FormError { place: place.into(), reason: reason.into() }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenForm {
    #[serde(rename = "$schema")]
    _schema: Option<String>,
    id: String,
    name: String,
    title: String,
    authority: String,
    from: u16,
    to: Option<u16>,
    tables: Vec<WrittenTable>,
    rules: Vec<WrittenRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenTable {
    id: String,
    name: String,
    label: String,
    blocks: Vec<WrittenBlock>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenBlock {
    heading: Option<String>,
    corner: Option<String>,
    #[serde(default)]
    printed: Printed,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    decimals: u8,
    columns: Vec<WrittenLine>,
    rows: Vec<WrittenLine>,
}

#[derive(Deserialize, Default, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Printed {
    #[default]
    Grid,
    Inline,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenLine {
    id: Option<String>,
    label: String,
    short: Option<String>,
    #[serde(default)]
    also: Vec<String>,
    unit: Option<String>,
    decimals: Option<u8>,
    #[serde(default)]
    signed: bool,
    lines: Option<Vec<WrittenLine>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRule {
    id: String,
    fault: String,
    severity: WrittenSeverity,
    basis: WrittenBasis,
    source: String,
    table: Option<String>,
    each: Option<WrittenAlong>,
    #[serde(default)]
    only: Vec<String>,
    holds: Option<OneOrMore>,
    blank: Option<WrittenBlank>,
    cell: Option<WrittenCellFault>,
    message: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum WrittenSeverity {
    Hard,
    Soft,
    Notice,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum WrittenBasis {
    Printed,
    Implied,
    Convention,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum WrittenAlong {
    Row,
    Column,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenBlank {
    #[serde(default)]
    rows: Vec<String>,
    #[serde(default)]
    columns: Vec<String>,
    #[serde(default)]
    whole: bool,
    #[serde(default)]
    if_any: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum WrittenCellFault {
    Mixed,
    Placeholder,
    NotANumber,
    Negative,
    Decimal,
    Unit,
    Rewritten,
}

impl WrittenForm {
    fn build(self) -> Result<Form, FormError> {
        if self.id.is_empty() {
            return Err(at("id", "is empty"));
        }
        let mut tables = Vec::new();
        for (index, table) in self.tables.into_iter().enumerate() {
            tables.push(table.build(&format!("tables[{index}]"))?);
        }
        if tables.is_empty() {
            return Err(at("tables", "has no table"));
        }
        unique("tables", tables.iter().map(|table: &Table| table.id.as_str()))?;
        let cells: usize = tables.iter().map(Table::size).sum();
        if cells > MAX_CELLS {
            return Err(at("tables", format!("have {cells} cells; {MAX_CELLS} at most")));
        }
        let mut rules = Vec::new();
        for (index, rule) in self.rules.into_iter().enumerate() {
            rules.push(rule.build(&format!("rules[{index}]"), &tables)?);
        }
        unique("rules", rules.iter().map(|rule: &Rule| rule.id.as_str()))?;
        Ok(Form {
            id: self.id,
            name: self.name,
            title: self.title,
            authority: self.authority,
            from: self.from,
            to: self.to,
            tables,
            rules,
        })
    }
}

impl WrittenTable {
    fn build(self, place: &str) -> Result<Table, FormError> {
        id_is_plain(place, &self.id)?;
        let mut blocks = Vec::new();
        for (index, block) in self.blocks.into_iter().enumerate() {
            blocks.push(block.build(&format!("{place}.blocks[{index}]"))?);
        }
        if blocks.is_empty() {
            return Err(at(format!("{place}.blocks"), "has no block"));
        }
        let rows = blocks.iter().flat_map(|block: &Block| &block.rows.leaves);
        unique(&format!("{place}: rows"), rows.map(|row| row.id.as_str()))?;
        Ok(Table { id: self.id, name: self.name, label: self.label, blocks })
    }
}

/// What a leaf says of its cells' figures; a row's word goes before a column's, and both before the block's.
#[derive(Clone, Default)]
struct Written {
    unit: Option<String>,
    decimals: Option<u8>,
    signed: bool,
}

impl WrittenBlock {
    fn build(self, place: &str) -> Result<Block, FormError> {
        let (columns, by_column) = lines(&format!("{place}.columns"), self.columns)?;
        let (rows, by_row) = lines(&format!("{place}.rows"), self.rows)?;
        let mut measures = Vec::with_capacity(by_row.len() * by_column.len());
        for row in &by_row {
            for column in &by_column {
                let unit = row.unit.as_ref().or(column.unit.as_ref()).unwrap_or(&self.unit).clone();
                let decimals = row.decimals.or(column.decimals).unwrap_or(self.decimals);
                if decimals > 9 {
                    return Err(at(place, "decimals: 9 at most"));
                }
                measures.push(Measure { unit, decimals, signed: row.signed || column.signed });
            }
        }
        let inline = self.printed == Printed::Inline;
        Ok(Block { heading: self.heading, corner: self.corner, inline, columns, rows, measures })
    }
}

fn lines(place: &str, written: Vec<WrittenLine>) -> Result<(Lines, Vec<Written>), FormError> {
    let mut lines = Lines::default();
    let mut figures = Vec::new();
    lines.tree = branch(place, written, &mut Vec::new(), &mut lines, &mut figures)?;
    if lines.leaves.is_empty() {
        return Err(at(place, "has no line with cells"));
    }
    let names = lines.leaves.iter().map(|leaf| leaf.id.as_str());
    unique(place, names.chain(lines.groups.iter().map(|(id, _)| id.as_str())))?;
    Ok((lines, figures))
}

/// A label above, and its short name if sentences use it.
type Above = (String, Option<String>);

fn branch(
    place: &str,
    written: Vec<WrittenLine>,
    above: &mut Vec<Above>,
    lines: &mut Lines,
    figures: &mut Vec<Written>,
) -> Result<Vec<Node>, FormError> {
    if above.len() > 8 {
        return Err(at(place, "groups are nested too deeply"));
    }
    let mut nodes = Vec::new();
    for (index, line) in written.into_iter().enumerate() {
        let place = format!("{place}[{index}]");
        if let Some(id) = &line.id {
            id_is_plain(&place, id)?;
        }
        match line.lines {
            Some(children) => {
                let start = lines.leaves.len();
                above.push((line.label.clone(), line.short));
                let children = branch(&format!("{place}.lines"), children, above, lines, figures)?;
                above.pop();
                lines.groups.extend(line.id.map(|id| (id, start..lines.leaves.len())));
                nodes.push(Node::Group { label: line.label, lines: children });
            }
            None => {
                let id = line.id.ok_or_else(|| at(&place, "a line with cells needs an id"))?;
                let prefix: String = above.iter().filter_map(|(_, short)| short.as_deref()).collect();
                nodes.push(Node::Leaf(lines.leaves.len()));
                lines.leaves.push(Line {
                    id,
                    name: prefix
                        + line.short.as_ref().filter(|_| line.label.chars().count() > 20).unwrap_or(&line.label),
                    short: line.short.unwrap_or_else(|| line.label.clone()),
                    label: line.label,
                    also: line.also,
                    path: above.iter().map(|(label, _)| label.clone()).collect(),
                });
                figures.push(Written { unit: line.unit, decimals: line.decimals, signed: line.signed });
            }
        }
    }
    Ok(nodes)
}

impl WrittenRule {
    fn build(self, place: &str, tables: &[Table]) -> Result<Rule, FormError> {
        if let Some(table) = &self.table {
            table_named(place, table, tables)?;
        }
        let edit = self.edit(place, tables)?;
        for name in braced(&self.message).map_err(|reason| at(format!("{place}.message"), reason))? {
            if !knows(&edit, name) {
                return Err(at(format!("{place}.message"), format!("nothing is known of “{{{name}}}”")));
            }
        }
        Ok(Rule {
            id: self.id,
            fault: self.fault,
            severity: match self.severity {
                WrittenSeverity::Hard => Severity::Hard,
                WrittenSeverity::Soft => Severity::Soft,
                WrittenSeverity::Notice => Severity::Notice,
            },
            basis: match self.basis {
                WrittenBasis::Printed => Basis::Printed,
                WrittenBasis::Implied => Basis::Implied,
                WrittenBasis::Convention => Basis::Convention,
            },
            source: self.source,
            table: self.table,
            edit,
            message: self.message,
        })
    }

    fn edit(&self, place: &str, tables: &[Table]) -> Result<Edit, FormError> {
        match (&self.holds, &self.blank, &self.cell) {
            (Some(holds), None, None) => self.relation(place, holds, tables),
            (None, Some(blank), None) => self.blank(place, blank, tables),
            (None, None, Some(fault)) => Ok(Edit::Cell(match fault {
                WrittenCellFault::Mixed => CellFault::Mixed,
                WrittenCellFault::Placeholder => CellFault::Placeholder,
                WrittenCellFault::NotANumber => CellFault::NotANumber,
                WrittenCellFault::Negative => CellFault::Negative,
                WrittenCellFault::Decimal => CellFault::Decimal,
                WrittenCellFault::Unit => CellFault::Unit,
                WrittenCellFault::Rewritten => CellFault::Rewritten,
            })),
            _ => Err(at(place, "needs exactly one of holds, blank and cell")),
        }
    }

    fn relation(&self, place: &str, holds: &OneOrMore, tables: &[Table]) -> Result<Edit, FormError> {
        let table = self.table.as_deref().ok_or_else(|| at(place, "a rule with holds needs a table"))?;
        let table = table_named(place, table, tables)?;
        let each = match self.each {
            Some(WrittenAlong::Row) => Along::Row,
            Some(WrittenAlong::Column) => Along::Column,
            None => return Err(at(place, "a rule with holds needs each: row or column")),
        };
        let texts = match holds {
            OneOrMore::One(text) => std::slice::from_ref(text),
            OneOrMore::More(texts) => texts,
        };
        let mut statements = Vec::new();
        for text in texts {
            let place = format!("{place}.holds");
            let statement = Statement::parse(text).map_err(|reason| at(&place, format!("{reason} in “{text}”")))?;
            if let Some(Condition::Whole(name)) = &statement.condition {
                single_line(&place, table, each, name)?;
            }
            fits(&place, table, each, &statement, &self.only)?;
            statements.push(statement);
        }
        Ok(Edit::Relation { each, only: self.only.clone(), holds: statements })
    }

    fn blank(&self, place: &str, blank: &WrittenBlank, tables: &[Table]) -> Result<Edit, FormError> {
        let place = format!("{place}.blank");
        let about: Vec<&Table> = match &self.table {
            Some(id) => vec![table_named(&place, id, tables)?],
            None => tables.iter().collect(),
        };
        let known = |name: &str, along: Along| {
            about.iter().flat_map(|table| &table.blocks).any(|block| named_along(block, along).named(name).is_some())
        };
        for (names, along) in [(&blank.rows, Along::Column), (&blank.columns, Along::Row)] {
            if let Some(name) = names.iter().find(|name| !known(name, along)) {
                return Err(at(&place, format!("the table has no line “{name}”")));
            }
        }
        if let Some(name) = blank.if_any.iter().find(|name| !known(name, Along::Column) && !known(name, Along::Row)) {
            return Err(at(format!("{place}.if_any"), format!("the table has no line “{name}”")));
        }
        Ok(Edit::Blank(BlankEdit {
            rows: blank.rows.clone(),
            columns: blank.columns.clone(),
            whole: blank.whole,
            if_any: blank.if_any.clone(),
        }))
    }
}

/// The lines that a statement made along this direction names.
fn named_along(block: &Block, each: Along) -> &Lines {
    match each {
        Along::Row => &block.columns,
        Along::Column => &block.rows,
    }
}

/// A statement must find all its lines in one block at least, and `only` must name crossing lines there.
fn fits(place: &str, table: &Table, each: Along, statement: &Statement, only: &[String]) -> Result<(), FormError> {
    let missing = |block: &Block| {
        let lines = named_along(block, each);
        statement.names().into_iter().find(|name| lines.named(name).is_none()).map(str::to_owned)
    };
    let Some(block) = table.blocks.iter().find(|block| missing(block).is_none()) else {
        let name = table.blocks.iter().find_map(missing).unwrap_or_default();
        return Err(at(place, format!("no block of “{}” has all the lines named; “{name}” is missing", table.id)));
    };
    let crossing = match each {
        Along::Row => &block.rows,
        Along::Column => &block.columns,
    };
    match only.iter().find(|name| crossing.leaf(name).is_none()) {
        Some(name) => Err(at(place, format!("only: there is no line “{name}”"))),
        None => Ok(()),
    }
}

fn single_line(place: &str, table: &Table, each: Along, name: &str) -> Result<(), FormError> {
    let found = table.blocks.iter().any(|block| named_along(block, each).leaf(name).is_some());
    if found { Ok(()) } else { Err(at(place, format!("whole(…) needs one line; there is no line “{name}”"))) }
}

fn table_named<'t>(place: &str, id: &str, tables: &'t [Table]) -> Result<&'t Table, FormError> {
    tables.iter().find(|table| table.id == id).ok_or_else(|| at(place, format!("there is no table “{id}”")))
}

/// The names between braces; braces must pair.
fn braced(message: &str) -> Result<Vec<&str>, String> {
    let mut names = Vec::new();
    let mut rest = message;
    while let Some(open) = rest.find(['{', '}']) {
        let close = rest[open..].find('}').ok_or("a brace is not closed")?;
        if close == 0 {
            return Err("a brace is not opened".into());
        }
        names.push(&rest[open + 1..open + close]);
        rest = &rest[open + close + 1..];
    }
    Ok(names)
}

/// Ids become part of addresses, `table.row.column`.
fn id_is_plain(place: &str, id: &str) -> Result<(), FormError> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if id.starts_with(|c: char| c.is_ascii_lowercase()) && id.chars().all(plain) {
        return Ok(());
    }
    Err(at(place, format!("the id “{id}” must be lower-case letters, digits and _, and start with a letter")))
}

fn unique<'i>(place: &str, ids: impl Iterator<Item = &'i str>) -> Result<(), FormError> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(at(place, format!("the id “{id}” is used twice")));
        }
    }
    Ok(())
}
