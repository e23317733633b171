//! What the command does with its arguments.

mod file;
mod print;

use gouji::answer::Answer;
use gouji::doubt::Doubt;
use gouji::form::Form;
use gouji::forms;
use gouji::prior::Prior;
use gouji::recognise::{Reading, Recogniser};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

const USAGE: &str = "\
用法：gouji check 文件… [--json] [--prior 上年报告] [--form 格式.json]

读取报告（.docx .doc .wps .xlsx .xls .et .ods .pdf .rtf .html .htm .mht .txt .md .csv .tsv），
核对其中的表格并列出问题。
  --json         每个文件输出一行 JSON
  --prior 文件   与上年报告核对上下年的衔接；其中有几份报告的，取第一份
  --form 文件    另外认识这一格式（与内置格式并用；可重复）
退出码：0 没有必须改的问题；1 有必须改的问题；2 有文件没有读成或没有认出表格
";

/// No hard finding, a hard finding, a file that could not be read: the worst of all files counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Clean = 0,
    Faulty = 1,
    Unread = 2,
}

#[derive(Default)]
struct Request {
    files: Vec<PathBuf>,
    forms: Vec<PathBuf>,
    prior: Option<PathBuf>,
    json: bool,
}

/// Runs the command; what people read goes to `out`, what went wrong to standard error.
pub fn run(arguments: impl Iterator<Item = OsString>, out: &mut impl Write) -> ExitCode {
    let request = match parse(arguments) {
        Ok(Some(request)) => request,
        Ok(None) => {
            let _ = out.write_all(USAGE.as_bytes());
            return ExitCode::SUCCESS;
        }
        Err(reason) => return refuse(&format!("{reason}\n\n{USAGE}")),
    };
    let recogniser = match recogniser(&request.forms) {
        Ok(recogniser) => recogniser,
        Err(reason) => return refuse(&format!("{reason}\n")),
    };
    let prior = match request.prior.as_deref().map(|path| prior(path, &recogniser)).transpose() {
        Ok(prior) => prior.map(Arc::new),
        Err(reason) => return refuse(&format!("{reason}\n")),
    };
    let mut worst = Outcome::Clean;
    for path in &request.files {
        let outcome = check(path, &recogniser, prior.as_ref(), request.json, out);
        // A reader that closed the pipe has seen enough.
        let Ok(outcome) = outcome else { return ExitCode::from(Outcome::Unread as u8) };
        worst = worst.max(outcome);
    }
    ExitCode::from(worst as u8)
}

fn refuse(reason: &str) -> ExitCode {
    eprint!("{reason}");
    ExitCode::from(Outcome::Unread as u8)
}

fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Option<Request>, String> {
    let mut arguments = arguments.peekable();
    match arguments.next().as_ref().and_then(|word| word.to_str()) {
        Some("check") => {}
        Some("--help" | "-h" | "help") | None => return Ok(None),
        Some(other) => return Err(format!("没有“{other}”这个命令。")),
    }
    let mut request = Request::default();
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--json") => request.json = true,
            Some("--form") => request.forms.push(arguments.next().ok_or("--form 后面要写格式文件。")?.into()),
            Some("--help" | "-h") => return Ok(None),
            Some("--prior") => request.prior = Some(arguments.next().ok_or("--prior 后面要写上年报告的文件。")?.into()),
            Some(option) if option.starts_with("--") => return Err(format!("没有“{option}”这个选项。")),
            _ => request.files.push(argument.into()),
        }
    }
    if request.files.is_empty() { Err("没有写要核对的文件。".to_owned()) } else { Ok(Some(request)) }
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
        let text = std::fs::read_to_string(path).map_err(|error| format!("{name}：打不开（{error}）"))?;
        let form = Form::from_json(&text).map_err(|error| format!("{name}：不是可用的格式文件：{error}"))?;
        recogniser.add(Arc::new(form));
    }
    Ok(recogniser)
}

/// What was found in one report of a file; its title, where it has one.
struct Checked {
    title: Option<String>,
    answer: Answer,
    /// The names of the uncertain cells, by reason.
    doubts: BTreeMap<Doubt, Vec<String>>,
}

impl Checked {
    fn of(reading: &Reading, prior: Option<&Arc<Prior>>) -> Self {
        let report = reading.report();
        let mut doubts: BTreeMap<Doubt, Vec<String>> = BTreeMap::new();
        for (number, cell) in report.cells.iter().enumerate() {
            if let Some(doubt) = cell.doubt {
                doubts.entry(doubt).or_default().push(report.layout.name(number));
            }
        }
        Self { title: reading.title.clone(), answer: Answer::about(&report, prior), doubts }
    }

    fn refused(reason: String) -> Self {
        let answer = Answer { remarks: vec![reason], ..Answer::default() };
        Self { title: None, answer, doubts: BTreeMap::new() }
    }

    fn outcome(&self) -> Outcome {
        match &self.answer {
            answer if answer.forms.0.is_empty() => Outcome::Unread,
            answer if answer.findings.iter().any(|finding| finding.severity == "hard") => Outcome::Faulty,
            _ => Outcome::Clean,
        }
    }
}

/// Last year's figures.
fn prior(path: &Path, recogniser: &Recogniser) -> Result<Prior, String> {
    let name = path.display();
    let document = file::read(path).map_err(|reason| format!("上年报告 {name} 没有读成：{reason}"))?;
    let prior = Prior::of(&recogniser.recognise(&document).report());
    if prior.is_empty() { Err(format!("上年报告 {name} 里没有读出数字。")) } else { Ok(prior) }
}

fn check(
    path: &Path,
    recogniser: &Recogniser,
    prior: Option<&Arc<Prior>>,
    json: bool,
    out: &mut impl Write,
) -> std::io::Result<Outcome> {
    let name = path.display().to_string();
    let checked: Vec<Checked> = match file::read(path) {
        Ok(document) => recogniser.reports(&document).iter().map(|reading| Checked::of(reading, prior)).collect(),
        Err(reason) => vec![Checked::refused(reason)],
    };
    match json {
        true => print::json(&name, &checked, out)?,
        false => print::people(&name, &checked, out)?,
    }
    Ok(checked.iter().map(Checked::outcome).max().unwrap_or(Outcome::Unread))
}
