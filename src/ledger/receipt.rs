//! Receipts: one entry, its place in the tree and the signed head, in one file that needs nobody's word.
//!
//! The form is a C2SP `tlog-proof@v1` (<https://c2sp.org/tlog-proof>) whose extra data are the entry's bytes:
//!
//! ```text
//! c2sp.org/tlog-proof@v1
//! extra BASE64 of the entry
//! index 73894
//! BASE64 of a hash, from the leaf's sibling up to the root's child
//! …
//!
//! the checkpoint, verbatim
//! ```
//!
//! [`Receipt::verify`] recomputes the leaf from the entry, so the extra data are proved and not merely carried.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::checkpoint::{Checkpoint, CheckpointError, decimal};
use super::entry::{self, EntryError};
use super::merkle::{Hash, leaf_hash, verify_inclusion};
use super::note::Verifier;
use crate::model::event::Entry;

const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// A proof that an entry is in a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The entry's bytes.
    pub entry: Vec<u8>,
    /// Its index.
    pub index: u64,
    /// From the leaf's sibling up to the root's child.
    pub proof: Vec<Hash>,
    /// The signed checkpoint, verbatim.
    pub checkpoint: String,
}

/// Why a receipt proves nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// Not in the form of a receipt.
    #[error("no receipt: expected {0}")]
    Form(&'static str),
    /// Its checkpoint.
    #[error("the checkpoint of the receipt: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// Its entry.
    #[error("the entry of the receipt: {0}")]
    Entry(#[from] EntryError),
    /// The proof does not lead from the entry to the root.
    #[error("the proof does not lead from entry {index} to the root of the {size} entries of the checkpoint")]
    Proof {
        /// The index claimed.
        index: u64,
        /// The size of the checkpoint.
        size: u64,
    },
}

impl Receipt {
    /// The file.
    pub fn write(&self) -> String {
        let mut out = format!("{HEADER}\nextra {}\nindex {}\n", BASE64.encode(&self.entry), self.index);
        for hash in &self.proof {
            out.push_str(&BASE64.encode(hash));
            out.push('\n');
        }
        out.push('\n');
        out.push_str(&self.checkpoint);
        out
    }

    /// Reads a file; says nothing about what it proves.
    pub fn read(file: &str) -> Result<Self, ReceiptError> {
        let (head, checkpoint) = file.split_once("\n\n").ok_or(ReceiptError::Form("a blank line"))?;
        let mut lines = head.split('\n');
        if lines.next() != Some(HEADER) {
            return Err(ReceiptError::Form("`c2sp.org/tlog-proof@v1` in its first line"));
        }
        let extra = lines.next().and_then(|l| l.strip_prefix("extra ")).ok_or(ReceiptError::Form("`extra`"))?;
        let entry = BASE64.decode(extra).map_err(|_| ReceiptError::Form("base64 after `extra`"))?;
        let index = lines.next().and_then(|l| l.strip_prefix("index ")).and_then(decimal);
        let index = index.ok_or(ReceiptError::Form("`index` and a number"))?;
        let hash = |line| BASE64.decode(line).ok().and_then(|h| Hash::try_from(h).ok());
        let proof =
            lines.map(hash).collect::<Option<Vec<_>>>().ok_or(ReceiptError::Form("base64 of 32 bytes a line"))?;
        Ok(Receipt { entry, index, proof, checkpoint: checkpoint.to_owned() })
    }

    /// Proves with the log's public key alone that the entry is in the log; returns it and the head it is proved by.
    pub fn verify(&self, verifier: &Verifier) -> Result<(Entry, Checkpoint), ReceiptError> {
        let head = Checkpoint::open(&self.checkpoint, verifier)?;
        if !verify_inclusion(self.index, head.size, &leaf_hash(&self.entry), &self.proof, &head.root) {
            return Err(ReceiptError::Proof { index: self.index, size: head.size });
        }
        Ok((entry::read(&self.entry)?, head))
    }
}

#[cfg(test)]
mod tests {
    use super::super::merkle::{Edge, inclusion_proof};
    use super::super::note::Signer;
    use super::*;
    use crate::model::event::{Event, Genesis};

    fn receipt(signer: &Signer) -> Receipt {
        let event = Event::Genesis(Genesis { ledger_id: "0f".repeat(16), origin: "example.com/log".into() });
        let recorded_at = "2024-01-29T00:00:00Z".parse().expect("time");
        let entry = entry::write(&Entry { recorded_at, event }).expect("bytes");
        let mut edge = Edge::default();
        let mut nodes = edge.push(leaf_hash(&entry));
        nodes.extend((1..11u8).flat_map(|i| edge.push(leaf_hash(&[i]))));
        let read = |at: u64| Ok::<_, std::convert::Infallible>(nodes[at as usize]);
        let proof = inclusion_proof(0, edge.size(), read).expect("proof");
        let head = Checkpoint { origin: "example.com/log".into(), size: edge.size(), root: edge.root() };
        Receipt { entry, index: 0, proof, checkpoint: head.sign(signer) }
    }

    #[test]
    fn receipts_travel_alone() {
        let signer = Signer::new("example.com/log", &[7; 32]).expect("key");
        let receipt = receipt(&signer);
        let file = receipt.write();
        assert_eq!(Receipt::read(&file).as_ref(), Ok(&receipt));
        let (entry, head) = receipt.verify(&signer.verifier()).expect("proved");
        assert_eq!((entry.event.kind(), head.size), ("genesis", 11));
        for at in 0..file.len() {
            let mut bytes = file.clone().into_bytes();
            bytes[at] ^= 1;
            let read = String::from_utf8(bytes).ok().and_then(|f| Receipt::read(&f).ok());
            assert!(read.is_none_or(|r| r.verify(&signer.verifier()).is_err()), "byte {at} of\n{file}");
        }
    }
}
