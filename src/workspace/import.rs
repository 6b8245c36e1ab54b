//! An agreement found in a source → a draft, with its source beside it, and the ids of the version before.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::files::{self, FileError};
use super::{TextFile, Workspace, WorkspaceError};
use crate::model::agreement::Agreement;
use crate::model::month;
use crate::model::name::{Slug, VersionName};
use crate::model::path::{place, slug};
use crate::model::text::Text;
use crate::redline::{self, Redline};
use crate::structure::Document;
use crate::{digest, yaml};

/// What an editor asks for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The agreement; none: the one with this title, else a new one named by the title.
    pub slug: Option<Slug>,
    /// The version; none: from the label or the time of the text.
    pub version: Option<VersionName>,
    /// How the source file's name ends: `txt`.
    pub extension: String,
}

/// What importing would write.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The agreement.
    pub slug: Slug,
    /// Which text of it.
    pub file: TextFile,
    /// Where the text goes.
    pub path: PathBuf,
    /// The text, with the ids that it inherits; a draft of these words that is there already, with its own.
    pub text: Text,
    /// A draft of these words is there already, and stays as it is.
    pub there: bool,
    /// Where the source goes.
    pub source: PathBuf,
    /// `agreement.yaml` of an agreement that is new.
    pub agreement: Option<Agreement>,
    /// The text before in this language, and the redline against it.
    pub before: Option<(VersionName, Redline)>,
}

/// Why an agreement cannot be imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The workspace could not be read.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// Neither label nor time says which version it is.
    #[error("`{0}` has no label and no time that would name the version")]
    NoVersion(String),
    /// The title gives no name.
    #[error("the title `{0}` gives no name for the agreement")]
    NoSlug(String),
    /// A text is published there.
    #[error("{}: published already, and never overwritten", .0.display())]
    Published(PathBuf),
    /// The version is published, and this translation is none of its texts.
    #[error(
        "`{slug}@{version}` is published already, without a text in `{language}`: a published version is never changed"
    )]
    Untranslated {
        /// The agreement.
        slug: Slug,
        /// Its version.
        version: VersionName,
        /// The language of the translation.
        language: String,
    },
    /// A draft with other words is there.
    #[error("{}: a draft with other words is there, and not overwritten", .0.display())]
    Draft(PathBuf),
    /// A translation into a language that the publisher does not have.
    #[error("`{title}` is in `{language}`: expected one of {known:?}")]
    Language {
        /// The title.
        title: String,
        /// Its language.
        language: String,
        /// Those of `engross.yaml`.
        known: Vec<String>,
    },
}

impl From<FileError> for ImportError {
    fn from(error: FileError) -> Self {
        ImportError::Workspace(error.into())
    }
}

/// Works out where a document goes; one that says in another language what another does (`original`) goes beside that.
/// Writes nothing.
pub fn plan(
    ws: &Workspace,
    document: &Document,
    request: &Request,
    original: Option<&Plan>,
) -> Result<Plan, ImportError> {
    let mut text = document.text.clone();
    let slug = match original.map(|original| &original.slug).or(request.slug.as_ref()) {
        Some(slug) => slug.clone(),
        None => name(ws, &text.title)?,
    };
    let existing = ws.slugs()?.contains(&slug).then(|| ws.agreement(&slug)).transpose()?;
    let languages = &ws.publisher.languages;
    let agreement = existing.as_ref().or(original.and_then(|original| original.agreement.as_ref()));
    let first = agreement.map(|a| &a.prevailing).or(languages.first());
    text.language = known_language(&text.language, languages, first).ok_or_else(|| ImportError::Language {
        title: text.title.clone(),
        language: text.language.clone(),
        known: languages.clone(),
    })?;
    let version = match original.map(|original| &original.file.version).or(request.version.as_ref()) {
        Some(version) => version.clone(),
        None => month(&text).ok_or_else(|| ImportError::NoVersion(text.title.clone()))?,
    };
    let prevailing = agreement.map_or(&text.language, |a| &a.prevailing);
    let language = (text.language != *prevailing).then(|| text.language.clone());
    let file = TextFile { version, language };
    let path = ws.text_path(&slug, &file);
    let versions = if existing.is_some() { ws.versions(&slug)? } else { Vec::new() };
    if let Some(published) = versions.iter().find(|v| v.version == file.version) {
        return Err(match published.texts.contains_key(&text.language) {
            true => ImportError::Published(path),
            false => ImportError::Untranslated { slug, version: file.version, language: text.language },
        });
    }
    let before = carry_ids(ws, &slug, &file, &mut text, original)?;
    let draft = path.exists().then(|| ws.read_text(&path)).transpose()?;
    if draft.as_ref().is_some_and(|draft| digest::text(draft) != digest::text(&text)) {
        return Err(ImportError::Draft(path));
    }
    let there = draft.is_some();
    let text = draft.unwrap_or(text);
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let source = ws.folder(&slug).join("source").join(format!("{stem}.{}", request.extension));
    let agreement = agreement.is_none().then(|| new_agreement(ws, &text, document.category.as_deref()));
    Ok(Plan { slug, file, path, text, there, source, agreement, before })
}

/// Writes what was planned, the source first: a draft never stands without it.
pub fn carry_out(ws: &Workspace, plan: &Plan, source: &[u8]) -> Result<(), FileError> {
    if let Some(agreement) = &plan.agreement {
        files::write(&ws.folder(&plan.slug).join("agreement.yaml"), yaml::write(agreement).as_bytes())?;
    }
    files::write(&plan.source, source)?;
    if plan.there {
        return Ok(());
    }
    files::write(&plan.path, yaml::write_text(&plan.text).as_bytes())
}

/// The publisher's name for a language: `zh` and `zh-Hans` are its `zh-CN` where it has no nearer one. Too few words to
/// tell (`und`) are taken for `first`.
fn known_language(found: &str, known: &[String], first: Option<&String>) -> Option<String> {
    if found == "und" {
        return first.cloned();
    }
    let base = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let exact = known.iter().find(|l| l.eq_ignore_ascii_case(found));
    exact.or_else(|| known.iter().find(|l| base(l) == base(found))).cloned()
}

/// The agreement with this title, else a new name from the title.
fn name(ws: &Workspace, title: &str) -> Result<Slug, ImportError> {
    let wanted = digest::fold(title);
    for slug in ws.slugs()? {
        if digest::fold(&ws.agreement(&slug)?.title) == wanted {
            return Ok(slug);
        }
    }
    slug(title).parse().map_err(|_| ImportError::NoSlug(title.to_owned()))
}

/// `2023年12月版`, `December 2023 edition` or the time of the last update, as `2023-12`.
fn month(text: &Text) -> Option<VersionName> {
    let label = text.label.as_deref().unwrap_or_default().to_lowercase();
    let numbers: Vec<u32> =
        label.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect();
    let year = numbers.iter().copied().find(|n| (1900..2200).contains(n));
    let spelled = label.split(|c: char| !c.is_alphabetic()).find_map(month::month);
    let counted = numbers.iter().copied().find(|n| (1..=12).contains(n));
    let found = match (year, spelled, counted) {
        (Some(year), Some(month), _) => Some(format!("{year}-{month:02}")),
        (Some(year), None, Some(month)) => Some(format!("{year}-{month:02}")),
        _ => text.updated.as_deref().and_then(|time| time.get(..7)).map(str::to_owned),
    };
    found?.parse().ok()
}

fn new_agreement(ws: &Workspace, text: &Text, category: Option<&str>) -> Agreement {
    let known = |wanted: &str| {
        let mut categories = ws.publisher.categories.iter();
        let found = categories.find(|c| c.name == wanted || c.title.values().any(|title| title == wanted));
        found.map(|c| c.name.clone())
    };
    Agreement {
        format: yaml::FORMAT.to_owned(),
        title: text.title.clone(),
        category: category.and_then(known),
        prevailing: text.language.clone(),
        profile: ws.publisher.profiles.keys().next().cloned(),
        prerequisites: Vec::new(),
    }
}

/// Gives the text the ids of the last published version, a translation those of the prevailing text beside it.
fn carry_ids(
    ws: &Workspace,
    slug: &Slug,
    file: &TextFile,
    text: &mut Text,
    original: Option<&Plan>,
) -> Result<Option<(VersionName, Redline)>, ImportError> {
    let mut used = BTreeSet::new();
    let mut last = None;
    for version in ws.versions(slug)? {
        let Some(old) = ws.texts(slug, &version.version)?.remove(&text.language) else { continue };
        used.extend(place(&old).iter().map(|p| p.id().to_owned()));
        last = Some((version.version, old));
    }
    let beside = ws.text_path(slug, &TextFile { language: None, ..file.clone() });
    let original = match original {
        Some(plan) => Some(plan.text.clone()),
        None => (file.language.is_some() && beside.exists()).then(|| ws.read_text(&beside)).transpose()?,
    };
    match (&original, &last) {
        (Some(original), _) => redline::take_ids(original, text),
        (None, Some((_, old))) => redline::carry_ids(old, &used, text),
        (None, None) => {}
    }
    Ok(last.map(|(version, old)| (version, redline::redline(&old, text))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_named_by_label_or_time() {
        for (label, updated, want) in [
            (Some("2023年12月版"), None, Some("2023-12")),
            (Some("December 2023 edition"), None, Some("2023-12")),
            (Some("第2版"), Some("2021-05-20T10:00:00+08:00"), Some("2021-05")),
            (None, Some("2021-05-20T10:00:00+08:00"), Some("2021-05")),
            (None, None, None),
        ] {
            let (label, updated) = (label.map(str::to_owned), updated.map(str::to_owned));
            let text = Text { label, updated, ..Text::default() };
            assert_eq!(month(&text).as_ref().map(VersionName::as_str), want);
        }
    }

    #[test]
    fn languages_meet_by_their_base() {
        let known = ["zh-CN".to_owned(), "en".to_owned()];
        assert_eq!(known_language("zh", &known, None).as_deref(), Some("zh-CN"));
        assert_eq!(known_language("en-GB", &known, None).as_deref(), Some("en"));
        assert_eq!(known_language("fr", &known, known.first()), None);
        assert_eq!(known_language("und", &known, known.first()).as_deref(), Some("zh-CN"));
    }
}
