//! Pairs of relatives → pairs: parents by their children, and what stands between paired neighbours by its place.

use std::collections::HashMap;

use super::{Aligner, TELLING, same_heading};
use crate::model::label::Unit;
use crate::redline::tree::{Node, Tree};

/// A clause without a pair is held against so many that may have taken its place.
const REACH: usize = 16;
/// Below this weight a replaced line is the same line in its place.
const SHORT: usize = 36;

impl Aligner<'_> {
    /// Pairs parents most of whose children went together, from the leaves up.
    pub(super) fn containers(&mut self) {
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
            // the heading tells where a clause stayed whose children were parted
            let kept = votes.into_iter().filter(|(n, shared)| self.keeps(o, *n, *shared));
            let best = kept.max_by_key(|(n, w)| (same_heading(a, &self.new.nodes[*n]), *w, std::cmp::Reverse(*n)));
            if let Some((n, _)) = best {
                self.pair(o, n);
            }
        }
    }

    /// Whether a clause is one of the other side, to which so much went of what stood below it.
    fn keeps(&self, o: usize, n: usize, shared: usize) -> bool {
        let (a, b) = (&self.old.nodes[o], &self.new.nodes[n]);
        let below = |node: &Node<'_>| node.subtree_weight - node.weight + node.children.len();
        let share = 2.0 * shared as f32 / (below(a) + below(b)).max(1) as f32;
        let enough = if same_heading(a, b) {
            0.25
        } else if Tree::same_number(a, b) {
            0.4
        } else {
            0.5
        };
        // two that speak of different things are not one because their children changed sides
        let named = same_heading(a, b) || a.number.is_some() && Tree::same_number(a, b);
        let telling = !named && a.weight.min(b.weight) >= TELLING;
        share > enough && (!telling || self.old.features(o).likeness(self.new.features(n)) >= 0.05)
    }

    /// Pairs what stands alone between paired neighbours, if number, heading or some likeness speaks for it.
    pub(super) fn gaps(&mut self) {
        for o in 0..self.old.nodes.len() {
            for (olds, news) in self.gaps_below(o) {
                self.gap(&olds, &news);
            }
        }
    }

    /// Below a pair: the children of the old clause without a pair that stand in a row, and those of the new one that
    /// stand at the same place between paired neighbours.
    pub(super) fn gaps_below(&self, o: usize) -> Vec<(Vec<usize>, Vec<usize>)> {
        let mut out = Vec::new();
        let Some(n) = self.to_new[o] else { return out };
        let (a, b) = (&self.old.nodes[o].children, &self.new.nodes[n].children);
        let new_free = |c: &usize| self.to_old[*c].is_none();
        let old_free = |c: &usize| self.to_new[*c].is_none();
        if !a.iter().any(old_free) || !b.iter().any(new_free) {
            return out;
        }
        let (mut i, mut from) = (0, 0);
        while i < a.len() {
            let end = (i..a.len()).find(|k| !old_free(&a[*k])).unwrap_or(a.len());
            let anchor = a.get(end).and_then(|c| self.to_new[*c]).and_then(|n| b.binary_search(&n).ok());
            let to = if end == a.len() { b.len() } else { anchor.unwrap_or(from) };
            if from <= to {
                let news: Vec<usize> = b[from..to].iter().copied().filter(new_free).collect();
                if i < end && !news.is_empty() {
                    out.push((a[i..end].to_vec(), news));
                }
                from = anchor.map_or(from, |at| at + 1);
            }
            i = end + 1;
        }
        out
    }

    /// Whether what stands below both is for the most part alike, number by number: a caption that was written anew stands
    /// above what it stood above.
    fn have_like_children(&self, o: usize, n: usize) -> bool {
        let (a, b) = (&self.old.nodes[o].children, &self.new.nodes[n].children);
        let mut alike = 0;
        for (o, n) in a.iter().zip(b).take(REACH) {
            let same = Tree::same_number(&self.old.nodes[*o], &self.new.nodes[*n]);
            alike += usize::from(same && self.old.features(*o).likeness(self.new.features(*n)) > 0.2);
        }
        alike > 0 && alike * 2 >= a.len().min(b.len()).min(REACH)
    }

    fn gap(&mut self, olds: &[usize], news: &[usize]) {
        // as many on both sides with the same numbers: each was written anew in its place
        let same = |(o, n): (&usize, &usize)| Tree::same_number(&self.old.nodes[*o], &self.new.nodes[*n]);
        let level = olds.len() == news.len() && (olds.len() == 1 || olds.iter().zip(news).all(same));
        let mut from = 0;
        for (i, &o) in olds.iter().enumerate() {
            let a = &self.old.nodes[o];
            let reach = news.len().min(from + REACH);
            let found = (from..reach).find(|k| {
                let n = news[*k];
                let b = &self.new.nodes[n];
                let same_number = a.number.is_some() && (Tree::same_number(a, b) || Tree::same_last(a, b));
                let likeness = || self.old.features(o).likeness(self.new.features(n));
                // an annex is known by its letter: `as set out in Schedule B`
                let annex = [a, b].iter().all(|n| n.label.as_ref().is_some_and(|l| l.unit == Unit::Annex));
                let enough = if annex { 0.1 } else { 0.3 };
                let least = if same_number { 0.1 } else { 0.15 };
                let in_place = level && i == *k && (same_number || a.number.is_none() == b.number.is_none());
                self.open(o, n)
                    && (same_heading(a, b) && (same_number || likeness() > 0.1)
                        || same_number && (likeness() > enough || self.have_like_children(o, n))
                        || in_place && (a.weight.max(b.weight) < SHORT || likeness() > least))
            });
            match found {
                Some(k) => {
                    self.pair(o, news[k]);
                    from = k + 1;
                }
                None => self.coarse |= reach < news.len(),
            }
        }
    }
}
