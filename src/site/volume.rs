//! A document with everything about it that several pages need: which version is in force, and the redlines.

use std::collections::{BTreeMap, HashMap};

use super::body::{Note, Notes};
use super::library::{Document, Edition, Library, Standing};
use super::route::{Folder, encode};
use super::words::{Lexicon, fill};
use super::{SiteError, anchors};
use crate::digest;
use crate::history::{Life, lives};
use crate::model::name::VersionName;
use crate::model::path::{Placed, place};
use crate::model::text::Text;
use crate::redline::{Redline, redline};

/// A document, looked through.
pub(super) struct Volume<'l> {
    pub(super) document: &'l Document,
    /// The index of the version in force.
    pub(super) in_force: Option<usize>,
    /// Redlines by language, old and new index.
    pub(super) redlines: BTreeMap<(String, usize, usize), Redline>,
}

impl<'l> Volume<'l> {
    /// Looks through a document; none of its versions: nothing to show.
    pub(super) fn new(library: &'l Library, document: &'l Document) -> Result<Option<Self>, SiteError> {
        if document.editions.is_empty() {
            return Ok(None);
        }
        for edition in &document.editions {
            check(document, edition)?;
        }
        let in_force = document.in_force(library.at)?;
        let mut volume = Volume { document, in_force, redlines: BTreeMap::new() };
        for (old, new) in volume.pairs() {
            let [a, b] = [old, new].map(|i| &document.editions[i]);
            for (language, text) in &b.texts {
                if let Some(before) = a.texts.get(language) {
                    volume.redlines.insert((language.clone(), old, new), redline(before, text));
                }
            }
        }
        Ok(Some(volume))
    }

    /// Which versions are compared: each with the one before, every older one with the one in force, that one with
    /// every upcoming one.
    fn pairs(&self) -> Vec<(usize, usize)> {
        let n = self.document.editions.len();
        let mut pairs: Vec<(usize, usize)> = (1..n).map(|i| (i - 1, i)).collect();
        if let Some(f) = self.in_force {
            pairs.extend((0..f).map(|i| (i, f)));
            pairs.extend((f + 1..n).map(|i| (f, i)));
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    /// The version that the agreement's own page shows: the one in force, else the first to come.
    pub(super) fn shown(&self) -> usize {
        self.in_force.unwrap_or(0)
    }

    pub(super) fn edition(&self, index: usize) -> &'l Edition {
        &self.document.editions[index]
    }

    pub(super) fn text(&self, index: usize, language: &str) -> Option<&'l Text> {
        self.edition(index).texts.get(language)
    }

    pub(super) fn standing(&self, index: usize) -> Standing {
        match self.in_force {
            Some(f) if index == f => Standing::InForce,
            Some(f) if index < f => Standing::Superseded,
            _ => Standing::Upcoming,
        }
    }

    /// The agreement's folder.
    pub(super) fn root(&self) -> Folder {
        Folder::root().join(self.document.slug.as_str())
    }

    /// The agreement's own page in a language.
    pub(super) fn folder(&self, language: &str) -> Folder {
        self.root().language(language, &self.edition(self.shown()).version.prevailing)
    }

    pub(super) fn history_folder(&self, language: &str) -> Folder {
        self.root().join("history").language(language, &self.document.agreement.prevailing)
    }

    pub(super) fn edition_folder(&self, index: usize, language: &str) -> Folder {
        let version = &self.edition(index).version;
        self.root().join(version.version.as_str()).language(language, &version.prevailing)
    }

    pub(super) fn redline_folder(&self, old: usize, new: usize, language: &str) -> Folder {
        let [a, b] = [old, new].map(|i| &self.edition(i).version);
        let pair = format!("{}..{}", a.version, b.version);
        self.root().join("redline").join(&pair).language(language, &b.prevailing)
    }

    /// The announcement of a version.
    pub(super) fn notice_folder(&self, index: usize, language: &str) -> Folder {
        let version = &self.edition(index).version;
        self.root().join(version.version.as_str()).join("notice").language(language, &version.prevailing)
    }

    /// The languages in which the history is told: that of the agreement, and those of its texts.
    pub(super) fn languages(&self) -> Vec<String> {
        let first = &self.document.agreement.prevailing;
        let mut all: Vec<String> = vec![first.clone()];
        for edition in &self.document.editions {
            all.extend(edition.texts.keys().cloned());
        }
        all[1..].sort_unstable();
        let mut seen = std::collections::HashSet::new();
        all.retain(|l| seen.insert(l.clone()));
        all
    }

    /// The language of the text to show to a reader of `language`: that one, or the one that prevails.
    pub(super) fn nearest<'a>(&'a self, index: usize, language: &'a str) -> &'a str {
        let edition = self.edition(index);
        if edition.texts.contains_key(language) { language } else { &edition.version.prevailing }
    }

    /// The languages of a version's texts: the one that prevails, then the others.
    pub(super) fn told(&self, index: usize) -> Vec<String> {
        let edition = self.edition(index);
        let prevailing = &edition.version.prevailing;
        let others = edition.texts.keys().filter(|l| *l != prevailing);
        std::iter::once(prevailing).chain(others).cloned().collect()
    }

    /// The clauses of the versions before `index`, the latest first: their paths may be older numbers.
    pub(super) fn older(&self, index: usize, language: &str) -> Vec<Vec<Placed<'l>>> {
        (0..index).rev().filter_map(|i| self.text(i, language)).map(place).collect()
    }

    /// For every clause of a version that is not as it was when the agreement began: when its words last changed.
    pub(super) fn notes(&self, index: usize, language: &str, from: &Folder, words: &Lexicon) -> Notes {
        let edition = |i: usize| (&self.edition(i).version.version, i);
        let told: Vec<usize> = (0..=index).filter(|i| self.text(*i, language).is_some()).collect();
        let texts = told.iter().filter_map(|i| Some((edition(*i).0.clone(), self.text(*i, language)?.clone())));
        let texts: Vec<(VersionName, Text)> = texts.collect();
        let at: HashMap<&VersionName, usize> = told.iter().map(|i| edition(*i)).collect();
        let word = words.get("last_changed").map_or("", String::as_str);
        let note = |life: Life| {
            let step = *at.get(&life.last)?;
            // where no redline shows it there is nothing to lead to
            self.redlines.get(&(language.to_owned(), step.checked_sub(1)?, step))?;
            let page = from.link(&self.redline_folder(step - 1, step, language));
            let label = life.last.to_string();
            let title = fill(word, &[("version", self.edition(step).label())]);
            let href = format!("{page}#{}", encode(&anchors::attribute(&life.id)));
            Some((life.id, Note { label, title, href }))
        };
        lives(&texts).into_iter().filter_map(note).collect()
    }
}

/// A version is shown with the very texts that its record names.
fn check(document: &Document, edition: &Edition) -> Result<(), SiteError> {
    let Edition { version, texts } = edition;
    let (slug, name) = (document.slug.clone(), version.version.clone());
    if edition.prevailing().is_none() {
        return Err(SiteError::NoText { slug, version: name, language: version.prevailing.clone() });
    }
    for (language, text) in texts {
        let found = digest::text(text);
        if version.texts.get(language) != Some(&found) {
            let (language, found) = (language.clone(), found.to_string());
            return Err(SiteError::Digest { slug, version: name, language, found });
        }
    }
    Ok(())
}
