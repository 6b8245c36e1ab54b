//! What the site is made from, and its folder: built, compared.
//!
//! - [`folder`]: the files of a site → its folder. `print`: whether a file was changed, without reading it.
//! - `cache`: what a build remembers, so that the next one makes only the pages of agreements that changed.
//!
//! A build goes through the agreements on every core, one agreement at a time on each: it is read, its pages are made and
//! staged, and its words are forgotten. What stays are titles and records, for the index and the feeds. An agreement that
//! presupposes others waits until their titles are known.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::SystemTime;

use super::files::{self, FileError};
use super::{Workspace, WorkspaceError, parse_yaml};
use crate::digest;
use crate::model::name::{Digest, Slug};
use crate::model::time::Timestamp;
use crate::site::{Document, Edition, Layout, Library, Press, SiteError, Templates, parallel};
use crate::yaml;

mod cache;
mod folder;
mod print;

pub use folder::{compare, write};

use cache::{Cache, Outline, Sources, Unit};
use folder::{Proof, Sink, Staging};
use print::{Output, Print, nanoseconds};

/// Files by path below the site's folder, with `/` between names.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What is asked of a build beyond what the workspace says.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The moment at which a version is in force.
    pub at: Timestamp,
    /// How the files lie.
    pub layout: Layout,
    /// The address under which the site is published, where not that of `engross.yaml`.
    pub base_url: Option<String>,
}

/// Why a site could not be built.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The workspace could not be read.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// A page could not be made.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// The folder could not be written.
    #[error(transparent)]
    Folder(#[from] SiteFolderError),
}

impl From<FileError> for BuildError {
    fn from(error: FileError) -> Self {
        BuildError::Workspace(error.into())
    }
}

/// Why a site could not be written.
#[derive(Debug, thiserror::Error)]
pub enum SiteFolderError {
    /// The operating system said no.
    #[error(transparent)]
    File(#[from] FileError),
    /// A file that no build has written stands where a page would.
    #[error("{}: not written by `engross build`: expected a folder of its own", .0.display())]
    Foreign(PathBuf),
    /// A symbolic link stands where a folder of the site would.
    #[error("{}: a symbolic link: expected a folder", .0.display())]
    Link(PathBuf),
}

/// What a build did to the folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files written because they are new or differ.
    pub changed: usize,
    /// Files that were the same.
    pub same: usize,
    /// Files of an earlier build that the site no longer has.
    pub removed: usize,
}

/// What a build made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Built {
    /// How many pages the site has.
    pub pages: usize,
    /// How many other files.
    pub others: usize,
    /// What it did to the folder.
    pub written: Written,
}

/// How the folder differs from the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stale {
    /// The site has a file that the folder lacks.
    Missing(String),
    /// The bytes differ.
    Differs {
        /// Where.
        path: String,
        /// The folder's bytes.
        found: Vec<u8>,
        /// The site's bytes.
        wanted: Vec<u8>,
    },
    /// An earlier build wrote a file that the site no longer has.
    Leftover(String),
}

impl Stale {
    /// Where.
    pub fn path(&self) -> &str {
        match self {
            Stale::Missing(path) | Stale::Leftover(path) | Stale::Differs { path, .. } => path,
        }
    }
}

/// How far a build is: agreements done, and of how many.
pub type Progress<'p> = &'p (dyn Fn(usize, usize) + Sync);

impl Workspace {
    /// Builds the site into its folder. Only pages of agreements that changed since the last build are made, and only files
    /// that differ are written.
    pub fn build(&self, settings: &Settings, out: &Path, progress: Progress<'_>) -> Result<Built, BuildError> {
        let round = Round::new(self, settings)?;
        let cache = Cache::read(out, round.recipe);
        let staging = Staging::open(out)?;
        let made = round.walk(cache.as_ref(), &staging, progress)?;
        let outputs: Vec<&Output> = made.outputs().collect();
        let pages = outputs.iter().filter(|output| settings.layout.is_page(&output.path)).count();
        let others = outputs.len() + 1 - pages;
        let written = staging.commit(&outputs)?;
        let raced = cache.as_ref().is_none_or(|cache| cache.raced.load(Ordering::Relaxed));
        if raced || written.changed + written.removed > 0 {
            made.write(out)?;
        }
        Ok(Built { pages, others, written })
    }

    /// Compares the site, made anew, with its folder. Returns how the folder differs, and of how many files the site is.
    pub fn check(
        &self,
        settings: &Settings,
        out: &Path,
        progress: Progress<'_>,
    ) -> Result<(Vec<Stale>, usize), BuildError> {
        let proof = Proof::open(out)?;
        let made = Round::new(self, settings)?.walk(None, &proof, progress)?;
        let outputs: Vec<&Output> = made.outputs().collect();
        Ok((proof.finish(&outputs)?, outputs.len() + 1))
    }

    /// Everything that the site shows: the published versions of every agreement.
    pub fn library(&self, settings: &Settings) -> Result<Library, WorkspaceError> {
        let documents =
            self.slugs()?.iter().map(|slug| Ok(self.document(slug)?.1)).collect::<Result<_, WorkspaceError>>()?;
        Ok(Library { documents, ..self.shelf(settings) })
    }

    /// A library without books.
    fn shelf(&self, settings: &Settings) -> Library {
        let mut publisher = self.publisher.clone();
        publisher.base_url = settings.base_url.clone().or(publisher.base_url);
        Library { publisher, documents: Vec::new(), at: settings.at, layout: settings.layout }
    }

    /// An agreement with its published versions, and the files that it was read from.
    fn document(&self, slug: &Slug) -> Result<(Sources, Document), WorkspaceError> {
        let mut reader = Reader { folder: self.folder(slug), files: Vec::new(), digests: Vec::new() };
        // before anything is read: what changes while it is read changes a print
        let folder = Print::at(&reader.folder);
        let agreement = reader.read("agreement.yaml", yaml::read_agreement)?;
        let published = reader.folder.join("versions.yaml").is_file();
        let versions = if published { reader.read("versions.yaml", yaml::read_versions)? } else { Vec::new() };
        let names = self.text_files(slug)?;
        let mut editions = Vec::new();
        for version in versions {
            let mut texts = BTreeMap::new();
            for name in names.iter().filter(|name| name.version == version.version) {
                let path = self.text_path(slug, name);
                let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
                let text = reader.read(name, yaml::read_text)?;
                // a translation that is no part of the published record is a draft
                if version.texts.contains_key(&text.language) {
                    texts.insert(text.language.clone(), text);
                }
            }
            editions.push(Edition { version, texts });
        }
        let Reader { files, digests, .. } = reader;
        let digest = Digest(digest::sha256(&digests.iter().map(|d| &d[..]).collect::<Vec<_>>()));
        Ok((Sources { folder, files, digest }, Document { slug: slug.clone(), agreement, editions }))
    }

    /// The built-in templates with those of the workspace's `templates/` in their place.
    pub fn templates(&self) -> Result<Templates, WorkspaceError> {
        let folder = self.root.join("templates");
        let mut templates = Templates::default();
        for name in files::names(&folder)? {
            let path = folder.join(&name);
            let known = [".html", ".css", ".svg", ".js", ".yaml"].iter().any(|end| name.ends_with(end));
            if known && path.is_file() {
                templates.replace(name, files::read_utf8(&path, 1 << 20)?);
            }
        }
        Ok(templates)
    }
}

/// Reads the files of an agreement's folder and remembers what it read.
struct Reader {
    folder: PathBuf,
    files: Vec<(String, Option<Print>)>,
    /// Of each file's name and of its bytes.
    digests: Vec<[u8; 32]>,
}

impl Reader {
    fn read<T>(&mut self, name: &str, read: impl Fn(&str) -> Result<T, yaml::YamlError>) -> Result<T, WorkspaceError> {
        let path = self.folder.join(name);
        self.files.push((name.to_owned(), Print::at(&path)));
        let source = files::read_utf8(&path, yaml::MAX_BYTES as u64)?;
        self.digests.extend([digest::sha256(&[name.as_bytes()]), digest::sha256(&[source.as_bytes()])]);
        parse_yaml(&path, &source, read)
    }
}

/// One build.
struct Round<'w> {
    workspace: &'w Workspace,
    templates: Templates,
    shelf: Library,
    recipe: Digest,
}

/// What a build made, as the next one remembers it.
type Made = Cache;

/// An agreement on its way.
enum Seen {
    /// Its pages are there.
    Done(Unit),
    /// Its pages need the titles of others.
    Waiting(Sources, Document),
}

impl Seen {
    /// What was made of an agreement that is done.
    fn unit(&self) -> Option<&Unit> {
        match self {
            Seen::Done(unit) => Some(unit),
            Seen::Waiting(..) => None,
        }
    }
}

impl<'w> Round<'w> {
    fn new(workspace: &'w Workspace, settings: &Settings) -> Result<Self, BuildError> {
        let templates = workspace.templates()?;
        let shelf = workspace.shelf(settings);
        let recipe = templates.digest(&shelf);
        // another build of this program may make other pages
        let program = std::env::current_exe().ok().and_then(|path| Print::at(&path));
        let program = format!("{} {program:?}", env!("CARGO_PKG_VERSION"));
        let recipe = Digest(digest::sha256(&[&recipe.0, program.as_bytes()]));
        Ok(Round { workspace, templates, shelf, recipe })
    }

    /// Goes through the agreements and hands every file of the site to the sink, or finds that the sink has it.
    fn walk(&self, cache: Option<&Cache>, sink: &dyn Sink, progress: Progress<'_>) -> Result<Made, BuildError> {
        let begun = nanoseconds(SystemTime::now());
        let slugs = self.workspace.slugs()?;
        let done = AtomicUsize::new(0);
        let step = || progress(done.fetch_add(1, Ordering::Relaxed) + 1, slugs.len());
        let press = Press::new(&self.shelf, &self.templates)?;
        let desk = Desk { round: self, cache, sink };
        let seen = parallel::map(&slugs, |slug| {
            let (sources, outline, words) = desk.look(slug)?;
            if !outline.agreement.prerequisites.is_empty() {
                return Ok::<Seen, BuildError>(Seen::Waiting(sources, outline));
            }
            let unit = desk.unit(&press, sources, &outline, words)?;
            step();
            Ok(Seen::Done(unit))
        })?;
        let outline = |(slug, seen): (&Slug, &Seen)| match seen {
            Seen::Done(unit) => unit.outline.document(slug),
            Seen::Waiting(_, outline) => outline.clone(),
        };
        let kept = desk.kept(&slugs, &seen)?;
        // titles are gathered only where a page that shows those of several agreements may have to be made
        let documents = if kept.is_some() { Vec::new() } else { slugs.iter().zip(&seen).map(outline).collect() };
        let library = Library { documents, ..self.shelf.clone() };
        let press = press.with(&library)?;
        let made = parallel::map(&seen, |seen| {
            let Seen::Waiting(sources, outline) = seen else { return Ok(None) };
            let unit = desk.unit(&press, sources.clone(), outline, None)?;
            step();
            Ok::<_, BuildError>(Some(unit))
        })?;
        let units = seen.into_iter().zip(made).filter_map(|(seen, made)| match seen {
            Seen::Done(unit) => Some(unit),
            Seen::Waiting(..) => made,
        });
        let units: BTreeMap<Slug, Unit> = slugs.iter().cloned().zip(units).collect();
        let shared_key = desk.shared_key(units.iter());
        let shared = match kept {
            Some(outputs) => outputs,
            None => desk.shared(&press, shared_key)?,
        };
        let made =
            Cache { recipe: self.recipe, units, shared_key, shared, begun, kept: 0, raced: AtomicBool::new(false) };
        let mut paths = HashSet::new();
        if let Some(twice) = made.outputs().find(|output| !paths.insert(output.path.as_str())) {
            return Err(SiteError::Collision { path: twice.path.clone() }.into());
        }
        Ok(made)
    }
}

/// Where an agreement's pages are made, unless they are there.
struct Desk<'d> {
    round: &'d Round<'d>,
    cache: Option<&'d Cache>,
    sink: &'d dyn Sink,
}

impl Desk<'_> {
    /// An agreement without its words, from the cache where its files are as they were; else read, and with its words.
    fn look(&self, slug: &Slug) -> Result<(Sources, Document, Option<Document>), BuildError> {
        if let Some(cache) = self.cache
            && let Some(unit) = cache.units.get(slug)
            && unit.sources.are_same(&self.round.workspace.folder(slug), cache)
        {
            return Ok((unit.sources.clone(), unit.outline.document(slug), None));
        }
        let (sources, document) = self.round.workspace.document(slug)?;
        document.check()?;
        Ok((sources, document.outline(), Some(document)))
    }

    /// The agreement's pages: those that are there, where they were made from the same; else made.
    fn unit(
        &self,
        press: &Press<'_>,
        sources: Sources,
        outline: &Document,
        words: Option<Document>,
    ) -> Result<Unit, BuildError> {
        let state = press.state(outline)?;
        let key = Digest(digest::sha256(&[&self.round.recipe.0, &sources.digest.0, &state.0]));
        let known = self.cache.and_then(|cache| cache.units.get(&outline.slug)).filter(|unit| unit.key == key);
        if let Some(unit) = known
            && let Some(outputs) = self.intact(&unit.outputs)?
        {
            let Unit { outline, key, shown, .. } = unit;
            return Ok(Unit { sources, outline: outline.clone(), key: *key, shown: *shown, outputs });
        }
        let document = match words {
            Some(document) => document,
            None => {
                let (_, document) = self.round.workspace.document(&outline.slug)?;
                document.check()?;
                document
            }
        };
        let outputs = self.put(press.document(&document)?)?;
        let outline = Outline::of(outline);
        let shown = Digest(digest::sha256(&[&serde_json::to_vec(&outline).unwrap_or_default(), &state.0]));
        Ok(Unit { sources, outline, key, shown, outputs })
    }

    /// The files that belong to no agreement, where every agreement is done and they are as they were made from the same.
    fn kept(&self, slugs: &[Slug], seen: &[Seen]) -> Result<Option<Vec<Output>>, BuildError> {
        let units: Option<Vec<&Unit>> = seen.iter().map(Seen::unit).collect();
        let Some(units) = units else { return Ok(None) };
        let key = self.shared_key(slugs.iter().zip(units));
        match self.cache.filter(|cache| cache.shared_key == key) {
            Some(cache) => Ok(self.intact(&cache.shared)?),
            None => Ok(None),
        }
    }

    /// The files that belong to no agreement.
    fn shared(&self, press: &Press<'_>, key: Digest) -> Result<Vec<Output>, BuildError> {
        if let Some(cache) = self.cache.filter(|cache| cache.shared_key == key)
            && let Some(outputs) = self.intact(&cache.shared)?
        {
            return Ok(outputs);
        }
        Ok(self.put(press.shared()?)?)
    }

    /// Names what they are made from.
    fn shared_key<'u>(&self, units: impl Iterator<Item = (&'u Slug, &'u Unit)>) -> Digest {
        let mut from: Vec<&[u8]> = vec![&self.round.recipe.0];
        for (slug, unit) in units {
            from.extend([slug.as_str().as_bytes(), &unit.shown.0[..]]);
        }
        Digest(digest::sha256(&from))
    }

    fn intact(&self, outputs: &[Output]) -> Result<Option<Vec<Output>>, SiteFolderError> {
        let mut outputs = outputs.to_vec();
        for output in &mut outputs {
            if !self.sink.is_intact(output, &|print| self.cache.is_none_or(|cache| cache.is_racy(print, cache.kept)))? {
                return Ok(None);
            }
        }
        Ok(Some(outputs))
    }

    fn put(&self, files: Files) -> Result<Vec<Output>, SiteFolderError> {
        files.into_iter().map(|(path, bytes)| self.sink.put(&path, &bytes)).collect()
    }
}
