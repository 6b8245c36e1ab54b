//! What stands around a word → whether it is the fact that it looks like by itself.

use crate::redline::Fact;
use crate::redline::edit::Side;
use crate::redline::quantity::measure;
use crate::redline::token::{Class, Token};

/// What the law permits or requires obliges nobody here: it bounds what is said.
const BY_LAW: [&str; 5] = ["by law", "by applicable law", "by any law", "by statute", "under applicable law"];

/// What stands before a will that somebody has.
const WHOSE: [&str; 13] = ["the", "a", "his", "her", "its", "their", "your", "my", "our", "own", "free", "good", "at"];

/// The fact, as what stands around it makes it; none: it is none.
pub(super) fn in_context(fact: Fact, token: Token<'_>, side: &Side<'_>) -> Option<Fact> {
    match token.class {
        Class::Obligation if is_of_law(token, side) || is_noun(token, side) => None,
        Class::Percentage if is_comment(token.text, side.text) => {
            let number = token.text.trim_end_matches('%').trim_end();
            let old_value = measure(Class::Count, number);
            Some(Fact { kind: "count", old: Some(number.to_owned()), old_value, ..fact })
        }
        _ => Some(fact),
    }
}

/// Whether it is the law that permits or requires: `to the extent permitted by applicable law`.
fn is_of_law(token: Token<'_>, side: &Side<'_>) -> bool {
    if !["permitted", "required", "prohibited"].iter().any(|word| token.text.eq_ignore_ascii_case(word)) {
        return false;
    }
    let behind = beside(token, side).1.trim_start();
    BY_LAW.iter().any(|law| behind.get(..law.len()).is_some_and(|start| start.eq_ignore_ascii_case(law)))
}

/// Whether `will` is what somebody wants: `the will of the testator`, `at will`.
fn is_noun(token: Token<'_>, side: &Side<'_>) -> bool {
    let before = beside(token, side).0.trim_end();
    let last = || before.rsplit([' ', '\n', '\u{a0}', '(']).next().unwrap_or_default();
    token.text.eq_ignore_ascii_case("will") && WHOSE.iter().any(|whose| last().eq_ignore_ascii_case(whose))
}

/// What stands before a word and behind it.
fn beside<'t>(token: Token<'t>, side: &Side<'t>) -> (&'t str, &'t str) {
    let at = (token.text.as_ptr() as usize).checked_sub(side.text.as_ptr() as usize).unwrap_or_default();
    let behind = side.text.get(at + token.text.len()..).unwrap_or_default();
    (side.text.get(..at).unwrap_or_default(), behind)
}

/// Whether the sign behind a number begins a line of a program, as it does where one begins with it alone: `% x % y`.
fn is_comment(number: &str, text: &str) -> bool {
    number.ends_with(" %") && (text.contains("% %") || text.contains("%% "))
}
