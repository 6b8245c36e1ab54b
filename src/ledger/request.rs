//! What a caller asks the ledger to record, before ids become refs and choices versions.

use std::collections::BTreeMap;

use crate::binding::{Choice, Proposal};
use crate::model::agreement::Method;
use crate::model::event::{Channel, Hex32, Role};
use crate::model::instant::Instant;
use crate::model::name::Slug;

/// The longest id of a party, in bytes.
pub const MAX_PARTY: usize = 1024;

/// One act to record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The idempotency key; none: derived from party, version, method and time.
    pub key: Option<String>,
    /// Whose act it is; to whom an announcement goes. None: an announcement to all.
    pub party: Option<String>,
    /// The agreement.
    pub agreement: Slug,
    /// The time of the act, or of the sending; none: now.
    pub at: Option<Instant>,
    /// The act.
    pub deed: Deed,
}

/// An act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Accepts a version.
    Accept(Accept),
    /// Uses the service.
    Use,
    /// Withdraws.
    Withdraw,
    /// A version is announced.
    Notify {
        /// Which.
        version: Choice,
        /// How.
        channel: Channel,
    },
}

/// What belongs to an acceptance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accept {
    /// Which version.
    pub version: Choice,
    /// How.
    pub method: Method,
    /// The language of the text shown; none: the one that prevails.
    pub language: Option<String>,
    /// Who acted, where that was said.
    pub role: Option<Role>,
    /// The id of who acted, where it was not the party.
    pub actor: Option<String>,
    /// The party's age: looked at, never recorded.
    pub age: Option<u32>,
    /// SHA-256 of the page shown.
    pub page_sha256: Option<Hex32>,
    /// Ids of clauses confirmed one by one.
    pub clauses: Vec<String>,
    /// Kept in the side table; the entry holds a commitment.
    pub evidence: BTreeMap<String, String>,
}

impl Accept {
    /// An acceptance by a method, and nothing else said.
    pub fn new(version: Choice, method: Method) -> Self {
        Accept {
            version,
            method,
            language: None,
            role: None,
            actor: None,
            age: None,
            page_sha256: None,
            clauses: Vec::new(),
            evidence: BTreeMap::new(),
        }
    }

    /// What the rules are asked to admit.
    pub fn proposal(&self, agreement: &Slug, at: Instant, now: Instant) -> Proposal {
        Proposal {
            agreement: agreement.clone(),
            choice: self.version.clone(),
            method: self.method,
            at,
            now,
            language: self.language.clone(),
            age: self.age,
            role: self.role.unwrap_or(Role::Oneself),
        }
    }
}
