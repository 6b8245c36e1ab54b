//! Words → a sample of their pairs, by which the likeness of two clauses is measured.
//!
//! The features of a text are its Latin words, its pairs of neighbouring words and of neighbouring Chinese
//! characters, hashed. Of a long text only hashes below a threshold are kept (Broder's min-wise sampling with a
//! fixed fraction), so a comparison costs a bounded number of steps whatever the length.

use super::quick::fold;
use super::wording::Word;

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

/// What each feature weighs: what stands in many clauses says little (inverse document frequency).
#[derive(Debug)]
pub(super) struct Weights {
    /// In how many clauses the features of a cell stand: two that share one count as one a little more common.
    times: Vec<u16>,
    /// The weights of the first few such numbers.
    few: Vec<f32>,
    clauses: f32,
    bits: u32,
}

impl Weights {
    /// From the words of each wording, and how many clauses have it.
    pub(super) fn new<'w>(wordings: impl Iterator<Item = (&'w [Word], u32)> + Clone) -> Weights {
        let words: usize = wordings.clone().map(|(words, _)| words.len()).sum();
        let bits = (usize::BITS - (2 * words).leading_zeros()).clamp(8, 18);
        let mut weights = Weights { times: Vec::new(), few: Vec::new(), clauses: 0.0, bits };
        // how often, and the wording that was counted last
        let mut cells = vec![(0u16, 0u16); 1 << bits];
        let mut clauses = 0;
        // the numbers come again after so many wordings: what is taken for counted then is too little to matter
        for ((words, times), number) in wordings.zip((1..=u16::MAX).cycle()) {
            clauses += times;
            each_feature(words, |hash| {
                let cell = &mut cells[weights.cell(hash)];
                if cell.1 != number {
                    *cell = (cell.0.saturating_add(times.min(0xffff) as u16), number);
                }
            });
        }
        weights.clauses = clauses as f32;
        weights.times = cells.into_iter().map(|(times, _)| times).collect();
        weights.few = (0..256).map(|times| weights.of(times)).collect();
        weights
    }

    fn cell(&self, hash: u32) -> usize {
        (hash >> (u32::BITS - self.bits)) as usize
    }

    fn of(&self, times: u16) -> f32 {
        (1.0 + self.clauses / f32::from(times.max(1))).ln()
    }

    fn weight(&self, hash: u32) -> f32 {
        let times = self.times[self.cell(hash)];
        self.few.get(usize::from(times)).copied().unwrap_or_else(|| self.of(times))
    }
}

/// Hands over the features of words, one perhaps several times: each Latin word, and each pair of neighbours.
fn each_feature(words: &[Word], mut told: impl FnMut(u32)) {
    let mut before = None;
    for &word in words {
        // a character alone says little
        if word & 1 == 0 || words.len() == 1 {
            told(word);
        }
        if let Some(before) = before.replace(word) {
            told((fold(u64::from(before) << 32 | u64::from(word)) >> 32) as u32);
        }
    }
}

impl Features {
    /// The features of words, each once.
    pub(super) fn new(words: &[Word], weights: &Weights) -> Features {
        let mut hashes = Vec::with_capacity(2 * words.len());
        each_feature(words, |hash| hashes.push(hash));
        sort(&mut hashes);
        hashes.dedup();
        let mut limit = u32::MAX;
        while hashes.len() > MOST {
            limit /= 2;
            hashes.truncate(hashes.partition_point(|h| *h < limit));
        }
        hashes.shrink_to_fit();
        let weights: Vec<f32> = hashes.iter().map(|h| weights.weight(*h)).collect();
        let total = weights.iter().sum();
        Features { hashes, weights, total, limit }
    }

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

    /// The share of these features that `other` has too, 0 to 1.
    pub(super) fn within(&self, other: &Features) -> f32 {
        let (both, a, _) = self.overlap(other);
        if a == 0.0 { 0.0 } else { both / a }
    }

    /// Those that are in `other` too (`true`), or those that are not.
    pub(super) fn filtered(&self, other: &Features, inside: bool) -> Features {
        let limit = self.limit.min(other.limit);
        let below = self.hashes.iter().zip(&self.weights).take_while(|(h, _)| **h < limit);
        let mut others = other.hashes.iter().peekable();
        let kept = below.filter(|(h, _)| {
            while others.next_if(|other| other < h).is_some() {}
            others.next_if(|other| other == h).is_some() == inside
        });
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

/// The features of a text with which many others are compared: a bit for each cell of hashes tells of most others at
/// once that they are none of these.
pub(super) struct Probe<'f> {
    features: &'f Features,
    cells: [u64; (1 << CELL_BITS) / 64],
}

const CELL_BITS: u32 = 13;

impl Probe<'_> {
    pub(super) fn new(features: &Features) -> Probe<'_> {
        let mut cells = [0; (1 << CELL_BITS) / 64];
        for hash in &features.hashes {
            let cell = hash >> (u32::BITS - CELL_BITS);
            cells[cell as usize / 64] |= 1 << (cell % 64);
        }
        Probe { features, cells }
    }

    /// Likeness, and the share of the lesser that stands in the greater.
    pub(super) fn likeness_and_share(&self, other: &Features) -> (f32, f32) {
        let limit = self.features.limit.min(other.limit);
        let (a, b) = (self.features.below(limit), other.below(limit));
        let (mut rest, mut both) = (&self.features.hashes[..a], 0.0);
        for (hash, weight) in other.hashes[..b].iter().zip(&other.weights) {
            let cell = hash >> (u32::BITS - CELL_BITS);
            if self.cells[cell as usize / 64] >> (cell % 64) & 1 == 1 {
                rest = &rest[rest.iter().take_while(|h| *h < hash).count()..];
                both += if rest.first() == Some(hash) { *weight } else { 0.0 };
            }
        }
        let (a, b) = (self.features.weight_of(a), other.weight_of(b));
        if both == 0.0 { (0.0, 0.0) } else { (2.0 * both / (a + b), both / a.min(b)) }
    }
}

/// Sorts hashes. They are spread evenly: put by their leading bits, few stand in order wrongly.
fn sort(hashes: &mut Vec<u32>) {
    if hashes.len() > 1 << 10 {
        return hashes.sort_unstable();
    }
    // about as many cells as hashes
    let bits = if hashes.len() < 128 { 6 } else { 8 };
    let cell = |h: u32| (h >> (u32::BITS - bits)) as usize;
    let mut next = [0u16; (1 << 8) + 1];
    hashes.iter().for_each(|h| next[cell(*h) + 1] += 1);
    for i in 1..=1 << bits {
        next[i] += next[i - 1];
    }
    let mut out = vec![0; hashes.len()];
    for h in hashes.iter() {
        let at = &mut next[cell(*h)];
        out[usize::from(*at)] = *h;
        *at += 1;
    }
    for i in 1..out.len() {
        let (h, mut k) = (out[i], i);
        while k > 0 && out[k - 1] > h {
            out[k] = out[k - 1];
            k -= 1;
        }
        out[k] = h;
    }
    *hashes = out;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redline::wording::Collector;

    /// Features that all weigh the same: in a book of one clause without words each is as rare as any.
    fn features(text: &str) -> Features {
        let mut collector = Collector::default();
        let i = collector.add(0, "", None, &[text]);
        Features::new(collector.finish().words(i), &Weights::new([(&[][..], 1)].into_iter()))
    }

    #[test]
    fn likeness_follows_the_words() {
        let f = features("乙方应当在收到通知之日起三十日内支付服务费用。");
        assert_eq!(f.likeness(&features("乙方应当在收到通知之日起三十日内支付服务费用。")), 1.0);
        assert!(f.likeness(&features("乙方应当在收到账单之日起十五日内支付服务费用。")) > 0.6);
        assert!(f.likeness(&features("任何一方不得向第三方披露保密信息。")) < 0.1);
    }

    #[test]
    fn hashes_are_put_in_order() {
        let spread: Vec<u32> = (0u32..700).map(|i| i.wrapping_mul(0x9e37_79b9) % (1 << 31)).collect();
        for hashes in [Vec::new(), vec![7, 7, 1], spread] {
            let (mut quick, mut sure) = (hashes.clone(), hashes);
            sort(&mut quick);
            sure.sort_unstable();
            assert_eq!(quick, sure);
        }
    }

    #[test]
    fn long_texts_are_sampled_alike() {
        let long: String = (0..20_000).map(|i| format!("word{i} ")).collect();
        let more: String = (2_000..22_000).map(|i| format!("word{i} ")).collect();
        let (a, b) = (features(&long), features(&more));
        assert!(a.len() <= MOST);
        assert!((a.likeness(&b) - 0.9).abs() < 0.06, "{}", a.likeness(&b));
        for (a, b) in [(&a, &b), (&a, &features("word7 word8, word7")), (&features(""), &b)] {
            assert_eq!(Probe::new(a).likeness_and_share(b).0, a.likeness(b));
        }
    }
}
