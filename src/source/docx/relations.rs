//! What a part of the container refers to: other parts by their kind, and addresses by their id.

use std::collections::HashMap;

use super::package::Package;
use super::xml::Xml;
use crate::source::SourceError;

/// The relations of one part.
#[derive(Debug, Default)]
pub(super) struct Relations {
    /// The addresses of links, by id.
    pub(super) links: HashMap<String, String>,
    /// Kinds, by the last word of their type, and paths in the container, in the order of the file.
    parts: Vec<(String, String)>,
}

impl Relations {
    /// Those of a part; of the whole container for the empty path.
    pub(super) fn of(package: &mut Package<'_>, part: &str) -> Result<Relations, SourceError> {
        let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, name)| (folder, name));
        let path = format!("{folder}{}_rels/{name}.rels", if folder.is_empty() { "" } else { "/" });
        let Some(text) = package.part(&path)? else { return Ok(Relations::default()) };
        let mut xml = Xml::new(&text, "the relations of a part");
        let mut out = Relations::default();
        if xml.child()?.is_none() {
            return Ok(out);
        }
        while let Some(relation) = xml.child()? {
            let kind = relation.attr("Type").unwrap_or_default();
            let kind = kind.rsplit('/').next().unwrap_or_default();
            if let (Some(id), Some(target)) = (relation.attr("Id"), relation.attr("Target")) {
                if kind == "hyperlink" {
                    out.links.insert(id, target);
                } else if relation.attr("TargetMode").as_deref() != Some("External") {
                    out.parts.push((kind.to_owned(), below(folder, &target)));
                }
            }
            xml.skip()?;
        }
        Ok(out)
    }

    /// The paths of the parts of a kind.
    pub(super) fn parts<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a str> {
        self.parts.iter().filter(move |(k, _)| k == kind).map(|(_, path)| path.as_str())
    }
}

/// A path in the container: below the folder of the part that names it, or from the root.
fn below(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut out: Vec<&str> = folder.split('/').filter(|s| !s.is_empty()).collect();
    for segment in target.split('/') {
        match segment {
            "." | "" => {}
            ".." => drop(out.pop()),
            segment => out.push(segment),
        }
    }
    out.join("/")
}
