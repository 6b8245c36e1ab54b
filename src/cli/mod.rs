//! The command line: one file a command (its `Args` and its `run`); the only place that reads the clock and prints.

#![allow(clippy::needless_pass_by_value, reason = "a command owns its arguments, whether or not it takes them apart")]

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod accept;
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
mod parse;
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

#[derive(Debug, Subcommand)]
enum Command {
    /// Makes a workspace with a sample agreement
    Init(init::Args),
    /// Reads Markdown, plain text, HTML or DOCX and prints the texts found
    Parse(parse::Args),
    /// Parses files and writes drafts with their sources into the workspace
    Import(import::Args),
    /// Rewrites texts canonically
    Fmt(fmt::Args),
    /// Prints a text or a clause
    Show(show::Args),
    /// Prints the digest of a text
    Digest(digest::Args),
    /// Fixes a draft as the next version
    Publish(publish::Args),
    /// Lists the versions of an agreement
    Log(log::Args),
    /// Says for each clause which version last changed it
    Blame(blame::Args),
    /// Recomputes every digest and the chain of versions
    Verify(verify::Args),
    /// Compares two texts clause by clause
    Diff(diff::Args),
    /// Records that a party accepts a version
    Accept(accept::Args),
    /// Records that a party withdraws
    Withdraw(withdraw::Args),
    /// Records that a party used the service
    Use(r#use::Args),
    /// Records that a version was announced
    Notify(notify::Args),
    /// Says which version binds a party at a time, and why
    Status(status::Args),
    /// Makes, checks and exports the ledger
    Ledger(ledger::Args),
    /// Makes and verifies a proof of one entry
    Receipt(receipt::Args),
    /// Builds the site
    Build(build::Args),
    /// Prints completions for a shell
    Completions(completions::Args),
    /// Prints the man page
    Man(man::Args),
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
            let _ = error.print();
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
        Command::Completions(args) => completions::run(args, &cli.global, &terminal),
        Command::Man(args) => man::run(args, &cli.global, &terminal),
    };
    terminal.finish(result)
}
