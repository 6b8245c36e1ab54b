//! An amendment → what sort of difference it is: markup, typography, cross-references that follow, or substance.
//!
//! The least of the four that explains every difference. What no rule explains is substance.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::Nature;
use super::align::Pairing;
use super::dress::dressed;
use super::edit::{Edit, Side};
use super::facts::subject;
use super::fold::{each_folded_letter, hidden, is_nothing, typographic};
use super::introduced::said;
use super::quick::fold;
use super::reference::Register;
use super::token::{Class, Token, tokens};
use super::tree::Tree;
use super::words::unequal_lines;
use crate::marks;

/// What references are resolved by.
pub(super) struct References<'t> {
    pub(super) trees: (&'t Tree<'t>, &'t Tree<'t>),
    pub(super) pairing: &'t Pairing,
    /// Both sides, when first they are asked for.
    registers: OnceCell<(Register<'t>, Register<'t>)>,
}

impl<'t> References<'t> {
    pub(super) fn new(old: &'t Tree<'t>, new: &'t Tree<'t>, pairing: &'t Pairing) -> Self {
        References { trees: (old, new), pairing, registers: OnceCell::new() }
    }

    /// The clauses of both texts by their numbers.
    pub(super) fn registers(&self) -> &(Register<'t>, Register<'t>) {
        self.registers.get_or_init(|| (Register::new(self.trees.0), Register::new(self.trees.1)))
    }

    /// The nature of the difference between the own texts of the clauses `o` and `n`, between which these are the edits.
    pub(super) fn nature(&self, (old, o): (&str, usize), (new, n): (&str, usize), edits: &[Edit<'_>]) -> Nature {
        if old == new {
            // the same words, parted into clauses in another way
            return Nature::Typography;
        }
        let (old, new) = unequal_lines(old, new);
        // where letters differ, the texts need not be looked at as a reader sees them
        if same_letters(edits, |tokens, at| Some(tokens[at].text).filter(|_| tokens[at].class != Class::Mark)) {
            let escaped = old.contains("\\*") || new.contains("\\*");
            let unpaired = || escaped && closed(old, new).is_some_and(|(old, new)| plain(&old) == plain(&new));
            let (seen_old, seen_new) = (plain(old), plain(new));
            if seen_old == seen_new || unpaired() {
                return Nature::Markup;
            }
            let [seen_old, seen_new] = [seen_old, seen_new].map(|seen| self.with_one_comma(seen));
            let captions = (self.trees.0.nodes[o].heading, self.trees.1.nodes[n].heading);
            // equal ones are no part of the lines any more
            let captions = matches!(captions, (Some(old), Some(new)) if old != new);
            let same = typographic(&seen_old) == typographic(&seen_new) || dressed(&seen_old, &seen_new, captions);
            if same || sorted_terms(&seen_old, &seen_new) {
                return Nature::Typography;
            }
        }
        let only_they = mentions(edits)
            && same_letters(edits, |tokens, at| match tokens[at].class {
                Class::Mark | Class::Reference | Class::Count => None,
                _ => Some(said(tokens, at)),
            });
        let followed = if only_they { self.follow((&plain(old), o), (&plain(new), n)) } else { None };
        followed.unwrap_or(Nature::Substance)
    }

    /// With one form of the comma: where both texts are Japanese, `，` is but another way to write `、`.
    fn with_one_comma<'s>(&self, seen: Cow<'s, str>) -> Cow<'s, str> {
        let japanese = || [self.trees.0, self.trees.1].iter().all(|tree| tree.language.starts_with("ja"));
        if seen.contains('，') && japanese() { seen.replace('，', "、").into() } else { seen }
    }

    /// The nature of texts that are the same but for references whose old clause is paired with their new one.
    fn follow(&self, (old, o): (&str, usize), (new, n): (&str, usize)) -> Option<Nature> {
        let (a, b) = (tokens(old), tokens(new));
        let (olds, news) = self.registers();
        let (x, y) = (olds.resolve(&a, o), news.resolve(&b, n));
        let told = |tokens: &[Token<'_>], at: usize| !matches!(tokens[at].class, Class::Space | Class::Break);
        let spoken = |says: &str| !says.is_empty() && !is_nothing(says);
        let says = |(at, from)| (said(&a, at), from);
        let olds = x.into_iter().enumerate().filter(|(at, _)| told(&a, *at)).map(says).filter(|(s, _)| spoken(s));
        let says = |(at, to)| (said(&b, at), to);
        let mut news = y.into_iter().enumerate().filter(|(at, _)| told(&b, *at)).map(says).filter(|(t, _)| spoken(t));
        let mut nature = Nature::Typography;
        for (s, from) in olds {
            let (t, to) = news.next()?;
            let same = s == t || typographic(s) == typographic(t);
            let follows = from.clauses.iter().any(|o| self.pairing.to_new[*o].is_some_and(|n| to.clauses.contains(&n)))
                && typographic(from.rest) == typographic(to.rest);
            if !same && !follows {
                return None;
            }
            if !same && !same_but_for_plural(s, t) {
                nature = Nature::Reference;
            }
        }
        news.next().is_none().then_some(nature)
    }
}

/// Whether two references that name the same name it by the same number: `Section 3.1 and Section 3.2`, `Sections 3.1 and
/// 3.2`.
fn same_but_for_plural(s: &str, t: &str) -> bool {
    let parted = |reference: &str| -> (String, String) {
        let reference = typographic(reference).to_lowercase();
        let number = reference.rfind([' ', '§']).map_or(0, |at| reference.ceil_char_boundary(at + 1));
        let (word, number) = reference.split_at(number);
        (word.trim_end().replace("§§", "§"), number.to_owned())
    };
    let ((a, x), (b, y)) = (parted(s), parted(t));
    let plural = |a: &str, b: &str| a.strip_prefix(b).is_some_and(|ending| ending.len() <= 3);
    x == y && (a.is_empty() || b.is_empty() || plural(&a, &b) || plural(&b, &a))
}

/// Whether the lines are the same in another order, and each defines a term: where a definition stands says nothing.
fn sorted_terms(old: &str, new: &str) -> bool {
    if !old.contains('\n') || old.lines().count() != new.lines().count() {
        return false;
    }
    let sorted = |own: &str| {
        let mut lines: Vec<String> = own.lines().map(typographic).filter(|line| !line.is_empty()).collect();
        lines.sort_unstable();
        lines
    };
    old.lines().filter(|line| !line.trim().is_empty()).all(|line| subject(line).is_some()) && sorted(old) == sorted(new)
}

/// Whether as many of each letter were struck as inserted, in what the tokens that count say: if not, words differ.
fn same_letters<'t>(edits: &[Edit<'t>], says: impl Fn(&[Token<'t>], usize) -> Option<&'t str>) -> bool {
    // what stands for other characters is not told by its letters
    let stands = |side: &Side<'_>| marks::holds(side.own(), |b| (b == b'`') | (b == b'&') | (b == b'\\'));
    if edits.iter().any(|e| stands(&e.old) || stands(&e.new)) {
        return true;
    }
    // a sum does not mind the order
    let mut sum = 0u64;
    for (inserted, side) in edits.iter().flat_map(Edit::sides) {
        let words = (0..side.tokens.len()).filter_map(|at| says(side.tokens, at));
        let letters = words.fold(0u64, |all, word| all.wrapping_add(spell(word)));
        sum = if inserted { sum.wrapping_sub(letters) } else { sum.wrapping_add(letters) };
    }
    sum == 0
}

/// Whether what was struck or inserted can be a reference at all.
fn mentions(edits: &[Edit<'_>]) -> bool {
    let mut tokens = edits.iter().flat_map(Edit::sides).flat_map(|(_, side)| side.tokens);
    tokens.any(|t| matches!(t.class, Class::Reference | Class::Count))
}

/// The letters and digits of a text as a number, whatever their case and order.
fn spell(text: &str) -> u64 {
    if text.is_ascii() {
        return text.bytes().fold(0, |all, b| all.wrapping_add(ASCII[usize::from(b)]));
    }
    let mut all = 0u64;
    each_folded_letter(text, |c| {
        let letter = match c {
            '\0'..='\x7f' => ASCII[c as usize],
            // without case
            '\u{3041}'..='\u{9fff}' => fold(u64::from(c)),
            _ => c.to_lowercase().fold(0, |sum, c| fold(sum ^ u64::from(c))),
        };
        all = all.wrapping_add(letter);
    });
    all
}

/// Each character of ASCII as a number, whatever its case; 0: it is no letter, no digit and can be seen.
static ASCII: [u64; 128] = {
    let mut letters = [0; 128];
    let mut b = 0;
    while b < letters.len() {
        if (b as u8).is_ascii_alphanumeric() || hidden(b as u8 as char) {
            letters[b] = fold((b as u8).to_ascii_lowercase() as u64);
        }
        b += 1;
    }
    letters
};

/// The text that a reader sees, line by line.
fn plain(own: &str) -> Cow<'_, str> {
    if own.contains('\n') {
        own.split('\n').map(marks::shown).collect::<Vec<_>>().join("\n").into()
    } else {
        marks::shown(own)
    }
}

/// The texts without literal asterisks that touch emphasis, where the emphasis differs: such an asterisk is a mark that
/// found no partner, `*"X"*\*` was meant as `**"X"**`. None: there are none.
fn closed(old: &str, new: &str) -> Option<(String, String)> {
    if !old.contains("\\*") && !new.contains("\\*") {
        return None;
    }
    let literal = |t: &Token<'_>| t.text == "\\*";
    let (a, b) = (tokens(old), tokens(new));
    let marks = |all: &[Token<'_>]| -> usize {
        all.iter().filter(|t| t.class == Class::Mark && t.text.starts_with('*')).map(|t| t.text.len()).sum()
    };
    if !a.iter().chain(&b).any(literal) || marks(&a) == marks(&b) {
        return None;
    }
    let without = |all: &[Token<'_>]| {
        let mark = |t: Option<&Token<'_>>| t.is_some_and(|t| t.class == Class::Mark && t.text.starts_with('*'));
        let mut out = String::new();
        let mut at = 0;
        while at < all.len() {
            let end = (at..all.len()).find(|k| !literal(&all[*k])).unwrap_or(all.len());
            let touches = end > at && (mark(at.checked_sub(1).map(|b| &all[b])) || mark(all.get(end)));
            let end = end.max(at + 1);
            if !touches {
                all[at..end].iter().for_each(|t| out.push_str(t.text));
            }
            at = end;
        }
        out
    };
    Some((without(&a), without(&b)))
}
