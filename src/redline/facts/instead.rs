//! An edit that put a few words in the place of a few others → the fact that they are: a party that is called
//! otherwise or is another one, a number in words.

use crate::marks::{is_east_asian, is_hangul};
use crate::model::numeral;
use crate::redline::Fact;
use crate::redline::edit::{Edit, Side};
use crate::redline::fold::typographic;
use crate::redline::quantity::{Measure, measure};
use crate::redline::token::Class;
use crate::redline::vocabulary::{korean, role};

/// The fact that an edit is as a whole.
pub(super) fn instead(edit: &Edit<'_>) -> Option<Fact> {
    if !edit.replaces_few {
        return None;
    }
    let (old, new) = (name(&edit.old), name(&edit.new));
    let fact = |kind, old_value, new_value| {
        Some(Fact { kind, old: Some(old.to_owned()), new: Some(new.to_owned()), old_value, new_value })
    };
    match (spelled(old), spelled(new)) {
        (Some(a), Some(b)) if is_number(edit) && a != b => return fact("count", Some(a), Some(b)),
        (None, None) => {}
        _ => return None,
    }
    let known = (is_party(&edit.old), is_party(&edit.new));
    let may_be =
        |known, side: &Side<'_>| known || is_agent(name(side)) || is_name(side) || korean::may_be_party(name(side));
    let told = match known {
        (false, false) => is_agent(old) && is_agent(new),
        (a, b) => may_be(a, &edit.old) && may_be(b, &edit.new),
    };
    let same = || typographic(old).to_lowercase() == typographic(new).to_lowercase();
    if told && !same() { fact("party", None, None) } else { None }
}

/// What was struck or inserted, `Seller` for `Seller’s`.
fn name<'t>(side: &Side<'t>) -> &'t str {
    let words = side.own().trim();
    if words.starts_with(is_hangul) {
        return korean::called(words);
    }
    words.strip_suffix('s').and_then(|w| w.strip_suffix(['\'', '’'])).unwrap_or(words)
}

/// What a number amounts to, in words or in digits, if there is nothing but the number.
fn spelled(number: &str) -> Option<Measure> {
    measure(Class::Count, number).filter(|m| m.unit.is_empty())
}

/// Whether an edit put a number in the place of another, at least one of them in words.
pub(super) fn is_number(edit: &Edit<'_>) -> bool {
    let (old, new) = (name(&edit.old), name(&edit.new));
    let words = |number: &str| number.starts_with(char::is_alphabetic);
    let bare = |side: &Side<'_>| side.tokens.iter().all(|t| t.class <= Class::Punctuation || t.class == Class::Count);
    let numbers = bare(&edit.old) && bare(&edit.new) && spelled(old).is_some() && spelled(new).is_some();
    numbers && (words(old) || words(new))
}

/// Whether a party is called so and by no pronoun; `Verkäufers` is the party too.
fn is_party(side: &Side<'_>) -> bool {
    if let [token] = side.tokens
        && token.class == Class::Party
    {
        return !is_pronoun(token.text);
    }
    let word = name(side);
    let party = |word| role(word).is_some_and(|r| r.party);
    word.starts_with(char::is_uppercase) && (party(word) || word.strip_suffix('s').is_some_and(party))
}

/// Whether it stands for whoever speaks or is spoken to.
fn is_pronoun(word: &str) -> bool {
    ["we", "us", "our", "you", "your"].iter().any(|p| p.eq_ignore_ascii_case(word))
        || word.starts_with(['我', '您', '你'])
}

/// 出租方, 使用人, 消费者: whoever does something, in Chinese characters.
fn is_agent(word: &str) -> bool {
    // 协商, 账户, 地方 and 或者 end alike and are nobody
    let mut back = word.chars().rev();
    let agent = match (back.next(), back.next()) {
        (Some('方'), Some(c)) => !"平立地官处處配东東西南北单單".contains(c),
        (Some('者'), Some(c)) => !"或再前后後二两兩".contains(c),
        (Some('商'), Some(c)) => "应應营營销銷发發务務理厂廠包造".contains(c),
        (Some('户' | '戶'), Some(c)) => "用客商农農住租储儲".contains(c),
        (Some('人'), Some(_)) => true,
        _ => false,
    };
    agent
        && word.chars().all(is_east_asian)
        && word.chars().count() <= 6
        && !word.starts_with(|c| matches!(c, '任' | '每' | '各') || numeral::is_han(c))
}

/// Whether it is a name: words with capitals, or with the article of Arabic, which are no part of a longer name.
fn is_name(side: &Side<'_>) -> bool {
    let mut words = side.own().split_whitespace();
    let behind = side.text[side.range.end..].trim_start();
    words.clone().count() <= 3
        && words.all(|w| w.starts_with(char::is_uppercase) || w.starts_with("ال"))
        && !behind.starts_with(char::is_uppercase)
}
