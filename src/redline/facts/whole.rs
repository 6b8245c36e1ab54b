//! A term in whose place another one stands is struck and inserted whole, though a part of both is the same: not
//! `[-部-]{+会+}員`, but `[-部員-]{+会員+}`. So it is in scripts that write no blanks between words.

use super::Lexicon;
use crate::marks::is_east_asian;
use crate::redline::{Op, Segment};

impl Lexicon<'_> {
    /// Widens the edits that stand within such a term.
    pub(in crate::redline) fn whole_terms(&self, segments: &mut Vec<Segment>) {
        for at in 1..segments.len() {
            let (deleted, inserted) = (&segments[at - 1], &segments[at]);
            let unspaced = deleted.text.starts_with(is_east_asian) && deleted.text.ends_with(is_east_asian);
            if !unspaced || (deleted.op, inserted.op) != (Op::Delete, Op::Insert) {
                continue;
            }
            let equal = |at: Option<usize>| {
                at.and_then(|at| segments.get(at)).filter(|s| s.op == Op::Equal).map_or("", |s| &s.text)
            };
            let beside = (equal(at.checked_sub(2)), equal(Some(at + 1)));
            let Some((left, right)) = self.around(beside, &deleted.text, &inserted.text) else { continue };
            for edge in &mut segments[at - 1..=at] {
                edge.text = format!("{left}{}{right}", edge.text);
            }
            if !left.is_empty() {
                let equal = &mut segments[at - 2].text;
                equal.truncate(equal.len() - left.len());
            }
            if !right.is_empty() {
                segments[at + 1].text.drain(..right.len());
            }
        }
        segments.retain(|s| !s.text.is_empty());
    }

    /// What stands before and behind an edit of the term that was renamed there.
    fn around(&self, (before, behind): (&str, &str), deleted: &str, inserted: &str) -> Option<(String, String)> {
        self.renamed().iter().find_map(|(old, new)| {
            let mut parts = old.match_indices(deleted).map(|(at, _)| (&old[..at], &old[at + deleted.len()..]));
            let fits = |(left, right): &(&str, &str)| {
                let stands = before.ends_with(left) && behind.starts_with(right);
                stands && new.strip_prefix(left).and_then(|new| new.strip_suffix(right)) == Some(inserted)
            };
            let (left, right) = parts.find(fits)?;
            (old != deleted).then(|| (left.to_owned(), right.to_owned()))
        })
    }
}
