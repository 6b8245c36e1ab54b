//! A ledger that moves from one engine to another, and its commands on PostgreSQL.

use serde_json::Value;

use crate::engines::Database;
use crate::sandbox::Sandbox;

fn json(sandbox: &Sandbox, args: &[&str]) -> Value {
    let said = sandbox.run(&[args, &["--format", "json"]].concat());
    assert!(said.status < 2, "{args:?}\n{}", said.err);
    serde_json::from_str(&said.out).unwrap()
}

/// Acts of a few parties, evidence, a guardian, an erased one.
fn workspace() -> Sandbox {
    let sandbox = Sandbox::with_sample();
    sandbox.done(&["ledger", "init", "--origin", "juniper.example/ledger"]);
    let accept = ["accept", "sample-terms", "--method", "click", "--at", "2026-02-01", "--party"];
    for party in ["p1", "p2", "=1+1", "gone"] {
        sandbox.done(&[&accept[..], &[party, "--evidence", "ip=203.0.113.9"]].concat());
    }
    sandbox.done(&[&accept[..], &["child", "--actor", "guardian", "--actor-party", "adult"]].concat());
    sandbox.done(&["notify", "sample-terms@2026-01", "--all", "--channel", "page", "--sent", "2026-02-02"]);
    sandbox.done(&["notify", "sample-terms@2026-01", "--party", "p9", "--channel", "email", "--sent", "2026-02-02"]);
    sandbox.done(&["use", "sample-terms", "--party", "p1", "--at", "2026-02-03"]);
    sandbox.done(&["ledger", "erase", "--party", "gone", "--basis", "request of the party"]);
    sandbox.done(&["withdraw", "sample-terms", "--party", "p2", "--at", "2026-02-04"]);
    sandbox
}

/// Everything that a move has to keep, asked of two ledgers.
fn moved(sandbox: &Sandbox, to: &[&str]) {
    let whole = sandbox.done(&["ledger", "export", "--whole"]);
    sandbox.write("whole.jsonl", &whole);
    let import = |file: &str, more: &[&str]| sandbox.run(&[&["ledger", "import", file], more, to].concat());

    // without its key, without personal data, cut off, changed: nothing is in
    let refused = |file: &str, parts: &[&str]| {
        let said = import(file, &[]);
        assert_eq!(said.status, 2, "{}", said.out);
        assert!(parts.iter().all(|part| said.err.contains(part)), "{parts:?} in {}", said.err);
    };
    sandbox.write("bare.jsonl", sandbox.done(&["ledger", "export"]));
    refused("bare.jsonl", &["no personal data", "--whole"]);
    let lines: Vec<&str> = whole.lines().collect();
    sandbox.write("cut.jsonl", format!("{}\n", lines[..lines.len() - 1].join("\n")));
    refused("cut.jsonl", &["cut off"]);
    sandbox.change("whole.jsonl", "changed.jsonl", |s| s.replacen("2026-02-03", "2026-02-05", 1));
    refused("changed.jsonl", &["have the root"]);
    sandbox.change("whole.jsonl", "changed.jsonl", |s| s.replacen("203.0.113.9", "203.0.113.8", 1));
    refused("changed.jsonl", &["changed.jsonl:", "the evidence beside the entry"]);
    sandbox.change("whole.jsonl", "changed.jsonl", |s| s.replacen("\"id\":\"p1\"", "\"id\":\"p3\"", 1));
    refused("changed.jsonl", &["the party beside the entry"]);

    let done = import("whole.jsonl", &["--format", "json"]);
    let done: Value = serde_json::from_str(&done.out).unwrap_or_else(|_| panic!("{}", done.err));
    let here = json(sandbox, &["ledger", "checkpoint"]);
    assert_eq!((&done["root"], &done["size"]), (&here["root"], &here["size"]));
    refused("whole.jsonl", &["there is a ledger of", "--resume"]);
    let both = |args: &[&str]| {
        let (here, there) = (sandbox.run(args), sandbox.run(&[args, to].concat()));
        assert_eq!((here.status, &here.out), (there.status, &there.out), "{args:?}\n{}", there.err);
        here
    };
    for party in ["p1", "p2", "=1+1", "gone", "child", "adult", "p9"] {
        both(&["status", "--party", party, "--at", "2026-03-01", "--format", "json"]);
    }
    for args in [&["ledger", "verify"][..], &["ledger", "export"], &["ledger", "export", "--whole"], &["receipt", "3"]]
    {
        assert_eq!(both(args).status, 0, "{args:?}");
    }
    // the same act is known again
    let again = ["accept", "sample-terms", "--method", "click", "--at", "2026-02-01", "--evidence", "ip=203.0.113.9"];
    assert_eq!(json(sandbox, &[&again[..], &["--party", "p1"], to].concat())["repeated"], true);

    // the old one grew meanwhile; then the new one goes on alone
    sandbox.done(&["use", "sample-terms", "--party", "p7", "--at", "2026-03-01"]);
    sandbox.done(&["ledger", "erase", "--party", "p2", "--basis", "request of the party"]);
    sandbox.write("whole.jsonl", sandbox.done(&["ledger", "export", "--whole"]));
    let said = import("whole.jsonl", &["--resume"]);
    assert!(said.status == 0 && said.out.contains("added 2 entries"), "{}{}", said.out, said.err);
    both(&["ledger", "export", "--whole"]);
    sandbox.done(&[&["ledger", "checkpoint", "--out", "then"], to].concat());
    sandbox.done(&[&["ledger", "erase", "--party", "p1", "--basis", "request of the party"], to].concat());
    let verified = sandbox.done(&[&["ledger", "verify", "--checkpoint", "then"], to].concat());
    assert!(verified.contains("continues 1 older checkpoint"), "{verified}");
    sandbox.done(&["use", "sample-terms", "--party", "p8", "--at", "2026-03-01"]);
    sandbox.write("whole.jsonl", sandbox.done(&["ledger", "export", "--whole"]));
    let forked = import("whole.jsonl", &["--resume"]);
    assert!(forked.status == 2 && forked.err.contains("is another one than the ledger has"), "{}", forked.err);
}

#[test]
fn a_ledger_moves_to_another_file() {
    let sandbox = workspace();
    sandbox.write("new.key", sandbox.read("acceptances.key"));
    moved(&sandbox, &["--ledger", "sqlite:new.db"]);
}

#[test]
fn a_ledger_moves_to_postgresql() {
    let Some(database) = Database::new("a_ledger_moves_to_postgresql") else { return };
    let sandbox = workspace();
    let key = format!("{}.key", database.name());
    let url = database.url();
    let to = ["--ledger", &url];
    sandbox.write("whole.jsonl", sandbox.done(&["ledger", "export", "--whole"]));
    sandbox.refused(&[&["ledger", "import", "whole.jsonl"], &to[..]].concat(), &[&key, "keeps its key"]);
    sandbox.write(&key, sandbox.read("acceptances.key"));
    moved(&sandbox, &to);
}

#[test]
fn commands_on_postgresql() {
    let Some(database) = Database::new("commands_on_postgresql") else { return };
    let sandbox = Sandbox::with_sample();
    let url = database.url();
    let on = |args: &[&str]| sandbox.done(&[args, &["--ledger", &url]].concat());
    let refused = |url: &str, parts: &[&str]| {
        let args = ["accept", "sample-terms", "--party", "p1", "--method", "click", "--ledger", url];
        sandbox.refused(&args, parts);
        let said = sandbox.run(&args);
        assert!(!said.err.contains("hush") && !said.err.contains("secret"), "{}", said.err);
    };
    sandbox.refused(&["ledger", "verify", "--ledger", &url], &["there is no ledger at `postgres://", "ledger init"]);
    let made: Value = serde_json::from_str(&on(&["ledger", "init", "--format", "json"])).unwrap();
    assert_eq!(made["secret_key"].as_str().unwrap().rsplit('/').next(), Some(&*format!("{}.key", database.name())));
    let accepted = on(&["accept", "sample-terms", "--party", "p1", "--method", "click", "--at", "2026-02-01"]);
    assert!(accepted.starts_with("entry 2"), "{accepted}");
    let lines: String = (0..1500)
        .map(|i| {
            format!("{{\"party\":\"q{i}\",\"agreement\":\"sample-terms\",\"method\":\"tick\",\"at\":\"2026-02-02\"}}\n")
        })
        .collect();
    sandbox.write("many.jsonl", format!("{lines}{{\"party\":1}}\n"));
    let bad = ["ledger", "import", "many.jsonl", "--batch", "1000", "--ledger", &url];
    sandbox.refused(&bad, &["many.jsonl:1501", "1000 lines before it"]);
    sandbox.write("many.jsonl", lines);
    let resumed = on(&["ledger", "import", "many.jsonl", "--resume"]);
    assert!(resumed.starts_with("500 recorded, 1000 were there already"), "{resumed}");
    assert!(on(&["ledger", "verify"]).contains("1503 entries: all is well"));

    let (login, place) = url.rsplit_once('@').unwrap();
    let (server, name) = place.split_once('/').unwrap();
    refused(
        &format!("postgres://postgres:hush@{place}"),
        &["refuses the login", "password authentication failed", "PGPASSWORD"],
    );
    refused(&format!("{login}@{server}/{name}_not"), &["refuses the login", "does not exist"]);
    refused(&format!("{login}@localhost:1/{name}"), &["cannot be reached", "nothing was written"]);
    refused("postgres://me:hu@sh:hush@host/db", &["no address of a PostgreSQL database"]);
    refused(&format!("{url}?sslmode=prefer"), &["`sslmode`", "verify-full"]);
    refused(&format!("{url}?sslcert=hush"), &["`sslcert` is unknown"]);
    let misplaced = sandbox.run(&["ledger", &format!("postgres://me:hush@{place}")]);
    assert!(misplaced.status == 2 && !misplaced.err.contains("hush"), "{}", misplaced.err);
}
