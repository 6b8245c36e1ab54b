//! Two texts → how much of them is equal at both ends, up to places between which each is read by itself.

use memchr::{memchr, memrchr_iter};

use crate::redline::token::plain_word;

/// So many bytes beside a difference are left to it: an edit may slide over them.
const BESIDE: usize = 24;

/// No quantity has so many words in a row that begin none.
const CALM: usize = 5;

/// The lines that are not equal at both ends.
pub(in crate::redline) fn unequal_lines<'t>(old: &'t str, new: &'t str) -> (&'t str, &'t str) {
    // most have one line
    if !old.contains('\n') || !new.contains('\n') {
        return (old, new);
    }
    let (start, end) = equal_lines(old, new);
    (&old[start..old.len() - end], &new[start..new.len() - end])
}

/// How many bytes at the start of both texts and at their end need not be cut into tokens.
///
/// A line is cut by itself. Within one, no token but code, and the target of a link that has blanks, reaches over the
/// end of a sentence or of a clause of it, nor over a blank behind [`CALM`] words that begin no quantity.
pub(super) fn equal_ends(old: &str, new: &str) -> (usize, usize) {
    let (a, b) = (old.as_bytes(), new.as_bytes());
    ends(a, b, BESIDE, !a.contains(&b'`') && !b.contains(&b'`'))
}

/// The same of whole lines only.
pub(super) fn equal_lines(old: &str, new: &str) -> (usize, usize) {
    ends(old.as_bytes(), new.as_bytes(), 0, false)
}

/// What is equal at both ends but for so many bytes `beside` the difference, up to the end of a line or, `within` one,
/// of a part of it.
fn ends(a: &[u8], b: &[u8], beside: usize, within: bool) -> (usize, usize) {
    let start = {
        let strides = a.chunks(32).zip(b.chunks(32)).take_while(|(a, b)| a == b).count();
        let from = (32 * strides).min(a.len()).min(b.len());
        from + a[from..].iter().zip(&b[from..]).take_while(|(a, b)| a == b).count()
    };
    let (x, y) = (&a[start..], &b[start..]);
    let end = {
        let strides = x.rchunks(32).zip(y.rchunks(32)).take_while(|(a, b)| a == b).count();
        let from = (32 * strides).min(x.len()).min(y.len());
        let rest = x[..x.len() - from].iter().rev().zip(y[..y.len() - from].iter().rev());
        from + rest.take_while(|(a, b)| a == b).count()
    };
    // what stands before the place, as a line break, is equal too
    let most = start.saturating_sub(beside);
    (before(&a[..most], within), a.len() - behind(a, a.len() - end, beside.max(1), within))
}

/// The last place in what is equal at the start.
fn before(equal: &[u8], within: bool) -> usize {
    let line = equal.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
    if !within || equal[line..].contains(&b'[') {
        return line;
    }
    let part = |from: usize| (from + 1..equal.len()).rev().find(|at| parts(equal, *at));
    let calm = last_calm(equal, line).unwrap_or(line);
    part(calm).unwrap_or(calm)
}

/// The first place in what is equal from one on, so many bytes `beside` it.
fn behind(text: &[u8], from: usize, beside: usize, within: bool) -> usize {
    let least = from + beside;
    let calm = || calm(text, from, least);
    let most = if within { calm() } else { None }.unwrap_or(text.len());
    let place = |at: &usize| text[*at - 1] == b'\n' || within && parts(text, *at);
    (least..most).find(place).unwrap_or(most)
}

/// The first place, at least `least`, before a letter and behind [`CALM`] words that stand behind `from`, each with its
/// blank, and begin no quantity.
fn calm(text: &[u8], from: usize, least: usize) -> Option<usize> {
    let behind_blank = |at: usize| Some(at + memchr(b' ', text.get(at..)?)? + 1);
    let (mut at, mut words) = (behind_blank(from)?, 0);
    while words < CALM || at < least || !is_letter(text, at) {
        (at, words) = match calm_word(text, at) {
            Some(len) => (at + len + 1, words + 1),
            None => (behind_blank(at)?, 0),
        };
    }
    Some(at)
}

/// The last such place.
fn last_calm(text: &[u8], from: usize) -> Option<usize> {
    let (mut last, mut words) = (None, 0);
    let starts = memrchr_iter(b' ', &text[from..]).map(|blank| from + blank + 1);
    for at in starts {
        words = if last.is_some() && calm_word(text, at).is_some() { words + 1 } else { 0 };
        if words == CALM {
            return last;
        }
        if words == 0 {
            last = Some(at).filter(|at| is_letter(text, *at));
        }
    }
    None
}

/// The length of a word that begins no quantity and stands before a blank.
fn calm_word(text: &[u8], at: usize) -> Option<usize> {
    plain_word(text, at).filter(|len| text.get(at + len) == Some(&b' '))
}

fn is_letter(text: &[u8], at: usize) -> bool {
    text.get(at).is_some_and(u8::is_ascii_alphabetic)
}

/// Whether a sentence or a clause of it ends before the place, and letters follow.
fn parts(text: &[u8], at: usize) -> bool {
    match &text[..at] {
        [.., b',' | b';', b' '] => text[at].is_ascii_alphabetic(),
        [.., 0xe3, 0x80, 0x82] | [.., 0xef, 0xbc, 0x8c | 0x9b] => matches!(text[at], 0xe4..=0xe9),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redline::token::tokens;

    #[test]
    fn no_token_is_cut() {
        let old = "The Seller shall deliver, within thirty (30) days of the order, what was ordered; the Buyer shall pay \
                   on 1 January 2024, unless the parties agree, see [Section 4, below](https://a.example/b)\n\
                   甲方应在2024年10月1日、2日交货；乙方应在三十日内付款。甲方应开具发票，金额为1，000元。乙方应保存。";
        let at = |end: &str| old.find(end).unwrap_or(0);
        for place in ["30)", "January", "Section", "2日", "1，000"].map(at) {
            let new = format!("{}x{}", &old[..place], &old[place..]);
            let (start, end) = equal_ends(old, &new);
            assert!(start <= place && end <= old.len() - place);
            let whole: Vec<_> = tokens(old).into_iter().map(|t| t.text.as_ptr()).collect();
            let cut = |at: usize| at == old.len() || whole.contains(&old[at..].as_ptr());
            assert!(cut(start) && cut(old.len() - end), "{start} {end}");
        }
        assert_eq!(equal_ends("a\nb", "a\nc"), (0, 0));
        let calm = "of what the parties have agreed and signed ".repeat(4);
        let texts = ["x", "y"].map(|word| format!("30 days {calm}{word} {calm}30 days"));
        let (start, end) = equal_ends(&texts[0], &texts[1]);
        assert!(start > 3 * 43 && end > 2 * 43, "{start} {end}");
        assert_eq!(unequal_lines("a\nx\nb\nc", "a\nx\nd\nc"), ("b\n", "d\n"));
        assert_eq!(unequal_lines("now\nhere", "nowhere"), ("now\nhere", "nowhere"));
        let long = "x".repeat(BESIDE);
        assert_eq!(equal_ends(&format!("a\n{long}b\n{long}\nc\n"), &format!("a\n{long}d\n{long}\nc\n")), (2, 2));
    }
}
