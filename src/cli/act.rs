//! A party, an agreement and a time → one entry: what the commands share that record an act without more to say.

use clap::builder::NonEmptyStringValueParser;

use super::{Failure, Global, Outcome, Terminal, address, book};
use crate::ledger::request::{Deed, Request};
use crate::model::name::Slug;

// who did it, to which agreement, and when; a doc comment would become the help of the command
#[derive(Debug, clap::Args)]
pub(super) struct Act {
    /// The agreement
    slug: Slug,
    /// Who
    #[arg(long, value_parser = NonEmptyStringValueParser::new())]
    party: String,
    /// When: `2024-01-03`, a local time or RFC 3339 [default: now]
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    #[command(flatten)]
    append: book::Append,
}

/// Records the act as this deed.
pub(super) fn record(act: Act, deed: Deed, global: &Global, terminal: &Terminal) -> Result<Outcome, Failure> {
    let ws = address::workspace(global)?;
    let at = book::time(act.at.as_deref(), &ws)?;
    let key = act.append.key.clone();
    let request = Request { key, party: Some(act.party), agreement: act.slug, at, deed };
    book::append(&request, &act.append, &ws, global, terminal)?;
    Ok(Outcome::Done)
}
