//! Sentences that other programs and people's habits rest on, each as a trial from outside.

use crate::sandbox::Sandbox;

const DRAFT: &str = "agreements/sample-terms/2026-01.yaml";
const NEXT: &str = "agreements/sample-terms/2026-06.yaml";

fn longer(text: String) -> String {
    text.replace("30 days", "14 days")
}

/// A text is known by its keys, in whatever order and behind whatever an editor puts there, and is read as one everywhere.
#[test]
fn a_text_is_known_by_its_content() {
    let sandbox = Sandbox::with_sample();
    let digest = sandbox.done(&["digest", DRAFT]);
    let plain = sandbox.read(DRAFT);
    let moved = format!("{}format: engross/1\n", plain.replace("format: engross/1\n", ""));
    for (name, content) in [
        ("plain.yaml", plain.clone()),
        ("bom.yaml", format!("\u{feff}{plain}")),
        ("crlf.yaml", plain.replace('\n', "\r\n")),
        ("last.yaml", moved),
        ("quoted", format!("# mine\n%YAML 1.2\n---\n{}", plain.replace("format:", "'format':"))),
    ] {
        sandbox.write(name, content);
        assert_eq!(sandbox.done(&["digest", name]), digest, "{name}");
        assert_eq!(sandbox.done(&["parse", "--format", "yaml", name]), plain, "{name}");
        let version = name.split('.').next().unwrap();
        sandbox.done(&["import", name, "--as", "copied", "--version", version]);
        assert_eq!(sandbox.read(&format!("agreements/copied/{version}.yaml")), plain);
    }
    sandbox.write("typo.yaml", plain.replace("format: engross/1\ntitle:", "titel: T\nformat: engross/1\ntitle:"));
    sandbox.refused(&["show", "typo.yaml"], &["typo.yaml:1:1", "unknown field `titel`"]);
    // prose that shows such a file is prose
    sandbox.write("prose.md", format!("---\ntitle: On files\n---\n\nA file:\n\n```yaml\n{plain}```\n"));
    assert!(sandbox.done(&["show", "prose.md"]).starts_with("On files\n"));
}

/// A time without an offset is read in the workspace's time zone; outside one in +08:00 for Chinese texts, else in UTC.
#[test]
fn a_printed_time_is_that_of_the_workspace() {
    let sandbox = Sandbox::new();
    sandbox.write("en.md", "# Terms\n\nLast updated: 2024-07-01 09:30\n\n1. The customer pays the fee.\n");
    sandbox.write("zh.md", "# 条款\n\n更新时间：2024-01-02 09:30:00\n\n第一条 客户支付费用。\n");
    let updated = |name: &str| {
        let said: serde_json::Value =
            serde_json::from_str(&sandbox.done(&["parse", "--format", "json", name])).unwrap();
        said["documents"][0]["updated"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        (updated("en.md"), updated("zh.md")),
        ("2024-07-01T09:30:00Z".into(), "2024-01-02T09:30:00+08:00".into())
    );
    sandbox.done(&["init"]);
    sandbox.change("agreements/engross.yaml", "agreements/engross.yaml", |t| t.replace("UTC", "Europe/Paris"));
    assert_eq!(updated("en.md"), "2024-07-01T09:30:00+02:00");
    assert_eq!(updated("zh.md"), "2024-01-02T09:30:00+01:00");
    sandbox
        .write("own.md", "---\nupdated: 2024-07-01T09:30:00+09:00\n---\n\n# Terms\n\n1. The customer pays the fee.\n");
    assert_eq!(updated("own.md"), "2024-07-01T09:30:00+09:00");
}

/// A clause at the end of an address is that clause: the one with the number now, else the one with the id.
#[test]
fn an_address_names_one_clause() {
    let sandbox = Sandbox::with_sample();
    sandbox.change(DRAFT, NEXT, |text| {
        let text = text.replace("'2.", "'3.").replace("number: '3.'\n  heading: Ending", "number: '4.'\n  heading: Ending");
        text.replace("- number: '3.'\n  heading: Fees", "- number: '2.'\n  heading: Support\n  body: Help comes by mail on working days.\n- number: '3.'\n  heading: Fees")
    });
    sandbox.done(&["publish", "sample-terms", "2026-06", "--published", "2026-06-01"]);
    assert!(sandbox.done(&["show", "sample-terms@2026-06#2"]).contains("2. Support"));
    assert_eq!(sandbox.done(&["digest", "sample-terms@2026-06#2"]).lines().count(), 1);
    let blame = sandbox.done(&["blame", "sample-terms@2026-06#3"]);
    assert_eq!(
        blame,
        "2026-01  3. Fees\n2026-01    3.1 Invoices are due within 30 days.\n2026-01    3.2 If you pay late, we may charge interest \n"
    );
    sandbox.refused(&["blame", "sample-terms#7"], &["no clause `7`", "engross show"]);
}

/// A clause that one side of a redline names is compared with what it was, or has become, on the other.
#[test]
fn a_redline_of_one_clause() {
    let sandbox = Sandbox::with_sample();
    sandbox.change(DRAFT, "new.yaml", |text| {
        let text = longer(text).replace("    - number: (b)\n      body: it is under attack.\n", "");
        text.replace("Either side", "Each side").replace("number: '2.1'", "number: '2.5'")
    });
    let paths = |old: &str, new: &str| -> Vec<String> {
        let said = sandbox.done(&["diff", "--format", "json", old, new]);
        let said: serde_json::Value = serde_json::from_str(&said).unwrap();
        let path = |change: &serde_json::Value, side: &str| change[side]["path"].as_str().unwrap_or("-").to_owned();
        let changes = said["changes"].as_array().unwrap().iter();
        changes.map(|c| format!("{} {}", path(c, "old"), path(c, "new"))).collect()
    };
    assert_eq!(paths("sample-terms", "new.yaml"), ["1.2/b -", "2.1 2.5", "3 3"]);
    assert_eq!(paths("sample-terms", "new.yaml#1"), ["1.2/b -"]);
    assert_eq!(paths("sample-terms#1.2", "new.yaml"), ["1.2/b -"]);
    assert_eq!(paths("sample-terms", "new.yaml#2.5"), ["2.1 2.5"]);
    assert_eq!(paths("sample-terms#2", "new.yaml"), ["2.1 2.5"]);
    assert_eq!(paths("sample-terms#1.1", "new.yaml"), [""; 0]);
    sandbox.refused(&["diff", "sample-terms", "new.yaml#9"], &["no clause `9`"]);
}

/// What is refused at publication is named with file and line.
#[test]
fn what_is_not_published_is_shown_where_it_stands() {
    let try_it = |change: &dyn Fn(String) -> String, parts: &[&str]| {
        let sandbox = Sandbox::with_sample();
        sandbox.change(DRAFT, NEXT, change);
        sandbox.refused(&["publish", "sample-terms", "2026-06"], parts);
    };
    let line =
        |part: &str| 1 + longer(Sandbox::with_sample().read(DRAFT)).lines().position(|l| l.contains(part)).unwrap();
    try_it(&|t| t.replace("30 days", "<b>14</b> days"), &[&format!("2026-06.yaml:{}: in clause 2.1", line("'2.1'"))]);
    try_it(
        &|t| longer(t).replace("60 days'", "60\u{202e} days'"),
        &[&format!("2026-06.yaml:{}: in clause 3:", line("'3.'"))],
    );
    try_it(&|t| longer(t).replace("language: en", "language: zh-CN"), &["2026-06.yaml", "`language: zh-CN`", "`en`"]);
    try_it(&|t| t[..t.find("body:").unwrap()].to_owned(), &["2026-06.yaml:1:", "nothing but a title"]);
    try_it(&|t| longer(t).replace("body:\n- These", "updated: soon\nbody:\n- These"), &["`updated: soon` is no time"]);
}

/// A published version is never rewritten, so a name that the site or another file system could not bear is refused.
#[test]
fn a_version_has_a_name_of_its_own() {
    let sandbox = Sandbox::with_sample();
    for name in ["index.html", "versions.json", "Feed.XML", "History", "EN", "zh-cn"] {
        sandbox.change(DRAFT, &format!("agreements/sample-terms/{name}.yaml"), longer);
        sandbox.refused(&["publish", "sample-terms", name], &[&format!("`{name}`"), "page or a file of the site"]);
    }
    sandbox.change(DRAFT, "agreements/sample-terms/v2.yaml", longer);
    sandbox.done(&["publish", "sample-terms", "v2"]);
    sandbox.change(DRAFT, "agreements/sample-terms/V2.yaml", |text| text.replace("30 days", "21 days"));
    sandbox.refused(&["publish", "sample-terms", "V2"], &["`sample-terms@v2` is published already"]);
}

/// No agreement is passed over in silence, and what one names is there.
#[test]
fn every_agreement_is_seen() {
    let sandbox = Sandbox::with_sample();
    let agreement = "agreements/sample-terms/agreement.yaml";
    let kept = sandbox.read(agreement);
    sandbox.write(
        agreement,
        kept.replace("general", "genral").replace("prevailing: en", "prevailing: fr")
            + "prerequisites: [other-terms]\n",
    );
    let said = sandbox.run(&["verify"]);
    assert_eq!(said.status, 1, "{}", said.out);
    assert!(said.out.contains("category `genral`: expected one of `general`"), "{}", said.out);
    assert!(said.out.contains("agreement `other-terms`: expected one of `sample-terms`"), "{}", said.out);
    assert!(said.out.contains("language `fr`: expected one of `en`, `zh-CN`"), "{}", said.out);
    std::fs::remove_file(sandbox.path().join(agreement)).unwrap();
    for command in [&["verify"][..], &["build"], &["fmt"], &["status", "--party", "p"]] {
        sandbox.refused(command, &["agreements/sample-terms", "no `agreement.yaml`"]);
    }
    sandbox.write("agreements/sample-terms/agreement.yaml", kept);
    std::fs::rename(sandbox.path().join("agreements/sample-terms"), sandbox.path().join("agreements/Terms")).unwrap();
    sandbox.refused(&["verify"], &["agreements/Terms", "`Terms` is no slug"]);
    let publisher = "agreements/engross.yaml";
    let kept = sandbox.read(publisher);
    for (right, wrong, said) in [
        ("- zh-CN\n", "- en\n", "languages: `en` stands twice"),
        ("- zh-CN\n", "- zh_CN\n", "languages: `zh_CN` is no language tag"),
        ("- en\n- zh-CN\n", " []\n", "languages: expected those of the texts"),
        ("https://www.", "www.", "base-url: `www.example.com/legal` is no base URL"),
    ] {
        sandbox.write(publisher, kept.replace(right, wrong));
        sandbox.refused(&["verify"], &[publisher, said]);
    }
}

/// No page shows a digest beside something else than what it names.
#[test]
fn what_was_changed_after_it_was_published_is_not_shown() {
    let sandbox = Sandbox::with_sample();
    let versions = "agreements/sample-terms/versions.yaml";
    sandbox.done(&["build"]);
    sandbox.change(versions, versions, |text| text.replace("level: material", "level: minor"));
    for command in [&["build"][..], &["build", "--check"], &["build", "--out", "other"]] {
        sandbox.refused(command, &["`sample-terms@2026-01`: the record in `versions.yaml`", "engross verify"]);
    }
}

/// The ledger and its key are never inside the site, and a site is not among its sources.
#[test]
fn a_site_has_a_folder_of_its_own() {
    let sandbox = Sandbox::with_sample();
    let before = sandbox.files();
    let root = sandbox.path().to_str().unwrap();
    for out in [".", root, "agreements", "agreements/sample-terms", "templates/x"] {
        sandbox.refused(&["build", "--out", out], &[out, "`--out` a folder of its own"]);
    }
    assert!(sandbox.files() == before);
    // into the folder of another site builder, beside what it has there
    sandbox.done(&["build", "--layout", "fragments", "--out", "."]);
}

/// The entries `publish` list the versions that acceptances may name: none that is still to come, whatever time is given.
#[test]
fn what_is_not_published_yet_is_not_accepted() {
    let sandbox = Sandbox::with_sample();
    sandbox.change(DRAFT, NEXT, longer);
    sandbox.done(&["publish", "sample-terms", "2026-06", "--published", "2999-01-01"]);
    let accept = ["accept", "sample-terms@2026-06", "--party", "p", "--method", "click", "--at", "2999-06-01"];
    sandbox.refused(&accept, &["version `2026-06` of `sample-terms` is published on 2999-01-01"]);
    let notify = ["notify", "sample-terms@2026-06", "--all", "--channel", "page", "--sent", "2999-06-01"];
    sandbox.refused(&notify, &["is published on 2999-01-01"]);
    assert!(!sandbox.path().join("acceptances.db").exists());
}

/// A table as a spreadsheet saves it.
#[test]
fn a_byte_order_mark_is_no_part_of_a_table() {
    let sandbox = Sandbox::with_sample();
    sandbox.write("a.csv", "\u{feff}party,agreement,method,at\r\np,sample-terms,click,2026-02-01\r\n");
    sandbox.write(
        "a.jsonl",
        "\u{feff}{\"party\":\"q\",\"agreement\":\"sample-terms\",\"method\":\"click\",\"at\":\"2026-02-01\"}\r\n",
    );
    for name in ["a.csv", "a.jsonl"] {
        assert!(sandbox.done(&["ledger", "import", name]).starts_with("1 recorded"));
    }
}

/// A proof travels through a pipe.
#[test]
fn a_receipt_is_verified_from_standard_input() {
    let sandbox = Sandbox::with_sample();
    sandbox.done(&["accept", "sample-terms", "--party", "p", "--method", "click"]);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_engross"));
    command.args(["receipt", "verify", "-", "--key", "acceptances.pub"]).current_dir(sandbox.path());
    sandbox.done(&["receipt", "2", "--out", "receipt"]);
    let output = command.stdin(std::fs::File::open(sandbox.path().join("receipt")).unwrap()).output().unwrap();
    assert!(output.status.success() && output.stdout.starts_with(b"proved: entry 2 (accept)"), "{output:?}");
}

/// What a killed command left is no obstacle for the next.
#[test]
fn what_was_cut_off_is_done_again() {
    let sandbox = Sandbox::with_sample();
    // the making of a ledger, before it had tables
    sandbox.write("acceptances.db", "");
    assert!(sandbox.run(&["status", "--party", "p"]).status == 1);
    sandbox.done(&["accept", "sample-terms", "--party", "p", "--method", "click"]);
    assert!(sandbox.done(&["ledger", "verify"]).contains("3 entries: all is well"));
    // two builds: one that was killed, and one that is at work
    for site in ["site", "."] {
        sandbox.done(&["build"]);
        let folder = |name: &str| format!("{site}/.engross-{name}");
        let (dead, alive, own) = (folder("build-dead0001"), folder("build-alive001"), folder("notes"));
        for folder in [&dead, &alive, &own] {
            sandbox.write(&format!("{folder}/index.html"), "half");
        }
        let held = std::fs::File::open(sandbox.path().join(&alive)).unwrap();
        held.lock().unwrap();
        if site == "." {
            std::fs::remove_dir_all(sandbox.path().join("site")).unwrap();
        }
        sandbox.done(&["build"]);
        assert!(!sandbox.path().join(&dead).exists() && sandbox.path().join(&alive).exists());
        assert!(sandbox.path().join(&own).exists(), "a folder of somebody else's");
    }
}

/// A failure of standard output says so, and whether the act was recorded.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_standard_output_is_told() {
    let sandbox = Sandbox::with_sample();
    let accept = ["accept", "sample-terms", "--party", "p", "--method", "click"];
    for (args, parts) in [(&["log", "sample-terms"][..], &[""][..]), (&accept, &["entry 2 is written all the same"])] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_engross"));
        let full = std::fs::File::create("/dev/full").unwrap();
        command.args(args).current_dir(sandbox.path()).env_remove("ENGROSS_LEDGER").stdout(full);
        let output = command.output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{err}");
        assert!(err.contains("error: standard output: ") && parts.iter().all(|part| err.contains(part)), "{err}");
    }
}
