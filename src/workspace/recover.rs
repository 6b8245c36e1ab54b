//! The words that were published, where the file no longer has them: from git's history, or from the source.
//!
//! What is found is proven by its digest, so it does not matter who kept it.

use std::path::Path;
use std::process::Command;

use super::files;
use crate::model::name::Digest;
use crate::model::text::Text;
use crate::source::{self, Hint};
use crate::{digest, structure, yaml};

/// How many commits of a file are looked through, newest first.
const COMMITS: &str = "--max-count=200";

/// The text with this digest that once stood in `path`; `None` where it cannot be met.
pub fn published(path: &Path, language: &str, wanted: Digest) -> Option<Text> {
    from_git(path, wanted).or_else(|| from_source(path, language, wanted))
}

fn from_git(path: &Path, wanted: Digest) -> Option<Text> {
    let (folder, name) = (path.parent()?, path.file_name()?.to_str()?);
    let git = |args: &[&str]| {
        let output = Command::new("git").arg("-C").arg(folder).args(args).output().ok()?;
        output.status.success().then(|| String::from_utf8(output.stdout).ok())?
    };
    let commits = git(&["log", COMMITS, "--format=%H", "--", name])?;
    let read = |commit: &str| yaml::read_text(&git(&["show", &format!("{commit}:./{name}")])?).ok();
    commits.lines().filter_map(read).find(|text| digest::text(text) == wanted)
}

/// The source does not say which of the publisher's languages it is in.
fn from_source(path: &Path, language: &str, wanted: Digest) -> Option<Text> {
    let folder = path.parent()?.join("source");
    let stem = format!("{}.", path.file_stem()?.to_str()?);
    let names = files::names(&folder).ok()?;
    let texts = names.iter().filter(|name| name.starts_with(&stem)).flat_map(|name| {
        let bytes = files::read(&folder.join(name), source::MAX_BYTES).unwrap_or_default();
        let hint = Hint { name: Some(name), ..Hint::default() };
        source::read(&bytes, &hint).map(structure::documents).unwrap_or_default()
    });
    let mut texts = texts.map(|document| Text { language: language.to_owned(), ..document.text });
    texts.find(|text| digest::text(text) == wanted)
}
