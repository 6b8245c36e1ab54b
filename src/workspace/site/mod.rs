//! What the site is made from, and its folder: built, compared.
//!
//! - `round`: one build, agreement by agreement; `sources`: what an agreement is read from.
//! - `folder`: the files of a site → its folder; `proof`: the two compared; `walked`: no link on the way.
//! - `cache`: what a build remembers, so that the next one makes only the pages of agreements that changed; `pack`: how it
//!   lies in its file; `print`: whether a file was changed, without reading it.
//!
//! A build goes through the agreements on every core, one agreement at a time on each: it is read, its pages are made and
//! staged, and its words are forgotten. What stays are titles and records, for the index and the feeds. An agreement that
//! presupposes others waits until their titles are known.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use super::files::{self, FileError};
use super::{Workspace, WorkspaceError};
use crate::model::time::Timestamp;
use crate::site::{Layout, Library, SiteError, Templates};

mod cache;
mod folder;
mod pack;
mod print;
mod proof;
mod round;
mod sources;
mod walked;

pub use folder::write;
pub use proof::compare;

use cache::Cache;
use folder::Staging;
use print::Output;
use proof::Proof;
use round::Round;

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
        let staging = Staging::open(out)?;
        let cache = if staging.is_fresh() { None } else { Cache::read(out, round.recipe) };
        let made = round.walk(cache.as_ref(), &staging, progress)?;
        let outputs = sorted(made.outputs())?;
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
        let outputs = sorted(made.outputs())?;
        Ok((proof.finish(&outputs)?, outputs.len() + 1))
    }

    /// Everything that the site shows: the published versions of every agreement.
    pub fn library(&self, settings: &Settings) -> Result<Library, WorkspaceError> {
        let documents =
            self.slugs()?.iter().map(|slug| Ok(sources::read(self, slug)?.1)).collect::<Result<_, WorkspaceError>>()?;
        Ok(Library { documents, ..self.shelf(settings) })
    }

    /// A library without books.
    fn shelf(&self, settings: &Settings) -> Library {
        let mut publisher = self.publisher.clone();
        publisher.base_url = settings.base_url.clone().or(publisher.base_url);
        Library { publisher, documents: Vec::new(), at: settings.at, layout: settings.layout }
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

/// The files of a site by path; two of one path are an error.
fn sorted<'o>(outputs: impl Iterator<Item = &'o Output>) -> Result<Vec<&'o Output>, SiteError> {
    let mut outputs: Vec<&Output> = outputs.collect();
    outputs.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    match outputs.windows(2).find(|pair| pair[0].path == pair[1].path) {
        Some(pair) => Err(SiteError::Collision { path: pair[0].path.clone() }),
        None => Ok(outputs),
    }
}
