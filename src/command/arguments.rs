//! What the command is asked to do.

use std::ffi::OsString;
use std::path::PathBuf;

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    /// To check files.
    Check(Request),
    /// How it is used.
    Help,
    /// Which version it is.
    Version,
}

/// Which files to check, and how.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// In the order given; `-` is standard input.
    pub files: Vec<PathBuf>,
    /// A file that lists more of them, behind those.
    pub files_from: Option<PathBuf>,
    /// Forms to know besides the built-in ones.
    pub forms: Vec<PathBuf>,
    /// Last year's report.
    pub prior: Option<PathBuf>,
    /// Whether a line of JSON a file is wanted.
    pub json: bool,
}

/// The arguments behind the command's own name; the error says in a sentence what is wrong with them.
pub fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Asked, String> {
    let mut arguments = arguments;
    match arguments.next().as_ref().and_then(|word| word.to_str()) {
        Some("check") => {}
        Some("--help" | "-h" | "help") | None => return Ok(Asked::Help),
        Some("--version" | "-V") => return Ok(Asked::Version),
        Some(other) => return Err(format!("没有“{other}”这个命令。")),
    }
    let mut request = Request::default();
    while let Some(argument) = arguments.next() {
        let mut once = |slot: &mut Option<PathBuf>, option: &str, what: &str| {
            let value = arguments.next().ok_or_else(|| format!("{option} 后面要写{what}。"))?;
            match slot.replace(value.into()) {
                Some(_) => Err(format!("{option} 只能写一次。")),
                None => Ok(()),
            }
        };
        match argument.to_str() {
            Some("--json") => request.json = true,
            Some("--form") => request.forms.push(arguments.next().ok_or("--form 后面要写格式文件。")?.into()),
            Some("--prior") => once(&mut request.prior, "--prior", "上年报告的文件")?,
            Some("--files-from") => once(&mut request.files_from, "--files-from", "列有文件名的文件（- 为标准输入）")?,
            Some("--help" | "-h") => return Ok(Asked::Help),
            Some("--version" | "-V") => return Ok(Asked::Version),
            Some("--") => request.files.extend(arguments.by_ref().map(PathBuf::from)),
            Some(option) if option.len() > 1 && option.starts_with('-') => {
                return Err(format!("没有“{option}”这个选项。文件名以 - 开头的，请写在 -- 之后。"));
            }
            _ => request.files.push(argument.into()),
        }
    }
    let none = request.files.is_empty() && request.files_from.is_none();
    if none { Err("没有写要核对的文件。".to_owned()) } else { Ok(Asked::Check(request)) }
}

/// The names in a list of files: parted by NUL where there is one, else a line each.
pub fn listed(list: &[u8]) -> Vec<PathBuf> {
    let by_nul = list.contains(&0);
    let names = list.split(|&byte| if by_nul { byte == 0 } else { byte == b'\n' });
    let names = names.map(|name| if by_nul { name } else { name.strip_suffix(b"\r").unwrap_or(name) });
    names.filter(|name| !name.is_empty()).map(path).collect()
}

#[cfg(unix)]
fn path(name: &[u8]) -> PathBuf {
    // A name need not be UTF-8.
    use std::os::unix::ffi::OsStrExt;
    std::ffi::OsStr::from_bytes(name).into()
}

#[cfg(not(unix))]
fn path(name: &[u8]) -> PathBuf {
    String::from_utf8_lossy(name).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(arguments: &str, expected: &str) {
        let found = match parse(arguments.split_whitespace().map(OsString::from)) {
            Ok(Asked::Check(request)) => format!("{:?} {:?} {}", request.files, request.prior, request.json),
            Ok(asked) => format!("{asked:?}"),
            Err(reason) => reason,
        };
        assert_eq!(found, expected, "{arguments}");
    }

    #[test]
    fn arguments() {
        check("", "Help");
        check("--version", "Version");
        check("check a.docx --json", "[\"a.docx\"] None true");
        check("check - --prior b", "[\"-\"] Some(\"b\") false");
        check("check -- -a --json", "[\"-a\", \"--json\"] None false");
        check("check -a", "没有“-a”这个选项。文件名以 - 开头的，请写在 -- 之后。");
        check("check a --prior b --prior c", "--prior 只能写一次。");
        check("check a --prior", "--prior 后面要写上年报告的文件。");
        check("check", "没有写要核对的文件。");
        check("chek a", "没有“chek”这个命令。");
    }

    #[test]
    fn lists_of_files() {
        let names =
            |list: &str| listed(list.as_bytes()).iter().map(|path| path.display().to_string()).collect::<Vec<_>>();
        assert_eq!(names("甲.docx\r\n乙 丙.xlsx\n\n"), ["甲.docx", "乙 丙.xlsx"]);
        assert_eq!(names("甲\n乙.docx\0丙.docx\0"), ["甲\n乙.docx", "丙.docx"]);
    }
}
