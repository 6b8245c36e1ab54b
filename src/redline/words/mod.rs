//! Two own texts → segments that a reader sees as words, not as crumbs.
//!
//! 1. What is equal at both ends is set aside, then paragraphs that are equal; what is left is compared by tokens.
//! 2. An edit that can slide stands where a sentence or a clause of it begins.
//! 3. What two edits leave between them by chance (a blank, a lone character) joins them.
//!
//! Invariants: the segments give back both sides to the character, and no token is cut. No more is struck and inserted
//! than by a comparison of words between blanks, but for quantities, which stay whole (`30 days`, not `30`).

use std::ops::Range;

use super::sequence::Step;
use super::token::{Class, Token, tokens};
use super::{Op, Segment};
use compare::compare;
use ends::{equal_ends, equal_lines};

pub(super) use ends::unequal_lines;
use tidy::{is_blank, is_crumb, join, slide, unite};

mod compare;
mod ends;
mod names;
mod tidy;

/// What was struck and inserted in an own text.
#[derive(Debug)]
pub(super) struct Words<'t> {
    pub(super) segments: Vec<Segment>,
    /// The tokens of the texts but for what is equal at both ends; none if the texts are the same.
    pub(super) old: Vec<Token<'t>>,
    pub(super) new: Vec<Token<'t>>,
    /// Where the first token stands, in either text.
    pub(super) start: usize,
    /// A bound was met: parts were compared with what stands at the same place only.
    pub(super) coarse: bool,
}

/// The segments from one own text to another.
pub(super) fn segments<'t>(old: &'t str, new: &'t str) -> Words<'t> {
    if old == new {
        let segments = segment(Op::Equal, old).into_iter().collect();
        return Words { segments, old: Vec::new(), new: Vec::new(), start: 0, coarse: false };
    }
    // an edit that slid to what is set aside of its line might slide further
    let ends = equal_ends(old, new);
    let (words, slid) = between(old, new, ends);
    let within = [ends.0, old.len() - ends.1].map(|at| at > 0 && at < old.len() && !old[..at].ends_with('\n'));
    if (0..2).any(|i| slid[i] && within[i]) { between(old, new, equal_lines(old, new)).0 } else { words }
}

/// The segments, where so many bytes at both ends are equal and set aside, and whether an edit slid to either.
fn between<'t>(old: &'t str, new: &'t str, (start, end): (usize, usize)) -> (Words<'t>, [bool; 2]) {
    let (inner_old, inner_new) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    let (a, b) = (tokens(inner_old), tokens(inner_new));
    let (raw, coarse) = compare(&a, &b);
    let (mut segments, slid) = tidied(inner_old, inner_new, raw, &a, &b);
    prepend(&mut segments, &old[..start]);
    append(&mut segments, &old[old.len() - end..]);
    (Words { segments, old: a, new: b, start, coarse }, slid)
}

/// Adds what is equal at the start.
fn prepend(segments: &mut Vec<Segment>, equal: &str) {
    match segments.first_mut() {
        Some(first) if first.op == Op::Equal => first.text.insert_str(0, equal),
        _ => drop(segments.splice(0..0, segment(Op::Equal, equal))),
    }
}

/// Adds what is equal at the end.
fn append(segments: &mut Vec<Segment>, equal: &str) {
    match segments.last_mut() {
        Some(last) if last.op == Op::Equal => last.text.push_str(equal),
        _ => segments.extend(segment(Op::Equal, equal)),
    }
}

fn tidied(old: &str, new: &str, mut raw: Vec<Step>, a: &[Token<'_>], b: &[Token<'_>]) -> (Vec<Segment>, [bool; 2]) {
    let mut tidy = raw.clone();
    join(&mut raw, a, b, is_blank);
    unite(&mut tidy, a, b);
    let slid = slide(&mut tidy, a, b);
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
        let cut = || cuts(plain.iter().map(|s| &s.old), &x, a) || cuts(plain.iter().map(|s| &s.new), &y, b);
        if most > bound {
            let raw_is_best = least <= bound || cut();
            let best = if raw_is_best { write(&raw, (old, a), (new, b)) } else { write(&plain, (old, &x), (new, &y)) };
            return (best, slid);
        }
    }
    (write(&tidy, (old, a), (new, b)), slid)
}

/// Whether a quantity is cut where the runs of `words`, all words of a side in order, begin.
fn cuts<'s>(runs: impl Iterator<Item = &'s Range<usize>>, words: &[Token<'_>], tokens: &[Token<'_>]) -> bool {
    let (mut at, mut tokens, mut end, mut whole) = (0, tokens.iter(), 0, true);
    for run in runs {
        // the last token that begins before the run
        while end < at
            && let Some(token) = tokens.next()
        {
            end += token.text.len();
            whole = !matches!(
                token.class,
                Class::Period | Class::Date | Class::Amount | Class::Percentage | Class::Reference
            );
        }
        if end > at && !whole {
            return true;
        }
        at += words[run.clone()].iter().map(|w| w.text.len()).sum::<usize>();
    }
    false
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
        assert_eq!(
            show("under Section 2 and Section 3.", "under Section 4 and Section 5."),
            "under [-Section 2-]{+Section 4+} and [-Section 3-]{+Section 5+}."
        );
    }

    #[test]
    fn words_not_crumbs() {
        assert_eq!(
            show("the quick brown fox runs", "the slow green fox runs"),
            "the [-quick brown-]{+slow green+} fox runs"
        );
        assert_eq!(show("甲。乙。", "甲。丙。乙。"), "甲。{+丙。+}乙。");
        assert_eq!(
            show("租户所养的本店的猫，每年体检。本店公示价目。", "本店公示价目。"),
            "[-租户所养的本店的猫，每年体检。-]本店公示价目。"
        );
        assert_eq!(
            show("公所的灯，不得出租。公所公开账目。\n请入内。", "公所公开账目。\n请进。"),
            "[-公所的灯，不得出租。-]公所公开账目。\n请[-入内-]{+进+}。"
        );
        assert_eq!(
            show("The rent is due.", "The cat of the house is fed. The rent is due."),
            "{+The cat of the house is fed. +}The rent is due."
        );
        assert_eq!(show("乙方应当付款", "乙方不得付款"), "乙方[-应当-]{+不得+}付款");
        assert_eq!(show("a b\nc d", "a b\nx\nc d"), "a b\n{+x\n+}c d");
        assert_eq!(show("以短信通知", "以短信或者站内信通知"), "以短信{+或者站内信+}通知");
        assert_eq!(show("用水用电", "用电"), "[-用水-]用电");
        assert_eq!(show("It is shut.", "It is shut. It is dry."), "It is shut.{+ It is dry.+}");
    }

    const WORDS: [&str; 24] = [
        "the",
        "fee",
        "is",
        "paid",
        "by",
        "Seller",
        "under",
        "them",
        "thirty",
        "(30)",
        "days",
        "at",
        "least",
        "1",
        "January",
        "2024,",
        "five",
        "millions",
        "de",
        "francs",
        "suisses",
        "fee.",
        "甲方，应当",
        "Section",
    ];

    proptest::proptest! {
        #[test]
        fn what_is_set_aside_makes_no_difference(
            words in proptest::collection::vec(0..WORDS.len(), 0..60),
            at in 0usize..60,
            gone in 0usize..3,
            again in 0usize..30,
            come in proptest::collection::vec(0..WORDS.len(), 0..4),
        ) {
            let at = at.min(words.len());
            let mut edited = words.clone();
            let repeated = words[at.saturating_sub(again)..at].iter().copied().chain(come);
            drop(edited.splice(at..(at + gone).min(words.len()), repeated));
            let text = |words: &[usize]| words.iter().map(|w| WORDS[*w]).collect::<Vec<_>>().join(" ");
            let (old, new) = (text(&words), text(&edited));
            for (old, new) in [(&old, &new), (&new, &old)] {
                let whole = if old == new { segments(old, new) } else { between(old, new, (0, 0)).0 };
                proptest::prop_assert_eq!(segments(old, new).segments, whole.segments, "{}\n{}", old, new);
            }
        }

        #[test]
        fn both_sides_come_back(a in "[ab 一二十日条第。，.\n*]{0,30}", b in "[ab 一二十日条第。，.\n*]{0,30}") {
            show(&a, &b);
        }
    }
}
