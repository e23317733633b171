//! What a file is, by its first bytes.

use super::Refusal;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Pdf,
    /// OOXML, OpenDocument, or another archive.
    Zip,
    /// A compound file: old Word and Excel, and new ones with a password.
    Compound,
    Rtf,
    Mime,
    Html,
    Text,
}

/// Looks this far for what makes a text a page.
const HEAD: usize = 4096;

/// The kind of a file; files that are known and not read are refused by name.
pub(super) fn of(bytes: &[u8]) -> Result<Kind, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if let Some((_, name)) = PICTURES.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Refusal::Picture(name));
    }
    let at = |from: usize, magic: &[u8]| bytes.get(from..).is_some_and(|rest| rest.starts_with(magic));
    if bytes.starts_with(b"RIFF") && at(8, b"WEBP") {
        return Err(Refusal::Picture("WebP"));
    }
    if at(4, b"ftyphei") || at(4, b"ftypmif1") || at(4, b"ftypavif") {
        return Err(Refusal::Picture("HEIC"));
    }
    if ARCHIVES.iter().any(|magic| bytes.starts_with(magic)) {
        return Err(Refusal::Unread("压缩包", "先解压，再逐个打开其中的报告文件"));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Zip);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Ok(Kind::Compound);
    }
    if find(&bytes[..bytes.len().min(1024)], b"%PDF-") {
        return Ok(Kind::Pdf);
    }
    let head = head(bytes);
    let head = head.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
    Ok(match head {
        head if head.starts_with("{\\rtf") => Kind::Rtf,
        head if is_mime(head) => Kind::Mime,
        head if head.starts_with("<?xml") && !head.contains("<html") => return Err(foreign(head)),
        head if head.starts_with('<') && PAGE.iter().any(|tag| head.contains(tag)) => Kind::Html,
        _ => Kind::Text,
    })
}

const PICTURES: [(&[u8], &str); 6] = [
    (b"\xFF\xD8\xFF", "JPEG"),
    (b"\x89PNG\r\n", "PNG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"\0\0\0\x0CjP  ", "JPEG 2000"),
];

const ARCHIVES: [&[u8]; 4] = [b"Rar!\x1A", b"7z\xBC\xAF\x27\x1C", b"\x1F\x8B\x08", b"BZh9"];

const PAGE: [&str; 6] = ["<!doctype html", "<html", "<body", "<table", "<meta", "<div"];

/// The beginning in lower case, whatever its encoding.
fn head(bytes: &[u8]) -> String {
    let bytes = &bytes[..bytes.len().min(HEAD)];
    let ascii = bytes.iter().filter(|&&byte| byte != 0).map(|&byte| if byte < 0x80 { byte as char } else { '·' });
    ascii.collect::<String>().trim_start_matches('·').to_ascii_lowercase()
}

fn is_mime(head: &str) -> bool {
    let mut lines = head.lines();
    let is_header = |line: &str| {
        line.starts_with([' ', '\t'])
            || line.split_once(':').is_some_and(|(name, _)| {
                !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            })
    };
    let headers: Vec<&str> = lines.by_ref().take_while(|line| is_header(line)).collect();
    headers.iter().any(|line| line.starts_with("content-type:"))
        && headers.iter().any(|line| line.starts_with("mime-version:"))
}

/// XML that is no page.
fn foreign(head: &str) -> Refusal {
    match head {
        head if head.contains("excel.sheet") || head.contains("office:spreadsheet") => {
            Refusal::Unread("XML 表格", "用 Excel 或 WPS 打开，另存为 .xlsx")
        }
        head if head.contains("word.document") || head.contains("pkg:package") || head.contains("w:worddocument") => {
            Refusal::Unread("Word XML 文档", "用 Word 或 WPS 打开，另存为 .docx")
        }
        _ => Refusal::Unread("XML 数据文件", "用原软件打开，另存为 .docx、.xlsx 或 .html"),
    }
}

/// The encoding that a page names in itself.
#[cfg(feature = "files")]
pub(super) fn charset(bytes: &[u8]) -> Option<String> {
    let head = head(bytes);
    let rest = head.split_once("charset=").or_else(|| head.split_once("encoding="))?.1;
    let rest = rest.trim_start_matches(['"', '\'', ' ']);
    let label: String =
        rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).take(40).collect();
    (!label.is_empty()).then_some(label)
}

pub(super) fn find(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}
