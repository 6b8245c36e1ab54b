//! The nouns: plain data without input or output, one noun a file.
//!
//! One word, one meaning (the glossary; a new noun enters it with its file):
//!
//! | word | meaning |
//! | --- | --- |
//! | agreement | one document through time, named by its slug |
//! | [text] | the words of an agreement in one language: title and clause tree |
//! | clause | an addressable part: printed number and/or heading, own paragraphs, child clauses |
//! | [label] | a printed number, understood: unit, values, form |
//! | [path] | where a clause stands in its text, from the numbers: `3.2.6/1` |
//! | id | a clause's path in the version in which it first appeared |
//! | [version] | a fixed text and its translations with their dates, chained to the version before |
//! | [digest](name) | SHA-256 of canonical bytes, written `sha256:<64 hex>` |
//! | [address] | how a command line names a text or a clause |
//! | [diagnostic] | what a reader moved, joined, dropped or guessed, with its line |
//! | [entry, event](event) | a record of the ledger; what happened |
//! | party | who accepts: an opaque id; in entries a [`PartyRef`](event::PartyRef) |
//! | [instant] | a moment as evidence keeps it: UTC, milliseconds |
//! | [profile](agreement) | the rules of a kind of agreement: methods, ages, notice periods |

pub mod address;
pub mod agreement;
pub mod diagnostic;
pub mod event;
pub mod instant;
pub mod label;
pub mod name;
pub mod numeral;
pub mod path;
pub mod text;
pub mod time;
pub mod version;
