//! `engross ledger import` of a whole ledger that another engine had: `engross ledger export --whole`.

use std::io::{BufRead, Read as _, Write as _};

use serde_json::json;

use super::super::output::{Plain, from_here};
use super::super::place::Location;
use super::super::{Failure, Outcome, Terminal, book, json, keys};
use super::import::MAX_LINE;
use super::progress::Progress;
use crate::ledger::LedgerError;
use crate::ledger::entry;
use crate::ledger::transfer::{Receiver, TransferError};
use crate::model::event::Event;
use crate::model::name::hex;
use crate::model::plural::plural;
use crate::workspace::files;

/// Whether a first line is that of an exported ledger: its genesis.
pub(super) fn is_ledger(line: &str) -> bool {
    entry::read(line.trim_end().as_bytes()).is_ok_and(|entry| matches!(entry.event, Event::Genesis(_)))
}

/// Receives it, whole or not at all.
pub(super) fn run(
    mut input: impl BufRead,
    name: &str,
    bytes: Option<u64>,
    resume: bool,
    format: Plain,
    location: &Location,
    terminal: &Terminal,
) -> Result<Outcome, Failure> {
    let secret = location.secret().display();
    let signer = keys::read(location.secret())?.ok_or_else(|| {
        Failure::new(format!("the key that signs the ledger is not there: expected it as `{secret}`"))
            .hint("a ledger that moves keeps its key: copy it there, or name it with `--ledger-key`")
    })?;
    let mut store = location.make(terminal)?;
    let fail = |error: TransferError| failure(error, location);
    let mut receiver = Receiver::new(store.as_mut(), &signer, resume).map_err(fail)?;
    let mut progress = Progress::new(terminal, bytes);
    let (mut line, mut number, mut read) = (String::new(), 0, 0);
    loop {
        line.clear();
        let length =
            (&mut input).take(MAX_LINE + 1).read_line(&mut line).map_err(|e| Failure::from(e).at(name))? as u64;
        if length == 0 {
            break;
        }
        (number, read) = (number + 1, read + length);
        let whole = line.strip_suffix('\n').unwrap_or(&line);
        let at = |failure: Failure| failure.at(format!("{name}:{number}"));
        if length > MAX_LINE {
            return Err(at(Failure::new("a line of more than 256 KiB")));
        }
        receiver.line(whole.as_bytes()).map_err(|error| at(fail(error)))?;
        progress.say(number, read);
    }
    drop(progress);
    let (added, checkpoint) = receiver.finish().map_err(|error| fail(error).at(name))?;
    drop(store);
    files::write(&location.public(), format!("{}\n", signer.verifier()).as_bytes())?;
    let mut out = terminal.out();
    let root = hex(&checkpoint.root);
    if format == Plain::Json {
        let value =
            json!({"recorded": added, "repeated": checkpoint.size - added, "size": checkpoint.size, "root": root});
        write!(out, "{}", json::pretty(&value))?;
    } else {
        let there = from_here(&location.to_string());
        writeln!(out, "{there}  the ledger of {}, as it was exported", checkpoint.origin)?;
        writeln!(out, "  added {}\n  size  {}\n  root  {root}", plural(added, "entry"), checkpoint.size)?;
    }
    Ok(Outcome::Done)
}

fn failure(error: TransferError, location: &Location) -> Failure {
    let hint = match &error {
        TransferError::Occupied(_) => "`--resume` adds what an exported ledger has grown since it was moved here",
        TransferError::NoSide(_) => {
            "`engross ledger export --whole` takes parties, keys and evidence along; without them `status` and `erase` \
             would know nobody"
        }
        TransferError::Checkpoint(_) => "a ledger that moves keeps its key: expected that with which it was exported",
        TransferError::Ledger(LedgerError::Store(_) | LedgerError::WrongKey { .. }) => {
            return match error {
                TransferError::Ledger(error) => book::hinted(error, location),
                other => other.into(),
            };
        }
        _ => "nothing was recorded; export it again",
    };
    Failure::from(error).hint(hint)
}
