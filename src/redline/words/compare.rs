//! Tokens of two texts → the steps between them: by paragraphs first, by sentences where both are long, then by tokens.

use std::ops::Range;

use super::names::Names;
use super::tidy::is_end;
use crate::redline::sequence::{Step, long_steps, named, push};
use crate::redline::token::{Class, Token};

/// Texts with more tokens than this on both sides are compared by sentences first.
const MANY: usize = 4_000;

/// Compares tokens, by paragraphs or sentences first where that parts the work.
pub(super) fn compare<'t>(a: &[Token<'t>], b: &[Token<'t>]) -> (Vec<Step>, bool) {
    let ends = |tokens: &[Token<'_>]| tokens.iter().any(|t| t.class == Class::Break);
    let parted = ends(a) || ends(b) || a.len() > MANY && b.len() > MANY;
    if parted {
        return between(a, b, true);
    }
    // what is equal at both ends needs no names
    let prefix = a.iter().zip(b).take_while(|(a, b)| a.text == b.text).count();
    let (x, y) = (&a[prefix..], &b[prefix..]);
    let suffix = x.iter().rev().zip(y.iter().rev()).take_while(|(a, b)| a.text == b.text).count();
    let (x, y) = (&x[..x.len() - suffix], &y[..y.len() - suffix]);
    let (inner, coarse) = between(x, y, false);
    let mut out = Vec::with_capacity(inner.len() + 2);
    let equal = |o: usize, n: usize, len: usize| Step { equal: true, old: o..o + len, new: n..n + len };
    if prefix > 0 {
        out.push(equal(0, 0, prefix));
    }
    for s in inner {
        let old = s.old.start + prefix..s.old.end + prefix;
        let new = s.new.start + prefix..s.new.end + prefix;
        push(&mut out, Step { equal: s.equal, old, new });
    }
    if suffix > 0 {
        push(&mut out, equal(a.len() - suffix, b.len() - suffix, suffix));
    }
    (out, coarse)
}

fn between<'t>(a: &[Token<'t>], b: &[Token<'t>], parted: bool) -> (Vec<Step>, bool) {
    let mut names = Names::new(a.len() + b.len());
    let (x, y) = (names.of(a), names.of(b));
    let (steps, coarse) = if parted {
        let small = a.len() <= MANY || b.len() <= MANY;
        let cut = |t: &Token<'_>| t.class == Class::Break || !small && is_end(t);
        blocks(&x, &y, &chunks(a, cut), &chunks(b, cut))
    } else {
        long_steps(&x, &y)
    };
    (steps, coarse || names.coarse)
}

/// Ranges of tokens, each up to and with one at which `cut` says to cut.
fn chunks(tokens: &[Token<'_>], cut: impl Fn(&Token<'_>) -> bool) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = 0;
    for (i, t) in tokens.iter().enumerate() {
        if cut(t) {
            out.push(from..i + 1);
            from = i + 1;
        }
    }
    if from < tokens.len() {
        out.push(from..tokens.len());
    }
    out
}

fn blocks(x: &[u32], y: &[u32], a: &[Range<usize>], b: &[Range<usize>]) -> (Vec<Step>, bool) {
    let old: Vec<&[u32]> = a.iter().map(|r| &x[r.clone()]).collect();
    let new: Vec<&[u32]> = b.iter().map(|r| &y[r.clone()]).collect();
    let (old, new) = named(&old, &new);
    let span = |chunks: &[Range<usize>], r: &Range<usize>, len: usize| {
        let start = chunks.get(r.start).map_or(len, |c| c.start);
        start..chunks.get(r.end).map_or(len, |c| c.start)
    };
    let (mut out, mut coarse) = (Vec::new(), false);
    let (paragraphs, met) = long_steps(&old, &new);
    coarse |= met;
    for s in paragraphs {
        let (o, n) = (span(a, &s.old, x.len()), span(b, &s.new, y.len()));
        if s.equal {
            push(&mut out, Step { equal: true, old: o, new: n });
            continue;
        }
        let (inner, met) = long_steps(&x[o.clone()], &y[n.clone()]);
        coarse |= met;
        for inner in inner {
            let old = inner.old.start + o.start..inner.old.end + o.start;
            let new = inner.new.start + n.start..inner.new.end + n.start;
            push(&mut out, Step { equal: inner.equal, old, new });
        }
    }
    (out, coarse)
}
