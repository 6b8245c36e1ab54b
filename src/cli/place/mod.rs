//! Where a ledger is: which engine, and which key signs it, as the command line and the workspace say it.

mod location;

use std::convert::Infallible;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use self::location::Engine;
pub(super) use self::location::Location;
use super::book::hinted;
use super::{Failure, Global, Terminal, address};
use crate::ledger::postgres::Address;
use crate::ledger::store::StoreError;
use crate::ledger::{Ledger, LedgerError};
use crate::workspace::Workspace;

// which ledger; a doc comment would become the help of the command
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Place {
    /// The ledger: `sqlite:FILE` or `postgres://USER@HOST/DATABASE` [default: `sqlite:acceptances.db` in the workspace]
    #[arg(long, env = "ENGROSS_LEDGER", value_name = "URL", global = true, hide_env_values = true)]
    ledger: Option<Url>,
    /// The secret key that signs it [default: beside the SQLite file; DATABASE.key in the workspace]
    #[arg(long, env = "ENGROSS_LEDGER_KEY", value_name = "FILE", global = true, hide_env_values = true)]
    ledger_key: Option<PathBuf>,
}

/// An address that can hold a password, so it is never shown.
#[derive(Clone)]
struct Url(String);

impl FromStr for Url {
    type Err = Infallible;

    fn from_str(s: &str) -> Result<Self, Infallible> {
        Ok(Url(s.to_owned()))
    }
}

impl fmt::Debug for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Url(…)")
    }
}

impl Place {
    /// Where it is; says nothing about whether there is one.
    pub(super) fn locate(&self, global: &Global) -> Result<Location, Failure> {
        let workspace = Workspace::find(&global.directory);
        let engine = match &self.ledger {
            None => {
                let ws = workspace.or_else(|_| address::workspace(global))?;
                Engine::Sqlite(ws.root.join("acceptances.db"))
            }
            Some(Url(url)) if Address::is_one(url) => {
                let password = std::env::var("PGPASSWORD").ok();
                Engine::Postgres(Box::new(Address::parse(url, password.as_deref())?))
            }
            Some(Url(url)) => {
                let path = url.strip_prefix("sqlite:").filter(|p| !p.is_empty()).ok_or_else(|| {
                    // never the rest of the address: it can hold a password
                    let scheme = url.split(':').next().unwrap_or_default();
                    let expected = "`sqlite:FILE` or `postgres://USER@HOST/DATABASE`";
                    Failure::new(format!("no ledger of the form `{scheme}:`: expected {expected}"))
                })?;
                let path = global.directory.join(path);
                if let Ok(ws) = workspace
                    && let Ok(full) = std::path::absolute(&path)
                    && full.starts_with(ws.root.join("site"))
                {
                    return Err(Failure::new("a ledger inside `site/` would be published").at(path.display()));
                }
                Engine::Sqlite(path)
            }
        };
        let secret = match (&self.ledger_key, &engine) {
            (Some(file), _) => global.directory.join(file),
            (None, Engine::Sqlite(path)) => path.with_extension("key"),
            (None, Engine::Postgres(address)) => {
                let folder = Workspace::find(&global.directory).map_or_else(|_| global.directory.clone(), |ws| ws.root);
                let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
                let name = Some(address.database()).filter(|name| name.chars().all(is_plain)).unwrap_or("ledger");
                folder.join(format!("{name}.key"))
            }
        };
        Ok(Location { engine, secret })
    }

    /// Opens the ledger for reading.
    pub(super) fn read(&self, global: &Global, terminal: &Terminal) -> Result<Ledger, Failure> {
        let location = self.locate(global)?;
        let missing = || hinted(StoreError::Missing(location.to_string()).into(), &location);
        self.read_if_any(global, terminal)?.ok_or_else(missing)
    }

    /// The same; none: nothing was ever written.
    pub(super) fn read_if_any(&self, global: &Global, terminal: &Terminal) -> Result<Option<Ledger>, Failure> {
        let location = self.locate(global)?;
        let Some(store) = location.open(terminal)? else { return Ok(None) };
        match Ledger::open(store, None) {
            Ok(ledger) => {
                warn(&ledger, terminal);
                Ok(Some(ledger))
            }
            Err(LedgerError::NotBegun) => Ok(None),
            Err(error) => Err(hinted(error, &location)),
        }
    }

    /// Opens the ledger for writing; makes it and its key where there is none and `first` has nothing against it.
    pub(super) fn write(
        &self,
        global: &Global,
        terminal: &Terminal,
        first: impl FnOnce() -> Result<(), Failure>,
    ) -> Result<Ledger, Failure> {
        let location = self.locate(global)?;
        let origin = Workspace::find(&global.directory).ok().and_then(|ws| origin(&ws));
        let (ledger, begun) = location.begin(origin, terminal, first)?;
        if begun {
            terminal.remark(format!("a new ledger: {location} with the key {}", location.secret.display()));
        }
        warn(&ledger, terminal);
        Ok(ledger)
    }
}

/// The site's address without its scheme, and `/ledger`.
fn origin(ws: &Workspace) -> Option<String> {
    let url = ws.publisher.base_url.as_deref()?;
    let place = url.split_once("://").map_or(url, |(_, place)| place).trim_end_matches('/');
    let usable = !place.is_empty() && !place.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+');
    usable.then(|| format!("{place}/ledger"))
}

fn warn(ledger: &Ledger, terminal: &Terminal) {
    if let Some(fault) = ledger.fault() {
        terminal.remark(format!("warning: the ledger does not fit its head and is read-only: {fault}"));
    }
}

/// A text in which no address has its password any more.
pub(super) fn without_passwords(text: &str) -> String {
    let mut parts = text.split("://");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| c.is_whitespace() || "'\"`".contains(c)).unwrap_or(part.len());
        let (address, rest) = part.split_at(end);
        out.push_str("://");
        match address.rsplit_once('@') {
            Some((login, place)) if let Some((user, _)) = login.split_once(':') => {
                out.push_str(&format!("{user}:…@{place}"));
            }
            _ => out.push_str(address),
        }
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_taken_out() {
        let said = "unexpected argument 'postgres://me:hu@sh@host/db?x=1' found, see https://engross.example/";
        let shown = "unexpected argument 'postgres://me:…@host/db?x=1' found, see https://engross.example/";
        assert_eq!(without_passwords(said), shown);
        assert_eq!(format!("{:?}", Url("postgres://me:hush@host/db".to_owned())), "Url(…)");
    }
}
