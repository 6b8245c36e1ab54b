//! Text that is written from right to left → its characters in the order in which they are read.
//!
//! A page draws characters where they are seen, so what is read from right to left stands there backwards. A file most
//! of whose letters are read so is looked at in a mirror: its lines then begin on the left as all others do. What is
//! read from left to right within it, numbers above all, is turned back.

use super::super::page::Page;
use crate::marks::is_right_to_left;

/// Puts the text of pages in the order of reading.
pub(super) fn read(mut pages: Vec<Page>) -> Vec<Page> {
    let letters = |is: fn(char) -> bool| {
        let runs = pages.iter().flat_map(|page| &page.runs);
        runs.map(|run| run.text.chars().filter(|c| is(*c)).count()).sum::<usize>()
    };
    let backwards = letters(is_right_to_left);
    if backwards == 0 {
        return pages;
    }
    let all = 2 * backwards > letters(char::is_alphabetic);
    for page in &mut pages {
        for run in &mut page.runs {
            run.text = if all { from_right(&run.text) } else { from_left(&run.text) };
        }
        if all {
            mirror(page);
        }
    }
    if all && unclosed(&pages, ')', '(') < unclosed(&pages, '(', ')') {
        let runs = pages.iter_mut().flat_map(|page| &mut page.runs);
        runs.for_each(|run| run.text = run.text.chars().map(mirrored).collect());
    }
    pages
}

/// How many brackets are not closed in the stretch of text in which they stand. Some files name a bracket as it is
/// drawn, others as it is meant.
fn unclosed(pages: &[Page], open: char, close: char) -> usize {
    let in_run = |text: &str| {
        let depth = |depth: usize, c: char| {
            if c == open { depth + 1 } else { depth.saturating_sub(usize::from(c == close)) }
        };
        text.chars().fold(0, depth)
    };
    pages.iter().flat_map(|page| &page.runs).map(|run| in_run(&run.text)).sum()
}

fn mirror(page: &mut Page) {
    let width = page.size.0;
    for run in &mut page.runs {
        run.x = (width - run.x.1, width - run.x.0);
    }
    for [left, _, right, _] in &mut page.rules {
        (*left, *right) = (width - *right, width - *left);
    }
}

/// The order of reading of what stands in a line that is read from right to left.
fn from_right(text: &str) -> String {
    let seen: Vec<char> = text.chars().rev().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < seen.len() {
        let end = forwards(&seen, at);
        out.extend(seen[at..end].iter().rev());
        if end == at {
            out.push(seen[at]);
        }
        at = end.max(at + 1);
    }
    out
}

/// How far a number or words that are read from left to right reach.
fn forwards(seen: &[char], from: usize) -> usize {
    let is_own = |c: char| c.is_alphanumeric() && !is_right_to_left(c);
    let is_letter = |c: char| is_own(c) && !c.is_numeric();
    let mut end = from;
    let mut words = false;
    for (at, c) in seen.iter().enumerate().skip(from) {
        let joins = end > from && at == end && (matches!(c, '.' | ',' | ':' | '/' | '-' | '٫' | '٬') || *c == ' ');
        let next = seen.get(at + 1).copied();
        if is_own(*c) {
            words |= is_letter(*c);
            end = at + 1;
        } else if joins && next.is_some_and(|n| is_own(n) && (*c != ' ' || words || is_letter(n))) {
            end = at + 1;
        } else {
            break;
        }
    }
    end
}

/// The order of reading of what stands in a line that is read from left to right: words of the other direction turn.
fn from_left(text: &str) -> String {
    let mut out: Vec<char> = text.chars().collect();
    let mut at = 0;
    while let Some(from) = out[at..].iter().position(|c| is_right_to_left(*c)).map(|n| at + n) {
        let ends = |c: &char| c.is_alphanumeric() && !is_right_to_left(*c);
        let until = out[from..].iter().position(ends).map_or(out.len(), |n| from + n);
        let end = out[from..until].iter().rposition(|c| is_right_to_left(*c)).map_or(from, |n| from + n) + 1;
        out[from..end].reverse();
        at = end;
    }
    out.into_iter().collect()
}

/// The bracket that is drawn where another is meant.
fn mirrored(c: char) -> char {
    const PAIRS: [(char, char); 5] = [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>'), ('«', '»')];
    let other = PAIRS.iter().find_map(|(a, b)| if c == *a { Some(*b) } else { (c == *b).then_some(*a) });
    other.unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_seen_is_turned_to_what_is_read() {
        for (seen, read) in [
            ("בוט", "טוב"),
            (".1 ףיעס", "סעיף 1."),
            ("2.1 )טוב(", "(בוט) 2.1"),
            ("12-10 Main Quay ל", "ל 12-10 Main Quay"),
        ] {
            assert_eq!(from_right(seen), read, "{seen}");
        }
        assert_eq!(from_left("the word בוט םוי here"), "the word יום טוב here");
    }
}
