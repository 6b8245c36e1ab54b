//! Equal wording → pairs: what stands once on each side, children of paired parents in order, and what is left.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::{Aligner, TELLING, count};
use crate::redline::sequence::common;
use crate::redline::tree::{Node, Tree};

impl Aligner<'_> {
    /// Pairs what has a key that stands once on each side; of whole subtrees every clause in them.
    pub(super) fn unique(&mut self, key: fn(&Node<'_>) -> u64, weight: fn(&Node<'_>) -> usize, whole: bool) {
        if self.is_done() {
            return;
        }
        let once = |tree: &Tree<'_>, paired: &[Option<usize>]| {
            let free = |(i, n): &(usize, &Node<'_>)| paired[*i].is_none() && weight(n) >= TELLING;
            let mut keys: Vec<_> = tree.nodes.iter().enumerate().filter(free).map(|(i, n)| (key(n), i)).collect();
            keys.sort_unstable();
            let alone = keys.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() == 1).map(|only| only[0]);
            alone.collect::<Vec<_>>()
        };
        let (olds, news) = (once(self.old, &self.to_new), once(self.new, &self.to_old));
        let mut news = news.into_iter().peekable();
        let mut pairs = Vec::new();
        for (key, o) in olds {
            while news.next_if(|n| n.0 < key).is_some() {}
            pairs.extend(news.next_if(|n| n.0 == key).map(|(_, n)| (o, n)));
        }
        // parents first
        pairs.sort_unstable();
        for (o, n) in pairs {
            if self.free(o, n) {
                if whole {
                    self.pair_whole(o, n);
                } else {
                    self.pair(o, n);
                }
            }
        }
    }

    fn pair_whole(&mut self, o: usize, n: usize) {
        let mut stack = vec![(o, n)];
        while let Some((o, n)) = stack.pop() {
            self.pair(o, n);
            let (a, b) = (&self.old.nodes[o].children, &self.new.nodes[n].children);
            stack.extend(a.iter().copied().zip(b.iter().copied()));
        }
    }

    /// Pairs equal children of paired parents, in order: whole subtrees first, then own texts.
    pub(super) fn descend(&mut self) {
        for o in 0..self.old.nodes.len() {
            let Some(n) = self.to_new[o] else { continue };
            for whole in [true, false] {
                let (a, b) = (&self.old.nodes[o].children, &self.new.nodes[n].children);
                let any_free =
                    a.iter().any(|c| self.to_new[*c].is_none()) && b.iter().any(|c| self.to_old[*c].is_none());
                if !any_free {
                    break;
                }
                let key = |node: &Node<'_>| {
                    if whole {
                        (0, node.subtree_key)
                    } else if node.weight > 0 {
                        (1, node.own_key)
                    } else {
                        let mut h = DefaultHasher::new();
                        node.number.hash(&mut h);
                        (2, h.finish())
                    }
                };
                let olds: Vec<_> = a
                    .iter()
                    .map(|c| self.to_new[*c].map_or_else(|| key(&self.old.nodes[*c]), |n| (3, n as u64)))
                    .collect();
                let news: Vec<_> = b
                    .iter()
                    .map(|c| self.to_old[*c].map_or_else(|| key(&self.new.nodes[*c]), |_| (3, *c as u64)))
                    .collect();
                let mut free: Vec<_> = news.iter().filter(|(kind, _)| *kind < 3).collect();
                free.sort_unstable();
                if !olds.iter().any(|key| key.0 < 3 && free.binary_search(&key).is_ok()) {
                    continue;
                }
                let (a, b) = (a.clone(), b.clone());
                let (equal, met) = common(&olds, &news);
                self.coarse |= met;
                for (i, j) in equal {
                    if self.free(a[i], b[j]) && self.kin(a[i], b[j]) {
                        if whole {
                            self.pair_whole(a[i], b[j]);
                        } else {
                            self.pair(a[i], b[j]);
                        }
                    }
                }
            }
        }
    }

    /// Whether no more of the children went elsewhere, or came from elsewhere, than went from one to the other: a clause
    /// without words of its own is what stands below it, whatever its number.
    fn kin(&self, o: usize, n: usize) -> bool {
        let (a, b) = (&self.old.nodes[o], &self.new.nodes[n]);
        if a.weight > 0 {
            return true;
        }
        let went = a.children.iter().filter_map(|c| self.to_new[*c].map(|n| self.new.nodes[n].parent));
        let came = b.children.iter().filter_map(|c| self.to_old[*c].map(|o| self.old.nodes[o].parent));
        let stayed = went.map(|p| p == Some(n)).chain(came.map(|p| p == Some(o)));
        stayed.map(|stayed| if stayed { 1 } else { -1 }).sum::<i32>() >= 0
    }

    /// Pairs equal wording wherever it went, the first with the first; short wording only where it stands once.
    pub(super) fn rest(&mut self) {
        if self.is_done() {
            return;
        }
        let olds = count(self.old, |n| n.own_key);
        let news = count(self.new, |n| n.own_key);
        let mut waiting: HashMap<u64, Vec<usize>> = HashMap::new();
        for n in (1..self.new.nodes.len()).rev() {
            if self.to_old[n].is_none() {
                waiting.entry(self.new.nodes[n].own_key).or_default().push(n);
            }
        }
        for o in 1..self.old.nodes.len() {
            let a = &self.old.nodes[o];
            let once = |m: &HashMap<u64, (usize, usize)>| m.get(&a.own_key).is_some_and(|(times, _)| *times == 1);
            let telling = a.weight >= TELLING || a.weight * 2 >= TELLING && once(&olds) && once(&news);
            if self.to_new[o].is_none()
                && telling
                && let Some(n) = waiting.get_mut(&a.own_key).and_then(Vec::pop)
            {
                self.pair(o, n);
            }
        }
    }
}
