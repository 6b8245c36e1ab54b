//! Whether the marks of a block must be read again: where the parser's reading of emphasis is not the author's.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::marks;

/// Whether marks must be read again.
pub(super) fn is_rough(events: &[(Event<'_>, Range<usize>)], source: &str) -> bool {
    let mut marked = false;
    let mut broken = false;
    for (event, range) in events {
        let run = match event {
            Event::InlineHtml(_) => return true,
            Event::Text(_) if is_run(source, range) => range.clone(),
            Event::Start(Tag::Strong | Tag::Emphasis) => {
                marked = true;
                if is_doubtful(source, &(range.end - 1..range.end)) {
                    return true;
                }
                range.start..range.start + 1
            }
            Event::Start(Tag::Link { .. }) => {
                marked = true;
                continue;
            }
            Event::HardBreak => {
                broken = true;
                continue;
            }
            _ => continue,
        };
        if is_doubtful(source, &run) {
            return true;
        }
    }
    marked && broken
}

/// A run of `*` or `_` that the parser left as text, and that was not escaped.
pub(super) fn is_run(source: &str, range: &Range<usize>) -> bool {
    let bytes = source.as_bytes();
    let first = bytes.get(range.start).copied();
    matches!(first, Some(b'*' | b'_'))
        && bytes[range.clone()].iter().all(|b| Some(*b) == first)
        && (range.start == 0 || bytes[range.start - 1] != b'\\')
}

/// Whether a run of `*` or `_` stands between punctuation and a letter, one of them East Asian.
fn is_doubtful(source: &str, run: &Range<usize>) -> bool {
    let bytes = source.as_bytes();
    let mark = bytes[run.start];
    let (mut start, mut end) = (run.start, run.end);
    while start > 0 && bytes[start - 1] == mark {
        start -= 1;
    }
    while end < bytes.len() && bytes[end] == mark {
        end += 1;
    }
    let before = source[..start].chars().next_back().unwrap_or('\n');
    let after = source[end..].chars().next().unwrap_or('\n');
    // quotes and dashes that Chinese shares with the West are read alike by both
    let is_east = |c: char| marks::is_east_asian(c) && !('\u{2010}'..'\u{2e80}').contains(&c);
    !before.is_whitespace()
        && !after.is_whitespace()
        && marks::is_punctuation(before) != marks::is_punctuation(after)
        && (is_east(before) || is_east(after))
}
