//! What stands in the two sides of an edit → pairs of an old fact and a new one, without what did not change.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::redline::Fact;
use crate::redline::fold::each_folded_letter;
use crate::redline::quantity::Measure;

/// Another one in its place is told, one more or less is none.
const ONLY_INSTEAD: [&str; 2] = ["party", "bound"];

/// Pairs the facts of one edit, kind by kind, in order.
pub(super) fn pair(olds: Vec<Fact>, news: Vec<Fact>, out: &mut Vec<Fact>) {
    let mut news: Vec<Option<Fact>> = news.into_iter().map(Some).collect();
    // what stands on both sides of the edit did not change
    let left = if news.is_empty() { olds } else { without_twins(olds, &mut news) };
    let mut waiting: HashMap<&'static str, VecDeque<usize>> = HashMap::new();
    for (at, new) in news.iter().enumerate() {
        new.iter().for_each(|new| waiting.entry(new.kind).or_default().push_back(at));
    }
    for mut fact in left {
        let partner = waiting.get_mut(fact.kind).and_then(VecDeque::pop_front).and_then(|at| news[at].take());
        if let Some(partner) = partner {
            fact.new = partner.old;
            fact.new_value = partner.old_value;
        }
        if fact.new.is_some() || !ONLY_INSTEAD.contains(&fact.kind) {
            out.push(fact);
        }
    }
    for new in news.into_iter().flatten().filter(|n| !ONLY_INSTEAD.contains(&n.kind)) {
        let Fact { kind, old, old_value, .. } = new;
        out.push(Fact { kind, old: None, new: old, old_value: None, new_value: old_value });
    }
}

/// The old facts that have no equal among the new ones, which lose theirs.
fn without_twins(olds: Vec<Fact>, news: &mut [Option<Fact>]) -> Vec<Fact> {
    let mut places: HashMap<Likeness, VecDeque<usize>> = HashMap::new();
    for (at, new) in news.iter().enumerate() {
        let keys = new.iter().flat_map(Likeness::of);
        keys.for_each(|key| places.entry(key).or_default().push_back(at));
    }
    let mut left = Vec::new();
    for old in olds {
        let first = |key: Likeness| {
            let places = places.get_mut(&key)?;
            while places.front().is_some_and(|at| news[*at].is_none()) {
                places.pop_front();
            }
            places.front().copied()
        };
        match Likeness::of(&old).filter_map(first).min() {
            Some(twin) => news[twin] = None,
            None => left.push(old),
        }
    }
    left
}

/// What two facts have in common that are the same: the value or, whatever the case, the words.
#[derive(PartialEq, Eq, Hash)]
enum Likeness {
    Value(&'static str, Measure),
    Words(&'static str, String),
}

impl Likeness {
    fn of(fact: &Fact) -> impl Iterator<Item = Likeness> {
        let value = fact.old_value.clone().map(|value| Likeness::Value(fact.kind, value));
        let words = fact.old.as_deref().map(|words| Likeness::Words(fact.kind, one_word(words)));
        value.into_iter().chain(words)
    }
}

/// `We` and `our` are one party, `Nutzer` and `Nutzern` one word in two cases.
fn one_word(word: &str) -> String {
    match word.to_lowercase().as_str() {
        "us" | "our" => "we".to_owned(),
        "your" => "you".to_owned(),
        other if other.len() > 5 => other.trim_end_matches(['s', 'n', '\'', '’']).to_owned(),
        other => other.to_owned(),
    }
}

/// Without quantities that were struck here and inserted there: they moved with their sentences. A negation that moves
/// is a fact.
pub(super) fn cancelled(facts: Vec<Fact>) -> Vec<Fact> {
    // by kind and words: those that wait for their like on the other side
    let mut waiting: HashMap<(&str, &str, bool), VecDeque<usize>> = HashMap::new();
    let mut kept = vec![true; facts.len()];
    for (at, fact) in facts.iter().enumerate().filter(|(_, f)| f.kind != "negation") {
        let (words, old) = match (&fact.old, &fact.new) {
            (Some(words), None) => (words, true),
            (None, Some(words)) => (words, false),
            _ => continue,
        };
        match waiting.get_mut(&(fact.kind, words.as_str(), !old)).and_then(VecDeque::pop_front) {
            Some(twin) => (kept[twin], kept[at]) = (false, false),
            None => waiting.entry((fact.kind, words, old)).or_default().push_back(at),
        }
    }
    drop(waiting);
    facts.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(fact, _)| fact).collect()
}

/// Without the terms that went and came, where one took the place of the other in the words too.
pub(super) fn replaced(facts: Vec<Fact>) -> Vec<Fact> {
    let is_name = |f: &Fact| matches!(f.kind, "party" | "term");
    let both = facts.iter().filter(|f| is_name(f)).filter_map(|f| Some((f.old.clone()?, f.new.clone()?)));
    let (olds, news): (HashSet<String>, HashSet<String>) = both.unzip();
    if olds.is_empty() {
        return facts;
    }
    let told = |f: &Fact| match (&f.old, &f.new) {
        (Some(old), None) => olds.contains(old),
        (None, Some(new)) => news.contains(new),
        _ => false,
    };
    facts.into_iter().filter(|f| !(is_name(f) && told(f))).collect()
}

/// Without terms that took the place of others in the words alone, where what they mean says which did.
pub(super) fn without_others(facts: Vec<Fact>, defined: &[Fact]) -> Vec<Fact> {
    let is_name = |f: &&Fact| matches!(f.kind, "party" | "term") && f.old.is_some() && f.new.is_some();
    let known: Vec<&Fact> = defined.iter().filter(is_name).filter(|f| f.old_value.is_none()).collect();
    let other = |f: &Fact| known.iter().any(|k| (k.old == f.old) != (k.new == f.new));
    facts.into_iter().filter(|f| !(is_name(&f) && other(f))).collect()
}

/// Whether a name or a meaning is only written otherwise: `wholly-owned`, `wholly owned`.
pub(super) fn is_spelling(fact: &Fact) -> bool {
    let letters = |text: &str| {
        let mut out = String::new();
        each_folded_letter(text, |c| out.extend(c.to_lowercase()));
        out
    };
    let named = matches!(fact.kind, "party" | "term" | "definition");
    matches!((&fact.old, &fact.new), (Some(old), Some(new)) if named && letters(old) == letters(new))
}

/// A party or a term that took the place of another, told once for a clause however often it stands there.
pub(super) fn once(facts: Vec<Fact>) -> Vec<Fact> {
    let mut seen = HashSet::new();
    let mut again = |f: &Fact| matches!(f.kind, "party" | "term") && !seen.insert(f.clone());
    let again: Vec<bool> = facts.iter().map(&mut again).collect();
    facts.into_iter().zip(again).filter(|(_, again)| !again).map(|(fact, _)| fact).collect()
}
