//! Own text → a sample of its word pairs, by which the likeness of two clauses is measured.
//!
//! The features of a text are its Latin words, its pairs of neighbouring words and of neighbouring Chinese
//! characters, hashed. Of a long text only hashes below a threshold are kept (Broder's min-wise sampling with a
//! fixed fraction), so a comparison costs a bounded number of steps whatever the length.

use std::hash::{BuildHasherDefault, Hasher};

use super::fold::is_alphanumeric;
use crate::marks::is_east_asian;
use crate::model::numeral;

/// At most so many features of a text are kept.
const MOST: usize = 512;

/// The features of a text: hashes in rising order, all those below `limit`, each with what it weighs.
#[derive(Debug, Default)]
pub(super) struct Features {
    hashes: Vec<u32>,
    weights: Vec<f32>,
    /// The sum of the weights.
    total: f32,
    limit: u32,
}

/// Gives each feature its weight, once for the features of each clause and of its opening: what stands in many
/// clauses says little (inverse document frequency).
pub(super) fn weigh(all: &mut [(&mut Features, &mut Features)]) {
    let features: usize = all.iter().map(|(whole, _)| whole.len()).sum();
    // a table of counts by the leading bits: two features that share a cell count as one a little more common
    let bits = (usize::BITS - features.leading_zeros() + 1).clamp(8, 22);
    let cell = |h: &u32| (h >> (u32::BITS - bits)) as usize;
    let mut frequency = vec![0u32; 1 << bits];
    for h in all.iter().flat_map(|(whole, _)| &whole.hashes) {
        frequency[cell(h)] += 1;
    }
    let clauses = all.len() as f32;
    let of = |times: u32| (1.0 + clauses / times.max(1) as f32).ln();
    let few: Vec<f32> = (0..256).map(of).collect();
    let weight = |h: &u32| {
        let times = frequency[cell(h)];
        few.get(times as usize).copied().unwrap_or_else(|| of(times))
    };
    let weigh = |features: &mut Features| {
        features.weights.clear();
        features.weights.extend(features.hashes.iter().map(weight));
        features.total = features.weights.iter().sum();
    };
    for (whole, opening) in all {
        weigh(whole);
        weigh(opening);
    }
}

/// A map whose keys are hashes already.
pub(super) type Hashed = BuildHasherDefault<Itself>;

/// The key as its own hash.
#[derive(Debug, Default)]
pub(super) struct Itself(u64);

impl Hasher for Itself {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = (self.0 << 8 | u64::from(*b)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
    }

    fn write_u32(&mut self, n: u32) {
        // the tables take their bits from both ends
        self.0 = u64::from(n).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// The features of a text, and those of the first words of a paragraph of it: a clause often keeps how it begins.
pub(super) fn sample(text: &str, first: &str) -> (Features, Features) {
    let all = spelled(text);
    let opening = if first == text { of(&all[..all.len().min(OPENING)]) } else { of(&spelled_few(first)) };
    (of(&all), opening)
}

/// So many words are how a clause begins.
const OPENING: usize = 30;

/// The words as numbers, and whether each is a Chinese or Japanese character.
fn spelled(text: &str) -> Vec<(u64, bool)> {
    let mut out = Vec::with_capacity(text.len() / 5);
    out.extend(words(text).map(spell_word));
    out
}

fn spelled_few(text: &str) -> Vec<(u64, bool)> {
    words(text).take(OPENING).map(spell_word).collect()
}

fn spell_word(word: &str) -> (u64, bool) {
    let mut spelling = Spelling::default();
    word.chars().for_each(|c| spelling.add(c));
    (spelling.finish(), word.starts_with(is_east_asian))
}

fn of(words: &[(u64, bool)]) -> Features {
    let mut hashes = Vec::with_capacity(words.len() * 2);
    let mut before: Option<u64> = None;
    for &(here, east) in words {
        if !east {
            hashes.push(mix(here, 0));
        }
        if let Some(before) = before {
            hashes.push(mix(before, here));
        }
        before = Some(here);
    }
    if let (true, Some(only)) = (hashes.is_empty(), before) {
        hashes.push(mix(only, 0));
    }
    hashes.sort_unstable();
    hashes.dedup();
    let mut limit = u32::MAX;
    while hashes.len() > MOST {
        limit /= 2;
        hashes.truncate(hashes.partition_point(|h| *h < limit));
    }
    let weights = vec![1.0; hashes.len()];
    let total = hashes.len() as f32;
    Features { hashes, weights, total, limit }
}

impl Features {
    /// How many are kept.
    pub(super) fn len(&self) -> usize {
        self.hashes.len()
    }

    /// The hashes, in rising order.
    pub(super) fn hashes(&self) -> &[u32] {
        &self.hashes
    }

    /// The share of features in common (Dice), 0 to 1.
    pub(super) fn likeness(&self, other: &Features) -> f32 {
        let (both, a, b) = self.overlap(other);
        if a + b == 0.0 { 0.0 } else { 2.0 * both / (a + b) }
    }

    /// Likeness, and the share of the lesser that stands in the greater.
    pub(super) fn likeness_and_share(&self, other: &Features) -> (f32, f32) {
        let (both, a, b) = self.overlap(other);
        if both == 0.0 { (0.0, 0.0) } else { (2.0 * both / (a + b), both / a.min(b)) }
    }

    /// The share of these features that `other` has too, 0 to 1.
    pub(super) fn within(&self, other: &Features) -> f32 {
        let (both, a, _) = self.overlap(other);
        if a == 0.0 { 0.0 } else { both / a }
    }

    /// Those that are in `other` too (`true`), or those that are not.
    pub(super) fn filtered(&self, other: &Features, inside: bool) -> Features {
        let limit = self.limit.min(other.limit);
        let below = self.hashes.iter().zip(&self.weights).take_while(|(h, _)| **h < limit);
        let kept = below.filter(|(h, _)| other.hashes.binary_search(h).is_ok() == inside);
        let (hashes, weights): (Vec<u32>, Vec<f32>) = kept.map(|(h, w)| (*h, *w)).unzip();
        let total = weights.iter().sum();
        Features { hashes, weights, total, limit }
    }

    /// What both have in common, and what each has, of the hashes that both kept.
    fn overlap(&self, other: &Features) -> (f32, f32, f32) {
        let limit = self.limit.min(other.limit);
        let (a, b) = (self.below(limit), other.below(limit));
        let (x, y, weights) = (&self.hashes[..a], &other.hashes[..b], &self.weights[..a]);
        let (mut i, mut j, mut both) = (0, 0, 0.0);
        // without branches, none of which could be foreseen
        while i < x.len() && j < y.len() {
            let (h, k) = (x[i], y[j]);
            both += if h == k { weights[i] } else { 0.0 };
            i += usize::from(h <= k);
            j += usize::from(k <= h);
        }
        (both, self.weight_of(a), other.weight_of(b))
    }

    /// What the first `n` weigh.
    fn weight_of(&self, n: usize) -> f32 {
        if n == self.hashes.len() { self.total } else { self.weights[..n].iter().sum() }
    }

    fn below(&self, limit: u32) -> usize {
        if limit == self.limit { self.hashes.len() } else { self.hashes.partition_point(|h| *h < limit) }
    }
}

/// Words of letters and digits; a Chinese or Japanese character is a word.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !is_alphanumeric(c));
        let first = rest.chars().next()?;
        let east = |c: char| is_east_asian(c) && !matches!(c, '\u{ac00}'..='\u{d7ff}');
        let ascii = rest.bytes().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let end = if rest.as_bytes().get(ascii).is_none_or(u8::is_ascii) {
            ascii
        } else if numeral::is_han(first) {
            // a number is one word, so that it counts once however many characters it has
            rest.find(|c: char| !numeral::is_han(c)).unwrap_or(rest.len())
        } else if east(first) {
            first.len_utf8()
        } else {
            rest.find(|c: char| !is_alphanumeric(c) || east(c)).unwrap_or(rest.len())
        };
        let (word, more) = rest.split_at(end);
        rest = more;
        Some(word)
    })
}

/// Characters without their case as one number (FNV-1a over characters, then the finalizer of splitmix64). Not
/// meant to withstand an adversary: two texts that collide are compared word by word like any others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spelling(u64);

impl Default for Spelling {
    fn default() -> Spelling {
        Spelling(0xcbf2_9ce4_8422_2325)
    }
}

impl Spelling {
    /// The next character.
    #[inline]
    pub(super) fn add(&mut self, c: char) {
        let mut add = |c: char| self.0 = (self.0 ^ u64::from(c)).wrapping_mul(0x0000_0100_0000_01b3);
        if c.is_ascii() {
            add(c.to_ascii_lowercase());
        } else if is_east_asian(c) {
            add(c);
        } else {
            c.to_lowercase().for_each(add);
        }
    }

    /// The number.
    pub(super) fn finish(self) -> u64 {
        finish(self.0)
    }
}

/// Two hashes as one.
fn mix(a: u64, b: u64) -> u32 {
    (finish(a ^ b.rotate_left(29).wrapping_mul(0x9e37_79b9_7f4a_7c15)) >> 32) as u32
}

fn finish(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(text: &str) -> Features {
        of(&spelled(text))
    }

    #[test]
    fn likeness_follows_the_words() {
        let f = features("乙方应当在收到通知之日起三十日内支付服务费用。");
        assert_eq!(f.likeness(&features("乙方应当在收到通知之日起三十日内支付服务费用。")), 1.0);
        assert!(f.likeness(&features("乙方应当在收到账单之日起十五日内支付服务费用。")) > 0.6);
        assert!(f.likeness(&features("任何一方不得向第三方披露保密信息。")) < 0.1);
    }

    #[test]
    fn long_texts_are_sampled_alike() {
        let long: String = (0..20_000).map(|i| format!("word{i} ")).collect();
        let more: String = (2_000..22_000).map(|i| format!("word{i} ")).collect();
        let (a, b) = (features(&long), features(&more));
        assert!(a.len() <= MOST);
        assert!((a.likeness(&b) - 0.9).abs() < 0.06, "{}", a.likeness(&b));
    }
}
