//! The history.

use std::sync::Arc;

use serde::Serialize;

use super::Lexicon;
use super::frame::{AgreementInfo, Download, EditionInfo, LanguageLink, Page};
use super::redline::Count;

/// `history.html`
#[derive(Clone, Debug, Serialize)]
pub struct HistoryPage {
    /// Frame.
    pub page: Page,
    /// Words.
    #[serde(skip)]
    pub w: Arc<Lexicon>,
    /// The agreement.
    pub agreement: AgreementInfo,
    /// Newest first.
    pub entries: Vec<Entry>,
    /// `versions.json`
    pub versions_json: String,
}

/// A version in the history.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// The version.
    pub edition: EditionInfo,
    /// Whether its words are on the site; where not, they have been superseded for longer than the profile retains them, and
    /// `edition.href` leads nowhere.
    pub kept: bool,
    /// What changed against the version before.
    pub redline: Option<Step>,
    /// What has changed since, up to the version in force, where that is another redline.
    pub since: Option<String>,
    /// The text in its languages.
    pub translations: Vec<LanguageLink>,
    /// The text as files.
    pub downloads: Vec<Download>,
}

/// A step from one version to the next.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// The redline page.
    pub href: String,
    /// The announcement of the version.
    pub notice: String,
    /// `amended` and how many, in the order of a report; zeroes left out.
    pub counts: Vec<Count>,
}
