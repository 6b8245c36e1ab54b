//! What a build remembers for the next one: for each agreement, what its pages were made from and what was made.
//!
//! A file beside the site's folder (`.site.engross-cache` beside `site`), never inside it. Invariant: the cache only ever
//! saves work. Where it is absent, damaged, or of another program, other templates or another publisher, everything is
//! made anew, and the bytes of the site are the same.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};

use super::pack::{Packer, Unpacker};
use super::print::{Output, Print};
use super::sources::Sources;
use crate::model::agreement::Agreement;
use crate::model::name::{Digest, Slug};
use crate::model::text::Text;
use crate::model::time::Timestamp;
use crate::model::version::Version;
use crate::site::{Document, Edition};
use crate::workspace::files::{self, FileError};

/// The largest cache that is read, in bytes.
const MAX_BYTES: u64 = 1 << 30;

/// How the file begins.
const BEGINNING: &str = "engross cache 2\n";

/// What is remembered.
#[derive(Debug)]
pub(super) struct Cache {
    /// What every page is made from: program, templates, publisher, layout.
    pub(super) recipe: Digest,
    /// By agreement.
    pub(super) units: BTreeMap<Slug, Arc<Unit>>,
    /// What the files that belong to no agreement were made from.
    pub(super) shared_key: Digest,
    /// Those files.
    pub(super) shared: Vec<Output>,
    /// When the build began that wrote it, in nanoseconds since 1970: its sources were read after that.
    pub(super) begun: u64,
    /// When it was written, after the files of the site.
    pub(super) kept: u64,
    /// A file had to be read because its print was racy: the cache is worth writing again.
    pub(super) raced: AtomicBool,
}

/// An agreement's pages.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// The files that it was read from.
    pub(super) sources: Sources,
    /// What is known of it without its words.
    pub(super) outline: Outline,
    /// What its pages were made from: recipe, sources, which version is in force, titles of others.
    pub(super) key: Digest,
    /// From when until when a build makes the same of the same sources, in nanoseconds since 1970; empty where that does not
    /// depend on the moment alone.
    pub(super) steady: Range<i64>,
    /// Of what pages about several agreements show of it.
    pub(super) shown: Digest,
    /// Its files.
    pub(super) outputs: Vec<Output>,
}

/// A document without its words, as JSON: it is read only where a page about several agreements has to be made.
#[derive(Clone, Debug)]
pub(super) struct Outline(pub(super) String);

/// What an outline says.
#[derive(Serialize, Deserialize)]
struct Record {
    agreement: Agreement,
    editions: Vec<(Version, Titles)>,
}

/// Title and label by language.
type Titles = BTreeMap<String, (String, Option<String>)>;

impl Unit {
    /// Whether a build at a moment makes the same of the same sources.
    pub(super) fn is_steady(&self, at: Timestamp) -> bool {
        self.steady.contains(&nanoseconds(at))
    }

    /// From the last turn that is not after a moment to the next.
    pub(super) fn steady(at: Timestamp, turns: &[Timestamp]) -> Range<i64> {
        let turns = || turns.iter().copied().map(nanoseconds);
        let at = nanoseconds(at);
        let from = turns().filter(|turn| *turn <= at).max().unwrap_or(i64::MIN);
        from..turns().filter(|turn| *turn > at).min().unwrap_or(i64::MAX)
    }

    fn pack(&self, to: &mut Packer) {
        let Unit { sources, outline, key, steady, shown, outputs } = self;
        let Sources { folder, files, digest } = sources;
        Print::pack(*folder, to);
        to.list(files.iter(), |to, (name, print)| {
            to.string(name);
            Print::pack(*print, to);
        });
        to.digest(digest);
        to.string(&outline.0);
        to.digest(key);
        [steady.start, steady.end].iter().for_each(|n| to.number(n.cast_unsigned()));
        to.digest(shown);
        to.list(outputs.iter(), |to, output| output.pack(to));
    }

    fn read(from: &mut Unpacker<'_>) -> Option<Unit> {
        let folder = Print::read(from)?;
        let files = from.list(|from| Some((from.string()?.to_owned(), Print::read(from)?)))?;
        Some(Unit {
            sources: Sources { folder, files, digest: from.digest()? },
            outline: Outline(from.string()?.to_owned()),
            key: from.digest()?,
            steady: from.number()?.cast_signed()..from.number()?.cast_signed(),
            shown: from.digest()?,
            outputs: from.list(Output::read)?,
        })
    }
}

/// Since 1970; a moment that is too far away is the last that can be told.
fn nanoseconds(at: Timestamp) -> i64 {
    let last = if at.as_second() < 0 { i64::MIN } else { i64::MAX };
    i64::try_from(at.as_nanosecond()).unwrap_or(last)
}

impl Outline {
    pub(super) fn of(document: &Document) -> Outline {
        let titles = |edition: &Edition| {
            let title =
                |(language, text): (&String, &Text)| (language.clone(), (text.title.clone(), text.label.clone()));
            (edition.version.clone(), edition.texts.iter().map(title).collect())
        };
        let editions = document.editions.iter().map(titles).collect();
        let record = Record { agreement: document.agreement.clone(), editions };
        Outline(serde_json::to_string(&record).unwrap_or_default())
    }

    /// The document; none where the outline is damaged.
    pub(super) fn document(&self, slug: &Slug) -> Option<Document> {
        let text = |(language, (title, label)): (String, (String, Option<String>))| {
            (language.clone(), Text { title, label, language, ..Text::default() })
        };
        let edition =
            |(version, titles): (Version, Titles)| Edition { version, texts: titles.into_iter().map(text).collect() };
        let Record { agreement, editions } = serde_json::from_str(&self.0).ok()?;
        Some(Document { slug: slug.clone(), agreement, editions: editions.into_iter().map(edition).collect() })
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
        let bytes = files::read(&path, MAX_BYTES).ok()?;
        let mut from = Unpacker(bytes.strip_prefix(BEGINNING.as_bytes())?);
        if from.digest()? != recipe {
            return None;
        }
        let (begun, shared_key) = (from.number()?, from.digest()?);
        let shared = from.list(Output::read)?;
        let units = from.list(|from| Some((from.string()?.parse().ok()?, Arc::new(Unit::read(from)?))))?;
        let (kept, raced) = (Print::of(&kept).changed(), AtomicBool::new(false));
        let units = units.into_iter().collect();
        from.0.is_empty().then_some(Cache { recipe, units, shared_key, shared, begun, kept, raced })
    }

    /// Writes it.
    pub(super) fn write(&self, out: &Path) -> Result<(), FileError> {
        let Some(path) = Cache::path(out) else { return Ok(()) };
        files::replace(&path, |file| {
            let mut to = Packer::default();
            to.0.extend(BEGINNING.as_bytes());
            to.digest(&self.recipe);
            to.number(self.begun);
            to.digest(&self.shared_key);
            to.list(self.shared.iter(), |to, output| output.pack(to));
            to.number(self.units.len() as u64);
            for (slug, unit) in &self.units {
                to.string(slug.as_str());
                unit.pack(&mut to);
                // piece by piece: a large cache does not stand in memory twice
                file.write_all(&std::mem::take(&mut to.0))?;
            }
            file.write_all(&to.0)
        })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_steady_from_turn_to_turn() {
        let moment = |s: &str| s.parse::<Timestamp>().unwrap();
        let turns = [moment("2024-01-01T00:00:00Z"), moment("2026-01-01T00:00:00Z"), moment("9000-01-01T00:00:00Z")];
        let unit = |at: &str| Unit::steady(moment(at), &turns);
        let (before, between) = (unit("2023-05-01T00:00:00Z"), unit("2024-01-01T00:00:00Z"));
        assert_eq!(before.end, between.start);
        assert!(between.contains(&nanoseconds(moment("2025-12-31T23:59:59.999999999Z"))));
        assert_eq!(between.end, nanoseconds(turns[1]));
        assert_eq!(unit("2026-07-01T00:00:00Z"), nanoseconds(turns[1])..i64::MAX);
    }
}
