//! Plain text, also as extracted from PDF → printed lines with their pages.
//!
//! A line is no paragraph: which lines belong together, and in which order, is decided by [`crate::structure`],
//! where numbers and captions are understood. Blank lines are left out; each line says whether one stood before it.
//!
//! A page begins behind a form feed. Extraction often leaves no more of a page break than one blank at the start of
//! the next line: where lines are never indented otherwise, and the first line is or pages of a likely length come of
//! it, such a blank begins a page. Text without any page has page 0 throughout.

use super::fold;
use super::lines::lines;
use super::printed::is_bullet;
use super::{Block, BlockKind, Source};
use crate::model::diagnostic::Diagnostic;

/// Reads plain text.
pub fn read(text: &str) -> Source {
    let (text, radicals) = fold::letters(text);
    let text = &*text;
    let mut diagnostics = Vec::new();
    if radicals > 0 {
        let message = format!("{radicals} radicals were read as the characters that look alike");
        diagnostics.push(Diagnostic::note("radical-folded", 1, message));
    }
    let marked = pages_by_blank(text);
    let paged = marked || memchr::memchr(b'\x0c', text.as_bytes()).is_some();
    let mut blocks = Vec::new();
    let (mut page, mut blank) = (0, true);
    for (no, line) in lines(text).enumerate() {
        let nothing = is_blank(line);
        blank |= nothing;
        // a page can begin within a line: what joins pages need not end their last lines
        for (at, line) in line.split('\u{c}').enumerate() {
            // the blank that begins a page is no indent
            let begins = line.strip_prefix(' ').filter(|_| marked && !nothing);
            page += u32::from(at > 0 || begins.is_some());
            if is_blank(line) {
                continue;
            }
            page = page.max(u32::from(paged));
            let line_no = u32::try_from(no + 1).unwrap_or(u32::MAX);
            let kind = BlockKind::Line { page, blank: std::mem::take(&mut blank) };
            blocks.push(Block::new(line_no, kind, begins.unwrap_or(line).to_owned()));
        }
    }
    Source { blocks, diagnostics }
}

fn is_blank(line: &str) -> bool {
    line.chars().all(char::is_whitespace)
}

/// Whether one blank at the start of a line begins a page: no line is indented by more, and few are; the first line is,
/// or what they part are pages.
fn pages_by_blank(text: &str) -> bool {
    // more lines than a page has, and more bytes than a line of it
    const LINES: usize = 100;
    const LINE: usize = 200;
    // items of a list are set in as well
    let (mut all, mut long, mut items) = (0usize, 0usize, 0usize);
    let mut begins = Vec::new();
    for line in lines(text).filter(|l| !is_blank(l)) {
        let indent = line.chars().take_while(|c| c.is_whitespace()).count();
        if indent > 1 || line.starts_with(['\t', '\u{3000}', '\u{c}']) {
            return false;
        }
        if indent > 0 {
            begins.push(all);
            items += usize::from(line.trim_start().starts_with(|c| is_bullet(c) || matches!(c, '-' | '*' | '·')));
        }
        all += 1;
        long += usize::from(line.len() > LINE);
    }
    let few = !begins.is_empty() && begins.len() <= 1 + all / 4;
    let pages = || [0].iter().chain(&begins).zip(begins.iter().chain([&all])).all(|(from, to)| to - from <= LINES);
    few && (begins[0] == 0 || long * 20 <= all && items * 2 <= begins.len() && pages())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(text: &str) -> Vec<(u32, u32, bool)> {
        let place = |b: &Block| match b.kind {
            BlockKind::Line { page, blank } => (b.line, page, blank),
            _ => panic!("a line"),
        };
        read(text).blocks.iter().map(place).collect()
    }

    #[test]
    fn what_only_the_font_of_a_page_draws_is_folded() {
        let source = read("使⽤本⻚ ﬁrst");
        assert_eq!((&*source.blocks[0].text, source.diagnostics.len()), ("使用本页 first", 1));
    }

    #[test]
    fn a_leading_blank_or_a_form_feed_begins_a_page() {
        assert_eq!(
            pages(" 甲\n\n乙\n丙\n丁\n 戊\n己\n"),
            [(1, 1, true), (3, 1, true), (4, 1, false), (5, 1, false), (6, 2, false), (7, 2, false)]
        );
        // a blank by itself, between what is longer than pages or than lines of print, is a slip
        let breaks = |text: String| pages(&text).windows(2).filter(|two| two[0].1 != two[1].1).count();
        assert_eq!(breaks(format!("{0} b\n{0}", "a\n".repeat(60))), 1);
        assert_eq!(breaks(format!("{0} b\n{0}", "a\n".repeat(120))), 0);
        assert_eq!(breaks(format!("{0} b\n{0}", format!("{}\n", "a ".repeat(120)).repeat(9))), 0);
        assert_eq!(breaks("a\n - b\nc\n - d\n".to_owned()), 0);
        assert_eq!(breaks("a\nb\nc\n\u{2003}d\n".to_owned()), 0);
        for text in ["a\nb\n\u{c}c", "\u{c}a\nb\n\u{c}c"] {
            assert_eq!(pages(text), [(1, 1, true), (2, 1, false), (3, 2, false)]);
        }
        assert_eq!(pages("a\nb\u{c}c\u{c}\nd"), [(1, 1, true), (2, 1, false), (2, 2, false), (3, 3, false)]);
        assert_eq!(pages("a\n\u{c}\nb"), [(1, 1, true), (3, 2, true)]);
        assert_eq!(pages("a\n    b\n c\n"), [(1, 0, true), (2, 0, false), (3, 0, false)]);
    }
}
