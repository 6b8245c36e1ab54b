//! The command line: one file a command (its `Args` and its `run`), named and described in `command`; the only place that reads the clock and prints.
//!
//! Shared by commands: [`output`], results, remarks, failures with their hints and exit status; `address` and `input`,
//! what an argument names; `book`, `act` and `keys`, the ledger; `json`, `snippet`, `pager` and [`width`], forms of printing.
//!
//! Invariant: a failure says what was expected, what was found, and where there is one the next command.

#![allow(clippy::needless_pass_by_value, reason = "a command owns its arguments, whether or not it takes them apart")]

use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;
use command::{Cli, Command};

mod accept;
mod act;
mod address;
mod blame;
mod book;
mod build;
mod command;
mod completions;
mod diff;
mod digest;
mod fmt;
mod import;
mod init;
mod input;
mod json;
mod keys;
mod ledger;
mod log;
mod man;
mod notify;
pub mod output;
mod pager;
mod parse;
mod pdf;
mod place;
mod preview;
mod publish;
mod receipt;
mod show;
mod snippet;
mod status;
mod r#use;
mod verify;
pub mod width;
mod withdraw;

pub use command::Global;
pub use output::{Failure, Outcome, Terminal};

/// The whole command line, for completions and man pages.
fn command() -> clap::Command {
    let mut command = <Cli as clap::CommandFactory>::command();
    command.build();
    command
}

/// Runs the command that the arguments name; returns 0 done, 1 done and something was found, 2 could not be done.
pub fn run(args: impl Iterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // help and version
            if !error.use_stderr() {
                let _ = error.print();
                return ExitCode::SUCCESS;
            }
            let shown = error.render().to_string();
            // an address in the wrong place is repeated by the message
            let masked = place::without_passwords(&shown);
            let _ = match masked == shown {
                true => error.print(),
                false => write!(std::io::stderr(), "{masked}"),
            };
            return ExitCode::from(2);
        }
    };
    let terminal = Terminal::new(&cli.global);
    let result: Result<Outcome, Failure> = match cli.command {
        Command::Init(args) => init::run(args, &cli.global, &terminal),
        Command::Parse(args) => parse::run(&args, &cli.global, &terminal),
        Command::Import(args) => import::run(args, &cli.global, &terminal),
        Command::Fmt(args) => fmt::run(args, &cli.global, &terminal),
        Command::Show(args) => show::run(args, &cli.global, &terminal),
        Command::Digest(args) => digest::run(args, &cli.global, &terminal),
        Command::Publish(args) => publish::run(args, &cli.global, &terminal),
        Command::Log(args) => log::run(args, &cli.global, &terminal),
        Command::Blame(args) => blame::run(args, &cli.global, &terminal),
        Command::Verify(args) => verify::run(args, &cli.global, &terminal),
        Command::Diff(args) => diff::run(args, &cli.global, &terminal),
        Command::Accept(args) => accept::run(args, &cli.global, &terminal),
        Command::Withdraw(args) => withdraw::run(args, &cli.global, &terminal),
        Command::Use(args) => r#use::run(args, &cli.global, &terminal),
        Command::Notify(args) => notify::run(args, &cli.global, &terminal),
        Command::Status(args) => status::run(args, &cli.global, &terminal),
        Command::Ledger(args) => ledger::run(args, &cli.global, &terminal),
        Command::Receipt(args) => receipt::run(args, &cli.global, &terminal),
        Command::Build(args) => build::run(args, &cli.global, &terminal),
        Command::Preview(args) => preview::run(args, &cli.global, &terminal),
        Command::Completions(args) => completions::run(args, &cli.global, &terminal),
        Command::Man(args) => man::run(args, &cli.global, &terminal),
        Command::ReadPdf => pdf::run(&terminal),
    };
    terminal.finish(result)
}
