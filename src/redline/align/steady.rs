//! Clauses that stayed at their place with nearly the same words → pairs, without a measure of likeness.
//!
//! Most amendments are of this kind. Where siblings are alike too, nothing is paired: which is which is then for
//! likeness to say, by the words that are rare.

use super::Aligner;
use crate::redline::wording::Word;

/// A clause with fewer words does not tell itself from others.
const TELLING: usize = 12;
/// One word in so many may differ.
const LOST: usize = 8;
/// So far ahead is sought where both go on alike.
const REACH: usize = 6;

impl Aligner<'_> {
    /// Pairs clauses between paired neighbours, as many on both sides, each with that at the same place.
    pub(super) fn steady(&mut self) {
        for o in 0..self.old.nodes.len() {
            for (olds, news) in self.gaps_below(o).iter().filter(|(olds, news)| olds.len() == news.len()) {
                let follows = |o: usize, k: usize| follow(self.old.words(olds[o]), self.new.words(news[k]));
                let alone = |k: &usize| {
                    follows(*k, *k)
                        && !(*k > 0 && follows(*k, k - 1))
                        && !(k + 1 < news.len() && follows(*k, k + 1))
                        && self.open(olds[*k], news[*k])
                };
                let found: Vec<usize> = (0..olds.len()).filter(alone).collect();
                found.into_iter().for_each(|k| self.pair(olds[k], news[k]));
            }
        }
    }
}

/// Whether both have nearly the same words in the same order. Cost: as far as they do.
fn follow(a: &[Word], b: &[Word]) -> bool {
    let allowed = a.len().max(b.len()) / LOST;
    if a.len().min(b.len()) < TELLING || a.len().abs_diff(b.len()) > allowed {
        return false;
    }
    let (mut i, mut j, mut lost) = (0, 0, 0);
    while lost <= allowed && i < a.len() && j < b.len() {
        if a[i] == b[j] {
            (i, j) = (i + 1, j + 1);
            continue;
        }
        let ahead = (1..=2 * REACH).flat_map(|sum| (0..=sum).map(move |skip| (skip, sum - skip)));
        let alike = |(x, y): &(usize, usize)| a.get(i + x).is_some_and(|word| b.get(j + y) == Some(word));
        let Some((x, y)) = { ahead }.find(alike) else { break };
        lost += x.max(y);
        (i, j) = (i + x, j + y);
    }
    lost + (a.len() - i).max(b.len() - j) <= allowed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearly_the_same_words_follow() {
        let a: Vec<Word> = (0..40).collect();
        let changed = |at: usize| a.iter().map(|w| if *w as usize == at { 99 } else { *w }).collect::<Vec<_>>();
        assert!(follow(&a, &a) && follow(&a, &changed(0)) && follow(&a, &changed(20)) && follow(&a, &changed(39)));
        assert!(follow(&a, &a[..36]) && follow(&a[3..], &a) && !follow(&a, &a[..30]));
        assert!(!follow(&a, &a.iter().rev().copied().collect::<Vec<_>>()));
        assert!(!follow(&a[..8], &a[..8]));
    }
}
