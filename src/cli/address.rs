//! Addresses of the command line → texts: those of the workspace, of files, of standard input.

use std::ops::Range;
use std::path::Path;

use super::input::{self, Reading};
use super::output::Terminal;
use super::{Failure, Global};
use crate::model::address::{Address, Target};
use crate::model::path::Placed;
use crate::model::text::Text;
use crate::model::time::Timestamp;
use crate::workspace::resolve::{Found, resolve};
use crate::workspace::{Workspace, WorkspaceError};

/// The workspace in which the command runs, with what to do where there is none.
pub(crate) fn workspace(global: &Global) -> Result<Workspace, Failure> {
    Workspace::find(&global.directory).map_err(|error| {
        let missing = matches!(error, WorkspaceError::NotFound(_));
        let failure = Failure::from(error);
        if missing {
            failure.hint("`engross init` makes a workspace; `-C DIR` names one that is elsewhere")
        } else {
            failure
        }
    })
}

/// What an address of the workspace names.
pub(crate) fn found(ws: &Workspace, address: &Address) -> Result<Found, Failure> {
    match resolve(ws, address, Timestamp::now()) {
        Ok(Some(found)) => Ok(found),
        Ok(None) => Err(Failure::new(format!("`{address}` is a file: expected an agreement of the workspace"))),
        Err(error) => Err(hinted(error)),
    }
}

/// The text that an address names, wherever it is; of a file in two languages the first.
pub(crate) fn text(address: &Address, global: &Global, terminal: &Terminal) -> Result<Text, Failure> {
    let mut texts = texts(address, global)?;
    if let [first, second, ..] = texts.as_slice() {
        terminal.remark(format_args!(
            "`{address}` is in `{}` and in `{}`: the first is taken; `engross import` writes both",
            first.language, second.language
        ));
    }
    Ok(texts.swap_remove(0))
}

/// The text that an address names and, where it is a file that has them, its translations behind it.
pub(crate) fn texts(address: &Address, global: &Global) -> Result<Vec<Text>, Failure> {
    match &address.text {
        Target::File(path) => of_file(path, global),
        Target::Stdin => of_file(Path::new("-"), global),
        Target::InForce(slug) if !in_workspace(global, slug.as_str()) && Path::new(slug.as_str()).is_file() => {
            of_file(Path::new(slug.as_str()), global)
        }
        _ => {
            let workspace = workspace(global).map_err(|failure| match &address.text {
                Target::InForce(slug) => failure.hint(format!("nor is there a file `{slug}`, if one was meant")),
                _ => failure,
            })?;
            Ok(vec![found(&workspace, address)?.text])
        }
    }
}

fn in_workspace(global: &Global, slug: &str) -> bool {
    Workspace::find(&global.directory).is_ok_and(|ws| ws.root.join("agreements").join(slug).is_dir())
}

fn of_file(path: &Path, global: &Global) -> Result<Vec<Text>, Failure> {
    let documents = input::read(path, &Reading::default(), global)?.documents;
    let agreements = || documents.iter().filter(|d| !d.is_translation);
    match agreements().count() {
        1 => Ok(documents.into_iter().map(|d| d.text).collect()),
        n => {
            let titles: Vec<String> = agreements().map(|d| format!("`{}`", d.text.title)).collect();
            let message = format!("{}: {n} agreements in it: {}", path.display(), titles.join(", "));
            Err(Failure::new(message).hint("`engross import` writes each to a file of its own"))
        }
    }
}

/// Where the clause stands that a path or else an id names.
pub(super) fn clause(placed: &[Placed<'_>], wanted: &str, text: &Text) -> Result<usize, Failure> {
    let by_path = placed.iter().position(|p| p.path == wanted);
    by_path.or_else(|| placed.iter().position(|p| p.id() == wanted)).ok_or_else(|| {
        let likely: Vec<&str> = placed.iter().map(|p| p.path.as_str()).filter(|p| p.starts_with(wanted)).collect();
        let hint = if likely.is_empty() {
            "`engross show` without `#…` prints every clause with its number".to_owned()
        } else {
            format!("there are: {}", likely[..likely.len().min(8)].join(", "))
        };
        Failure::new(format!("no clause `{wanted}` in `{}`", text.title)).hint(hint)
    })
}

/// A clause and those in it.
pub(super) fn with_inner(placed: &[Placed<'_>], at: usize) -> Range<usize> {
    let inner = placed[at + 1..].iter().take_while(|p| p.depth > placed[at].depth).count();
    at..at + 1 + inner
}

/// The next step for what a workspace could not find.
pub(crate) fn hinted(error: WorkspaceError) -> Failure {
    let hint = match &error {
        WorkspaceError::NotInForce(slug) => {
            Some(format!("`engross log {slug}` lists its versions; `engross publish {slug} VERSION` publishes a draft"))
        }
        WorkspaceError::UnknownVersion { slug, .. } => {
            Some(format!("`engross log {slug}` lists its versions and drafts"))
        }
        WorkspaceError::Prefix { slug, .. } => Some(format!("`engross log {slug}` lists the digests")),
        _ => None,
    };
    let failure = Failure::from(error);
    match hint {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}
