//! A file on disk as a document.

use gouji::read::{self, Document, Refusal};
use std::fs::File;
use std::io::Read;
use std::panic::catch_unwind;
use std::path::Path;

/// Reads a file; the error says in plain Chinese what is wrong and what to do.
pub fn read(path: &Path) -> Result<Document, String> {
    let bytes = bytes(path)?;
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    contained(|| read::file(&name, &bytes)).map_err(|refusal| refusal.to_string())
}

/// Libraries meet bytes here that nobody has foreseen: one that gives up does so for its file alone.
fn contained(read: impl Fn() -> Result<Document, Refusal>) -> Result<Document, Refusal> {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let result = catch_unwind(std::panic::AssertUnwindSafe(read));
    std::panic::set_hook(hook);
    result.unwrap_or(Err(Refusal::Failed))
}

fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let failed = |error: std::io::Error| format!("文件打不开（{error}）。");
    let mut bytes = Vec::new();
    let most = read::MAX_FILE as u64 + 1;
    File::open(path).map_err(failed)?.take(most).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}
