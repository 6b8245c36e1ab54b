//! `engross log`

use std::io::Write as _;

use serde_json::json;

use super::output::Plain;
use super::{Failure, Global, Outcome, Terminal, address, json};
use crate::model::name::{Slug, VersionName};
use crate::model::time::Timestamp;
use crate::model::version::{Version, in_force};
use crate::workspace::Workspace;

/// List the versions of an agreement, newest first, and its drafts
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The agreement
    slug: Slug,
    /// How to print it
    #[arg(long, value_enum, default_value = "human")]
    format: Plain,
}

pub(super) fn run(args: Args, global: &Global, terminal: &Terminal) -> Result<Outcome, Failure> {
    let ws = address::workspace(global)?;
    let title = ws.agreement(&args.slug)?.title;
    let versions = ws.versions(&args.slug)?;
    let drafts = drafts(&ws, &args.slug, &versions)?;
    let current = in_force(&versions, Timestamp::now()).map(|v| v.digest);
    let mut out = terminal.out();
    if args.format == Plain::Json {
        let value = json!({
            "agreement": args.slug, "title": title, "versions": versions, "drafts": drafts,
            "in_force": versions.iter().find(|v| Some(v.digest) == current).map(|v| &v.version),
        });
        write!(out, "{}", json::pretty(&value))?;
        return Ok(Outcome::Done);
    }
    writeln!(out, "{} ({title})", args.slug)?;
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
