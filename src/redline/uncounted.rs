//! A number in a text → whether it counts nothing: that of a house (`12 Mill Street`, `Mühlweg 12`, `12, rue du Port`) or
//! of a post office (`Ohio 44101`), a year of copyright. What changed there is seen in the words.

use std::ops::Range;

use super::vocabulary::streets::{BEFORE, BEHIND, ENDS};

/// So many bytes beside a number are looked at, and so many words of a name.
const NEAR: usize = 64;
const NAME: usize = 4;

/// Whether the number that stands there in the text counts nothing.
pub(super) fn counts_nothing(text: &str, number: Range<usize>) -> bool {
    let digits = &text[number.clone()];
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let before = &text[text.ceil_char_boundary(number.start.saturating_sub(NEAR))..number.start];
    let behind = &text[number.end..text.floor_char_boundary(number.end + NEAR)];
    let before = before.rsplit('\n').next().unwrap_or(before);
    behind_name(before)
        || before_name(behind)
        || is_post_code(before, digits, behind)
        || is_of_copyright(before, digits)
}

/// `Ohio 44101, USA`: behind the name of a state, where a part of an address ends.
fn is_post_code(before: &str, digits: &str, behind: &str) -> bool {
    let state = before.strip_suffix(' ').map(|before| before.trim_end().rsplit(' ').next().unwrap_or_default());
    digits.len() == 5
        && state.is_some_and(|word| word.len() > 1 && word.starts_with(char::is_uppercase) && !word.ends_with(','))
        && (behind.is_empty() || behind.starts_with(['.', ',', ';', ')', '\n']) || behind.starts_with(" U"))
}

/// `Copyright (c) 1999, 2004`
fn is_of_copyright(before: &str, digits: &str) -> bool {
    let year = digits.len() == 4 && digits.starts_with(['1', '2']);
    year && (before.contains('©') || before.to_lowercase().contains("copyright"))
}

/// `Mühlweg `, `calle Mayor, `: what stands before the number of a house.
fn behind_name(before: &str) -> bool {
    let line = before.trim_end().trim_end_matches(',');
    let mut words = line.rsplit(' ').take(NAME).map(|word| word.trim_end_matches('.'));
    let Some(last) = words.next().filter(|word| word.starts_with(char::is_uppercase)) else { return false };
    let lower = last.to_lowercase();
    let called = |word: &str| BEFORE.iter().any(|street| street.eq_ignore_ascii_case(word));
    // Wegen and Platz alone are none: a name goes before
    ENDS.iter().any(|end| lower.len() > end.len() + 1 && lower.ends_with(end)) || { words }.any(called)
}

/// ` Mill Street`, `, rue du Port`: what stands behind it.
fn before_name(behind: &str) -> bool {
    let line = behind.split('\n').next().unwrap_or(behind);
    let line = line.trim_start_matches(',');
    let Some(line) = line.strip_prefix(' ') else { return false };
    let bare = |word: &str| word.trim_end_matches([',', '.', ';', ')']).to_lowercase();
    for (nth, word) in line.split(' ').take(NAME).enumerate() {
        let word_is = |all: &[&str]| all.contains(&bare(word).as_str());
        if nth == 0 && word.starts_with(char::is_lowercase) {
            let named = line.split(' ').take(NAME).skip(1).any(|word| word.starts_with(char::is_uppercase));
            return word_is(&BEFORE) && named;
        }
        if !word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
            return false;
        }
        if nth > 0 && word_is(&BEHIND) {
            return true;
        }
        // a name ends with its comma
        if word.ends_with([',', ';', ')']) {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn houses_post_offices_and_years_are_not_counted() {
        let numbers = |text: &str| {
            let start = text.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
            let len = text[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len() - start);
            counts_nothing(text, start..start + len)
        };
        for text in [
            "its seat at 12 Mill Street, Ghent",
            "at 188 Old Quay Rd.",
            "Sitz in der Mühlenstraße 12, Bonn",
            "wohnt Am Mühlweg 7",
            "domiciliada en calle Mayor, 14",
            "son siège 31 rue du Port",
            "au 31, avenue Foch",
            "Springfield, Ohio 44101, USA",
            "Copyright (c) 1999 by the mill",
        ] {
            assert!(numbers(text), "{text}");
        }
        for text in [
            "in 12 copies",
            "12 Boats and Oars",
            "pays for 3 drives",
            "auf dem Weg 3 Tage",
            "the 2 Parties, each Way",
            "Version 3, via post",
            "12 street lamps",
            "pays Ohio 44101 dollars",
            "a copy of 1999 sheets",
        ] {
            assert!(!numbers(text), "{text}");
        }
    }
}
