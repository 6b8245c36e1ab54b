//! Printed lines in two languages, beside each other, in turn or one text behind the other → the lines of each.
//!
//! A paragraph can only be joined from the lines of one language, and each has its own measure. Extraction from the page
//! writes the rows of a table, or of two columns, line by line, with a blank or a gap between the languages. In turn, a
//! line can be all names and addresses of the other language: it goes on with one that is full and ends no sentence.

use super::cut::{self, Cut};
use super::{behind, common, in_turn, number, sides, told, told_apart, weights};
use crate::model::diagnostic::Diagnostic;
use crate::model::label::Common;
use crate::model::language::{Pair, Script};
use crate::source::{Block, BlockKind};
use crate::structure::caption::{self, ends_sentence};

/// Fewer lines that hold both are captions, titles and names.
const LEAST: usize = 8;
/// Behind so many lines of the other language alone a paragraph is not gone on with.
const FAR: usize = 2;

/// Divides printed lines by their languages: those of one text, or of two.
pub(in crate::structure) fn lines(blocks: Vec<Block>, notes: &mut Vec<Diagnostic>) -> Vec<Vec<Block>> {
    let Some(pair) = Pair::of(blocks.iter().map(|b| b.text.as_str())) else { return vec![blocks] };
    // words tell too little of a line
    let Pair::Scripts(scripts) = pair else { return vec![blocks] };
    let columns = || divided(columns(&blocks, pair)?, pair);
    let texts = columns().or_else(|| one_behind_the_other(&blocks, pair));
    let Some((texts, both)) = texts.or_else(|| divided(turns(&blocks, pair, scripts), pair)) else {
        return vec![blocks];
    };
    notes.push(told_apart(&texts, both));
    texts.into()
}

/// Lines, and the language of each.
type Sided = (Vec<Block>, Vec<usize>);

/// The lines of two columns that were extracted row by row, one after the other.
fn columns(blocks: &[Block], pair: Pair) -> Option<Sided> {
    let cuts: Vec<Option<Cut>> = blocks.iter().map(|b| cut::block(b, pair, 0)).collect();
    let front = |side: usize| cuts.iter().flatten().filter(|cut| cut.front == side).count();
    let [a, b] = [front(0), front(1)];
    if a.max(b) < LEAST || (a + b) * 6 < blocks.len() || a.min(b) * 10 > a.max(b) {
        return None;
    }
    let first = usize::from(b > a);
    let (mut lines, mut sides) = Sided::default();
    // the row and the line of either column that came last
    let mut last = [(0, None); 2];
    let (mut side, mut alone) = (first, false);
    for (at, (block, cut)) in blocks.iter().zip(cuts).enumerate() {
        // behind the end of the longer of two cells a row begins
        let begins = std::mem::replace(&mut alone, cut.is_none()) && cut.is_some();
        let parts = match cut {
            Some(cut) => vec![(cut.front, &block.text[..cut.end]), (1 - cut.front, &block.text[cut.at..])],
            None => {
                side = told(pair.weigh(&block.text)).unwrap_or(if ends_page(blocks, at) { first } else { side });
                vec![(side, block.text.as_str())]
            }
        };
        for (side, text) in parts {
            let text = if side == first { text } else { text.trim_start() };
            let mut line = Block { text: text.to_owned(), ..block.clone() };
            let (row, before) = last[side];
            let ended = || before.is_some_and(|line: usize| ends_sentence(&lines[line].text));
            if at > row + FAR || begins && ended() {
                set_apart(&mut line);
            }
            last[side] = (at, Some(lines.len()));
            lines.push(line);
            sides.push(side);
        }
    }
    Some((lines, sides))
}

/// Both texts, and how many clauses stand in both.
fn divided((mut lines, sides): Sided, pair: Pair) -> Option<([Vec<Block>; 2], usize)> {
    let weights = weights(&lines, pair);
    let (both, numbers) = common(&mut lines, &sides, &weights, pair)?;
    Some((in_turn(lines, sides, pair, numbers), both))
}

/// Has a paragraph begin with a line.
fn set_apart(line: &mut Block) {
    if let BlockKind::Line { blank, .. } = &mut line.kind {
        *blank = true;
    }
}

/// Lines of which some are in one language and some in the other, clause by clause or paragraph by paragraph.
fn turns(blocks: &[Block], pair: Pair, scripts: [Script; 2]) -> Sided {
    let told: Vec<Option<usize>> = blocks.iter().map(|b| told(pair.weigh(&b.text))).collect();
    let asian = |side: usize| scripts[side] == Script::Asian;
    let is_plain = |(block, side): &(&Block, &Option<usize>)| {
        side.is_some_and(asian) && !block.text.contains(|c: char| c.is_ascii_alphabetic())
    };
    let mut widths: Vec<usize> = blocks.iter().zip(&told).filter(is_plain).map(|(b, _)| b.text.trim().len()).collect();
    widths.sort_unstable();
    let full = widths.get(widths.len() * 9 / 10).copied().unwrap_or(usize::MAX / 4);
    let first = told.iter().flatten().next().copied().unwrap_or(0);
    let mut before = (first, "");
    let mut lines = blocks.to_vec();
    let mut sides = Vec::with_capacity(blocks.len());
    for (at, (block, told)) in blocks.iter().zip(told).enumerate() {
        let text = block.text.trim();
        // names and addresses
        let goes_on = asian(before.0) && before.1.len() * 4 > full * 3 && !ends_sentence(before.1);
        let side = match ends_page(blocks, at) {
            true => told.unwrap_or(first),
            false => told.filter(|_| !goes_on || caption::label_of(text).is_some()).unwrap_or(before.0),
        };
        if side != before.0 {
            set_apart(&mut lines[at]);
        }
        before = (side, text);
        sides.push(side);
    }
    (lines, sides)
}

/// Whether a line is the first or the last of its page: running heads and page numbers are of one text.
fn ends_page(blocks: &[Block], at: usize) -> bool {
    let page = |at: usize| match blocks.get(at)?.kind {
        BlockKind::Line { page, .. } => Some(page),
        _ => None,
    };
    [at.checked_sub(1), Some(at + 1)].into_iter().any(|other| other.and_then(page) != page(at))
}

/// Both texts, if the second stands behind all of the first.
fn one_behind_the_other(blocks: &[Block], pair: Pair) -> Option<([Vec<Block>; 2], usize)> {
    let weights = weights(blocks, pair);
    let at = behind(blocks, &sides(blocks, &weights), &weights)?;
    let mut numbers = Common::default();
    blocks.iter().enumerate().for_each(|(i, block)| numbers.count(number(block), usize::from(i >= at)));
    let both = numbers.most()?;
    let (first, second) = blocks.split_at(at);
    Some(([first.to_vec(), second.to_vec()], both))
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
    }

    #[test]
    fn paragraphs_in_turn() {
        let [zh, en] = &*texts(
            "渡船规则\nRules of the ferry\n1. 乘客应当在码头购买船票，上船时出示，并且妥善保管，以备船员查验，遗失的\n\
             Ferry Line App (https://ferry.example/tickets)\n上补办。\n\
             1. Passengers buy their tickets at the pier, show them when they\nboard and keep them.\n2. 船票当日有效。\n\
             2. A ticket is good for its day.\n3. API、QR 码均可。\n3. An API or a QR code will do.",
        ) else {
            panic!("not two")
        };
        assert_eq!(
            zh,
            "渡船规则|1. 乘客应当在码头购买船票，上船时出示，并且妥善保管，以备船员查验，遗失的|Ferry Line App \
             (https://ferry.example/tickets)|上补办。|2. 船票当日有效。|3. API、QR 码均可。"
        );
        assert_eq!(
            en,
            "Rules of the ferry|1. Passengers buy their tickets at the pier, show them when they|board and keep them.|2. A \
             ticket is good for its day.|3. An API or a QR code will do."
        );
    }
}
