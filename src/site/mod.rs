//! Texts, versions and redlines → the files of a site.
//!
//! 1. [`library`]: what goes in; [`volume`]: what is computed about a document first (which version is in force, redlines).
//! 2. [`html`], [`body`], [`anchors`]: a text → HTML; [`ink`], [`revision`]: a redline → HTML.
//! 3. [`pages`]: the context of every page ([`context`], words from [`words`]) → [`templates`] → a page.
//! 4. [`visible`]: the proof that a page shows its text.
//! 5. [`downloads`], [`search`], [`feed`], [`manifest`]: the files beside the pages; [`layout`], [`route`]: where all of them lie.
//!
//! Beside these: [`dates`], a time as a reader reads it; [`parallel`], the same work on every core.
//!
//! Invariants: the same library and templates give the same files, byte for byte; the moment of the build decides which
//! version is in force and is never printed; text never becomes markup or template code.

use std::collections::BTreeMap;

use crate::digest;
use crate::model::name::{Slug, VersionName};

mod anchors;
mod body;
pub mod context;
mod dates;
mod downloads;
mod feed;
mod html;
mod ink;
mod layout;
mod library;
pub mod manifest;
mod pages;
pub(crate) mod parallel;
mod revision;
mod route;
mod search;
mod templates;
mod visible;
mod volume;
mod words;

pub use layout::Layout;
pub use library::{Document, Edition, Library};
pub use pages::Press;
pub use templates::Templates;

use route::Files;

/// Why a site could not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SiteError {
    /// A template could not be read or rendered.
    #[error("{}{message}", place(.file, *.line, *.column))]
    Template {
        /// The template's name; empty where it is not known.
        file: String,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// Expected and found, with the variable.
        message: String,
    },
    /// Two pages would stand at one path.
    #[error("two files of the site would have the path `{path}`: a version or an agreement needs another name")]
    Collision {
        /// The path.
        path: String,
    },
    /// A version without the text that prevails.
    #[error("`{slug}@{version}` has no text in `{language}`, the language that prevails")]
    NoText {
        /// The agreement.
        slug: Slug,
        /// The version.
        version: VersionName,
        /// The language.
        language: String,
    },
    /// A text that is not the one that was published.
    #[error("`{slug}@{version}`: the text in `{language}` is not the published one: its digest is {found}")]
    Digest {
        /// The agreement.
        slug: Slug,
        /// The version.
        version: VersionName,
        /// The language.
        language: String,
        /// The digest of the text.
        found: String,
    },
    /// A record that is not the one that was published.
    #[error("`{slug}@{version}`: the record in `versions.yaml` is not the published one: its digest is {found}")]
    Record {
        /// The agreement.
        slug: Slug,
        /// The version.
        version: VersionName,
        /// The digest of the record.
        found: String,
    },
    /// A time of `versions.yaml` that is none.
    #[error("`{slug}`: `{found}` is no time: expected RFC 3339, such as `2024-01-29T00:00:00+08:00`")]
    Time {
        /// The agreement.
        slug: Slug,
        /// What stands there.
        found: String,
    },
    /// A page does not show its text.
    #[error("`{path}` does not show its text: expected `{expected}`, found `{found}`")]
    Hidden {
        /// The page.
        path: String,
        /// The text's words where the page leaves it.
        expected: String,
        /// The page's words there.
        found: String,
    },
}

fn place(file: &str, line: usize, column: usize) -> String {
    match (file, line) {
        ("", _) => String::new(),
        (file, 0) => format!("{file}: "),
        (file, line) => format!("{file}:{line}:{column}: "),
    }
}

/// Makes every file of the site, by path. `manifest.json` names all others with their SHA-256.
pub fn render(library: &Library, templates: &Templates) -> Result<BTreeMap<String, Vec<u8>>, SiteError> {
    let press = Press::new(library, templates)?;
    let own = parallel::map(&library.documents, |document| {
        document.check()?;
        press.document(document)
    })?;
    let mut files = Files::default();
    for (path, bytes) in own.into_iter().flatten().chain(press.shared()?) {
        files.add(path, bytes)?;
    }
    let digests = files.iter().map(|(path, bytes)| (path.as_str(), digest::bytes(bytes)));
    let manifest = manifest::write(digests);
    files.add(manifest::NAME.to_owned(), manifest)?;
    Ok(files.into_map())
}
