//! A number in a text → whether it is that of a house or of a post office: `12 Mill Street`, `Mühlweg 12`, `12, rue du Port`.
//! An address that changed is seen in its words; so many of anything it does not count.

use std::ops::Range;

/// What streets are called behind their names.
const BEHIND: [&str; 22] = [
    "street",
    "st",
    "road",
    "rd",
    "avenue",
    "ave",
    "lane",
    "drive",
    "dr",
    "boulevard",
    "blvd",
    "square",
    "way",
    "parkway",
    "pkwy",
    "court",
    "highway",
    "quay",
    "terrace",
    "crescent",
    "plaza",
    "row",
];

/// What they are called before their names.
const BEFORE: [&str; 20] = [
    "rue",
    "avenue",
    "boulevard",
    "place",
    "quai",
    "chemin",
    "allée",
    "impasse",
    "cours",
    "via",
    "viale",
    "piazza",
    "corso",
    "calle",
    "avenida",
    "plaza",
    "paseo",
    "rua",
    "ulica",
    "ul",
];

/// How their names end where what they are called is a part of them.
const ENDS: [&str; 12] =
    ["straße", "strasse", "str", "weg", "platz", "allee", "gasse", "ufer", "damm", "straat", "laan", "gracht"];

/// So many bytes beside a number are looked at, and so many words of a name.
const NEAR: usize = 64;
const NAME: usize = 4;

/// Whether the number that stands there in the text is that of a house.
pub(super) fn numbers_house(text: &str, number: Range<usize>) -> bool {
    if !text[number.clone()].bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let before = &text[text.ceil_char_boundary(number.start.saturating_sub(NEAR))..number.start];
    let behind = &text[number.end..text.floor_char_boundary(number.end + NEAR)];
    behind_name(before) || before_name(behind)
}

/// `Mühlweg `, `calle Mayor, `: what stands before the number of a house.
fn behind_name(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or(before);
    let line = line.trim_end().trim_end_matches(',');
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
    fn houses_are_numbered_in_streets() {
        let numbers = |text: &str| {
            let start = text.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
            let len = text[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len() - start);
            numbers_house(text, start..start + len)
        };
        for text in [
            "its seat at 12 Mill Street, Ghent",
            "at 188 Old Quay Rd.",
            "Sitz in der Mühlenstraße 12, Bonn",
            "wohnt Am Mühlweg 7",
            "domiciliada en calle Mayor, 14",
            "son siège 31 rue du Port",
            "au 31, avenue Foch",
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
        ] {
            assert!(!numbers(text), "{text}");
        }
    }
}
