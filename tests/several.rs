//! Several reports in one document are told apart, each read as it is alone.

#[path = "common/made.rs"]
mod made;
#[path = "common/print.rs"]
mod print;
#[path = "common/shown.rs"]
mod shown;
#[path = "common/write.rs"]
mod write;

use gouji::read::{self, Document, Piece};
use gouji::recognise::{Reading, reports};

/// Reports as printed: their titles and tables.
type Made = Vec<(String, Vec<print::PrintedTable>)>;

/// Reports of these forms and years, with figures of their own.
fn made(which: &[(usize, u16)]) -> Made {
    let forms = shown::forms();
    let one = |(number, (form, year)): (usize, &(usize, u16))| {
        print::printed(&forms[*form], &made::report(&forms[*form], number as u64 + 1), *year)
    };
    which.iter().enumerate().map(one).collect()
}

fn read_alone(title: &str, tables: &[print::PrintedTable]) -> Vec<Reading> {
    reports(&read::html::html(&print::html(title, tables)), &shown::forms())
}

/// Each report is read from the document as it is from a page of its own.
fn check(which: &[(usize, u16)], write: &dyn Fn(&Made) -> Document) {
    let years: Vec<u16> = which.iter().map(|(_, year)| *year).collect();
    check_made(&made(which), &years, write);
}

fn check_made(made: &Made, years: &[u16], write: &dyn Fn(&Made) -> Document) {
    let found = reports(&write(made), &shown::forms());
    let titles: Vec<_> = found.iter().map(|reading| reading.title.clone().unwrap_or_default()).collect();
    assert_eq!(titles, made.iter().map(|(title, _)| title.clone()).collect::<Vec<_>>());
    for (number, (reading, ((title, tables), year))) in found.iter().zip(made.iter().zip(years)).enumerate() {
        assert_eq!(shown::shown(reading), shown::shown(&read_alone(title, tables)[0]), "{title}");
        assert_eq!(reading.year, Some(*year));
        assert_eq!(reading.remarks, [format!("来源里有{}份报告，这是第{}份。", years.len(), number + 1)]);
    }
}

fn page(reports: &Made) -> Document {
    let pages: String =
        reports.iter().map(|(title, tables)| print::html(title, tables) + "<p>五、存在的主要问题</p>").collect();
    read::html::html(&pages)
}

/// All in one grid, as sheets are that hold everything below each other.
fn stacked(reports: &Made) -> Document {
    let document = page(reports);
    let row = |piece: &Piece| match piece {
        Piece::Line(line) => vec![vec![line.clone()]],
        Piece::Grid(grid) => {
            grid.rows.iter().map(|row| row.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>()).collect()
        }
    };
    let rows = document.pieces.iter().flat_map(row).map(|row| row.join("\t")).collect::<Vec<_>>();
    read::text(&rows.join("\n"))
}

fn workbook(reports: &Made) -> Document {
    let mut document = Document::default();
    for (title, tables) in reports {
        let sheet = read::file("a.xlsx", &write::xlsx(title, tables, true)).expect("a workbook");
        document.pieces.extend(sheet.pieces);
    }
    document
}

#[test]
fn one_behind_the_other() {
    for write in [page, workbook] {
        check(&[(1, 2023), (1, 2024)], &write);
        check(&[(0, 2020), (1, 2021), (0, 2019), (1, 2022)], &write);
    }
    check(&[(1, 2022), (1, 2023), (1, 2024)], &stacked);
}

#[test]
fn one_report_is_one() {
    for which in [(0, 2020), (1, 2024)] {
        let found = reports(&page(&made(&[which])), &shown::forms());
        assert_eq!(found.len(), 1);
        assert!(found[0].remarks.is_empty(), "{:?}", found[0].remarks);
    }
}

#[test]
fn the_same_twice_is_one() {
    let made = made(&[(1, 2024)]);
    let twice = [made.clone(), made.clone()].concat();
    let found = reports(&page(&twice), &shown::forms());
    assert_eq!(shown::shown(&found[0]), shown::shown(&read_alone(&made[0].0, &made[0].1)[0]));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].remarks, ["同一份报告出现了2次，内容相同，按一份读取。"]);
}

#[test]
fn a_sheet_is_called_by_its_name() {
    let titled = |first: &str| {
        let mut document = page(&made(&[(1, 2024)]));
        document.pieces.retain(|piece| matches!(piece, Piece::Grid(_)));
        document.pieces.insert(0, Piece::Line(first.to_owned()));
        reports(&document, &shown::forms()).swap_remove(0).title
    };
    assert_eq!(titled("民政局"), Some("民政局".to_owned()));
    assert_eq!(titled("一、总体情况"), Some("一、总体情况".to_owned()));
    assert_eq!(titled("二、主动公开政府信息情况"), None);
}

#[test]
fn rows_that_come_again_are_no_report() {
    let mut document = page(&made(&[(1, 2024)]));
    document.pieces.extend(read::text("本年情况：\n行政许可\t3\n行政处罚\t12").pieces);
    assert_eq!(reports(&document, &shown::forms()).len(), 1);
}

#[test]
fn a_title_of_its_own_begins_a_report_that_has_other_tables() {
    let all = made(&[(1, 2023), (1, 2024)]);
    let some = |which: &[usize], (title, tables): &(String, Vec<print::PrintedTable>)| {
        (title.clone(), which.iter().map(|table| tables[*table].clone()).collect::<Vec<_>>())
    };
    let parts: [(&[usize], &[usize]); 5] =
        [(&[0, 1], &[2]), (&[1, 2], &[0, 1, 2]), (&[0], &[1]), (&[2], &[0]), (&[0, 1, 2], &[1])];
    for (first, second) in parts {
        let made = vec![some(first, &all[0]), some(second, &all[1])];
        for write in [page, stacked] {
            check_made(&made, &[2023, 2024], &write);
        }
    }
}

#[test]
fn the_same_title_in_other_words_begins_no_report() {
    let made = made(&[(1, 2024)]);
    let (title, tables) = &made[0];
    for line in [
        title.as_str(),
        "政府信息公开工作年度报告",
        "某某区人民政府办公室2024年度政府信息公开工作年度报告",
        "《某某区2023年政府信息公开工作年度报告》",
        "与2023年政府信息公开工作年度报告相比",
    ] {
        let parts = tables.iter().map(|table| print::html(title, std::slice::from_ref(table)));
        let source = parts.collect::<Vec<_>>().join(&format!("<p>{line}</p>"));
        let found = reports(&read::html::html(&source), &shown::forms());
        assert_eq!(found.len(), 1, "{line}");
        assert_eq!(shown::shown(&found[0]), shown::shown(&read_alone(title, tables)[0]));
    }
}

#[test]
fn without_titles_of_their_own_the_order_of_tables_tells() {
    let all = made(&[(1, 2024), (1, 2024)]);
    let check = |title: &str, first: &[usize], second: &[usize]| {
        let parts: Vec<Vec<print::PrintedTable>> = [first, second]
            .iter()
            .zip(&all)
            .map(|(which, (_, tables))| which.iter().map(|table| tables[*table].clone()).collect())
            .collect();
        let source: String = parts.iter().map(|tables| print::html(title, tables)).collect();
        let found = reports(&read::html::html(&source), &shown::forms());
        let alone = parts.iter().map(|tables| shown::shown(&read_alone(title, tables)[0]));
        assert_eq!(
            found.iter().map(shown::shown).collect::<Vec<_>>(),
            alone.collect::<Vec<_>>(),
            "{first:?} {second:?}"
        );
    };
    let same = "政府信息公开工作年度报告";
    for title in ["", same] {
        check(title, &[1, 2], &[0, 1, 2]);
        check(title, &[1], &[0, 1]);
        check(title, &[2], &[0, 1, 2]);
        check(title, &[0, 1], &[0, 1, 2]);
        check(title, &[2, 1, 0], &[2, 1, 0]);
    }
    check(same, &[2], &[0]);
    check(same, &[1, 0], &[1, 2]);
}

#[test]
fn offices_with_the_same_figures_are_two() {
    let mut made = made(&[(1, 2024)]);
    let (title, tables) = made[0].clone();
    made.push((title.replace("某某区", "某某县"), tables));
    check_made(&made, &[2024, 2024], &page);
}
