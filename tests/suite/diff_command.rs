//! `engross diff` as its reader uses it: two files in no workspace, exit status, bad input, the pager.

use std::process::Command;

use crate::sandbox::Sandbox;

const OLD: &str = "# Hire of a van\n\n1. The hirer pays within 30 days.\n\n2. The van stays in the country.\n";
const NEW: &str = "# Hire of a van\n\n1. The hirer pays within 15 days.\n\n2. The **van** stays in the country.\n";

fn files() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("old.md", OLD);
    sandbox.write("new.md", NEW);
    sandbox.write("bold.md", OLD.replace("van stays", "**van** stays"));
    sandbox
}

#[test]
fn two_files_in_no_workspace() {
    let sandbox = files();
    let said = sandbox.done(&["diff", "old.md", "new.md"]);
    assert!(said.contains("[-30 days-]{+15 days+}") && said.contains("markup only"), "{said}");
    let json = sandbox.done(&["diff", "old.md", "new.md", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["old"]["address"], "old.md");
    assert_eq!(value["changes"].as_array().unwrap().len(), 2);
}

/// A text in two languages stands beside its revision in one of them, or in both.
#[test]
fn files_in_two_languages_are_compared_in_the_first_that_both_have() {
    let sandbox = Sandbox::new();
    let hire = |days: &str, day: &str| {
        format!(
            "车辆租用规则\nHire of a van\n\n1. 租用人在{day}日内付款。\n\n1. The hirer pays within {days} days.\n\n\
             2. 车辆不得驶出国境。\n\n2. The van stays in the country.\n\n3. 油费由租用人负担。\n\n3. The hirer pays the fuel.\n"
        )
    };
    sandbox.write("old.txt", hire("30", "三十"));
    sandbox.write("new.txt", hire("15", "十五"));
    sandbox.write("en.md", NEW);
    let both = sandbox.run(&["diff", "old.txt", "new.txt"]);
    assert!(both.out.contains("三十日") && !both.out.contains("days"), "{}", both.out);
    assert!(both.err.contains("compared in `zh-CN`"), "{}", both.err);
    let one = sandbox.run(&["diff", "old.txt", "en.md"]);
    assert!(one.out.contains("[-30 days-]{+15 days+}"), "{}", one.out);
    let shown = sandbox.run(&["show", "old.txt#2"]);
    assert!(shown.out.contains("车辆不得驶出国境"), "{}", shown.out);
    assert!(shown.err.contains("in `zh-CN` and in `en`"), "{}", shown.err);
}

#[test]
fn the_exit_status_tells_a_difference() {
    let sandbox = files();
    let status = |args: &[&str]| sandbox.run(&[&["diff"], args].concat()).status;
    assert_eq!(status(&["old.md", "new.md"]), 0);
    assert_eq!(status(&["old.md", "new.md", "--exit-code"]), 1);
    assert_eq!(status(&["old.md", "old.md", "--exit-code"]), 0);
    assert_eq!(status(&["old.md", "bold.md", "--exit-code"]), 1);
    // markup is no substance
    assert_eq!(status(&["old.md", "bold.md", "--exit-code", "--only", "substance"]), 0);
    assert_eq!(status(&["old.md", "new.md", "--exit-code", "--only", "substance"]), 1);
    let only = sandbox.done(&["diff", "old.md", "new.md", "--only", "substance"]);
    assert!(only.contains("15 days") && !only.contains("markup"), "{only}");
}

/// The words of clause 3 are the same, and name another clause than before.
#[test]
fn a_reference_that_did_not_follow_is_told_in_every_form() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "old.md",
        "# Mill\n\n1. The wheel turns by day.\n\n2. The pond is kept full.\n\n3. Under clause 2 reeds are cut.\n",
    );
    sandbox.write(
        "new.md",
        "# Mill\n\n1. The pond is kept full.\n\n2. The wheel turns by day.\n\n3. Under clause 2 reeds are cut.\n",
    );
    let told = |args: &[&str]| sandbox.done(&[&["diff", "old.md", "new.md"], args].concat());
    for form in ["human", "html", "markdown", "summary"] {
        let said = told(&["--format", form]);
        assert!(said.contains("“clause 2” in 3. did not follow: it named 2., which is now 1."), "{form}: {said}");
    }
    let value: serde_json::Value = serde_json::from_str(&told(&["--format", "json"])).unwrap();
    let stale = &value["stale"][0];
    let paths = ["at", "named", "now", "names"].map(|side| stale[side]["path"].as_str().unwrap());
    assert_eq!((stale["text"].as_str(), paths), (Some("clause 2"), ["3", "2", "1", "2"]));
    assert_eq!(sandbox.run(&["diff", "old.md", "new.md", "--only", "substance", "--exit-code"]).status, 1);
    assert!(!sandbox.done(&["diff", "old.md", "new.md#1"]).contains("did not follow"));
    let same: serde_json::Value =
        serde_json::from_str(&sandbox.done(&["diff", "old.md", "old.md", "--format", "json"])).unwrap();
    assert!(same.get("stale").is_none());
    // numbers that Markdown counts when it is shown
    sandbox.change("old.md", "lazy.md", |text| text.replace("2. ", "1. ").replace("3. ", "1. "));
    assert!(!sandbox.done(&["diff", "old.md", "lazy.md"]).contains("did not follow"));
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let sandbox = files();
    sandbox.write("binary.md", [0u8, 1, 2, 255].repeat(50));
    sandbox.refused(&["diff", "old.md", "gone.md"], &["gone.md"]);
    sandbox.refused(&["diff", "binary.md", "new.md"], &["binary.md"]);
    sandbox.refused(&["diff", "old.md#9", "new.md"], &["9"]);
    sandbox.refused(&["diff", "old.md", "some-slug@2020"], &["workspace", "engross init"]);
    sandbox.refused(&["diff", "old.md", "some-slug"], &["workspace", "file `some-slug`"]);
    sandbox.refused(&["diff", "-", "-"], &["standard input is read once"]);
    assert_eq!(sandbox.run(&["diff", "old.md"]).status, 2);
    sandbox.write("zh.md", "# 货车租赁\n\n1. 承租人应当在三十日内付款。\n\n2. 货车不得驶出本国。\n");
    let said = sandbox.run(&["diff", "old.md", "zh.md"]);
    assert!(said.status == 0 && said.err.contains("different languages"), "{}", said.err);
}

/// On a terminal (one that `script` plays) and only there, the pager gets the redline.
#[test]
#[cfg(target_os = "linux")]
fn a_terminal_gets_the_pager() {
    let sandbox = files();
    if Command::new("script").arg("--version").output().is_err() {
        println!("skipped: a_terminal_gets_the_pager needs `script` (util-linux)");
        return;
    }
    let engross = env!("CARGO_BIN_EXE_engross");
    let played = |pager: &str, args: &str| {
        let mut command = Command::new("script");
        command.args(["-qec", &format!("{engross} diff old.md {args}"), "/dev/null"]).current_dir(sandbox.path());
        command.env("PAGER", "sed s/^/none:/").env("ENGROSS_PAGER", pager).env("TERM", "xterm").env_remove("NO_COLOR");
        let said = command.output().unwrap();
        (said.status.code(), String::from_utf8_lossy(&said.stdout).into_owned())
    };
    let (status, said) = played("sed s/^/paged:/", "new.md --exit-code");
    assert!(status == Some(1) && said.contains("paged:") && said.contains("\u{1b}["), "{said}");
    let (_, said) = played("sed s/^/paged:/", "new.md --color never");
    assert!(said.contains("paged:") && !said.contains("\u{1b}["), "{said}");
    for off in ["", "cat", "no-such-pager-anywhere"] {
        let (status, said) = played(off, "new.md");
        assert!(status == Some(0) && said.contains("15 days") && !said.contains("paged:"), "{off}: {said}");
        assert!(!said.contains("none:"), "{off}: ENGROSS_PAGER comes before PAGER: {said}");
    }
    let piped = sandbox.done(&["diff", "old.md", "new.md"]);
    assert!(piped.starts_with("--- old.md"), "{piped}");
}
