//! Two own texts → segments that a reader sees as words, not as crumbs.
//!
//! 1. Paragraphs that are equal are set aside, then tokens are compared within what is left.
//! 2. An edit that can slide stands where a sentence or a clause of it begins.
//! 3. What two edits leave between them by chance (a blank, a lone character) joins them.
//!
//! Invariants: the segments give back both sides to the character, and no token is cut. No more is struck and inserted
//! than by a comparison of words between blanks, but for quantities, which stay whole (`30 days`, not `30`).

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::ops::Range;

use super::common::BLANK;
use super::fold::is_alphanumeric;
use super::quick::Quick;
use super::sequence::{Step, long_steps, push, steps};
use super::token::{Class, Token, tokens};
use super::{Op, Segment};

/// Texts with more tokens than this on both sides are compared by sentences first.
const MANY: usize = 4_000;

/// An edit slides over at most so many tokens.
const FAR: usize = 256;

/// What was struck and inserted in an own text.
#[derive(Debug)]
pub(super) struct Words<'t> {
    pub(super) segments: Vec<Segment>,
    /// The tokens of the texts; none if they are the same.
    pub(super) old: Vec<Token<'t>>,
    pub(super) new: Vec<Token<'t>>,
    /// A bound was met: parts were compared with what stands at the same place only.
    pub(super) coarse: bool,
}

/// The segments from one own text to another.
pub(super) fn segments<'t>(old: &'t str, new: &'t str) -> Words<'t> {
    if old == new {
        let segments = segment(Op::Equal, old).into_iter().collect();
        return Words { segments, old: Vec::new(), new: Vec::new(), coarse: false };
    }
    let (a, b) = (tokens(old), tokens(new));
    let (raw, coarse) = compare(&a, &b);
    Words { segments: tidied(old, new, raw, &a, &b), old: a, new: b, coarse }
}

fn tidied(old: &str, new: &str, mut raw: Vec<Step>, a: &[Token<'_>], b: &[Token<'_>]) -> Vec<Segment> {
    let mut tidy = raw.clone();
    join(&mut raw, a, b, is_blank);
    slide(&mut tidy, a, b);
    join(&mut tidy, a, b, is_crumb);
    let marked = |steps: &[Step], a: &[Token<'_>], b: &[Token<'_>]| -> usize {
        let sum = |t: &[Token<'_>], r: &Range<usize>| t[r.clone()].iter().map(|t| t.text.len()).sum::<usize>();
        steps.iter().filter(|s| !s.equal).map(|s| sum(a, &s.old) + sum(b, &s.new)).sum()
    };
    let (least, most) = (marked(&raw, a, b), marked(&tidy, a, b));
    if most > least {
        let (x, y) = (blanks(old), blanks(new));
        let (mut plain, _) = compare(&x, &y);
        join(&mut plain, &x, &y, is_blank);
        let bound = marked(&plain, &x, &y);
        if most > bound {
            return if least <= bound { write(&raw, (old, a), (new, b)) } else { write(&plain, (old, &x), (new, &y)) };
        }
    }
    write(&tidy, (old, a), (new, b))
}

fn segment(op: Op, text: &str) -> Option<Segment> {
    (!text.is_empty()).then(|| Segment { op, text: text.to_owned() })
}

fn write(steps: &[Step], (old, a): (&str, &[Token<'_>]), (new, b): (&str, &[Token<'_>])) -> Vec<Segment> {
    let mut out = Vec::with_capacity(2 * steps.len());
    let (mut o, mut n) = (0, 0);
    for s in steps {
        let length = |tokens: &[Token<'_>]| tokens.iter().map(|t| t.text.len()).sum::<usize>();
        let ends = (o + length(&a[s.old.clone()]), n + length(&b[s.new.clone()]));
        if s.equal {
            out.extend(segment(Op::Equal, &old[o..ends.0]));
        } else {
            out.extend(segment(Op::Delete, &old[o..ends.0]));
            out.extend(segment(Op::Insert, &new[n..ends.1]));
        }
        (o, n) = ends;
    }
    out
}

/// Words between blanks, blanks included: what a plain comparison by words would see.
fn blanks(s: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    let mut rest = s;
    while let Some(c) = rest.chars().next() {
        let blank = c.is_whitespace();
        let end = rest.find(|c: char| c.is_whitespace() != blank).unwrap_or(rest.len());
        let (text, more) = rest.split_at(end);
        out.push(Token { text, class: if blank { Class::Space } else { Class::Word } });
        rest = more;
    }
    out
}

/// Compares tokens, by paragraphs or sentences first where that parts the work.
fn compare<'t>(a: &[Token<'t>], b: &[Token<'t>]) -> (Vec<Step>, bool) {
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
    // few words cannot make a table slow, however they are chosen
    let (x, y) = if a.len() + b.len() <= MANY {
        names(a, b, HashMap::<_, _, Quick>::default())
    } else {
        names(a, b, HashMap::new())
    };
    if parted {
        let small = a.len() <= MANY || b.len() <= MANY;
        let cut = |t: &Token<'_>| t.class == Class::Break || !small && is_end(t);
        blocks(&x, &y, &chunks(a, cut), &chunks(b, cut))
    } else {
        long_steps(&x, &y)
    }
}

/// Tokens as numbers, the same for the same text.
fn names<'t, H: BuildHasher>(
    a: &[Token<'t>],
    b: &[Token<'t>],
    mut names: HashMap<&'t str, u32, H>,
) -> (Vec<u32>, Vec<u32>) {
    names.reserve(a.len());
    let mut name = |t: &Token<'t>| {
        let next = names.len() as u32 | if t.class == Class::Space { BLANK } else { 0 };
        *names.entry(t.text).or_insert(next)
    };
    (a.iter().map(&mut name).collect(), b.iter().map(&mut name).collect())
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
    let span = |chunks: &[Range<usize>], r: &Range<usize>, len: usize| {
        let start = chunks.get(r.start).map_or(len, |c| c.start);
        start..chunks.get(r.end).map_or(len, |c| c.start)
    };
    let (mut out, mut coarse) = (Vec::new(), false);
    for s in steps(&old, &new) {
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

fn is_end(t: &Token<'_>) -> bool {
    t.class == Class::Break || matches!(t.text, "。" | "；" | "！" | "？" | "." | ";" | "!" | "?")
}

/// How good a place between two tokens is for the edge of an edit.
fn edge(before: Option<&Token<'_>>, behind: Option<&Token<'_>>) -> u8 {
    let (Some(x), Some(y)) = (before, behind) else { return 6 };
    match (x.class, y.class) {
        (Class::Break, _) | (_, Class::Break) => 5,
        _ if is_end(x) => 4,
        (Class::Space, _) => 3,
        _ if matches!(x.text, "，" | "、" | "," | "：" | ":" | "）" | ")" | "”") => 3,
        (_, Class::Punctuation) => 2,
        (_, Class::Space) => 1,
        _ => 0,
    }
}

/// Slides what was only inserted or only deleted to the best place among those that give the same texts.
fn slide(steps: &mut [Step], a: &[Token<'_>], b: &[Token<'_>]) {
    for i in 1..steps.len().saturating_sub(1) {
        if steps[i].equal {
            continue;
        }
        let inserted = steps[i].old.is_empty();
        if !inserted && !steps[i].new.is_empty() {
            continue;
        }
        let tokens = if inserted { b } else { a };
        let range = if inserted { steps[i].new.clone() } else { steps[i].old.clone() };
        let same = |x: usize, y: usize| tokens[x].text == tokens[y].text;
        let len = |s: &Step| s.old.len();
        // never so far that an equal run vanishes: runs stay alternating
        let most = |s: &Step| len(s).saturating_sub(1).min(FAR);
        let mut left = 0;
        while left < most(&steps[i - 1]) && same(range.start - left - 1, range.end - left - 1) {
            left += 1;
        }
        let mut right = 0;
        while right < most(&steps[i + 1]) && same(range.start + right, range.end + right) {
            right += 1;
        }
        let score = |by: isize| {
            let at = |x: usize| x.checked_add_signed(by).and_then(|x| tokens.get(x));
            let before = |x: usize| x.checked_add_signed(by - 1).and_then(|x| tokens.get(x));
            edge(before(range.start), at(range.start)) + edge(before(range.end), at(range.end))
        };
        let (left, right) = (left as isize, right as isize);
        let best = (-left..=right).max_by_key(|by| (score(*by), -by.abs())).unwrap_or(0);
        let shift = |r: &mut usize| *r = r.saturating_add_signed(best);
        shift(&mut steps[i - 1].old.end);
        shift(&mut steps[i - 1].new.end);
        shift(&mut steps[i].old.start);
        shift(&mut steps[i].old.end);
        shift(&mut steps[i].new.start);
        shift(&mut steps[i].new.end);
        shift(&mut steps[i + 1].old.start);
        shift(&mut steps[i + 1].new.start);
    }
}

type Crumb = fn(&Step, &Step, &Step, &[Token<'_>], &[Token<'_>]) -> bool;

/// Joins edits that are parted by a crumb.
fn join(steps: &mut Vec<Step>, a: &[Token<'_>], b: &[Token<'_>], is_crumb: Crumb) {
    let mut out: Vec<Step> = Vec::with_capacity(steps.len());
    for i in 0..steps.len() {
        let crumb = steps[i].equal
            && i + 1 < steps.len()
            && out.last().is_some_and(|before| is_crumb(before, &steps[i], &steps[i + 1], a, b));
        push(&mut out, Step { equal: steps[i].equal && !crumb, ..steps[i].clone() });
    }
    *steps = out;
}

/// Whether only blanks part two replacements, two insertions or two deletions: words in a row are one edit.
fn is_blank(before: &Step, equal: &Step, behind: &Step, a: &[Token<'_>], _: &[Token<'_>]) -> bool {
    alike(before, behind) && a[equal.old.clone()].iter().all(|t| t.class == Class::Space)
}

fn alike(before: &Step, behind: &Step) -> bool {
    before.old.is_empty() == behind.old.is_empty() && before.new.is_empty() == behind.new.is_empty()
}

/// Whether what is equal between two edits is there by chance: too little to be read.
fn is_crumb(before: &Step, equal: &Step, behind: &Step, a: &[Token<'_>], b: &[Token<'_>]) -> bool {
    let tokens = &a[equal.old.clone()];
    if tokens.iter().any(|t| matches!(t.class, Class::Break | Class::Mark)) {
        return false;
    }
    // letters on the larger side of each edit, those nearest to the crumb first: more than eight make no difference
    let size = |t: &[Token<'_>]| {
        let letters = t.iter().rev().flat_map(|t| t.text.chars().rev()).filter(|c| is_alphanumeric(*c));
        letters.take(8).count()
    };
    let largest = |s: &Step| size(&a[s.old.clone()]).max(size(&b[s.new.clone()]));
    let letters = size(tokens);
    if letters == 0 {
        return is_blank(before, equal, behind, a, b);
    }
    let east = tokens.iter().any(|t| t.text.starts_with(crate::marks::is_east_asian));
    let quantity = tokens.iter().any(|t| t.class > Class::Hidden);
    let least = largest(before).min(largest(behind));
    if quantity {
        false
    } else if east {
        // a Chinese word has about two characters: one alone between two edits is half of one
        matches!((letters, least), (1, 1..) | (2, 4..) | (3, 8..))
    } else {
        alike(before, behind) && letters <= 3 && tokens.len() <= 3 && least >= 8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) fn show(old: &str, new: &str) -> String {
        let segments = segments(old, new).segments;
        let side = |op| segments.iter().filter(|s| s.op != op).map(|s| s.text.as_str()).collect::<String>();
        assert_eq!((side(Op::Insert).as_str(), side(Op::Delete).as_str()), (old, new));
        segments
            .iter()
            .map(|s| match s.op {
                Op::Equal => s.text.clone(),
                Op::Delete => format!("[-{}-]", s.text),
                Op::Insert => format!("{{+{}+}}", s.text),
            })
            .collect()
    }

    #[test]
    fn a_number_is_one_word() {
        assert_eq!(show("乙方应在三十日内付款。", "乙方应在十五日内付款。"), "乙方应在[-三十日-]{+十五日+}内付款。");
        assert_eq!(show("按百分之五计", "按百分之十五计"), "按[-百分之五-]{+百分之十五+}计");
        assert_eq!(show("within 30 days after", "within 15 days after"), "within [-30 days-]{+15 days+} after");
    }

    #[test]
    fn words_not_crumbs() {
        assert_eq!(
            show("the quick brown fox runs", "the slow green fox runs"),
            "the [-quick brown-]{+slow green+} fox runs"
        );
        assert_eq!(show("甲。乙。", "甲。丙。乙。"), "甲。{+丙。+}乙。");
        assert_eq!(show("乙方应当付款", "乙方不得付款"), "乙方[-应当-]{+不得+}付款");
        assert_eq!(show("a b\nc d", "a b\nx\nc d"), "a b\n{+x\n+}c d");
    }

    proptest::proptest! {
        #[test]
        fn both_sides_come_back(a in "[ab 一二十日条第。，.\n*]{0,30}", b in "[ab 一二十日条第。，.\n*]{0,30}") {
            show(&a, &b);
        }
    }
}
