//! The acts that are recorded, and the ledger that records them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use engross::binding::{Calendar, Choice, Edition, Rules, Terms};
use engross::ledger::Ledger;
use engross::ledger::note::Signer;
use engross::ledger::postgres::{Address, Postgres};
use engross::ledger::request::{Accept, Deed, Request};
use engross::ledger::sqlite::Sqlite;
use engross::ledger::store::Store;
use engross::model::agreement::{Method, Profile};
use engross::model::instant::Instant;
use engross::model::name::{Digest, Slug};
use engross::model::time::{Timestamp, zone};
use engross::model::version::Level;

/// One agreement in one version.
pub(crate) fn rules() -> Rules {
    let edition = Edition {
        version: "2024".parse().expect("a version"),
        digest: Digest([1; 32]),
        label: None,
        published: "2024-01-01T00:00:00Z".parse().expect("a time"),
        effective: "2024-01-01T00:00:00Z".parse().expect("a time"),
        level: Level::Material,
        prevailing: "zh-CN".into(),
        texts: BTreeMap::from([("zh-CN".into(), Digest([2; 32]))]),
    };
    let terms = Terms { profile: Profile::default(), prerequisites: vec![], editions: vec![edition], drafts: vec![] };
    Rules {
        terms: BTreeMap::from([(agreement(), terms)]),
        calendar: Calendar { zone: zone("UTC").expect("a zone"), holidays: BTreeSet::new() },
    }
}

pub(crate) fn agreement() -> Slug {
    "service-agreement".parse().expect("a slug")
}

/// An acceptance by a click, under a key of its own.
pub(crate) fn acceptance(party: String, key: String) -> Request {
    Request {
        key: Some(key),
        party: Some(party),
        agreement: agreement(),
        at: Some("2024-06-01T12:00:00Z".parse().expect("a time")),
        deed: Deed::Accept(Accept::new(Choice::Offered, Method::Click)),
    }
}

pub(crate) fn now() -> Instant {
    Instant::new(Timestamp::now()).expect("this century")
}

/// Opens the ledger of a file, or of a PostgreSQL URL; begins it where it has not begun.
pub(crate) fn open(place: &Path) -> Ledger {
    let signer = || Signer::new("bench.example/ledger", &[7; 32]).expect("a key");
    let mut store: Box<dyn Store> = match place.to_str().filter(|url| Address::is_one(url)) {
        Some(url) => Box::new(Postgres::create(&Address::parse(url, None).expect("a URL")).expect("the database")),
        None => Box::new(Sqlite::create(place).expect("the file")),
    };
    Ledger::begin(store.as_mut(), now(), |_| Ok(signer())).expect("begun");
    Ledger::open(store, Some(signer())).expect("opened")
}
