//! Own texts → their wordings: what pairing compares, read once for each distinct own text of both sides.
//!
//! A wording has keys, equal where the words are, whatever the typography and the marks, and [`Features`], by which
//! likeness is measured. An own text that stands on both sides to the character is its own key: its words are read
//! only when they are asked for, and so are the features of any.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

use super::likeness::{Features, Weights};
use super::quick::{self, Quick, fold};
use super::spelling::each_word;

/// What an own text says.
#[derive(Debug, Default)]
pub(super) struct Wording<'t> {
    /// The own text: heading and own paragraphs, joined by line breaks.
    pub(super) own: Cow<'t, str>,
    /// Hash of the words; of an own text that stands on both sides, of its characters.
    pub(super) own_key: u64,
    /// Hash of the own text to the character.
    pub(super) exact_key: u64,
    /// Hash of the words of the heading; 0: none.
    pub(super) heading_key: u64,
    /// Hash of the words of the paragraphs; 0: none, or the own text stands on both sides.
    pub(super) body_key: u64,
    /// How many letters and digits it has; a Chinese character counts as three.
    pub(super) weight: usize,
    /// How many bytes the heading has, and how many words.
    heading: (usize, usize),
    /// How many clauses of the old text and of the new one have it.
    times: [u32; 2],
    words: OnceCell<Vec<Word>>,
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
    weights: OnceCell<Weights>,
}

impl<'t> Wordings<'t> {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.each.len()
    }

    /// The wording that a [`Collector`] numbered so.
    pub(super) fn get(&self, i: usize) -> &Wording<'t> {
        &self.each[i]
    }

    /// The words of a wording, in order.
    pub(super) fn words(&self, i: usize) -> &[Word] {
        self.each[i].words()
    }

    /// The sample of a wording by which likeness is measured.
    pub(super) fn features(&self, i: usize) -> &Features {
        let wording = &self.each[i];
        wording.features.get_or_init(|| Features::new(wording.words(), self.weights()))
    }

    /// The same of how its paragraphs begin: a clause often keeps how it begins.
    pub(super) fn opening(&self, i: usize) -> &Features {
        let wording = &self.each[i];
        wording.opening.get_or_init(|| {
            let body = &wording.words()[wording.heading.1..];
            Features::new(&body[..body.len().min(OPENING)], self.weights())
        })
    }

    fn weights(&self) -> &Weights {
        let words = self.each.iter().map(|w| (w.words(), w.times.iter().sum()));
        self.weights.get_or_init(|| Weights::new(words))
    }
}

impl Wording<'_> {
    fn is_shared(&self) -> bool {
        self.times.iter().all(|times| *times > 0)
    }

    fn words(&self) -> &[Word] {
        self.words.get_or_init(|| {
            let mut words = Vec::with_capacity(self.own.len() / 5);
            each_word(&self.own, |word| words.push(word));
            words
        })
    }

    /// Makes the keys, once it is known which sides have the wording.
    fn close(&mut self) {
        let mut words = Vec::new();
        each_word(&self.own[..self.heading.0], |word| words.push(word));
        self.heading.1 = words.len();
        self.heading_key = key(&words);
        if self.is_shared() {
            self.own_key = self.exact_key;
            return;
        }
        words.reserve(self.own.len() / 5);
        each_word(&self.own[self.heading.0..], |word| words.push(word));
        self.own_key = key(&words);
        self.body_key = if self.heading.1 == 0 { self.own_key } else { key(&words[self.heading.1..]) };
        self.words = OnceCell::from(words);
    }
}

/// Words as one number; 0: there are none.
fn key(words: &[Word]) -> u64 {
    words.iter().fold(0, |key, word| fold(key ^ u64::from(*word)).max(1))
}

/// Numbers wordings, the same for the same own text.
#[derive(Debug, Default)]
pub(super) struct Collector<'t> {
    each: Vec<Wording<'t>>,
    known: HashMap<(u64, bool), usize, Quick>,
}

impl<'t> Collector<'t> {
    /// The number of the wording of a heading (empty: none), a label and paragraphs, that stands on a side (0: old).
    pub(super) fn add(
        &mut self,
        side: usize,
        heading: &'t str,
        label: Option<&'t str>,
        paragraphs: &[&'t str],
    ) -> usize {
        let head = !heading.is_empty();
        let parts = || head.then_some(heading).into_iter().chain(label).chain(paragraphs.iter().copied());
        let exact_key = parts().fold(0, |all, part| fold(all ^ quick::hash(part)));
        if let Some(&i) = self.known.get(&(exact_key, head))
            && is_joined(&self.each[i].own, parts())
        {
            self.each[i].times[side] += 1;
            return i;
        }
        let i = self.each.len();
        self.known.insert((exact_key, head), i);
        let mut parts = parts();
        let own: Cow<'t, str> = match (parts.next(), parts.next()) {
            (only, None) => only.unwrap_or_default().into(),
            (first, second) => first.into_iter().chain(second).chain(parts).collect::<Vec<_>>().join("\n").into(),
        };
        let mut times = [0; 2];
        times[side] = 1;
        let weight = weight(&own);
        self.each.push(Wording { own, exact_key, weight, heading: (heading.len(), 0), times, ..Wording::default() });
        i
    }

    /// All of them.
    pub(super) fn finish(mut self) -> Wordings<'t> {
        self.each.iter_mut().for_each(Wording::close);
        Wordings { each: self.each, weights: OnceCell::new() }
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

/// How many letters and digits a text has, by the bytes with which characters begin: of three bytes, those that are
/// neither begin with one of a few.
fn weight(own: &str) -> usize {
    let weight = |b: u8, next: u8| {
        let ascii = ((b | 0x20).wrapping_sub(b'a') < 26) | (b.wrapping_sub(b'0') < 10);
        let short = b.wrapping_sub(0xc3) < 31;
        // 、。「 and their like begin as kana do
        let long = (b.wrapping_sub(0xe3) < 11) & !((b == 0xe3) & (next == 0x80)) | (b >= 0xf0);
        u8::from(ascii | short) + 3 * u8::from(long)
    };
    let bytes = own.as_bytes();
    let Some(last) = bytes.last() else { return 0 };
    // in strides, which are looked through many bytes at a time
    let (strides, rest) = bytes[..bytes.len() - 1].as_chunks::<32>();
    let (behind, rest_behind) = bytes[1..].as_chunks::<32>();
    let sum = |here: &[u8], next: &[u8]| here.iter().zip(next).map(|(b, next)| weight(*b, *next)).sum::<u8>();
    let whole = strides.iter().zip(behind).map(|(here, next)| usize::from(sum(here, next)));
    whole.sum::<usize>() + usize::from(sum(rest, rest_behind)) + usize::from(weight(*last, 0))
}
