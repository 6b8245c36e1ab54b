//! Paragraphs that lists number → items as deep as they stand, or paragraphs that begin with their number.

use std::collections::BTreeMap;

use super::place;
use crate::marks;
use crate::source::{Block, BlockKind};

/// A level of a list.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    /// The definition that numbers it; several lists can have one.
    pub(super) list: String,
    pub(super) depth: u8,
}

/// The blocks that lists number.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// Paragraphs: which blocks they are, where they stand, and their numbers.
    paragraphs: Vec<(usize, Level, String)>,
    /// By list, its outermost level that numbers headings, and that which numbers paragraphs.
    headings: BTreeMap<String, u8>,
    outermost: BTreeMap<String, u8>,
}

impl Numbers {
    /// A heading has a number.
    pub(super) fn heading(&mut self, level: Level) {
        widest(&mut self.headings, level);
    }

    /// The paragraph that becomes the block `at` has a number.
    pub(super) fn paragraph(&mut self, at: usize, level: Level, number: String) {
        widest(&mut self.outermost, level.clone());
        self.paragraphs.push((at, level, number));
    }

    /// In a document with headings, numbered paragraphs are items below them, as deep as their lists say. Without
    /// any, the numbers themselves tell what stands below what, as in print.
    pub(super) fn settle(&mut self, blocks: &mut [Block]) {
        let has_headings = blocks.iter().any(|b| matches!(b.kind, BlockKind::Heading(_)));
        for (at, level, number) in std::mem::take(&mut self.paragraphs) {
            let Some(block) = blocks.get_mut(at) else { continue };
            if has_headings {
                block.kind = BlockKind::Item { depth: self.below_headings(&level), marker: Some(number) };
            } else {
                block.text = marks::escape_start(place::numbered(&number, &block.text));
            }
        }
    }

    /// How deep a paragraph stands in its list, less the levels that only headings have: `1.1` right below the heading
    /// `1.` stands as deep as `(a)` of a list of its own.
    fn below_headings(&self, level: &Level) -> u8 {
        let outermost = self.outermost.get(&level.list).copied().unwrap_or(0);
        let above = self.headings.get(&level.list).is_some_and(|heading| *heading < outermost);
        level.depth - if above { outermost.min(level.depth) } else { 0 }
    }
}

fn widest(levels: &mut BTreeMap<String, u8>, level: Level) {
    let widest = levels.entry(level.list).or_insert(level.depth);
    *widest = level.depth.min(*widest);
}
