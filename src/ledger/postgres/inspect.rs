//! What guards the tables, compared with what the migrations made: triggers that are there and on, functions that say
//! what they said.

use std::collections::{BTreeMap, BTreeSet};

use postgres::Client;

use super::super::store::StoreError;
use super::connect::MIGRATIONS;
use super::failed;

/// What is missing or changed, in words.
pub(super) fn inspect(client: &mut Client) -> Result<Vec<String>, StoreError> {
    let sql = MIGRATIONS.concat();
    let mut found = Vec::new();
    let triggers = "SELECT tgname::text FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = tgrelid
                    WHERE relnamespace = 'engross'::regnamespace AND NOT tgisinternal AND tgenabled IN ('O', 'A')
                    AND pg_get_triggerdef(t.oid) LIKE '% ON engross.' || relname || ' %'";
    let rows = client.query(triggers, &[]).map_err(failed("read"))?;
    let on: BTreeSet<String> = rows.iter().map(|row| row.get(0)).collect();
    for name in declared(&sql, "CREATE TRIGGER ").filter(|name| !on.contains(*name)) {
        found.push(format!("the trigger `{name}` is gone or switched off"));
    }

    let functions = "SELECT proname::text, prosrc FROM pg_catalog.pg_proc WHERE pronamespace = 'engross'::regnamespace";
    let rows = client.query(functions, &[]).map_err(failed("read"))?;
    let sources: BTreeMap<String, String> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    for name in declared(&sql, "CREATE FUNCTION engross.") {
        let name = name.trim_end_matches("()");
        let body = sql.split(&format!("FUNCTION engross.{name}()")).nth(1).and_then(|rest| rest.split("$$").nth(1));
        if sources.get(name).map(String::as_str) != body {
            found.push(format!("the function `{name}` of a trigger was changed"));
        }
    }
    Ok(found)
}

/// The names that follow a word in SQL.
fn declared<'s>(sql: &'s str, word: &'s str) -> impl Iterator<Item = &'s str> {
    sql.split(word).skip(1).filter_map(|rest| rest.split_whitespace().next())
}
