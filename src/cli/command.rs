//! The commands by name, each with its help; what each takes and does stands in its own file.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use super::{
    accept, blame, build, completions, diff, digest, fmt, import, init, ledger, log, man, notify, output, parse, pdf,
    preview, publish, receipt, show, status, r#use, verify, withdraw,
};

/// Reads, versions and redlines agreements, records who accepted them, and builds the site that shows them.
#[derive(Debug, Parser)]
#[command(name = "engross", version, arg_required_else_help = true)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
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

// what a command takes is made when it is the one that was asked for: all of it is a seventh of the time to start
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub(super) enum Command {
    /// Make a workspace with a sample agreement
    ///
    /// Example:
    ///   engross init legal
    #[command(verbatim_doc_comment)]
    Init(init::Args),
    /// Read PDF, DOCX, HTML, Markdown or plain text and print the texts found
    ///
    /// A file is recognised by content. The agreements found in it are printed as clause trees; what was
    /// moved, joined, dropped or guessed is said on standard error.
    ///
    /// Examples:
    ///   engross parse agreement.md                     the outline, and what was guessed
    ///   engross parse --format yaml a.docx > a.yaml    the text as an editor keeps it
    ///   engross parse --format json *.txt              for other programs
    ///   engross parse --strict agreement.pdf           exit with 1 where the page left something to guess
    ///   engross parse --encoding gb18030 old.txt       a file in another encoding
    #[command(verbatim_doc_comment)]
    Parse(parse::Args),
    /// Parse files and write drafts, with their sources, into the workspace
    ///
    /// Examples:
    ///   engross import terms.txt
    ///   engross import terms-2023.md --as service-agreement --version 2023-12
    ///   engross import terms.docx --review             and a checklist of what was guessed
    #[command(verbatim_doc_comment)]
    Import(import::Args),
    /// Rewrite drafts canonically (comments are not kept); published texts are left alone
    ///
    /// Examples:
    ///   engross fmt
    ///   engross fmt --check                            for CI: exit 1 where one is not canonical
    #[command(verbatim_doc_comment)]
    Fmt(fmt::Args),
    /// Print a text, or a clause of it
    ///
    /// Examples:
    ///   engross show service-agreement
    ///   engross show service-agreement@2019-08#3.2.6
    ///   engross show service-agreement@2019-08.en      its translation
    ///   engross show service-agreement#3.2.6 --as-of 2019-08
    ///   engross show draft.md --format yaml
    #[command(verbatim_doc_comment)]
    Show(show::Args),
    /// Print the digest of a text, of a clause, or of every clause
    ///
    /// Examples:
    ///   engross digest service-agreement@2023-12
    ///   engross digest service-agreement#3.2.6
    ///   engross digest --clauses agreement.md
    #[command(verbatim_doc_comment)]
    Digest(digest::Args),
    /// Fix a draft as the next version of its agreement
    ///
    /// Examples:
    ///   engross publish service-agreement 2023-12 --summary "Fees are explained."
    ///   engross publish service-agreement 2023-12 --published 2023-12-29 --effective 2024-01-29
    #[command(verbatim_doc_comment)]
    Publish(publish::Args),
    /// List the versions of an agreement, newest first, and its drafts; or each wording that a clause ever had
    ///
    /// Examples:
    ///   engross log service-agreement
    ///   engross log service-agreement#3.2.6
    #[command(verbatim_doc_comment)]
    Log(log::Args),
    /// Print each clause with the version that last changed it
    ///
    /// Examples:
    ///   engross blame service-agreement
    ///   engross blame service-agreement@2019-08#3       article 3 and what is in it
    #[command(verbatim_doc_comment)]
    Blame(blame::Args),
    /// Recompute every digest and the chain of versions; exit 1 names what is broken
    ///
    /// Examples:
    ///   engross verify
    ///   engross verify service-agreement --format json
    #[command(verbatim_doc_comment)]
    Verify(verify::Args),
    /// Compare two texts clause by clause
    ///
    /// Examples:
    ///   engross diff service-agreement@2019-08 service-agreement@2023-12
    ///   engross diff old.md new.md --format html > redline.html
    ///   engross diff service-agreement draft.yaml --only substance --exit-code
    ///   engross diff a.yaml#8 b.yaml#9
    ///   engross diff a.yaml b.yaml#9                   what became of clause 9 and of those in it
    ///
    /// On a terminal the redline goes through a pager: `ENGROSS_PAGER`, else `PAGER`, else `less`;
    /// `cat` turns it off.
    #[command(verbatim_doc_comment)]
    Diff(diff::Args),
    /// Record that a party accepts a version
    ///
    /// Without a version: for a party that is not bound yet the newest published one, for others the
    /// one in force at the time of the act.
    ///
    /// Examples:
    ///   engross accept service-agreement --party 10086 --method click
    ///   engross accept service-agreement@2023-12 --party 10086 --method email --at 2024-01-03
    ///   engross accept terms --party 7 --method click --age 15 --actor guardian --actor-party 8
    ///   engross accept service-agreement --party 7 --method tick --evidence ip=203.0.113.9 --confirm 3.2
    #[command(verbatim_doc_comment)]
    Accept(accept::Args),
    /// Record that a party withdraws; what was done before stays valid
    ///
    /// No version binds the party from then on.
    ///
    /// Example:
    ///   engross withdraw service-agreement --party 10086 --at 2024-02-01T08:00:00+08:00
    #[command(verbatim_doc_comment)]
    Withdraw(withdraw::Args),
    /// Record that a party used the service
    ///
    /// By itself it accepts nothing, unless the profile of the agreement says so.
    ///
    /// Example:
    ///   engross use service-agreement --party 10086 --at 2024-02-01T08:00:00+08:00
    #[command(verbatim_doc_comment)]
    Use(r#use::Args),
    /// Record that a version was announced, and when that counts as delivered
    ///
    /// A page counts at once, electronic messages when sent, registered mail (`post`) on the third day
    /// after, a courier when signed for: give that moment as `--sent`. A delivery on a public holiday
    /// counts on the next working day.
    ///
    /// Examples:
    ///   engross notify service-agreement@2023-12 --all --channel page
    ///   engross notify service-agreement@2023-12 --party 10086 --channel email --sent 2023-12-29
    #[command(verbatim_doc_comment)]
    Notify(notify::Args),
    /// Say which version binds a party at a time, and why
    ///
    /// States: accepted, carried (later versions were minor), deemed (by use after an announcement in
    /// time), pending (a version is published and not yet effective), must-accept, withdrawn,
    /// prerequisite-missing. Exit status 1 where the party has to accept something.
    ///
    /// With --must-accept: the parties who are bound by an earlier version and have to accept the one in
    /// force.
    ///
    /// Examples:
    ///   engross status --party 10086
    ///   engross status --party 10086 --agreement service-agreement --at 2024-02-01
    ///   engross status --must-accept --agreement service-agreement
    #[command(verbatim_doc_comment)]
    Status(status::Args),
    /// Make, check and export the ledger
    ///
    /// Examples:
    ///   engross ledger init --origin terms.example/ledger
    ///   engross ledger verify --checkpoint last-week.txt
    #[command(verbatim_doc_comment)]
    Ledger(ledger::Args),
    /// Make a proof of one entry that is checked without the ledger, or verify one
    ///
    /// A receipt is a C2SP tlog-proof: the entry, its place in the tree and the signed checkpoint in one
    /// file.
    ///
    /// Examples:
    ///   engross receipt 12 --out acceptance.tlog-proof
    ///   engross receipt verify acceptance.tlog-proof --key acceptances.pub
    #[command(verbatim_doc_comment)]
    Receipt(receipt::Args),
    /// Build the site
    ///
    /// Writes a page for every agreement, version and redline, with feeds and downloads; only files
    /// that differ are written, and files of earlier builds that are no longer needed are removed.
    ///
    /// Examples:
    ///   engross build
    ///   engross build --out public --base-url https://legal.example
    ///   engross build --layout fragments --out legal
    ///   engross build --check
    #[command(verbatim_doc_comment)]
    Build(build::Args),
    /// Show the site on this machine, built again when a file changes
    ///
    /// Serves the site on 127.0.0.1 until Ctrl-C. A change below `agreements/` or `templates/` builds
    /// what it alters, and open pages show themselves again. A build that fails is shown as a page and
    /// here, and the site stays as it was built last. The site is made in a temporary folder: `site/` is
    /// left as it is.
    ///
    /// Examples:
    ///   engross preview
    ///   engross preview --port 4000
    ///   engross preview --at 2027-01-01
    #[command(verbatim_doc_comment)]
    Preview(preview::Args),
    /// Print completions for a shell
    ///
    /// Example:
    ///   engross completions bash > ~/.local/share/bash-completion/completions/engross
    #[command(verbatim_doc_comment)]
    Completions(completions::Args),
    /// Print the man page, of one command where it is named
    ///
    /// Example:
    ///   engross man publish | man -l -
    #[command(verbatim_doc_comment)]
    Man(man::Args),
    /// Read a PDF from standard input: for `parse`, in a process of its own
    #[command(hide = true, name = pdf::COMMAND)]
    ReadPdf,
}
