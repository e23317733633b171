//! Tables with rows for columns are read as they are upright, from pages and from spreadsheets.

#[path = "common/made.rs"]
mod made;
#[path = "common/print.rs"]
mod print;
#[path = "common/shown.rs"]
mod shown;

use gouji::read::{self, Document, Piece};
use gouji::recognise::recognise;
use gouji::report::Report;
use made::Chance;

const SAID: &str = "有的表格行与列互换了，已按行名和列名对应读取，请核对。";

/// The document with every table turned, each cell as `write` has it.
fn turned(document: &Document) -> Document {
    let turned = |piece: &Piece| match piece {
        Piece::Grid(grid) => Piece::Grid(grid.turned()),
        Piece::Line(line) => Piece::Line(line.clone()),
    };
    Document { pieces: document.pieces.iter().map(turned).collect(), remarks: document.remarks.clone() }
}

/// As a spreadsheet gives it to the clipboard: tabs, and merged cells blank but for the first.
fn tabbed(document: &Document) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Line(line) => line.clone(),
        Piece::Grid(grid) => {
            let row = |row: &Vec<read::Cell>| row.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>().join("\t");
            grid.rows.iter().map(row).collect::<Vec<_>>().join("\n")
        }
    };
    document.pieces.iter().map(piece).collect::<Vec<_>>().join("\n")
}

/// Every cell of the made report is read; at most so many of a thousand are uncertain, and none is wrong.
fn check(write: fn(&Document) -> Document, most: usize) {
    let forms = shown::forms();
    let (mut all, mut uncertain, mut wrong) = (0, 0, Vec::new());
    for seed in 1..=60 {
        let form = &forms[Chance(seed).below(2) as usize];
        let truth: Report = made::report(form, seed);
        let (title, tables) = print::printed(form, &truth, 2024);
        let document = write(&read::html::html(&print::html(&title, &tables)));
        let reading = recognise(&document, &forms);
        assert!(reading.remarks.iter().any(|remark| remark == SAID), "{seed}: {:?}", reading.remarks);
        let report = reading.report();
        for (cell, held) in truth.cells.iter().enumerate() {
            let address = truth.layout.address(cell);
            all += 1;
            match report.layout.cell(&address).map(|found| &report.cells[found]) {
                None => uncertain += 1,
                Some(found) if found.missing || found.is_uncertain() => uncertain += 1,
                Some(found) if found.value == held.value => {}
                Some(found) => wrong.push(format!("{seed} {address}: {:?} for {:?}", found.raw, held.raw)),
            }
        }
    }
    assert!(wrong.is_empty(), "{:#?}", &wrong[..wrong.len().min(20)]);
    assert!(uncertain * 1000 <= all * most, "{uncertain} of {all} are uncertain or lost");
}

#[test]
fn tables_of_pages() {
    check(turned, 0);
}

#[test]
fn tables_of_spreadsheets() {
    check(|document| read::text(&tabbed(&turned(document))), 0);
}

/// What is certain of the first cell of the rows named.
fn certain(source: &str) -> String {
    let reading = recognise(&read::text(source), &shown::forms());
    let tables = reading.tables.iter();
    let cells = tables.flat_map(|table| table.cells.iter().map(move |(spot, raw)| (table, spot, raw)));
    let certain = cells.filter(|(table, spot, _)| !table.doubts.contains_key(spot));
    certain.map(|(table, spot, raw)| format!("{}={raw}", table.address(*spot))).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_line_renamed_or_dropped_moves_no_figure() {
    let results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
    let lines = |renamed: &str| {
        let rows = ["行政复议\t", "行政诉讼\t未经复议直接起诉", "\t复议后起诉"];
        let lines = rows.iter().enumerate().flat_map(|(row, label)| {
            results.iter().enumerate().map(move |(at, result)| {
                let result = if (row, at) == (0, 0) { renamed } else { *result };
                format!("{}\t{result}\t{}", if at == 0 { label } else { "\t" }, [3, 2, 1, 0, 6][at])
            })
        });
        format!("四、政府信息公开行政复议、行政诉讼情况\n{}", lines.collect::<Vec<_>>().join("\n"))
    };
    assert!(certain(&lines("结果维持")).contains("disputes.reconsideration.upheld=3"));
    assert_eq!(certain(&lines("甲乙丙丁")), "");
    // Without the line of 科研机构, whose cells are 0, the row adds up wherever the blank goes.
    let turned = "三、收到和处理政府信息公开申请情况\n\t\t三、本年度办理结果\n\t\t（一）予以公开\n自然人\t\t24\n\
        法人或其他组织\t商业企业\t0\n\t社会公益组织\t0\n\t法律服务机构\t0\n\t其他\t0\n总计\t\t24";
    assert_eq!(certain(turned), "");
}

#[test]
fn upright_tables_are_left_alone() {
    let forms = shown::forms();
    for form in &forms {
        let (title, tables) = print::printed(form, &made::report(form, 7), 2024);
        let document = read::html::html(&print::html(&title, &tables));
        for document in [read::text(&tabbed(&document)), document] {
            assert!(!recognise(&document, &forms).remarks.iter().any(|remark| remark == SAID));
        }
    }
}
