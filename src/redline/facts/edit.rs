//! Segments → edits: what was struck and inserted in one place, with what stands beside it.
//!
//! What stands beside an edit is needed to read it: the `2日` of `5月1日、2日` is a day of May.

use crate::redline::token::{Class, Token, tokens};
use crate::redline::{Op, Segment};

/// So many bytes beside an edit are looked at.
const BESIDE: usize = 64;
/// An edit with more words than this on a side is a new sentence: what stands in it took nothing else's place.
const FEW: usize = 10;

/// What was struck and inserted between two equal runs.
#[derive(Debug)]
pub(super) struct Edit {
    pub(super) old: Side,
    pub(super) new: Side,
    /// Whole paragraphs came or went.
    pub(super) whole: bool,
}

/// One side of an edit.
#[derive(Debug)]
pub(super) struct Side {
    /// What was struck or inserted, within what stands beside it.
    pub(super) text: String,
    /// Where in the text it is.
    pub(super) range: std::ops::Range<usize>,
}

/// The edits, in reading order.
pub(super) fn edits(segments: &[Segment]) -> Vec<Edit> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < segments.len() {
        if segments[i].op == Op::Equal {
            i += 1;
            continue;
        }
        let end = (i..segments.len()).find(|k| segments[*k].op == Op::Equal).unwrap_or(segments.len());
        let before = i.checked_sub(1).map_or("", |b| segments[b].text.as_str());
        let behind = segments.get(end).map_or("", |s| s.text.as_str());
        let side = |op| Side::new(before, segments[i..end].iter().filter(|s| s.op == op), behind);
        let (old, new) = (side(Op::Delete), side(Op::Insert));
        let (lone, other) = if old.is_empty() { (new.own(), &old) } else { (old.own(), &new) };
        let starts = before.is_empty() || before.ends_with('\n') || lone.starts_with('\n');
        let ends = behind.is_empty() || behind.starts_with('\n') || lone.ends_with('\n');
        // the only paragraph that there is did not come: it was written anew
        let alone = before.is_empty() && behind.is_empty();
        let whole = other.is_empty() && starts && ends && !alone;
        out.push(Edit { old, new, whole });
        i = end;
    }
    out
}

impl Edit {
    /// Whether a few words took the place of a few others.
    pub(super) fn replaces_few(&self) -> bool {
        let few = |side: &Side| {
            let words = side.tokens().filter(|(_, t)| !matches!(t.class, Class::Space | Class::Mark)).take(FEW + 1);
            (1..=FEW).contains(&words.count())
        };
        !self.old.is_empty() && !self.new.is_empty() && few(&self.old) && few(&self.new)
    }
}

impl Side {
    fn new<'s>(before: &str, own: impl Iterator<Item = &'s Segment>, behind: &str) -> Side {
        let line = before.rsplit('\n').next().unwrap_or_default();
        let from = (line.len().saturating_sub(BESIDE)..).find(|at| line.is_char_boundary(*at)).unwrap_or(line.len());
        let mut text = line[from..].to_owned();
        let start = text.len();
        own.for_each(|s| text.push_str(&s.text));
        let range = start..text.len();
        let line = behind.split('\n').next().unwrap_or_default();
        let to = (0..=line.len().min(BESIDE)).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0);
        text.push_str(&line[..to]);
        Side { text, range }
    }

    /// What was struck or inserted, alone.
    fn own(&self) -> &str {
        &self.text[self.range.clone()]
    }

    pub(super) fn is_empty(&self) -> bool {
        self.range.is_empty()
    }

    /// The lines of what was struck or inserted.
    pub(super) fn lines(&self) -> impl Iterator<Item = &str> {
        self.own().split('\n')
    }

    /// The tokens that were struck or inserted, as they are read in their place, each with its line.
    pub(super) fn tokens(&self) -> impl Iterator<Item = (&str, Token<'_>)> {
        let mut at = 0;
        let all = if self.is_empty() { Vec::new() } else { tokens(&self.text) };
        all.into_iter().filter_map(move |token| {
            let start = at;
            at += token.text.len();
            if at <= self.range.start || start >= self.range.end {
                return None;
            }
            let from = start.max(self.range.start) - self.range.start;
            let own = self.own();
            let line = own[..from].rfind('\n').map_or(0, |at| at + 1);
            Some((own[line..].split('\n').next().unwrap_or_default(), token))
        })
    }
}
