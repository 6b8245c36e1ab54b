//! Paragraphs that begin with a bullet → items of lists.
//!
//! A bullet of another shape below an item is a list within the list; one that came before ends it.

use crate::source::{Block, BlockKind};

/// The bullet with which a text begins, with its length and the blank behind it.
///
/// A dash or an asterisk is one with a blank behind it only.
pub(super) fn bullet(text: &str) -> Option<(char, usize)> {
    let c = text.chars().next()?;
    let rest = &text[c.len_utf8()..];
    let is_one = match c {
        '•' | '●' | '○' | '◦' | '■' | '□' | '▪' | '▫' | '◆' | '◇' | '►' | '➢' | '✓' | '✔' | '\u{f0b7}' | '\u{f0a7}' => {
            true
        }
        '·' | '-' | '–' | '−' | '*' => rest.starts_with([' ', '\u{3000}']),
        _ => false,
    };
    let behind = rest.trim_start();
    (is_one && !behind.is_empty()).then_some((c, text.len() - behind.len()))
}

/// Makes the paragraphs with bullets items.
pub(super) fn items(mut blocks: Vec<Block>) -> Vec<Block> {
    let mut open: Vec<char> = Vec::new();
    for block in &mut blocks {
        let found = bullet(&block.text).filter(|_| block.kind == BlockKind::Paragraph);
        let Some((bullet, len)) = found else {
            open.clear();
            continue;
        };
        match open.iter().position(|b| *b == bullet) {
            Some(at) => open.truncate(at + 1),
            None => open.push(bullet),
        }
        let depth = u8::try_from(open.len() - 1).unwrap_or(u8::MAX);
        block.kind = BlockKind::Item { depth, marker: None };
        block.text.drain(..len);
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_of_another_shape_are_a_list_within_the_list() {
        let blocks = ["• 甲", "– 乙", "– 丙", "• 丁", "戊", "- 己", "-庚"];
        let block = |text: &&str| Block { line: 1, kind: BlockKind::Paragraph, text: (*text).to_owned() };
        let found = items(blocks.iter().map(block).collect());
        let found: Vec<_> = found.into_iter().map(|b| (b.kind, b.text)).collect();
        let item = |depth, text: &str| (BlockKind::Item { depth, marker: None }, text.to_owned());
        let paragraph = |text: &str| (BlockKind::Paragraph, text.to_owned());
        let wanted = [
            item(0, "甲"),
            item(1, "乙"),
            item(1, "丙"),
            item(0, "丁"),
            paragraph("戊"),
            item(0, "己"),
            paragraph("-庚"),
        ];
        assert_eq!(found, wanted);
    }
}
