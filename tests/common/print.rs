//! A report as it is printed: each table as rows of cells with their spans, whatever its form.
#![allow(dead_code)]

use gouji::form::{Block, Form, Lines, Node};
use gouji::report::Report;

/// A printed cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Printed {
    pub text: String,
    pub columns: usize,
    pub rows: usize,
}

/// A table under its heading.
#[derive(Clone)]
pub struct PrintedTable {
    pub heading: String,
    pub rows: Vec<Vec<Printed>>,
    /// How many columns it has.
    pub width: usize,
}

fn cell(text: &str, columns: usize, rows: usize) -> Printed {
    Printed { text: text.to_owned(), columns, rows }
}

/// The title line and the tables of a report that follows one form.
pub fn printed(form: &Form, report: &Report, year: u16) -> (String, Vec<PrintedTable>) {
    let value = |address: &str| report.cells[report.layout.cell(address).expect("a cell")].raw.clone();
    let tables = form.tables.iter().map(|table| {
        let width = table.blocks.iter().map(natural_width).max().unwrap_or(1);
        let rows = table.blocks.iter().flat_map(|block| {
            let value = |row: &str, column: &str| value(&format!("{}.{row}.{column}", table.id));
            if block.inline { inline(block, &value) } else { upright(block, width, &value) }
        });
        PrintedTable { heading: table.label.clone(), rows: rows.collect(), width }
    });
    (format!("某某区{year}年{}", form.title), tables.collect())
}

fn natural_width(block: &Block) -> usize {
    match block.inline {
        true => block.rows.leaves.len() * block.columns.leaves.len(),
        false => depth(&block.rows.tree) + block.columns.leaves.len(),
    }
}

fn depth(nodes: &[Node]) -> usize {
    let own = |node: &Node| match node {
        Node::Leaf(_) => 1,
        Node::Group { lines, .. } => 1 + depth(lines),
    };
    nodes.iter().map(own).max().unwrap_or(0)
}

fn leaves(node: &Node) -> usize {
    match node {
        Node::Leaf(_) => 1,
        Node::Group { lines, .. } => lines.iter().map(leaves).sum(),
    }
}

/// Labels by level: text, leaves covered, levels covered; `at` is the first leaf.
fn levels(lines: &Lines) -> Vec<Vec<(usize, Printed)>> {
    fn walk(lines: &Lines, nodes: &[Node], mut at: usize, level: usize, out: &mut [Vec<(usize, Printed)>]) {
        for node in nodes {
            let (label, deep) = match node {
                Node::Leaf(leaf) => (&lines.leaves[*leaf].label, out.len() - level),
                Node::Group { label, .. } => (label, 1),
            };
            out[level].push((at, cell(label, leaves(node), deep)));
            if let Node::Group { lines: inner, .. } = node {
                walk(lines, inner, at, level + 1, out);
            }
            at += leaves(node);
        }
    }
    let mut out = vec![Vec::new(); depth(&lines.tree)];
    walk(lines, &lines.tree, 0, 0, &mut out);
    out
}

type Value<'v> = dyn Fn(&str, &str) -> String + 'v;

/// Row labels to the left, column labels above.
fn upright(block: &Block, width: usize, value: &Value) -> Vec<Vec<Printed>> {
    let mut rows = Vec::new();
    if let Some(heading) = &block.heading {
        rows.push(vec![cell(heading, width, 1)]);
    }
    let labels = depth(&block.rows.tree);
    let count = block.columns.leaves.len();
    // A narrow block's columns share the width of the widest.
    let share = |column: usize| {
        let room = width - labels;
        (column + 1) * room / count - column * room / count
    };
    let wide = |from: usize, count: usize| (from..from + count).map(share).sum::<usize>();
    let header = levels(&block.columns);
    for (level, labels_of_level) in header.iter().enumerate() {
        let corner = cell(block.corner.as_deref().unwrap_or(""), labels, header.len());
        let corner = Some(corner).filter(|_| level == 0);
        let own = labels_of_level.iter().map(|(at, it)| cell(&it.text, wide(*at, it.columns), it.rows));
        rows.push(corner.into_iter().chain(own).collect());
    }
    let side = levels(&block.rows);
    for (leaf, row) in block.rows.leaves.iter().enumerate() {
        let starting = side.iter().flatten().filter(|(at, _)| *at == leaf);
        let own = starting.map(|(_, it)| cell(&it.text, it.rows, it.columns));
        let figures = block.columns.leaves.iter().enumerate();
        let figures = figures.map(|(at, column)| cell(&value(&row.id, &column.id), share(at), 1));
        rows.push(own.chain(figures).collect());
    }
    rows
}

/// All rows beside each other under headers of their own.
fn inline(block: &Block, value: &Value) -> Vec<Vec<Printed>> {
    let count = block.columns.leaves.len();
    let mut rows: Vec<Vec<Printed>> = levels(&block.rows)
        .into_iter()
        .map(|level| level.into_iter().map(|(_, it)| cell(&it.text, it.columns * count, it.rows)).collect())
        .collect();
    let mut labels = Vec::new();
    let mut figures = Vec::new();
    for row in &block.rows.leaves {
        for column in &block.columns.leaves {
            labels.push(cell(&column.label, 1, 1));
            figures.push(cell(&value(&row.id, &column.id), 1, 1));
        }
    }
    rows.push(labels);
    rows.push(figures);
    rows
}

/// The report as a page.
pub fn html(title: &str, tables: &[PrintedTable]) -> String {
    let mut page = format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>{title}</title></head><body>\n<h1>{title}</h1>\n"
    );
    for table in tables {
        page += &format!("<h2>{}</h2>\n<table border=\"1\" style=\"border-collapse:collapse\">\n", table.heading);
        for row in &table.rows {
            page += "<tr>";
            for Printed { text, columns, rows } in row {
                let text = text.replace('&', "&amp;").replace('<', "&lt;");
                page += &format!("<td colspan=\"{columns}\" rowspan=\"{rows}\"><p>{text}</p></td>");
            }
            page += "</tr>\n";
        }
        page += "</table>\n";
    }
    page + "</body></html>\n"
}
