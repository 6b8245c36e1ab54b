//! The index.

use std::sync::Arc;

use serde::Serialize;

use super::frame::{LanguageLink, Link, Page};
use super::{Date, Lexicon};

/// `index.html`
#[derive(Clone, Debug, Serialize)]
pub struct IndexPage {
    /// Frame.
    pub page: Page,
    /// Words.
    #[serde(skip)]
    pub w: Arc<Lexicon>,
    /// In the publisher's order; none is empty.
    pub categories: Vec<CategoryGroup>,
    /// The latest versions, newest first.
    pub recent: Vec<Recent>,
}

/// A category of the index.
#[derive(Clone, Debug, Serialize)]
pub struct CategoryGroup {
    /// Its title.
    pub title: String,
    /// Its agreements.
    pub agreements: Vec<Listed>,
}

/// An agreement in the index.
#[derive(Clone, Debug, Serialize)]
pub struct Listed {
    /// The title, in `lang`.
    pub title: String,
    /// The language of the title.
    pub lang: String,
    /// The page in force.
    pub href: String,
    /// The edition's label.
    pub label: String,
    /// When it took or takes effect.
    pub effective: Date,
    /// `in-force` or `upcoming`
    pub standing: &'static str,
    /// A sentence about a coming version.
    pub upcoming: Option<Link>,
    /// History page.
    pub history: String,
    /// How many versions there are.
    pub versions: usize,
    /// The text in its other languages.
    pub translations: Vec<LanguageLink>,
}

/// A version among the latest.
#[derive(Clone, Debug, Serialize)]
pub struct Recent {
    /// When it was published.
    pub published: Date,
    /// The agreement's title.
    pub title: String,
    /// The language of the title.
    pub lang: String,
    /// The edition's label.
    pub label: String,
    /// The version's permanent page.
    pub href: String,
    /// What changed, where there is a version before.
    pub redline: Option<String>,
}
