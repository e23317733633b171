//! A file's bytes as a document.

use gouji::read::{self, Document};
use std::io::Read;
use std::path::Path;

/// Larger files are no report.
const MOST_BYTES: u64 = 50 << 20;

/// Reads a file by its kind; the error says in plain Chinese what is wrong and what to do.
pub fn read(path: &Path) -> Result<Document, String> {
    let kind = path.extension().map(|kind| kind.to_string_lossy().to_lowercase()).unwrap_or_default();
    let read: fn(&str) -> Document = match kind.as_str() {
        "html" | "htm" => read::html::html,
        "csv" => read::csv,
        "txt" | "md" | "tsv" | "" => read::text,
        other => return Err(format!("还不能读取 .{other} 文件。请另存为 .html 或 .txt 后再核对。")),
    };
    let bytes = bytes(path)?;
    if bytes.is_empty() {
        return Err("文件是空的。".to_owned());
    }
    let text = decode(&bytes).ok_or("文件不是文本，或者编码无法识别。请另存为 UTF-8 编码后再核对。")?;
    Ok(read(&text))
}

fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let failed = |error: std::io::Error| format!("文件打不开（{error}）。");
    let mut bytes = Vec::new();
    std::fs::File::open(path).map_err(failed)?.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err("文件超过 50 MB，不像是一份年度报告。".to_owned());
    }
    Ok(bytes)
}

/// By its byte order mark, else as UTF-8 if it is that throughout, else as GB 18030, which saved
/// government pages often are. `None` for what is no text.
fn decode(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return Some(encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned());
    }
    if bytes.contains(&0) {
        return None;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.to_owned());
    }
    let (text, had_errors) = encoding_rs::GB18030.decode_without_bom_handling(bytes);
    (!had_errors).then(|| text.into_owned())
}
