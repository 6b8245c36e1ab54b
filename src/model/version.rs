//! A version: a fixed text and its translations, with the dates on which it binds, chained to the version before.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::name::{Digest, VersionName};
use super::time::{Timestamp, moment};

/// A published version. Times are kept as written: they are part of the digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(expecting = "keys with values", deny_unknown_fields)]
pub struct Version {
    /// Its name, unique in its agreement.
    pub version: VersionName,
    /// The label of the edition as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Language to digest of the text.
    pub texts: BTreeMap<String, Digest>,
    /// The language that prevails.
    pub prevailing: String,
    /// When it was published (RFC 3339): from then on it binds new parties.
    pub published: String,
    /// When it takes effect for parties bound by an earlier version (RFC 3339).
    pub effective: String,
    /// What becomes of earlier acceptances.
    pub level: Level,
    /// For readers, CommonMark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// The digest of the version before; absent on the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Digest>,
    /// The digest of this record.
    pub digest: Digest,
}

/// How far a version changes what the parties agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Earlier acceptances carry over in silence.
    Correction,
    /// Earlier acceptances carry over, with notice.
    Minor,
    /// Earlier acceptances do not carry over.
    Material,
}

impl Level {
    /// As written in `versions.yaml`.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Correction => "correction",
            Level::Minor => "minor",
            Level::Material => "material",
        }
    }
}

/// The version in force at a moment for parties bound already: the last in the chain whose effective date is not
/// after it. The order is the chain's, never that of the dates.
pub fn in_force(versions: &[Version], at: Timestamp) -> Option<&Version> {
    versions.iter().rev().find(|v| moment(&v.effective).is_some_and(|effective| effective <= at))
}
