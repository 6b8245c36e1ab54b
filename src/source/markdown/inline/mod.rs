//! The inline events of one block → its lines in canonical marks; a hard break ends a line.
//!
//! 1. [`rough`]: whether the parser's reading of the marks is the author's.
//! 2. [`writer`]: the events to marks; [`tag`]: HTML among them; [`line_end`]: what becomes of a line's end.
//!
//! Most blocks are written down as their events come. Where the parser's reading of emphasis is not the author's
//! (beside Chinese punctuation), or HTML stands in the text, the block's marks are written as they stand in the
//! source and read again by [`crate::marks`], which knows better.

mod line_end;
mod rough;
mod tag;
mod writer;

use std::ops::Range;

use pulldown_cmark::Event;

use super::Lines;
use crate::model::diagnostic::Diagnostic;
use writer::Writer;

/// The inline events of the block that is open.
#[derive(Default)]
pub(super) struct Inline<'a> {
    events: Vec<(Event<'a>, Range<usize>)>,
}

impl<'a> Inline<'a> {
    pub(super) fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    pub(super) fn push(&mut self, event: Event<'a>, range: Range<usize>) {
        self.events.push((event, range));
    }

    /// Gives each line to `emit` with its place, within a paragraph (its start is not escaped), and is empty again.
    pub(super) fn finish(
        &mut self,
        source: &'a str,
        lines: &mut Lines<'a>,
        notes: &mut Vec<Diagnostic>,
        mut emit: impl FnMut(u32, String),
    ) {
        let late = rough::as_parsed(&self.events, source);
        let mut writer = Writer::new(source, late.is_none(), self.size(), lines, notes);
        let late = late.unwrap_or_default();
        let mut at = 0;
        while at < self.events.len() {
            let run = late.binary_search(&at);
            match run {
                Ok(nth) if nth % 2 == 0 => writer.mark("**"),
                Ok(_) => writer.close_late(self.events[at].1.start),
                Err(_) => writer.event(&self.events, at),
            }
            at += 1 + usize::from(run.is_ok());
        }
        writer.finish(&mut emit);
        self.events.clear();
    }

    fn size(&self) -> usize {
        match (self.events.first(), self.events.last()) {
            (Some((_, first)), Some((_, last))) => last.end.saturating_sub(first.start) + 8,
            _ => 0,
        }
    }
}
