//! Repairs and their causes as sentences for clerks: plain, exact, blaming nobody.

use super::{Kind, Repair, Repairs, Slip, system};
use crate::confront::{Checks, Ledger};
use crate::finding::wording::{Sentence, relations};
use crate::form::Severity;
use crate::report::Layout;

/// At most this many cells or relations are named in one sentence.
const MOST_NAMES: usize = 6;

/// How a repair may have come about; nothing where nothing tells.
pub fn cause(layout: &Layout, repair: &Repair) -> String {
    let told: Vec<String> = repair.slips.iter().map(|slip| sentence(layout, slip)).collect();
    let mut text = told.join("；");
    if !text.is_empty() {
        text.push('。');
    }
    text
}

/// How one figure may have gone wrong, without a full stop.
pub fn sentence(layout: &Layout, slip: &Slip) -> String {
    let measure = layout.measure(slip.cell);
    let last = slip.others.last().copied().unwrap_or(slip.cell);
    let is_one = !matches!(slip.kind, Kind::Follows | Kind::NotSummed);
    let one_of = if is_one && slip.others.len() > 1 { "其中一格" } else { "" };
    let mut sentence = Sentence::default();
    for (name, word) in [
        ("cell", layout.name(slip.cell)),
        ("from", measure.show(slip.from)),
        ("to", measure.show(slip.to)),
        ("apart", measure.show((slip.to - slip.from).abs())),
        ("others", names(layout, &slip.others) + one_of),
        ("table", layout.sheet(slip.cell).table().name.clone()),
        ("row", layout.row(slip.cell).name.clone()),
        ("column", layout.column(slip.cell).label.clone()),
        ("last row", layout.row(last).name.clone()),
        ("last column", layout.column(last).label.clone()),
    ] {
        sentence.set(name, word);
    }
    if slip.kind == Kind::NotSummed && !slip.others.is_empty() {
        return sentence.say("{cell}：填的是{from}，改了{others}之后，各项相加是{to}，像是没有合计");
    }
    sentence.say(template(slip.kind, layout.places[slip.cell].row == layout.places[last].row))
}

/// How a kind of slip is told; lines of cells as rows or as columns.
fn template(kind: Kind, is_row: bool) -> &'static str {
    match kind {
        Kind::Transposed => "{cell}：像是{from}与{to}数字颠倒",
        Kind::TimesTen => "{cell}：{from}是{to}的10倍，像是多打了一个0",
        Kind::Tenth => "{cell}：{from}是{to}的十分之一，像是少打了一个0",
        Kind::Sign => "{cell}：{from}应为{to}，像是正负号写反了",
        Kind::Dropped => "{cell}：{from}应为{to}，像是少打了一位数字",
        Kind::Doubled => "{cell}：{from}应为{to}，像是同一个数字多打了一遍",
        Kind::Extra => "{cell}：{from}应为{to}，像是多打了一位数字",
        Kind::Mistyped => "{cell}：{from}与{to}只差一位数字，像是打错了这一位",
        Kind::NotSummed => "{cell}：填的是{from}，各项相加是{to}，像是没有合计",
        Kind::LeavesOut => "{cell}：少的{apart}正好等于{others}，像是合计时漏加了它",
        Kind::CountsTwice => "{cell}：多的{apart}正好等于{others}，像是合计时加了两次",
        Kind::PartForTotal => "{cell}：{from}与{others}的数相同，像是把分项填在了合计处",
        Kind::Copied => "{cell}：{from}与相邻的{others}相同，像是看错了位置，或重复填了一次",
        Kind::NotUpdated => "{cell}：应为{to}，可能是分项改动后，这个合计没有跟着改",
        Kind::Follows => "{cell}：随{others}一起错了，是按填错的数相加得来的",
        Kind::Exchanged => "{cell}与{others}：{from}与{to}像是互相填反了",
        Kind::Moved => "{cell}：{from}像是应填在相邻的{others}",
        Kind::ShiftedOn if is_row => "{table}“{row}”行：从“{column}”列到“{last column}”列，像是整行右移了一列",
        Kind::ShiftedOn => "{table}“{column}”列：从“{row}”行到“{last row}”行，像是整列下移了一行",
        Kind::ShiftedBack if is_row => "{table}“{row}”行：从“{column}”列到“{last column}”列，像是整行左移了一列",
        Kind::ShiftedBack => "{table}“{column}”列：从“{row}”行到“{last row}”行，像是整列上移了一行",
        Kind::Split => "{cell}与{others}：像是一个数拆在了两格里",
        Kind::Prior => "{cell}：{from}与上年报告同一格相同，像是沿用了上年的数",
    }
}

fn names(layout: &Layout, cells: &[usize]) -> String {
    let named: Vec<String> = cells.iter().take(MOST_NAMES).map(|&cell| layout.name(cell)).collect();
    let named = named.join("、");
    if cells.len() > MOST_NAMES { format!("{named}等{}格", cells.len()) } else { named }
}

/// What is certain of all the ways together.
pub fn summary(layout: &Layout, checks: &Checks, ledger: &Ledger, repairs: &Repairs) -> String {
    let Repairs { size, complete, stopped, ties, ref options, ref impossible, ref certain, .. } = *repairs;
    if !impossible.is_empty() {
        let named = relations(layout, checks, impossible);
        return format!("这些规则互相矛盾，填什么数都不能同时满足：{named}。请检查所用的格式文件。");
    }
    if stopped && size == 0 {
        return "范围太大，未全部查找。".to_owned();
    }
    if size == 0 {
        return String::new();
    }
    let ways = options.iter().filter(|option| !option.larger).count();
    let more = options.len() - ways;
    let beyond = beyond(layout, checks, ledger);
    let mut text = match (complete, stopped, ways) {
        (true, _, 1) if size == 1 => {
            let all =
                if beyond.is_empty() { "只有这一处：改这一格，" } else { "改这一格，算在内的" };
            format!("{all}必须成立的勾稽关系即全部成立；已证明只改一格没有其他修改方案。")
        }
        (true, _, 1) => format!("至少要改{size}格；已证明只改{size}格的，只有这一种修改方案。"),
        (true, ..) => format!("至少要改{size}格，共有{ways}种修改方案；只凭表内数字分不出是哪一种，请对照原始登记。"),
        (false, true, 0) => format!("范围太大，未全部查找：至少要改{size}格。"),
        (false, _, 1..) => format!("范围太大，未全部查找：至少要改{size}格，已找到{ways}种修改方案，可能还有别的。"),
        (false, false, 0) => format!("至少{size}处要改；修改方案太多，不逐一列出。"),
    };
    if more > 0 {
        text.push_str(&format!("另有{more}种改动更多、但符合常见笔误的修改方案，一并列出。"));
    }
    if (2..options.len()).contains(&ties) {
        text.push_str(&format!("排在前面的{ties}种同样可能。"));
    }
    if ways == 0 && !certain.is_empty() {
        let named: Vec<String> = certain
            .iter()
            .map(|change| {
                let measure = layout.measure(change.cell);
                let to =
                    if change.most == Some(change.least) { measure.show(change.least) } else { "别的数".to_owned() };
                format!("{}由{}改为{to}", layout.name(change.cell), measure.show(change.from))
            })
            .collect();
        text.push_str(&format!("其中可以确定的：{}。", named.join("，")));
    }
    text + &beyond
}

/// What no repair answers for, in a sentence: hard comparisons that lack a figure, and those that
/// other figures do not mend.
fn beyond(layout: &Layout, checks: &Checks, ledger: &Ledger) -> String {
    let hard = |number: &usize| checks.list[*number].rule(layout).severity == Severity::Hard;
    let (inside, outside): (Vec<usize>, Vec<usize>) =
        (0..checks.list.len()).filter(hard).partition(|&number| system::is_repaired(layout, &checks.list[number]));
    let lacks = |&number: &usize| checks.list[number].claim.terms.iter().any(|term| ledger.value(term.cell).is_gap());
    let (lacking, outside) = (inside.into_iter().filter(lacks).count(), relations(layout, checks, &outside));
    let told = match (lacking, outside.is_empty()) {
        (0, true) => return String::new(),
        (0, false) => outside,
        (_, true) => format!("{lacking}处强制关系里有空白、文字或待确认的格"),
        (..) => format!("{lacking}处强制关系里有空白、文字或待确认的格，还有{outside}"),
    };
    format!("没有算在内的：{told}。")
}

/// What a table's cells cannot be told wrong by.
pub fn blind(layout: &Layout, sheet: usize, cells: &[usize], seen: bool) -> String {
    let table = &layout.sheets[sheet].table().name;
    let count = cells.len();
    let all = if count == layout.cells_of(sheet).len() { "全部" } else { "有" };
    match seen {
        false => format!("{table}{all}{count}格不在任何强制关系里，填错了也核对不出来，请对照原始登记。"),
        true => format!("{table}{all}{count}格只能发现有错，分不出是哪一格，请对照原始登记。"),
    }
}
