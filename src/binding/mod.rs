//! Entries, versions and profiles → what binds a party at a time, and why.
//!
//! - [`rules`]: what a workspace says: the published versions, profiles, prerequisites, the calendar.
//! - [`delivery`]: when an announcement counts as delivered, and whether that was in time.
//! - [`mod@standing`]: the walk through a party's acts that tells which version binds it.
//! - [`admission`]: whether an acceptance may be recorded, and of which version.
//!
//! Everything here is a value of its arguments: no clock, no file. Time is the time of the act, never that of its
//! recording; among acts of the same moment the index decides.

pub mod admission;
pub mod delivery;
pub mod rules;
pub mod standing;

pub use admission::{Admitted, Choice, Proposal, Refusal, admit};
pub use rules::{Calendar, Edition, Rules, RulesError, Terms};
pub use standing::{Binding, Rule, Standing, State, standing};

use crate::model::event::Event;

/// An entry as far as binding looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its index in the ledger.
    pub index: u64,
    /// What happened.
    pub event: Event,
}
