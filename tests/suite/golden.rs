//! The golden site: every page of the specimen as it was when somebody last looked at it.

use std::process::Command;

#[test]
fn the_golden_site_is_as_built() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_engross"));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command.args(["-C", "tests/browser/specimen", "build", "--out", "tests/golden/site", "--at", "2026-01-01"]);
    let said = command.arg("--check").output().unwrap();
    let told = String::from_utf8_lossy(&said.stdout);
    assert_eq!(
        said.status.code(),
        Some(0),
        "{told}\nlook at the difference; tests/golden/README.md tells how to bless it"
    );
}
