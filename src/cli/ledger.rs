//! `engross ledger`

use std::io::Write as _;
use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use serde_json::json;

use super::output::{Plain, from_here};
use super::place::Place;
use super::{Failure, Global, Outcome, Terminal, book, json, keys};
use crate::ledger::audit::{Audit, LIMITS, audit};
use crate::ledger::store::StoreError;
use crate::model::name::hex;
use crate::model::plural::plural;
use crate::workspace::{Workspace, files};

mod export;
mod import;
mod progress;
mod receive;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Make the ledger and the key that signs it; the first write does it too
    ///
    /// Example:
    ///   engross ledger init --origin terms.example/ledger
    #[command(verbatim_doc_comment)]
    Init {
        /// The name under which checkpoints are signed [default: the site's address and `/ledger`]
        #[arg(long, value_name = "NAME")]
        origin: Option<String>,
        /// How to print it
        #[arg(long, value_enum, default_value = "human")]
        format: Plain,
    },
    /// Check every byte of evidence; exit 1 names what is wrong
    ///
    /// Example:
    ///   engross ledger verify --checkpoint last-week.txt --checkpoint yesterday.txt
    #[command(verbatim_doc_comment)]
    Verify {
        /// An older checkpoint that the ledger must continue (repeatable)
        #[arg(long, value_name = "FILE")]
        checkpoint: Vec<PathBuf>,
        /// How to print it
        #[arg(long, value_enum, default_value = "human")]
        format: Plain,
    },
    /// Print the signed size and root: keep it elsewhere
    ///
    /// Example:
    ///   engross ledger checkpoint --out yesterday.txt
    #[command(verbatim_doc_comment)]
    Checkpoint {
        /// Where to write it [default: standard output]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// How to print it
        #[arg(long, value_enum, default_value = "human")]
        format: Plain,
    },
    Export(export::Args),
    Import(import::Args),
    /// Delete what the side tables hold of a party; its entries stay, are nobody's and can still be proved
    ///
    /// Example:
    ///   engross ledger erase --party 10086 --basis "request of the party"
    #[command(verbatim_doc_comment)]
    Erase {
        /// Whom
        #[arg(long, value_parser = NonEmptyStringValueParser::new())]
        party: String,
        /// On what ground: it becomes part of the entry, so no personal data
        #[arg(long, value_name = "TEXT")]
        basis: String,
        /// How to print it
        #[arg(long, value_enum, default_value = "human")]
        format: Plain,
    },
}

pub(super) fn run(args: Args, global: &Global, terminal: &Terminal) -> Result<Outcome, Failure> {
    let place = &args.place;
    match args.action {
        Action::Init { origin, format } => init(place, origin, format, global, terminal),
        Action::Verify { checkpoint, format } => verify(place, &checkpoint, format, global, terminal),
        Action::Checkpoint { out, format } => checkpoint(place, out, format, global, terminal),
        Action::Export(export) => export::run(&export, place, global, terminal),
        Action::Import(import) => import::run(&import, place, global, terminal),
        Action::Erase { party, basis, format } => {
            let location = place.locate(global)?;
            let missing = || StoreError::Missing(location.to_string()).into();
            let mut ledger = place.write(global, terminal, || Err(book::hinted(missing(), &location)))?;
            let done = ledger.erase(book::now()?, &party, &basis).map_err(|e| book::hinted(e, &location))?;
            if !ledger.store().scrub()? {
                terminal.remark(format!("warning: {}", location.scrubbing()));
            }
            book::print(&done, format, terminal)?;
            Ok(Outcome::Done)
        }
    }
}

fn init(
    place: &Place,
    origin: Option<String>,
    format: Plain,
    global: &Global,
    terminal: &Terminal,
) -> Result<Outcome, Failure> {
    let location = place.locate(global)?;
    if let Some(mut store) = location.open(terminal)?
        && store.read()?.head()?.is_some()
    {
        return Err(Failure::new("there is a ledger already").at(location));
    }
    let terminal = &terminal.silent();
    let ledger = match origin {
        Some(origin) => {
            let found = keys::read(location.secret())?.map(|s| s.verifier().name().to_owned());
            if let Some(found) = found.filter(|name| *name != origin) {
                let message = format!("a key of `{found}` is there: expected one of `{origin}`, or none");
                let hint = "move it away, or leave `--origin` out";
                return Err(Failure::new(message).at(location.secret().display()).hint(hint));
            }
            location.begin(Some(origin), terminal, || Ok(()))?.0
        }
        None => place.write(global, terminal, || Ok(()))?,
    };
    let mut out = terminal.out();
    let (origin, secret, public) = (ledger.verifier().name(), location.secret().display(), location.public());
    if format == Plain::Json {
        let value = json!({
            "ledger": location.to_string(), "origin": origin, "verifier": ledger.verifier().to_string(),
            "secret_key": secret.to_string(), "public_key": public.display().to_string(),
        });
        write!(out, "{}", json::pretty(&value))?;
        return Ok(Outcome::Done);
    }
    let lines = format!(
        "{location}  the ledger of {origin}\n{secret}  signs it: keep it secret and back it up\n\
         {}  verifies it: publish it",
        public.display()
    );
    writeln!(out, "{}", from_here(&lines))?;
    Ok(Outcome::Done)
}

fn verify(
    place: &Place,
    checkpoints: &[PathBuf],
    format: Plain,
    global: &Global,
    terminal: &Terminal,
) -> Result<Outcome, Failure> {
    let location = place.locate(global)?;
    let mut older = Vec::new();
    for file in checkpoints {
        older.push((file.display().to_string(), files::read_utf8(file, 1 << 20)?));
    }
    let mut stored = None;
    let audited = location.store(terminal).and_then(|mut store| {
        stored = store.read()?.head()?.map(|head| head.verifier);
        audit(store.as_mut(), &older)
    });
    let mut done = match audited {
        Ok(done) => done,
        Err(error @ (StoreError::Damaged(_) | StoreError::Foreign(_) | StoreError::Engine { .. })) => {
            Audit { findings: vec![error.to_string()], ..Audit::default() }
        }
        Err(error) => return Err(book::hinted(error.into(), &location)),
    };
    let public = location.public();
    if public.exists() && !done.origin.is_empty() && stored != Some(keys::verifier(&public)?.to_string()) {
        done.findings.push(format!("head: it names another public key than `{}`", public.display()));
    }
    report(&done, checkpoints.len(), format, terminal)?;
    Ok(if done.findings.is_empty() { Outcome::Done } else { Outcome::Found })
}

fn report(done: &Audit, checkpoints: usize, format: Plain, terminal: &Terminal) -> Result<(), Failure> {
    let root = hex(&done.root);
    let mut out = terminal.out();
    if format == Plain::Json {
        let value = json!({
            "origin": done.origin, "size": done.size, "root": root, "checkpoints": checkpoints,
            "findings": done.findings, "limits": LIMITS,
        });
        write!(out, "{}", json::pretty(&value))?;
        return Ok(());
    }
    for finding in &done.findings {
        writeln!(out, "{finding}")?;
    }
    if !done.findings.is_empty() {
        writeln!(out, "{}: {}", plural(done.size, "entry"), plural(done.findings.len(), "finding"))?;
        return Ok(());
    }
    writeln!(out, "{}: {}: all is well", done.origin, plural(done.size, "entry"))?;
    writeln!(out, "  root  {root}")?;
    match checkpoints {
        0 => writeln!(out, "  note  {LIMITS}: `--checkpoint FILE`")?,
        n => writeln!(out, "  it continues {n} older checkpoint{}", if n == 1 { "" } else { "s" })?,
    }
    Ok(())
}

fn checkpoint(
    place: &Place,
    to: Option<PathBuf>,
    format: Plain,
    global: &Global,
    terminal: &Terminal,
) -> Result<Outcome, Failure> {
    let location = place.locate(global)?;
    let (head, note) = place.read(global, terminal)?.checkpoint().map_err(|e| book::hinted(e, &location))?;
    if let Some(file) = &to {
        files::write(file, note.as_bytes())?;
    }
    let mut out = terminal.out();
    if format == Plain::Json {
        let value = json!({"origin": head.origin, "size": head.size, "root": hex(&head.root), "checkpoint": note});
        write!(out, "{}", json::pretty(&value))?;
    } else if to.is_none() {
        write!(out, "{note}")?;
    }
    Ok(Outcome::Done)
}

/// Where the workspace is, for commands that need its rules.
fn workspace(global: &Global) -> Result<Workspace, Failure> {
    super::address::workspace(global)
}
