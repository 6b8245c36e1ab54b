//! One request → one entry, or the reason why not.
//!
//! In this order: a key that has written before answers with what it wrote; the rules admit the act; ids become
//! refs, evidence a commitment; the entry is appended. Nothing is added for an act that is refused.

use super::book::Appended;
use super::entry;
use super::error::LedgerError;
use super::merkle::leaf_hash;
use super::pen::{Pen, Side};
use super::privacy::{Secrets, derived_key, given_key};
use super::request::{Accept, Deed, MAX_PARTY, Request};
use super::store::{Asked, Evidence, Key, Party, StoreError};
use super::view::history;
use crate::binding::admission::{edition_of, terms_of};
use crate::binding::{Choice, Recorded, Rules, admit};
use crate::model::event::{Acceptance, Actor, Conduct, Event, Hex32, Notice, PartyRef, Role};
use crate::model::instant::Instant;
use crate::model::name::hex;

/// Where the acts of one transaction are recorded.
pub(super) struct Desk<'p, 'a> {
    pen: &'p mut Pen<'a>,
    rules: &'p Rules,
    /// The announcements to all.
    announced: Option<Vec<Recorded>>,
    secrets: Secrets,
}

impl<'p, 'a> Desk<'p, 'a> {
    pub(super) fn new(pen: &'p mut Pen<'a>, rules: &'p Rules) -> Self {
        Desk { pen, rules, announced: None, secrets: Secrets::new() }
    }

    pub(super) fn record(&mut self, request: &Request) -> Result<Appended, LedgerError> {
        for id in [request.party.as_deref(), actor(request)].into_iter().flatten() {
            if !is_plain(id) {
                return Err(LedgerError::PartyId);
            }
        }
        if let Some(key) = &request.key
            && let Some(index) = self.pen.take_key(&given_key(key))?
        {
            return self.repeat(request, index, key);
        }
        let at = request.at.unwrap_or(self.pen.now);
        match &request.deed {
            Deed::Accept(accept) => self.accept(request, accept, at),
            Deed::Use | Deed::Withdraw => self.conduct(request, at),
            Deed::Notify { version, channel } => {
                let edition = edition_of(self.rules, &request.agreement, version, at.min(self.pen.now))?;
                let version = edition.version.clone();
                let party = request.party.as_deref();
                let parts = ["notify", version.as_str(), channel.as_str()];
                if let Some(index) = self.taken(request, at, &parts)? {
                    return self.repeat(request, index, "(derived)");
                }
                let to = party.map(|id| self.known_or_new(id)).transpose()?;
                if to.is_none() {
                    self.announced = None;
                }
                let notice = Notice {
                    agreement: request.agreement.clone(),
                    version,
                    party_ref: to.as_ref().map(Party::party_ref),
                    channel: *channel,
                    sent_at: at,
                    delivered_at: self.rules.calendar.delivered(*channel, at),
                };
                let number = to.map_or(0, |p| p.number);
                self.pen.append(Event::Notify(notice), Side { party: Some(number), evidence: None })
            }
        }
    }

    fn accept(&mut self, request: &Request, accept: &Accept, at: Instant) -> Result<Appended, LedgerError> {
        let id = request.party.as_deref().ok_or(LedgerError::PartyId)?;
        let role = accept.role.unwrap_or(Role::Oneself);
        if role == Role::Guardian && accept.actor.as_deref() == Some(id) {
            return Err(LedgerError::OwnActor(role.as_str()));
        }
        let proposal = accept.proposal(&request.agreement, at, self.pen.now);
        let known = self.pen.tx.party(id)?;
        let admitted = admit(self.rules, &proposal, || self.history(known.as_ref()))?;
        let parts = ["accept", admitted.version.as_str(), accept.method.as_str()];
        if let Some(index) = self.taken(request, at, &parts)? {
            return self.repeat(request, index, "(derived)");
        }
        let party = match known {
            Some(party) => party,
            None => self.new_party(id)?,
        };
        let actor_ref = match &accept.actor {
            Some(actor) => Some(self.known_or_new(actor)?.party_ref()),
            None => None,
        };
        let evidence = match accept.evidence.is_empty() {
            true => None,
            false => Some(Evidence::new(self.secrets.draw()?, &accept.evidence)),
        };
        let acceptance = Acceptance {
            agreement: request.agreement.clone(),
            version: admitted.version,
            version_digest: admitted.version_digest,
            text_digest: admitted.text_digest,
            language: admitted.language,
            party_ref: party.party_ref(),
            method: accept.method,
            occurred_at: at,
            actor: accept.role.map(|role| Actor { role, actor_ref }),
            page_sha256: accept.page_sha256,
            clauses_confirmed: accept.clauses.clone(),
            evidence_commit: evidence.as_ref().map(Evidence::commitment),
        };
        let side = Side { party: Some(party.number), evidence: evidence.as_ref() };
        self.pen.append(Event::Accept(acceptance), side)
    }

    fn conduct(&mut self, request: &Request, at: Instant) -> Result<Appended, LedgerError> {
        let id = request.party.as_deref().ok_or(LedgerError::PartyId)?;
        let agreement = request.agreement.clone();
        terms_of(self.rules, &agreement)?;
        let kind = if request.deed == Deed::Use { "use" } else { "withdraw" };
        if let Some(index) = self.taken(request, at, &[kind])? {
            return self.repeat(request, index, "(derived)");
        }
        let party = self.known_or_new(id)?;
        let conduct = Conduct { party_ref: party.party_ref(), agreement, occurred_at: at };
        let event = if request.deed == Deed::Use { Event::Use(conduct) } else { Event::Withdraw(conduct) };
        self.pen.append(event, Side { party: Some(party.number), evidence: None })
    }

    /// Takes the derived key of an act of which the caller gave none. `Some`: the entry that it has written.
    fn taken(&mut self, request: &Request, at: Instant, parts: &[&str]) -> Result<Option<u64>, LedgerError> {
        match request.key {
            Some(_) => Ok(None),
            None => Ok(self.pen.take_key(&key_of(request, at, parts))?),
        }
    }

    /// The entries of a party and the announcements to all, by index.
    fn history(&mut self, party: Option<&Party>) -> Result<Vec<Recorded>, LedgerError> {
        let tx = self.pen.tx.as_mut();
        let announced = match self.announced.take() {
            Some(announced) => announced,
            None => history(tx, &[0])?,
        };
        let mut all = self.announced.insert(announced).clone();
        if let Some(party) = party {
            all.extend(history(tx, &[party.number])?);
            all.sort_unstable_by_key(|recorded| recorded.index);
        }
        Ok(all)
    }

    fn known_or_new(&mut self, id: &str) -> Result<Party, LedgerError> {
        match self.pen.tx.party(id)? {
            Some(party) => Ok(party),
            None => self.new_party(id),
        }
    }

    fn new_party(&mut self, id: &str) -> Result<Party, LedgerError> {
        let key = self.secrets.draw()?;
        let number = self.pen.tx.add_party(id, &key)?;
        Ok(Party { number, id: id.to_owned(), key })
    }

    /// The answer of a key that has written before: its entry, if the request says the same.
    fn repeat(&mut self, request: &Request, index: u64, key: &str) -> Result<Appended, LedgerError> {
        let gone = || StoreError::Damaged(format!("entry {index} is missing"));
        let bytes = self.pen.tx.entry(index)?.ok_or_else(gone)?;
        let entry = entry::read(&bytes).map_err(|error| LedgerError::Entry { index, error })?;
        if !self.says_the_same(request, index, &entry.event)? {
            return Err(LedgerError::KeyReused { key: key.to_owned(), index });
        }
        let leaf = leaf_hash(&bytes);
        Ok(Appended { index, leaf, size: self.pen.edge.size(), root: [0; 32], bytes: bytes.into(), repeated: true })
    }

    /// Whether a request says what an entry holds. What the request leaves to a default says nothing.
    fn says_the_same(&mut self, request: &Request, index: u64, event: &Event) -> Result<bool, LedgerError> {
        let party = self.ref_of(request.party.as_deref())?;
        if event.party() != party || event.agreement() != Some(&request.agreement) {
            return Ok(false);
        }
        let is_then = |at: Instant| request.at.is_none_or(|asked| asked == at);
        Ok(match (&request.deed, event) {
            (Deed::Use, Event::Use(c)) | (Deed::Withdraw, Event::Withdraw(c)) => is_then(c.occurred_at),
            (Deed::Notify { version, channel }, Event::Notify(n)) => {
                let edition = edition_of(self.rules, &request.agreement, version, n.sent_at)?;
                is_then(n.sent_at) && n.channel == *channel && n.version == edition.version
            }
            (Deed::Accept(accept), Event::Accept(a)) => {
                let actor_ref = self.ref_of(accept.actor.as_deref())?;
                let evidence = self.pen.tx.evidence(index)?;
                let same_evidence = match evidence {
                    Some(kept) => !accept.evidence.is_empty() && Evidence::new(kept.salt, &accept.evidence) == kept,
                    None => accept.evidence.is_empty(),
                };
                is_then(a.occurred_at)
                    && same_version(&accept.version, a)
                    && accept.method == a.method
                    && accept.language.as_ref().is_none_or(|l| *l == a.language)
                    && accept.role.map(|role| Actor { role, actor_ref }) == a.actor
                    && accept.page_sha256 == a.page_sha256
                    && accept.clauses == a.clauses_confirmed
                    && same_evidence
            }
            _ => false,
        })
    }

    fn ref_of(&mut self, id: Option<&str>) -> Result<Option<PartyRef>, LedgerError> {
        match id {
            // an unknown party has no ref; zeroes are nobody's
            Some(id) => Ok(Some(self.pen.tx.party(id)?.map_or(Hex32([0; 32]), |p| p.party_ref()))),
            None => Ok(None),
        }
    }
}

/// What a batch will ask of the store.
pub(super) fn asked(rules: &Rules, now: Instant, requests: &[Request]) -> Asked {
    let mut asked = Asked::default();
    for request in requests {
        asked.parties.extend(request.party.iter().cloned());
        asked.parties.extend(actor(request).map(str::to_owned));
        let at = request.at.unwrap_or(now);
        match (&request.key, &request.deed) {
            (Some(key), _) => asked.keys.push(given_key(key)),
            (None, Deed::Use) => asked.keys.push(key_of(request, at, &["use"])),
            (None, Deed::Withdraw) => asked.keys.push(key_of(request, at, &["withdraw"])),
            (None, Deed::Accept(Accept { version, method, .. })) => {
                let keys = versions(rules, request, version);
                asked.keys.extend(keys.map(|v| key_of(request, at, &["accept", v, method.as_str()])));
            }
            (None, Deed::Notify { version, channel }) => {
                let keys = versions(rules, request, version);
                asked.keys.extend(keys.map(|v| key_of(request, at, &["notify", v, channel.as_str()])));
            }
        }
    }
    asked
}

/// The versions that a choice can turn out to be: the last few, where it leaves that open.
fn versions<'r>(rules: &'r Rules, request: &Request, choice: &'r Choice) -> impl Iterator<Item = &'r str> {
    let named = if let Choice::Named(version) = choice { Some(version.as_str()) } else { None };
    let open = rules.terms.get(&request.agreement).filter(|_| named.is_none());
    named.into_iter().chain(open.into_iter().flat_map(|t| t.editions.iter().rev().take(4).map(|e| e.version.as_str())))
}

/// The idempotency key of an act of which the caller gave none.
fn key_of(request: &Request, at: Instant, parts: &[&str]) -> Key {
    let (to, id) = request.party.as_deref().map_or(("all", ""), |id| ("party", id));
    let at = at.to_string();
    derived_key(&[parts, &[to, id, request.agreement.as_str(), &at]].concat())
}

/// Whether a string can be an id or a ground.
pub(super) fn is_plain(s: &str) -> bool {
    !s.is_empty() && s.len() <= MAX_PARTY && !s.chars().any(char::is_control)
}

fn actor(request: &Request) -> Option<&str> {
    match &request.deed {
        Deed::Accept(accept) => accept.actor.as_deref(),
        _ => None,
    }
}

fn same_version(choice: &Choice, a: &Acceptance) -> bool {
    match choice {
        Choice::Offered => true,
        Choice::Named(version) => *version == a.version,
        Choice::Digest(prefix) => [a.version_digest, a.text_digest].iter().any(|d| hex(&d.0).starts_with(prefix)),
    }
}
