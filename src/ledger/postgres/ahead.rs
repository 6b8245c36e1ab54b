//! What a transaction knows without asking: what was read ahead, and what it has appended itself.

use std::collections::HashMap;
use std::sync::Arc;

use super::super::merkle::Hash;
use super::super::store::{Key, Party, Row};

/// Known rows; a key with `None` is known to have no row.
#[derive(Default)]
pub(super) struct Ahead {
    pub(super) parties: HashMap<String, Option<Party>>,
    pub(super) keys: HashMap<Key, Option<u64>>,
    /// By party, ascending.
    pub(super) acts: HashMap<u64, Vec<u64>>,
    pub(super) entries: HashMap<u64, Arc<[u8]>>,
    pub(super) nodes: HashMap<u64, Option<Hash>>,
    pub(super) editions: Option<HashMap<(String, String), [u8; 32]>>,
    /// The number of the next new party.
    pub(super) next_party: Option<u64>,
    /// Acts that were appended here, of parties whose others were not read.
    appended: HashMap<u64, Vec<u64>>,
}

impl Ahead {
    /// Takes in a new party: it has no acts yet.
    pub(super) fn add_party(&mut self, party: Party) {
        self.next_party = Some(party.number + 1);
        self.acts.insert(party.number, Vec::new());
        self.parties.insert(party.id.clone(), Some(party));
    }

    /// Takes in what is appended.
    pub(super) fn append(&mut self, row: &Row<'_>) {
        self.entries.insert(row.index, row.bytes.clone());
        if let Some(party) = row.party {
            let acts = self.acts.get_mut(&party);
            acts.unwrap_or_else(|| self.appended.entry(party).or_default()).push(row.index);
        }
        if let (Some((agreement, version, digest)), Some(editions)) = (row.edition, &mut self.editions) {
            editions.insert((agreement.to_owned(), version.to_owned()), *digest);
        }
    }

    /// The numbers of the known parties, and of the announcements to all, whose acts are not known.
    pub(super) fn parties_without_acts(&self) -> Vec<u64> {
        let known = self.parties.values().flatten().map(|party| party.number);
        known.chain([0]).filter(|number| !self.acts.contains_key(number)).collect()
    }

    /// Takes in the acts of a party that were read; those appended here come behind them.
    pub(super) fn read_acts(&mut self, party: u64, mut acts: Vec<u64>) {
        let own = self.appended.remove(&party).unwrap_or_default();
        acts.extend(own.into_iter().filter(|index| acts.last().is_none_or(|last| last < index)).collect::<Vec<_>>());
        self.acts.insert(party, acts);
    }

    /// Forgets a party and all that names it.
    pub(super) fn forget(&mut self, party: u64) {
        self.parties.retain(|_, known| known.as_ref().is_none_or(|p| p.number != party));
        self.acts.remove(&party);
        self.appended.remove(&party);
        self.keys.clear();
    }
}
