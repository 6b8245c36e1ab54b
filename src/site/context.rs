//! What templates see: these types and nothing else. Version 1 of the context; `page.context` says so.
//!
//! A template gets one of [`IndexPage`], [`TextPage`], [`HistoryPage`], [`RedlinePage`], [`NoticePage`]; each has
//! `page` (what every page needs) and `w` (the site's own words in the page's language, from `words.yaml`). Every value
//! is escaped when it is written, except fields whose name ends in `html`: those are made from marks by the site's own
//! code, safe by construction, and a template writes them with `| safe`. An absent value is null; a name that does not
//! exist is an error with file, line and column.
//!
//! ```html
//! {% extends "base.html" %}
//! {% block main %}<h1>{{ agreement.title }}</h1> {{ body_html | safe }}{% endblock main %}
//! ```
//!
//! A page of a text must show title, label and body of the text, character by character, or the build fails. What a
//! template puts inside the body stands in an element with the attribute `data-site`.

use serde::Serialize;

pub use super::body::TocLine;
pub use super::dates::Date;
pub use super::words::Lexicon;

/// The version of these types.
pub const CONTEXT: u32 = 1;

/// What every page needs.
#[derive(Clone, Debug, Serialize)]
pub struct Page {
    /// [`CONTEXT`]
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

/// `index.html`
#[derive(Clone, Debug, Serialize)]
pub struct IndexPage {
    /// Frame.
    pub page: Page,
    /// Words.
    pub w: Lexicon,
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

/// `text.html`: the version in force and every version's permanent page.
#[derive(Clone, Debug, Serialize)]
pub struct TextPage {
    /// Frame.
    pub page: Page,
    /// Words.
    pub w: Lexicon,
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

/// A text as a file.
#[derive(Clone, Debug, Serialize)]
pub struct Download {
    /// `TXT`, `Markdown`, `YAML`, `JSON`
    pub name: &'static str,
    /// The relative link.
    pub href: String,
}

/// `history.html`
#[derive(Clone, Debug, Serialize)]
pub struct HistoryPage {
    /// Frame.
    pub page: Page,
    /// Words.
    pub w: Lexicon,
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

/// How many clauses met with a kind of change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// `amended`, `inserted`, `deleted`, `moved`, `renumbered`, `split`, `merged`, `unchanged`
    pub kind: &'static str,
    /// In words: `3 amended`
    pub text: String,
}

/// `redline.html`
#[derive(Clone, Debug, Serialize)]
pub struct RedlinePage {
    /// Frame.
    pub page: Page,
    /// Words.
    pub w: Lexicon,
    /// The agreement.
    pub agreement: AgreementInfo,
    /// The older version.
    pub old: EditionInfo,
    /// The newer version.
    pub new: EditionInfo,
    /// The comparison in numbers.
    pub counts: Vec<Count>,
    /// The changes by nature, the weightiest first; empty natures left out.
    pub natures: Vec<NatureGroup>,
    /// Periods, dates, amounts, words of obligation that differ.
    pub facts: Vec<FactRow>,
    /// The page on which the fragments are: empty, this one.
    pub redline: String,
    /// Every clause of either text in reading order.
    pub changes: Vec<ChangeView>,
    /// Why the comparison is coarser than it could be.
    pub coarse: Option<String>,
    /// Redlines of other pairs of versions.
    pub others: Vec<Link>,
}

/// `notice.html`: the announcement of a version that follows another.
#[derive(Clone, Debug, Serialize)]
pub struct NoticePage {
    /// Frame.
    pub page: Page,
    /// Words.
    pub w: Lexicon,
    /// The agreement.
    pub agreement: AgreementInfo,
    /// What is announced.
    pub headline: String,
    /// From when, for whom.
    pub statement: String,
    /// The version before.
    pub old: EditionInfo,
    /// The version announced.
    pub new: EditionInfo,
    /// The redline of the two.
    pub redline: String,
    /// The changes by nature.
    pub natures: Vec<NatureGroup>,
    /// Periods, dates, amounts, words of obligation that differ.
    pub facts: Vec<FactRow>,
}

/// Changes of one nature.
#[derive(Clone, Debug, Serialize)]
pub struct NatureGroup {
    /// `substance`, `reference`, `typography`, `markup`, `structure`
    pub nature: &'static str,
    /// In a word.
    pub title: String,
    /// What that means.
    pub help: String,
    /// The changes.
    pub changes: Vec<ChangeLink>,
}

/// A change in a list.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeLink {
    /// The fragment of the change on this page, percent-encoded, without `#`.
    pub fragment: String,
    /// Which clause: `3.2.6（1）`
    pub place: String,
    /// Its heading, or how it begins.
    pub words: String,
    /// The kinds.
    pub kinds: Vec<KindWord>,
}

/// A kind of change.
#[derive(Clone, Debug, Serialize)]
pub struct KindWord {
    /// `amended`, …
    pub kind: &'static str,
    /// In a word, with the place for a move: `moved from 3.2`
    pub word: String,
}

/// A fact that differs.
#[derive(Clone, Debug, Serialize)]
pub struct FactRow {
    /// The fragment of the change on this page.
    pub fragment: String,
    /// Which clause.
    pub place: String,
    /// `period`, `amount`, …, in a word.
    pub kind: String,
    /// As printed in the old text.
    pub old: Option<String>,
    /// As printed in the new text.
    pub new: Option<String>,
}

/// A clause in a redline.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeView {
    /// The anchor: the clause's id.
    pub anchor: String,
    /// How many clauses stand above it, at most 5.
    pub depth: usize,
    /// What happened; empty: unchanged.
    pub kinds: Vec<KindWord>,
    /// The nature in a word, of an amendment that is not of substance.
    pub nature: Option<String>,
    /// The printed number on both sides, as HTML.
    pub number_html: String,
    /// The number in the old text.
    pub old_number: Option<String>,
    /// The number in the new text.
    pub new_number: Option<String>,
    /// Both sides in one.
    pub inline_html: String,
    /// The old side; absent where the clause is unchanged or was inserted.
    pub old_html: Option<String>,
    /// The new side; absent where the clause is unchanged or was deleted.
    pub new_html: Option<String>,
    /// Whether its words differ, so that showing them side by side makes sense.
    pub differs: bool,
    /// The clause on the page of the newer version (of the older one, where it was deleted).
    pub href: String,
}
