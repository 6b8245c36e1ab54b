//! Why a draft cannot be published, each reason with what an editor needs to mend it.

use std::path::PathBuf;

use crate::lint;
use crate::model::name::{Slug, VersionName};
use crate::workspace::WorkspaceError;
use crate::workspace::files::FileError;

/// Why a draft cannot be published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The workspace could not be read.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// A version of that name is published.
    #[error("`{slug}@{version}` is published already: a published version is never changed")]
    Exists {
        /// The agreement.
        slug: Slug,
        /// The version.
        version: VersionName,
    },
    /// The site keeps a page of its own under that name.
    #[error("`{0}` is the name of a page or a file of the site: a version needs another")]
    Reserved(VersionName),
    /// There is no text in the prevailing language.
    #[error("`{slug}@{version}` has no text in `{language}`, the language that prevails")]
    NoPrevailing {
        /// The agreement.
        slug: Slug,
        /// The version.
        version: VersionName,
        /// The language that prevails.
        language: String,
    },
    /// A file is in another language than its name says; without one in its name, the one that prevails.
    #[error("{}: `language: {found}`: expected `{expected}`", path.display())]
    OtherLanguage {
        /// The file.
        path: PathBuf,
        /// What it says.
        found: String,
        /// What its name says.
        expected: String,
    },
    /// A file is not as `fmt` writes it.
    #[error("{}:{line}: not canonical", path.display())]
    NotCanonical {
        /// The file.
        path: PathBuf,
        /// The first line that differs.
        line: usize,
    },
    /// The words hold something that must not be published.
    #[error("{}:{line}: {finding}", path.display())]
    Unsound {
        /// The file.
        path: PathBuf,
        /// Where the clause begins.
        line: usize,
        /// What, and in which clause.
        finding: lint::Finding,
    },
    /// Nothing changed.
    #[error("`{slug}@{version}` has the same texts as `{before}`: there is nothing to publish")]
    Unchanged {
        /// The agreement.
        slug: Slug,
        /// The version.
        version: VersionName,
        /// The version before.
        before: VersionName,
    },
    /// It would take effect before anybody could know it.
    #[error("effective {effective} is before published {published}")]
    EffectiveFirst {
        /// As written.
        effective: String,
        /// As written.
        published: String,
    },
    /// The notice period of the profile is not kept.
    #[error(
        "effective {effective} does not keep the notice period of {days} days: it could take effect from {earliest}"
    )]
    NoticePeriod {
        /// As asked.
        effective: String,
        /// Days of the profile.
        days: u32,
        /// The first moment that keeps it.
        earliest: String,
    },
    /// A translation's clauses are not those of the prevailing text.
    #[error("{}: the clauses are not those of the prevailing text: missing {missing:?}, in excess {excess:?}", path.display())]
    Translation {
        /// The file.
        path: PathBuf,
        /// Ids that the translation lacks.
        missing: Vec<String>,
        /// Ids that only the translation has.
        excess: Vec<String>,
    },
    /// A file holds a time that is none.
    #[error("`{0}` is no time")]
    Time(String),
}

impl From<FileError> for PublishError {
    fn from(error: FileError) -> Self {
        PublishError::Workspace(error.into())
    }
}
