//! Where the shared folder is: real texts that stand outside the project. A test that needs it says by name that it
//! was skipped; `ENGROSS_REQUIRE_SHARED` makes its absence a failure.

use std::path::PathBuf;

/// The folder, or `None` after saying that `test` is skipped.
pub(crate) fn folder(test: &str) -> Option<PathBuf> {
    let named = std::env::var_os("ENGROSS_SHARED").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("ENGROSS_REQUIRE_SHARED").is_none(), "{test} needs {}", folder.display());
    eprintln!("skipped: {test} needs ../shared");
    None
}
