//! Numbers that are one word with what they count: `dreimonatig`, `triennale`.

use super::numbers::{DUTCH, GERMAN, RUSSIAN, Row};

/// What a number is joined to in one word (`dreimonatige`): the numbers, each unit with its stem (`/3`: a part of
/// so many), and how the word may end.
pub(in crate::redline::vocabulary) type Counted =
    (&'static [&'static [Row]], &'static [(&'static str, &'static str)], &'static str);

/// The languages that join a number to its unit.
pub(in crate::redline::vocabulary) const COUNTED: &[Counted] = &[
    (
        &[GERMAN],
        &[
            ("day", "tägig"),
            ("week", "wöchig"),
            ("month", "monatig"),
            ("year", "jährig"),
            ("hour", "stündig"),
            ("/3", "drittelmehrheit"),
            ("/4", "viertelmehrheit"),
        ],
        " e em en er es",
    ),
    (&[DUTCH], &[("day", "daags"), ("month", "maands"), ("year", "jarig"), ("/3", "derdemeerderheid")], " e"),
    (
        &[RUSSIAN],
        &[
            ("day", "дневн"),
            ("day", "суточн"),
            ("week", "недельн"),
            ("month", "месячн"),
            ("year", "летн"),
            ("year", "годичн"),
            ("hour", "часов"),
        ],
        "ый ого ому ым ом ая ой ую ое ые ых ыми ий его ему им ем яя ей юю ее ие их ими",
    ),
    (
        &[POLISH_PARTS],
        &[("day", "dniow"), ("week", "tygodniow"), ("month", "miesięczn"), ("year", "letni"), ("hour", "godzinn")],
        " y ego emu ym a ej ą e i ych ymi im ch mi",
    ),
];

/// So many years in one word.
pub(in crate::redline::vocabulary) const YEARS: &[(u64, &str)] = &[
    (2, "biennal biennale biennales biennali biennaux biennio bienal bienales bienio biênio bisannuel bisannuelle"),
    (3, "triennal triennale triennales triennali triennaux triennio trienal trienales trienio triénio triênio"),
    (4, "quadriennal quadriennale quadriennali quadriennio cuatrienal cuatrienio quadrienal quadriénio quadriênio"),
    (5, "quinquennal quinquennale quinquennali quinquennio quinquenal quinquenales quinquenio quinquénio quinquênio"),
    (6, "sexennal sexennale sessennale sexenal sexenio seiennale"),
    (10, "décennal décennale décennales decennale decennali decennio decenal decenio decénio decênio"),
];

/// What stands only before a unit in one word.
const POLISH_PARTS: &[Row] = &[
    (1, 1, "jedno dwu trzy cztero pięcio sześcio siedmio ośmio dziewięcio dziesięcio"),
    (12, 0, "dwunasto"),
    (14, 0, "czternasto"),
    (20, 10, "dwudziesto trzydziesto czterdziesto pięćdziesięcio sześćdziesięcio"),
];
