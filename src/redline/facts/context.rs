//! What stands around a word → whether it is the fact that it looks like by itself.

use crate::redline::Fact;
use crate::redline::quantity::measure;
use crate::redline::token::{Class, Token};

/// What the law permits or requires obliges nobody here: it bounds what is said.
const BY_LAW: [&str; 5] = ["by law", "by applicable law", "by any law", "by statute", "under applicable law"];

/// So many bytes before a place and behind it are near.
const NEAR: usize = 512;

/// What stands before a will that somebody has.
const WHOSE: [&str; 13] = ["the", "a", "his", "her", "its", "their", "your", "my", "our", "own", "free", "good", "at"];

/// The fact that a token at a place in a text is, as what stands around it makes it; none: it is none.
pub(super) fn in_context(fact: Fact, token: Token<'_>, (text, at): (&str, usize)) -> Option<Fact> {
    let beside = (&text[..at], &text[at + token.text.len()..]);
    match token.class {
        Class::Obligation if is_of_law(token, beside.1) || is_noun(token, beside.0) => None,
        Class::Percentage if token.text.ends_with(" %") && is_comment(text, at) => {
            let number = token.text.trim_end_matches('%').trim_end();
            let old_value = measure(Class::Count, number);
            Some(Fact { kind: "count", old: Some(number.to_owned()), old_value, ..fact })
        }
        _ => Some(fact),
    }
}

/// Whether it is the law that permits or requires: `to the extent permitted by applicable law`.
fn is_of_law(token: Token<'_>, behind: &str) -> bool {
    if !["permitted", "required", "prohibited"].iter().any(|word| token.text.eq_ignore_ascii_case(word)) {
        return false;
    }
    let behind = behind.trim_start();
    BY_LAW.iter().any(|law| behind.get(..law.len()).is_some_and(|start| start.eq_ignore_ascii_case(law)))
}

/// Whether `will` is what somebody wants: `the will of the testator`, `at will`.
fn is_noun(token: Token<'_>, before: &str) -> bool {
    let before = before.trim_end();
    let last = || before.rsplit([' ', '\n', '\u{a0}', '(']).next().unwrap_or_default();
    token.text.eq_ignore_ascii_case("will") && WHOSE.iter().any(|whose| last().eq_ignore_ascii_case(whose))
}

/// Whether the sign behind a number begins a line of a program, as it does where others near by begin with it alone.
fn is_comment(text: &str, at: usize) -> bool {
    let near = &text[text.floor_char_boundary(at.saturating_sub(NEAR))..text.ceil_char_boundary(at + NEAR)];
    near.contains("% %") || near.contains("%% ")
}
