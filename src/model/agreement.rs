//! What an editor writes about the publisher (`engross.yaml`) and about an agreement (`agreement.yaml`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::name::Slug;

/// `agreements/engross.yaml`: the publisher and what all agreements share.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(expecting = "keys with values", deny_unknown_fields, rename_all = "kebab-case")]
pub struct Publisher {
    /// Always `engross/1`.
    pub format: String,
    /// The publisher's name, by language.
    pub publisher: BTreeMap<String, String>,
    /// The address under which the site is published, without a slash at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_url: Option<String>,
    /// The languages of the texts, the first being that of the site's own words.
    pub languages: Vec<String>,
    /// An IANA zone: `Asia/Shanghai`. Times without an offset are read in it, holidays are days of it.
    pub time_zone: String,
    /// Categories in the order of the index: key, then titles by language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Category>,
    /// Public holidays (`2024-01-01`): a delivery on one counts on the next working day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<jiff::civil::Date>,
    /// The rules of kinds of agreements, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub profiles: BTreeMap<String, Profile>,
}

/// Whether it has the form of a language tag (RFC 5646, 2.1): subtags of letters and digits, a language first.
pub fn is_language_tag(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let language = subtags.next().unwrap_or_default();
    (2..=8).contains(&language.len())
        && language.bytes().all(|b| b.is_ascii_alphabetic())
        && subtags.all(|subtag| (1..=8).contains(&subtag.len()) && subtag.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Whether a site can be published there: HTTP, a host, nothing that a written address does not have.
pub fn is_base_url(url: &str) -> bool {
    let place = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    place.is_some_and(|place| {
        !place.starts_with(['/', '?', '#'])
            && !place.is_empty()
            && !place
                .contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '?' | '#'))
    })
}

/// A category of the index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(expecting = "keys with values", deny_unknown_fields)]
pub struct Category {
    /// What `agreement.yaml` names.
    pub name: String,
    /// The title, by language.
    pub title: BTreeMap<String, String>,
}

/// `agreement.yaml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(expecting = "keys with values", deny_unknown_fields, rename_all = "kebab-case")]
pub struct Agreement {
    /// Always `engross/1`.
    pub format: String,
    /// The title by which the index lists it.
    pub title: String,
    /// The name of a category in `engross.yaml`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The language that prevails over the translations.
    pub prevailing: String,
    /// The name of a profile in `engross.yaml`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// Agreements that a party must have accepted before this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prerequisites: Vec<Slug>,
}

/// The rules of a kind of agreement: what it takes to accept it, and what a change does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(expecting = "keys with values", deny_unknown_fields, rename_all = "kebab-case")]
pub struct Profile {
    /// The methods by which it can be accepted.
    pub methods: Vec<Method>,
    /// Below this age a guardian must act; absent: no rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minor_below: Option<u32>,
    /// Days between the announcement and the effective date of a material version.
    #[serde(default)]
    pub notice_days: u32,
    /// Use after the effective date accepts a material version, if notice was delivered in time.
    #[serde(default)]
    pub continued_use: bool,
    /// How long old versions stay on the site; absent: for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retain_years: Option<u32>,
}

impl Default for Profile {
    /// Every explicit method, no age, no notice period, no acceptance by use.
    fn default() -> Self {
        use Method::*;
        Profile {
            methods: vec![Tick, Click, Email, Signature, Api],
            minor_below: None,
            notice_days: 0,
            continued_use: false,
            retain_years: None,
        }
    }
}

/// An act by which a party accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// A box ticked.
    Tick,
    /// A button clicked.
    Click,
    /// An e-mail.
    Email,
    /// A signature on paper or on a document.
    Signature,
    /// Using the service.
    Use,
    /// Recorded by another program on the party's behalf.
    Api,
}

impl Method {
    /// Every method, as declared.
    pub const ALL: [Method; 6] =
        [Method::Tick, Method::Click, Method::Email, Method::Signature, Method::Use, Method::Api];

    /// As written in entries and profiles.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Tick => "tick",
            Method::Click => "click",
            Method::Email => "email",
            Method::Signature => "signature",
            Method::Use => "use",
            Method::Api => "api",
        }
    }
}
