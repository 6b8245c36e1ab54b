//! Proofs from stored nodes, and their verification.
//!
//! Verification follows RFC 9162 2.1.3.2 and 2.1.4.2, generation RFC 6962 2.1.1 and 2.1.2.

use super::{Hash, empty_root, node_hash, position};

/// Why a proof cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError<E> {
    /// Outside the tree.
    #[error("{what} {found} is outside a tree of {size} entries")]
    Range {
        /// What was asked for.
        what: &'static str,
        /// Its number.
        found: u64,
        /// The size of the tree.
        size: u64,
    },
    /// A node could not be read.
    #[error(transparent)]
    Read(E),
}

/// The proof that the entry `index` is in the tree of `size`: from the leaf's sibling up to the root's child.
/// `node` reads stored nodes by position.
pub fn inclusion_proof<E>(
    index: u64,
    size: u64,
    mut node: impl FnMut(u64) -> Result<Hash, E>,
) -> Result<Vec<Hash>, ProofError<E>> {
    if index >= size {
        return Err(ProofError::Range { what: "index", found: index, size });
    }
    let mut proof = Vec::new();
    let (mut first, mut end) = (0, size);
    while end - first > 1 {
        let middle = first + split(end - first);
        if index < middle {
            proof.push(subtree(middle, end, &mut node).map_err(ProofError::Read)?);
            end = middle;
        } else {
            proof.push(subtree(first, middle, &mut node).map_err(ProofError::Read)?);
            first = middle;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// The proof that the tree of `old` entries is the beginning of the tree of `new` ones.
pub fn consistency_proof<E>(
    old: u64,
    new: u64,
    mut node: impl FnMut(u64) -> Result<Hash, E>,
) -> Result<Vec<Hash>, ProofError<E>> {
    if old > new {
        return Err(ProofError::Range { what: "size", found: old, size: new });
    }
    let mut proof = Vec::new();
    if old == 0 || old == new {
        return Ok(proof);
    }
    let (mut first, mut end) = (0, new);
    while old != end {
        let middle = first + split(end - first);
        if old <= middle {
            proof.push(subtree(middle, end, &mut node).map_err(ProofError::Read)?);
            end = middle;
        } else {
            proof.push(subtree(first, middle, &mut node).map_err(ProofError::Read)?);
            first = middle;
        }
    }
    if first > 0 {
        proof.push(subtree(first, end, &mut node).map_err(ProofError::Read)?);
    }
    proof.reverse();
    Ok(proof)
}

/// The root that an inclusion proof leads to; `None` where the proof is not of the right length.
pub fn root_from_inclusion(index: u64, size: u64, leaf: &Hash, proof: &[Hash]) -> Option<Hash> {
    if index >= size {
        return None;
    }
    let (mut number, mut last, mut hash) = (index, size - 1, *leaf);
    for sibling in proof {
        if last == 0 {
            return None;
        }
        if number & 1 == 1 || number == last {
            hash = node_hash(sibling, &hash);
            while number & 1 == 0 && number != 0 {
                number >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        number >>= 1;
        last >>= 1;
    }
    (last == 0).then_some(hash)
}

/// Whether a leaf is the entry `index` of the tree of `size` with this root.
pub fn verify_inclusion(index: u64, size: u64, leaf: &Hash, proof: &[Hash], root: &Hash) -> bool {
    root_from_inclusion(index, size, leaf, proof).as_ref() == Some(root)
}

/// Whether the tree of `old` entries with one root is the beginning of the tree of `new` ones with another.
/// About the empty tree nothing is proved: it begins every tree.
pub fn verify_consistency(old: u64, new: u64, old_root: &Hash, new_root: &Hash, proof: &[Hash]) -> bool {
    if old == new {
        return proof.is_empty() && old_root == new_root && (old != 0 || *old_root == empty_root());
    }
    if old == 0 || old > new {
        return false;
    }
    let whole = old.is_power_of_two().then_some(*old_root);
    let mut path = whole.into_iter().chain(proof.iter().copied());
    let Some(start) = path.next() else { return false };
    let (mut number, mut last) = (old - 1, new - 1);
    while number & 1 == 1 {
        number >>= 1;
        last >>= 1;
    }
    let (mut old_hash, mut new_hash) = (start, start);
    for sibling in path {
        if last == 0 {
            return false;
        }
        if number & 1 == 1 || number == last {
            old_hash = node_hash(&sibling, &old_hash);
            new_hash = node_hash(&sibling, &new_hash);
            while number & 1 == 0 && number != 0 {
                number >>= 1;
                last >>= 1;
            }
        } else {
            new_hash = node_hash(&new_hash, &sibling);
        }
        number >>= 1;
        last >>= 1;
    }
    last == 0 && old_hash == *old_root && new_hash == *new_root
}

/// The largest power of two below `n`, which is at least 2: where RFC 6962 splits.
pub(super) fn split(n: u64) -> u64 {
    1 << (n - 1).ilog2()
}

/// The root of the leaves `first..end`, `first` being a multiple of the widest subtree in it.
fn subtree<E>(first: u64, end: u64, node: &mut impl FnMut(u64) -> Result<Hash, E>) -> Result<Hash, E> {
    let size = end - first;
    let mut peaks = Vec::new();
    let mut at = first;
    for level in (0..u64::BITS).rev().filter(|level| size >> level & 1 == 1) {
        peaks.push(node(position(level, at >> level))?);
        at += 1 << level;
    }
    let mut peaks = peaks.into_iter().rev();
    let last = peaks.next().unwrap_or_else(empty_root);
    Ok(peaks.fold(last, |right, left| node_hash(&left, &right)))
}
