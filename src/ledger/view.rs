//! What is read of an engine in more than one place: histories, the signed head, the edge of the tree.

use super::checkpoint::Checkpoint;
use super::entry;
use super::error::{Fault, LedgerError};
use super::merkle::{Edge, Hash, leaf_hash, position, stored_before};
use super::note::Verifier;
use super::store::{Head, Snapshot, StoreError};
use crate::binding::Recorded;

/// The entries about parties by index; number 0 has the announcements to all.
pub(super) fn history<S: Snapshot + ?Sized>(view: &mut S, parties: &[u64]) -> Result<Vec<Recorded>, LedgerError> {
    let mut indices = Vec::new();
    for party in parties {
        indices.extend(view.acts(*party)?);
    }
    indices.sort_unstable();
    indices.into_iter().map(|index| recorded(view, index)).collect()
}

/// An entry by an index that a table names.
pub(super) fn recorded<S: Snapshot + ?Sized>(view: &mut S, index: u64) -> Result<Recorded, LedgerError> {
    let bytes = view.entry(index)?.ok_or_else(|| StoreError::Damaged(format!("entry {index} is missing")))?;
    let entry = entry::read(&bytes).map_err(|error| LedgerError::Entry { index, error })?;
    Ok(Recorded { index, event: entry.event })
}

/// The checkpoint that a head is, and its signed note.
pub(super) fn signed(head: &Head, verifier: &Verifier) -> (Checkpoint, String) {
    let checkpoint = Checkpoint { origin: verifier.name().to_owned(), size: head.size, root: head.root };
    let note = verifier.note(&checkpoint.text(), &head.signature);
    (checkpoint, note)
}

/// A node of the tree that has to be there.
pub(super) fn node<S: Snapshot + ?Sized>(view: &mut S, at: u64) -> Result<Hash, StoreError> {
    view.node(at)?.ok_or_else(|| StoreError::Damaged(format!("node {at} of the tree is missing")))
}

/// The right edge of the tree as stored.
pub(super) fn load_edge<S: Snapshot + ?Sized>(view: &mut S, size: u64) -> Result<Edge, StoreError> {
    let peaks = Edge::positions(size).into_iter().map(|at| node(view, at)).collect::<Result<_, _>>()?;
    Edge::new(size, peaks).ok_or_else(|| StoreError::Damaged("the right edge of the tree".to_owned()))
}

/// What an opening checks: the signature, the number of entries, the last leaf, the root from the stored edge.
pub(super) fn check_head(
    view: &mut dyn Snapshot,
    head: &Head,
    verifier: &Verifier,
) -> Result<Option<Fault>, StoreError> {
    let fault = |index, message: &str| Ok(Some(Fault { index, message: message.to_owned() }));
    let last = head.size.saturating_sub(1);
    let entries = view.last_index()?.map_or(0, |last| last + 1);
    if entries != head.size {
        let message = format!("the head names {} entries, the table holds {entries}", head.size);
        return Ok(Some(Fault { index: entries.min(head.size), message }));
    }
    if !verifier.verify(&signed(head, verifier).0.text(), &head.signature) {
        return fault(last, "the signature of the head is wrong");
    }
    let Some(bytes) = view.entry(last)? else { return fault(last, "it is missing") };
    if view.node(position(0, last))? != Some(leaf_hash(&bytes)) {
        return fault(last, "its bytes are not those that were hashed");
    }
    let first_free = stored_before(head.size);
    if view.node(first_free)?.is_some() {
        return fault(last, "there are nodes beyond the tree");
    }
    match load_edge(view, head.size) {
        Ok(edge) if edge.root() == head.root => Ok(None),
        Ok(_) => fault(last, "the stored nodes do not lead to the root of the head"),
        Err(StoreError::Damaged(message)) => fault(last, &message),
        Err(error) => Err(error),
    }
}
