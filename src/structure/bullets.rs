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
    const BLANKS: [char; 3] = [' ', '\t', '\u{3000}'];
    let c = text.chars().next()?;
    let is_one = match c {
        '·' | '・' => text[c.len_utf8()..].starts_with(|c| BLANKS.contains(&c) || is_wide(c)),
        '-' | '–' | '−' | '*' => text[c.len_utf8()..].starts_with(BLANKS),
        c => is_bullet(c),
    };
    is_one.then(|| behind(text, c)).flatten()
}

/// What stands for a ring or a square where a word processor drew them: `o` and `§` before words. It is a bullet below
/// others, or beside its like.
fn sign(text: &str) -> Option<(char, usize)> {
    let c = text.chars().next().filter(|c| matches!(c, 'o' | '§'))?;
    let words = text[c.len_utf8()..].strip_prefix([' ', '\t'])?.trim_start();
    words.starts_with(|w: char| w.is_alphabetic() || matches!(w, '“' | '"')).then(|| behind(text, c)).flatten()
}

fn behind(text: &str, bullet: char) -> Option<(char, usize)> {
    let behind = text[bullet.len_utf8()..].trim_start();
    (!behind.is_empty()).then_some((bullet, text.len() - behind.len()))
}

/// Makes the paragraphs with bullets items.
pub(super) fn items(mut blocks: Vec<Block>) -> Vec<Block> {
    let mut open: Vec<char> = Vec::new();
    let signs: Vec<Option<char>> = blocks.iter().map(|block| sign(&block.text).map(|(sign, _)| sign)).collect();
    let beside_like = |at: usize| {
        let near = [at.checked_sub(1), Some(at + 1)];
        near.into_iter().flatten().any(|near| signs.get(near).is_some_and(|sign| *sign == signs[at]))
    };
    for (at, block) in blocks.iter_mut().enumerate() {
        // what begins as an item of Markdown does is escaped
        let escape = usize::from(block.text.starts_with("\\"));
        let text = &block.text[escape..];
        let found =
            bullet(text).or_else(|| sign(text).filter(|(c, _)| *c == 'o' && !open.is_empty() || beside_like(at)));
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
    fn signs_that_stand_for_bullets_stand_beside_their_like() {
        let items = |texts: &[&str]| {
            let block = |text: &&str| Block::new(1, BlockKind::Paragraph, (*text).to_owned());
            let found = items(texts.iter().map(block).collect());
            found.into_iter().filter(|b| b.kind != BlockKind::Paragraph).count()
        };
        assert_eq!(items(&["§ lamps", "§ oars", "o\tropes", "o\tsails", "-\tnets", "*\tnets"]), 6);
        assert_eq!(items(&["§ lamps", "the oars", "o ropes", "§ 3 Sails", "§ 4 Nets"]), 0);
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
