//! A file's print: what the file system says of it without reading it.
//!
//! Invariant: equal prints mean equal bytes, unless the file was changed within [`RACE`] of the moment at which its print
//! was kept; such a print is racy, and the file is read instead (as git does with its index).

use std::fs::Metadata;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::pack::{Packer, Unpacker};
use crate::model::name::Digest;

/// How close to the moment of keeping a change can be and go unseen: clocks of file systems are coarse.
const RACE: Duration = Duration::from_millis(50);

/// Size, time of change in nanoseconds since 1970, and the number of the file on its disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Print(u64, u64, u64);

/// The print of nothing on any disk.
const NONE: Print = Print(u64::MAX, u64::MAX, u64::MAX);

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Output {
    /// Where it lies.
    pub(super) path: String,
    /// Of its bytes.
    pub(super) digest: Digest,
    /// Of the file, where it is known.
    pub(super) print: Option<Print>,
}

impl Print {
    /// The print of a file or folder.
    pub(super) fn of(meta: &Metadata) -> Print {
        let changed = meta.modified().ok().map_or(0, nanoseconds);
        #[cfg(unix)]
        let number = std::os::unix::fs::MetadataExt::ino(meta);
        #[cfg(not(unix))]
        let number = 0;
        Print(meta.len(), changed, number)
    }

    /// The print of what stands at a path; none where nothing does.
    pub(super) fn at(path: &Path) -> Option<Print> {
        std::fs::metadata(path).ok().as_ref().map(Print::of)
    }

    /// Whether the file may have been changed after its print was kept, at `kept`, without a trace in the print.
    pub(super) fn is_racy(&self, kept: u64) -> bool {
        let race = u64::try_from(RACE.as_nanos()).unwrap_or(u64::MAX);
        self.1.saturating_add(race) >= kept
    }

    /// When the file was changed last, in nanoseconds since 1970.
    pub(super) fn changed(&self) -> u64 {
        self.1
    }

    /// Packs a print, or that there is none.
    pub(super) fn pack(print: Option<Print>, to: &mut Packer) {
        let Print(size, changed, number) = print.unwrap_or(NONE);
        [size, changed, number].into_iter().for_each(|n| to.number(n));
    }

    pub(super) fn read(from: &mut Unpacker<'_>) -> Option<Option<Print>> {
        let print = Print(from.number()?, from.number()?, from.number()?);
        Some((print != NONE).then_some(print))
    }
}

impl Output {
    pub(super) fn pack(&self, to: &mut Packer) {
        to.string(&self.path);
        to.digest(&self.digest);
        Print::pack(self.print, to);
    }

    pub(super) fn read(from: &mut Unpacker<'_>) -> Option<Output> {
        Some(Output { path: from.string()?.to_owned(), digest: from.digest()?, print: Print::read(from)? })
    }
}

/// Since 1970.
pub(super) fn nanoseconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).ok().and_then(|d| u64::try_from(d.as_nanos()).ok()).unwrap_or(0)
}
