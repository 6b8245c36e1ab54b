//! Clauses that speak of the same term → pairs: a definition that was written anew is the definition of that term.

use std::collections::HashMap;

use super::Aligner;
use crate::redline::facts::subject;
use crate::redline::tree::Tree;

impl Aligner<'_> {
    /// Pairs clauses without a pair that begin with a term which no other of them begins with.
    pub(super) fn terms(&mut self) {
        if self.is_done() {
            return;
        }
        let told = |tree: &Tree<'_>, pairs: &[Option<usize>]| {
            let mut seen: HashMap<String, (usize, usize)> = HashMap::new();
            for i in (1..tree.nodes.len()).filter(|i| pairs[*i].is_none()) {
                if let Some(term) = subject(tree.own(i)) {
                    seen.entry(term).or_insert((0, i)).0 += 1;
                }
            }
            seen
        };
        let olds = told(self.old, &self.to_new);
        if olds.is_empty() {
            return;
        }
        let news = told(self.new, &self.to_old);
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (term, (times, o)) in olds {
            if let (1, Some((1, n))) = (times, news.get(&term)) {
                found.push((o, *n));
            }
        }
        found.sort_unstable();
        for (o, n) in found {
            let family = self.together(self.old.nodes[o].parent, self.new.nodes[n].parent);
            let likeness = || self.old.features(o).likeness(self.new.features(n));
            if self.open(o, n) && (family || likeness() > LEAST) {
                self.pair(o, n);
            }
        }
    }
}

/// So alike are two clauses at least that speak of one term in different places.
const LEAST: f32 = 0.15;
