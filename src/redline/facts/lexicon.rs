//! Two texts → the terms that each defines, by the words in them.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::definitions::{Definition, definitions};
use crate::marks::{is_east_asian, is_hangul};
use crate::model::numeral;
use crate::redline::edit::Side;
use crate::redline::fold::typographic;
use crate::redline::quick::Quick;
use crate::redline::token::{Class, tokens};
use crate::redline::tree::Tree;

/// So many terms at most are told by one word.
const COMMON: usize = 64;

/// The terms of two texts, gathered when first asked for.
#[derive(Debug)]
pub(in crate::redline) struct Lexicon<'t> {
    trees: (&'t Tree<'t>, &'t Tree<'t>),
    /// What each wording defines: most stand on both sides.
    definitions: Vec<OnceCell<Vec<Definition>>>,
    earlier: OnceCell<Terms>,
    later: OnceCell<Terms>,
    renamed: OnceCell<Vec<(String, String)>>,
}

impl<'t> Lexicon<'t> {
    pub(in crate::redline) fn new(old: &'t Tree<'t>, new: &'t Tree<'t>) -> Lexicon<'t> {
        let definitions = vec![OnceCell::new(); old.wordings()];
        Lexicon {
            trees: (old, new),
            definitions,
            earlier: OnceCell::new(),
            later: OnceCell::new(),
            renamed: OnceCell::new(),
        }
    }

    /// The languages of the two texts.
    pub(super) fn languages(&self) -> (&'t str, &'t str) {
        (self.trees.0.language, self.trees.1.language)
    }

    /// Those of the old text.
    pub(super) fn earlier(&self) -> &Terms {
        self.earlier.get_or_init(|| Terms::of(self.definitions(self.trees.0)))
    }

    /// Those of the new text.
    pub(super) fn later(&self) -> &Terms {
        self.later.get_or_init(|| Terms::of(self.definitions(self.trees.1)))
    }

    /// The words of an old text with the terms that what they mean is called by in the new text.
    pub(super) fn renew(&self, words: &str) -> String {
        self.renamed().iter().fold(words.to_owned(), |words, (old, new)| words.replace(old, new))
    }

    /// The terms in whose place others with the same meaning stand, and those.
    pub(super) fn renamed(&self) -> &[(String, String)] {
        self.renamed.get_or_init(|| self.renames())
    }

    fn renames(&self) -> Vec<(String, String)> {
        // the numbers of clauses that a meaning names may have changed too
        let spelled = |d: &Definition| {
            d.meaning.chars().filter(|c| c.is_alphabetic() && !numeral::is_han(*c)).collect::<String>()
        };
        let missing = |tree, other: &Terms| -> Vec<&Definition> {
            self.definitions(tree).filter(|d| !d.meaning.is_empty() && !other.has(&d.term)).collect()
        };
        let olds = missing(self.trees.0, self.later());
        if olds.is_empty() {
            return Vec::new();
        }
        let news = missing(self.trees.1, self.earlier());
        let news: HashMap<String, &str> = news.into_iter().map(|d| (spelled(d), d.term.as_str())).collect();
        olds.into_iter().filter_map(|d| Some((d.term.clone(), (*news.get(&spelled(d))?).to_owned()))).collect()
    }

    fn definitions(&self, tree: &'t Tree<'t>) -> impl Iterator<Item = &Definition> {
        tree.owns().flat_map(|(wording, own)| self.definitions[wording].get_or_init(|| definitions(own)))
    }
}

/// The terms of a text, by the words in them.
#[derive(Debug, Default)]
pub(super) struct Terms {
    /// Each term, and whether a party is called so.
    terms: Vec<(String, bool)>,
    places: HashMap<String, usize, Quick>,
    /// The terms with a word, the longest first.
    by_word: HashMap<String, Vec<usize>, Quick>,
}

impl Terms {
    /// From what the clauses of a text define.
    fn of<'d>(definitions: impl Iterator<Item = &'d Definition>) -> Terms {
        let mut out = Terms::default();
        for Definition { term, party, .. } in definitions {
            let at = *out.places.entry(typographic(term)).or_insert(out.terms.len());
            if at < out.terms.len() {
                out.terms[at].1 |= party;
                continue;
            }
            for word in tokens(term).iter().filter(|t| is_telling(t.class)) {
                out.by_word.entry(word.text.to_owned()).or_default().push(at);
                // a sentence may be set in capitals
                let capitals = word.text.to_uppercase();
                if capitals != word.text {
                    out.by_word.entry(capitals).or_default().push(at);
                }
            }
            out.terms.push((term.clone(), *party));
        }
        // a word of so many terms does not tell which
        out.by_word.retain(|_, terms| terms.len() <= COMMON);
        for terms in out.by_word.values_mut() {
            terms.sort_by_key(|at| std::cmp::Reverse(out.terms[*at].0.len()));
        }
        out
    }

    /// Whether the text defines the term.
    pub(super) fn has(&self, term: &str) -> bool {
        self.places.contains_key(&typographic(term))
    }

    /// The longest term that stands over a part of the side of an edit, and whether a party is called so.
    pub(super) fn over(&self, side: &Side<'_>) -> Option<(&str, bool)> {
        let words = side.tokens.iter().filter(|t| is_telling(t.class));
        let longest = |terms: &'_ Vec<usize>| terms.iter().copied().find(|at| stands(&self.terms[*at].0, side));
        let known = words.flat_map(|t| stems(t.text)).filter_map(|word| self.by_word.get(word));
        let found = known.filter_map(longest).map(|at| &self.terms[at]);
        found.max_by_key(|(term, _)| term.len()).map(|(term, party)| (term.as_str(), *party))
    }
}

/// A word, and of a Korean one what may be its noun: a word carries at its end what it does.
fn stems(word: &str) -> impl Iterator<Item = &str> {
    let ends = word.char_indices().rev().take_while(|(_, c)| is_hangul(*c)).map(|(at, _)| at).take(ENDING);
    std::iter::once(word).chain(ends.filter(|at| *at > 0).map(|at| &word[..at]))
}

/// So many syllables at most say what a Korean noun does: `에게서`.
const ENDING: usize = 3;

/// Whether a term stands over a part of the side of an edit, as it is written or in capitals.
fn stands(term: &str, side: &Side<'_>) -> bool {
    let set = !side.own().contains(char::is_lowercase) && term.contains(char::is_lowercase);
    stands_so(term, side) || set && stands_so(&term.to_uppercase(), side)
}

fn stands_so(term: &str, side: &Side<'_>) -> bool {
    let (text, range) = (side.text, &side.range);
    let from = text.floor_char_boundary((range.start + 1).saturating_sub(term.len()));
    let to = text.ceil_char_boundary(range.end + term.len() - 1);
    let mut places = text[from..to].match_indices(term).map(|(at, _)| from + at);
    places.any(|at| at < range.end && at + term.len() > range.start && whole(text, at, term))
}

fn is_telling(class: Class) -> bool {
    matches!(class, Class::Word | Class::Party)
}

/// Whether no word is cut where the term stands.
fn whole(text: &str, at: usize, term: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && !is_east_asian(c));
    let (before, behind) = (text[..at].chars().next_back(), text[at + term.len()..].chars().next());
    !(letter(before) && letter(term.chars().next()) || letter(behind) && letter(term.chars().next_back()))
}
