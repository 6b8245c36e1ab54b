//! Every byte of evidence checked: what `ledger verify` does.
//!
//! One pass over each table. Entries are hashed and read again, the tree is built anew and compared with the stored
//! nodes and the signed head; the lookups are made again from the entries and compared with their tables; refs and
//! commitments are computed from the side tables; the engine inspects its own storage. Older checkpoints are compared
//! with the root of the same size in the tree built here.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::checkpoint::Checkpoint;
use super::entry;
use super::merkle::{Edge, Hash, leaf_hash};
use super::note::Verifier;
use super::store::{Head, Listed, Snapshot, Store, StoreError};
use super::view::signed;
use crate::model::event::{Event, Hex32};
use crate::model::name::hex;
use side::check_side;

mod side;

/// What an audit found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// How many entries there are.
    pub size: u64,
    /// The root of the tree built from them.
    pub root: Hash,
    /// The name of the log.
    pub origin: String,
    /// What is wrong, in words; empty: nothing.
    pub findings: Vec<String>,
}

/// What no audit of the ledger alone can notice.
pub const LIMITS: &str = "without a checkpoint kept elsewhere nobody can notice that the whole ledger was put back to an \
                          older state, or written anew by someone who has its private key";

/// How many findings are reported one by one.
const MANY: usize = 50;

/// Audits a ledger; `older` are signed checkpoints with the names under which to speak of them. An error is an engine
/// that cannot even be read; [`StoreError::Damaged`] is then the finding.
pub fn audit(store: &mut dyn Store, older: &[(String, String)]) -> Result<Audit, StoreError> {
    let mut found = Findings::default();
    for line in store.inspect()? {
        found.add(format!("storage: {line}"));
    }
    let mut view = store.read()?;
    let Some(head) = view.head()? else {
        return Err(StoreError::Damaged("it has no head: it was never begun, or its head was deleted".to_owned()));
    };
    let verifier = match head.verifier.parse::<Verifier>() {
        Ok(verifier) => Some(verifier),
        Err(error) => {
            found.add(format!("head: the public key `{}`: {error}", head.verifier));
            None
        }
    };
    let older = verifier.as_ref().map_or_else(Vec::new, |v| open_checkpoints(older, v, &mut found));
    let book = read_entries(view.as_mut(), &older, &mut found)?;
    check_head(&head, verifier.as_ref(), &book, &mut found);
    check_nodes(view.as_mut(), &book, &mut found)?;
    check_older(&older, &book, &mut found);
    check_side(view.as_mut(), &book, &mut found)?;
    let origin = verifier.map_or_else(String::new, |v| v.name().to_owned());
    Ok(Audit { size: book.edge.size(), root: book.edge.root(), origin, findings: found.finish() })
}

#[derive(Default)]
struct Findings {
    lines: Vec<String>,
    more: usize,
}

impl Findings {
    fn add(&mut self, line: String) {
        if self.lines.len() < MANY { self.lines.push(line) } else { self.more += 1 }
    }

    fn finish(mut self) -> Vec<String> {
        if self.more > 0 {
            self.lines.push(format!("and {} more", self.more));
        }
        self.lines
    }
}

/// What the entries say, gathered in one pass.
#[derive(Default)]
struct Book {
    edge: Edge,
    /// Every node in the order of positions.
    nodes: Vec<Hash>,
    /// Roots at the sizes that older checkpoints name.
    roots: BTreeMap<u64, Hash>,
    origin: Option<String>,
    editions: Vec<Listed>,
    /// The party of each act, by index; none: an announcement to all.
    acts: Vec<(u64, Option<Hex32>)>,
    /// Everybody named, actors too.
    refs: HashSet<Hex32>,
    erased: HashSet<Hex32>,
    evidence: BTreeMap<u64, (Hex32, Hex32)>,
}

fn open_checkpoints(
    older: &[(String, String)],
    verifier: &Verifier,
    found: &mut Findings,
) -> Vec<(String, Checkpoint)> {
    let mut opened = Vec::new();
    for (name, note) in older {
        match Checkpoint::open(note, verifier) {
            Ok(checkpoint) => opened.push((name.clone(), checkpoint)),
            Err(error) => found.add(format!("checkpoint `{name}`: {error}")),
        }
    }
    opened
}

fn read_entries(
    view: &mut dyn Snapshot,
    older: &[(String, Checkpoint)],
    found: &mut Findings,
) -> Result<Book, StoreError> {
    let sizes: BTreeSet<u64> = older.iter().map(|(_, c)| c.size).collect();
    let mut book = Book::default();
    view.each_entry(0, &mut |index, bytes| {
        let expected = book.edge.size();
        if index != expected {
            found.add(format!("entry {expected} is missing: the next one is {index}"));
            return false;
        }
        book.nodes.extend(book.edge.push(leaf_hash(bytes)));
        if sizes.contains(&(index + 1)) {
            book.roots.insert(index + 1, book.edge.root());
        }
        match entry::read(bytes) {
            Ok(entry) => book.note(index, entry.event, found),
            Err(error) => found.add(format!("entry {index}: {error}")),
        }
        true
    })?;
    Ok(book)
}

impl Book {
    fn note(&mut self, index: u64, event: Event, found: &mut Findings) {
        if (index == 0) != matches!(event, Event::Genesis(_)) {
            found.add(format!("entry {index}: a ledger has one `genesis`, at index 0"));
        }
        if let Some(party) = event.party() {
            self.refs.insert(party);
        }
        match event {
            Event::Genesis(e) => self.origin = Some(e.origin),
            Event::Publish(e) => self.editions.push(Listed {
                agreement: e.agreement.to_string(),
                version: e.version.to_string(),
                digest: e.version_digest.0,
                index,
            }),
            Event::Accept(e) => {
                self.acts.push((index, Some(e.party_ref)));
                self.refs.extend(e.actor.and_then(|a| a.actor_ref));
                if let Some(commit) = e.evidence_commit {
                    self.evidence.insert(index, (e.party_ref, commit));
                }
            }
            Event::Use(e) | Event::Withdraw(e) => self.acts.push((index, Some(e.party_ref))),
            Event::Notify(e) => self.acts.push((index, e.party_ref)),
            Event::Erase(e) => {
                self.erased.insert(e.party_ref);
            }
        }
    }
}

fn check_head(head: &Head, verifier: Option<&Verifier>, book: &Book, found: &mut Findings) {
    let (size, root) = (book.edge.size(), book.edge.root());
    if head.size != size {
        found.add(format!("head: it names {} entries, {size} are there", head.size));
    } else if head.root != root {
        found.add(format!("head: it names the root {}, the entries have {}", hex(&head.root), hex(&root)));
    }
    let Some(verifier) = verifier else { return };
    if !verifier.verify(&signed(head, verifier).0.text(), &head.signature) {
        found.add("head: its signature is wrong".to_owned());
    }
    if let Some(origin) = book.origin.as_deref().filter(|o| *o != verifier.name()) {
        found.add(format!("head: the key is of `{}`, the ledger of `{origin}`", verifier.name()));
    }
}

fn check_nodes(view: &mut dyn Snapshot, book: &Book, found: &mut Findings) -> Result<(), StoreError> {
    let mut next = 0;
    view.each_node(&mut |position, hash| {
        let expected = usize::try_from(position).ok().and_then(|p| book.nodes.get(p));
        if position != next {
            found.add(format!("node {next} of the tree is missing"));
        }
        next = position + 1;
        match expected {
            Some(expected) if expected == hash => {}
            Some(_) => found.add(format!("node {position} of the tree is not the hash of what is below it")),
            None => found.add(format!("node {position} is beyond the tree")),
        }
    })?;
    if next < book.nodes.len() as u64 {
        found.add(format!("nodes {next} to {} of the tree are missing", book.nodes.len() - 1));
    }
    Ok(())
}

fn check_older(older: &[(String, Checkpoint)], book: &Book, found: &mut Findings) {
    for (name, checkpoint) in older {
        let size = checkpoint.size;
        match book.roots.get(&size) {
            Some(root) if *root == checkpoint.root => {}
            Some(root) => found.add(format!(
                "fork: checkpoint `{name}` has the root {} of {size} entries, the ledger's first {size} have {}",
                hex(&checkpoint.root),
                hex(root)
            )),
            None if size == 0 => {}
            None => found.add(format!(
                "rollback: checkpoint `{name}` has {size} entries with root {}, the ledger has {} with root {}",
                hex(&checkpoint.root),
                book.edge.size(),
                hex(&book.edge.root())
            )),
        }
    }
}
