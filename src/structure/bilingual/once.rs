//! Blocks in two languages in turn, with each number before one of them only → the numbers that the other goes without.
//!
//! `1.1` stands before a paragraph, and its translation below it has none. Where most clauses are so made, and either
//! language says about as much in them, the number is that of both.

use super::{cut, number};
use crate::model::label::Common;
use crate::model::language::{self, Pair};
use crate::source::{Block, BlockKind};
use crate::structure::caption;

/// Fewer clauses that say what they say twice are a coincidence.
const LEAST: usize = 3;
/// So many times the letters of its translation a clause may have.
const UNLIKE: usize = 3;

/// Gives the number of each clause to its translation, where most of them have one; how many do.
pub(super) fn give(
    blocks: &mut [Block],
    sides: &[usize],
    weights: &[[usize; 2]],
    pair: Pair,
    numbers: &mut Common,
) -> Option<usize> {
    let numbered: Vec<usize> = (0..blocks.len()).filter(|at| number(&blocks[*at]).is_some()).collect();
    let ends = numbered.iter().skip(1).copied().chain([blocks.len()]);
    let (mut both, mut alone, mut owed) = (0, 0, Vec::new());
    for (at, end) in numbered.iter().copied().zip(ends) {
        let translation = (at..end).find(|i| sides[*i] != sides[at] && can_be_numbered(&blocks[*i]));
        let said = |side: usize| weights[at..end].iter().map(|w| w[side]).sum::<usize>();
        let alike = said(0) <= UNLIKE * said(1) && said(1) <= UNLIKE * said(0);
        // a command or a name is in no language and tells nothing
        let words = |side: usize| (at..end).filter(move |i| sides[*i] == side).map(|i| blocks[i].text.as_str());
        let differ = || language::differ(language::detect(words(0)), language::detect(words(1)));
        let is_caption = cut::block(&blocks[at], pair, sides[at]).is_some();
        if alike && (is_caption || translation.is_some()) {
            both += usize::from(is_caption || differ());
            owed.extend(translation.filter(|_| !is_caption).map(|to| (at, to)));
        } else if number(&blocks[at]).is_some_and(|number| !numbers.is_of_both(number)) {
            alone += 1;
        }
    }
    if both < LEAST || alone * 3 > both {
        return None;
    }
    for (at, to) in owed {
        numbers.count(number(&blocks[at]), sides[to]);
        if let BlockKind::Item { .. } = blocks[at].kind {
            blocks[to].kind = blocks[at].kind.clone();
        } else if let Some(numbered) = caption::numbered(blocks[at].text.trim_start()) {
            blocks[to].text = format!("{} {}", numbered.printed, blocks[to].text.trim_start());
        }
    }
    Some(both)
}

/// Whether a number can stand before a block.
fn can_be_numbered(block: &Block) -> bool {
    use BlockKind::{Continuation, Heading, Line, Paragraph};
    matches!(block.kind, Paragraph | Continuation { .. } | Heading(_) | Line { .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(blocks: &[&str]) -> Vec<String> {
        let block = |(line, text): (usize, &&str)| Block::new(line as u32, BlockKind::Paragraph, (*text).to_owned());
        let blocks = blocks.iter().enumerate().map(block).collect();
        let joined = |text: Vec<Block>| text.iter().map(|b| b.text.as_str()).collect::<Vec<_>>().join("|");
        super::super::divide(blocks, &mut Vec::new()).into_iter().map(joined).collect()
    }

    #[test]
    fn a_number_before_both_languages() {
        let ferry = [
            "第一条 船票 Tickets",
            "1.1 乘客在码头购买船票。",
            "Passengers buy their tickets at the pier.",
            "船票不退。",
            "No ticket is taken back.",
            "1.2 船票当日有效。",
            "A ticket is good for its day.",
            "1.3 狗半价。",
            "Dogs pay half of the fare.",
        ];
        assert_eq!(
            texts(&ferry),
            [
                "第一条 船票|1.1 乘客在码头购买船票。|船票不退。|1.2 船票当日有效。|1.3 狗半价。",
                "第一条 Tickets|1.1 Passengers buy their tickets at the pier.|No ticket is taken back.|1.2 A ticket is good for \
                 its day.|1.3 Dogs pay half of the fare.",
            ]
        );
    }

    #[test]
    fn a_table_gets_no_number() {
        let said = |n: usize| {
            let kinds =
                [BlockKind::Item { depth: 0, marker: Some(format!("{n}.")) }, BlockKind::Table, BlockKind::Paragraph];
            let texts =
                ["乘客在码头购买船票，票价如下。", "| day | fare |", "Passengers buy their tickets at the pier."];
            kinds.into_iter().zip(texts).map(|(kind, text)| Block::new(1, kind, text.to_owned())).collect::<Vec<_>>()
        };
        let found = super::super::divide((1..5).flat_map(said).collect(), &mut Vec::new());
        let [_, en] = &*found else { panic!("not two") };
        assert!(en.iter().all(|b| (b.kind == BlockKind::Table) == b.text.starts_with('|')), "{en:?}");
    }

    #[test]
    fn two_languages_of_one_script() {
        let hire = [
            "1. Prix / Price",
            "Le prix est payé au quai et comprend les rames de la barque.",
            "The price is paid on the quay and includes the oars of the boat.",
            "2. Le client rend la barque au quai et dans le même état.",
            "The customer returns the boat to the quay and in the same state.",
            "3. Les chiens et les enfants ne sont pas admis dans la barque.",
            "The dogs and the children are not admitted to the boat.",
        ];
        let [fr, en] = &*texts(&hire) else { panic!("not two") };
        assert!(fr.contains(" Prix|Le prix est") && fr.contains("|2. Le client") && !fr.contains("The"), "{fr}");
        assert!(en.contains(" Price|The price is") && en.contains("|2. The customer") && !en.contains("Le "), "{en}");
    }

    #[test]
    fn what_is_quoted_below_a_number_is_no_translation() {
        let notice = "Permission is granted to anyone who boards the ferry to use the oars of the ferry for any purpose, and \
                      to row it and to mend it freely, if the name of the keeper stays where he painted it.";
        let parts =
            ["1. 使用渡船程序", notice, "2. 使用船桨程序", notice, "3. 使用灯塔程序，以及港务局发布的各种表格", notice];
        assert_eq!(texts(&parts).len(), 1);
        let commands = [
            "1. 安装渡船程序。",
            "ferry install --oars 12",
            "2. 启动渡船程序。",
            "ferry start --lamps",
            "3. 停止。",
            "ferry stop",
        ];
        assert_eq!(texts(&commands).len(), 1);
    }
}
