//! Printed lines in two languages, beside each other or one text behind the other → the lines of each.
//!
//! Extraction from the page writes the rows of a table, or of two columns, line by line, with a blank or a gap between
//! the languages. A paragraph can only be joined from the lines of one, and each has its own measure. Lines of texts
//! that stand in turn are left as they are: a line of one can be all names and addresses of the other.

use super::cut::{self, Cut};
use super::{behind, number, sides, told, told_apart, weights};
use crate::model::diagnostic::Diagnostic;
use crate::model::label::Common;
use crate::model::language::{Pair, Script};
use crate::source::{Block, BlockKind};
use crate::structure::caption;

/// Fewer lines that hold both are captions, titles and names.
const LEAST: usize = 8;
/// Behind so many lines of the other language alone a paragraph is not gone on with.
const FAR: usize = 2;

/// Divides printed lines by their languages: those of one text, or of two.
pub(in crate::structure) fn lines(blocks: Vec<Block>, notes: &mut Vec<Diagnostic>) -> Vec<Vec<Block>> {
    let Some(pair) = Pair::of(blocks.iter().map(|b| b.text.as_str())) else { return vec![blocks] };
    // words tell too little of a line
    let Pair::Scripts(scripts) = pair else { return vec![blocks] };
    let cuts: Vec<Option<Cut>> = blocks.iter().map(|b| cut_of(b, scripts)).collect();
    let front = |side: usize| cuts.iter().flatten().filter(|cut| cut.front == side).count();
    let [a, b] = [front(0), front(1)];
    if a.max(b) < LEAST || (a + b) * 6 < blocks.len() || a.min(b) * 10 > a.max(b) {
        return one_behind_the_other(blocks, pair, notes);
    }
    let first = usize::from(b > a);
    let mut numbers = Common::default();
    let mut texts = [Vec::new(), Vec::new()];
    let mut last = [0; 2];
    let mut side = first;
    for (at, (block, cut)) in blocks.iter().zip(cuts).enumerate() {
        let parts = match cut {
            Some(cut) => vec![(cut.front, &block.text[..cut.end]), (1 - cut.front, &block.text[cut.at..])],
            None => {
                side = told(pair.weigh(&block.text)).unwrap_or(side);
                vec![(side, block.text.as_str())]
            }
        };
        for (side, text) in parts {
            let text = if side == first { text } else { text.trim_start() };
            numbers.count(caption::label_of(text.trim_start()), side);
            let mut part = Block { text: text.to_owned(), ..block.clone() };
            if let BlockKind::Line { blank, .. } = &mut part.kind {
                *blank |= at > last[side] + FAR;
            }
            last[side] = at;
            texts[side].push(part);
        }
    }
    let Some(both) = numbers.most() else { return vec![blocks] };
    if first == 1 {
        texts.reverse();
    }
    notes.push(told_apart(&texts, both));
    texts.into()
}

/// Divides lines where the second text begins, if it stands behind all of the first.
fn one_behind_the_other(mut blocks: Vec<Block>, pair: Pair, notes: &mut Vec<Diagnostic>) -> Vec<Vec<Block>> {
    let weights = weights(&blocks, pair);
    let Some(at) = behind(&blocks, &sides(&blocks, &weights), &weights) else { return vec![blocks] };
    let mut numbers = Common::default();
    blocks.iter().enumerate().for_each(|(i, block)| numbers.count(number(block), usize::from(i >= at)));
    let Some(both) = numbers.most() else { return vec![blocks] };
    let second = blocks.split_off(at);
    let texts = [blocks, second];
    notes.push(told_apart(&texts, both));
    texts.into()
}

/// Where a line that holds both languages is cut: each piece of a row has its own number, if it has one.
fn cut_of(block: &Block, scripts: [Script; 2]) -> Option<Cut> {
    if !matches!(block.kind, BlockKind::Line { .. }) {
        return None;
    }
    let start = block.text.len() - block.text.trim_start().len();
    let number = caption::numbered(block.text.trim()).map_or(0, |n| n.printed.len());
    block.text.is_char_boundary(start + number).then(|| cut::text(&block.text, start + number, scripts)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(printed: &str) -> Vec<String> {
        let kind = BlockKind::Line { page: 1, blank: false };
        let blocks = printed.lines().zip(1..).map(|(text, line)| Block::new(line, kind.clone(), text.to_owned()));
        let joined = |text: Vec<Block>| text.iter().map(|b| b.text.as_str()).collect::<Vec<_>>().join("|");
        lines(blocks.collect(), &mut Vec::new()).into_iter().map(joined).collect()
    }

    #[test]
    fn rows_of_two_languages() {
        let [zh, en] = &*texts(
            "渡船规则 Rules of the ferry\n1. 船票 1. Tickets\n1.1 乘客应当在码头购买船票，并且 1.1 Passengers buy their tickets at the\n\
             妥善保管。 pier and keep them.\n1.2 船票当日有效。 1.2 A ticket is good for its day.\n2. 行李 2. Luggage\n\
             2.1 行李不得超过二十公斤。 2.1 Luggage weighs 20 kg at most,\nthe basket included.\n2.2 狗半价。 2.2 Dogs pay half.",
        ) else {
            panic!("not two")
        };
        assert_eq!(
            zh,
            "渡船规则|1. 船票|1.1 乘客应当在码头购买船票，并且|妥善保管。|1.2 船票当日有效。|2. 行李|2.1 行李不得超过二十公斤。|2.2 狗半价。"
        );
        assert_eq!(
            en,
            "Rules of the ferry|1. Tickets|1.1 Passengers buy their tickets at the|pier and keep them.|1.2 A ticket is good \
             for its day.|2. Luggage|2.1 Luggage weighs 20 kg at most,|the basket included.|2.2 Dogs pay half."
        );
        // the numbers of one language only
        let one = "船票 Tickets\n".repeat(5) + &"1. 乘客应当在码头购买船票 at the pier of the island\n".repeat(9);
        assert_eq!(texts(&one).len(), 1);
    }
}
