//! Agreements as clause-structured, versioned, redlined and provably accepted texts.
//!
//! To *engross*: in law, to write out the final, fair copy of a text.
//!
//! The way of the data:
//!
//! ```text
//! bytes ─ source ─▶ blocks ─ structure ─▶ Text (clause tree) ─ digest ─▶ Version ─ yaml ─▶ versions.yaml
//!                                            ├─ lint ─▶ findings
//!                                            ├─ history ─▶ when each clause came and last changed
//!                       Text, Text ─ redline ─▶ Redline ─▶ terminal, JSON, Markdown, HTML
//!     Texts, Versions, Redlines ─ site ─▶ pages, downloads, feeds
//! Request ─ ledger ─▶ Entry ─▶ checkpoint, receipt;  entries, versions, profiles ─ binding ─▶ what binds whom
//! ```
//!
//! The modules in the order in which to read them; each uses its own layer and those before it (a test holds that):
//!
//! 1. Vocabulary. [`model`]: the nouns, plain data, with the glossary. [`marks`]: the inside of a paragraph ⇄ spans.
//! 2. Transforms, values in and values out.
//!    - A text: [`digest`]: what names it for ever; [`yaml`]: the files ⇄ values; [`lint`]: what must not be published;
//!      [`history`]: the life of its clauses.
//!    - Reading: [`source`]: bytes → blocks, a reader for each format; [`structure`]: blocks → the clause tree.
//!    - Comparing: [`redline`]: two texts → what became of each clause.
//!    - Binding: [`binding`]: entries, versions and profiles → what binds a party, and why.
//!    - Showing: [`site`]: texts, versions and redlines → the files of a site.
//! 3. The outside world. [`workspace`]: the folder of agreements; [`ledger`]: the append-only log on an engine;
//!    [`preview`]: the site on loopback, built again when a file changes.
//! 4. [`cli`]: arguments, messages, exit status; the only place that reads the clock and prints.
//!
//! Invariants, each something deliberately absent:
//!
//! - Model and transforms have no file, clock, random number, environment or terminal.
//! - Reading accepts every text; it returns what it understood and [diagnostics](model::diagnostic). No input panics.
//! - A digest covers canonical bytes, never a YAML or HTML file.
//! - A published version and a ledger entry are written once.
//! - An entry holds no personal data: they stand in side tables, which can be deleted.
//! - A template reaches the types of [`site::context`] and nothing else.
//! - Same input, same bytes: no clock, no hash-map order, no path of this machine in any output.

pub mod model;

pub mod marks;

pub mod digest;
pub mod yaml;

pub mod history;
pub mod lint;

pub mod source;
pub mod structure;

pub mod redline;

pub mod binding;

pub mod site;

pub mod workspace;

pub mod ledger;

pub mod preview;

pub mod cli;
