//! What stands beside the text of lines: the numbers that drafts print in their left margin, and marks of direction.

use crate::marks;
use crate::model::diagnostic::Diagnostic;
use crate::source::{Block, BlockKind};

/// How many lines are numbered at least, where lines are.
const LINES: usize = 20;

/// Takes the numbers of lines out of lines: each counts on from the one before it or begins a page anew, and nearly
/// every line has one; where they came out as lines of their own, pages must begin anew, since paragraphs are numbered
/// so too.
pub(super) fn without_line_numbers(mut lines: Vec<Block>, notes: &mut Vec<Diagnostic>) -> Vec<Block> {
    let found: Vec<(usize, u32, usize)> =
        lines.iter().enumerate().filter_map(|(at, b)| number(&b.text).map(|(n, end)| (at, n, end))).collect();
    if found.len() < LINES || found.len() * 4 < lines.len() {
        return lines;
    }
    let anew = |pair: &&[(usize, u32, usize)]| pair[1].1 == 1 && page(&lines[pair[0].0]) != page(&lines[pair[1].0]);
    let counts = found.windows(2).filter(|pair| pair[1].1 == pair[0].1 + 1 || anew(pair)).count();
    let pages = found.windows(2).filter(anew).count();
    let beside = found.iter().filter(|(at, _, end)| *end < lines[*at].text.trim_end().len()).count();
    let nearly_all = beside * 10 >= lines.len() * 8 && (pages > 0 || beside >= 2 * LINES);
    if counts * 20 < (found.len() - 1) * 19 || !(nearly_all || pages > 0 && beside * 2 >= found.len() || pages > 1) {
        return lines;
    }
    for (at, n, end) in found {
        notes.push(Diagnostic::note(
            "furniture-dropped",
            lines[at].line,
            format!("`{n}` was dropped: it numbers a line"),
        ));
        lines[at].text.replace_range(..end, &" ".repeat(end));
    }
    lines.retain(|b| !b.text.trim().is_empty());
    lines
}

fn page(block: &Block) -> Option<u32> {
    match block.kind {
        BlockKind::Line { page, .. } => Some(page),
        _ => None,
    }
}

/// A whole number that stands by itself at the start of a line, with its end: alone, or with a gap behind it.
fn number(text: &str) -> Option<(u32, usize)> {
    let from = text.bytes().take_while(|b| *b == b' ').count();
    let digits = text[from..].bytes().take(5).take_while(u8::is_ascii_digit).count();
    let behind = &text[from + digits..];
    let apart = behind.trim().is_empty() || behind.starts_with("  ");
    if !(1..=4).contains(&digits) || !apart {
        return None;
    }
    Some((text[from..from + digits].parse().ok()?, from + digits))
}

/// Drops the marks with which extraction says that a line is read from right to left: its letters say so themselves.
pub(super) fn without_directions(mut lines: Vec<Block>, notes: &mut Vec<Diagnostic>) -> Vec<Block> {
    let marks =
        |b: &Block| marks::count_threes(&b.text, |a, b, c| (a == 0xe2) & (b == 0x80) & (0xaa..=0xae).contains(&c));
    let mut dropped = 0;
    for line in &mut lines {
        let count = marks(line);
        if count > 0 {
            dropped += count;
            line.text.retain(|c| !matches!(c, '\u{202a}'..='\u{202e}'));
        }
    }
    if dropped > 0 {
        let message = format!("{dropped} characters that set the direction of text were dropped");
        notes.push(Diagnostic::note("direction-dropped", lines[0].line, message));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_numbers_are_no_text_and_those_of_paragraphs_are() {
        let left = |text: &dyn Fn(usize) -> String| {
            let line = |i: usize| {
                let kind = BlockKind::Line { page: (i / 30) as u32, blank: false };
                Block::new(i as u32 + 1, kind, text(i))
            };
            let lines = without_line_numbers((0..60).map(line).collect(), &mut Vec::new());
            lines.into_iter().filter(|b| b.text.contains(char::is_numeric)).count()
        };
        assert_eq!(left(&|i| format!("{:>2}   The tide turns.", i % 30 + 1)), 0);
        assert_eq!(left(&|i| if i % 2 == 0 { (i % 30 / 2 + 1).to_string() } else { "The tide.".to_owned() }), 30);
        assert_eq!(left(&|i| if i % 2 == 0 { (i / 2 + 1).to_string() } else { "The tide.".to_owned() }), 30);
    }
}
