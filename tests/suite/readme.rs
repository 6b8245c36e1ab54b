//! Every command in the README and on the operator's page is run, in order, in a copy of the clone; what it shows is
//! what comes out.
//!
//! In their `console` blocks `$ ` begins a command, the lines below are what it prints; `…` stands for anything.

use std::path::Path;
use std::process::Command;

/// The commands of a page with the lines that they show.
fn commands(page: &str) -> Vec<(String, Vec<String>)> {
    let mut commands: Vec<(String, Vec<String>)> = Vec::new();
    for block in page.split("```console\n").skip(1) {
        for line in block.split("```").next().unwrap_or_default().lines() {
            match (line.strip_prefix("$ "), commands.last_mut()) {
                (Some(command), _) => commands.push((command.to_owned(), Vec::new())),
                (None, Some((_, shown))) => shown.push(line.to_owned()),
                (None, None) => panic!("{line}: no command before it"),
            }
        }
    }
    commands
}

/// Whether a line is what is shown, `…` standing for anything.
fn fits(shown: &str, line: &str) -> bool {
    let mut parts = shown.split('…');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = line.strip_prefix(first) else { return false };
    let mut open = false;
    for part in parts {
        open = true;
        if part.is_empty() {
            continue;
        }
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
        open = false;
    }
    rest.is_empty() || open || shown.ends_with('…')
}

#[test]
fn the_tour_runs_as_it_is_written() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("README.md")).unwrap();
    let clone = tempfile::tempdir().unwrap();
    run(&page, clone.path());
}

#[test]
fn the_operators_page_runs_as_it_is_written() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("src/ledger/OPERATING.md")).unwrap();
    let clone = tempfile::tempdir().unwrap();
    let mut page = page;
    for elsewhere in ["safe", "elsewhere"] {
        let folder = clone.path().join(elsewhere);
        std::fs::create_dir(&folder).unwrap();
        page = page.replace(&format!("/{elsewhere}/"), &format!("{}/", folder.display()));
    }
    run(&page, clone.path());
}

/// Runs a page's commands in a folder with the sample agreements.
fn run(page: &str, folder: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let commands = commands(page);
    assert!(commands.len() > 8, "a tour of {} commands", commands.len());
    let copied = Command::new("cp").arg("-r").arg(root.join("agreements")).arg(folder).status().unwrap();
    assert!(copied.success());
    let script: String =
        commands.iter().map(|(command, _)| format!("printf '\\001'\n{command}\nprintf '\\002%s\\n' $?\n")).collect();
    let bin = Path::new(env!("CARGO_BIN_EXE_engross")).parent().unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    let mut bash = Command::new("bash");
    bash.arg("-c").arg(format!("exec 2>&1\n{script}")).current_dir(folder).env("PATH", path);
    let output = bash.env_remove("ENGROSS_LEDGER").output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let said: Vec<&str> = said.split('\u{1}').skip(1).collect();
    assert_eq!(said.len(), commands.len());
    for ((command, shown), said) in commands.iter().zip(said) {
        let (said, status) = said.rsplit_once('\u{2}').unwrap();
        let want = if command.contains("# exit 1") { "1" } else { "0" };
        assert_eq!(status.trim(), want, "$ {command}\n{said}");
        let mut lines = said.lines();
        for shown in shown.iter().filter(|line| !line.trim().is_empty() && *line != "…") {
            assert!(lines.any(|line| fits(shown, line.trim_end())), "$ {command}\nexpected `{shown}` in\n{said}");
        }
    }
}
