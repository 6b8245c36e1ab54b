//! `manifest.json`: every file of a site with its SHA-256, so that a later build knows which files are its own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::name::{Digest, hex};
use crate::yaml::FORMAT;

/// The manifest's path.
pub const NAME: &str = "manifest.json";

/// The manifest, read or to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always `engross/1`.
    pub format: String,
    /// Path to `sha256:<64 hex>` of the file's bytes, in byte order of the paths; itself left out.
    pub files: BTreeMap<String, Digest>,
}

impl Manifest {
    /// Reads a manifest; none where it is damaged or of another format.
    pub fn read(bytes: &[u8]) -> Option<Manifest> {
        let files = std::str::from_utf8(bytes).ok().and_then(lines);
        let written = files.map(|files| Manifest { format: FORMAT.to_owned(), files });
        written.or_else(|| serde_json::from_slice(bytes).ok()).filter(|m: &Manifest| m.format == FORMAT)
    }
}

/// The files of a manifest that is as it was written: a line each.
fn lines(json: &str) -> Option<BTreeMap<String, Digest>> {
    let lines = json.strip_prefix(BEGINNING)?.strip_suffix(END)?.split('\n').filter(|line| !line.is_empty());
    let file = |line: &str| {
        let (path, digest) =
            line.trim_end_matches(',').strip_prefix("    \"")?.strip_suffix('"')?.split_once("\": \"")?;
        (!path.contains(['\\', '"'])).then_some((path.to_owned(), digest.parse().ok()?))
    };
    lines.map(file).collect()
}

/// What stands before the files, and after them.
const BEGINNING: &str = "{\n  \"format\": \"engross/1\",\n  \"files\": {\n";
const END: &str = "\n  }\n}\n";

/// Writes the manifest of files named with the digests of their bytes; of two with one path, the later.
pub fn write<'p>(files: impl Iterator<Item = (&'p str, Digest)>) -> Vec<u8> {
    let mut files: Vec<(&str, Digest)> = files.collect();
    // the later of two comes first, and stays
    files.reverse();
    files.sort_by(|a, b| a.0.cmp(b.0));
    files.dedup_by(|a, b| a.0 == b.0);
    let mut out = BEGINNING.to_owned();
    for (i, (path, digest)) in files.iter().enumerate() {
        out.push_str(if i > 0 { ",\n    " } else { "    " });
        out.push_str(&serde_json::to_string(path).expect("a string can always be written"));
        out.extend([": \"sha256:", &hex(&digest.0), "\""]);
    }
    out.push_str(END);
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_json_in_the_order_of_paths() {
        let digest = |n| Digest([n; 32]);
        let files = [("b/index.html", digest(1)), ("a\"b", digest(2)), ("b/index.html", digest(3))];
        let written = write(files.into_iter());
        let wanted = BTreeMap::from([("a\"b".to_owned(), digest(2)), ("b/index.html".to_owned(), digest(3))]);
        let json: Manifest = serde_json::from_slice(&written).unwrap();
        assert_eq!((json.format.as_str(), &json.files), (FORMAT, &wanted));
        assert_eq!(String::from_utf8(written.clone()).unwrap(), serde_json::to_string_pretty(&json).unwrap() + "\n");
        assert_eq!(Manifest::read(&written), Some(json));
        assert_eq!(lines(std::str::from_utf8(&written).unwrap()), None);
        let plain = write([("a/b", digest(1)), ("c", digest(2))].into_iter());
        let read = lines(std::str::from_utf8(&plain).unwrap());
        assert_eq!(read.map(|files| files.len()), Some(2));
        assert_eq!(Manifest::read(b"{\"format\":\"engross/2\",\"files\":{}}"), None);
    }
}
