//! Whether a place is inside a list or a series, behind the numbers of a page, or the beginning of an article.

use super::Context;
use crate::model::label::Label;
use crate::structure::bullets::bullet;
use crate::structure::caption::announces;
use crate::structure::printed::reflow::ends_item;
use crate::structure::printed::reseat::cues;
use crate::structure::printed::reseat::series::{self, Turn};

impl Context<'_> {
    /// Whether a paragraph without a number stands behind the last that has one on the page, which is no item.
    pub(super) fn ends_numbers(&self, p: usize) -> bool {
        let behind = |q: usize| self.labels[q].is_none() && self.items[q].is_none();
        p > 0 && p < self.body.len() && self.labels[p - 1].is_some() && (p..self.body.len()).all(behind)
    }

    /// Whether a place is inside a list, or between a list and what announces it.
    pub(super) fn is_inside(&self, p: usize) -> bool {
        let before = p.checked_sub(1).map(|before| &*self.body[before].text);
        let within = match self.body.get(p) {
            Some(paragraph) if bullet(&paragraph.text).is_some() => before.is_some_and(|b| bullet(b).is_some()),
            _ => {
                self.items.get(p).is_some_and(|i| i.is_some_and(|i| i.last() > 1))
                    || self.counts_on_in_list(p)
                    || self.labels.get(p).copied().flatten().is_some_and(series::counts_paragraphs)
            }
        };
        let plain = || self.body.get(p).filter(|_| self.items[p].is_none() && self.labels[p].is_none());
        within
            || before
                .is_some_and(|b| announces(b) || ends_item(b) || plain().is_some_and(|p| cues::go_together(b, &p.text)))
    }

    /// Whether a number counts on in a series that begins more than once on the page.
    fn counts_on_in_list(&self, p: usize) -> bool {
        let Some(own) = self.labels.get(p).copied().flatten().filter(|_| self.turns[p] == Turn::On) else {
            return false;
        };
        let begins = |l: &&Label| l.last() == 1 && series::same_kind(l, own);
        own.values.len() == 1 && self.labels.iter().flatten().copied().filter(begins).count() > 1
    }

    /// For each place whether the next number of a caption's kind counts on from the last: `2. Oars` does not stand
    /// between `7.` and `8.`
    pub(super) fn counts_on_over(&self, own: &Label) -> Vec<bool> {
        let mut over = vec![false; self.labels.len()];
        let mut counts_on = false;
        for (p, label) in self.labels.iter().enumerate().rev() {
            if label.is_some_and(|label| series::same_kind(label, own)) {
                counts_on = self.turns[p] == Turn::On;
            }
            over[p] = counts_on;
        }
        over
    }

    /// Whether a paragraph without a number is the first of an article, since the next is its second: `２ …`.
    pub(super) fn begins_article(&self, p: usize) -> bool {
        let plain = |q: usize| self.labels[q].is_none() && self.items[q].is_none();
        let next = || (p + 1..self.body.len()).find(|q| self.items[*q].is_none());
        let second = |l: &Label| series::counts_paragraphs(l) && l.last() == 2;
        p < self.body.len() && plain(p) && next().and_then(|q| self.labels[q]).is_some_and(second)
    }
}
