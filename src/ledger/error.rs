//! Why the ledger did not do something.

use super::entry::EntryError;
use super::note::NoteError;
use super::privacy::RandomError;
use super::store::StoreError;
use crate::binding::Refusal;
use crate::model::name::{Digest, Slug, VersionName};

/// Why the ledger did not do something.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The engine.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The act cannot be recorded.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// An entry that has no bytes, or bytes that are no entry.
    #[error("entry {index}: {error}")]
    Entry {
        /// Its index.
        index: u64,
        /// What is wrong.
        error: EntryError,
    },
    /// The key wrote something else before.
    #[error("the key `{key}` has written entry {index}, which says something else")]
    KeyReused {
        /// The key, or `(derived)`.
        key: String,
        /// What it has written.
        index: u64,
    },
    /// The head does not fit the entries.
    #[error("the ledger is read-only: {0}")]
    ReadOnly(Fault),
    /// There is no ledger in the database yet.
    #[error("the ledger was not begun")]
    NotBegun,
    /// It cannot sign.
    #[error("the key that signs the ledger of `{0}` is missing")]
    NoKey(String),
    /// Another key.
    #[error("the key is not that of the ledger: expected `{expected}`, found `{found}`")]
    WrongKey {
        /// The public key in the ledger.
        expected: String,
        /// That of the key at hand.
        found: String,
    },
    /// A published version differs from the one that the ledger lists.
    #[error("version `{version}` of `{agreement}` is {found} now, but was recorded as {listed}")]
    Republished {
        /// The agreement.
        agreement: Slug,
        /// The version.
        version: VersionName,
        /// The digest in the ledger.
        listed: Digest,
        /// The digest in the workspace.
        found: Digest,
    },
    /// A party's id.
    #[error("no id of a party: expected 1 to 1024 bytes without control characters")]
    PartyId,
    /// A ground for erasing.
    #[error("no ground: expected 1 to 1024 bytes without control characters")]
    Basis,
    /// A party that the ledger does not know.
    #[error("the ledger knows no party `{0}`")]
    UnknownParty(String),
    /// The party cannot be its own guardian.
    #[error("the party cannot be its own {0}")]
    OwnActor(&'static str),
    /// No such entry.
    #[error("there is no entry {index}: the ledger has {size}")]
    NoEntry {
        /// What was asked for.
        index: u64,
        /// How many there are.
        size: u64,
    },
    /// The transaction that this act shared with others failed.
    #[error("{0}")]
    Group(String),
    /// The line was recorded already.
    #[error("recorded already, as entry {0}")]
    Already(u64),
    /// The system gives no random bytes.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// A key or a note.
    #[error(transparent)]
    Note(#[from] NoteError),
}

/// A head that does not fit its entries.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("entry {index}: {message}")]
pub struct Fault {
    /// The first index that does not fit.
    pub index: u64,
    /// In what way.
    pub message: String,
}

/// Which request of a batch failed, and why; nothing of the batch was written.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
pub struct BatchError {
    /// Its place in the batch; none: the batch as a whole.
    pub place: Option<usize>,
    /// Why.
    #[source]
    pub error: Box<LedgerError>,
}
