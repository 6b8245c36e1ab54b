//! Numbers that go on behind a letter, `A.6`: where they end, and the clauses that have them.

use std::collections::HashMap;

use super::tree::Tree;
use crate::model::numeral;

/// `A.6`, `IV.2.1`: a number that goes on behind a letter or a Roman number; the length.
pub(super) fn lettered(s: &str) -> Option<usize> {
    let head = s.find(|c: char| !c.is_ascii_uppercase()).filter(|n| *n > 0)?;
    let mut at = head;
    while let Some(more) = s[at..].strip_prefix('.') {
        let digits = more.find(|c: char| !c.is_ascii_digit()).unwrap_or(more.len());
        if digits == 0 {
            break;
        }
        at += 1 + digits;
    }
    let ends = at > head && !s[at..].starts_with(char::is_alphanumeric);
    (ends && (head == 1 || numeral::roman(&s[..head]).is_some())).then_some(at)
}

/// `A.6` and `(a)` of `§A.6(a)` or of the number `A.6(a)`.
pub(super) fn behind_letter(text: &str) -> Option<(&str, &str)> {
    let number = text.rsplit(['§', ' ', '\u{a0}']).next()?;
    Some(number.split_at(lettered(number)?))
}

/// The clauses whose printed number is such.
pub(super) struct ByLetter<'t>(HashMap<&'t str, Vec<usize>>);

impl<'t> ByLetter<'t> {
    pub(super) fn new(tree: &Tree<'t>) -> Self {
        let mut clauses: HashMap<_, Vec<usize>> = HashMap::new();
        for (i, node) in tree.nodes.iter().enumerate() {
            let printed = node.number.and_then(behind_letter);
            if let Some((number, _)) = printed.filter(|(_, rest)| !rest.contains(char::is_alphanumeric)) {
                clauses.entry(number).or_default().push(i);
            }
        }
        ByLetter(clauses)
    }

    /// In reading order.
    pub(super) fn clauses(&self, number: &str) -> Option<&[usize]> {
        self.0.get(number).map(Vec::as_slice)
    }
}
