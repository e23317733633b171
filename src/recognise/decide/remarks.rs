//! What was odd about a table, in plain Chinese.

use crate::doubt::Doubt;
use crate::form::{Block, Table};
use crate::order::{Map, Set};
use crate::recognise::evidence::DraftTable;
use crate::recognise::labels::form_index::FormIndex;
use crate::recognise::labels::lexicon::{Hit, Role};
use crate::recognise::reading::Spot;

/// Said where a program dropped every line that it had seen before.
pub(crate) const LOST_LINES: &str = "这份文本里凡是重复的行都只剩下一次（抓取网页时被去重），表中的数字已无法还原，因此没有读取。请从原网页或原文件重新复制表格。";
/// Said where there are a table's labels and no figures.
pub(crate) const NO_FIGURES: &str = "找到了表格的文字，但没有读出数字。请从网页或 Word 中选中整张表格重新复制。";

/// Says what was odd about a table, whose uncertain cells have these reasons.
pub(crate) fn of_table(
    printed: &Table,
    draft: &DraftTable,
    doubts: &Map<Spot, Doubt>,
    others: &[&FormIndex],
) -> Vec<String> {
    let name = &printed.name;
    let reasons: Set<Doubt> = doubts.values().copied().collect();
    let mut remarks = repeated(printed, draft, doubts);
    let is_all = |doubt: Doubt| draft.cells.keys().all(|spot| doubts.get(spot) == Some(&doubt));
    let told = reasons.iter().filter_map(|doubt| of_whole(*doubt).filter(|_| is_all(*doubt)).or(of_doubt(*doubt)));
    remarks.extend(told.map(|sentence| format!("{name}{sentence}")));
    if draft.unlabelled > 0 {
        remarks
            .push(format!("{name}有{}行的数字与行名不在一处，按前后各行的次序对应，请核对这些行。", draft.unlabelled));
    }
    remarks.extend(misspelt(printed, draft));
    remarks.extend(refused(printed, draft));
    remarks.extend(skipped(printed, "列", &draft.skipped_columns, others));
    // Rows without a label that got their place by the order of rows were read.
    if draft.unlabelled == 0 {
        remarks.extend(skipped(printed, "行", &draft.skipped_rows, others));
    }
    remarks
}

/// What a reason means where it holds for every cell of a table.
fn of_whole(doubt: Doubt) -> Option<&'static str> {
    Some(match doubt {
        Doubt::Struck => "的数字都带有删除线，没有采用。请在原文中改为正式的数字后再读取，或对照原表填写。",
        Doubt::Hidden => "的数字在原文中都是隐藏的，没有采用。请取消隐藏后再读取，或对照原表填写。",
        Doubt::Merged => {
            "的数字单元格都合并在一起，无法判断数字属于哪一格。请在原文中取消合并后再读取，或对照原表填写。"
        }
        Doubt::Unread => "的单元格里都是图片或表单域，数字没有读出。请对照原表填写。",
        _ => return None,
    })
}

/// What a reason means for the table as a whole; nothing where the cells and other remarks say all.
fn of_doubt(doubt: Doubt) -> Option<&'static str> {
    Some(match doubt {
        Doubt::ByOrder => "的列名没有认全，各列按格式的顺序读取，请核对。",
        Doubt::ByBalance => "有的行无法判断空白单元格在哪一列，已按行内合计关系取唯一成立的读法，请核对。",
        Doubt::Glued => "有的数字连在一起，断在哪里不止一种可能，有疑问的单元格已标出，请对照原表选定。",
        Doubt::BrokenLine => "有的数字中间有换行，可能是一个数，也可能是两个，单元格已标出，请对照原表核对。",
        Doubt::Struck => "有的数字带有删除线，没有采用，单元格已标出，请对照原表填写。",
        Doubt::Hidden => "有的数字在原文中是隐藏的，没有采用，单元格已标出，请对照原表填写。",
        Doubt::Overlaid => "有的单元格被批注或表单域盖住，已标出，请对照原表核对。",
        Doubt::Unread => "有的单元格里是图片或表单域，其中的数字没有读出，已标出，请对照原表填写。",
        Doubt::Merged => "有的数字单元格合并在一起，无法判断数字属于哪一格，已标出，请对照原表填写。",
        Doubt::CameAgain
        | Doubt::Stale
        | Doubt::CellCount
        | Doubt::PageNumber
        | Doubt::Sentence
        | Doubt::Unlabelled
        | Doubt::LabelLost
        | Doubt::Header
        | Doubt::Moved
        | Doubt::Told => return None,
    })
}

/// Rows that came again, with the same figures or others, and a second table behind them.
fn repeated(printed: &Table, draft: &DraftTable, doubts: &Map<Spot, Doubt>) -> Vec<String> {
    let name = &printed.name;
    if !draft.passed.is_empty() {
        let differs = doubts.values().any(|doubt| *doubt == Doubt::CameAgain);
        let marked = if differs { "，前后不同的单元格已标出" } else { "" };
        return vec![format!(
            "{name}中有的行出现了不止一次（可能粘贴了两份报告），只采用了第一次出现的{marked}，请核对。"
        )];
    }
    let differs = |row: &&(usize, usize)| {
        let own = |(spot, doubt): (&Spot, &Doubt)| (spot.block, spot.row) == **row && *doubt == Doubt::CameAgain;
        doubts.iter().any(own)
    };
    let (other, same): (Vec<_>, Vec<_>) = draft.repeated.iter().partition(differs);
    let told = |rows: Vec<&(usize, usize)>, what: &str| {
        let inline = rows.iter().any(|row| printed.blocks[row.0].inline);
        let names = rows.iter().map(|row| printed.blocks[row.0].rows.leaves[row.1].name.as_str());
        let rows = if inline {
            "有不止一行数字".to_owned()
        } else {
            format!("{}行出现了不止一次", quoted(names))
        };
        format!("{name}{rows}，{what}")
    };
    let mut remarks = Vec::new();
    if !other.is_empty() {
        remarks.push(told(other, "采用了第一次出现的；前后不同的单元格已标出，请对照原表选定。"));
    } else if !same.is_empty() {
        remarks.push(told(same, "内容相同，按一行读取。"));
    }
    remarks
}

/// The first few names in quotation marks.
fn quoted<'n>(names: impl ExactSizeIterator<Item = &'n str>) -> String {
    const MOST: usize = 3;
    let more = if names.len() > MOST { "等" } else { "" };
    names.take(MOST).map(|name| format!("“{name}”")).collect::<String>() + more
}

/// Columns whose labels matched only loosely.
fn misspelt(printed: &Table, draft: &DraftTable) -> Vec<String> {
    let is_column = |taken: &str| {
        let misspelt = draft.misspelt.iter().map(|&(block, at)| &printed.blocks[block].columns.leaves[at]);
        misspelt.into_iter().any(|line| line.label == taken || line.also.iter().any(|also| also == taken))
    };
    let columns = draft.loose.iter().filter(|(_, taken)| is_column(taken));
    let told = columns.map(|(written, taken)| {
        format!("{}的列名“{written}”与格式不同，按“{taken}”读取，请核对这一列。", printed.name)
    });
    told.collect()
}

/// Rows or columns of figures that the form does not have; those of another form are told as its.
fn skipped(printed: &Table, what: &str, names: &[String], others: &[&FormIndex]) -> Vec<String> {
    let table = &printed.name;
    let of_form = |name: &String| {
        let has = |known: &FormIndex| {
            let is_line = |hit: &Hit| matches!(hit.term.role, Role::Row(_) | Role::Column(_));
            let hits = known.lexicon.exact(name);
            hits.iter().any(|hit| is_line(hit) && known.form.tables[hit.term.table].id == printed.id)
        };
        others.iter().find(|known| has(known)).map_or("", |known| known.form.name.as_str())
    };
    let mut forms: Map<&str, Vec<&str>> = Map::default();
    names.iter().for_each(|name| forms.or_default(of_form(name)).push(name));
    let told = forms.iter().map(|(form, names)| {
        let names = quoted(names.iter().copied());
        match *form {
            "" => format!("{table}有格式中没有的{what}：{names}，其中的数字没有读取，请核对。"),
            form => format!("{table}夹有{form}的{what}：{names}，其中的数字没有读取，请核对这张表用的是哪种格式。"),
        }
    });
    told.collect()
}

/// Rows whose figures could not be told apart.
fn refused(printed: &Table, draft: &DraftTable) -> Option<String> {
    let count = draft.refused.len();
    let rows: Vec<&str> =
        draft.refused.iter().map(|&(block, row)| printed.blocks[block].rows.leaves[row].name.as_str()).collect();
    let told = || {
        let (name, rows) = (&printed.name, quoted(rows.into_iter()));
        format!("{name}有{count}行的数字个数与列数对不上，没有读取：{rows}。请对照原表填写。")
    };
    (count > 0).then(told)
}

/// Names of rows without a cell, of columns without one in blocks that have some, and of single cells
/// where row and column are there.
pub(crate) fn missing(printed: &Table, draft: &DraftTable) -> Vec<String> {
    let mut missing = Vec::new();
    for (number, Block { rows, columns, .. }) in printed.blocks.iter().enumerate() {
        let spots = || draft.cells.keys().filter(|spot| spot.block == number);
        let found: Set<usize> = spots().map(|spot| spot.row).collect();
        let lost = rows.leaves.iter().enumerate().filter(|(at, _)| !found.contains(at));
        missing.extend(lost.map(|(_, row)| row.name.clone()));
        if found.first().is_none() {
            continue;
        }
        let headed: Set<usize> = spots().map(|spot| spot.column).collect();
        let lost = columns.leaves.iter().enumerate().filter(|(at, _)| !headed.contains(at));
        missing.extend(lost.map(|(_, column)| column.name.clone()));
        for (&row, &column) in found.iter().flat_map(|row| headed.iter().map(move |column| (row, column))) {
            if !draft.cells.contains_key(&Spot { block: number, row, column }) {
                missing.push(format!("{}·{}", rows.leaves[row].name, columns.leaves[column].name));
            }
        }
    }
    missing
}
