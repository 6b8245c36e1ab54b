//! Steps → steps that a reader sees as words: edits stand where a sentence begins, and crumbs between them are joined.

use crate::redline::fold::is_alphanumeric;
use crate::redline::sequence::{Step, push};
use crate::redline::token::{Class, Token};

/// An edit slides over at most so many tokens.
const FAR: usize = 256;

/// Whether a paragraph or a sentence ends with the token.
pub(super) fn is_end(t: &Token<'_>) -> bool {
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
        // 短信{+或者站内信+}
        _ if matches!(y.text, "或" | "和" | "及" | "与" | "與" | "并" | "並") => 1,
        _ => 0,
    }
}

/// Slides what was only inserted or only deleted to the best place among those that give the same texts. Whether one
/// could slide as far as what is equal at the start and at the end.
pub(super) fn slide(steps: &mut [Step], a: &[Token<'_>], b: &[Token<'_>]) -> [bool; 2] {
    let mut far = [steps.first(), steps.last()].map(|end| end.is_some_and(|s| !s.equal));
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
        // never so far that an equal run vanishes between two edits: runs stay alternating
        let most = |s: &Step, outer| if outer { len(s) } else { len(s).saturating_sub(1) }.min(FAR);
        let (first, last) = (i == 1, i + 2 == steps.len());
        let mut left = 0;
        while left < most(&steps[i - 1], first) && same(range.start - left - 1, range.end - left - 1) {
            left += 1;
        }
        let mut right = 0;
        while right < most(&steps[i + 1], last) && same(range.start + right, range.end + right) {
            right += 1;
        }
        far[0] |= first && left == most(&steps[i - 1], first);
        far[1] |= last && right == most(&steps[i + 1], last);
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
    far
}

/// Makes one of two insertions, or of two deletions, where what is equal between them ends the second too, or begins
/// the first: a sentence went whole, not two parts of it beside a word with which the next one begins as well.
pub(super) fn unite(steps: &mut Vec<Step>, a: &[Token<'_>], b: &[Token<'_>]) {
    let mut out: Vec<Step> = Vec::with_capacity(steps.len());
    for mut step in steps.drain(..) {
        let end = (step.old.end, step.new.end);
        while let [.., first, equal] = &out[..]
            && let Some(place) = one(first, equal, &step, a, b)
        {
            let (len, start) = (equal.old.len(), (first.old.start, first.new.start));
            out.truncate(out.len() - 2);
            step = Step { equal: false, old: start.0..step.old.end, new: start.1..step.new.end };
            match place {
                Place::Behind => (step.old.end, step.new.end) = (step.old.end - len, step.new.end - len),
                Place::Before => {
                    (step.old.start, step.new.start) = (start.0 + len, start.1 + len);
                    let before = (start.0..step.old.start, start.1..step.new.start);
                    push(&mut out, Step { equal: true, old: before.0, new: before.1 });
                }
            }
        }
        let behind = Step { equal: true, old: step.old.end..end.0, new: step.new.end..end.1 };
        push(&mut out, step);
        if !behind.old.is_empty() {
            push(&mut out, behind);
        }
    }
    *steps = out;
}

/// Where what was equal between two edits stands when they are one.
enum Place {
    Before,
    Behind,
}

fn one(first: &Step, equal: &Step, second: &Step, a: &[Token<'_>], b: &[Token<'_>]) -> Option<Place> {
    let inserted = first.old.is_empty();
    if first.equal || second.equal || !alike(first, second) || !inserted && !first.new.is_empty() {
        return None;
    }
    let side = |s: &Step| if inserted { &b[s.new.clone()] } else { &a[s.old.clone()] };
    let (first, between, second) = (side(first), side(equal), side(second));
    if between.len() > FAR || between.iter().any(|t| t.class == Class::Break) {
        return None;
    }
    let same = |tokens: Option<&[Token<'_>]>| {
        tokens.is_some_and(|tokens| tokens.iter().zip(between).all(|(x, y)| x.text == y.text))
    };
    if same(second.len().checked_sub(between.len()).map(|at| &second[at..])) {
        Some(Place::Behind)
    } else {
        same(first.get(..between.len())).then_some(Place::Before)
    }
}

/// Whether what is equal between two edits is none to a reader.
type Crumb = fn(&Step, &Step, &Step, &[Token<'_>], &[Token<'_>]) -> bool;

/// Joins edits that are parted by a crumb.
pub(super) fn join(steps: &mut Vec<Step>, a: &[Token<'_>], b: &[Token<'_>], is_crumb: Crumb) {
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
pub(super) fn is_blank(before: &Step, equal: &Step, behind: &Step, a: &[Token<'_>], _: &[Token<'_>]) -> bool {
    alike(before, behind) && a[equal.old.clone()].iter().all(|t| t.class == Class::Space)
}

fn alike(before: &Step, behind: &Step) -> bool {
    before.old.is_empty() == behind.old.is_empty() && before.new.is_empty() == behind.new.is_empty()
}

/// Whether a word was set in other capitals at the end of an edit, or at its start: a sentence that is set from capitals
/// to small letters is one edit, not one for each of its commas.
fn cased(step: &Step, a: &[Token<'_>], b: &[Token<'_>], end: bool) -> bool {
    let at = |tokens: &[Token<'_>]| if end { tokens.len().checked_sub(1) } else { Some(0) };
    let (x, y) = (&a[step.old.clone()], &b[step.new.clone()]);
    match (at(x).and_then(|at| x.get(at)), at(y).and_then(|at| y.get(at))) {
        (Some(Token { text: x, .. }), Some(Token { text: y, .. })) => {
            x != y && x.len() > 1 && x.to_lowercase() == y.to_lowercase()
        }
        _ => false,
    }
}

/// Whether what is equal between two edits is there by chance: too little to be read.
pub(super) fn is_crumb(before: &Step, equal: &Step, behind: &Step, a: &[Token<'_>], b: &[Token<'_>]) -> bool {
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
        return is_blank(before, equal, behind, a, b)
            || cased(before, a, b, true) && cased(behind, a, b, false) && !tokens.iter().any(is_end);
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
