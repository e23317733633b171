//! A form from its JSON text, with an error that names the place and the reason.

use super::json::{At, Json};
use super::placeholder::knows;
use super::rule::{Along, Basis, BlankEdit, CellFault, Edit, Rule, Scope, Severity, StructureFault};
use super::statement::{Condition, Statement};
use super::{Block, Form, Line, Lines, Node, Table};
use crate::number::Measure;
use std::fmt;

/// Why a text is not a form. Written for whoever edits the form's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormError {
    /// Where: a path such as `rules[3].holds`; a line and column where the text is not JSON.
    pub place: String,
    /// What is wrong there.
    pub reason: String,
}

impl fmt::Display for FormError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.place)?;
        f.write_str(": ")?;
        f.write_str(&self.reason)
    }
}

impl std::error::Error for FormError {}

/// A form's file may be this long; the official ones are under 20 kB.
pub const MAX_BYTES: usize = 1 << 20;
/// Cells of a whole form; keeps every sum within range and the page drawable.
const MAX_CELLS: usize = 20_000;

impl Form {
    /// Reads a form's file. Everything a rule names is looked up here, once.
    #[cfg(feature = "json")]
    pub fn from_json(text: &str) -> Result<Self, FormError> {
        if text.len() > MAX_BYTES {
            return Err(at("文件", told!("超过{MAX_BYTES}字节")));
        }
        let value: serde_json::Value = serde_json::from_str(text.trim_start_matches('\u{FEFF}')).map_err(|error| {
            at(told!("第{}行第{}列", error.line(), error.column()), told!("不是合法的JSON（{error}）"))
        })?;
        Self::from_tree(&value)
    }

    /// Reads a form from parsed JSON.
    pub fn from_tree(json: impl Json) -> Result<Self, FormError> {
        let root = At::root(json);
        root.only(&["$schema", "id", "name", "title", "authority", "from", "to", "tables", "rules"])?;
        let id = root.text("id")?;
        if id.is_empty() {
            return Err(at("id", "不能为空"));
        }
        let tables = root.items("tables")?.iter().map(table).collect::<Result<Vec<_>, _>>()?;
        if tables.is_empty() {
            return Err(at("tables", "没有表"));
        }
        unique("tables", tables.iter().map(|table| table.id.as_str()))?;
        let cells: usize = tables.iter().map(Table::size).sum();
        if cells > MAX_CELLS {
            return Err(at("tables", told!("共{cells}格，最多{MAX_CELLS}格")));
        }
        let rules = root.items("rules")?.iter().map(|json| rule(json, &tables)).collect::<Result<Vec<_>, _>>()?;
        let rules: Vec<Rule> = rules.into_iter().flatten().collect();
        unique("rules", rules.iter().map(|rule| rule.id.as_str()))?;
        Ok(Self {
            id,
            name: root.text("name")?,
            title: root.text("title")?,
            authority: root.text("authority")?,
            from: root.number("from", u16::MAX)?,
            to: root.number_if_any("to", u16::MAX)?,
            tables,
            rules,
        })
    }
}

/// Leaves the words out where [`told`] does.
pub(super) fn at(place: impl Into<String>, reason: impl Into<String>) -> FormError {
    if cfg!(any(feature = "page", feature = "reader", feature = "pdf-reader")) {
        return FormError { place: String::new(), reason: String::new() };
    }
    FormError { place: place.into(), reason: reason.into() }
}

fn table<J: Json>(json: &At<J>) -> Result<Table, FormError> {
    json.only(&["id", "name", "label", "blocks"])?;
    let id = json.text("id")?;
    id_is_plain(&json.place, &id)?;
    let blocks = json.items("blocks")?.iter().map(block).collect::<Result<Vec<_>, _>>()?;
    if blocks.is_empty() {
        return Err(json.wrong("没有分块（blocks）"));
    }
    let rows = blocks.iter().flat_map(|block| &block.rows.leaves);
    unique(&told!("{}: rows", json.place), rows.map(|row| row.id.as_str()))?;
    Ok(Table { id, name: json.text("name")?, label: json.text("label")?, blocks })
}

/// What a leaf says of its cells' figures; a row's word goes before a column's, and both before the block's.
#[derive(Clone, Default)]
struct Written {
    unit: Option<String>,
    decimals: Option<u16>,
    signed: bool,
}

/// More decimals than any amount has, and few enough for sums to stay exact.
const MAX_DECIMALS: u16 = 9;

fn block<J: Json>(json: &At<J>) -> Result<Block, FormError> {
    json.only(&["heading", "corner", "printed", "unit", "decimals", "columns", "rows"])?;
    let printed = json.get("printed").map(|_| json.one_of("printed", &[("grid", false), ("inline", true)]));
    let unit = json.text_if_any("unit")?.unwrap_or_default();
    let decimals = json.number_if_any("decimals", MAX_DECIMALS)?.unwrap_or(0);
    let (columns, by_column) = lines(json, "columns")?;
    let (rows, by_row) = lines(json, "rows")?;
    let mut measures = Vec::with_capacity(by_row.len() * by_column.len());
    for row in &by_row {
        for column in &by_column {
            measures.push(Measure {
                unit: row.unit.as_ref().or(column.unit.as_ref()).unwrap_or(&unit).clone(),
                decimals: row.decimals.or(column.decimals).unwrap_or(decimals) as u8,
                signed: row.signed || column.signed,
            });
        }
    }
    Ok(Block {
        heading: json.text_if_any("heading")?,
        corner: json.text_if_any("corner")?,
        inline: printed.transpose()?.unwrap_or(false),
        columns,
        rows,
        measures,
    })
}

fn lines<J: Json>(json: &At<J>, name: &str) -> Result<(Lines, Vec<Written>), FormError> {
    let mut drawn = Drawn::default();
    drawn.lines.tree = drawn.branch(json, name)?;
    let Drawn { lines, figures, .. } = drawn;
    let place = told!("{}.{name}", json.place);
    if lines.leaves.is_empty() {
        return Err(at(place, "没有带单元格的行或列"));
    }
    let names = lines.leaves.iter().map(|leaf| leaf.id.as_str());
    unique(&place, names.chain(lines.groups.iter().map(|(id, _)| id.as_str())))?;
    Ok((lines, figures))
}

/// A tree of labels in the making.
#[derive(Default)]
struct Drawn {
    lines: Lines,
    figures: Vec<Written>,
    /// The labels above, each with its short name if sentences use it.
    above: Vec<(String, Option<String>)>,
}

/// The printed trees are four deep.
const MAX_DEPTH: usize = 8;
/// Labels longer than this are named by their short form.
const LONG_LABEL: usize = 20;

impl Drawn {
    fn branch<J: Json>(&mut self, json: &At<J>, name: &str) -> Result<Vec<Node>, FormError> {
        if self.above.len() > MAX_DEPTH {
            return Err(json.wrong("分组嵌套太深"));
        }
        json.items(name)?.iter().map(|line| self.line(line)).collect()
    }

    fn line<J: Json>(&mut self, json: &At<J>) -> Result<Node, FormError> {
        json.only(&["id", "label", "short", "also", "unit", "decimals", "signed", "lines"])?;
        let id = json.text_if_any("id")?;
        if let Some(id) = &id {
            id_is_plain(&json.place, id)?;
        }
        let (label, short) = (json.text("label")?, json.text_if_any("short")?);
        if json.get("lines").is_some() {
            let start = self.lines.leaves.len();
            self.above.push((label.clone(), short));
            let lines = self.branch(json, "lines")?;
            self.above.pop();
            self.lines.groups.extend(id.map(|id| (id, start..self.lines.leaves.len())));
            return Ok(Node::Group { label, lines });
        }
        let prefix: String = self.above.iter().filter_map(|(_, short)| short.as_deref()).collect();
        let spoken = short.as_ref().filter(|_| label.chars().count() > LONG_LABEL).unwrap_or(&label);
        self.lines.leaves.push(Line {
            id: id.ok_or_else(|| json.wrong("带单元格的行或列要有 id"))?,
            name: prefix + spoken,
            also: json.texts("also")?,
            path: self.above.iter().map(|(label, _)| label.clone()).collect(),
            short: short.unwrap_or_else(|| label.clone()),
            label,
        });
        self.figures.push(Written {
            unit: json.text_if_any("unit")?,
            decimals: json.number_if_any("decimals", MAX_DECIMALS)?,
            signed: json.truth("signed")?,
        });
        Ok(Node::Leaf(self.lines.leaves.len() - 1))
    }
}

/// A rule that is off is kept in the form's file for whoever wants it.
const SEVERITIES: [(&str, Option<Severity>); 4] =
    [("hard", Some(Severity::Hard)), ("soft", Some(Severity::Soft)), ("notice", Some(Severity::Notice)), ("off", None)];
const BASES: [(&str, Basis); 3] =
    [("printed", Basis::Printed), ("implied", Basis::Implied), ("convention", Basis::Convention)];
const FAULTS: [(&str, CellFault); 8] = [
    ("mixed", CellFault::Mixed),
    ("placeholder", CellFault::Placeholder),
    ("not_a_number", CellFault::NotANumber),
    ("negative", CellFault::Negative),
    ("decimal", CellFault::Decimal),
    ("unit", CellFault::Unit),
    ("unitless", CellFault::Unitless),
    ("rewritten", CellFault::Rewritten),
];
const STRUCTURES: [(&str, StructureFault); 8] = [
    ("table", StructureFault::LacksTable),
    ("row", StructureFault::LacksRow),
    ("column", StructureFault::LacksColumn),
    ("cell", StructureFault::LacksCell),
    ("renamed", StructureFault::Renamed),
    ("version", StructureFault::Version),
    ("forms", StructureFault::Forms),
    ("empty", StructureFault::Empty),
];
#[rustfmt::skip]
const RULE_FIELDS: [&str; 17] = [
    "id", "fault", "severity", "basis", "source", "table", "scope", "each", "only", "holds", "repair", "usual",
    "blank", "cell", "joint", "structure", "message",
];

/// `None` where the rule is off.
fn rule<J: Json>(json: &At<J>, tables: &[Table]) -> Result<Option<Rule>, FormError> {
    json.only(&RULE_FIELDS)?;
    let table = json.text_if_any("table")?;
    let about = table.as_ref().map(|id| table_named(json, id, tables)).transpose()?;
    let kinds = ["holds", "blank", "cell", "joint", "structure"];
    let mut given = kinds.into_iter().filter(|kind| json.get(kind).is_some());
    let edit = match (given.next(), given.next()) {
        (Some("holds"), None) => relation(json, about)?,
        (Some("blank"), None) => blank_edit(json, about.map_or(tables, std::slice::from_ref))?,
        (Some("cell"), None) => Edit::Cell(json.one_of("cell", &FAULTS)?),
        (Some("joint"), None) if json.truth("joint")? => Edit::Joint,
        (Some("structure"), None) => Edit::Structure(json.one_of("structure", &STRUCTURES)?),
        _ => return Err(json.wrong(told!("{}中要有且只有一个", kinds.join("、")))),
    };
    let message = json.text("message")?;
    for name in braced(&message).map_err(|reason| at(told!("{}.message", json.place), reason))? {
        if !knows(&edit, name) {
            return Err(at(told!("{}.message", json.place), told!("这种规则没有“{{{name}}}”可用")));
        }
    }
    let severity = json.one_of("severity", &SEVERITIES)?;
    let rule = Rule {
        id: json.text("id")?,
        fault: json.text("fault")?,
        severity: severity.unwrap_or(Severity::Notice),
        basis: json.one_of("basis", &BASES)?,
        source: json.text("source")?,
        table,
        scope: json.get("scope").map_or(Ok(Scope::default()), |scope| scope_of(&scope))?,
        repair: json.get("repair").is_none() || json.truth("repair")?,
        usual: json.text_if_any("usual")?,
        edit,
        message,
    };
    Ok(severity.map(|_| rule))
}

fn scope_of<J: Json>(json: &At<J>) -> Result<Scope, FormError> {
    json.only(&["from", "ends", "without"])?;
    Ok(Scope {
        from: json.number_if_any("from", u16::MAX)?,
        ends: json.texts("ends")?,
        without: json.texts("without")?,
    })
}

fn relation<J: Json>(json: &At<J>, table: Option<&Table>) -> Result<Edit, FormError> {
    let table = table.ok_or_else(|| json.wrong("有 holds 的规则要写明 table"))?;
    if json.get("each").is_none() {
        return Err(json.wrong("有 holds 的规则要写明 each：row 或 column"));
    }
    let each = json.one_of("each", &[("row", Along::Row), ("column", Along::Column)])?;
    let only = json.texts("only")?;
    let list = json.get("holds").is_some_and(|holds| holds.is_list());
    let texts = if list { json.texts("holds")? } else { vec![json.text("holds")?] };
    let place = told!("{}.holds", json.place);
    let mut holds = Vec::new();
    for text in &texts {
        let statement = Statement::parse(text).map_err(|reason| at(&place, told!("“{text}”{reason}")))?;
        if let Some(Condition::Whole(name)) = &statement.condition {
            single_line(&place, table, each, name)?;
        }
        fits(&place, table, each, &statement, &only)?;
        holds.push(statement);
    }
    Ok(Edit::Relation { each, only, holds })
}

fn blank_edit<J: Json>(rule: &At<J>, about: &[Table]) -> Result<Edit, FormError> {
    let Some(json) = rule.get("blank") else { return Ok(Edit::Blank(BlankEdit::default())) };
    json.only(&["rows", "columns", "whole", "if_any", "if_prior", "whole_report"])?;
    let known = |name: &String, along: Along| {
        about.iter().flat_map(|table| &table.blocks).any(|block| named_along(block, along).named(name).is_some())
    };
    let (rows, columns, if_any) = (json.texts("rows")?, json.texts("columns")?, json.texts("if_any")?);
    let if_prior = json.texts("if_prior")?;
    let strange = rows.iter().chain(&if_prior).find(|name| !known(name, Along::Column));
    let strange = strange.or_else(|| columns.iter().find(|name| !known(name, Along::Row)));
    let strange =
        strange.or_else(|| if_any.iter().find(|name| !known(name, Along::Column) && !known(name, Along::Row)));
    if let Some(name) = strange {
        return Err(json.wrong(told!("表里没有行或列“{name}”")));
    }
    Ok(Edit::Blank(BlankEdit {
        rows,
        columns,
        whole: json.truth("whole")?,
        if_any,
        if_prior,
        whole_report: json.truth("whole_report")?,
    }))
}

fn table_named<'t, J: Json>(json: &At<J>, id: &str, tables: &'t [Table]) -> Result<&'t Table, FormError> {
    tables.iter().find(|table| table.id == id).ok_or_else(|| json.wrong(told!("没有表“{id}”")))
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
        return Err(at(place, told!("表“{}”没有一个分块含有写到的全部行列，缺少“{name}”", table.id)));
    };
    let crossing = match each {
        Along::Row => &block.rows,
        Along::Column => &block.columns,
    };
    match only.iter().find(|name| crossing.leaf(name).is_none()) {
        Some(name) => Err(at(place, told!("only：没有行或列“{name}”"))),
        None => Ok(()),
    }
}

fn single_line(place: &str, table: &Table, each: Along, name: &str) -> Result<(), FormError> {
    let found = table.blocks.iter().any(|block| named_along(block, each).leaf(name).is_some());
    if found { Ok(()) } else { Err(at(place, told!("whole(…)要写一行或一列，没有“{name}”"))) }
}

/// The names between braces; braces must pair.
fn braced(message: &str) -> Result<Vec<&str>, String> {
    let mut names = Vec::new();
    let mut rest = message;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or_else(|| told!("有花括号没有闭合"))?;
        if before.find('}').is_some() {
            return Err(told!("有花括号没有开头"));
        }
        names.push(name);
        rest = after;
    }
    if rest.find('}').is_some() {
        return Err(told!("有花括号没有开头"));
    }
    Ok(names)
}

/// Ids become part of addresses, `table.row.column`.
fn id_is_plain(place: &str, id: &str) -> Result<(), FormError> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if id.starts_with(|c: char| c.is_ascii_lowercase()) && id.chars().all(plain) {
        return Ok(());
    }
    Err(at(place, told!("id“{id}”只能用小写字母、数字和_，并以字母开头")))
}

fn unique<'i>(place: &str, ids: impl Iterator<Item = &'i str>) -> Result<(), FormError> {
    let mut seen: Vec<&str> = Vec::new();
    for id in ids {
        if seen.contains(&id) {
            return Err(at(place, told!("id“{id}”用了两次")));
        }
        seen.push(id);
    }
    Ok(())
}
