//! Two own texts → the facts about what they define: terms that came, went, were renamed or mean something else, and
//! parties with another name.

use super::definitions::{Definition, Lexicon, definitions};
use crate::redline::Fact;
use crate::redline::fold::typographic;
use crate::redline::quantity::Measure;

/// The facts, in reading order. A term that is merely defined in another clause now is no difference.
pub(super) fn defined(old: &str, new: &str, lexicon: &Lexicon<'_>) -> Vec<Fact> {
    let (mut olds, mut news) = (definitions(old), definitions(new));
    let mut out: Vec<Fact> = Vec::new();
    let mut add = |fact: Fact| {
        if !out.contains(&fact) {
            out.push(fact);
        }
    };
    olds.retain(|a| {
        let Some(at) = news.iter().position(|b| b.term == a.term) else { return true };
        let b = news.remove(at);
        let alike = |d: &Definition| typographic(&d.meaning).to_lowercase();
        if alike(a) != alike(&b) && !a.meaning.is_empty() && !b.meaning.is_empty() {
            add(meaning(a, &b));
        }
        false
    });
    // what has the meaning that another term had is that term under another name
    olds.retain(|a| {
        let same = |b: &Definition| typographic(&a.meaning) == typographic(&b.meaning) && !a.meaning.is_empty();
        let Some(at) = news.iter().position(same) else { return true };
        let b = news.remove(at);
        add(renamed(Some(a), Some(&b)));
        false
    });
    if let ([a], [b]) = (olds.as_slice(), news.as_slice())
        && a.party == b.party
    {
        add(renamed(Some(a), Some(b)));
        return out;
    }
    olds.iter().filter(|a| !lexicon.later().has(&a.term)).for_each(|a| add(renamed(Some(a), None)));
    news.iter().filter(|b| !lexicon.earlier().has(&b.term)).for_each(|b| add(renamed(None, Some(b))));
    out
}

fn renamed(a: Option<&Definition>, b: Option<&Definition>) -> Fact {
    let kind = if a.or(b).is_some_and(|d| d.party) { "party" } else { "term" };
    let term = |d: Option<&Definition>| d.map(|d| d.term.clone());
    Fact { kind, old: term(a), new: term(b), old_value: None, new_value: None }
}

/// Another meaning of a term, or another name of a party: its value is the term.
fn meaning(a: &Definition, b: &Definition) -> Fact {
    let (kind, unit) = if a.party { ("party", "party") } else { ("definition", "term") };
    let value = |d: &Definition| Some(Measure { value: d.term.clone(), unit: unit.to_owned() });
    Fact { kind, old: Some(a.meaning.clone()), new: Some(b.meaning.clone()), old_value: value(a), new_value: value(b) }
}
