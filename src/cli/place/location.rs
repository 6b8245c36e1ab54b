//! A ledger's place, read: a store or a ledger of it, opened or made, and what to do where its engine refuses.

use std::fmt;
use std::path::{Path, PathBuf};

use super::super::book::{hinted, now};
use super::super::{Failure, Terminal, keys};
use crate::ledger::postgres::{Address, Postgres};
use crate::ledger::sqlite::Sqlite;
use crate::ledger::store::{Store, StoreError};
use crate::ledger::{Ledger, LedgerError};

/// A ledger's place, read.
pub(in crate::cli) struct Location {
    pub(super) engine: Engine,
    pub(super) secret: PathBuf,
}

pub(super) enum Engine {
    Sqlite(PathBuf),
    Postgres(Box<Address>),
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.engine {
            Engine::Sqlite(path) => path.display().fmt(f),
            Engine::Postgres(address) => address.fmt(f),
        }
    }
}

impl Location {
    /// The file of the secret key.
    pub(in crate::cli) fn secret(&self) -> &Path {
        &self.secret
    }

    /// The file of the public key.
    pub(in crate::cli) fn public(&self) -> PathBuf {
        self.secret.with_extension("pub")
    }

    /// What to do where the storage is damaged.
    pub(in crate::cli) fn mending(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite(_) => "`engross ledger verify` names what is wrong; restore the file from a backup",
            Engine::Postgres(_) => "`engross ledger verify` names what is wrong; restore the database from a backup",
        }
    }

    /// What to look at where the engine refuses.
    pub(in crate::cli) fn refusal(&self) -> String {
        match &self.engine {
            Engine::Sqlite(path) => format!(
                "nothing was written; SQLite needs room and the right to write beside `{}`: is the disk full, or read-only?",
                path.display()
            ),
            Engine::Postgres(_) => "nothing was written; the server's log says more".to_owned(),
        }
    }

    /// What to do where deleted rows are still in the storage.
    pub(in crate::cli) fn scrubbing(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite(_) => "a reader holds the log, which still has the deleted rows: run it again later",
            Engine::Postgres(_) => {
                "the role does not own the tables: their owner's next `VACUUM` removes the deleted rows"
            }
        }
    }

    /// The store that is there.
    pub(in crate::cli) fn store(&self, terminal: &Terminal) -> Result<Box<dyn Store>, StoreError> {
        Ok(match &self.engine {
            Engine::Sqlite(path) => Box::new(Sqlite::open(path)?),
            Engine::Postgres(address) => {
                if address.is_open_to_others() {
                    let server = address.server();
                    terminal.remark(format!(
                        "warning: what is sent to {server} can be read on the way: `?sslmode=verify-full` asks for TLS, \
                         `?sslmode=disable` says that it need not be"
                    ));
                }
                Box::new(Postgres::open(address)?)
            }
        })
    }

    /// The same; none: there is none.
    pub(in crate::cli) fn open(&self, terminal: &Terminal) -> Result<Option<Box<dyn Store>>, Failure> {
        match self.store(terminal) {
            Ok(store) => Ok(Some(store)),
            Err(StoreError::Missing(_)) => Ok(None),
            Err(error) => Err(hinted(error.into(), self)),
        }
    }

    /// The store, made where there is none.
    pub(in crate::cli) fn make(&self, terminal: &Terminal) -> Result<Box<dyn Store>, Failure> {
        match self.open(terminal)? {
            Some(store) => Ok(store),
            None => self.create().map_err(|e| hinted(e.into(), self)),
        }
    }

    fn create(&self) -> Result<Box<dyn Store>, StoreError> {
        Ok(match &self.engine {
            Engine::Sqlite(path) => Box::new(Sqlite::create(path)?),
            Engine::Postgres(address) => Box::new(Postgres::create(address)?),
        })
    }

    /// Opens a ledger with its key, and begins it where it has not begun; says whether it did.
    pub(in crate::cli) fn begin(
        &self,
        origin: Option<String>,
        terminal: &Terminal,
        first: impl FnOnce() -> Result<(), Failure>,
    ) -> Result<(Ledger, bool), Failure> {
        let fail = |e| hinted(e, self);
        let there = self.open(terminal)?;
        let is_new = there.is_none();
        let begun = match there {
            Some(mut store) => {
                let head = store.read().and_then(|mut view| view.head()).map_err(|e| fail(e.into()))?;
                head.map(|_| store)
            }
            None => None,
        };
        let mut store = match begun {
            Some(store) => store,
            // there is none, or its making was cut off, perhaps before it had tables
            None => {
                first()?;
                self.create().map_err(|e| fail(e.into()))?
            }
        };
        let mut made = Ok(());
        let begun = Ledger::begin(store.as_mut(), now()?, |id| {
            let origin = origin.unwrap_or_else(|| format!("engross/{id}"));
            keys::make(&self.secret, &self.public(), &origin).map_err(|failure| {
                made = Err(failure);
                LedgerError::NoKey(origin)
            })
        });
        if let Err(failure) = made {
            if let (Engine::Sqlite(path), true) = (&self.engine, is_new) {
                drop(store);
                let _ = std::fs::remove_file(path);
            }
            return Err(failure);
        }
        let begun = begun.map_err(fail)?;
        let signer = keys::read(&self.secret)?;
        let ledger = Ledger::open(store, signer).map_err(fail)?;
        Ok((ledger, begun))
    }
}
