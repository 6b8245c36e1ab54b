//! Own text → a sample of its word pairs, by which the likeness of two clauses is measured.
//!
//! The features of a text are its Latin words, its pairs of neighbouring words and of neighbouring Chinese
//! characters, hashed. Of a long text only hashes below a threshold are kept (Broder's min-wise sampling with a
//! fixed fraction), so a comparison costs a bounded number of steps whatever the length.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::marks::is_east_asian;

/// At most so many features of a text are kept.
const MOST: usize = 512;

/// The features of a text: hashes in rising order, all those below `limit`.
#[derive(Debug, Default)]
pub(super) struct Features {
    hashes: Vec<u32>,
    limit: u32,
}

/// The features of a text.
pub(super) fn features(text: &str) -> Features {
    let mut hashes = Vec::new();
    let mut before: Option<u64> = None;
    for word in words(text) {
        let mut h = DefaultHasher::new();
        for c in word.chars().flat_map(char::to_lowercase) {
            c.hash(&mut h);
        }
        let here = h.finish();
        if !word.starts_with(is_east_asian) {
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
    Features { hashes, limit }
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
        if a + b == 0 { 0.0 } else { 2.0 * both as f32 / (a + b) as f32 }
    }

    /// The share of these features that `other` has too, 0 to 1.
    pub(super) fn within(&self, other: &Features) -> f32 {
        let (both, a, _) = self.overlap(other);
        if a == 0 { 0.0 } else { both as f32 / a as f32 }
    }

    /// Those that are in `other` too (`true`), or those that are not.
    pub(super) fn filtered(&self, other: &Features, inside: bool) -> Features {
        let limit = self.limit.min(other.limit);
        let below = self.hashes.iter().copied().take_while(|h| *h < limit);
        let hashes = below.filter(|h| other.hashes.binary_search(h).is_ok() == inside).collect();
        Features { hashes, limit }
    }

    fn overlap(&self, other: &Features) -> (usize, usize, usize) {
        let limit = self.limit.min(other.limit);
        let a = &self.hashes[..self.hashes.partition_point(|h| *h < limit)];
        let b = &other.hashes[..other.hashes.partition_point(|h| *h < limit)];
        let (mut i, mut j, mut both) = (0, 0, 0);
        while i < a.len() && j < b.len() {
            match a[i].cmp(&b[j]) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    both += 1;
                    i += 1;
                    j += 1;
                }
            }
        }
        (both, a.len(), b.len())
    }
}

/// Words of letters and digits; a Chinese or Japanese character is a word.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let first = rest.chars().next()?;
        let east = |c: char| is_east_asian(c) && !matches!(c, '\u{ac00}'..='\u{d7ff}');
        let end = if east(first) {
            first.len_utf8()
        } else {
            rest.find(|c: char| !c.is_alphanumeric() || east(c)).unwrap_or(rest.len())
        };
        let (word, more) = rest.split_at(end);
        rest = more;
        Some(word)
    })
}

/// Two hashes as one (the finalizer of splitmix64).
fn mix(a: u64, b: u64) -> u32 {
    let mut x = a ^ b.rotate_left(29).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (x >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

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
