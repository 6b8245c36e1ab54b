//! `engross init`

use std::io::Write as _;
use std::path::PathBuf;

use super::{Failure, Global, Outcome, Terminal};
use crate::workspace::files;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Where; made if it is not there
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
}

/// The files of a new workspace.
const FILES: [(&str, &str); 4] = [
    ("agreements/engross.yaml", include_str!("init/engross.yaml")),
    ("agreements/sample-terms/agreement.yaml", include_str!("init/agreement.yaml")),
    ("agreements/sample-terms/2026-01.yaml", include_str!("init/2026-01.yaml")),
    (".gitignore", include_str!("init/gitignore")),
];

pub(super) fn run(args: Args, global: &Global, terminal: &Terminal) -> Result<Outcome, Failure> {
    let root: PathBuf = global.directory.join(&args.folder).components().collect();
    let root = root.strip_prefix(".").unwrap_or(&root);
    let [(marker, _), ..] = FILES;
    if root.join(marker).exists() {
        return Err(Failure::new("there is a workspace already").at(root.join(marker).display()));
    }
    let mut out = terminal.out();
    for (name, content) in FILES {
        let path = root.join(name);
        if path.exists() {
            terminal.remark(format!("{}: left as it is", path.display()));
            continue;
        }
        files::write(&path, content.as_bytes())?;
        writeln!(out, "{}", path.display())?;
    }
    terminal.remark("next: `engross publish sample-terms 2026-01`, or `engross import FILE` for a text of your own");
    Ok(Outcome::Done)
}
