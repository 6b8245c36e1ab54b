//! The append-only Merkle log of acceptances and of the events that bear on them.
//!
//! ```text
//! Request ─ record ─▶ Event ─ entry ─▶ bytes ─ merkle ─▶ leaf, nodes, root ─ checkpoint ─▶ signed head
//!                                        └──────── receipt: entry, proof and signed head in one file
//! ```
//!
//! - Values: [`canonical`] JSON, [`entry`], [`merkle`], signed [`note`]s, [`checkpoint`], [`receipt`], [`privacy`].
//! - Engines: [`store`] is what an engine offers, [`sqlite`] the embedded one, [`postgres`] the one for many machines.
//! - [`book`]: a ledger that is opened, appended to and read. [`request`], `record`: what it is asked to
//!   record. `pen`: one transaction.
//! - [`group`]: one commit for many threads. [`import`], [`export`]: lines in, tables out. [`transfer`]: a whole ledger,
//!   from one engine to another.
//! - [`audit`]: every byte of evidence checked. [`error`]: why something was not done.
//!
//! Invariants: an entry's bytes are stored once and hashed as they are; order is the index, never a clock; what is
//! acknowledged is on stable storage and under a signed head; personal data stand in side tables only.
//!
//! [`operating`]: the page for whoever looks after one.

pub mod audit;
pub mod book;
pub mod canonical;
pub mod checkpoint;
pub mod entry;
pub mod error;
pub mod export;
pub mod group;
pub mod import;
pub mod merkle;
pub mod note;
#[doc = include_str!("OPERATING.md")]
pub mod operating {}
mod pen;
pub mod postgres;
pub mod privacy;
pub mod receipt;
mod record;
pub mod request;
pub mod sqlite;
pub mod store;
pub mod transfer;
mod view;

pub use book::{Appended, Ledger};
pub use error::{BatchError, LedgerError};
