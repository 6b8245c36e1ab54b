//! `engross fmt`

use std::io::Write as _;
use std::path::PathBuf;

use super::output::from_here;
use super::{Failure, Global, Outcome, Terminal, address};
use crate::workspace::{Workspace, files};
use crate::yaml;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Text files; default: every draft of the workspace
    files: Vec<PathBuf>,
    /// Write nothing: list what is not canonical, exit 1
    #[arg(long)]
    check: bool,
}

pub(super) fn run(args: Args, global: &Global, terminal: &Terminal) -> Result<Outcome, Failure> {
    let paths = if args.files.is_empty() { drafts(&address::workspace(global)?)? } else { args.files };
    let mut changed = 0;
    let mut out = terminal.out();
    for path in &paths {
        let source = files::read_utf8(path, yaml::MAX_BYTES as u64)?;
        let text = yaml::read_text(&source)
            .map_err(|error| crate::workspace::WorkspaceError::Yaml { path: path.clone(), error })?;
        let canonical = yaml::write_text(&text);
        if canonical == source {
            continue;
        }
        changed += 1;
        let name = from_here(&path.display().to_string());
        writeln!(out, "{name}")?;
        if !args.check {
            // words behind ` #` are a comment to YAML, whatever their writer meant
            for (line, comment) in yaml::comments(&source) {
                terminal.remark(format_args!("{name}:{line}: not kept: `{comment}`"));
            }
            files::write(path, canonical.as_bytes())?;
        }
    }
    let done = if args.check { "not canonical" } else { "rewritten" };
    terminal.remark(format!("{changed} of {} texts {done}", paths.len()));
    Ok(if args.check && changed > 0 { Outcome::Found } else { Outcome::Done })
}

fn drafts(ws: &Workspace) -> Result<Vec<PathBuf>, Failure> {
    let mut paths = Vec::new();
    for slug in ws.slugs()? {
        let versions = ws.versions(&slug)?;
        let drafts = ws.text_files(&slug)?.into_iter().filter(|f| !versions.iter().any(|v| v.version == f.version));
        paths.extend(drafts.map(|f| ws.text_path(&slug, &f)));
    }
    Ok(paths)
}
