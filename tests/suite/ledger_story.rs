//! One story of a ledger, over each engine: begun, written, asked, proved, erased, audited, tampered with.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use engross::binding::{Calendar, Choice, Edition, Rules, State, Terms, standing};
use engross::ledger::audit::audit;
use engross::ledger::group::Group;
use engross::ledger::note::Signer;
use engross::ledger::receipt::Receipt;
use engross::ledger::request::{Accept, Deed, Request};
use engross::ledger::sqlite::Sqlite;
use engross::ledger::store::{Store, StoreError};
use engross::ledger::{Appended, Ledger, LedgerError};
use engross::model::agreement::{Method, Profile};
use engross::model::event::Channel;
use engross::model::instant::Instant;
use engross::model::name::{Digest, Slug};
use engross::model::version::Level;

use crate::engines::{self, Engine, File};

const SEED: [u8; 32] = [7; 32];

pub(crate) fn at(s: &str) -> Instant {
    s.parse().expect("time")
}

pub(crate) fn now() -> Instant {
    at("2024-06-01T00:00:00Z")
}

fn slug(s: &str) -> Slug {
    s.parse().expect("slug")
}

pub(crate) fn rules() -> Rules {
    let edition = |name: &str, number: u8, published: &str, effective: &str| Edition {
        version: name.parse().expect("version"),
        digest: Digest([number; 32]),
        label: None,
        published: at(published),
        effective: at(effective),
        level: Level::Material,
        prevailing: "zh-CN".into(),
        texts: BTreeMap::from([("zh-CN".into(), Digest([number + 100; 32]))]),
    };
    let terms = Terms {
        profile: Profile { continued_use: true, notice_days: 30, ..Profile::default() },
        prerequisites: vec![],
        editions: vec![
            edition("2023", 1, "2023-01-01T00:00:00Z", "2023-01-01T00:00:00Z"),
            edition("2024", 2, "2024-01-01T00:00:00Z", "2024-03-01T00:00:00Z"),
        ],
        drafts: vec![],
    };
    let closing = Terms { prerequisites: vec![slug("service")], ..terms.clone() };
    let zone = engross::model::time::zone("UTC").expect("zone");
    Rules {
        terms: BTreeMap::from([(slug("service"), terms), (slug("closing"), closing)]),
        calendar: Calendar { zone, holidays: BTreeSet::new() },
    }
}

pub(crate) fn request(party: &str, agreement: &str, time: &str, deed: Deed) -> Request {
    Request { key: None, party: Some(party.into()), agreement: slug(agreement), at: Some(at(time)), deed }
}

pub(crate) fn accept(party: &str, version: &str, time: &str) -> Request {
    let version = Choice::Named(version.parse().expect("version"));
    request(party, "service", time, Deed::Accept(Accept::new(version, Method::Click)))
}

pub(crate) fn signer() -> Signer {
    Signer::new("example.com/ledger", &SEED).expect("key")
}

pub(crate) fn open(store: Box<dyn Store>) -> Ledger {
    let mut store = store;
    Ledger::begin(store.as_mut(), now(), |_| Ok(signer())).expect("begun");
    Ledger::open(store, Some(signer())).expect("open")
}

pub(crate) fn write(ledger: &mut Ledger, request: &Request) -> Appended {
    ledger.append(&rules(), now(), request).expect("recorded")
}

fn state(ledger: &mut Ledger, party: &str, time: &str) -> State {
    let history = ledger.history(party).expect("history");
    standing(&rules(), &slug("service"), &history, at(time)).expect("published").state
}

/// What every engine has to tell in the same words.
fn story(engine: &dyn Engine) {
    let mut ledger = open(engine.create());

    // the first write lists the four published versions behind the genesis
    let first = write(&mut ledger, &accept("alice", "2023", "2023-02-01T00:00:00Z"));
    assert_eq!((first.index, first.size, first.repeated), (5, 6, false));
    write(&mut ledger, &accept("bob", "2023", "2023-02-02T00:00:00Z"));
    let (_, before) = ledger.checkpoint().expect("checkpoint");

    // the same act again is the same entry; the same key with another act is refused
    let again = write(&mut ledger, &accept("alice", "2023", "2023-02-01T00:00:00Z"));
    assert_eq!((again.index, again.size, again.repeated), (5, 7, true));
    let keyed = |version: &str| Request { key: Some("k".into()), ..accept("carol", version, "2024-02-01T00:00:00Z") };
    let seventh = write(&mut ledger, &keyed("2024"));
    assert_eq!(seventh.index, 7);
    assert!(write(&mut ledger, &Request { at: None, ..keyed("2024") }).repeated);
    let reused = ledger.append(&rules(), now(), &keyed("2023"));
    assert!(matches!(reused, Err(LedgerError::KeyReused { index: 7, .. })), "{reused:?}");

    // what is refused leaves nothing behind, and nothing of its batch
    let closing =
        request("dave", "closing", "2024-02-01T00:00:00Z", Deed::Accept(Accept::new(Choice::Offered, Method::Click)));
    let batch = [accept("dave", "2099", "2024-02-01T00:00:00Z")];
    assert!(matches!(ledger.append(&rules(), now(), &closing), Err(LedgerError::Refused(_))));
    let failed =
        ledger.append_all(&rules(), now(), &[accept("erin", "2024", "2024-02-01T00:00:00Z"), batch[0].clone()]);
    assert_eq!(failed.expect_err("refused").place, Some(1));
    assert_eq!(ledger.parties().expect("parties"), ["alice", "bob", "carol"]);

    // use after an announcement in time accepts the new version
    let notice = Deed::Notify { version: Choice::Named("2024".parse().expect("version")), channel: Channel::Page };
    write(&mut ledger, &Request { party: None, ..request("", "service", "2024-01-02T00:00:00Z", notice) });
    write(&mut ledger, &request("alice", "service", "2024-03-02T00:00:00Z", Deed::Use));
    assert_eq!(state(&mut ledger, "alice", "2023-06-01T00:00:00Z"), State::Accepted);
    assert_eq!(state(&mut ledger, "alice", "2024-02-01T00:00:00Z"), State::Pending);
    assert_eq!(state(&mut ledger, "alice", "2024-05-01T00:00:00Z"), State::Deemed);
    assert_eq!(state(&mut ledger, "bob", "2024-05-01T00:00:00Z"), State::MustAccept);
    assert_eq!(state(&mut ledger, "carol", "2024-05-01T00:00:00Z"), State::Accepted);
    assert_eq!(state(&mut ledger, "nobody", "2024-05-01T00:00:00Z"), State::MustAccept);
    write(&mut ledger, &request("bob", "service", "2024-05-02T00:00:00Z", Deed::Withdraw));
    assert_eq!(state(&mut ledger, "bob", "2024-05-03T00:00:00Z"), State::Withdrawn);

    // evidence is kept beside, a receipt proves the entry
    let evidence = BTreeMap::from([("ip".to_owned(), "203.0.113.9".to_owned())]);
    let mut with = accept("frank-7f3a", "2024", "2024-04-01T00:00:00Z");
    if let Deed::Accept(accept) = &mut with.deed {
        accept.evidence = evidence;
    }
    let proved = write(&mut ledger, &with);
    assert!(write(&mut ledger, &with).repeated, "the same evidence under the same salt");
    let receipt = Receipt::read(&ledger.receipt(proved.index).expect("receipt").write()).expect("form");
    let (entry, head) = receipt.verify(ledger.verifier()).expect("proved");
    assert_eq!((entry.event.kind(), head.size), ("accept", proved.size));

    // erased: nobody's act, still proved
    let erased = ledger.erase(now(), "frank-7f3a", "request of the party").expect("erased");
    assert!(ledger.store().scrub().expect("scrubbed"));
    assert_eq!(ledger.history("frank-7f3a").expect("history").len(), 1, "the announcement to all");
    assert!(ledger.receipt(proved.index).expect("receipt").verify(ledger.verifier()).is_ok());
    assert!(matches!(ledger.erase(now(), "frank-7f3a", "again"), Err(LedgerError::UnknownParty(_))));
    assert!(!write(&mut ledger, &with).repeated, "an erased party is a new one");

    // everything holds, and holds what an older checkpoint says
    let report = audit(ledger.store(), &[("before".into(), before)]).expect("audit");
    assert_eq!(report.findings, Vec::<String>::new());
    assert_eq!(report.size, erased.size + 1);
    let foreign = Signer::new("example.com/ledger", &[8; 32]).expect("key");
    assert!(matches!(Ledger::open(engine.open(), Some(foreign)), Err(LedgerError::WrongKey { .. })));
}

fn database(folder: &Path) -> PathBuf {
    folder.join("ledger.db")
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("folder")
}

#[test]
fn one_story_on_each_engine() {
    engines::each("one_story_on_each_engine", story);
}

#[test]
#[cfg(unix)]
fn a_file_is_its_owners() {
    use std::os::unix::fs::PermissionsExt as _;
    let file = File::new();
    let mut ledger = open(file.create());
    write(&mut ledger, &accept("alice", "2023", "2023-02-01T00:00:00Z"));
    for name in ["ledger.db", "ledger.db-wal"] {
        let meta = std::fs::metadata(file.path().with_file_name(name)).expect(name);
        assert_eq!(meta.permissions().mode() & 0o777, 0o600, "{name}");
    }
}

#[test]
fn erased_data_are_in_no_file() {
    let folder = folder();
    let mut ledger = open(Box::new(Sqlite::create(&database(folder.path())).expect("store")));
    let mut requests: Vec<_> =
        (0..300).map(|i| accept(&format!("party-{i}"), "2024", "2024-04-01T00:00:00Z")).collect();
    for (i, request) in requests.iter_mut().enumerate() {
        let Deed::Accept(accept) = &mut request.deed else { continue };
        accept.evidence.insert("user_agent".into(), format!("browser-of-{i}-{}", "x".repeat(50)));
    }
    ledger.append_all(&rules(), now(), &requests).expect("recorded");
    for i in (0..300).step_by(3) {
        ledger.erase(now(), &format!("party-{i}"), "request").expect("erased");
    }
    assert!(ledger.store().scrub().expect("scrubbed"));
    let mut bytes = Vec::new();
    for entry in std::fs::read_dir(folder.path()).expect("folder") {
        bytes.extend(std::fs::read(entry.expect("entry").path()).expect("file"));
    }
    let holds = |needle: &str| bytes.windows(needle.len()).any(|w| w == needle.as_bytes());
    for i in 0..300 {
        assert_eq!(holds(&format!("browser-of-{i}-")), i % 3 != 0, "evidence of party {i}");
    }
    assert_eq!(audit(ledger.store(), &[]).expect("audit").findings, Vec::<String>::new());
}

#[test]
fn many_writers_leave_no_gap() {
    engines::each("many_writers_leave_no_gap", |engine| {
        drop(open(engine.create()));
        std::thread::scope(|scope| {
            for writer in 0..4 {
                scope.spawn(move || {
                    let mut ledger = Ledger::open(engine.open(), Some(signer())).expect("open");
                    for i in 0..25 {
                        write(&mut ledger, &accept(&format!("party-{writer}-{i}"), "2024", "2024-04-01T00:00:00Z"));
                    }
                });
            }
        });
        let report = audit(engine.open().as_mut(), &[]).expect("audit");
        assert_eq!((report.size, report.findings), (1 + 4 + 100, vec![]));
    });
}

#[test]
fn many_begin_one_ledger() {
    engines::each("many_begin_one_ledger", |engine| {
        std::thread::scope(|scope| {
            for writer in 0..4 {
                scope.spawn(move || {
                    let mut ledger = open(engine.create());
                    write(&mut ledger, &accept(&format!("party-{writer}"), "2024", "2024-04-01T00:00:00Z"));
                });
            }
        });
        let report = audit(engine.open().as_mut(), &[]).expect("audit");
        assert_eq!((report.size, report.findings), (1 + 4 + 4, vec![]));
    });
}

#[test]
fn threads_share_commits() {
    engines::each("threads_share_commits", |engine| {
        let group = Group::new(open(engine.create()));
        std::thread::scope(|scope| {
            for writer in 0..8 {
                let group = &group;
                scope.spawn(move || {
                    for i in 0..25 {
                        let party = format!("party-{writer}-{i}");
                        let done = group.append(&rules(), now, accept(&party, "2024", "2024-04-01T00:00:00Z"));
                        assert!(!done.expect("recorded").repeated);
                        let refused = group.append(&rules(), now, accept(&party, "2099", "2024-04-01T00:00:00Z"));
                        assert!(matches!(refused, Err(LedgerError::Refused(_))));
                    }
                });
            }
        });
        let mut ledger = group.into_inner();
        let report = audit(ledger.store(), &[]).expect("audit");
        assert_eq!((report.size, report.findings), (1 + 4 + 200, vec![]));
    });
}

/// More rows than are sent at once, acts of one batch that know of each other.
#[test]
fn a_large_batch_is_whole() {
    engines::each("a_large_batch_is_whole", |engine| {
        let mut ledger = open(engine.create());
        let mut batch: Vec<_> =
            (0..5000).map(|i| accept(&format!("party-{i}"), "2024", "2024-04-01T00:00:00Z")).collect();
        batch.push(batch[7].clone());
        batch.push(request("party-7", "service", "2024-04-02T00:00:00Z", Deed::Use));
        let done = ledger.append_all(&rules(), now(), &batch).expect("recorded");
        assert_eq!((done[5000].index, done[5000].repeated), (done[7].index, true));
        assert_eq!(ledger.history("party-7").expect("history").len(), 2);
        let again = ledger.append_all(&rules(), now(), &batch).expect("recorded");
        assert!(again.iter().all(|a| a.repeated));
        let report = audit(ledger.store(), &[]).expect("audit");
        assert_eq!((report.size, report.findings), (1 + 4 + 5001, vec![]));
    });
}

/// A small ledger in one file, its log folded in.
fn sample(folder: &Path) -> (PathBuf, String) {
    let path = database(folder);
    let mut ledger = open(Box::new(Sqlite::create(&path).expect("store")));
    for i in 0..10 {
        let mut request = accept(&format!("party-{i}"), "2024", "2024-04-01T00:00:00Z");
        if let (Deed::Accept(accept), true) = (&mut request.deed, i % 4 == 0) {
            accept.evidence.insert("ip".into(), format!("203.0.113.{i}"));
        }
        write(&mut ledger, &request);
    }
    let (_, checkpoint) = ledger.checkpoint().expect("checkpoint");
    for i in 10..15 {
        write(&mut ledger, &request(&format!("party-{}", i - 10), "service", "2024-04-02T00:00:00Z", Deed::Use));
    }
    assert!(ledger.store().scrub().expect("scrubbed"));
    (path, checkpoint)
}

/// Everything that the ledger can say: entries, head, parties, acts, evidence.
fn everything(path: &Path) -> Result<String, LedgerError> {
    let mut store = Sqlite::open(path)?;
    let mut view = store.read()?;
    let mut out = format!("{:?}\n", view.head()?);
    let mut parties = Vec::new();
    view.each_entry(0, &mut |index, bytes| {
        out += &format!("{index} {}\n", String::from_utf8_lossy(bytes));
        true
    })?;
    view.each_party(&mut |p| parties.push(p))?;
    for party in parties {
        let (again, acts) = (view.party(&party.id)?.is_some(), view.acts(party.number)?);
        out += &format!("{} {} {:?} {again} {acts:?}\n", party.number, party.id, party.key);
        for index in acts {
            out += &format!("{:?}\n", view.evidence(index)?.map(|e| (e.salt, e.body)));
        }
    }
    view.each_key(&mut |key, index, _| out += &format!("{key:?} {index}\n"))?;
    view.each_edition(&mut |listed| out += &format!("{listed:?}\n"))?;
    Ok(out)
}

/// Changes every byte of a file in turn, `part` of a ledger whose `others` stay as they are: each is named by the audit, or
/// is no evidence: everything that the ledger says is unchanged. By default a part of the bytes, in `steps`; all of them
/// with `ENGROSS_EVERY_BYTE`.
fn change_bytes(part: &Path, others: &[PathBuf], checkpoint: &str, truth: &str, steps: usize) {
    let folder = folder();
    let at = |file: &Path| folder.path().join(file.file_name().unwrap());
    let (changed, bytes) = (at(part), std::fs::read(part).expect("file"));
    let ledger = at(&database(Path::new("")));
    let step = if std::env::var_os("ENGROSS_EVERY_BYTE").is_some() { 1 } else { steps };
    let (mut named, mut silent) = (0, 0);
    for place in (0..bytes.len()).step_by(step) {
        let mut other = bytes.clone();
        other[place] ^= 1 << (place % 8);
        for suffix in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{suffix}", ledger.display()));
        }
        others.iter().for_each(|file| assert!(std::fs::copy(file, at(file)).is_ok()));
        std::fs::write(&changed, &other).expect("written");
        let report = Sqlite::open(&ledger).and_then(|mut s| audit(&mut s, &[("c".into(), checkpoint.to_owned())]));
        match report {
            Ok(report) if report.findings.is_empty() => {
                let said = everything(&ledger).unwrap_or_else(|e| panic!("byte {place}: not named, and {e}"));
                assert_eq!(said, truth, "byte {place} is evidence and was not named");
                silent += 1;
            }
            Ok(_) | Err(StoreError::Damaged(_) | StoreError::Foreign(_)) => named += 1,
            Err(StoreError::Engine { .. }) => named += 1,
            Err(error) => panic!("byte {place}: {error}"),
        }
    }
    eprintln!("{named} changed bytes named, {silent} no evidence, of {} in steps of {step}", bytes.len());
    assert!(named > 0);
}

#[test]
fn a_changed_byte_is_named_or_is_no_evidence() {
    let folder = folder();
    let (path, checkpoint) = sample(folder.path());
    let truth = everything(&path).expect("readable");
    change_bytes(&path, &[], &checkpoint, &truth, 97);
}

/// After a crash the last commits are in the log alone, which its reader cuts off at the first damaged page: that looks
/// like an older state, and is one to a checkpoint of the newer.
#[test]
fn a_changed_byte_in_the_log_of_a_crash_is_named_too() {
    let folder = folder();
    let path = database(folder.path());
    let mut ledger = open(Box::new(Sqlite::create(&path).expect("store")));
    for i in 0..4 {
        write(&mut ledger, &accept(&format!("party-{i}"), "2024", "2024-04-01T00:00:00Z"));
    }
    let (_, checkpoint) = ledger.checkpoint().expect("checkpoint");
    // nothing was closed: as a process leaves it that is killed
    let (crash, log) = (self::folder(), "-wal");
    let left = database(crash.path());
    let beside = |file: &Path| PathBuf::from(format!("{}{log}", file.display()));
    std::fs::copy(&path, &left).expect("the file");
    std::fs::copy(beside(&path), beside(&left)).expect("its log");
    let truth = everything(&path).expect("readable");
    change_bytes(&beside(&left), std::slice::from_ref(&left), &checkpoint, &truth, 997);
}

/// Changes a copy of the sample as someone would who writes SQL, and returns what the audit finds.
fn tampered(sql: &str, older: bool) -> (Vec<String>, Option<String>) {
    let folder = folder();
    let (path, checkpoint) = sample(folder.path());
    let connection = rusqlite::Connection::open(&path).expect("connection");
    let triggers: Vec<(String, String)> = connection
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .expect("sql")
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("rows")
        .map(Result::unwrap)
        .collect();
    for (name, _) in &triggers {
        connection.execute_batch(&format!("DROP TRIGGER {name}")).expect("dropped");
    }
    connection.execute_batch(sql).expect(sql);
    for (_, sql) in &triggers {
        connection.execute_batch(sql).expect("trigger");
    }
    drop(connection);
    let older = if older { vec![("c".to_owned(), checkpoint)] } else { vec![] };
    let mut store = Sqlite::open(&path).expect("store");
    let findings = audit(&mut store, &older).expect("audit").findings;
    let mut ledger = Ledger::open(Box::new(store), Some(signer())).expect("open");
    let refused = ledger.append(&rules(), now(), &accept("late", "2024", "2024-04-01T00:00:00Z"));
    (findings, refused.err().map(|e| e.to_string()))
}

#[test]
fn deeds_of_an_administrator_are_named() {
    for (sql, expected) in [
        ("DELETE FROM entries WHERE idx = 19", "entries, 19 are there"),
        ("DELETE FROM entries WHERE idx = 7", "entry 7 is missing"),
        (
            "UPDATE entries SET idx = 1000 WHERE idx = 7; UPDATE entries SET idx = 7 WHERE idx = 8;
             UPDATE entries SET idx = 8 WHERE idx = 1000",
            "it names the root",
        ),
        ("UPDATE entries SET bytes = replace(CAST(bytes AS TEXT), 'click', 'email')", "no JSON"),
        ("DELETE FROM nodes WHERE position > 30", "of the tree are missing"),
        ("UPDATE head SET size = 19", "it names 19 entries, 20 are there"),
        ("UPDATE parties SET id = 'someone' WHERE number = 3", "no entry names it"),
        ("DELETE FROM parties WHERE number = 3", "was not erased"),
        ("DELETE FROM acts WHERE idx = 9", "is not listed among the acts"),
        ("DELETE FROM keys WHERE idx = 9", "entry 9 has lost its idempotency key"),
        ("UPDATE evidence SET body = CAST('{}' AS BLOB)", "is not what the entry commits to"),
        ("UPDATE editions SET version = '2025' WHERE version = '2024'", "is listed as published"),
        ("DROP TABLE evidence; CREATE TABLE evidence (idx INTEGER PRIMARY KEY, salt, body)", "tables or triggers"),
    ] {
        // a column of another type than the table's is refused by SQLite itself: STRICT
        let sql = sql.replace("replace(CAST(bytes AS TEXT), 'click', 'email')", "CAST('x' AS BLOB)");
        let (findings, _) = tampered(&sql, false);
        assert!(findings.iter().any(|f| f.contains(expected)), "{sql}: {findings:#?}");
    }
    let (_, refused) = tampered("DELETE FROM entries WHERE idx = 19", false);
    assert_eq!(
        refused.expect("read-only"),
        "the ledger is read-only: entry 19: the head names 20 entries, the table holds 19"
    );
}

#[test]
fn yesterdays_copy_is_a_rollback_to_todays_checkpoint() {
    let folder = folder();
    let (path, _) = sample(folder.path());
    let copy = folder.path().join("copy.db");
    std::fs::copy(&path, &copy).expect("copied");
    let mut ledger = open(Box::new(Sqlite::open(&path).expect("store")));
    write(&mut ledger, &accept("late", "2024", "2024-04-01T00:00:00Z"));
    let (_, today) = ledger.checkpoint().expect("checkpoint");
    let mut old = open(Box::new(Sqlite::open(&copy).expect("store")));
    let rolled = audit(old.store(), &[("today".into(), today.clone())]).expect("audit").findings;
    assert!(rolled.len() == 1 && rolled[0].starts_with("rollback: checkpoint `today` has 21 entries"), "{rolled:?}");
    write(&mut old, &accept("other", "2024", "2024-04-01T00:00:00Z"));
    let forked = audit(old.store(), &[("today".into(), today)]).expect("audit").findings;
    assert!(forked.len() == 1 && forked[0].starts_with("fork: checkpoint `today`"), "{forked:?}");
}

#[test]
fn another_programs_file_is_left_alone() {
    let folder = folder();
    let path = database(folder.path());
    rusqlite::Connection::open(&path).expect("file").execute_batch("CREATE TABLE t (a)").expect("table");
    let before = std::fs::read(&path).expect("file");
    assert!(matches!(Sqlite::create(&path).map(|_| ()), Err(StoreError::Foreign(_))));
    assert!(matches!(Sqlite::open(&path).map(|_| ()), Err(StoreError::Foreign(_))));
    assert_eq!(std::fs::read(&path).expect("file"), before);
    assert_eq!(std::fs::read_dir(folder.path()).expect("folder").count(), 1);
}

#[test]
fn rows_are_guarded_by_triggers() {
    let folder = folder();
    let (path, _) = sample(folder.path());
    let connection = rusqlite::Connection::open(&path).expect("connection");
    for sql in [
        "DELETE FROM entries WHERE idx = 19",
        "UPDATE entries SET bytes = x'00' WHERE idx = 3",
        "INSERT INTO entries VALUES (25, x'00')",
        "INSERT OR REPLACE INTO entries VALUES (3, x'00')",
        "UPDATE nodes SET hash = x'00'",
        "UPDATE head SET size = 3",
        "DELETE FROM head",
        "DELETE FROM editions",
        "UPDATE parties SET id = 'x'",
    ] {
        assert!(connection.execute_batch(sql).is_err(), "{sql}");
    }
}
