//! The walk through a party's acts that tells which version of an agreement binds it at a time.
//!
//! Acts and effective dates are visited in the order of time. A party without a binding is bound by what it accepts,
//! at once. A bound party who accepts a coming version is bound by it from its effective date. Minor versions and
//! corrections carry a binding along on their effective date; a material one stops it, until the party accepts, or
//! goes on using the service where the profile lets that count and the announcement was delivered in time. Of several
//! acts that accept the same version the earliest counts.

use super::Recorded;
use super::rules::{Rules, Terms};
use crate::model::agreement::Method;
use crate::model::event::{Acceptance, Event};
use crate::model::instant::Instant;
use crate::model::name::Slug;
use crate::model::version::Level;

/// Where a party stands with an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// In one word.
    pub state: State,
    /// What binds it.
    pub binding: Option<Binding>,
    /// The version that asks for acceptance: its place in [`Terms::editions`].
    pub required: Option<usize>,
    /// The version that is published and not yet effective, where it is pending.
    pub coming: Option<usize>,
    /// The newest version that an act of the party accepted, for telling what changed since.
    pub last_accepted: Option<usize>,
    /// Prerequisites that are missing.
    pub missing: Vec<Slug>,
}

/// In one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Bound by a version that it accepted.
    Accepted,
    /// Bound by a later version, which was minor or a correction.
    Carried,
    /// Bound because it went on using the service.
    Deemed,
    /// A further version is published and not yet effective.
    Pending,
    /// It has to accept: nothing binds it, or only a superseded version.
    MustAccept,
    /// It withdrew.
    Withdrawn,
    /// It cannot accept before other agreements.
    PrerequisiteMissing,
}

/// What binds a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The version: its place in [`Terms::editions`].
    pub edition: usize,
    /// Since when.
    pub since: Instant,
    /// By which rule.
    pub rule: Rule,
    /// By which entries.
    pub entries: Vec<u64>,
}

/// By which rule a version binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The party accepted it.
    Accepted,
    /// The party used the service, and the profile lists `use` among its methods.
    Used,
    /// It carries an earlier acceptance over.
    Carried,
    /// The party used the service after an announcement in time.
    Deemed,
}

impl State {
    /// As written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Accepted => "accepted",
            State::Carried => "carried",
            State::Deemed => "deemed",
            State::Pending => "pending",
            State::MustAccept => "must-accept",
            State::Withdrawn => "withdrawn",
            State::PrerequisiteMissing => "prerequisite-missing",
        }
    }
}

impl Rule {
    /// As written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Rule::Accepted => "accepted",
            Rule::Used => "used",
            Rule::Carried => "carried",
            Rule::Deemed => "deemed",
        }
    }
}

/// Where a party stands with an agreement at a time. `history`: the party's entries and the announcements to all, in
/// any order. `None`: the agreement is unknown, or nothing of it is published by then.
pub fn standing(rules: &Rules, slug: &Slug, history: &[Recorded], at: Instant) -> Option<Standing> {
    stand(rules, slug, history, at, &mut Vec::new())
}

/// The prerequisites of an agreement that do not bind the party at a time.
pub fn missing(rules: &Rules, slug: &Slug, history: &[Recorded], at: Instant) -> Vec<Slug> {
    missing_below(rules, slug, history, at, &mut Vec::new())
}

fn missing_below(rules: &Rules, slug: &Slug, history: &[Recorded], at: Instant, above: &mut Vec<Slug>) -> Vec<Slug> {
    let Some(terms) = rules.terms.get(slug) else { return Vec::new() };
    above.push(slug.clone());
    // agreements that presuppose each other: the circle is cut where it closes
    let open = terms.prerequisites.iter().filter(|p| {
        let circle = above.contains(p);
        !circle && stand(rules, p, history, at, above).is_none_or(|s| s.binding.is_none())
    });
    let missing = open.cloned().collect();
    above.pop();
    missing
}

fn stand(rules: &Rules, slug: &Slug, history: &[Recorded], at: Instant, above: &mut Vec<Slug>) -> Option<Standing> {
    let terms = rules.terms.get(slug)?;
    let newest = terms.newest(at)?;
    let mut walk =
        Walk { rules, slug, terms, history, binding: None, ahead: None, last_accepted: None, withdrawn: false };
    for (when, step) in steps(terms, slug, history, at) {
        match step {
            Step::Effective => walk.effective(when),
            Step::Act(recorded) => walk.act(when, recorded, above),
        }
    }
    let Walk { binding, ahead, last_accepted, withdrawn, .. } = walk;
    let missing =
        if binding.is_some() || withdrawn { Vec::new() } else { missing_below(rules, slug, history, at, above) };
    let mut standing =
        Standing { state: State::MustAccept, binding, required: None, coming: None, last_accepted, missing };
    let Some(bound) = &standing.binding else {
        if withdrawn {
            standing.state = State::Withdrawn;
        } else {
            standing.required = Some(newest);
            if !standing.missing.is_empty() {
                standing.state = State::PrerequisiteMissing;
            }
        }
        return Some(standing);
    };
    let agreed = ahead.map_or(bound.edition, |(edition, _)| edition.max(bound.edition));
    match terms.in_force(at).filter(|f| *f > bound.edition) {
        Some(in_force) => standing.required = Some(in_force),
        None if newest > agreed => {
            standing.state = State::Pending;
            standing.coming = Some(newest);
            standing.required = terms.has_material(agreed, newest).then_some(newest);
        }
        None => {
            standing.state = match bound.rule {
                Rule::Accepted | Rule::Used => State::Accepted,
                Rule::Carried => State::Carried,
                Rule::Deemed => State::Deemed,
            }
        }
    }
    Some(standing)
}

enum Step<'a> {
    Effective,
    Act(&'a Recorded),
}

/// Effective dates and acts in the order of time; at one moment the effective date, then the acts by index.
fn steps<'a>(terms: &Terms, slug: &Slug, history: &'a [Recorded], at: Instant) -> Vec<(Instant, Step<'a>)> {
    let effective = terms.editions.iter().filter(|e| e.published <= at && e.effective <= at);
    let mut steps: Vec<_> = effective.map(|e| (e.effective, None, Step::Effective)).collect();
    for recorded in history {
        let occurred_at = match &recorded.event {
            Event::Accept(a) if a.agreement == *slug => a.occurred_at,
            Event::Use(c) | Event::Withdraw(c) if c.agreement == *slug => c.occurred_at,
            _ => continue,
        };
        if occurred_at <= at {
            steps.push((occurred_at, Some(recorded.index), Step::Act(recorded)));
        }
    }
    steps.sort_by_key(|(when, index, _)| (*when, *index));
    steps.into_iter().map(|(when, _, step)| (when, step)).collect()
}

struct Walk<'a> {
    rules: &'a Rules,
    slug: &'a Slug,
    terms: &'a Terms,
    history: &'a [Recorded],
    binding: Option<Binding>,
    /// A coming version accepted early, and by which entry.
    ahead: Option<(usize, u64)>,
    last_accepted: Option<usize>,
    withdrawn: bool,
}

impl Walk<'_> {
    fn effective(&mut self, when: Instant) {
        if let Some((edition, entry)) = self.ahead.filter(|(e, _)| self.terms.in_force(when).is_some_and(|f| f >= *e)) {
            self.binding = Some(Binding { edition, since: when, rule: Rule::Accepted, entries: vec![entry] });
            self.ahead = None;
        }
        self.carry(when);
    }

    /// Follows the versions in force up to the first material one.
    fn carry(&mut self, when: Instant) {
        let (Some(binding), Some(in_force)) = (&mut self.binding, self.terms.in_force(when)) else { return };
        let free = (binding.edition + 1..=in_force)
            .take_while(|i| self.terms.editions.get(*i).is_some_and(|e| e.level != Level::Material));
        if let Some(reached) = free.last() {
            binding.edition = reached;
            binding.since = when;
            binding.rule = Rule::Carried;
        }
    }

    fn act(&mut self, when: Instant, recorded: &Recorded, above: &mut Vec<Slug>) {
        match &recorded.event {
            Event::Accept(a) => self.accept(when, recorded.index, a, above),
            Event::Use(_) => self.used(when, recorded.index, above),
            Event::Withdraw(_) => {
                self.withdrawn |= self.binding.take().is_some();
                self.ahead = None;
            }
            _ => {}
        }
    }

    fn accept(&mut self, when: Instant, index: u64, acceptance: &Acceptance, above: &mut Vec<Slug>) {
        let named = |e: &&super::Edition| e.version == acceptance.version && e.digest == acceptance.version_digest;
        let Some(edition) = self.terms.editions.iter().position(|e| named(&e)) else { return };
        if !missing_below(self.rules, self.slug, self.history, when, above).is_empty() {
            return;
        }
        self.last_accepted = self.last_accepted.max(Some(edition));
        let fresh = Binding { edition, since: when, rule: Rule::Accepted, entries: vec![index] };
        match &mut self.binding {
            None => self.binding = Some(fresh),
            Some(bound) if edition < bound.edition => {}
            Some(bound) if edition == bound.edition => {
                if bound.rule == Rule::Carried {
                    bound.rule = Rule::Accepted;
                    bound.entries.push(index);
                }
            }
            Some(_) if self.terms.editions.get(edition).is_some_and(|e| e.effective > when) => {
                if self.ahead.is_none_or(|(e, _)| edition > e) {
                    self.ahead = Some((edition, index));
                }
            }
            Some(_) => self.binding = Some(fresh),
        }
        self.carry(when);
    }

    fn used(&mut self, when: Instant, index: u64, above: &mut Vec<Slug>) {
        let Some(bound) = &self.binding else {
            let counts = self.terms.profile.methods.contains(&Method::Use) && !self.withdrawn;
            if !counts || !missing_below(self.rules, self.slug, self.history, when, above).is_empty() {
                return;
            }
            if let Some(edition) = self.terms.newest(when) {
                self.last_accepted = self.last_accepted.max(Some(edition));
                self.binding = Some(Binding { edition, since: when, rule: Rule::Used, entries: vec![index] });
            }
            return;
        };
        let Some(in_force) = self.terms.in_force(when).filter(|f| *f > bound.edition) else { return };
        if !self.terms.profile.continued_use {
            return;
        }
        // what stopped the binding from being carried is the last material version; its announcement shows the whole
        let Some(material) = self.terms.last_material(bound.edition, in_force) else { return };
        if let Some(notice) = self.notice_in_time(material) {
            self.last_accepted = self.last_accepted.max(Some(in_force));
            let entries = vec![notice, index];
            self.binding = Some(Binding { edition: in_force, since: when, rule: Rule::Deemed, entries });
        }
    }

    /// The announcement of a version that was delivered first, if that was in time.
    fn notice_in_time(&self, edition: usize) -> Option<u64> {
        let edition = self.terms.editions.get(edition)?;
        let notices = self.history.iter().filter_map(|r| match &r.event {
            Event::Notify(n) if n.agreement == *self.slug && n.version == edition.version => {
                Some((n.delivered_at, r.index))
            }
            _ => None,
        });
        let (delivered, index) = notices.min()?;
        let deadline = self.rules.calendar.deadline(edition.effective, self.terms.profile.notice_days);
        (delivered <= deadline).then_some(index)
    }
}

#[cfg(test)]
#[path = "standing_tests.rs"]
mod tests;
