//! An answer for people, and for programs.

use super::file::Unread;
use super::{Checked, Outline};
use gouji::answer::{Answer, ChangeView};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::io;
use std::path::Path;

/// A file's line; reports behind the first are in `more`.
#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    error: Option<&'a Unread>,
    #[serde(flatten)]
    answer: &'a Answer,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    more: Vec<&'a Answer>,
}

/// One line of JSON.
pub fn json(path: &Path, outline: &Outline) -> io::Result<Vec<u8>> {
    let nothing = Answer::default();
    let mut answers = outline.reports.iter().map(|checked| &checked.answer);
    let answer = answers.next().unwrap_or(&nothing);
    let name = path.display().to_string();
    let line = Line { file: &name, error: outline.error.as_ref(), answer, more: answers.collect() };
    let mut told = serde_json::to_vec(&line)?;
    told.push(b'\n');
    Ok(told)
}

/// For each report the verdict first, then why cells are uncertain, the findings, and what was odd while reading.
pub fn people(path: &Path, Outline { reports, error }: &Outline) -> Vec<u8> {
    let file = path.display();
    let mut told = String::new();
    for (number, one) in reports.iter().enumerate() {
        let _ = match (reports.len(), &one.answer.title) {
            (1, _) => writeln!(told, "{file}"),
            (_, Some(title)) => writeln!(told, "{file}（第 {} 份：{title}）", number + 1),
            (_, None) => writeln!(told, "{file}（第 {} 份）", number + 1),
        };
        // A string takes all that is written.
        let _ = report(one, &mut told);
    }
    if let Some(Unread { message, .. }) = error {
        let _ = writeln!(told, "{file}\n  读取失败，未作核对。\n  读取时：{message}");
    }
    told.into_bytes()
}

fn report(Checked { answer, doubts, names }: &Checked, out: &mut String) -> std::fmt::Result {
    writeln!(out, "  {}", verdict(answer))?;
    for (doubt, cells) in doubts {
        let more = if cells.len() > MOST_NAMES { "等" } else { "" };
        let named = cells[..cells.len().min(MOST_NAMES)].join("、");
        writeln!(out, "  [待确认] {}（{} 格）：{named}{more}", doubt.reason(), cells.len())?;
    }
    for finding in &answer.findings {
        let word = match finding.severity {
            "hard" => "必须改",
            "soft" => "请核实",
            _ => "提示　",
        };
        writeln!(out, "  [{word}] {}（依据：{}；规则 {}）", finding.message, finding.basis, finding.rule)?;
    }
    for cause in &answer.causes {
        writeln!(out, "  {}", cause.message)?;
    }
    repairs(answer, names, out)?;
    for unchecked in answer.unchecked.iter().take(MOST_UNCHECKED) {
        writeln!(out, "  [无法核对] {}", unchecked.message)?;
    }
    if answer.unchecked.len() > MOST_UNCHECKED {
        writeln!(out, "  另有 {} 处无法核对，用 --json 可以全部看到。", answer.unchecked.len() - MOST_UNCHECKED)?;
    }
    for remark in &answer.remarks {
        writeln!(out, "  读取时：{remark}")?;
    }
    Ok(())
}

/// At most so many uncertain cells are named for each reason; `--json` has them all.
const MOST_NAMES: usize = 3;

/// At most so many comparisons that lack a figure are printed.
const MOST_UNCHECKED: usize = 12;

/// At most so many ways to repair are printed; `--json` has them all.
const MOST_WAYS: usize = 5;

/// The smallest changes that settle everything, best first.
fn repairs(answer: &Answer, names: &BTreeMap<String, String>, out: &mut String) -> std::fmt::Result {
    let repairs = &answer.repairs;
    if !repairs.message.is_empty() {
        writeln!(out, "  {}", repairs.message)?;
    }
    for option in repairs.options.iter().take(MOST_WAYS) {
        let change = |ChangeView { cell, from, to, most }: &ChangeView| {
            let name = names.get(cell).unwrap_or(cell);
            let from = if from.is_empty() { "空白" } else { from };
            match most {
                None => format!("{name}由{from}改为{to}"),
                Some(Some(most)) => format!("{name}由{from}改为{to}至{most}之间的数"),
                Some(None) => format!("{name}由{from}改为{to}或更多"),
            }
        };
        let changes: Vec<String> = option.changes.iter().map(change).collect();
        writeln!(out, "  修改方案：{}。{}", changes.join("，"), option.cause)?;
    }
    let rest = repairs.options.len().saturating_sub(MOST_WAYS);
    if rest > 0 {
        writeln!(out, "  另有 {rest} 种修改方案，用 --json 可以全部看到。")?;
    }
    Ok(())
}

/// How it stands, and how much was checked. Never more than that.
fn verdict(answer: &Answer) -> String {
    if answer.forms.0.is_empty() {
        return "没有认出任何官方表格，未作核对。".to_owned();
    }
    let count = |severity| answer.findings.iter().filter(|finding| finding.severity == severity).count();
    let (hard, soft) = (count("hard"), count("soft"));
    let stands = match (hard, soft) {
        (0, 0) => "没有发现必须改或需要核实的问题".to_owned(),
        (0, soft) => format!("{soft} 处请核实"),
        (hard, 0) => format!("还有 {hard} 处必须改"),
        (hard, soft) => format!("还有 {hard} 处必须改，{soft} 处请核实"),
    };
    if answer.cells.0.iter().all(|(_, value)| value.is_empty()) {
        return "认出了表格，但所有格都是空白，未作核对。".to_owned();
    }
    let doubtful = match answer.uncertain.len() {
        0 => String::new(),
        some => format!("有 {some} 格待确认，请先对照原文。"),
    };
    let Answer { held, assumed, open, failed, .. } = answer;
    let checked = held + assumed + failed;
    format!(
        "{doubtful}{stands}。核对 {checked} 处：相符 {held}，按空白为 0 推算平衡 {assumed}，不符 {failed}；另有 {open} 处缺数无法核对。"
    )
}
