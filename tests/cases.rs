//! Small files that went wrong once, where the folder with them stands beside the repository: of each,
//! how many cells are right, uncertain and missing, and what is said. No certain cell is wrong.

use gouji::form::Form;
use gouji::forms::BUILT_IN;
use gouji::read::{Document, file};
use gouji::recognise::recognise;
use gouji::report::Report;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// Each file that is not read whole and without a doubt: right, uncertain, missing, and a part of what is
/// said. A name that ends with `*` stands for all that begin so.
const OTHERS: [(&str, usize, usize, usize, &str); 26] = [
    // These pages hold table 三 alone.
    ("02-*", 175, 0, 25, "没有找到"),
    ("36-only-applications.html", 175, 0, 25, "没有找到"),
    ("36-t4-image.html", 185, 0, 15, "四、政府信息公开行政复议、行政诉讼情况"),
    ("33-*", 15, 0, 185, ""),
    ("min-dup.html", 14, 0, 186, "内容相同，按一行读取"),
    // Formulas of totals that were never calculated.
    ("08-*", 166, 34, 0, "公式没有算过"),
    ("10-duprow-*", 193, 7, 0, "出现了不止一次"),
    ("10-hidden-col-777.xlsx", 175, 0, 25, "1 列是隐藏的"),
    ("10-hidden-row-kept.xlsx", 193, 0, 7, "1 行是隐藏的"),
    ("10-lastyear-*", 200, 0, 0, "50 行是隐藏的"),
    ("11-cell-font-strike.xlsx", 199, 1, 0, "删除线"),
    ("11-xls-struck.xls", 199, 1, 0, "删除线"),
    // Labels are drawn over their neighbours': one row got its place by the order of rows, two are doubtful.
    ("12-acro-one.pdf", 186, 14, 0, "次序"),
    ("12-acroform-all.pdf", 186, 14, 0, "次序"),
    ("12-acroform-some.pdf", 186, 14, 0, "次序"),
    ("18-sideways.pdf", 186, 14, 0, "次序"),
    ("21-figure-merged-hides.docx", 198, 2, 0, "合并在一起"),
    ("23-across2-2021.html", 198, 2, 0, "合并在一起"),
    ("23-down2-2021.html", 198, 2, 0, "合并在一起"),
    ("23-down8-2021.html", 192, 8, 0, "合并在一起"),
    ("24-dup-same-2021.html", 200, 0, 0, "内容相同，按一行读取"),
    ("24-dup-refused_secret-2019.html", 191, 7, 0, "前后不同"),
    ("24-dup-*", 193, 7, 0, "前后不同"),
    ("35-foot-lastyear.html", 187, 13, 0, "表四有不止一行数字"),
    ("35-foot3-yoy.html", 200, 0, 0, "上年同期"),
    ("min-dup.txt", 200, 0, 0, "内容相同，按一行读取"),
];

/// Where a person sees a blank: a content control shows its prompt.
const BLANK: [(&str, &str); 2] =
    [("09-sdt-zh.docx", "applications.carried_in.social"), ("09-sdt-zh.docx", "applications.refused_secret.business")];

/// Files that hold no report, and what is said instead.
const REFUSED: [(&str, &str); 1] = [("28-excel-frameset.htm", "sheet001.htm")];

fn forms() -> Vec<Arc<Form>> {
    BUILT_IN.iter().map(|text| Arc::new(Form::from_json(text).expect("a built-in form"))).collect()
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/cases")
}

fn cells(text: &str) -> BTreeMap<String, String> {
    serde_json::from_str(text).expect("cells by address")
}

/// The files of a folder by name, without what describes them.
fn files(folder: PathBuf) -> Vec<(String, PathBuf)> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let named = files
        .filter(|path| path.is_file())
        .map(|path| (path.file_name().expect("a name").to_string_lossy().into_owned(), path));
    let mut named: Vec<_> = named.filter(|(name, _)| !name.ends_with(".json") && !name.ends_with(".md")).collect();
    named.sort();
    named
}

fn read(path: &PathBuf) -> Result<Document, String> {
    let bytes = std::fs::read(path).expect("a file");
    file(&path.to_string_lossy(), &bytes).map_err(|refusal| refusal.to_string())
}

/// How many cells are right, uncertain and missing; those that are certain and wrong.
fn compare(report: &Report, truth: &BTreeMap<String, String>) -> (usize, usize, usize, Vec<String>) {
    let (mut right, mut uncertain, mut missing, mut wrong) = (0, 0, 0, Vec::new());
    for (address, expected) in truth {
        match report.layout.cell(address).filter(|cell| !report.cells[*cell].missing) {
            None => missing += 1,
            Some(cell) if report.cells[cell].is_uncertain() => uncertain += 1,
            Some(cell) if report.cells[cell].value == report.layout.measure(cell).read(expected).value => right += 1,
            Some(cell) => wrong.push(format!("{address} {:?} for {expected:?}", report.cells[cell].raw)),
        }
    }
    (right, uncertain, missing, wrong)
}

#[test]
fn each_file_is_read_as_a_person_sees_it() {
    let (forms, mut faults) = (forms(), Vec::new());
    let truth = |name: &str| {
        let year = if name.contains("2019") { "2019" } else { "2021" };
        cells(&std::fs::read_to_string(folder().join(format!("truth-{year}.json"))).expect("the truth"))
    };
    for (name, path) in files(folder()) {
        let told = REFUSED.iter().find(|refused| refused.0 == name);
        let document = match (read(&path), told) {
            (Err(refusal), Some((_, told))) if refusal.contains(told) => continue,
            (Ok(document), _) => document,
            (Err(refusal), _) => {
                faults.push(format!("{name}: {refusal}"));
                continue;
            }
        };
        let report = recognise(&document, &forms).report();
        if let Some((_, told)) = told {
            if report.cells.iter().any(|cell| !cell.missing)
                || !report.remarks.iter().any(|remark| remark.contains(told))
            {
                faults.push(format!("{name}: {:?}", report.remarks));
            }
            continue;
        }
        let mut truth = truth(&name);
        for (_, cell) in BLANK.iter().filter(|blank| blank.0 == name) {
            truth.insert((*cell).to_owned(), String::new());
        }
        let is_it = |other: &&(&str, usize, usize, usize, &str)| match other.0.strip_suffix('*') {
            Some(begin) => name.starts_with(begin),
            None => name == other.0,
        };
        let (right, uncertain, missing, told) =
            OTHERS.iter().find(is_it).map_or((truth.len(), 0, 0, ""), |other| (other.1, other.2, other.3, other.4));
        let found = compare(&report, &truth);
        if found != (right, uncertain, missing, Vec::new()) || !report.remarks.concat().contains(told) {
            faults.push(format!("{name}: {found:?} {:?}", report.remarks));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn real_texts() {
    let (forms, mut faults) = (forms(), Vec::new());
    for (name, path) in files(folder().join("real")) {
        let report = recognise(&read(&path).expect("a text"), &forms).report();
        let Ok(text) = std::fs::read_to_string(path.with_extension("cells.json")) else {
            // Reports of other years or without tables: nothing is read, and nothing is made up.
            if report.cells.iter().any(|cell| !cell.missing) {
                faults.push(format!("{name}: cells were read"));
            }
            continue;
        };
        let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let truth = cells(&json["cells"].to_string());
        let (_, _, missing, wrong) = compare(&report, &truth);
        if missing > 0 || !wrong.is_empty() {
            faults.push(format!("{name}: {missing} missing, {wrong:?}"));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn a_word_in_a_cell_of_tabbed_text() {
    for (name, cell) in
        [("q5.txt", "disputes.reconsideration.total"), ("text_granted_total.txt", "applications.granted.total")]
    {
        let path = folder().join("engine").join(name);
        if !path.exists() {
            continue;
        }
        let report = recognise(&read(&path).expect("a text"), &forms()).report();
        assert!(report.cells.iter().all(|cell| !cell.missing && !cell.is_uncertain()), "{name}");
        let cell = report.layout.cell(cell).expect("a cell");
        assert_eq!(report.cells[cell].raw, "见附件", "{name}");
    }
}
