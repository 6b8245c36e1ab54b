//! The one integration test binary: a `mod` per subject.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr, clippy::needless_pass_by_value, missing_docs)]

mod bad_input;
mod diff_command;
mod digests;
mod engines;
mod formats;
mod golden;
mod help;
mod identity;
mod layering;
mod ledger_broken;
mod ledger_commands;
mod ledger_move;
mod ledger_postgres;
mod ledger_story;
mod merkle;
mod nothing_lost;
mod preview;
mod promises;
mod reading;
mod readme;
mod rebuild;
mod redline_labels;
mod redlines;
mod redlines_shared;
mod safety;
mod sample;
mod sandbox;
mod shared;
mod site;
mod story;
mod workspace;
