//! Each rule holds, fails and is open; its sentence says the right numbers.

mod common;

use common::{balanced, confront, write};
use gouji::answer::Answer;

/// What a balanced report says once these cells are changed: a line a finding, then causes.
#[track_caller]
fn check(form: &str, cells: &[(&str, &str)], expected: &str) {
    let mut report = balanced(form);
    let rows = |address: &str| address.ends_with(".*");
    for &(address, raw) in cells.iter().filter(|(address, _)| rows(address)) {
        let prefix = address.trim_end_matches('*');
        for cell in 0..report.cells.len() {
            if report.layout.address(cell).starts_with(prefix) {
                report.write(cell, raw);
            }
        }
    }
    write(&mut report, cells.iter().copied().filter(|(address, _)| !rows(address)));
    let (checks, ledger) = confront(&report);
    let answer = Answer::of(&report, &checks, &ledger);
    let mut lines: Vec<String> = answer
        .findings
        .iter()
        .map(|finding| format!("{} {} {}", finding.severity, finding.rule, finding.message))
        .collect();
    lines.extend(answer.causes.iter().map(|cause| cause.message.clone()));
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, expected, "\n{}", lines.join("\n"));
}

#[test]
fn a_balanced_report_has_no_finding() {
    check("2021", &[], "");
    check("2019", &[], "");
}

#[test]
fn received_and_carried_in_equal_processed_and_carried_out() {
    // Holds in the balanced report; fails in one column; open while the answer is blank.
    check(
        "2021",
        &[("applications.carried_out.natural", "772"), ("applications.carried_out.total", "808")],
        "
        hard T3-BAL “自然人”列不平：一（本年新收）13612＋二（上年结转）535＝14147，三（七）总计13364＋四（结转下年）772＝14136，少11件。请核对是否漏计办理结果或结转数。
        hard T3-BAL “总计”列不平：一（本年新收）14069＋二（上年结转）560＝14629，三（七）总计13810＋四（结转下年）808＝14618，少11件。请核对是否漏计办理结果或结转数。
        ",
    );
    check(
        "2021",
        &[("applications.carried_in.natural", "")],
        "
        soft C-空白-明细 表三有1个空白格（“二、上年结转政府信息公开申请数量”）。核对时按0计算；没有的请填0，漏填的请补填。按勾稽关系推定，自然人应为535。
        notice C-混填 有的格填0（84格）、有的格留空（1格），请统一。
        ",
    );
}

#[test]
fn one_wrong_cell_fails_its_row_and_column_and_is_named() {
    check(
        "2021",
        &[("applications.processed.natural", "13353")],
        "
        hard T3-BAL “自然人”列不平：一（本年新收）13612＋二（上年结转）535＝14147，三（七）总计13353＋四（结转下年）783＝14136，少11件。请核对是否漏计办理结果或结转数。
        hard T3-SUM “自然人”列（七）总计填13353，（一）至（六）相加是13364，少11件。请核对总计或明细。
        hard T3-ROW “（七）总计”一行各列相加为13799，总计填的是13810，多11件。请核对总计或各列。
        最可能是表三“（七）总计”行“自然人”列这一格：填的是13353，改为13364后，3处不符全部消除。请对照原始登记核实后再改。
        ",
    );
    check(
        "2019",
        &[("applications.granted.business", "2")],
        "
        hard T3-SUM “商业企业”列（七）总计填0，（一）至（六）相加是2，少2件。请核对总计或明细。
        hard T3-ROW “（一）予以公开”一行各列相加为9，总计填的是7，少2件。请核对总计或各列。
        最可能是表三“（一）予以公开”行“商业企业”列这一格：填的是2，改为0后，2处不符全部消除。请对照原始登记核实后再改。
        ",
    );
}

#[test]
fn four_outcomes_add_up_but_do_not_say_which_is_wrong() {
    check(
        "2021",
        &[("disputes.reconsideration.pending", "120")],
        "hard T4-SUM 行政复议：维持376＋纠正97＋其他196＋尚未审结120＝789，总计填的是790，多1件。请核对总计或各项。",
    );
    check(
        "2021",
        &[("disputes.litigation_after.pending", ""), ("disputes.litigation_after.total", "100")],
        "
        hard T4-SUM 行政诉讼·复议后起诉：维持74＋纠正1＋其他30＋尚未审结（空白）＝105，总计填的是100，少5件。请核对总计或各项。（其中1格空白，按0计算。）
        soft C-空白-明细 表四有1个空白格（“行政诉讼·复议后起诉”）。核对时按0计算；没有的请填0，漏填的请补填。
        notice C-混填 有的格填0（84格）、有的格留空（1格），请统一。
        ",
    );
}

#[test]
fn a_key_row_left_blank_is_hard_and_says_the_values() {
    check(
        "2021",
        &[("applications.processed.*", "")],
        "
        hard C-空白-关键 “（七）总计”整行没有填写。按勾稽关系推定，自然人应为13364、商业企业应为252、科研机构应为0、社会公益组织应为44、法律服务机构应为121、其他应为29、总计应为13810。请补填，没有的填0。
        notice C-混填 有的格填0（83格）、有的格留空（7格），请统一。
        ",
    );
    check(
        "2021",
        &[("applications.carried_in.*", ""), ("applications.carried_out.*", "")],
        "
        hard C-空白-关键 “四、结转下年度继续办理”整行没有填写。“二、上年结转政府信息公开申请数量”也是空白，按勾稽关系只能确定本行与它之差：自然人多248件、商业企业相同、科研机构相同、社会公益组织多1件、法律服务机构多7件、其他多3件、总计多259件。请补填，没有的填0。
        soft C-空白-结转 “二、上年结转政府信息公开申请数量”整行为空，无法区分是0还是漏填。“四、结转下年度继续办理”也是空白，按勾稽关系只能确定本行与它之差：自然人少248件、商业企业相同、科研机构相同、社会公益组织少1件、法律服务机构少7件、其他少3件、总计少259件。请补填，没有结转的填0。
        notice C-混填 有的格填0（81格）、有的格留空（14格），请统一。
        ",
    );
}

#[test]
fn a_total_left_blank_is_hard_where_the_balances_need_it() {
    check(
        "2021",
        &[("applications.received.total", ""), ("disputes.litigation_direct.total", "")],
        "
        hard C-空白-总计 表三“一、本年新收政府信息公开申请数量”行“总计”列没有填写。按勾稽关系推定，总计应为14069。请补填。
        hard C-空白-复议诉讼总计 表四“行政诉讼·未经复议直接起诉”行“总计”列没有填写。按勾稽关系推定，总计应为56。请补填。
        notice C-混填 有的格填0（84格）、有的格留空（2格），请统一。
        ",
    );
    check(
        "2021",
        &[("applications.processed.business", ""), ("applications.granted.total", "")],
        "
        hard C-空白-结果总计 表三“（七）总计”行“商业企业”列没有填写。按勾稽关系推定，商业企业应为252。请补填。
        soft T3-ROW-空 表三有1行填了各列、没有填总计（“（一）予以公开”）。按勾稽关系推定，总计应为5548。请补填。
        notice C-混填 有的格填0（84格）、有的格留空（2格），请统一。
        ",
    );
}

#[test]
fn how_a_cell_is_written() {
    let refused = |raw: &str, what: &str| {
        check("2021", &[("disclosure.licences.decisions", raw)], &format!("hard {what}"));
    };
    refused("abc", "C-非数字 表二“行政许可”行“本年处理决定数量”列填的是“abc”，这里只能填数字。请改为数字，没有的填0。");
    refused("12元", "C-非数字 表二“行政许可”行“本年处理决定数量”列填的是“12元”，这里的单位是“件”。请换算后只填数字。");
    refused(
        &"9".repeat(41),
        "C-非数字 表二“行政许可”行“本年处理决定数量”列填的是“999999999999999999999999…”，数字太大，无法核对。请检查是否多输了位数。",
    );
    refused("-5", "C-负数 表二“行政许可”行“本年处理决定数量”列为负数-5，件数和金额不能小于0。请核对后改正。");
    refused("1.5", "C-小数 表二“行政许可”行“本年处理决定数量”列为1.5，这里应为整数。请核对后改正。");
    let accepted = |raw: &str, expected: &str| check("2021", &[("disclosure.licences.decisions", raw)], expected);
    accepted("12件", "notice C-带单位 表二“行政许可”行“本年处理决定数量”列数字后带了“件”，已按12读取，请只保留数字。");
    accepted(
        "１２",
        "notice C-全角 表二“行政许可”行“本年处理决定数量”列写作“１２”（全角数字），已按12读取，建议改为12。",
    );
    accepted(
        "1,234",
        "notice C-全角 表二“行政许可”行“本年处理决定数量”列写作“1,234”（千分位分隔符），已按1234读取，建议改为1234。",
    );
    accepted("/", "soft C-占位符 表二“行政许可”行“本年处理决定数量”列填的是“/”，核对时按空白处理。没有的请改为0。");
    check(
        "2021",
        &[("disclosure.fees.amount", "0.1234567")],
        "hard C-小数 表二“行政事业性收费”行“本年收费金额（单位：万元）”列为0.1234567，小数最多6位。请四舍五入后填写。",
    );
}

#[test]
fn table_two_of_the_2021_form() {
    check(
        "2021",
        &[("disclosure.normative_documents.made", "5000")],
        "notice T2-有效-下限 行政规范性文件：现行有效4185件少于本年制发5000件，请确认是否当年制发又当年废止。",
    );
    check(
        "2021",
        &[("disclosure.fees.amount", "100000")],
        "notice T2-收费-量级 行政事业性收费填了100000，单位是万元。请确认没有按元填写。",
    );
    check("2021", &[("disclosure.fees.amount", "100000.5")], "");
    check("2021", &[("disclosure.fees.amount", "99999")], "");
}

#[test]
fn table_two_of_the_2019_form() {
    check(
        "2019",
        &[("disclosure.fees.change", "-36")],
        "
        hard T2a-增减-下限 行政事业性收费：上一年35项，本年增/减-36项，结果为负，请核对正负号。
        notice T2a-增减-异常 行政事业性收费：上一年35项，本年增/减-36项，变动103%。此栏应填增减数而不是本年总数，请核对。
        ",
    );
    check("2019", &[("disclosure.fees.change", "17")], "");
    check(
        "2019",
        &[("disclosure.fees.prior_items", "27"), ("disclosure.fees.change", "+26")],
        "notice T2a-增减-异常 行政事业性收费：上一年27项，本年增/减26项，变动96%。此栏应填增减数而不是本年总数，请核对。",
    );
    check("2019", &[("disclosure.fees.prior_items", "9"), ("disclosure.fees.change", "9")], "");
    check(
        "2019",
        &[("disclosure.regulations.newly_disclosed", "1")],
        "soft T2a-公开-上限 规章：本年新公开1件多于对外公开总数0件，请核对。",
    );
    check(
        "2019",
        &[("disclosure.procurement.items", "0")],
        "notice T2a-采购 政府集中采购：采购项目0个，采购总金额75394432.52，一个为0而另一个不为0，请核对。",
    );
}

#[test]
fn what_two_balances_dispute_is_not_deduced() {
    // 一＋二 leaves 13364 for （七）总计, the details 13414: neither is told.
    check(
        "2021",
        &[
            ("applications.processed.natural", ""),
            ("applications.granted.natural", "5395"),
            ("applications.granted.total", "5598"),
        ],
        "
        hard T3-SUM “总计”列（七）总计填13810，（一）至（六）相加是13860，少50件。请核对总计或明细。
        hard C-空白-结果总计 表三“（七）总计”行“自然人”列没有填写。请补填。
        notice C-混填 有的格填0（84格）、有的格留空（1格），请统一。
        ",
    );
}

#[test]
fn a_row_carried_over_that_can_be_told_is_told() {
    check(
        "2021",
        &[("applications.carried_in.*", "")],
        "
        soft C-空白-结转 “二、上年结转政府信息公开申请数量”整行为空，无法区分是0还是漏填。按勾稽关系推定，自然人应为535、商业企业应为6、科研机构应为0、社会公益组织应为1、法律服务机构应为18、其他应为0、总计应为560。请补填，没有结转的填0。
        notice C-混填 有的格填0（82格）、有的格留空（7格），请统一。
        ",
    );
}
