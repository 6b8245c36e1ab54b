//! The ledger as commands meet it: times and versions as written, the rules of the workspace, what a write prints.

use std::collections::BTreeMap;
use std::io::Write as _;

use serde_json::json;

use super::output::Plain;
use super::place::{Location, Place};
use super::{Failure, Global, Terminal, json};
use crate::binding::admission::{edition_of, terms_of};
use crate::binding::{Calendar, Choice, Refusal, Rules, Terms, admit};
use crate::digest;
use crate::ledger::request::{Deed, Request};
use crate::ledger::store::StoreError;
use crate::ledger::{Appended, LedgerError};
use crate::model::address::{Address, Target};
use crate::model::instant::Instant;
use crate::model::name::{Slug, hex};
use crate::model::time::Timestamp;
use crate::workspace::Workspace;

// what every appending command takes; a doc comment would become the help of the command
#[derive(Debug, clap::Args)]
pub(super) struct Append {
    /// The same key and content again gives the first entry [default: derived from party, version, method and time]
    #[arg(long, value_name = "KEY")]
    pub(super) key: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value = "human")]
    pub(super) format: Plain,
    #[command(flatten)]
    pub(super) place: Place,
}

/// The moment of the clock; the only place where the ledger's commands read it.
pub(super) fn now() -> Result<Instant, Failure> {
    Ok(Instant::new(Timestamp::now())?)
}

/// A time as a person writes it, in the zone of the workspace; none: none.
pub(super) fn time(written: Option<&str>, ws: &Workspace) -> Result<Option<Instant>, Failure> {
    written.map(|s| Instant::read_in(s, &ws.zone()).map_err(Failure::from)).transpose()
}

/// `SLUG[@VERSION]` → the agreement and which version of it.
pub(super) fn agreement(address: &Address) -> Result<(Slug, Choice), Failure> {
    let named = match (&address.text, &address.clause) {
        (Target::InForce(slug), None) => Some((slug, Choice::Offered)),
        (Target::Version(slug, version), None) => Some((slug, Choice::Named(version.clone()))),
        (Target::Digest(slug, prefix), None) => Some((slug, Choice::Digest(prefix.clone()))),
        _ => None,
    };
    let named = named.map(|(slug, choice)| (slug.clone(), choice));
    named.ok_or_else(|| {
        Failure::new(format!("`{address}` is no version of an agreement: expected SLUG or SLUG@VERSION"))
    })
}

/// What the workspace says about binding.
pub(super) fn rules(ws: &Workspace) -> Result<Rules, Failure> {
    let mut terms = BTreeMap::new();
    for slug in ws.slugs()? {
        let agreement = ws.agreement(&slug)?;
        let profile = ws.profile(&slug, &agreement)?;
        let versions = ws.versions(&slug)?;
        if let Some(v) = versions.iter().find(|v| digest::version(&slug, v) != v.digest) {
            let message = format!("version `{}` of `{slug}` is not the one that its digest names", v.version);
            return Err(Failure::new(message).hint("`engross verify` tells what was changed"));
        }
        let mut known = Terms::new(profile, agreement.prerequisites, &versions)
            .map_err(|error| Failure::from(error).at(ws.folder(&slug).join("versions.yaml").display()))?;
        known.drafts = ws.text_files(&slug)?.into_iter().map(|f| f.version).collect();
        known.drafts.retain(|name| !versions.iter().any(|v| v.version == *name));
        terms.insert(slug, known);
    }
    let holidays = ws.publisher.holidays.iter().copied().collect();
    Ok(Rules { terms, calendar: Calendar { zone: ws.zone(), holidays } })
}

/// Appends one act and prints what became of it.
pub(super) fn append(
    request: &Request,
    options: &Append,
    ws: &Workspace,
    global: &Global,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let rules = rules(ws)?;
    append_by(&rules, request, options, global, terminal)
}

/// The same, where the rules have been read.
pub(super) fn append_by(
    rules: &Rules,
    request: &Request,
    options: &Append,
    global: &Global,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let (location, now) = (options.place.locate(global)?, now()?);
    if request.at.is_some_and(|at| at > now) {
        terminal.remark("warning: the act is dated in the future");
    }
    // what is refused should not make a ledger either
    let first = || admissible(rules, request, now).map_err(|e| hinted(e.into(), &location));
    let mut ledger = options.place.write(global, terminal, first)?;
    let appended = ledger.append(rules, now, request).map_err(|e| hinted(e, &location))?;
    let written = format!("entry {} is written all the same", appended.index);
    print(&appended, options.format, terminal).map_err(|failure| failure.hint(written))
}

/// Whether the rules let an act be the first of a ledger.
fn admissible(rules: &Rules, request: &Request, now: Instant) -> Result<(), Refusal> {
    let at = request.at.unwrap_or(now);
    match &request.deed {
        Deed::Accept(accept) => {
            let proposal = accept.proposal(&request.agreement, at, now);
            admit(rules, &proposal, || Ok::<_, Refusal>(Vec::new())).map(|_| ())
        }
        Deed::Notify { version, .. } => edition_of(rules, &request.agreement, version, at.min(now)).map(|_| ()),
        Deed::Use | Deed::Withdraw => terms_of(rules, &request.agreement).map(|_| ()),
    }
}

/// What a write did.
pub(super) fn print(appended: &Appended, format: Plain, terminal: &Terminal) -> Result<(), Failure> {
    let Appended { index, size, repeated, .. } = appended;
    let (leaf, root) = (hex(&appended.leaf), hex(&appended.root));
    let entry: serde_json::Value = serde_json::from_slice(&appended.bytes)?;
    let mut out = terminal.out();
    if format == Plain::Json {
        let value = json!({
            "index": index, "leaf": leaf, "size": size, "root": root, "entry": entry, "repeated": repeated,
        });
        write!(out, "{}", json::pretty(&value))?;
        return Ok(());
    }
    let field = |name: &str| entry.get(name).and_then(|v| v.as_str()).unwrap_or_default();
    let version = Some(field("version")).filter(|v| !v.is_empty()).map(|v| format!("@{v}")).unwrap_or_default();
    let what = format!("{} {}{version}", field("kind"), field("agreement"));
    let note = if *repeated { "  (recorded before under this key)" } else { "" };
    writeln!(out, "entry {index}  {}{note}", what.trim_end())?;
    writeln!(out, "  leaf  {leaf}\n  size  {size}\n  root  {root}")?;
    Ok(())
}

/// The next step for what the ledger did not do.
pub(super) fn hinted(error: LedgerError, location: &Location) -> Failure {
    let hint = match &error {
        LedgerError::Store(StoreError::Missing(_)) | LedgerError::NotBegun => {
            "`engross ledger init` makes one; so does the first `engross accept`".to_owned()
        }
        LedgerError::Store(StoreError::OutcomeUnknown(_)) => {
            "run the same command again with the same `--key`: it gives the entry, written once".to_owned()
        }
        LedgerError::Store(StoreError::Damaged(_)) | LedgerError::ReadOnly(_) => location.mending().to_owned(),
        LedgerError::Store(StoreError::Unreachable { cause, .. }) if cause.contains("certificate") => {
            "`sslrootcert=FILE` names the authority that has signed the server's certificate, which has to be for the \
             host as the URL names it"
                .to_owned()
        }
        LedgerError::Store(StoreError::Engine { .. }) => location.refusal(),
        LedgerError::Store(StoreError::Unreachable { .. }) => {
            "nothing was written; see that the server runs, then run the same command again".to_owned()
        }
        LedgerError::Store(StoreError::Login { .. }) => {
            "user, password and database stand in `--ledger` or ENGROSS_LEDGER, the password also in PGPASSWORD"
                .to_owned()
        }
        LedgerError::Store(StoreError::Rights(_)) => {
            "nothing was written; OPERATING.md says which role may do what, and the owner runs `engross ledger init`"
                .to_owned()
        }
        LedgerError::NoKey(_) => {
            format!("put the key back as `{}`: every head is signed", location.secret().display())
        }
        LedgerError::WrongKey { .. } => {
            format!("put the key back with which the ledger was begun, as `{}`", location.secret().display())
        }
        LedgerError::KeyReused { .. } => "an idempotency key is for one act; give this one another".to_owned(),
        LedgerError::Republished { .. } => {
            "a published version is never changed: put it back, and publish the change as a new version".to_owned()
        }
        LedgerError::Refused(Refusal::Draft { agreement, version }) => {
            format!("`engross publish {agreement} {version}` publishes it")
        }
        LedgerError::Refused(
            Refusal::UnknownVersion { agreement, .. } | Refusal::NotYetPublished { agreement, .. },
        ) => {
            format!("`engross log {agreement}` lists the versions")
        }
        LedgerError::Refused(Refusal::Prerequisite { .. }) => {
            "record that acceptance first; `engross status --party PARTY` shows what is missing".to_owned()
        }
        LedgerError::Refused(Refusal::Minor { .. }) => {
            "`--actor guardian --actor-party PARTY` records that a guardian accepts".to_owned()
        }
        _ => return error.into(),
    };
    Failure::from(error).hint(hint)
}
