//! `engross log`

use std::io::Write as _;

use serde_json::json;

use super::output::Plain;
use super::{Failure, Global, Outcome, Terminal, address, json};
use crate::digest;
use crate::model::address::{Address, Target};
use crate::model::name::{Slug, VersionName};
use crate::model::path::place;
use crate::model::text::{Clause, Item, Text};
use crate::model::time::Timestamp;
use crate::model::version::{Version, in_force};
use crate::redline::form::human::human;
use crate::redline::form::{Name, Names};
use crate::redline::redline;
use crate::workspace::Workspace;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The agreement: SLUG; a clause of it: SLUG#PATH
    address: Address,
    /// How to print it
    #[arg(long, value_enum, default_value = "human")]
    format: Plain,
}

pub(super) fn run(args: Args, global: &Global, terminal: &Terminal) -> Result<Outcome, Failure> {
    let Target::InForce(slug) = &args.address.text else {
        return Err(Failure::new(format!("`{}`: expected an agreement, or a clause of it", args.address))
            .hint("`engross log service-agreement`, `engross log service-agreement#3.2.6`"));
    };
    let ws = address::workspace(global)?;
    match &args.address.clause {
        Some(clause) => wordings(&ws, slug, clause, args.format, terminal),
        None => versions(&ws, slug, args.format, terminal),
    }
}

fn versions(ws: &Workspace, slug: &Slug, format: Plain, terminal: &Terminal) -> Result<Outcome, Failure> {
    let title = ws.agreement(slug)?.title;
    let versions = ws.versions(slug)?;
    let drafts = drafts(ws, slug, &versions)?;
    let current = in_force(&versions, Timestamp::now()).map(|v| v.digest);
    let mut out = terminal.out();
    if format == Plain::Json {
        let value = json!({
            "agreement": slug, "title": title, "versions": versions, "drafts": drafts,
            "in_force": versions.iter().find(|v| Some(v.digest) == current).map(|v| &v.version),
        });
        write!(out, "{}", json::pretty(&value))?;
        return Ok(Outcome::Done);
    }
    writeln!(out, "{slug} ({title})")?;
    for name in &drafts {
        writeln!(out, "\n{name}  draft")?;
    }
    for v in versions.iter().rev() {
        let state = if Some(v.digest) == current { "  in force" } else { "" };
        let label = v.label.as_deref().map(|l| format!("  {l}")).unwrap_or_default();
        writeln!(out, "\n{}{label}  {}{state}", v.version, v.level.as_str())?;
        writeln!(out, "  published {}  effective {}", v.published, v.effective)?;
        writeln!(out, "  {}", v.digest)?;
        for (language, digest) in &v.texts {
            let prevails = if *language == v.prevailing { "  prevails" } else { "" };
            writeln!(out, "  {digest} {language}{prevails}")?;
        }
        for line in v.summary.as_deref().unwrap_or_default().lines() {
            writeln!(out, "    {line}")?;
        }
    }
    Ok(Outcome::Done)
}

fn drafts(ws: &Workspace, slug: &Slug, versions: &[Version]) -> Result<Vec<VersionName>, Failure> {
    let mut drafts: Vec<VersionName> = ws.text_files(slug)?.into_iter().map(|f| f.version).collect();
    drafts.retain(|name| !versions.iter().any(|v| v.version == *name));
    drafts.dedup();
    Ok(drafts)
}

/// A clause in a version: its path there, and a text that holds its own words only.
struct Wording {
    version: VersionName,
    path: String,
    text: Text,
}

fn wordings(ws: &Workspace, slug: &Slug, wanted: &str, format: Plain, terminal: &Terminal) -> Result<Outcome, Failure> {
    let prevailing = ws.agreement(slug)?.prevailing;
    let mut texts = Vec::new();
    for version in ws.versions(slug)? {
        texts.push((version.version.clone(), ws.text(slug, &version.version, &prevailing)?));
    }
    // a number of the newest text that has it, before an id of any
    let by_path =
        texts.iter().rev().find_map(|(_, t)| place(t).iter().find(|p| p.path == wanted).map(|p| p.id().to_owned()));
    let id = by_path.unwrap_or_else(|| wanted.to_owned());
    let mut wordings: Vec<Wording> = Vec::new();
    let mut gone = None;
    for (version, text) in &texts {
        let placed = place(text);
        let Some(p) = placed.iter().find(|p| p.id() == id) else {
            gone = gone.or_else(|| (!wordings.is_empty()).then(|| version.clone()));
            continue;
        };
        gone = None;
        let own = Clause { body: own_items(p.clause), ..p.clause.clone() };
        let same = |w: &Wording| {
            w.text.body.iter().any(|i| matches!(i, Item::Clause(c) if digest::own(c) == digest::own(&own)))
        };
        if !wordings.last().is_some_and(same) {
            let text = Text { body: vec![Item::Clause(own)], label: None, ..text.clone() };
            wordings.push(Wording { version: version.clone(), path: p.path.clone(), text });
        }
    }
    if wordings.is_empty() {
        return Err(Failure::new(format!("no version of `{slug}` has a clause `{wanted}`"))
            .hint(format!("`engross show {slug}` prints every clause with its number")));
    }
    let mut out = terminal.out();
    if format == Plain::Json {
        let rows: Vec<_> = wordings
            .iter()
            .map(|w| json!({"version": w.version, "path": w.path, "body": json::Body(&w.text.body)}))
            .collect();
        let value = json!({"agreement": slug, "id": id, "wordings": rows, "deleted_in": gone});
        write!(out, "{}", json::pretty(&value))?;
        return Ok(Outcome::Done);
    }
    let first = &wordings[0];
    writeln!(out, "{} {}\n{}", first.version, first.path, super::show::body(&first.text))?;
    for pair in wordings.windows(2) {
        let (before, after) = (&pair[0], &pair[1]);
        let names = Names { old: name(before), new: name(after), language: after.text.language.clone() };
        writeln!(out, "{}", human(&redline(&before.text, &after.text), &names, false))?;
    }
    if let Some(version) = gone {
        writeln!(out, "{version}: deleted")?;
    }
    Ok(Outcome::Done)
}

fn own_items(clause: &Clause) -> Vec<Item> {
    clause.body.iter().filter(|item| matches!(item, Item::Paragraph(_))).cloned().collect()
}

fn name(w: &Wording) -> Name {
    Name::of(format!("{} {}", w.version, w.path), &w.text)
}
