//! `engross verify`

use std::io::Write as _;

use serde_json::json;

use super::output::{Plain, from_here};
use super::{Failure, Global, Outcome, Terminal, address, json};
use crate::model::name::Slug;
use crate::model::plural::plural;
use crate::redline::form::human::human;
use crate::redline::form::{Name, Names};
use crate::redline::redline;
use crate::workspace::verify::verify;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The agreement; default: all
    slug: Option<Slug>,
    /// How to print it
    #[arg(long, value_enum, default_value = "human")]
    format: Plain,
}

pub(super) fn run(args: Args, global: &Global, terminal: &Terminal) -> Result<Outcome, Failure> {
    let ws = address::workspace(global)?;
    let slugs = match args.slug {
        Some(slug) => {
            ws.agreement(&slug)?;
            vec![slug]
        }
        None => ws.slugs()?,
    };
    let (mut versions, mut findings) = (0, Vec::new());
    for slug in &slugs {
        let report = verify(&ws, slug)?;
        versions += report.versions;
        findings.extend(report.findings);
        if !report.without_source.is_empty() {
            terminal.remark(format!("{slug}: no source beside {}", report.without_source.join(", ")));
        }
    }
    let mut out = terminal.out();
    if args.format == Plain::Json {
        let value = json!({"agreements": slugs.len(), "versions": versions, "findings": findings});
        write!(out, "{}", json::pretty(&value))?;
    } else {
        for finding in &findings {
            let version = finding.version.as_deref().map(|v| format!("@{v}")).unwrap_or_default();
            writeln!(out, "{}{version}: {}", finding.agreement, from_here(&finding.message))?;
            if let Some((published, found)) = &finding.texts {
                let names = Names {
                    old: Name::of("as published", published),
                    new: Name::of("as it is now", found),
                    language: found.language.clone(),
                };
                writeln!(out, "{}", human(&redline(published, found), &names, false))?;
            }
        }
        let verdict = if findings.is_empty() { "all is well".to_owned() } else { plural(findings.len(), "finding") };
        writeln!(out, "{}, {}: {verdict}", plural(slugs.len(), "agreement"), plural(versions, "version"))?;
    }
    Ok(if findings.is_empty() { Outcome::Done } else { Outcome::Found })
}
