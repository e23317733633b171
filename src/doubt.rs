//! Why a cell could be read otherwise: one reason for each uncertain cell, from the reader to the page.

use crate::read::Flaw;

/// The reason why a cell is uncertain. What was read stays to be seen, and is no figure for rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// What stands there is struck out.
    Struck,
    /// What stands there is hidden.
    Hidden,
    /// A formula whose value was never calculated.
    Stale,
    /// A comment or a form field lies over it.
    Overlaid,
    /// A picture or a form field that was not read.
    Unread,
    /// One cell of the source covers several cells of figures.
    Merged,
    /// The row stands there more than once, with other figures.
    CameAgain,
    /// The row has too many cells or too few: its figures may have moved.
    CellCount,
    /// Figures run together that may be cut in more than one way.
    Glued,
    /// A line ends within a figure, or between two.
    BrokenLine,
    /// A figure too many follows the row: one of its own may be a page number.
    PageNumber,
    /// Perhaps a number in a sentence.
    Sentence,
    /// The row lay apart from its label, and got its place by the order of rows.
    Unlabelled,
    /// The label of a row beside it went, or its figures did: these may be that row's.
    LabelLost,
    /// Blanks may stand in several columns: the only way that adds up was taken.
    ByBalance,
    /// A column's label is missing, misspelt or not the form's.
    Header,
    /// Columns were taken in the form's order because their labels said nothing.
    ByOrder,
    /// The columns stand in another order than the form's, and the rows do not add up so.
    Moved,
    /// Another program says that the cell is uncertain, and not why.
    Told,
}

/// Each reason with its name in JSON and its sentence.
const REASONS: [(Doubt, &str, &str); 19] = [
    (Doubt::Struck, "struck", "原文此处的数字带有删除线，没有采用"),
    (Doubt::Hidden, "hidden", "原文此处的内容是隐藏的，没有采用"),
    (Doubt::Stale, "stale", "公式没有算过，请在 Excel 或 WPS 里打开、保存一次"),
    (Doubt::Overlaid, "overlaid", "原文此处被批注或表单域盖住，显示的数字可能不同"),
    (Doubt::Unread, "unread", "原文此处是图片或表单域，其中的数字没有读出"),
    (Doubt::Merged, "merged", "原文把几个数字单元格合并成了一个，无法判断数字属于哪一格"),
    (Doubt::CameAgain, "came_again", "这一行在原文中出现了不止一次，前后数字不同"),
    (Doubt::CellCount, "cell_count", "这一行的单元格比列数多或少，数字可能错了列"),
    (Doubt::Glued, "glued", "数字连在一起，断在哪里不止一种可能"),
    (Doubt::BrokenLine, "broken_line", "数字中间有换行，可能是一个数，也可能是两个"),
    (Doubt::PageNumber, "page_number", "这一行后面多出一个数，其中可能混入了页码"),
    (Doubt::Sentence, "sentence", "可能是叙述文字里的数字，不是表中的数字"),
    (Doubt::Unlabelled, "unlabelled", "数字与行名不在一处，按前后各行的次序对应"),
    (Doubt::LabelLost, "label_lost", "相邻的行缺行名或缺数字，这里可能是那一行的数字"),
    (Doubt::ByBalance, "by_balance", "无法判断空白单元格在哪一列，已按行内合计关系取唯一成立的读法"),
    (Doubt::Header, "header", "列名缺失，或与格式不同"),
    (Doubt::ByOrder, "by_order", "列名没有认全，按格式的列序读取"),
    (Doubt::Moved, "moved", "列的次序与格式不同，按列名读取后行内合计不符"),
    (Doubt::Told, "told", "读取时无法确定"),
];

impl Doubt {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        REASONS[self as usize].1
    }

    /// The reason in plain Chinese, to stand behind a colon.
    pub fn reason(self) -> &'static str {
        REASONS[self as usize].2
    }

    /// Every reason there is.
    pub fn all() -> impl Iterator<Item = Self> {
        REASONS.iter().map(|reason| reason.0)
    }
}

impl From<Flaw> for Doubt {
    fn from(flaw: Flaw) -> Self {
        match flaw {
            Flaw::Struck => Self::Struck,
            Flaw::Hidden => Self::Hidden,
            Flaw::Stale => Self::Stale,
            Flaw::Overlaid => Self::Overlaid,
            Flaw::Unread => Self::Unread,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_stands_at_its_place() {
        for (number, (doubt, ..)) in REASONS.iter().enumerate() {
            assert_eq!(*doubt as usize, number, "{doubt:?}");
        }
    }

    /// The table of names in the npm package's README.
    #[test]
    fn each_reason_is_documented() {
        let readme = include_str!("../npm/README.md");
        let table = readme.lines().skip_while(|line| !line.starts_with("| `doubts` |")).skip(2);
        let told: Vec<&str> = table.take_while(|line| !line.is_empty()).collect();
        let rows: Vec<String> = REASONS.iter().map(|(_, name, reason)| format!("| `{name}` | {reason} |")).collect();
        assert_eq!(told, rows);
    }
}
