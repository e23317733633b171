//! A file on disk as a document.

use gouji::read::{self, Document, Refusal};
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::panic::catch_unwind;
use std::path::Path;

/// Why a file was not read.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Unread {
    /// In one word, for programs.
    pub kind: &'static str,
    /// In plain Chinese, with what to do.
    pub message: String,
}

impl Unread {
    fn of(error: &std::io::Error) -> Self {
        let (kind, message) = match error.kind() {
            ErrorKind::NotFound => ("not_found", "没有这个文件，请检查文件名和所在的文件夹。".to_owned()),
            ErrorKind::PermissionDenied => ("no_permission", "没有打开这个文件的权限。".to_owned()),
            ErrorKind::IsADirectory => ("folder", "这是文件夹，请写出其中的文件。".to_owned()),
            _ => ("unreadable", format!("文件无法打开（{error}）。")),
        };
        Self { kind, message }
    }
}

/// Reads a file, or standard input where its name is `-`.
pub fn read(path: &Path) -> Result<Document, Unread> {
    let bytes = bytes(path)?;
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let refused = |refusal: Refusal| Unread { kind: refusal.kind(), message: refusal.to_string() };
    contained(|| read::file(&name, &bytes)).map_err(refused)
}

/// What stands in a file, as far as one is read.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Unread> {
    let mut bytes = Vec::new();
    let most = read::MAX_FILE as u64 + 1;
    let read = if path.as_os_str() == "-" {
        std::io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    read.map_err(|error| Unread::of(&error))?;
    Ok(bytes)
}

/// Libraries meet bytes here that nobody has foreseen: one that gives up does so for its file alone.
fn contained(read: impl Fn() -> Result<Document, Refusal>) -> Result<Document, Refusal> {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let result = catch_unwind(std::panic::AssertUnwindSafe(read));
    std::panic::set_hook(hook);
    result.unwrap_or(Err(Refusal::Failed))
}
