//! Quotations and lists nested too deep are found before the parser sees them: its time grows with their depth.

use crate::source::lines::lines;
use crate::source::{MAX_NESTING, SourceError};

/// Refuses a line that opens more quotations and lists than may nest.
pub(super) fn check(text: &str) -> Result<(), SourceError> {
    for (i, line) in lines(text).enumerate() {
        let mut opened = 0;
        let mut digits = false;
        for b in line.bytes() {
            match b {
                b'>' => opened += 1,
                b'-' | b'+' | b'*' => opened += 1,
                b'0'..=b'9' => digits = true,
                b'.' | b')' if digits => {
                    opened += 1;
                    digits = false;
                }
                b' ' | b'\t' => {}
                _ => break,
            }
        }
        if opened > MAX_NESTING && !is_rule(line) {
            return Err(SourceError::TooDeep { what: "quotations and lists", line: i as u32 + 1, limit: MAX_NESTING });
        }
    }
    Ok(())
}

/// A rule, an underline of a heading, or a line of dashes: one character throughout.
fn is_rule(line: &str) -> bool {
    let mut marks = line.bytes().filter(|b| !b.is_ascii_whitespace());
    let first = marks.next();
    first.is_some_and(|b| matches!(b, b'-' | b'*' | b'_')) && marks.all(|b| Some(b) == first)
}
