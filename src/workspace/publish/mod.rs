//! A draft → the next version of its agreement: the plan first, with every reason why not, then the writing.
//!
//! The texts are written before `versions.yaml` names them, each file in one step: a crash leaves a draft or a
//! version, never half of one.

mod error;
mod terms;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::PathBuf;

use super::files::{self, FileError};
use super::{TextFile, Workspace, WorkspaceError};
use crate::lint;
use crate::model::name::{Digest, Slug, VersionName};
use crate::model::path::place;
use crate::model::text::Text;
use crate::model::time;
use crate::model::version::{Level, Version};
use crate::redline::{self, Redline};
use crate::{digest, yaml};
pub use error::PublishError;
use terms::{effective, propose};

/// What an editor asks for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The agreement.
    pub slug: Slug,
    /// The name of the draft, and of the version that it becomes.
    pub version: VersionName,
    /// When it is published, as a file holds it.
    pub published: String,
    /// When it takes effect; none: as soon as the notice period allows.
    pub effective: Option<String>,
    /// The level; none: the one that the redline proposes.
    pub level: Option<Level>,
    /// For readers, CommonMark.
    pub summary: Option<String>,
}

/// What publishing would do.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The record to be appended.
    pub record: Version,
    /// The level that the redline proposes.
    pub proposed: Level,
    /// Why it proposes that level.
    pub reason: String,
    /// The redline of the prevailing text against the version before.
    pub redline: Option<Redline>,
    versions: Vec<Version>,
    texts: Vec<(PathBuf, String)>,
    versions_path: PathBuf,
}

impl Plan {
    /// The version before, where it is published later than this one.
    pub fn published_later(&self) -> Option<&Version> {
        let moment = |version: &Version| time::moment(&version.published);
        let before = self.versions.iter().rev().nth(1)?;
        (moment(before) > moment(&self.record)).then_some(before)
    }
}

/// Holds the agreements against a second writer until it is dropped.
pub fn lock(ws: &Workspace) -> Result<File, FileError> {
    files::lock(&ws.root.join("agreements/engross.yaml"))
}

/// Works out what publishing a draft would write, or why it cannot be published. Writes nothing.
pub fn plan(ws: &Workspace, request: &Request) -> Result<Plan, PublishError> {
    let Request { slug, version, published, .. } = request;
    let agreement = ws.agreement(slug)?;
    let profile = ws.profile(slug, &agreement)?;
    let mut versions = ws.versions(slug)?;
    // some file systems take upper case for lower
    let is_it = |name: &str| name.eq_ignore_ascii_case(version.as_str());
    if let Some(earlier) = versions.iter().find(|v| is_it(v.version.as_str())) {
        return Err(PublishError::Exists { slug: slug.clone(), version: earlier.version.clone() });
    }
    // SLUG/VERSION/ stands beside SLUG/history/, SLUG/redline/, SLUG/LANGUAGE/ and files such as SLUG/index.html
    let is_file = |ending: &str| version.as_str().to_ascii_lowercase().ends_with(ending);
    if ["history", "redline"].into_iter().any(is_it)
        || ws.publisher.languages.iter().any(|language| is_it(language))
        || [".html", ".xml", ".json", ".js", ".css"].into_iter().any(is_file)
    {
        return Err(PublishError::Reserved(version.clone()));
    }
    let mut drafts = drafts(ws, slug, version, &agreement.prevailing)?;
    if !drafts.contains_key(&agreement.prevailing) {
        let language = agreement.prevailing.clone();
        return Err(PublishError::NoPrevailing { slug: slug.clone(), version: version.clone(), language });
    }
    let before = match versions.last() {
        Some(last) => Some((last.version.clone(), ws.text(slug, &last.version, &agreement.prevailing)?)),
        None => None,
    };
    carry_ids(ws, slug, &versions, before.as_ref().map(|(_, text)| text), &agreement.prevailing, &mut drafts)?;
    let texts: BTreeMap<String, Digest> =
        drafts.iter().map(|(language, (_, text))| (language.clone(), digest::text(text))).collect();
    if let (Some((name, _)), Some(last)) = (&before, versions.last())
        && last.texts == texts
    {
        return Err(PublishError::Unchanged { slug: slug.clone(), version: version.clone(), before: name.clone() });
    }
    let text = &drafts[&agreement.prevailing].1;
    let redline = before.as_ref().map(|(_, before)| redline::redline(before, text));
    let (proposed, reason) = redline.as_ref().map_or((Level::Material, "the first version".to_owned()), propose);
    let level = request.level.unwrap_or(proposed);
    let waits = before.is_some() && level == Level::Material;
    let effective = effective(ws, published, request.effective.as_deref(), &profile, waits)?;
    let mut record = Version {
        version: version.clone(),
        label: text.label.clone(),
        texts,
        prevailing: agreement.prevailing.clone(),
        published: published.clone(),
        effective,
        level,
        summary: request.summary.clone(),
        parent: versions.last().map(|v| v.digest),
        digest: Digest([0; 32]),
    };
    record.digest = digest::version(slug, &record);
    versions.push(record.clone());
    let texts = drafts.into_values().map(|(path, text)| (path, yaml::write_text(&text))).collect();
    let versions_path = ws.folder(slug).join("versions.yaml");
    Ok(Plan { record, proposed, reason, redline, versions, texts, versions_path })
}

/// Writes what was planned. The caller holds the [`lock`] since before the plan was made.
pub fn carry_out(plan: &Plan) -> Result<(), FileError> {
    for (path, canonical) in &plan.texts {
        // only carried ids can differ: a text that is as it should be is left alone
        if files::read(path, yaml::MAX_BYTES as u64)? != canonical.as_bytes() {
            files::write(path, canonical.as_bytes())?;
        }
    }
    files::write(&plan.versions_path, yaml::write_versions(&plan.versions).as_bytes())
}

/// The texts of a draft by language, each canonical and sound.
fn drafts(
    ws: &Workspace,
    slug: &Slug,
    version: &VersionName,
    prevailing: &str,
) -> Result<BTreeMap<String, (PathBuf, Text)>, PublishError> {
    // an unknown version is said with the known ones
    ws.texts(slug, version)?;
    let mut drafts = BTreeMap::new();
    for file in ws.text_files(slug)?.iter().filter(|file| file.version == *version) {
        let (path, text) = draft(ws, slug, file)?;
        let expected = file.language.as_deref().unwrap_or(prevailing);
        if text.language != expected {
            return Err(PublishError::OtherLanguage { path, found: text.language, expected: expected.to_owned() });
        }
        drafts.insert(text.language.clone(), (path, text));
    }
    Ok(drafts)
}

fn draft(ws: &Workspace, slug: &Slug, file: &TextFile) -> Result<(PathBuf, Text), PublishError> {
    let path = ws.text_path(slug, file);
    let source = files::read_utf8(&path, yaml::MAX_BYTES as u64)?;
    let text = yaml::read_text(&source).map_err(|error| WorkspaceError::Yaml { path: path.clone(), error })?;
    let canonical = yaml::write_text(&text);
    if source != canonical {
        let same = source.split('\n').zip(canonical.split('\n')).take_while(|(a, b)| a == b).count();
        return Err(PublishError::NotCanonical { path, line: same + 1 });
    }
    match lint::unsound(&text).into_iter().next() {
        Some(finding) => {
            let clause = place(&text).iter().position(|p| p.path == finding.path);
            let line = clause.map_or(1, |clause| yaml::line_of_clause(&text, clause));
            Err(PublishError::Unsound { path, line, finding })
        }
        None => Ok((path, text)),
    }
}

/// Gives the clauses of the prevailing draft the ids of the version before, and the translations those of the
/// prevailing draft; refuses a translation with other clauses.
fn carry_ids(
    ws: &Workspace,
    slug: &Slug,
    versions: &[Version],
    before: Option<&Text>,
    prevailing: &str,
    drafts: &mut BTreeMap<String, (PathBuf, Text)>,
) -> Result<(), PublishError> {
    if let (Some(before), Some((_, text))) = (before, drafts.get_mut(prevailing)) {
        let mut used = BTreeSet::new();
        for version in versions {
            let old = ws.text(slug, &version.version, prevailing)?;
            used.extend(place(&old).iter().map(|p| p.id().to_owned()));
        }
        redline::carry_ids(before, &used, text);
    }
    let ids = |text: &Text| -> BTreeSet<String> { place(text).iter().map(|p| p.id().to_owned()).collect() };
    let original = drafts[prevailing].1.clone();
    let wanted = ids(&original);
    for (path, text) in drafts.iter_mut().filter(|(language, _)| *language != prevailing).map(|(_, draft)| draft) {
        redline::take_ids(&original, text);
        let found = ids(text);
        if wanted != found {
            let missing = wanted.difference(&found).cloned().collect();
            let excess = found.difference(&wanted).cloned().collect();
            return Err(PublishError::Translation { path: path.clone(), missing, excess });
        }
    }
    Ok(())
}
