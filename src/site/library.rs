//! What a site is made from: the publisher, the agreements with their versions and texts, and a moment.

use std::collections::BTreeMap;

use super::{Layout, SiteError};
use crate::model::agreement::{Agreement, Publisher};
use crate::model::name::Slug;
use crate::model::text::Text;
use crate::model::time::{Timestamp, moment};
use crate::model::version::Version;

/// Everything that a site shows.
#[derive(Clone, Debug)]
pub struct Library {
    /// Who publishes; `base_url` gives canonical addresses, the sitemap and absolute links in feeds.
    pub publisher: Publisher,
    /// The agreements, in the order in which a category lists them.
    pub documents: Vec<Document>,
    /// The moment at which a version is in force. It is never printed.
    pub at: Timestamp,
    /// How the files lie.
    pub layout: Layout,
}

/// An agreement with its published versions.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its name, the folder of its pages.
    pub slug: Slug,
    /// What the editor wrote about it.
    pub agreement: Agreement,
    /// Its published versions in the order of the chain, oldest first.
    pub editions: Vec<Edition>,
}

/// A version with its texts.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The record of `versions.yaml`.
    pub version: Version,
    /// The texts by language; the one in `version.prevailing` is among them.
    pub texts: BTreeMap<String, Text>,
}

/// How a version stands at the moment of the build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Superseded,
    InForce,
    Upcoming,
}

impl Document {
    /// The index of the version in force: the last in the chain whose effective time is not after `at`.
    pub(super) fn in_force(&self, at: Timestamp) -> Result<Option<usize>, SiteError> {
        let mut found = None;
        for (i, Edition { version, .. }) in self.editions.iter().enumerate() {
            let bad = |written: &str| SiteError::Time { slug: self.slug.clone(), found: written.to_owned() };
            moment(&version.published).ok_or_else(|| bad(&version.published))?;
            if moment(&version.effective).ok_or_else(|| bad(&version.effective))? <= at {
                found = Some(i);
            }
        }
        Ok(found)
    }
}

impl Edition {
    /// The text in the language that prevails.
    pub(super) fn prevailing(&self) -> Option<&Text> {
        self.texts.get(&self.version.prevailing)
    }

    /// The label as printed, else the version's name.
    pub(super) fn label(&self) -> &str {
        self.version.label.as_deref().unwrap_or(self.version.version.as_str())
    }
}
