//! The path of an address → a file of a folder, and what kind of file it is.

use std::fs;
use std::path::{Path, PathBuf};

/// What an address leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A file.
    File(PathBuf),
    /// A folder, whose page has a slash at the end of its address.
    Folder,
    /// Nothing.
    Nothing,
}

/// Looks up the path of an address, percent-encoded, with its slash in front. A hidden name, a name that climbs, a symbolic
/// link and whatever is neither file nor folder lead to nothing.
pub(super) fn find(folder: &Path, path: &str) -> Found {
    let Some(path) = decode(path).and_then(|path| path.strip_prefix('/').map(str::to_owned)) else {
        return Found::Nothing;
    };
    let (path, wants_page) = match path.strip_suffix('/') {
        Some(path) => (path, true),
        None => (path.as_str(), path.is_empty()),
    };
    let mut at = folder.to_owned();
    for name in path.split('/').filter(|_| !path.is_empty()) {
        if name.is_empty() || name.starts_with('.') || name.contains(['\\', ':', '\0']) {
            return Found::Nothing;
        }
        at.push(name);
        match fs::symlink_metadata(&at) {
            Ok(meta) if meta.is_file() || meta.is_dir() => {}
            _ => return Found::Nothing,
        }
    }
    if at.is_dir() && !wants_page {
        return Found::Folder;
    }
    if wants_page {
        at.push("index.html");
    }
    let is_file = fs::symlink_metadata(&at).is_ok_and(|meta| meta.is_file());
    if is_file { Found::File(at) } else { Found::Nothing }
}

/// Percent-decodes; none where what results is no UTF-8, or a `%` begins nothing.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(b) = rest.next() {
        bytes.push(match b {
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            b => b,
        });
    }
    String::from_utf8(bytes).ok()
}

/// The media type of a file, by its name.
pub(super) fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|end| end.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("xml") if path.file_name().is_some_and(|name| name == "feed.xml") => "application/atom+xml; charset=utf-8",
        Some("xml") => "application/xml; charset=utf-8",
        Some("txt") => "text/plain; charset=utf-8",
        Some("md") => "text/markdown; charset=utf-8",
        Some("yaml") => "application/yaml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_the_folder_are_found() {
        let outside = tempfile::tempdir().expect("a folder");
        let folder = outside.path().join("site");
        let put = |name: &str| {
            let path = outside.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
            fs::write(path, "x").expect("a file");
        };
        ["secret", "site/index.html", "site/甲/index.html", "site/a b.txt", "site/.hidden", "site/.git/x"]
            .into_iter()
            .for_each(put);
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(outside.path().join("secret"), folder.join("link")).expect("a link");
            std::os::unix::fs::symlink(outside.path(), folder.join("out")).expect("a link");
        }
        let file = |name: &str| Found::File(folder.join(name));
        assert_eq!(find(&folder, "/"), file("index.html"));
        assert_eq!(find(&folder, "/%E7%94%B2/"), file("甲/index.html"));
        assert_eq!(find(&folder, "/%E7%94%B2"), Found::Folder);
        assert_eq!(find(&folder, "/a%20b.txt"), file("a b.txt"));
        for bad in [
            "",
            "secret",
            "/../secret",
            "/%2e%2e/secret",
            "/..%2fsecret",
            "/甲/../../secret",
            "//secret",
            "/./index.html",
            "/.hidden",
            "/.git/x",
            "/link",
            "/out/secret",
            "/out/",
            "/index.html/",
            "/index.html/x",
            "/%",
            "/%zz",
            "/%ff",
            "/..\\secret",
            "/C:/secret",
            "/%00",
            "/甲/%2e%2e/%2e%2e/secret",
            "/%252e%252e/secret",
        ] {
            assert_eq!(find(&folder, bad), Found::Nothing, "{bad}");
        }
    }
}
