//! A redline → what people and programs read. Each form is a function of the redline and of what it is called by.

pub mod html;
pub mod human;
pub mod json;
pub mod markdown;
pub mod summary;

mod say;

use crate::digest;
use crate::model::text::Text;
use crate::redline::Stale;

/// What became of a reference that did not follow, in a sentence, in Chinese for `zh…`, else in English.
pub fn astray(stale: &Stale, language: &str) -> String {
    say::Tongue::of(language).astray(stale)
}

/// What the two texts are called where a redline is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The old text.
    pub old: Name,
    /// The new text.
    pub new: Name,
    /// The language of the words around the redline: Chinese for `zh…`, else English.
    pub language: String,
}

/// What a text is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// As the reader asked for it.
    pub address: String,
    /// Its title.
    pub title: String,
    /// Its digest, `sha256:…`; empty where the form does not tell it.
    pub digest: String,
}

impl Name {
    /// What a text is called that was asked for by an address, without its digest.
    pub fn of(address: impl Into<String>, text: &Text) -> Name {
        Name { address: address.into(), title: text.title.clone(), digest: String::new() }
    }

    /// The same with its digest, which costs as much as reading the text.
    #[must_use]
    pub fn with_digest(self, text: &Text) -> Name {
        Name { digest: digest::text(text).to_string(), ..self }
    }
}
