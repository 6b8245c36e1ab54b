//! Captions that are strong and of several sizes → headings of levels: the larger holds the smaller.
//!
//! A word processor's file or a page without headings often captions its parts so. Sizes rank captions only where
//! nothing else does: no heading has a level, no caption a number, and each size comes more than once.

use std::collections::BTreeMap;

use super::{Block, BlockKind, Source};
use crate::model::diagnostic::Diagnostic;
use crate::model::label;
use crate::source::printed::ends_sentence;

/// More characters than a caption has.
const LONG: usize = 80;

/// No text has captions of more sizes; with more, sizes say something else.
const SIZES: usize = 4;

/// Ranks captions; `sizes` has the size of the characters of a block, by the block's place in order.
pub(super) fn rank(source: &mut Source, sizes: &[(usize, u32)]) {
    let blocks = &mut source.blocks;
    if blocks.iter().any(|block| matches!(block.kind, BlockKind::Heading(level) if level > 0)) {
        return;
    }
    let caption = |(at, _): &&(usize, u32)| blocks.get(*at).is_some_and(is_caption);
    let mut captions: Vec<(usize, u32)> = sizes.iter().filter(caption).copied().collect();
    if captions.iter().any(|(at, _)| label::scan(bare(&blocks[*at])).is_some()) {
        return;
    }
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    captions.iter().for_each(|(_, size)| *counts.entry(*size).or_default() += 1);
    // the title has a size of its own, or that of the widest captions
    let first = blocks.iter().position(|block| !matches!(block.kind, BlockKind::Meta { .. }));
    if let Some((_, size)) = captions.first().copied().filter(|(at, _)| first == Some(*at)) {
        captions.remove(0);
        match counts.get_mut(&size) {
            Some(count) if *count > 1 => *count -= 1,
            _ => drop(counts.remove(&size)),
        }
    }
    let widest = counts.last_key_value().map(|(size, _)| *size);
    let ranks = (2..=SIZES).contains(&counts.len())
        && counts.values().all(|count| *count > 1)
        && captions.first().is_some_and(|(_, size)| Some(*size) == widest);
    if !ranks {
        return;
    }
    for (at, size) in &captions {
        let rank = counts.keys().rev().position(|known| known == size).unwrap_or_default();
        blocks[*at].kind = BlockKind::Heading(2 + rank as u8);
    }
    let message = format!("{} captions hold one another by the size of their characters", captions.len());
    let line = blocks[captions[0].0].line;
    source.diagnostics.push(Diagnostic::note("captions-ranked", line, message));
}

/// What is strong as a whole.
fn bare(block: &Block) -> &str {
    let inner = block.text.strip_prefix("**").and_then(|text| text.strip_suffix("**"));
    inner.filter(|inner| !inner.contains("**")).unwrap_or_default()
}

fn is_caption(block: &Block) -> bool {
    let text = bare(block);
    let short = !text.is_empty() && text.chars().count() <= LONG;
    block.kind == BlockKind::Paragraph && short && (!ends_sentence(text) || text.ends_with(['?', '？']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(texts: &[(&str, u32)]) -> Vec<Option<u8>> {
        let block = |text: &str| Block::new(1, BlockKind::Paragraph, text.to_owned());
        let mut source = Source { blocks: texts.iter().map(|(text, _)| block(text)).collect(), ..Source::default() };
        let sizes: Vec<_> = texts.iter().enumerate().map(|(at, (_, size))| (at, *size)).collect();
        rank(&mut source, &sizes);
        source.blocks.iter().map(|b| if let BlockKind::Heading(level) = b.kind { Some(level) } else { None }).collect()
    }

    #[test]
    fn the_larger_caption_holds_the_smaller() {
        let text = ("Boats are let.", 22);
        let notice = [
            ("**Notice**", 40),
            ("**Boats**", 28),
            ("**Punts**", 22),
            text,
            ("**Skiffs**", 22),
            text,
            ("**Oars**", 28),
            text,
        ];
        let (b, p) = (Some(2), Some(3));
        assert_eq!(levels(&notice), [None, b, p, None, p, None, b, None]);
        // a size that comes once ranks nothing, and numbers rank themselves
        assert_eq!(levels(&notice[..6]), [None; 6]);
        let numbered = notice.map(|(text, size)| (if text == "**Oars**" { "**2. Oars**" } else { text }, size));
        assert_eq!(levels(&numbered), [None; 8]);
    }
}
