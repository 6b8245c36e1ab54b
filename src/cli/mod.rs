//! The command line: one file a command (its `Args` and its `run`); the only place that reads the clock and prints.
//!
//! Shared by commands: [`output`], results, remarks, failures with their hints and exit status; `address` and `input`,
//! what an argument names; `book`, `act` and `keys`, the ledger; `json`, `snippet`, `pager` and [`width`], forms of printing.
//!
//! Invariant: a failure says what was expected, what was found, and where there is one the next command.

#![allow(clippy::needless_pass_by_value, reason = "a command owns its arguments, whether or not it takes them apart")]

use std::ffi::OsString;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod accept;
mod act;
mod address;
mod blame;
mod book;
mod build;
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

pub use output::{Failure, Outcome, Terminal};

/// Reads, versions and redlines agreements, records who accepted them, and builds the site that shows them.
#[derive(Debug, Parser)]
#[command(name = "engross", version, arg_required_else_help = true)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// Options of every command.
#[derive(Debug, clap::Args)]
pub struct Global {
    /// Start looking for the workspace in DIR
    #[arg(short = 'C', global = true, value_name = "DIR", default_value = ".")]
    pub directory: PathBuf,
    /// When to colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: output::Color,
    /// Say nothing but results and errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

// each command is described by the doc comment of its `Args`, examples included
#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Args),
    /// Read PDF, DOCX, HTML, Markdown or plain text and print the texts found
    Parse(parse::Args),
    Import(import::Args),
    Fmt(fmt::Args),
    Show(show::Args),
    Digest(digest::Args),
    Publish(publish::Args),
    Log(log::Args),
    Blame(blame::Args),
    Verify(verify::Args),
    Diff(diff::Args),
    Accept(accept::Args),
    Withdraw(withdraw::Args),
    Use(r#use::Args),
    Notify(notify::Args),
    Status(status::Args),
    Ledger(ledger::Args),
    Receipt(receipt::Args),
    Build(build::Args),
    Preview(preview::Args),
    Completions(completions::Args),
    Man(man::Args),
    /// Read a PDF from standard input: for `parse`, in a process of its own
    #[command(hide = true, name = pdf::COMMAND)]
    ReadPdf,
}

/// The whole command line, for completions and man pages.
fn command() -> clap::Command {
    <Cli as clap::CommandFactory>::command()
}

/// Runs the command that the arguments name; returns 0 done, 1 done and something was found, 2 could not be done.
pub fn run(args: impl Iterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            let shown = error.render().to_string();
            // an address in the wrong place is repeated by the message
            let masked = place::without_passwords(&shown);
            let _ = match masked == shown {
                true => error.print(),
                false => write!(std::io::stderr(), "{masked}"),
            };
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
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
