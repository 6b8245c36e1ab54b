//! `engross ledger import`

use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read, Write as _};
use std::path::PathBuf;

use serde_json::json;

use super::super::output::Plain;
use super::super::place::Place;
use super::super::{Failure, Global, Outcome, Terminal, book, json};
use super::progress::Progress;
use super::receive;
use crate::binding::Rules;
use crate::ledger::Ledger;
use crate::ledger::import::{self, Columns};
use crate::ledger::request::Request;
use crate::workspace::Workspace;

/// Record a file of acceptances that were kept elsewhere
///
/// JSON, a line each:
///   {"party":"7","agreement":"service-agreement","method":"click","at":"2024-01-03"}
/// Optional: kind (accept, use, withdraw), version, language, key, actor, actor_party, age,
/// page_sha256, confirm (a list), evidence (names and values). CSV has the same names in its first
/// row, and evidence.NAME for evidence.
///
/// A batch is recorded whole or not at all; a bad line is named by its number.
///
/// What `engross ledger export --whole` wrote becomes the ledger that it was: the same entries, the
/// same root, in one transaction. The key has to be there.
///
/// Examples:
///   engross ledger import acceptances.jsonl
///   engross ledger import ledger.jsonl --ledger postgres://me@db.example/terms
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct Args {
    /// JSON lines, or CSV where the name ends with `.csv`; `-` is standard input
    file: PathBuf,
    /// What it is, whatever its name
    #[arg(long, value_enum)]
    input: Option<Input>,
    /// Go on after an interruption: what was recorded already is passed over instead of being an error
    #[arg(long)]
    resume: bool,
    /// So many lines are one transaction
    #[arg(long, value_name = "LINES", default_value = "1000", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    batch: u32,
    /// How to print the result
    #[arg(long, value_enum, default_value = "human")]
    format: Plain,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Input {
    /// JSON lines
    Jsonl,
    /// A table with a first row of names
    Csv,
}

/// What spreadsheets put before the first column.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// The longest line; an entry is shorter.
pub(super) const MAX_LINE: u64 = 1 << 18;

pub(in crate::cli) fn run(
    args: &Args,
    place: &Place,
    global: &Global,
    terminal: &Terminal,
) -> Result<Outcome, Failure> {
    let name = args.file.display().to_string();
    let (input, bytes): (Box<dyn Read>, Option<u64>) = match name.as_str() {
        "-" => (Box::new(std::io::stdin()), None),
        _ => {
            let file = File::open(&args.file).map_err(|e| Failure::from(e).at(&name))?;
            let bytes = file.metadata().ok().map(|m| m.len());
            (Box::new(file), bytes)
        }
    };
    let mut input = BufReader::new(input);
    let mut first = Vec::new();
    (&mut input).take(MAX_LINE).read_until(b'\n', &mut first).map_err(|e| Failure::from(e).at(&name))?;
    if first.starts_with(BOM) {
        first.drain(..BOM.len());
    }
    let is_ledger = std::str::from_utf8(&first).is_ok_and(receive::is_ledger);
    let input = Cursor::new(first).chain(input);
    if is_ledger {
        let location = place.locate(global)?;
        return receive::run(input, &name, bytes, args.resume, args.format, &location, terminal);
    }
    let ws = super::workspace(global)?;
    let rules = book::rules(&ws)?;
    let ledger = place.write(global, terminal, || Ok(()))?;
    let progress = Progress::new(terminal, bytes);
    let mut job = Job { args, ws: &ws, rules: &rules, ledger, name, recorded: 0, repeated: 0, progress };
    job.run(input)?;
    let (recorded, repeated) = (job.recorded, job.repeated);
    let (head, _) = job.ledger.checkpoint()?;
    let mut out = terminal.out();
    if args.format == Plain::Json {
        let root = crate::model::name::hex(&head.root);
        let value = json!({"recorded": recorded, "repeated": repeated, "size": head.size, "root": root});
        write!(out, "{}", json::pretty(&value))?;
    } else {
        let again = if repeated > 0 { format!(", {repeated} were there already") } else { String::new() };
        writeln!(out, "{recorded} recorded{again}; the ledger has {} entries", head.size)?;
    }
    Ok(Outcome::Done)
}

struct Job<'a> {
    args: &'a Args,
    ws: &'a Workspace,
    rules: &'a Rules,
    ledger: Ledger,
    name: String,
    recorded: u64,
    repeated: u64,
    progress: Progress<'a>,
}

impl Job<'_> {
    fn run(&mut self, mut input: impl BufRead) -> Result<(), Failure> {
        let by_name = self.args.file.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"));
        let is_csv = self.args.input.map_or(by_name, |input| input == Input::Csv);
        let (mut number, mut read, zone) = (0, 0, self.ws.zone());
        let (mut columns, mut record, mut first): (Option<Columns>, String, u64) = (None, String::new(), 1);
        let mut batch: Vec<(u64, Request)> = Vec::new();
        loop {
            // a row of CSV can go on in the next line; what was read of it stands in `record`
            let room = MAX_LINE + 1 - (record.len() as u64).min(MAX_LINE);
            let length = (&mut input).take(room).read_line(&mut record);
            let length = length.map_err(|e| self.failure(number + 1, &Failure::from(e).to_string()))? as u64;
            (number, read) = (number + 1, read + length);
            if record.len() as u64 > MAX_LINE {
                return Err(self.failure(first, "a line of more than 256 KiB"));
            }
            let request = match (&columns, is_csv) {
                _ if record.trim().is_empty() => None,
                (None, true) => {
                    columns = Some(Columns::new(&record).map_err(|e| self.failure(number, &e.to_string()))?);
                    None
                }
                (Some(columns), true) => match columns.row(&record, &zone) {
                    Some(request) => Some(request),
                    None if length > 0 => continue,
                    None => return Err(self.failure(first, "a quotation mark is open")),
                },
                (_, false) => Some(import::line(&record, &zone)),
            };
            if let Some(request) = request {
                batch.push((first, request.map_err(|e| self.failure(first, &e.to_string()))?));
            }
            if length == 0 {
                return self.write(&mut batch);
            }
            if batch.len() >= self.args.batch as usize {
                self.write(&mut batch)?;
                self.progress.say(self.recorded + self.repeated, read);
            }
            record.clear();
            first = number + 1;
        }
    }

    fn write(&mut self, batch: &mut Vec<(u64, Request)>) -> Result<(), Failure> {
        let (numbers, requests): (Vec<u64>, Vec<Request>) = std::mem::take(batch).into_iter().unzip();
        if requests.is_empty() {
            return Ok(());
        }
        let now = book::now()?;
        let done = match self.args.resume {
            true => self.ledger.append_all(self.rules, now, &requests),
            false => self.ledger.append_new(self.rules, now, &requests),
        };
        match done {
            Ok(done) => {
                let repeated = done.iter().filter(|d| d.repeated).count() as u64;
                self.repeated += repeated;
                self.recorded += done.len() as u64 - repeated;
                Ok(())
            }
            Err(error) => match error.place.and_then(|place| numbers.get(place)) {
                Some(number) => Err(self.failure(*number, &error.to_string())),
                None => Err(Failure::from(error)),
            },
        }
    }

    fn failure(&self, line: u64, message: &str) -> Failure {
        let failure = Failure::new(message).at(format!("{}:{line}", self.name));
        failure.hint(format!(
            "{} lines before it are recorded, nothing of its batch; mend it and go on with `--resume`",
            self.recorded + self.repeated
        ))
    }
}
