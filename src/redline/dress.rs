//! Two own texts → whether they say the same words in another dress: quotes around words, how a caption ends, capitals.
//!
//! ALL CAPITALS are a way of setting words, as bold letters are: a disclaimer set in small letters says what it said.
//! That it has to be conspicuous is why the difference is told at all, as typography; no word of it was amended. But
//! one capital tells a defined term from a word (`Work`, `work`) and an abbreviation from another (`US`, `us`): only a
//! row of words in capitals is a way of setting them.

use std::cmp::Ordering;

use super::fold::{is_alphanumeric, is_quote, typographic};
use crate::marks::is_east_asian;

/// So many words in a row are set in capitals.
const ROW: usize = 3;

/// Whether the texts, as a reader sees them and without typography, say the same; `captions`: their first lines are
/// captions that differ.
pub(super) fn dressed(old: &str, new: &str, captions: bool) -> bool {
    // of a list, the mark behind an item says only whether others follow
    let [old, new] = [old, new].map(|own| own.trim_end().trim_end_matches(['.', ';', ',', '。', '；', '，', '、']));
    let [old, new] = [old, new].map(|own| typographic(&unquoted(&if captions { undressed(own) } else { own.into() })));
    old == new || only_capitals(&old, &new)
}

/// Without what goes with the form of a caption: brackets around it (第一条（目的）, 1. 目的), the mark behind it,
/// capitals of its words.
fn undressed(own: &str) -> String {
    let (caption, rest) = own.split_once('\n').unwrap_or((own, ""));
    let caption = caption.trim().trim_end_matches(['.', ':', ';', '。', '：', '；', '．']);
    let inner = caption.strip_prefix(['(', '（']).and_then(|c| c.strip_suffix([')', '）']));
    let caption = inner.filter(|c| !c.contains(['(', '（'])).unwrap_or(caption);
    format!("{}\n{rest}", caption.to_lowercase())
}

/// Without quotes around words and hyphens between them: `(the "Fee")`, `(the Fee)`; `non-exclusive`, `non exclusive`. An
/// apostrophe within a word is a letter of it, and behind a number a quote is a unit: `5"`.
fn unquoted(text: &str) -> String {
    let letter = |c: Option<char>| c.is_some_and(|c| is_alphanumeric(c) && !is_east_asian(c));
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let words = letter(before) && letter(chars.peek().copied());
        let within = before.is_some_and(char::is_numeric) || words;
        // a line of print may have ended behind it
        let joins = |c: &char| c.is_alphabetic() && !is_east_asian(*c) || *c == ' ';
        let hyphen = matches!(c, '-' | '\u{2010}' | '\u{2011}')
            && before.is_some_and(|c| c.is_alphabetic() && !is_east_asian(c))
            && chars.peek().is_some_and(joins);
        out.push(if is_quote(c) && !within || hyphen { ' ' } else { c });
        before = Some(c);
    }
    out
}

/// Whether only rows of words differ, in which one text has all capitals and the other has not.
fn only_capitals(old: &str, new: &str) -> bool {
    if old.to_lowercase() != new.to_lowercase() {
        return false;
    }
    // which text has the capitals, and of how many words of the row
    let mut row = (Ordering::Equal, 0);
    let mut pairs = words(old).zip(words(new));
    let all = |word: &str| !word.contains(char::is_lowercase);
    let fits = pairs.all(|(a, b)| {
        if a == b {
            // 30 and ABC are the same in both
            return all(a) || row.1 == 0 || std::mem::take(&mut row.1) >= ROW;
        }
        let side = match (all(a), all(b)) {
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            _ => return false,
        };
        let goes_on = row.1 == 0 || row.0 == side || row.1 >= ROW;
        row = if row.0 == side { (side, row.1 + 1) } else { (side, 1) };
        goes_on
    });
    fits && (row.1 == 0 || row.1 >= ROW)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_alphanumeric(c)).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_capitals_and_captions_are_dress() {
        for (old, new) in [
            ("“Barge” means the hull.", "Barge means the hull."),
            ("the crews' meals, (the 'Meals')", "the crews meals, (the Meals)"),
            ("the ''Barge'' sails", "the Barge sails"),
            ("「甲」は「乙」に貸す", "甲は乙に貸す"),
            ("a machine-readable copy", "a machine readable copy"),
            ("a machine- readable copy", "a machine-readable copy"),
            ("the oars;", "the oars."),
            ("the oars,", "the oars"),
            ("THE BARGE IS LENT WITH 2 OARS, “AS SEEN”", "The barge is lent with 2 oars, as seen"),
            ("It floats. NOBODY ANSWERS FOR LEAKS.", "It floats. Nobody answers for leaks."),
            ("NO OARS, NO SAILS; THE Barge Floats Well", "No oars, no sails; the BARGE FLOATS WELL"),
        ] {
            assert!(dressed(old, new, false), "{old}");
            assert!(dressed(new, old, false), "{new}");
        }
        for (old, new) in [
            ("the barge's crew", "the barges' crew"),
            ("the crew's tent", "the crews tent"),
            ("a hull of 5\" of oak", "a hull of 5 of oak"),
            ("the work is done", "the Work is done"),
            ("they re-sign it", "they resign it"),
            ("boxes 1-5", "boxes 1 5"),
            ("the oars;", "the oars; or"),
            ("the oars:", "the oars."),
            ("pay us the fee", "pay US the fee"),
            ("the CREW MAY leave", "the crew may leave"),
            ("The Barge And The Oars", "the barge and the oars"),
            ("NO OARS the BARGE FLOATS WELL", "No oars the barge floats well"),
        ] {
            assert!(!dressed(old, new, false), "{old}");
            assert!(!dressed(new, old, false), "{new}");
        }
        assert!(dressed("Lending of the barge.\nIt is lent.", "(LENDING OF THE BARGE)\nIt is lent.", true));
        assert!(dressed("Lent Things:", "Lent things", true));
        assert!(!dressed("Lent thing", "Lent things", true));
        assert!(!dressed("Lent Things\nthe oar", "Lent things\nthe Oar", true));
    }
}
