//! A workspace as an editor uses it: what is published stays, what must not be published is refused with its place.

use crate::sandbox::Sandbox;

const DRAFT: &str = "agreements/sample-terms/2026-01.yaml";
const NEXT: &str = "agreements/sample-terms/2026-06.yaml";
const NOW: [&str; 2] = ["--published", "2026-06-01T00:00:00Z"];

fn publish<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["publish", "sample-terms", "2026-06"], &NOW[..], more].concat()
}

/// Publishes a changed draft and expects a refusal that leaves everything as it was.
fn refused(change: impl Fn(String) -> String, more: &[&str], parts: &[&str]) {
    let sandbox = Sandbox::with_sample();
    sandbox.change(DRAFT, NEXT, change);
    let before = sandbox.files();
    sandbox.refused(&publish(more), parts);
    assert!(sandbox.files() == before, "a refusal writes nothing");
}

fn longer(text: String) -> String {
    text.replace("30 days", "14 days")
}

#[test]
fn what_must_not_be_published_is_refused_with_its_place() {
    refused(|t| longer(t) + "# a comment\n", &[], &["2026-06.yaml:30: not canonical", "engross fmt"]);
    refused(|t| t.replace("30 days", "<b>14</b> days"), &[], &["clause 2.1", "raw HTML `<b>`"]);
    refused(|t| t.replace("30 days", "14\u{202e} days"), &[], &["clause 2.1", "U+202E"]);
    refused(|t| t.replace("30 days", "14 jours apre\u{300}s"), &[], &["clause 2.1", "normal form C"]);
    refused(|t| t, &[], &["same texts", "2026-01"]);
    refused(longer, &["--effective", "2026-05-31"], &["before published"]);
    refused(longer, &["--effective", "2026-06-20"], &["30 days", "from 2026-07-01T00:00:00+00:00"]);
    refused(|t| longer(t).replace("title", "titel"), &[], &["2026-06.yaml:2:1", "titel"]);
}

#[test]
fn a_published_version_is_never_changed() {
    let sandbox = Sandbox::with_sample();
    sandbox.refused(&["publish", "sample-terms", "2026-01"], &["published already"]);
    sandbox.refused(&["publish", "sample-terms", "2027-01"], &["no version `2027-01`", "`2026-01`"]);
    sandbox.refused(&["publish", "no-terms", "2026-01"], &["no agreement `no-terms`", "`sample-terms`"]);
}

#[test]
fn the_level_is_proposed_and_the_notice_period_is_kept() {
    let sandbox = Sandbox::with_sample();
    sandbox.change(DRAFT, NEXT, longer);
    let dry = sandbox.done(&publish(&["--dry-run"]));
    assert!(dry.contains("would be published") && dry.contains("effective  2026-07-01T00:00:00+00:00"), "{dry}");
    assert!(!sandbox.done(&["log", "sample-terms"]).contains("2026-06  January 2026  material"));
    let said = sandbox.done(&publish(&["--format", "json"]));
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(said["record"]["level"], "material");
    assert_eq!(said["record"]["effective"], "2026-07-01T00:00:00+00:00");
    assert_eq!(sandbox.run(&["verify"]).status, 0);
}

#[test]
fn verify_names_what_was_changed() {
    let check = |change: &dyn Fn(&Sandbox), parts: &[&str]| {
        let sandbox = Sandbox::with_sample();
        sandbox.change(DRAFT, NEXT, longer);
        sandbox.done(&publish(&[]));
        assert!(sandbox.done(&["verify"]).contains("2 versions: all is well"));
        change(&sandbox);
        let said = sandbox.run(&["verify"]);
        assert_eq!(said.status, 1, "{}{}", said.out, said.err);
        for part in parts {
            assert!(said.out.contains(part), "expected `{part}` in\n{}", said.out);
        }
    };
    let versions = "agreements/sample-terms/versions.yaml";
    check(
        &|s| s.change(DRAFT, DRAFT, |t| t.replace("30 days", "31 days")),
        &["@2026-01", "changed after it was published"],
    );
    check(&|s| s.change(versions, versions, |t| t.replace("2026-01-01", "2025-01-01")), &["@2026-01", "was changed"]);
    check(&|s| std::fs::remove_file(s.path().join(DRAFT)).unwrap(), &["@2026-01", "cannot open"]);
    check(&|s| s.change(DRAFT, DRAFT, |t| t.replace("format: engross/1", "format: engross/2")), &["unknown format"]);
    // the first version dropped from the chain
    let drop = |text: String| {
        let (head, _) = text.split_once("- version: 2026-01").unwrap();
        let (_, tail) = text.split_once("- version: 2026-06").unwrap();
        format!("{head}- version: 2026-06{tail}")
    };
    check(&|s| s.change(versions, versions, drop), &["the chain is broken"]);
}

#[test]
fn a_crash_between_the_texts_and_the_record_leaves_a_draft() {
    let sandbox = Sandbox::with_sample();
    sandbox.change(DRAFT, NEXT, longer);
    let old = sandbox.read("agreements/sample-terms/versions.yaml");
    sandbox.done(&publish(&[]));
    // what a crash before the last rename leaves: the texts as published, the old list of versions
    sandbox.write("agreements/sample-terms/versions.yaml", old);
    assert_eq!(sandbox.run(&["verify"]).status, 0);
    sandbox.done(&publish(&[]));
    assert_eq!(sandbox.run(&["verify"]).status, 0);
}

#[test]
fn addresses_name_versions_digests_and_clauses() {
    let sandbox = Sandbox::with_sample();
    let digest = sandbox.done(&["digest", "sample-terms@2026-01"]);
    let address = format!("sample-terms@{}", &digest[.."sha256:".len() + 8]);
    assert_eq!(sandbox.done(&["digest", &address]), digest);
    assert_eq!(sandbox.done(&["digest", DRAFT]), digest);
    assert!(sandbox.done(&["show", "sample-terms#1.2/a"]).contains("a court or an authority"));
    sandbox.refused(&["show", "sample-terms#1.9"], &["no clause `1.9`"]);
    sandbox.refused(&["digest", "sample-terms@sha256:00000000"], &["no text", "engross log"]);
    sandbox.refused(&["-C", "/", "log", "sample-terms"], &["no workspace", "engross init"]);
}

#[test]
fn fmt_rewrites_drafts_only() {
    let sandbox = Sandbox::with_sample();
    sandbox.change(DRAFT, NEXT, |t| longer(t) + "# a comment\n");
    assert_eq!(sandbox.run(&["fmt", "--check"]).status, 1);
    assert!(sandbox.done(&["fmt"]).contains("2026-06.yaml"));
    assert_eq!(sandbox.run(&["fmt", "--check"]).status, 0);
    sandbox.done(&publish(&[]));
}
