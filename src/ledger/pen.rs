//! Appending to the tree inside of one transaction: entries with their rows, then the signed head.

use std::collections::HashSet;
use std::sync::Arc;

use super::book::Appended;
use super::checkpoint::Checkpoint;
use super::entry;
use super::error::{Fault, LedgerError};
use super::merkle::{Edge, leaf_hash, position};
use super::note::Signer;
use super::privacy;
use super::store::{Evidence, Head, Key, Row, StoreError, Transaction};
use super::view::load_edge;
use crate::binding::Rules;
use crate::model::event::{Entry, Event, Publication};
use crate::model::instant::Instant;
use crate::model::name::{Digest, Slug, VersionName};

/// Appends to the tree inside of one transaction.
pub(super) struct Pen<'a> {
    pub(super) tx: Box<dyn Transaction + 'a>,
    pub(super) edge: Edge,
    pub(super) now: Instant,
}

/// The rows beside an entry.
#[derive(Clone, Copy, Default)]
pub(super) struct Side<'a> {
    pub(super) party: Option<u64>,
    pub(super) evidence: Option<&'a Evidence>,
}

impl<'a> Pen<'a> {
    /// At the head as it is now; `known` is where this process left it.
    pub(super) fn new(
        mut tx: Box<dyn Transaction + 'a>,
        known: Option<Edge>,
        now: Instant,
    ) -> Result<Self, LedgerError> {
        let head = tx.head()?.ok_or(LedgerError::NotBegun)?;
        let known = known.filter(|edge| edge.size() == head.size && edge.root() == head.root);
        let edge = match known {
            Some(edge) => edge,
            None => load_edge(tx.as_mut(), head.size)?,
        };
        if edge.root() != head.root {
            let message = "the stored nodes do not lead to the root of the head".to_owned();
            return Err(LedgerError::ReadOnly(Fault { index: head.size.saturating_sub(1), message }));
        }
        Ok(Pen { tx, edge, now })
    }

    /// Takes an idempotency key for the entry that comes next. `Some`: the entry that has it already.
    pub(super) fn take_key(&mut self, key: &Key) -> Result<Option<u64>, StoreError> {
        let index = self.edge.size();
        self.tx.take_key(key, index, privacy::seal(key, index))
    }

    /// Appends an entry; size and root in the answer are those of this moment.
    pub(super) fn append(&mut self, event: Event, side: Side<'_>) -> Result<Appended, LedgerError> {
        let index = self.edge.size();
        let entry = Entry { recorded_at: self.now, event };
        let bytes = entry::write(&entry).map_err(|error| LedgerError::Entry { index, error })?;
        let bytes = Arc::<[u8]>::from(bytes);
        let leaf = leaf_hash(&bytes);
        let nodes = self.edge.push(leaf);
        self.tx.append(&Row {
            index,
            bytes: &bytes,
            position: position(0, index),
            nodes: &nodes,
            party: side.party,
            evidence: side.evidence,
            edition: match &entry.event {
                Event::Publish(p) => Some((p.agreement.as_str(), p.version.as_str(), &p.version_digest.0)),
                _ => None,
            },
        })?;
        Ok(Appended { index, leaf, size: self.edge.size(), root: [0; 32], bytes, repeated: false })
    }

    /// Signs the head and commits.
    pub(super) fn finish(self, signer: &Signer) -> Result<Edge, LedgerError> {
        let verifier = signer.verifier();
        let (size, root) = (self.edge.size(), self.edge.root());
        let text = Checkpoint { origin: verifier.name().to_owned(), size, root }.text();
        let head = Head { size, root, signature: signer.sign_text(&text), verifier: verifier.to_string() };
        self.tx.commit(&head)?;
        Ok(self.edge)
    }
}

/// Lists the published versions that the ledger does not list yet; returns those that are listed now.
pub(super) fn publish(
    pen: &mut Pen<'_>,
    rules: &Rules,
    listed: &HashSet<(Slug, VersionName, Digest)>,
) -> Result<Vec<(Slug, VersionName, Digest)>, LedgerError> {
    let (mut new, now) = (Vec::new(), pen.now);
    for (agreement, terms) in &rules.terms {
        for edition in terms.editions.iter().filter(|e| e.published <= now) {
            let item = (agreement.clone(), edition.version.clone(), edition.digest);
            if listed.contains(&item) {
                continue;
            }
            match pen.tx.edition(agreement.as_str(), edition.version.as_str())? {
                Some(digest) if digest == edition.digest.0 => {}
                Some(digest) => {
                    return Err(LedgerError::Republished {
                        agreement: agreement.clone(),
                        version: edition.version.clone(),
                        listed: Digest(digest),
                        found: edition.digest,
                    });
                }
                None => {
                    let (agreement, version, version_digest) = item.clone();
                    pen.append(Event::Publish(Publication { agreement, version, version_digest }), Side::default())?;
                }
            }
            new.push(item);
        }
    }
    Ok(new)
}
