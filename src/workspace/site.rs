//! The site's folder on disk: written whole or not at all, compared, cleaned of what is its own.
//!
//! Writing: the files that differ are first written into a folder beside their places (so a full disk or a wrong
//! permission changes nothing), then renamed into place one by one. Files that are the same are not touched. Only what
//! the manifest names is ever replaced, and only what still has the bytes that it names is removed; a symbolic link
//! inside the folder is never followed. While files change, the manifest names the old and the new ones, so that a
//! build that was cut off is simply done again.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Workspace;
use super::WorkspaceError;
use super::files::{self, FileError, Problem};
use crate::digest;
use crate::site::manifest::{self, Manifest};
use crate::site::{Document, Edition, Layout, Library, Templates};

/// The largest file of a site that is read back, in bytes.
const MAX_BYTES: u64 = 1 << 30;

/// Files by path below the site's folder, with `/` between names.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Why a site could not be written.
#[derive(Debug, thiserror::Error)]
pub enum SiteFolderError {
    /// The operating system said no.
    #[error(transparent)]
    File(#[from] FileError),
    /// A file that no build has written stands where a page would.
    #[error("{}: not written by `engross build`: expected a folder of its own", .0.display())]
    Foreign(PathBuf),
    /// A symbolic link stands where a folder of the site would.
    #[error("{}: a symbolic link: expected a folder", .0.display())]
    Link(PathBuf),
}

/// What a build did to the folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files written because they are new or differ.
    pub changed: usize,
    /// Files that were the same.
    pub same: usize,
    /// Files of an earlier build that the site no longer has.
    pub removed: usize,
}

/// How the folder differs from the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stale {
    /// The site has a file that the folder lacks.
    Missing(String),
    /// The bytes differ; these are the folder's.
    Differs(String, Vec<u8>),
    /// An earlier build wrote a file that the site no longer has.
    Leftover(String),
}

impl Workspace {
    /// Everything that the site shows: the published versions of every agreement.
    pub fn library(&self, at: jiff::Timestamp) -> Result<Library, WorkspaceError> {
        let mut documents = Vec::new();
        for slug in self.slugs()? {
            let mut editions = Vec::new();
            for version in self.versions(&slug)? {
                let mut texts = self.texts(&slug, &version.version)?;
                // a translation that is no part of the published record is a draft
                texts.retain(|language, _| version.texts.contains_key(language));
                editions.push(Edition { version, texts });
            }
            let agreement = self.agreement(&slug)?;
            documents.push(Document { slug, agreement, editions });
        }
        Ok(Library { publisher: self.publisher.clone(), documents, at, layout: Layout::Pages })
    }

    /// The built-in templates with those of the workspace's `templates/` in their place.
    pub fn templates(&self) -> Result<Templates, WorkspaceError> {
        let folder = self.root.join("templates");
        let mut templates = Templates::default();
        for name in files::names(&folder)? {
            let path = folder.join(&name);
            let known = [".html", ".css", ".svg", ".js", ".yaml"].iter().any(|end| name.ends_with(end));
            if known && path.is_file() {
                templates.replace(name, files::read_utf8(&path, 1 << 20)?);
            }
        }
        Ok(templates)
    }
}

/// Writes a site into its folder.
pub fn write(out: &Path, site: &Files) -> Result<Written, SiteFolderError> {
    let before = manifest(out)?;
    let mut written = Written::default();
    let mut changed = Vec::new();
    for (path, bytes) in site {
        match place(out, path)? {
            Some(old) if old == *bytes => written.same += 1,
            Some(_) if path != manifest::NAME && !before.files.contains_key(path) => {
                return Err(SiteFolderError::Foreign(out.join(path)));
            }
            _ => changed.push((path, bytes)),
        }
    }
    fs::create_dir_all(out).map_err(|e| io_error(out, "make the folder", e))?;
    let staging =
        tempfile::Builder::new().prefix(".engross-").tempdir_in(out).map_err(|e| io_error(out, "write into", e))?;
    for (i, (_, bytes)) in changed.iter().enumerate() {
        let path = staging.path().join(i.to_string());
        fs::write(&path, bytes).map_err(|e| io_error(&path, "write", e))?;
    }
    if !changed.is_empty() {
        files::write(&out.join(manifest::NAME), &manifest::both(&before, site))?;
    }
    let order = (0..changed.len()).filter(|i| changed[*i].0 != manifest::NAME);
    let last = (0..changed.len()).filter(|i| changed[*i].0 == manifest::NAME);
    for i in order.chain(last) {
        let target = out.join(changed[i].0);
        let folder = target.parent().unwrap_or(out);
        fs::create_dir_all(folder).map_err(|e| io_error(folder, "make the folder", e))?;
        fs::rename(staging.path().join(i.to_string()), &target).map_err(|e| io_error(&target, "replace", e))?;
    }
    written.changed = changed.len();
    for path in leftovers(out, &before, site)? {
        let target = out.join(&path);
        fs::remove_file(&target).map_err(|e| io_error(&target, "remove", e))?;
        remove_empty(out, &target);
        written.removed += 1;
    }
    Ok(written)
}

/// Compares a site with its folder.
pub fn compare(out: &Path, site: &Files) -> Result<Vec<Stale>, SiteFolderError> {
    let mut stale = Vec::new();
    for (path, bytes) in site {
        match place(out, path)? {
            None => stale.push(Stale::Missing(path.clone())),
            Some(found) if found != *bytes => stale.push(Stale::Differs(path.clone(), found)),
            Some(_) => {}
        }
    }
    stale.extend(leftovers(out, &manifest(out)?, site)?.into_iter().map(Stale::Leftover));
    Ok(stale)
}

fn manifest(out: &Path) -> Result<Manifest, SiteFolderError> {
    Ok(place(out, manifest::NAME)?.and_then(|bytes| Manifest::read(&bytes)).unwrap_or_default())
}

/// The file of the folder at that path; none where there is none. A link on the way to it is an error, and so is a
/// link in its place: what it leads to is not ours.
fn place(out: &Path, path: &str) -> Result<Option<Vec<u8>>, SiteFolderError> {
    let mut at = out.to_owned();
    for name in path.split('/') {
        at.push(name);
        match fs::symlink_metadata(&at) {
            Ok(meta) if meta.is_symlink() => return Err(SiteFolderError::Link(at)),
            Ok(_) => {}
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(io_error(&at, "read", e).into()),
        }
    }
    Ok(Some(files::read(&at, MAX_BYTES)?))
}

fn is_own(manifest: &Manifest, path: &str, bytes: &[u8]) -> bool {
    manifest.files.get(path).is_some_and(|digest| *digest == digest::bytes(bytes).to_string())
}

/// Files that the manifest names, with the bytes that it names, and that the site no longer has.
fn leftovers(out: &Path, before: &Manifest, site: &Files) -> Result<Vec<String>, SiteFolderError> {
    let mut left = Vec::new();
    for path in before.files.keys().filter(|path| !site.contains_key(*path)) {
        // a manifest is a file that anyone may have written
        let inside = path.split('/').all(|name| !matches!(name, "" | "." | "..")) && !path.contains(['\\', '\0']);
        if inside && place(out, path)?.is_some_and(|bytes| is_own(before, path, &bytes)) {
            left.push(path.clone());
        }
    }
    Ok(left)
}

/// Removes the folders that became empty above a removed file.
fn remove_empty(out: &Path, target: &Path) {
    for folder in target.ancestors().skip(1).take_while(|folder| *folder != out) {
        if fs::remove_dir(folder).is_err() {
            return;
        }
    }
}

fn io_error(path: &Path, action: &'static str, source: io::Error) -> FileError {
    FileError { path: path.to_owned(), problem: Problem::Io { action, source } }
}
