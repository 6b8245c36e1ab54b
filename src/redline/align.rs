//! Two trees → which clause is which, over the whole tree.
//!
//! 1. Ids that an editor wrote, where the texts share them ([`Aligner::ids`]).
//! 2. Equal wording that stands once on each side: whole subtrees, then own texts ([`Aligner::unique`]).
//! 3. Below paired parents: equal children in order, identical siblings by their place ([`Aligner::descend`]).
//! 4. Likeness of the rest ([`super::candidates`]), with heading, number, parent and neighbours as evidence, in
//!    rounds from the certain to the probable ([`Aligner::rounds`]); parents whose children stayed together
//!    ([`Aligner::containers`]).
//! 5. What is left between paired neighbours ([`Aligner::gaps`]), equal wording wherever it went ([`Aligner::rest`]).
//!
//! Invariant: a clause has at most one pair, and no step undoes one before. Cost: n log n, but for the comparisons
//! of likeness, whose number is bounded for each clause.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::candidates::{Candidate, global, local};
use super::sequence::common;
use super::tree::{Node, Tree};

/// Wording of this weight is told from other wording by itself: eight Chinese characters, two dozen letters.
const TELLING: usize = 24;
/// Below this weight a replaced line is the same line in its place.
const SHORT: usize = 36;

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
    let coarse = a.rounds();
    a.gaps();
    a.descend();
    a.rest();
    a.containers();
    a.gaps();
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

    /// Pairs clauses by their ids. An id that is written on both sides is certain; one that is written on one side
    /// and is the mere path on the other holds unless wording shows that the paths are of another history (a file
    /// that was read anew, without its ids).
    fn ids(&mut self, trust: Trust) {
        if !self.new.nodes.iter().any(|n| n.written.is_some())
            && (trust == Trust::New || !self.old.nodes.iter().any(|n| n.written.is_some()))
        {
            return;
        }
        let by_id = |tree: &Tree<'_>| -> HashMap<String, usize> {
            (1..tree.nodes.len()).map(|i| (tree.nodes[i].id().to_owned(), i)).collect()
        };
        let (olds, news) = (by_id(self.old), by_id(self.new));
        let old_wording = count(self.old, |n| n.own_key);
        let (mut sure, mut likely) = (Vec::new(), Vec::new());
        let mut conflicts = 0;
        for (n, b) in self.new.nodes.iter().enumerate().skip(1) {
            let Some(&o) = olds.get(b.id()) else { continue };
            let a = &self.old.nodes[o];
            if b.written.is_some() && (a.written.is_some() || trust == Trust::New) {
                sure.push((o, n));
            } else if b.written.is_some() || a.written.is_some() && trust == Trust::Both {
                let elsewhere = old_wording.get(&b.own_key).is_some_and(|(times, _)| *times == 1);
                if a.own_key == b.own_key || self.old.features(o).likeness(self.new.features(n)) > 0.5 {
                    likely.push((o, n));
                } else if b.weight >= TELLING && elsewhere {
                    conflicts += 1;
                } else {
                    likely.push((o, n));
                }
            }
        }
        if conflicts > likely.len() {
            likely.clear();
        }
        for (o, n) in sure.iter().chain(&likely) {
            self.pair(*o, *n);
        }
        let barred = |tree: &Tree<'_>, other: &HashMap<String, usize>| -> Vec<bool> {
            tree.nodes.iter().map(|n| n.written.is_some() && !other.contains_key(n.id())).collect()
        };
        if trust == Trust::New || conflicts <= likely.len() {
            self.barred_new = barred(self.new, &olds);
        }
        if trust == Trust::Both && conflicts <= likely.len() && !(sure.is_empty() && likely.is_empty()) {
            self.barred_old = barred(self.old, &news);
        }
    }

    /// Pairs what has a key that stands once on each side; of whole subtrees every clause in them.
    fn unique(&mut self, key: fn(&Node<'_>) -> u64, weight: fn(&Node<'_>) -> usize, whole: bool) {
        let once = |tree: &Tree<'_>, paired: &[Option<usize>]| {
            let mut seen: HashMap<u64, (usize, usize)> = HashMap::new();
            for (i, node) in tree.nodes.iter().enumerate().filter(|(i, n)| paired[*i].is_none() && weight(n) >= TELLING)
            {
                seen.entry(key(node)).or_insert((0, i)).0 += 1;
            }
            seen
        };
        let news = once(self.new, &self.to_old);
        let olds = once(self.old, &self.to_new);
        for o in 1..self.old.nodes.len() {
            let k = key(&self.old.nodes[o]);
            let (Some((1, at)), Some((1, n))) = (olds.get(&k), news.get(&k)) else { continue };
            if *at == o && self.free(o, *n) {
                if whole {
                    self.pair_whole(o, *n);
                } else {
                    self.pair(o, *n);
                }
            }
        }
    }

    fn pair_whole(&mut self, o: usize, n: usize) {
        let mut stack = vec![(o, n)];
        while let Some((o, n)) = stack.pop() {
            self.pair(o, n);
            let (a, b) = (&self.old.nodes[o].children, &self.new.nodes[n].children);
            stack.extend(a.iter().copied().zip(b.iter().copied()));
        }
    }

    /// Pairs equal children of paired parents, in order: whole subtrees first, then own texts.
    fn descend(&mut self) {
        for o in 0..self.old.nodes.len() {
            let Some(n) = self.to_new[o] else { continue };
            for whole in [true, false] {
                let (a, b) = (&self.old.nodes[o].children, &self.new.nodes[n].children);
                let any_free =
                    a.iter().any(|c| self.to_new[*c].is_none()) && b.iter().any(|c| self.to_old[*c].is_none());
                if !any_free {
                    break;
                }
                let key = |node: &Node<'_>| {
                    if whole {
                        (0, node.subtree_key)
                    } else if node.weight > 0 {
                        (1, node.own_key)
                    } else {
                        let mut h = DefaultHasher::new();
                        node.number.hash(&mut h);
                        (2, h.finish())
                    }
                };
                let olds: Vec<_> = a
                    .iter()
                    .map(|c| self.to_new[*c].map_or_else(|| key(&self.old.nodes[*c]), |n| (3, n as u64)))
                    .collect();
                let news: Vec<_> = b
                    .iter()
                    .map(|c| self.to_old[*c].map_or_else(|| key(&self.new.nodes[*c]), |_| (3, *c as u64)))
                    .collect();
                let (a, b) = (a.clone(), b.clone());
                for (i, j) in common(&olds, &news) {
                    if self.free(a[i], b[j]) {
                        if whole {
                            self.pair_whole(a[i], b[j]);
                        } else {
                            self.pair(a[i], b[j]);
                        }
                    }
                }
            }
        }
    }

    /// Pairs parents most of whose children went together, from the leaves up.
    fn containers(&mut self) {
        for o in (1..self.old.nodes.len()).rev() {
            if self.to_new[o].is_some() {
                continue;
            }
            let a = &self.old.nodes[o];
            let mut votes: HashMap<usize, usize> = HashMap::new();
            for &c in &a.children {
                let parent = self.to_new[c].and_then(|n| self.new.nodes[n].parent).filter(|p| *p != 0);
                if let Some(p) = parent.filter(|p| self.open(o, *p)) {
                    *votes.entry(p).or_default() += self.old.nodes[c].subtree_weight + 1;
                }
            }
            let Some((n, shared)) = votes.into_iter().max_by_key(|(n, w)| (*w, std::cmp::Reverse(*n))) else {
                continue;
            };
            let b = &self.new.nodes[n];
            // two that speak of different things are not one because their children changed sides
            let strange =
                a.weight.min(b.weight) >= TELLING && self.old.features(o).likeness(self.new.features(n)) < 0.05;
            if strange && !same_heading(a, b) && !(a.number.is_some() && Tree::same_number(a, b)) {
                continue;
            }
            let below = |node: &Node<'_>| node.subtree_weight - node.weight + node.children.len();
            let share = 2.0 * shared as f32 / (below(a) + below(b)).max(1) as f32;
            let enough = if same_heading(a, b) {
                0.25
            } else if Tree::same_number(a, b) {
                0.4
            } else {
                0.5
            };
            if share > enough {
                self.pair(o, n);
            }
        }
    }

    /// Pairs what is alike, the most certain first. Whether a bound was met.
    fn rounds(&mut self) -> bool {
        let (everywhere, coarse) = global(self.old, self.new, &self.to_new, &self.to_old);
        for (round, (enough, alike)) in [(0.85, 0.6), (0.85, 0.6), (0.65, 0.4), (0.52, 0.25)].into_iter().enumerate() {
            let mut candidates = everywhere.clone();
            if round > 0 {
                candidates.extend(local(self.old, self.new, &self.to_new, &self.to_old));
            }
            let mut scored: Vec<(f32, Candidate)> = candidates
                .into_iter()
                .filter(|c| c.likeness >= alike && self.open(c.old, c.new))
                .map(|c| (self.score(&c), c))
                .filter(|(score, _)| *score >= enough)
                .collect();
            scored.sort_by(|(s, a), (t, b)| t.total_cmp(s).then((a.old, a.new).cmp(&(b.old, b.new))));
            for (_, c) in scored {
                if self.open(c.old, c.new) {
                    self.pair(c.old, c.new);
                }
            }
            if round > 0 {
                self.headings();
            }
            self.containers();
            self.descend();
        }
        coarse && self.to_old.iter().any(Option::is_none) && self.to_new.iter().any(Option::is_none)
    }

    /// Pairs children of paired parents by a heading that stands once among them on each side: a clause that was
    /// written anew under its old heading is that clause.
    fn headings(&mut self) {
        for o in 0..self.old.nodes.len() {
            let Some(n) = self.to_new[o] else { continue };
            let (a, b) = (&self.old.nodes[o].children, &self.new.nodes[n].children);
            if a.iter().all(|c| self.to_new[*c].is_some()) || b.iter().all(|c| self.to_old[*c].is_some()) {
                continue;
            }
            let once = |tree: &Tree<'_>, children: &[usize]| {
                let mut seen: HashMap<u64, (usize, usize)> = HashMap::new();
                for c in children.iter().filter(|c| tree.nodes[**c].heading_key != 0) {
                    seen.entry(tree.nodes[*c].heading_key).or_insert((0, *c)).0 += 1;
                }
                seen
            };
            let news = once(self.new, b);
            let mut found: Vec<(usize, usize)> = Vec::new();
            for (key, (times, o)) in once(self.old, a) {
                if let (1, Some((1, n))) = (times, news.get(&key)) {
                    found.push((o, *n));
                }
            }
            for (o, n) in found {
                if self.open(o, n) {
                    self.pair(o, n);
                }
            }
        }
    }

    /// Likeness, raised by evidence of place and name, lowered where little text says little.
    fn score(&self, c: &Candidate) -> f32 {
        let (a, b) = (&self.old.nodes[c.old], &self.new.nodes[c.new]);
        let mut score = c.likeness;
        let together =
            |o: Option<usize>, n: Option<usize>| matches!((o, n), (Some(o), Some(n)) if self.to_new[o] == Some(n));
        let family = together(a.parent, b.parent);
        let (before_a, behind_a) = self.old.neighbours(c.old);
        let (before_b, behind_b) = self.new.neighbours(c.new);
        let before = together(before_a, before_b);
        let behind = together(behind_a, behind_b);
        if family {
            score += 0.12;
            score += if Tree::same_number(a, b) && a.number.is_some() { 0.05 } else { 0.0 };
        }
        score += if before { 0.06 } else { 0.0 } + if behind { 0.06 } else { 0.0 };
        if same_heading(a, b) {
            score += 0.2;
        }
        if !a.children.is_empty() && !b.children.is_empty() {
            let kept = a
                .children
                .iter()
                .filter(|c| self.to_new[**c].is_some_and(|n| self.new.nodes[n].parent == Some(self.index(b))));
            score += 0.4 * (2 * kept.count()) as f32 / (a.children.len() + b.children.len()) as f32;
        }
        let little = a.weight.min(b.weight) < TELLING;
        if little && !family && !(before && behind) { score * 0.6 } else { score }
    }

    fn index(&self, b: &Node<'_>) -> usize {
        // a child knows its parent, and only clauses with children are asked
        b.children.first().and_then(|c| self.new.nodes[*c].parent).unwrap_or(0)
    }

    /// Pairs what stands alone between paired neighbours, if number, heading or some likeness speaks for it.
    fn gaps(&mut self) {
        for o in 0..self.old.nodes.len() {
            let Some(n) = self.to_new[o] else { continue };
            let (a, b) = (self.old.nodes[o].children.clone(), self.new.nodes[n].children.clone());
            let place: HashMap<usize, usize> = b.iter().enumerate().map(|(at, c)| (*c, at)).collect();
            let (mut i, mut from) = (0, 0);
            while i < a.len() {
                let end = (i..a.len()).find(|k| self.to_new[a[*k]].is_some()).unwrap_or(a.len());
                let anchor = a.get(end).and_then(|c| self.to_new[*c]).and_then(|n| place.get(&n).copied());
                let to = if end == a.len() { b.len() } else { anchor.unwrap_or(from) };
                if from <= to {
                    let news: Vec<usize> = b[from..to].iter().copied().filter(|c| self.to_old[*c].is_none()).collect();
                    self.gap(&a[i..end], &news);
                    from = anchor.map_or(from, |at| at + 1);
                }
                i = end + 1;
            }
        }
    }

    fn gap(&mut self, olds: &[usize], news: &[usize]) {
        let alone = olds.len() == 1 && news.len() == 1;
        let mut from = 0;
        for &o in olds {
            let a = &self.old.nodes[o];
            let found = (from..news.len().min(from + 16)).find(|k| {
                let n = news[*k];
                let b = &self.new.nodes[n];
                let same_number = a.number.is_some() && (Tree::same_number(a, b) || Tree::same_last(a, b));
                let likeness = self.old.features(o).likeness(self.new.features(n));
                let in_place = alone && (same_number || a.number.is_none() && b.number.is_none());
                self.open(o, n)
                    && (same_heading(a, b) && (same_number || likeness > 0.1)
                        || same_number && likeness > 0.3
                        || in_place && (likeness > 0.15 || a.weight.max(b.weight) < SHORT))
            });
            if let Some(k) = found {
                self.pair(o, news[k]);
                from = k + 1;
            }
        }
    }

    /// Pairs equal wording wherever it went, the first with the first; short wording only where it stands once.
    fn rest(&mut self) {
        let olds = count(self.old, |n| n.own_key);
        let news = count(self.new, |n| n.own_key);
        let mut waiting: HashMap<u64, Vec<usize>> = HashMap::new();
        for n in (1..self.new.nodes.len()).rev() {
            if self.to_old[n].is_none() {
                waiting.entry(self.new.nodes[n].own_key).or_default().push(n);
            }
        }
        for o in 1..self.old.nodes.len() {
            let a = &self.old.nodes[o];
            let once = |m: &HashMap<u64, (usize, usize)>| m.get(&a.own_key).is_some_and(|(times, _)| *times == 1);
            let telling = a.weight >= TELLING || a.weight * 2 >= TELLING && once(&olds) && once(&news);
            if self.to_new[o].is_none()
                && telling
                && let Some(n) = waiting.get_mut(&a.own_key).and_then(Vec::pop)
            {
                self.pair(o, n);
            }
        }
    }
}

fn count(tree: &Tree<'_>, key: fn(&Node<'_>) -> u64) -> HashMap<u64, (usize, usize)> {
    let mut seen: HashMap<u64, (usize, usize)> = HashMap::new();
    for (i, node) in tree.nodes.iter().enumerate() {
        seen.entry(key(node)).or_insert((0, i)).0 += 1;
    }
    seen
}

fn same_heading(a: &Node<'_>, b: &Node<'_>) -> bool {
    a.heading_key != 0 && a.heading_key == b.heading_key
}
