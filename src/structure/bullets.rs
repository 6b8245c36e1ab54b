//! Paragraphs that begin with a bullet → items of lists.
//!
//! A bullet of another shape below an item is a list within the list; one that came before ends it.

use super::caption::is_wide;
use crate::source::printed::is_bullet;
use crate::source::{Block, BlockKind};

/// The bullet with which a text begins, with its length and the blank behind it.
///
/// A dash or an asterisk is one with a blank behind it only, a dot in the middle also before a wide character.
pub(super) fn bullet(text: &str) -> Option<(char, usize)> {
    let c = text.chars().next()?;
    let is_one = match c {
        '·' | '・' => text[c.len_utf8()..].starts_with(|c| matches!(c, ' ' | '\u{3000}') || is_wide(c)),
        '-' | '–' | '−' | '*' => text[c.len_utf8()..].starts_with([' ', '\u{3000}']),
        c => is_bullet(c),
    };
    is_one.then(|| behind(text, c)).flatten()
}

/// The letter that stands for a ring below other bullets, as `o` does where a word processor drew it.
fn ring(text: &str) -> Option<(char, usize)> {
    text.starts_with("o ").then(|| behind(text, 'o')).flatten()
}

fn behind(text: &str, bullet: char) -> Option<(char, usize)> {
    let behind = text[bullet.len_utf8()..].trim_start();
    (!behind.is_empty()).then_some((bullet, text.len() - behind.len()))
}

/// Makes the paragraphs with bullets items.
pub(super) fn items(mut blocks: Vec<Block>) -> Vec<Block> {
    let mut open: Vec<char> = Vec::new();
    for block in &mut blocks {
        // what begins as an item of Markdown does is escaped
        let escape = usize::from(block.text.starts_with("\\"));
        let text = &block.text[escape..];
        let found = bullet(text).or_else(|| ring(text).filter(|_| !open.is_empty()));
        if let (BlockKind::Item { marker: None, .. }, Some((_, len))) = (&block.kind, found.filter(|_| escape == 0)) {
            // set by hand in an item that has one
            block.text.drain(..len);
        }
        let Some((bullet, len)) = found.filter(|_| block.kind == BlockKind::Paragraph) else {
            open.clear();
            continue;
        };
        match open.iter().position(|b| *b == bullet) {
            Some(at) => open.truncate(at + 1),
            None => open.push(bullet),
        }
        let depth = u8::try_from(open.len() - 1).unwrap_or(u8::MAX);
        block.kind = BlockKind::Item { depth, marker: None };
        block.text.drain(..escape + len);
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_set_by_hand_are_those_of_the_list() {
        let of = |kind: &BlockKind, text: &str| {
            let block = Block::new(1, kind.clone(), text.to_owned());
            items(vec![block]).remove(0).text
        };
        let item = |marker: Option<&str>| BlockKind::Item { depth: 0, marker: marker.map(str::to_owned) };
        assert_eq!(of(&item(None), "・舟は返す。"), "舟は返す。");
        assert_eq!(of(&BlockKind::Paragraph, r"\- the boats"), "the boats");
        assert_eq!(of(&item(Some("1.")), "・舟は返す。"), "・舟は返す。");
        assert_eq!(of(&item(None), r"\- 5 degrees"), r"\- 5 degrees");
    }

    #[test]
    fn bullets_of_another_shape_are_a_list_within_the_list() {
        let blocks = ["• 甲", "– 乙", "o 丙", "• 丁", "戊", "- 己", "-庚", "o 辛", "・壬", "·John"];
        let block = |text: &&str| Block::new(1, BlockKind::Paragraph, (*text).to_owned());
        let found = items(blocks.iter().map(block).collect());
        let found: Vec<_> = found.into_iter().map(|b| (b.kind, b.text)).collect();
        let item = |depth, text: &str| (BlockKind::Item { depth, marker: None }, text.to_owned());
        let paragraph = |text: &str| (BlockKind::Paragraph, text.to_owned());
        let wanted = [
            item(0, "甲"),
            item(1, "乙"),
            item(2, "丙"),
            item(0, "丁"),
            paragraph("戊"),
            item(0, "己"),
            paragraph("-庚"),
            paragraph("o 辛"),
            item(0, "壬"),
            paragraph("·John"),
        ];
        assert_eq!(found, wanted);
    }
}
