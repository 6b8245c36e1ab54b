//! `engross show`

use std::fmt::Write as _;

use super::{Failure, Global, Outcome, Terminal, address};
use crate::marks;
use crate::model::address::Address;
use crate::model::name::VersionName;
use crate::model::path::place;
use crate::model::text::{Clause, Item, Text};
use crate::yaml;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// SLUG, SLUG@VERSION, SLUG@sha256:…, a file or `-`; `#PATH` at the end names a clause
    address: Address,
    /// The clause's number is that of this version: finds what has become of it
    #[arg(long, value_name = "VERSION")]
    as_of: Option<VersionName>,
    /// How to print it
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Human,
    Yaml,
    Json,
    Markdown,
}

pub(super) fn run(args: Args, global: &Global, terminal: &Terminal) -> Result<Outcome, Failure> {
    let text = address::text(&args.address, global, terminal)?;
    let text = match (&args.address.clause, &args.as_of) {
        (Some(number), Some(version)) => only(&text, &path_now(&args.address, number, version, &text, global)?)?,
        (Some(wanted), None) => only(&text, wanted)?,
        (None, None) => text,
        (None, Some(_)) => {
            return Err(
                Failure::new("`--as-of` goes with a clause").hint("name it: `engross show SLUG#3.2.6 --as-of 2019-08`")
            );
        }
    };
    let printed = match args.format {
        Format::Human => human(&text),
        Format::Yaml => yaml::write_text(&text),
        Format::Json => super::json::pretty(&super::json::TextRow::from(&text)),
        Format::Markdown => markdown(&text),
    };
    terminal.print(&printed)?;
    Ok(Outcome::Done)
}

/// The path now of the clause that had a number in a version.
fn path_now(
    address: &Address,
    number: &str,
    version: &VersionName,
    now: &Text,
    global: &Global,
) -> Result<String, Failure> {
    let ws = address::workspace(global)?;
    let slug = address::found(&ws, address)?.slug;
    let then = ws.text(&slug, version, &now.language).map_err(address::hinted)?;
    let clause = place(&then).into_iter().find(|p| p.path == number).map(|p| p.id().to_owned());
    let Some(id) = clause else {
        return Err(Failure::new(format!("no clause `{number}` in `{slug}@{version}`")));
    };
    if let Some(p) = place(now).into_iter().find(|p| p.id() == id) {
        return Ok(p.path);
    }
    let message = format!("clause `{number}` of `{slug}@{version}` is no longer in `{address}`");
    Err(Failure::new(message).hint(format!("`engross log {slug}#{id}` shows what became of it")))
}

/// The text with nothing but one clause.
pub(super) fn only(text: &Text, wanted: &str) -> Result<Text, Failure> {
    let placed = place(text);
    let found = &placed[address::clause(&placed, wanted, text)?];
    Ok(Text { body: vec![Item::Clause(found.clause.clone())], ..text.clone() })
}

fn human(text: &Text) -> String {
    let mut out = format!("{}\n", text.title);
    for line in [&text.label, &text.updated].into_iter().flatten() {
        let _ = writeln!(out, "{line}");
    }
    out.push('\n');
    out + &body(text)
}

/// Paragraphs and clauses without the title.
pub(super) fn body(text: &Text) -> String {
    let mut out = String::new();
    human_body(&mut out, &text.body, 0);
    out
}

fn human_body(out: &mut String, body: &[Item], depth: usize) {
    let indent = "  ".repeat(depth);
    for item in body {
        match item {
            Item::Paragraph(p) => {
                for line in marks::plain(p).lines() {
                    let _ = writeln!(out, "{indent}{line}");
                }
            }
            Item::Clause(c) => {
                let _ = writeln!(out, "{indent}{}", head(c));
                human_body(out, rest(c), depth + 1);
            }
        }
    }
}

/// Number, heading, and where there is no heading the first paragraph: as it is printed.
fn head(c: &Clause) -> String {
    let first = match (&c.heading, c.body.first()) {
        (Some(heading), _) => heading.clone(),
        (None, Some(Item::Paragraph(p))) if !p.contains('\n') => marks::plain(p),
        _ => String::new(),
    };
    let number = c.number.as_deref().unwrap_or(if c.heading.is_some() { "" } else { "•" });
    format!("{number} {first}").trim().to_owned()
}

/// What of the body [`head`] has not printed.
fn rest(c: &Clause) -> &[Item] {
    match (&c.heading, c.body.first()) {
        (None, Some(Item::Paragraph(p))) if !p.contains('\n') => &c.body[1..],
        _ => &c.body,
    }
}

/// Markdown that `parse` reads back as the same clauses.
pub(crate) fn markdown(text: &Text) -> String {
    let mut out = format!("# {}\n", text.title);
    for line in [&text.label, &text.updated].into_iter().flatten() {
        let _ = write!(out, "\n{line}\n");
    }
    markdown_body(&mut out, &text.body, 0);
    out
}

fn markdown_body(out: &mut String, body: &[Item], depth: usize) {
    for item in body {
        match item {
            Item::Paragraph(p) => {
                let _ = write!(out, "\n{p}\n");
            }
            Item::Clause(c) => {
                let number = c.number.as_deref().unwrap_or_default();
                let line = match (&c.heading, c.body.first()) {
                    (Some(heading), _) => {
                        let hashes = "#".repeat((depth + 2).min(6));
                        format!("{hashes} {}", format!("{number} {heading}").trim())
                    }
                    (None, Some(Item::Paragraph(p))) if number.is_empty() => format!("- {p}"),
                    (None, Some(Item::Paragraph(p))) if !p.contains('\n') => format!("{number} {p}"),
                    _ => number.to_owned(),
                };
                let _ = write!(out, "\n{line}\n");
                let body =
                    if c.heading.is_none() && number.is_empty() && !c.body.is_empty() { &c.body[1..] } else { rest(c) };
                markdown_body(out, body, depth + 1);
            }
        }
    }
}
