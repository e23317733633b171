//! What the command does with its arguments.

mod arguments;
mod file;
mod print;

use arguments::{Asked, Request};
use file::Unread;
use gouji::answer::Answer;
use gouji::doubt::Doubt;
use gouji::form::Form;
use gouji::forms;
use gouji::prior::{Prior, Priors};
use gouji::recognise::{Reading, Recogniser};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

const USAGE: &str = "\
用法：gouji check 文件… [--json] [--prior 上年报告] [--form 格式.json] [--files-from 清单]
      gouji --version

读取报告（.docx .doc .wps .xlsx .xls .et .ods .pdf .rtf .html .htm .mht .txt .md .csv .tsv），
核对其中的表格并列出问题。文件写作 - 的，从标准输入读取。
  --json             每个文件输出一行 JSON
  --prior 文件       与上年报告核对上下年的衔接；其中有几份报告的，取年度相连的一份
  --form 文件        另外认识这一格式（与内置格式并用；可重复）
  --files-from 清单  清单里列出的文件，每行一个，或以 NUL 分隔；- 为标准输入
  --                 此后都是文件名
退出码：0 没有必须改的问题；1 有必须改的问题；2 有文件读取失败或没有认出表格
";

/// No hard finding, a hard finding, a file that could not be read: the worst of all files counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Clean = 0,
    Faulty = 1,
    Unread = 2,
}

/// Runs the command; what people read goes to `out`, what went wrong to standard error.
pub fn run(arguments: impl Iterator<Item = OsString>, out: &mut impl Write) -> ExitCode {
    let written = match arguments::parse(arguments) {
        Ok(Asked::Check(request)) => return checked(&request, out),
        Ok(Asked::Help) => out.write_all(USAGE.as_bytes()),
        Ok(Asked::Version) => writeln!(out, "gouji {}", env!("CARGO_PKG_VERSION")),
        Err(reason) => return refuse(&format!("{reason}\n\n{USAGE}")),
    };
    written.map_or_else(|error| unwritten(&error), |()| ExitCode::SUCCESS)
}

fn checked(request: &Request, out: &mut impl Write) -> ExitCode {
    let asked = recogniser(&request.forms).and_then(|recogniser| {
        let priors = request.prior.as_deref().map(|path| priors(path, &recogniser)).transpose()?;
        Ok((recogniser, priors.unwrap_or_default(), files(request)?))
    });
    let (recogniser, priors, files) = match asked {
        Ok(asked) => asked,
        Err(reason) => return refuse(&format!("{reason}\n")),
    };
    let mut worst = Outcome::Clean;
    for path in &files {
        match check(path, &recogniser, &priors, request.json, out) {
            Ok(outcome) => worst = worst.max(outcome),
            Err(error) => return unwritten(&error),
        }
    }
    ExitCode::from(worst as u8)
}

fn refuse(reason: &str) -> ExitCode {
    eprint!("{reason}");
    ExitCode::from(Outcome::Unread as u8)
}

/// A reader that closed the pipe has seen enough; a full disk is to be told.
fn unwritten(error: &std::io::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::BrokenPipe => ExitCode::from(Outcome::Unread as u8),
        ErrorKind::StorageFull => refuse("结果没有写完：磁盘已满。\n"),
        _ => refuse(&format!("结果没有写完（{error}）。\n")),
    }
}

/// The files given, then those of the list.
fn files(request: &Request) -> Result<Vec<PathBuf>, String> {
    let mut files = request.files.clone();
    if let Some(list) = &request.files_from {
        let names = file::bytes(list).map_err(|unread| format!("清单 {}：{}", list.display(), unread.message))?;
        files.extend(arguments::listed(&names));
    }
    if files.is_empty() { Err("清单里没有文件。".to_owned()) } else { Ok(files) }
}

/// Knows the built-in forms, and those of these files.
fn recogniser(paths: &[PathBuf]) -> Result<Recogniser, String> {
    let mut forms = Vec::new();
    for text in forms::BUILT_IN {
        forms.push(Arc::new(Form::from_json(text).map_err(|error| error.to_string())?));
    }
    let mut recogniser = Recogniser::new(forms);
    for path in paths {
        let name = path.display();
        let bytes = file::bytes(path).map_err(|unread| format!("{name}：{}", unread.message))?;
        let text = String::from_utf8(bytes).map_err(|_| format!("{name}：不是可用的格式文件：不是 UTF-8 文字"))?;
        let form = Form::from_json(&text).map_err(|error| format!("{name}：不是可用的格式文件：{error}"))?;
        recogniser.add(Arc::new(form));
    }
    Ok(recogniser)
}

/// What came of a file: its reports, or why it was not read.
pub(crate) struct Outline {
    reports: Vec<Checked>,
    error: Option<Unread>,
}

/// What was found in one report of a file.
struct Checked {
    answer: Answer,
    /// The names of the uncertain cells, by reason.
    doubts: BTreeMap<Doubt, Vec<String>>,
    /// The name of each cell by its address.
    names: BTreeMap<String, String>,
}

impl Checked {
    fn of(reading: &Reading, priors: &Priors) -> Self {
        let report = reading.report();
        let mut doubts: BTreeMap<Doubt, Vec<String>> = BTreeMap::new();
        for (number, cell) in report.cells.iter().enumerate() {
            if let Some(doubt) = cell.doubt {
                doubts.entry(doubt).or_default().push(report.layout.name(number));
            }
        }
        let layout = &report.layout;
        let names = (0..report.cells.len()).map(|cell| (layout.address(cell), layout.name(cell))).collect();
        Self { answer: Answer::about(&report, priors.before(report.year)), doubts, names }
    }
}

impl Outline {
    fn outcome(&self) -> Outcome {
        let of = |Checked { answer, .. }: &Checked| match answer {
            answer if answer.forms.0.is_empty() => Outcome::Unread,
            answer if answer.findings.iter().any(|finding| finding.severity == "hard") => Outcome::Faulty,
            _ => Outcome::Clean,
        };
        self.reports.iter().map(of).max().unwrap_or(Outcome::Unread)
    }
}

/// The reports of the file that was given as last year's.
fn priors(path: &Path, recogniser: &Recogniser) -> Result<Priors, String> {
    let name = path.display();
    let document = file::read(path).map_err(|unread| format!("上年报告 {name} 读取失败：{}", unread.message))?;
    let reports = recogniser.reports(&document);
    let priors = Priors::of(reports.iter().map(Reading::report).map(|report| Prior::of(&report)));
    if priors.is_empty() { Err(format!("上年报告 {name} 里没有读出数字。")) } else { Ok(priors) }
}

fn check(
    path: &Path,
    recogniser: &Recogniser,
    priors: &Priors,
    json: bool,
    out: &mut impl Write,
) -> std::io::Result<Outcome> {
    let outline = match file::read(path) {
        Ok(document) => {
            let reports = recogniser.reports(&document);
            let reports = reports.iter().map(|reading| Checked::of(reading, priors)).collect();
            Outline { reports, error: None }
        }
        Err(unread) => Outline { reports: Vec::new(), error: Some(unread) },
    };
    let told = match json {
        true => print::json(path, &outline)?,
        false => print::people(path, &outline),
    };
    // In one write: two processes may share one output.
    out.write_all(&told)?;
    out.flush()?;
    Ok(outline.outcome())
}
