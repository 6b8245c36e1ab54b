//! A word of letters → what it does in the sentences of agreements, in several languages at once.
//!
//! Tables, no rules: [`words`] for scripts that part their words, [`speech`] for those that do not, [`korean`] for words
//! that carry their grammar at their ends, [`naming`] for how texts give names, [`bounds`] for words that bound a number.
//! Without a choice of language, since a text may quote another.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::quick::{Quick, fold};
use super::spelling;
use crate::model::month::MONTHS;

mod bounds;
pub(super) mod korean;
mod naming;
mod speech;
mod words;

pub(super) use bounds::bound;
pub(super) use naming::{CALLED, COMPANIES, MEANS, QUOTES};
pub(super) use speech::{may_begin_spoken, spoken};
use words::{CURRENCIES, FRACTIONS, NEGATIONS, NUMBERS, OBLIGATIONS, PARTIES, REFERENCES, SUBDIVISIONS};

/// What a word does; several things at once (`may`).
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Role {
    /// `thirty`: its value.
    pub(super) number: Option<u64>,
    /// `January`: 1.
    pub(super) month: Option<usize>,
    /// `thirds`, behind a number: the 3 by which it is divided.
    pub(super) fraction: Option<u64>,
    /// `Section`: a number behind it names a part of a text.
    pub(super) reference: bool,
    /// `Abs.`: goes on with a reference (`§ 5 Abs. 2`).
    pub(super) subdivision: bool,
    /// `USD`, or `US` before a `$`.
    pub(super) currency: bool,
    /// `at`, of `at least`
    pub(super) bound: bool,
    /// `shall`
    pub(super) obligation: bool,
    /// `not`
    pub(super) negation: bool,
    /// `Seller`, `we`: a party is called so.
    pub(super) party: bool,
}

impl Role {
    /// Whether a quantity can begin with the word.
    pub(super) fn begins_quantity(&self) -> bool {
        self.number.is_some() || self.month.is_some() || self.reference || self.currency || self.bound
    }
}

/// The role of a word, whatever its case.
pub(super) fn role(word: &str) -> Option<&'static Role> {
    if word.len() > LONGEST || !may_have_role(word) {
        None
    } else if word.bytes().all(|b| b.is_ascii_alphabetic()) {
        role_of_ascii(word.as_bytes())
    } else {
        role_of_folded(&word.to_lowercase())
    }
}

/// Whether a word of ours can stand at the start of a text: each begins with a letter of one byte or two.
fn may_have_role(s: &str) -> bool {
    s.as_bytes().first().is_some_and(|b| matches!(b, b'A'..=b'Z' | b'a'..=b'z' | 0xc3..=0xdf))
}

/// The same of a word of ASCII letters.
pub(super) fn role_of_ascii(word: &[u8]) -> Option<&'static Role> {
    if word.len() > LONGEST {
        return None;
    }
    let begins = spelling::eight(word, 0).0;
    if word.len() < 8 {
        return role_of_few(begins);
    }
    // most long words begin as none of ours
    if !ROLES.heads.contains(&begins) {
        return None;
    }
    let word = str::from_utf8(word).ok()?;
    let small = word.bytes().all(|b| b.is_ascii_lowercase());
    if small { role_of_folded(word) } else { role_of_folded(&word.to_ascii_lowercase()) }
}

fn role_of_folded(word: &str) -> Option<&'static Role> {
    ROLES.all.get(word).map(|role| &ROLES.each[*role])
}

/// The role of a word of up to seven small letters, which are given as one number, the first lowest.
#[inline]
pub(super) fn role_of_few(letters: u64) -> Option<&'static Role> {
    let roles = &*ROLES;
    let mut at = fold(letters) as usize % PLACES;
    loop {
        match roles.few[at] {
            (0, _) => return None,
            (word, role) if word == letters => return Some(&roles.each[role]),
            _ => at = (at + 1) % PLACES,
        }
    }
}

/// The role of the word at the start of a text, and its length.
pub(super) fn leading(s: &str) -> Option<(&'static Role, usize)> {
    if !may_have_role(s) {
        return None;
    }
    // no word of ours is longer: of what is, the end is not sought
    let near = &s[..s.floor_char_boundary(LONGEST + 1)];
    let len = near.find(|c: char| !c.is_alphabetic()).unwrap_or(near.len());
    role(&near[..len]).map(|role| (role, len))
}

const LONGEST: usize = 24;

/// The words of the tables.
#[derive(Default)]
struct Roles {
    each: Vec<Role>,
    all: HashMap<&'static str, usize, Quick>,
    /// The words of up to seven ASCII letters, each as a number (0: none) at the place that its hash tells, or behind it.
    few: Vec<(u64, usize)>,
    /// How the longer ones begin.
    heads: HashSet<u64, Quick>,
}

/// So many places for words of up to seven letters: several times as many as there are.
const PLACES: usize = 1 << 11;

impl Roles {
    fn of(&mut self, word: &'static str) -> &mut Role {
        let at = *self.all.entry(word).or_insert(self.each.len());
        if at == self.each.len() {
            self.each.push(Role::default());
        }
        &mut self.each[at]
    }

    /// Fills the tables of ASCII words.
    fn sort(mut self) -> Roles {
        self.few = vec![(0, 0); PLACES];
        for (word, role) in self.all.iter().filter(|(word, _)| word.bytes().all(|b| b.is_ascii_lowercase())) {
            let letters = spelling::eight(word.as_bytes(), 0).0;
            if word.len() >= 8 {
                self.heads.insert(letters);
                continue;
            }
            let mut at = fold(letters) as usize % PLACES;
            while self.few[at].0 != 0 {
                at = (at + 1) % PLACES;
            }
            self.few[at] = (letters, *role);
        }
        self
    }
}

static ROLES: LazyLock<Roles> = LazyLock::new(|| {
    // a table that grows is filled several times over
    let mut roles = Roles {
        each: Vec::with_capacity(PLACES / 2),
        all: HashMap::with_capacity_and_hasher(PLACES / 2, Quick::default()),
        ..Roles::default()
    };
    for (first, more, words) in NUMBERS {
        let values = std::iter::successors(Some(*first), |value| Some(value + more));
        words.split(' ').zip(values).for_each(|(word, value)| roles.of(word).number = Some(value));
    }
    for (word, parts) in FRACTIONS {
        roles.of(word).fraction = Some(*parts);
    }
    for (month, names) in MONTHS.iter().enumerate() {
        for name in *names {
            roles.of(name).month = Some(month + 1);
        }
    }
    let words = |rows: &'static [&'static str]| rows.iter().flat_map(|row| row.split(' '));
    words(REFERENCES).for_each(|w| roles.of(w).reference = true);
    words(CURRENCIES).for_each(|w| roles.of(w).currency = true);
    words(OBLIGATIONS).for_each(|w| roles.of(w).obligation = true);
    words(SUBDIVISIONS).for_each(|w| roles.of(w).subdivision = true);
    words(PARTIES).for_each(|w| roles.of(w).party = true);
    words(NEGATIONS).for_each(|w| roles.of(w).negation = true);
    bounds::first_words().for_each(|w| roles.of(w).bound = true);
    roles.sort()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_the_tables_is_missed() {
        assert!(ROLES.all.keys().all(|word| word.len() <= LONGEST && may_have_role(word) && role(word).is_some()));
    }
}
