//! Runs of `*` and `_` among finished spans → strong and emphasised spans, nested.
//!
//! CommonMark's rules for delimiter runs, with the CJK-friendly amendment ([`flanks`]). Invariant: a run that finds
//! no partner is text, and at most [`MAX_OPEN`] runs stand open, so that no text makes the search quadratic.

use super::{Span, is_east_asian, is_punctuation};

/// How many runs may stand open, and how long a run may be: what is more is text. Bounds time and depth.
pub(super) const MAX_OPEN: usize = 32;

/// A step of the reading: finished spans and delimiters between them.
pub(super) enum Piece {
    /// Finished.
    Span(Span),
    /// A run of delimiters, and what it can do by its neighbours.
    Run { mark: char, len: usize, opens: bool, closes: bool },
    /// A span begins.
    Open(Kind),
    /// The span that was begun last ends.
    Close(Kind),
}

/// What two runs that pair make of what stands between them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Strong,
    Emphasis,
}

/// Whether a run of delimiters can open and can close.
pub(super) fn flanks(mark: char, len: usize, before: Option<char>, after: Option<char>) -> (bool, bool) {
    if len > MAX_OPEN {
        return (false, false);
    }
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let punct = |c: Option<char>| c.is_some_and(is_punctuation);
    let east = |c: Option<char>| c.is_some_and(is_east_asian);
    let any_east = east(before) || east(after);
    let left = !blank(after) && (!punct(after) || blank(before) || punct(before) || any_east);
    let right = !blank(before) && (!punct(before) || blank(after) || punct(after) || any_east);
    if mark == '_' { (left && (!right || punct(before)), right && (!left || punct(after))) } else { (left, right) }
}

/// What becomes of a run.
#[derive(Clone, Default)]
struct Pairs {
    /// How many of its delimiters have no partner yet.
    left: usize,
    /// The marks that it opens, the innermost first, and those that it closes, likewise.
    opens: Kinds,
    closes: Kinds,
}

/// Kinds of marks in order, a bit each: a run has at most [`MAX_OPEN`] delimiters.
#[derive(Clone, Copy, Default)]
struct Kinds {
    strong: u32,
    len: usize,
}

impl Kinds {
    fn push(&mut self, kind: Kind) {
        self.strong |= u32::from(kind == Kind::Strong) << self.len;
        self.len += 1;
    }

    fn iter(self) -> impl DoubleEndedIterator<Item = Kind> {
        (0..self.len).map(move |at| if self.strong >> at & 1 == 1 { Kind::Strong } else { Kind::Emphasis })
    }
}

/// CommonMark's `process_emphasis`: pairs runs of delimiters, replaces them by openings, closings and text.
pub(super) fn emphasise(pieces: &mut Vec<Piece>) {
    let pairs = |p: &Piece| Pairs { left: if let Piece::Run { len, .. } = p { *len } else { 0 }, ..Pairs::default() };
    let mut runs: Vec<Pairs> = pieces.iter().map(pairs).collect();
    let mut openers: Vec<usize> = Vec::new();
    for at in 0..pieces.len() {
        match pieces[at] {
            Piece::Run { mark, len, opens, closes } => {
                while closes && runs[at].left > 0 {
                    let fits = |o: &usize| match pieces[*o] {
                        Piece::Run { mark: m, len: l, closes: c, .. } => {
                            m == mark && ((!c && !opens) || (l + len) % 3 != 0 || (l % 3 == 0 && len % 3 == 0))
                        }
                        _ => false,
                    };
                    let Some(found) = openers.iter().rposition(fits) else { break };
                    let opener = openers[found];
                    let strong = runs[opener].left >= 2 && runs[at].left >= 2;
                    let (kind, n) = if strong { (Kind::Strong, 2) } else { (Kind::Emphasis, 1) };
                    runs[opener].opens.push(kind);
                    runs[at].closes.push(kind);
                    runs[opener].left -= n;
                    runs[at].left -= n;
                    openers.truncate(if runs[opener].left == 0 { found } else { found + 1 });
                }
                if opens && runs[at].left > 0 {
                    if openers.len() == MAX_OPEN {
                        openers.remove(0);
                    }
                    openers.push(at);
                }
            }
            Piece::Open(_) | Piece::Close(_) | Piece::Span(_) => {}
        }
    }
    let old = std::mem::replace(pieces, Vec::with_capacity(2 * runs.len()));
    for (piece, run) in old.into_iter().zip(runs) {
        let Piece::Run { mark, .. } = piece else {
            pieces.push(piece);
            continue;
        };
        pieces.extend(run.closes.iter().map(Piece::Close));
        if run.left > 0 {
            pieces.push(Piece::Span(Span::Text(mark.to_string().repeat(run.left))));
        }
        pieces.extend(run.opens.iter().rev().map(Piece::Open));
    }
}

/// Finished spans, openings and closings → the tree of spans.
pub(super) fn nest(pieces: Vec<Piece>) -> Vec<Span> {
    let mut stack: Vec<(Option<Kind>, Vec<Span>)> = vec![(None, Vec::new())];
    for piece in pieces {
        match piece {
            Piece::Span(span) => push(&mut stack, span),
            Piece::Open(kind) => stack.push((Some(kind), Vec::new())),
            Piece::Close(kind) if stack.last().is_some_and(|(k, _)| *k == Some(kind)) => close(&mut stack),
            Piece::Close(_) | Piece::Run { .. } => {}
        }
    }
    stack.pop().map(|(_, spans)| spans).unwrap_or_default()
}

fn close(stack: &mut Vec<(Option<Kind>, Vec<Span>)>) {
    if let Some((Some(kind), inner)) = stack.pop() {
        // emphasis within emphasis shows as one, and could not always be written as two
        if stack.iter().any(|(above, _)| *above == Some(kind)) {
            return inner.into_iter().for_each(|span| push(stack, span));
        }
        let span = match kind {
            Kind::Strong => Span::Strong(inner),
            Kind::Emphasis => Span::Emphasis(inner),
        };
        push(stack, span);
    }
}

fn push(stack: &mut [(Option<Kind>, Vec<Span>)], span: Span) {
    if let Some((_, spans)) = stack.last_mut() {
        add(spans, span);
    }
}

/// Puts a span behind others; what shows as one with the last of them becomes one with it.
pub(super) fn add(spans: &mut Vec<Span>, span: Span) {
    match (spans.last_mut(), span) {
        (Some(Span::Text(before)), Span::Text(more)) => before.push_str(&more),
        (Some(Span::Strong(before)), Span::Strong(more)) | (Some(Span::Emphasis(before)), Span::Emphasis(more)) => {
            more.into_iter().for_each(|span| add(before, span));
        }
        (_, span) => spans.push(span),
    }
}
