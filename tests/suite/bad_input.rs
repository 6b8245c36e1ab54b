//! Bad input is part of the input: a clear error with its place, exit status 2, nothing written.

use crate::sandbox::Sandbox;

/// Each way to read a file refuses it and names what is wrong.
fn refused(name: &str, content: impl AsRef<[u8]>, parts: &[&str]) {
    let sandbox = Sandbox::with_sample();
    sandbox.write(name, content);
    let before = sandbox.files();
    for command in [&["parse", name][..], &["show", name], &["digest", name], &["import", name, "--version", "x"]] {
        sandbox.refused(command, &[&[name], parts].concat());
    }
    assert!(sandbox.files() == before, "nothing is written");
}

#[test]
fn what_is_no_text() {
    refused("empty.txt", "", &["empty"]);
    refused("blank.md", " \n\n\t\n", &["empty"]);
    refused("binary.txt", [0u8, 1, 2, 3, 255, 254, 0, 7].repeat(100), &["binary"]);
    refused("latin.txt", b"1.1 Geb\xfchren sind f\xe4llig.\n", &["UTF-8", "offset 7", "--encoding"]);
    let sandbox = Sandbox::with_sample();
    for command in [&["parse", "gone.md"][..], &["show", "gone.md"], &["import", "gone.md"], &["fmt", "gone.yaml"]] {
        sandbox.refused(command, &["gone."]);
    }
    sandbox.refused(&["parse", "agreements"], &["agreements", "directory"]);
}

#[test]
fn what_is_too_much() {
    let sandbox = Sandbox::with_sample();
    let file = std::fs::File::create(sandbox.path().join("huge.txt")).unwrap();
    file.set_len(5 << 30).unwrap();
    for command in [&["parse", "huge.txt"][..], &["show", "huge.txt"], &["import", "huge.txt"], &["fmt", "huge.txt"]] {
        sandbox.refused(command, &["huge.txt", "5368709120 bytes"]);
    }
    refused("nested.md", ">".repeat(100_000) + " x\n", &["nest"]);
    refused("nested.html", "<blockquote>".repeat(100_000) + "x", &["nest"]);
}

#[test]
fn yaml_that_is_no_text() {
    let head = "format: engross/1\ntitle: T\nlanguage: en\n";
    let check = |content: String, place: &str, part: &str| {
        let sandbox = Sandbox::with_sample();
        sandbox.write("bad.yaml", content);
        for command in ["show", "digest", "fmt"] {
            sandbox.refused(&[command, "bad.yaml"], &[place, part]);
        }
    };
    check(format!("{head}colour: red\n"), "bad.yaml:4:1", "unknown field `colour`");
    check(format!("{head}title: U\n"), "bad.yaml:4:1", "duplicate field `title`");
    check("format: engross/1\ntitle: T\nlanguage: [en]\n".into(), "bad.yaml:3:", "expected a string");
    check(format!("{head}body:\n- number: '1'\n  nmuber: x\n"), "bad.yaml:6:3", "nmuber");
    check(format!("{head}body:\n- number: 1\n  body: [x]\n  number: 2\n"), "bad.yaml:7:3", "duplicate");
    check(format!("{head}body: [x\n"), "bad.yaml:", "did not find expected");
    let clause = format!("{head}body:\n- number: '1.'\n");
    check(format!("{clause}\theading: Fees\n"), "bad.yaml:6:1", "a tab is no indentation");
    check(format!("{clause}  heading: @Fees\n"), "bad.yaml:6:12", "a text cannot begin with `@`");
    check(format!("{clause}  heading: Fees: all\n"), "bad.yaml:6:16", "put the text into quotes");
    check(format!("{clause}  heading：费用\n"), "bad.yaml:6:3", "an ASCII colon");
    check(format!("{clause}  heading: 'Fee's'\n"), "bad.yaml:6:17", "`'` is written twice");
    check(format!("{clause}   heading: Fees\n"), "bad.yaml:6:4", "check its indentation");
    check(format!("{clause}  heading: \"Fees\n  body: x\n"), "bad.yaml:6:12", "a quotation begins here");
    check(format!("{clause}  body: - x\n"), "bad.yaml:6:9", "on a line of its own");
    check(format!("{head}body: 7\n"), "bad.yaml:4:7", "needs quotes");
    let bomb: String = (1..10).map(|n| format!("- &a{n} [{}]\n", format!("*a{}, ", n - 1).repeat(9))).collect();
    check(format!("{head}body:\n- &a0 x\n{bomb}"), "bad.yaml:5:3", "an anchor is not allowed");
    let deep = (0..1000).fold(String::from("x"), |body, _| format!("[{{number: '1', body: {body}}}]"));
    check(format!("{head}body: {deep}\n"), "bad.yaml", "");
}
