//! A ledger → lines.

use std::collections::{BTreeMap, HashMap};

use super::super::entry;
use super::super::error::LedgerError;
use super::super::store::{Store, StoreError};
use super::super::view::signed;
use super::{Beside, Line, Person, Proof, TransferError, named};
use crate::model::event::Event;
use crate::model::name::hex;

/// So many entries are read at once.
const CHUNK: usize = 4096;

/// Sends a whole ledger as of one moment, line by line.
pub fn send<E: From<TransferError>>(
    store: &mut dyn Store,
    mut line: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let failed = |error: StoreError| E::from(error.into());
    let mut view = store.read().map_err(failed)?;
    let head = view.head().map_err(failed)?.ok_or_else(|| E::from(LedgerError::NotBegun.into()))?;
    let verifier = head.verifier.parse().map_err(|e| failed(StoreError::Damaged(format!("the public key: {e}"))))?;
    let mut parties = HashMap::new();
    view.each_party(&mut |p| {
        parties.insert(p.party_ref(), Person { id: p.id, key: hex(&p.key) });
    })
    .map_err(failed)?;
    let mut keys = BTreeMap::new();
    view.each_key(&mut |key, index, _| {
        keys.insert(index, hex(key));
    })
    .map_err(failed)?;

    let mut next = 0;
    while next < head.size {
        let mut chunk: Vec<Vec<u8>> = Vec::new();
        let visit = &mut |index: u64, bytes: &[u8]| {
            if index == next + chunk.len() as u64 {
                chunk.push(bytes.to_owned());
            }
            index + 1 < head.size && chunk.len() < CHUNK
        };
        view.each_entry(next, visit).map_err(failed)?;
        if chunk.is_empty() {
            return Err(failed(StoreError::Damaged(format!("entry {next} is missing"))));
        }
        for bytes in chunk {
            line(&bytes)?;
            let event = entry::read(&bytes).map_err(|error| E::from(error.into()))?.event;
            let has_evidence = matches!(&event, Event::Accept(a) if a.evidence_commit.is_some());
            let evidence = if has_evidence { view.evidence(next).map_err(failed)? } else { None };
            let beside = Beside {
                key: keys.remove(&next),
                parties: named(&event).filter_map(|party| parties.remove(&party)).collect(),
                evidence: evidence
                    .map(|e| Proof { salt: hex(&e.salt), body: String::from_utf8_lossy(&e.body).into_owned() }),
            };
            if beside.key.is_some() || !beside.parties.is_empty() || beside.evidence.is_some() {
                line(&json(&Line::Beside(beside)))?;
            }
            next += 1;
        }
    }
    line(&json(&Line::Checkpoint(signed(&head, &verifier).1)))
}

fn json(line: &Line) -> Vec<u8> {
    serde_json::to_vec(line).unwrap_or_default()
}
