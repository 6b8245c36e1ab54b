//! What a build remembers for the next one: for each agreement, what its pages were made from and what was made.
//!
//! A file beside the site's folder (`.site.engross-cache` beside `site`), never inside it. Invariant: the cache only ever
//! saves work. Where it is absent, damaged, or of another program, other templates or another publisher, everything is
//! made anew, and the bytes of the site are the same.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};

use super::print::{Output, Print};
use crate::model::agreement::Agreement;
use crate::model::name::{Digest, Slug};
use crate::model::text::Text;
use crate::model::version::Version;
use crate::site::{Document, Edition};
use crate::workspace::files::{self, FileError};

/// The largest cache that is read, in bytes.
const MAX_BYTES: u64 = 1 << 30;

/// What is remembered.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Cache {
    /// What every page is made from: program, templates, publisher, layout.
    pub(super) recipe: Digest,
    /// By agreement.
    pub(super) units: BTreeMap<Slug, Unit>,
    /// What the files that belong to no agreement were made from.
    pub(super) shared_key: Digest,
    /// Those files.
    pub(super) shared: Vec<Output>,
    /// When the build began that wrote it, in nanoseconds since 1970: its sources were read after that.
    pub(super) begun: u64,
    /// When it was written, after the files of the site.
    #[serde(skip)]
    pub(super) kept: u64,
    /// A file had to be read because its print was racy: the cache is worth writing again.
    #[serde(skip)]
    pub(super) raced: AtomicBool,
}

/// An agreement's pages.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Unit {
    /// The files that it was read from.
    pub(super) sources: Sources,
    /// What is known of it without its words.
    pub(super) outline: Outline,
    /// What its pages were made from: recipe, sources, which version is in force, titles of others.
    pub(super) key: Digest,
    /// Of what pages about several agreements show of it.
    pub(super) shown: Digest,
    /// Its files.
    pub(super) outputs: Vec<Output>,
}

/// The files that an agreement was read from.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Sources {
    /// The folder: where its print is the same, it holds the same names.
    pub(super) folder: Option<Print>,
    /// Name and print of each file.
    pub(super) files: Vec<(String, Option<Print>)>,
    /// Of the bytes of all.
    pub(super) digest: Digest,
}

/// A document without its words.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Outline {
    agreement: Agreement,
    editions: Vec<(Version, Titles)>,
}

/// Title and label by language.
type Titles = BTreeMap<String, (String, Option<String>)>;

impl Sources {
    /// Whether the files are as they were when the cache was written, by their prints.
    pub(super) fn are_same(&self, folder: &Path, cache: &Cache) -> bool {
        let same = |print: Option<Print>, path: &Path| {
            print.is_some_and(|print| !cache.is_racy(&print, cache.begun)) && Print::at(path) == print
        };
        same(self.folder, folder) && self.files.iter().all(|(name, print)| same(*print, &folder.join(name)))
    }
}

impl Outline {
    pub(super) fn of(document: &Document) -> Outline {
        let titles = |edition: &Edition| {
            let title =
                |(language, text): (&String, &Text)| (language.clone(), (text.title.clone(), text.label.clone()));
            (edition.version.clone(), edition.texts.iter().map(title).collect())
        };
        Outline { agreement: document.agreement.clone(), editions: document.editions.iter().map(titles).collect() }
    }

    pub(super) fn document(&self, slug: &Slug) -> Document {
        let text = |(language, (title, label)): (&String, &(String, Option<String>))| {
            let (title, label) = (title.clone(), label.clone());
            (language.clone(), Text { title, label, language: language.clone(), ..Text::default() })
        };
        let edition = |(version, titles): &(Version, Titles)| Edition {
            version: version.clone(),
            texts: titles.iter().map(text).collect(),
        };
        Document {
            slug: slug.clone(),
            agreement: self.agreement.clone(),
            editions: self.editions.iter().map(edition).collect(),
        }
    }
}

impl Cache {
    /// The cache's place for a site's folder.
    pub(super) fn path(out: &Path) -> Option<PathBuf> {
        let name = out.file_name()?.to_str()?;
        Some(out.with_file_name(format!(".{name}.engross-cache")))
    }

    /// Reads what an earlier build with the same recipe remembered.
    pub(super) fn read(out: &Path, recipe: Digest) -> Option<Cache> {
        let path = Cache::path(out)?;
        let kept = std::fs::symlink_metadata(&path).ok().filter(std::fs::Metadata::is_file)?;
        let cache: Cache = serde_json::from_slice(&files::read(&path, MAX_BYTES).ok()?).ok()?;
        (cache.recipe == recipe).then_some(Cache { kept: Print::of(&kept).changed(), ..cache })
    }

    /// Writes it.
    pub(super) fn write(&self, out: &Path) -> Result<(), FileError> {
        let Some(path) = Cache::path(out) else { return Ok(()) };
        files::replace(&path, |file| Ok(serde_json::to_writer(file, self)?))
    }

    /// Every file of the site but the manifest.
    pub(super) fn outputs(&self) -> impl Iterator<Item = &Output> {
        self.units.values().flat_map(|unit| &unit.outputs).chain(&self.shared)
    }

    /// Whether a file with this print, taken at that moment or later, has to be read.
    pub(super) fn is_racy(&self, print: &Print, taken: u64) -> bool {
        let racy = print.is_racy(taken);
        if racy {
            self.raced.store(true, Ordering::Relaxed);
        }
        racy
    }
}
