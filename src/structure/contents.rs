//! Blocks → the same blocks without a table of contents that no link shows: numbered captions in a row, with the number
//! of a page behind dots or without, that all come again, each above its text.

use std::collections::HashMap;
use std::ops::Range;

use super::caption;
use crate::marks;
use crate::model::diagnostic::Diagnostic;
use crate::source::contents::dropped;
use crate::source::printed::{ends_sentence, is_title_of_contents, leads_to_page};
use crate::source::{Block, BlockKind};

/// Fewer captions in a row are no table.
const FEW: usize = 3;

/// A longer block is no entry, in bytes; nor is a sentence that is not short.
const LONG: usize = 160;
const SHORT: usize = 60;

/// Takes out the first run of entries, if there is one.
pub(super) fn leave_out(blocks: &mut Vec<Block>, notes: &mut Vec<Diagnostic>) {
    let keys: Vec<Option<u64>> = blocks.iter().map(key).collect();
    let mut last: HashMap<u64, usize> = HashMap::new();
    for (at, key) in keys.iter().enumerate().filter_map(|(at, key)| Some((at, (*key)?))) {
        last.insert(key, at);
    }
    let again = |at: usize| keys.get(at).copied().flatten().and_then(|key| last.get(&key)).copied().filter(|l| *l > at);
    let Some(run) = run(blocks, again) else { return };
    notes.push(dropped(&blocks[run.clone()]));
    blocks.drain(run);
}

/// What an entry and the caption that it names have in common: the letters and digits of number and text.
fn key(block: &Block) -> Option<u64> {
    let marker = match &block.kind {
        BlockKind::Item { marker, .. } => marker.as_deref().unwrap_or_default(),
        BlockKind::Heading(_) | BlockKind::Paragraph => "",
        _ => return None,
    };
    // where the number of a page stands last, the dots before it are no words
    let page = |c: char| c.is_ascii_digit() || c.is_whitespace();
    let text = if leads_to_page(&block.text) { block.text.trim_end_matches(page) } else { &block.text };
    let dots = text.len() < block.text.len();
    if text.len() > LONG + if dots { LONG } else { 0 } || !dots && text.len() > SHORT && ends_sentence(text) {
        return None;
    }
    let letters = marker.chars().chain(text.chars()).filter(|c| c.is_alphanumeric());
    let (count, key) = letters.fold((0, 0), |(count, key), c| (count + 1, mixed(key, c)));
    (count > 1).then_some(key)
}

/// The number by which a text is known, with a further character.
pub(super) fn mixed(number: u64, c: char) -> u64 {
    (number.rotate_left(5) ^ u64::from(c)).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// The first run of numbered entries, each of which comes again further on, in the same order, and not in a row.
fn run(blocks: &[Block], again: impl Fn(usize) -> Option<usize>) -> Option<Range<usize>> {
    let mut at = 0;
    while at < blocks.len() {
        let places: Vec<usize> = (at..blocks.len()).map_while(&again).collect();
        let end = at + places.len();
        let in_order = places.windows(2).all(|pair| pair[0] < pair[1]) && places.first().is_some_and(|p| *p >= end);
        if places.len() >= FEW && in_order {
            let in_a_row = places.windows(2).filter(|pair| pair[0] + 1 == pair[1]).count();
            let numbered = |b: &&Block| is_numbered(b);
            if in_a_row * 4 <= places.len() && blocks[at..end].iter().filter(numbered).count() * 4 >= places.len() * 3 {
                // an entry for what comes under another name
                let named = places[0] == end + 1 && again(end).is_none() && key(&blocks[end]).is_some();
                let titled = at > 0 && is_title_of_contents(&marks::shown(&blocks[at - 1].text));
                return Some(at - usize::from(titled)..end + usize::from(named));
            }
        }
        at = end.max(at + 1);
    }
    None
}

fn is_numbered(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Item { marker: Some(_), .. }) || caption::numbered(&block.text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(texts: &[&str]) -> (Vec<String>, usize) {
        let block = |(i, text): (usize, &&str)| Block::new(i as u32 + 1, BlockKind::Paragraph, (*text).to_owned());
        let mut blocks: Vec<Block> = texts.iter().enumerate().map(block).collect();
        let mut notes = Vec::new();
        leave_out(&mut blocks, &mut notes);
        (blocks.into_iter().map(|b| b.text).collect(), notes.len())
    }

    #[test]
    fn captions_that_come_again_are_contents() {
        let contents = ["**一、泊位**", "**二、费用。**", "**三、船员**", "**附录：泊位图**"];
        let body =
            ["一、泊位", "泊位按季出租。", "二、费用。", "费用于春季支付。", "三、船员", "船员应当登记。", "泊位图"];
        let all = [&["本规则包括："][..], &contents, &body].concat();
        let (kept, notes) = left(&all);
        assert_eq!(
            (kept, notes),
            ([&["本规则包括："][..], &body].concat().into_iter().map(str::to_owned).collect(), 1)
        );
    }

    #[test]
    fn the_numbers_of_pages_and_the_title_go_too() {
        let contents = ["Contents", "1. Berths ........ 1", "2. Fees ........... 2", "3. Crew ........... 4"];
        let body = ["1. Berths", "They are let.", "2. Fees", "They are due.", "3. Crew", "It signs."];
        let (kept, notes) = left(&[&contents[..], &body].concat());
        assert_eq!((kept, notes), (body.map(str::to_owned).to_vec(), 1));
    }

    #[test]
    fn lists_that_are_alike_are_no_contents() {
        let list = ["1. Name", "2. Address", "3. Telephone"];
        let all = [&["We keep of hirers:"][..], &list, &["We keep of guests:"], &list, &["No more is kept."]].concat();
        assert_eq!(left(&all), (all.iter().map(|s| (*s).to_owned()).collect(), 0));
        let named = [
            "Storage",
            "Berths",
            "Cranes",
            "Storage",
            "Goods are stored.",
            "Berths",
            "Boats lie there.",
            "Cranes",
            "They lift.",
        ];
        assert_eq!(left(&named).1, 0);
    }
}
