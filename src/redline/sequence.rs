//! Two sequences → what they have in common, in order (Myers, by the `similar` crate).
//!
//! `similar` bounds its search by the sizes alone, never by a clock: the same input always gives the same answer.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A step from one sequence to the other: what is equal, or what was replaced by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) equal: bool,
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

/// The steps from `old` to `new`, equal and changed ones alternating.
pub(super) fn steps<T: Hash + Eq + Ord>(old: &[T], new: &[T]) -> Vec<Step> {
    let mut out: Vec<Step> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        let equal = matches!(op, DiffOp::Equal { .. });
        push(&mut out, Step { equal, old: op.old_range(), new: op.new_range() });
    }
    out
}

/// Above this product of lengths, sequences are first parted by what stands once on each side.
const LONG: usize = 1 << 22;
/// Above this one, what cannot be parted is compared piece by piece.
const TOO_LONG: usize = 1 << 26;
/// So many values in a row, standing once on each side, part two sequences.
const GRAM: usize = 6;

/// The steps from `old` to `new`, and whether a bound was met: of long sequences without anything that stands once
/// on each side, each piece is compared only with the piece at the same place.
pub(super) fn long_steps(old: &[u32], new: &[u32]) -> (Vec<Step>, bool) {
    let prefix = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (a, b) = (&old[prefix..], &new[prefix..]);
    let suffix = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    if (a.len() - suffix).saturating_mul(b.len() - suffix) <= LONG {
        return (steps(old, new), false);
    }
    let (mut out, mut coarse) = (Vec::new(), false);
    let (mut o, mut n) = (0, 0);
    let mut cuts = anchors(old, new);
    cuts.push((old.len(), new.len()));
    for (x, y) in cuts {
        if x < o || y < n {
            continue;
        }
        coarse |= piece(&mut out, (o..x, n..y), old, new);
        let equal = old[x..].iter().zip(&new[y..]).take_while(|(a, b)| a == b).count();
        if equal > 0 {
            push(&mut out, Step { equal: true, old: x..x + equal, new: y..y + equal });
        }
        (o, n) = (x + equal, y + equal);
    }
    (out, coarse)
}

/// The places of what stands once on each side, in order on both.
fn anchors(old: &[u32], new: &[u32]) -> Vec<(usize, usize)> {
    let once = |values: &[u32]| {
        let mut seen: HashMap<u64, (u32, usize)> = HashMap::new();
        for (at, gram) in values.windows(GRAM).enumerate() {
            let h =
                gram.iter().fold(0u64, |h, v| (h ^ u64::from(*v)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23));
            seen.entry(h).or_insert((0, at)).0 += 1;
        }
        seen
    };
    let news = once(new);
    let mut pairs: Vec<(usize, usize)> = once(old)
        .into_iter()
        .filter(|(_, (times, _))| *times == 1)
        .filter_map(|(h, (_, o))| news.get(&h).filter(|(times, _)| *times == 1).map(|(_, n)| (o, *n)))
        .filter(|(o, n)| old[*o..o + GRAM] == new[*n..n + GRAM])
        .collect();
    pairs.sort_unstable();
    let values: Vec<(usize, u64)> = pairs.iter().map(|(_, n)| (*n, 1)).collect();
    let kept = heaviest_rising(&values);
    pairs.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(pair, _)| pair).collect()
}

/// Compares what lies between two anchors; whether it was too long to be compared at once.
fn piece(out: &mut Vec<Step>, (o, n): (Range<usize>, Range<usize>), old: &[u32], new: &[u32]) -> bool {
    let coarse = o.len().saturating_mul(n.len()) > TOO_LONG;
    let pieces = if coarse { o.len().max(n.len()).div_ceil(1 << 12) } else { 1 };
    let cut = |r: &Range<usize>, k: usize| r.start + r.len() * k / pieces;
    for k in 0..pieces {
        let (o, n) = (cut(&o, k)..cut(&o, k + 1), cut(&n, k)..cut(&n, k + 1));
        for s in steps(&old[o.clone()], &new[n.clone()]) {
            let old = s.old.start + o.start..s.old.end + o.start;
            let new = s.new.start + n.start..s.new.end + n.start;
            push(out, Step { equal: s.equal, old, new });
        }
    }
    coarse
}

/// The pairs of places that are equal.
pub(super) fn common<T: Hash + Eq + Ord>(old: &[T], new: &[T]) -> Vec<(usize, usize)> {
    steps(old, new).into_iter().filter(|s| s.equal).flat_map(|s| s.old.zip(s.new)).collect()
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
        let s = steps(&[1, 2, 3, 4], &[1, 5, 3, 4, 6]);
        assert_eq!(s.iter().map(|s| s.equal).collect::<Vec<_>>(), [true, false, true, false]);
    }
}
