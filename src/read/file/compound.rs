//! Compound files: old Word and Excel, WPS's own endings for them, and new files with a password.

use super::Refusal;
use std::io::{Cursor, Read};

/// Bytes of one stream.
const MAX_STREAM: u64 = 50 << 20;

/// A compound file.
pub(super) struct Compound<'b>(cfb::CompoundFile<Cursor<&'b [u8]>>);

impl<'b> Compound<'b> {
    /// Opens a compound file.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Refusal> {
        let file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| Refusal::Damaged("旧版 Office "))?;
        Ok(Self(file))
    }

    /// Whether it has a stream of this name.
    pub fn has(&self, name: &str) -> bool {
        self.0.is_stream(name)
    }

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
