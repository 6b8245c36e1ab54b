//! `engross build`   [owns similar]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use similar::TextDiff;

use super::{Failure, Global, Outcome, Terminal, address};
use crate::model::agreement::is_base_url;
use crate::model::time::{self, Timestamp};
use crate::site::{Layout, SiteError};
use crate::workspace::Workspace;
use crate::workspace::site::{BuildError, Built, Settings, SiteFolderError, Stale};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folder to write [default: `site` in the workspace]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write nothing; print how the folder differs from the site and exit 1 if it does
    #[arg(long)]
    check: bool,
    /// The address under which the site is published
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Whole pages, or fragments with front matter for Hugo, Zola and Eleventy
    #[arg(long, value_enum, value_name = "LAYOUT", default_value = "pages")]
    layout: LayoutArg,
    /// The moment that decides which version is in force: a date, a local time or RFC 3339 [default: now]
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum LayoutArg {
    /// A site of its own
    Pages,
    /// `content/` and `static/` for another site builder
    Fragments,
}

pub(super) fn run(args: Args, global: &Global, terminal: &Terminal) -> Result<Outcome, Failure> {
    let ws = address::workspace(global)?;
    let out = args.out.clone().unwrap_or_else(|| ws.root.join("site"));
    let settings = args.settings(&ws)?;
    if !is_apart(&ws, &out, settings.layout) {
        return Err(Failure::new("a site here would lie among what it is made from, or around the ledger and its key")
            .at(out.display())
            .hint("give `--out` a folder of its own"));
    }
    if args.check { check(&ws, &settings, &out, terminal) } else { build(&ws, &settings, &out, terminal) }
}

/// Whether a folder neither lies among the sources nor, for a whole site, holds them and the ledger.
fn is_apart(ws: &Workspace, out: &Path, layout: Layout) -> bool {
    let Ok(out) = std::path::absolute(out) else { return true };
    let among = ["agreements", "templates"].iter().any(|sources| out.starts_with(ws.root.join(sources)));
    let around = layout == Layout::Pages && ws.root.starts_with(&out);
    !among && !around
}

impl Args {
    fn settings(&self, ws: &Workspace) -> Result<Settings, Failure> {
        let layout = match self.layout {
            LayoutArg::Pages => Layout::Pages,
            LayoutArg::Fragments => Layout::Fragments,
        };
        if let Some(url) = self.base_url.as_ref().filter(|url| !is_base_url(url)) {
            return Err(Failure::new(format!("`{url}` is no base URL: expected `https://…`")));
        }
        Ok(Settings { at: moment(self.at.as_deref(), ws)?, layout, base_url: self.base_url.clone() })
    }
}

/// The moment that decides which version is in force: the one given, else now.
pub(super) fn moment(at: Option<&str>, ws: &Workspace) -> Result<Timestamp, Failure> {
    let Some(at) = at else { return Ok(Timestamp::now()) };
    let written = time::read(at, &ws.zone())?;
    time::moment(&written).ok_or_else(|| Failure::new(format!("`{at}` is no time")))
}

/// The failure with the next step.
pub(super) fn failure(error: BuildError) -> Failure {
    let hint = match &error {
        BuildError::Site(SiteError::Template { .. }) => {
            "what templates can use is described in `engross::site::context`"
        }
        BuildError::Site(SiteError::Hidden { .. }) => {
            "a template must show the title and `body_html` whole; a note inside the body stands in an element with `data-site`"
        }
        BuildError::Site(SiteError::Digest { .. } | SiteError::Record { .. } | SiteError::NoText { .. }) => {
            "`engross verify` says what else was changed"
        }
        BuildError::Folder(SiteFolderError::Foreign(_)) => "choose another folder with `--out`, or move the file away",
        _ => return Failure::from(error),
    };
    Failure::from(error).hint(hint)
}

fn build(ws: &Workspace, settings: &Settings, out: &Path, terminal: &Terminal) -> Result<Outcome, Failure> {
    let Built { pages, others, written } = with_progress(terminal, |p| ws.build(settings, out, p)).map_err(failure)?;
    let mut line = format!("{pages} pages and {others} other files in {}", out.display());
    line.push_str(&match (written.changed, written.same, written.removed) {
        (_, 0, 0) => String::new(),
        (0, _, 0) => ": all as they were".to_owned(),
        (changed, same, 0) => format!(": {changed} written, {same} as they were"),
        (changed, same, removed) => format!(": {changed} written, {same} as they were, {removed} removed"),
    });
    writeln!(terminal.out(), "{line}")?;
    Ok(Outcome::Done)
}

/// Does the work; on a terminal, a line says how far it is.
fn with_progress<T>(terminal: &Terminal, work: impl FnOnce(&(dyn Fn(usize, usize) + Sync)) -> T) -> T {
    let said = Mutex::new(Instant::now());
    let done = work(&|done, all| {
        let Ok(mut said) = said.try_lock() else { return };
        if said.elapsed() > EVERY {
            *said = Instant::now();
            terminal.progress(format_args!("{done} of {all} agreements"));
        }
    });
    terminal.progress("");
    done
}

/// How often a line of progress is written anew.
const EVERY: Duration = Duration::from_millis(200);

fn check(ws: &Workspace, settings: &Settings, out: &Path, terminal: &Terminal) -> Result<Outcome, Failure> {
    let (stale, files) = with_progress(terminal, |p| ws.check(settings, out, p)).map_err(failure)?;
    let mut to = terminal.out();
    for difference in &stale {
        match difference {
            Stale::Missing(path) => writeln!(to, "missing  {path}")?,
            Stale::Leftover(path) => writeln!(to, "leftover {path}")?,
            Stale::Differs { path, found, wanted } => {
                writeln!(to, "differs  {path}")?;
                if let (Ok(found), Ok(wanted)) = (std::str::from_utf8(found), std::str::from_utf8(wanted)) {
                    write!(to, "{}", lines(found, wanted))?;
                }
            }
        }
    }
    if stale.is_empty() {
        terminal.remark(format!("{files} files in {} are as built", out.display()));
        return Ok(Outcome::Done);
    }
    drop(to);
    terminal.remark(format!("{} of {files} files differ: run `engross build`", stale.len()));
    Ok(Outcome::Found)
}

/// How many lines of a difference are shown.
const SHOWN: usize = 40;

/// The lines that differ, each with one around it: the folder's with `-`, the site's with `+`.
fn lines(found: &str, wanted: &str) -> String {
    let diff = TextDiff::from_lines(found, wanted);
    let mut out = String::new();
    let mut shown = 0;
    for hunk in diff.unified_diff().context_radius(1).iter_hunks() {
        if shown < SHOWN {
            out.push_str(&format!("  {}\n", hunk.header()));
        }
        for change in hunk.iter_changes() {
            shown += 1;
            if shown <= SHOWN {
                let line = change.value().trim_end_matches(['\n', '\r']);
                let cut: String = line.chars().take(160).collect();
                let more = if cut.len() < line.len() { "…" } else { "" };
                out.push_str(&format!("  {} {cut}{more}\n", change.tag()));
            }
        }
    }
    if shown > SHOWN {
        out.push_str(&format!("  … {} more lines\n", shown - SHOWN));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_shows_only_what_differs() {
        let all = "  @@ -2,3 +2,4 @@\n    b\n  - c\n  + x\n  + y\n    d\n";
        assert_eq!(lines("a\nb\nc\nd\ne\n", "a\nb\nx\ny\nd\ne\n"), all);
        let many = "a\n".repeat(SHOWN + 7);
        assert!(lines(&many, "").ends_with("  - a\n  … 7 more lines\n"));
    }
}
