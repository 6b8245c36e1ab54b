//! A [`Ledger`]: an engine, the right edge of its tree and the key that signs its head.
//!
//! Every write is one transaction: publications that the ledger does not know yet, then the acts, then the signed
//! head. A refusal leaves nothing behind. Opening checks the head; a head that does not fit makes the ledger read-only.

use std::collections::HashSet;

use super::checkpoint::Checkpoint;
use super::entry::{self, EntryError};
use super::merkle::{Edge, Hash, ProofError, inclusion_proof, leaf_hash, position, stored_before};
use super::note::{NoteError, Signer, Verifier};
use super::privacy::{self, RandomError};
use super::receipt::Receipt;
use super::record::Desk;
use super::request::Request;
use super::store::{Head, Row, Snapshot, Store, StoreError, Transaction};
use crate::binding::{Recorded, Refusal, Rules};
use crate::model::event::{Entry, Erasure, Event, Genesis, Publication};
use crate::model::instant::Instant;
use crate::model::name::{Digest, Slug, VersionName, hex};

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
    pub bytes: Vec<u8>,
    /// Whether the same key had written it before.
    pub repeated: bool,
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
        let new = publish(&mut pen, rules, &self.listed).map_err(whole)?;
        let mut written = Vec::with_capacity(requests.len());
        for (place, request) in requests.iter().enumerate() {
            let done = Desk { pen: &mut pen, rules }.record(request).and_then(|done| match done.repeated {
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
        let number = view.party(party)?.map(|p| p.number);
        history(view.as_mut(), number)
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
    pub(super) key: Option<super::store::Key>,
    pub(super) evidence: Option<&'a super::store::Evidence>,
}

impl<'a> Pen<'a> {
    /// At the head as it is now; `known` is where this process left it.
    fn new(mut tx: Box<dyn Transaction + 'a>, known: Option<Edge>, now: Instant) -> Result<Self, LedgerError> {
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

    /// Appends an entry; size and root in the answer are those of this moment.
    pub(super) fn append(&mut self, event: Event, side: Side<'_>) -> Result<Appended, LedgerError> {
        let index = self.edge.size();
        let entry = Entry { recorded_at: self.now, event };
        let bytes = entry::write(&entry).map_err(|error| LedgerError::Entry { index, error })?;
        let leaf = leaf_hash(&bytes);
        let nodes = self.edge.push(leaf);
        self.tx.append(&Row {
            index,
            bytes: &bytes,
            position: position(0, index),
            nodes: &nodes,
            party: side.party,
            key: side.key.map(|key| (key, privacy::seal(&key, index))),
            evidence: side.evidence,
            edition: match &entry.event {
                Event::Publish(p) => Some((p.agreement.as_str(), p.version.as_str(), &p.version_digest.0)),
                _ => None,
            },
        })?;
        Ok(Appended { index, leaf, size: self.edge.size(), root: [0; 32], bytes, repeated: false })
    }

    /// Signs the head and commits.
    fn finish(self, signer: &Signer) -> Result<Edge, LedgerError> {
        let verifier = signer.verifier();
        let (size, root) = (self.edge.size(), self.edge.root());
        let text = Checkpoint { origin: verifier.name().to_owned(), size, root }.text();
        let head = Head { size, root, signature: signer.sign_text(&text), verifier: verifier.to_string() };
        self.tx.commit(&head)?;
        Ok(self.edge)
    }
}

/// Lists the published versions that the ledger does not list yet; returns those that are listed now.
fn publish(
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

/// The entries of a party and the announcements to all, by index.
pub(super) fn history<S: Snapshot + ?Sized>(view: &mut S, party: Option<u64>) -> Result<Vec<Recorded>, LedgerError> {
    let mut indices = view.acts(0)?;
    if let Some(number) = party {
        indices.extend(view.acts(number)?);
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

/// Whether a string can be an id or a ground.
pub(super) fn is_plain(s: &str) -> bool {
    !s.is_empty() && s.len() <= super::request::MAX_PARTY && !s.chars().any(char::is_control)
}

/// The checkpoint that a head is, and its signed note.
pub(super) fn signed(head: &Head, verifier: &Verifier) -> (Checkpoint, String) {
    let checkpoint = Checkpoint { origin: verifier.name().to_owned(), size: head.size, root: head.root };
    let note = verifier.note(&checkpoint.text(), &head.signature);
    (checkpoint, note)
}

fn node<S: Snapshot + ?Sized>(view: &mut S, at: u64) -> Result<Hash, StoreError> {
    view.node(at)?.ok_or_else(|| StoreError::Damaged(format!("node {at} of the tree is missing")))
}

fn load_edge<S: Snapshot + ?Sized>(view: &mut S, size: u64) -> Result<Edge, StoreError> {
    let peaks = Edge::positions(size).into_iter().map(|at| node(view, at)).collect::<Result<_, _>>()?;
    Edge::new(size, peaks).ok_or_else(|| StoreError::Damaged("the right edge of the tree".to_owned()))
}

/// What an opening checks: the signature, the number of entries, the last leaf, the root from the stored edge.
fn check_head(view: &mut dyn Snapshot, head: &Head, verifier: &Verifier) -> Result<Option<Fault>, StoreError> {
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
