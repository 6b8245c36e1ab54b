//! `manifest.json`: every file of a site with its SHA-256, so that a later build knows which files are its own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::route::Files;
use crate::digest;

/// The manifest's path.
pub const NAME: &str = "manifest.json";

/// The manifest, read or to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always `engross/1`.
    pub format: String,
    /// Path to `sha256:<64 hex>` of the file's bytes, in byte order of the paths; itself left out.
    pub files: BTreeMap<String, String>,
}

impl Manifest {
    /// Reads a manifest; none where it is damaged or of another format.
    pub fn read(bytes: &[u8]) -> Option<Manifest> {
        serde_json::from_slice(bytes).ok().filter(|m: &Manifest| m.format == crate::yaml::FORMAT)
    }
}

pub(super) fn write(files: &Files) -> Vec<u8> {
    json(files.iter().map(|(path, bytes)| (path.clone(), digest::bytes(bytes).to_string())).collect())
}

/// The manifest while a site takes the place of another: the files of both.
pub fn both(before: &Manifest, site: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let after = site.get(NAME).and_then(|bytes| Manifest::read(bytes)).unwrap_or_default();
    json(before.files.clone().into_iter().chain(after.files).collect())
}

fn json(files: BTreeMap<String, String>) -> Vec<u8> {
    let manifest = Manifest { format: crate::yaml::FORMAT.to_owned(), files };
    let mut json = serde_json::to_vec_pretty(&manifest).expect("strings in a map can always be written");
    json.push(b'\n');
    json
}
