//! `engross receipt`

use std::io::Write as _;
use std::path::PathBuf;

use serde_json::json;

use super::output::Plain;
use super::place::Place;
use super::{Failure, Global, Outcome, Terminal, book, input, json, keys};
use crate::ledger::merkle::leaf_hash;
use crate::ledger::receipt::Receipt;
use crate::model::name::hex;
use crate::workspace::files;

#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct Args {
    #[command(subcommand)]
    action: Option<Action>,
    /// The entry
    #[arg(required = true)]
    index: Option<u64>,
    /// Where to write it [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// How to print it
    #[arg(long, value_enum, default_value = "human")]
    format: Plain,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Verify a receipt with the ledger's public key alone; exit 1 where it proves nothing
    ///
    /// Example:
    ///   engross receipt verify acceptance.tlog-proof --key acceptances.pub
    #[command(verbatim_doc_comment)]
    Verify(Verify),
}

#[derive(Debug, clap::Args)]
struct Verify {
    /// The receipt; `-` is standard input
    file: PathBuf,
    /// The public key of the ledger: `acceptances.pub`
    #[arg(long, value_name = "PUBLIC-KEY-FILE")]
    key: PathBuf,
    /// How to print it
    #[arg(long, value_enum, default_value = "human")]
    format: Plain,
}

pub(super) fn run(args: Args, global: &Global, terminal: &Terminal) -> Result<Outcome, Failure> {
    if let Some(Action::Verify(verify)) = args.action {
        return verified(&verify, terminal);
    }
    let location = args.place.locate(global)?;
    let index = args.index.ok_or_else(|| Failure::new("no entry: expected its index"))?;
    let mut ledger = args.place.read(global, terminal)?;
    let receipt = ledger.receipt(index).map_err(|e| book::hinted(e, &location))?;
    if let Some(file) = &args.out {
        files::write(file, receipt.write().as_bytes())?;
    }
    let mut out = terminal.out();
    if args.format == Plain::Json {
        let entry: serde_json::Value = serde_json::from_slice(&receipt.entry)?;
        let proof: Vec<String> = receipt.proof.iter().map(|hash| hex(hash)).collect();
        let value = json!({
            "index": index, "leaf": hex(&leaf_hash(&receipt.entry)), "entry": entry, "proof": proof,
            "checkpoint": receipt.checkpoint, "receipt": receipt.write(),
        });
        write!(out, "{}", json::pretty(&value))?;
    } else if args.out.is_none() {
        write!(out, "{}", receipt.write())?;
    }
    Ok(Outcome::Done)
}

fn verified(args: &Verify, terminal: &Terminal) -> Result<Outcome, Failure> {
    let verifier = keys::verifier(&args.key)?;
    let text = String::from_utf8(input::bytes(&args.file)?).map_err(|e| Failure::from(e).at(args.file.display()))?;
    let proved = Receipt::read(&text).and_then(|r| r.verify(&verifier).map(|(entry, head)| (r, entry, head)));
    let mut out = terminal.out();
    let (receipt, entry, head) = match proved {
        Ok(proved) => proved,
        Err(error) => {
            if args.format == Plain::Json {
                write!(out, "{}", json::pretty(&json!({"proved": false, "reason": error.to_string()})))?;
            }
            terminal.error(&Failure::from(error).at(args.file.display()));
            return Ok(Outcome::Found);
        }
    };
    let content: serde_json::Value = serde_json::from_slice(&receipt.entry)?;
    if args.format == Plain::Json {
        let value = json!({
            "proved": true, "index": receipt.index, "origin": head.origin, "size": head.size,
            "root": hex(&head.root), "entry": content,
        });
        write!(out, "{}", json::pretty(&value))?;
        return Ok(Outcome::Done);
    }
    writeln!(out, "proved: entry {} ({}) of the ledger {}", receipt.index, entry.event.kind(), head.origin)?;
    writeln!(out, "  size  {}\n  root  {}", head.size, hex(&head.root))?;
    for (name, value) in content.as_object().into_iter().flatten() {
        writeln!(out, "  {name}: {}", value.as_str().map_or_else(|| value.to_string(), str::to_owned))?;
    }
    Ok(Outcome::Done)
}
