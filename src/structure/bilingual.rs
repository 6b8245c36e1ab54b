//! Blocks in two languages → those of each, where the numbered clauses stand once in either.
//!
//! A text is in one language ([`crate::model::text::Text`]). Contracts between two countries are set in two: one text
//! behind the other, clause by clause in turn, or beside each other in the columns of a table. Which language a block
//! is in is told by its script, or by its function words where both are in one script; that the one text is a
//! translation of the other, by their numbers, which come twice. `1. 定义 Definitions` stands for both and is divided.

use std::collections::HashMap;

use super::caption::{self, can_be_caption, ends_sentence};
use super::numbered::{drop_front, keep_front};
use crate::marks;
use crate::model::diagnostic::Diagnostic;
use crate::model::label::Label;
use crate::model::language::{self, ASIAN, Pair, Script};
use crate::source::{Block, BlockKind};

/// Fewer clauses with one number are a coincidence.
const LEAST: usize = 3;

/// Divides blocks by their languages: one text, or two.
pub(super) fn divide(blocks: Vec<Block>, notes: &mut Vec<Diagnostic>) -> Vec<Vec<Block>> {
    let Some(pair) = Pair::of(blocks.iter().map(|b| b.text.as_str())) else { return vec![blocks] };
    let sides = sides(&blocks, pair);
    let mut numbers: HashMap<Number, [usize; 2]> = HashMap::new();
    for (block, side) in blocks.iter().zip(&sides) {
        if let Some(number) = number(block) {
            numbers.entry(number).or_default()[*side] += 1;
        }
    }
    // two of three numbers that are printed are of clauses that stand in both
    let both: usize = numbers.values().map(|[a, b]| a.min(b)).sum();
    let all: usize = numbers.values().map(|[a, b]| a + b).sum();
    if both < LEAST || both * 3 < all {
        return vec![blocks];
    }
    let parts = cuts(&blocks, &sides, pair, &mut numbers);
    let first = parts.first().and_then(|cut| cut.as_ref().map(|cut| cut.front)).unwrap_or(sides[0]);
    let line = blocks[0].line;
    let mut texts = [Vec::new(), Vec::new()];
    for ((block, side), cut) in blocks.into_iter().zip(sides).zip(parts) {
        match cut {
            _ if matches!(&block.kind, BlockKind::Meta { key } if key != "title" && key != "name") => {
                texts.iter_mut().for_each(|text| text.push(block.clone()));
            }
            Some(cut) => {
                let (front, back) = cut.of(&block);
                texts[cut.front].push(front);
                texts[1 - cut.front].push(back);
            }
            None => texts[side].push(block),
        }
    }
    if first == 1 {
        texts.reverse();
    }
    let languages = texts.each_ref().map(|text| language::detect(text.iter().map(|b| b.text.as_str())));
    let message = format!(
        "its clauses stand in `{}` and in `{}`, {both} of them under the same numbers: read as two texts",
        languages[0], languages[1]
    );
    notes.push(Diagnostic::note("two-languages", line, message));
    texts.into()
}

/// What a number says, in whatever form it is printed: 第一条 is Article 1.
type Number = (Vec<u32>, Vec<u32>);

fn number(block: &Block) -> Option<Number> {
    let label = match &block.kind {
        BlockKind::Item { marker, .. } => Label::read(marker.as_deref()?)?,
        BlockKind::Heading(_) | BlockKind::Paragraph => {
            let plain = || caption::loosely_numbered(&block.text).map(|n| n.label);
            caption::label_of(&block.text).or_else(plain)?
        }
        _ => return None,
    };
    Some((label.values, label.inserted))
}

/// In which of the languages each block is. What tells nothing is in that of the block before it; a caption in that of
/// what stands below it, but for one that says the number of the one above it again.
fn sides(blocks: &[Block], pair: Pair) -> Vec<usize> {
    let mut sides: Vec<Option<usize>> = blocks.iter().map(|block| told(pair.weigh(&block.text))).collect();
    for at in (0..blocks.len().saturating_sub(1)).rev() {
        if sides[at].is_none() && can_be_caption(&blocks[at].text) {
            let again = number(&blocks[at]).is_some_and(|n| Some(n) == number(&blocks[at + 1]));
            sides[at] = sides[at + 1].map(|side| if again { 1 - side } else { side });
        }
    }
    let mut before = sides.iter().flatten().next().copied().unwrap_or(0);
    let fill = |side: Option<usize>| {
        before = side.unwrap_or(before);
        before
    };
    let mut sides: Vec<usize> = sides.into_iter().map(fill).collect();
    // of two titles of which words tell nothing the second is the other's
    if let [first, second, below, ..] = blocks
        && first.kind == second.kind
        && sides[0] == sides[1]
        && [first, second].iter().all(|b| number(b).is_none() && can_be_caption(&b.text))
        && number(below).is_some()
    {
        sides[1] = 1 - sides[0];
    }
    sides
}

/// The heavier side.
fn told([a, b]: [usize; 2]) -> Option<usize> {
    (a != b).then_some(usize::from(b > a))
}

/// Where a block that holds both languages is cut.
struct Cut {
    /// The language of its front.
    front: usize,
    /// Where the front ends and the back begins, in bytes of what is shown.
    end: usize,
    at: usize,
    /// How long the number is that stands for both.
    number: usize,
}

impl Cut {
    /// Both parts of the block, each with its number.
    fn of(&self, block: &Block) -> (Block, Block) {
        let spans = marks::parse(&block.text);
        let (mut front, mut back, mut number) = (spans.clone(), spans.clone(), spans);
        keep_front(&mut front, self.end);
        keep_front(&mut number, self.number);
        drop_front(&mut back, self.at);
        let back = match self.number {
            0 => marks::write(&back),
            _ => format!("{} {}", marks::write(&number).trim_end(), marks::write(&back).trim_start()),
        };
        let part = |text: String| Block { text, ..block.clone() };
        (part(marks::write(&front)), part(back))
    }
}

/// Where blocks are cut that say one thing in both languages: a title or a caption whose number the other language
/// has not, and a sentence behind a sentence.
fn cuts(blocks: &[Block], sides: &[usize], pair: Pair, numbers: &mut HashMap<Number, [usize; 2]>) -> Vec<Option<Cut>> {
    let body = blocks.iter().position(|b| number(b).is_some()).unwrap_or(0);
    let titled = |side| sides[..body].contains(&side);
    let Pair::Scripts(scripts) = pair else {
        let one = !titled(0) || !titled(1);
        let title = |(at, block)| slash(block, pair, sides[body]).filter(|_| one && at < body);
        return blocks.iter().enumerate().map(title).collect();
    };
    let mut cuts = Vec::new();
    for (at, (block, side)) in blocks.iter().zip(sides).enumerate() {
        let cut = cut(block, scripts).filter(|cut| {
            let plain = marks::plain(&block.text);
            let sentences = || ends_sentence(&plain[..cut.end]) && ends_sentence(&plain);
            let mut numbered = || {
                let count = numbers.get_mut(&number(block)?).filter(|count| count[1 - side] < count[*side])?;
                count[1 - side] += 1;
                Some(())
            };
            numbered().is_some() || at < body && !titled(1 - side) || sentences()
        });
        cuts.push(cut);
    }
    cuts
}

/// Where a stroke parts a title of two languages of one script: `Contrat de bail / Lease`.
fn slash(block: &Block, pair: Pair, first: usize) -> Option<Cut> {
    let plain = marks::plain(&block.text);
    let (front, back) = [" / ", " | "].iter().find_map(|stroke| plain.split_once(stroke))?;
    let side = told(pair.weigh(front)).or_else(|| told(pair.weigh(back)).map(|back| 1 - back));
    Some(Cut { front: side.unwrap_or(first), end: front.len(), at: plain.len() - back.len(), number: 0 })
}

/// Where one language ends and the other begins in a block: between words, with next to nothing of the other before it
/// or behind it.
fn cut(block: &Block, scripts: [Script; 2]) -> Option<Cut> {
    let is_text = match &block.kind {
        BlockKind::Meta { key } => key == "title",
        kind => matches!(kind, BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Item { .. }),
    };
    if !is_text {
        return None;
    }
    let plain = marks::plain(&block.text);
    let label = caption::numbered(&block.text);
    let number = match &label {
        Some(n) => plain.strip_suffix(&marks::plain(&n.rest))?.trim_end().len(),
        None => 0,
    };
    let side = |c: char| Script::of(c).and_then(|script| scripts.iter().position(|s| *s == script));
    let weight = |side: usize| if scripts[side] == Script::Asian { ASIAN } else { 1 };
    let letters: Vec<(usize, usize)> =
        plain[number..].char_indices().filter_map(|(at, c)| Some((number + at, side(c)?))).collect();
    let front = letters.first()?.1;
    // what would stand on the wrong side if it were cut before the letter
    let mut wrong: usize = letters.iter().filter(|(_, s)| *s == front).map(|(_, s)| weight(*s)).sum();
    let all: usize = letters.iter().map(|(_, s)| weight(*s)).sum();
    let mut best = (wrong, 0);
    for (at, s) in &letters {
        if *s != front && wrong < best.0 {
            best = (wrong, *at);
        }
        wrong = if *s == front { wrong - weight(front) } else { wrong + weight(*s) };
    }
    let (wrong, mut at) = best;
    // quotes and brackets before the first letter are of what they open
    at = plain[..at].trim_end_matches(|c: char| !c.is_whitespace() && !c.is_alphanumeric() && !is_close(c)).len();
    let behind: usize = letters.iter().filter(|(a, s)| *a >= at && *s != front).map(|(_, s)| weight(*s)).sum();
    if wrong * 10 > all || behind * 6 < all || (all - behind) * 6 < all || plain.get(number..at)?.trim().is_empty() {
        return None;
    }
    // a number that says the first one again
    let again =
        |text: &str| label.as_ref().is_some_and(|n| Label::read(text).is_some_and(|l| l.values == n.label.values));
    let (before, word) = plain[number..at].trim_end().rsplit_once(' ').unwrap_or_default();
    if again(word) {
        at = number + before.len() + 1;
    }
    let own = caption::label_of(&plain[at..]).is_some();
    let end = plain[..at].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '/' | '|')).len();
    Some(Cut { front, end, at, number: if own { 0 } else { number } })
}

/// Whether a mark ends what stands before it.
fn is_close(c: char) -> bool {
    "。；：，！？”」』）】》.;:,!?)/|".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(blocks: &[&str]) -> Vec<Vec<String>> {
        let block = |(line, text): (usize, &&str)| Block::new(line as u32, BlockKind::Paragraph, (*text).to_owned());
        let blocks = blocks.iter().enumerate().map(block).collect();
        let texts = divide(blocks, &mut Vec::new());
        texts.into_iter().map(|text| text.into_iter().map(|b| b.text).collect()).collect()
    }

    #[test]
    fn clauses_in_turn_and_captions_that_stand_for_both() {
        let [zh, en] = &*texts(&[
            "渡船规则 Rules of the ferry",
            "**1. 船票 Tickets**",
            "1.1 乘客在码头购买船票。",
            "1.1 Passengers buy their tickets at the pier.",
            "1.2 船票当日有效。 1.2 A ticket is good for its day.",
            "2. 行李",
            "2. Luggage",
            "2.1 行李不得超过二十公斤。",
            "2.1 Luggage weighs 20 kg at most.",
        ]) else {
            panic!("not two")
        };
        assert_eq!(
            zh.join("|"),
            "渡船规则|**1. 船票**|1.1 乘客在码头购买船票。|1.2 船票当日有效。|2. 行李|2.1 行李不得超过二十公斤。"
        );
        assert_eq!(
            en.join("|"),
            "Rules of the ferry|**1.** **Tickets**|1.1 Passengers buy their tickets at the pier.|1.2 A ticket is good \
             for its day.|2. Luggage|2.1 Luggage weighs 20 kg at most."
        );
    }

    #[test]
    fn one_text_behind_the_other() {
        let [fr, en] = &*texts(&[
            "Règlement du bac",
            "1. Billets",
            "Les passagers achètent leurs billets au quai et les gardent pour le retour.",
            "2. Bagages",
            "Les bagages ne pèsent pas plus de vingt kilos pour une personne.",
            "3. Chiens",
            "Les chiens sont admis avec une laisse et dans les cales du bac.",
            "Rules of the ferry",
            "1. Tickets",
            "The passengers buy the tickets at the pier and keep them for the way back.",
            "2. Luggage",
            "The luggage of a passenger weighs no more than twenty kilos.",
            "3. Dogs",
            "Dogs are taken on the leash and in the hold of the ferry.",
        ]) else {
            panic!("not two")
        };
        assert_eq!((fr.len(), en.len(), &*en[0], &*en[1]), (7, 7, "Rules of the ferry", "1. Tickets"));
    }

    #[test]
    fn one_text_with_words_of_another() {
        for blocks in [
            vec![
                "1. 使用 Cloud Mooring",
                "1.1 用户使用 Cloud Mooring 服务。",
                "2. 费用 Fees",
                "2.1 用户付费。",
                "3. 其他",
                "无。",
            ],
            // a paragraph of the one below each of the other, and numbers once
            vec![
                "1. 船票",
                "The ticket is sold at the pier.",
                "2. 行李",
                "Luggage is weighed.",
                "3. 狗",
                "Dogs pay half.",
            ],
        ] {
            assert_eq!(texts(&blocks).len(), 1);
        }
    }
}
