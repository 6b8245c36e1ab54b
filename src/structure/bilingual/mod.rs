//! Blocks in two languages → those of each, where the numbered clauses stand once in either.
//!
//! A text is in one language ([`crate::model::text::Text`]). Contracts between two countries are set in two: one text
//! behind the other, clause by clause in turn, or beside each other in the columns of a table. Which language a block
//! is in is told by its script, or by its function words where both are in one script; that the one text is a
//! translation of the other, by their numbers, which come twice, or stand once before both.
//!
//! - [`beside`]: printed lines, before they are joined into blocks.
//! - Here: blocks. [`cut`]: `1. 定义 Definitions` stands for both and is divided; [`once`]: numbers of both.

mod beside;
mod cut;
mod once;

use super::caption::{self, can_be_caption, ends_sentence};
use super::printed::is_name;
use crate::marks;
use crate::model::diagnostic::Diagnostic;
use crate::model::label::{Common, Label};
use crate::model::language::{self, Pair};
use crate::source::{Block, BlockKind};
pub(super) use beside::lines;
use cut::Cut;

/// Divides blocks by their languages: one text, or two.
pub(super) fn divide(mut blocks: Vec<Block>, notes: &mut Vec<Diagnostic>) -> Vec<Vec<Block>> {
    let Some(pair) = Pair::of(blocks.iter().map(|b| b.text.as_str())) else { return vec![blocks] };
    let mut said: Vec<Block> = blocks.extract_if(.., |b| says_of_both(b)).collect();
    let weights = weights(&blocks, pair);
    let sides = sides(&blocks, &weights);
    let Some((both, numbers)) = common(&mut blocks, &sides, &weights, pair) else {
        said.append(&mut blocks);
        return vec![said];
    };
    // of two titles, one below the other, the first was taken for a category
    let at = |wanted: &str| blocks.iter().position(|b| key(b) == wanted);
    if let (Some(category), Some(title)) = (at("category"), at("title"))
        && sides[category] != sides[title]
    {
        blocks[category].kind = blocks[title].kind.clone();
    }
    let mut texts = match behind(&blocks, &sides, &weights) {
        Some(at) => {
            let mut first = blocks;
            let second = first.split_off(at);
            [first, second]
        }
        None => in_turn(blocks, sides, pair, numbers),
    };
    for text in &mut texts {
        let language = language::detect(text.iter().map(|b| b.text.as_str()));
        let of_it = |b: &&Block| !key(b).starts_with("lang") || b.text.get(..2) == language.get(..2);
        text.extend(said.iter().filter(of_it).cloned());
    }
    notes.push(told_apart(&texts, both));
    texts.into()
}

/// How many clauses stand in both languages, and the numbers of each, where they tell that one is a translation of the
/// other.
fn common(blocks: &mut [Block], sides: &[usize], weights: &[[usize; 2]], pair: Pair) -> Option<(usize, Common)> {
    let mut numbers = Common::default();
    blocks.iter().zip(sides).for_each(|(block, side)| numbers.count(number(block), *side));
    let both = numbers.most().or_else(|| once::give(blocks, sides, weights, pair, &mut numbers))?;
    Some((both, numbers))
}

/// Whether a block is what the file says of both texts beside their titles; a language is that of one.
fn says_of_both(block: &Block) -> bool {
    !matches!(key(block), "" | "title" | "name" | "category")
}

/// What front matter calls a block; nothing: it is none.
fn key(block: &Block) -> &str {
    if let BlockKind::Meta { key } = &block.kind { key } else { "" }
}

/// Where the second text begins, if it stands behind all of the first: with the first name of an agreement behind the
/// last words of the other language, else right behind them.
fn behind(blocks: &[Block], sides: &[usize], weights: &[[usize; 2]]) -> Option<usize> {
    let first = sides.first()?;
    // what would be of the wrong language if the second text began at a block
    let mut wrong: usize = weights.iter().map(|w| w[*first]).sum();
    let all: usize = weights.iter().flatten().sum();
    let mut best = (wrong, 0);
    for (at, weight) in weights.iter().enumerate() {
        wrong = wrong - weight[*first] + weight[1 - first];
        best = best.min((wrong, at + 1));
    }
    let (wrong, from) = best;
    if wrong * 4 > all {
        return None;
    }
    let lead = blocks[from..].iter().take_while(|b| number(b).is_none());
    let named = lead.enumerate().find(|(_, b)| can_be_caption(&b.text) && is_name(&marks::plain(&b.text)));
    Some(from + named.map_or(0, |(at, _)| at))
}

/// The blocks of either language, where they stand in turn.
fn in_turn(blocks: Vec<Block>, sides: Vec<usize>, pair: Pair, mut numbers: Common) -> [Vec<Block>; 2] {
    let parts = cuts(&blocks, &sides, pair, &mut numbers);
    let first = parts.first().and_then(|cut| cut.as_ref().map(|cut| cut.front)).unwrap_or(sides[0]);
    let mut texts = [Vec::new(), Vec::new()];
    for ((block, side), cut) in blocks.into_iter().zip(sides).zip(parts) {
        match cut {
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
    texts
}

/// The note that a text was divided.
fn told_apart(texts: &[Vec<Block>; 2], both: usize) -> Diagnostic {
    let [a, b] = texts.each_ref().map(|text| language::detect(text.iter().map(|b| b.text.as_str())));
    let line = texts.iter().flatten().map(|b| b.line).min().unwrap_or(1);
    let message = format!("`{a}` and `{b}`: {both} clauses stand in both, under the same numbers; read as two texts");
    Diagnostic::note("two-languages", line, message)
}

/// In which of the languages each block is. Where nothing tells, of two with one number the first is in one and the second in
/// the other; a caption is in the language of what stands below it, and the rest in that of what stands above.
fn sides(blocks: &[Block], weights: &[[usize; 2]]) -> Vec<usize> {
    let mut sides: Vec<Option<usize>> = weights.iter().map(|weight| told(*weight)).collect();
    let same = |a: Label, b: Label| (a.values, a.inserted) == (b.values, b.inserted);
    let again = |at: usize| at > 0 && number(&blocks[at]).zip(number(&blocks[at - 1])).is_some_and(|(a, b)| same(a, b));
    for at in (0..blocks.len().saturating_sub(1)).rev() {
        if sides[at].is_none() {
            let (is_caption, below) = (can_be_caption(&blocks[at].text), sides[at + 1]);
            let other = again(at + 1) || is_caption && again(at);
            sides[at] = below.filter(|_| other || is_caption).map(|side| if other { 1 - side } else { side });
        }
    }
    let mut before = sides.iter().flatten().next().copied().unwrap_or(0);
    for (at, side) in sides.iter_mut().enumerate() {
        let other = if again(at) { 1 - before } else { before };
        before = *side.get_or_insert(other);
    }
    let mut sides: Vec<usize> = sides.into_iter().flatten().collect();
    // of two titles of which words tell nothing the second is the other's
    if let [first, second, below, ..] = blocks
        && (first.kind == second.kind
            || matches!([&first.kind, &second.kind], [BlockKind::Meta { .. }, BlockKind::Meta { .. }]))
        && sides[0] == sides[1]
        && [first, second].iter().all(|b| number(b).is_none() && can_be_caption(&b.text))
        && number(below).is_some()
    {
        sides[1] = 1 - sides[0];
    }
    sides
}

/// How much of each block is in each language.
fn weights(blocks: &[Block], pair: Pair) -> Vec<[usize; 2]> {
    blocks.iter().map(|block| pair.weigh(&block.text)).collect()
}

/// The number with which a block begins.
fn number(block: &Block) -> Option<Label> {
    match &block.kind {
        BlockKind::Item { marker, .. } => Label::read(marker.as_deref()?),
        BlockKind::Heading(_) | BlockKind::Paragraph => {
            let plain = || caption::loosely_numbered(&block.text).map(|n| n.label);
            caption::label_of(&block.text).or_else(plain)
        }
        BlockKind::Line { .. } => caption::label_of(block.text.trim_start()),
        _ => None,
    }
}

/// The heavier side.
fn told([a, b]: [usize; 2]) -> Option<usize> {
    (a != b).then_some(usize::from(b > a))
}

/// Where blocks are cut that say one thing in both languages: a title or a caption whose number the other language
/// has not, and a sentence behind a sentence.
fn cuts(blocks: &[Block], sides: &[usize], pair: Pair, numbers: &mut Common) -> Vec<Option<Cut>> {
    let body = blocks.iter().position(|b| number(b).is_some()).unwrap_or(0);
    let titled = |side| sides[..body].contains(&side);
    let mut cuts = Vec::new();
    for (at, (block, side)) in blocks.iter().zip(sides).enumerate() {
        let cut = cut::block(block, pair, sides[at.max(body)]).filter(|cut| {
            let plain = cut::shown(block);
            let sentences = || ends_sentence(&plain[..cut.end]) && ends_sentence(&plain);
            let mut numbered = || number(block).is_some_and(|number| numbers.goes_without(number, 1 - side));
            numbered() || at < body && !(titled(0) && titled(1)) || sentences()
        });
        cuts.push(cut);
    }
    cuts
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
