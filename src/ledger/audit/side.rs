//! The side tables against the entries: lookups made again, refs and commitments computed.

use std::collections::{BTreeSet, HashMap};

use super::super::privacy::seal;
use super::super::store::{Listed, Snapshot, StoreError};
use super::{Book, Findings};
use crate::model::event::Hex32;

/// Compares the lookups and the personal data with what the entries say.
pub(super) fn check_side(view: &mut dyn Snapshot, book: &Book, found: &mut Findings) -> Result<(), StoreError> {
    let mut editions = Vec::new();
    view.each_edition(&mut |listed| editions.push(listed))?;
    compare_editions(editions, book, found);

    let mut parties: HashMap<Hex32, u64> = HashMap::new();
    view.each_party(&mut |party| {
        let party_ref = party.party_ref();
        if !book.refs.contains(&party_ref) {
            found.add(format!("party {} (`{}`): no entry names it", party.number, party.id));
        } else if book.erased.contains(&party_ref) {
            found.add(format!("party {}: it was erased, and is there", party.number));
        }
        parties.insert(party_ref, party.number);
    })?;
    let lost = book.refs.iter().filter(|r| !parties.contains_key(*r) && !book.erased.contains(*r));
    for party in lost.collect::<BTreeSet<_>>() {
        found.add(format!("the party {party} is in entries and not in the side table, and was not erased"));
    }

    let number = |party: &Option<Hex32>| party.as_ref().map_or(Some(0), |p| parties.get(p).copied());
    let mut acts: Vec<_> = book.acts.iter().filter_map(|(index, party)| Some((number(party)?, *index))).collect();
    let mut has_key = vec![false; book.edge.size() as usize];
    acts.iter().for_each(|(_, index)| has_key[*index as usize] = true);
    acts.sort_unstable();
    check_acts(view, acts, found)?;
    check_keys(view, has_key, found)?;
    check_evidence(view, book, found)
}

/// Compares the table of acts with the `expected` ones, by party and index; both ascend.
fn check_acts(view: &mut dyn Snapshot, expected: Vec<(u64, u64)>, found: &mut Findings) -> Result<(), StoreError> {
    let unlisted = |(party, index), found: &mut Findings| {
        found.add(format!("entry {index} is not listed among the acts of party {party}"));
    };
    let mut expected = expected.into_iter().peekable();
    view.each_act(&mut |party, index| {
        while let Some(act) = expected.next_if(|act| *act < (party, index)) {
            unlisted(act, found);
        }
        if expected.next_if_eq(&(party, index)).is_none() {
            found.add(format!("the act {index} is listed for party {party}: no entry says so"));
        }
    })?;
    expected.for_each(|act| unlisted(act, found));
    Ok(())
}

/// Compares the table of idempotency keys with the entries that must have one, by index.
fn check_keys(view: &mut dyn Snapshot, mut has_key: Vec<bool>, found: &mut Findings) -> Result<(), StoreError> {
    view.each_key(&mut |key, index, sealed| {
        let open = usize::try_from(index).ok().and_then(|i| has_key.get_mut(i));
        if sealed != i64::from(seal(key, index)) {
            found.add(format!("the idempotency key of entry {index} was changed"));
        } else if !open.is_some_and(std::mem::take) {
            found.add(format!("an idempotency key names entry {index}, which has none or another"));
        }
    })?;
    for index in (0..has_key.len()).filter(|i| has_key[*i]) {
        found.add(format!("entry {index} has lost its idempotency key"));
    }
    Ok(())
}

fn compare_editions(mut editions: Vec<Listed>, book: &Book, found: &mut Findings) {
    editions.sort_by_key(|e| e.index);
    for listed in &editions {
        if !book.editions.contains(listed) {
            let Listed { agreement, version, .. } = listed;
            found.add(format!("`{agreement}@{version}` is listed as published: no entry says so"));
        }
    }
    for said in book.editions.iter().filter(|said| !editions.contains(said)) {
        found.add(format!("entry {} publishes `{}@{}`, which is not listed", said.index, said.agreement, said.version));
    }
}

fn check_evidence(view: &mut dyn Snapshot, book: &Book, found: &mut Findings) -> Result<(), StoreError> {
    let mut kept = BTreeSet::new();
    view.each_evidence(&mut |index| {
        kept.insert(index);
    })?;
    for index in kept.iter().filter(|i| !book.evidence.contains_key(*i)) {
        found.add(format!("there is evidence of entry {index}, which commits to none"));
    }
    for (index, (party, commit)) in &book.evidence {
        match view.evidence(*index)? {
            Some(evidence) if evidence.commitment() == *commit => {}
            Some(_) => found.add(format!("the evidence of entry {index} is not what the entry commits to")),
            None if book.erased.contains(party) => {}
            None => found.add(format!("the evidence of entry {index} is missing, and its party was not erased")),
        }
    }
    Ok(())
}
