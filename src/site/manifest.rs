//! `manifest.json`: every file of a site with its SHA-256, so that a later build knows which files are its own.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::name::Digest;
use crate::yaml::FORMAT;

/// The manifest's path.
pub const NAME: &str = "manifest.json";

/// Reads a manifest: path and digest of every file, by path; none where it is damaged or of another format.
pub fn read(json: &[u8]) -> Option<Vec<(String, Digest)>> {
    if let Some(files) = std::str::from_utf8(json).ok().and_then(lines) {
        return Some(files);
    }
    #[derive(Deserialize)]
    struct Manifest {
        format: String,
        files: BTreeMap<String, Digest>,
    }
    let manifest: Manifest = serde_json::from_slice(json).ok()?;
    (manifest.format == FORMAT).then(|| manifest.files.into_iter().collect())
}

/// The files of a manifest that is as it was written: a line each, by path.
fn lines(json: &str) -> Option<Vec<(String, Digest)>> {
    let file = |line: &str| {
        let line = line.strip_suffix(',').unwrap_or(line);
        let (path, digest) = line.strip_prefix("    \"")?.strip_suffix('"')?.split_once("\": \"")?;
        (!path.contains(['\\', '"'])).then_some((path.to_owned(), digest.parse().ok()?))
    };
    let lines = json.strip_prefix(BEGINNING)?.strip_suffix(END)?.split('\n');
    let files: Option<Vec<(String, Digest)>> = lines.map(file).collect();
    files.filter(|files| files.is_sorted_by(|a, b| a.0 < b.0))
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
    // a line is its path, a digest of 71 bytes, and 12 bytes of signs
    let mut out = String::with_capacity(files.iter().map(|(path, _)| path.len() + 83).sum::<usize>() + 64);
    out.push_str(BEGINNING);
    for (i, (path, digest)) in files.iter().enumerate() {
        out.push_str(if i > 0 { ",\n    " } else { "    " });
        out.push_str(&serde_json::to_string(path).expect("a string can always be written"));
        out.extend([": \"", &digest.to_string(), "\""]);
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
        let json: serde_json::Value = serde_json::from_slice(&written).unwrap();
        let pretty = serde_json::to_string_pretty(&serde_json::json!({"files": json["files"]})).unwrap();
        let written_files = String::from_utf8(written.clone()).unwrap().replace("  \"format\": \"engross/1\",\n", "");
        assert_eq!((json["format"].as_str(), written_files), (Some(FORMAT), pretty + "\n"));
        let wanted = [("a\"b".to_owned(), digest(2)), ("b/index.html".to_owned(), digest(3))];
        assert_eq!(read(&written), Some(wanted.to_vec()));
    }

    #[test]
    fn a_manifest_as_it_was_written_and_another_are_read_alike() {
        let files = [("a/b".to_owned(), Digest([1; 32])), ("c".to_owned(), Digest([2; 32]))];
        let written = String::from_utf8(write(files.iter().map(|(path, d)| (path.as_str(), *d)))).unwrap();
        assert_eq!(lines(&written), Some(files.to_vec()));
        let dense: String = written.split_whitespace().collect();
        assert_eq!((lines(&dense), read(dense.as_bytes())), (None, Some(files.to_vec())));
        let (first, second) = (written.find("    \"a/b").unwrap(), written.find("    \"c").unwrap());
        let turned =
            format!("{}{},\n{}{END}", BEGINNING, written[second..].trim_end_matches(END), &written[first..second - 2]);
        assert_eq!((lines(&turned), read(turned.as_bytes())), (None, Some(files.to_vec())));
        assert_eq!(read(b"{\"format\":\"engross/2\",\"files\":{}}"), None);
    }
}
