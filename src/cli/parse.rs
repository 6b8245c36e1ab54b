//! `engross parse`

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::{Serialize, Serializer};

use super::input::{self, Input, Reading};
use super::json::Body;
use super::width::fit;
use super::{Failure, Global, Outcome, Terminal, snippet};
use crate::marks;
use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::plural::plural;
use crate::model::text::{Clause, Item, own_paragraphs};
use crate::structure::Document;
use crate::yaml;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The files; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How to print the texts
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Exit with 1 when something was guessed
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    reading: Reading,
}

/// How texts are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// The outline.
    Human,
    /// Contract 1.1, one document behind another.
    Yaml,
    /// Contract 2.1.
    Json,
}

pub(super) fn run(args: &Args, global: &Global, terminal: &Terminal) -> Result<Outcome, Failure> {
    let results = read_all(args, global);
    let (inputs, failures): (Vec<_>, Vec<_>) = results.into_iter().partition(Result::is_ok);
    let inputs: Vec<Input> = inputs.into_iter().flatten().collect();
    let mut out = io::BufWriter::with_capacity(1 << 16, terminal.data());
    match args.format {
        Format::Human => {
            let look = Look::of(terminal);
            for document in inputs.iter().flat_map(|i| &i.documents) {
                out.write_all(outline(document, look).as_bytes())?;
            }
        }
        Format::Yaml => {
            for (i, document) in inputs.iter().flat_map(|i| &i.documents).enumerate() {
                write!(out, "{}{}", if i > 0 { "---\n" } else { "" }, yaml::write_text(&document.text))?;
            }
        }
        Format::Json if inputs.is_empty() => {}
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &Documents { documents: Rows(&inputs) })?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    drop(out);
    if args.format != Format::Json {
        inputs.iter().for_each(|input| remarks(input, &args.reading, terminal));
    }
    let mut failures: Vec<Failure> = failures.into_iter().filter_map(Result::err).collect();
    if let Some(last) = failures.pop() {
        failures.iter().for_each(|failure| terminal.error(failure));
        return Err(last);
    }
    let guessed = inputs.iter().flat_map(|i| &i.documents).flat_map(|d| &d.diagnostics);
    let guessed = guessed.filter(|d| d.severity >= Severity::Warning).count();
    Ok(if args.strict && guessed > 0 { Outcome::Found } else { Outcome::Done })
}

/// Reads the files on as many threads as there are processors; results stand in the order of the files.
fn read_all(args: &Args, global: &Global) -> Vec<Result<Input, Failure>> {
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let count = args.files.len();
    let bar = count > 8 && io::stderr().is_terminal();
    let results: Mutex<Vec<Option<Result<Input, Failure>>>> = Mutex::new((0..count).map(|_| None).collect());
    let work = || {
        while let Some((i, path)) =
            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|i| Some((i, args.files.get(i)?)))
        {
            let result = input::read(path, &args.reading, global);
            if let Ok(mut results) = results.lock() {
                results[i] = Some(result);
            }
            let done = 1 + done.fetch_add(1, Ordering::Relaxed);
            if bar {
                let cells = 30 * done / count;
                let line = format!("\r{}{} {done} of {count}", "#".repeat(cells), "-".repeat(30 - cells));
                let _ = write!(io::stderr(), "{line}{}", if done == count { "\r\x1b[K" } else { "" });
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(count);
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let lost = || Err(Failure::new("a thread ended before its file was read"));
    results.into_inner().unwrap_or_default().into_iter().map(|r| r.unwrap_or_else(lost)).collect()
}

/// The diagnostics of a file, and a line that counts them.
pub(super) fn remarks(input: &Input, reading: &Reading, terminal: &Terminal) {
    let diagnostics: Vec<Diagnostic> = input.documents.iter().flat_map(|d| d.diagnostics.iter().cloned()).collect();
    if diagnostics.is_empty() || terminal.is_quiet() {
        return;
    }
    let text = reading.text(input);
    let warnings = diagnostics.iter().filter(|d| d.severity >= Severity::Warning).count();
    let rendered = snippet::render(&input.file, text.as_deref(), &diagnostics, terminal.is_verbose());
    terminal.remark(format_args!(
        "{rendered}{}: {}, {}",
        input.file,
        plural(warnings, "warning"),
        plural(diagnostics.len() - warnings, "note")
    ));
}

/// How many columns an outline takes.
const COLUMNS: usize = 110;

/// How the parts of an outline are set apart.
#[derive(Clone, Copy)]
struct Look {
    bold: anstyle::Style,
    dim: anstyle::Style,
}

impl Look {
    fn of(terminal: &Terminal) -> Self {
        let plain = anstyle::Style::new();
        match terminal.is_colored() {
            true => Look { bold: plain.bold(), dim: plain.dimmed() },
            false => Look { bold: plain, dim: plain },
        }
    }
}

/// The outline of a document: title, what is known of it, and one line for each clause and each own paragraph.
fn outline(document: &Document, look: Look) -> String {
    let text = &document.text;
    let Look { bold, dim } = look;
    let clauses = text.clauses().count();
    let facts = [
        document.category.clone(),
        Some(text.language.clone()),
        text.label.clone(),
        text.updated.clone(),
        Some(plural(clauses, "clause")),
        Some(format!("lines {}–{}", document.lines.0, document.lines.1)),
    ];
    let title = if text.title.is_empty() { "(no title)" } else { &text.title };
    let facts = facts.into_iter().flatten().filter(|f| !f.is_empty()).collect::<Vec<_>>().join(" · ");
    let mut out = format!("{bold}{title}{bold:#}\n{dim}{facts}{dim:#}\n");
    branch(&mut out, &text.body, 1, look);
    out.push('\n');
    out
}

fn branch(out: &mut String, body: &[Item], depth: usize, look: Look) {
    let dim = look.dim;
    for item in body {
        let indent = "  ".repeat(depth);
        let room = COLUMNS.saturating_sub(2 * depth).max(20);
        match item {
            Item::Paragraph(p) => {
                let _ = writeln!(out, "{indent}{dim}{}{dim:#}", fit(&flat(p), room));
            }
            Item::Clause(clause) => {
                let _ = writeln!(out, "{indent}{}", head(clause, room, look));
                // the first paragraph stands behind the number already
                let shown = usize::from(leads(clause).is_some());
                branch(out, &clause.body[shown..], depth + 1, look);
            }
        }
    }
}

/// Number and heading, or number and the beginning of the first paragraph.
fn head(clause: &Clause, room: usize, Look { bold, dim }: Look) -> String {
    let number = clause.number.as_deref().unwrap_or(if clause.heading.is_none() { "•" } else { "" });
    let gap = if number.is_empty() { "" } else { " " };
    let room = room.saturating_sub(super::width::columns(number) + 1).max(10);
    match (&clause.heading, leads(clause)) {
        (Some(heading), _) => format!("{bold}{number}{gap}{}{bold:#}", fit(&marks::plain(heading), room)),
        (None, Some(first)) => format!("{bold}{number}{bold:#}{gap}{dim}{}{dim:#}", fit(&flat(first), room)),
        (None, None) => format!("{bold}{number}{bold:#}"),
    }
}

/// The paragraph that a clause without a heading begins with.
fn leads(clause: &Clause) -> Option<&str> {
    match (&clause.heading, clause.body.first()) {
        (None, Some(Item::Paragraph(_))) => own_paragraphs(&clause.body).next(),
        _ => None,
    }
}

fn flat(paragraph: &str) -> String {
    marks::plain(paragraph).replace('\n', " / ")
}

#[derive(Serialize)]
struct Documents<'a> {
    documents: Rows<'a>,
}

struct Rows<'a>(&'a [Input]);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rows = self.0.iter().flat_map(|input| input.documents.iter().map(|d| Row::new(input, d)));
        serializer.collect_seq(rows)
    }
}

#[derive(Serialize)]
struct Row<'a> {
    title: &'a str,
    category: Option<&'a str>,
    language: &'a str,
    label: Option<&'a str>,
    updated: Option<&'a str>,
    source: Place<'a>,
    body: Body<'a>,
    diagnostics: &'a [Diagnostic],
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    first_line: u32,
    last_line: u32,
}

impl<'a> Row<'a> {
    fn new(input: &'a Input, document: &'a Document) -> Self {
        let text = &document.text;
        let (first_line, last_line) = document.lines;
        Row {
            title: &text.title,
            category: document.category.as_deref(),
            language: &text.language,
            label: text.label.as_deref(),
            updated: text.updated.as_deref(),
            source: Place { file: &input.file, first_line, last_line },
            body: Body(&text.body),
            diagnostics: &document.diagnostics,
        }
    }
}
