//! The page of a text.

use std::sync::Arc;

use serde::Serialize;

use super::frame::{AgreementInfo, Download, EditionInfo, Link, Page};
use super::{Lexicon, TocLine};

/// `text.html`: the version in force and every version's permanent page.
#[derive(Clone, Debug, Serialize)]
pub struct TextPage {
    /// Frame.
    pub page: Page,
    /// Words.
    #[serde(skip)]
    pub w: Arc<Lexicon>,
    /// The agreement.
    pub agreement: AgreementInfo,
    /// The version shown.
    pub edition: EditionInfo,
    /// The label as printed in the text; absent where it has none.
    pub printed_label: Option<String>,
    /// What a reader must know first: superseded, not yet in force, a newer version announced, a translation.
    pub notices: Vec<Notice>,
    /// The table of contents; may be empty.
    pub toc: Vec<TocLine>,
    /// The body.
    pub body_html: String,
    /// The text as files.
    pub downloads: Vec<Download>,
    /// Redlines that begin or end with this version.
    pub redlines: Vec<Link>,
    /// The command that recomputes the digest.
    pub check_command: String,
}

/// Something a reader must know before the text.
#[derive(Clone, Debug, Serialize)]
pub struct Notice {
    /// `upcoming`, `superseded`, `not-yet`, `translation`
    pub kind: &'static str,
    /// The sentence.
    pub text: String,
    /// The language of the summary.
    pub summary_lang: String,
    /// What the version's summary says, as HTML.
    pub summary_html: Option<String>,
    /// Where to go on.
    pub links: Vec<Link>,
}
