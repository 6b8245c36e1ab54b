//! Two sequences → what they have in common, in order ([`super::common`], bounded): of words, paragraphs, clauses.
//!
//! The bounds are sizes, never a clock: the same input always gives the same answer.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

use super::common::longest;
use super::quick::fold;

/// A step from one sequence to the other: what is equal, or what was replaced by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) equal: bool,
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

/// Above this product of lengths, sequences are first parted by what stands once on each side.
const LONG: usize = 1 << 20;
/// Above this one, what cannot be parted is compared piece by piece.
const TOO_LONG: usize = 1 << 26;
/// So many values in a row, standing once on each side, part two sequences.
const GRAM: usize = 6;

/// The steps from `old` to `new`, and whether a bound was met: of long sequences without anything that stands once
/// on each side, each piece is compared only with the piece at the same place.
pub(super) fn long_steps(old: &[u32], new: &[u32]) -> (Vec<Step>, bool) {
    let (prefix, suffix) = ends(old, new);
    let (a, b) = (&old[prefix..old.len() - suffix], &new[prefix..new.len() - suffix]);
    let (mut out, mut coarse) = (Vec::new(), false);
    let equal = |out: &mut Vec<Step>, o: usize, n: usize, len: usize| {
        if len > 0 {
            push(out, Step { equal: true, old: o..o + len, new: n..n + len });
        }
    };
    equal(&mut out, 0, 0, prefix);
    let (o_end, n_end) = (old.len() - suffix, new.len() - suffix);
    let (mut o, mut n) = (prefix, prefix);
    let anchors = if a.len().saturating_mul(b.len()) > LONG { anchors(a, b) } else { Vec::new() };
    let anchors = anchors.into_iter().map(|(x, y)| (x + prefix, y + prefix));
    for (x, y) in anchors.chain([(o_end, n_end)]) {
        if x < o || y < n {
            continue;
        }
        coarse |= piece(&mut out, (o..x, n..y), old, new);
        let same = old[x..o_end].iter().zip(&new[y..n_end]).take_while(|(a, b)| a == b).count();
        equal(&mut out, x, y, same);
        (o, n) = (x + same, y + same);
    }
    equal(&mut out, o_end, n_end, suffix);
    (out, coarse)
}

/// The places of what stands once on each side, in order on both.
fn anchors(old: &[u32], new: &[u32]) -> Vec<(usize, usize)> {
    let (olds, news) = (once(old), once(new));
    let mut news = news.into_iter().peekable();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (hash, o) in olds {
        while news.next_if(|(other, _)| *other < hash).is_some() {}
        if let Some((_, n)) = news.next_if(|(other, _)| *other == hash)
            && old[o..o + GRAM] == new[n..n + GRAM]
        {
            pairs.push((o, n));
        }
    }
    pairs.sort_unstable();
    let values: Vec<(usize, u64)> = pairs.iter().map(|(_, n)| (*n, 1)).collect();
    let kept = heaviest_rising(&values);
    pairs.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(pair, _)| pair).collect()
}

/// What stands once among the values in a row: hashes in rising order, with their places.
fn once(values: &[u32]) -> Vec<(u64, usize)> {
    let hash = |gram: &[u32]| gram.iter().fold(0, |hash, value| fold(hash ^ u64::from(*value)));
    let mut grams: Vec<(u64, usize)> = values.windows(GRAM).map(hash).zip(0..).collect();
    grams.sort_unstable();
    grams.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() == 1).map(|only| only[0]).collect()
}

/// Compares what lies between two anchors; whether it was too long to be compared at once.
fn piece(out: &mut Vec<Step>, (o, n): (Range<usize>, Range<usize>), old: &[u32], new: &[u32]) -> bool {
    let coarse = o.len().saturating_mul(n.len()) > TOO_LONG;
    let pieces = if coarse { o.len().max(n.len()).div_ceil(1 << 12) } else { 1 };
    let cut = |r: &Range<usize>, k: usize| r.start + r.len() * k / pieces;
    for k in 0..pieces {
        let (o, n) = (cut(&o, k)..cut(&o, k + 1), cut(&n, k)..cut(&n, k + 1));
        let (mut x, mut y) = (o.start, n.start);
        for (p, q) in longest(&old[o.clone()], &new[n.clone()]) {
            let (p, q) = (o.start + p, n.start + q);
            apart(out, (x..p, y..q), old, new);
            push(out, Step { equal: true, old: p..p + 1, new: q..q + 1 });
            (x, y) = (p + 1, q + 1);
        }
        apart(out, (x..o.end, y..n.end), old, new);
    }
    coarse
}

/// What has nothing in common but the blanks beside what has.
fn apart(out: &mut Vec<Step>, (o, n): (Range<usize>, Range<usize>), old: &[u32], new: &[u32]) {
    let (a, b) = (&old[o.clone()], &new[n.clone()]);
    // nothing, or the blank between two words
    if a == b {
        if !a.is_empty() {
            push(out, Step { equal: true, old: o, new: n });
        }
        return;
    }
    let (before, behind) = ends(a, b);
    let changed = (o.start + before..o.end - behind, n.start + before..n.end - behind);
    for (equal, old, new) in [
        (true, o.start..changed.0.start, n.start..changed.1.start),
        (false, changed.0.clone(), changed.1.clone()),
        (true, changed.0.end..o.end, changed.1.end..n.end),
    ] {
        if !(old.is_empty() && new.is_empty()) {
            push(out, Step { equal, old, new });
        }
    }
}

/// How many values are equal at the start, and of the rest at the end.
fn ends(a: &[u32], b: &[u32]) -> (usize, usize) {
    let before = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let rest = a[before..].iter().rev().zip(b[before..].iter().rev());
    (before, rest.take_while(|(a, b)| a == b).count())
}

/// The pairs of places that are equal, and whether a bound was met.
pub(super) fn common<T: Hash + Eq>(old: &[T], new: &[T]) -> (Vec<(usize, usize)>, bool) {
    let (old, new) = named(old, new);
    let (steps, coarse) = long_steps(&old, &new);
    (steps.into_iter().filter(|s| s.equal).flat_map(|s| s.old.zip(s.new)).collect(), coarse)
}

/// Values as numbers, the same for the same value.
pub(super) fn named<T: Hash + Eq>(old: &[T], new: &[T]) -> (Vec<u32>, Vec<u32>) {
    let mut names: HashMap<&T, u32> = HashMap::with_capacity(old.len());
    let mut name = |value| {
        let next = names.len() as u32;
        *names.entry(value).or_insert(next)
    };
    (old.iter().map(&mut name).collect(), new.iter().map(&mut name).collect())
}

/// Adds a step, joined to the one before where both are of one kind.
pub(super) fn push(steps: &mut Vec<Step>, step: Step) {
    match steps.last_mut() {
        Some(last) if last.equal == step.equal => {
            last.old.end = step.old.end;
            last.new.end = step.new.end;
        }
        _ => steps.push(step),
    }
}

/// Which of the values, each with a weight, form the heaviest rising sequence (a Fenwick tree of maxima, n log n).
pub(super) fn heaviest_rising(values: &[(usize, u64)]) -> Vec<bool> {
    let mut order: Vec<usize> = values.iter().map(|v| v.0).collect();
    order.sort_unstable();
    order.dedup();
    // best[k]: the heaviest sequence that ends at one of the values that the tree's cell covers
    let mut best: Vec<(u64, Option<usize>)> = vec![(0, None); order.len() + 1];
    let mut before = vec![None; values.len()];
    for (i, (value, weight)) in values.iter().enumerate() {
        let rank = order.partition_point(|o| o < value);
        let (mut sum, mut last, mut k) = (0, None, rank);
        while k > 0 {
            if best[k].0 > sum {
                (sum, last) = best[k];
            }
            k &= k - 1;
        }
        before[i] = last;
        let mut k = rank + 1;
        while k < best.len() {
            if sum + weight > best[k].0 {
                best[k] = (sum + weight, Some(i));
            }
            k += k & k.wrapping_neg();
        }
    }
    let mut kept = vec![false; values.len()];
    let mut at = best.iter().max_by_key(|b| b.0).and_then(|b| b.1);
    while let Some(i) = at {
        kept[i] = true;
        at = before[i];
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lighter_part_of_a_swap_moves() {
        assert_eq!(heaviest_rising(&[(1, 5), (0, 9), (2, 1)]), [false, true, true]);
        assert_eq!(heaviest_rising(&[(0, 1), (3, 1), (1, 1), (2, 1)]), [true, false, true, true]);
        assert!(heaviest_rising(&[]).is_empty());
    }

    #[test]
    fn long_sequences_are_parted() {
        let old: Vec<u32> = (0..6000).collect();
        let mut new = old.clone();
        new.splice(3000..3010, [9001, 9002]);
        new.insert(100, 9000);
        let (found, coarse) = long_steps(&old, &new);
        assert!(!coarse);
        assert_eq!(found.iter().filter(|s| !s.equal).count(), 2);
        assert_eq!(found.last().map(|s| (s.old.end, s.new.end)), Some((6000, 5993)));
        let (found, coarse) = long_steps(&vec![1; 9000], &[2].repeat(9001));
        assert!(coarse && found.len() == 1);
    }

    #[test]
    fn steps_alternate() {
        let (found, _) = long_steps(&[1, 2, 3, 4], &[1, 5, 3, 4, 6]);
        assert_eq!(found.iter().map(|s| s.equal).collect::<Vec<_>>(), [true, false, true, false]);
        assert_eq!(common(&["a", "b"], &["b", "c"]), (vec![(1, 0)], false));
    }
}
