//! A number of several words → its value: `einundzwanzig`, `vijfduizend`, `duecentocinquanta` in one word, and the
//! the number in `dreimonatig` or `пятилетний`, and the
//! sum of words that stand by themselves (`cent vingt-cinq mille`).

use std::sync::LazyLock;

use super::words::{COUNTED, JOINED, Row};

/// No number in one word is longer, in bytes.
pub(super) const LONGEST_NUMBER: usize = 64;

/// A number that is told part by part.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::redline) struct Sum {
    millions: u64,
    thousands: u64,
    /// What is less than a thousand.
    rest: u64,
}

impl Sum {
    pub(in crate::redline) fn value(self) -> u64 {
        self.millions + self.thousands + self.rest
    }

    /// With one more part behind it; none: that goes on with no number.
    pub(in crate::redline) fn and(self, more: u64) -> Option<Sum> {
        let Sum { millions, thousands, rest } = self;
        let (tens, ones) = (rest % 100, rest % 10);
        let small = |rest| Some(Sum { rest, ..self });
        match more {
            1_000_000 if millions == 0 && self.value() > 0 => {
                Some(Sum { millions: self.value() * 1_000_000, thousands: 0, rest: 0 })
            }
            1_000_000 => None,
            1000 if thousands == 0 => Some(Sum { thousands: rest.max(1) * 1000, rest: 0, ..self }),
            1000.. if thousands == 0 && rest == 0 => {
                Some(Sum { thousands: more / 1000 * 1000, rest: more % 1000, ..self })
            }
            1000.. => None,
            _ if rest == 0 => small(more),
            100 if rest < 100 => small(rest * 100),
            // quatre-vingts
            20 if tens == 4 => small(rest + 76),
            1..=9 if tens >= 20 && ones == 0 => small(rest + more),
            // soixante-dix, dix-sept
            10..=19 if matches!(tens, 60 | 80) => small(rest + more),
            7..=9 if tens == 10 => small(rest + more),
            0..=99 if tens == 0 => small(rest + more),
            _ => None,
        }
    }

    /// With tens behind ones: einundzwanzig.
    fn and_tens(self, tens: u64) -> Option<Sum> {
        let fits = (1..10).contains(&(self.rest % 100)) && (20..100).contains(&tens);
        fits.then(|| Sum { rest: self.rest + tens, ..self })
    }
}

/// The value of a number in one word of several, in lower case.
pub(in crate::redline) fn compound(word: &str) -> Option<u64> {
    if word.len() > LONGEST_NUMBER {
        return None;
    }
    LANGUAGES.iter().find_map(|(parts, joins)| {
        starts(word, parts).find_map(|(rest, value)| {
            if rest.is_empty() { None } else { sum(rest, Sum::default().and(value)?, parts, joins) }
        })
    })
}

/// The value of a number that is joined to its unit, and the unit (`/3`: a part of so many), of a word in lower case.
pub(in crate::redline) fn counted(word: &str) -> Option<(u64, &'static str)> {
    let (number, unit, rows) = with_stem(word)?;
    let known = rows.iter().copied().flatten().flat_map(parts).find(|(word, _)| *word == number);
    Some((known.map(|(_, value)| value).or_else(|| compound(number))?, unit))
}

/// The unit that a word joins to a number in digits before it, and its length: of `14-tägigen`.
pub(in crate::redline) fn joined(s: &str) -> Option<(&'static str, usize)> {
    let len = s.find(|c: char| !c.is_alphabetic()).unwrap_or(s.len());
    let (number, unit, _) = with_stem(&s[..len])?;
    (number.is_empty() && !unit.starts_with('/')).then_some((unit, len))
}

/// What stands before the stem of a unit in a word, the unit, and the numbers of that language.
fn with_stem(word: &str) -> Option<(&str, &'static str, &'static [&'static [Row]])> {
    COUNTED.iter().find_map(|(rows, stems, ends)| {
        stems.iter().find_map(|(unit, stem)| {
            let (number, end) = word.rsplit_once(stem)?;
            ends.split(' ').any(|e| e == end).then_some((number, *unit, *rows))
        })
    })
}

/// The parts of numbers, each with its value, and what joins them.
type Language = (Vec<(&'static str, u64)>, &'static [&'static str]);

/// The languages that write a number as one word.
static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let parts = |rows: &[&[Row]]| rows.iter().copied().flatten().flat_map(parts).collect();
    JOINED.iter().map(|(rows, joins)| (parts(rows), *joins)).collect()
});

fn parts((first, more, words): &Row) -> impl Iterator<Item = (&'static str, u64)> {
    words.split(' ').zip(0..).map(move |(word, at)| (word, first + at * more))
}

/// With which parts a word begins: what is left of it, and their values.
fn starts<'w>(word: &'w str, parts: &[(&str, u64)]) -> impl Iterator<Item = (&'w str, u64)> {
    let first = word.as_bytes().first();
    let alike = parts.iter().filter(move |(part, _)| part.as_bytes().first() == first);
    alike.filter_map(move |(part, value)| word.strip_prefix(part).map(|rest| (rest, *value)))
}

/// The value of a number that goes on with the rest of the word.
fn sum(word: &str, so_far: Sum, parts: &[(&str, u64)], joins: &[&str]) -> Option<u64> {
    if word.is_empty() {
        return Some(so_far.value());
    }
    joins.iter().filter_map(|join| word.strip_prefix(join).map(|word| (word, *join))).find_map(|(word, join)| {
        starts(word, parts).find_map(|(rest, value)| {
            let tens = if join.is_empty() { None } else { so_far.and_tens(value) };
            sum(rest, tens.or_else(|| so_far.and(value))?, parts, joins)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_joined_to_units() {
        for (word, value, unit) in [
            ("dreimonatige", 3, "month"),
            ("vierundzwanzigstündiger", 24, "hour"),
            ("zweidrittelmehrheit", 2, "/3"),
            ("vijfjarige", 5, "year"),
            ("десятидневный", 10, "day"),
            ("двадцатипятилетнего", 25, "year"),
            ("trzymiesięcznego", 3, "month"),
            ("pięcioletnią", 5, "year"),
        ] {
            assert_eq!(counted(word), Some((value, unit)), "{word}");
        }
        for word in ["volljährige", "minderjährig", "monatige", "совершеннолетний", "dreimonatsfrist", "pełnoletni"]
        {
            assert_eq!(counted(word), None, "{word}");
        }
    }

    #[test]
    fn numbers_in_one_word_have_a_value() {
        for (word, value) in [
            ("einundzwanzig", 21),
            ("fünfhundertfünfundzwanzig", 525),
            ("fünftausend", 5000),
            ("zwölftausenddreihundert", 12_300),
            ("dreihundertfünfundsechzigtausendeinhundertzwei", 365_102),
            ("hunderteins", 101),
            ("hundertundeins", 101),
            ("fünfzehnhundert", 1500),
            ("eenentwintig", 21),
            ("drieëndertig", 33),
            ("tweehonderdvijftig", 250),
            ("vijfentwintigduizend", 25_000),
            ("ventuno", 21),
            ("quarantotto", 48),
            ("trentatré", 33),
            ("centottanta", 180),
            ("duecentocinquanta", 250),
            ("milleduecento", 1200),
            ("cinquemila", 5000),
            ("centoventicinquemilacinquecento", 125_500),
        ] {
            assert_eq!(compound(word), Some(value), "{word}");
        }
        for word in
            ["", "zwanzig", "einzelhandel", "tausendfach", "seine", "dreieck", "treatment", "cinquefoil", "zweizwei"]
        {
            assert_eq!(compound(word), None, "{word}");
        }
        assert_eq!(compound(&"un".repeat(1000)), None);
    }
}
