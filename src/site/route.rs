//! Where a page stands in the site, and how one page links to another.
//!
//! Paths are permanent. A page in another language than the agreement's stands in a folder named by the language
//! below the page: `privacy/history/`, `privacy/history/en/`. Links are relative and name `index.html`, so that
//! a site works below any address and from a disk.

use super::SiteError;
use std::collections::BTreeMap;

/// The files of a site by path.
#[derive(Debug, Default)]
pub(super) struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// Adds a file; two of one path are an error, never the later one.
    pub(super) fn add(&mut self, path: String, bytes: impl Into<Vec<u8>>) -> Result<(), SiteError> {
        if self.0.contains_key(&path) {
            return Err(SiteError::Collision { path });
        }
        self.0.insert(path, bytes.into());
        Ok(())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&String, &Vec<u8>)> {
        self.0.iter()
    }

    pub(super) fn into_map(self) -> BTreeMap<String, Vec<u8>> {
        self.0
    }
}

/// A folder of the site that holds a page: `privacy/2023-12/en/`, with a slash at the end; the root is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Folder(String);

impl Folder {
    pub(super) fn root() -> Folder {
        Folder(String::new())
    }

    /// The folder of that name in this one.
    pub(super) fn join(&self, name: &str) -> Folder {
        Folder(format!("{}{name}/", self.0))
    }

    /// The same page in another language.
    pub(super) fn language(&self, language: &str, first: &str) -> Folder {
        if language == first { self.clone() } else { self.join(language) }
    }

    /// The path of its page.
    pub(super) fn page(&self) -> String {
        self.file("index.html")
    }

    /// The path of a file in it.
    pub(super) fn file(&self, name: &str) -> String {
        format!("{}{name}", self.0)
    }

    /// The way from this page to the root: `../../`.
    pub(super) fn to_root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }

    /// A link from this page to another one.
    pub(super) fn link(&self, to: &Folder) -> String {
        self.link_file(&to.page())
    }

    /// A link from this page to a file.
    pub(super) fn link_file(&self, path: &str) -> String {
        let shared = self.0.bytes().zip(path.bytes()).take_while(|(a, b)| a == b).count();
        let shared = self.0.as_bytes()[..shared].iter().rposition(|b| *b == b'/').map_or(0, |at| at + 1);
        let up = self.0[shared..].matches('/').count();
        format!("{}{}", "../".repeat(up), encode(&path[shared..]))
    }

    /// The page's address on the web.
    pub(super) fn url(&self, base: &str) -> String {
        format!("{}/{}", base.trim_end_matches('/'), encode(&self.0))
    }
}

/// The address of a file on the web.
pub(super) fn url(base: &str, path: &str) -> String {
    format!("{}/{}", base.trim_end_matches('/'), encode(path))
}

/// A path or fragment as part of an address: whatever RFC 3986 does not allow there is percent-encoded.
pub(super) fn encode(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for b in path.bytes() {
        if b.is_ascii_alphanumeric() || b"-._~/!$()*+,;=:@".contains(&b) {
            out.push(char::from(b));
        } else {
            out.push_str(&format!("%{b:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative() {
        let agreement = Folder::root().join("privacy");
        let old = agreement.join("2019-08");
        assert_eq!(old.link(&agreement), "../index.html");
        assert_eq!(agreement.link(&old), "2019-08/index.html");
        assert_eq!(old.link(&old), "index.html");
        assert_eq!(old.link(&Folder::root().join("private")), "../../private/index.html");
        assert_eq!(old.language("en", "zh-CN").link_file("engross.css"), "../../../engross.css");
        assert_eq!(Folder::root().link(&Folder::root().join("隐私")), "%E9%9A%90%E7%A7%81/index.html");
        assert_eq!(old.to_root(), "../../");
    }
}
