//! Recognition by labels alone, on small tables with the mess of real ones.

#[path = "common/shown.rs"]
mod shown;

use gouji::form::Form;
use gouji::read::{self, Document};
use gouji::recognise::recognise;
use shown::{forms, shown};
use std::sync::Arc;

fn check(document: &Document, forms: &[Arc<Form>], expected: &str) {
    let expected: Vec<&str> = expected.lines().map(str::trim).collect();
    assert_eq!(shown(&recognise(document, forms)), expected.join("\n"), "{document:?}");
}

fn html(source: &str, expected: &str) {
    check(&read::html::html(source), &forms(), expected);
}

fn text(source: &str, expected: &str) {
    check(&read::text(source), &forms(), expected);
}

fn orchard(source: &str, expected: &str) {
    check(&read::text(source), &shown::orchard(), expected);
}

fn remarks(source: &str, expected: &[&str]) {
    assert_eq!(recognise(&read::text(source), &forms()).remarks, expected, "{source}");
}

#[test]
fn nothing_recognised_is_no_table() {
    html("<p>二、主动公开</p><table><tr><td>姓名<td>其他<td>总计<tr><td>张三<td>1<td>2</table>", "");
    text("今天没有表格。\n行政许可\n3", "");
    text("", "");
}

#[test]
fn columns_in_another_order_and_strange_columns() {
    html(
        "<table><tr><td>信息内容<td>现行有效件数<td>本年制发件数<td>备注<td>本年废止件数
         <tr><td>规章<td>11<td>1<td>见附件<td>
         <tr><td>行政规范性文件<td>66<td>8<td><td>26</table>",
        "disclosure:2021 regulations.made=1 regulations.repealed= regulations.in_force=11 \
         normative_documents.made=8 normative_documents.repealed=26 normative_documents.in_force=66",
    );
    text(
        "信息内容\t现行有效件数\t本年废止件数\t本年制发件数\n规章\t11\t0\t1",
        "disclosure:2021 regulations.made=1 regulations.repealed=0 regulations.in_force=11",
    );
}

#[test]
fn a_column_dropped_for_a_strange_one_is_not_read_by_position() {
    html(
        "<table><tr><td>信息内容<td>本年制发件数<td>现行有效件数<td>备注<tr><td>规章<td>1<td>11<td>0</table>",
        "disclosure:2021 regulations.made=1 regulations.in_force=11",
    );
    text(
        "信息内容\t本年制发件数\t现行有效件数\t备注\n规章\t1\t11\t0",
        "disclosure:2021 regulations.made=1 regulations.in_force=11",
    );
    text("信息内容\t本年制发件数\t现行有效件数\t备注\n规章\t1\t11\t0\t", "");
    text("信息内容 | 本年制发件数 | 现行有效件数 | 备注 |\n规章 | 1 | 11 | 0 |\n行政规范性文件 | 8 | 66 | 0 |", "");
    html(
        "<table><tr><td>信息内容<td>本年制发件数<td>备注<td>现行有效件数<tr><td>规章<td>1<td>0<td>11</table>",
        "disclosure:2021 regulations.made=1 regulations.repealed=0? regulations.in_force=11",
    );
}

#[test]
fn misspelt_and_broken_labels() {
    html(
        "<table><tr><td>信息内容<td>本年<br>制发件数<td><p>本年废纸</p><p>件数</p><td>现行有效件
         <tr><td>规&emsp;章<td>1<td>0<td>11</table>",
        "disclosure:2021 regulations.made=1 regulations.repealed=0? regulations.in_force=11",
    );
    text(
        "三、收到和处理政府信息公开申请情况\n1、属于国家秘\n密\n2\n0\n0\n0\n0\n0\n2\n2.其他法律行政止公开\n1\n0\n0\n0\n0\n0\n1",
        "applications:2021 refused_secret.natural=2 refused_secret.business=0 refused_secret.research=0 \
         refused_secret.social=0 refused_secret.legal_service=0 refused_secret.other_org=0 refused_secret.total=2 \
         refused_law.natural=1 refused_law.business=0 refused_law.research=0 refused_law.social=0 \
         refused_law.legal_service=0 refused_law.other_org=0 refused_law.total=1",
    );
}

#[test]
fn loose_matches_are_told() {
    let reading =
        recognise(&read::text("信息内容\t本年制发件数\t本年废纸件数\t现行有效件数\n规章\t1\t0\t11"), &forms());
    assert_eq!(reading.tables[0].loose, [("本年废纸件数".to_owned(), "本年废止件数".to_owned())]);
    assert!(reading.tables[0].missing.contains(&"行政规范性文件".to_owned()));
}

#[test]
fn forms_mix_and_follow_their_labels() {
    html(
        "<p>2023年政府信息公开工作年度报告</p>
         <table><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数<tr><td>规章<td>1<td>0<td>11</table>
         <table><tr><td>（五）不予处理<td>5.要求行政机关确认或重新出具已获取信息<td>0<td>0<td>0<td>0<td>0<td>0<td>0
         <tr><td colspan=2>（六）其他处理<td>1<td>0<td>0<td>0<td>0<td>0<td>1
         <tr><td colspan=2>（七）总计<td>9<td>0<td>0<td>0<td>0<td>0<td>9</table>",
        "disclosure:2021 regulations.made=1 regulations.repealed=0 regulations.in_force=11
         applications:2019 unprocessed_confirmation.natural=0 unprocessed_confirmation.business=0 \
         unprocessed_confirmation.research=0 unprocessed_confirmation.social=0 \
         unprocessed_confirmation.legal_service=0 unprocessed_confirmation.other_org=0 \
         unprocessed_confirmation.total=0 other.natural=1 other.business=0 other.research=0 other.social=0 \
         other.legal_service=0 other.other_org=0 other.total=1 processed.natural=9 processed.business=0 \
         processed.research=0 processed.social=0 processed.legal_service=0 processed.other_org=0 processed.total=9",
    );
}

#[test]
fn rows_beside_each_other_or_below() {
    let expected = "disputes:2021 reconsideration.upheld=4 reconsideration.corrected= reconsideration.other=1 \
        reconsideration.pending= reconsideration.total=5 litigation_direct.upheld=1 litigation_direct.corrected=4 \
        litigation_direct.other=0 litigation_direct.pending=0 litigation_direct.total=5 litigation_after.upheld=4 \
        litigation_after.corrected=0 litigation_after.other=0 litigation_after.pending=0 litigation_after.total=4";
    let five = "<td>结果维持<td>结果纠正<td>其他结果<td>尚未审结<td>总计";
    html(
        &format!(
            "<table><tr><td colspan=5>行政复议<td colspan=10>行政诉讼<tr><td colspan=5><td colspan=5>未经复议直接起诉\
             <td colspan=5>复议后起诉<tr>{five}{five}{five}<tr><td>4<td><td>1<td><td>5<td>1<td>4<td>0<td>0<td>5\
             <td>4<td>0<td>0<td>0<td>4</table>"
        ),
        expected,
    );
    html(
        &format!(
            "<table><tr><td colspan=2>{five}<tr><td colspan=2>行政复议<td>4<td><td>1<td><td>5\
             <tr><td rowspan=2>行政诉讼<td>未经复议直接起诉<td>1<td>4<td>0<td>0<td>5\
             <tr><td>复议后起诉<td>4<td>0<td>0<td>0<td>4</table>"
        ),
        expected,
    );
    html(
        &format!(
            "<p>行政复议</p><table><tr>{five}<tr><td>4<td><td>1<td><td>5</table>\
             <p>行政诉讼（未经复议直接起诉）</p><table><tr>{five}<tr><td>1<td>4<td>0<td>0<td>5</table>\
             <p>行政诉讼（复议后起诉）</p><table><tr>{five}<tr><td>4<td>0<td>0<td>0<td>4</table>"
        ),
        expected,
    );
}

#[test]
fn spans_that_vanished_leave_rows_of_three_shapes() {
    // As one page pastes: every row ten cells long, the figures behind one blank cell, behind the
    // label, or before two blank cells.
    let empty = |row: &str| {
        let columns = ["natural", "business", "research", "social", "legal_service", "other_org", "total"];
        columns.map(|column| format!(" {row}.{column}=")).concat()
    };
    text(
        "一、本年新收政府信息公开申请数量\t\t161\t3\t8\t\t\t\t172\t\n\
         二、上年结转政府信息公开申请数量\t\t\t\t\t\t\t\t\t\n\
         三、本年度办理结果\t(一) 予以公开\t62\t\t4\t\t\t\t66\t\n\
         2. 重复申请\t\t\t\t\t\t\t\t\t\n\
         (六) 其他处理\t23\t1\t\t\t\t\t24\t\t",
        &format!(
            "applications:2019 received.natural=161 received.business=3 received.research=8 received.social= \
             received.legal_service= received.other_org= received.total=172{} granted.natural=62 granted.business= \
             granted.research=4 granted.social= granted.legal_service= granted.other_org= granted.total=66{} \
             other.natural=23 other.business=1 other.research= other.social= other.legal_service= other.other_org= \
             other.total=24",
            empty("carried_in"),
            empty("unprocessed_repeat")
        ),
    );
}

#[test]
fn a_table_that_goes_on_without_its_header() {
    // 科研 and 商业 have changed places; the second page of the table does not say so again.
    let row = |label: &str| format!("<tr><td>{label}<td>9<td>1<td>2<td>3<td>0<td>0<td>15");
    html(
        &format!(
            "<table><tr><td><td>自然人<td>科研机构<td>商业企业<td>社会公益组织<td>法律服务机构<td>其他<td>总计{}</table>\
             <table>{}</table>",
            row("一、本年新收政府信息公开申请数量"),
            row("四、结转下年度继续办理")
        ),
        "applications:2021 received.natural=9 received.business=2 received.research=1 received.social=3 \
         received.legal_service=0 received.other_org=0 received.total=15 carried_out.natural=9 carried_out.business=2 \
         carried_out.research=1 carried_out.social=3 carried_out.legal_service=0 carried_out.other_org=0 \
         carried_out.total=15",
    );
}

#[test]
fn text_that_lost_its_repeated_lines_is_refused() {
    let form = &forms()[0];
    let mut lines: Vec<&str> = Vec::new();
    for table in &form.tables {
        lines.push(&table.label);
        for block in &table.blocks {
            lines.extend(block.corner.as_deref());
            lines.extend(block.columns.leaves.iter().map(|line| line.label.as_str()));
            lines.extend(block.rows.leaves.iter().flat_map(|line| [line.label.as_str(), "0"]));
        }
    }
    let whole = recognise(&read::text(&lines.join("\n")), &forms());
    assert!(!whole.remarks.iter().any(|remark| remark.contains("去重")), "{:?}", whole.remarks);
    let mut once: Vec<&str> = Vec::new();
    for line in lines {
        if !once.contains(&line) {
            once.push(line);
        }
    }
    let reading = recognise(&read::text(&once.join("\n")), &forms());
    assert!(reading.tables.is_empty() && reading.remarks[0].contains("去重"), "{:?}", reading.remarks);
}

#[test]
fn the_first_of_two_reports_is_taken() {
    let one = "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t1\t0\t11\n";
    let two = one.replace("11", "12");
    text(
        &format!("{one}\n{two}"),
        "disclosure:2021 regulations.made=1 regulations.repealed=0 regulations.in_force=11?",
    );
    remarks(
        &format!("{one}\n{two}"),
        &["表二中有的行出现了不止一次（可能粘贴了两份报告），只采用了第一次出现的，前后不同的单元格已标出，请核对。"],
    );
    let same = format!("{one}规章\t1\t0\t11");
    text(&same, "disclosure:2021 regulations.made=1 regulations.repealed=0 regulations.in_force=11");
}

#[test]
fn what_was_said_of_cells_stays() {
    html(
        "<table><tr><td>信息内容<td>采购项目数量<td>采购总金额<tr><td>政府集中采购<td>6\n 个<td>251000<br>元</table>",
        "disclosure:2019 procurement.items=6 个 procurement.amount=251000元",
    );
    html(
        "<table><tr><td>信息内容<td>本年处理决定数量<tr><td>行政许可<td>113988<br>89</table>",
        "disclosure:2021 licences.decisions=11398889?",
    );
}

#[test]
fn blanks_whose_column_cannot_be_told() {
    // Ten cells for seven columns, one figure: nothing says where it belongs.
    let row = "一、本年新收政府信息公开申请数量\t\t\t5\t\t\t\t\t\t";
    remarks(row, &["表三有1行的数字个数与列数对不上，没有读取：“一、本年新收政府信息公开申请数量”。请对照原表填写。"]);
    // Two figures that balance in one place only: read, and marked.
    text(
        "一、本年新收政府信息公开申请数量\t\t5\t\t\t\t\t5\t\t",
        "applications:2021 received.natural=? received.business=5? received.research=? received.social=? \
         received.legal_service=? received.other_org=? received.total=5?",
    );
}

#[test]
fn lines_without_figures_cast_doubt_on_the_next() {
    text(
        "三、收到和处理政府信息公开申请情况\n2.重复申请\n3.要求提供公开出版物\n1\n0\n0\n0\n0\n0\n1",
        "applications:2021 unprocessed_publication.natural=1? unprocessed_publication.business=0? \
         unprocessed_publication.research=0? unprocessed_publication.social=0? \
         unprocessed_publication.legal_service=0? unprocessed_publication.other_org=0? unprocessed_publication.total=1?",
    );
}

#[test]
fn a_form_of_nobodys_is_recognised_too() {
    let expected = "harvest:orchard a_apple.spring=1 a_apple.summer=2 a_apple.rest=3 a_apple.total=6 \
        a_rest.spring=0 a_rest.summer=0 a_rest.rest=0 a_rest.total=0 b_apple.spring=1 b_apple.summer= b_apple.rest= \
        b_apple.total=1 b_rest.spring=4 b_rest.summer=0 b_rest.rest=0 b_rest.total=4 all.spring=6 all.summer=2 \
        all.rest=3 all.total=11";
    orchard(
        "果树\t\t春季产量\t下半年\t\t合计\n\t\t\t夏季产量\t其他\t\n甲园\t苹果树\t1\t2\t3\t6\n其他\t0\t0\t0\t0\n\
         乙园\t苹果树\t1\t\t\t1\n其他\t4\t0\t0\t4\n合计\t6\t2\t3\t11",
        expected,
    );
    let page = "<table><tr><td colspan=2 rowspan=2>果树<td rowspan=2>合计<td rowspan=2>春季产量<td colspan=2>下半年\
        <tr><td>其他<td>夏季产量<tr><td rowspan=2>乙园<td>苹果树<td>1<td>1<td><td><tr><td>其他<td>4<td>4<td>0<td>0\
        <tr><td rowspan=2>甲园<td>苹果树<td>6<td>1<td>3<td>2<tr><td>其他<td>0<td>0<td>0<td>0\
        <tr><td colspan=2>合计<td>11<td>6<td>3<td>2</table>";
    check(&read::html::html(page), &shown::orchard(), expected);
}

#[test]
fn a_group_printed_before_the_column_it_followed() {
    text(
        "\t申请人情况\n\t法人或其他组织\t\t\t\t\t自然人\t总计\n\
         \t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t\t\n\
         一、本年新收政府信息公开申请数量\t41\t42\t41\t48\t61\t30\t263",
        "applications:2021 received.natural=30 received.business=41 received.research=42 received.social=41 \
         received.legal_service=48 received.other_org=61 received.total=263",
    );
}

#[test]
fn rows_beside_each_other_with_a_cell_lacking_or_too_many() {
    let five = "<td>结果维持<td>结果纠正<td>其他结果<td>尚未审结<td>总计";
    for figures in [vec![1; 14], vec![1; 16]] {
        let cells: String = figures.iter().map(|figure| format!("<td>{figure}")).collect();
        let page = format!(
            "<table><tr><td colspan=5>行政复议<td colspan=10>行政诉讼<tr><td colspan=5><td colspan=5>未经复议直接起诉\
             <td colspan=5>复议后起诉<tr>{five}{five}{five}<tr>{cells}</table>"
        );
        let reading = recognise(&read::html::html(&page), &forms());
        let table = &reading.tables[0];
        assert!(table.cells.keys().all(|spot| table.doubts.contains_key(spot)), "{}", shown(&reading));
    }
}

#[test]
fn blanks_cut_off_at_the_end_of_rows() {
    // 5 and 7 stand under 自然人 and 法律服务机构; nothing in their own row says so.
    let text = "\t\t\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n\
         一、本年新收政府信息公开申请数量\t\t\t1\t2\t3\t4\t5\t6\t21\n二、上年结转政府信息公开申请数量\t\t\t5\t\t\t\t7";
    let reading = recognise(&read::text(text), &forms());
    let told = |(spot, raw): (&gouji::recognise::Spot, &String)| {
        spot.row != 1 || raw.is_empty() || reading.tables[0].doubts.contains_key(spot)
    };
    assert!(reading.tables[0].cells.iter().all(told), "{}", shown(&reading));
}

#[test]
fn a_column_dropped_from_text() {
    let text = "\t\t\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\n\
        一、本年新收政府信息公开申请数量\t\t\t30\t41\t42\t41\t48\t61\n二、上年结转政府信息公开申请数量\t\t\t0\t4\t2\t0\t7\t5";
    for text in [text.to_owned(), text.replace("自然人\t", "").replace("\t30", "").replace("\t0\t4", "\t4")] {
        // Rows of equal length are a grid: each figure stands under its label.
        let read = shown(&recognise(&read::text(&text), &forms()));
        assert!(read.contains("received.business=41 received.research=42 received.social=41 "), "{read}");
        let text = format!("{text}\t");
        let reading = recognise(&read::text(&text), &forms());
        let doubted = |table: &gouji::recognise::TableReading| {
            table.cells.iter().all(|(spot, _)| table.doubts.contains_key(spot))
        };
        assert!(reading.tables.iter().all(doubted), "{}", shown(&reading));
    }
}

#[test]
fn rows_of_a_second_report_do_not_complete_the_first() {
    let head = "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n";
    text(
        &format!("{head}规章\t1\t0\t11\n{head}规章\t2\t0\t12\n行政规范性文件\t8\t26\t66"),
        "disclosure:2021 regulations.made=1? regulations.repealed=0 regulations.in_force=11?",
    );
}

/// Figures in sentences are no table's, however they are put.
#[test]
fn numbers_in_sentences() {
    let head = "二、主动公开政府信息情况\n信息内容本年处理决定数量行政许可";
    let one = "disclosure:2021 licences.decisions=7";
    // The table itself comes later, or in another table's place: what the sentence says counts no more.
    text(&format!("全年办理行政许可3件\n{head}7"), one);
    text(&format!("{head}7\n三、收到和处理政府信息公开申请情况\n全年办理行政许可3\n件"), one);
    // Without the table, nothing is known but that it may be meant.
    text("行政许可3\n行政处罚12", "");
    text(&format!("行政处罚12\n{head}7"), "disclosure:2021 licences.decisions=7 penalties.decisions=12?");
    // A sentence above a table is none of its header.
    let row = "一、本年新收政府信息公开申请数量1 2 3 4 5 6 21";
    let natural = "自然人商业企业科研机构社会公益组织法律服务机构其他总计";
    let table = format!("三、收到和处理政府信息公开申请情况\n{natural}\n{row}");
    let read = "applications:2021 received.natural=1 received.business=2 received.research=3 received.social=4 received.legal_service=5 received.other_org=6 received.total=21";
    text(&table, read);
    text(&format!("其中自然人8件、其他4件。\n{table}"), read);
    text(&format!("其中其他4件、自然人8件。\n{table}"), read);
}

/// A line's end may stand in a figure.
#[test]
fn figures_broken_over_lines() {
    let head = "信息内容本年制发件数本年废止件数现行有效件数行政规范性文件";
    let whole =
        "disclosure:2021 normative_documents.made=1 normative_documents.repealed=2 normative_documents.in_force=0";
    text(&format!("{head}120\n二、其他"), whole);
    text(
        &format!("{head}120\n015"),
        "disclosure:2021 normative_documents.made=1? normative_documents.repealed=2? normative_documents.in_force=0?",
    );
    // Of a row the label went, and its figures stayed.
    text(
        &format!("{}120", head.replace("行政规范性文件", "规章")),
        "disclosure:2021 regulations.made=1? regulations.repealed=2? regulations.in_force=0?",
    );
    let natural = "三、收到和处理政府信息公开申请情况\n自然人商业企业科研机构社会公益组织法律服务机构其他总计";
    let row = |figures: &str| format!("{natural}\n一、本年新收政府信息公开申请数量{figures}");
    let read = |doubt: &str, total: &str| {
        let cells = ["natural=1", "business=2", "research=3", "social=4", "legal_service=5", "other_org=6", total];
        format!("applications:2021{}", cells.map(|cell| format!(" received.{cell}{doubt}")).concat())
    };
    text(&row(" 1 2 3 4 5 6 21\n5"), &read("", "total=21"));
    text(&row(" 1 2 3 4 5 6 2\n1"), &read("?", "total=2"));
}

/// Of rows that are printed beside each other, the first header lacks its first label: the second
/// is not the first column.
#[test]
fn headers_beside_each_other_without_their_first_label() {
    let rest = "结果纠正 其他结果 尚未审结 总计";
    let head = format!(
        "四、政府信息公开行政复议、行政诉讼情况 行政复议 行政诉讼 未经复议直接起诉 复议后起诉 {rest} 结果维持 {rest} 结果维持 {rest}"
    );
    let reading = recognise(&read::text(&format!("{head} 1 2 3 4 10 0 0 0 0 0 5 0 0 0 5")), &forms());
    let sure = |table: &gouji::recognise::TableReading| {
        table.cells.keys().filter(|spot| !table.doubts.contains_key(spot)).count()
    };
    assert_eq!(reading.tables.iter().map(sure).sum::<usize>(), 0);
}

/// What every way of cutting figures shares is certain; the rest is offered.
#[test]
fn figures_that_run_together() {
    let head = "信息内容本年制发件数本年废止件数现行有效件数";
    text(
        &format!("{head}规章000行政规范性文件8126第二十条第（五）项"),
        "disclosure:2021 regulations.made=0 regulations.repealed=0 regulations.in_force=0 \
         normative_documents.made=? normative_documents.repealed=? normative_documents.in_force=?",
    );
    let reading = recognise(&read::text(&format!("{head}规章0 0 0行政规范性文件8026第二十条第（五）项")), &forms());
    let offered: Vec<String> = reading.tables[0].readings.values().map(|texts| texts.join("|")).collect();
    assert_eq!(offered, ["8|80|", "0|2|", "26|6|"], "the last is a blank cell");
    orchard(
        "收成情况春季产量下半年合计夏季产量其他甲园苹果树20 0 02其他0000乙园苹果树100010其他0000",
        "harvest:orchard a_apple.spring=20? a_apple.summer=0? a_apple.rest=0? a_apple.total=2? \
         a_rest.spring=0 a_rest.summer=0 a_rest.rest=0 a_rest.total=0 \
         b_apple.spring=10? b_apple.summer=0 b_apple.rest=0? b_apple.total=10? \
         b_rest.spring=0 b_rest.summer=0 b_rest.rest=0 b_rest.total=0",
    );
}

#[test]
fn traditional_characters() {
    text(
        "信息內容 | 本年新製作數量 | 本年新公開數量 | 對外公開總數量 |\n規章 | 0 | 2 | 0 |",
        "disclosure:2019 regulations.newly_made=0 regulations.newly_disclosed=2 regulations.total_disclosed=0",
    );
}

#[test]
fn a_line_across_the_rows_in_another_order_is_read_in_that_order() {
    let five = "结果维持 结果纠正 其他结果 尚未审结 总计";
    let head = "四、政府信息公开行政复议、行政诉讼情况\n行政诉讼 行政复议\n未经复议直接起诉 复议后起诉\n";
    let text = format!("{head}{five} {five} {five}\n1 0 0 0 1 2 0 0 0 2 3 0 0 0 3");
    let reading = recognise(&read::text(&text), &forms());
    let first = reading.tables[0].cells.iter().map(|(spot, raw)| (reading.tables[0].address(*spot), raw.clone()));
    let upheld: Vec<(String, String)> = first.filter(|(address, _)| address.ends_with(".upheld")).collect();
    let expected = [("reconsideration", "3"), ("litigation_direct", "1"), ("litigation_after", "2")];
    assert_eq!(upheld, expected.map(|(row, raw)| (format!("disputes.{row}.upheld"), raw.to_owned())));
}

#[test]
fn what_stands_beside_a_figure_is_noted() {
    let reading = recognise(
        &read::text(
            "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t1个\t11\n\
             行政规范性文件\t22（其中修订16件）\t1,234\t/\n信息内容\t本年收费金额（单位：万元）\n行政事业性收费\t47.9659万元",
        ),
        &forms(),
    );
    let table = &reading.tables[0];
    let noted: Vec<String> =
        table.noted().iter().map(|(spot, taken)| format!("{} {taken}", table.address(*spot))).collect();
    assert_eq!(
        noted,
        [
            "disclosure.regulations.repealed 1",
            "disclosure.normative_documents.made 22",
            "disclosure.fees.amount 47.9659"
        ]
    );
}

#[test]
fn a_header_beside_its_like_is_no_row_of_figures() {
    html(
        "<table><tr><td>申请人情况<td>自然人<td>商业企业<td>科研机构<td>社会公益组织<td>法律服务机构<td>其他<td>总计
         <tr><td>一、本年新收政府信息公开申请数量<td>1<td>0<td>0<td>0<td>0<td>0<td>1
         <tr><td colspan=5>行政复议<td colspan=10>行政诉讼</table>",
        "applications:2021 received.natural=1 received.business=0 received.research=0 received.social=0 \
         received.legal_service=0 received.other_org=0 received.total=1",
    );
}
