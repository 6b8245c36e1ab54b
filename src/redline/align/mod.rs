//! Two trees → which clause is which, over the whole tree.
//!
//! 1. Ids that an editor wrote, where the texts share them ([`Aligner::ids`]).
//! 2. Equal wording that stands once on each side: whole subtrees, then own texts ([`Aligner::unique`]).
//! 3. Below paired parents: equal children in order, identical siblings by their place ([`Aligner::descend`]).
//! 4. Between paired neighbours: nearly the same words in the same order at the same place ([`Aligner::steady`]).
//! 5. Likeness of the rest ([`super::candidates`]), with heading, number, parent and neighbours as evidence, in
//!    rounds from the certain to the probable ([`Aligner::rounds`]); definitions of one term, whatever they say now
//!    ([`Aligner::terms`]); parents whose children stayed together
//!    ([`Aligner::containers`]).
//! 6. What begins with the whole of what another said ([`Aligner::begun`]).
//! 7. What is left between paired neighbours ([`Aligner::gaps`]), equal wording wherever it went ([`Aligner::rest`]).
//!
//! Invariant: a clause has at most one pair, and no step undoes one before. Cost: n log n, but for the comparisons
//! of likeness, whose number is bounded for each clause.

use std::collections::HashMap;
use std::hash::Hash;

use super::tree::{Node, Tree};

mod alike;
mod begin;
mod equal;
mod family;
mod ids;
mod steady;
mod terms;

/// Wording of this weight is told from other wording by itself: eight Chinese characters, two dozen letters.
const TELLING: usize = 24;

/// Which clause of one text is which of the other.
#[derive(Debug)]
pub(super) struct Pairing {
    pub(super) to_new: Vec<Option<usize>>,
    pub(super) to_old: Vec<Option<usize>>,
    /// Some clauses have too many alike to be compared with each.
    pub(super) coarse: bool,
}

/// Whose ids say something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// Both texts carry their ids.
    Both,
    /// The new text has not inherited any yet: only those that are written in it count.
    New,
}

/// Pairs the clauses of two texts.
pub(super) fn align(old: &Tree<'_>, new: &Tree<'_>, trust: Trust) -> Pairing {
    let mut a = Aligner {
        old,
        new,
        to_new: vec![None; old.nodes.len()],
        to_old: vec![None; new.nodes.len()],
        barred_old: vec![false; old.nodes.len()],
        barred_new: vec![false; new.nodes.len()],
        coarse: false,
    };
    a.pair(0, 0);
    a.ids(trust);
    a.unique(|n| n.subtree_key, |n| n.subtree_weight, true);
    a.unique(|n| n.exact_key, |n| n.weight, false);
    a.unique(|n| n.own_key, |n| n.weight, false);
    a.unique(|n| n.body_key, |n| if n.body_key == 0 { 0 } else { n.weight }, false);
    a.descend();
    a.containers();
    a.descend();
    a.steady();
    a.rounds();
    a.begun();
    a.gaps();
    a.descend();
    a.rest();
    a.containers();
    a.gaps();
    let coarse = a.coarse && !a.is_done();
    Pairing { to_new: a.to_new, to_old: a.to_old, coarse }
}

struct Aligner<'t> {
    old: &'t Tree<'t>,
    new: &'t Tree<'t>,
    to_new: Vec<Option<usize>>,
    to_old: Vec<Option<usize>>,
    /// Clauses of which an editor's id says that they are none of the other text: only equal wording pairs them.
    barred_old: Vec<bool>,
    barred_new: Vec<bool>,
    /// A bound was met.
    coarse: bool,
}

impl Aligner<'_> {
    fn pair(&mut self, o: usize, n: usize) {
        if self.to_new[o].is_none() && self.to_old[n].is_none() {
            self.to_new[o] = Some(n);
            self.to_old[n] = Some(o);
        }
    }

    fn free(&self, o: usize, n: usize) -> bool {
        self.to_new[o].is_none() && self.to_old[n].is_none()
    }

    fn open(&self, o: usize, n: usize) -> bool {
        self.free(o, n) && !self.barred_old[o] && !self.barred_new[n]
    }

    /// Whether a clause of one side or the other waits for a pair in vain: the other side has none left.
    fn is_done(&self) -> bool {
        !(self.to_new.contains(&None) && self.to_old.contains(&None))
    }
}

fn same_heading(a: &Node<'_>, b: &Node<'_>) -> bool {
    a.heading_key != 0 && a.heading_key == b.heading_key
}

/// Clauses of either side with a key that no other of their side has, and both have; in the order of the old text.
fn once_in_both<K: Eq + Hash>(
    olds: impl Iterator<Item = (K, usize)>,
    news: impl Iterator<Item = (K, usize)>,
) -> Vec<(usize, usize)> {
    fn told<K: Eq + Hash>(keys: impl Iterator<Item = (K, usize)>) -> HashMap<K, (usize, usize)> {
        let mut seen = HashMap::new();
        keys.for_each(|(key, i)| seen.entry(key).or_insert((0, i)).0 += 1);
        seen
    }
    let olds = told(olds);
    if olds.is_empty() {
        return Vec::new();
    }
    let news = told(news);
    let both = olds.into_iter().filter(|(_, (times, _))| *times == 1);
    let mut found: Vec<(usize, usize)> = both
        .filter_map(|(key, (_, o))| news.get(&key).filter(|(times, _)| *times == 1).map(|(_, n)| (o, *n)))
        .collect();
    found.sort_unstable();
    found
}

fn count(tree: &Tree<'_>, key: fn(&Node<'_>) -> u64) -> HashMap<u64, (usize, usize)> {
    let mut seen: HashMap<u64, (usize, usize)> = HashMap::with_capacity(tree.nodes.len());
    for (i, node) in tree.nodes.iter().enumerate() {
        seen.entry(key(node)).or_insert((0, i)).0 += 1;
    }
    seen
}
