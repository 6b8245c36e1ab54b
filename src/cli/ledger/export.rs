//! `engross ledger export`

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use serde_json::json;

use super::super::place::Place;
use super::super::{Failure, Global, Outcome, Terminal};
use crate::ledger::Ledger;
use crate::ledger::export::{csv_head, csv_line};
use crate::ledger::transfer::{self, TransferError};

/// Print every entry as it is hashed, one a line, and the checkpoint
///
/// Without --whole there are no personal data in it: it can be given to anybody, who can check it.
///
/// Examples:
///   engross ledger export --out entries.jsonl
///   engross ledger export --format csv --out entries.csv
///   engross ledger export --whole | engross ledger import - --ledger postgres://me@db.example/terms
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct Args {
    /// Where to write it [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// JSON lines with the checkpoint as the last one, or a table
    #[arg(long, value_enum, default_value = "jsonl")]
    format: Table,
    /// With the parties, keys and evidence of the side tables: all that a move to another engine needs, to be kept secret
    #[arg(long, conflicts_with = "format")]
    whole: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Table {
    /// JSON lines
    Jsonl,
    /// A table for spreadsheets
    Csv,
}

pub(in crate::cli) fn run(
    args: &Args,
    place: &Place,
    global: &Global,
    terminal: &Terminal,
) -> Result<Outcome, Failure> {
    let mut ledger = place.read(global, terminal)?;
    match &args.out {
        None => write(&mut ledger, args, &mut BufWriter::new(terminal.out()))?,
        Some(file) => {
            // written beside it and put in its place whole
            let mut part = file.clone().into_os_string();
            part.push(".part");
            let part = PathBuf::from(part);
            let mut target =
                BufWriter::new(create(&part, args.whole).map_err(|e| Failure::from(e).at(part.display()))?);
            let written = write(&mut ledger, args, &mut target).and_then(|()| {
                target.get_ref().sync_all()?;
                Ok(std::fs::rename(&part, file)?)
            });
            if let Err(failure) = written {
                let _ = std::fs::remove_file(&part);
                return Err(failure.at(format_args!("{}: not written", file.display())));
            }
        }
    }
    Ok(Outcome::Done)
}

/// A new file; personal data are their owner's.
fn create(path: &Path, is_private: bool) -> std::io::Result<File> {
    let _ = std::fs::remove_file(path);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, if is_private { 0o600 } else { 0o666 });
    #[cfg(not(unix))]
    let _ = is_private;
    options.open(path)
}

fn write(ledger: &mut Ledger, args: &Args, out: &mut impl Write) -> Result<(), Failure> {
    if args.whole {
        transfer::send(ledger.store(), |line| {
            out.write_all(line).and_then(|()| out.write_all(b"\n")).map_err(Sending::Out)
        })
        .map_err(Failure::from)?;
    } else {
        entries(ledger, args.format, out)?;
    }
    out.flush()?;
    Ok(())
}

/// Why a line was not sent.
#[derive(Debug, thiserror::Error)]
enum Sending {
    #[error(transparent)]
    Ledger(#[from] TransferError),
    #[error(transparent)]
    Out(std::io::Error),
}

/// Entries and checkpoint of one moment: what is appended meanwhile is left out.
fn entries(ledger: &mut Ledger, format: Table, out: &mut impl Write) -> Result<(), Failure> {
    let (head, note) = ledger.checkpoint()?;
    let mut failed = None;
    if format == Table::Csv {
        write!(out, "{}", csv_head())?;
    }
    ledger.store().read()?.each_entry(0, &mut |index, bytes| {
        if index >= head.size {
            return false;
        }
        let written: Result<(), Failure> = match format {
            Table::Jsonl => out.write_all(bytes).and_then(|()| out.write_all(b"\n")).map_err(Failure::from),
            Table::Csv => match csv_line(index, bytes) {
                Ok(line) => out.write_all(line.as_bytes()).map_err(Failure::from),
                Err(error) => Err(Failure::from(error).at(format!("entry {index}"))),
            },
        };
        failed = written.err();
        failed.is_none()
    })?;
    if let Some(failure) = failed {
        return Err(failure);
    }
    if format == Table::Jsonl {
        writeln!(out, "{}", json!({"checkpoint": note}))?;
    }
    Ok(())
}
