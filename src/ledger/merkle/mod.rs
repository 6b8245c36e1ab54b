//! The RFC 6962 Merkle tree: hashes, the nodes that a ledger stores, proofs and their verification. Pure.
//!
//! Stored are the roots of all complete subtrees, each once and for ever, in the order in which appending completes
//! them: leaf 0, leaf 1, node 0–1, leaf 2, leaf 3, node 2–3, node 0–3 … So appending writes at the end only, and a
//! proof reads at most 2·log₂ n nodes by their [position].

use crate::digest::sha256;

mod proof;

pub use proof::{
    ProofError, consistency_proof, inclusion_proof, root_from_inclusion, verify_consistency, verify_inclusion,
};

/// A leaf hash, a node or a root.
pub type Hash = [u8; 32];

/// The root of the empty tree: SHA-256 of nothing.
pub fn empty_root() -> Hash {
    sha256(&[])
}

/// The hash of an entry: SHA-256(0x00 ‖ entry).
pub fn leaf_hash(entry: &[u8]) -> Hash {
    sha256(&[&[0], entry])
}

/// The hash of two subtrees: SHA-256(0x01 ‖ left ‖ right).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    sha256(&[&[1], left, right])
}

/// The position of a stored node: `level` 0 holds the leaves, `number` counts the nodes of the level from the left.
pub fn position(level: u32, number: u64) -> u64 {
    let last_leaf = ((number + 1) << level) - 1;
    stored_before(last_leaf) + u64::from(level)
}

/// How many nodes are stored of a tree of so many leaves.
pub fn stored_before(leaves: u64) -> u64 {
    2 * leaves - u64::from(leaves.count_ones())
}

/// The right edge of a tree: the roots of the complete subtrees that it is made of, widest first.
///
/// All that appending needs to know; a value of at most 64 hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edge {
    size: u64,
    peaks: Vec<Hash>,
}

impl Edge {
    /// The positions of the peaks of a tree of a size, widest first.
    pub fn positions(size: u64) -> Vec<u64> {
        let mut first = 0;
        let mut positions = Vec::new();
        for level in (0..u64::BITS).rev().filter(|level| size >> level & 1 == 1) {
            positions.push(position(level, first >> level));
            first += 1 << level;
        }
        positions
    }

    /// The edge of a tree of a size from its peaks, in the order of [`Edge::positions`]. `None`: not so many.
    pub fn new(size: u64, peaks: Vec<Hash>) -> Option<Edge> {
        (peaks.len() == size.count_ones() as usize).then_some(Edge { size, peaks })
    }

    /// How many leaves the tree has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf and returns the nodes that this completes, in the order of their positions, the leaf first.
    pub fn push(&mut self, leaf: Hash) -> Vec<Hash> {
        let mut completed = vec![leaf];
        let mut top = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                top = node_hash(&left, &top);
                completed.push(top);
            }
        }
        self.peaks.push(top);
        self.size += 1;
        completed
    }

    /// The root of the tree.
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        match peaks.next() {
            None => empty_root(),
            Some(last) => peaks.fold(*last, |right, left| node_hash(left, &right)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;
    use crate::model::name::hex;

    fn entries(n: u64) -> Vec<Vec<u8>> {
        (0..n).map(|i| format!("entry {i}").into_bytes()).collect()
    }

    /// The definition of RFC 6962 2.1, word by word.
    fn root_by_definition(entries: &[Vec<u8>]) -> Hash {
        match entries.len() {
            0 => empty_root(),
            1 => leaf_hash(&entries[0]),
            n => {
                let k = proof::split(n as u64) as usize;
                node_hash(&root_by_definition(&entries[..k]), &root_by_definition(&entries[k..]))
            }
        }
    }

    fn stored(entries: &[Vec<u8>]) -> (Edge, Vec<Hash>) {
        let mut edge = Edge::default();
        let mut nodes = Vec::new();
        for entry in entries {
            assert_eq!(position(0, edge.size()), nodes.len() as u64);
            nodes.extend(edge.push(leaf_hash(entry)));
        }
        (edge, nodes)
    }

    #[test]
    fn edges_and_proofs_agree_with_the_definition() {
        for size in 0..70 {
            let all = entries(size);
            let (edge, nodes) = stored(&all);
            let root = root_by_definition(&all);
            assert_eq!(edge.root(), root, "{size}");
            assert_eq!(nodes.len() as u64, stored_before(size));
            let read = |at: u64| Ok::<_, Infallible>(nodes[at as usize]);
            let peaks = Edge::positions(size).into_iter().map(|at| nodes[at as usize]).collect();
            assert_eq!(Edge::new(size, peaks), Some(edge));
            for index in 0..size {
                let proof = inclusion_proof(index, size, read).expect("proof");
                let leaf = leaf_hash(&all[index as usize]);
                assert!(verify_inclusion(index, size, &leaf, &proof, &root), "{index} of {size}");
                assert!(!verify_inclusion(index ^ 1, size, &leaf, &proof, &root) || size == 1);
            }
            assert!(inclusion_proof(size, size, read).is_err());
            for old in 1..=size {
                let proof = consistency_proof(old, size, read).expect("proof");
                let old_root = root_by_definition(&all[..old as usize]);
                assert!(verify_consistency(old, size, &old_root, &root, &proof), "{old} of {size}");
                if old > 0 && old < size {
                    assert!(!verify_consistency(old, size, &root, &old_root, &proof), "{old} of {size} swapped");
                    assert!(!verify_consistency(old, size, &old_root, &root, &proof[1..]), "{old} of {size} short");
                }
            }
        }
    }

    #[test]
    fn roots_of_another_implementation() {
        // hashlib of Python over the definition, for `entry 0` … `entry n-1`
        for (size, expected) in [
            (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (1, "773885a613489e24ce2cf76199d6a423f042e4bbf12d7eecee912ef276c65701"),
            (2, "5a47662fd8a317d96049a3f9f47c55dc67ca66051baa3683dbb19b2fe09a07b0"),
            (3, "94fbd0dd836f50301692e6d0eade728ee19ec52bfff1606ed807c8575d5aaa19"),
            (7, "98c97f0ba3175cd08b031dd084b9dc4e649b64d1a28e6ea694646503173ab587"),
            (8, "b69732ce5c914162ca9accfaf4e95d3f9874d68805437088aaff184a4db96773"),
            (100, "106a6d1594d73248c9634639896cf8a76d2c3418f8fb8b4e24386025a27f2472"),
            (1000, "346c6b9cb89c4b76fac9dcb20cda86e3a01c0a57417c139028eacd4538fde95b"),
        ] {
            assert_eq!(hex(&stored(&entries(size)).0.root()), expected, "{size}");
        }
    }
}
