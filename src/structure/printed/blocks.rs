//! Blocks of lines between blank lines → those whose lines were all broken at one width, the block's own.
//!
//! The measure of a page says little of a paragraph in capitals, which are wider, nor of one wrapped in a text whose
//! other paragraphs are lines. That a block was filled shows by itself: no line but the last could have held the first
//! word of the next.

use super::measure::{first_piece, set};
use super::{Line, Measure};
use crate::model::label::{Label, Unit};
use crate::structure::bullets::bullet;
use crate::structure::caption::{announces, can_be_caption, ends_sentence};

/// Tells the lines that go on from the one before.
pub(super) fn told(mut lines: Vec<Line>, measure: Measure) -> Vec<Line> {
    if !measure.blank_ends {
        return lines;
    }
    let mut at = 0;
    while at < lines.len() {
        let mut end = at + 1;
        while end < lines.len() && !lines[end].blank && lines[end].page == lines[at].page {
            end += 1;
        }
        let block = &mut lines[at..end];
        if block.len() > 2 && block.iter().all(|l| !l.extent.wide) {
            tell(block);
        }
        at = end;
    }
    lines
}

/// Each item of a list is a block of its own.
fn tell(block: &mut [Line]) {
    let mut from = 0;
    while from < block.len() {
        let begins = |at: &usize| begins_item(&block[*at - 1], &block[*at]);
        let end = (from + 1..block.len()).find(begins).unwrap_or(block.len());
        // a caption with a number may stand right above its text
        let captioned = block[from].label.is_some() && can_be_caption(&block[from].text);
        let first = (from..=from + usize::from(captioned)).find(|first| is_filled(&block[*first..end]));
        if let Some(first) = first {
            block[first + 1..end].iter_mut().for_each(|line| line.flows = true);
        }
        from = end;
    }
}

/// Whether a line begins an item; `Section 2.2` and `2.2` within a sentence cite one.
fn begins_item(before: &Line, line: &Line) -> bool {
    let cited = |label: &Label| label.unit != Unit::Bare || label.values.len() > 1;
    let within =
        || before.text.starts_with(char::is_lowercase) && !ends_sentence(&before.text) && !announces(&before.text);
    line.label.as_ref().is_some_and(|label| !(cited(label) && within())) || bullet(&line.text).is_some()
}

/// Whether all lines were broken at one width, counted in letters or as those of a book are set; and are no list of
/// names.
fn is_filled(lines: &[Line]) -> bool {
    if lines.len() < 3 {
        return false;
    }
    let joints = lines.windows(2).filter(|pair| !ends_sentence(&pair[0].text)).count();
    let small = lines[1..].iter().filter(|l| l.text.starts_with(char::is_lowercase)).count();
    let capitals = || lines[0].text.len() > 40 && !lines[0].text.contains(char::is_lowercase);
    joints * 2 > lines.len() - 1
        && (small * 3 >= lines.len() - 1 || capitals())
        && (is_broken_at_one(lines, 0, |l| l.width, |l| first_piece(&l.text, false))
            || is_broken_at_one(lines, 12, |l| set(&l.text), |l| set(l.text.split(' ').next().unwrap_or(""))))
}

/// Whether no line could have held the first word of the next, were all as wide as the widest, or one part in `slack`
/// less.
fn is_broken_at_one(
    lines: &[Line],
    slack: usize,
    width: impl Fn(&Line) -> usize,
    piece: impl Fn(&Line) -> usize,
) -> bool {
    let widest = lines.iter().map(&width).max().unwrap_or(0);
    let least = widest - widest.checked_div(slack).unwrap_or(0);
    lines.windows(2).all(|pair| width(&pair[0]) + 1 + piece(&pair[1]) > least)
}

#[cfg(test)]
mod tests {
    use crate::model::text::Item;
    use crate::structure::documents;

    /// The texts of the paragraphs of a printed text with a measure that says nothing of the block.
    fn paragraphs(block: &str) -> usize {
        let long = "The keeper lights the lamp of the harbour each evening at the hour that the tables of the port name, \
                    and puts it out at dawn.";
        let text = format!("Lamp Rules\n\n{long}\n\n{long}\n\n{block}\n\n{long}\n\n{long}\n");
        let body = &documents(crate::source::text::read(&text))[0].text.body;
        body.iter().filter(|item| matches!(item, Item::Paragraph(p) if !p.starts_with("The keeper lights"))).count()
    }

    #[test]
    fn a_block_broken_at_one_width_is_a_paragraph() {
        for block in [
            "To keep the lamps of the harbour lit, whoever moors at\nthe pier (or at any place that belongs to it) agrees to\n\
             all the rules that are posted beside the door of\nthe house.",
            "Whoever moors at the pier pays the fees that are\nposted there, and those that arise by force of\nSection 2.2. \
             The keeper asks for them by the end of the\nmonth that follows.",
            "EXCEPT AS THE LAW OF THE PORT SAYS OTHERWISE, THE HOST\nIS NOT LIABLE FOR ANY LOSS OF LAMPS, OILS OR OTHER\n\
             GOODS THAT ARE LEFT ABOARD.",
        ] {
            assert_eq!(paragraphs(block), 1, "{block}");
        }
        let stray = "The host keeps a list of the lamps that were lent to the boats at the pier, and of those\nthat came \
                     back, which each member of the house may read whenever the office is open to the members, at its door, \
                     without asking anybody for it before.";
        assert_eq!(paragraphs(stray), 1);
        assert_eq!(paragraphs("A. B. Keeper\nHouse at the Pier\nHarbour Street 7\nPort"), 4);
    }
}
