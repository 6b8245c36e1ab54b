//! The numbers of clauses in two languages.

use std::collections::HashMap;

use crate::model::label::Label;
use crate::source::{Block, BlockKind};
use crate::structure::caption;

/// Fewer clauses with one number are a coincidence.
const LEAST: usize = 3;

/// What a number says, in whatever form it is printed: 第一条 is Article 1.
pub(super) type Number = (Vec<u32>, Vec<u32>);

/// How often each number stands in either language.
#[derive(Default)]
pub(super) struct Numbers(HashMap<Number, [usize; 2]>);

impl Numbers {
    pub(super) fn count(&mut self, number: Option<Number>, side: usize) {
        if let Some(number) = number {
            self.0.entry(number).or_default()[side] += 1;
        }
    }

    /// Whether a number of the other language is missing in one; it is taken as found there.
    pub(super) fn goes_without(&mut self, number: &Number, side: usize) -> bool {
        let Some(count) = self.0.get_mut(number).filter(|count| count[side] < count[1 - side]) else { return false };
        count[side] += 1;
        true
    }

    /// How many clauses stand in both, where two of three numbers are theirs.
    pub(super) fn come_twice(&self) -> Option<usize> {
        let both: usize = self.0.values().map(|[a, b]| a.min(b)).sum();
        let all: usize = self.0.values().map(|[a, b]| a + b).sum();
        (both >= LEAST && both * 3 >= all).then_some(both)
    }
}

/// The number of a block.
pub(super) fn number(block: &Block) -> Option<Number> {
    let label = match &block.kind {
        BlockKind::Item { marker, .. } => Label::read(marker.as_deref()?)?,
        BlockKind::Heading(_) | BlockKind::Paragraph => {
            let plain = || caption::loosely_numbered(&block.text).map(|n| n.label);
            caption::label_of(&block.text).or_else(plain)?
        }
        BlockKind::Line { .. } => caption::label_of(block.text.trim_start())?,
        _ => return None,
    };
    Some(number_of(label))
}

pub(super) fn number_of(label: Label) -> Number {
    (label.values, label.inserted)
}
