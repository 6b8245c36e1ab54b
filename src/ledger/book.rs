//! A [`Ledger`]: an engine, the right edge of its tree and the key that signs its head.
//!
//! Every write is one transaction: publications that the ledger does not know yet, then the acts, then the signed
//! head. A refusal leaves nothing behind. Opening checks the head; a head that does not fit makes the ledger read-only.

use std::collections::HashSet;
use std::sync::Arc;

use super::checkpoint::Checkpoint;
use super::error::{BatchError, Fault, LedgerError};
use super::merkle::{Edge, Hash, ProofError, inclusion_proof};
use super::note::{NoteError, Signer, Verifier};
use super::pen::{Pen, Side, publish};
use super::privacy;
use super::receipt::Receipt;
use super::record::{Desk, asked, is_plain};
use super::request::Request;
use super::store::{Store, StoreError};
use super::view::{check_head, history, node, signed};
use crate::binding::{Recorded, Rules};
use crate::model::event::{Erasure, Event, Genesis};
use crate::model::instant::Instant;
use crate::model::name::{Digest, Slug, VersionName, hex};

/// What a write did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    /// The entry's index.
    pub index: u64,
    /// Its leaf hash.
    pub leaf: Hash,
    /// The size of the tree now.
    pub size: u64,
    /// Its root.
    pub root: Hash,
    /// The entry's bytes.
    pub bytes: Arc<[u8]>,
    /// Whether the same key had written it before.
    pub repeated: bool,
}

/// A ledger.
pub struct Ledger {
    store: Box<dyn Store>,
    signer: Option<Signer>,
    verifier: Verifier,
    fault: Option<Fault>,
    /// The edge after the last write of this process.
    edge: Option<Edge>,
    /// Publications that are known to be listed.
    listed: HashSet<(Slug, VersionName, Digest)>,
}

impl Ledger {
    /// Begins a ledger in an empty store; in one that has begun, does nothing. `signer` is asked for a key with the
    /// ledger's id while the store is held, so that of several processes one makes it.
    pub fn begin(
        store: &mut dyn Store,
        now: Instant,
        signer: impl FnOnce(&str) -> Result<Signer, LedgerError>,
    ) -> Result<bool, LedgerError> {
        let mut tx = store.write()?;
        if tx.head()?.is_some() {
            return Ok(false);
        }
        let ledger_id = hex(&privacy::secret()?[..16]);
        let signer = signer(&ledger_id)?;
        let origin = signer.verifier().name().to_owned();
        let mut pen = Pen { tx, edge: Edge::default(), now };
        pen.append(Event::Genesis(Genesis { ledger_id, origin }), Side::default())?;
        pen.finish(&signer)?;
        Ok(true)
    }

    /// Opens a ledger that has begun and checks its head. Without a signer it can only be read.
    pub fn open(mut store: Box<dyn Store>, signer: Option<Signer>) -> Result<Self, LedgerError> {
        let (verifier, fault) = {
            let mut view = store.read()?;
            let head = view.head()?.ok_or(LedgerError::NotBegun)?;
            let verifier: Verifier = head
                .verifier
                .parse()
                .map_err(|e: NoteError| StoreError::Damaged(format!("the public key in the head: {e}")))?;
            let fault = check_head(view.as_mut(), &head, &verifier)?;
            (verifier, fault)
        };
        if let Some(signer) = &signer
            && signer.verifier() != verifier
        {
            let found = signer.verifier().to_string();
            return Err(LedgerError::WrongKey { expected: verifier.to_string(), found });
        }
        Ok(Ledger { store, signer, verifier, fault, edge: None, listed: HashSet::new() })
    }

    /// The public key of the ledger; its name is the ledger's origin.
    pub fn verifier(&self) -> &Verifier {
        &self.verifier
    }

    /// What makes it read-only.
    pub fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }

    /// The engine below.
    pub fn store(&mut self) -> &mut dyn Store {
        self.store.as_mut()
    }

    /// Records one act; see [`Ledger::append_all`].
    pub fn append(&mut self, rules: &Rules, now: Instant, request: &Request) -> Result<Appended, LedgerError> {
        let mut all = self.append_all(rules, now, std::slice::from_ref(request)).map_err(|e| *e.error)?;
        all.pop().ok_or(LedgerError::NotBegun)
    }

    /// Records acts in one transaction, all or none, after the publications that the ledger does not list yet.
    pub fn append_all(
        &mut self,
        rules: &Rules,
        now: Instant,
        requests: &[Request],
    ) -> Result<Vec<Appended>, BatchError> {
        self.append_batch(rules, now, requests, true)
    }

    /// The same, where an act that was recorded before is an error.
    pub fn append_new(
        &mut self,
        rules: &Rules,
        now: Instant,
        requests: &[Request],
    ) -> Result<Vec<Appended>, BatchError> {
        self.append_batch(rules, now, requests, false)
    }

    fn append_batch(
        &mut self,
        rules: &Rules,
        now: Instant,
        requests: &[Request],
        may_repeat: bool,
    ) -> Result<Vec<Appended>, BatchError> {
        let whole = |error| BatchError { place: None, error: Box::new(error) };
        let signer = self.signer().map_err(whole)?.clone();
        let tx = self.store.write().map_err(|e| whole(e.into()))?;
        let mut pen = Pen::new(tx, self.edge.take(), now).map_err(whole)?;
        let before = pen.edge.size();
        pen.tx.expect(&|| asked(rules, now, requests)).map_err(|e| whole(e.into()))?;
        let new = publish(&mut pen, rules, &self.listed).map_err(whole)?;
        let mut written = Vec::with_capacity(requests.len());
        let mut desk = Desk::new(&mut pen, rules);
        for (place, request) in requests.iter().enumerate() {
            let done = desk.record(request).and_then(|done| match done.repeated {
                true if !may_repeat => Err(LedgerError::Already(done.index)),
                _ => Ok(done),
            });
            written.push(done.map_err(|error| BatchError { place: Some(place), error: Box::new(error) })?);
        }
        // nothing but repetitions: the head is as it was
        let edge = if pen.edge.size() == before { pen.edge } else { pen.finish(&signer).map_err(whole)? };
        self.listed.extend(new);
        let (size, root) = (edge.size(), edge.root());
        self.edge = Some(edge);
        Ok(written.into_iter().map(|w| Appended { size, root, ..w }).collect())
    }

    /// Deletes what the side tables hold of a party and records that. The acts stay, and are nobody's.
    pub fn erase(&mut self, now: Instant, party: &str, basis: &str) -> Result<Appended, LedgerError> {
        if !is_plain(basis) {
            return Err(LedgerError::Basis);
        }
        let signer = self.signer()?.clone();
        let mut pen = Pen::new(self.store.write()?, self.edge.take(), now)?;
        let known = pen.tx.party(party)?.ok_or_else(|| LedgerError::UnknownParty(party.to_owned()))?;
        pen.tx.forget(known.number)?;
        let erasure = Erasure { party_ref: known.party_ref(), basis: basis.to_owned() };
        let done = pen.append(Event::Erase(erasure), Side::default())?;
        let edge = pen.finish(&signer)?;
        let appended = Appended { size: edge.size(), root: edge.root(), ..done };
        self.edge = Some(edge);
        Ok(appended)
    }

    /// The signed head.
    pub fn checkpoint(&mut self) -> Result<(Checkpoint, String), LedgerError> {
        let verifier = self.verifier.clone();
        let head = self.store.read()?.head()?.ok_or(LedgerError::NotBegun)?;
        Ok(signed(&head, &verifier))
    }

    /// A receipt of an entry.
    pub fn receipt(&mut self, index: u64) -> Result<Receipt, LedgerError> {
        let verifier = self.verifier.clone();
        let mut view = self.store.read()?;
        let head = view.head()?.ok_or(LedgerError::NotBegun)?;
        let entry = view.entry(index)?.filter(|_| index < head.size);
        let entry = entry.ok_or(LedgerError::NoEntry { index, size: head.size })?;
        let proof = inclusion_proof(index, head.size, |at| node(view.as_mut(), at)).map_err(|e| match e {
            ProofError::Read(e) => LedgerError::Store(e),
            ProofError::Range { .. } => LedgerError::NoEntry { index, size: head.size },
        })?;
        let (_, checkpoint) = signed(&head, &verifier);
        Ok(Receipt { entry, index, proof, checkpoint })
    }

    /// The entries about a party and the announcements to all. A party that the ledger does not know has none.
    pub fn history(&mut self, party: &str) -> Result<Vec<Recorded>, LedgerError> {
        let mut view = self.store.read()?;
        let parties: Vec<u64> = [0].into_iter().chain(view.party(party)?.map(|p| p.number)).collect();
        history(view.as_mut(), &parties)
    }

    /// The ids of all parties that were not erased, in the order in which they came.
    pub fn parties(&mut self) -> Result<Vec<String>, LedgerError> {
        let mut ids = Vec::new();
        self.store.read()?.each_party(&mut |party| ids.push(party.id))?;
        Ok(ids)
    }

    fn signer(&self) -> Result<&Signer, LedgerError> {
        if let Some(fault) = &self.fault {
            return Err(LedgerError::ReadOnly(fault.clone()));
        }
        self.signer.as_ref().ok_or_else(|| LedgerError::NoKey(self.verifier.name().to_owned()))
    }
}
