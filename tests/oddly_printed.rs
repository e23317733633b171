//! Tables printed otherwise than the form has them: rows twice, words for figures, cells merged, columns
//! and rows of their own, two tables side by side. What can be told is read; the rest says why it cannot.

#[path = "common/shown.rs"]
mod shown;

use gouji::form::Form;
use gouji::read::{self, Document};
use gouji::recognise::{Reading, recognise};
use shown::{ORCHARD, orchard};
use std::sync::Arc;

/// Two tables, one of which has its rows beside each other without labels in their line.
const MARKET: &str = r#"{
    "id": "market", "name": "集市", "title": "集市年报", "authority": "无", "from": 2000,
    "tables": [
        { "id": "sold", "name": "表一", "label": "售出情况", "blocks": [{
            "unit": "", "columns": [{ "id": "amount", "label": "售出数量" }],
            "rows": [{ "id": "apple", "label": "售出苹果" }, { "id": "pear", "label": "售出梨子" }, { "id": "all", "label": "售出合计" }]
        }] },
        { "id": "bought", "name": "表二", "label": "购入情况", "blocks": [{
            "unit": "", "columns": [{ "id": "amount", "label": "购入数量" }],
            "rows": [{ "id": "seed", "label": "购入种子" }, { "id": "tool", "label": "购入工具" }, { "id": "all", "label": "购入合计" }]
        }] },
        { "id": "claims", "name": "表三", "label": "申诉情况", "blocks": [{
            "printed": "inline", "unit": "",
            "columns": [{ "id": "upheld", "label": "维持决定" }, { "id": "changed", "label": "改变决定" }],
            "rows": [{ "id": "first", "label": "一审申诉" }, { "id": "second", "label": "二审申诉" }]
        }] }
    ],
    "rules": []
}"#;

fn market() -> Vec<Arc<Form>> {
    vec![Arc::new(Form::from_json(MARKET).unwrap_or_else(|error| panic!("{error}")))]
}

/// The cells read, `?` and the reason behind those that could be read otherwise; then the remarks.
fn told(reading: &Reading) -> String {
    let mut told: Vec<String> = Vec::new();
    for table in &reading.tables {
        for (spot, raw) in table.cells.iter() {
            let doubt = table.doubts.get(spot).map_or(String::new(), |doubt| format!("?{}", doubt.name()));
            let address = table.address(*spot);
            let (_, cell) = address.split_once('.').unwrap_or_default();
            told.push(format!("{cell}={raw}{doubt}"));
        }
    }
    told.extend(reading.report().remarks.iter().map(|remark| format!("/ {remark}")));
    told.join(" ")
}

#[track_caller]
fn check(document: &Document, forms: &[Arc<Form>], expected: &str) {
    assert_eq!(told(&recognise(document, forms)), expected);
}

/// A page with a table; rows are parted by `/`, cells by spaces, `_` is a blank one, `a*2` spans two
/// columns and `a^2` two rows, `~a` is struck out.
fn page(rows: &str) -> Document {
    let cell = |cell: &str| {
        let (text, spans) = match (cell.split_once('*'), cell.split_once('^')) {
            (Some((text, columns)), _) => (text, format!(" colspan={columns}")),
            (_, Some((text, rows))) => (text, format!(" rowspan={rows}")),
            _ => (cell, String::new()),
        };
        let text = text.trim_matches('_');
        let text = text.strip_prefix('~').map_or(text.to_owned(), |struck| format!("<s>{struck}</s>"));
        format!("<td{spans}>{text}</td>")
    };
    let row = |row: &str| format!("<tr>{}</tr>", row.split_whitespace().map(cell).collect::<String>());
    read::html::html(&format!("<table>{}</table>", rows.split('/').map(row).collect::<String>()))
}

/// The same as tabbed text, without spans.
fn tabs(rows: &str) -> Document {
    let row = |row: &str| row.split_whitespace().map(|cell| cell.trim_matches('_')).collect::<Vec<_>>().join("\t");
    read::text(&rows.split('/').map(row).collect::<Vec<_>>().join("\n"))
}

const HEAD: &str = "果树 _ 春季产量 下半年*2 合计 / _ _ _ 夏季产量 其他 _ /";
const LINES: &str =
    "甲园^2 苹果树 1 2 3 6 / 其他 4 5 6 15 / 乙园^2 苹果树 7 8 9 24 / 其他 0 0 1 1 / 合计*2 12 15 19 46";
const READ: &str = "a_apple.spring=1 a_apple.summer=2 a_apple.rest=3 a_apple.total=6 \
    a_rest.spring=4 a_rest.summer=5 a_rest.rest=6 a_rest.total=15 \
    b_apple.spring=7 b_apple.summer=8 b_apple.rest=9 b_apple.total=24 \
    b_rest.spring=0 b_rest.summer=0 b_rest.rest=1 b_rest.total=1 \
    all.spring=12 all.summer=15 all.rest=19 all.total=46";

/// The orchard's table with one change in the page, and what changes in the reading.
#[track_caller]
fn change(from: &str, to: &str, read: &[(&str, &str)], remarks: &str) {
    let rows = format!("{HEAD}{LINES}");
    // A copied row stands under the same group.
    let rows = if to.matches("其他 0").count() > 1 { rows.replace("乙园^2", "乙园^3") } else { rows };
    assert!(rows.contains(from), "no {from}");
    let mut expected = READ.to_owned();
    for (from, to) in read {
        assert!(expected.contains(from), "no {from}");
        expected = expected.replacen(from, to, 1);
    }
    let expected = if remarks.is_empty() { expected } else { format!("{expected} / {remarks}") };
    check(&page(&rows.replacen(from, to, 1)), &orchard(), &expected);
}

#[test]
fn a_row_printed_twice() {
    change(
        "/ 其他 0 0 1 1",
        "/ 其他 0 0 1 1 / 其他 0 0 1 1",
        &[],
        "收成“其他”行出现了不止一次，内容相同，按一行读取。",
    );
    change(
        "/ 其他 0 0 1 1",
        "/ 其他 0 0 1 1 / 其他 0 2 1 3",
        &[("b_rest.summer=0", "b_rest.summer=0?came_again"), ("b_rest.total=1", "b_rest.total=1?came_again")],
        "收成“其他”行出现了不止一次，采用了第一次出现的；前后不同的单元格已标出，请对照原表选定。",
    );
    // The last row: nothing goes on behind it.
    change(
        "/ 合计*2 12 15 19 46",
        "/ 合计*2 12 15 19 46 / 合计*2 12 15 19 46",
        &[],
        "收成“合计”行出现了不止一次，内容相同，按一行读取。",
    );
}

/// Every copy of a row offers its figure.
#[test]
fn a_row_printed_three_times() {
    let copies = "/ 其他 0 0 1 1 / 其他 0 2 1 3 / 其他 0 5 1 6";
    let rows = format!("{HEAD}{LINES}").replace("乙园^2", "乙园^4").replacen("/ 其他 0 0 1 1", copies, 1);
    let reading = recognise(&page(&rows), &orchard());
    let readings = reading.tables.iter().flat_map(|table| table.readings.values().map(|texts| texts.join("|")));
    assert_eq!(readings.collect::<Vec<_>>(), ["0|2|5", "1|3|6"]);
}

#[test]
fn lines_beside_figures_without_a_label() {
    let head = "申诉情况 _ _ _ / 一审申诉*2 二审申诉*2 / 维持决定 改变决定 维持决定 改变决定 /";
    let read = "first.upheld=1 first.changed=2 second.upheld=3 second.changed=4";
    let other = "first.upheld=1 first.changed=2?came_again second.upheld=3 second.changed=4?came_again \
        / 表三有不止一行数字，采用了第一次出现的；前后不同的单元格已标出，请对照原表选定。";
    for rows in ["1 2 3 4 / _ _ _ _", "_ _ _ _ / 1 2 3 4", "_ _ _ _ / 1 2 3 4 / _ _ _ _ / _ _ _ _"] {
        check(&page(&format!("{head}{rows}")), &market(), read);
        check(&tabs(&format!("{}{rows}", head.replace("*2", " _"))), &market(), read);
    }
    // A note below them, in one cell or in the first; a blank line in the header itself.
    check(&page(&format!("{head}1 2 3 4 / 注：含上年*4")), &market(), read);
    check(&tabs(&format!("{}1 2 3 4 / 注：含上年 _ _ _", head.replace("*2", " _"))), &market(), read);
    let parted = "申诉情况*4 / 一审申诉*2 二审申诉*2 / 维持决定^2 改变决定^2 维持决定 改变决定 / _ _ /";
    check(&page(&format!("{parted}1 2 3 4")), &market(), read);
    check(&page(&format!("{head}1 2 3 4 / 1 9 3 8")), &market(), other);
    check(&tabs(&format!("{}1 2 3 4 / 1 9 3 8", head.replace("*2", " _"))), &market(), other);
}

#[test]
fn cells_of_figures_merged() {
    let remark = "收成有的数字单元格合并在一起，无法判断数字属于哪一格，已标出，请对照原表填写。";
    change(
        "甲园^2 苹果树 1 2 3 6",
        "甲园^2 苹果树 1 2*2 6",
        &[("a_apple.summer=2 a_apple.rest=3", "a_apple.summer=2?merged a_apple.rest=?merged")],
        remark,
    );
    change(
        "甲园^2 苹果树 1 2 3 6 / 其他 4 5 6 15",
        "甲园^2 苹果树 1 2^2 3 6 / 其他 4 6 15",
        &[("a_apple.summer=2", "a_apple.summer=2?merged"), ("a_rest.summer=5", "a_rest.summer=?merged")],
        remark,
    );
    // In the last column: the row below lacks no cell.
    change(
        "甲园^2 苹果树 1 2 3 6 / 其他 4 5 6 15",
        "甲园^2 苹果树 1 2 3 6^2 / 其他 4 5 6",
        &[("a_apple.total=6", "a_apple.total=6?merged"), ("a_rest.total=15", "a_rest.total=?merged")],
        remark,
    );
    let head = "申诉情况*4 / 一审申诉*2 二审申诉*2 / 维持决定 改变决定 维持决定 改变决定 /";
    let merged = "first.upheld=1?merged first.changed=?merged second.upheld=3 second.changed=4 \
        / 表三有的数字单元格合并在一起，无法判断数字属于哪一格，已标出，请对照原表填写。";
    check(&page(&format!("{head}1*2 3 4")), &market(), merged);
}

#[test]
fn a_table_without_a_figure_that_counts() {
    let head = "申诉情况*4 / 一审申诉*2 二审申诉*2 / 维持决定 改变决定 维持决定 改变决定 /";
    let each = |doubt: &str, texts: [&str; 4]| {
        let cells = ["first.upheld", "first.changed", "second.upheld", "second.changed"];
        cells.iter().zip(texts).map(|(cell, text)| format!("{cell}={text}?{doubt}")).collect::<Vec<_>>().join(" ")
    };
    let struck = each("struck", ["", "", "", ""])
        + " / 表三的数字都带有删除线，没有采用。请在原文中改为正式的数字后再读取，或对照原表填写。";
    check(&page(&format!("{head}~1 ~2 ~3 ~4")), &market(), &struck);
    let merged = each("merged", ["1", "", "3", ""])
        + " / 表三的数字单元格都合并在一起，无法判断数字属于哪一格。请在原文中取消合并后再读取，或对照原表填写。";
    check(&page(&format!("{head}1*2 3*2")), &market(), &merged);
    let one = each("merged", ["1", "", "", ""])
        + " / 表三的数字单元格都合并在一起，无法判断数字属于哪一格。请在原文中取消合并后再读取，或对照原表填写。";
    check(&page(&format!("{head}1*4")), &market(), &one);
}

#[test]
fn words_in_cells_of_tabbed_text() {
    let head = "果树 _ 春季产量 夏季产量 其他 合计 /";
    let rows = "甲园 苹果树 1 2 3 6 / _ 其他 4 5 6 15 / 乙园 苹果树 7 8 9 24 / _ 其他 0 0 1 1 / 合计 _ 12 15 19 46";
    let one = |from: &str, to: &str, read: (&str, &str)| {
        let text = format!("收成情况 / {head}{}", rows.replacen(from, to, 1));
        check(&tabs(&text), &orchard(), &READ.replacen(read.0, read.1, 1));
    };
    one(" 4 5 6 15", " 4 见附件 6 15", ("a_rest.summer=5", "a_rest.summer=见附件"));
    one(" 4 5 6 15", " 若干 5 6 15", ("a_rest.spring=4", "a_rest.spring=若干"));
    one(" 4 5 6 15", " 4 5 6 ?", ("a_rest.total=15", "a_rest.total=?"));
    // Rows of unequal length are text; the word is a cell all the same.
    let ragged = "收成情况 / 果树 春季产量 下半年 合计 / 夏季产量 其他 / 甲园 苹果树 1 见附件 3 6 / 其他 4 5 6 15 / 乙园 苹果树 7 8 9 24 / 其他 0 0 1 1 / 合计 12 15 19 46";
    check(&tabs(ragged), &orchard(), &READ.replacen("a_apple.summer=2", "a_apple.summer=见附件", 1));
    let inline = "申诉情况 / 一审申诉 _ 二审申诉 _ / 维持决定 改变决定 维持决定 改变决定 / 见附件 2 3 4";
    check(&tabs(inline), &market(), "first.upheld=见附件 first.changed=2 second.upheld=3 second.changed=4");
    // A sign is a cell as a word is.
    let sign = inline.replace("见附件 2 3 4", "1 2 ? 4");
    check(&tabs(&sign), &market(), "first.upheld=1 first.changed=2 second.upheld=? second.changed=4");
    let first = inline.replace("见附件 2", "** 2");
    check(&tabs(&first), &market(), "first.upheld=** first.changed=2 second.upheld=3 second.changed=4");
    // Where blank cells follow, other rows tell that the word is no finer label. The header's 其他, with
    // blanks behind it, may be a row's.
    let padded = format!("{head}{rows}").replace(" 4 5 6 15", " 若干 5 6 15").replace(" /", " _ _ /") + " _ _";
    let row = "a_rest.spring=若干?header a_rest.summer=5?header a_rest.rest=6?header a_rest.total=15?header";
    let own = "a_rest.spring=4 a_rest.summer=5 a_rest.rest=6 a_rest.total=15";
    check(&tabs(&format!("收成情况 / {padded}")), &orchard(), &READ.replacen(own, row, 1));
}

/// Without spans, rows beside each other are read as text, where a line's end in a cell is a line's end.
#[test]
fn a_figure_broken_by_a_line_end() {
    let head = "申诉情况,,,\n一审申诉,,二审申诉,\n维持决定,改变决定,维持决定,改变决定\n";
    let table = |row: &str| read::file("表.csv", format!("{head}{row}").as_bytes()).expect("a document");
    let remark = " / 表三有的数字中间有换行，可能是一个数，也可能是两个，单元格已标出，请对照原表核对。";
    let read = "first.upheld=1 first.changed=23?broken_line second.upheld=3 second.changed=4";
    check(&table("1,\"2\n3\",3,4"), &market(), &format!("{read}{remark}"));
}

/// A sheet without spans has blanks beside its figures, so that counting cells tells nothing; the
/// row's balance does.
#[test]
fn a_column_renamed_among_blanks() {
    let head = "收成情况 _ _ _ _ _ _ _ / 果树 _ 春季产量 夏季产量 其他 总和 _ _ /";
    let rows = "甲园 苹果树 1 2 3 6 _ _ / _ 其他 4 5 6 15 _ _ / 乙园 苹果树 7 8 9 24 _ _ / _ 其他 0 0 1 1 _ _ / 合计 _ 12 15 19 46 _ _";
    check(&tabs(&format!("{head}{rows}")), &orchard(), READ);
}

/// Rows of text with a blank cell too many under a header whose labels were broken: a row that adds up
/// has its own figures, whatever the blank is.
#[test]
fn a_blank_too_many_beside_a_row_that_adds_up() {
    let read = |row: &str| {
        let rows = "甲园 苹果树 ROW _ / 其他 4 5 6 15 / 乙园 苹果树 7 8 9 24 / 其他 0 0 1 1 / 合计 12 15 19 46";
        let text = format!("收成情况 / 果树 春季产量 下半 合计 / 年 夏季产量 其他 / {}", rows.replace("ROW", row));
        let told = told(&recognise(&tabs(&text), &orchard()));
        told.split(' ').filter(|cell| cell.starts_with("a_apple")).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(read("1 2 3 6"), "a_apple.spring=1 a_apple.summer=2 a_apple.rest=3 a_apple.total=6");
    let doubt = "?cell_count";
    let doubted = |figures: [u8; 4]| {
        let cells = ["spring", "summer", "rest", "total"].iter().zip(figures);
        cells.map(|(cell, figure)| format!("a_apple.{cell}={figure}{doubt}")).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(read("1 2 3 7"), doubted([1, 2, 3, 7]));
    assert_eq!(read("0 0 0 0"), doubted([0; 4]));
}

#[test]
fn columns_and_rows_that_the_form_does_not_have() {
    let rows = |extra: &str| {
        let head = "果树 _ 春季产量 夏季产量 其他 秋季产量 合计 /";
        format!("{head}甲园^2 苹果树 1 2 3 {extra} 6 / 其他 4 5 6 _ 15 / 合计*2 5 7 9 _ 21")
    };
    let remarks = "/ 收成有格式中没有的列：“秋季产量”，其中的数字没有读取，请核对。 \
        / 收成没有找到“苹果树”“其他”。如果原表里有，请连同它们一起复制，或对照原表填写。";
    let read = |doubt: &str| {
        format!(
            "a_apple.spring=1{doubt} a_apple.summer=2{doubt} a_apple.rest=3{doubt} a_apple.total=6{doubt} \
            a_rest.spring=4 a_rest.summer=5 a_rest.rest=6 a_rest.total=15 all.spring=5 all.summer=7 all.rest=9 all.total=21 {remarks}"
        )
    };
    // The row adds up without it.
    check(&page(&rows("0")), &orchard(), &read(""));
    check(&page(&rows("8")), &orchard(), &read(""));
    // It does not: the total may hold it.
    let off = page(&rows("8").replace(" 8 6 /", " 8 14 /"));
    check(&off, &orchard(), &read("?header").replacen("a_apple.total=6", "a_apple.total=14", 1));
    change(
        "/ 合计*2 12",
        "/ 上年同期*2 1 1 1 1 / 合计*2 12",
        &[],
        "收成有格式中没有的行：“上年同期”，其中的数字没有读取，请核对。",
    );
}

#[test]
fn a_row_of_another_form_in_a_table() {
    let other = ORCHARD.replace("\"orchard\"", "\"old\"").replace("果园\", \"title", "旧格式\", \"title");
    let other = other.replace("\"label\": \"苹果树\"", "\"label\": \"杏树\"");
    let forms = [orchard().remove(0), Arc::new(Form::from_json(&other).unwrap_or_else(|error| panic!("{error}")))];
    let rows = format!("{HEAD}{}", LINES.replacen("其他 4 5 6 15", "其他 4 5 6 15 / 杏树*2 1 1 1 3", 1));
    let remark = "收成夹有旧格式的行：“杏树”，其中的数字没有读取，请核对这张表用的是哪种格式。";
    check(&page(&rows), &forms, &format!("{READ} / {remark}"));
}

#[test]
fn two_tables_side_by_side() {
    let rows = "售出情况*2 购入情况*2 / _ 售出数量 _ 购入数量 / 售出苹果 1 购入种子 4 / 售出梨子 2 购入工具 5 / 售出合计 3 购入合计 9";
    let read = "apple.amount=1 pear.amount=2 all.amount=3 seed.amount=4 tool.amount=5 all.amount=9 \
        / 有的表格左右并排，已分为左右两部分读取，请核对。";
    check(&page(rows), &market(), read);
    check(&tabs(&rows.replace("*2", " _")), &market(), read);
    check(
        &read::csv(&rows.replace("*2", " _").replace(" / ", "\n").replace(' ', ",").replace('_', "")),
        &market(),
        read,
    );
}

#[test]
fn the_form_whose_labels_stand_there_letter_by_letter() {
    let changed = MARKET
        .replace("\"market\"", "\"later\"")
        .replace("\"from\": 2000", "\"from\": 2010")
        .replace("售出梨子", "售出桃子");
    let later = Form::from_json(&changed).unwrap_or_else(|error| panic!("{error}"));
    let rows = "售出情况 _ / _ 售出数量 / 售出苹果 1 / 售出梨子 2 / 售出合计 3";
    for forms in [[market().remove(0), Arc::new(later.clone())], [Arc::new(later), market().remove(0)]] {
        let reading = recognise(&page(rows), &forms);
        assert_eq!(reading.tables.iter().map(|table| table.form.id.as_str()).collect::<Vec<_>>(), ["market"]);
    }
}

#[test]
fn what_a_part_of_a_report_lacks() {
    let rows = "售出情况 _ / _ 售出数量 / 售出苹果 1 / 售出合计 3";
    let part =
        "apple.amount=1 all.amount=3 / 表一没有找到“售出梨子”。如果原表里有，请连同它们一起复制，或对照原表填写。";
    check(&page(rows), &market(), part);
    let mut whole = page(rows);
    whole.pieces.insert(0, read::Piece::Line("某镇集市年报".to_owned()));
    let told = "apple.amount=1 all.amount=3 / 表一没有找到“售出梨子”。统一格式的行列不得删减，请对照原表补全。 \
        / 没有找到“购入情况”、“申诉情况”的表格，没有核对。表格是图片或另存在附件里的，请对照原表填写。";
    check(&whole, &market(), told);
}

#[test]
fn a_lone_pipe_is_a_blank_cell() {
    let text = "信息内容 |\n本年制发件数 |\n本年废止件数 |\n现行有效件数 |\n规章 |\n|\n|\n3 |\n||\n行政规范性文件 |\n0 |\n|\n1 |\n||";
    let reading = recognise(&read::text(text), &shown::forms());
    let told = told(&reading);
    let read = "regulations.made= regulations.repealed= regulations.in_force=3 \
        normative_documents.made=0 normative_documents.repealed= normative_documents.in_force=1 ";
    assert!(told.starts_with(read), "{told}");
}
