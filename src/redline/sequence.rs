//! Two sequences → what they have in common, in order (Myers, by the `similar` crate).
//!
//! `similar` bounds its search by the sizes alone, never by a clock: the same input always gives the same answer.

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
    fn steps_alternate() {
        let s = steps(&[1, 2, 3, 4], &[1, 5, 3, 4, 6]);
        assert_eq!(s.iter().map(|s| s.equal).collect::<Vec<_>>(), [true, false, true, false]);
    }
}
