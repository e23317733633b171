//! An answer for people, and for programs.

use super::Checked;
use gouji::answer::{Answer, ChangeView};
use gouji::doubt::Doubt;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// A file's line; reports behind the first are in `more`.
#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    #[serde(flatten)]
    answer: &'a Answer,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    more: Vec<Another<'a>>,
}

#[derive(Serialize)]
struct Another<'a> {
    title: Option<&'a str>,
    #[serde(flatten)]
    answer: &'a Answer,
}

/// One line of JSON.
pub fn json(file: &str, checked: &[Checked], out: &mut impl Write) -> io::Result<()> {
    let Some((first, more)) = checked.split_first() else { return Ok(()) };
    let more = more.iter().map(|Checked { title, answer, .. }| Another { title: title.as_deref(), answer }).collect();
    let line = Line { file, answer: &first.answer, more };
    serde_json::to_writer(&mut *out, &line)?;
    out.write_all(b"\n")
}

/// For each report the verdict first, then why cells are uncertain, the findings, and what was odd while reading.
pub fn people(file: &str, checked: &[Checked], out: &mut impl Write) -> io::Result<()> {
    for (number, Checked { title, answer, doubts }) in checked.iter().enumerate() {
        match (checked.len(), title) {
            (1, _) => writeln!(out, "{file}")?,
            (_, Some(title)) => writeln!(out, "{file}（第 {} 份：{title}）", number + 1)?,
            (_, None) => writeln!(out, "{file}（第 {} 份）", number + 1)?,
        }
        report(answer, doubts, out)?;
    }
    Ok(())
}

fn report(answer: &Answer, doubts: &BTreeMap<Doubt, Vec<String>>, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "  {}", verdict(answer))?;
    for (doubt, names) in doubts {
        let more = if names.len() > MOST_NAMES { "等" } else { "" };
        let named = names[..names.len().min(MOST_NAMES)].join("、");
        writeln!(out, "  [待确认] {}（{} 格）：{named}{more}", doubt.reason(), names.len())?;
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
    repairs(answer, out)?;
    for remark in &answer.remarks {
        writeln!(out, "  读取时：{remark}")?;
    }
    Ok(())
}

/// At most so many uncertain cells are named for each reason; `--json` has them all.
const MOST_NAMES: usize = 3;

/// At most so many ways to repair are printed; `--json` has them all.
const MOST_WAYS: usize = 5;

/// The smallest changes that settle everything, best first.
fn repairs(answer: &Answer, out: &mut impl Write) -> io::Result<()> {
    let repairs = &answer.repairs;
    if !repairs.message.is_empty() {
        writeln!(out, "  {}", repairs.message)?;
    }
    for option in repairs.options.iter().take(MOST_WAYS) {
        let change = |change: &ChangeView| {
            let range = match &change.most {
                None => "",
                Some(Some(_)) => "（不止一个数可以）",
                Some(None) => "（或更多）",
            };
            format!("{} {}→{}{range}", change.cell, change.from, change.to)
        };
        let changes: Vec<String> = option.changes.iter().map(change).collect();
        writeln!(out, "  改法：{}。{}", changes.join("，"), option.cause)?;
    }
    let rest = repairs.options.len().saturating_sub(MOST_WAYS);
    if rest > 0 {
        writeln!(out, "  另有 {rest} 种改法，用 --json 可以全部看到。")?;
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
