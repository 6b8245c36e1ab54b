//! One build: every agreement is looked at, and its pages are found as they were or made.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::SystemTime;

use super::cache::{Cache, Outline, Unit};
use super::folder::Sink;
use super::print::{Output, Print, nanoseconds};
use super::sources::{self, Sources};
use super::{BuildError, Files, Progress, Settings, SiteFolderError};
use crate::digest;
use crate::model::name::{Digest, Slug};
use crate::site::{Document, Library, Press, Templates, parallel};
use crate::workspace::Workspace;

/// One build.
pub(super) struct Round<'w> {
    workspace: &'w Workspace,
    templates: Templates,
    shelf: Library,
    pub(super) recipe: Digest,
}

/// What a build made, as the next one remembers it.
type Made = Cache;

/// An agreement on its way.
enum Seen {
    /// Its pages are there.
    Done(Arc<Unit>),
    /// Its pages need the titles of others.
    Waiting(Sources, Box<Document>),
}

impl Seen {
    /// What was made of an agreement that is done.
    fn unit(&self) -> Option<&Arc<Unit>> {
        match self {
            Seen::Done(unit) => Some(unit),
            Seen::Waiting(..) => None,
        }
    }
}

impl<'w> Round<'w> {
    pub(super) fn new(workspace: &'w Workspace, settings: &Settings) -> Result<Self, BuildError> {
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
    pub(super) fn walk(
        &self,
        cache: Option<&Cache>,
        sink: &dyn Sink,
        progress: Progress<'_>,
    ) -> Result<Made, BuildError> {
        let begun = nanoseconds(SystemTime::now());
        let slugs = self.workspace.slugs()?;
        let done = AtomicUsize::new(0);
        let step = || progress(done.fetch_add(1, Ordering::Relaxed) + 1, slugs.len());
        let press = Press::new(&self.shelf, &self.templates)?;
        let desk = Desk { round: self, cache, sink };
        let seen = parallel::map(&slugs, |slug| {
            let seen = desk.see(&press, slug)?;
            if seen.unit().is_some() {
                step();
            }
            Ok::<Seen, BuildError>(seen)
        })?;
        let kept = desk.kept(&slugs, &seen)?;
        // titles are gathered only where a page that shows those of several agreements may have to be made
        let outlined: Vec<(&Slug, &Seen)> = slugs.iter().zip(&seen).filter(|_| kept.is_none()).collect();
        let documents = parallel::map(&outlined, |(slug, seen)| desk.title(slug, seen))?;
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
        let units: BTreeMap<Slug, Arc<Unit>> = slugs.iter().cloned().zip(units).collect();
        let shared_key = desk.shared_key(units.iter());
        let shared = match kept {
            Some(outputs) => outputs,
            None => desk.shared(&press, shared_key)?,
        };
        let recipe = self.recipe;
        Ok(Cache { recipe, units, shared_key, shared, begun, kept: 0, raced: AtomicBool::new(false) })
    }
}

/// Where an agreement's pages are made, unless they are there.
struct Desk<'d> {
    round: &'d Round<'d>,
    cache: Option<&'d Cache>,
    sink: &'d dyn Sink,
}

impl Desk<'_> {
    /// An agreement's pages, unless they need the titles of others.
    fn see(&self, press: &Press<'_>, slug: &Slug) -> Result<Seen, BuildError> {
        let known = self.cache.and_then(|cache| {
            let unit = cache.units.get(slug)?;
            unit.sources.are_same(&self.round.workspace.folder(slug), cache).then_some(unit)
        });
        if let Some(unit) = known
            && unit.is_steady(self.round.shelf.at)
            && let Some(unit) = self.intact_unit(unit)?
        {
            return Ok(Seen::Done(unit));
        }
        let outline = known.and_then(|unit| Some((unit.sources.clone(), unit.outline.document(slug)?, None)));
        let (sources, outline, words) = match outline {
            Some(outline) => outline,
            None => {
                let (sources, document) = self.read(slug)?;
                (sources, document.outline(), Some(document))
            }
        };
        if !outline.agreement.prerequisites.is_empty() {
            return Ok(Seen::Waiting(sources, Box::new(outline)));
        }
        Ok(Seen::Done(self.unit(press, sources, &outline, words)?))
    }

    /// The agreement's pages: those that are there, where they were made from the same; else made.
    fn unit(
        &self,
        press: &Press<'_>,
        sources: Sources,
        outline: &Document,
        words: Option<Document>,
    ) -> Result<Arc<Unit>, BuildError> {
        let state = press.state(outline)?;
        let key = Digest(digest::sha256(&[&self.round.recipe.0, &sources.digest.0, &state.0]));
        let known = self.cache.and_then(|cache| cache.units.get(&outline.slug)).filter(|unit| unit.key == key);
        if let Some(unit) = known
            && let Some(unit) = self.intact_unit(unit)?
        {
            let steady = steady(press, outline);
            return Ok(Arc::new(Unit { sources, steady, ..(*unit).clone() }));
        }
        let document = match words {
            Some(document) => document,
            None => self.read(&outline.slug)?.1,
        };
        let outputs = self.put(press.document(&document)?)?;
        let steady = steady(press, outline);
        let outline = Outline::of(outline);
        let shown = Digest(digest::sha256(&[outline.0.as_bytes(), &state.0]));
        Ok(Arc::new(Unit { sources, outline, key, steady, shown, outputs }))
    }

    fn read(&self, slug: &Slug) -> Result<(Sources, Document), BuildError> {
        let (sources, document) = sources::read(self.round.workspace, slug)?;
        document.check()?;
        Ok((sources, document))
    }

    /// An agreement without its words.
    fn title(&self, slug: &Slug, seen: &Seen) -> Result<Document, BuildError> {
        match seen {
            Seen::Waiting(_, outline) => Ok((**outline).clone()),
            Seen::Done(unit) => match unit.outline.document(slug) {
                Some(document) => Ok(document),
                None => Ok(self.read(slug)?.1.outline()),
            },
        }
    }

    /// The files that belong to no agreement, where every agreement is done and they are as they were made from the same.
    fn kept(&self, slugs: &[Slug], seen: &[Seen]) -> Result<Option<Vec<Output>>, BuildError> {
        let units: Option<Vec<&Arc<Unit>>> = seen.iter().map(Seen::unit).collect();
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
    fn shared_key<'u>(&self, units: impl Iterator<Item = (&'u Slug, &'u Arc<Unit>)>) -> Digest {
        let mut from: Vec<&[u8]> = vec![&self.round.recipe.0];
        for (slug, unit) in units {
            from.extend([slug.as_str().as_bytes(), &unit.shown.0[..]]);
        }
        Digest(digest::sha256(&from))
    }

    fn intact_unit(&self, unit: &Arc<Unit>) -> Result<Option<Arc<Unit>>, SiteFolderError> {
        Ok(self.looked(&unit.outputs)?.map(|prints| match prints.is_empty() {
            true => unit.clone(),
            false => Arc::new(Unit { outputs: reprinted(&unit.outputs, prints), ..(**unit).clone() }),
        }))
    }

    fn intact(&self, outputs: &[Output]) -> Result<Option<Vec<Output>>, SiteFolderError> {
        Ok(self.looked(outputs)?.map(|prints| reprinted(outputs, prints)))
    }

    /// Where the folder has these files: the prints that are to be brought up to date, by index.
    fn looked(&self, outputs: &[Output]) -> Result<Option<Vec<(usize, Print)>>, SiteFolderError> {
        let racy = |print: &Print| self.cache.is_none_or(|cache| cache.is_racy(print, cache.kept));
        self.sink.look(outputs, &racy)
    }

    fn put(&self, files: Files) -> Result<Vec<Output>, SiteFolderError> {
        files.into_iter().map(|(path, bytes)| self.sink.put(path, &bytes)).collect()
    }
}

/// From when until when an agreement's pages stay the same, where they depend on nothing but the moment.
fn steady(press: &Press<'_>, outline: &Document) -> std::ops::Range<i64> {
    match outline.agreement.prerequisites.is_empty() {
        true => Unit::steady(press.at(), &press.turns(outline)),
        false => 0..0,
    }
}

fn reprinted(outputs: &[Output], prints: Vec<(usize, Print)>) -> Vec<Output> {
    let mut outputs = outputs.to_vec();
    for (i, print) in prints {
        outputs[i].print = Some(print);
    }
    outputs
}
