//! `engross blame`

use std::io::Write as _;

use serde_json::json;

use super::output::Plain;
use super::{Failure, Global, Outcome, Terminal, address, json};
use crate::history::lives;
use crate::marks;
use crate::model::address::Address;
use crate::model::path::place;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// SLUG, SLUG@VERSION or SLUG@sha256:…; `#PATH` at the end names a clause
    address: Address,
    /// How to print it
    #[arg(long, value_enum, default_value = "human")]
    format: Plain,
}

pub(super) fn run(args: Args, global: &Global, terminal: &Terminal) -> Result<Outcome, Failure> {
    let ws = address::workspace(global)?;
    let found = address::found(&ws, &args.address)?;
    let last = found.version.as_ref().map(|v| v.digest);
    let mut texts = Vec::new();
    for version in ws.versions(&found.slug)? {
        let text = if Some(version.digest) == last {
            found.text.clone()
        } else {
            match ws.texts(&found.slug, &version.version)?.remove(&found.text.language) {
                Some(text) => text,
                // not translated then
                None => continue,
            }
        };
        texts.push((version.version, text));
        if Some(version.digest) == last {
            break;
        }
    }
    if found.version.is_none() {
        texts.push(("draft".parse()?, found.text.clone()));
    }
    let (lives, placed) = (lives(&texts), place(&found.text));
    let here = match &args.address.clause {
        Some(wanted) => address::with_inner(&placed, address::clause(&placed, wanted, &found.text)?),
        None => 0..placed.len(),
    };
    let (lives, placed) = (&lives[here.clone()], &placed[here]);
    let mut out = terminal.out();
    if args.format == Plain::Json {
        let clauses: Vec<_> =
            lives.iter().map(|l| json!({"path": l.path, "id": l.id, "first": l.first, "last": l.last})).collect();
        write!(out, "{}", json::pretty(&json!({"agreement": found.slug, "clauses": clauses})))?;
        return Ok(Outcome::Done);
    }
    let width = lives.iter().map(|l| l.last.as_str().len()).max().unwrap_or(0);
    for (life, placed) in lives.iter().zip(placed) {
        let words = placed.clause.heading.clone().unwrap_or_else(|| {
            crate::model::text::own_paragraphs(&placed.clause.body).next().map(marks::plain).unwrap_or_default()
        });
        let number = placed.clause.number.as_deref().unwrap_or("•");
        let start: String = words.chars().take(40).collect();
        writeln!(out, "{:width$}  {}{number} {start}", life.last.as_str(), "  ".repeat(placed.depth))?;
    }
    Ok(Outcome::Done)
}
