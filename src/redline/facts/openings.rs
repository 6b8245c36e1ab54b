//! The start of a clause → the term that it speaks of: `“Fees” means …`, `Der Begriff „Entgelt“ …`, `Fees means …`.

use std::collections::HashSet;

use super::definitions::{Definition, is_party_word, quotation};
use crate::marks;
use crate::redline::fold::typographic;

/// So many bytes and words may stand before a quoted term that a clause speaks of: `Der Begriff „…`, `In this Act, “…`.
const BEFORE: (usize, usize) = (32, 3);

/// A term has at most so many bytes.
const LONGEST: usize = 96;

/// A term without quotes has at most so many words.
const WORDS: usize = 6;

/// What stands behind a term without quotes that is defined. Fewer than behind a quoted one: `le Client désigne` may go
/// on with whom he appoints.
const MEANS: [&str; 8] =
    ["means ", "means:", "shall mean ", "bedeutet ", "betekent ", "significa ", "oznacza ", "означает "];

/// What a sentence begins with that speaks of the one before it.
const POINTING: [&str; 16] = [
    "This", "That", "It", "Which", "These", "Those", "Das", "Dies", "Dit", "Dat", "Esto", "Ello", "Ciò", "Isso", "To",
    "Это",
];

/// The term that an own text begins with, whatever its typography.
pub(in crate::redline) fn subject(own: &str) -> Option<String> {
    let line = own.split('\n').next().unwrap_or(own);
    let line = marks::shown(&line[..line.floor_char_boundary(BEFORE.0 + 2 * LONGEST)]);
    let quoted = || {
        let (open, start, end, _) = quotation(&line, 0)?;
        let term = line[start..end].trim();
        let near = open <= BEFORE.0 && line[..open].split_whitespace().count() <= BEFORE.1;
        (near && (1..=LONGEST).contains(&term.len())).then_some(term)
    };
    let term = quoted().or_else(|| unquoted(&line).map(|(term, _)| term))?;
    Some(typographic(term).to_lowercase()).filter(|term| term.contains(char::is_alphanumeric))
}

/// What stands between quotes, whatever its typography.
pub(super) fn quoted_in(own: &str) -> HashSet<String> {
    let mut out = HashSet::new();
    for line in own.split('\n') {
        let mut from = 0;
        while let Some((_, start, end, next)) = quotation(line, from) {
            out.insert(typographic(line[start..end].trim().trim_end_matches([',', '.', '，', '。'])));
            from = next;
        }
    }
    out
}

/// The definitions of terms without quotes, each at the start of a line: `Fees means all sums due.`
pub(super) fn bare(own: &str) -> Vec<Definition> {
    let lines = own.split('\n').map(|line| line.trim_start_matches(['*', '_']));
    let found = lines.filter_map(unquoted).map(|(term, meaning)| Definition {
        term: term.trim_end_matches(['*', '_']).to_owned(),
        meaning: marks::shown(meaning).trim().to_owned(),
        party: is_party_word(term),
    });
    found.collect()
}

/// A term of words with capitals that something says the meaning of, and the meaning.
fn unquoted(line: &str) -> Option<(&str, &str)> {
    let mut at = 0;
    for nth in 0..=WORDS {
        let rest = &line[at..];
        if let Some(verb) = MEANS.iter().find(|verb| nth > 0 && rest.starts_with(**verb)) {
            let term = line[..at].trim_end();
            return (!POINTING.contains(&term)).then_some((term, &rest[verb.len()..]));
        }
        let small = nth > 0 && ["of ", "and ", "or "].iter().any(|word| rest.starts_with(word));
        if !small && !rest.starts_with(char::is_uppercase) {
            return None;
        }
        let word = rest.find(' ')?;
        if rest[..word].ends_with([',', ';', ':', '.']) {
            return None;
        }
        at += word + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_begins_with_its_term() {
        for (own, term) in [
            ("“Fees” means all sums due.", Some("fees")),
            ("Der Begriff „Entgelt“ meint alles Geschuldete.", Some("entgelt")),
            ("「費用」とは、全ての金額をいう。", Some("費用")),
            ("Net Fees of Storage means what is due.", Some("net fees of storage")),
            ("Opłaty oznacza wszystko, co należne.", Some("opłaty")),
            ("This means that nothing is due.", None),
            ("The goods are stored, and “Fees” are due.", None),
            ("Seller means well", Some("seller")),
            ("means nothing", None),
        ] {
            assert_eq!(subject(own).as_deref(), term, "{own}");
        }
    }

    #[test]
    fn terms_without_quotes_are_defined() {
        for own in ["Net Fees means all sums due.", "**Net Fees** means all sums due.\nThis means much.\nFees, means"] {
            let found = bare(own);
            let all: Vec<_> = found.iter().map(|d| (d.term.as_str(), d.meaning.as_str())).collect();
            assert_eq!(all, [("Net Fees", "all sums due.")], "{own}");
        }
    }
}
