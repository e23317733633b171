//! The command on whole files: what it prints, and its exit status.

mod common;
#[path = "common/print.rs"]
mod print;

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    let command = Command::new(env!("CARGO_BIN_EXE_gouji")).args(arguments).output();
    command.expect("the command runs")
}

fn fixture(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name).display().to_string()
}

/// A real report, where the corpus is there.
fn corpus(name: &str) -> Option<String> {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus").join(name);
    if !path.exists() {
        eprintln!("skipped: there is no {}", path.display());
    }
    path.exists().then(|| path.display().to_string())
}

#[track_caller]
fn check(file: &str, status: i32) -> Value {
    let output = run(&["check", "--json", file]);
    assert_eq!(output.status.code(), Some(status), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(text.lines().count(), 1, "one line a file");
    serde_json::from_str(&text).expect("JSON")
}

/// The findings of a severity: rule, how many cells, and what the blanks among them must hold.
fn findings(answer: &Value, severity: &str) -> Vec<(String, usize, Vec<String>)> {
    let list = answer["findings"].as_array().expect("findings").iter();
    let of = list.filter(|finding| finding["severity"] == severity);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    of.map(|finding| {
        let values = finding["values"].as_array().expect("values").iter().map(|value| {
            let relative = if value["relativeTo"].is_null() { "" } else { "±" };
            format!("{relative}{}", text(&value["value"]))
        });
        (text(&finding["rule"]), finding["cells"].as_array().expect("cells").len(), values.collect())
    })
    .collect()
}

/// What is expected of the first report, whose rows start in three different columns.
fn check_first_report(file: &str) {
    let answer = check(file, 1);
    assert_eq!(answer["forms"], json!({ "disclosure": "2019", "applications": "2019", "disputes": "2019" }));
    assert_eq!(answer["year"], 2019);
    assert_eq!(answer["uncertain"], json!([]));
    let cells = answer["cells"].as_object().expect("cells");
    let filled = |table: &str| {
        let own = cells.iter().filter(|(address, _)| address.starts_with(table));
        let (blank, filled): (Vec<_>, Vec<_>) = own.partition(|(_, value)| *value == "");
        (filled.len(), blank.len())
    };
    assert_eq!([filled("disclosure"), filled("applications"), filled("disputes")], [(20, 2), (22, 139), (13, 2)]);
    for (address, value) in [
        ("disclosure.penalties.prior_items", "4020"),
        ("disclosure.licences.decisions", "129062"),
        ("disclosure.licences.change", "-7"),
        ("disclosure.fees.change", "26"),
        ("disclosure.penalties.change", ""),
        ("applications.received.natural", "161"),
        ("applications.received.total", "172"),
        ("applications.unavailable_not_held.research", "4"),
        ("disputes.reconsideration.corrected", ""),
        ("disputes.reconsideration.total", "5"),
    ] {
        assert_eq!(cells[address], value, "{address}");
    }
    let text = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        findings(&answer, "hard"),
        [
            ("C-空白-关键".to_owned(), 7, text(&["161", "3", "8", "0", "0", "0", "172"])),
            ("C-空白-关键".to_owned(), 7, text(&["±0"; 7])),
        ]
    );
    let soft: Vec<_> = findings(&answer, "soft").into_iter().map(|(rule, cells, _)| (rule, cells)).collect();
    let soft: Vec<_> = soft.iter().map(|(rule, cells)| (rule.as_str(), *cells)).collect();
    assert_eq!(soft, [("C-空白-明细", 2), ("C-空白-结转", 7), ("C-空白-明细", 118), ("C-空白-明细", 2)]);
    assert_eq!(answer["failed"], 0, "every figure that is filled in agrees");
}

#[test]
fn the_first_report() {
    check_first_report(&fixture("three-offsets.txt"));
    if let Some(file) = corpus("056.txt") {
        check_first_report(&file);
    }
}

#[test]
fn reports_that_balance_have_no_hard_finding() {
    for (name, most) in [("030.html", 0), ("057.html", 0), ("055.html", 3)] {
        let Some(file) = corpus(name) else { continue };
        let answer = check(&file, 0);
        assert!(findings(&answer, "soft").len() <= most, "{name}: blanks are grouped");
        assert_eq!(answer["failed"], 0, "{name}");
    }
}

#[test]
fn the_contract() {
    let answer = check(&fixture("three-offsets.txt"), 1);
    let keys: Vec<&str> = answer.as_object().expect("an object").keys().map(String::as_str).collect();
    let mut contract = [
        "file",
        "error",
        "title",
        "issuer",
        "forms",
        "year",
        "cells",
        "uncertain",
        "doubts",
        "held",
        "assumed",
        "open",
        "readings",
        "failed",
        "findings",
        "causes",
        "deduced",
        "differences",
        "blind",
        "repairs",
        "remarks",
        "unchecked",
        "zeros",
    ];
    contract.sort_unstable();
    assert_eq!(keys, contract);
    for finding in answer["findings"].as_array().expect("findings") {
        for key in ["rule", "severity", "cells", "difference", "expected", "message", "basis"] {
            assert!(finding.get(key).is_some(), "{key}");
        }
    }
    assert_eq!(answer["repairs"]["complete"], true);
}

#[test]
fn what_was_not_recognised_is_not_clean() {
    let file = fixture("made-up-form.json");
    let output = run(&["check", "--json", &file]);
    assert_eq!(output.status.code(), Some(2));
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(answer["forms"], json!({}));
    assert_eq!(run(&["check", "no-such-file.txt"]).status.code(), Some(2));
    assert_eq!(run(&["check"]).status.code(), Some(2));
    assert_eq!(run(&["check", "--unknown", &file]).status.code(), Some(2));
}

#[test]
fn what_could_not_be_read_says_what_it_is() {
    let folder = std::env::temp_dir().join(format!("gouji-photo-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("报告.docx");
    std::fs::write(&file, b"\xFF\xD8\xFF\xE0").expect("a file");
    let answer = check(&file.display().to_string(), 2);
    std::fs::remove_dir_all(&folder).expect("a folder");
    assert!(answer["error"]["message"].as_str().is_some_and(|message| message.contains("图片（JPEG）")), "{answer}");
}

#[test]
fn files_of_office_software_are_read() {
    for name in ["2021.docx", "2021.xls", "2019.pdf"] {
        let answer = check(&fixture(&format!("office/{name}")), 0);
        assert_eq!(answer["open"], 0, "{name}");
    }
}

#[test]
fn a_form_given_as_a_file_is_known() {
    let folder = std::env::temp_dir().join(format!("gouji-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("园林.txt");
    let rows = "一、公园开放情况\n公园\t本年新开数\t上年留用数\t关闭数\t结余数\t面积（公顷）\n\
                北园\t5\t2\t4\t2\t3.5\n南园\t1\t0\t1\t0\t1\n合计\t6\t2\t5\t2\t4.5\n";
    std::fs::write(&file, rows).expect("a file");
    let output = run(&["check", "--json", "--form", &fixture("made-up-form.json"), &file.display().to_string()]);
    std::fs::remove_dir_all(&folder).expect("a folder");
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(answer["forms"], json!({ "parks": "parks-2030" }));
    assert_eq!(answer["findings"][0]["message"], "北园：新开5＋留用2＝7，关闭4＋结余2＝6，多1处。请核对。");
}

#[test]
fn a_row_that_is_not_there_is_told_and_is_no_blank() {
    let folder = std::env::temp_dir().join(format!("gouji-row-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let text = std::fs::read_to_string(fixture("three-offsets.txt")).expect("a fixture");
    let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with("(七) 总计")).collect();
    let file = folder.join("缺行.txt");
    std::fs::write(&file, kept.join("\n")).expect("a file");
    let answer = check(&file.display().to_string(), 1);
    std::fs::remove_dir_all(&folder).expect("a folder");
    assert!(answer["cells"].get("applications.processed.natural").is_none());
    let hard: Vec<String> = findings(&answer, "hard").into_iter().map(|(rule, ..)| rule).collect();
    assert_eq!(hard, ["S-表格-缺行", "C-空白-关键"], "四 is blank; （七） is lacking");
}

#[test]
fn a_page_in_gb_18030_is_read() {
    let folder = std::env::temp_dir().join(format!("gouji-gb-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let text = std::fs::read_to_string(fixture("three-offsets.txt")).expect("a fixture");
    let file = folder.join("报告.txt");
    std::fs::write(&file, encoding_rs::GB18030.encode(&text).0).expect("a file");
    check_first_report(&file.display().to_string());
    std::fs::remove_dir_all(&folder).expect("a folder");
}

/// What the command says to people of a text with these lines instead of those of a whole report.
fn told(name: &str, change: impl Fn(&str) -> String) -> String {
    let folder = std::env::temp_dir().join(format!("gouji-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let text = std::fs::read_to_string(fixture("three-offsets.txt")).expect("a fixture");
    let file = folder.join("报告.txt");
    std::fs::write(&file, text.lines().map(change).collect::<Vec<_>>().join("\n")).expect("a file");
    let output = run(&["check", &file.display().to_string()]);
    std::fs::remove_dir_all(&folder).expect("a folder");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Checks the lines that say how many cells are uncertain, and why.
#[track_caller]
fn check_doubts(name: &str, change: impl Fn(&str) -> String, count: usize, reasons: &[&str]) {
    let told = told(name, change);
    let counted =
        if count > 0 { vec![format!("有 {count} 格待确认，请先对照原文。")] } else { Vec::new() };
    let stands = told.lines().nth(1).unwrap_or_default().trim_start();
    let said = stands.split_inclusive('。').filter(|sentence| sentence.contains("待确认"));
    assert_eq!(said.collect::<Vec<_>>(), counted, "{told}");
    let lines: Vec<&str> = told.lines().skip(2).take(reasons.len()).collect();
    assert_eq!(lines, reasons, "{told}");
    assert_eq!(told.matches("[待确认]").count(), reasons.len(), "{told}");
}

#[test]
fn why_cells_are_uncertain_is_told_with_the_first_of_them() {
    let again = |line: &str| {
        let others = format!("{line}\n{}", line.replace('1', "2"));
        if line.starts_with("规范性文件") { others } else { line.to_owned() }
    };
    let misspelt = |line: &str| line.replace("科研机构", "科研机枸");
    check_doubts("certain", str::to_owned, 0, &[]);
    let came_again = "  [待确认] 这一行在原文中出现了不止一次，前后数字不同（3 格）：表二“规范性文件”行“本年新制作数量”列、表二“规范性文件”行“本年新公开数量”列、表二“规范性文件”行“对外公开总数量”列";
    let header = "  [待确认] 列名缺失，或与格式不同（23 格）：表三“一、本年新收政府信息公开申请数量”行“科研机构”列、表三“二、上年结转政府信息公开申请数量”行“科研机构”列、表三“（一）予以公开”行“科研机构”列等";
    check_doubts("again", again, 3, &[came_again]);
    check_doubts("misspelt", misspelt, 23, &[header]);
    check_doubts("both", |line| again(&misspelt(line)), 26, &[came_again, header]);
}

/// A folder of its own for a test.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("gouji-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn lines(output: &Output) -> Vec<Value> {
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn what_was_not_read_has_an_error() {
    let folder = folder("unread");
    std::fs::write(folder.join("空.docx"), b"").expect("a file");
    for (file, kind) in [("空.docx", "empty"), ("没有.docx", "not_found"), (".", "folder")] {
        let answer = check(&folder.join(file).display().to_string(), 2);
        assert_eq!(answer["error"]["kind"], kind);
        assert!(answer["error"]["message"].as_str().is_some_and(|message| message.ends_with('。')), "{answer}");
        assert_eq!(answer["forms"], json!({}));
    }
    assert!(check(&fixture("three-offsets.txt"), 1)["error"].is_null());
    std::fs::remove_dir_all(&folder).expect("a folder");
}

#[test]
fn files_come_from_lists_and_standard_input() {
    use std::io::Write;
    use std::process::Stdio;
    let fed = |arguments: &[&str], input: &[u8]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
        let mut child = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it runs");
        child.stdin.take().expect("a pipe").write_all(input).expect("written");
        child.wait_with_output().expect("it ends")
    };
    let (report, text) = (fixture("three-offsets.txt"), std::fs::read(fixture("three-offsets.txt")).expect("a file"));
    let names = |output: &Output| -> Vec<String> {
        lines(output).iter().map(|line| line["file"].as_str().expect("a name").to_owned()).collect()
    };
    let list = format!("{report}\n\n{report}\r\n");
    assert_eq!(names(&fed(&["check", "--json", "--files-from", "-"], list.as_bytes())), [&report[..], &report]);
    let list = format!("{report}\0没有.docx\0");
    assert_eq!(names(&fed(&["check", "--json", "--files-from", "-"], list.as_bytes())), [&report[..], "没有.docx"]);
    assert_eq!(lines(&fed(&["check", "--json", "-"], &text))[0]["findings"], check(&report, 1)["findings"]);
    let folder = folder("dash");
    let dashed = folder.join("-x.txt");
    std::fs::copy(&report, &dashed).expect("a file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    let output = command.args(["check", "--json", "--", "-x.txt"]).current_dir(&folder).output().expect("it runs");
    assert_eq!(names(&output), ["-x.txt"]);
    std::fs::remove_dir_all(&folder).expect("a folder");
}

#[test]
fn arguments_that_make_no_sense_are_refused() {
    let report = fixture("three-offsets.txt");
    for (arguments, said) in [
        (&["check", &report, "--prior", &report, "--prior", &report][..], "--prior 只能写一次。"),
        (&["check", "--no-such"], "没有“--no-such”这个选项。"),
        (&["check"], "没有写要核对的文件。"),
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).starts_with(said), "{arguments:?}");
    }
    assert_eq!(run(&["--version"]).stdout, format!("gouji {}\n", env!("CARGO_PKG_VERSION")).into_bytes());
}

/// A reader that closes the pipe is no error; a disk that is full is.
#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_written_is_told_unless_nobody_listens() {
    use std::process::Stdio;
    let report = fixture("three-offsets.txt");
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
    let output = command.args(["check", &report]).stdout(full).stderr(Stdio::piped()).output().expect("it runs");
    assert_eq!(
        (output.status.code(), &*String::from_utf8_lossy(&output.stderr)),
        (Some(2), "结果没有写完：磁盘已满。\n")
    );
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    let many = vec![report.as_str(); 40];
    let mut child =
        command.arg("check").args(many).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), output.stderr.len()), (Some(2), 0));
}

/// A report of this year with two of other years in last year's file: the year before is the one that counts.
#[test]
fn last_years_report_is_the_one_of_the_year_before() {
    let folder = folder("prior");
    let text = std::fs::read_to_string(fixture("three-offsets.txt")).expect("a fixture");
    let of = |year: u16, carried: &str| {
        let left = |line: &str| {
            if line.starts_with("四、") && line.contains("结转下") {
                format!("四、结转下年度继续办理\t{}", [carried; 7].join("\t"))
            } else {
                line.to_owned()
            }
        };
        text.replace("2019", &year.to_string()).lines().map(left).collect::<Vec<_>>().join("\n")
    };
    let file = |name: &str, text: &str| {
        std::fs::write(folder.join(name), text).expect("a file");
        folder.join(name).display().to_string()
    };
    let now = file("now.txt", &of(2020, "0"));
    let both = file("both.txt", &[of(2018, "7"), of(2019, "3")].join("\n"));
    let wrong = file("wrong.txt", &of(2017, "3"));
    let said = |prior: &str| {
        let output = run(&["check", "--json", &now, "--prior", prior]);
        let answer = lines(&output).remove(0);
        let back = |entry: &&Value| {
            entry["rule"].as_str().is_some_and(|rule| rule.starts_with("T3-衔接") || rule == "C-空白-结转-上年")
        };
        let told = answer["findings"].as_array().expect("findings").iter().filter(back).cloned().collect::<Vec<_>>();
        let open = answer["unchecked"].as_array().expect("unchecked").iter().filter(back).count();
        let asked = answer["remarks"]
            .as_array()
            .expect("remarks")
            .iter()
            .any(|remark| remark.as_str().is_some_and(|remark| remark.contains("没有与它核对")));
        (
            told.iter().map(|finding| finding["rule"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>(),
            open > 0,
            asked,
        )
    };
    let (told, _, asked) = said(&both);
    assert_eq!((told, asked), (vec!["C-空白-结转-上年".to_owned()], false));
    assert_eq!(said(&wrong), (Vec::new(), true, true));
    std::fs::remove_dir_all(&folder).expect("a folder");
}

/// What repairs are printed of a report in which these cells are wrong.
fn printed_repairs(name: &str, cells: &[(&str, &str)]) -> Vec<String> {
    let folder = folder(name);
    let mut report = common::balanced("2021");
    common::write(&mut report, cells.iter().copied());
    let file = folder.join("report.html").display().to_string();
    let (title, tables) = print::printed(&common::form("2021"), &report, 2024);
    std::fs::write(&file, print::html(&title, &tables)).expect("a file");
    let text = String::from_utf8(run(&["check", &file]).stdout).expect("UTF-8");
    std::fs::remove_dir_all(&folder).expect("a folder");
    assert!(!text.contains("applications.") && !text.contains("disputes."), "{text}");
    text.lines().filter(|line| line.contains("修改方案：")).map(|line| line.trim().to_owned()).collect()
}

#[test]
fn repairs_are_printed_with_names_and_ranges() {
    assert_eq!(
        printed_repairs("ways", &[("disputes.reconsideration.upheld", ""), ("disputes.reconsideration.total", "3")]),
        ["修改方案：表四“行政复议”行“总计”列由3改为414或更多。"]
    );
    assert_eq!(
        printed_repairs(
            "range",
            &[("disputes.reconsideration.upheld", ""), ("disputes.reconsideration.corrected", "900")]
        ),
        [
            "修改方案：表四“行政复议”行“结果纠正”列由900改为0至473之间的数。",
            "修改方案：表四“行政复议”行“总计”列由790改为1217或更多。",
        ]
    );
}

/// A row of last year's whose digits run together, 12…12 or 1…2 and others: no reading of it has a total of 5.
#[test]
fn last_years_figures_that_run_together_count_under_every_reading() {
    let folder = folder("prior-glued");
    let text = std::fs::read_to_string(fixture("three-offsets.txt")).expect("a fixture");
    let file = |year: u16, start: &str, label: &str, row: &str| {
        let line =
            |line: &str| if line.starts_with(start) && line.contains(label) { row.to_owned() } else { line.to_owned() };
        let text = text.replace("2019", &year.to_string()).lines().map(line).collect::<Vec<_>>().join("\n");
        let path = folder.join(format!("{year}-{}.txt", row.len()));
        std::fs::write(&path, text).expect("a file");
        path.display().to_string()
    };
    let before = file(2019, "四、", "结转下", "四、结转下年度继续办理120000012");
    let said = |total: &str| {
        let now =
            file(2020, "二、", "上年结转", &format!("二、上年结转政府信息公开申请数量\t1\t0\t0\t0\t0\t1\t{total}"));
        let answer = lines(&run(&["check", "--json", &now, "--prior", &before])).remove(0);
        let findings = answer["findings"].as_array().expect("findings").iter();
        let told = findings.filter(|finding| finding["rule"] == "T3-衔接-总计");
        told.map(|finding| finding["message"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let told = said("5");
    assert!(
        told.len() == 1 && told[0].contains("上年报告的这一格读取时有待确认") && told[0].contains("不论按哪种读法"),
        "{told:?}"
    );
    assert_eq!((said("2"), said("12")), (vec![], vec![]));
    let answer = lines(&run(&["check", "--json", &before])).remove(0);
    assert_eq!(answer["readings"]["applications.carried_out.total"], serde_json::json!(["12", "2"]));
    std::fs::remove_dir_all(&folder).expect("a folder");
}
