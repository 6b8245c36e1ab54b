//! Two own texts → the facts about what they define: terms that came, went, were renamed or mean something else, and
//! parties with another name.

use std::collections::{HashMap, HashSet, VecDeque};

use super::definitions::{Definition, definitions};
use super::lexicon::{Lexicon, Terms};
use super::openings::quoted_in;
use crate::redline::Fact;
use crate::redline::fold::typographic;
use crate::redline::quantity::Measure;
use crate::redline::words::unequal_lines;

/// The facts, in reading order. A term that is merely defined in another clause now is no difference.
pub(super) fn defined(old: &str, new: &str, lexicon: &Lexicon<'_>) -> Vec<Fact> {
    let whole = (old, new);
    let (old, new) = unequal_lines(old, new);
    let mut news: Vec<Option<Definition>> = definitions(new).into_iter().map(Some).collect();
    let mut olds = definitions(old);
    let mut out = Told::default();
    if olds.is_empty() && news.is_empty() {
        return out.facts;
    }
    let mut same = places(&news, |d| Some(called(&d.term)));
    olds.retain(|a| {
        let Some(b) = take(&mut news, same.get_mut(&called(&a.term))) else { return true };
        let alike = |d: &Definition| typographic(&d.meaning).to_lowercase();
        let told = a.meaning != b.meaning && !a.meaning.is_empty() && !b.meaning.is_empty();
        let renewed = |d: &Definition| Definition { meaning: lexicon.renew(&d.meaning), ..d.clone() };
        if told && alike(a) != alike(&b) && alike(&renewed(a)) != alike(&b) {
            out.add(meaning(a, &b));
        }
        false
    });
    // what has the meaning that another term had is that term under another name
    let mut same = places(&news, |d| (!d.meaning.is_empty()).then(|| typographic(&d.meaning)));
    olds.retain(|a| {
        let Some(b) = take(&mut news, same.get_mut(&typographic(&a.meaning))) else { return true };
        out.add(renamed(Some(a), Some(&b)));
        false
    });
    let news: Vec<Definition> = news.into_iter().flatten().collect();
    if let ([a], [b]) = (olds.as_slice(), news.as_slice()) {
        out.add(renamed(Some(a), Some(b)));
        return out.facts;
    }
    // between quotes on both sides it was a term before, whatever is said of it: `Unter „Entgelt“ wird … verstanden`
    let lone = |all: Vec<Definition>, other: &str, known: &Terms| -> Vec<Definition> {
        let all: Vec<Definition> = all.into_iter().filter(|d| !known.has(&d.term)).collect();
        let quoted = if all.is_empty() { HashSet::new() } else { quoted_in(other) };
        all.into_iter().filter(|d| !quoted.contains(&typographic(&d.term))).collect()
    };
    lone(olds, whole.1, lexicon.later()).iter().for_each(|a| out.add(renamed(Some(a), None)));
    lone(news, whole.0, lexicon.earlier()).iter().for_each(|b| out.add(renamed(None, Some(b))));
    out.facts
}

/// A term whatever its typography, without its article: `(the “Fee”)`, `(“the Fee”)`.
fn called(term: &str) -> String {
    let term = typographic(term);
    match term.split_once(' ') {
        Some((article, bare)) if ARTICLES.iter().any(|a| a.eq_ignore_ascii_case(article)) => bare.to_owned(),
        _ => term,
    }
}

/// What stands before a term in languages that have articles.
const ARTICLES: [&str; 14] =
    ["the", "der", "die", "das", "le", "la", "les", "el", "los", "las", "il", "lo", "de", "het"];

/// Facts, each once.
#[derive(Default)]
struct Told {
    facts: Vec<Fact>,
    seen: HashSet<Fact>,
}

impl Told {
    fn add(&mut self, fact: Fact) {
        if self.seen.insert(fact.clone()) {
            self.facts.push(fact);
        }
    }
}

/// Where the definitions with the same key stand.
fn places(all: &[Option<Definition>], key: impl Fn(&Definition) -> Option<String>) -> HashMap<String, VecDeque<usize>> {
    let mut out: HashMap<String, VecDeque<usize>> = HashMap::new();
    for (at, key) in all.iter().enumerate().filter_map(|(at, d)| Some((at, key(d.as_ref()?)?))) {
        out.entry(key).or_default().push_back(at);
    }
    out
}

/// Takes the first of those that are left at the places.
fn take(all: &mut [Option<Definition>], places: Option<&mut VecDeque<usize>>) -> Option<Definition> {
    all[places?.pop_front()?].take()
}

fn renamed(a: Option<&Definition>, b: Option<&Definition>) -> Fact {
    let kind = if a.into_iter().chain(b).any(|d| d.party) { "party" } else { "term" };
    let term = |d: Option<&Definition>| d.map(|d| d.term.clone());
    Fact { kind, old: term(a), new: term(b), old_value: None, new_value: None }
}

/// Another meaning of a term, or another name of a party: its value is the term.
fn meaning(a: &Definition, b: &Definition) -> Fact {
    let (kind, unit) = if a.party { ("party", "party") } else { ("definition", "term") };
    let value = |d: &Definition| Some(Measure { value: d.term.clone(), unit: unit.to_owned() });
    Fact { kind, old: Some(a.meaning.clone()), new: Some(b.meaning.clone()), old_value: value(a), new_value: value(b) }
}
