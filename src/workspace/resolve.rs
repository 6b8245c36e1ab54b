//! An address of the command line → the text it names.

use std::path::Path;

use super::{Workspace, WorkspaceError};
use crate::model::address::{Address, Target};
use crate::model::name::Slug;
use crate::model::text::Text;
use crate::model::time::Timestamp;
use crate::model::version::{Version, in_force};
use crate::yaml;

/// A text of a workspace, found by its address.
#[derive(Clone, Debug)]
pub struct Found {
    /// The agreement.
    pub slug: Slug,
    /// The words.
    pub text: Text,
    /// The version's record; none: a draft.
    pub version: Option<Version>,
}

/// Finds what an address of the workspace names; `None` where it names a file or standard input.
pub fn resolve(ws: &Workspace, address: &Address, now: Timestamp) -> Result<Option<Found>, WorkspaceError> {
    let found = match &address.text {
        Target::File(_) | Target::Stdin => return Ok(None),
        Target::InForce(slug) => {
            let prevailing = ws.agreement(slug)?.prevailing;
            let versions = ws.versions(slug)?;
            let version = in_force(&versions, now).ok_or_else(|| WorkspaceError::NotInForce(slug.clone()))?;
            let text = ws.text(slug, &version.version, &prevailing)?;
            Found { slug: slug.clone(), text, version: Some(version.clone()) }
        }
        Target::Version(slug, name) => {
            let prevailing = ws.agreement(slug)?.prevailing;
            let file = ws.text_file(name.as_str());
            let (version, language) = match &file {
                Some(file) => (&file.version, file.language.as_deref().unwrap_or(&prevailing)),
                None => (name, prevailing.as_str()),
            };
            let text = ws.text(slug, version, language)?;
            let record = ws.versions(slug)?.into_iter().find(|v| v.version == *version);
            Found { slug: slug.clone(), text, version: record }
        }
        Target::Digest(slug, prefix) => by_digest(ws, slug, prefix)?,
    };
    Ok(Some(found))
}

/// The published text whose own digest, or whose version's digest, begins so.
fn by_digest(ws: &Workspace, slug: &Slug, prefix: &str) -> Result<Found, WorkspaceError> {
    let prevailing = ws.agreement(slug)?.prevailing;
    let begins = |d: &crate::model::name::Digest| d.to_string()["sha256:".len()..].starts_with(prefix);
    let mut found: Vec<(Version, String)> = Vec::new();
    for version in ws.versions(slug)? {
        if begins(&version.digest) {
            found.push((version.clone(), prevailing.clone()));
        }
        for (language, digest) in &version.texts {
            if begins(digest) && !found.iter().any(|(v, l)| *v == version && l == language) {
                found.push((version.clone(), language.clone()));
            }
        }
    }
    match found.as_slice() {
        [(version, language)] => {
            let text = ws.text(slug, &version.version, language)?;
            Ok(Found { slug: slug.clone(), text, version: Some(version.clone()) })
        }
        _ => {
            let found = if found.is_empty() { "no text".to_owned() } else { format!("{} texts", found.len()) };
            Err(WorkspaceError::Prefix { slug: slug.clone(), prefix: prefix.to_owned(), found })
        }
    }
}

/// Reads a file as a text if its content says that it is one; `None`: some other format.
pub fn text_of_file(path: &Path, bytes: &[u8]) -> Result<Option<Text>, WorkspaceError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let Some(source) = names_the_format(bytes).then(|| std::str::from_utf8(bytes).ok()).flatten() else {
        return Ok(None);
    };
    let text = yaml::read_text(source).map_err(|error| WorkspaceError::Yaml { path: path.to_owned(), error })?;
    Ok(Some(text))
}

/// Whether a file begins with keys, some perhaps misspelt, and `format` is one of them.
fn names_the_format(bytes: &[u8]) -> bool {
    let mut begun = false;
    for line in bytes.split(|b| *b == b'\n').map(<[u8]>::trim_ascii_end) {
        match line {
            [] | [b'#' | b'%', ..] => continue,
            b"---" if !begun => continue,
            // within the value of a key
            [b' ' | b'-', ..] if begun && line != b"---" => continue,
            _ => {}
        }
        let Some(colon) = line.iter().position(|b| *b == b':') else { return false };
        let unquoted =
            |part: &[u8]| -> Vec<u8> { part.iter().copied().filter(|b| !matches!(b, b'"' | b'\'' | b' ')).collect() };
        match unquoted(&line[..colon]).as_slice() {
            b"format" => return unquoted(&line[colon + 1..]).starts_with(b"engross"),
            key if key.iter().all(u8::is_ascii_lowercase) => begun = true,
            _ => return false,
        }
    }
    false
}
