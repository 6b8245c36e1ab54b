//! The nouns: plain data without input or output, one noun a file.
//!
//! One word, one meaning (the glossary; a new noun enters it with its file):
//!
//! | word | meaning |
//! | --- | --- |
//! | agreement | one document through time, named by its slug |
//! | [publisher](agreement::Publisher) | who offers agreements: names, address, languages, time zone, holidays |
//! | [profile](agreement::Profile) | the rules of a kind of agreement: methods, ages, notice periods |
//! | prerequisite | an agreement that a party must have accepted before another |
//! | [text] | the words of an agreement in one language: title and clause tree |
//! | clause | an addressable part: printed number and/or heading, own paragraphs, child clauses |
//! | own text | of a clause: its heading and own paragraphs, without those of its child clauses |
//! | [paragraph, mark](crate::marks) | one block of CommonMark; emphasis, underline, code or link in it |
//! | [number](numeral), [label] | a printed number; the same understood: unit, values, form |
//! | [language] | of a text, by BCP 47, as its letters and words tell |
//! | label of a text | the edition as printed: `Version of January 2024` |
//! | [path] | where a clause stands in its text, from the numbers: `3.2.6/1` |
//! | id | a clause's path in the version in which it first appeared |
//! | [version] | a fixed text and its translations with their dates, chained to the version before |
//! | draft | a text that no version names |
//! | [level](version::Level) | how far a version changes what was agreed: correction, minor, material |
//! | prevailing | of languages: the one whose text decides where translations differ |
//! | [digest](name::Digest) | SHA-256 of canonical bytes, written `sha256:<64 hex>` |
//! | [address] | how a command line names a text or a clause |
//! | [block](crate::source::Block) | what a reader found in a file: text, with what the format says about it |
//! | [diagnostic] | what a reader moved, joined, dropped or guessed, with its line |
//! | [finding](crate::lint::Finding) | what an editor has to mend before a text is published |
//! | [redline](crate::redline::Redline) | the comparison of two texts, clause by clause: changes, their nature, facts |
//! | party | who accepts: an opaque id; in entries a [`PartyRef`](event::PartyRef) |
//! | [act](crate::ledger::request::Deed) | what a caller reports: a party accepts, uses, withdraws; a version is announced |
//! | [acceptance](event::Acceptance) | a party's assent to one version, at one time, by one method |
//! | [notice](event::Notice) | the announcement of a version, by a channel, to a party or to all |
//! | [entry, event](event) | a record of the ledger; what happened |
//! | [ledger](crate::ledger) | the append-only Merkle log of acceptances and of the events that bear on them |
//! | [checkpoint](crate::ledger::checkpoint) | the signed size and root of a ledger |
//! | [receipt](crate::ledger::receipt) | an entry with its proof and a checkpoint, in one file |
//! | [standing](crate::binding::Standing) | where a party stands with an agreement at a time, and why |
//! | [instant] | a moment as evidence keeps it: UTC, milliseconds |
//! | [time] | a moment or a day as a person or a file writes it |
//! | [workspace](crate::workspace) | the folder that holds the agreements of one publisher |

pub mod address;
pub mod agreement;
pub mod diagnostic;
pub mod event;
pub mod instant;
pub mod label;
pub mod language;
pub mod month;
pub mod name;
pub mod numeral;
pub mod path;
pub mod plural;
pub mod text;
pub mod time;
pub mod version;
