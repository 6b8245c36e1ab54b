//! What a workspace says about binding: published versions with their moments, profiles, prerequisites, the calendar.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::model::agreement::Profile;
use crate::model::instant::Instant;
use crate::model::name::{Digest, Slug, VersionName};
use crate::model::version::{Level, Version};

/// The rules of a workspace.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// By agreement.
    pub terms: BTreeMap<Slug, Terms>,
    /// Whose days and holidays count.
    pub calendar: Calendar,
}

/// The publisher's days.
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    /// The zone in which days begin.
    pub zone: TimeZone,
    /// Public holidays.
    pub holidays: BTreeSet<Date>,
}

/// What is known of one agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Its profile.
    pub profile: Profile,
    /// Agreements without which an acceptance of it is not valid.
    pub prerequisites: Vec<Slug>,
    /// Its published versions in the order of the chain.
    pub editions: Vec<Edition>,
    /// Texts that no version has fixed.
    pub drafts: Vec<VersionName>,
}

/// A published version as far as binding looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Its name.
    pub version: VersionName,
    /// Its digest.
    pub digest: Digest,
    /// Its label as printed.
    pub label: Option<String>,
    /// From when new parties are offered it.
    pub published: Instant,
    /// From when it is in force for parties who are bound already.
    pub effective: Instant,
    /// What becomes of earlier acceptances.
    pub level: Level,
    /// The language that prevails.
    pub prevailing: String,
    /// Language to digest of the text.
    pub texts: BTreeMap<String, Digest>,
}

/// Why versions give no rules.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RulesError {
    /// A time of a version that is none.
    #[error("version `{version}`: `{field}: {found}` is no time with an offset")]
    Time {
        /// Which version.
        version: VersionName,
        /// `published` or `effective`.
        field: &'static str,
        /// What stands there.
        found: String,
    },
}

impl Terms {
    /// Terms from the versions of an agreement, in the order of the chain.
    pub fn new(profile: Profile, prerequisites: Vec<Slug>, versions: &[Version]) -> Result<Self, RulesError> {
        let editions = versions.iter().map(Edition::new).collect::<Result<_, _>>()?;
        Ok(Terms { profile, prerequisites, editions, drafts: Vec::new() })
    }

    /// The last of the chain that is published at a time: what a new party is offered.
    pub fn newest(&self, at: Instant) -> Option<usize> {
        self.editions.iter().rposition(|e| e.published <= at)
    }

    /// The last of the chain whose effective date is not after a time.
    pub fn in_force(&self, at: Instant) -> Option<usize> {
        self.editions.iter().rposition(|e| e.published <= at && e.effective <= at)
    }

    /// Whether any of the versions after one, up to another, is material: an earlier acceptance does not reach it.
    pub(super) fn has_material(&self, after: usize, to: usize) -> bool {
        self.last_material(after, to).is_some()
    }

    /// The last material version after one, up to another.
    pub(super) fn last_material(&self, after: usize, to: usize) -> Option<usize> {
        (after + 1..=to).rev().find(|i| self.editions.get(*i).is_some_and(|e| e.level == Level::Material))
    }
}

impl Edition {
    fn new(v: &Version) -> Result<Self, RulesError> {
        let time = |field, found: &str| {
            let error = || RulesError::Time { version: v.version.clone(), field, found: found.to_owned() };
            found.parse::<Instant>().map_err(|_| error())
        };
        Ok(Edition {
            version: v.version.clone(),
            digest: v.digest,
            label: v.label.clone(),
            published: time("published", &v.published)?,
            effective: time("effective", &v.effective)?,
            level: v.level,
            prevailing: v.prevailing.clone(),
            texts: v.texts.clone(),
        })
    }
}
