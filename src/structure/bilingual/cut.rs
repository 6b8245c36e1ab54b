//! What says one thing in two languages → where one ends and the other begins.

use std::borrow::Cow;

use super::told;
use crate::marks::{self, drop_front, keep_front};
use crate::model::language::{ASIAN, Pair, Script, letters};
use crate::source::{Block, BlockKind};
use crate::structure::caption;

/// Where a text that holds both languages is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// The language of its front.
    pub(super) front: usize,
    /// Where the front ends and where the back begins, in bytes of what is shown.
    pub(super) end: usize,
    pub(super) at: usize,
    /// How long the number is that stands for both.
    number: usize,
}

impl Cut {
    /// Both parts of the block, each with its number.
    pub(super) fn of(&self, block: &Block) -> (Block, Block) {
        let part = |text: String| Block { text, ..block.clone() };
        if is_line(block) {
            let (front, back) = (&block.text[..self.end], &block.text[self.at..]);
            let number = block.text[..self.number].trim();
            return (part(front.to_owned()), part(format!("{number} {back}").trim_start().to_owned()));
        }
        let spans = marks::parse(&block.text);
        let (mut front, mut back, mut number) = (spans.clone(), spans.clone(), spans);
        keep_front(&mut front, self.end);
        keep_front(&mut number, self.number);
        drop_front(&mut back, self.at);
        let back = match self.number {
            0 => marks::write(&back),
            _ => format!("{} {}", marks::write(&number), marks::write(&back)),
        };
        (part(marks::write(&front)), part(back))
    }
}

/// What a block shows: of a printed line, all.
pub(super) fn shown(block: &Block) -> Cow<'_, str> {
    if is_line(block) { block.text.as_str().into() } else { marks::shown(&block.text) }
}

fn is_line(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Line { .. })
}

/// Where a block is cut; the number before both is of both, unless the back has its own. Of two languages of one script
/// that which comes first is `first`, where words do not tell.
pub(super) fn block(block: &Block, pair: Pair, first: usize) -> Option<Cut> {
    let is_text = match &block.kind {
        BlockKind::Meta { key } => key == "title",
        BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Item { .. } | BlockKind::Line { .. } => true,
        _ => false,
    };
    if !is_text {
        return None;
    }
    let plain = shown(block);
    let number = match &caption::numbered(block.text.trim_start()) {
        Some(n) if is_line(block) => plain.strip_suffix(&*n.rest)?.trim_end().len(),
        Some(n) => plain.strip_suffix(&marks::plain(&n.rest))?.trim_end().len(),
        None => 0,
    };
    let cut = match pair {
        Pair::Scripts(scripts) => text(&plain, number, scripts)?,
        Pair::Words(_) => stroke(&plain, number, pair, first)?,
    };
    let own = caption::label_of(&plain[cut.at..]).is_some();
    Some(Cut { number: if own { 0 } else { number }, ..cut })
}

/// Where a stroke parts a caption behind its number: `Contrat de bail / Lease`.
fn stroke(plain: &str, number: usize, pair: Pair, first: usize) -> Option<Cut> {
    let caption = Some(&plain[number..]).filter(|caption| caption::can_be_caption(caption))?;
    let (front, back) = [" / ", " | "].iter().find_map(|stroke| caption.split_once(stroke))?;
    let side = told(pair.weigh(front)).or_else(|| told(pair.weigh(back)).map(|back| 1 - back));
    Some(Cut { front: side.unwrap_or(first), end: number + front.len(), at: plain.len() - back.len(), number: 0 })
}

/// Where a text is cut: between words behind its number, with next to nothing of the other language before or behind,
/// and with little of one only before or behind the gap between two columns.
pub(super) fn text(plain: &str, number: usize, scripts: [Script; 2]) -> Option<Cut> {
    let side = |own: Script| scripts.iter().position(|s| *s == own);
    let weight = |side: usize| if scripts[side] == Script::Asian { ASIAN } else { 1 };
    let letters = || letters(&plain[number..]).filter_map(|(at, c, own)| Some((number + at, c, side(own)?)));
    let front = letters().next()?.2;
    let mut all = [0; 2];
    letters().for_each(|(_, _, s)| all[s] += weight(s));
    let [before, behind] = [all[front], all[1 - front]];
    // what would stand on the wrong side if it were cut before a letter, and where the letter before it ends
    let (mut wrong, mut last) = (before, number);
    let mut best = (wrong, number, number);
    for (at, c, s) in letters() {
        if s != front && wrong < best.0 {
            best = (wrong, last, at);
        }
        wrong = if s == front { wrong - weight(s) } else { wrong + weight(s) };
        last = if s == front { at + c.len_utf8() } else { last };
    }
    let (wrong, last, first) = best;
    let total = before + behind;
    // between the letters: at a wide gap, else at a blank, else behind the marks that close the front
    let between = &plain[last..first];
    let is_column = wrong == 0 && between.contains("   ");
    let is_little = before * 6 < total || behind * 6 < total;
    if wrong * 10 > total || is_little && !is_column || last == number {
        return None;
    }
    let gap = ["  ", " ", "\u{3000}", "\t"].iter().find_map(|gap| between.find(gap));
    let closed = || between.len() - between.trim_start_matches(|c| CLOSING.contains(c)).len();
    let end = last + gap.unwrap_or_else(closed);
    let at = plain.len() - plain[end..].trim_start().len();
    let stroke = |s: &str| plain[at..].starts_with(s).then(|| at + s.len());
    let at = ["/ ", "| "].iter().find_map(|s| stroke(s)).unwrap_or(at);
    let end = plain[..end].trim_end_matches(['/', '|', ' ']).len();
    Some(Cut { front, end, at, number: 0 })
}

/// What ends what stands before it.
const CLOSING: &str = "。；：，！？”」』）】》.;:,!?)%％";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_the_scripts() {
        for (plain, want) in [
            ("渡船规则 Rules of the ferry", Some(("渡船规则", "Rules of the ferry"))),
            ("渡船规则 / Rules of the ferry", Some(("渡船规则", "Rules of the ferry"))),
            ("渡船规则（Ferry Rules）", Some(("渡船规则", "（Ferry Rules）"))),
            ("Rules of the ferry 渡船规则", Some(("Rules of the ferry", "渡船规则"))),
            ("应在三日内  30 days after the", Some(("应在三日内", "30 days after the"))),
            ("船票当日有效。 1.2 A ticket is good.", Some(("船票当日有效。", "1.2 A ticket is good."))),
            ("Правила перевоза Ferry rules", Some(("Правила перевоза", "Ferry rules"))),
            ("乘客使用 App 购买 ticket 船票后凭 QR 码上船", None),
            ("渡船规则自公布之日起施行，由船夫负责解释 A", None),
            (
                "票。       the ticket of the day and of the way back",
                Some(("票。", "the ticket of the day and of the way back")),
            ),
            ("票。 the ticket of the day and of the way back", None),
            ("渡船规则见码头 https://ferry.example/rules/of/the/ferry", None),
            ("Rules", None),
        ] {
            let scripts = [if plain.contains('П') { Script::Cyrillic } else { Script::Asian }, Script::Latin];
            let cut = text(plain, 0, scripts);
            assert_eq!(cut.map(|cut| (&plain[..cut.end], &plain[cut.at..])), want, "{plain}");
        }
    }
}
