//! Pages that were printed in two columns and extracted line by line → the left column, then the right one.
//!
//! Extraction that keeps the layout fills the space between the columns with blanks, so that the right one begins
//! behind as many characters in each line. What tells the columns from those of a table is what tells them on a page:
//! both are full of lines, or begin them with numbers.

use crate::model::label::{self, Label};
use crate::source::{Block, BlockKind};

/// How many lines each column has at least.
const ROWS: usize = 8;
/// By how many blanks a line is set in that has text in the right column only.
const FAR: usize = 12;
/// How many blanks part the columns at least.
const GAP: usize = 2;

/// Puts the lines of pages in two columns in their order.
pub(super) fn part(lines: Vec<Block>) -> Vec<Block> {
    let far = |b: &Block| b.text.starts_with(' ') && b.text.bytes().take_while(|b| *b == b' ').count() >= FAR;
    if !lines.iter().any(far) {
        return lines;
    }
    let mut out = Vec::with_capacity(lines.len());
    for page in lines.chunk_by(|a, b| page(a) == page(b)) {
        match page.iter().any(far).then(|| gutter(page)).flatten() {
            Some(place) => in_order(page, place, &mut out),
            None => out.extend_from_slice(page),
        }
    }
    out
}

fn page(block: &Block) -> Option<u32> {
    match block.kind {
        BlockKind::Line { page, .. } => Some(page),
        _ => None,
    }
}

/// Behind how many characters the right column begins, where there are two.
fn gutter(page: &[Block]) -> Option<usize> {
    let starts: Vec<Vec<usize>> = page.iter().map(|b| behind_gaps(&b.text)).collect();
    let mut places: Vec<usize> = starts.iter().flatten().copied().collect();
    places.sort_unstable();
    let place = places.chunk_by(|a, b| a == b).max_by_key(|run| run.len()).map(|run| run[0])?;
    let sides: Vec<(&str, &str)> = page.iter().filter_map(|b| divide(&b.text, place)).collect();
    let left: Vec<&str> = sides.iter().map(|(left, _)| left.trim()).filter(|s| !s.is_empty()).collect();
    let right: Vec<&str> = sides.iter().map(|(_, right)| right.trim()).filter(|s| !s.is_empty()).collect();
    let both = sides.iter().filter(|(left, right)| !left.trim().is_empty() && !right.trim().is_empty()).count();
    let columns = sides.len() * 4 >= page.len() * 3 && both >= ROWS && left.len().min(right.len()) >= ROWS;
    // a column of numbers stands beside what they number
    let counts = left.iter().filter(|l| Label::read(l).is_some()).count() * 2 > left.len();
    (columns && !counts && (is_full(&left) && is_full(&right) || is_numbered(&left) && is_numbered(&right)))
        .then_some(place)
}

/// Behind how many characters text begins that stands behind a gap, or far from the margin.
fn behind_gaps(text: &str) -> Vec<usize> {
    let mut out = Vec::new();
    let (mut blanks, mut seen) = (0, false);
    for (at, c) in text.chars().enumerate() {
        if c == ' ' {
            blanks += 1;
            continue;
        }
        if blanks > if seen { GAP } else { FAR } {
            out.push(at);
        }
        (blanks, seen) = (0, true);
    }
    out
}

/// A line before and behind a place, where nothing is printed before it.
fn divide(text: &str, place: usize) -> Option<(&str, &str)> {
    let Some((at, _)) = text.char_indices().nth(place) else { return Some((text, "")) };
    let (left, right) = text.split_at(at);
    (left.len() - left.trim_end_matches(' ').len() >= GAP).then_some((left, right))
}

/// Whether most lines are about as long as the longest.
fn is_full(lines: &[&str]) -> bool {
    let lengths: Vec<usize> = lines.iter().map(|l| l.chars().count()).collect();
    let longest = lengths.iter().copied().max().unwrap_or(0);
    longest >= 16 && lengths.iter().filter(|n| **n * 10 >= longest * 7).count() * 10 >= lines.len() * 6
}

/// Whether a good part of the lines begin with a number.
fn is_numbered(lines: &[&str]) -> bool {
    lines.iter().filter(|l| label::scan(l).is_some()).count() * 6 >= lines.len()
}

/// The left column, then the right one, between lines that go over both.
fn in_order(page: &[Block], place: usize, out: &mut Vec<Block>) {
    let mut right = Vec::new();
    for block in page {
        let Some((one, two)) = divide(&block.text, place) else {
            out.append(&mut right);
            out.push(block.clone());
            continue;
        };
        let with = |text: &str| Block { text: text.to_owned(), ..block.clone() };
        if !one.trim().is_empty() {
            out.push(with(one));
        }
        if !two.trim().is_empty() {
            right.push(with(two));
        }
    }
    out.append(&mut right);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(lines: &[String]) -> Vec<String> {
        let block = |text: &String| Block::new(1, BlockKind::Line { page: 1, blank: false }, text.clone());
        part(lines.iter().map(block).collect()).into_iter().map(|b| b.text.trim().to_owned()).collect()
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        let row = |n: usize| {
            let left = format!("{n}. Boat {n} pays.");
            format!("{left:<40}{}. Berth {n} is free.", n + 9)
        };
        let mut lines: Vec<String> = (1..10).map(row).collect();
        lines.insert(0, "Harbour Rules".to_owned());
        lines.push(format!("{:<40}by day.", ""));
        let found = texts(&lines);
        assert_eq!(
            (&*found[1], &*found[9], &*found[10], &*found[19]),
            ("1. Boat 1 pays.", "9. Boat 9 pays.", "10. Berth 1 is free.", "by day.")
        );
    }

    #[test]
    fn a_table_stays() {
        let row = |n: usize| format!("Boat {n:<35}{n} crowns a night");
        let mut lines: Vec<String> = (1..12).map(row).collect();
        lines.push(format!("{:<40}in winter", ""));
        assert_eq!(texts(&lines)[0], "Boat 1                                  1 crowns a night");
    }
}
