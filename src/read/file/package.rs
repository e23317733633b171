//! Zipped packages: their parts, unpacked within bounds.

use super::Refusal;
use super::xml::{Token, Xml};
use crate::read::charset;
use std::collections::HashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Bytes of one part unpacked. The text of the longest report is far under a megabyte.
const MAX_PART: u64 = 32 << 20;
/// Bytes of all parts that are read.
const MAX_ALL: u64 = 96 << 20;
/// Entries; a report full of pictures has some hundred.
const MAX_ENTRIES: usize = 10_000;
/// A part larger than [`FREE`] may unpack to this many times its size: real ones stay under 100.
const MAX_RATIO: u64 = 400;
const FREE: u64 = 4 << 20;

/// A zipped package.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// The entries by their names as [`folded`].
    entries: HashMap<String, usize>,
    unpacked: u64,
}

impl<'b> Package<'b> {
    /// Opens a zip file.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Refusal> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged("压缩格式的"))?;
        if archive.len() > MAX_ENTRIES {
            return Err(Refusal::Bomb);
        }
        let mut entries = HashMap::new();
        for (number, name) in archive.file_names().enumerate() {
            if let Ok(name) = name {
                entries.entry(folded(&name)).or_insert(number);
            }
        }
        Ok(Self { archive, entries, unpacked: 0 })
    }

    /// Whether it has a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.number(name).is_some()
    }

    /// The number of a part's entry. Programs that write or repack files spell names in another case,
    /// or with the separators of Windows; office programs open these files all the same.
    fn number(&self, name: &str) -> Option<usize> {
        self.archive.index_for_name(name).or_else(|| self.entries.get(&folded(name)).copied())
    }

    /// A part's text; `None` where there is no such part.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let Some(number) = self.number(name) else { return Ok(None) };
        let file = match self.archive.by_index(number) {
            Ok(file) => file,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(Refusal::Password("压缩")),
            Err(_) => return Err(Refusal::Damaged("压缩格式的")),
        };
        let allowed =
            MAX_PART.min(MAX_ALL - self.unpacked).min(FREE.max(file.compressed_size().saturating_mul(MAX_RATIO)));
        let mut bytes = Vec::with_capacity(file.size().min(allowed) as usize);
        let result = file.take(allowed + 1).read_to_end(&mut bytes);
        self.unpacked += bytes.len() as u64;
        if bytes.len() as u64 > allowed {
            return Err(Refusal::Bomb);
        }
        result.map_err(|_| Refusal::Damaged("压缩格式的"))?;
        Ok(Some(charset::text(&bytes, None).unwrap_or_default()))
    }

    /// A part that must be there.
    pub fn required(&mut self, name: &str, kind: &'static str) -> Result<String, Refusal> {
        self.part(name)?.ok_or(Refusal::Damaged(kind))
    }

    /// The first part of this kind of relation to a part; the package itself is "".
    pub fn related(&mut self, of: &str, kind: &str) -> Result<Option<String>, Refusal> {
        Ok(self.relations(of)?.into_iter().find(|relation| relation.kind == kind).map(|relation| relation.target))
    }

    /// The relations of a part.
    pub fn relations(&mut self, of: &str) -> Result<Vec<Relation>, Refusal> {
        let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
        let slash = if folder.is_empty() { "" } else { "/" };
        let Some(text) = self.part(&format!("{folder}{slash}_rels/{name}.rels"))? else { return Ok(Vec::new()) };
        let mut xml = Xml::new(&text, "Office");
        let mut relations = Vec::new();
        while let Some(token) = xml.next()? {
            let Token::Open(tag) = token else { continue };
            let (Some(id), Some(kind), Some(target)) =
                (tag.attribute("Id"), tag.attribute("Type"), tag.attribute("Target"))
            else {
                continue;
            };
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            let target = path(folder, &target.replace('\\', "/"));
            relations.push(Relation { id: id.into_owned(), kind, target });
        }
        Ok(relations)
    }
}

/// A part's name in one spelling.
fn folded(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

/// The path from the root of the package that a target stands for in a folder.
fn path(folder: &str, target: &str) -> String {
    let from = if target.starts_with('/') { "" } else { folder };
    let mut steps: Vec<&str> = Vec::new();
    for step in from.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// What one part refers to.
pub(super) struct Relation {
    pub id: String,
    /// The last word of its type: `worksheet`, `sharedStrings`.
    pub kind: String,
    /// A path from the root of the package.
    pub target: String,
}
