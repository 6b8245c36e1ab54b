//! How the words of scripts without blanks begin → whether one may begin here, told by two characters. Made when engross is
//! compiled.

use super::bounds::EAST;
use super::speech::{ALONE, NEGATION, OBLIGATION, PARTY, PARTY_NOUNS, PLAIN};
use super::table::{Words, few};
use crate::redline::quick::fold;

/// Whether a word of [`super::spoken`] may begin with the first two characters of a text, or be the first.
#[inline]
pub(in crate::redline) fn may_be_spoken(text: &[u8]) -> bool {
    let may = |start: &[u8]| STARTS[place(start) / 64] >> (place(start) % 64) & 1 == 1;
    let (lone, two) = (text.get(..ONE), text.get(..2 * ONE));
    lone.is_none_or(may) || two.is_none_or(may)
}

/// So many bytes a character has with which a word begins.
const ONE: usize = 3;

/// So many bits tell how words begin: many times as many as there are.
const PLACES: usize = 1 << 14;

/// A bit for each hash of what a word begins with, two characters, or of the only one that it has.
static STARTS: [u64; PLACES / 64] = {
    let mut starts = begin_so([0; PLACES / 64], &["甲", "乙", "丙", "丁"]);
    starts = begin_so(starts, &PLAIN);
    starts = begin_so(starts, &OBLIGATION);
    starts = begin_so(starts, &NEGATION);
    starts = begin_so(starts, &PARTY);
    let mut i = 0;
    while i < ALONE.len() {
        starts = begin_so(starts, &[ALONE[i].0]);
        i += 1;
    }
    let mut i = 0;
    while i < PARTY_NOUNS.len() {
        starts = begin_so(starts, &[PARTY_NOUNS[i].0]);
        i += 1;
    }
    let mut i = 0;
    while i < EAST.len() {
        starts = begin_so(starts, EAST[i].1);
        i += 1;
    }
    starts
};

/// Notes how the words of these rows begin, parted by blanks.
const fn begin_so(mut starts: [u64; PLACES / 64], rows: &[&'static str]) -> [u64; PLACES / 64] {
    let mut i = 0;
    while i < rows.len() {
        let mut words = Words(rows[i].as_bytes());
        while let Some(word) = words.next() {
            let at = place(if word.len() < 2 * ONE { word } else { word.split_at(2 * ONE).0 });
            starts[at / 64] |= 1 << (at % 64);
        }
        i += 1;
    }
    starts
}

/// The bit of what a word begins with.
const fn place(start: &[u8]) -> usize {
    fold(few(start, 0)) as usize % PLACES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_characters_tell() {
        for text in ["会员应当", "用户名", "不得", "不久", "甲は", "不"] {
            assert!(may_be_spoken(text.as_bytes()), "{text}");
        }
        assert!(!may_be_spoken("会议开始".as_bytes()) && !may_be_spoken("以前约定".as_bytes()));
    }
}
