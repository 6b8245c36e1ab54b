//! The files of an agreement → a document, and what shows later that they are as they were.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::cache::Cache;
use super::print::Print;
use crate::digest;
use crate::model::name::{Digest, Slug};
use crate::site::{Document, Edition};
use crate::workspace::{Workspace, WorkspaceError, files, parse_yaml};
use crate::yaml;

/// The files that an agreement was read from.
#[derive(Clone, Debug)]
pub(super) struct Sources {
    /// The folder: where its print is the same, it holds the same names.
    pub(super) folder: Option<Print>,
    /// Name and print of each file.
    pub(super) files: Vec<(String, Option<Print>)>,
    /// Of the bytes of all.
    pub(super) digest: Digest,
}

impl Sources {
    /// Whether the files are as they were when the cache was written, by their prints.
    pub(super) fn are_same(&self, folder: &Path, cache: &Cache) -> bool {
        let same = |print: Option<Print>, path: &Path| {
            print.is_some_and(|print| !cache.is_racy(&print, cache.begun)) && Print::at(path) == print
        };
        same(self.folder, folder) && self.files.iter().all(|(name, print)| same(*print, &folder.join(name)))
    }
}

/// Reads an agreement with its published versions.
pub(super) fn read(workspace: &Workspace, slug: &Slug) -> Result<(Sources, Document), WorkspaceError> {
    let mut reader = Reader { folder: workspace.folder(slug), files: Vec::new(), digests: Vec::new() };
    // before anything is read: what changes while it is read changes a print
    let folder = Print::at(&reader.folder);
    let agreement = reader.read("agreement.yaml", yaml::read_agreement)?;
    let published = reader.folder.join("versions.yaml").is_file();
    let versions = if published { reader.read("versions.yaml", yaml::read_versions)? } else { Vec::new() };
    let names = workspace.text_files(slug)?;
    let mut editions = Vec::new();
    for version in versions {
        let mut texts = BTreeMap::new();
        for name in names.iter().filter(|name| name.version == version.version) {
            let path = workspace.text_path(slug, name);
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
            let text = reader.read(name, yaml::read_text)?;
            // a translation that is no part of the published record is a draft
            if version.texts.contains_key(&text.language) {
                texts.insert(text.language.clone(), text);
            }
        }
        editions.push(Edition { version, texts });
    }
    let Reader { files, digests, .. } = reader;
    let digest = Digest(digest::sha256(&digests.iter().map(|d| &d[..]).collect::<Vec<_>>()));
    Ok((Sources { folder, files, digest }, Document { slug: slug.clone(), agreement, editions }))
}

/// Reads the files of an agreement's folder and remembers what it read.
struct Reader {
    folder: PathBuf,
    files: Vec<(String, Option<Print>)>,
    /// Of each file's name and of its bytes.
    digests: Vec<[u8; 32]>,
}

impl Reader {
    fn read<T>(&mut self, name: &str, read: impl Fn(&str) -> Result<T, yaml::YamlError>) -> Result<T, WorkspaceError> {
        let path = self.folder.join(name);
        self.files.push((name.to_owned(), Print::at(&path)));
        let source = files::read_utf8(&path, yaml::MAX_BYTES as u64)?;
        self.digests.extend([digest::sha256(&[name.as_bytes()]), digest::sha256(&[source.as_bytes()])]);
        parse_yaml(&path, &source, read)
    }
}
