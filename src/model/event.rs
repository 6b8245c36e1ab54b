//! What a ledger records: an [`Entry`] is an [`Event`] and the moment of its recording.
//!
//! Personal data never enters: a party is a [`PartyRef`], evidence a commitment.

use std::fmt;
use std::str::FromStr;

use super::agreement::Method;
use super::instant::Instant;
use super::name::{Digest, NameError, Slug, VersionName, write_hex};

/// A record of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When it was recorded, by the clock of who recorded it. Order is the index, never this.
    pub recorded_at: Instant,
    /// What happened.
    pub event: Event,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The ledger began.
    Genesis(Genesis),
    /// A version was published: acceptances may name it from here on.
    Publish(Publication),
    /// A party accepted a version.
    Accept(Acceptance),
    /// A party used the service.
    Use(Conduct),
    /// A version was announced.
    Notify(Notice),
    /// A party withdrew; what was done before stays valid.
    Withdraw(Conduct),
    /// A party's personal data were deleted.
    Erase(Erasure),
}

/// The first entry of a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Genesis {
    /// 32 hexadecimal digits, random.
    pub ledger_id: String,
    /// The name under which its checkpoints are signed.
    pub origin: String,
}

/// A version that acceptances may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// Of which agreement.
    pub agreement: Slug,
    /// Its name.
    pub version: VersionName,
    /// Its digest.
    pub version_digest: Digest,
}

/// A party's assent to one version, at one time, by one method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// The agreement.
    pub agreement: Slug,
    /// The version.
    pub version: VersionName,
    /// The digest of the version.
    pub version_digest: Digest,
    /// The digest of the text that was shown.
    pub text_digest: Digest,
    /// The language of that text.
    pub language: String,
    /// Who.
    pub party_ref: PartyRef,
    /// How.
    pub method: Method,
    /// When.
    pub occurred_at: Instant,
    /// Who acted.
    pub actor: Option<Actor>,
    /// SHA-256 of the page that was shown.
    pub page_sha256: Option<Hex32>,
    /// Ids of clauses that the party confirmed one by one.
    pub clauses_confirmed: Vec<String>,
    /// Commitment to the evidence in the side table.
    pub evidence_commit: Option<Hex32>,
}

/// Who acted for a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// In which capacity.
    pub role: Role,
    /// Who, where it was not the party.
    pub actor_ref: Option<PartyRef>,
}

/// In which capacity someone acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The party.
    #[serde(rename = "self")]
    Oneself,
    /// A guardian of a minor.
    Guardian,
    /// An agent with authority.
    Agent,
}

/// Use of the service, or withdrawal from an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conduct {
    /// Who.
    pub party_ref: PartyRef,
    /// Which agreement it concerns.
    pub agreement: Slug,
    /// When.
    pub occurred_at: Instant,
}

/// An announcement of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The agreement.
    pub agreement: Slug,
    /// The version announced.
    pub version: VersionName,
    /// To one party; none: to all.
    pub party_ref: Option<PartyRef>,
    /// By which channel.
    pub channel: Channel,
    /// When it was sent.
    pub sent_at: Instant,
    /// When it counts as delivered.
    pub delivered_at: Instant,
}

/// How an announcement travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// A page of the site.
    Page,
    /// E-mail.
    Email,
    /// A text message.
    Sms,
    /// A message inside the application.
    App,
    /// A message of the system.
    System,
    /// A courier who asks for a signature.
    Courier,
    /// Registered mail.
    Post,
}

/// The deletion of a party's key and side rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// Who: nobody can say any more.
    pub party_ref: PartyRef,
    /// On what ground (no personal data).
    pub basis: String,
}

/// 32 bytes written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hex32(pub [u8; 32]);

/// A party as entries name it: HMAC-SHA-256 of its id under a random key of its own.
pub type PartyRef = Hex32;

impl Event {
    /// The name of the kind.
    pub fn kind(&self) -> &'static str {
        match self {
            Event::Genesis(_) => "genesis",
            Event::Publish(_) => "publish",
            Event::Accept(_) => "accept",
            Event::Use(_) => "use",
            Event::Notify(_) => "notify",
            Event::Withdraw(_) => "withdraw",
            Event::Erase(_) => "erase",
        }
    }

    /// The party that it is about, if it is about one.
    pub fn party(&self) -> Option<PartyRef> {
        match self {
            Event::Accept(a) => Some(a.party_ref),
            Event::Use(c) | Event::Withdraw(c) => Some(c.party_ref),
            Event::Notify(n) => n.party_ref,
            Event::Erase(e) => Some(e.party_ref),
            Event::Genesis(_) | Event::Publish(_) => None,
        }
    }

    /// The agreement that it is about.
    pub fn agreement(&self) -> Option<&Slug> {
        match self {
            Event::Publish(p) => Some(&p.agreement),
            Event::Accept(a) => Some(&a.agreement),
            Event::Use(c) | Event::Withdraw(c) => Some(&c.agreement),
            Event::Notify(n) => Some(&n.agreement),
            Event::Genesis(_) | Event::Erase(_) => None,
        }
    }
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 3] = [Role::Oneself, Role::Guardian, Role::Agent];

    /// As written in entries.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Oneself => "self",
            Role::Guardian => "guardian",
            Role::Agent => "agent",
        }
    }
}

impl Channel {
    /// Every channel.
    pub const ALL: [Channel; 7] =
        [Channel::Page, Channel::Email, Channel::Sms, Channel::App, Channel::System, Channel::Courier, Channel::Post];

    /// As written in entries.
    pub fn as_str(self) -> &'static str {
        match self {
            Channel::Page => "page",
            Channel::Email => "email",
            Channel::Sms => "sms",
            Channel::App => "app",
            Channel::System => "system",
            Channel::Courier => "courier",
            Channel::Post => "post",
        }
    }
}

impl FromStr for Hex32 {
    type Err = NameError;
    fn from_str(s: &str) -> Result<Self, NameError> {
        let digest: Digest = format!("sha256:{s}").parse().map_err(|_| NameError::Sha256(s.to_owned()))?;
        Ok(Hex32(digest.0))
    }
}

impl fmt::Display for Hex32 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(f, &self.0)
    }
}

impl fmt::Debug for Hex32 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hex32({self})")
    }
}
