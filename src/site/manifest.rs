//! `manifest.json`: every file of a site with its SHA-256, so that a later build knows which files are its own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::name::Digest;

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
        serde_json::from_slice(bytes).ok().filter(|m: &Manifest| m.format == crate::yaml::FORMAT)
    }
}

/// Writes the manifest of files named with the digests of their bytes; of two with one path, the later.
pub fn write<'p>(files: impl Iterator<Item = (&'p str, Digest)>) -> Vec<u8> {
    #[derive(Serialize)]
    struct Written<'p> {
        format: &'static str,
        files: BTreeMap<&'p str, Digest>,
    }
    let manifest = Written { format: crate::yaml::FORMAT, files: files.collect() };
    let mut json = serde_json::to_vec_pretty(&manifest).expect("strings in a map can always be written");
    json.push(b'\n');
    json
}
