//! The files of a site → its folder: written whole or not at all, compared, cleaned of what is its own.
//!
//! A folder that is not there is written beside its place and renamed into it. Into one that is, the files that differ
//! are first written beside their places (so a full disk or a wrong permission changes nothing), then renamed one by
//! one; files that are the same are not touched. Only what the manifest names is ever replaced, and only what still has
//! the bytes that it names is removed; a symbolic link inside the folder is never followed. Before a new file comes, the
//! manifest names it, so that a build that was cut off is simply done again.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::print::{Output, Print};
use super::{Files, SiteFolderError, Stale, Written};
use crate::digest;
use crate::model::name::Digest;
use crate::site::manifest::{self, Manifest};
use crate::workspace::files::{self, FileError, Problem};

/// The largest file of a site that is read back, in bytes.
const MAX_BYTES: u64 = 1 << 30;

/// Writes a site into its folder.
pub fn write(out: &Path, site: &Files) -> Result<Written, SiteFolderError> {
    let staging = Staging::open(out)?;
    let outputs: Result<Vec<Output>, _> =
        site.iter().filter(|(path, _)| *path != manifest::NAME).map(|(path, bytes)| staging.put(path, bytes)).collect();
    staging.commit(&outputs?.iter().collect::<Vec<_>>())
}

/// Compares a site with its folder.
pub fn compare(out: &Path, site: &Files) -> Result<Vec<Stale>, SiteFolderError> {
    let proof = Proof::open(out)?;
    let outputs: Result<Vec<Output>, _> =
        site.iter().filter(|(path, _)| *path != manifest::NAME).map(|(path, bytes)| proof.put(path, bytes)).collect();
    proof.finish(&outputs?.iter().collect::<Vec<_>>())
}

/// A folder that a build writes into.
pub(super) struct Staging<'o> {
    out: &'o Path,
    before: Manifest,
    /// There is no folder yet: the one that is staged becomes it.
    fresh: bool,
    place: tempfile::TempDir,
    walked: Walked,
    /// Folders made in the staging folder.
    made: Mutex<HashSet<PathBuf>>,
    changed: Mutex<Vec<String>>,
}

impl<'o> Staging<'o> {
    pub(super) fn open(out: &'o Path) -> Result<Self, SiteFolderError> {
        let parent = out.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let fresh = fs::symlink_metadata(out).is_err_and(|e| e.kind() == io::ErrorKind::NotFound);
        let beside = if fresh && out.file_name().is_some() { parent } else { out };
        fs::create_dir_all(beside).map_err(|e| io_error(beside, "make the folder", e))?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".engross-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o755));
        let place = builder.tempdir_in(beside).map_err(|e| io_error(beside, "write into", e))?;
        let before = manifest(out)?;
        let (walked, made, changed) = Default::default();
        Ok(Staging { out, before, fresh: beside != out, place, walked, made, changed })
    }

    /// Puts the files in their places, and takes away those of an earlier build that the site no longer has.
    pub(super) fn commit(self, outputs: &[&Output]) -> Result<Written, SiteFolderError> {
        let site: BTreeMap<&str, Digest> = outputs.iter().map(|o| (o.path.as_str(), o.digest)).collect();
        let named = manifest::write(site.iter().map(|(path, digest)| (*path, *digest)));
        self.put(manifest::NAME, &named)?;
        let mut changed = std::mem::take(&mut *self.changed.lock().unwrap_or_else(PoisonError::into_inner));
        // the manifest comes last
        changed.sort_unstable_by(|a, b| (a == manifest::NAME, a).cmp(&(b == manifest::NAME, b)));
        let same = outputs.len() + 1 - changed.len();
        let mut written = Written { changed: changed.len(), same, removed: 0 };
        if self.fresh {
            let place = self.place.keep();
            return match fs::rename(&place, self.out) {
                Ok(()) => Ok(written),
                Err(e) => {
                    let _ = fs::remove_dir_all(&place);
                    Err(io_error(self.out, "put into its place", e).into())
                }
            };
        }
        let known = |path: &String| path == manifest::NAME || self.before.files.contains_key(path);
        if !changed.iter().all(known) {
            let before = self.before.files.iter().map(|(path, digest)| (path.as_str(), *digest));
            let both = manifest::write(before.chain(site.iter().map(|(path, digest)| (*path, *digest))));
            files::write(&self.out.join(manifest::NAME), &both)?;
        }
        for path in &changed {
            let target = self.out.join(path);
            let folder = target.parent().unwrap_or(self.out);
            fs::create_dir_all(folder).map_err(|e| io_error(folder, "make the folder", e))?;
            fs::rename(self.place.path().join(path), &target).map_err(|e| io_error(&target, "replace", e))?;
        }
        for path in leftovers(self.out, &self.before, &site)? {
            let target = self.out.join(&path);
            fs::remove_file(&target).map_err(|e| io_error(&target, "remove", e))?;
            remove_empty(self.out, &target);
            written.removed += 1;
        }
        Ok(written)
    }

    /// Writes a file where it is staged.
    fn stage(&self, path: &str, bytes: &[u8]) -> Result<Option<Print>, FileError> {
        let target = self.place.path().join(path);
        let folder = target.parent().unwrap_or(self.place.path());
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if !made.contains(folder) {
            fs::create_dir_all(folder).map_err(|e| io_error(folder, "make the folder", e))?;
            made.insert(folder.to_owned());
        }
        drop(made);
        let failed = |e| io_error(&target, "write", e);
        let mut file = fs::File::create(&target).map_err(failed)?;
        file.write_all(bytes).map_err(failed)?;
        Ok(file.metadata().ok().as_ref().map(Print::of))
    }
}

impl Sink for Staging<'_> {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<Output, SiteFolderError> {
        let digest = digest::bytes(bytes);
        let output = |print| Output { path: path.to_owned(), digest, print };
        if !self.fresh {
            match self.walked.place(self.out, path)? {
                Some(meta)
                    if meta.len() == bytes.len() as u64 && files::read(&self.out.join(path), MAX_BYTES)? == bytes =>
                {
                    return Ok(output(Some(Print::of(&meta))));
                }
                Some(_) if path != manifest::NAME && !self.before.files.contains_key(path) => {
                    return Err(SiteFolderError::Foreign(self.out.join(path)));
                }
                _ => {}
            }
        }
        let print = self.stage(path, bytes)?;
        self.changed.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
        Ok(output(print))
    }

    fn is_intact(&self, output: &mut Output, racy: &dyn Fn(&Print) -> bool) -> Result<bool, SiteFolderError> {
        if self.fresh {
            return Ok(false);
        }
        let Some(meta) = self.walked.place(self.out, &output.path)? else { return Ok(false) };
        let print = Print::of(&meta);
        if output.print == Some(print) && !racy(&print) {
            return Ok(true);
        }
        output.print = Some(print);
        Ok(digest::bytes(&files::read(&self.out.join(&output.path), MAX_BYTES)?) == output.digest)
    }
}

/// Where the files of a site go.
pub(super) trait Sink: Sync {
    /// Takes a file.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<Output, SiteFolderError>;

    /// Whether the folder has that file already with these bytes; its print is brought up to date. A file whose print is
    /// `racy` is read.
    fn is_intact(&self, output: &mut Output, racy: &dyn Fn(&Print) -> bool) -> Result<bool, SiteFolderError>;
}

/// A folder that is compared with the site.
pub(super) struct Proof<'o> {
    out: &'o Path,
    before: Manifest,
    walked: Walked,
    stale: Mutex<Vec<Stale>>,
}

impl<'o> Proof<'o> {
    pub(super) fn open(out: &'o Path) -> Result<Self, SiteFolderError> {
        Ok(Proof { out, before: manifest(out)?, walked: Walked::default(), stale: Mutex::default() })
    }

    /// How the folder differs, by path.
    pub(super) fn finish(self, outputs: &[&Output]) -> Result<Vec<Stale>, SiteFolderError> {
        let site: BTreeMap<&str, Digest> = outputs.iter().map(|o| (o.path.as_str(), o.digest)).collect();
        self.put(manifest::NAME, &manifest::write(site.iter().map(|(path, digest)| (*path, *digest))))?;
        let mut stale = self.stale.into_inner().unwrap_or_else(PoisonError::into_inner);
        stale.extend(leftovers(self.out, &self.before, &site)?.into_iter().map(Stale::Leftover));
        stale.sort_by(|a, b| a.path().cmp(b.path()));
        Ok(stale)
    }
}

impl Sink for Proof<'_> {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<Output, SiteFolderError> {
        let found = match self.walked.place(self.out, path)? {
            Some(_) => Some(files::read(&self.out.join(path), MAX_BYTES)?),
            None => None,
        };
        let stale = match found {
            Some(found) if found == bytes => None,
            Some(found) => Some(Stale::Differs { path: path.to_owned(), found, wanted: bytes.to_owned() }),
            None => Some(Stale::Missing(path.to_owned())),
        };
        self.stale.lock().unwrap_or_else(PoisonError::into_inner).extend(stale);
        Ok(Output { path: path.to_owned(), digest: digest::bytes(bytes), print: None })
    }

    fn is_intact(&self, _: &mut Output, _: &dyn Fn(&Print) -> bool) -> Result<bool, SiteFolderError> {
        Ok(false)
    }
}

/// The folders found on the way to files: each is looked at once.
#[derive(Default)]
struct Walked(Mutex<HashSet<PathBuf>>);

impl Walked {
    /// The file of the folder at that path; none where there is none. A link on the way to it is an error, and so is a
    /// link in its place: what it leads to is not ours.
    fn place(&self, out: &Path, path: &str) -> Result<Option<fs::Metadata>, SiteFolderError> {
        let look = |at: &Path| match fs::symlink_metadata(at) {
            Ok(meta) if meta.is_symlink() => Err(SiteFolderError::Link(at.to_owned())),
            Ok(meta) => Ok(Some(meta)),
            Err(e) if e.kind() == io::ErrorKind::NotFound || e.kind() == io::ErrorKind::NotADirectory => Ok(None),
            Err(e) => Err(io_error(at, "read", e).into()),
        };
        let file = out.join(path);
        let folder = file.parent().unwrap_or(out);
        if !self.knows(folder) {
            let mut at = out.to_owned();
            let names = path.split('/');
            for name in names.clone().take(names.count() - 1) {
                at.push(name);
                if self.knows(&at) {
                    continue;
                }
                if look(&at)?.is_none() {
                    return Ok(None);
                }
                self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(at.clone());
            }
        }
        look(&file)
    }

    fn knows(&self, folder: &Path) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(folder)
    }
}

fn manifest(out: &Path) -> Result<Manifest, SiteFolderError> {
    let there = Walked::default().place(out, manifest::NAME)?;
    let bytes = there.map(|_| files::read(&out.join(manifest::NAME), MAX_BYTES)).transpose()?;
    Ok(bytes.and_then(|bytes| Manifest::read(&bytes)).unwrap_or_default())
}

/// Files that the manifest names, with the bytes that it names, and that the site no longer has.
fn leftovers(out: &Path, before: &Manifest, site: &BTreeMap<&str, Digest>) -> Result<Vec<String>, SiteFolderError> {
    let walked = Walked::default();
    let mut left = Vec::new();
    for (path, digest) in before.files.iter().filter(|(path, _)| !site.contains_key(path.as_str())) {
        // a manifest is a file that anyone may have written
        let inside = path.split('/').all(|name| !matches!(name, "" | "." | "..")) && !path.contains(['\\', '\0']);
        if inside
            && path != manifest::NAME
            && walked.place(out, path)?.is_some_and(|meta| meta.is_file())
            && digest::bytes(&files::read(&out.join(path), MAX_BYTES)?) == *digest
        {
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
