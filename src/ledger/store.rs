//! What the ledger asks of an engine: rows and transactions, nothing about trees or agreements.
//!
//! SQLite and PostgreSQL implement the same three traits over the same tables.
//! Invariant: a [`Transaction`] holds the head against every other writer from its begin to its end, and
//! [`Transaction::commit`] returns only after the rows are on stable storage.

use std::sync::Arc;

use super::merkle::Hash;

/// The head of the tree as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many entries there are.
    pub size: u64,
    /// The root of their tree.
    pub root: Hash,
    /// The signature of the checkpoint's text.
    pub signature: [u8; 64],
    /// The public key in its written form.
    pub verifier: String,
}

/// A party as the side table knows it.
#[derive(Clone, PartialEq, Eq)]
pub struct Party {
    /// Its number in the tables.
    pub number: u64,
    /// The id that the caller gave.
    pub id: String,
    /// The random key that makes its ref.
    pub key: [u8; 32],
}

/// Evidence as the side table keeps it.
#[derive(Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The random salt of its commitment.
    pub salt: [u8; 32],
    /// Canonical JSON.
    pub body: Vec<u8>,
}

/// The hash of an idempotency key.
pub type Key = [u8; 16];

/// A published version that entries may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The agreement's slug.
    pub agreement: String,
    /// The version's name.
    pub version: String,
    /// Its digest.
    pub digest: [u8; 32],
    /// The index of its `publish` entry.
    pub index: u64,
}

/// An entry and all rows that belong to it.
pub struct Row<'a> {
    /// Its index: the size of the tree before it.
    pub index: u64,
    /// Its canonical bytes.
    pub bytes: &'a Arc<[u8]>,
    /// The position of the first node that it completes.
    pub position: u64,
    /// The nodes that it completes.
    pub nodes: &'a [Hash],
    /// The party whose act it is; 0: an announcement to all; none: of no party.
    pub party: Option<u64>,
    /// The evidence behind it.
    pub evidence: Option<&'a Evidence>,
    /// Of a `publish` entry: agreement, version, digest.
    pub edition: Option<(&'a str, &'a str, &'a [u8; 32])>,
}

/// What went wrong with an engine.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no ledger there.
    #[error("there is no ledger at `{0}`")]
    Missing(String),
    /// Another process has been writing for too long.
    #[error("the ledger is held by another process: expected it free within {0} seconds")]
    Busy(u64),
    /// What is stored cannot be what was written.
    #[error("the ledger is damaged: {0}")]
    Damaged(String),
    /// A file of a newer engross, or none of engross.
    #[error("no ledger that this engross can read: {0}")]
    Foreign(String),
    /// The server does not answer, or answers something else.
    #[error("the server at `{server}` cannot be reached: {cause}")]
    Unreachable {
        /// Where.
        server: String,
        /// In the words of the system.
        cause: String,
    },
    /// The server lets nobody in with this name and password, or not into this database.
    #[error("the server at `{server}` refuses the login: {cause}")]
    Login {
        /// Where.
        server: String,
        /// In the words of the server.
        cause: String,
    },
    /// The role may not do it.
    #[error("the role in the URL of the ledger may not do that: {0}")]
    Rights(String),
    /// The commit failed; whether it took place shows at the next opening.
    #[error("the outcome is unknown: the commit failed ({0})")]
    OutcomeUnknown(String),
    /// The engine or the file system refused; nothing of the transaction was written.
    #[error("the ledger could not be {doing}: {cause}")]
    Engine {
        /// `read`, `written` …
        doing: &'static str,
        /// In the engine's words.
        cause: String,
    },
}

/// What a batch of acts will ask for.
#[derive(Default)]
pub struct Asked {
    /// Ids of parties.
    pub parties: Vec<String>,
    /// Idempotency keys; of an act that leaves its version open, one for each that it could be.
    pub keys: Vec<Key>,
}

/// A consistent view.
pub trait Snapshot {
    /// Tells what will be asked for, so that an engine across a network can read it at once. The embedded one does not
    /// even listen.
    fn expect(&mut self, _asked: &dyn Fn() -> Asked) -> Result<(), StoreError> {
        Ok(())
    }

    /// The head; none: the ledger was not begun.
    fn head(&mut self) -> Result<Option<Head>, StoreError>;
    /// The largest index.
    fn last_index(&mut self) -> Result<Option<u64>, StoreError>;
    /// An entry's bytes.
    fn entry(&mut self, index: u64) -> Result<Option<Vec<u8>>, StoreError>;
    /// A stored node.
    fn node(&mut self, position: u64) -> Result<Option<Hash>, StoreError>;
    /// The digest of a published version.
    fn edition(&mut self, agreement: &str, version: &str) -> Result<Option<[u8; 32]>, StoreError>;
    /// A party by its id.
    fn party(&mut self, id: &str) -> Result<Option<Party>, StoreError>;
    /// The indices of a party's acts, ascending; of number 0: of the announcements to all.
    fn acts(&mut self, party: u64) -> Result<Vec<u64>, StoreError>;
    /// The evidence behind an entry.
    fn evidence(&mut self, index: u64) -> Result<Option<Evidence>, StoreError>;

    /// Every entry from an index on, ascending, until the visitor says `false`.
    fn each_entry(&mut self, from: u64, visit: &mut dyn FnMut(u64, &[u8]) -> bool) -> Result<(), StoreError>;
    /// Every node, ascending.
    fn each_node(&mut self, visit: &mut dyn FnMut(u64, &[u8])) -> Result<(), StoreError>;
    /// Every party, by number.
    fn each_party(&mut self, visit: &mut dyn FnMut(Party)) -> Result<(), StoreError>;
    /// Every act, by party and index.
    fn each_act(&mut self, visit: &mut dyn FnMut(u64, u64)) -> Result<(), StoreError>;
    /// Every key with its index and seal.
    fn each_key(&mut self, visit: &mut dyn FnMut(&[u8], u64, i64)) -> Result<(), StoreError>;
    /// The index of every piece of evidence, ascending.
    fn each_evidence(&mut self, visit: &mut dyn FnMut(u64)) -> Result<(), StoreError>;
    /// Every published version.
    fn each_edition(&mut self, visit: &mut dyn FnMut(Listed)) -> Result<(), StoreError>;
}

/// A view that holds the head and can write. Dropped without a commit it leaves nothing.
pub trait Transaction: Snapshot {
    /// Adds a party and returns its number.
    fn add_party(&mut self, id: &str, key: &[u8; 32]) -> Result<u64, StoreError>;
    /// Takes an idempotency key for the entry of an index. `Some`: the entry that has it already.
    fn take_key(&mut self, key: &Key, index: u64, seal: u32) -> Result<Option<u64>, StoreError>;
    /// Appends an entry with its rows.
    fn append(&mut self, row: &Row<'_>) -> Result<(), StoreError>;
    /// Deletes a party's key, evidence, idempotency keys and acts; its entries stay.
    fn forget(&mut self, party: u64) -> Result<(), StoreError>;
    /// Sets the head and makes everything durable. Rows can reach the engine as late as here.
    fn commit(self: Box<Self>, head: &Head) -> Result<(), StoreError>;
}

/// An engine.
pub trait Store: Send {
    /// Begins a consistent view.
    fn read(&mut self) -> Result<Box<dyn Snapshot + '_>, StoreError>;
    /// Begins a transaction; waits for other writers.
    fn write(&mut self) -> Result<Box<dyn Transaction + '_>, StoreError>;
    /// What the engine's own checks find wrong with its storage.
    fn inspect(&mut self) -> Result<Vec<String>, StoreError>;
    /// Removes what deleted rows left behind in logs; `false`: a reader holds them, try later.
    fn scrub(&mut self) -> Result<bool, StoreError>;
}
