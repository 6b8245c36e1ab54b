//! Ids that an editor wrote → pairs that no likeness can gainsay.

use std::collections::HashMap;

use super::{Aligner, TELLING, Trust, count};
use crate::redline::tree::Tree;

impl Aligner<'_> {
    /// Pairs clauses by their ids. An id that is written on both sides is certain; one that is written on one side
    /// and is the mere path on the other holds unless wording shows that the paths are of another history (a file
    /// that was read anew, without its ids).
    pub(super) fn ids(&mut self, trust: Trust) {
        if !self.new.nodes.iter().any(|n| n.written.is_some())
            && (trust == Trust::New || !self.old.nodes.iter().any(|n| n.written.is_some()))
        {
            return;
        }
        let by_id = |tree: &Tree<'_>| -> HashMap<String, usize> {
            (1..tree.nodes.len()).map(|i| (tree.nodes[i].id().to_owned(), i)).collect()
        };
        let (olds, news) = (by_id(self.old), by_id(self.new));
        let old_wording = count(self.old, |n| n.own_key);
        let (mut sure, mut likely) = (Vec::new(), Vec::new());
        let mut conflicts = 0;
        for (n, b) in self.new.nodes.iter().enumerate().skip(1) {
            let Some(&o) = olds.get(b.id()) else { continue };
            let a = &self.old.nodes[o];
            if b.written.is_some() && (a.written.is_some() || trust == Trust::New) {
                sure.push((o, n));
            } else if b.written.is_some() || a.written.is_some() && trust == Trust::Both {
                let elsewhere = old_wording.get(&b.own_key).is_some_and(|(times, _)| *times == 1);
                if a.own_key == b.own_key || self.old.features(o).likeness(self.new.features(n)) > 0.5 {
                    likely.push((o, n));
                } else if b.weight >= TELLING && elsewhere {
                    conflicts += 1;
                } else {
                    likely.push((o, n));
                }
            }
        }
        if conflicts > likely.len() {
            likely.clear();
        }
        for (o, n) in sure.iter().chain(&likely) {
            self.pair(*o, *n);
        }
        let barred = |tree: &Tree<'_>, other: &HashMap<String, usize>| -> Vec<bool> {
            tree.nodes.iter().map(|n| n.written.is_some() && !other.contains_key(n.id())).collect()
        };
        if trust == Trust::New || conflicts <= likely.len() {
            self.barred_new = barred(self.new, &olds);
        }
        if trust == Trust::Both && conflicts <= likely.len() && !(sure.is_empty() && likely.is_empty()) {
            self.barred_old = barred(self.old, &news);
        }
    }
}
