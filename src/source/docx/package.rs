//! A ZIP container → its parts, within limits.   [owns zip]

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::source::SourceError;

/// The largest part that is unpacked, in bytes.
const MAX_PART: u64 = 48 << 20;

/// How many entries a container may have.
const MAX_ENTRIES: usize = 10_000;

/// An open container.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The entries by the names of the parts, which are the same in either case (ECMA-376, part 2, 6.2.2).
    parts: HashMap<String, usize>,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, SourceError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged("the container", error))?;
        if zip.len() > MAX_ENTRIES {
            return Err(SourceError::TooMany { what: "parts in the container", limit: MAX_ENTRIES });
        }
        let mut parts = HashMap::with_capacity(zip.len());
        for (index, name) in zip.file_names().enumerate() {
            // a name that cannot be read is that of no part
            if let Ok(name) = name {
                parts.entry(key(&name)).or_insert(index);
            }
        }
        Ok(Package { zip, parts })
    }

    /// A part's text; none where there is no such part. What it says of its size is not believed: it is unpacked up to
    /// the limit.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, SourceError> {
        let Some(&index) = self.parts.get(&key(name)) else { return Ok(None) };
        let file = self.zip.by_index(index).map_err(|error| damaged(name, error))?;
        let declared = file.size();
        let too_large =
            |bytes| SourceError::TooLarge { what: format!("`{name}` in the container"), bytes, limit: MAX_PART };
        if declared > MAX_PART {
            return Err(too_large(declared));
        }
        let mut bytes = Vec::new();
        file.take(MAX_PART + 1).read_to_end(&mut bytes).map_err(|error| damaged(name, error))?;
        if bytes.len() as u64 > MAX_PART {
            return Err(too_large(bytes.len() as u64));
        }
        let text = crate::source::encoding::decode(&bytes, None)?.text.into_owned();
        Ok(Some(text))
    }
}

/// A part's name as it is looked for; some programs write the separators of Windows.
fn key(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}

fn damaged(part: &str, error: impl std::fmt::Display) -> SourceError {
    SourceError::Damaged { part: part.to_owned(), message: error.to_string() }
}
