//! `engross build`

use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::{Failure, Global, Outcome, Terminal, address};
use crate::model::time::{self, Timestamp};
use crate::site::{self, Layout, SiteError};
use crate::workspace::Workspace;
use crate::workspace::site::{Files, SiteFolderError, Stale, compare, write};

/// Build the site
///
/// Writes a page for every agreement, version and redline, with feeds and downloads; only files that differ are
/// written, and files of earlier builds that are no longer needed are removed.
///
/// Examples:
///   engross build
///   engross build --out public --base-url https://legal.example
///   engross build --layout fragments --out legal
///   engross build --check
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
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
    let site = render(&args, &ws)?;
    if args.check { check(&out, &site, terminal) } else { build(&out, &site, terminal) }
}

fn render(args: &Args, ws: &Workspace) -> Result<Files, Failure> {
    let at = match &args.at {
        Some(at) => {
            let written = time::read(at, &ws.zone())?;
            time::moment(&written).ok_or_else(|| Failure::new(format!("`{at}` is no time")))?
        }
        None => Timestamp::now(),
    };
    let mut library = ws.library(at)?;
    library.layout = match args.layout {
        LayoutArg::Pages => Layout::Pages,
        LayoutArg::Fragments => Layout::Fragments,
    };
    if let Some(url) = &args.base_url {
        if !url.starts_with("https://") && !url.starts_with("http://") {
            let message = format!("`{url}` is no base URL: expected `https://…`");
            return Err(Failure::new(message));
        }
        library.publisher.base_url = Some(url.clone());
    }
    let templates = ws.templates()?;
    site::render(&library, &templates).map_err(|error| {
        let hint = match &error {
            SiteError::Template { .. } => "what templates can use is described in `engross::site::context`",
            SiteError::Hidden { .. } => {
                "a template must show the title and `body_html` whole; a note inside the body stands in an element with `data-site`"
            }
            SiteError::Digest { .. } | SiteError::NoText { .. } => "`engross verify` says what else was changed",
            SiteError::Collision { .. } | SiteError::Time { .. } => return Failure::from(error),
        };
        Failure::from(error).hint(hint)
    })
}

fn build(out: &Path, site: &Files, terminal: &Terminal) -> Result<Outcome, Failure> {
    let written = write(out, site).map_err(|error| {
        let foreign = matches!(error, SiteFolderError::Foreign(_));
        let failure = Failure::from(error);
        if foreign { failure.hint("choose another folder with `--out`, or move the file away") } else { failure }
    })?;
    let pages = site.keys().filter(|path| path.ends_with("index.html") || path.ends_with("_index.md")).count();
    let files = site.len() - pages;
    let mut line = format!("{pages} pages and {files} other files in {}", out.display());
    line.push_str(&match (written.changed, written.same, written.removed) {
        (_, 0, 0) => String::new(),
        (0, _, 0) => ": all as they were".to_owned(),
        (changed, same, 0) => format!(": {changed} written, {same} as they were"),
        (changed, same, removed) => format!(": {changed} written, {same} as they were, {removed} removed"),
    });
    writeln!(terminal.out(), "{line}")?;
    Ok(Outcome::Done)
}

fn check(out: &Path, site: &Files, terminal: &Terminal) -> Result<Outcome, Failure> {
    let stale = compare(out, site)?;
    let mut to = terminal.out();
    for difference in &stale {
        match difference {
            Stale::Missing(path) => writeln!(to, "missing  {path}")?,
            Stale::Leftover(path) => writeln!(to, "leftover {path}")?,
            Stale::Differs(path, found) => {
                writeln!(to, "differs  {path}")?;
                let wanted = site.get(path).map(Vec::as_slice).unwrap_or_default();
                if let (Ok(found), Ok(wanted)) = (std::str::from_utf8(found), std::str::from_utf8(wanted)) {
                    write!(to, "{}", lines(found, wanted))?;
                }
            }
        }
    }
    if stale.is_empty() {
        terminal.remark(format!("{} files in {} are as built", site.len(), out.display()));
        return Ok(Outcome::Done);
    }
    drop(to);
    terminal.remark(format!("{} of {} files differ: run `engross build`", stale.len(), site.len()));
    Ok(Outcome::Found)
}

/// How many lines of either side a difference shows.
const SHOWN: usize = 6;

/// The lines between the shared beginning and the shared end, the folder's with `-`, the site's with `+`.
fn lines(found: &str, wanted: &str) -> String {
    let [a, b]: [Vec<&str>; 2] = [found.lines().collect(), wanted.lines().collect()];
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let most = a.len().min(b.len()) - start;
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count().min(most);
    let mut out = format!("  @@ line {}\n", start + 1);
    for (sign, side) in [('-', &a[start..a.len() - end]), ('+', &b[start..b.len() - end])] {
        for line in side.iter().take(SHOWN) {
            let cut: String = line.chars().take(160).collect();
            let more = if cut.len() < line.len() { "…" } else { "" };
            out.push_str(&format!("  {sign} {cut}{more}\n"));
        }
        if side.len() > SHOWN {
            out.push_str(&format!("  {sign} … {} more lines\n", side.len() - SHOWN));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_shows_only_what_differs() {
        assert_eq!(lines("a\nb\nc", "a\nx\ny\nc"), "  @@ line 2\n  - b\n  + x\n  + y\n");
        assert_eq!(lines("a\na", "a"), "  @@ line 2\n  - a\n");
    }
}
