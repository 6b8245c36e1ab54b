//! A folder of its own and the built command in it.

use std::path::Path;
use std::process::{Command, Output};

/// A temporary folder in which commands run.
pub(crate) struct Sandbox(tempfile::TempDir);

/// What a command said.
pub(crate) struct Said {
    /// Exit status.
    pub(crate) status: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Sandbox {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        Sandbox(tempfile::tempdir().unwrap())
    }

    /// A folder with the sample workspace of `engross init`, its sample published.
    pub(crate) fn with_sample() -> Self {
        let sandbox = Self::new();
        sandbox.done(&["init"]);
        let published = ["--published", "2026-01-01T00:00:00Z"];
        sandbox.done(&[&["publish", "sample-terms", "2026-01"], &published[..]].concat());
        sandbox
    }

    /// Its path.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// The content of a file.
    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).unwrap()
    }

    /// Writes a file; its folders are made.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    /// Copies a file within the folder, changing its text.
    pub(crate) fn change(&self, from: &str, to: &str, change: impl Fn(String) -> String) {
        self.write(to, change(self.read(from)));
    }

    /// Runs `engross` here.
    pub(crate) fn run(&self, args: &[&str]) -> Said {
        let mut command = Command::new(env!("CARGO_BIN_EXE_engross"));
        command.args(args).current_dir(self.path()).env_remove("ENGROSS_LEDGER");
        let Output { status, stdout, stderr } = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Said { status: status.code().unwrap_or(-1), out: text(stdout), err: text(stderr) }
    }

    /// Runs `engross` here and expects exit status 0; returns standard output.
    pub(crate) fn done(&self, args: &[&str]) -> String {
        let said = self.run(args);
        assert_eq!(said.status, 0, "{args:?}\n{}{}", said.out, said.err);
        said.out
    }

    /// Runs `engross` here, expects that it cannot be done, and that the message has every part.
    pub(crate) fn refused(&self, args: &[&str], parts: &[&str]) {
        let said = self.run(args);
        assert_eq!(said.status, 2, "{args:?}\n{}{}", said.out, said.err);
        for part in parts {
            assert!(said.err.contains(part), "{args:?}: expected `{part}` in\n{}", said.err);
        }
    }

    /// Every file below the folder with its bytes.
    pub(crate) fn files(&self) -> std::collections::BTreeMap<String, Vec<u8>> {
        fn walk(folder: &Path, root: &Path, out: &mut std::collections::BTreeMap<String, Vec<u8>>) {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, root, out);
                } else {
                    let name = path.strip_prefix(root).unwrap().display().to_string();
                    out.insert(name, std::fs::read(&path).unwrap());
                }
            }
        }
        let mut out = std::collections::BTreeMap::new();
        walk(self.path(), self.path(), &mut out);
        out
    }
}
