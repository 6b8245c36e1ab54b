//! The ledger through the built command, from the first acceptance to a receipt and a damaged file.

use serde_json::Value;

use crate::sandbox::Sandbox;

const ENGROSS: &str = "format: engross/1
publisher: {en: Juniper}
base-url: https://juniper.example/terms
languages: [en, zh-CN]
time-zone: Asia/Shanghai
holidays: [2024-01-01]
profiles:
  online:
    methods: [tick, click, email]
    minor-below: 18
    notice-days: 7
    continued-use: true
";

/// A workspace with an agreement in two versions and one that presupposes it.
fn workspace() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("agreements/engross.yaml", ENGROSS);
    let agreement =
        |title: &str, more: &str| format!("format: engross/1\ntitle: {title}\nprevailing: en\nprofile: online\n{more}");
    let text = |title: &str, days: &str| {
        format!(
            "format: engross/1\ntitle: {title}\nlanguage: en\nbody:\n- number: '1'\n  body: Goods are sent within \
             {days} days.\n- number: '2'\n  body: A parcel that is lost is sent again.\n"
        )
    };
    sandbox.write("agreements/orders/agreement.yaml", agreement("Orders", ""));
    sandbox.write("agreements/orders/2023.yaml", text("Orders", "five"));
    sandbox.write("agreements/orders/2024.yaml", text("Orders", "nine"));
    sandbox.write("agreements/orders/draft.yaml", text("Orders", "ten"));
    sandbox.write("agreements/returns/agreement.yaml", agreement("Returns", "prerequisites: [orders]\n"));
    sandbox.write("agreements/returns/2023.yaml", text("Returns", "thirty"));
    for (slug, version, published, effective) in [
        ("orders", "2023", "2023-01-01", "2023-01-01"),
        ("orders", "2024", "2024-01-10", "2024-02-01"),
        ("returns", "2023", "2023-01-01", "2023-01-01"),
    ] {
        let dates = ["--published", published, "--effective", effective, "--level", "material"];
        sandbox.done(&[&["publish", slug, version], &dates[..]].concat());
    }
    sandbox
}

fn json(sandbox: &Sandbox, args: &[&str]) -> Value {
    let said = sandbox.run(&[args, &["--format", "json"]].concat());
    assert!(said.status < 2, "{args:?}\n{}", said.err);
    serde_json::from_str(&said.out).unwrap()
}

fn accept<'a>(what: &'a str, party: &'a str, at: &'a str) -> [&'a str; 8] {
    ["accept", what, "--party", party, "--method", "click", "--at", at]
}

#[test]
fn from_the_first_acceptance_to_a_receipt() {
    let sandbox = workspace();
    // what is refused makes no ledger
    let before = sandbox.files();
    sandbox.refused(&accept("orders@draft", "p1", "2023-02-01"), &["is a draft", "hint", "engross publish"]);
    sandbox.refused(&accept("orders@2025", "p1", "2023-02-01"), &["no version `2025`", "`2023`, `2024`"]);
    sandbox.refused(&accept("orders@2024", "p1", "2023-02-01"), &["after the act"]);
    sandbox.refused(&accept("returns", "p1", "2023-02-01"), &["presupposes `orders`"]);
    let signature = ["accept", "orders", "--party", "p1", "--method", "signature"];
    sandbox.refused(&signature, &["not accepted by `signature`", "`tick`, `click`, `email`"]);
    assert_eq!(sandbox.files(), before);

    let first = json(&sandbox, &accept("orders", "p1", "2023-02-01"));
    assert_eq!((&first["index"], &first["size"], &first["repeated"]), (&4.into(), &5.into(), &false.into()));
    assert_eq!(first["entry"]["occurred_at"], "2023-01-31T16:00:00.000Z");
    assert!(!first["entry"].to_string().contains("p1"));
    let again = json(&sandbox, &accept("orders", "p1", "2023-02-01"));
    assert_eq!((&again["index"], &again["repeated"]), (&4.into(), &true.into()));

    // the version for the party: a bound one gets the one in force, a new one the newest
    let bound = json(&sandbox, &accept("orders", "p1", "2024-01-20"));
    assert_eq!(bound["entry"]["version"], "2023");
    let new = json(&sandbox, &accept("orders", "p2", "2024-01-20"));
    assert_eq!(new["entry"]["version"], "2024");

    let child = [&accept("orders", "p3", "2024-03-01")[..], &["--age", "15"]].concat();
    sandbox.refused(&child, &["15 years", "guardian"]);
    let guarded =
        [&child[..], &["--actor", "guardian", "--actor-party", "p1", "--evidence", "ip=203.0.113.9"]].concat();
    let guarded = json(&sandbox, &[&guarded[..], &["--confirm", "2"]].concat());
    assert_eq!(guarded["entry"]["actor"], "guardian");
    assert_eq!(guarded["entry"]["clauses_confirmed"], serde_json::json!(["2"]));
    let wrong = [&accept("orders", "p2", "2024-03-02")[..], &["--confirm", "9"]].concat();
    sandbox.refused(&wrong, &["no clause `9`"]);

    let receipt = ["receipt", "4", "--out", "p1.tlog-proof"];
    sandbox.done(&receipt);
    let verify = ["receipt", "verify", "p1.tlog-proof", "--key", "acceptances.pub"];
    assert!(sandbox.done(&verify).starts_with("proved: entry 4 (accept) of the ledger juniper.example/terms/ledger"));
    sandbox.change("p1.tlog-proof", "forged.tlog-proof", |s| s.replacen("index 4", "index 5", 1));
    let forged = sandbox.run(&["receipt", "verify", "forged.tlog-proof", "--key", "acceptances.pub"]);
    assert_eq!(forged.status, 1, "{}", forged.err);
}

#[test]
fn status_tells_what_binds_and_what_changed() {
    let sandbox = workspace();
    assert_eq!(sandbox.run(&["status", "--party", "p1"]).status, 1, "nothing is accepted yet");
    sandbox.done(&accept("orders", "p1", "2023-02-01"));
    sandbox.done(&accept("orders", "p2", "2023-02-02"));
    let ask = |party: &str, at: &str| {
        let value = json(&sandbox, &["status", "--party", party, "--agreement", "orders", "--at", at]);
        value["agreements"][0].clone()
    };
    let accepted = ask("p1", "2023-03-01");
    assert_eq!(accepted["state"], "accepted");
    assert_eq!(accepted["binding"]["version"], "2023");
    assert_eq!(accepted["binding"]["since"], "2023-01-31T16:00:00.000Z");
    assert_eq!(accepted["binding"]["entries"], serde_json::json!([4]));
    assert_eq!(ask("p1", "2024-01-15")["state"], "pending");
    let owes = ask("p1", "2024-02-01");
    assert_eq!(owes["state"], "must-accept");
    assert_eq!(owes["required"]["version"], "2024");
    let changes = owes["required"]["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert_eq!(changes[0]["new"]["path"], "1");
    let shown = sandbox.run(&["status", "--party", "p1", "--at", "2024-02-01"]);
    assert_eq!(shown.status, 1);
    assert!(shown.out.contains("must-accept") && shown.out.contains("nine"), "{}", shown.out);

    // deemed after an announcement in time; the list is who is left
    sandbox.done(&["notify", "orders@2024", "--all", "--channel", "page", "--sent", "2024-01-24"]);
    sandbox.done(&["use", "orders", "--party", "p1", "--at", "2024-02-03"]);
    assert_eq!(ask("p1", "2024-02-04")["state"], "deemed");
    let list = ["status", "--must-accept", "--at", "2024-02-04"];
    let left = json(&sandbox, &list);
    assert_eq!(
        left["parties"],
        serde_json::json!([
            {"party": "p2", "agreement": "orders", "binding": "2023", "required": "2024"}
        ])
    );
    sandbox.done(&["withdraw", "orders", "--party", "p2", "--at", "2024-02-03"]);
    assert_eq!(ask("p2", "2024-02-04")["state"], "withdrawn");
    assert_eq!(sandbox.run(&list).status, 0);
    let missing = json(&sandbox, &["status", "--party", "p9", "--agreement", "returns"]);
    assert_eq!(missing["agreements"][0]["state"], "prerequisite-missing");
    assert_eq!(missing["agreements"][0]["missing"], serde_json::json!(["orders"]));
}

#[test]
fn the_ledger_is_made_exported_imported_erased_and_verified() {
    let sandbox = workspace();
    let made = sandbox.done(&["ledger", "init", "--origin", "juniper.example/log"]);
    assert!(made.contains("juniper.example/log") && made.contains("acceptances.key"), "{made}");
    sandbox.refused(&["ledger", "init"], &["there is a ledger already"]);
    let line = |party: &str, method: &str| {
        format!("{{\"party\":\"{party}\",\"agreement\":\"orders\",\"method\":\"{method}\",\"at\":\"2024-03-01\"}}\n")
    };
    let good: String = (0..25).map(|i| line(&format!("p{i}"), "click")).collect();
    sandbox.write("bad.jsonl", format!("{good}{}", line("q", "nod")));
    let batches = ["ledger", "import", "bad.jsonl", "--batch", "10"];
    sandbox.refused(&batches, &["bad.jsonl:26", "nod", "--resume", "20 lines before it"]);
    sandbox.write("good.jsonl", &good);
    sandbox.refused(&["ledger", "import", "good.jsonl"], &["good.jsonl:1", "recorded already"]);
    let resumed = json(&sandbox, &["ledger", "import", "good.jsonl", "--resume"]);
    assert_eq!((&resumed["recorded"], &resumed["repeated"]), (&5.into(), &20.into()));

    // the same as a table; a row may go on in the next line
    let table = "party,agreement,method,at,evidence.note\nt1,orders,click,2024-03-01,\"two\nlines\"\nt2,orders,nod,2024-03-01,\n";
    sandbox.write("table.csv", table);
    sandbox.refused(&["ledger", "import", "table.csv"], &["table.csv:4", "nod"]);
    sandbox.write("table.csv", table.replace("nod", "tick"));
    sandbox.done(&["ledger", "import", "table.csv"]);

    sandbox.done(&["ledger", "checkpoint", "--out", "then"]);
    let erased = json(&sandbox, &["ledger", "erase", "--party", "p3", "--basis", "request of the party"]);
    assert_eq!(erased["entry"]["kind"], "erase");
    sandbox.refused(&["ledger", "erase", "--party", "p3", "--basis", "again"], &["no party `p3`"]);

    let exported = sandbox.done(&["ledger", "export"]);
    let lines: Vec<Value> = exported.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines.len(), 1 + 3 + 25 + 2 + 1 + 1);
    assert!(lines.last().unwrap()["checkpoint"].as_str().unwrap().starts_with("juniper.example/log\n32\n"));
    sandbox.done(&["ledger", "export", "--format", "csv", "--out", "all.csv"]);
    assert_eq!(sandbox.read("all.csv").lines().count(), 33);

    let well = sandbox.done(&["ledger", "verify"]);
    assert!(well.contains("32 entries: all is well") && well.contains("without a checkpoint"), "{well}");
    assert!(sandbox.done(&["ledger", "verify", "--checkpoint", "then"]).contains("continues 1 older checkpoint"));
    let other = workspace();
    other.done(&["ledger", "init"]);
    std::fs::copy(sandbox.path().join("then"), other.path().join("then")).unwrap();
    let foreign = other.run(&["ledger", "verify", "--checkpoint", "then"]);
    assert_eq!(foreign.status, 1);
    assert!(foreign.out.contains("not signed by the key"), "{}", foreign.out);
}

#[test]
fn one_changed_byte_is_named_and_the_ledger_takes_no_more() {
    let sandbox = workspace();
    sandbox.done(&accept("orders", "p1", "2023-02-01"));
    let path = sandbox.path().join("acceptances.db");
    let mut bytes = std::fs::read(&path).unwrap();
    let place = bytes
        .windows(18)
        .position(|w| w == b"\"kind\":\"accept\",\"la")
        .or_else(|| bytes.windows(15).position(|w| w == b"\"kind\":\"accept\""));
    bytes[place.unwrap() + 9] ^= 1;
    std::fs::write(&path, &bytes).unwrap();
    let verified = sandbox.run(&["ledger", "verify"]);
    assert_eq!(verified.status, 1, "{}{}", verified.out, verified.err);
    assert!(verified.out.contains("entry 4"), "{}", verified.out);
    sandbox.refused(&accept("orders", "p2", "2023-02-01"), &["read-only", "entry 4", "ledger verify"]);
    std::fs::write(&path, b"no database at all").unwrap();
    let verified = sandbox.run(&["ledger", "verify"]);
    assert_eq!(verified.status, 1, "{}{}", verified.out, verified.err);
    sandbox.refused(&["status", "--party", "p1"], &["error"]);
}

#[test]
fn ledgers_elsewhere_and_without_their_key() {
    let sandbox = workspace();
    let there = [&accept("orders", "p1", "2023-02-01")[..], &["--ledger", "sqlite:other.db"]].concat();
    sandbox.done(&there);
    assert!(sandbox.path().join("other.key").exists());
    let site = [&there[..9], &["sqlite:site/other.db"]].concat();
    sandbox.refused(&site, &["would be published"]);
    let remote = [&there[..9], &["postgres://me:hush@host/db"]].concat();
    let said = sandbox.run(&remote);
    assert!(said.status == 2 && !said.err.contains("hush"), "{}", said.err);
    sandbox.refused(&["ledger", "verify"], &["there is no ledger at", "hint"]);
    sandbox.write("third.key", sandbox.read("other.key"));
    let init = ["ledger", "init", "--ledger", "sqlite:third.db", "--origin"];
    sandbox.refused(
        &[&init[..], &["elsewhere.example/log"]].concat(),
        &["a key of `juniper.example/terms/ledger` is there"],
    );
    sandbox.refused(&[&init[..], &["a b"]].concat(), &["error"]);
    std::fs::remove_file(sandbox.path().join("other.key")).unwrap();
    sandbox.refused(&[&there[..7], &["2023-02-05"], &there[8..]].concat(), &["key", "missing", "other.key"]);
    let keyed = |at: &'static str| [&accept("orders", "p1", at)[..], &["--key", "k"]].concat();
    sandbox.done(&keyed("2023-02-01"));
    sandbox.refused(&keyed("2023-02-02"), &["the key `k` has written entry 4"]);
}

/// A receipt is verified by a script that knows only the pages of C2SP; it needs Python with `cryptography`: the one that
/// `ENGROSS_PYTHON` names, which must have it, or `python3`.
#[test]
fn a_stranger_verifies_a_receipt() {
    let named = std::env::var("ENGROSS_PYTHON").ok();
    let interpreter = named.as_deref().unwrap_or("python3");
    let python = |args: &[&str]| std::process::Command::new(interpreter).args(args).output();
    if !python(&["-c", "import cryptography"]).is_ok_and(|o| o.status.success()) {
        assert!(named.is_none(), "{interpreter} has no package cryptography");
        eprintln!("skipped: a_stranger_verifies_a_receipt needs python3 with the package cryptography");
        return;
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/receipt.py");
    verifies_receipts(|receipt, key| python(&[script, receipt, key]).unwrap());
}

/// A receipt is verified by the code of Go's checksum database, which others wrote; it needs Debian's
/// `golang-golang-x-mod-dev` and the `go` that `ENGROSS_GO` names, which must be there, or `go`.
#[test]
fn gos_checksum_database_verifies_a_receipt() {
    let named = std::env::var("ENGROSS_GO").ok();
    let packages = std::path::Path::new("/usr/share/gocode");
    let go = || {
        let mut go = std::process::Command::new(named.as_deref().unwrap_or("go"));
        go.env("GO111MODULE", "off").env("GOPATH", packages);
        go
    };
    if !packages.join("src/golang.org/x/mod/sumdb").exists() || go().arg("version").output().is_err() {
        assert!(named.is_none(), "no go, or no golang.org/x/mod for it");
        eprintln!("skipped: gos_checksum_database_verifies_a_receipt needs go and golang-golang-x-mod-dev");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("receipt");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/receipt.go");
    let built = go().args(["build", "-o"]).arg(&program).arg(source).output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    verifies_receipts(|receipt, key| std::process::Command::new(&program).args([receipt, key]).output().unwrap());
}

/// Each receipt of a small ledger proves its entry to a verifier, and nothing when it is forged.
fn verifies_receipts(verifier: impl Fn(&str, &str) -> std::process::Output) {
    let sandbox = workspace();
    for party in ["p1", "p2", "p3"] {
        sandbox.done(&accept("orders", party, "2024-03-01"));
    }
    let file = |name: &str| sandbox.path().join(name).display().to_string();
    let verified = |receipt: &str| {
        let out = verifier(&file(receipt), &file("acceptances.pub"));
        (out.status.success(), String::from_utf8(out.stdout).unwrap())
    };
    for index in ["0", "1", "2", "3", "4", "5", "6"] {
        sandbox.done(&["receipt", index, "--out", "r"]);
        let (proved, entry) = verified("r");
        assert!(proved, "{index}");
        assert!(serde_json::from_str::<Value>(&entry).unwrap()["recorded_at"].is_string());
        sandbox.change("r", "forged", |s| s.replacen(&format!("index {index}"), "index 9", 1));
        assert!(!verified("forged").0);
    }
}
