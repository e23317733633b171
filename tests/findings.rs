//! Each rule holds, fails and is open; its sentence says the right numbers.

mod common;

use common::{balanced, confront, write};
use gouji::answer::Answer;
use gouji::report::{Layout, Origin, Renamed, Report, Source};
use gouji::session::Session;

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
        soft C-空白-明细 表三有1个空白格（“二、上年结转政府信息公开申请数量”）。按勾稽关系推定，应为535。
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
        hard C-空白-关键 “（七）总计”整行没有填写。按勾稽关系推定，自然人应为13364、商业企业应为252、社会公益组织应为44、法律服务机构应为121、其他应为29、总计应为13810，另有1格只能是0。请补填。
        notice C-混填 有的格填0（83格）、有的格留空（7格），请统一。
        ",
    );
    check(
        "2021",
        &[("applications.carried_in.*", ""), ("applications.carried_out.*", "")],
        "
        hard C-空白-关键 “四、结转下年度继续办理”整行没有填写。“二、上年结转政府信息公开申请数量”也是空白，按勾稽关系只能确定本行与它之差：自然人多248件、商业企业相同、科研机构相同、社会公益组织多1件、法律服务机构多7件、其他多3件、总计多259件。请补填。
        soft C-空白-结转 “二、上年结转政府信息公开申请数量”整行为空，无法区分是0还是漏填。“四、结转下年度继续办理”也是空白，按勾稽关系只能确定本行与它之差：自然人少248件、商业企业相同、科研机构相同、社会公益组织少1件、法律服务机构少7件、其他少3件、总计少259件。请补填。
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
        hard C-空白-总计 表三“一、本年新收政府信息公开申请数量”行“总计”列没有填写。按勾稽关系推定，应为14069。请补填。
        hard C-空白-复议诉讼总计 表四“行政诉讼·未经复议直接起诉”行“总计”列没有填写。按勾稽关系推定，应为56。请补填。
        notice C-混填 有的格填0（84格）、有的格留空（2格），请统一。
        ",
    );
    check(
        "2021",
        &[("applications.processed.business", ""), ("applications.granted.total", "")],
        "
        hard C-空白-结果总计 表三“（七）总计”行“商业企业”列没有填写。按勾稽关系推定，应为252。请补填。
        soft T3-ROW-空 表三有1行填了各列、没有填总计（“（一）予以公开”）。按勾稽关系推定，应为5548。请补填。
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
        hard C-空白-矛盾 表三“（七）总计”行“自然人”列空白，但不论填什么数，T3-BAL（“自然人”列）、T3-SUM（“自然人”列）都不能同时相符。请先核对这几处已填的数字。
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
        soft C-空白-结转 “二、上年结转政府信息公开申请数量”整行为空，无法区分是0还是漏填。按勾稽关系推定，自然人应为535、商业企业应为6、社会公益组织应为1、法律服务机构应为18、总计应为560，另有2格只能是0。请补填。
        notice C-混填 有的格填0（82格）、有的格留空（7格），请统一。
        ",
    );
}

/// What a document of these tables says, a line a finding: the rule, its severity and its sentence.
#[track_caller]
fn check_read(change: impl Fn(&mut Report), expected: &str) {
    let mut report = balanced("2021");
    (report.source, report.year) = (Source::Whole, Some(2024));
    change(&mut report);
    let answer = Answer::about(&report, None);
    let lines: Vec<String> = answer
        .findings
        .iter()
        .map(|finding| format!("{} {} {}", finding.severity, finding.rule, finding.message))
        .collect();
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, expected);
}

/// The source lacks the cells whose addresses begin or end so.
fn lack(report: &mut Report, part: &str) {
    for cell in 0..report.cells.len() {
        let address = report.layout.address(cell);
        if address.starts_with(part) || address.ends_with(part) && part.starts_with('.') {
            report.lack(cell);
        }
    }
}

#[test]
fn what_a_whole_report_lacks() {
    check_read(|_| {}, "");
    check_read(
        |report| lack(report, "applications.refused_law."),
        "hard S-表格-缺行 表三缺少“（三）2.其他法律行政法规禁止公开”一行，有关的勾稽没有核对。统一格式的行列不得删减，请补全并填写，没有数据的填0。",
    );
    check_read(
        |report| lack(report, ".pending"),
        "hard S-表格-缺列 表四缺少“尚未审结”一列，有关的勾稽没有核对。统一格式的行列不得删减，请补全并填写，没有数据的填0。",
    );
    check_read(
        |report| lack(report, "disputes.reconsideration.upheld"),
        "soft S-表格-缺格 表四“行政复议”行“结果维持”列没有对应的单元格（共1格），没有核对。请对照原表补上并填写。",
    );
    check_read(
        |report| {
            let kept = Layout::new(report.layout.sheets[..2].iter().map(|sheet| (sheet.form.clone(), sheet.table)));
            report.cells.truncate(kept.places.len());
            report.layout = kept.into();
        },
        "hard S-表格-缺失 没有找到“四、政府信息公开行政复议、行政诉讼情况”的表格（表四），没有核对。请补入统一格式的表格，不要用文字或图片代替；没有数据的填0。",
    );
    check_read(
        |report| {
            report
                .renamed
                .push(Renamed { sheet: 0, written: "现行有效件".into(), label: "现行有效件数".into() })
        },
        "soft S-表格-改名 表二的列名“现行有效件”与统一格式不同，按“现行有效件数”读取。请改为“现行有效件数”，并核对这一列的数。",
    );
    // A part that was pasted, and what somebody is filling in, lack nothing.
    for source in [Source::Part, Source::Typed] {
        check_read(
            |report| {
                lack(report, "applications.refused_law.");
                report.source = source;
            },
            "",
        );
    }
}

/// A page has a cell for all that its source lacks: that is told until it is filled in.
#[test]
fn a_page_tells_what_its_source_lacked() {
    let report = balanced("2021");
    let lacks = |cell: usize| report.layout.address(cell).starts_with("applications.carried_out.");
    let numbers = 0..report.cells.len();
    let lacking: Vec<String> =
        numbers.clone().filter(|&cell| lacks(cell)).map(|cell| report.layout.address(cell)).collect();
    let texts = |rest: &str| -> Vec<String> {
        let text = |cell: usize| if lacks(cell) { rest.to_owned() } else { report.cells[cell].raw.clone() };
        numbers.clone().map(text).collect()
    };
    let mut session = Session::new(vec![common::form("2021")]);
    let renamed = vec![["disclosure", "现行有效件", "现行有效件数"].map(str::to_owned)];
    let issuer = Some("某某市调查队".to_owned());
    session.describe(Origin { issuer, is_whole: true, lacking, renamed });
    let rules = |session: &Session| -> Vec<String> {
        let answer = session.whole_answer();
        answer.findings.iter().map(|finding| format!("{} {}", finding.severity, finding.rule)).collect()
    };
    session.fill(&texts(""));
    assert_eq!(rules(&session), ["hard S-表格-缺行", "hard C-空白-关键", "soft S-表格-改名", "notice C-混填"]);
    let answer = session.whole_answer();
    let value =
        answer.findings.iter().flat_map(|finding| &finding.values).find(|value| value.cell.ends_with("natural"));
    assert_eq!(value.map(|value| value.value.as_str()), Some("783"), "what the row must hold is told all the same");
    session.fill(&texts("1"));
    assert!(!rules(&session).contains(&"hard S-表格-缺行".to_owned()));
    // Whose report it is decides which rules are asked.
    let is_asked = |session: &Session| rules(session).contains(&"soft T2-规章-权限".to_owned());
    assert!(!is_asked(&session));
    session.set_issuer(Some("某某县民政局".to_owned()));
    assert!(is_asked(&session));
    session.set_issuer(None);
    assert!(!is_asked(&session));
}

#[test]
fn an_amount_without_a_printed_unit_brings_its_own() {
    let said = "notice T2a-采购-单位 表二“政府集中采购”行“采购总金额”列填的是52.15，没有写单位。格式没有印单位，请写明元或万元。";
    check("2019", &[("disclosure.procurement.amount", "52.15")], said);
    check("2019", &[("disclosure.procurement.amount", "52.15万元")], "");
    check("2019", &[("disclosure.procurement.amount", "0"), ("disclosure.procurement.items", "0")], "");
}

#[test]
fn tables_of_another_years_form() {
    let old = "2019 年试行格式（适用于2019至2020年度）";
    let version = |tables: &str| {
        format!("hard S-格式-版本 本报告为2024年度，{tables}用的却是{old}。请换用2024年度适用的格式重新填报。")
    };
    let of_2019 = |report: &mut Report| {
        let year = report.year;
        *report = balanced("2019");
        (report.source, report.year) = (Source::Whole, year);
    };
    check_read(of_2019, &version("表二、表三、表四"));
    check_read(
        |report| {
            of_2019(report);
            report.year = Some(2020);
        },
        "",
    );
    // Table four is alike in both forms, and no sign of either.
    check_read(
        |report| {
            let (old, new) = (balanced("2019"), balanced("2021"));
            let sheets = [&old.layout.sheets[0], &new.layout.sheets[1], &old.layout.sheets[2]];
            let layout = Layout::new(sheets.map(|sheet| (sheet.form.clone(), sheet.table)));
            let figures: Vec<(String, String)> = [&old, &new]
                .iter()
                .flat_map(|report| {
                    (0..report.cells.len()).map(|cell| (report.layout.address(cell), report.cells[cell].raw.clone()))
                })
                .collect();
            let year = report.year;
            *report = Report { year, source: Source::Whole, ..Report::blank(layout.into()) };
            for (address, figure) in figures {
                if let Some(cell) = report.layout.cell(&address) {
                    report.write(cell, &figure);
                }
            }
        },
        &format!(
            "{}\nhard S-格式-混用 同一份报告混用了不同的格式：表二用的是2019 年试行格式，表三用的是2021 年格式。请统一为本年度适用的格式。",
            version("表二")
        ),
    );
}

#[test]
fn nothing_filled_in() {
    let empty = |report: &mut Report| (0..report.cells.len()).for_each(|cell| report.write(cell, ""));
    let said = "hard C-未填写 表格已认出，但200格全部空白，尚未填写，没有核对。请填写后再核对；没有的填0。";
    check_read(empty, said);
    check_read(
        |report| {
            empty(report);
            report.source = Source::Part;
        },
        said,
    );
    check_read(
        |report| {
            empty(report);
            report.source = Source::Typed;
        },
        "",
    );
}

#[test]
fn rules_that_are_for_some_issuers() {
    let by = |report: &mut Report, issuer: Option<&str>| {
        report.issuer = issuer.map(str::to_owned);
        let regulations = ["made", "repealed", "in_force"].map(|column| format!("disclosure.regulations.{column}"));
        let appealed = ["upheld", "corrected", "other", "pending", "total"];
        let appealed = appealed.map(|column| format!("disputes.litigation_after.{column}"));
        let figures = regulations.iter().map(String::as_str).zip(["2", "0", "9"]);
        write(report, figures.chain(appealed.iter().map(|address| (address.as_str(), "0"))));
    };
    let said = "soft T2-规章-权限 规章只能由国务院部门、省级和设区的市（自治州）人民政府制定，本单位填了制发2件、废止0件、现行有效9件。请确认是否应填在行政规范性文件一行。";
    for issuer in ["某某县人民政府", "某某区财政局", "某某镇人民政府", "某某街道办事处"] {
        check_read(|report| by(report, Some(issuer)), said);
    }
    for issuer in ["某某市人民政府", "某某自治区人民政府", "国家某某局", "某某总局"] {
        check_read(|report| by(report, Some(issuer)), "");
    }
    check_read(|report| by(report, None), "");
    check_read(
        |report| report.issuer = Some("某某市人民政府".into()),
        "notice T4-共同被告 行政诉讼·复议后起诉填了156件。作为复议机关被列为共同被告的案件，只由原行为机关填报，请确认没有计入。",
    );
}

#[test]
fn table_three_of_nothing_but_zeros() {
    check_read(
        |report| {
            for cell in 0..report.cells.len() {
                if report.layout.address(cell).starts_with("applications.") {
                    report.write(cell, "0");
                }
            }
        },
        "notice T3-全零 表三的本年新收、上年结转、办理结果和结转都是0。请确认本年确实没有收到、也没有结转信息公开申请。",
    );
}

#[test]
fn what_is_said_of_signs_and_words_holds() {
    let granted = "applications.granted.business";
    check(
        "2021",
        &[(granted, "/")],
        "soft C-占位符 表三“（一）予以公开”行“商业企业”列填的是“/”，核对时按空白处理。按勾稽关系推定，应为129。请改为数字。",
    );
    check(
        "2021",
        &[(granted, "见附件")],
        "hard C-非数字 表三“（一）予以公开”行“商业企业”列填的是“见附件”，这里只能填数字。按勾稽关系推定，应为129。请改为数字。",
    );
    check(
        "2021",
        &[("disclosure.regulations.repealed", "无")],
        "soft C-占位符 表二“规章”行“本年废止件数”列填的是“无”，核对时按空白处理。没有的请改为0。",
    );
    check(
        "2021",
        &[("disclosure.licences.decisions", "若干")],
        "hard C-非数字 表二“行政许可”行“本年处理决定数量”列填的是“若干”，这里只能填数字。请改为数字，没有的填0。",
    );
}
