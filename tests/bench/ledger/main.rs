//! The ledger under load, beside its engine without a ledger; and writers for the fault tests to kill.
//!
//! ```text
//! cargo bench --bench ledger -- compare [ROUNDS]            ratios to bare SQLite: same schema, bytes and transactions
//! cargo bench --bench ledger -- postgres URL [ROUNDS]       the same on a server that this may make databases on
//! cargo bench --bench ledger -- fill FILE ENTRIES [PARTIES] a ledger of that size; then how long its questions take
//! cargo bench --bench ledger -- append FILE-OR-URL WRITERS COUNT TAG
//!     threads that append COUNT acts each; a line `TAG-WRITER-NUMBER INDEX` for each, once it is acknowledged
//! ```
//!
//! Figures drift between machines and moments: only the ratios of one run are worth anything.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints what it measured")]

use std::path::Path;
use std::process::ExitCode;

mod append;
mod bare;
mod compare;
mod fill;
mod postgres;
mod work;

fn main() -> ExitCode {
    // cargo bench adds `--bench`
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["compare"] => compare::run(5),
        ["compare", rounds] => compare::run(number(rounds)),
        ["postgres", server] => postgres::run(server, 5),
        ["postgres", server, rounds] => postgres::run(server, number(rounds)),
        ["fill", file, entries] => fill::run(Path::new(file), number(entries), number(entries) / 10),
        ["fill", file, entries, parties] => fill::run(Path::new(file), number(entries), number(parties)),
        ["append", file, writers, count, tag] => append::run(Path::new(file), number(writers), number(count), tag),
        _ => {
            eprintln!(
                "usage: compare [ROUNDS] | postgres URL [ROUNDS] | fill FILE ENTRIES [PARTIES] | append FILE WRITERS COUNT TAG"
            );
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

fn number(argument: &str) -> usize {
    argument.parse().unwrap_or_else(|_| panic!("`{argument}` is no number"))
}
