//! The files of a site → its folder: written whole or not at all, cleaned of what is its own.
//!
//! A folder that is not there is written beside its place and renamed into it. Into one that is, the files that differ
//! are first written beside their places (so a full disk or a wrong permission changes nothing), then renamed one by
//! one; files that are the same are not touched. Only what the manifest names is ever replaced, and only what still has
//! the bytes that it names is removed; a symbolic link inside the folder is never followed. Before a new file comes, the
//! manifest names it, so that a build that was cut off is simply done again.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use super::print::{Output, Print};
use super::walked::{MAX_BYTES, Walked};
use super::{Files, SiteFolderError, Written};
use crate::digest;
use crate::model::name::Digest;
use crate::site::manifest;
use crate::workspace::files::{self, FileError, Problem};

/// Where the files of a site go.
pub(super) trait Sink: Sync {
    /// Takes a file.
    fn put(&self, path: String, bytes: &[u8]) -> Result<Output, SiteFolderError>;

    /// Whether the folder has these files already with these bytes; if so, the prints that are to be brought up to date, by
    /// index. A file whose print is `racy` is read.
    fn look(
        &self,
        outputs: &[Output],
        racy: &dyn Fn(&Print) -> bool,
    ) -> Result<Option<Vec<(usize, Print)>>, SiteFolderError>;
}

/// Writes a site into its folder.
pub fn write(out: &Path, site: &Files) -> Result<Written, SiteFolderError> {
    let staging = Staging::open(out)?;
    let outputs = put_all(&staging, site)?;
    staging.commit(&outputs.iter().collect::<Vec<_>>())
}

/// Hands over every file but the manifest, by path.
pub(super) fn put_all(sink: &dyn Sink, site: &Files) -> Result<Vec<Output>, SiteFolderError> {
    let files = site.iter().filter(|(path, _)| *path != manifest::NAME);
    files.map(|(path, bytes)| sink.put(path.clone(), bytes)).collect()
}

/// A folder that a build writes into.
pub(super) struct Staging<'o> {
    out: &'o Path,
    before: Before,
    /// There is no folder yet: the one that is staged becomes it.
    fresh: bool,
    place: tempfile::TempDir,
    /// Says that the staging folder is in use.
    _held: Option<fs::File>,
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
        let (place, held) = set_up(beside).map_err(|e| io_error(beside, "write into", e))?;
        let made = Mutex::new(HashSet::from([place.path().to_owned()]));
        let before = Before::read(out)?;
        let (walked, changed) = Default::default();
        Ok(Staging { out, before, fresh: beside != out, place, _held: held, walked, made, changed })
    }

    /// Whether there is no folder yet.
    pub(super) fn is_fresh(&self) -> bool {
        self.fresh
    }

    /// Puts the files, given by path, in their places, and takes away those of an earlier build that the site no longer has.
    pub(super) fn commit(self, outputs: &[&Output]) -> Result<Written, SiteFolderError> {
        let named = manifest::write(outputs.iter().map(|o| (o.path.as_str(), o.digest)));
        let mut changed = std::mem::take(&mut *self.changed.lock().unwrap_or_else(PoisonError::into_inner));
        // the manifest comes last
        changed.sort_unstable();
        let other = self.before.bytes.as_ref() != Some(&named);
        if other {
            self.stage(manifest::NAME, &named)?;
            changed.push(manifest::NAME.to_owned());
        }
        let same = outputs.len() + 1 - changed.len();
        let mut written = Written { changed: changed.len(), same, removed: 0 };
        if self.fresh {
            let place = self.place.keep();
            let Err(e) = fs::rename(&place, self.out) else { return Ok(written) };
            let _ = fs::remove_dir_all(&place);
            // another build may have put the same site there meanwhile
            if Before::read(self.out)?.bytes == Some(named) {
                return Ok(Written { changed: 0, same: outputs.len() + 1, removed: 0 });
            }
            return Err(io_error(self.out, "put into its place", e).into());
        }
        if !changed.iter().all(|path| path == manifest::NAME || self.before.names(path)) {
            let before = self.before.files().iter().map(|(path, digest)| (path.as_str(), *digest));
            let both = manifest::write(before.chain(outputs.iter().map(|o| (o.path.as_str(), o.digest))));
            files::write(&self.out.join(manifest::NAME), &both)?;
        }
        for path in &changed {
            let target = self.out.join(path);
            let folder = target.parent().unwrap_or(self.out);
            fs::create_dir_all(folder).map_err(|e| io_error(folder, "make the folder", e))?;
            fs::rename(self.place.path().join(path), &target).map_err(|e| io_error(&target, "replace", e))?;
        }
        let leftovers = if other { self.before.leftovers(self.out, outputs)? } else { Vec::new() };
        for path in leftovers {
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
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let missing: Vec<&Path> = target.ancestors().skip(1).take_while(|folder| !made.contains(*folder)).collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(folder).map_err(|e| io_error(folder, "make the folder", e))?;
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
    fn put(&self, path: String, bytes: &[u8]) -> Result<Output, SiteFolderError> {
        let digest = digest::bytes(bytes);
        if !self.fresh {
            match self.walked.place(self.out, &path)? {
                Some(meta)
                    if meta.len() == bytes.len() as u64 && files::read(&self.out.join(&path), MAX_BYTES)? == bytes =>
                {
                    return Ok(Output { path, digest, print: Some(Print::of(&meta)) });
                }
                Some(_) if !self.before.names(&path) => {
                    return Err(SiteFolderError::Foreign(self.out.join(path)));
                }
                _ => {}
            }
        }
        let print = self.stage(&path, bytes)?;
        self.changed.lock().unwrap_or_else(PoisonError::into_inner).push(path.clone());
        Ok(Output { path, digest, print })
    }

    fn look(
        &self,
        outputs: &[Output],
        racy: &dyn Fn(&Print) -> bool,
    ) -> Result<Option<Vec<(usize, Print)>>, SiteFolderError> {
        if self.fresh {
            return Ok(None);
        }
        let mut renewed = Vec::new();
        let mut folder = None;
        for (i, output) in outputs.iter().enumerate() {
            let file = self.out.join(&output.path);
            // files of one folder follow one another
            let known = folder.is_some() && folder.as_deref() == file.parent();
            if !known && !self.walked.leads(self.out, &output.path)? {
                return Ok(None);
            }
            let Some(meta) = Walked::at(&file)? else { return Ok(None) };
            let print = Print::of(&meta);
            if output.print != Some(print) || racy(&print) {
                if digest::bytes(&files::read(&file, MAX_BYTES)?) != output.digest {
                    return Ok(None);
                }
                renewed.push((i, print));
            }
            if !known {
                folder = file.parent().map(Path::to_owned);
            }
        }
        Ok(Some(renewed))
    }
}

/// How the names of staging folders begin, and how many random letters and digits follow.
const STAGING: (&str, usize) = (".engross-build-", 8);

/// Makes a staging folder that is locked while it is in use, and removes those that a killed build left: nobody holds them.
/// Where folders cannot be locked they are left alone.
fn set_up(beside: &Path) -> io::Result<(tempfile::TempDir, Option<fs::File>)> {
    // one build at a time looks here, so that none is seen before it holds its own
    let gate = fs::File::open(beside).and_then(|folder| folder.lock().map(|()| folder)).ok();
    if gate.is_some() {
        for entry in fs::read_dir(beside)?.flatten() {
            if is_staging(&entry.file_name()) && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                let held = fs::File::open(entry.path());
                if held.is_ok_and(|folder| folder.try_lock().is_ok()) {
                    let _ = fs::remove_dir_all(entry.path());
                }
            }
        }
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(STAGING.0).rand_bytes(STAGING.1);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o755));
    let place = builder.tempdir_in(beside)?;
    let held = fs::File::open(place.path()).and_then(|folder| folder.lock().map(|()| folder)).ok();
    Ok((place, held))
}

/// Whether a folder of that name was made here: others are nobody's to remove.
fn is_staging(name: &OsStr) -> bool {
    let random = name.to_str().and_then(|name| name.strip_prefix(STAGING.0));
    random.is_some_and(|random| random.len() == STAGING.1 && random.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// What an earlier build left in the folder, as its manifest says.
#[derive(Default)]
pub(super) struct Before {
    /// The manifest as it stands there.
    bytes: Option<Vec<u8>>,
    /// Path and digest, by path, once they were asked for.
    files: OnceLock<Vec<(String, Digest)>>,
}

impl Before {
    pub(super) fn read(out: &Path) -> Result<Before, SiteFolderError> {
        let there = Walked::default().place(out, manifest::NAME)?;
        let bytes = there.map(|_| files::read(&out.join(manifest::NAME), MAX_BYTES)).transpose()?;
        Ok(Before { bytes, files: OnceLock::new() })
    }

    fn files(&self) -> &[(String, Digest)] {
        self.files.get_or_init(|| self.bytes.as_deref().and_then(manifest::read).unwrap_or_default())
    }

    fn names(&self, path: &str) -> bool {
        self.files().binary_search_by(|(named, _)| named.as_str().cmp(path)).is_ok()
    }

    /// Files that the manifest names, with the bytes that it names, and that the site, given by path, no longer has.
    pub(super) fn leftovers(&self, out: &Path, site: &[&Output]) -> Result<Vec<String>, SiteFolderError> {
        let walked = Walked::default();
        let mut left = Vec::new();
        let mut site = site.iter().map(|output| output.path.as_str()).peekable();
        for (path, digest) in self.files() {
            while site.next_if(|there| *there < path.as_str()).is_some() {}
            // a manifest is a file that anyone may have written
            let inside =
                || path.split('/').all(|name| !matches!(name, "" | "." | "..")) && !path.contains(['\\', '\0']);
            if site.peek() != Some(&path.as_str())
                && inside()
                && path != manifest::NAME
                && walked.place(out, path)?.is_some_and(|meta| meta.is_file())
                && digest::bytes(&files::read(&out.join(path), MAX_BYTES)?) == *digest
            {
                left.push(path.clone());
            }
        }
        Ok(left)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_first_builds_at_the_same_time_each_finds_the_same_site() {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("site");
        let page = |words: &str| Files::from([("index.html".to_owned(), words.as_bytes().to_vec())]);
        let [first, second, third] = [(); 3].map(|()| Staging::open(&out).expect("staged"));
        let commit = |staging: Staging<'_>, words| {
            let outputs = put_all(&staging, &page(words)).expect("written");
            staging.commit(&outputs.iter().collect::<Vec<_>>())
        };
        let written = commit(first, "the same").expect("put in its place");
        assert_eq!((written.changed, written.same), (2, 0));
        let written = commit(second, "the same").expect("found in its place");
        assert_eq!((written.changed, written.same), (0, 2));
        // from other sources: said, and what stands there is kept
        commit(third, "another").expect_err("another site");
        assert_eq!(fs::read(out.join("index.html")).expect("read"), b"the same");
        assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 1);
    }
}
