//! Clauses that speak of the same term → pairs: a definition that was written anew is the definition of that term.

use super::{Aligner, once_in_both};
use crate::redline::facts::subject;

impl Aligner<'_> {
    /// Pairs clauses without a pair that begin with a term which no other of them begins with.
    pub(super) fn terms(&mut self) {
        if self.is_done() {
            return;
        }
        let olds = (1..self.old.nodes.len()).filter(|o| self.to_new[*o].is_none());
        let news = (1..self.new.nodes.len()).filter(|n| self.to_old[*n].is_none());
        let found = once_in_both(
            olds.filter_map(|o| Some((subject(self.old.own(o))?, o))),
            news.filter_map(|n| Some((subject(self.new.own(n))?, n))),
        );
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
