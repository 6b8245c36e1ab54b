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
//! template puts inside the body stands in an element with the attribute `data-site`; so may what it says around the text, which
//! the reader of HTML then leaves out.

mod frame;
mod history;
mod index;
mod redline;
mod text;

pub use super::body::TocLine;
pub use super::dates::Date;
pub use super::words::Lexicon;
pub use frame::{AgreementInfo, Download, EditionInfo, LanguageLink, Link, Page};
pub use history::{Entry, HistoryPage, Step};
pub use index::{CategoryGroup, IndexPage, Listed, Recent};
pub use redline::{ChangeLink, ChangeView, Count, FactRow, KindWord, NatureGroup, NoticePage, RedlinePage};
pub use text::{Notice, TextPage};

/// The version of these types.
pub const CONTEXT: u32 = 1;
