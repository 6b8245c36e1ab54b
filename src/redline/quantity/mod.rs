//! The start of a text → a quantity: period, date, amount, percentage, count, or reference to a part of a text.
//!
//! - `scan`: where a quantity stands; `figure`: the number in it, `spelled` in words; `period` (its words in `units`), `amount`, `percentage`: what its unit makes of it;
//!   `digits`: digits that are no plain number; `measure`: what it amounts to. Dates are those of
//!   [`super::calendar`], references those of [`super::cite`].
//!
//! Words of many languages, without a choice of language: a text may quote another. [`measure()`] says what a
//! quantity amounts to, so that `三十日` and `30 days` are seen to be the same. Invariant: a quantity is whole, its
//! number with its unit; a number that begins a word (`十分`) is none.

mod amount;
mod digits;
mod figure;
mod measure;
mod percentage;
mod period;
mod scan;
mod spelled;
mod units;

pub(super) use measure::measure_in;
pub use measure::{Measure, measure};

pub(super) use figure::{blank, digit, first_of, number, value_of};
pub(super) use scan::{begins_in_chinese, scan};
