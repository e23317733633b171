use super::Refusal;
use crate::read::Document;
pub(super) fn pdf(_: &[u8]) -> Result<Document, Refusal> { Err(Refusal::Scan) }
