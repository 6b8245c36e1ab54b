//! Short words → hashes, a few bytes at a time.
//!
//! Not meant to withstand an adversary: only for tables whose number of keys is bounded.

use std::hash::{BuildHasherDefault, Hasher};

/// For tables of words.
pub(super) type Quick = BuildHasherDefault<Words>;

/// The hash of a text.
pub(super) fn hash(text: &str) -> u64 {
    let mut words = Words::default();
    words.write(text.as_bytes());
    words.finish()
}

/// Multiplies, and folds the upper half of the product into the lower.
#[derive(Debug, Default)]
pub(super) struct Words(u64);

impl Hasher for Words {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        let start = self.0 ^ (bytes.len() as u64).wrapping_mul(0xd6e8_feb8_6659_fd93);
        let whole = words.iter().fold(start, |h, word| fold(h ^ u64::from_le_bytes(*word)));
        self.0 = fold(whole ^ few(rest));
    }

    fn write_u8(&mut self, _: u8) {
        // what ends a string: the length is in the hash already
    }
}

/// Up to seven bytes as a number, read from both ends.
fn few(bytes: &[u8]) -> u64 {
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(first), Some(last)) => u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32,
        _ => bytes.iter().fold(0, |all, b| all << 8 | u64::from(*b)),
    }
}

/// Mixes all bits with all.
#[inline]
pub(super) const fn fold(x: u64) -> u64 {
    let product = (x ^ 0x2d35_8dcc_aa6c_78a5) as u128 * 0x9e37_79b9_7f4a_7c15;
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::hash::BuildHasher as _;

    use super::*;

    #[test]
    fn words_differ() {
        let words: Vec<String> = (0..20_000).map(|i| "word".repeat(i % 4) + &i.to_string()).collect();
        let hashes = || words.iter().map(|w| Quick::default().hash_one(w.as_str()));
        assert_eq!(hashes().collect::<HashSet<_>>().len(), words.len());
        // tables take their places from the lowest bits, and a tag from the highest
        assert_eq!(hashes().map(|h| h & 0xff).collect::<HashSet<_>>().len(), 256);
        assert_eq!(hashes().map(|h| h >> 57).collect::<HashSet<_>>().len(), 128);
    }
}
