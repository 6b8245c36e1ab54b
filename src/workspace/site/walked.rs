//! The way to the files of a site's folder: no symbolic link on it, each folder looked at once.

use std::collections::HashSet;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::SiteFolderError;
use crate::workspace::files::{FileError, Problem};

/// The largest file of a site that is read back, in bytes.
pub(super) const MAX_BYTES: u64 = 1 << 30;

/// The folders found on the way to files.
#[derive(Default)]
pub(super) struct Walked(Mutex<HashSet<PathBuf>>);

impl Walked {
    /// The file of the folder at that path; none where there is none. A link on the way to it is an error, and so is a
    /// link in its place: what it leads to is not ours.
    pub(super) fn place(&self, out: &Path, path: &str) -> Result<Option<Metadata>, SiteFolderError> {
        if self.leads(out, path)? { Walked::at(&out.join(path)) } else { Ok(None) }
    }

    /// Whether the folders on the way to that path are there.
    pub(super) fn leads(&self, out: &Path, path: &str) -> Result<bool, SiteFolderError> {
        let Some((folders, _)) = path.rsplit_once('/') else { return Ok(true) };
        let folder = out.join(folders);
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let unknown: Vec<&Path> = folder.ancestors().take_while(|at| !known.contains(*at) && *at != out).collect();
        for at in unknown.into_iter().rev() {
            if Walked::at(at)?.is_none() {
                return Ok(false);
            }
            known.insert(at.to_owned());
        }
        Ok(true)
    }

    /// What stands at a place, which is no link.
    pub(super) fn at(place: &Path) -> Result<Option<Metadata>, SiteFolderError> {
        match fs::symlink_metadata(place) {
            Ok(meta) if meta.is_symlink() => Err(SiteFolderError::Link(place.to_owned())),
            Ok(meta) => Ok(Some(meta)),
            Err(e) if e.kind() == io::ErrorKind::NotFound || e.kind() == io::ErrorKind::NotADirectory => Ok(None),
            Err(source) => {
                let problem = Problem::Io { action: "read", source };
                Err(FileError { path: place.to_owned(), problem }.into())
            }
        }
    }
}
