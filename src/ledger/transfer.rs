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

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::checkpoint::{Checkpoint, CheckpointError};
use super::entry::{self, EntryError};
use super::error::LedgerError;
use super::merkle::{Edge, leaf_hash, position};
use super::note::Signer;
use super::privacy::{party_ref, seal};
use super::store::{Evidence, Head, Key, Row, Store, StoreError, Transaction};
use super::view::{load_edge, signed};
use crate::model::event::{Entry, Event, Hex32};
use crate::model::name::hex;

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

/// So many entries are read at once.
const CHUNK: usize = 4096;

/// Everybody whom an entry names.
fn named(event: &Event) -> impl Iterator<Item = Hex32> {
    let actor = if let Event::Accept(a) = event { a.actor.as_ref().and_then(|a| a.actor_ref) } else { None };
    event.party().into_iter().chain(actor)
}

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

/// Receives a whole ledger in one transaction; `signer` is its key. An empty store takes all; with `resume` one that has
/// the beginning already takes the rest.
pub struct Receiver<'a> {
    tx: Box<dyn Transaction + 'a>,
    signer: &'a Signer,
    edge: Edge,
    /// How many entries were there before.
    before: u64,
    /// How many entries came.
    came: u64,
    /// The entry whose side may still come.
    open: Option<(Vec<u8>, Entry)>,
    numbers: HashMap<Hex32, u64>,
    unknown: HashSet<Hex32>,
    is_complete: bool,
}

impl<'a> Receiver<'a> {
    /// Begins to receive.
    pub fn new(store: &'a mut dyn Store, signer: &'a Signer, resume: bool) -> Result<Self, TransferError> {
        let mut tx = store.write()?;
        let (mut edge, mut numbers) = (Edge::default(), HashMap::new());
        if let Some(head) = tx.head()? {
            if !resume {
                return Err(TransferError::Occupied(head.size));
            }
            let found = signer.verifier().to_string();
            if head.verifier != found {
                return Err(LedgerError::WrongKey { expected: head.verifier, found }.into());
            }
            edge = load_edge(tx.as_mut(), head.size)?;
            tx.each_party(&mut |p| {
                numbers.insert(p.party_ref(), p.number);
            })?;
        }
        let before = edge.size();
        Ok(Receiver {
            tx,
            signer,
            edge,
            before,
            came: 0,
            open: None,
            numbers,
            unknown: HashSet::new(),
            is_complete: false,
        })
    }

    /// Takes a line.
    pub fn line(&mut self, line: &[u8]) -> Result<(), TransferError> {
        if self.is_complete {
            return Err(TransferError::Form("expected nothing behind the checkpoint".to_owned()));
        }
        if line.starts_with(b"{\"beside\":") || line.starts_with(b"{\"checkpoint\":") {
            return match serde_json::from_slice(line).map_err(|e| TransferError::Form(e.to_string()))? {
                Line::Beside(beside) => self.close(beside),
                Line::Checkpoint(note) => self.end(&note),
            };
        }
        self.close(Beside::default())?;
        self.open = Some((line.to_owned(), entry::read(line)?));
        Ok(())
    }

    /// Commits what came, if it came whole; returns the entries added, and size and root of the ledger.
    pub fn finish(self) -> Result<(u64, Checkpoint), TransferError> {
        if !self.is_complete {
            return Err(TransferError::CutOff);
        }
        let verifier = self.signer.verifier();
        let checkpoint =
            Checkpoint { origin: verifier.name().to_owned(), size: self.edge.size(), root: self.edge.root() };
        if self.edge.size() > self.before {
            let signature = self.signer.sign_text(&checkpoint.text());
            let (size, root) = (checkpoint.size, checkpoint.root);
            self.tx.commit(&Head { size, root, signature, verifier: verifier.to_string() })?;
        }
        Ok((checkpoint.size - self.before, checkpoint))
    }

    fn close(&mut self, beside: Beside) -> Result<(), TransferError> {
        let Some((bytes, entry)) = self.open.take() else {
            let is_empty = beside.key.is_none() && beside.parties.is_empty() && beside.evidence.is_none();
            return if is_empty { Ok(()) } else { Err(TransferError::Beside("what stands")) };
        };
        let index = self.came;
        self.came += 1;
        if index < self.before {
            return match self.tx.entry(index)? == Some(bytes) {
                true => Ok(()),
                false => Err(TransferError::Fork(index)),
            };
        }
        let event = &entry.event;
        for Person { id, key } in beside.parties {
            let Hex32(key) = key.parse().map_err(|_| TransferError::Beside("the party"))?;
            let party = party_ref(&key, &id);
            if !named(event).any(|named| named == party) {
                return Err(TransferError::Beside("the party"));
            }
            if !self.numbers.contains_key(&party) {
                self.numbers.insert(party, self.tx.add_party(&id, &key)?);
            }
        }
        self.unknown.extend(named(event).filter(|party| !self.numbers.contains_key(party)));
        if let Event::Erase(erasure) = event {
            self.unknown.remove(&erasure.party_ref);
            if let Some(number) = self.numbers.remove(&erasure.party_ref) {
                self.tx.forget(number)?;
            }
        }
        let evidence = match beside.evidence {
            Some(Proof { salt, body }) => {
                let Hex32(salt) = salt.parse().map_err(|_| TransferError::Beside("the evidence"))?;
                Some(Evidence { salt, body: body.into_bytes() })
            }
            None => None,
        };
        let commit = if let Event::Accept(a) = event { a.evidence_commit } else { None };
        if evidence.as_ref().is_some_and(|e| Some(e.commitment()) != commit) {
            return Err(TransferError::Beside("the evidence"));
        }
        let key = beside.key.map(|key| unhex(&key).ok_or(TransferError::Beside("the key"))).transpose()?;
        let party = match event {
            Event::Notify(notice) if notice.party_ref.is_none() => Some(0),
            Event::Accept(_) | Event::Use(_) | Event::Withdraw(_) | Event::Notify(_) => {
                event.party().and_then(|party| self.numbers.get(&party).copied())
            }
            Event::Genesis(_) | Event::Publish(_) | Event::Erase(_) => None,
        };
        let nodes = self.edge.push(leaf_hash(&bytes));
        self.tx.append(&Row {
            index,
            bytes: &bytes,
            position: position(0, index),
            nodes: &nodes,
            party,
            key: key.map(|key| (key, seal(&key, index))),
            evidence: evidence.as_ref(),
            edition: match event {
                Event::Publish(p) => Some((p.agreement.as_str(), p.version.as_str(), &p.version_digest.0)),
                _ => None,
            },
        })?;
        Ok(())
    }

    fn end(&mut self, note: &str) -> Result<(), TransferError> {
        self.close(Beside::default())?;
        let checkpoint = Checkpoint::open(note, &self.signer.verifier())?;
        if self.came < self.before {
            return Err(TransferError::Occupied(self.before));
        }
        let (size, root) = (self.edge.size(), self.edge.root());
        if (checkpoint.size, checkpoint.root) != (size, root) {
            let expected = format!("{} of {}", hex(&checkpoint.root), checkpoint.size);
            return Err(TransferError::Root { size, found: hex(&root), expected });
        }
        if !self.unknown.is_empty() {
            return Err(TransferError::NoSide(self.unknown.len()));
        }
        self.is_complete = true;
        Ok(())
    }
}

fn unhex(s: &str) -> Option<Key> {
    let mut key = Key::default();
    for (byte, digits) in key.iter_mut().zip(s.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    (s.len() == 2 * key.len()).then_some(key)
}
