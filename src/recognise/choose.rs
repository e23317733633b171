//! Which form each table follows.

use super::apart;
use super::context::Context;
use super::draft::{Draft, DraftTable, RowAt};
use super::known::Known;
use super::lexicon::{Lexicon, Role};
use super::reading::{Reading, Spot, TableReading};
use super::stream;
use super::token::{Kind, Line, Token, atoms, tokens};
use super::year::year;
use crate::form::{Block, Form, Table};
use crate::order::{Map, Set};
use crate::read::Document;
use std::sync::Arc;

/// Recognises the tables of a document that holds one report; and every row met on the way, which
/// tells whether it holds several. Forms may mix: each table follows the form whose labels it has, whatever the
/// year says.
pub(crate) fn one(document: &Document, known: &[Known]) -> (Reading, Vec<(RowAt, Line)>) {
    let mut remarks = document.remarks.clone();
    let year = year(document, known);
    let atoms = atoms(document);
    let mut drafts = Vec::new();
    for Known { form, lexicon, .. } in known {
        let tokens = tokens(&atoms, lexicon);
        if has_lost_lines(&tokens, lexicon, form) {
            remarks.push(LOST_LINES.to_owned());
            return (Reading { year, remarks, ..Reading::default() }, Vec::new());
        }
        let mut draft = Draft::new(form);
        stream::read(&tokens, lexicon, &mut Context::default(), &mut draft);
        if draft.ambiguous || draft.gapped {
            draft = draft.anew();
            stream::read(&tokens, lexicon, &mut Context::default(), &mut draft);
        }
        apart::settle(&mut draft);
        drafts.push(draft);
    }
    let chosen = choose(&drafts, year);
    for (draft, table) in &chosen {
        remark(&mut remarks, &drafts[*draft].form.tables[*table], &drafts[*draft].tables[*table]);
    }
    // A table whose every row was refused is no table; its remark says so.
    let chosen: Vec<_> =
        chosen.into_iter().filter(|(draft, table)| !drafts[*draft].tables[*table].cells.is_empty()).collect();
    if chosen.is_empty()
        && remarks.len() == document.remarks.len()
        && drafts.iter().flat_map(|draft| &draft.tables).any(|table| table.seen.len() >= MANY_LABELS)
    {
        remarks.push(NO_FIGURES.to_owned());
    }
    remarks.dedup();
    let tables = chosen.into_iter().map(|(draft, table)| finish(&mut drafts[draft], table)).collect();
    let met = drafts.into_iter().map(|draft| draft.met).max_by_key(Vec::len);
    (Reading { tables, year, remarks, ..Reading::default() }, met.unwrap_or_default())
}

/// A page that has so many labels of a table has the table.
const MANY_LABELS: usize = 6;
const NO_FIGURES: &str = "找到了表格的文字，但没有读出数字。请从网页或 Word 中选中整张表格重新复制。";
const LOST_LINES: &str = "这份文本里凡是重复的行都只剩下一次（抓取网页时被去重），表中的数字已无法还原，因此没有读取。请从原网页或原文件重新复制表格。";

/// A form's table that may be the one read: how well it fits, the draft, the table.
type Rival = ((i64, i64), usize, usize);

/// For each kind of table, the draft that fits it best, in the order of the forms' tables.
fn choose(drafts: &[Draft], year: Option<u16>) -> Vec<(usize, usize)> {
    let mut order: Vec<&str> = Vec::new();
    let mut rivals: Map<&str, Vec<Rival>> = Map::default();
    for (number, draft) in drafts.iter().enumerate() {
        for (table, printed) in draft.form.tables.iter().enumerate() {
            if is_found(printed, &draft.tables[table]) {
                let fit = fit(printed, &draft.tables[table]);
                rivals.or_default(&printed.id).push((fit, number, table));
            }
            if !order.contains(&printed.id.as_str()) {
                order.push(&printed.id);
            }
        }
    }
    for rivals in rivals.values_mut() {
        let best = rivals.iter().map(|rival| rival.0).max();
        rivals.retain(|rival| Some(rival.0) == best);
    }
    // Where forms print a table alike, it follows the form of the other tables; else of the year.
    let decided: Vec<usize> = rivals.values().filter(|tied| tied.len() == 1).map(|tied| tied[0].1).collect();
    let rank = |number: usize| {
        let form = &drafts[number].form;
        let others = decided.iter().filter(|other| **other == number).count();
        (others, year.is_some_and(|year| form.is_for(year)), form.from)
    };
    let found = order.iter().filter_map(|id| rivals.get(id));
    found.filter_map(|tied| tied.iter().max_by_key(|rival| rank(rival.1))).map(|rival| (rival.1, rival.2)).collect()
}

/// Whether labels beside the row's own vouch for the table; a long label with as many figures as
/// there are columns vouches for itself.
fn is_found(printed: &Table, draft: &DraftTable) -> bool {
    let long = |spot: &Spot| {
        let block = &printed.blocks[spot.block];
        block.columns.leaves.len() > 2 && block.rows.leaves[spot.row].label.chars().count() > 8
    };
    let refused = draft.refused.iter().map(|&(block, row)| Spot { block, row, column: 0 });
    let firm = |spot: &Spot| !draft.hinted.contains(&(spot.block, spot.row));
    let rows = draft.cells.keys().copied().filter(firm).chain(refused).collect::<Vec<_>>();
    !rows.is_empty() && (draft.seen.len() > 1 || rows.iter().any(long))
}

/// How well a form's table explains what was read: by the rows and columns found, then by the rows
/// missing between them.
fn fit(printed: &Table, draft: &DraftTable) -> (i64, i64) {
    let rows = draft.cells.keys().map(|spot| (spot.block, spot.row)).chain(draft.passed.iter().copied());
    let rows: Set<(usize, usize)> = rows.filter(|row| !draft.hinted.contains(row)).collect();
    let mut fit = 2 * rows.len() as i64 + draft.refused.len() as i64;
    for (number, block) in printed.blocks.iter().enumerate() {
        if rows.iter().chain(&draft.refused).any(|row| row.0 == number) {
            let seen = |column: &usize| draft.seen.contains(&(number, Role::Column(*column)));
            let columns = block.columns.leaves.len();
            let found = (0..columns).filter(seen).count();
            fit += 2 * found as i64 - columns as i64;
        }
    }
    (fit, -lacking(printed, &rows))
}

/// How many rows are missing between others. A long gap is a part that was not pasted, and says
/// nothing against the form.
fn lacking(printed: &Table, read: &Set<(usize, usize)>) -> i64 {
    const MAX_GAP: i64 = 4;
    let blocks = printed.blocks.iter().enumerate();
    let rows = blocks.flat_map(|(number, block)| (0..block.rows.leaves.len()).map(move |row| (number, row)));
    let (mut lacking, mut gap, mut begun) = (0, 0, false);
    for row in rows {
        if read.contains(&row) {
            lacking += if begun && gap <= MAX_GAP { gap } else { 0 };
            (gap, begun) = (0, true);
        } else {
            gap += 1;
        }
    }
    lacking
}

fn finish(draft: &mut Draft, table: usize) -> TableReading {
    let read = std::mem::take(&mut draft.tables[table]);
    let form = Arc::clone(&draft.form);
    let missing = missing(&form.tables[table], &read);
    let doubtful = doubtful(&form.tables[table], &read);
    let DraftTable { cells, mut uncertain, readings, loose, .. } = read;
    uncertain.extend(doubtful);
    TableReading { form, table, cells, uncertain, readings, missing, loose }
}

/// The cells that what was met elsewhere in the table casts doubt on.
fn doubtful(printed: &Table, read: &DraftTable) -> Vec<Spot> {
    // Columns in another order than the form's, in which most rows do not add up.
    let (moved, in_place) = read.moved;
    // `行政处罚101200`: of two rows, the label of the second went, and its figures stayed.
    let is_met = |row: &(usize, usize)| {
        let named = read.seen.contains(&(row.0, Role::Row(row.1))) || read.named.contains(row);
        named || read.refused.contains(row)
    };
    let swallows = |row: (usize, usize)| {
        let next = (row.0, row.1 + 1);
        read.glued.contains(&row) && next.1 < printed.blocks[row.0].rows.leaves.len() && !is_met(&next)
    };
    let doubtful = |spot: &Spot| {
        moved > in_place || swallows((spot.block, spot.row)) || read.misspelt.contains(&(spot.block, spot.column))
    };
    read.cells.keys().copied().filter(doubtful).collect()
}

/// Names of rows without a cell, and of columns without one in blocks that have some.
fn missing(printed: &Table, draft: &DraftTable) -> Vec<String> {
    let mut missing = Vec::new();
    for (number, block) in printed.blocks.iter().enumerate() {
        let Block { rows, columns, .. } = block;
        let spots = || draft.cells.keys().filter(|spot| spot.block == number);
        let lost = |at: &usize| !spots().any(|spot| spot.row == *at);
        missing.extend((0..rows.leaves.len()).filter(lost).map(|at| rows.leaves[at].name.clone()));
        if spots().next().is_some() {
            let lost = |at: &usize| !spots().any(|spot| spot.column == *at);
            missing.extend((0..columns.leaves.len()).filter(lost).map(|at| columns.leaves[at].name.clone()));
        }
    }
    missing
}

/// Says what was odd about a table.
fn remark(remarks: &mut Vec<String>, printed: &Table, draft: &DraftTable) {
    let name = &printed.name;
    if draft.again {
        let differs = if draft.differs { "，前后不同的格已标出，请核对" } else { "" };
        remarks.push(format!("{name}中有的行出现了不止一次（可能粘贴了两份报告），只采用了第一次出现的{differs}。"));
    }
    if draft.by_order {
        remarks.push(format!("{name}的列名没有认全，各列按格式的顺序读取，请核对。"));
    }
    if draft.apart > 0 {
        remarks.push(format!("{name}有{}行的数字与行名不在一处，按前后各行的次序对应，请核对这些行。", draft.apart));
    }
    if draft.by_balance {
        remarks.push(format!("{name}有的行看不出空格在哪一列，按行内合计关系取了唯一说得通的一种，请核对。"));
    }
    let is_column = |taken: &str| {
        let misspelt = draft.misspelt.iter().map(|&(block, at)| &printed.blocks[block].columns.leaves[at]);
        misspelt.into_iter().any(|line| line.label == taken || line.also.iter().any(|also| also == taken))
    };
    for (written, taken) in draft.loose.iter().filter(|(_, taken)| is_column(taken)) {
        remarks.push(format!("{name}的列名“{written}”与格式不同，按“{taken}”读取，请核对这一列。"));
    }
    if draft.merged {
        remarks.push(format!("{name}有的数字连在一起，断在哪里不止一种可能，有疑问的格已标出，请对照原表选定。"));
    }
    if !draft.refused.is_empty() {
        let rows = draft.refused.iter().map(|&(block, row)| &printed.blocks[block].rows.leaves[row].name);
        let names: Vec<String> = rows.take(3).map(|name| format!("“{name}”")).collect();
        let more = if draft.refused.len() > 3 { "等" } else { "" };
        remarks.push(format!(
            "{name}有{}行的数字个数与列数对不上，没有读取：{}{more}。请对照原表填写。",
            draft.refused.len(),
            names.join("")
        ));
    }
}

/// Whether a program dropped every line that it had seen before: labels that the form prints many
/// times all stand there once, and so does every figure, and there are fewer figures than rows.
/// Zeros are what repeats most, so nothing is left to read.
fn has_lost_lines(tokens: &[Token], lexicon: &Lexicon, form: &Form) -> bool {
    /// So many labels that occur once only are no accident.
    const ENOUGH: usize = 4;
    let mut counts: Map<usize, usize> = Map::default();
    let mut figures = Set::default();
    let mut rows = 0;
    let blocks = || form.tables.iter().flat_map(|table| &table.blocks);
    let most: usize = blocks().map(|block| block.rows.leaves.len()).sum();
    for token in tokens {
        match &token.kind {
            Kind::Label(hits, _) => {
                *counts.or_default(hits[0].entry) += 1;
                rows += usize::from(hits.iter().any(|hit| matches!(hit.term.role, Role::Row(_))));
            }
            Kind::Value(text) if !figures.insert(*text) || figures.len() > most => return false,
            Kind::Grid(_) => return false,
            _ => {}
        }
    }
    let printed = printed_often(form, lexicon);
    let once = figures.len() < rows && counts.values().all(|count| *count == 1);
    once && counts.keys().filter(|entry| printed.contains(entry)).count() >= ENOUGH
}

/// Labels that a form prints more than once, by their entry.
fn printed_often(form: &Form, lexicon: &Lexicon) -> Set<usize> {
    let mut counts: Map<usize, usize> = Map::default();
    let mut count = |label: &str, times: usize| {
        if let Some(hit) = lexicon.find(label).first() {
            *counts.or_default(hit.entry) += times;
        }
    };
    for block in form.tables.iter().flat_map(|table| &table.blocks) {
        let times = if block.inline { block.rows.leaves.len() } else { 1 };
        block.corner.iter().for_each(|corner| count(corner, 1));
        block.columns.leaves.iter().for_each(|column| count(&column.label, times));
    }
    counts.into_iter().filter(|(_, count)| *count > 1).map(|(entry, _)| entry).collect()
}
