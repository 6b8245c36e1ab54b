//! Whether an acceptance may be recorded, and of which version, in which language.

use super::Recorded;
use super::rules::{Edition, Rules, Terms};
use super::standing::{missing, standing};
use crate::model::agreement::Method;
use crate::model::event::Role;
use crate::model::instant::Instant;
use crate::model::name::{Digest, Slug, VersionName, hex};

/// What a party is about to accept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The agreement.
    pub agreement: Slug,
    /// Which version.
    pub choice: Choice,
    /// How.
    pub method: Method,
    /// When.
    pub at: Instant,
    /// What the clock says: an act that is dated later is of a version that is published now.
    pub now: Instant,
    /// The language shown; none: the one that prevails.
    pub language: Option<String>,
    /// The party's age, where it is known. It is looked at, and not recorded.
    pub age: Option<u32>,
    /// Who acts.
    pub role: Role,
}

/// Which version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The one that is offered to the party: to a new one the newest published, to others the one in force.
    Offered,
    /// By name.
    Named(VersionName),
    /// By the beginning of the digest of the version or of one of its texts, in hexadecimal digits.
    Digest(String),
}

/// What an acceptance is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admitted {
    /// The version.
    pub version: VersionName,
    /// Its digest.
    pub version_digest: Digest,
    /// The digest of the text shown.
    pub text_digest: Digest,
    /// Its language.
    pub language: String,
}

/// Why an acceptance is not recorded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No such agreement.
    #[error("no agreement `{agreement}`: expected one of {known}")]
    UnknownAgreement {
        /// The one asked for.
        agreement: Slug,
        /// Those that there are.
        known: String,
    },
    /// No such version.
    #[error("`{agreement}` has no version `{version}`: expected one of {known}")]
    UnknownVersion {
        /// The agreement.
        agreement: Slug,
        /// The version asked for.
        version: String,
        /// Those that are published.
        known: String,
    },
    /// A digest's beginning that fits more than one.
    #[error("`sha256:{0}` is the beginning of more than one digest")]
    Ambiguous(String),
    /// A draft.
    #[error("version `{version}` of `{agreement}` is a draft: only published versions can be accepted")]
    Draft {
        /// The agreement.
        agreement: Slug,
        /// The draft.
        version: VersionName,
    },
    /// Not published at the time of the act.
    #[error("version `{version}` of `{agreement}` is published on {published}, after the act of {at}")]
    NotYetPublished {
        /// The agreement.
        agreement: Slug,
        /// The version.
        version: VersionName,
        /// When it is published.
        published: Instant,
        /// When the act was.
        at: Instant,
    },
    /// Nothing published at the time of the act.
    #[error("no version of `{agreement}` is published at {at}")]
    NothingPublished {
        /// The agreement.
        agreement: Slug,
        /// When the act was.
        at: Instant,
    },
    /// The profile does not list the method.
    #[error("`{agreement}` is not accepted by `{method}`: expected one of {allowed}")]
    Method {
        /// The agreement.
        agreement: Slug,
        /// The method.
        method: &'static str,
        /// Those that are listed.
        allowed: String,
    },
    /// The version has no text in the language.
    #[error("version `{version}` has no text in `{language}`: expected one of {known}")]
    Language {
        /// The version.
        version: VersionName,
        /// The language asked for.
        language: String,
        /// Those that it has.
        known: String,
    },
    /// Other agreements have to be accepted before.
    #[error("`{agreement}` presupposes {missing}, which the party has not accepted by {at}")]
    Prerequisite {
        /// The agreement.
        agreement: Slug,
        /// What is missing, as a list in backticks.
        missing: String,
        /// When the act was.
        at: Instant,
    },
    /// A minor without a guardian.
    #[error("a party of {age} years accepts `{agreement}` with a guardian only: expected {below} years or more")]
    Minor {
        /// The agreement.
        agreement: Slug,
        /// The party's age.
        age: u32,
        /// The age from which no guardian is needed.
        below: u32,
    },
}

/// Admits an acceptance or says why not. `history` is asked for only where the answer depends on it.
pub fn admit<E: From<Refusal>>(
    rules: &Rules,
    proposal: &Proposal,
    history: impl FnOnce() -> Result<Vec<Recorded>, E>,
) -> Result<Admitted, E> {
    let slug = &proposal.agreement;
    let terms = terms_of(rules, slug)?;
    if !terms.profile.methods.contains(&proposal.method) {
        let allowed = list(terms.profile.methods.iter().map(|m| m.as_str()));
        return Err(Refusal::Method { agreement: slug.clone(), method: proposal.method.as_str(), allowed }.into());
    }
    if let (Some(age), Some(below)) = (proposal.age, terms.profile.minor_below)
        && age < below
        && proposal.role != Role::Guardian
    {
        return Err(Refusal::Minor { agreement: slug.clone(), age, below }.into());
    }
    let needs_history = proposal.choice == Choice::Offered || !terms.prerequisites.is_empty();
    let history = if needs_history { history()? } else { Vec::new() };
    let missing = missing(rules, slug, &history, proposal.at);
    if !missing.is_empty() {
        let missing = list(missing.iter().map(Slug::as_str));
        return Err(Refusal::Prerequisite { agreement: slug.clone(), missing, at: proposal.at }.into());
    }
    let edition = match &proposal.choice {
        Choice::Offered => offered(rules, proposal, &history)?,
        choice => edition_of(rules, slug, choice, proposal.at.min(proposal.now))?,
    };
    let language = proposal.language.as_ref().unwrap_or(&edition.prevailing);
    match edition.texts.get(language) {
        Some(text_digest) => Ok(Admitted {
            version: edition.version.clone(),
            version_digest: edition.digest,
            text_digest: *text_digest,
            language: language.clone(),
        }),
        None => {
            let known = list(edition.texts.keys().map(String::as_str));
            Err(Refusal::Language { version: edition.version.clone(), language: language.clone(), known }.into())
        }
    }
}

/// What is known of an agreement.
pub fn terms_of<'a>(rules: &'a Rules, slug: &Slug) -> Result<&'a Terms, Refusal> {
    rules.terms.get(slug).ok_or_else(|| Refusal::UnknownAgreement {
        agreement: slug.clone(),
        known: list(rules.terms.keys().map(Slug::as_str)),
    })
}

/// The version that a choice names, if it is published at a time; [`Choice::Offered`] is the newest then.
pub fn edition_of<'a>(rules: &'a Rules, slug: &Slug, choice: &Choice, at: Instant) -> Result<&'a Edition, Refusal> {
    let terms = terms_of(rules, slug)?;
    let edition = match choice {
        Choice::Offered => {
            let newest = terms.newest(at).and_then(|i| terms.editions.get(i));
            newest.ok_or_else(|| Refusal::NothingPublished { agreement: slug.clone(), at })?
        }
        Choice::Named(version) => match terms.editions.iter().find(|e| e.version == *version) {
            Some(edition) => edition,
            None if terms.drafts.contains(version) => {
                return Err(Refusal::Draft { agreement: slug.clone(), version: version.clone() });
            }
            None => return Err(unknown(slug, version.to_string(), &terms.editions)),
        },
        Choice::Digest(prefix) => by_digest(slug, prefix, &terms.editions)?,
    };
    if edition.published > at {
        let (version, published) = (edition.version.clone(), edition.published);
        return Err(Refusal::NotYetPublished { agreement: slug.clone(), version, published, at });
    }
    Ok(edition)
}

/// To a party without a binding the newest published version, to others the one in force.
fn offered<'a>(rules: &'a Rules, proposal: &Proposal, history: &[Recorded]) -> Result<&'a Edition, Refusal> {
    let slug = &proposal.agreement;
    let at = proposal.at.min(proposal.now);
    let nothing = || Refusal::NothingPublished { agreement: slug.clone(), at };
    let terms = terms_of(rules, slug)?;
    let standing = standing(rules, slug, history, proposal.at).ok_or_else(nothing)?;
    let place = match standing.binding {
        None => terms.newest(at),
        Some(_) => terms.in_force(at).or(terms.newest(at)),
    };
    place.and_then(|i| terms.editions.get(i)).ok_or_else(nothing)
}

fn by_digest<'a>(slug: &Slug, prefix: &str, editions: &'a [Edition]) -> Result<&'a Edition, Refusal> {
    let fits = |digest: &Digest| hex(&digest.0).starts_with(prefix);
    let mut found = editions.iter().filter(|e| fits(&e.digest) || e.texts.values().any(fits));
    match (found.next(), found.next()) {
        (Some(edition), None) => Ok(edition),
        (None, _) => Err(unknown(slug, format!("sha256:{prefix}"), editions)),
        (Some(_), Some(_)) => Err(Refusal::Ambiguous(prefix.to_owned())),
    }
}

fn unknown(slug: &Slug, version: String, editions: &[Edition]) -> Refusal {
    let known = list(editions.iter().map(|e| e.version.as_str()));
    Refusal::UnknownVersion { agreement: slug.clone(), version, known }
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<_> = names.map(|n| format!("`{n}`")).collect();
    if names.is_empty() { "(none yet)".to_owned() } else { names.join(", ") }
}
