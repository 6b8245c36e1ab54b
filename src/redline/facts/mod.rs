//! Segments → the facts that differ: periods, dates, amounts, percentages, counts, words of obligation and negation,
//! parties and defined terms.
//!
//! A character that is not seen, or that looks like a letter of another script in the middle of a word, is a fact
//! too: a reader cannot see it, so it is told by its code point. A paragraph that came or went whole is told as such:
//! of what stands in it only quantities are facts, and nothing if it only went to another place.
//!
//! - `edit`: what was struck and inserted in one place; `definitions`: the terms that a text defines; `naming`: what
//!   became of them.

use std::collections::HashSet;

use super::fold::{hidden, typographic};
use super::quantity::{Measure, measure};
use super::token::{Class, Token};
use super::{Fact, Segment};
use edit::{Edit, Side, edits};
use naming::defined;

mod definitions;
mod edit;
mod naming;

pub(super) use definitions::Lexicon;

/// The facts that differ between two own texts, whose segments these are. The same value in another dress (`三十日`,
/// `30日`) is no difference.
pub(super) fn facts(old: &str, new: &str, segments: &[Segment], lexicon: &Lexicon<'_>) -> Vec<Fact> {
    let mut out: Vec<Fact> = Vec::new();
    let edits = edits(segments);
    let whole = |side: fn(&Edit) -> &Side| -> HashSet<String> {
        edits.iter().filter(|e| e.whole).flat_map(|e| side(e).lines()).map(typographic).collect()
    };
    let (gone, come) = (whole(|e| &e.old), whole(|e| &e.new));
    for edit in &edits {
        let named = named(edit, lexicon);
        let side = |side: &Side, elsewhere: &HashSet<String>| {
            let mut all = Vec::new();
            for (line, token) in side.tokens() {
                if !(edit.whole && elsewhere.contains(&typographic(line))) {
                    all.extend(found(token, edit, named.is_some()));
                    all.extend(unseen(token).map(|c| of("character", format!("U+{:04X}", c as u32), None)));
                }
            }
            all
        };
        pair(side(&edit.old, &come), side(&edit.new, &gone), &mut out);
        out.extend(named);
    }
    cancel(&mut out);
    let mut named = defined(old, new, lexicon);
    named.retain(|f| !out.contains(f));
    named.extend(out);
    once(named)
}

/// A party or a term that took the place of another, told once for a clause however often it stands there.
fn once(facts: Vec<Fact>) -> Vec<Fact> {
    let mut out: Vec<Fact> = Vec::with_capacity(facts.len());
    for fact in facts {
        if !(matches!(fact.kind, "party" | "term") && out.contains(&fact)) {
            out.push(fact);
        }
    }
    out
}

/// A defined term in whose place another one stands.
fn named(edit: &Edit, lexicon: &Lexicon<'_>) -> Option<Fact> {
    if !edit.replaces_few() {
        return None;
    }
    let (old, party) = lexicon.earlier().over(&edit.old.text, edit.old.range.clone())?;
    let (new, another) = lexicon.later().over(&edit.new.text, edit.new.range.clone())?;
    let kind = if party || another { "party" } else { "term" };
    (old != new).then(|| Fact {
        kind,
        old: Some(old.to_owned()),
        new: Some(new.to_owned()),
        old_value: None,
        new_value: None,
    })
}

struct Found {
    kind: &'static str,
    fact: Fact,
}

fn found(token: Token<'_>, edit: &Edit, named: bool) -> Option<Found> {
    let kind = match token.class {
        Class::Period => "period",
        Class::Date => "date",
        Class::Amount => "amount",
        Class::Percentage => "percentage",
        Class::Count if edit.whole && !token.text.contains(char::is_alphabetic) => return None,
        Class::Count => "count",
        Class::Obligation if !edit.whole => "obligation",
        Class::Negation if !edit.whole => "negation",
        Class::Party if !named && edit.replaces_few() => "party",
        _ => return None,
    };
    Some(of(kind, token.text.to_owned(), measure(token.class, token.text)))
}

fn of(kind: &'static str, printed: String, old_value: Option<Measure>) -> Found {
    Found { kind, fact: Fact { kind, old: Some(printed), new: None, old_value, new_value: None } }
}

/// Characters that are not seen, and letters of Cyrillic or Greek in a word of Latin ones.
fn unseen(token: Token<'_>) -> impl Iterator<Item = char> {
    let stranger = |c: &char| matches!(c, '\u{370}'..='\u{52f}' | '\u{1d00}'..='\u{1d7f}' | '\u{1d400}'..='\u{1d7ff}');
    let latin = token.text.contains(|c: char| c.is_ascii_alphabetic());
    token.text.chars().filter(move |c| hidden(*c) || latin && stranger(c) && *c != 'µ' && *c != 'μ')
}

/// Pairs the facts of one edit, kind by kind, in order.
fn pair(olds: Vec<Found>, news: Vec<Found>, out: &mut Vec<Fact>) {
    let mut news: Vec<Option<Found>> = news.into_iter().map(Some).collect();
    let same = |a: &Fact, b: &Fact| {
        let lower = |f: &Fact| f.old.as_deref().map(one_party);
        a.old_value.is_some() && a.old_value == b.old_value || lower(a) == lower(b)
    };
    let mut left = Vec::new();
    for old in olds {
        // what stands on both sides of the edit did not change
        let twin = news.iter_mut().find(|n| n.as_ref().is_some_and(|n| n.kind == old.kind && same(&n.fact, &old.fact)));
        match twin {
            Some(twin) => *twin = None,
            None => left.push(old),
        }
    }
    for old in left {
        let partner = news.iter_mut().find(|n| n.as_ref().is_some_and(|n| n.kind == old.kind)).and_then(Option::take);
        let mut fact = old.fact;
        if let Some(partner) = partner {
            fact.new = partner.fact.old;
            fact.new_value = partner.fact.old_value;
        }
        out.push(fact);
    }
    out.retain(|f| f.kind != "party" || f.new.is_some());
    for new in news.into_iter().flatten().filter(|n| n.kind != "party") {
        let Fact { kind, old, old_value, .. } = new.fact;
        out.push(Fact { kind, old: None, new: old, old_value: None, new_value: old_value });
    }
}

/// `We` and `our` are one party.
fn one_party(word: &str) -> String {
    match word.to_lowercase().as_str() {
        "us" | "our" => "we".to_owned(),
        "your" => "you".to_owned(),
        other => other.to_owned(),
    }
}

/// A quantity struck here and inserted there has moved with its sentence; a negation that moves is a fact.
fn cancel(facts: &mut Vec<Fact>) {
    let mut i = 0;
    while i < facts.len() {
        let f = &facts[i];
        let lone = f.old.is_none() != f.new.is_none() && f.kind != "negation";
        let twin = |g: &Fact| {
            g.kind == f.kind
                && (f.old.is_some() && f.old == g.new && g.old.is_none()
                    || f.new.is_some() && f.new == g.old && g.new.is_none())
        };
        match (lone, facts.iter().position(twin)) {
            (true, Some(k)) => {
                facts.remove(k.max(i));
                facts.remove(k.min(i));
            }
            _ => i += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redline::words::segments;

    fn check(old: &str, new: &str) -> Vec<(&'static str, Option<String>, Option<String>)> {
        let text = |p: &str| crate::model::text::Text {
            body: vec![crate::model::text::Item::Paragraph(p.to_owned())],
            ..Default::default()
        };
        let (x, y) = (text(old), text(new));
        let (a, b) = crate::redline::tree::Tree::both(&x, &y);
        let facts = facts(old, new, &segments(old, new).segments, &Lexicon::new(&a, &b));
        facts.into_iter().map(|f| (f.kind, f.old, f.new)).collect()
    }

    fn some(s: &str) -> Option<String> {
        Some(s.to_owned())
    }

    #[test]
    fn facts_are_old_and_new() {
        assert_eq!(check("应在三十日内付款", "应在十五日内付款"), [("period", some("三十日"), some("十五日"))]);
        assert_eq!(check("乙方可以转让", "乙方不得转让"), [("obligation", some("可以"), some("不得"))]);
        assert_eq!(check("You may assign", "You may not assign"), [("negation", None, some("not"))]);
        assert_eq!(
            check("shall pay US$100 in 30 days", "may pay US$200 in 45 days"),
            [
                ("obligation", some("shall"), some("may")),
                ("amount", some("US$100"), some("US$200")),
                ("period", some("30 days"), some("45 days"))
            ]
        );
        assert_eq!(check("在三十日内", "在30日内"), []);
        assert_eq!(check("the seller", "the s\u{435}ller"), [("character", None, some("U+0435"))]);
        assert_eq!(check("pay 10", "pay \u{202e}10"), [("character", None, some("U+202E"))]);
    }
}
