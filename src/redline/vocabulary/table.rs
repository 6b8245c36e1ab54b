//! The tables of words → one table of what each word does, by its letters. Made when engross is compiled: nothing is
//! filled when it starts. A number of several words in one is in no table: of those only how they begin.

use super::Role;
use super::bounds::WEST;
use super::words::{
    COUNTED, CURRENCIES, Counted, FRACTIONS, JOINED, NEGATIONS, NUMBERS, OBLIGATIONS, OBLIGATIONS_ANYWHERE, PARTIES,
    REFERENCES, Row, SUBDIVISIONS, YEARS,
};
use crate::model::month::MONTHS;
use crate::redline::quick::fold;

/// No word is longer, in bytes.
const LONGEST: usize = 24;

/// So many places for words: a few times as many as there are.
pub(super) const PLACES: usize = 1 << 12;

/// So many bits tell how the long ones begin: many times as many as there are.
const HEADS: usize = 1 << 13;

/// So many bits tell how the numbers of several words in one begin.
const COUNTS: usize = 1 << 15;

/// So many letters at its start tell that a word may be a number of several words in one.
const START: usize = 5;

/// There are at most so many words.
const MOST: usize = 1_536;

/// A word as it stands in the table, which has no addresses that would be set when engross starts.
pub(super) type Spelled = [u8; LONGEST];

pub(super) fn spelled(word: &Spelled) -> &[u8] {
    &word[..word.iter().position(|b| *b == 0).unwrap_or(LONGEST)]
}

pub(super) struct Roles {
    pub(super) each: [(Spelled, Role); MOST],
    pub(super) len: usize,
    /// A bit for each hash with which a word of more than seven bytes begins.
    heads: [u64; HEADS / 64],
    /// A bit for each hash with which a number of several words in one begins.
    counts: [u64; COUNTS / 64],
    /// The key of a word and the number of its role from 1 (0: none), at the place that its hash tells, or behind it.
    pub(super) places: [(u64, u16); PLACES],
}

pub(super) static ROLES: Roles = {
    let mut roles = Roles {
        each: [([0; LONGEST], Role::NONE); MOST],
        len: 0,
        heads: [0; HEADS / 64],
        counts: [0; COUNTS / 64],
        places: [(0, 0); PLACES],
    };
    let mut i = 0;
    while i < NUMBERS.len() {
        let mut k = 0;
        while k < NUMBERS[i].len() {
            let (first, more, words) = NUMBERS[i][k];
            let (mut words, mut value) = (Words(words.as_bytes()), first);
            while let Some(word) = words.next() {
                roles.of(word).number = Some(value);
                value += more;
            }
            k += 1;
        }
        i += 1;
    }
    let mut i = 0;
    while i < JOINED.len() {
        roles.counts(JOINED[i].0, JOINED[i].1, (0, 0));
        i += 1;
    }
    let mut i = 0;
    while i < COUNTED.len() {
        roles.counted(COUNTED[i]);
        i += 1;
    }
    let mut i = 0;
    while i < YEARS.len() {
        let mut words = Words(YEARS[i].1.as_bytes());
        while let Some(word) = words.next() {
            roles.of(word).years = Some(YEARS[i].0);
        }
        i += 1;
    }
    let mut i = 0;
    while i < FRACTIONS.len() {
        roles.of(FRACTIONS[i].0.as_bytes()).fraction = Some(FRACTIONS[i].1);
        i += 1;
    }
    let mut i = 0;
    while i < MONTHS.len() {
        let mut k = 0;
        while k < MONTHS[i].len() {
            roles.of(MONTHS[i][k].as_bytes()).month = Some(i + 1);
            k += 1;
        }
        i += 1;
    }
    let rows = [REFERENCES, CURRENCIES, OBLIGATIONS, OBLIGATIONS_ANYWHERE, SUBDIVISIONS, PARTIES, NEGATIONS];
    let mut i = 0;
    while i < rows.len() {
        let mut k = 0;
        while k < rows[i].len() {
            let mut words = Words(rows[i][k].as_bytes());
            while let Some(word) = words.next() {
                let role = roles.of(word);
                *[
                    &mut role.reference,
                    &mut role.currency,
                    &mut role.obligation,
                    &mut role.obliges_anywhere,
                    &mut role.subdivision,
                    &mut role.party,
                    &mut role.negation,
                ][i] = true;
            }
            k += 1;
        }
        i += 1;
    }
    // of `at least, no less than` the words with which each begins
    let mut i = 0;
    while i < WEST.len() {
        let mut k = 0;
        while k < WEST[i].1.len() {
            let (mut words, mut begins) = (Words(WEST[i].1[k].as_bytes()), true);
            while let Some(word) = words.next() {
                let (word, ends) = match word {
                    [word @ .., b','] => (word, true),
                    word => (word, false),
                };
                if begins {
                    roles.of(word).bound = true;
                }
                begins = ends;
            }
            k += 1;
        }
        i += 1;
    }
    roles
};

impl Roles {
    /// The role of a word, to be filled.
    const fn of(&mut self, word: &'static [u8]) -> &mut Role {
        assert!(word.len() <= LONGEST && self.len < MOST, "a word of the tables is too long, or there are too many");
        let key = key(word);
        let at = self.seek(key);
        if self.places[at].1 == 0 {
            self.each[self.len].0.split_at_mut(word.len()).0.copy_from_slice(word);
            self.len += 1;
            self.places[at] = (key, self.len as u16);
            if word.len() >= 8 {
                let head = fold(few(word, 0)) as usize % HEADS;
                self.heads[head / 64] |= 1 << (head % 64);
            }
        }
        &mut self.each[self.places[at].1 as usize - 1].1
    }

    /// Whether a long word may begin with these eight letters.
    #[inline]
    pub(super) fn begins(&self, letters: u64) -> bool {
        let head = fold(letters) as usize % HEADS;
        self.heads[head / 64] >> (head % 64) & 1 == 1
    }

    /// Whether a number of several words in one may begin with these eight letters.
    #[inline]
    pub(super) fn may_count(&self, letters: u64) -> bool {
        let start = fold(letters & ((1 << (8 * START)) - 1)) as usize % COUNTS;
        self.counts[start / 64] >> (start % 64) & 1 == 1
    }

    /// Notes how the numbers of several words in one begin: so many letters, so far these.
    const fn counts(&mut self, rows: &[&[Row]], joins: &[&str], (start, len): (u64, usize)) {
        if len >= START {
            return self.may_begin(start);
        }
        let mut at = (0, 0);
        while at.0 < rows.len() {
            let mut words = Words(rows[at.0][at.1].2.as_bytes());
            while let Some(word) = words.next() {
                let mut join = 0;
                while join < joins.len() && (len > 0 || join == 0) {
                    let joined = append((start, len), if len > 0 { joins[join].as_bytes() } else { b"" });
                    self.counts(rows, joins, append(joined, word));
                    join += 1;
                }
            }
            at = if at.1 + 1 < rows[at.0].len() { (at.0, at.1 + 1) } else { (at.0 + 1, 0) };
        }
    }

    /// Notes how the numbers begin that are joined to a unit.
    const fn counted(&mut self, (rows, stems, _): Counted) {
        let mut at = (0, 0);
        while at.0 < rows.len() {
            let mut words = Words(rows[at.0][at.1].2.as_bytes());
            while let Some(word) = words.next() {
                let mut stem = 0;
                while stem < stems.len() {
                    self.may_begin(append(append((0, 0), word), stems[stem].1.as_bytes()).0);
                    stem += 1;
                }
            }
            at = if at.1 + 1 < rows[at.0].len() { (at.0, at.1 + 1) } else { (at.0 + 1, 0) };
        }
    }

    /// Notes that a number of several words in one may begin so.
    const fn may_begin(&mut self, letters: u64) {
        let start = fold(letters & ((1 << (8 * START)) - 1)) as usize % COUNTS;
        self.counts[start / 64] |= 1 << (start % 64);
    }

    /// Where a key stands, or is missed.
    #[inline]
    pub(super) const fn seek(&self, key: u64) -> usize {
        let mut at = fold(key) as usize % PLACES;
        while self.places[at].1 != 0 && self.places[at].0 != key {
            at = (at + 1) % PLACES;
        }
        at
    }
}

/// A word as a number: of up to seven bytes the bytes, the first lowest, of more their hash.
pub(super) const fn key(word: &[u8]) -> u64 {
    if word.len() < 8 {
        return few(word, 0);
    }
    let (mut hash, mut at) = (0, 0);
    while at < word.len() {
        hash = fold(hash ^ few(word, at));
        at += 8;
    }
    long(hash)
}

/// A hash that is the key of no word of up to seven bytes.
pub(super) const fn long(hash: u64) -> u64 {
    hash | 1 << 63
}

/// Up to eight bytes from a place on as a number, the first lowest.
pub(super) const fn few(word: &[u8], at: usize) -> u64 {
    let (mut all, mut i) = (0, 0);
    while i < 8 && at + i < word.len() {
        all |= (word[at + i] as u64) << (8 * i);
        i += 1;
    }
    all
}

/// Letters as a number with up to eight more behind them, and how many they are.
const fn append((letters, len): (u64, usize), more: &[u8]) -> (u64, usize) {
    if len >= 8 { (letters, len) } else { (letters | few(more, 0) << (8 * len), len + more.len()) }
}

/// The words of a row, parted by blanks.
pub(super) struct Words(pub(super) &'static [u8]);

impl Words {
    pub(super) const fn next(&mut self) -> Option<&'static [u8]> {
        if self.0.is_empty() {
            return None;
        }
        let mut len = 0;
        while len < self.0.len() && self.0[len] != b' ' {
            len += 1;
        }
        let (word, rest) = self.0.split_at(len);
        self.0 = match rest {
            [b' ', rest @ ..] => rest,
            rest => rest,
        };
        Some(word)
    }
}
