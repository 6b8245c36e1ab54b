//! Own texts → their wordings: what pairing compares, read once for each distinct own text of both sides.
//!
//! A wording has keys, equal where letters and digits are, whatever the typography and the marks, and [`Features`],
//! by which likeness is measured. Most clauses are paired by their keys or by their words in order, so features are
//! made only when they are asked for.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use super::likeness::{Features, Weights};
use super::quick::{self, Quick, fold};
use super::spelling::{Letters, each_word, each_word_of_ascii, spell};
use crate::marks;

/// What an own text says.
#[derive(Debug)]
pub(super) struct Wording<'t> {
    /// The own text: heading and own paragraphs, joined by line breaks.
    pub(super) own: Cow<'t, str>,
    /// Hash of the letters and digits: equal for texts that differ in typography or marks alone.
    pub(super) own_key: u64,
    /// Hash of the own text to the character.
    pub(super) exact_key: u64,
    /// Hash of the letters and digits of the heading; 0: none.
    pub(super) heading_key: u64,
    /// Hash of the letters and digits of the paragraphs; 0: none.
    pub(super) body_key: u64,
    /// How many letters and digits it has; a Chinese character counts as three.
    pub(super) weight: usize,
    /// Its words in order, each a [`Word`].
    words: Vec<Word>,
    /// Which of them the first paragraph has.
    first: Range<usize>,
    features: OnceCell<Features>,
    opening: OnceCell<Features>,
}

/// So many words are how a clause begins.
const OPENING: usize = 30;

/// A word as a number, whatever its case; its lowest bit says that it is a Chinese or Japanese character.
pub(super) type Word = u32;

/// The wordings of two texts.
#[derive(Debug)]
pub(super) struct Wordings<'t> {
    each: Vec<Wording<'t>>,
    /// How many clauses have each.
    times: Vec<u32>,
    weights: OnceCell<Weights>,
}

impl<'t> Wordings<'t> {
    /// The wording that a [`Collector`] numbered so.
    pub(super) fn get(&self, i: usize) -> &Wording<'t> {
        &self.each[i]
    }

    /// The words of a wording, in order.
    pub(super) fn words(&self, i: usize) -> &[Word] {
        &self.each[i].words
    }

    /// The sample of a wording by which likeness is measured.
    pub(super) fn features(&self, i: usize) -> &Features {
        let wording = &self.each[i];
        wording.features.get_or_init(|| Features::new(&wording.words, self.weights()))
    }

    /// The same of how its paragraphs begin: a clause often keeps how it begins.
    pub(super) fn opening(&self, i: usize) -> &Features {
        let wording = &self.each[i];
        wording.opening.get_or_init(|| {
            let first = &wording.words[wording.first.clone()];
            Features::new(&first[..first.len().min(OPENING)], self.weights())
        })
    }

    fn weights(&self) -> &Weights {
        let words = self.each.iter().map(|w| w.words.as_slice());
        self.weights.get_or_init(|| Weights::new(words.zip(self.times.iter().copied())))
    }
}

/// Numbers wordings, the same for the same own text.
#[derive(Debug, Default)]
pub(super) struct Collector<'t> {
    each: Vec<Wording<'t>>,
    /// How many clauses have each.
    times: Vec<u32>,
    known: HashMap<(u64, bool), usize, Quick>,
}

impl<'t> Collector<'t> {
    /// The number of the wording of a heading (empty: none), a label and paragraphs.
    pub(super) fn add(&mut self, heading: &'t str, label: Option<&'t str>, paragraphs: &[&'t str]) -> usize {
        let head = !heading.is_empty();
        let parts = || head.then_some(heading).into_iter().chain(label).chain(paragraphs.iter().copied());
        let exact = parts().fold(0, |all, part| fold(all ^ quick::hash(part)));
        if let Some(&i) = self.known.get(&(exact, head))
            && is_joined(&self.each[i].own, parts())
        {
            self.times[i] += 1;
            return i;
        }
        let i = self.each.len();
        self.known.insert((exact, head), i);
        self.times.push(1);
        let mut parts = parts();
        let own: Cow<'t, str> = match (parts.next(), parts.next()) {
            (only, None) => only.unwrap_or_default().into(),
            (first, second) => first.into_iter().chain(second).chain(parts).collect::<Vec<_>>().join("\n").into(),
        };
        self.each.push(wording(own, exact, heading, label, paragraphs));
        i
    }

    /// All of them.
    pub(super) fn finish(self) -> Wordings<'t> {
        Wordings { each: self.each, times: self.times, weights: OnceCell::new() }
    }
}

/// Whether a text is the parts, joined by line breaks.
fn is_joined<'p>(own: &str, parts: impl Iterator<Item = &'p str>) -> bool {
    let mut rest = Some(own);
    for (i, part) in parts.enumerate() {
        rest = rest.and_then(|r| if i == 0 { Some(r) } else { r.strip_prefix('\n') });
        rest = rest.and_then(|r| r.strip_prefix(part));
    }
    rest == Some("")
}

fn wording<'t>(
    own: Cow<'t, str>,
    exact_key: u64,
    heading: &str,
    label: Option<&str>,
    paragraphs: &[&str],
) -> Wording<'t> {
    let mut words = Vec::with_capacity(own.len() / 5);
    let (mut all, mut body, mut weight) = (Key::default(), Key::default(), 0);
    let mut key = |part: &str, words: &mut Vec<Word>| {
        let (letters, count) = read(part, words);
        weight += count;
        (count > 0).then(|| letters.finish())
    };
    let head = key(heading, &mut words);
    all.add(head);
    let mut first = 0..words.len();
    for (i, part) in label.into_iter().chain(paragraphs.iter().copied()).enumerate() {
        let start = words.len();
        let key = key(part, &mut words);
        all.add(key);
        body.add(key);
        if i == usize::from(label.is_some()) {
            first = start..words.len();
        }
    }
    let mut heading_key = Key::default();
    heading_key.add(head);
    Wording {
        own,
        own_key: all.0,
        exact_key,
        heading_key: heading_key.0,
        body_key: body.0,
        weight,
        words,
        first,
        features: OnceCell::new(),
        opening: OnceCell::new(),
    }
}

/// Hashes as one; 0: none.
#[derive(Default)]
struct Key(u64);

impl Key {
    fn add(&mut self, hash: Option<u64>) {
        self.0 = hash.map_or(self.0, |hash| fold(self.0 ^ hash).max(1));
    }
}

/// Reads a part once: its words are gathered, its letters and digits make a number and a weight.
fn read(part: &str, words: &mut Vec<Word>) -> (Letters, usize) {
    let word = |hash: u64, east: bool| (hash >> 32) as u32 & !1 | u32::from(east);
    if is_easy(part) {
        let mut letters = Letters::default();
        each_word_of_ascii(part.as_bytes(), |hash| words.push(word(hash, false)), &mut letters);
        return (letters, letters.bytes());
    }
    each_word(part, |hash, east| words.push(word(hash, east)));
    spell(&marks::shown(part))
}

/// Whether all of a text is ASCII that is seen, without marks.
fn is_easy(part: &str) -> bool {
    let hard = |b: u8| {
        b >= 0x7f
            || b < b' ' && !matches!(b, b'\t'..=b'\r')
            || matches!(b, b'*' | b'_' | b'`' | b'<' | b'[' | b'\\' | b'|' | b'>' | b'&')
    };
    // in strides, which are looked through many bytes at a time
    !part.as_bytes().chunks(64).any(|s| s.iter().fold(false, |found, b| found | hard(*b)))
}
