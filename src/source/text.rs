//! Plain text, also as extracted from PDF → blocks.

use super::{Block, BlockKind, Source};

/// Reads plain text.
pub fn read(text: &str) -> Source {
    let block = |(i, line): (usize, &str)| {
        (!line.trim().is_empty()).then(|| Block {
            line: i as u32 + 1,
            kind: BlockKind::Paragraph,
            text: crate::marks::escape(line.trim()),
        })
    };
    Source { blocks: text.lines().enumerate().filter_map(block).collect(), diagnostics: Vec::new() }
}
