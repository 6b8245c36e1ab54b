//! Addresses of the command line → texts: those of the workspace, of files, of standard input.

use std::path::Path;

use super::input::{self, Reading};
use super::{Failure, Global};
use crate::model::address::{Address, Target};
use crate::model::text::Text;
use crate::model::time::Timestamp;
use crate::workspace::resolve::{Found, resolve, text_of_file};
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

/// The text that an address names, wherever it is.
pub(crate) fn text(address: &Address, global: &Global) -> Result<Text, Failure> {
    match &address.text {
        Target::File(path) => of_file(path),
        Target::Stdin => of_file(Path::new("-")),
        Target::InForce(slug) if !in_workspace(global, slug.as_str()) && Path::new(slug.as_str()).is_file() => {
            of_file(Path::new(slug.as_str()))
        }
        _ => Ok(found(&workspace(global)?, address)?.text),
    }
}

fn in_workspace(global: &Global, slug: &str) -> bool {
    Workspace::find(&global.directory).is_ok_and(|ws| ws.root.join("agreements").join(slug).is_dir())
}

fn of_file(path: &Path) -> Result<Text, Failure> {
    let bytes = input::bytes(path)?;
    if let Some(text) = text_of_file(path, &bytes)? {
        return Ok(text);
    }
    let mut documents = input::documents(path, bytes, &Reading::default())?.documents;
    match documents.len() {
        1 => Ok(documents.remove(0).text),
        n => {
            let titles: Vec<String> = documents.iter().map(|d| format!("`{}`", d.text.title)).collect();
            let message = format!("{}: {n} agreements in it: {}", path.display(), titles.join(", "));
            Err(Failure::new(message).hint("`engross import` writes each to a file of its own"))
        }
    }
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
