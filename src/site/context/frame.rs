//! What every page needs, and what pages share.

use serde::Serialize;

use super::Date;

/// What every page needs.
#[derive(Clone, Debug, Serialize)]
pub struct Page {
    /// [`CONTEXT`](super::CONTEXT)
    pub context: u32,
    /// `index`, `agreement` (the version in force), `version`, `history`, `redline`, `notice`
    pub kind: &'static str,
    /// The language of the page, BCP 47.
    pub lang: String,
    /// `ltr` or `rtl`
    pub dir: &'static str,
    /// For `<title>`, without the publisher.
    pub title: String,
    /// The way to the root of the site: `../../`; empty at the root.
    pub root: String,
    /// The publisher's name.
    pub publisher: String,
    /// The index in the page's language, or in the first one.
    pub home: String,
    /// The page's own address, where a base URL is known.
    pub canonical: Option<String>,
    /// The page in every language that it has, this one included; empty where there is one only.
    pub languages: Vec<LanguageLink>,
    /// The Atom feed that the page belongs to.
    pub feed: String,
    /// The way here: index, agreement.
    pub crumbs: Vec<Link>,
    /// A style sheet that puts the title at the head of printed pages.
    pub running_css: Option<String>,
}

/// A page in another language.
#[derive(Clone, Debug, Serialize)]
pub struct LanguageLink {
    /// BCP 47: for `hreflang`.
    pub tag: String,
    /// The language's name in itself.
    pub name: String,
    /// The relative link.
    pub href: String,
    /// The full address where a base URL is known, else the relative link.
    pub url: String,
    /// Whether it is this page.
    pub current: bool,
}

/// A link.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// What is shown.
    pub title: String,
    /// Where it leads, relative.
    pub href: String,
}

/// The agreement that a page belongs to.
#[derive(Clone, Debug, Serialize)]
pub struct AgreementInfo {
    /// The slug.
    pub slug: String,
    /// The title of the text that the page is about.
    pub title: String,
    /// The language of the title.
    pub lang: String,
    /// The page in force.
    pub href: String,
    /// The history page.
    pub history: String,
    /// The category's title.
    pub category: Option<String>,
    /// Agreements that have to be accepted before.
    pub prerequisites: Vec<Link>,
}

/// A version.
#[derive(Clone, Debug, Serialize)]
pub struct EditionInfo {
    /// Its name: `2023-12`
    pub version: String,
    /// Its label as printed, else its name.
    pub label: String,
    /// Its permanent page, relative.
    pub href: String,
    /// The same with the base URL, where there is one.
    pub url: Option<String>,
    /// When it was published.
    pub published: Date,
    /// When it takes effect for those bound by an earlier version.
    pub effective: Date,
    /// `material`, `minor`, `correction`
    pub level: &'static str,
    /// The level in a word; of the first version, that it is the first.
    pub level_word: String,
    /// What the level means, in a sentence; empty for the first version.
    pub level_help: String,
    /// `in-force`, `upcoming`, `superseded`
    pub standing: &'static str,
    /// The standing in a word.
    pub standing_word: String,
    /// The language that prevails, in which the summary is written.
    pub prevailing: String,
    /// The summary, as HTML.
    pub summary_html: Option<String>,
    /// The digest of the text in the page's language.
    pub text_digest: String,
    /// The digest of the version's record.
    pub digest: String,
    /// The digest of the version before.
    pub parent: Option<String>,
}

/// A text as a file.
#[derive(Clone, Debug, Serialize)]
pub struct Download {
    /// `TXT`, `Markdown`, `YAML`, `JSON`
    pub name: &'static str,
    /// The relative link.
    pub href: String,
}
