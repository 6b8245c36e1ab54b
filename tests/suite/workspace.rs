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
    sandbox.change(DRAFT, "agreements/sample-terms/history.yaml", longer);
    sandbox.refused(&["publish", "sample-terms", "history"], &["`history` is the name of a page or a file"]);
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
    let early = sandbox.run(&["publish", "sample-terms", "2026-06", "--dry-run", "--published", "2025-06-01"]);
    assert!(early.err.contains("2026-01, is published later: 2026-01-01T00:00:00Z"), "{}", early.err);
    let said = sandbox.done(&publish(&["--format", "json"]));
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(said["record"]["level"], "material");
    assert_eq!(said["record"]["effective"], "2026-07-01T00:00:00+00:00");
    assert_eq!(sandbox.run(&["verify"]).status, 0);
}

/// Clause 2.1 and clause 2.2 change places, and clause 3 still says 2.1.
#[test]
fn a_reference_that_did_not_follow_makes_a_version_material() {
    let sandbox = Sandbox::with_sample();
    let (due, late) =
        ("Invoices are due within 30 days.", "'**If you pay late, we may charge interest of 5 % a year.**'");
    sandbox.change(DRAFT, NEXT, |t| t.replace(due, "X").replace(late, due).replace('X', late));
    let said = sandbox.run(&publish(&["--dry-run"]));
    assert!(said.out.contains("material (1 cross-reference that did not follow a renumbering)"), "{}", said.out);
    assert!(said.err.contains("“Clause 2.1” in 3. Ending the contract did not follow"), "{}", said.err);
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
    let said = sandbox.run(&["fmt"]);
    assert!(said.out.contains("2026-06.yaml"), "{}", said.out);
    assert!(said.err.contains("2026-06.yaml:30: not kept: `# a comment`"), "{}", said.err);
    assert_eq!(sandbox.run(&["fmt", "--check"]).status, 0);
    sandbox.done(&publish(&[]));
}

/// A clause put in before all others: everything behind it is renumbered.
fn renumbered(text: String) -> String {
    let text =
        text.replace("'3.'", "'4.'").replace("'2.", "'3.").replace("'1.", "'2.").replace("Clause 2.1", "Clause 3.1");
    text.replace("- number: '2.'\n", "- number: '1.'\n  body: Words that nobody has read before.\n- number: '2.'\n")
}

#[test]
fn a_clause_is_found_under_its_old_number() {
    let sandbox = Sandbox::with_sample();
    sandbox.change(DRAFT, NEXT, |t| renumbered(longer(t)));
    let dry = sandbox.done(&publish(&["--dry-run"]));
    assert!(dry.contains("material"), "{dry}");
    sandbox.done(&publish(&[]));
    assert!(sandbox.read(NEXT).contains("number: '3.1'\n    id: '2.1'"), "{}", sandbox.read(NEXT));
    let found = sandbox.done(&["show", "sample-terms@2026-06#2.1", "--as-of", "2026-01"]);
    assert!(found.contains("3.1 Invoices are due within 14 days."), "{found}");
    let log = sandbox.done(&["log", "sample-terms#3.1"]);
    assert!(log.contains("2.1 Invoices are due within 30 days.") && log.contains("[-30 days-]{+14 days+}"), "{log}");
    let blame = sandbox.done(&["blame", "sample-terms@2026-06"]);
    assert!(blame.contains("2026-06    3.1") && blame.contains("2026-01    3.2"), "{blame}");
    assert_eq!(sandbox.run(&["verify"]).status, 0);
}

#[test]
fn a_translation_has_the_clauses_of_the_prevailing_text() {
    let sandbox = Sandbox::with_sample();
    sandbox.change(DRAFT, NEXT, longer);
    let chinese = |t: String| {
        t.replace("language: en", "language: zh-CN")
            .replace("heading: Fees", "heading: 费用")
            .replace("number: '2.'", "number: 二、")
    };
    let translation = "agreements/sample-terms/2026-06.zh-CN.yaml";
    sandbox.change(NEXT, translation, |t| chinese(t).replace("  - number: '2.2'\n    body:", "  -"));
    sandbox.refused(&publish(&[]), &["2026-06.zh-CN.yaml", "missing [\"2.2\"]", "excess []"]);
    sandbox.change(NEXT, translation, chinese);
    let said = sandbox.done(&publish(&[]));
    assert!(said.contains(" en\n") && said.contains(" zh-CN\n"), "{said}");
    assert_eq!(sandbox.run(&["verify"]).status, 0);
}

#[test]
fn importing_never_overwrites_words() {
    let sandbox = Sandbox::with_sample();
    let source = "# Sample Terms\n\nLast updated: 2026-06-01\n\n## 1. The service\n\n1.1 We keep the service running with great care.\n";
    sandbox.write("new.md", source);
    let said = sandbox.done(&["import", "new.md"]);
    assert!(said.contains("agreements/sample-terms/2026-06.yaml: Sample Terms (2 clauses)"), "{said}");
    assert!(said.contains("against 2026-01: 2 amended, 7 deleted"), "{said}");
    assert_eq!(sandbox.read("agreements/sample-terms/source/2026-06.md"), source);
    // the same words again change nothing; other words are refused
    sandbox.done(&["import", "new.md"]);
    sandbox.write("new.md", source.replace("great", "due"));
    sandbox.refused(&["import", "new.md"], &["2026-06.yaml", "a draft with other words", "--version"]);
    sandbox.refused(&["import", "new.md", "--version", "2026-01"], &["2026-01.yaml", "published already"]);
    sandbox.write("late.md", "# 示例条款\n\n1. 服务：我们以应有的注意提供服务。\n");
    let late = ["import", "late.md", "--as", "sample-terms", "--version", "2026-01"];
    sandbox.refused(&late, &["`sample-terms@2026-01` is published already", "`zh-CN`", "next version"]);
    sandbox.write("untimed.md", "# Sample Terms\n\n## 1. The service\n\n1.1 Words.\n");
    sandbox.refused(&["import", "untimed.md"], &["untimed.md", "no time", "--version"]);
    let made = sandbox.done(&["import", "untimed.md", "--as", "other-terms", "--version", "1"]);
    assert!(made.contains("agreements/other-terms/1.yaml"), "{made}");
    assert!(sandbox.read("agreements/other-terms/agreement.yaml").contains("prevailing: en"));
}

#[test]
fn what_an_import_guessed_is_ticked_off() {
    let sandbox = Sandbox::with_sample();
    let source = "# Boat Hire\n\nLast updated: 2026-06-01\n\n## 1. Boats\n\n2) Oars are included.\n5) Sails are not.\n";
    sandbox.write("boats.md", source);
    let review = "agreements/boat-hire/2026-06.review.md";
    let said = sandbox.done(&["import", "boats.md", "--review"]);
    assert!(said.contains(&format!("{review}: 1 of 1 to be ticked off")), "{said}");
    let list = sandbox.read(review);
    assert!(list.contains("- [ ] line 8: item `5)` follows 2: kept as written (list-number)\n"), "{list}");
    assert!(list.contains("  - source: 5) Sails are not.\n  - next: Markdown would print"), "{list}");
    // publishing says what is not ticked off; the checklist is no text and no page
    let publish = ["publish", "boat-hire", "2026-06", "--dry-run"];
    let open = sandbox.run(&publish);
    assert_eq!(open.status, 0, "{}", open.err);
    assert!(open.err.contains("2026-06.review.md: 1 of 1 not ticked off"), "{}", open.err);
    // ticks stay, and so does the draft as its editor left it
    sandbox.change(review, review, |t| t.replace("[ ]", "[x]"));
    let draft = "agreements/boat-hire/2026-06.yaml";
    sandbox.change(draft, draft, |t| format!("# checked\n{t}"));
    let before = sandbox.files();
    assert!(sandbox.done(&["import", "boats.md", "--review"]).contains("all of 1 ticked off"));
    assert!(sandbox.files() == before, "the same import writes the same files");
    assert!(!sandbox.run(&publish).err.contains("ticked off"));
    sandbox.done(&["fmt"]);
    sandbox.done(&publish[..3]);
    assert_eq!(sandbox.run(&["verify"]).status, 0);
}

#[test]
fn what_was_published_is_met_again_in_the_source_and_in_git() {
    let shown = |sandbox: &Sandbox, path: &str, redline: &str| {
        sandbox.change(path, path, |text| text.replace("30 days", "31 days"));
        let said = sandbox.run(&["verify"]);
        assert_eq!(said.status, 1, "{}{}", said.out, said.err);
        assert!(said.out.contains("changed after it was published"), "{}", said.out);
        assert_eq!(said.out.contains("[-30 days-]{+31 days+}"), redline == "shown", "{}", said.out);
    };
    let sandbox = Sandbox::with_sample();
    shown(&sandbox, DRAFT, "nowhere else");

    let sandbox = Sandbox::with_sample();
    sandbox.write("fees.md", "# Fees\n\n1. Invoices are due within 30 days.\n\n2. Fees are stated without taxes.\n");
    sandbox.done(&["import", "fees.md", "--version", "1"]);
    sandbox.done(&["publish", "fees", "1"]);
    shown(&sandbox, "agreements/fees/1.yaml", "shown");

    let sandbox = Sandbox::with_sample();
    let git = |args: &[&str]| {
        let who = ["-c", "user.name=editor", "-c", "user.email=editor@example.com"];
        let status =
            std::process::Command::new("git").args(who).args(args).current_dir(sandbox.path()).status().unwrap();
        assert!(status.success(), "{args:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-q", "-m", "published"]);
    shown(&sandbox, DRAFT, "shown");
}
