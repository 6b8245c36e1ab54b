//! What only PostgreSQL has: roles, and triggers that the owner of the tables can switch off.

use engross::ledger::audit::audit;
use engross::ledger::postgres::{Address, Postgres};
use engross::ledger::store::StoreError;
use engross::ledger::{Ledger, LedgerError};

use crate::engines::{Database, Engine as _};
use crate::ledger_story::{accept, now, open, rules, signer, write};

pub(crate) const WHEN: &str = "2024-04-01T00:00:00Z";

pub(crate) fn address(url: &str) -> Address {
    Address::parse(url, None).expect("address")
}

pub(crate) fn at(url: &str) -> Result<Ledger, LedgerError> {
    Ledger::open(Box::new(Postgres::open(&address(url))?), Some(signer()))
}

pub(crate) fn findings(database: &Database) -> Vec<String> {
    audit(database.open().as_mut(), &[]).expect("audit").findings
}

/// A ledger of twenty entries.
pub(crate) fn sample(database: &Database) -> Ledger {
    let mut ledger = open(database.create());
    for i in 0..15 {
        write(&mut ledger, &accept(&format!("party-{i}"), "2024", WHEN));
    }
    ledger
}

/// The roles of the operator's page, their names made this test's own.
fn roles(database: &Database) -> String {
    let page = include_str!("../../src/ledger/OPERATING.md");
    let sql = page.split("```sql\n").find(|block| block.starts_with("CREATE ROLE")).unwrap();
    let sql = sql.split("```").next().unwrap().replace("'change me'", "'hush'").replace("shop", "engross_shop");
    sql.replace("engross_", &format!("{}_", database.name()))
}

#[test]
fn roles_may_do_what_the_operators_page_says() {
    let Some(database) = Database::new("roles_may_do_what_the_operators_page_says") else { return };
    drop(sample(&database));
    let name = database.name();
    database.sql(&roles(&database)).expect("the roles of the page");
    for role in ["reader", "eraser"] {
        let login = format!("CREATE ROLE {name}_login_{role} LOGIN PASSWORD 'hush' IN ROLE {name}_{role}");
        database.sql(&login).expect("a login");
    }
    database.sql(&format!("CREATE ROLE {name}_nobody LOGIN PASSWORD 'hush'")).expect("a login");
    let url = |role: &str| database.url_as(&format!("{name}_{role}"), "hush");
    let denied = |result: Result<_, LedgerError>| matches!(result, Err(LedgerError::Store(StoreError::Rights(_))));

    let mut writer = at(&url("shop")).expect("open");
    write(&mut writer, &accept("late", "2024", WHEN));
    assert!(denied(writer.erase(now(), "late", "request").map(drop)));
    let mut reader = at(&url("login_reader")).expect("open");
    assert_eq!(reader.history("late").expect("history").len(), 1);
    assert!(denied(reader.append(&rules(), now(), &accept("x", "2024", WHEN)).map(drop)));
    let mut eraser = at(&url("login_eraser")).expect("open");
    eraser.erase(now(), "late", "request").expect("erased");
    assert!(!eraser.store().scrub().expect("asked"), "not its tables");
    assert!(denied(at(&url("nobody")).map(drop)));
    assert!(matches!(Postgres::create(&address(&url("nobody"))).map(drop), Err(StoreError::Rights(_))));

    let mut shop = postgres::Client::connect(&url("shop"), postgres::NoTls).unwrap();
    for sql in [
        "UPDATE engross.entries SET bytes = ''",
        "DELETE FROM engross.entries",
        "TRUNCATE engross.entries CASCADE",
        "DELETE FROM engross.keys",
        "UPDATE engross.head SET verifier = ''",
        "ALTER TABLE engross.entries DISABLE TRIGGER ALL",
        "DROP TRIGGER entries_keep ON engross.entries",
        "CREATE OR REPLACE FUNCTION engross.refuse() RETURNS trigger LANGUAGE sql AS ''",
        "SET session_replication_role = replica",
        "UPDATE engross.head SET size = size + 1",
        "INSERT INTO engross.entries VALUES (1000, '')",
    ] {
        assert!(shop.batch_execute(sql).is_err(), "{sql}");
    }
    drop(shop);
    assert_eq!(findings(&database), Vec::<String>::new());
    drop((writer, reader, eraser));
    for role in ["shop", "login_reader", "login_eraser", "nobody", "reader", "writer", "eraser"] {
        database.sql(&format!("DROP OWNED BY {name}_{role}; DROP ROLE {name}_{role}")).expect(role);
    }
}

#[test]
fn the_owner_is_stopped_by_triggers_too() {
    let Some(database) = Database::new("the_owner_is_stopped_by_triggers_too") else { return };
    drop(sample(&database));
    for sql in [
        "DELETE FROM engross.entries WHERE idx = 19",
        "UPDATE engross.entries SET bytes = '' WHERE idx = 3",
        "TRUNCATE engross.entries",
        "INSERT INTO engross.entries VALUES (25, '')",
        "INSERT INTO engross.entries VALUES (3, '') ON CONFLICT (idx) DO UPDATE SET bytes = ''",
        "UPDATE engross.nodes SET hash = hash",
        "UPDATE engross.head SET size = 3",
        "UPDATE engross.head SET size = 21",
        "DELETE FROM engross.head",
        "DELETE FROM engross.editions",
        "UPDATE engross.parties SET id = 'x'",
        "TRUNCATE engross.keys",
    ] {
        assert!(database.sql(sql).is_err(), "{sql}");
    }
    assert_eq!(findings(&database), Vec::<String>::new());
}

#[test]
fn deeds_of_the_owner_are_named() {
    let Some(database) = Database::new("deeds_of_the_owner_are_named") else { return };
    drop(sample(&database));
    let copy = |sql: &str| {
        database.sql(&format!("BEGIN; SET LOCAL session_replication_role = replica; {sql}; COMMIT")).expect(sql);
        findings(&database)
    };
    // each deed with what takes it back
    for (sql, back, expected) in [
        ("DELETE FROM engross.keys WHERE idx = 9", "", "entry 9 has lost its idempotency key"),
        ("UPDATE engross.parties SET id = 'someone' WHERE number = 3", "", "no entry names it"),
        ("DELETE FROM engross.acts WHERE idx = 9", "", "is not listed among the acts"),
        (
            "UPDATE engross.editions SET version = '2025' WHERE version = '2024'",
            "UPDATE engross.editions SET version = '2024' WHERE version = '2025'",
            "is listed as published",
        ),
        ("UPDATE engross.nodes SET hash = sha256('') WHERE position = 5", "", "is not the hash of what is below it"),
        ("UPDATE engross.entries SET bytes = 'x' WHERE idx = 7", "", "no JSON"),
        ("DELETE FROM engross.entries WHERE idx = 7", "", "entry 7 is missing"),
        ("DELETE FROM engross.entries WHERE idx = 19", "", "entry 7 is missing"),
    ] {
        let found = copy(sql);
        assert!(found.iter().any(|f| f.contains(expected)), "{sql}: {found:#?}");
        copy(back);
    }
    let refused = at(&database.url()).expect("open").append(&rules(), now(), &accept("late", "2024", WHEN));
    assert!(matches!(&refused, Err(LedgerError::ReadOnly(fault)) if fault.index == 19), "{refused:?}");
    database.sql("ALTER TABLE engross.entries DISABLE TRIGGER entries_keep").expect("switched off");
    database
        .sql("CREATE OR REPLACE FUNCTION engross.head_grows() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'")
        .expect("changed");
    let found = findings(&database);
    for expected in ["the trigger `entries_keep`", "the function `head_grows`"] {
        assert!(found.iter().any(|f| f.contains(expected)), "{found:#?}");
    }
}

#[test]
fn what_is_no_ledger_is_left_alone() {
    let Some(database) = Database::new("what_is_no_ledger_is_left_alone") else { return };
    assert!(matches!(Postgres::open(&database.address()).map(drop), Err(StoreError::Missing(_))));
    database.sql("CREATE SCHEMA engross; CREATE TABLE engross.entries (a int)").expect("another program");
    for result in [Postgres::open(&database.address()), Postgres::create(&database.address())] {
        assert!(matches!(result.map(drop), Err(StoreError::Foreign(_))));
    }
    database.sql("DROP SCHEMA engross CASCADE").expect("gone");
    drop(sample(&database));
    database.sql("INSERT INTO engross.migrations VALUES (99)").expect("newer");
    let newer = Postgres::open(&database.address()).map(drop);
    assert!(matches!(&newer, Err(StoreError::Foreign(m)) if m.starts_with("schema 99 found")), "{newer:?}");
}
