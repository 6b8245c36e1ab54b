//! Lines of a table of contents, each with the number of a page or printed again in the text.

use std::collections::{HashMap, HashSet};

use super::Line;
use crate::source::printed::{is_title_of_contents, leads_to_page};
use crate::structure::caption::{ends_sentence, is_invisible, numbered};
use crate::structure::contents::mixed;

/// Marks a table of contents: under its title, lines that end in a page number or that come again in the text.
pub(super) fn mark(lines: &[Line], why: &mut [Option<&'static str>]) {
    let is_short = |l: &Line| l.extent.width <= 80;
    let titles: Vec<bool> = lines.iter().map(|l| is_title_of_contents(&l.text)).collect();
    let mut again: HashMap<u64, usize> = HashMap::new();
    if titles.contains(&true) {
        lines.iter().filter(|l| is_short(l)).for_each(|line| *again.entry(entry(&line.text)).or_default() += 1);
    }
    let mut at = 0;
    while at < lines.len() {
        let titled = titles[at];
        let from = if titled { at + 1 } else { at };
        let is_entry = |line: &Line| {
            leads_to_page(&line.text)
                || titled
                    && is_short(line)
                    && again[&entry(&line.text)] > 1
                    && (!ends_sentence(&line.text) || numbered(&line.text).is_some())
        };
        let mut to = from;
        let mut entries = 0;
        let mut seen: HashSet<u64> = HashSet::new();
        while to < lines.len() && to - from < 1000 {
            let known = why[to].is_some();
            // an entry on two lines has its page number on the second
            let two_lines = entries > 0
                && lines.get(to + 1).is_some_and(|next| leads_to_page(&next.text))
                && !ends_sentence(&lines[to].text);
            // the second time that an entry comes, the text has begun
            let new = || is_entry(&lines[to]) && !seen.contains(&entry(&lines[to].text));
            if !known && !two_lines && !new() {
                break;
            }
            if !known {
                seen.insert(entry(&lines[to].text));
                entries += 1;
            }
            to += 1;
        }
        let enough = if titled { entries >= 2 } else { entries >= 3 };
        if enough {
            why[at..to].iter_mut().filter(|w| w.is_none()).for_each(|w| *w = Some("it belongs to a table of contents"));
            at = to;
        } else {
            at += 1;
        }
    }
}

/// What a line of a table of contents says, as a number: its words without its page and without blanks.
fn entry(text: &str) -> u64 {
    let text = text.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || is_invisible(c));
    let text = text.trim_end_matches(['.', '…', '·', '．', '-', '—', '⋯']);
    text.chars().filter(|c| !matches!(c, ' ' | '\t' | '\u{a0}' | '\u{3000}')).fold(0, mixed)
}
