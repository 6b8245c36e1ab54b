//! The files of a site ⇄ its folder: how they differ. Nothing is written.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::folder::{Before, Sink, put_all};
use super::print::{Output, Print};
use super::walked::{MAX_BYTES, Walked};
use super::{Files, SiteFolderError, Stale};
use crate::digest;
use crate::site::manifest;
use crate::workspace::files;

/// Compares a site with its folder.
pub fn compare(out: &Path, site: &Files) -> Result<Vec<Stale>, SiteFolderError> {
    let proof = Proof::open(out)?;
    let outputs = put_all(&proof, site)?;
    proof.finish(&outputs.iter().collect::<Vec<_>>())
}

/// A folder that is compared with the site.
pub(super) struct Proof<'o> {
    out: &'o Path,
    before: Before,
    walked: Walked,
    stale: Mutex<Vec<Stale>>,
}

impl<'o> Proof<'o> {
    pub(super) fn open(out: &'o Path) -> Result<Self, SiteFolderError> {
        Ok(Proof { out, before: Before::read(out)?, walked: Walked::default(), stale: Mutex::default() })
    }

    /// How the folder differs, by path, from a site of these files, given by path.
    pub(super) fn finish(self, outputs: &[&Output]) -> Result<Vec<Stale>, SiteFolderError> {
        let named = manifest::write(outputs.iter().map(|o| (o.path.as_str(), o.digest)));
        self.put(manifest::NAME.to_owned(), &named)?;
        let mut stale = self.stale.into_inner().unwrap_or_else(PoisonError::into_inner);
        stale.extend(self.before.leftovers(self.out, outputs)?.into_iter().map(Stale::Leftover));
        stale.sort_by(|a, b| a.path().cmp(b.path()));
        Ok(stale)
    }
}

impl Sink for Proof<'_> {
    fn put(&self, path: String, bytes: &[u8]) -> Result<Output, SiteFolderError> {
        let found = match self.walked.place(self.out, &path)? {
            Some(_) => Some(files::read(&self.out.join(&path), MAX_BYTES)?),
            None => None,
        };
        let stale = match found {
            Some(found) if found == bytes => None,
            Some(found) => Some(Stale::Differs { path: path.clone(), found, wanted: bytes.to_owned() }),
            None => Some(Stale::Missing(path.clone())),
        };
        self.stale.lock().unwrap_or_else(PoisonError::into_inner).extend(stale);
        Ok(Output { path, digest: digest::bytes(bytes), print: None })
    }

    fn look(&self, _: &[Output], _: &dyn Fn(&Print) -> bool) -> Result<Option<Vec<(usize, Print)>>, SiteFolderError> {
        Ok(None)
    }
}
