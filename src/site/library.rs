//! What a site is made from: the publisher, the agreements with their versions and texts, and a moment.

use std::collections::BTreeMap;

use super::{Layout, SiteError};
use crate::digest;
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
    /// The document without its words: what pages about several agreements show of it.
    pub fn outline(&self) -> Document {
        let title = |text: &Text| Text { body: Vec::new(), ..text.clone() };
        let edition = |edition: &Edition| Edition {
            version: edition.version.clone(),
            texts: edition.texts.iter().map(|(language, text)| (language.clone(), title(text))).collect(),
        };
        Document {
            slug: self.slug.clone(),
            agreement: self.agreement.clone(),
            editions: self.editions.iter().map(edition).collect(),
        }
    }

    /// Checks that every version is shown with the very record that its digest names, and the texts that the record names.
    pub fn check(&self) -> Result<(), SiteError> {
        for Edition { version, texts } in &self.editions {
            let (slug, name) = (self.slug.clone(), version.version.clone());
            let found = digest::version(&slug, version);
            if found != version.digest {
                return Err(SiteError::Record { slug, version: name, found: found.to_string() });
            }
            if !texts.contains_key(&version.prevailing) {
                return Err(SiteError::NoText { slug, version: name, language: version.prevailing.clone() });
            }
            for (language, text) in texts {
                let found = digest::text(text);
                if version.texts.get(language) != Some(&found) {
                    let (language, found) = (language.clone(), found.to_string());
                    return Err(SiteError::Digest { slug, version: name, language, found });
                }
            }
        }
        Ok(())
    }

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

    /// The moments at which another version comes into force, or the words of one leave the site.
    pub(super) fn turns(&self, publisher: &Publisher) -> Vec<Timestamp> {
        let effective = || self.editions.iter().filter_map(|edition| moment(&edition.version.effective));
        let years = self.retained(publisher);
        let ends = effective().filter_map(|end| years_after(end, years?));
        effective().chain(ends).collect()
    }

    /// How many years a version's words stay after the next one took effect, where that has an end.
    fn retained(&self, publisher: &Publisher) -> Option<u32> {
        publisher.profiles.get(self.agreement.profile.as_ref()?)?.retain_years
    }

    /// Of every version, whether its words stay on the site. A version that was superseded stays as many years as the
    /// profile says from the moment at which the next one took effect; one that is or will be in force stays.
    pub(super) fn kept(&self, in_force: Option<usize>, library: &Library) -> Vec<bool> {
        let years = self.retained(&library.publisher);
        let bound = |index: usize| {
            let (Some(years), Some(current)) = (years, in_force) else { return true };
            let later = self.editions.get(index + 1..=current).unwrap_or_default();
            match later.iter().filter_map(|edition| moment(&edition.version.effective)).min() {
                Some(end) => years_after(end, years).is_none_or(|end| library.at < end),
                None => true,
            }
        };
        (0..self.editions.len()).map(bound).collect()
    }
}

/// A moment that many years later; none beyond the end of the calendar.
fn years_after(at: Timestamp, years: u32) -> Option<Timestamp> {
    let span = jiff::Span::new().try_years(years).ok()?;
    Some(at.to_zoned(jiff::tz::TimeZone::UTC).checked_add(span).ok()?.timestamp())
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
