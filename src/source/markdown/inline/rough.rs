//! Whether the marks of a block must be read again: where the parser's reading of emphasis is not the author's.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::marks;

/// What ends a caption, within its marks.
pub(super) const STOPS: [char; 6] = ['.', ':', ';', ',', '!', '?'];

/// The runs that are [`closed_late`]; none where the marks must be read again.
pub(super) fn as_parsed(events: &[(Event<'_>, Range<usize>)], source: &str) -> Option<Vec<usize>> {
    let (mut marked, mut broken, mut left) = (false, false, false);
    for (event, range) in events {
        let run = match event {
            Event::InlineHtml(_) => return None,
            Event::Text(_) if is_run(source, range) => {
                left = true;
                range.clone()
            }
            Event::Start(Tag::Strong | Tag::Emphasis) => {
                marked = true;
                if is_doubtful(source, &(range.end - 1..range.end)) {
                    return None;
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
            return None;
        }
    }
    // most blocks have no run that is left as text
    let late = || if left { closed_late(events, source) } else { Vec::new() };
    (!(marked && broken)).then(late)
}

/// The runs of `**` that the parser left as text, though the second of two closes what the first opens: `**Fees.**Due`.
/// Each by its first event; it has two.
fn closed_late(events: &[(Event<'_>, Range<usize>)], source: &str) -> Vec<usize> {
    let has_word = |text: &str| text.contains(char::is_alphanumeric);
    let mut found = Vec::new();
    let mut opened = None;
    for (at, (event, range)) in events.iter().enumerate() {
        match event {
            Event::Text(_) if is_run(source, range) => {
                let (before, run) = source.split_at(range.start);
                let Some(after) = run.strip_prefix("**").filter(|rest| !rest.starts_with('*')) else { continue };
                if before.ends_with('*') {
                    continue;
                }
                let word = after.starts_with(char::is_alphanumeric);
                match opened.take() {
                    Some((opener, inside)) if word && before.ends_with(STOPS) && has_word(&before[inside..]) => {
                        found.extend([opener, at]);
                    }
                    _ if word || before.is_empty() || before.ends_with(char::is_whitespace) => {
                        opened = Some((at, range.start + 2));
                    }
                    _ => {}
                }
            }
            Event::Start(Tag::Strong | Tag::Emphasis) | Event::HardBreak => opened = None,
            _ => {}
        }
    }
    found
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
