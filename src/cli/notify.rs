//! `engross notify`

use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser, TypedValueParser as _};

use super::{Failure, Global, Outcome, Terminal, address, book};
use crate::binding::Choice;
use crate::ledger::request::{Deed, Request};
use crate::model::address::Address;
use crate::model::event::Channel;

#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("to").required(true).args(["party", "all"]))]
pub(super) struct Args {
    /// SLUG@VERSION or SLUG@sha256:…
    version: Address,
    /// To one party
    #[arg(long, value_parser = NonEmptyStringValueParser::new())]
    party: Option<String>,
    /// To everybody
    #[arg(long)]
    all: bool,
    /// How
    #[arg(long, value_parser = channels())]
    channel: Channel,
    /// When it was sent; by courier: when it was signed for [default: now]
    #[arg(long, value_name = "TIME")]
    sent: Option<String>,
    #[command(flatten)]
    append: book::Append,
}

fn channels() -> impl clap::builder::TypedValueParser<Value = Channel> {
    PossibleValuesParser::new(Channel::ALL.map(Channel::as_str))
        .map(|s| Channel::ALL.into_iter().find(|c| c.as_str() == s).unwrap_or(Channel::Page))
}

pub(super) fn run(args: Args, global: &Global, terminal: &Terminal) -> Result<Outcome, Failure> {
    let ws = address::workspace(global)?;
    let (agreement, version) = book::agreement(&args.version)?;
    if version == Choice::Offered {
        let message = format!("`{agreement}` names no version: an announcement is of one");
        return Err(Failure::new(message).hint(format!("`engross notify {agreement}@VERSION …`")));
    }
    let at = book::time(args.sent.as_deref(), &ws)?;
    let key = args.append.key.clone();
    let deed = Deed::Notify { version, channel: args.channel };
    book::append(&Request { key, party: args.party, agreement, at, deed }, &args.append, &ws, global, terminal)?;
    Ok(Outcome::Done)
}
