//! Clauses without a pair → those that are a part of a clause that was divided, or became a part of another.
//!
//! A new clause is split off an old one when nearly all its words stood there and are missing from what the old
//! one became; merging is the same read backwards.

use std::collections::HashMap;

use super::align::Pairing;
use super::tree::Tree;

/// A part has at least so many features.
const LEAST: usize = 10;
/// A feature that stands in more clauses than this says nothing.
const COMMON: usize = 12;

/// What was divided and what was joined.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Old clause (paired) and the new clause (without a pair) that was split off it.
    pub(super) split: Vec<(usize, usize)>,
    /// New clause (paired) and the old clause (without a pair) that was merged into it.
    pub(super) merged: Vec<(usize, usize)>,
}

/// Finds splits and merges.
pub(super) fn parts(old: &Tree, new: &Tree, pairing: &Pairing) -> Parts {
    Parts {
        split: taken(old, &pairing.to_new, new, &pairing.to_old),
        merged: taken(new, &pairing.to_old, old, &pairing.to_new),
    }
}

/// Pairs of a clause of `whole` and a clause of `part` that is made of words which the first lost.
fn taken(whole: &Tree, to_part: &[Option<usize>], part: &Tree, to_whole: &[Option<usize>]) -> Vec<(usize, usize)> {
    let lone = |p: &usize| to_whole[*p].is_none() && part.nodes[*p].features.len() >= LEAST;
    let lone: Vec<usize> = (0..part.nodes.len()).filter(lone).collect();
    if lone.is_empty() {
        return Vec::new();
    }
    let mut index: HashMap<u32, Vec<usize>> = HashMap::new();
    for (w, node) in whole.nodes.iter().enumerate() {
        let Some(p) = to_part[w].filter(|p| part.nodes[*p].own_key != node.own_key) else { continue };
        for h in node.features.filtered(&part.nodes[p].features, false).hashes() {
            index.entry(*h).or_default().push(w);
        }
    }
    let mut out = Vec::new();
    for p in lone {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        let features = &part.nodes[p].features;
        let lists = features.hashes().iter().filter_map(|h| index.get(h)).filter(|list| list.len() <= COMMON);
        for w in lists.flatten() {
            *shared.entry(*w).or_default() += 1;
        }
        let best = shared.into_iter().max_by_key(|(w, times)| (*times, std::cmp::Reverse(*w)));
        let Some((w, _)) = best else { continue };
        let Some(rest) = to_part[w] else { continue };
        let (whole, rest) = (&whole.nodes[w].features, &part.nodes[rest].features);
        let inside = features.filtered(whole, true);
        if features.within(whole) >= 0.75 && inside.within(rest) <= 0.4 {
            out.push((w, p));
        }
    }
    out
}
