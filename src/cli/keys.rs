//! The key files of a ledger: `acceptances.key` signs, `acceptances.pub` beside it verifies.

use std::fs::OpenOptions;
use std::path::Path;

use super::Failure;
use crate::ledger::note::{Signer, Verifier};
use crate::ledger::privacy;
use crate::workspace::files;

/// The key of a ledger that begins: the one that is there, else a new one, mode 0600, with its public half.
pub(super) fn make(secret: &Path, public: &Path, origin: &str) -> Result<Signer, Failure> {
    let signer = match read(secret)? {
        Some(signer) => signer,
        None => {
            let signer = Signer::new(origin, &privacy::secret()?).map_err(|e| Failure::from(e).at(origin))?;
            let mut options = OpenOptions::new();
            options.write(true).create(true).truncate(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            // made empty with its mode; the content takes its place in one step and keeps the mode
            options.open(secret).map_err(|e| Failure::from(e).at(secret.display()))?;
            files::write(secret, format!("{}\n", signer.secret()).as_bytes())?;
            signer
        }
    };
    files::write(public, format!("{}\n", signer.verifier()).as_bytes())?;
    Ok(signer)
}

/// The secret key of a file; none where there is none, or where one was not finished.
pub(super) fn read(path: &Path) -> Result<Option<Signer>, Failure> {
    if !path.exists() {
        return Ok(None);
    }
    let text = files::read_utf8(path, 4096)?;
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|e| Failure::from(e).at(path.display()))
}

/// A public key from its file.
pub(super) fn verifier(path: &Path) -> Result<Verifier, Failure> {
    let text = files::read_utf8(path, 4096)?;
    text.parse().map_err(|e| Failure::from(e).at(path.display()))
}
