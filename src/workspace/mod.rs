//! The `agreements` folder: found, read, and changed only by whole files.
//!
//! - [`Workspace`]: find it, and read what it holds.
//! - [`resolve`]: an address of the command line → a text.
//! - [`import`]: an agreement found in a source → a draft.
//! - [`review`]: what an import guessed → a checklist beside the draft.
//! - [`publish`]: a draft → the next version, or every reason why not.
//! - [`verify`]: every digest, the chain, the ids, the sources; what is broken is named.
//! - [`recover`]: the words that were published, where a file no longer has them.
//! - [`site`]: what the site is made from, and its folder.
//! - [`files`]: the one door to the file system.
//!
//! Invariant: a file is replaced in one step, and a published version is never rewritten.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::model::agreement::{Agreement, Profile, Publisher};
use crate::model::name::{Slug, VersionName};
use crate::model::text::Text;
use crate::model::time::{self, TimeError};
use crate::model::version::Version;
use crate::yaml::{self, YamlError};

pub mod files;
pub mod import;
pub mod publish;
pub mod recover;
pub mod resolve;
pub mod review;
pub mod site;
pub mod verify;

use files::FileError;

/// Why a workspace could not be read.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    /// No `agreements/engross.yaml` from here upwards.
    #[error("no workspace in `{}` or above it: expected `agreements/engross.yaml`", .0.display())]
    NotFound(PathBuf),
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// A file does not say what it should.
    #[error("{}: {error}", Place(path, error))]
    Yaml {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        error: YamlError,
    },
    /// No such agreement.
    #[error("no agreement `{slug}`: expected one of {known}", known = list(.known))]
    UnknownAgreement {
        /// The one asked for.
        slug: Slug,
        /// Those that there are.
        known: Vec<String>,
    },
    /// No such version or draft.
    #[error("`{slug}` has no version `{version}`: expected one of {known}", known = list(.known))]
    UnknownVersion {
        /// The agreement.
        slug: Slug,
        /// The version asked for.
        version: String,
        /// Those that there are.
        known: Vec<String>,
    },
    /// A folder with texts that is no agreement: they would be passed over in silence.
    #[error("{path}: it holds texts, but {missing}", path = path.display())]
    Stray {
        /// The folder.
        path: PathBuf,
        /// What is missing.
        missing: String,
    },
    /// Nothing is published yet, or nothing is in force yet.
    #[error("`{0}` has no version in force")]
    NotInForce(Slug),
    /// A digest's beginning fits no text, or more than one.
    #[error("`{slug}` has {found} for `sha256:{prefix}`: expected exactly one")]
    Prefix {
        /// The agreement.
        slug: Slug,
        /// The beginning asked for.
        prefix: String,
        /// How many fit.
        found: String,
    },
    /// `agreement.yaml` names a profile that `engross.yaml` does not have.
    #[error("`{slug}` names the profile `{profile}`: expected one of {known}", known = list(.known))]
    UnknownProfile {
        /// The agreement.
        slug: Slug,
        /// The profile named.
        profile: String,
        /// Those that there are.
        known: Vec<String>,
    },
    /// A time or a zone in a file is none.
    #[error("{path}: {error}", path = path.display())]
    Time {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        error: TimeError,
    },
}

/// `FILE:LINE:COLUMN`, without the parts that are not known.
struct Place<'a>(&'a Path, &'a YamlError);

impl std::fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0.display())?;
        match (self.1.line, self.1.column) {
            (0, _) => Ok(()),
            (line, column) => write!(f, ":{line}:{column}"),
        }
    }
}

fn list(known: &[String]) -> String {
    if known.is_empty() { "(none yet)".to_owned() } else { format!("`{}`", known.join("`, `")) }
}

/// A workspace on disk.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// The folder that holds `agreements/`.
    pub root: PathBuf,
    /// `agreements/engross.yaml`
    pub publisher: Publisher,
}

/// The texts of one version in a folder: the prevailing one and the translations, by language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFile {
    /// The version's name.
    pub version: VersionName,
    /// The language of a translation; none: the prevailing text.
    pub language: Option<String>,
}

impl Workspace {
    /// Finds the workspace from a folder upwards.
    pub fn find(from: &Path) -> Result<Workspace, WorkspaceError> {
        let start = std::path::absolute(from).unwrap_or_else(|_| from.to_owned());
        for folder in start.ancestors() {
            let path = folder.join("agreements/engross.yaml");
            if path.is_file() {
                return Self::open(folder);
            }
        }
        Err(WorkspaceError::NotFound(from.to_owned()))
    }

    /// Opens the workspace of a folder that holds `agreements/`.
    pub fn open(root: &Path) -> Result<Workspace, WorkspaceError> {
        let path = root.join("agreements/engross.yaml");
        let publisher = read_yaml(&path, yaml::read_publisher)?;
        time::zone(&publisher.time_zone).map_err(|error| WorkspaceError::Time { path, error })?;
        Ok(Workspace { root: root.to_owned(), publisher })
    }

    /// The time zone in which times without an offset are read.
    pub fn zone(&self) -> jiff::tz::TimeZone {
        time::zone(&self.publisher.time_zone).unwrap_or(jiff::tz::TimeZone::UTC)
    }

    /// The folder of an agreement.
    pub fn folder(&self, slug: &Slug) -> PathBuf {
        self.root.join("agreements").join(slug.as_str())
    }

    /// The file of a text.
    pub fn text_path(&self, slug: &Slug, file: &TextFile) -> PathBuf {
        let name = match &file.language {
            Some(language) => format!("{}.{language}.yaml", file.version),
            None => format!("{}.yaml", file.version),
        };
        self.folder(slug).join(name)
    }

    /// Every agreement, by slug.
    pub fn slugs(&self) -> Result<Vec<Slug>, WorkspaceError> {
        let folder = self.root.join("agreements");
        let mut slugs = Vec::new();
        for name in files::names(&folder)? {
            let path = folder.join(&name);
            let missing = match name.parse::<Slug>() {
                Ok(slug) if path.join("agreement.yaml").is_file() => {
                    slugs.push(slug);
                    continue;
                }
                Ok(_) => "no `agreement.yaml`".to_owned(),
                Err(error) => error.to_string(),
            };
            if path.is_dir() && files::names(&path)?.iter().any(|name| name.ends_with(".yaml")) {
                return Err(WorkspaceError::Stray { path, missing });
            }
        }
        Ok(slugs)
    }

    /// What `agreement.yaml` says.
    pub fn agreement(&self, slug: &Slug) -> Result<Agreement, WorkspaceError> {
        let path = self.folder(slug).join("agreement.yaml");
        if !path.is_file() {
            let known = self.slugs()?.iter().map(Slug::to_string).collect();
            return Err(WorkspaceError::UnknownAgreement { slug: slug.clone(), known });
        }
        read_yaml(&path, yaml::read_agreement)
    }

    /// The rules of an agreement; the default ones where it names no profile.
    pub fn profile(&self, slug: &Slug, agreement: &Agreement) -> Result<Profile, WorkspaceError> {
        let Some(name) = &agreement.profile else { return Ok(Profile::default()) };
        self.publisher.profiles.get(name).cloned().ok_or_else(|| WorkspaceError::UnknownProfile {
            slug: slug.clone(),
            profile: name.clone(),
            known: self.publisher.profiles.keys().cloned().collect(),
        })
    }

    /// The published versions, oldest first; none where nothing is published yet.
    pub fn versions(&self, slug: &Slug) -> Result<Vec<Version>, WorkspaceError> {
        let path = self.folder(slug).join("versions.yaml");
        if path.is_file() { read_yaml(&path, yaml::read_versions) } else { Ok(Vec::new()) }
    }

    /// Every text file of an agreement, published or draft, sorted by name.
    pub fn text_files(&self, slug: &Slug) -> Result<Vec<TextFile>, WorkspaceError> {
        let names = files::names(&self.folder(slug))?;
        Ok(names.iter().filter_map(|name| self.text_file(name.strip_suffix(".yaml")?)).collect())
    }

    /// `2019-08` is a prevailing text, `2019-08.en` its translation where the publisher has that language.
    pub fn text_file(&self, stem: &str) -> Option<TextFile> {
        if let Some((version, language)) = stem.rsplit_once('.')
            && self.publisher.languages.iter().any(|l| l == language)
        {
            return Some(TextFile { version: version.parse().ok()?, language: Some(language.to_owned()) });
        }
        Some(TextFile { version: stem.parse().ok()?, language: None })
    }

    /// The texts of a version, published or draft, by language.
    pub fn texts(&self, slug: &Slug, version: &VersionName) -> Result<BTreeMap<String, Text>, WorkspaceError> {
        let mut texts = BTreeMap::new();
        for file in self.text_files(slug)?.iter().filter(|file| file.version == *version) {
            let text = self.read_text(&self.text_path(slug, file))?;
            texts.insert(text.language.clone(), text);
        }
        if texts.is_empty() {
            return Err(self.unknown_version(slug, version.as_str())?);
        }
        Ok(texts)
    }

    /// The text of a version in one language.
    pub fn text(&self, slug: &Slug, version: &VersionName, language: &str) -> Result<Text, WorkspaceError> {
        let mut texts = self.texts(slug, version)?;
        match texts.remove(language) {
            Some(text) => Ok(text),
            None => Err(self.unknown_version(slug, &format!("{version}.{language}"))?),
        }
    }

    /// Reads a text file.
    pub fn read_text(&self, path: &Path) -> Result<Text, WorkspaceError> {
        read_yaml(path, yaml::read_text)
    }

    fn unknown_version(&self, slug: &Slug, version: &str) -> Result<WorkspaceError, WorkspaceError> {
        self.agreement(slug)?;
        let files = self.text_files(slug)?;
        let mut known: Vec<String> = files.iter().map(|f| f.version.to_string()).collect();
        known.dedup();
        Ok(WorkspaceError::UnknownVersion { slug: slug.clone(), version: version.to_owned(), known })
    }
}

/// Reads YAML with its path in every error.
fn parse_yaml<T>(path: &Path, source: &str, read: impl Fn(&str) -> Result<T, YamlError>) -> Result<T, WorkspaceError> {
    read(source).map_err(|error| WorkspaceError::Yaml { path: path.to_owned(), error })
}

/// Reads a YAML file with its path in every error.
pub fn read_yaml<T>(path: &Path, read: impl Fn(&str) -> Result<T, YamlError>) -> Result<T, WorkspaceError> {
    let source = files::read_utf8(path, yaml::MAX_BYTES as u64)?;
    parse_yaml(path, &source, read)
}
