//! Lines → a ledger, in one transaction.

use std::collections::{HashMap, HashSet};

use super::super::checkpoint::Checkpoint;
use super::super::entry;
use super::super::error::LedgerError;
use super::super::merkle::{Edge, leaf_hash, position};
use super::super::note::Signer;
use super::super::privacy::{party_ref, seal};
use super::super::store::{Evidence, Head, Key, Row, Store, Transaction};
use super::super::view::load_edge;
use super::{Beside, Line, Person, Proof, TransferError, named};
use crate::model::event::{Entry, Event, Hex32};
use crate::model::name::hex;

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
        if let Some(key) = key
            && self.tx.take_key(&key, index, seal(&key, index))?.is_some()
        {
            return Err(TransferError::Beside("a key of its own"));
        }
        let nodes = self.edge.push(leaf_hash(&bytes));
        self.tx.append(&Row {
            index,
            bytes: &bytes.into(),
            position: position(0, index),
            nodes: &nodes,
            party,
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
