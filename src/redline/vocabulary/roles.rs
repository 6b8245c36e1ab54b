//! A word → what it does, found by its letters in the table.

use super::table::{ROLES, Spelled, few, key, long, spelled};
use super::{Role, compound, counted};
use crate::redline::quick::fold;
use crate::redline::spelling;

/// The role of a word of ASCII letters, whatever their case, of which [`spelling::eight`] gives the first.
#[inline]
pub(in crate::redline) fn of_letters(first: u64, word: &[u8]) -> Option<&'static Role> {
    if word.len() < 8 {
        return match ROLES.places[ROLES.seek(first)] {
            (_, 0) => None,
            (_, role) => Some(&ROLES.each[role as usize - 1].1),
        };
    }
    // most long words begin as none of ours
    let (begins, may_count) = (ROLES.begins(first), ROLES.may_count(first));
    if begins || may_count { of_long(word, begins, may_count) } else { None }
}

fn of_long(word: &[u8], begins: bool, may_count: bool) -> Option<&'static Role> {
    let eight = |at| spelling::eight(word, at).0;
    let key = long((0..word.len()).step_by(8).map(eight).fold(0, |all, next| fold(all ^ next)));
    let known = of_key(key).filter(|(same, _)| begins && spelled(same).eq_ignore_ascii_case(word));
    let counts = || str::from_utf8(word).ok().filter(|_| may_count).and_then(|w| of_number(&w.to_ascii_lowercase()));
    known.map(|(_, role)| role).or_else(counts)
}

/// The role of a word in lower case.
pub(super) fn of_lower(word: &str) -> Option<&'static Role> {
    let bytes = word.as_bytes();
    let known = of_key(key(bytes)).filter(|(same, _)| spelled(same) == bytes);
    let may_count = bytes.len() >= 8 && ROLES.may_count(few(bytes, 0));
    known.map(|(_, role)| role).or_else(|| if may_count { of_number(word) } else { None })
}

/// The role of a number of several words in one, or of one that is joined to its unit.
fn of_number(word: &str) -> Option<&'static Role> {
    static COMPOUND: Role = Role { compound: true, ..Role::NONE };
    static COUNTED: Role = Role { counted: true, ..Role::NONE };
    match compound(word) {
        Some(_) => Some(&COMPOUND),
        None => counted(word).map(|_| &COUNTED),
    }
}

fn of_key(key: u64) -> Option<&'static (Spelled, Role)> {
    let role = ROLES.places[ROLES.seek(key)].1;
    (role as usize).checked_sub(1).map(|role| &ROLES.each[role])
}

#[cfg(test)]
mod tests {
    use super::super::table::PLACES;
    use super::super::words::{
        CURRENCIES, FRACTIONS, NEGATIONS, NUMBERS, OBLIGATIONS, OBLIGATIONS_ANYWHERE, PARTIES, REFERENCES, SUBDIVISIONS,
    };
    use super::super::{may_have_role, role};
    use super::*;
    use crate::model::month::MONTHS;

    #[test]
    fn no_word_of_the_tables_is_missed() {
        let rows =
            [REFERENCES, CURRENCIES, OBLIGATIONS, OBLIGATIONS_ANYWHERE, SUBDIVISIONS, PARTIES, NEGATIONS].concat();
        let numbers = NUMBERS
            .iter()
            .copied()
            .flatten()
            .map(|(_, _, words)| *words)
            .chain(FRACTIONS.iter().map(|(word, _)| *word));
        let all = rows.into_iter().chain(numbers).chain(MONTHS.into_iter().flatten().copied());
        for word in all.flat_map(|row| row.split(' ')) {
            assert!(may_have_role(word) && role(word).is_some(), "{word}");
        }
        assert!(role("SHALL").is_some() && role("Obliged").is_some() && role("EIGHTEEN").is_some());
        for word in
            ["Einundzwanzig", "elftausend", "FÜNFTAUSEND", "zwölfhundert", "tweeëndertig", "vierendertig", "duecento"]
        {
            assert!(role(word).is_some_and(|r| r.is_number()), "{word}");
        }
        for word in ["", "shal", "obligedx", "eighteenth", "eighteeen"] {
            assert!(role(word).is_none(), "{word}");
        }
    }

    #[test]
    fn the_table_has_room() {
        let words = &ROLES.each[..ROLES.len];
        assert!(
            words.iter().all(|(word, _)| of_lower(str::from_utf8(spelled(word)).expect("words are text")).is_some())
        );
        assert!(words.len() * 2 < PLACES);
    }
}
