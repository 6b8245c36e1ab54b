//! Likeness of what has no pair yet → pairs, the most certain first.

use std::collections::HashMap;

use super::{Aligner, TELLING, same_heading};
use crate::redline::candidates::{Candidate, Known, global, local};
use crate::redline::tree::{Node, Tree};

impl Aligner<'_> {
    /// Pairs what is alike, the most certain first.
    pub(super) fn rounds(&mut self) {
        if self.is_done() {
            return;
        }
        let (everywhere, met) = global(self.old, self.new, &self.to_new, &self.to_old);
        self.coarse |= met;
        let mut known = Known::default();
        for (round, (enough, alike)) in [(0.85, 0.6), (0.85, 0.6), (0.65, 0.4), (0.52, 0.25)].into_iter().enumerate() {
            if self.is_done() {
                break;
            }
            let mut candidates = everywhere.clone();
            if round > 0 {
                let (siblings, met) = local(self.old, self.new, &self.to_new, &self.to_old, &mut known);
                candidates.extend(siblings);
                self.coarse |= met;
            }
            let mut scored: Vec<(f32, Candidate)> = candidates
                .into_iter()
                .filter(|c| c.likeness >= alike && self.open(c.old, c.new) && (round > 1 || self.tells(c)))
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
                self.terms();
                self.headings();
            }
            self.containers();
            self.descend();
        }
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

    /// Whether the wording says by itself which is which: where it is the same and stands several times, it is for the
    /// parents to say, which have to be paired first.
    fn tells(&self, c: &Candidate) -> bool {
        let (a, b) = (&self.old.nodes[c.old], &self.new.nodes[c.new]);
        a.own_key != b.own_key || self.together(a.parent, b.parent)
    }

    pub(super) fn together(&self, o: Option<usize>, n: Option<usize>) -> bool {
        matches!((o, n), (Some(o), Some(n)) if self.to_new[o] == Some(n))
    }

    /// Likeness, raised by evidence of place and name, lowered where little text says little.
    fn score(&self, c: &Candidate) -> f32 {
        let (a, b) = (&self.old.nodes[c.old], &self.new.nodes[c.new]);
        let mut score = c.likeness;
        let family = self.together(a.parent, b.parent);
        let (before_a, behind_a) = self.old.neighbours(c.old);
        let (before_b, behind_b) = self.new.neighbours(c.new);
        let before = self.together(before_a, before_b);
        let behind = self.together(behind_a, behind_b);
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
}
