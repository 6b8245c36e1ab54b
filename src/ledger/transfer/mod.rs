//! A whole ledger ⇄ lines, for moving it to another engine: every entry as it is hashed, behind it what the side tables
//! hold of it, and the signed checkpoint as the last line.
//!
//! ```text
//! {"agreement":"orders","kind":"accept",…}
//! {"beside":{"key":"32 hex digits","parties":[{"id":"…","key":"64 hex digits"}],"evidence":{"salt":"…","body":"…"}}}
//! {"checkpoint":"…"}
//! ```
//!
//! A party stands beside the first entry that names it. Everything else (tree, acts, listed versions) is made again from
//! the entries. Receiving is one transaction: what was not sent to the end, or does not lead to the checkpoint, is not in.

use serde::{Deserialize, Serialize};

use super::checkpoint::CheckpointError;
use super::entry::EntryError;
use super::error::LedgerError;
use super::store::StoreError;
use crate::model::event::{Event, Hex32};

pub use receive::Receiver;
pub use send::send;

mod receive;
mod send;

/// Why lines are no ledger, or not received.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// The ledger or its engine.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// An entry.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// The checkpoint at the end.
    #[error("the checkpoint at the end: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// A line that is neither entry nor what stands beside one.
    #[error("no line of an exported ledger: {0}")]
    Form(String),
    /// There is a ledger already.
    #[error("there is a ledger of {0} entries already")]
    Occupied(u64),
    /// Another ledger, or another history of the same.
    #[error("entry {0} is another one than the ledger has")]
    Fork(u64),
    /// What stands beside an entry does not belong to it.
    #[error("{0} beside the entry is not what the entry names")]
    Beside(&'static str),
    /// The side tables were not exported.
    #[error("{0} parties have no personal data here: expected an export made with `--whole`")]
    NoSide(usize),
    /// The lines end before the checkpoint.
    #[error("the lines end without a checkpoint: the export was cut off")]
    CutOff,
    /// The entries lead elsewhere.
    #[error("the entries have the root {found} of {size}, the checkpoint at the end has {expected}")]
    Root {
        /// How many entries came.
        size: u64,
        /// Their root.
        found: String,
        /// Size and root of the checkpoint.
        expected: String,
    },
}

impl From<StoreError> for TransferError {
    fn from(error: StoreError) -> Self {
        TransferError::Ledger(error.into())
    }
}

/// What stands beside an entry.
#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
struct Beside {
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parties: Vec<Person>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Proof>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Person {
    id: String,
    key: String,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Proof {
    salt: String,
    body: String,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
enum Line {
    #[serde(rename = "beside")]
    Beside(Beside),
    #[serde(rename = "checkpoint")]
    Checkpoint(String),
}

/// Everybody whom an entry names.
fn named(event: &Event) -> impl Iterator<Item = Hex32> {
    let actor = if let Event::Accept(a) = event { a.actor.as_ref().and_then(|a| a.actor_ref) } else { None };
    event.party().into_iter().chain(actor)
}
