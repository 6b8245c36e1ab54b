//! Clauses without a pair → those that are a part of a clause that was divided, or became a part of another.
//!
//! A new clause is split off an old one when nearly all its words stood there and are missing from what the old
//! one became; merging is the same read backwards.

use std::collections::{HashMap, HashSet};

use super::align::Pairing;
use super::fold::each_folded_letter;
use super::tree::{Node, Tree};
use crate::marks;

/// A part has at least so many features.
const LEAST: usize = 10;
/// The part with which a clause begins is that clause if it is one in so many of it or more.
const LEAST_SHARE: usize = 8;
/// A feature that stands in more clauses than this says nothing.
const COMMON: usize = 12;

/// The parts of a clause stand so close together, if others came between them.
const NEARBY: usize = 3;

/// What was divided and what was joined.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Old clause (paired) and the new clause (without a pair) that was split off it.
    pub(super) split: Divided,
    /// New clause (paired) and the old clause (without a pair) that was merged into it.
    pub(super) merged: Divided,
}

/// Finds splits and merges, and settles which part is the clause itself: the one that begins as it does, however much
/// of the rest the other got.
pub(super) fn parts(old: &Tree<'_>, new: &Tree<'_>, pairing: &mut Pairing) -> Parts {
    let mut split = inset((old, new), &mut pairing.to_new, &mut pairing.to_old);
    split.extend(divided(old, &pairing.to_new, new, &pairing.to_old, &split));
    split.extend(taken(old, &pairing.to_new, new, &pairing.to_old, &split));
    split.extend(beside((old, &pairing.to_new), (new, &pairing.to_old), &split));
    settle(&mut split, (old, new), &mut pairing.to_new, &mut pairing.to_old);
    let mut merged = inset((new, old), &mut pairing.to_old, &mut pairing.to_new);
    merged.extend(divided(new, &pairing.to_old, old, &pairing.to_new, &merged));
    merged.extend(taken(new, &pairing.to_old, old, &pairing.to_new, &merged));
    merged.extend(beside((new, &pairing.to_old), (old, &pairing.to_new), &merged));
    settle(&mut merged, (new, old), &mut pairing.to_old, &mut pairing.to_new);
    Parts { split: Divided::new(split), merged: Divided::new(merged) }
}

/// Clauses and the parts that they were divided into.
#[derive(Debug, Default)]
pub(super) struct Divided {
    parts: HashMap<usize, Vec<usize>>,
    whole: HashMap<usize, usize>,
}

impl Divided {
    fn new(pairs: Vec<(usize, usize)>) -> Divided {
        let mut out = Divided::default();
        for (whole, part) in pairs {
            out.parts.entry(whole).or_default().push(part);
            out.whole.insert(part, whole);
        }
        out.parts.values_mut().for_each(|parts| parts.sort_unstable());
        out
    }

    /// The parts of a clause in reading order, but for the one that it is still paired with.
    pub(super) fn parts(&self, whole: usize) -> Vec<usize> {
        self.parts.get(&whole).cloned().unwrap_or_default()
    }

    /// The clause of which this is a part.
    pub(super) fn whole(&self, part: usize) -> Option<usize> {
        self.whole.get(&part).copied()
    }
}

/// Pairs of a clause of `whole` and a clause of `part` that was paired with it, though the one above is that clause: the
/// words of 2. stand in 2.1 below a 2. that has its caption, or that begins as it did.
fn inset(
    (whole, part): (&Tree<'_>, &Tree<'_>),
    to_part: &mut [Option<usize>],
    to_whole: &mut [Option<usize>],
) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for p in 1..part.nodes.len() {
        let above = part.nodes[p].parent.filter(|above| *above != 0 && to_whole[*above].is_none());
        let (Some(above), Some(w)) = (above, to_whole[p]) else { continue };
        let nodes = [&whole.nodes[w], &part.nodes[above], &part.nodes[p]];
        // what an editor says stays so
        if nodes[1..].iter().any(|n| n.written.is_some()) {
            continue;
        }
        let keys = nodes.map(|n| n.heading_key);
        let named = keys[0] != 0 && keys[0] == keys[1] && keys[0] != keys[2];
        let own = whole.own(w);
        let number = || nodes[0].number.is_some() && Tree::same_number(nodes[0], nodes[1]);
        if named || keys[0] == 0 && number() && begins(own, part.own(above)) && !begins(own, part.own(p)) {
            (to_part[w], to_whole[above], to_whole[p]) = (Some(above), Some(w), None);
            if part.features(p).within(whole.features(w)) >= NEAR.1 {
                out.push((w, p));
            }
        }
    }
    out
}

/// Pairs a clause with the part with which it begins, if that stands right before the part with which it was paired.
fn settle(
    parts: &mut [(usize, usize)],
    (whole, part): (&Tree<'_>, &Tree<'_>),
    to_part: &mut [Option<usize>],
    to_whole: &mut [Option<usize>],
) {
    for (w, p) in parts {
        let Some(rest) = to_part[*w] else { continue };
        let nodes = [&whole.nodes[*w], &part.nodes[*p], &part.nodes[rest]];
        if !leaves(nodes) || nodes[1].weight * LEAST_SHARE < nodes[0].weight {
            continue;
        }
        let opening = |p: usize| part.opening(p).within(whole.opening(*w));
        let letters = |p: usize| begins(whole.own(*w), part.own(p));
        let caption = whole.nodes[*w].heading.filter(|h| !h.is_empty());
        let named = |p: usize| caption.is_some() && part.nodes[p].heading == caption;
        let named = named(*p) && !named(rest);
        let last = || ends(whole.own(*w), part.own(rest)) && !ends(whole.own(*w), part.own(*p));
        let begins = || opening(*p) > 0.6 && opening(rest) < 0.4 || (letters(*p) || last()) && !letters(rest);
        let beside = part.neighbours(*p).1 == Some(rest);
        // another clause may have come between them
        let near = || part.nodes[*p].parent == part.nodes[rest].parent && (*p + 1..=*p + NEARBY).contains(&rest);
        let is_whole = if beside { named || begins() } else { begins() && (named || near()) };
        if is_whole {
            to_part[*w] = Some(*p);
            to_whole[*p] = Some(*w);
            to_whole[rest] = None;
            *p = rest;
        }
    }
}

/// Pairs of a clause of `whole` and a clause of `part` that stands beside what the first became, where both together
/// begin and end as it did and have as many words, or the second is for the most part made of words which the first lost.
fn divided(
    whole: &Tree<'_>,
    to_part: &[Option<usize>],
    part: &Tree<'_>,
    to_whole: &[Option<usize>],
    known: &[(usize, usize)],
) -> Vec<(usize, usize)> {
    let known: HashSet<usize> = known.iter().map(|(_, part)| *part).collect();
    let mut out: Vec<(usize, usize)> = Vec::new();
    for p in (1..part.nodes.len()).filter(|p| to_whole[*p].is_none() && !known.contains(p)) {
        let (before, behind) = part.neighbours(p);
        for (rest, first) in [(before, false), (behind, true)] {
            let Some((rest, w)) = rest.and_then(|rest| Some((rest, to_whole[rest]?))) else { continue };
            let (a, one, other) = (&whole.nodes[w], &part.nodes[p], &part.nodes[rest]);
            let alike = (one.weight + other.weight).abs_diff(a.weight) * 10 <= a.weight;
            let (start, end) = if first { (p, rest) } else { (rest, p) };
            let free = to_part[w] == Some(rest) && out.last().is_none_or(|(_, last)| *last != p);
            let own = whole.own(w);
            let both = || alike && leaves([a, one, other]) && begins(own, part.own(start)) && ends(own, part.own(end));
            let made = |least| lost((whole, w), (part, rest), p, least);
            let opened = || leaves([a, one, other]) && opens(own, (part.own(start), part.own(end))) && made(OPENING);
            if free && (both() || a.own_key != other.own_key && (made(NEAR) || opened())) {
                out.push((w, p));
            }
        }
    }
    out
}

fn leaves(nodes: [&Node<'_>; 3]) -> bool {
    nodes.iter().all(|n| n.children.is_empty())
}

/// So many letters tell how a clause begins or ends.
const TELLING: usize = 12;

/// Whether both begin with the same letters.
fn begins(a: &str, b: &str) -> bool {
    let (a, b) = (spelled(a), spelled(b));
    let end = b.char_indices().nth(TELLING).map_or(b.len(), |(at, _)| at);
    is_telling(&b) && a.starts_with(&b[..end])
}

/// Whether both end with the same letters.
fn ends(a: &str, b: &str) -> bool {
    let (a, b) = (spelled(a), spelled(b));
    let start = b.char_indices().nth_back(TELLING - 1).map_or(0, |(at, _)| at);
    is_telling(&b) && a.ends_with(&b[start..])
}

/// Whether one begins with the letters of the first, and goes on somewhere with those with which the second begins.
fn opens(whole: &str, (first, second): (&str, &str)) -> bool {
    let (all, second) = (spelled(whole), spelled(second));
    let end = second.char_indices().nth(TELLING).map_or(second.len(), |(at, _)| at);
    is_telling(&second) && begins(whole, first) && all.find(&second[..end]).is_some_and(|at| at > 0)
}

fn is_telling(letters: &str) -> bool {
    letters.chars().nth(TELLING / 2).is_some()
}

/// The letters of an own text, whatever stands between them.
fn spelled(own: &str) -> String {
    let mut out = String::new();
    own.split('\n').for_each(|line| each_folded_letter(&marks::shown(line), |c| out.push(c)));
    out
}

/// Pairs of a clause of `whole` and a clause of `part` that is made of words which the first lost.
fn taken(
    whole: &Tree<'_>,
    to_part: &[Option<usize>],
    part: &Tree<'_>,
    to_whole: &[Option<usize>],
    known: &[(usize, usize)],
) -> Vec<(usize, usize)> {
    let known: HashSet<usize> = known.iter().map(|(_, part)| *part).collect();
    let unknown = |p: usize| !known.contains(&p);
    let lone = |p: &usize| to_whole[*p].is_none() && part.features(*p).len() >= LEAST && unknown(*p);
    let lone: Vec<usize> = (0..part.nodes.len()).filter(lone).collect();
    if lone.is_empty() {
        return Vec::new();
    }
    // what each clause lost
    let mut index: Vec<(u32, usize)> = Vec::new();
    for (w, node) in whole.nodes.iter().enumerate() {
        let Some(p) = to_part[w].filter(|p| part.nodes[*p].own_key != node.own_key) else { continue };
        let lost = whole.features(w).filtered(part.features(p), false);
        index.extend(lost.hashes().iter().map(|h| (*h, w)));
    }
    index.sort_unstable();
    let having = |h: &u32| {
        let list = &index[index.partition_point(|(other, _)| other < h)..];
        let list = &list[..list.iter().take(COMMON + 1).take_while(|(other, _)| other == h).count()];
        if list.len() <= COMMON { list } else { &[] }
    };
    let mut out = Vec::new();
    for p in lone {
        let features = part.features(p);
        let mut shared: Vec<usize> = features.hashes().iter().flat_map(having).map(|(_, w)| *w).collect();
        shared.sort_unstable();
        let best = shared.chunk_by(|a, b| a == b).max_by_key(|same| (same.len(), std::cmp::Reverse(same[0])));
        let Some(&[w, ..]) = best else { continue };
        let Some(rest) = to_part[w] else { continue };
        let named = part.nodes[p].heading.is_some_and(|h| !h.is_empty() && whole.nodes[w].heading == Some(h));
        let near = named || part.nodes[p].parent == Some(rest);
        if lost((whole, w), (part, rest), p, if near { NEAR } else { ANYWHERE }) {
            out.push((w, p));
        }
    }
    out
}

/// Pairs of a clause of `whole` and a clause of `part` that stands in it letter by letter or nearly so, and stands beside
/// another part of it: of items that became lines, the short ones.
fn beside(
    (whole, to_part): (&Tree<'_>, &[Option<usize>]),
    (part, to_whole): (&Tree<'_>, &[Option<usize>]),
    known: &[(usize, usize)],
) -> Vec<(usize, usize)> {
    let mut families: Vec<(usize, usize)> =
        known.iter().map(|(w, p)| (*w, part.nodes[*p].parent.unwrap_or(0))).collect();
    families.sort_unstable();
    families.dedup();
    let mut taken: HashSet<usize> = known.iter().map(|(_, part)| *part).collect();
    let mut out = Vec::new();
    for (w, parent) in families {
        let all = spelled(whole.own(w));
        let brothers = part.nodes[parent].children.iter().filter(|p| to_whole[**p].is_none());
        for p in brothers.take(MOST_BROTHERS) {
            let own = spelled(part.own(*p));
            let nearly = || to_part[w].is_some_and(|rest| lost((whole, w), (part, rest), *p, (NEAR.0, ANYWHERE.1)));
            let inside = is_telling(&own) && (all.contains(&own) || nearly());
            if part.nodes[*p].children.is_empty() && inside && taken.insert(*p) {
                out.push((w, *p));
            }
        }
    }
    out
}

/// So many clauses beside a part are looked for in the clause of which it is one.
const MOST_BROTHERS: usize = 64;

/// So many features of a part, and such a share of them, are words that another clause lost: of a part beside it, and
/// of one that stands anywhere.
const NEAR: (usize, f32) = (5, 0.5);
const ANYWHERE: (usize, f32) = (LEAST, 0.75);
/// The same where both parts begin as sentences of the whole did: what else they say was amended too.
const OPENING: (usize, f32) = (5, 0.3);

/// Whether the clause `p` is made of words which the clause `w` lost when it became `rest`.
fn lost(
    (whole, w): (&Tree<'_>, usize),
    (part, rest): (&Tree<'_>, usize),
    p: usize,
    (least, share): (usize, f32),
) -> bool {
    let (features, whole, rest) = (part.features(p), whole.features(w), part.features(rest));
    let inside = features.filtered(whole, true);
    features.len() >= least && features.within(whole) >= share && inside.within(rest) <= 0.4
}
