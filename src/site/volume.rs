//! A document with everything about it that several pages need: which version is in force, and the redlines.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use super::body::{Note, Notes};
use super::library::{Document, Edition, Library, Standing};
use super::route::{Folder, encode};
use super::words::{Lexicon, fill};
use super::{SiteError, anchors};
use crate::history::{Life, lives};
use crate::model::name::VersionName;
use crate::model::path::{Placed, place};
use crate::model::text::Text;
use crate::redline::{Redline, redline};

/// A document, looked through. Of an outline everything is known but what a redline says.
pub(super) struct Volume<'l> {
    pub(super) document: &'l Document,
    /// The index of the version in force.
    pub(super) in_force: Option<usize>,
    /// Whether the words of a version are on the site, or its record alone.
    kept: Vec<bool>,
    /// Redlines by language, old and new index; each is made when it is first asked for.
    redlines: BTreeMap<Key, OnceLock<Redline>>,
}

/// A redline's language, old and new index.
type Key = (String, usize, usize);

impl<'l> Volume<'l> {
    /// Looks through a document; none of its versions: nothing to show.
    pub(super) fn new(document: &'l Document, library: &Library) -> Result<Option<Self>, SiteError> {
        if document.editions.is_empty() {
            return Ok(None);
        }
        let in_force = document.in_force(library.at)?;
        let kept = document.kept(in_force, library);
        let mut volume = Volume { document, in_force, kept, redlines: BTreeMap::new() };
        for (old, new) in volume.pairs() {
            let [a, b] = [old, new].map(|i| &document.editions[i].texts);
            let both = b.keys().filter(|language| a.contains_key(*language));
            volume.redlines.extend(both.map(|language| ((language.clone(), old, new), OnceLock::new())));
        }
        Ok(Some(volume))
    }

    /// Whether the words of a version are on the site: its pages, its files, its redlines.
    pub(super) fn is_kept(&self, index: usize) -> bool {
        self.kept[index]
    }

    /// The versions of which the words are on the site.
    pub(super) fn kept(&self) -> impl Iterator<Item = usize> {
        (0..self.kept.len()).filter(|i| self.kept[*i])
    }

    /// The redlines there are.
    pub(super) fn compared(&self) -> impl Iterator<Item = &Key> {
        self.redlines.keys()
    }

    /// Whether there is a redline of two versions in a language.
    pub(super) fn is_compared(&self, language: &str, old: usize, new: usize) -> bool {
        self.redlines.contains_key(&(language.to_owned(), old, new))
    }

    /// The redline of two versions in a language.
    pub(super) fn redline(&self, language: &str, old: usize, new: usize) -> Option<&Redline> {
        let made = self.redlines.get(&(language.to_owned(), old, new))?;
        let [a, b] = [self.text(old, language)?, self.text(new, language)?];
        Some(made.get_or_init(|| redline(a, b)))
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
        pairs.retain(|(old, new)| self.kept[*old] && self.kept[*new]);
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
        // a note leads to a redline
        if !self.redlines.keys().any(|(compared, old, new)| compared == language && *new <= index && old + 1 == *new) {
            return Notes::new();
        }
        let edition = |i: usize| (&self.edition(i).version.version, i);
        let told: Vec<usize> = (0..=index).filter(|i| self.text(*i, language).is_some()).collect();
        let texts = told.iter().filter_map(|i| Some((edition(*i).0.clone(), self.text(*i, language)?.clone())));
        let texts: Vec<(VersionName, Text)> = texts.collect();
        let at: HashMap<&VersionName, usize> = told.iter().map(|i| edition(*i)).collect();
        let word = words.get("last_changed").map_or("", String::as_str);
        let note = |life: Life| {
            let step = *at.get(&life.last)?;
            // where no redline shows it there is nothing to lead to
            step.checked_sub(1).filter(|before| self.is_compared(language, *before, step))?;
            let page = from.link(&self.redline_folder(step - 1, step, language));
            let label = life.last.to_string();
            let title = fill(word, &[("version", self.edition(step).label())]);
            let href = format!("{page}#{}", encode(&anchors::attribute(&life.id)));
            Some((life.id, Note { label, title, href }))
        };
        lives(&texts).into_iter().filter_map(note).collect()
    }
}
