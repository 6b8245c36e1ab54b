//! The Merkle proofs against the vectors of another implementation (transparency-dev/merkle), good and bad ones.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use engross::ledger::merkle::{Hash, verify_consistency, verify_inclusion};
use serde_json::Value;

use crate::shared;

#[test]
fn inclusion_vectors() {
    let Some(folder) = shared::folder("inclusion_vectors") else { return };
    let counted = each(&folder.join("vectors/merkle/testdata/inclusion"), |v| {
        let (Some(leaf), Some(root), Some(proof)) = (hash(&v["leafHash"]), hash(&v["root"]), proof(&v["proof"])) else {
            return false;
        };
        verify_inclusion(number(&v["leafIdx"]), number(&v["treeSize"]), &leaf, &proof, &root)
    });
    assert_eq!(counted, 98);
}

#[test]
fn consistency_vectors() {
    let Some(folder) = shared::folder("consistency_vectors") else { return };
    let counted = each(&folder.join("vectors/merkle/testdata/consistency"), |v| {
        let (Some(old), Some(new), Some(proof)) = (root(&v["root1"]), root(&v["root2"]), proof(&v["proof"])) else {
            return false;
        };
        verify_consistency(number(&v["size1"]), number(&v["size2"]), &old, &new, &proof)
    });
    assert_eq!(counted, 98);
}

/// Checks every file below the folder against its own `wantErr`; returns how many there were.
fn each(folder: &Path, verify: impl Fn(&Value) -> bool + Copy) -> usize {
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            count += each(&path, verify);
            continue;
        }
        let vector: Value = serde_json::from_slice(&std::fs::read(&path).expect("file")).expect("JSON");
        assert_eq!(verify(&vector), vector["wantErr"] == Value::Bool(false), "{}", path.display());
        count += 1;
    }
    count
}

fn number(value: &Value) -> u64 {
    value.as_u64().expect("a number")
}

fn hash(value: &Value) -> Option<Hash> {
    BASE64.decode(value.as_str()?).ok()?.try_into().ok()
}

/// Some vectors have words for roots, since only their equality matters.
fn root(value: &Value) -> Option<Hash> {
    let mut bytes = BASE64.decode(value.as_str()?).ok()?;
    bytes.resize(32, 0);
    bytes.try_into().ok()
}

fn proof(value: &Value) -> Option<Vec<Hash>> {
    match value.as_array() {
        None => Some(Vec::new()),
        Some(items) => items.iter().map(hash).collect(),
    }
}
