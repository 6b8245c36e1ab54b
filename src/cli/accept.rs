//! `engross accept`

use std::collections::BTreeMap;

use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser, TypedValueParser as _};

use super::{Failure, Global, Outcome, Terminal, address, book};
use crate::binding::{Admitted, Choice, Refusal, Rules, admit};
use crate::digest;
use crate::ledger::request::{Accept, Deed, Request};
use crate::model::address::Address;
use crate::model::agreement::Method;
use crate::model::event::{Hex32, Role};
use crate::model::name::Slug;
use crate::model::path;
use crate::workspace::Workspace;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// SLUG, SLUG@VERSION or SLUG@sha256:…
    agreement: Address,
    /// Who accepts: an id of your own
    #[arg(long, value_parser = NonEmptyStringValueParser::new())]
    party: String,
    /// By which act
    #[arg(long, value_parser = methods())]
    method: Method,
    /// When: `2024-01-03`, a local time or RFC 3339 [default: now]
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// The language of the text shown [default: the one that prevails]
    #[arg(long)]
    language: Option<String>,
    /// What else proves the act, kept in the side table (repeatable)
    #[arg(long, value_name = "NAME=VALUE", value_parser = evidence)]
    evidence: Vec<(String, String)>,
    /// Who acted
    #[arg(long, value_parser = roles())]
    actor: Option<Role>,
    /// The id of who acted, where it was not the party
    #[arg(long, value_name = "PARTY", requires = "actor", value_parser = NonEmptyStringValueParser::new())]
    actor_party: Option<String>,
    /// The party's age, where it is known: looked at and not recorded
    #[arg(long)]
    age: Option<u32>,
    /// SHA-256 of the page that was shown
    #[arg(long, value_name = "HEX")]
    page_sha256: Option<Hex32>,
    /// A clause that the party confirmed by itself (repeatable)
    #[arg(long, value_name = "CLAUSE-ID")]
    confirm: Vec<String>,
    #[command(flatten)]
    append: book::Append,
}

fn methods() -> impl clap::builder::TypedValueParser<Value = Method> {
    PossibleValuesParser::new(Method::ALL.map(Method::as_str))
        .map(|s| Method::ALL.into_iter().find(|m| m.as_str() == s).unwrap_or(Method::Api))
}

fn roles() -> impl clap::builder::TypedValueParser<Value = Role> {
    PossibleValuesParser::new(Role::ALL.map(Role::as_str))
        .map(|s| Role::ALL.into_iter().find(|r| r.as_str() == s).unwrap_or(Role::Oneself))
}

fn evidence(s: &str) -> Result<(String, String), String> {
    let split = s.split_once('=').filter(|(name, _)| !name.is_empty() && name.is_ascii());
    let (name, value) = split.ok_or("expected NAME=VALUE with a name in ASCII")?;
    Ok((name.to_owned(), value.to_owned()))
}

pub(super) fn run(args: Args, global: &Global, terminal: &Terminal) -> Result<Outcome, Failure> {
    let ws = address::workspace(global)?;
    let rules = book::rules(&ws)?;
    let (agreement, version) = book::agreement(&args.agreement)?;
    let (version, language) = with_language(&rules, &agreement, version);
    let mut evidence = BTreeMap::new();
    for (name, value) in args.evidence {
        if evidence.insert(name.clone(), value).is_some() {
            return Err(Failure::new(format!("`--evidence {name}=…` is given twice")));
        }
    }
    let accept = Accept {
        version,
        method: args.method,
        language: args.language.or(language),
        role: args.actor,
        actor: args.actor_party,
        age: args.age,
        page_sha256: args.page_sha256,
        clauses: args.confirm,
        evidence,
    };
    let at = book::time(args.at.as_deref(), &ws)?;
    let key = args.append.key.clone();
    let request = Request { key, party: Some(args.party), agreement, at, deed: Deed::Accept(accept) };
    check_text(&ws, &rules, &request, &args.append, global, terminal)?;
    book::append_by(&rules, &request, &args.append, global, terminal)?;
    Ok(Outcome::Done)
}

/// `2023-12.en` names a translation of a version, unless a version is called so.
fn with_language(rules: &Rules, agreement: &Slug, choice: Choice) -> (Choice, Option<String>) {
    let editions = rules.terms.get(agreement).map_or(&[][..], |terms| &terms.editions);
    let split = match &choice {
        Choice::Named(name) if !editions.iter().any(|e| e.version == *name) => name.as_str().rsplit_once('.'),
        _ => None,
    };
    let found = split.and_then(|(version, language)| {
        let edition = editions.iter().find(|e| e.version.as_str() == version)?;
        edition.texts.contains_key(language).then(|| (Choice::Named(edition.version.clone()), language.to_owned()))
    });
    found.map_or((choice, None), |(choice, language)| (choice, Some(language)))
}

/// The text that would be accepted has to be the published one and to have the clauses that are confirmed. What the
/// rules refuse is told by the ledger, which first looks whether the key has written before.
fn check_text(
    ws: &Workspace,
    rules: &Rules,
    request: &Request,
    append: &book::Append,
    global: &Global,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let Deed::Accept(accept) = &request.deed else { return Ok(()) };
    let Ok(admitted) = preview(rules, request, accept, append, global, terminal) else { return Ok(()) };
    let Admitted { version, language, .. } = &admitted;
    let text = ws.text(&request.agreement, version, language)?;
    let name = named(&request.agreement, &admitted);
    if digest::text(&text) != admitted.text_digest {
        let message = format!("the text of `{name}` is not the published one");
        return Err(Failure::new(message).hint("`engross verify` tells what was changed"));
    }
    let placed = path::place(&text);
    match accept.clauses.iter().find(|id| !placed.iter().any(|p| p.id() == id.as_str())) {
        None => Ok(()),
        Some(id) => Err(Failure::new(format!("`{name}` has no clause `{id}` to confirm"))
            .hint(format!("`engross show {name}` shows its clauses"))),
    }
}

fn preview(
    rules: &Rules,
    request: &Request,
    accept: &Accept,
    append: &book::Append,
    global: &Global,
    terminal: &Terminal,
) -> Result<Admitted, Failure> {
    let now = book::now()?;
    let proposal = accept.proposal(&request.agreement, request.at.unwrap_or(now), now);
    let party = request.party.as_deref().unwrap_or_default();
    let admitted: Result<_, PreviewError> = admit(rules, &proposal, || {
        let ledger = append.place.read_if_any(global, &terminal.silent())?;
        Ok(ledger.map_or(Ok(Vec::new()), |mut ledger| ledger.history(party))?)
    });
    admitted.map_err(|PreviewError(failure)| failure)
}

struct PreviewError(Failure);

impl From<Refusal> for PreviewError {
    fn from(refusal: Refusal) -> Self {
        PreviewError(refusal.into())
    }
}

impl From<Failure> for PreviewError {
    fn from(failure: Failure) -> Self {
        PreviewError(failure)
    }
}

impl From<crate::ledger::LedgerError> for PreviewError {
    fn from(error: crate::ledger::LedgerError) -> Self {
        PreviewError(error.into())
    }
}

fn named(agreement: &Slug, admitted: &Admitted) -> String {
    format!("{agreement}@{}", admitted.version)
}
