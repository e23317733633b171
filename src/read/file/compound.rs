//! Compound files: old Word and Excel, WPS's own endings for them, and new files with a password.

use super::{Refusal, doc, xls};
use crate::read::Document;
use std::io::{Cursor, Read};

/// Bytes of one stream.
const MAX_STREAM: u64 = 50 << 20;

/// A compound file.
pub(super) struct Compound<'b>(cfb::CompoundFile<Cursor<&'b [u8]>>);

/// Reads whatever document is in a compound file.
pub(super) fn read(bytes: &[u8]) -> Result<Document, Refusal> {
    let file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| Refusal::Damaged("旧版 Office "))?;
    let mut file = Compound(file);
    let has = |name: &str| file.0.is_stream(name);
    if has("/EncryptedPackage") {
        return Err(Refusal::Password(" Office "));
    }
    if has("/WordDocument") {
        return doc::doc(&mut file);
    }
    if has("/Workbook") {
        return xls::xls(&file.stream("/Workbook", xls::KIND)?);
    }
    Err(match () {
        () if has("/Book") => {
            Refusal::Unread("很旧的 Excel 工作簿（Excel 95 或更早）", "用 Excel 或 WPS 打开，另存为 .xlsx")
        }
        () if has("/PowerPoint Document") => Refusal::Unread("演示文稿", "打开报告的 Word 或 Excel 文件"),
        () if has("/__properties_version1.0") => Refusal::Unread("Outlook 邮件", "把邮件里的附件另存出来"),
        () => Refusal::Unknown,
    })
}

impl Compound<'_> {
    /// A stream's bytes.
    pub fn stream(&mut self, name: &str, kind: &'static str) -> Result<Vec<u8>, Refusal> {
        let stream = self.0.open_stream(name).map_err(|_| Refusal::Damaged(kind))?;
        let mut bytes = Vec::new();
        stream.take(MAX_STREAM).read_to_end(&mut bytes).map_err(|_| Refusal::Damaged(kind))?;
        Ok(bytes)
    }
}

/// Little-endian numbers at a place; `None` past the end.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?).map(|two| u16::from_le_bytes([two[0], two[1]]))
}

/// See [`u16_at`].
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}
