//! `engross digest`

use std::io::Write as _;

use serde_json::json;

use super::output::Plain;
use super::{Failure, Global, Outcome, Terminal, address, json};
use crate::digest;
use crate::model::address::Address;
use crate::model::path::place;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// SLUG, SLUG@VERSION, SLUG@sha256:…, a file or `-`; `#PATH` at the end names a clause
    address: Address,
    /// Every clause: digest, wording (the digest without numbers and headings), path
    #[arg(long)]
    clauses: bool,
    /// How to print it
    #[arg(long, value_enum, default_value = "human")]
    format: Plain,
}

pub(super) fn run(args: Args, global: &Global, terminal: &Terminal) -> Result<Outcome, Failure> {
    let text = address::text(&args.address, global, terminal)?;
    let mut placed = place(&text);
    if let Some(wanted) = &args.address.clause {
        placed = vec![placed.swap_remove(address::clause(&placed, wanted, &text)?)];
    }
    let listed = args.clauses || args.address.clause.is_some();
    let mut out = terminal.out();
    match args.format {
        Plain::Json => {
            let clauses: Vec<_> = placed
                .iter()
                .map(|p| {
                    json!({"path": p.path, "id": p.id(), "digest": digest::clause(p.clause), "wording": digest::wording(p.clause)})
                })
                .collect();
            let mut value = json!({"address": args.address.to_string(), "digest": digest::text(&text)});
            if listed {
                value["clauses"] = clauses.into();
            }
            write!(out, "{}", json::pretty(&value))?;
        }
        Plain::Human if listed => {
            for p in &placed {
                writeln!(out, "{}  {}  {}", digest::clause(p.clause), digest::wording(p.clause), p.path)?;
            }
        }
        Plain::Human => writeln!(out, "{}", digest::text(&text))?,
    }
    Ok(Outcome::Done)
}
