//! Clauses without a pair → which are worth comparing, and how alike they are.
//!
//! Two sources: an inverted index of rare features over the whole text, and the unpaired children of paired
//! parents. Both are bounded for each clause, so that no text makes them quadratic.

use std::collections::HashMap;

use super::likeness::Probe;
use super::quick::Quick;
use super::tree::Tree;

/// A feature that stands in more clauses than this says nothing.
const COMMON: usize = 24;
/// Clauses with fewer features are expected to be found by their place.
const TELLING: usize = 12;
/// So many features of a clause are looked up.
const ASKED: usize = 96;
/// So many clauses are compared with one.
const COMPARED: usize = 8;
/// A clause that shares so many times fewer features than another is not compared.
const FAR: usize = 6;
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
    old: &Tree<'_>,
    new: &Tree<'_>,
    to_new: &[Option<usize>],
    to_old: &[Option<usize>],
) -> (Vec<Candidate>, bool) {
    let free = (0..old.nodes.len()).filter(|o| to_new[*o].is_none());
    let index = Index::new(old, &free.collect::<Vec<_>>());
    let mut out = Vec::new();
    let mut unseen = 0;
    // how many features each shares
    let mut times = vec![0usize; old.nodes.len()];
    for n in (0..new.nodes.len()).filter(|n| to_old[*n].is_none()) {
        let features = new.features(n);
        let mut shared: Vec<usize> = Vec::new();
        let (mut rare, mut common) = (0, 0);
        for h in features.hashes() {
            let cell = index.cell(*h);
            if cell.len() > COMMON {
                common += 1;
            } else if rare < ASKED {
                let mut told = false;
                for o in cell.iter().filter(|(other, _)| other == h).map(|(_, o)| *o as usize) {
                    if times[o] == 0 {
                        shared.push(o);
                    }
                    times[o] += 1;
                    told = true;
                }
                rare += usize::from(told);
            }
        }
        // all that it shares with others is shared with too many
        let telling = features.len() >= TELLING;
        unseen += usize::from(telling && rare == 0 && common * 2 > features.len());
        let mut best: Vec<(usize, usize)> = shared.into_iter().map(|o| (std::mem::take(&mut times[o]), o)).collect();
        let most = best.iter().map(|(times, _)| *times).max().unwrap_or(0);
        best.retain(|(times, _)| times * FAR >= most);
        best.sort_unstable_by_key(|(times, o)| (std::cmp::Reverse(*times), o.abs_diff(n), *o));
        let probe = Probe::new(features);
        for (_, o) in best.into_iter().take(COMPARED) {
            let told = probe.likeness_and_share(old.features(o));
            out.push(compare((old, o), (new, n), told));
        }
    }
    (out, unseen > 0)
}

/// Features → the clauses that have them: cells by the leading bits of the hash, one behind the other.
struct Index {
    starts: Vec<u32>,
    /// Hash and clause.
    entries: Vec<(u32, u32)>,
    bits: u32,
}

impl Index {
    fn new(tree: &Tree<'_>, nodes: &[usize]) -> Index {
        let all = || nodes.iter().flat_map(|o| tree.features(*o).hashes().iter().map(move |h| (*h, *o as u32)));
        let count = all().count();
        let bits = (usize::BITS - count.leading_zeros() + 1).clamp(8, 22);
        let mut starts = vec![0u32; (1 << bits) + 1];
        for (h, _) in all() {
            starts[(h >> (u32::BITS - bits)) as usize + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        let mut entries = vec![(0, 0); count];
        for (h, o) in all() {
            let cell = (h >> (u32::BITS - bits)) as usize;
            entries[next[cell] as usize] = (h, o);
            next[cell] += 1;
        }
        Index { starts, entries, bits }
    }

    /// The entries among which those of a hash are.
    fn cell(&self, hash: u32) -> &[(u32, u32)] {
        let cell = (hash >> (u32::BITS - self.bits)) as usize;
        &self.entries[self.starts[cell] as usize..self.starts[cell + 1] as usize]
    }
}

/// What was compared already: each round asks for many of the same again.
pub(super) type Known = HashMap<(usize, usize), Candidate, Quick>;

/// Candidates among the unpaired children of paired parents, and whether some had too many siblings to find all.
pub(super) fn local(
    old: &Tree<'_>,
    new: &Tree<'_>,
    to_new: &[Option<usize>],
    to_old: &[Option<usize>],
    known: &mut Known,
) -> (Vec<Candidate>, bool) {
    let mut out = Vec::new();
    let mut unseen = false;
    for (o, node) in old.nodes.iter().enumerate() {
        let Some(n) = to_new[o] else { continue };
        let olds: Vec<usize> = node.children.iter().copied().filter(|c| to_new[*c].is_none()).collect();
        let news: Vec<usize> = new.nodes[n].children.iter().copied().filter(|c| to_old[*c].is_none()).collect();
        for (i, &o) in olds.iter().enumerate() {
            let mut probe = None;
            let middle = i * news.len() / olds.len();
            let reach = if news.len() <= 4 * REACH { news.len() } else { REACH };
            let seen = middle.saturating_sub(reach)..news.len().min(middle + reach + 1);
            unseen |= seen.len() < news.len();
            out.extend(news[seen].iter().map(|n| {
                *known.entry((o, *n)).or_insert_with(|| {
                    let probe = probe.get_or_insert_with(|| Probe::new(old.features(o)));
                    compare((old, o), (new, *n), probe.likeness_and_share(new.features(*n)))
                })
            }));
        }
    }
    (out, unseen)
}

/// Two clauses, of which the likeness and the share in common are told.
fn compare((old, o): (&Tree<'_>, usize), (new, n): (&Tree<'_>, usize), (dice, share): (f32, f32)) -> Candidate {
    let (a, b) = (old.features(o), new.features(n));
    let (least, most) = (a.len().min(b.len()), a.len().max(b.len()));
    let mut likeness = dice;
    if least >= TELLING && dice > 0.0 && dice < 0.8 {
        // a clause that lost or won half its text is still that clause
        if least * 3 >= most {
            likeness = likeness.max((dice + share) * 0.45);
        }
        // and so is one that begins as before and goes on otherwise
        likeness = likeness.max((dice + old.opening(o).likeness(new.opening(n))) * 0.45);
    }
    Candidate { old: o, new: n, likeness }
}
