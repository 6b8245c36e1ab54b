//! Own texts → their wordings: what pairing compares, read once for each distinct own text of both sides.
//!
//! A wording has keys, equal where letters and digits are, whatever the typography and the marks, and [`Features`],
//! by which likeness is measured. Most clauses are paired by their keys, so features are put in order only when
//! they are asked for.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use super::fold::each_folded_letter;
use super::likeness::{Features, Weights};
use super::quick::{self, Quick, fold};
use super::spelling::{Letters, each_word, each_word_of_ascii};
use crate::marks::{self, is_east_asian};

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
    /// Where the first paragraph stands.
    first: (usize, usize),
    /// The features as they were met, until they are asked for.
    met: RefCell<Vec<u32>>,
    features: OnceCell<Features>,
    opening: OnceCell<Features>,
}

/// So many words are how a clause begins.
const OPENING: usize = 30;

/// The wordings of two texts.
#[derive(Debug)]
pub(super) struct Wordings<'t> {
    each: Vec<Wording<'t>>,
    weights: Weights,
}

impl<'t> Wordings<'t> {
    /// The wording that a [`Collector`] numbered so.
    pub(super) fn get(&self, i: usize) -> &Wording<'t> {
        &self.each[i]
    }

    /// The sample of a wording by which likeness is measured.
    pub(super) fn features(&self, i: usize) -> &Features {
        let wording = &self.each[i];
        wording.features.get_or_init(|| Features::new(wording.met.take(), &self.weights))
    }

    /// The features as they were met.
    #[cfg(test)]
    pub(super) fn met(&self, i: usize) -> Vec<u32> {
        self.each[i].met.take()
    }

    /// The same of how its paragraphs begin: a clause often keeps how it begins.
    pub(super) fn opening(&self, i: usize) -> &Features {
        let wording = &self.each[i];
        wording.opening.get_or_init(|| {
            let mut met = Met::default();
            let mut left = OPENING;
            each_word(&wording.own[wording.first.0..wording.first.1], |hash, east| {
                met.word(hash, east);
                left -= 1;
                left > 0
            });
            Features::new(met.features(), &self.weights)
        })
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

    /// All of them, their features weighed.
    pub(super) fn finish(mut self) -> Wordings<'t> {
        let met: Vec<Vec<u32>> = self.each.iter_mut().map(|w| w.met.take()).collect();
        let weights = Weights::new(met.iter().map(Vec::as_slice).zip(self.times));
        self.each.iter().zip(met).for_each(|(w, met)| w.met.swap(&RefCell::new(met)));
        Wordings { each: self.each, weights }
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
    let mut met = Met::with_capacity(own.len() / 3);
    let (mut all, mut body, mut weight) = (Key::default(), Key::default(), 0);
    let mut key = |part: &str| {
        let (key, letters) = spell(part, &mut met);
        weight += letters;
        (letters > 0).then_some(key)
    };
    let head = key(heading);
    all.add(head);
    for part in label.into_iter().chain(paragraphs.iter().copied()) {
        let key = key(part);
        all.add(key);
        body.add(key);
    }
    let mut heading_key = Key::default();
    heading_key.add(head);
    let last = paragraphs.first().map_or(heading, |p| p);
    let behind: usize = paragraphs.iter().skip(1).map(|p| p.len() + 1).sum();
    let first = (own.len() - behind - last.len(), own.len() - behind);
    Wording {
        own,
        own_key: all.0,
        exact_key,
        heading_key: heading_key.0,
        body_key: body.0,
        weight,
        first,
        met: RefCell::new(met.features()),
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

/// Reads a part once: its words are met, its letters and digits make a hash and a weight.
fn spell(part: &str, met: &mut Met) -> (u64, usize) {
    let mut letters = Letters::default();
    if is_easy(part) {
        each_word_of_ascii(part.as_bytes(), |hash| met.word(hash, false), &mut letters);
        let weight = letters.bytes();
        return (letters.finish(), weight);
    }
    each_word(part, |hash, east| {
        met.word(hash, east);
        true
    });
    let mut weight = 0;
    each_folded_letter(&marks::shown(part), |c| {
        letters.add(c);
        weight += if is_east_asian(c) { 3 } else { 1 };
    });
    (letters.finish(), weight)
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

/// Collects the features of words as they come: each Latin word, and each pair of neighbours.
#[derive(Default)]
struct Met {
    hashes: Vec<u32>,
    before: Option<u64>,
}

impl Met {
    fn with_capacity(features: usize) -> Met {
        Met { hashes: Vec::with_capacity(features), before: None }
    }

    #[inline]
    fn word(&mut self, hash: u64, east: bool) {
        if !east {
            self.hashes.push((hash >> 32) as u32);
        }
        if let Some(before) = self.before {
            self.hashes.push((fold(before.rotate_left(29) ^ hash) >> 32) as u32);
        }
        self.before = Some(hash);
    }

    fn features(mut self) -> Vec<u32> {
        if let (true, Some(only)) = (self.hashes.is_empty(), self.before) {
            self.hashes.push((only >> 32) as u32);
        }
        self.hashes
    }
}
