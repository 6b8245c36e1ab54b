//! The texts of an agreement in the order of its versions → when each clause came and when it last changed.
//!
//! A clause is followed by its id, so a clause that left and came back is the same one. Only its own text counts: a
//! change below it, or a new number, is none.

use std::collections::HashMap;

use crate::digest;
use crate::model::name::{Digest, VersionName};
use crate::model::path::place;
use crate::model::text::Text;

/// The life of a clause up to a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Life {
    /// Its id.
    pub id: String,
    /// Its path in the last text.
    pub path: String,
    /// The version in which it first stood.
    pub first: VersionName,
    /// The version that last changed its own text (heading or own paragraphs).
    pub last: VersionName,
}

/// For each clause of the last text, in reading order, when it came and when it last changed. `texts` are the versions
/// in the order of the chain, in one language.
pub fn lives(texts: &[(VersionName, Text)]) -> Vec<Life> {
    let mut known: HashMap<String, (VersionName, VersionName, Digest)> = HashMap::new();
    let mut now = Vec::new();
    for (version, text) in texts {
        now.clear();
        for p in place(text) {
            let own = digest::own(p.clause);
            let life = known.entry(p.id().to_owned()).or_insert((version.clone(), version.clone(), own));
            if life.2 != own {
                (life.1, life.2) = (version.clone(), own);
            }
            let (first, last) = (life.0.clone(), life.1.clone());
            now.push(Life { id: p.id().to_owned(), path: p.path, first, last });
        }
    }
    now
}
