//! What stands before a name → what is named by it, or that it is another name of the same.

use crate::redline::vocabulary::{CALLED, QUOTES};

/// What is named, where the name begins behind `before`: what stands before the bracket or before `以下简称`.
pub(super) fn named(before: &str) -> Option<&str> {
    if let Some((at, c)) = last_bracket(before).filter(|(_, c)| matches!(c, '(' | '（')) {
        let inner = before[at + c.len_utf8()..].trim();
        let called = CALLED.iter().any(|w| inner.contains(w));
        // (“we”, “us” and “our”): of the words between quotes only few are left
        let mut words = inner.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        if called
            || words.clone().count() <= 1
            || inner.contains(|c| QUOTES.iter().any(|q| q.0 == c)) && words.all(|w| w.len() <= 12)
        {
            return Some(before[..at].trim_end());
        }
    }
    let last = before.as_bytes().last();
    let word = CALLED.iter().find(|w| w.as_bytes().last() == last && before.ends_with(**w) && !w.is_ascii())?;
    Some(before[..before.len() - word.len()].trim_end_matches([',', '，', '、', '(', '（', ' ']))
}

/// The last bracket, of either width.
fn last_bracket(text: &str) -> Option<(usize, char)> {
    let mut end = text.len();
    loop {
        end = text.as_bytes()[..end].iter().rposition(|b| matches!(b, b'(' | b')' | 0xef))?;
        let c = text[end..].chars().next()?;
        if matches!(c, '(' | '（' | ')' | '）') {
            return Some((end, c));
        }
    }
}

/// Whether another name of the same follows in brackets: `“Skipper” (or “Skippers”) means …`.
pub(super) fn is_other_name(before: &str) -> bool {
    let before = before.trim_end();
    let thing = ["(or", "(oder", "(ou", "(of", "(или", "(lub"].iter().find_map(|or| before.strip_suffix(or));
    thing.is_some_and(|thing| thing.trim_end().ends_with(|c| QUOTES.iter().any(|(_, close)| *close == c)))
}
