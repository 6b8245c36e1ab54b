//! Agreements as clause-structured, versioned, redlined and provably accepted texts.
//!
//! To *engross*: in law, to write out the final, fair copy of a text.
//!
//! The way of the data, and the modules in the order in which to read them:
//!
//! ```text
//! bytes ─ source ─▶ blocks ─ structure ─▶ Text (clause tree) ─ digest ─▶ Version ─▶ versions.yaml
//!                                            │
//!                   Text, Text ─ redline ─▶ Redline ─▶ terminal, JSON, HTML
//! Text, Version, Redline ──────── site ─▶ pages
//! Event ─ ledger ─▶ Entry ─▶ Checkpoint, Receipt;  Entries, Versions, Profile ─ binding ─▶ what binds whom
//! ```
//!
//! 1. [`model`]: the nouns, plain data. [`marks`]: the inside of a paragraph.
//! 2. Values in, values out: [`digest`], [`yaml`].
//! 3. [`binding`]: entries, versions and profiles → what binds a party, and why.
//! 4. [`ledger`]: the append-only log on an engine; [`workspace`]: the folder.
//! 5. [`cli`]: arguments, messages, exit status; the only place that prints.
//!
//! Invariants, each something deliberately absent:
//!
//! - Model and transforms have no file, clock, random number, environment or terminal.
//! - Reading accepts every text; it returns what it understood and [diagnostics](model::diagnostic).
//! - A digest covers canonical bytes, never a YAML or HTML file.
//! - A published version and a ledger entry are written once.
//! - Same input, same bytes: no clock, no hash-map order, no path of this machine in any output.

pub mod model;

pub mod digest;
pub mod history;
pub mod lint;
pub mod marks;
pub mod redline;
pub mod source;
pub mod structure;
pub mod yaml;

pub mod binding;
pub mod site;

pub mod ledger;
pub mod workspace;

pub mod cli;
