//! The numbers of clauses in two texts → whether one is a translation of the other: most stand in both.

use std::collections::HashMap;

use super::Label;

/// Fewer clauses with one number are a coincidence.
const LEAST: usize = 3;

/// What a number says, in whatever form it is printed: 第一条 is Article 1.
type Number = (Vec<u32>, Vec<u32>);

/// How often each number stands in either text.
#[derive(Default)]
pub(crate) struct Common(HashMap<Number, [usize; 2]>);

impl Common {
    /// Counts a number in a text, the first (0) or the second (1).
    pub(crate) fn count(&mut self, label: Option<Label>, side: usize) {
        if let Some(label) = label {
            self.0.entry((label.values, label.inserted)).or_default()[side] += 1;
        }
    }

    /// Whether a number of the other text is missing in one; it is taken as found there.
    pub(crate) fn goes_without(&mut self, label: Label, side: usize) -> bool {
        let number = (label.values, label.inserted);
        let Some(count) = self.0.get_mut(&number).filter(|count| count[side] < count[1 - side]) else { return false };
        count[side] += 1;
        true
    }

    /// Whether a number stands in both texts.
    pub(crate) fn is_of_both(&self, label: Label) -> bool {
        self.0.get(&(label.values, label.inserted)).is_some_and(|count| !count.contains(&0))
    }

    /// How many clauses stand in both, where two of three numbers are theirs.
    pub(crate) fn most(&self) -> Option<usize> {
        let both: usize = self.0.values().map(|[a, b]| a.min(b)).sum();
        let all: usize = self.0.values().map(|[a, b]| a + b).sum();
        (both >= LEAST && both * 3 >= all).then_some(both)
    }
}
