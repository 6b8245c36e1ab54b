//! `engross status`

use std::io::Write as _;

use clap::builder::NonEmptyStringValueParser;
use serde_json::{Value, json};

use super::output::Plain;
use super::place::Place;
use super::{Failure, Global, Outcome, Terminal, address, book, json};
use crate::binding::{Binding, Edition, Recorded, Rules, Standing, State, Terms, standing};
use crate::model::instant::Instant;
use crate::model::name::Slug;
use crate::model::time;
use crate::redline::form::{self, Name, Names};
use crate::redline::redline;
use crate::workspace::Workspace;

#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("whom").required(true).args(["party", "must_accept"]))]
pub(super) struct Args {
    /// Of one party
    #[arg(long, value_parser = NonEmptyStringValueParser::new())]
    party: Option<String>,
    /// Of all who still have to accept
    #[arg(long)]
    must_accept: bool,
    /// Only this agreement
    #[arg(long, value_name = "SLUG")]
    agreement: Option<Slug>,
    /// When: `2024-02-01`, a local time or RFC 3339 [default: now]
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value = "human")]
    format: Plain,
    #[command(flatten)]
    place: Place,
}

pub(super) fn run(args: Args, global: &Global, terminal: &Terminal) -> Result<Outcome, Failure> {
    let ws = address::workspace(global)?;
    if let Some(slug) = &args.agreement {
        ws.agreement(slug)?;
    }
    let rules = book::rules(&ws)?;
    let at = book::time(args.at.as_deref(), &ws)?.map_or_else(book::now, Ok)?;
    let desk = Desk { ws: &ws, rules: &rules, at, only: args.agreement.as_ref() };
    // none: nobody has accepted anything yet
    let mut ledger = args.place.read_if_any(global, terminal)?;
    match &args.party {
        Some(party) => {
            let history = ledger.as_mut().map_or(Ok(Vec::new()), |l| l.history(party))?;
            desk.party(party, &history, args.format, terminal)
        }
        None => {
            let mut owing = Vec::new();
            if let Some(ledger) = &mut ledger {
                for party in ledger.parties()? {
                    let history = ledger.history(&party)?;
                    owing.extend(desk.owing(&history).into_iter().map(|(slug, s)| (party.clone(), slug, s)));
                }
            }
            desk.list(&owing, args.format, terminal)
        }
    }
}

struct Desk<'a> {
    ws: &'a Workspace,
    rules: &'a Rules,
    at: Instant,
    only: Option<&'a Slug>,
}

impl Desk<'_> {
    fn party(&self, party: &str, history: &[Recorded], format: Plain, terminal: &Terminal) -> Result<Outcome, Failure> {
        let all = self.standings(history);
        let owes =
            |s: &Standing| s.state == State::MustAccept || s.state == State::PrerequisiteMissing && self.only.is_some();
        let outcome = if all.iter().any(|(_, _, s)| owes(s)) { Outcome::Found } else { Outcome::Done };
        let mut out = terminal.out();
        if format == Plain::Json {
            let rows = all.iter().map(|(slug, terms, s)| self.row(slug, terms, s)).collect::<Result<Vec<_>, _>>()?;
            let value = json!({"party": party, "at": self.at, "agreements": rows});
            write!(out, "{}", json::pretty(&value))?;
            return Ok(outcome);
        }
        writeln!(out, "{party} at {}", self.local(self.at))?;
        for (slug, terms, s) in &all {
            self.human(&mut out, slug, terms, s)?;
        }
        Ok(outcome)
    }

    fn list(&self, owing: &[(String, Slug, Standing)], format: Plain, terminal: &Terminal) -> Result<Outcome, Failure> {
        let mut out = terminal.out();
        if format == Plain::Json {
            let row = |(party, slug, s): &(String, Slug, Standing)| {
                let terms = self.rules.terms.get(slug)?;
                let version = |i: usize| terms.editions.get(i).map(|e| e.version.to_string());
                let bound = s.binding.as_ref().and_then(|b| version(b.edition));
                let required = s.required.and_then(version);
                Some(json!({"party": party, "agreement": slug, "binding": bound, "required": required}))
            };
            let rows: Vec<_> = owing.iter().filter_map(row).collect();
            write!(out, "{}", json::pretty(&json!({"at": self.at, "parties": rows})))?;
            return Ok(if owing.is_empty() { Outcome::Done } else { Outcome::Found });
        }
        for (party, slug, s) in owing {
            let Some(terms) = self.rules.terms.get(slug) else { continue };
            let version = |i: Option<usize>| {
                i.and_then(|i| terms.editions.get(i)).map_or_else(|| "-".to_owned(), |e| e.version.to_string())
            };
            let bound = version(s.binding.as_ref().map(|b| b.edition));
            writeln!(out, "{party}\t{slug}\t{bound} -> {}", version(s.required))?;
        }
        Ok(if owing.is_empty() { Outcome::Done } else { Outcome::Found })
    }

    /// The agreements of which a party was bound by an earlier version and has to accept the one in force.
    fn owing(&self, history: &[Recorded]) -> Vec<(Slug, Standing)> {
        let all = self.standings(history).into_iter();
        let owing = all.filter(|(_, _, s)| s.state == State::MustAccept && s.binding.is_some());
        owing.map(|(slug, _, s)| (slug.clone(), s)).collect()
    }

    fn standings(&self, history: &[Recorded]) -> Vec<(&Slug, &Terms, Standing)> {
        let asked = self.rules.terms.iter().filter(|(slug, _)| self.only.is_none_or(|only| only == *slug));
        asked.filter_map(|(slug, terms)| Some((slug, terms, standing(self.rules, slug, history, self.at)?))).collect()
    }

    fn row(&self, slug: &Slug, terms: &Terms, s: &Standing) -> Result<Value, Failure> {
        let edition = |i: usize| terms.editions.get(i);
        let binding = s.binding.as_ref().and_then(|b| Some((b, edition(b.edition)?))).map(|(b, e)| {
            json!({
                "version": e.version, "digest": e.digest, "label": e.label, "since": b.since,
                "rule": b.rule.as_str(), "entries": b.entries,
            })
        });
        let required = match s.required.and_then(edition) {
            Some(e) => {
                let changes = self.changes(slug, terms, s, e)?.map(|(json, _)| json);
                Some(json!({
                    "version": e.version, "digest": e.digest, "label": e.label, "effective": e.effective,
                    "since_version": self.last_accepted(terms, s).map(|e| &e.version),
                    "changes": changes.unwrap_or_else(|| json!([])),
                }))
            }
            None => None,
        };
        let coming = s.coming.and_then(edition).map(
            |e| json!({"version": e.version, "digest": e.digest, "effective": e.effective, "level": e.level.as_str()}),
        );
        Ok(json!({
            "agreement": slug, "state": s.state.as_str(), "binding": binding, "required": required,
            "coming": coming, "missing": s.missing,
        }))
    }

    fn human(&self, out: &mut impl std::io::Write, slug: &Slug, terms: &Terms, s: &Standing) -> Result<(), Failure> {
        writeln!(out, "\n{slug}  {}", s.state.as_str())?;
        if let Some(b) = &s.binding
            && let Some(e) = terms.editions.get(b.edition)
        {
            let label = e.label.as_deref().map(|l| format!(" ({l})")).unwrap_or_default();
            writeln!(out, "  bound by   {}{label} since {}", e.version, self.local(b.since))?;
            writeln!(out, "  because    {}", because(b))?;
            writeln!(out, "  digest     {}", e.digest)?;
        }
        for missing in &s.missing {
            writeln!(out, "  missing    {missing}: has to be accepted before")?;
        }
        if let Some(e) = s.coming.and_then(|i| terms.editions.get(i)) {
            writeln!(out, "  coming     {}, in force from {}", e.version, self.local(e.effective))?;
        }
        let Some(e) = s.required.and_then(|i| terms.editions.get(i)) else { return Ok(()) };
        writeln!(out, "  to accept  {}", e.version)?;
        if let Some((_, shown)) = self.changes(slug, terms, s, e)? {
            writeln!(out, "\n{}", shown.trim_end())?;
        }
        Ok(())
    }

    /// What changed in substance from the version last accepted to the one that asks, as JSON and for a terminal.
    fn changes(
        &self,
        slug: &Slug,
        terms: &Terms,
        s: &Standing,
        asked: &Edition,
    ) -> Result<Option<(Value, String)>, Failure> {
        let Some(last) = self.last_accepted(terms, s).filter(|e| e.digest != asked.digest) else { return Ok(None) };
        let language = &asked.prevailing;
        let (Some(old_digest), Some(new_digest)) = (last.texts.get(language), asked.texts.get(language)) else {
            return Ok(None);
        };
        let old = self.ws.text(slug, &last.version, language)?;
        let new = self.ws.text(slug, &asked.version, language)?;
        let redline = redline(&old, &new).of_substance();
        let name = |e: &Edition, title: &str, digest| Name {
            address: format!("{slug}@{}", e.version),
            title: title.to_owned(),
            digest: format!("{digest}"),
        };
        let names = Names {
            old: name(last, &old.title, old_digest),
            new: name(asked, &new.title, new_digest),
            language: language.clone(),
        };
        let shown = form::human::human(&redline, &names, false).to_string();
        let mut json: Value = serde_json::from_str(&form::json::json(&redline, &names, false))?;
        Ok(Some((json["changes"].take(), shown)))
    }

    fn last_accepted<'t>(&self, terms: &'t Terms, s: &Standing) -> Option<&'t Edition> {
        terms.editions.get(s.last_accepted.or(s.binding.as_ref().map(|b| b.edition))?)
    }

    fn local(&self, at: Instant) -> String {
        time::write(at.timestamp(), &self.rules.calendar.zone)
    }
}

fn because(b: &Binding) -> String {
    let entries: Vec<_> = b.entries.iter().map(u64::to_string).collect();
    let plural = if entries.len() == 1 { "entry" } else { "entries" };
    format!("{}, {plural} {}", b.rule.as_str(), entries.join(", "))
}
