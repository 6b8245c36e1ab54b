//! Clauses without a pair → which are worth comparing, and how alike they are.
//!
//! Two sources: an inverted index of rare features over the whole text, and the unpaired children of paired
//! parents. Both are bounded for each clause, so that no text makes them quadratic.

use std::collections::HashMap;

use super::likeness::Hashed;
use super::tree::Tree;

/// A feature that stands in more clauses than this says nothing.
const COMMON: usize = 24;
/// Clauses with fewer features are expected to be found by their place.
const TELLING: usize = 12;
/// So many features of a clause are looked up.
const ASKED: usize = 96;
/// So many clauses are compared with one.
const COMPARED: usize = 8;
/// So many siblings to either side are compared with one.
const REACH: usize = 6;

/// Two clauses that may be one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) likeness: f32,
}

/// Candidates over the whole text, and whether features were too common to find all.
pub(super) fn global(
    old: &Tree,
    new: &Tree,
    to_new: &[Option<usize>],
    to_old: &[Option<usize>],
) -> (Vec<Candidate>, bool) {
    let mut index: HashMap<u32, Vec<usize>, Hashed> = HashMap::default();
    for (o, node) in old.nodes.iter().enumerate().filter(|(o, _)| to_new[*o].is_none()) {
        for h in node.features.hashes() {
            let list = index.entry(*h).or_default();
            if list.len() <= COMMON {
                list.push(o);
            }
        }
    }
    let mut out = Vec::new();
    let mut unseen = 0;
    let mut shared: HashMap<u32, usize, Hashed> = HashMap::default();
    for (n, node) in new.nodes.iter().enumerate().filter(|(n, _)| to_old[*n].is_none()) {
        shared.clear();
        let known = node.features.hashes().iter().filter_map(|h| index.get(h));
        let (rare, common): (Vec<_>, Vec<_>) = known.partition(|list| list.len() <= COMMON);
        // all that it shares with others is shared with too many
        let telling = node.features.len() >= TELLING;
        unseen += usize::from(telling && rare.is_empty() && common.len() * 2 > node.features.len());
        for list in rare.iter().take(ASKED) {
            for &o in *list {
                *shared.entry(o as u32).or_default() += 1;
            }
        }
        let mut best: Vec<(usize, usize)> = shared.iter().map(|(o, times)| (*times, *o as usize)).collect();
        best.sort_unstable_by_key(|(times, o)| (std::cmp::Reverse(*times), o.abs_diff(n), *o));
        for (_, o) in best.into_iter().take(COMPARED) {
            out.push(compare(old, new, o, n));
        }
    }
    (out, unseen > 0)
}

/// Candidates among the unpaired children of paired parents.
pub(super) fn local(old: &Tree, new: &Tree, to_new: &[Option<usize>], to_old: &[Option<usize>]) -> Vec<Candidate> {
    let mut out = Vec::new();
    for (o, node) in old.nodes.iter().enumerate() {
        let Some(n) = to_new[o] else { continue };
        let olds: Vec<usize> = node.children.iter().copied().filter(|c| to_new[*c].is_none()).collect();
        let news: Vec<usize> = new.nodes[n].children.iter().copied().filter(|c| to_old[*c].is_none()).collect();
        for (i, &o) in olds.iter().enumerate() {
            let middle = i * news.len() / olds.len();
            let reach = if news.len() <= 4 * REACH { news.len() } else { REACH };
            let from = middle.saturating_sub(reach);
            for &n in &news[from..news.len().min(middle + reach + 1)] {
                out.push(compare(old, new, o, n));
            }
        }
    }
    out
}

fn compare(old: &Tree, new: &Tree, o: usize, n: usize) -> Candidate {
    let (x, y) = (&old.nodes[o], &new.nodes[n]);
    let (a, b) = (&x.features, &y.features);
    let (least, most) = (a.len().min(b.len()), a.len().max(b.len()));
    let (dice, share) = a.likeness_and_share(b);
    let mut likeness = dice;
    if least >= TELLING && dice > 0.0 && dice < 0.8 {
        // a clause that lost or won half its text is still that clause
        if least * 3 >= most {
            likeness = likeness.max((dice + share) * 0.45);
        }
        // and so is one that begins as before and goes on otherwise
        likeness = likeness.max((dice + x.opening.likeness(&y.opening)) * 0.45);
    }
    Candidate { old: o, new: n, likeness }
}
