//! Every published word checked against what was published: digests, chain, ids, sources.
//!
//! A finding names the thing, what it is, and what it should have been. Files that cannot be read are findings too.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{TextFile, Workspace, WorkspaceError, files, list, recover};
use crate::lint;
use crate::model::agreement::Agreement;
use crate::model::name::Slug;
use crate::model::path::place;
use crate::model::text::Text;
use crate::model::version::Version;
use crate::{digest, yaml};

/// What was found wrong.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// The agreement.
    pub agreement: Slug,
    /// The version, where it is one's.
    pub version: Option<String>,
    /// What is wrong: expected and found.
    pub message: String,
    /// Of a text that was changed: what was published, where that can be met elsewhere, and what is there now.
    #[serde(skip)]
    pub texts: Option<(Text, Text)>,
}

/// What a check came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many versions there are.
    pub versions: usize,
    /// What is wrong, in the order of the chain.
    pub findings: Vec<Finding>,
    /// Versions without a source: written by hand, or their source was taken away. Nothing tells which.
    pub without_source: Vec<String>,
}

/// Checks one agreement.
pub fn verify(ws: &Workspace, slug: &Slug) -> Result<Report, WorkspaceError> {
    let mut check = Check { ws, slug, report: Report::default(), born: HashMap::new(), before: HashSet::new() };
    if let Some(agreement) = check.noted(None, ws.agreement(slug)) {
        check.names(&agreement)?;
    }
    let Some(versions) = check.noted(None, ws.versions(slug)) else { return Ok(check.report) };
    let mut parent = None;
    let mut names = HashSet::new();
    for version in &versions {
        if !names.insert(&version.version) {
            check.say(Some(version), "the name stands twice in `versions.yaml`".to_owned());
        }
        if version.parent != parent {
            let show = |d: Option<_>| d.map_or("none".to_owned(), |d: crate::model::name::Digest| d.to_string());
            check.say(
                Some(version),
                format!("the chain is broken: parent {}, expected {}", show(version.parent), show(parent)),
            );
        }
        parent = Some(version.digest);
        let found = digest::version(slug, version);
        if found != version.digest {
            check.say(
                Some(version),
                format!(
                    "the record in `versions.yaml` was changed: digest {}, its content gives {found}",
                    version.digest
                ),
            );
        }
        check.texts(version);
        check.source(version);
    }
    check.report.versions = versions.len();
    Ok(check.report)
}

struct Check<'w> {
    ws: &'w Workspace,
    slug: &'w Slug,
    report: Report,
    /// Where each id first stood, by the version's place in the chain.
    born: HashMap<String, String>,
    /// The ids of the version before.
    before: HashSet<String>,
}

impl Check<'_> {
    fn say(&mut self, version: Option<&Version>, message: String) {
        let version = version.map(|v| v.version.to_string());
        self.report.findings.push(Finding { agreement: self.slug.clone(), version, message, texts: None });
    }

    fn noted<T>(&mut self, version: Option<&Version>, result: Result<T, WorkspaceError>) -> Option<T> {
        result.map_err(|error| self.say(version, error.to_string())).ok()
    }

    /// What `agreement.yaml` names that stands elsewhere.
    fn names(&mut self, agreement: &Agreement) -> Result<(), WorkspaceError> {
        self.noted(None, self.ws.profile(self.slug, agreement));
        let slugs: Vec<String> = self.ws.slugs()?.iter().map(Slug::to_string).collect();
        let categories: Vec<String> = self.ws.publisher.categories.iter().map(|c| c.name.clone()).collect();
        let categories = agreement.category.iter().map(|name| ("category", name.clone(), &categories));
        let prerequisites = agreement.prerequisites.iter().map(|slug| ("agreement", slug.to_string(), &slugs));
        let prevailing = ("language", agreement.prevailing.clone(), &self.ws.publisher.languages);
        for (what, name, known) in categories.chain(prerequisites).chain([prevailing]) {
            if !known.contains(&name) {
                let known = list(known);
                self.say(None, format!("`agreement.yaml` names the {what} `{name}`: expected one of {known}"));
            }
        }
        Ok(())
    }

    fn texts(&mut self, version: &Version) {
        let mut texts: BTreeMap<&str, Text> = BTreeMap::new();
        for (language, published) in &version.texts {
            let language = language.as_str();
            let translation = (language != version.prevailing).then(|| language.to_owned());
            let file = TextFile { version: version.version.clone(), language: translation };
            let path = self.ws.text_path(self.slug, &file);
            let Some(text) = self.noted(Some(version), self.ws.read_text(&path)) else { continue };
            let found = digest::text(&text);
            if found != *published {
                let message = format!(
                    "{}: the text was changed after it was published: digest {published}, the file gives {found}",
                    path.display()
                );
                self.say(Some(version), message);
                if let (Some(before), Some(finding)) =
                    (recover::published(&path, language, *published), self.report.findings.last_mut())
                {
                    finding.texts = Some((before, text.clone()));
                }
            } else if files::read_utf8(&path, yaml::MAX_BYTES as u64).ok() != Some(yaml::write_text(&text)) {
                // the words are what they were, the bytes are not
                self.say(Some(version), format!("{}: the file is not canonical", path.display()));
            }
            texts.insert(language, text);
        }
        let Some(text) = texts.get(version.prevailing.as_str()) else { return };
        for finding in lint::unsound(text) {
            self.say(Some(version), finding.to_string());
        }
        let ids: HashSet<String> = place(text).iter().map(|p| p.id().to_owned()).collect();
        let mut again: Vec<&String> =
            ids.iter().filter(|id| self.born.contains_key(*id) && !self.before.contains(*id)).collect();
        again.sort();
        let again: Vec<String> = again.into_iter().map(|id| format!("`{id}` (first in {})", self.born[id])).collect();
        if !again.is_empty() {
            self.say(Some(version), format!("ids of clauses that were deleted are used again: {}", again.join(", ")));
        }
        for id in &ids {
            self.born.entry(id.clone()).or_insert_with(|| version.version.to_string());
        }
        self.before = ids;
    }

    fn source(&mut self, version: &Version) {
        let folder = self.ws.folder(self.slug).join("source");
        let Some(names) = self.noted(Some(version), files::names(&folder).map_err(Into::into)) else { return };
        let stem = format!("{}.", version.version);
        if !names.iter().any(|name| name.starts_with(&stem)) {
            self.report.without_source.push(version.version.to_string());
        }
    }
}
