//! `engross ledger import`

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write as _};
use std::path::PathBuf;
use std::time::{Duration, Instant as Clock};

use serde_json::json;

use super::super::output::Plain;
use super::super::{Failure, Global, Outcome, Terminal, book, json};
use crate::binding::Rules;
use crate::ledger::request::Request;
use crate::ledger::{Ledger, import};
use crate::workspace::Workspace;

/// A line each: {"party":"10086","agreement":"service-agreement","version":"2023-12","method":"click","at":"2024-01-03"}
///
/// A batch is recorded whole or not at all; a bad line is named by its number.
///
/// Example:
///   engross ledger import acceptances.jsonl
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct Args {
    /// JSON lines; `-` is standard input
    file: PathBuf,
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

/// The longest line; an entry is shorter.
const MAX_LINE: u64 = 1 << 18;

pub(in crate::cli) fn run(
    args: &Args,
    place: &book::Place,
    global: &Global,
    terminal: &Terminal,
) -> Result<Outcome, Failure> {
    let ws = super::workspace(global)?;
    let rules = book::rules(&ws)?;
    let name = args.file.display().to_string();
    let (input, bytes): (Box<dyn Read>, Option<u64>) = match name.as_str() {
        "-" => (Box::new(std::io::stdin()), None),
        _ => {
            let file = File::open(&args.file).map_err(|e| Failure::from(e).at(&name))?;
            let bytes = file.metadata().ok().map(|m| m.len());
            (Box::new(file), bytes)
        }
    };
    let ledger = place.write(global, terminal)?;
    let progress = Progress { begun: Clock::now(), said: Clock::now(), bytes };
    let mut job = Job { args, ws: &ws, rules: &rules, ledger, terminal, name, recorded: 0, repeated: 0, progress };
    job.run(BufReader::new(input))?;
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
    terminal: &'a Terminal,
    name: String,
    recorded: u64,
    repeated: u64,
    progress: Progress,
}

struct Progress {
    begun: Clock,
    said: Clock,
    bytes: Option<u64>,
}

impl Job<'_> {
    fn run(&mut self, mut input: impl BufRead) -> Result<(), Failure> {
        let (mut number, mut read, zone) = (0, 0, self.ws.zone());
        let mut batch: Vec<(u64, Request)> = Vec::new();
        loop {
            let mut line = String::new();
            let length = (&mut input).take(MAX_LINE + 1).read_line(&mut line);
            let length = length.map_err(|e| self.failure(number + 1, &Failure::from(e).to_string()))? as u64;
            if length == 0 {
                break;
            }
            (number, read) = (number + 1, read + length);
            if length > MAX_LINE {
                return Err(self.failure(number, "a line of more than 256 KiB"));
            }
            if line.trim().is_empty() {
                continue;
            }
            let request = import::line(&line, &zone).map_err(|e| self.failure(number, &e.to_string()))?;
            batch.push((number, request));
            if batch.len() >= self.args.batch as usize {
                self.write(&mut batch)?;
                self.say(read);
            }
        }
        self.write(&mut batch)
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

    /// Every two seconds: how many, how fast, how long still.
    fn say(&mut self, read: u64) {
        if self.progress.said.elapsed() < Duration::from_secs(2) {
            return;
        }
        self.progress.said = Clock::now();
        let seconds = self.progress.begun.elapsed().as_secs_f64();
        let done = self.recorded + self.repeated;
        let left = self.progress.bytes.map(|all| seconds * (all.saturating_sub(read)) as f64 / read.max(1) as f64);
        let left = left.map(|s| format!(", {s:.0} s left")).unwrap_or_default();
        self.terminal.remark(format!("{done} lines, {:.0}/s{left}", done as f64 / seconds));
    }
}
