//! The start of a text → an inline mark of [`crate::marks`].

/// The target of a link has at most so many characters.
const LONGEST_TARGET: usize = 4_096;

/// An inline mark at the start of `rest`.
pub(super) fn mark(rest: &str, c: char, anchors: &mut usize) -> Option<usize> {
    match c {
        '\\' => rest[1..].chars().next().filter(char::is_ascii_punctuation).map(|_| 2),
        '*' => Some(rest.len() - rest.trim_start_matches('*').len()),
        '`' => {
            let fence = rest.len() - rest.trim_start_matches('`').len();
            let close = rest[fence..].find(&rest[..fence]).filter(|at| !rest[fence..fence + at].contains('\n'));
            Some(close.map_or(fence, |at| fence + at + fence))
        }
        '<' => ["<u>", "</u>"].iter().find(|m| rest.starts_with(**m)).map(|m| m.len()),
        '[' => {
            *anchors += 1;
            Some(1)
        }
        ']' if *anchors > 0 => {
            *anchors -= 1;
            if !rest.starts_with("](") {
                return Some(1);
            }
            let mut depth = 0usize;
            let line = rest.char_indices().skip(1).take_while(|(_, c)| *c != '\n').take(LONGEST_TARGET);
            let close = { line }.find(|(_, c)| {
                match c {
                    '(' => depth += 1,
                    ')' => depth -= 1,
                    _ => {}
                }
                depth == 0
            });
            Some(close.map_or(1, |(at, _)| at + 1))
        }
        '&' => {
            let end = rest.bytes().take(12).position(|b| b == b';')?;
            let name = &rest[1..end];
            (!name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#')).then_some(end + 1)
        }
        _ => None,
    }
}
